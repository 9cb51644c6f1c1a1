"""期初借阅: one row of an old lending register, as it was typed.

An open loan makes the copy 借出; a closed one, or one of a copy that is gone, is
history.  Where the receipt register already named the borrower, the loan made
then is completed instead of doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import came_to_know, past_refusals
from db.ledger.beliefs import Belief, Copy, Loan, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K34, K35, V01, Refusal, refuse
from db.ledger.values import LoanKind, Role, State


@act("open_loan", "期初借阅", Phase.INTAKE, Role.CUSTODIAN)
class OpenLoan(Act):
    """Take over one row of a lending register."""

    exempt = frozenset({"K05", "K06", "K10", "K11", "K12", "K13", "K15", "V09"})

    workbook: str = asked("工作簿", default="")
    row: int = asked("行")
    as_typed: dict[str, str] = asked("原样")
    copy: int = asked("份", refers=Copy)
    borrower_name: str = asked("借阅人")
    approved_by: str = asked("批准人", default="")
    lent_on: date | None = asked("借出日期", default=None)
    due: date | None = asked("应还日期", default=None)
    returned: bool = asked("已归还", default=False)
    returned_on: date | None = asked("归还日期", default=None)
    remark: str = asked("备注", default="")
    loan: int | None = reckoned("借阅号", default=None, series="loan")
    borrower: int | None = reckoned("借阅人编号", default=None, refers=Person)
    new_person: int | None = reckoned("新登记人员", default=None, series="person")
    adopts: bool = reckoned("补全已知借阅", default=False)
    takes_out: bool = reckoned("置为借出", default=False)
    note: str = reckoned("附注", default="")

    def needs(self) -> Needs:
        """The copy with its loans, and everybody of the borrower's name."""
        return needs((Copy, self.copy), person_names=(self.borrower_name,))

    def completed(self, known: Known) -> OpenLoan:
        """Find the borrower and the loan that is meant; note what becomes of the copy."""
        if self.loan is not None:
            return self
        copy, found = known.copy(self.copy), known.persons_named(self.borrower_name)
        fresh = None if found else known.take("person")
        borrower = fresh or found[0].id
        present = known.find(Loan, copy.loan) if copy.loan else None
        adopts = (
            present is not None
            and present.legacy
            and present.lent_on is None
            and present.borrower == borrower
            and not self.returned
        )
        takes_out = not self.returned and not adopts and copy.state is State.IN_STOCK
        return replace(
            self,
            loan=present.id if adopts and present else known.take("loan"),
            borrower=borrower,
            new_person=fresh,
            adopts=adopts,
            takes_out=takes_out,
            note=self._note(copy, at_hand=adopts or takes_out or self.returned),
        )

    def _note(self, copy: Copy, *, at_hand: bool) -> str:
        if not at_hand:
            return f"原登记未还，但该份现为{copy.state.word}"
        return "已了结之份的历史借阅" if copy.state.closed else ""

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A borrower, dates in order, and not the same row twice (K34)."""
        if not self.borrower_name.strip():
            yield refuse(V01, field="borrower_name", label="借阅人", problem="必填")
        days = ("lent_on", self.lent_on), ("returned_on", self.returned_on)
        yield from past_refusals(self.on, *days)
        copy = known.copy(self.copy)
        if self.takes_out and self.on < copy.here_since:
            yield refuse(K35, field="on", day=self.on, why=f"此份{copy.here_since}才入账")
        for loan in known.all(Loan):
            same = (loan.copy, loan.borrower, loan.lent_on, loan.returned_on)
            mine = (self.copy, self.borrower, self.lent_on, self.returned_on)
            if loan.legacy and loan.id != self.loan and same == mine:
                document = known.document(known.copy(self.copy).document)
                copy_no = known.copy(self.copy).copy_no
                issuer, number = document.issuer, document.doc_number
                yield refuse(K34, issuer=issuer, number=number, copy=copy_no)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The loan; for an open one of a copy at rest, the copy is out."""
        copy = known.copy(self.copy)
        number, borrower = self.loan or 0, self.borrower or 0
        if self.new_person is not None:
            yield Person(id=self.new_person, name=self.borrower_name, unverified=True)
        yield Loan(
            id=number,
            copy=copy.id,
            document=copy.document,
            borrower=borrower,
            kind=LoanKind.TAKE_OUT,
            lent_on=self.lent_on,
            due=self.due,
            approved_by=self.approved_by,
            returned_on=self.returned_on,
            open=self.adopts or self.takes_out,
            remark="；".join(filter(None, (self.remark, self.note))),
            legacy=True,
        )
        if self.takes_out:
            moved = max(copy.moved_on, self.lent_on or copy.moved_on)
            yield replace(
                copy,
                state=State.ON_LOAN,
                holder=borrower,
                loan=number,
                due=self.due,
                moved_on=moved,
            )
        elif self.adopts:
            yield replace(copy, due=self.due)
        yield from came_to_know(copy, borrower, self.lent_on, "期初借阅", f"loan:{number}")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        end = "已归还" if self.returned else "未还"
        return f"期初借阅：{names.copy(self.copy)}借给{self.borrower_name}，{end}"
