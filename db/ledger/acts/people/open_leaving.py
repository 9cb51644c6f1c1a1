"""申请离岗、撤回: the leaving gate opens; from here on everything in his hands is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Leaving, Person
from db.ledger.beliefs.clearance import LeavingState, LeavingWay
from db.ledger.known import Known, Needs
from db.ledger.masks import LEAVINGS
from db.ledger.numbered import Numbered
from db.ledger.posting import leaving_of, needs_of
from db.ledger.rules import K35, V00, V01, Refusal, refuse
from db.ledger.values import Grade, Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("open_leaving", "申请离岗", Phase.SETUP, *_KEEPERS)
class OpenLeaving(Numbered):
    """Somebody is going to leave: note why, where to, and the reminder talk."""

    numbered_in = LEAVINGS

    person: int = asked("人员", refers=Person)
    way: LeavingWay = asked("方式")
    reason: str = asked("离岗原因", default="")
    destination: str = asked("去向", "调往单位；离岗仍在本单位的写新部门", default="")
    address: str = asked("现住址", default="", seldom=True)
    contact: str = asked("联系方式", default="", seldom=True)
    talked_on: date | None = asked("提醒谈话日期", "已经谈过就填", default=None)
    talker: str = asked("谈话人", default="")
    grade: Grade | None = reckoned("涉密等级", default=None)
    terms: str = reckoned("脱密期幅度", default="")
    leaving: int | None = reckoned("离岗号", series="leaving", default=None)

    def needs(self) -> Needs:
        """The person and whether he is leaving already."""
        return needs_of(self.person)

    def completed(self, known: Known) -> OpenLeaving:
        """Number it; the same leaving if one is open, so that what is learnt later is added."""
        open_ = leaving_of(known, self.person, LeavingState.LEAVING)
        person = known.find(Person, self.person)
        grade = person.grade if person else None
        terms = known.policy.cooling_terms.words(grade) if grade else ""
        done = replace(self, grade=grade, terms=terms)
        if open_ is not None:
            return replace(done, leaving=self.leaving or open_.id)
        return replace(done, leaving=self.leaving or known.take("leaving")).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody who has not left yet; a talk has a day and somebody who held it."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        yield from talk_refusals(self.talked_on, self.talker, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The leaving is under way."""
        if self.number is not None:
            yield self.number_used
        new = Leaving(
            id=self.leaving or 0,
            number=self.text if self.number is not None else "",
            person=self.person,
            way=self.way,
            state=LeavingState.LEAVING,
            opened_on=self.on,
        )
        before = known.find(Leaving, self.leaving or 0) or new
        yield replace(
            before,
            way=self.way,
            grade=self.grade,
            terms=self.terms,
            reason=self.reason or before.reason,
            destination=self.destination or before.destination,
            address=self.address or before.address,
            contact=self.contact or before.contact,
            talked_on=self.talked_on or before.talked_on,
            talker=self.talker or before.talker,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        where = f"，去向{self.destination}" if self.destination else ""
        talk = f"，{self.talked_on}提醒谈话" if self.talked_on else ""
        return f"{names.person(self.person)}申请离岗：{self.way.word}{where}{talk}"


@act("cancel_leaving", "撤回离岗", Phase.SETUP, *_KEEPERS)
class CancelLeaving(Act):
    """He stays after all."""

    person: int = asked("人员", refers=Person)
    reason: str = asked("原因")
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)

    def needs(self) -> Needs:
        """The person and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> CancelLeaving:
        """Find the leaving that is under way."""
        open_ = leaving_of(known, self.person, LeavingState.LEAVING)
        return replace(self, leaving=open_.id if open_ else None)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A leaving that is under way."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        elif leaving_of(known, self.person, LeavingState.LEAVING) is None:
            yield refuse(V01, field="person", label="人员", problem="没有正在办理的离岗")
        yield from filled_refusals(("reason", "原因", self.reason))

    def effects(self, known: Known) -> Iterator[Belief]:
        """Called off; that it was stays known."""
        for one in known.those(Leaving, [self.leaving or 0]):
            yield replace(one, state=LeavingState.CANCELLED, departs=self.reason)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}撤回离岗：{self.reason}"


def talk_refusals(talked_on: date | None, talker: str, day: date) -> Iterator[Refusal]:
    """A reminder talk has a day that is not in the future, and somebody who held it."""
    if talked_on is None:
        return
    if talked_on > day:
        yield refuse(K35, field="talked_on", day=talked_on, why="谈话在登记日期之后")
    if not talker.strip():
        yield refuse(V01, field="talker", label="谈话人", problem="必填")
