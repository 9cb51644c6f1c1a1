"""年度结账: the figures of a year are fixed; what is found out later stands in the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import msgspec

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, ClosedYear, YearFigure
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V01, V30, Refusal, refuse
from db.ledger.values import Carrier, Level, Role


class Figure(msgspec.Struct, frozen=True):
    """What was there at the end of the year, of one level, keeper and carrier."""

    level: Level
    custodian: int
    carrier: Carrier
    copies: int


@act("close_year", "年度结账", Phase.ENDING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class CloseYear(Act):
    """Fix the figures of a calendar year that is over, before two persons.

    They are those of the entries up to `upto`, counted by the days on which things happened.
    Nothing is locked: a later entry for that year is 补录 in the next year's opening.
    """

    reversible = False
    needs_second = True

    year: int = asked("年度", "四位数字，如 2025")
    upto: int | None = reckoned("截至第几条", default=None)
    figures: tuple[Figure, ...] = reckoned("年末结存", default=())
    closed_by: str = reckoned("结账人", default="")

    def needs(self) -> Needs:
        """Whether it is closed already, and what was there at its end."""
        wanted = needs((ClosedYear, self.year))
        wanted.years.add(self.year)
        return wanted

    def completed(self, known: Known) -> CloseYear:
        """Count what was there at the end of the year."""
        if self.upto is not None or self.year not in known.years:
            return self
        counted = known.years[self.year]
        figures = tuple(
            Figure(one.level, one.custodian, one.carrier, one.copies) for one in counted.figures
        )
        second = known.second
        names = [known.operator.name, *([second.name] if second is not None else [])]
        return replace(self, upto=counted.upto, figures=figures, closed_by="、".join(names))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A year that is over, once, and none left out after the first that is closed."""
        counted = known.years.get(self.year)
        if not 1900 <= self.year <= 2200 or counted is None:
            yield refuse(V01, field="year", label="年度", problem="应为四位数字，如 2025")
            return
        if self.on <= date(self.year, 12, 31):
            yield refuse(V30, field="year", year=self.year, why="还没有过完")
        if known.find(ClosedYear, self.year) is not None:
            yield refuse(V30, field="year", year=self.year, why="已经结过账")
        elif counted.first is None or self.year < counted.first:
            yield refuse(V30, field="year", year=self.year, why="台账里还没有那一年的文件")
        elif counted.last_closed is not None and self.year != counted.last_closed + 1:
            why = f"上次结到{counted.last_closed}年，请先结{counted.last_closed + 1}年"
            yield refuse(V30, field="year", year=self.year, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The year and its figures."""
        yield ClosedYear(
            id=self.year,
            closed_on=self.on,
            upto=self.upto or 0,
            closed_by=self.closed_by,
            copies=sum(figure.copies for figure in self.figures),
        )
        for figure in self.figures:
            yield YearFigure(
                year=self.year,
                level=figure.level,
                custodian=figure.custodian,
                carrier=figure.carrier,
                copies=figure.copies,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        copies = sum(figure.copies for figure in self.figures)
        return f"{self.year}年度结账，截至第{self.upto}条，年末结存{copies}份"
