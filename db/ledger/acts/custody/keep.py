"""承办留用: a copy stays with the one who acts on it, in his own cabinet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    came_to_know,
    grade_refusals,
    rest_refusals,
    scope_refusals,
    time_refusals,
    widened,
)
from db.ledger.beliefs import Belief, Copy, Loan, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K06, K32, K33, V01, Refusal, refuse
from db.ledger.values import Level, LoanKind, Role, State


@act("keep_to_act", "承办留用", Phase.CUSTODY, Role.CUSTODIAN)
class KeepToAct(Act):
    """Leave a copy with the one who acts on it, on a leader's instruction."""

    short = "承办"

    copy: int = asked("份", refers=Copy)
    to: int = asked("承办人", refers=Person)
    instructed_by: str = asked("批示领导")
    due: date = asked("应还日期")
    cabinet: str = asked("承办人保密柜")
    loan: int | None = reckoned("借阅号", series="loan", default=None)
    widens: bool = reckoned("增补知悉范围", default=False)

    def needs(self) -> Needs:
        """The copy with its document and scope, and the holder."""
        return needs((Copy, self.copy), (Person, self.to))

    def completed(self, known: Known) -> KeepToAct:
        """Number it, and note whether the scope grows."""
        inside = known.may_know(known.copy(self.copy).document, self.to)
        return replace(self, loan=self.loan or known.take("loan"), widens=inside is None)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest; never 绝密."""
        yield from rest_refusals(copy, "承办留用")
        if copy.level is Level.TOP_SECRET:
            yield refuse(K06)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a keeping can break."""
        copy, holder = known.copy(self.copy), known.person(self.to)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        document = known.document(copy.document)
        yield from scope_refusals(known, document, holder, self.instructed_by)
        yield from grade_refusals(holder)
        for label, value in (("批示领导", self.instructed_by), ("承办人保密柜", self.cabinet)):
            if not value.strip():
                yield refuse(V01, label=label, problem="必填")
        if self.instructed_by.strip() == holder.name:
            yield refuse(K32, field="instructed_by", who=holder.name, what="批准")
        days = known.policy.longest_hold_days
        last = self.on + timedelta(days=days)
        if not self.on <= self.due <= last:
            yield refuse(K33, field="due", first=self.on, last=last, days=days)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is held; who now knows it is recorded."""
        copy = known.copy(self.copy)
        number = self.loan or 0
        yield replace(
            copy, state=State.HELD, holder=self.to, due=self.due, loan=number, moved_on=self.on
        )
        yield Loan(
            id=number,
            copy=copy.id,
            document=copy.document,
            borrower=self.to,
            kind=LoanKind.HOLD,
            lent_on=self.on,
            due=self.due,
            approved_by=self.instructed_by,
            purpose="承办",
            lent_at=self.at,
            remark=f"存{self.cabinet}",
        )
        yield from came_to_know(copy, self.to, self.on, "承办", f"loan:{number}")
        if self.widens:
            yield widened(copy, self.to, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}由{names.person(self.to)}承办留用至{self.due}"
