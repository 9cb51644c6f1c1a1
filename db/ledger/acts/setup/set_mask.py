"""更改编号样式: two persons say how a kind of number is written here, from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from db.ledger.act import Names, Phase, act, asked
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Counter, NumberStyle
from db.ledger.known import Known, Needs
from db.ledger.masks import ALL_SERIES, RECEIPTS, Series, mask_problem, read_by, written
from db.ledger.numbered import Foretold
from db.ledger.rules import V01, Refusal, refuse
from db.ledger.values import Role

_SERIES = {series.name: series for series in ALL_SERIES}
_FIRST_RECEIPTS = "机"  # whose numbers show how receipts will be written


@act("set_mask", "更改编号样式", Phase.SETUP, Role.CUSTODIAN, Role.SECURITY_ADMIN)
class SetMask(Foretold):
    """Write the numbers of a kind in another way; those already given stay as they are."""

    needs_second = True
    follows: ClassVar = ("name", "mask", "since", "on")

    name: str = asked("种类", among={name: series.label for name, series in _SERIES.items()})
    mask: str = asked("样式", "如 {series}{year}-{number:04}，三项各用一次")
    since: date | None = asked("自何日起", "不填则自办理日期起；以前的号不变", default=None)
    source: str = asked("依据", "本单位制度的名称、文号或会议决定")

    def needs(self) -> Needs:
        """The numbers of this kind that were given until now."""
        return Needs(given={self.name} & _SERIES.keys())

    @classmethod
    def foretold(cls, given: Mapping[str, Any], known: Known, /) -> str:
        """Write the next number in the new way."""
        series, mask = _SERIES.get(given.get("name", "")), str(given.get("mask") or "").strip()
        day = given.get("since") or given.get("on")
        if series is None or not isinstance(day, date) or mask_problem(mask):
            return ""
        series = series if series.word else series.of(_FIRST_RECEIPTS)
        number = known.take(series.counter_of(day.year))
        return written(mask, series=series.word, year=day.year, number=number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A kind there is, a mask that gives each number once, not backwards, with a source."""
        if self.name not in _SERIES:
            yield refuse(V01, field="name", label="种类", problem="没有这一种编号")
        elif problem := mask_problem(self._mask) or self._repeats(known):
            yield refuse(V01, field="mask", label="样式", problem=problem)
        if self._begins < self.on:
            problem = "不能早于办理日期，编过的号不改"
            yield refuse(V01, field="since", label="自何日起", problem=problem)
        yield from filled_refusals(("source", "依据", self.source))

    def _repeats(self, known: Known) -> str:
        """Say which number was given already that would be given again; '' if none."""
        series = _SERIES[self.name]
        for text in (*known.given.get(self.name, ()), *_usual_ones(known, series, self._mask)):
            meant = read_by(self._mask, text)
            if meant is None or meant.year < self._begins.year:
                continue
            if series.word and meant.series != series.word:
                continue
            among = series if series.word else series.of(meant.series)
            used = known.find(Counter, among.counter_of(meant.year))
            if meant.number > (used.last if used else 0):
                return f"以后会再编出“{text}”，这个号已经用过，请换一个样式"
        return ""

    @property
    def _mask(self) -> str:
        return self.mask.strip()

    @property
    def _begins(self) -> date:
        return self.since or self.on

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is written so from that day on."""
        yield NumberStyle(name=self.name, since=self._begins, mask=self._mask)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        label = _SERIES[self.name].label if self.name in _SERIES else self.name
        return f"{label}自{self._begins}起编作{self._mask}：{self.source}"


def _usual_ones(known: Known, series: Series, mask: str) -> Iterable[str]:
    """Yield what was written the usual way and may be read as another number by this mask.

    Only a mask that turns year and number round reads 机〔2026〕2027号 as 2026 of 2027.
    """
    if mask.index("{number") > mask.index("{year"):
        return
    for counter in known.all(Counter):
        head, _, year = counter.series.rpartition(":")
        kind, _, word = head.rpartition(":") if series is RECEIPTS else (head, "", series.word)
        if kind == series.counter and year.isdigit():
            for number in range(1000, min(counter.last, 9999) + 1):
                yield series.of(word).written(int(year), number)
