"""借出: a copy leaves the cabinet and someone signs for it."""

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
from db.ledger.beliefs import Belief, Copy, Loan, Person, Place
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K06, K32, K33, V01, Refusal, refuse
from db.ledger.values import Level, LoanKind, Role, State


@act("lend", "借出", Phase.CUSTODY, Role.CUSTODIAN)
class Lend(Act):
    """Hand a copy to `to`, who must bring it back by `due`.

    `read_in` is 借阅 (read on the spot, same day); otherwise 借用 (kept for days).
    """

    short = "借"

    copy: int = asked("份", refers=Copy)
    to: int = asked("借阅人", refers=Person)
    approved_by: str = asked("批准人")
    due: date | None = asked("应还日期", "不填则按本单位最长期限", default=None)
    read_in: bool = asked("当场借阅", "在阅文场所阅读，当日归还", default=False)
    place: int | None = asked(
        "阅读地点", "绝密件须在指定阅文场所", default=None, refers=Place, seldom=True
    )
    form_no: str = asked("审批单号", default="", seldom=True)
    applied_on: date | None = asked("申请日期", "审批单上的日期", default=None, seldom=True)
    purpose: str = asked("用途", default="")
    loan: int | None = reckoned("借阅号", series="loan", default=None)
    widens: bool = reckoned("增补知悉范围", default=False)

    def needs(self) -> Needs:
        """The copy with its document and scope, and the borrower."""
        return needs((Copy, self.copy), (Person, self.to))

    def completed(self, known: Known) -> Lend:
        """Number the loan, set the due date, and note whether the scope grows."""
        longest = 0 if self.read_in else known.policy.longest_loan_days
        copy = known.copy(self.copy)
        return replace(
            self,
            loan=self.loan or known.take("loan"),
            due=self.due or self.on + timedelta(days=longest),
            widens=known.may_know(copy.document, self.to) is None,
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest is lent."""
        yield from rest_refusals(copy, "借出")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a loan can break."""
        copy, borrower = known.copy(self.copy), known.person(self.to)
        document = known.document(copy.document)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        if copy.level is Level.TOP_SECRET:
            yield from self._reading_place(known)
        yield from scope_refusals(known, document, borrower, self.approved_by)
        yield from grade_refusals(borrower)
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="必填")
        if self.approved_by.strip() == borrower.name:
            yield refuse(K32, field="approved_by", who=borrower.name, what="批准")
        yield from self._term(known)

    def _reading_place(self, known: Known) -> Iterator[Refusal]:
        place = None if self.place is None else known.find(Place, self.place)
        if not self.read_in or place is None or not place.reading:
            yield refuse(K06, field="place")

    def _term(self, known: Known) -> Iterator[Refusal]:
        days = 0 if self.read_in else known.policy.longest_loan_days
        last = self.on + timedelta(days=days)
        if self.due is not None and not self.on <= self.due <= last:
            yield refuse(K33, field="due", first=self.on, last=last, days=days)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is out; who now knows it is recorded (K12)."""
        copy = known.copy(self.copy)
        number = self.loan or 0
        yield replace(
            copy, state=State.ON_LOAN, holder=self.to, due=self.due, loan=number, moved_on=self.on
        )
        yield Loan(
            id=number,
            copy=copy.id,
            document=copy.document,
            borrower=self.to,
            kind=LoanKind.READ_IN if self.read_in else LoanKind.TAKE_OUT,
            lent_on=self.on,
            due=self.due,
            approved_by=self.approved_by,
            form_no=self.form_no,
            applied_on=self.applied_on,
            purpose=self.purpose,
            used_at=self.place,
            lent_at=self.at,
        )
        yield from came_to_know(copy, self.to, self.on, "借阅", f"loan:{number}")
        if self.widens:
            yield widened(copy, self.to, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}借给{names.person(self.to)}，应于{self.due}归还"
