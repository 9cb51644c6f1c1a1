"""摘录、汇编: a new document out of others, with their highest level and longest term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    filled_refusals,
    let_in,
    names_of,
    some_refusals,
    time_refusals,
)
from db.ledger.acts.custody.reproduce import copying_refusals
from db.ledger.acts.intake.numbers import ceiling_refusals, count_refusals, pages_refusals
from db.ledger.beliefs import Belief, Copy, Document, Person, Place, Reproduction
from db.ledger.beliefs.moves import ReproductionKind
from db.ledger.compiling import collected
from db.ledger.known import Known, Needs, needs
from db.ledger.numbering import copy_ranges
from db.ledger.rules import K09, K31, K37, V00, Refusal, refuse
from db.ledger.terms import last_secret_day
from db.ledger.values import Level, Origin, Role, State


@act("excerpt", "摘录汇编", Phase.CUSTODY, Role.CUSTODIAN)
class Excerpt(Act):
    """Write parts of one document, or several together: a new document, as secret as they are."""

    sources: tuple[int, ...] = asked("原件", "摘自或编入的份", refers=Copy)
    title: str = asked("标题")
    count: int = asked("份数", default=1)
    pages: int | None = asked("页数", default=None)
    purpose: str = asked("用途")
    approved_by: str = asked("批准人", "本单位领导")
    applicant: int | None = asked("申请人", default=None, refers=Person, seldom=True)
    consent_no: str = asked("原定密机关同意文号", "绝密件必填", default="", seldom=True)
    form_no: str = asked("审批单号", default="", seldom=True)
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    number: int | None = reckoned("复制号", series="reproduction", default=None)
    document: int | None = reckoned("文件", series="document", default=None)
    made: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    term: str = reckoned("保密期限", default="")
    last_day: date | None = reckoned("保密期限届满日", default=None)
    issuer: str = reckoned("制作机关", default="")
    persons: tuple[int, ...] = reckoned("知悉人员", default=())
    departments: tuple[int, ...] = reckoned("知悉部门", default=())
    limited: bool = reckoned("限定知悉范围", default=False)
    no_copying: bool = reckoned("不许复制", default=False)
    applicant_name: str = reckoned("申请人姓名", default="")

    def needs(self) -> Needs:
        """The sources with their documents and scopes, the keeper and the place."""
        people = ((Person, self.custodian), (Person, self.applicant))
        return needs((Place, self.place), *people, *((Copy, one) for one in self.sources))

    def completed(self, known: Known) -> Excerpt:
        """Take the highest level, the longest term and the narrowest scope of the sources."""
        documents = _documents(known, self.sources)
        unit = known.unit()
        one = documents[0].issuer if len(documents) == 1 else ""
        taken = replace(
            self,
            issuer=one or (unit.name if unit else ""),
            limited=any(document.scope_limited for document in documents),
            no_copying=any(document.no_copying for document in documents),
            persons=_common(known, documents, "person"),
            departments=_common(known, documents, "department"),
            applicant_name=names_of(known, [self.applicant or known.operator.person]),
        )
        marking = collected([document.marking for document in documents], self.on)
        if marking is None:
            return taken
        taken = replace(
            taken,
            level=marking.level,
            mark=marking.text,
            term=marking.term.text,
            last_day=last_secret_day(self.on, marking.term),
        )
        if self.number is not None or not 1 <= self.count <= 10_000:
            return taken
        first = known.take("copy", self.count)
        return replace(
            taken,
            number=known.take("reproduction"),
            document=known.take("document"),
            made=tuple(range(first, first + self.count)),
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """What is gone or held is not excerpted."""
        if copy.state.closed or copy.state is State.UNACCOUNTED:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="摘录汇编")
        if copy.hold:
            yield refuse(K37, which=called(copy), why=copy.hold, act="摘录汇编")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules an excerpt or a collection can break."""
        yield from some_refusals(self.sources, field="sources")
        yield from count_refusals(self.count)
        yield from pages_refusals(self.pages)
        yield from filled_refusals(("title", "标题", self.title), ("purpose", "用途", self.purpose))
        for copy in map(known.copy, self.sources):
            yield from time_refusals(copy, self.on)
            yield from self.first_look(copy)
            yield from copying_refusals(known.document(copy.document), copy, self.consent_no)
        if not self.approved_by.strip():
            yield refuse(K09, field="approved_by", what="请填批准人")
        else:
            yield from approval_refusals(self.approved_by, self.applicant_name)
        if known.find(Person, self.custodian) is None:
            yield refuse(V00, field="custodian", what="保管人")
        if known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        if self.level is not None:
            yield from ceiling_refusals(known, self.level, self.title)

    def effects(self, known: Known) -> Iterator[Belief]:
        """A new document with its copies; the sources are as they were."""
        yield from known.those(Copy, self.sources)  # unchanged, but their timelines tell of it
        yield self._document()
        for position, number in enumerate(self.made, 1):
            yield Copy(
                id=number,
                document=self.document or 0,
                receipt=None,
                copy_no=f"{position:06d}",
                level=self.level or Level.TOP_SECRET,
                origin=Origin.REPRODUCED,
                state=State.IN_STOCK,
                custodian=self.custodian,
                place=self.place,
                pages=self.pages,
                entered_on=self.on,
                moved_on=self.on,
            )
        yield from let_in(self.document or 0, self.persons, self.departments, self.on)
        yield self._reproduction()

    def _document(self) -> Document:
        return Document(
            id=self.document or 0,
            direction="内部产生",
            title=self.title,
            doc_number="",
            issuer=self.issuer,
            level=self.level or Level.TOP_SECRET,
            marking=self.mark,
            marking_raw=self.mark,
            irregular=False,
            term=self.term,
            issued_on=self.on,
            last_secret_day=self.last_day,
            pages=self.pages,
            scope_limited=self.limited,
            no_copying=self.no_copying,
        )

    def _reproduction(self) -> Reproduction:
        several = len(self.sources) > 1
        return Reproduction(
            id=self.number or 0,
            kind=ReproductionKind.COLLECTION if several else ReproductionKind.EXCERPT,
            document=self.document or 0,
            sources=self.sources,
            made=self.made,
            numbers=copy_ranges(f"{number:06d}" for number in range(1, len(self.made) + 1)),
            pages=self.pages,
            purpose=self.purpose,
            receivers="",
            applicant=self.applicant_name,
            approved_by=self.approved_by,
            consent_no=self.consent_no,
            form_no=self.form_no,
            machine="",
            outside="",
            agreement="",
            made_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verb = "汇编" if len(self.sources) > 1 else "摘录"
        return f"{verb}《{self.title}》{self.mark} 共{len(self.made)}份"


def _documents(known: Known, copies: tuple[int, ...]) -> list[Document]:
    numbers = dict.fromkeys(known.copy(copy).document for copy in copies)
    return [known.document(number) for number in numbers]


def _common(known: Known, documents: list[Document], kind: str) -> tuple[int, ...]:
    """Return who may know all the sources that say who may know them."""
    scopes = [list(known.scope(document.id)) for document in documents]
    listed = [{m.member for m in scope if m.kind == kind} for scope in scopes if scope]
    return tuple(sorted(set.intersection(*listed))) if listed else ()
