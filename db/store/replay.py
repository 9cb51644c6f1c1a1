"""Rebuild beliefs from the journal: of a few subjects, or of the whole ledger.

A replay applies effects and never refusals.  What an act computed when it was
recorded stands in its body, so the past comes back as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from db.ledger import acts as _acts  # registers every kind
from db.ledger.act import Act, act_from_body, effects_of
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.beliefs import BELIEFS, Account, Belief, Key, Knew
from db.ledger.known import Known, Missing, Operator
from db.ledger.trouble import Damaged
from db.store import cipher, journal, standing
from db.store.faults import explained, given_up, troubles
from db.store.journal import Entry
from db.store.migrate import migrate

if TYPE_CHECKING:
    from sqlite3 import Connection

B = TypeVar("B", bound=Belief)
Change = tuple[Belief | None, Belief | None]
_NOBODY = Operator(account=0, person=0, name="", roles=frozenset())
_TABLES = {kind.table: kind for kind in BELIEFS}
assert _acts.ACTS


def _blank() -> Known:
    return Known(now="", today=date.min, operator=_NOBODY)


def subject(name: str) -> tuple[type[Belief], Key]:
    """Return the kind and key of a subject's name, e.g. `copy:12`."""
    table, *parts = name.split(":")
    return _TABLES[table], tuple(int(part) if part.isdigit() else part for part in parts)


def taken_back(
    connection: Connection, entry: int, derived: Connection | None = None
) -> Iterator[Change]:
    """Yield what a reversal of `entry` changes: each subject as it was, knowledge marked void.

    A rebuild hands in what it derived itself, so that it leans on nothing but the journal.
    """
    derived = derived or connection
    names = _touched(connection, entry)
    known = _replayed(connection, derived, names, entry)
    for name in names:
        kind, key = subject(name)
        now, then = standing.find(derived, kind, key), known.find(kind, *key)
        if now is not None or then is not None:
            yield now, then
    for belief in effects_of(_act(connection, entry), known):
        if isinstance(belief, Knew):
            yield belief, replace(belief, void=True)


def _touched(connection: Connection, seq: int) -> list[str]:
    found = connection.execute("SELECT subjects FROM entry WHERE seq = ?", (seq,)).fetchone()
    return [name for name in found[0].split(",") if name]


def _act(connection: Connection, seq: int) -> Act:
    asked = "SELECT kind, version FROM entry WHERE seq = ?"
    kind, version = connection.execute(asked, (seq,)).fetchone()
    return act_from_body(kind, version, journal.body(connection, seq))


def _replayed(
    connection: Connection, derived: Connection, names: Iterable[str], before: int
) -> Known:
    """Replay the effective entries on some subjects up to (not including) `before`.

    An effect may look at a subject outside the focus; then that one is drawn in.
    """
    focus = set(names)
    while True:
        known = _blank()
        try:
            for seq in _seqs(derived, focus, before):
                done = _act(connection, seq)
                for belief in () if isinstance(done, Reverse) else effects_of(done, known):
                    known.put(belief)
            # The entry itself must be able to speak of its subjects, too.
            list(effects_of(_act(connection, before), known))
        except Missing as missing:
            name = ":".join((missing.kind.table, *map(str, missing.key)))
            if name in focus:
                raise
            focus.add(name)
        else:
            return known


def _seqs(derived: Connection, focus: set[str], before: int) -> list[int]:
    found: set[int] = set()
    for name in focus:
        rows = derived.execute(
            "SELECT seq FROM touched WHERE subject = ? AND seq < ?"
            " AND NOT EXISTS (SELECT 1 FROM reversal"
            "  WHERE reversal.entry = touched.seq AND reversal.by < ?)",
            (name, before, before),
        )
        found.update(seq for (seq,) in rows)
    return sorted(found)


# -- everything -------------------------------------------------------------------


class _Filling(Known):
    """A `Known` that looks up what it does not hold, so that a rebuild stays small."""

    def __init__(self, target: Connection) -> None:
        super().__init__(now="", today=date.min, operator=_NOBODY)
        self._target = target

    def find(self, kind: type[B], *key: object) -> B | None:
        """Return a belief from memory or from the table being rebuilt."""
        found = super().find(kind, *key)
        if found is None:
            found = standing.find(self._target, kind, key)
            if found is not None:
                self.put(found)
        return found


_FLUSH = 2000
_POWERS = frozenset({"add_account", "add_witness", "grant", "reset_password"})
_GRAVE = _POWERS | {"redact_document", "redact_person"}


def rebuilt(source: Connection, upto: int = 1 << 62) -> cipher.Connection:
    """Return a ledger in memory whose beliefs are rebuilt from the journal of `source`.

    Raise `Damaged`, or `Missing`, if the journal is none that this program wrote.
    """
    target: cipher.Connection = sqlcipher.connect(":memory:", factory=cipher.Connection)
    target.isolation_level = None
    if isinstance(source, cipher.Connection):
        target.stop_when(source.stopping)
    try:
        migrate(target)
        target.execute("BEGIN")
        _replay_all(source, target, upto)
        target.execute("COMMIT")
    except BaseException as error:
        target.close()
        expected = isinstance(error, Missing) or explained(error) or given_up(error)
        if expected or not isinstance(error, Exception):
            raise
        # Acts take effect on what they were judged on: on anything else they may fail anyhow.
        raise Damaged("流水里有不能重演的条目。", "请保留原状并报告保密办。") from error
    return target


def _replay_all(source: Connection, target: Connection, upto: int) -> None:
    _copy_journal_heads(source, target, upto)
    (founded,) = source.execute("SELECT min(last) FROM seal WHERE first = 1").fetchone()
    founded = founded or 0  # in its first transaction a ledger gives its own powers
    known, changed = _Filling(target), dict[tuple[type[Belief], Key], Change]()
    for entry, fields in journal.bodies(source, last=upto):
        recorded = act_from_body(entry.header.kind, entry.header.version, fields)
        if recorded.kind in _GRAVE and entry.seq > founded:
            _refuse_usurper(recorded, entry, known)
        if isinstance(recorded, Reverse):
            _flush(target, changed)
            known = _Filling(target)
            standing.apply(target, _reversal(source, target, recorded))
        for belief in effects_of(recorded, known):
            _note(known, changed, belief)
        if len(changed) >= _FLUSH:
            _flush(target, changed)
            known = _Filling(target)
    _flush(target, changed)


def _refuse_usurper(recorded: Act, entry: Entry, known: Known) -> None:
    """Raise `Damaged` if powers were given by an account that had not this one.

    Whoever holds the raw key can write such an entry and sign it in his own name.  Of all other
    acts only the effects are replayed; but from these hangs whose signature is worth what.
    """
    account = known.find(Account, entry.header.account)
    if account is None or not account.granted or not recorded.roles.intersection(account.roles):
        name = entry.header.operator
        raise Damaged(
            f"第{entry.seq}条：{name}无权办理“{recorded.word}”。", "请保留原状并报告保密办。"
        )


def _reversal(source: Connection, target: Connection, recorded: Reverse) -> list[Change]:
    changes: list[Change] = []
    for _, then in taken_back(source, recorded.entry, target):
        if then is not None:
            changes.append((standing.find(target, type(then), then.identity()), then))
    restored = {then.subject_name() for _, then in changes if then is not None}
    for name in _touched(source, recorded.entry):
        if name not in restored:
            kind, key = subject(name)
            changes.append((standing.find(target, kind, key), None))
    return changes


def _note(known: Known, changed: dict[tuple[type[Belief], Key], Change], belief: Belief) -> None:
    place = (type(belief), belief.identity())
    before = known.find(type(belief), *belief.identity())
    after = standing.merged(before, belief)
    first = changed[place][0] if place in changed else before
    changed[place] = (first, after)
    known.put(after)


def _flush(target: Connection, changed: dict[tuple[type[Belief], Key], Change]) -> None:
    standing.apply(target, changed.values())
    changed.clear()


def _copy_journal_heads(source: Connection, target: Connection, upto: int) -> None:
    """Derive what each entry touched anew from the headers."""
    rows = source.execute("SELECT seq, subjects FROM entry WHERE seq <= ? ORDER BY seq", (upto,))
    target.executemany(
        "INSERT INTO touched (subject, seq) VALUES (?, ?)",
        ((name, seq) for seq, names in rows for name in names.split(",") if name),
    )


@troubles()
def difference(source: Connection) -> str | None:
    """Return the first table where the state differs from a rebuild, or None.

    Raise `Damaged` if the journal cannot be replayed at all.
    """
    try:
        target = rebuilt(source)
    except Missing as missing:
        raise Damaged(
            f"流水前后不接：缺少“{missing.kind.word}”的记录，不能重建现状。", "请报告保密办。"
        ) from missing
    try:
        ours, theirs = _digests(source), _digests(target)
    finally:
        target.close()
    return next((name for name in (*ours, *theirs) if ours.get(name) != theirs.get(name)), None)


def _digests(connection: Connection) -> dict[str, str]:
    """Return a digest of every derived table in canonical order."""
    running: dict[str, hashlib._Hash] = {}
    for table, row in standing.dump(connection):
        running.setdefault(table, hashlib.sha256()).update(repr(row).encode() + b"\n")
    return {table: digest.hexdigest() for table, digest in running.items()}


def schema_differs(source: Connection) -> bool:
    """Whether tables, indexes or triggers are not those that the migrations make."""
    target = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        migrate(target)
        return _schema(source) != _schema(target)
    finally:
        target.close()


def _schema(connection: Connection) -> set[tuple[str, str, str | None]]:
    return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


def dump_digest(connection: Connection) -> str:
    """Return one digest over everything derived; equal for equal beliefs."""
    return _digest(connection, leaving=frozenset())


_BY_CHANCE = frozenset({"account", "witness", "keyring_seal", "check_round"})


def contents_digest(connection: Connection) -> str:
    """Return one digest over everything derived but keys, and the code a round was frozen at."""
    return _digest(connection, leaving=_BY_CHANCE)


def _digest(connection: Connection, leaving: frozenset[str]) -> str:
    whole = hashlib.sha256()
    for table, digest in sorted(_digests(connection).items()):
        if table not in leaving:
            whole.update(f"{table} {digest}\n".encode())
    return whole.hexdigest()
