"""催还: who has kept something too long is reminded, and at length his head and the office are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, filled_refusals, some_refusals
from db.ledger.beliefs import Belief, Copy, Dun
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, Refusal, refuse
from db.ledger.values import Role, State

_OUT = frozenset({State.ON_LOAN, State.IN_CIRCULATION, State.HELD, State.CARRIED_OUT})
WAYS = {"催还单": "催还单", "当面": "当面", "电话": "电话"}


@act("dun", "催还", Phase.CUSTODY, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class DunFor(Act):
    """Remind the holders of copies; nothing moves, but it is on record that they were asked."""

    copies: tuple[int, ...] = asked("份", refers=Copy)
    how: str = asked("方式", among=WAYS, default="催还单")
    told: str = asked("通知谁", "持有人本人、部门负责人或保密办")
    answer: str = asked("答复", default="", seldom=True)
    numbers: tuple[int, ...] = reckoned("催还号", default=(), series="dun")

    def needs(self) -> Needs:
        """The copies, and who has them."""
        return needs(*((Copy, number) for number in self.copies))

    def completed(self, known: Known) -> DunFor:
        """Number the reminders."""
        if self.numbers or not self.copies:
            return self
        first = known.take("dun", len(self.copies))
        return replace(self, numbers=tuple(range(first, first + len(self.copies))))

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what somebody has is asked back."""
        if copy.state not in _OUT:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="催还")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Copies that are out, since they went out."""
        yield from some_refusals(self.copies)
        yield from filled_refusals(("told", "通知谁", self.told))
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            if copy.state in _OUT and self.on < copy.here_since:
                why = f"{called(copy)}{copy.here_since}才{copy.state.word}"
                yield refuse(K35, field="on", day=self.on, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """One reminder for each copy; the copies are touched, so their timelines tell of it."""
        for copy, number in zip(self.copies, self.numbers, strict=True):
            for held in known.those(Copy, [copy]):
                yield held
                yield Dun(
                    id=number,
                    copy=copy,
                    stay=held.stays,
                    person=held.holder,
                    dunned_on=self.on,
                    due=held.due,
                    how=self.how,
                    told=self.told,
                )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        if len(self.copies) == 1:
            return f"{self.how}催还{names.copy(self.copies[0])}，通知{self.told}"
        return f"{self.how}催还{len(self.copies)}份，通知{self.told}"
