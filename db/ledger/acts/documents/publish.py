"""信息公开保密审查: asked for, concluded by somebody else, then published — in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Document, Person, Publication
from db.ledger.beliefs.publication import PublicationState, Verdict
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import PUBLICATIONS
from db.ledger.numbered import Numbered
from db.ledger.rules import K31, K32, K35, V00, V01, V57, V58, Refusal, refuse, warn
from db.ledger.values import Level, Role


def still_secret(known: Known, documents: Iterable[int]) -> list[Document]:
    """Return the source documents that nobody has declassified."""
    return [one for one in known.those(Document, documents) if one.declassified_on is None]


def secret_refusals(known: Known, documents: Iterable[int], field: str) -> Iterator[Refusal]:
    """Judge V58: what came of a secret is not public as it stands."""
    for one in still_secret(known, documents):
        called = one.doc_number or f"《{one.title}》"
        yield refuse(V58, field=field, document=called, level=one.level.word)


@act("ask_publication", "信息公开送审", Phase.MARKING, Role.CUSTODIAN)
class AskPublication(Numbered):
    """Somebody wants to make something public; where it came from is told (F39)."""

    numbered_in = PUBLICATIONS

    content: str = asked("审查内容", "拟公开的稿件、数据、图片，一行写明")
    applicant: int = asked("承办人", refers=Person)
    purpose: str = asked("用途或接收单位", "如 本单位门户网站")
    documents: tuple[int, ...] = asked(
        "来源文件", "据以编写的台账内文件，没有可不填", default=(), refers=Document
    )
    published_on: date | None = asked(
        "已公开日期", "未审先发、事后补审的如实填写", default=None, seldom=True
    )
    publication: int | None = reckoned("审查号", series="publication", default=None)

    def needs(self) -> Needs:
        """Who asks, and the sources."""
        return needs((Person, self.applicant), *((Document, number) for number in self.documents))

    def completed(self, known: Known) -> AskPublication:
        """Number it."""
        number = self.publication or known.take("publication")
        return replace(self, publication=number).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """What, for whom and from what; published before it was reviewed only with a reason."""
        yield from filled_refusals(
            ("content", "审查内容", self.content), ("purpose", "用途或接收单位", self.purpose)
        )
        yield from fit_refusals(known.person(self.applicant), self.on, "承办", field="applicant")
        if any(known.find(Document, number) is None for number in self.documents):
            yield refuse(V00, field="documents", what="来源文件")
        if len(set(self.documents)) != len(self.documents):
            yield refuse(V01, field="documents", label="来源文件", problem="有重复")
        if self.published_on is None:
            return
        if self.published_on > self.on:
            yield refuse(K35, field="published_on", day=self.published_on, why="晚于送审日期")
        yield warn(V57, field="published_on", what=f"{self.published_on}已先行公开")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It waits for its review; the sources know of it."""
        yield Publication(
            id=self.publication or 0,
            number=self.text,
            applicant=self.applicant,
            content=self.content,
            purpose=self.purpose,
            documents=self.documents,
            asked_on=self.on,
            published_on=self.published_on,
            where_to=self.purpose if self.published_on else "",
        )
        yield from known.those(Document, self.documents)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        sources = "、".join(names.document(one) for one in self.documents)
        told = f"，来源{sources}" if sources else ""
        early = f"（{self.published_on}已先行公开）" if self.published_on else ""
        return f"{self.text}{names.person(self.applicant)}送审“{self.content}”{told}{early}"


@act(
    "conclude_publication",
    "信息公开审查",
    Phase.MARKING,
    Role.CUSTODIAN,
    Role.SECRECY_OFFICE_HEAD,
)
class ConcludePublication(Act):
    """Somebody else has reviewed it: public, public once amended, or not public."""

    publication: int = asked("信息公开审查", refers=Publication)
    verdict: Verdict = asked("审查结论")
    reviewer: int = asked("审查人", "不得是承办人", refers=Person)
    level: Level | None = asked("涉密等级", "含国家秘密的填写", default=None)
    changes: str = asked("修改内容", "修改后公开的写明删改什么，不得公开的写明理由", default="")
    department_opinion: str = asked("部门领导意见", "写明意见和姓名")
    office_opinion: str = asked("保密办意见", "写明意见和姓名")
    expert_opinion: str = asked("专家意见", default="", seldom=True)
    committee_opinion: str = asked("保密委员会意见", default="", seldom=True)
    text: str = reckoned("编号", default="")
    documents: tuple[int, ...] = reckoned("来源文件", default=(), refers=Document)

    def needs(self) -> Needs:
        """What is reviewed with its sources, and who reviews it."""
        return needs((Publication, self.publication), (Person, self.reviewer))

    def completed(self, known: Known) -> ConcludePublication:
        """Keep number and sources."""
        found = known.get(Publication, self.publication)
        return replace(self, text=found.number, documents=found.documents)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Waiting; by another than who asked; nothing secret is public (V58)."""
        found, reviewer = known.get(Publication, self.publication), known.person(self.reviewer)
        if found.state is not PublicationState.WAITING:
            yield refuse(K31, which=found.number, state=found.state.word, act="审查")
        if self.on < found.asked_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于送审日期{found.asked_on}")
        if self.reviewer == found.applicant:
            yield refuse(K32, field="reviewer", who=reviewer.name, what="审查")
        yield from fit_refusals(reviewer, self.on, "审查", field="reviewer")
        yield from filled_refusals(
            ("department_opinion", "部门领导意见", self.department_opinion),
            ("office_opinion", "保密办意见", self.office_opinion),
        )
        if self.verdict is not Verdict.PUBLIC:
            yield from filled_refusals(("changes", "修改内容", self.changes))
            return
        if self.level is not None:
            problem = f"含{self.level.word}内容，不能公开"
            yield refuse(V01, field="level", label="涉密等级", problem=problem)
        yield from secret_refusals(known, found.documents, "verdict")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Reviewed; what was published already stays published, unless it must not be."""
        for found in known.those(Publication, [self.publication]):
            out = found.published_on is not None and self.verdict is not Verdict.NOT_PUBLIC
            yield replace(
                found,
                state=PublicationState.PUBLISHED if out else PublicationState.CONCLUDED,
                verdict=self.verdict,
                level=self.level,
                changes=self.changes,
                department_opinion=self.department_opinion,
                office_opinion=self.office_opinion,
                expert_opinion=self.expert_opinion,
                committee_opinion=self.committee_opinion,
                reviewer=self.reviewer,
                concluded_on=self.on,
            )
        yield from known.those(Document, self.documents)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        how = f"：{self.changes}" if self.changes else ""
        return f"{self.text}{self.verdict.word}，审查人{names.person(self.reviewer)}{how}"


@act("note_publication", "登记公开", Phase.MARKING, Role.CUSTODIAN)
class NotePublication(Act):
    """It was made public: on this day, there."""

    publication: int = asked("信息公开审查", refers=Publication)
    where_to: str = asked("公开渠道", "网站、报刊、文集等")
    amended: bool = asked("已按意见修改", "修改后公开的确认", default=False)
    text: str = reckoned("编号", default="")
    documents: tuple[int, ...] = reckoned("来源文件", default=(), refers=Document)

    def needs(self) -> Needs:
        """What was reviewed, with its sources."""
        return needs((Publication, self.publication))

    def completed(self, known: Known) -> NotePublication:
        """Keep number and sources."""
        found = known.get(Publication, self.publication)
        return replace(self, text=found.number, documents=found.documents)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Reviewed, not forbidden, changed as it was said, and not secret by now (V57, V58)."""
        found = known.get(Publication, self.publication)
        yield from filled_refusals(("where_to", "公开渠道", self.where_to))
        if found.state is PublicationState.PUBLISHED:
            yield refuse(K31, which=found.number, state=found.state.word, act="再登记公开")
        if found.verdict is None:
            yield refuse(V57, field="publication", what=f"{found.number}还没有审查结论")
        elif found.verdict is Verdict.NOT_PUBLIC:
            yield refuse(V57, field="publication", what=f"{found.number}的结论是不得公开")
        elif found.verdict is Verdict.AMENDED and not self.amended:
            yield refuse(V57, field="amended", what=f"{found.number}须先修改：{found.changes}")
        elif found.verdict is Verdict.PUBLIC:
            yield from secret_refusals(known, found.documents, "publication")
        if found.concluded_on is not None and self.on < found.concluded_on:
            what = f"{found.number}{found.concluded_on}才有结论，公开在前"
            yield warn(V57, field="on", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is out."""
        for found in known.those(Publication, [self.publication]):
            yield replace(
                found,
                state=PublicationState.PUBLISHED,
                published_on=self.on,
                where_to=self.where_to,
            )
        yield from known.those(Document, self.documents)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}已公开：{self.where_to}"
