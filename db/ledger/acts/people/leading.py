"""领导履职: what leaders demanded, heard, checked, appraised and provided for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.people.gatherings import KEEPERS
from db.ledger.beliefs import Belief, Leading, Person
from db.ledger.beliefs.governing import LeaderRole, LeadingKind
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import Refusal


@act("note_leading", "登记履职", Phase.SETUP, *KEEPERS)
class NoteLeading(Act):
    """Note what a leader did for secrecy, and where it is on record."""

    person: int = asked("负责人", refers=Person)
    role: LeaderRole = asked("身份")
    sort: LeadingKind = asked("履职")
    content: str = asked("内容", "如 听取上半年保密工作汇报，要求……")
    record_no: str = asked("记录编号", "纪要、批示、文件的编号和存放处", default="")
    leading: int | None = reckoned("履职号", series="leading", default=None)

    def needs(self) -> Needs:
        """Who did it."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> NoteLeading:
        """Number it."""
        return replace(self, leading=self.leading or known.take("leading"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody who is there, and what he did."""
        known.person(self.person)
        yield from filled_refusals(("content", "内容", self.content))

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is on record."""
        yield Leading(
            id=self.leading or 0,
            person=self.person,
            role=self.role,
            kind=self.sort,
            done_on=self.on,
            content=self.content,
            record_no=self.record_no,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}（{self.role.word}）{self.sort.word}：{self.content}"
