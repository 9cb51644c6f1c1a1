"""Prove the book: links, field digests, signatures, page codes, counters against a scan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from db.ledger.trouble import Damaged
from db.store import cipher, identity, journal, redacting, replay, signers, standing
from db.store.journal import Entry, body_digest, field_digest, link_of
from db.store.signers import Keys

if TYPE_CHECKING:
    from db.store.cipher import Connection


Tell: TypeAlias = Callable[[str], None]


def _nobody(_: str) -> None:
    """Nobody waits."""


@dataclass(frozen=True)
class Break:
    """Where the journal no longer adds up, and how."""

    seq: int
    what: str

    def __str__(self) -> str:
        """Place and reason in words; what is not in the journal has no entry's number."""
        return f"第{self.seq}条：{self.what}" if self.seq else self.what


def first_broken_link(connection: Connection, first: int = 1) -> Break | None:
    """Return where the chain of links no longer adds up, or None."""
    previous = journal.link_at(connection, first - 1)
    if previous is None:
        return Break(first - 1, "缺失")
    expected = first
    for entry in journal.entries(connection, first):
        if entry.seq != expected:
            return Break(expected, "缺失")
        link = link_of(entry.seq, previous, entry.header.encoded(), entry.body_digest)
        if link != entry.link:
            return Break(entry.seq, "链值不符，内容或顺序被改动")
        previous, expected = link, expected + 1
    return None


def first_broken_body(connection: Connection) -> Break | None:
    """Return the first entry whose fields do not answer to its body digest, or None."""
    rows = connection.execute("SELECT seq, name, value, salt, digest FROM field ORDER BY seq, name")
    row = rows.fetchone()
    for entry in journal.entries(connection):
        digests: dict[str, bytes] = {}
        while row is not None and row[0] == entry.seq:
            digests[row[1]] = _digest_of(*row[1:])
            row = rows.fetchone()
        if body_digest(digests) != entry.body_digest:
            return Break(entry.seq, "内容与摘要不符")
    if row is not None:
        return Break(row[0], "有内容而无条目")
    return None


def _digest_of(name: str, value: bytes | None, salt: bytes | None, kept: bytes | None) -> bytes:
    """Return a field's digest: reckoned from what stands there, or kept where nothing does.

    Whoever leaves the old digest beside another value has spoilt the field: nothing answers to it.
    """
    if value is not None and salt is not None and kept is None:
        return field_digest(bytes(salt), name, bytes(value))
    if value is None and salt is None and kept is not None:
        return bytes(kept)
    return b""


def withheld(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield the fields of which only the digest is left: entry and field name."""
    yield from connection.execute(
        "SELECT seq, name FROM field WHERE value IS NULL ORDER BY seq, name"
    )


def _first_withheld(connection: Connection) -> Break | None:
    recorded = redacting.on_record(connection)
    for place in withheld(connection):
        if recorded.get(place, 0) <= place[0]:  # whoever took it away left no record of it
            return Break(place[0], f"“{place[1]}”的内容被隐去，而台账没有隐去的记录")
    return None


def _notes(connection: Connection) -> Iterator[str]:
    """Say what was lawfully withheld, and by which entry."""
    recorded = redacting.on_record(connection)
    for seq, name in withheld(connection):
        label = redacting.label(connection, seq, name)
        yield f"第{seq}条“{label}”的内容已屏蔽（依据第{recorded.get((seq, name), 0)}条）"


def first_broken_seal(connection: Connection, keys: Keys, tell: Tell = _nobody) -> Break | None:
    """Return the first entry that no valid signature of its operator covers, or None.

    `keys` are the public keys by signer, as the acts that made them recorded them.
    """
    ledger, names = journal.ledger_id(connection), signers.names(connection)
    seals: dict[tuple[int, int], dict[str, bytes]] = {}
    for last, signer, first, signature in connection.execute(
        "SELECT last, signer, first, signature FROM seal ORDER BY last, signer"
    ):
        seals.setdefault((first, last), {})[signer] = bytes(signature)
    covered = 0
    for (first, last), signatures in seals.items():
        tell("核对签名")
        if first != covered + 1 or last < first:
            return Break(covered + 1, "没有签名覆盖")
        broken = _broken_seal(connection, ledger, first, last, signatures, keys)
        broken = broken or _false_name(journal.entries(connection, first, last), names)
        if broken is not None:
            return broken
        covered = last
    (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    return Break(covered + 1, "没有签名覆盖") if covered != count else None


def _broken_seal(
    connection: Connection,
    ledger: str,
    first: int,
    last: int,
    signatures: Mapping[str, bytes],
    keys: Keys,
) -> Break | None:
    message = journal.seal_message(ledger, first, last, journal.link_at(connection, last) or b"")
    for signer, signature in signatures.items():
        key = signers.key_at(keys, signer, last)
        if key is None or not identity.verify(key, message, signature):
            return Break(last, f"{signer}的签名不成立")
    for entry in journal.entries(connection, first, last):
        witnesses = [signer for signer in signatures if signer.startswith("witness:")]
        if entry.header.kind == "recover_account" and len(witnesses) < 2:
            return Break(entry.seq, "缺少两名见证人的签名")
        if not signers.due(connection, entry) <= signatures.keys():
            return Break(entry.seq, "缺少经手人、第二人或第三人的签名")
    return None


def _false_name(entries: Iterable[Entry], names: Mapping[str, str]) -> Break | None:
    """Return the first entry that bears another name than whoever signed it, or one name twice."""
    for entry in entries:
        header = entry.header
        operator, (second, _, second_name) = (
            f"account:{header.account}",
            header.second.partition(" "),
        )
        for signer, name in ((operator, header.operator), (second, second_name)):
            if signer and names.get(signer) != name:
                return Break(entry.seq, f"署名“{name}”，而签名的是{signer}")
        if second == operator:
            return Break(entry.seq, "第二人就是经手人")
    return None


@dataclass(frozen=True)
class Proof:
    """What a verification found: how far it looked, and every break."""

    entries: int
    full: bool
    breaks: tuple[Break, ...]
    withheld: tuple[str, ...] = ()  # what was lawfully taken out, each in a sentence

    @property
    def sound(self) -> bool:
        """Whether everything adds up."""
        return not self.breaks


def prove(connection: Connection, *, full: bool, progress: Tell | None = None) -> Proof:
    """Check the links; with `full` also everything else that can be checked.

    `progress` is told often what is looked at; what it raises ends the verification.
    """
    tell = progress or _nobody
    count, _ = journal.tip(connection)
    tell("核对链")
    found = [first_broken_link(connection)]
    if full:
        tell("核对各页校验码")
        pages = cipher.integrity(connection)
        if pages:
            found.append(Break(0, "文件页损坏：" + "、".join(pages[:5])))
        tell("核对内容摘要")
        found.append(first_broken_body(connection))
        found.append(_first_withheld(connection))
        found.append(first_broken_seal(connection, signers.public_keys(connection), tell))
        tell("核对计数")
        found.append(_broken_tally(connection))
        tell("核对现状与重建")
        found.append(_broken_state(connection))
    breaks = tuple(each for each in found if each is not None)
    return Proof(count, full, breaks, tuple(_notes(connection)) if full and not breaks else ())


def _broken_state(connection: Connection) -> Break | None:
    if replay.schema_differs(connection):
        return Break(0, "表的结构被改动")
    if not _born_with_its_journal(connection):
        return Break(0, "建账日期与第一条记录不符")
    try:
        table = replay.difference(connection)
    except Damaged as damaged:
        return Break(0, damaged.sentence.rstrip("。"))
    return Break(0, f"现状与重建不符：{table}") if table else None


def _born_with_its_journal(connection: Connection) -> bool:
    """Whether the ledger says of its origin what its first entry says, and says it once."""
    said = connection.execute("SELECT created_at FROM identity").fetchall()
    return said == connection.execute("SELECT recorded_at FROM entry WHERE seq = 1").fetchall()


def _broken_tally(connection: Connection) -> Break | None:
    kept = set(
        connection.execute("SELECT level, custodian, flow, amount FROM tally WHERE amount <> 0")
    )
    scanned = set(standing.scanned_tally(connection))
    return Break(0, "计数与逐份清点不符") if kept != scanned else None


def must_be_sound(connection: Connection, progress: Tell | None = None) -> None:
    """Verify everything, as with every backup; raise `Damaged` saying where it breaks."""
    found = prove(connection, full=True, progress=progress)
    if not found.sound:
        raise Damaged("；".join(map(str, found.breaks)) + "。", "请保留原状并报告保密办。")
