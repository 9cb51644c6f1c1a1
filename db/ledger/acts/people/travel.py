"""出国（境）: applied for, decided, talked over before, cancelled; each step in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import approval_refusals, filled_refusals
from db.ledger.acts.people.passports import KEEPERS, watched
from db.ledger.beliefs import Belief, Passport, Person, Travel
from db.ledger.beliefs.travel import PassportState, TravelKind, TravelState
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import TRAVELS
from db.ledger.numbered import Numbered
from db.ledger.rules import K31, K35, V01, V03, V50, Refusal, refuse, warn
from db.ledger.values import Role


def state_refusals(travel: Travel, wanted: TravelState, verb: str) -> Iterator[Refusal]:
    """The journey must have come exactly so far."""
    if travel.state is not wanted:
        yield refuse(K31, which=travel.number, state=travel.state.word, act=verb)


def order_refusals(day: date, before: date | None, step: str) -> Iterator[Refusal]:
    """No step is before the one it follows (K35)."""
    if before is not None and day < before:
        yield refuse(K35, field="on", day=day, why=f"早于{step}{before}")


@act("apply_travel", "出国境申请", Phase.SETUP, *KEEPERS)
class ApplyTravel(Numbered):
    """Somebody on a classified post or in his 脱密期 applies to go abroad."""

    numbered_in = TRAVELS

    person: int = asked("人员", refers=Person)
    sort: TravelKind = asked("因公因私")
    destination: str = asked("目的地", "国家或地区，含途经地")
    reason: str = asked("事由")
    leaves_on: date = asked("出发日期")
    returns_on: date = asked("返回日期")
    travel: int | None = reckoned("出境号", series="travel", default=None)
    cooling: bool = reckoned("脱密期内", default=False)
    watched: bool = reckoned("在管", default=False)

    def needs(self) -> Needs:
        """Who goes, and his other journeys."""
        wanted = needs((Person, self.person))
        wanted.alike.add((Travel, "person", self.person))
        return wanted

    def completed(self, known: Known) -> ApplyTravel:
        """Number it, and see whether he is in his 脱密期."""
        person = known.person(self.person)
        return replace(
            self,
            travel=self.travel or known.take("travel"),
            cooling=person.cooling_until is not None and self.leaves_on <= person.cooling_until,
            watched=watched(person, self.on),
        ).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Where, why and when; back from the last journey; and applied for before leaving."""
        person = known.person(self.person)
        yield from filled_refusals(
            ("destination", "目的地", self.destination), ("reason", "事由", self.reason)
        )
        if self.returns_on < self.leaves_on:
            why = f"早于出发日期{self.leaves_on}"
            yield refuse(K35, field="returns_on", day=self.returns_on, why=why)
        if self.leaves_on < self.on:
            what = f"{person.name}{self.leaves_on}出发，申请在后，属未经批准先行出境"
            yield warn(V50, field="leaves_on", what=what)
        if not self.watched:
            yield warn(V03, field="person", who=person.name)
        for other in known.all(Travel):
            if other.person != self.person or other.state.over:
                continue
            what = f"{person.name}的{other.number}（{other.state.word}）还没有了结"
            if other.state is TravelState.BACK:
                yield warn(V50, field="person", what=what)
            else:
                yield refuse(V50, field="person", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The journey waits for its approval."""
        yield Travel(
            id=self.travel or 0,
            number=self.text,
            person=self.person,
            kind=self.sort,
            destination=self.destination,
            reason=self.reason,
            leaves_on=self.leaves_on,
            returns_on=self.returns_on,
            cooling=self.cooling,
            state=TravelState.APPLIED,
            applied_on=self.on,
        )
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        who = names.person(self.person) + ("（脱密期内）" if self.cooling else "")
        days = f"{self.leaves_on}至{self.returns_on}"
        return f"{self.text}{who}申请{self.sort.word}赴{self.destination}，{days}"


@act("decide_travel", "出国境审批", Phase.SETUP, *KEEPERS, Role.LEADER)
class DecideTravel(Act):
    """The organ that decides has agreed, or has not."""

    travel: int = asked("出国（境）", refers=Travel)
    agreed: bool = asked("同意", default=True)
    approved_by: str = asked("批准人", "按管理权限审批的领导或机关")
    opinion: str = asked("意见", "不同意的写明理由", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The journey."""
        return needs((Travel, self.travel))

    def completed(self, known: Known) -> DecideTravel:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Travel, self.travel).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Waiting for it; not by himself; and with a reason if it is no."""
        travel = known.get(Travel, self.travel)
        yield from state_refusals(travel, TravelState.APPLIED, "审批")
        yield from order_refusals(self.on, travel.applied_on, "申请日期")
        yield from approval_refusals(self.approved_by, known.person(travel.person).name)
        if not self.agreed:
            yield from filled_refusals(("opinion", "意见", self.opinion))
        elif self.on > travel.leaves_on:
            what = f"{travel.number}在出发（{travel.leaves_on}）之后才批准"
            yield warn(V50, field="on", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Approved, or not."""
        state = TravelState.APPROVED if self.agreed else TravelState.REFUSED
        for travel in known.those(Travel, [self.travel]):
            yield replace(
                travel,
                state=state,
                approved_by=self.approved_by,
                decided_on=self.on,
                opinion=self.opinion,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}{'批准' if self.agreed else '未批准'}：{self.approved_by}{self.opinion}"


@act("cancel_travel", "取消出国境", Phase.SETUP, *KEEPERS)
class CancelTravel(Act):
    """Nobody goes after all."""

    travel: int = asked("出国（境）", refers=Travel)
    why: str = asked("原因")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The journey, and what was given out for it."""
        wanted = needs((Travel, self.travel))
        wanted.alike.add((Passport, "travel", self.travel))
        return wanted

    def completed(self, known: Known) -> CancelTravel:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Travel, self.travel).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Not left yet, and the documents are back (V50)."""
        travel = known.get(Travel, self.travel)
        yield from filled_refusals(("why", "原因", self.why))
        if travel.state not in (TravelState.APPLIED, TravelState.APPROVED):
            yield refuse(K31, which=travel.number, state=travel.state.word, act="取消")
        yield from order_refusals(self.on, travel.applied_on, "申请日期")
        if documents_out(known, self.travel):
            yield refuse(V50, field="travel", what=f"{travel.number}的证件还没有收回，请先收存")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is off."""
        for travel in known.those(Travel, [self.travel]):
            yield replace(travel, state=TravelState.CANCELLED, findings=self.why)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"取消{self.text}：{self.why}"


def documents_out(known: Known, travel: int) -> bool:
    """Whether something that was given out for a journey has not come back."""
    return any(
        one.travel == travel and one.state is PassportState.OUT for one in known.all(Passport)
    )


@act("talk_before", "行前谈话", Phase.SETUP, *KEEPERS)
class TalkBefore(Act):
    """Whoever goes was reminded of his duties before he left."""

    travel: int = asked("出国（境）", refers=Travel)
    talked_by: str = asked("谈话人")
    text: str = reckoned("编号", default="")
    person: int = reckoned("人员", default=0, refers=Person)

    def needs(self) -> Needs:
        """The journey."""
        return needs((Travel, self.travel))

    def completed(self, known: Known) -> TalkBefore:
        """Keep number and name for the sentence."""
        travel = known.get(Travel, self.travel)
        return replace(self, text=travel.number, person=travel.person)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved first; once; before he leaves (V50)."""
        travel = known.get(Travel, self.travel)
        yield from filled_refusals(("talked_by", "谈话人", self.talked_by))
        if travel.state is TravelState.APPLIED:
            yield refuse(V50, field="travel", what=f"{travel.number}还没有批准")
        else:
            yield from state_refusals(travel, TravelState.APPROVED, "行前谈话")
        if travel.talk_on is not None:
            problem = f"已于{travel.talk_on}谈过"
            yield refuse(V01, field="travel", label="行前谈话", problem=problem)
        yield from order_refusals(self.on, travel.decided_on, "批准日期")
        if self.on > travel.leaves_on:
            what = f"{travel.number}{travel.leaves_on}已出发，谈话在后"
            yield warn(V50, field="on", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """He was talked to."""
        for travel in known.those(Travel, [self.travel]):
            yield replace(travel, talk_on=self.on, talk_by=self.talked_by)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}{names.person(self.person)}行前谈话，谈话人{self.talked_by}"
