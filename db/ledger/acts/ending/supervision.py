"""What the ways of destroying share: approved, complete, scanned, supervised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Batch
from db.ledger.known import Known
from db.ledger.rules import K16, K17, K37, Refusal, refuse
from db.ledger.values import BatchKind, BatchState, State

KIND = BatchKind.DESTRUCTION


def execution_refusals(
    known: Known, batch: Batch, scanned: tuple[int, ...], day: date, *, in_house: bool
) -> Iterator[Refusal]:
    """The batch is approved for this way, and every copy of it is scanned."""
    if batch.kind is not KIND or batch.in_house is not in_house:
        way = "自行销毁" if in_house else "送销"
        yield refuse(K16, what=f"{batch.number}没有按{way}批准")
    if batch.state is BatchState.LISTED:
        yield refuse(K16, what=f"{batch.number}尚未批准")
    else:
        yield from lines.state_refusals(batch, [BatchState.APPROVED], "销毁")
    yield from lines.day_refusals(batch, day)
    yield from lines.moved_refusals(known, batch, State.PENDING_DESTRUCTION, "销毁")
    yield from lines.scan_refusals(known, batch, scanned)
    for line in lines.listed(known, batch.id):
        copy = known.copy(line.copy)
        yield from time_refusals(copy, day)
        if copy.hold:
            yield refuse(K37, which=called(copy), why=copy.hold, act="销毁")


def supervision_refusals(
    known: Known, batch: Batch, supervisors: tuple[int, ...]
) -> Iterator[Refusal]:
    """Two supervisors, and the one who confirms on the spot is not the applicant (K17)."""
    yield from lines.two_refusals(supervisors, "监销")
    if batch.applicant in supervisors:
        name = known.person(batch.applicant).name
        yield refuse(K17, what=f"{name}是申请人，不能监销")
    if known.second is not None and known.second.person == batch.applicant:
        yield refuse(K17, what=f"{known.second.name}是申请人，不能当场确认")
