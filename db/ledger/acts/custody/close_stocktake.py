"""收盘: two persons sign what was found; what is missing is reported at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import rest_refusals, time_refusals
from db.ledger.acts.custody.stocktaking import open_refusals, some
from db.ledger.acts.ending.missing import gone_missing, report_by
from db.ledger.beliefs import (
    Belief,
    Bucket,
    Copy,
    Incident,
    Stocktake,
    StocktakeFind,
    StocktakeLine,
    StocktakeState,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V01, V32, Refusal, refuse
from db.ledger.stocktaking import Sighting, unseen_as
from db.ledger.values import Role


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was made of one copy; its note stands apart, where it can be withheld."""

    copy: int
    result: Bucket = Bucket.FOUND
    place: int = 0
    pages: int | None = None
    mark_ok: bool = True
    at: str = ""
    moved_by: int | None = None


class Find(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing that nobody knows, with where it lay; its code and note stand apart."""

    number: int
    place: int = 0
    at: str = ""


@act("close_stocktake", "收盘", Phase.CUSTODY, Role.CUSTODIAN)
class CloseStocktake(Act):
    """Sign the result, copy by copy, together with the second counter.

    Nothing changes but what is told here: a copy that nobody saw is reported missing, one that was
    seen is 待核 no longer, one in the wrong place is moved in the book if that is wished.
    """

    reversible = False
    needs_second = True

    stocktake: int = asked("盘点", refers=Stocktake)
    circumstances: str = asked(
        "未见的经过", "有未见的份时必填；每份即时立案，24小时内上报", default=""
    )
    move: bool = asked("错柜改记", "把错柜的份改记到实点的位置", default=False)
    outcomes: tuple[Outcome, ...] = reckoned("结果", default=())
    finds: tuple[Find, ...] = reckoned("账外实物", default=())
    notes: str = reckoned("说明", default="")
    missing: tuple[int, ...] = reckoned("未见", refers=Copy, default=())
    moved: tuple[int, ...] = reckoned("改记", refers=Copy, default=())
    verified: tuple[int, ...] = reckoned("核实", refers=Copy, default=())
    incidents: tuple[int, ...] = reckoned("事件", series="incident", default=())
    report_by: str = reckoned("上报时限", default="")
    reported_at: str = reckoned("录入时间", default="")
    counters: str = reckoned("盘点人", default="")
    second: str = reckoned("复点人", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The stock-take with its lines, copies and sightings."""
        return needs((Stocktake, self.stocktake))

    def completed(self, known: Known) -> CloseStocktake:
        """Take what was seen, and say of the rest what the book says."""
        stocktake = known.get(Stocktake, self.stocktake)
        if self.text:
            return self
        outcomes, finds, notes = _reckoned(known, stocktake)
        missing = tuple(one.copy for one in outcomes if one.result is Bucket.MISSING)
        first = known.take("incident", len(missing)) if missing else 0
        moved = tuple(one.copy for one in outcomes if _misplaced(one)) if self.move else ()
        second = known.second.name if known.second is not None else ""
        return replace(
            self,
            outcomes=outcomes,
            finds=finds,
            notes=notes,
            missing=missing,
            moved=moved,
            verified=tuple(_verified(known, outcomes)),
            incidents=tuple(range(first, first + len(missing))),
            report_by=report_by(known) if missing else "",
            reported_at=known.now if missing else "",
            counters=known.operator.name,
            second=second,
            text=stocktake.number,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Open; what moved meanwhile is settled; what is missing is accounted for in words."""
        stocktake = known.get(Stocktake, self.stocktake)
        yield from open_refusals(stocktake, "收盘")
        if self.on < stocktake.opened_on:
            why = f"早于{stocktake.number}的冻结日期{stocktake.opened_on}"
            yield refuse(K35, field="on", day=self.on, why=why)
        unsettled = [one.copy for one in self.outcomes if one.result is Bucket.MOVED]
        if unsettled:
            what = f"有{len(unsettled)}份在点数中移动过，尚未逐份处理（{some(known, unsettled)}）"
            yield refuse(V32, what=what)
        if self.missing and not self.circumstances.strip():
            problem = (
                f"未见{len(self.missing)}份（{some(known, self.missing)}），收盘即立案，须写明经过"
            )
            yield refuse(V01, field="circumstances", label="未见的经过", problem=problem)
        for copy in map(known.copy, (*self.missing, *self.moved)):
            yield from time_refusals(copy, self.on)
        for copy in map(known.copy, self.moved):
            yield from rest_refusals(copy, "改记位置")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The result of each copy; and of the copies themselves only what is told above."""
        notes = _read_notes(self.notes)
        for outcome in self.outcomes:
            yield from self._line(known, outcome, notes)
        for find in self.finds:
            code, note = notes.get(f"?{find.number}", ("", ""))
            yield StocktakeFind(
                stocktake=self.stocktake,
                number=find.number,
                code=code,
                place=find.place or None,
                note=note,
                seen_at=find.at,
            )
        yield from self._copies(known)
        for one in known.those(Stocktake, [self.stocktake]):
            state = StocktakeState.CLOSED
            yield replace(one, state=state, closed_on=self.on, second=self.second)

    def _line(
        self, known: Known, outcome: Outcome, notes: dict[str, tuple[str, str]]
    ) -> Iterator[StocktakeLine]:
        line = known.find(StocktakeLine, self.stocktake, outcome.copy)
        for copy in known.those(Copy, [outcome.copy]):
            kept = line or StocktakeLine(
                stocktake=self.stocktake,
                copy=copy.id,
                position=0,
                place=copy.place,
                holder=copy.holder,
                state=copy.state,
                stays=copy.stays,
                expected=False,
            )
            yield replace(
                kept,
                result=outcome.result,
                found_place=outcome.place or None,
                pages=outcome.pages,
                mark_ok=outcome.mark_ok,
                note=notes.get(str(copy.id), ("", ""))[1],
                seen_at=outcome.at,
                moved_by=outcome.moved_by,
            )

    def _copies(self, known: Known) -> Iterator[Belief]:
        for copy in known.those(Copy, self.verified):
            yield replace(copy, unverified=False)
        places = {one.copy: one.place for one in self.outcomes}
        for copy in known.those(Copy, self.moved):
            yield replace(copy, place=places[copy.id], moved_on=self.on)
        for lost, number in zip(self.missing, self.incidents, strict=True):
            incident = Incident(
                id=number,
                copy=lost,
                reported_on=self.on,
                reported_at=self.reported_at,
                report_by=self.report_by,
                finder="、".join(filter(None, (self.counters, self.second))),
                circumstances=f"{self.text}未见：{self.circumstances}",
            )
            yield from gone_missing(known, incident)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        counted: dict[str, int] = {}
        for outcome in self.outcomes:
            counted[outcome.result.word] = counted.get(outcome.result.word, 0) + 1
        if self.finds:
            counted[Bucket.UNKNOWN.word] = len(self.finds)
        told = "，".join(f"{word}{amount}份" for word, amount in counted.items())
        moved = f"；改记位置{len(self.moved)}份" if self.moved else ""
        verified = f"；核实{len(self.verified)}份" if self.verified else ""
        reported = f"；未见立案，须于{self.report_by[:16]}前上报" if self.missing else ""
        return f"{self.text}收盘：{told}{moved}{verified}{reported}"


def _reckoned(
    known: Known, stocktake: Stocktake
) -> tuple[tuple[Outcome, ...], tuple[Find, ...], str]:
    """Return the outcome of every copy, the things nobody knows, and the notes on both."""
    outcomes, finds, notes = dict[int, Outcome](), list[Find](), list[str]()
    for seen in known.sightings.get(stocktake.id, ()):
        key = str(seen.copy)
        if seen.copy:
            outcomes[seen.copy] = _outcome(known, seen)
        else:
            finds.append(Find(len(finds) + 1, seen.place, seen.at))
            key = f"?{len(finds)}"
        if seen.note or not seen.copy:
            notes.append("\t".join((key, _flat(seen.code), _flat(seen.note))))
    for line in known.lines_counted(stocktake.id):
        if line.copy not in outcomes:
            copy = known.copy(line.copy)
            bucket = unseen_as(copy, stocktake, line)
            bucket = Bucket.MISSING if bucket is Bucket.WAITING else bucket
            moved_by = known.moved_by.get(line.copy)
            outcomes[line.copy] = Outcome(line.copy, bucket, moved_by=moved_by)
    return tuple(outcomes.values()), tuple(finds), "\n".join(notes)


def _outcome(known: Known, seen: Sighting) -> Outcome:
    """Return what a sighting comes to; what was settled and moved again is not settled."""
    bucket, moved_by = seen.bucket, known.moved_by.get(seen.copy, seen.moved_by)
    if bucket is Bucket.OUT and seen.stays != known.copy(seen.copy).stays:
        bucket = Bucket.MOVED
    return Outcome(seen.copy, bucket, seen.place, seen.pages, seen.mark_ok, seen.at, moved_by)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _read_notes(written: str) -> dict[str, tuple[str, str]]:
    """Return code and note by copy or by find; what was withheld says nothing."""
    parts = (line.split("\t") for line in written.split("\n"))
    return {part[0]: (part[1], part[2]) for part in parts if len(part) == 3}


def _misplaced(outcome: Outcome) -> bool:
    return outcome.result is Bucket.ELSEWHERE and bool(outcome.place)


def _verified(known: Known, outcomes: tuple[Outcome, ...]) -> Iterator[int]:
    """Yield what is 待核 no longer: it was seen, whole and marked as it should be."""
    for one in outcomes:
        copy = known.copy(one.copy)
        seen = one.result in (Bucket.FOUND, Bucket.ELSEWHERE)
        whole = one.pages is None or copy.pages is None or one.pages == copy.pages
        if seen and whole and one.mark_ok and copy.unverified:
            yield copy.id
