"""归还: the borrower brings a copy back; pages and damage are checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.beliefs import NATURES, Belief, Copy, Loan, Place
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, V00, V01, V34, Refusal, refuse, warn
from db.ledger.values import Role, State

_NATURES = {"": "未核对", **{one: one for one in NATURES}}


@act("give_back", "归还", Phase.CUSTODY, Role.CUSTODIAN)
class GiveBack(Act):
    """Take a lent copy back into the cabinet."""

    short = "还"

    copy: int = asked("份", refers=Copy)
    place: int | None = asked("放回", "不填则放回原处", default=None, refers=Place)
    pages: int | None = asked("清点页数", "与登记页数核对", default=None)
    seen: str = asked("实物", "与台账核对：是原件还是复制件", among=_NATURES, default="")
    damaged: bool = asked("破损", default=False)
    note: str = asked("说明", default="")
    loan: int | None = reckoned("借阅号", default=None)

    def needs(self) -> Needs:
        """The copy with its open loan."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> GiveBack:
        """Find the open loan."""
        return replace(self, loan=known.copy(self.copy).loan)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is lent or held comes back."""
        if copy.state not in (State.ON_LOAN, State.HELD):
            yield refuse(K31, which=called(copy), state=copy.state.word, act="归还")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a return can break."""
        copy = known.copy(self.copy)
        if any(self.first_look(copy)):
            yield from self.first_look(copy)
            return
        yield from time_refusals(copy, self.on)
        if self.place is not None and known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        if self.pages is not None and copy.pages is not None and self.pages != copy.pages:
            problem = f"清点{self.pages}页，登记{copy.pages}页"
            yield warn(V01, field="pages", label="页数", problem=problem)
        yield from self._nature_refusals(copy)

    def _nature_refusals(self, copy: Copy) -> Iterator[Refusal]:
        """A reproduction does not stand in for the original (a known case), nor the reverse."""
        if self.seen not in _NATURES:
            yield refuse(V01, field="seen", label="实物", problem="应为原件或复制件")
            return
        if self.seen and self.seen != copy.nature:
            looks = {"known": copy.nature, "seen": self.seen}
            yield refuse(V34, field="seen", which=called(copy), **looks, act="归还")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The copy is back and its loan closed."""
        copy = known.copy(self.copy)
        yield replace(
            copy,
            state=State.IN_STOCK,
            holder=None,
            loan=None,
            due=None,
            place=self.place or copy.place,
            damaged=copy.damaged or self.damaged,
            moved_on=self.on,
        )
        for loan in known.those(Loan, [self.loan or 0]):
            yield replace(
                loan,
                returned_on=self.on,
                returned_at=self.at,
                open=False,
                remark=self.note or loan.remark,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}归还"
