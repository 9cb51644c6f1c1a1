"""The count of a handover: what a tick may say, and when the count is good enough to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from db.ledger.act import Act, asked, reckoned
from db.ledger.acts.custody.access import called
from db.ledger.acts.handover import listing, matters
from db.ledger.beliefs import Belief, Copy, Handover, HandoverLine
from db.ledger.beliefs.handovers import Finding, HandoverState, Tick
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K25, K27, V01, V05, Refusal, refuse
from db.ledger.values import State

S = TypeVar("S", bound="Signed")


def ticked(known: Known, line: HandoverLine) -> Tick | None:
    """Return how an item was counted last, if it was."""
    made = known.ticked.get(line.handover, {}).get(line.position)
    if made is None and line.finding is not Finding.NONE:
        return Tick(line.finding, line.words, line.stood)
    return made


def stands(known: Known, line: HandoverLine) -> str:
    """Return how the copy of a line stands now; '' for a thing."""
    copy = known.find(Copy, line.copy) if line.copy is not None else None
    return listing.standing(copy) if copy is not None else ""


def ticking_refusals(
    known: Known, handover: int, position: int, finding: Finding, words: str
) -> Iterator[Refusal]:
    """Say why an item cannot be ticked so: it could not be signed."""
    found, line = known.get(Handover, handover), known.get(HandoverLine, handover, position)
    if not set(listing.KEEPERS) & known.operator.roles:
        role = "、".join(sorted(role.word for role in known.operator.roles))
        yield refuse(V05, role=role, act="清点")
    under_way = (HandoverState.OPEN, HandoverState.HANDED)
    yield from listing.state_refusals(found, under_way, "清点")
    if finding is not Finding.NONE:
        yield from _saying(known, found, line, finding, words)


def _saying(
    known: Known, handover: Handover, line: HandoverLine, finding: Finding, words: str
) -> Iterator[Refusal]:
    copy = known.copy(line.copy) if line.copy is not None else None
    gone = copy is not None and (copy.state.closed or copy.custodian != handover.leaver)
    if copy is not None and gone and finding is not Finding.SETTLED:
        what = f"{called(copy)}已不归移交人保管（{copy.state.word}），请记“已了结”并写明去向"
        yield refuse(K25, what=what)
    if finding is Finding.SETTLED and not (gone or line.sort == listing.MATTER):
        yield refuse(K25, what="仍归移交人保管的，不能记“已了结”")
    moved = copy is not None and listing.standing(copy) != line.stood
    if not words.strip() and (finding is not Finding.MATCHES or moved):
        why = "清单冻结后动过，须写明" if finding is Finding.MATCHES else "有差异须写明"
        yield refuse(V01, field="words", label="说明", problem=why)


def count_refusals(known: Known, handover: Handover) -> Iterator[Refusal]:
    """Every item is counted, as it stands now, with words where it differs; nothing is left out."""
    lines = listing.lines_of(known, handover.id)
    uncounted = [line for line in lines if ticked(known, line) in (None, _UNDONE)]
    if uncounted:
        which = "、".join(str(line.position) for line in uncounted[:5])
        yield refuse(K25, what=f"还有{len(uncounted)}项没有清点（序号{which}）")
    if late := listing.not_listed(known, handover):
        what = f"冻结后又有{listing.some(late)}归移交人保管，请先补入清单"
        yield refuse(K25, what=what)
    if devices := listing.devices_not_listed(known, handover):
        what = f"冻结后移交人又负责设备{'、'.join(one.number for one in devices[:5])}，请先补入清单"
        yield refuse(K25, what=what)
    if late_matters := matters.not_listed(known, handover):
        what = f"冻结后移交人又有未了事项{'、'.join(late_matters[:5])}，请先补入清单"
        yield refuse(K25, what=what)
    equipment = [line.device for line in lines if line.device is not None]
    things = [(line.sort, [line.called]) for line in lines if line.device is None]
    yield from listing.files_refusals(known, equipment, things)
    for line in lines:
        tick = ticked(known, line)
        if tick is None or tick == _UNDONE or line.copy is None:
            continue
        copy = known.copy(line.copy)
        if tick.stood != listing.standing(copy):
            what = f"{called(copy)}清点后又动过，现为{copy.state.word}，请重新清点"
            yield refuse(K25, what=what)
        elif tick.finding is Finding.ABSENT and copy.state is not State.UNACCOUNTED:
            yield refuse(K27)


_UNDONE = Tick(Finding.NONE, "", "")


@dataclass(frozen=True, kw_only=True)
class Signed(Act):
    """A step of a handover that is signed: the count as it stands becomes part of the entry."""

    handover: int = asked("交接", refers=Handover)
    text: str = reckoned("编号", default="")
    count: int = reckoned("项数", default=0)
    differing: tuple[int, ...] = reckoned("有差异的序号", default=())
    findings: tuple[Finding, ...] = reckoned("实点", default=())
    protocol: str = reckoned("差异说明", default="")  # a line for each; it may be withheld
    moved: tuple[int, ...] = reckoned("动过的序号", default=())
    stood: tuple[str, ...] = reckoned("动过的现状", default=())

    def needs(self) -> Needs:
        """The handover with its lines, copies and ticks."""
        return needs((Handover, self.handover))

    def with_count(self: S, known: Known) -> S:
        """Take the ticks that were made."""
        lines = listing.lines_of(known, self.handover)
        told = [(line, ticked(known, line) or _UNDONE) for line in lines]
        apart = [(line.position, tick) for line, tick in told if _remarkable(tick)]
        moved = [
            (line.position, tick.stood) for line, tick in told if tick.stood != line.stood != ""
        ]
        return replace(
            self,
            text=known.get(Handover, self.handover).number,
            count=len(lines),
            differing=tuple(position for position, _ in apart),
            findings=tuple(tick.finding for _, tick in apart),
            protocol="\n".join(tick.words for _, tick in apart),
            moved=tuple(position for position, _ in moved),
            stood=tuple(stood for _, stood in moved),
        )

    def counted_lines(self, known: Known) -> Iterator[Belief]:
        """Yield the lines as they were counted."""
        notes = self.protocol.split("\n")
        if len(notes) != len(self.differing):  # what was written was withheld
            notes = [self.protocol] * len(self.differing)
        told = dict(zip(self.differing, zip(self.findings, notes, strict=True), strict=True))
        stood = dict(zip(self.moved, self.stood, strict=True))
        for position in range(1, self.count + 1):
            line = known.find(HandoverLine, self.handover, position)
            if line is not None:
                finding, words = told.get(position, (Finding.MATCHES, ""))
                how = stood.get(position, line.stood)
                yield replace(line, finding=finding, words=words, stood=how)

    @property
    def differences(self) -> int:
        """How many items are not as the book says."""
        return sum(1 for one in self.findings if one not in (Finding.MATCHES, Finding.SETTLED))


def _remarkable(tick: Tick) -> bool:
    return tick.finding is not Finding.MATCHES or bool(tick.words)
