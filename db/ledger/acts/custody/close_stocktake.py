"""收盘: two persons sign what was found; what is missing is reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import rest_refusals, time_refusals
from db.ledger.acts.custody.outcomes import (
    DeviceOutcome,
    Find,
    Outcome,
    device_lines,
    devices_of,
    misplaced,
    outcomes_of,
    read_notes,
    verified,
)
from db.ledger.acts.custody.second_count import closing_refusals
from db.ledger.acts.custody.stocktaking import open_refusals, some
from db.ledger.acts.ending.missing import gone_missing, report_by
from db.ledger.beliefs import (
    NATURES,
    Belief,
    Bucket,
    Copy,
    Device,
    Incident,
    Stocktake,
    StocktakeFind,
    StocktakeLine,
    StocktakeState,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V01, V32, V34, Refusal, refuse, warn
from db.ledger.values import Role
from db.ledger.withheld import PLACEHOLDER


@act("close_stocktake", "收盘", Phase.CUSTODY, Role.CUSTODIAN)
class CloseStocktake(Act):
    """Sign the result, copy by copy, together with the second counter; 绝密 was counted twice.

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
    devices: tuple[DeviceOutcome, ...] = reckoned("设备结果", default=())
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
        outcomes, finds, notes = outcomes_of(known, stocktake)
        devices, said = devices_of(known, stocktake)
        missing = tuple(one.copy for one in outcomes if one.result is Bucket.MISSING)
        first = known.take("incident", len(missing)) if missing else 0
        moved = tuple(one.copy for one in outcomes if misplaced(one)) if self.move else ()
        second = known.second.name if known.second is not None else ""
        return replace(
            self,
            outcomes=outcomes,
            devices=devices,
            finds=finds,
            notes="\n".join(filter(None, (notes, said))),
            missing=missing,
            moved=moved,
            verified=tuple(verified(known, outcomes)),
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
        yield from closing_refusals(known, stocktake)
        yield from self._device_refusals(known)
        seen = known.sightings.get(stocktake.id, ())
        nothing = not any(one.copy or one.device for one in seen)
        if self.missing and nothing and stocktake.state is StocktakeState.OPEN:
            what = f"一份也没有点过，收盘即把{len(self.missing)}份都记为未见"
            yield warn(V32, what=what)
        if self.missing and not self.circumstances.strip():
            problem = (
                f"未见{len(self.missing)}份（{some(known, self.missing)}），收盘即立案，须写明经过"
            )
            yield refuse(V01, field="circumstances", label="未见的经过", problem=problem)
        yield from self._nature_refusals(known)
        for copy in map(known.copy, (*self.missing, *self.moved)):
            yield from time_refusals(copy, self.on)
        for copy in map(known.copy, self.moved):
            yield from rest_refusals(copy, "改记位置")

    def _device_refusals(self, known: Known) -> Iterator[Refusal]:
        """A device that nobody saw is looked for; a lost disk is a lost secret."""
        lost = [one.device for one in self.devices if one.result is Bucket.MISSING]
        if lost:
            which = "、".join(one.number for one in known.those(Device, lost[:5]))
            what = f"有{len(lost)}台设备未见（{which}{'等' if len(lost) > 5 else ''}）"
            yield warn(V32, what=f"{what}，先查找；找不到的写明经过，收盘后转为问题并报告")

    def _nature_refusals(self, known: Known) -> Iterator[Refusal]:
        """A reproduction does not stand in for the original here either; nor the reverse."""
        strange = [known.copy(one.copy) for one in self.outcomes if not one.nature_ok]
        for nature in NATURES:
            alike = [copy for copy in strange if copy.nature == nature]
            if alike:
                which, seen = some(known, (copy.id for copy in alike)), alike[0].other_nature
                yield warn(V34, which=which, known=nature, seen=seen, act="相符")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The result of each copy; and of the copies themselves only what is told above."""
        notes = read_notes(self.notes)
        for outcome in self.outcomes:
            yield from self._line(known, outcome, notes)
        for find in self.finds:
            withheld = PLACEHOLDER if self.notes == PLACEHOLDER else ""
            code, note = notes.get(f"?{find.number}", (withheld, ""))
            yield StocktakeFind(
                stocktake=self.stocktake,
                number=find.number,
                code=code,
                place=find.place or None,
                note=note,
                seen_at=find.at,
            )
        yield from device_lines(known, self.stocktake, self.devices, self.notes)
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
                nature_ok=outcome.nature_ok,
                note=notes.get(str(copy.id), ("", ""))[1],
                seen_at=outcome.at,
                moved_by=outcome.moved_by,
                again=outcome.again,
                again_place=outcome.again_place or None,
                again_pages=outcome.again_pages,
                again_at=outcome.again_at,
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
        parts = [f"{word}{amount}份" for word, amount in counted.items()]
        for bucket, amount in Counter(one.result for one in self.devices).items():
            parts.append(f"设备{bucket.word}{amount}台")
        told = "，".join(parts)
        moved = f"；改记位置{len(self.moved)}份" if self.moved else ""
        verified = f"；核实{len(self.verified)}份" if self.verified else ""
        reported = f"；未见立案，须于{self.report_by[:16]}前上报" if self.missing else ""
        return f"{self.text}收盘：{told}{moved}{verified}{reported}"
