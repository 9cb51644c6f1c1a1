"""续借: the borrower keeps a copy longer, with approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.beliefs import Belief, Copy, Loan
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K06, K31, K32, K33, V01, Refusal, refuse
from db.ledger.values import Level, Role, State


@act("extend", "续借", Phase.CUSTODY, Role.CUSTODIAN)
class Extend(Act):
    """Move the due date of an open loan; how often is the unit's policy."""

    short = "续"

    copy: int = asked("份", refers=Copy)
    due: date = asked("新的应还日期")
    approved_by: str = asked("批准人")
    loan: int | None = reckoned("借阅号", default=None)

    def needs(self) -> Needs:
        """The copy with its open loan."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> Extend:
        """Find the open loan."""
        return replace(self, loan=known.copy(self.copy).loan)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is lent or held; never 绝密."""
        if copy.state not in (State.ON_LOAN, State.HELD):
            yield refuse(K31, which=called(copy), state=copy.state.word, act="续借")
        elif copy.level is Level.TOP_SECRET:
            yield refuse(K06)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules an extension can break."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        if copy.state not in (State.ON_LOAN, State.HELD) or self.loan is None:
            return
        yield from time_refusals(copy, self.on)
        loan = known.loan(self.loan)
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="必填")
        if self.approved_by.strip() == known.person(loan.borrower).name:
            yield refuse(K32, field="approved_by", who=self.approved_by, what="批准")
        held = copy.state is State.HELD
        days = known.policy.longest_hold_days if held else known.policy.longest_loan_days
        first, last = (loan.due or self.on) + timedelta(days=1), self.on + timedelta(days=days)
        if loan.extensions >= known.policy.most_extensions or not first <= self.due <= last:
            yield refuse(K33, field="due", first=first, last=last, days=days)

    def effects(self, known: Known) -> Iterator[Belief]:
        """A later due date on the copy and on its loan."""
        yield replace(known.copy(self.copy), due=self.due, moved_on=self.on)
        for loan in known.those(Loan, [self.loan or 0]):
            yield replace(loan, due=self.due, extensions=loan.extensions + 1)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}续借至{self.due}"
