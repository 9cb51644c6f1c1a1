"""The head: how long the journal was and how it ended, kept in two places outside it.

One copy lies beside the ledger, one in the user's state folder, so that a ledger
copied back from yesterday is shorter than what at least one of them says.  A
ledger ahead of its head is normal: the head follows at the latest after seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.ledger.trouble import Damaged
from db.store import journal
from db.store.digest import derived, framed, mac, same
from db.store.faults import troubles
from db.store.files import HEAD, read_small, replace_file
from db.store.verdict import HeadVerdict, Place, Standing

if TYPE_CHECKING:
    from db.store.cipher import Connection
    from db.store.keyring import Opened

MOST_BYTES: Final = 4096
_TAG: Final = b"zhuance head 1"
_KEY_PURPOSE: Final = b"head"
_LATEST: Final = 2**63
LinkAt = Callable[[int], "bytes | None"]
_FILE_NAME: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True)
class Head:
    """Number and link of the last entry, and the keyring's generation, under a MAC."""

    ledger_id: str
    count: int
    link: bytes
    keyring_generation: int
    mac: bytes

    def encoded(self) -> bytes:
        """Return the head as it lies in its file."""
        return json.dumps(
            {
                "count": self.count,
                "keyring": self.keyring_generation,
                "ledger": self.ledger_id,
                "link": self.link.hex(),
                "mac": self.mac.hex(),
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()


@dataclass(frozen=True)
class Heads:
    """What was found: the genuine heads by place, and where something else lay.

    One from `before` 换钥 cannot be checked any more and is trusted for nothing; one of a
    `later` keyring belongs to a ledger that this one was put in place of.
    """

    found: dict[Place, Head]
    forged: tuple[Place, ...] = ()
    before: tuple[Place, ...] = ()
    later: tuple[Place, ...] = ()


@dataclass(frozen=True)
class KeyChange:
    """The last 换钥 of a ledger: its last entry, and the generation of the keyring since."""

    seq: int = 0
    generation: int = 0


def made_head(
    master_key: bytes, ledger_id: str, *, count: int, link: bytes, keyring_generation: int
) -> Head:
    """Return a head under the key that only those have who can open the ledger."""
    code = _code(master_key, ledger_id, count, link, keyring_generation)
    return Head(ledger_id, count, link, keyring_generation, code)


def write_head(folder: Path, state_dir: Path, head: Head) -> None:
    """Replace both copies; the one in the state folder first, so it is never the older."""
    with troubles():
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(_in_state(state_dir, head.ledger_id), head.encoded())
    replace_file(folder / HEAD, head.encoded())


def standing_of(connection: Connection, folder: Path, state_dir: Path, keys: Opened) -> HeadVerdict:
    """Say how an open ledger stands to its heads."""
    changed, ring = key_change(connection), keys.keyring
    heads = read_heads(
        folder, state_dir, ring.ledger_id, keys.master_key, (changed.generation, ring.generation)
    )
    count = journal.tip(connection)[0]
    return judge(heads, count, lambda seq: journal.link_at(connection, seq), changed)


def key_change(connection: Connection) -> KeyChange:
    """Return when the ledger got the key it has."""
    row = connection.execute(
        "SELECT field.seq, CAST(field.value AS TEXT) FROM field"
        " WHERE field.name = 'generation' AND field.seq ="
        " (SELECT max(seq) + 1 FROM entry WHERE kind = 'change_keys')"
    ).fetchone()
    return KeyChange(int(row[0]), int(row[1])) if row else KeyChange()


def read_heads(
    folder: Path,
    state_dir: Path,
    ledger_id: str,
    master_key: bytes,
    generations: tuple[int, int] = (0, _LATEST),
) -> Heads:
    """Return the heads that are genuine, and the places where something else lay.

    `generations` are those of the keyring since the last 换钥 and of the one in force.
    """
    found: dict[Place, Head] = {}
    other: dict[str, list[Place]] = {"forged": [], "before": [], "later": []}
    for place, path in (
        (Place.BESIDE, folder / HEAD),
        (Place.STATE, _in_state(state_dir, ledger_id)),
    ):
        try:
            data = read_small(path, MOST_BYTES)
            if data is None:
                continue
            head = _read(data, ledger_id)
            if _answers(head, master_key):
                found[place] = head
            else:
                other[_why_not(head, generations)].append(place)
        except Damaged:
            other["forged"].append(place)
    return Heads(found, **{name: tuple(places) for name, places in other.items()})


def _why_not(head: Head, generations: tuple[int, int]) -> str:
    """Say what a head is whose code is not of this ledger's key."""
    since, latest = generations
    if head.keyring_generation < since:
        return "before"
    return "later" if head.keyring_generation > latest else "forged"


def judge(
    heads: Heads, count: int, link_at: LinkAt, changed: KeyChange | None = None
) -> HeadVerdict:
    """Compare the ledger, which ends at entry `count`, with its heads.

    Behind either head the ledger was rolled back; another link at the head's
    count means that it was continued from an older copy.
    """
    seen = {*heads.found, *heads.forged, *heads.before, *heads.later}
    missing = tuple(place for place in Place if place not in seen)
    for place, head in sorted(heads.found.items(), key=lambda item: -item[1].count):
        if head.count > count:
            return HeadVerdict(Standing.ROLLED_BACK, place, count + 1, head.count, missing)
    for place, head in heads.found.items():
        if head.count and link_at(head.count) != head.link:
            return HeadVerdict(Standing.FORKED, place, head.count, head.count, missing)
    if heads.forged:
        return HeadVerdict(Standing.FORGED, heads.forged[0], missing=missing)
    if heads.later:
        return HeadVerdict(Standing.LATER_KEYS, heads.later[0], missing=missing)
    if not heads.found:
        return _unproven(heads, count, changed or KeyChange(), missing)
    behind = any(head.count < count for head in heads.found.values())
    return HeadVerdict(Standing.AHEAD if behind else Standing.OK, missing=missing)


def _unproven(
    heads: Heads, count: int, changed: KeyChange, missing: tuple[Place, ...]
) -> HeadVerdict:
    """Judge a ledger that no head speaks for.

    Where it ends with the 换钥 itself, that was cut off before it could renew the heads.
    """
    if not heads.before:
        return HeadVerdict(Standing.MISSING_BOTH, missing=missing)
    if count == changed.seq and not missing:
        return HeadVerdict(Standing.AHEAD)
    return HeadVerdict(Standing.BEFORE_KEYS, heads.before[0], missing=missing)


def _in_state(state_dir: Path, ledger_id: str) -> Path:
    if not _FILE_NAME.fullmatch(ledger_id):
        raise ValueError("a ledger id names a file")
    return state_dir / f"{ledger_id}.head"


def _code(master_key: bytes, ledger_id: str, count: int, link: bytes, generation: int) -> bytes:
    numbers = (str(count).encode(), str(generation).encode())
    return mac(derived(master_key, _KEY_PURPOSE), framed(_TAG, ledger_id.encode(), *numbers, link))


def _read(data: bytes, ledger_id: str) -> Head:
    unreadable = Damaged("台账头记录不能解读。")
    try:
        content = json.loads(data)
        count, generation = int(content["count"]), int(content["keyring"])
        link, code = bytes.fromhex(content["link"]), bytes.fromhex(content["mac"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise unreadable from error
    head = Head(ledger_id, count, link, generation, code)
    if count < 0 or head.encoded() != data:
        raise unreadable
    return head


def _answers(head: Head, master_key: bytes) -> bool:
    wanted = _code(master_key, head.ledger_id, head.count, head.link, head.keyring_generation)
    return same(head.mac, wanted)
