"""登记离岗: a person leaves his post; nothing is in his hands, and his 脱密期 begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.people.gate import ask_for, in_his_name
from db.ledger.acts.people.open_leaving import talk_refusals
from db.ledger.beliefs import Belief, Clearance, Leaving, Person
from db.ledger.beliefs.clearance import LeavingState, LeavingWay, Stage
from db.ledger.cooling import months_after, spell
from db.ledger.fitness import credential_of
from db.ledger.known import Known, Needs
from db.ledger.posting import his, leaving_of, needs_of
from db.ledger.rules import K24, K35, K43, V00, V01, Refusal, refuse, warn
from db.ledger.values import Grade, Role


@act("leave_post", "登记离岗", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class LeavePost(Act):
    """The day is that of the unit's approval; from then on the 脱密期 runs."""

    short = "离岗"

    person: int = asked("人员", refers=Person)
    reason: str = asked("去向", "调离、退休、离职等；调往何处")
    cooling_from: date | None = asked("脱密期自", "不填就从离岗之日起", default=None, seldom=True)
    cooling_until: date | None = asked(
        "脱密期至", "不填就按本单位所用幅度的下限；另定的须在幅度内并说明", default=None
    )
    departs: str = asked("另定脱密期的理由", default="")
    talked_on: date | None = asked("提醒谈话日期", "申请离岗时登记过的不必再填", default=None)
    talker: str = asked("谈话人", default="")
    pledged_on: date | None = asked("离岗承诺书", "签的日期；登记过的不必再填", default=None)
    keys: str = asked("钥匙、门禁、证件", "交给谁；没有就写无", default="")
    rights: str = asked("系统权限", "由谁取消；没有就写无", default="")
    leaving: int | None = reckoned("离岗号", series="leaving", default=None)
    grade: Grade | None = reckoned("涉密等级", default=None)
    terms: str = reckoned("脱密期幅度", default="")
    clearances: tuple[int, ...] = reckoned("任职", default=(), refers=Clearance)

    def needs(self) -> Needs:
        """The person, and everything that is in his hands, in his keeping or in his name."""
        wanted = needs_of(self.person)
        ask_for(wanted, self.person)
        return wanted

    def completed(self, known: Known) -> LeavePost:
        """Fix the 脱密期 by his grade and the unit's set; note what ends with it."""
        open_ = leaving_of(known, self.person, LeavingState.LEAVING)
        number = self.leaving or (open_.id if open_ else known.take("leaving"))
        person = known.find(Person, self.person)
        ended = tuple(c.id for c in his(known, Clearance, self.person) if not c.stage.over)
        found = replace(self, leaving=number, clearances=ended)
        if person is None or person.grade is None:
            return found
        terms, begins = known.policy.cooling_terms, self.cooling_from or self.on
        least, _ = terms.months[person.grade]
        return replace(
            found,
            grade=person.grade,
            terms=terms.words(person.grade),
            cooling_from=begins,
            cooling_until=self.cooling_until or months_after(begins, least),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Carriers handed in, rights taken back, 脱密期 fixed (K24, K43)."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        for what in in_his_name(known, self.person):
            yield refuse(K24, field="person", what=what)
        if credential_of(known, self.person) is not None:
            yield refuse(K24, field="person", what="账户或见证凭据还没有移除")
        yield from filled_refusals(("reason", "去向", self.reason))
        yield from talk_refusals(self.talked_on, self.talker, self.on)
        yield from self._term_refusals(known, person)
        yield from self._paper_refusals(known, person)

    def _term_refusals(self, known: Known, person: Person) -> Iterator[Refusal]:
        """The 脱密期 begins with the leaving or later, and is as long as the set says (K43)."""
        begins = self.cooling_from or self.on
        if begins < self.on:
            yield refuse(K35, field="cooling_from", day=begins, why=f"早于离岗之日{self.on}")
        if self.cooling_until is not None and self.cooling_until < begins:
            problem = "早于离岗日期"
            yield refuse(V01, field="cooling_until", label="脱密期至", problem=problem)
            return
        if person.grade is None or self.cooling_until is None:
            return
        terms = known.policy.cooling_terms
        least, most = terms.months[person.grade]
        usual, words = months_after(begins, least), terms.words(person.grade)
        if self.cooling_until < usual:
            what = f"{words}，至少到{usual}"
            yield refuse(K43, field="cooling_until", what=what)
        elif most and self.cooling_until > months_after(begins, most):
            what = f"{words}，最长到{months_after(begins, most)}；延长须写明依据"
            yield warn(K43, field="cooling_until", what=what)
        if self.cooling_until != usual and not self.departs.strip():
            problem = f"不是通常的{spell(least)}，须写明"
            yield refuse(V01, field="departs", label="另定脱密期的理由", problem=problem)

    def _paper_refusals(self, known: Known, person: Person) -> Iterator[Refusal]:
        """Warn of a talk, a pledge, keys and rights of which nothing is noted (K24)."""
        if person.grade is None:
            return
        open_ = leaving_of(known, self.person, LeavingState.LEAVING)
        had = {
            "提醒谈话": self.talked_on or (open_ and open_.talked_on),
            "离岗承诺书": self.pledged_on or (open_ and open_.pledged_on),
            "钥匙、门禁、证件交回": self.keys.strip(),
            "系统权限取消": self.rights.strip(),
        }
        if missing := [name for name, noted in had.items() if not noted]:
            yield warn(K24, field="talked_on", what=f"还没有登记{'、'.join(missing)}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Gone from the post."""
        new = Leaving(
            id=self.leaving or 0,
            person=self.person,
            way=LeavingWay.POST if self.grade is None else LeavingWay.TRANSFER,
            state=LeavingState.LEAVING,
            opened_on=self.on,
        )
        before = known.find(Leaving, self.leaving or 0) or new
        cools = self.cooling_until is not None
        yield replace(
            before,
            state=LeavingState.COOLING if cools else LeavingState.RELEASED,
            destination=before.destination or self.reason,
            left_on=self.on,
            grade=self.grade,
            terms=self.terms,
            departs=self.departs,
            cooling_from=self.cooling_from,
            cooling_until=self.cooling_until,
            talked_on=self.talked_on or before.talked_on,
            talker=self.talker or before.talker,
            pledged_on=self.pledged_on or before.pledged_on,
            released_on=None if cools else self.on,
        )
        for one in known.those(Clearance, self.clearances):
            yield replace(one, stage=Stage.ENDED, ended_on=self.on, reason=self.reason)
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=False, left_on=self.on, cooling_until=self.cooling_until)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        cooling = f"，脱密期至{self.cooling_until}" if self.cooling_until else ""
        return f"{names.person(self.person)}离岗：{self.reason}{cooling}"
