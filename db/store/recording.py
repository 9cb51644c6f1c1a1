"""From acts to entries: load what they need, judge, take effect, write — in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from db.ledger.act import KINDS, Act, body_of, effects_of, tidied, with_reasons
from db.ledger.acts.correction.redact import REDACTIONS
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Batch, Belief, Copy, Key
from db.ledger.deadlines import Calendar
from db.ledger.judging import judged, role_refusals
from db.ledger.known import Known, Missing, Needs, Operator, Policy, Second, needs
from db.ledger.rules import V00, V12, Refusal, Refused, refuse
from db.ledger.withheld import Carriers
from db.store import journal, redacting, replay, scans, scrubbing, standing
from db.store.faults import troubles
from db.store.journal import Draft, Header, Signer
from db.store.loading import load
from db.store.using_up import use_up

if TYPE_CHECKING:
    from sqlite3 import Connection

Changes = dict[tuple[type[Belief], Key], tuple[Belief | None, Belief | None]]


@dataclass(frozen=True)
class Desk:
    """Who records, when, and under which policy."""

    operator: Operator
    now: datetime
    today: date
    policy: Policy
    calendar: Calendar
    second: Second | None = None
    signers: tuple[Signer, ...] = ()
    third: Second | None = None

    def known(self) -> Known:
        """Return an empty `Known` of this desk."""
        return Known(
            now=self.now.isoformat(timespec="seconds"),
            today=self.today,
            operator=self.operator,
            second=self.second,
            third=self.third,
            policy=self.policy,
            calendar=self.calendar,
        )


@dataclass(frozen=True)
class Recorded:
    """What was recorded: the numbers of the entries, the acts as completed, what they touched."""

    first: int
    last: int
    link: bytes
    acts: tuple[Act, ...]
    subjects: frozenset[str]


@dataclass
class _Outcome:
    """One batch, judged: what it would write."""

    acts: list[Act] = field(default_factory=list)
    refusals: list[list[Refusal]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)
    carriers: tuple[Carriers, ...] = ()


def preview(connection: Connection, acts: Sequence[Act], desk: Desk) -> list[list[Refusal]]:
    """Return, act by act, what would be refused; nothing is written."""
    batches = list(_batches(acts))
    if len(batches) < 2:
        return _judge(connection, acts, desk).refusals
    found: list[list[Refusal]] = []
    with suppress(_Undone), transaction(connection):
        for batch in batches:  # each reversal is judged after the one before it
            outcome = _judge(connection, batch, desk)
            found += outcome.refusals
            _write(connection, outcome)
        raise _Undone
    return found


class _Undone(Exception):
    """What was only tried is taken back."""


def asked(acts: Iterable[Act], reasons: Mapping[str, str] | None) -> tuple[Act, ...]:
    """Return what a person asks to be recorded, with the reasons; refuse what is the program's."""
    acts = tuple(acts)
    if own := [refuse(V12, act=act.word) for act in acts if act.by_program]:
        raise Refused(*own)
    return tuple(with_reasons(act, reasons) for act in acts) if reasons else acts


def committed(
    connection: Connection, acts: Sequence[Act], desk: Desk, also: Callable[[], object] = tuple
) -> Recorded:
    """Record all acts in a transaction of their own, or none of them; do `also` in it."""
    with transaction(connection):
        recorded = record(connection, acts, desk)
        also()
    if redacting.redactions(recorded.acts):
        scrubbing.finish_if_it_can(connection)
    return recorded


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write all of a block, or nothing."""
    with troubles():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def record(connection: Connection, acts: Sequence[Act], desk: Desk) -> Recorded:
    """Record all acts inside the caller's transaction; or raise `Refused` with every refusal."""
    if not acts:
        raise ValueError("there is nothing to record")
    first = journal.tip(connection)[0] + 1
    done: list[Act] = []
    subjects: set[str] = set()
    for batch in _batches(acts):
        outcome = _judge(connection, batch, desk)
        refusals = [refusal for each in outcome.refusals for refusal in each]
        if refusals:
            raise Refused(*refusals)
        _write(connection, outcome)
        done += outcome.acts
        for act in outcome.acts:
            use_up(connection, act)
        for draft in outcome.drafts:
            subjects.update(filter(None, draft.header.subjects.split(",")))
    last, link = journal.seal(connection, first, desk.signers)
    return Recorded(first, last, link, tuple(done), frozenset(subjects))


def _write(connection: Connection, outcome: _Outcome) -> None:
    journal.append(connection, outcome.drafts)
    standing.apply(connection, outcome.changes.values())
    for act, carriers in zip(redacting.redactions(outcome.acts), outcome.carriers, strict=True):
        redacting.withhold(connection, act, carriers)


def _batches(acts: Iterable[Act]) -> Iterator[list[Act]]:
    """Split a batch where an act needs what came before it to be written."""
    for alone, group in groupby(acts, key=lambda act: isinstance(act, (Reverse, *REDACTIONS))):
        if alone:
            yield from ([act] for act in group)
        else:
            yield list(group)


def _judge(connection: Connection, acts: Sequence[Act], desk: Desk) -> _Outcome:
    known, outcome = desk.known(), _Outcome()
    wanted = Needs()
    acts = [tidied(act) for act in acts]
    for act in acts:
        wanted = wanted.joined(act.needs())
    load(connection, known, wanted)
    outcome.carriers = tuple(known.carriers.values())
    seq = journal.tip(connection)[0]
    for act in acts:
        seq += 1
        known.seq = seq
        try:
            completed = act.completed(known)
            refusals = judged(completed, known)
        except Missing as missing:
            absent = refuse(V00, what=missing.kind.word)
            completed, refusals = act, [*role_refusals(act, known), absent]
        outcome.acts.append(completed)
        outcome.refusals.append(refusals)
        if not refusals:
            _take_effect(connection, completed, known, desk, outcome)
    return outcome


def _take_effect(
    connection: Connection, act: Act, known: Known, desk: Desk, outcome: _Outcome
) -> None:
    names: dict[str, None] = {}
    if isinstance(act, Reverse):
        for before, after in replay.taken_back(connection, act.entry):
            belief = after or before
            assert belief is not None  # a subject was there before or is there after
            outcome.changes[type(belief), belief.identity()] = (before, after)
            if belief.subject:
                names[belief.subject_name()] = None
    for belief in effects_of(act, known):
        place = (type(belief), belief.identity())
        before = (
            outcome.changes[place][0]
            if place in outcome.changes
            else known.find(type(belief), *belief.identity())
        )
        after = standing.merged(known.find(type(belief), *belief.identity()), belief)
        outcome.changes[place] = (before, after)
        known.put(after)
        if belief.subject:
            names[belief.subject_name()] = None
    outcome.drafts.append(_draft(act, desk, ",".join(names)))


def _draft(act: Act, desk: Desk, subjects: str) -> Draft:
    second = desk.second
    header = Header(
        recorded_at=desk.now.isoformat(timespec="seconds"),
        happened_on=act.on.isoformat(),
        happened_at=act.at,
        account=desk.operator.account,
        operator=desk.operator.name,
        second=second.signature if second else "",
        kind=act.kind,
        version=act.version,
        subjects=subjects,
    )
    return Draft(header, body_of(act))


def scan(
    connection: Connection, batch: int, copy: int, desk: Desk, *, afresh: bool = False
) -> bool:
    """Note a scan for a batch's step; False if it was made already. Raise `Refused` if strange.

    `afresh` gives up the scans before it, also those that were tampered with.
    """
    with transaction(connection):
        if afresh:
            scans.forget(connection, batch)
        known = desk.known()
        load(connection, known, needs((Batch, batch), (Copy, copy)))
        try:
            refusals = list(lines.scanning_refusals(known, batch, copy))
        except Missing as missing:
            refusals = [refuse(V00, what=missing.kind.word)]
        if refusals:
            raise Refused(*refusals)
        return scans.make(connection, batch, copy, desk.operator.account, desk.now)


def offers(connection: Connection, copy: int) -> dict[str, list[Refusal]]:
    """Return, for every kind of act on a copy, what its state forbids already; [] is lawful."""
    found = standing.find(connection, Copy, (copy,))
    if found is None:
        return {}
    kinds = (kind for kind in KINDS.values() if "first_look" in vars(kind))
    return {kind.kind: list(kind.first_look(found)) for kind in kinds}
