"""登记返回、回访谈话、重大事项报告: what follows a journey; what people report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.people.passports import KEEPERS, settled
from db.ledger.acts.people.travel import documents_out, order_refusals, state_refusals
from db.ledger.beliefs import Belief, MajorMatter, Passport, Person, Travel
from db.ledger.beliefs.travel import MatterKind, TravelState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V01, V50, Refusal, refuse, warn


@act("come_home", "登记返回", Phase.SETUP, *KEEPERS)
class ComeHome(Act):
    """Somebody is back; the day of this act is the day on which he came home."""

    travel: int = asked("出国（境）", refers=Travel)
    findings: str = asked("境外情况", "行程变更、异常情况；没有就不填", default="")
    text: str = reckoned("编号", default="")
    person: int = reckoned("人员", default=0, refers=Person)

    def needs(self) -> Needs:
        """The journey."""
        return needs((Travel, self.travel))

    def completed(self, known: Known) -> ComeHome:
        """Keep number and name for the sentence."""
        travel = known.get(Travel, self.travel)
        return replace(self, text=travel.number, person=travel.person)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, and not before he left; later than planned is told (V50)."""
        travel = known.get(Travel, self.travel)
        yield from state_refusals(travel, TravelState.APPROVED, "登记返回")
        yield from order_refusals(self.on, travel.leaves_on, "出发日期")
        if self.on > travel.returns_on:
            what = f"{travel.number}应于{travel.returns_on}返回，实际{self.on}"
            yield warn(V50, field="on", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Back; documents and talk are still to come."""
        for travel in known.those(Travel, [self.travel]):
            yield replace(travel, state=TravelState.BACK, back_on=self.on, findings=self.findings)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        said = f"：{self.findings}" if self.findings else ""
        return f"{self.text}{names.person(self.person)}返回{said}"


@act("talk_after", "回访谈话", Phase.SETUP, *KEEPERS)
class TalkAfter(Act):
    """Whoever was abroad is asked how it went."""

    travel: int = asked("出国（境）", refers=Travel)
    talked_by: str = asked("谈话人")
    findings: str = asked("了解到的情况", "没有异常也写一句")
    text: str = reckoned("编号", default="")
    person: int = reckoned("人员", default=0, refers=Person)
    out: bool = reckoned("证件在外", default=False)

    def needs(self) -> Needs:
        """The journey, and what was given out for it."""
        wanted = needs((Travel, self.travel))
        wanted.alike.add((Passport, "travel", self.travel))
        return wanted

    def completed(self, known: Known) -> TalkAfter:
        """Keep number and name for the sentence, and see whether a document is still out."""
        travel = known.get(Travel, self.travel)
        out = documents_out(known, self.travel)
        return replace(self, text=travel.number, person=travel.person, out=out)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Back first, once, and something was said."""
        travel = known.get(Travel, self.travel)
        yield from filled_refusals(
            ("talked_by", "谈话人", self.talked_by), ("findings", "了解到的情况", self.findings)
        )
        if travel.state is TravelState.APPROVED:
            yield refuse(V50, field="travel", what=f"{travel.number}还没有登记返回")
        else:
            yield from state_refusals(travel, TravelState.BACK, "回访谈话")
        if travel.return_talk_on is not None:
            problem = f"已于{travel.return_talk_on}谈过"
            yield refuse(V01, field="travel", label="回访谈话", problem=problem)
        yield from order_refusals(self.on, travel.back_on, "返回日期")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Talked over; closed, if nothing is out any more."""
        for travel in known.those(Travel, [self.travel]):
            findings = "；".join(filter(None, (travel.findings, self.findings)))
            talked = replace(
                travel, return_talk_on=self.on, return_talk_by=self.talked_by, findings=findings
            )
            yield settled(talked, out=self.out)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}{names.person(self.person)}回访谈话：{self.findings}"


@act("report_matter", "重大事项报告", Phase.SETUP, *KEEPERS)
class ReportMatter(Act):
    """Somebody who handles secrets reports what has changed in his life."""

    person: int = asked("人员", refers=Person)
    sort: MatterKind = asked("事项")
    happened_on: date = asked("发生日期")
    content: str = asked("内容")
    received_by: str = asked("受理人")
    handling: str = asked("处理意见", default="")
    matter: int | None = reckoned("报告号", series="major_matter", default=None)

    def needs(self) -> Needs:
        """Who reports."""
        return needs((Person, self.person))

    def completed(self, known: Known) -> ReportMatter:
        """Number it."""
        return replace(self, matter=self.matter or known.take("major_matter"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """What happened, before it is reported, to somebody who is there."""
        known.person(self.person)
        yield from filled_refusals(
            ("content", "内容", self.content), ("received_by", "受理人", self.received_by)
        )
        if self.happened_on > self.on:
            why = "晚于报告日期"
            yield refuse(K35, field="happened_on", day=self.happened_on, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is on record."""
        yield MajorMatter(
            id=self.matter or 0,
            person=self.person,
            kind=self.sort,
            happened_on=self.happened_on,
            reported_on=self.on,
            content=self.content,
            received_by=self.received_by,
            handling=self.handling,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}报告重大事项：{self.sort.word}"
