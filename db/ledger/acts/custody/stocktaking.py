"""盘点: what is to be counted is listed and frozen; the desk goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called
from db.ledger.beliefs import (
    Belief,
    Copy,
    Device,
    Person,
    Place,
    Stocktake,
    StocktakeDevice,
    StocktakeLine,
    StocktakeState,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import STOCKTAKES
from db.ledger.numbered import Numbered
from db.ledger.rules import K31, V00, V01, V31, Refusal, refuse
from db.ledger.stocktaking import Expected, Scope, What, sampled
from db.ledger.values import Level, Role


@act("open_stocktake", "开始盘点", Phase.CUSTODY, Role.CUSTODIAN)
class OpenStocktake(Numbered):
    """List what is to be counted, as the book has it at this moment; nothing is locked by it."""

    numbered_in = STOCKTAKES
    reversible = False

    reason: str = asked("事由", "如 半年盘点")
    places: tuple[int, ...] = asked("存放处", "连同其中各层；不填为全部", refers=Place, default=())
    person: int | None = asked("持有人", "只点此人手上的", refers=Person, default=None)
    level: Level | None = asked("密级", default=None)
    what: What = asked("点什么", "设备按编号或序列号点", default=What.COPIES)
    sample: int | None = asked("抽点份数", "不填为逐份全点", default=None)
    seed: str = asked("抽样种子", "不填由程序定", default="", seldom=True)
    copies: tuple[int, ...] = reckoned("应点", default=())
    devices: tuple[int, ...] = reckoned("应点设备", default=())
    stocktake: int | None = reckoned("盘点", series="stocktake", default=None)
    scope: str = reckoned("范围", default="")
    drawn_by: str = reckoned("抽样依据", default="")
    counter: int | None = reckoned("点数人", refers=Person, default=None)
    opened_at: str = reckoned("冻结时间", default="")
    upto: int = reckoned("截至第几条", default=0)
    elsewhere: tuple[int, ...] = reckoned("另在点数中", default=())
    devices_elsewhere: tuple[int, ...] = reckoned("另在点数中的设备", default=())

    @property
    def asked_for(self) -> Scope:
        """What is looked for in the cabinets."""
        return Scope(self.places, self.person, self.level, self.what)

    def needs(self) -> Needs:
        """The copies of the scope, and who holds them."""
        wanted = needs((Person, self.person))
        wanted.scopes.add(self.asked_for)
        return wanted

    def completed(self, known: Known) -> OpenStocktake:
        """Freeze the list, draw the sample, number the stock-take."""
        if self.stocktake is not None:
            return self
        found = known.expected.get(self.asked_for, Expected())
        seed = self.seed.strip() or known.now
        drawn = self.sample is not None and 0 < self.sample < len(found.copies)
        copies = sampled(found.copies, self.sample or 0, seed) if drawn else found.copies
        listed = set(copies)
        return replace(
            self,
            copies=copies,
            devices=found.devices,
            stocktake=known.take("stocktake"),
            scope=self._in_words(known),
            drawn_by=seed if self.sample is not None else "",
            counter=known.operator.person,
            opened_at=known.now,
            upto=known.seq,
            elsewhere=tuple(copy for copy, _ in found.elsewhere if copy in listed),
            devices_elsewhere=tuple(device for device, _ in found.devices_elsewhere),
        ).with_number(known)

    def _in_words(self, known: Known) -> str:
        places = [place.name for place in known.those(Place, self.places)]
        person = [f"{one.name}手上" for one in known.those(Person, [self.person or 0])]
        parts = ["、".join(places), *person, self.level.word if self.level else ""]
        if self.sample is not None:
            parts.append(f"抽点{self.sample}份")
        if self.what is not What.COPIES:
            parts.append("设备" if self.what is What.DEVICES else "连同设备")
        return "，".join(filter(None, parts)) or "全部在管"

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A known scope with something in it, none of which is being counted already."""
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="事由", problem="必填")
        if any(known.find(Place, place) is None for place in self.places):
            yield refuse(V00, field="places", what="存放处")
        if self.person is not None and known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        if self.sample is not None and self.sample < 1:
            yield refuse(V01, field="sample", label="抽点份数", problem="至少一份")
        if self.on != known.today:
            yield refuse(V01, field="on", label="日期", problem="应点清单按现在的账，只能是今天")
        if not self.copies and not self.devices:
            nothing = "没有应点的设备" if self.what is What.DEVICES else "账上没有应点的份"
            yield refuse(V01, field="places", label="范围", problem=nothing)
        if self.sample is not None and self.what is What.DEVICES:
            yield refuse(V01, field="sample", label="抽点份数", problem="设备逐台全点，不抽")
        if self.elsewhere or self.devices_elsewhere:
            yield self._clash(known)

    def _clash(self, known: Known) -> Refusal:
        found = known.expected[self.asked_for]
        numbers = dict(found.elsewhere) if self.elsewhere else dict(found.devices_elsewhere)
        things = self.elsewhere or self.devices_elsewhere
        words = [called(known.copy(copy)) for copy in self.elsewhere[:3]]
        words = words or [one.number for one in known.those(Device, things[:3])]
        which = "、".join(words)
        rest = f"等{len(things)}{'份' if self.elsewhere else '台'}" if len(things) > 3 else ""
        number = numbers.get(things[0], "")
        return refuse(V31, field="places", what=which + rest, number=number)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The stock-take with its lines, each as the book has it now."""
        levels: dict[Level, int] = {}
        for position, copy in enumerate(self.copies, 1):
            for one in known.those(Copy, [copy]):
                levels[one.level] = levels.get(one.level, 0) + 1
                yield StocktakeLine(
                    stocktake=self.stocktake or 0,
                    copy=copy,
                    position=position,
                    place=one.place,
                    holder=one.holder,
                    state=one.state,
                    stays=one.stays,
                )
        yield from self._devices(known)
        yield Stocktake(
            id=self.stocktake or 0,
            number=self.text,
            reason=self.reason,
            state=StocktakeState.OPEN,
            scope=self.scope,
            places=self.places,
            person=self.person,
            level=self.level,
            sample=self.sample,
            seed=self.drawn_by,
            counter=self.counter or 0,
            opened_on=self.on,
            opened_at=self.opened_at,
            upto=self.upto,
            copies=len(self.copies),
            top_secret=levels.get(Level.TOP_SECRET, 0),
            secret=levels.get(Level.SECRET, 0),
            confidential=levels.get(Level.CONFIDENTIAL, 0),
            devices=len(self.devices),
        )
        yield self.number_used

    def _devices(self, known: Known) -> Iterator[StocktakeDevice]:
        for position, device in enumerate(self.devices, 1):
            for found in known.those(Device, [device]):
                yield StocktakeDevice(
                    stocktake=self.stocktake or 0,
                    device=device,
                    position=position,
                    custodian=found.custodian,
                )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        amounts = [f"{len(self.copies)}份"] if self.copies or not self.devices else []
        amounts += [f"设备{len(self.devices)}台"] if self.devices else []
        return f"{self.text}（{self.scope}），应点{'、'.join(amounts)}"


def open_refusals(stocktake: Stocktake, verb: str) -> Iterator[Refusal]:
    """Only what is being counted is counted, closed or cancelled."""
    if stocktake.state is not StocktakeState.OPEN:
        yield refuse(K31, which=stocktake.number, state=stocktake.state.word, act=verb)


@act("cancel_stocktake", "撤销盘点", Phase.CUSTODY, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class CancelStocktake(Act):
    """Give a stock-take up: what was scanned so far is void, and nothing follows from it."""

    reversible = False

    stocktake: int = asked("盘点", refers=Stocktake)
    why: str = asked("原因")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The stock-take."""
        return needs((Stocktake, self.stocktake))

    def completed(self, known: Known) -> CancelStocktake:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Stocktake, self.stocktake).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Open, for a reason."""
        yield from open_refusals(known.get(Stocktake, self.stocktake), "撤销")
        if not self.why.strip():
            yield refuse(V01, field="why", label="原因", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is over."""
        for one in known.those(Stocktake, [self.stocktake]):
            state = StocktakeState.CANCELLED
            yield replace(one, state=state, closed_on=self.on, remark=self.why)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}撤销：{self.why}"


def some(known: Known, copies: Iterable[int]) -> str:
    """Name the first of some copies."""
    copies = tuple(copies)
    named = "、".join(called(known.copy(copy)) for copy in copies[:5])
    return f"{named}等" if len(copies) > 5 else named
