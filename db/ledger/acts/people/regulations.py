"""保密制度: issued, revised, looked at again, repealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, not_later_refusals
from db.ledger.acts.people.gatherings import KEEPERS
from db.ledger.beliefs import Belief, Regulation
from db.ledger.beliefs.governing import Area, RegulationStep
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V06, Refusal, refuse


@act("issue_regulation", "登记制度", Phase.SETUP, *KEEPERS)
class IssueRegulation(Act):
    """Enter a regulation of the unit: what it is about, its number, since when."""

    area: Area = asked("方面")
    title: str = asked("名称", "如 涉密载体管理规定")
    number: str = asked("文号", default="")
    issued_on: date | None = asked("印发日期", "不填即今天", default=None)
    revised_on: date | None = asked("最近修订", "旧制度修订过的填写", default=None)
    remark: str = asked("备注", default="", seldom=True)
    regulation: int | None = reckoned("制度号", series="regulation", default=None)

    def needs(self) -> Needs:
        """Others of the same name."""
        wanted = Needs()
        wanted.alike.add((Regulation, "title", self.title.strip()))
        return wanted

    def completed(self, known: Known) -> IssueRegulation:
        """Number it."""
        issued = self.issued_on or self.on
        number = self.regulation or known.take("regulation")
        return replace(self, regulation=number, issued_on=issued)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Named, once, and not of a day to come."""
        yield from filled_refusals(("title", "名称", self.title))
        for one in known.all(Regulation):
            if one.title == self.title.strip() and one.repealed_on is None:
                yield refuse(V06, field="title", name=self.title)
        yield from not_later_refusals(
            self.on, ("issued_on", self.issued_on), ("revised_on", self.revised_on)
        )
        issued = self.issued_on or self.on
        if self.revised_on is not None and self.revised_on < issued:
            yield refuse(K35, field="revised_on", day=self.revised_on, why="早于印发日期")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is in force."""
        yield Regulation(
            id=self.regulation or 0,
            area=self.area,
            title=self.title.strip(),
            number=self.number,
            issued_on=self.issued_on or self.on,
            revised_on=self.revised_on,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.area.word}制度：{self.title}"


@act("change_regulation", "修订制度", Phase.SETUP, *KEEPERS)
class ChangeRegulation(Act):
    """A regulation was revised, looked at and left as it is, or repealed."""

    regulation: int = asked("制度", refers=Regulation)
    step: RegulationStep = asked("办理")
    number: str = asked("新文号", "修订后换了文号的填写", default="")
    approved_by: str = asked("批准", "由谁批准，或哪次会议")
    note: str = asked("说明", default="")
    text: str = reckoned("名称", default="")

    def needs(self) -> Needs:
        """The regulation."""
        return needs((Regulation, self.regulation))

    def completed(self, known: Known) -> ChangeRegulation:
        """Keep its name for the sentence."""
        return replace(self, text=known.get(Regulation, self.regulation).title)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Of one in force, after it was issued and last changed, and approved."""
        found = known.get(Regulation, self.regulation)
        yield from filled_refusals(("approved_by", "批准", self.approved_by))
        if found.repealed_on is not None:
            which, verb = found.title, self.step.word
            yield refuse(K31, field="regulation", which=which, state="已废止", act=verb)
        since = max(found.issued_on, found.revised_on or found.issued_on)
        if self.on < since:
            yield refuse(K35, field="on", day=self.on, why=f"早于印发或上次修订日期{since}")
        if self.number.strip() and self.step is not RegulationStep.REVISED:
            yield refuse(V01, field="number", label="新文号", problem="修订时才填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The regulation as it is now."""
        for found in known.those(Regulation, [self.regulation]):
            match self.step:
                case RegulationStep.REVISED:
                    yield replace(found, revised_on=self.on, number=self.number or found.number)
                case RegulationStep.REVIEWED:
                    yield replace(found, reviewed_on=self.on)
                case RegulationStep.REPEALED:
                    yield replace(found, repealed_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}：{self.step.word}，{self.approved_by}批准"
