"""持有清单签字: the printed list of what a person holds came back signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import names_of
from db.ledger.beliefs import Belief, Copy, HoldingSign, Person, Printed
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, V06, Refusal, refuse
from db.ledger.values import Role

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_FORM = "F13"


@act("sign_holdings", "持有清单签字", Phase.CUSTODY, Role.CUSTODIAN, Role.DEPT_SECRECY_OFFICER)
class SignHoldings(Act):
    """Type back who signed his list of holdings, and when."""

    limited_by = ("persons",)

    persons: tuple[int, ...] = asked("持有人", "已在清单上签字的人", refers=Person)
    month: str = asked("月份", "如 2026-03；不填即签字当月", default="")
    serial: int | None = asked("打印序号", "印在清单左下角", default=None, seldom=True)
    remark: str = asked("说明", "核对中说明的去向", default="", seldom=True)
    held_then: tuple[int, ...] = reckoned("签字时份数", default=())
    names: str = reckoned("持有人姓名", default="")

    def needs(self) -> Needs:
        """The persons with what they hold, their signatures, and the print."""
        wanted = needs(*((Person, person) for person in self.persons))
        wanted.keys |= {(HoldingSign, (person, self._month)) for person in self.persons}
        if self.serial is not None:
            wanted.keys.add((Printed, (self.serial,)))
        for person in self.persons:
            wanted.alike.add((Copy, "holder", person))
        return wanted

    @property
    def _month(self) -> str:
        return self.month.strip() or f"{self.on:%Y-%m}"

    def completed(self, known: Known) -> SignHoldings:
        """Settle the month, and count what each held."""
        held = [copy.holder for copy in known.all(Copy)]
        held_then = tuple(held.count(person) for person in self.persons)
        return replace(
            self, month=self._month, held_then=held_then, names=names_of(known, self.persons)
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Persons that are there, a month that has begun, signed once, on a list of holdings."""
        if not self.persons:
            yield refuse(V01, field="persons", label="持有人", problem="至少一人")
        if not _MONTH.fullmatch(self._month):
            yield refuse(V01, field="month", label="月份", problem="请写成 2026-03 的样子")
        elif self._month > f"{self.on:%Y-%m}":
            yield refuse(V01, field="month", label="月份", problem="晚于签字日期")
        printed = known.find(Printed, self.serial) if self.serial is not None else None
        if self.serial is not None and (printed is None or printed.form != _FORM):
            problem = f"没有序号为{self.serial:06d}的持有清单"
            yield refuse(V01, field="serial", label="打印序号", problem=problem)
        for number in self.persons:
            person = known.find(Person, number)
            if person is None:
                yield refuse(V00, field="persons", what="人员")
            elif known.find(HoldingSign, number, self._month) is not None:
                name = f"{person.name}{self._month}的持有清单签字"
                yield refuse(V06, field="persons", name=name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Each has signed for the month."""
        for person, copies in zip(self.persons, self.held_then, strict=True):
            yield HoldingSign(
                person=person,
                month=self.month,
                signed_on=self.on,
                serial=self.serial,
                copies=copies,
                remark=self.remark,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.names}在{self.month}持有清单上签字，共{sum(self.held_then)}份"
