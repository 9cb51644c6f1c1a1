"""What the steps of every batch share: its lines, its copies, scans and states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger.acts.custody.access import called
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy
from db.ledger.known import Known, Needs
from db.ledger.rules import K15, K16, K17, K29, K31, K35, K37, V01, V05, V13, Refusal, refuse, warn
from db.ledger.values import BatchKind, BatchState, LineState, Origin, Role, State

PENDING = {
    BatchKind.CLEARING: State.PENDING_RETURN,
    BatchKind.DESTRUCTION: State.PENDING_DESTRUCTION,
    BatchKind.ARCHIVE: State.IN_STOCK,
}
"""How a listed copy stands until its batch is carried out; for the archive it stays where it is."""

SCANNED_IN = {
    BatchKind.CLEARING: (BatchState.APPROVED,),
    BatchKind.DESTRUCTION: (BatchState.APPROVED,),
    BatchKind.ARCHIVE: (BatchState.LISTED, BatchState.APPROVED),
}
"""How far a batch must have come for its copies to be scanned."""


def at_hand(copy: Copy, kind: BatchKind) -> bool:
    """Whether a copy can be listed: in the cabinet, or waiting by an old register's word only."""
    waits = copy.state is PENDING[kind] and copy.batch is None
    return copy.state is State.IN_STOCK or waits


def listed(known: Known, batch: int) -> list[BatchLine]:
    """Return the lines of a batch that are to be dealt with, in order."""
    lines = (line for line in known.lines_of(batch) if line.state is LineState.LISTED)
    return sorted(lines, key=lambda line: line.position)


def state_refusals(batch: Batch, wanted: Iterable[BatchState], verb: str) -> Iterator[Refusal]:
    """The batch must have come exactly so far."""
    if batch.state not in wanted:
        yield refuse(K31, which=batch.number, state=batch.state.word, act=verb)


def day_refusals(batch: Batch, day: date) -> Iterator[Refusal]:
    """No step of a batch is before the one it follows."""
    before = max(filter(None, (batch.listed_on, batch.approved_on, batch.left_on)))
    if day < before:
        yield refuse(K35, field="on", day=day, why=f"早于{batch.number}上一步的日期{before}")


def moved_refusals(known: Known, batch: Batch, state: State, verb: str) -> Iterator[Refusal]:
    """A listed copy that moved meanwhile must be settled first."""
    for line in listed(known, batch.id):
        copy = known.copy(line.copy)
        if copy.state is not state:
            yield refuse(K31, which=called(copy), state=copy.state.word, act=verb)


def scan_refusals(
    known: Known, batch: Batch, scanned: Iterable[int], *, all_of_them: bool = True
) -> Iterator[Refusal]:
    """Every listed copy is scanned, and nothing else."""
    wanted = {line.copy for line in listed(known, batch.id)}
    seen = list(scanned)
    if len(seen) != len(set(seen)):
        yield refuse(V01, field="scanned", label="清点", problem="同一份清点了两次")
    strange = set(seen) - wanted
    if strange:
        yield refuse(K16, what=f"清点到不在清册内的{len(strange)}份")
    missing = wanted - set(seen)
    if all_of_them and not wanted:
        yield refuse(V01, field="scanned", label="清点", problem="此批次已没有待办的份，应撤销")
    if missing and all_of_them:
        names = "、".join(called(known.copy(copy)) for copy in sorted(missing)[:5])
        yield refuse(K16, what=f"还有{len(missing)}份没有清点（{names}）")


def scanning_refusals(known: Known, batch: int, copy: int) -> Iterator[Refusal]:
    """Say why a copy is not scanned for the step after the approval: it could not be signed."""
    found = known.get(Batch, batch)
    if Role.CUSTODIAN not in known.operator.roles:
        role = "、".join(sorted(role.word for role in known.operator.roles))
        yield refuse(V05, role=role, act="清点")
    yield from state_refusals(found, SCANNED_IN[found.kind], "清点")
    if copy not in {line.copy for line in listed(known, batch)}:
        yield refuse(K16, what=f"{called(known.copy(copy))}不在{found.number}清册的待办之列")


def apart_refusals(known: Known, batch: Batch) -> Iterator[Refusal]:
    """Exceptions are settled before a batch closes."""
    apart = [line for line in known.lines_of(batch.id) if line.state is LineState.APART]
    if apart:
        which = "、".join(called(known.copy(line.copy)) for line in apart[:5])
        yield refuse(K16, what=f"例外{len(apart)}份尚未处理（{which}）")


def receipt_refusals(known: Known, batch: int, receipt_no: str) -> Iterator[Refusal]:
    """A receipt has a number, and a number is used once."""
    if not receipt_no.strip():
        yield refuse(V01, field="receipt_no", label="回执号", problem="必填")
    for other in known.all(Batch):
        if other.id != batch and other.receipt_no == receipt_no.strip():
            problem = f"已用于{other.number}"
            yield refuse(V01, field="receipt_no", label="回执号", problem=problem)


def two_refusals(people: tuple[int, ...], word: str) -> Iterator[Refusal]:
    """Two different persons (K17)."""
    if len(set(people)) < 2:
        yield refuse(K17, what=f"{word}须两人以上")


def names_of(known: Known, people: Iterable[int]) -> str:
    """Return persons' names for the batch's own record."""
    return "、".join(known.person(person).name for person in people)


def ended(
    known: Known, batch: int, copies: Iterable[int], state: State, day: date, ref: str
) -> Iterator[Belief]:
    """Copies that are gone for good, and their lines."""
    yield from gone(known, copies, state, day, ref)
    yield from marked(known, batch, copies, LineState.DONE)


def gone(known: Known, copies: Iterable[int], state: State, day: date, ref: str) -> Iterator[Copy]:
    """Copies whose life in this ledger is over."""
    for copy in known.those(Copy, copies):
        yield replace(
            copy,
            state=state,
            holder=None,
            due=None,
            moved_on=day,
            closed_on=day,
            closing_ref=ref,
        )


def leaving_refusals(copy: Copy, verb: str) -> Iterator[Refusal]:
    """Only what is in the cabinet and not on hold leaves the ledger (K15, K31, K37)."""
    if copy.hold:
        yield refuse(K37, which=called(copy), why=copy.hold, act=verb)
    if copy.state is State.IN_STOCK:
        return
    if copy.state.closed or copy.state in PENDING.values():
        yield refuse(K31, which=called(copy), state=copy.state.word, act=verb)
    else:
        yield refuse(K15, which=called(copy), state=copy.state.word)


def listed_refusals(copy: Copy, verb: str) -> Iterator[Refusal]:
    """What is in the cabinet may be on an open list for the archive: on one list at a time."""
    if copy.state is State.IN_STOCK and copy.batch is not None:
        yield refuse(K31, which=called(copy), state="已列入归档批次", act=verb)


def received_refusals(copy: Copy) -> Iterator[Refusal]:
    """Only what came from an issuer goes back to it."""
    if copy.origin not in (Origin.RECEIVED, Origin.OPENING):
        problem = f"{called(copy)}不是收来的（{copy.origin.word}）"
        yield refuse(V01, field="copies", label="份", problem=problem)


def with_children(wanted: Needs, copies: Iterable[int]) -> Needs:
    """Ask for the reproductions of copies, too."""
    wanted.alike |= {(Copy, "parent", copy) for copy in copies}
    return wanted


def children_notes(known: Known, copies: Iterable[int]) -> dict[int, str]:
    """Say on the list which copies leave reproductions behind."""
    behind = _left_behind(known, copies)
    return {
        parent: f"{_what(children)}{len(children)}份未了结（{_numbers_of(children)}）"
        for parent, children in behind.items()
    }


def children_refusals(known: Known, copies: Iterable[int]) -> Iterator[Refusal]:
    """Show what would stay behind: reproductions (K14) and drafts (K29) go with their original."""
    for parent, children in sorted(_left_behind(known, copies).items()):
        which = called(known.copy(parent))
        drafts = [child for child in children if child.origin is Origin.PRODUCED]
        others = [child for child in children if child.origin is not Origin.PRODUCED]
        if drafts:
            what = f"{which}还有{len(drafts)}份未了结（{_numbers_of(drafts)}）"
            yield warn(K29, field="copies", what=what)
        if others:
            numbers = _numbers_of(others)
            yield warn(V13, field="copies", which=which, count=len(others), numbers=numbers)


def _what(children: list[Copy]) -> str:
    """Say what was made of an original: reproductions, or the drafts that led to it."""
    words = ("过程稿" if child.origin is Origin.PRODUCED else "复制件" for child in children)
    return "、".join(dict.fromkeys(words))


def _numbers_of(children: list[Copy]) -> str:
    return "、".join(child.copy_no for child in children[:5])


def _left_behind(known: Known, copies: Iterable[int]) -> dict[int, list[Copy]]:
    leaving = set(copies)
    behind: dict[int, list[Copy]] = {}
    for copy in known.all(Copy):
        if copy.parent in leaving and copy.id not in leaving and not copy.state.closed:
            behind.setdefault(copy.parent or 0, []).append(copy)
    return behind


def marked(
    known: Known, batch: int, copies: Iterable[int], state: LineState, remark: str = ""
) -> Iterator[BatchLine]:
    """Lines with a new state."""
    for copy in copies:
        line = known.find(BatchLine, batch, copy)
        if line is not None:
            yield replace(line, state=state, remark=remark or line.remark)


def moved(
    known: Known,
    copies: Iterable[int],
    state: State,
    day: date,
    *,
    batch: int | None,
    due: date | None = None,
) -> Iterator[Copy]:
    """Copies in another state of their batch."""
    for copy in known.those(Copy, copies):
        yield replace(copy, state=state, batch=batch, due=due, moved_on=day)
