"""编号: the next number of a year, taken and written in one place for every act that gives one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from db.ledger.act import Act, reckoned
from db.ledger.beliefs import Counter, NumberStyle
from db.ledger.known import Known, Needs
from db.ledger.masks import Series

N = TypeVar("N", bound="Numbered")


def next_number(known: Known, series: Series, day: date) -> tuple[int, str]:
    """Take the next number of the year; return it, and as this unit writes it."""
    number = known.take(series.counter_of(day.year))
    return number, series.written(day.year, number, mask_of(known, series, day))


def mask_of(known: Known, series: Series, day: date) -> str:
    """Return how a number of this day is written: as was set for this ledger, else by the file."""
    here = [one for one in known.all(NumberStyle) if one.name == series.name and one.since <= day]
    latest = max(here, key=lambda one: one.since, default=None)
    return latest.mask if latest else known.policy.masks.get(series.name, "")


def unusual(series: Series, day: date, number: int, text: str) -> str:
    """Return what is to be kept of a number's writing: nothing, if it is the usual one."""
    return "" if text == series.written(day.year, number) else text


def is_foretold(kind: type[Act]) -> bool:
    """Tell whether it can be said beforehand which number such an act will be given."""
    return kind.numbered_in is not None or issubclass(kind, Foretold)


def foretold_from(kind: type[Act]) -> frozenset[str]:
    """Return the fields that decide which number an act is given; none if it is given none."""
    if issubclass(kind, Foretold):
        return frozenset(kind.follows)
    return frozenset({"on", "series", numbered_by(kind)} if kind.numbered_in else ())


def needed_for(kind: type[Act], given: Mapping[str, Any]) -> Needs:
    """Name what must be at hand to say which number an act would be given."""
    return kind.foretold_needs(given) if issubclass(kind, Foretold) else Needs()


def numbered_by(kind: type[Act]) -> str:
    """Return the field whose year counts."""
    return kind.numbered_by if issubclass(kind, Numbered) else "on"


def will_be(kind: type[Act], given: Mapping[str, Any], known: Known) -> str:
    """Return the number that an act would be given with these fields; '' if it is given none."""
    if issubclass(kind, Foretold):
        return kind.foretold(given, known)
    series, day = kind.numbered_in, given.get(numbered_by(kind)) or given.get("on")
    if series is None or not isinstance(day, date):
        return ""
    if not series.word:
        word = given.get("series") or getattr(kind, "series", "")
        series = series.of(str(word))
    return next_number(known, series, day)[1]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Foretold(Act):
    """An act whose numbers follow from something else than the year."""

    follows: ClassVar[tuple[str, ...]] = ()  # the fields that decide, but for the copies "scanned"

    @classmethod
    def foretold_needs(cls, _: Mapping[str, Any], /) -> Needs:
        """Name what must be at hand to tell the numbers."""
        return Needs()

    @classmethod
    def foretold(cls, _: Mapping[str, Any], __: Known, /) -> str:
        """Return what would be given, as it is read; '' if nothing."""
        return ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Numbered(Act):
    """An act that makes a paper with a number of its own, counted from 1 in each year."""

    numbered_by: ClassVar[str] = "on"
    number: int | None = reckoned("序号", default=None)
    styled: str = reckoned("编号", default="")

    def with_number(self: N, known: Known) -> N:
        """Return the act with its number, and how it is written if not in the usual way."""
        if self.number is not None or self.numbered_in is None:
            return self
        number, text = next_number(known, self.numbered_in, self._numbered_on)
        styled = unusual(self.numbered_in, self._numbered_on, number, text)
        return dataclasses.replace(self, number=number, styled=styled)

    @property
    def _numbered_on(self) -> date:
        return getattr(self, self.numbered_by) or self.on

    @property
    def text(self) -> str:
        """The number as printed, e.g. 销毁〔2026〕009号."""
        year, series = self._numbered_on.year, self.numbered_in
        return self.styled or (series.written(year, self.number) if series else "")

    @property
    def number_used(self) -> Counter:
        """The counter that its number has moved."""
        series = self.numbered_in.counter_of(self._numbered_on.year) if self.numbered_in else ""
        return Counter(series=series, last=self.number or 0)
