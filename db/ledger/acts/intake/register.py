"""登记: one act enters a document and makes its m copies from the 份号 ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import let_in
from db.ledger.acts.intake.numbers import (
    MOST_COPIES,
    TELEGRAM,
    Numbers,
    cap_refusals,
    ceiling_refusals,
    count_refusals,
    doubled_refusals,
    next_receipt,
    numbers_given,
    pages_refusals,
    telegram_refusals,
)
from db.ledger.beliefs import (
    Belief,
    Copy,
    Counter,
    Department,
    Document,
    Person,
    Place,
    Receipt,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.masks import RECEIPTS
from db.ledger.numbering import CopyNoProblem, copy_ranges, normalise_doc_number, parse_copy_nos
from db.ledger.rules import K01, K04, K05, K35, V00, V01, V10, Refusal, refuse
from db.ledger.terms import last_secret_day
from db.ledger.values import Carrier, Level, Origin, Role, State
from db.ledger.withheld import coded


@act("register", "登记", Phase.INTAKE, Role.CUSTODIAN)
class Register(Act):
    """Enter a received document: counted, numbered, registered and signed for (K04)."""

    numbered_in = RECEIPTS

    issuer: str = asked("来文机关")
    doc_number: str = asked("来文字号", "如 示办发〔2025〕7号", default="")
    title: str = asked("文件标题")
    marking: str = asked("密级★保密期限", "如 机密★10年")
    copy_nos: str = asked("份号", "如 000120-000122", default="")
    count: int | None = asked("份数", "没有份号时填写", default=None)
    pages: int | None = asked("页数", "每份页数，光盘等不填", default=None)
    carrier: Carrier = asked("载体", default=Carrier.PAPER, seldom=True)
    issued_on: date | None = asked("成文日期", default=None)
    counted: bool = asked("清点相符", "份数、页数已与清单核对", default=False)
    signed_by: int = asked("签收人", refers=Person)
    also_signed: int | None = asked(
        "同收人", "绝密件须两人", default=None, refers=Person, seldom=True
    )
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    attachments: str = asked("附件", default="", seldom=True)
    urgency: str = asked("紧急程度", default="", seldom=True)
    channel: str = asked("来文渠道", default="", seldom=True)
    packet_no: str = asked("机要号", default="", seldom=True)
    department: str = asked("承办单位", default="", seldom=True)
    must_return: bool = asked("应清退", default=False)
    recall_due: date | None = asked("清退期限", default=None)
    scope: tuple[int, ...] = asked("知悉范围", "可以知悉的人员", default=(), refers=Person)
    scope_departments: tuple[int, ...] = asked(
        "知悉部门", default=(), refers=Department, seldom=True
    )
    scope_wording: str = asked("知悉范围原文", default="", seldom=True)
    scope_limited: bool = asked("限定知悉范围", "制发机关不许扩大", default=False, seldom=True)
    no_copying: bool = asked("不许复制", "制发机关注明；密电一律不许", default=False, seldom=True)
    coded: bool = asked("代称登记", "标题栏填的是代称，真实标题不录入", default=False, seldom=True)
    series: str = asked("编号系列", "机、普、电（密电）", default="机", seldom=True)
    remark: str = asked("备注", default="", seldom=True)
    document: int | None = reckoned("文件", series="document", default=None)
    new_document: bool = reckoned("新文件", default=True)
    receipt: int | None = reckoned("收文", series="receipt", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    text: str = reckoned("收文号", default="")
    number: int | None = reckoned("收文序号", default=None)
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    irregular: bool = reckoned("标志不规范", default=False)
    term: str = reckoned("保密期限", default="")
    last_secret_day: date | None = reckoned("保密期限届满日", default=None)
    nos: tuple[str, ...] = reckoned("份号清单", default=())
    signer: str = reckoned("签收人姓名", default="")

    def needs(self) -> Needs:
        """Signers, custodian, place; whatever stands under this number already."""
        people = (self.signed_by, self.also_signed, self.custodian)
        wanted = needs((Place, self.place), *((Person, person) for person in people))
        wanted.keys |= {(Person, (person,)) for person in self.scope}
        wanted.numbers.add((self.issuer, normalise_doc_number(self.doc_number).text))
        return wanted

    def completed(self, known: Known) -> Register:
        """Read the mark and the numbers, and give the next number of the series."""
        signers = known.those(Person, [self.signed_by, *filter(None, [self.also_signed])])
        tidy = replace(
            self,
            title=coded(self.title) if self.coded and self.title.strip() else self.title,
            doc_number=normalise_doc_number(self.doc_number).text,
            signer="、".join(person.name for person in signers),
        )
        marking = parse_marking(self.marking)
        if not isinstance(marking, Marking):
            return tidy
        term = marking.capped_term()
        issued = self.issued_on or self.on
        tidy = replace(
            tidy,
            level=marking.level,
            mark=marking.text,
            irregular=marking.irregular,
            term=term.text,
            last_secret_day=last_secret_day(issued, term),
        )
        try:
            nos = parse_copy_nos(self.copy_nos) if self.copy_nos.strip() else ()
        except CopyNoProblem:
            return tidy
        return tidy._numbered(known, nos or ("",) * min(self.count or 0, MOST_COPIES))

    def _numbered(self, known: Known, nos: tuple[str, ...]) -> Register:
        given: Numbers = numbers_given(known, self.issuer, self.doc_number, len(nos))
        number, text = self.number, self.text
        if number is None:
            number, text = next_receipt(known, self.series, self.on)
        return replace(
            self,
            nos=nos,
            document=self.document or given.document,
            new_document=given.new_document if self.document is None else self.new_document,
            receipt=self.receipt or given.receipt,
            copies=self.copies or given.copies,
            number=number,
            text=text,
        )

    @property
    def receipt_no(self) -> str:
        """The receiver's own running number, e.g. 机〔2025〕18号."""
        return self.text or RECEIPTS.of(self.series).written(self.on.year, self.number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a registration can break."""
        yield from self._complete(known)
        yield from count_refusals(self.count)
        yield from pages_refusals(self.pages)
        yield from telegram_refusals(self.series, self.scope, self.scope_departments)
        yield from self._marked(known)
        if self.level is not None:
            yield from ceiling_refusals(known, self.level, self.title)
            yield from self._two_for_top_secret()
        yield from doubled_refusals(
            known, self.issuer, self.doc_number, self.nos, closed_too=False, own=self.copies
        )
        if self.issued_on and self.issued_on > self.on:
            yield refuse(K35, field="issued_on", day=self.issued_on, why="成文日期晚于收文日期")

    def _complete(self, known: Known) -> Iterator[Refusal]:
        missing = [
            label
            for label, there in (
                ("来文机关", self.issuer.strip()),
                ("文件标题", self.title.strip()),
                ("份号或份数", self.copy_nos.strip() or self.count),
                ("页数", self.pages or not self.carrier.paged),
                ("清点", self.counted),
            )
            if not there
        ]
        if missing:
            yield refuse(K04, missing="、".join(missing))
        if known.find(Person, self.signed_by) is None:
            yield refuse(K04, field="signed_by", missing="签收人")
        if known.find(Person, self.custodian) is None:
            yield refuse(K01, field="custodian", what="没有保管人")
        if known.find(Place, self.place) is None:
            yield refuse(K01, field="place", what="没有存放处")
        if self.also_signed is not None and known.find(Person, self.also_signed) is None:
            yield refuse(V00, field="also_signed", what="同收人")
        if any(known.find(Person, person) is None for person in self.scope):
            yield refuse(V00, field="scope", what="知悉人员")
        if any(known.find(Department, number) is None for number in self.scope_departments):
            yield refuse(V00, field="scope_departments", what="知悉部门")

    def _marked(self, known: Known) -> Iterator[Refusal]:
        marking = parse_marking(self.marking)
        if not isinstance(marking, Marking):
            yield refuse(V01, field="marking", label="密级", problem=marking.sentence.rstrip("。"))
            return
        yield from cap_refusals(known, marking, self.issued_on or self.on)
        try:
            if self.copy_nos.strip():
                nos = parse_copy_nos(self.copy_nos)
                if self.count is not None and self.count != len(nos):
                    problem = f"份号共{len(nos)}份，份数填了{self.count}"
                    yield refuse(V01, field="count", label="份数", problem=problem)
        except CopyNoProblem as mistake:
            problem = mistake.sentence.rstrip("。")
            yield refuse(V01, field="copy_nos", label="份号", problem=problem)
        if not self.new_document and self.document is not None:
            before = known.document(self.document)
            if before.marking != self.mark:
                yield refuse(V10, field="marking", known=before.marking, given=self.mark)

    def _two_for_top_secret(self) -> Iterator[Refusal]:
        if self.level is Level.TOP_SECRET and self.also_signed in (None, self.signed_by):
            yield refuse(K05, field="also_signed", what="请填同收人")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document, its line in the register, its copies, and who may know it."""
        if self.new_document:
            yield self._document()
        yield self._receipt(known)
        yield from self._copies()
        yield from let_in(self.document or 0, self.scope, self.scope_departments, self.on)
        yield Counter(series=f"receipt_no:{self.series}:{self.on.year}", last=self.number or 0)

    def _document(self) -> Document:
        return Document(
            id=self.document or 0,
            direction="收文",
            title=self.title,
            doc_number=self.doc_number,
            issuer=self.issuer,
            level=self.level or Level.CONFIDENTIAL,
            marking=self.mark,
            marking_raw=self.marking,
            irregular=self.irregular,
            term=self.term,
            issued_on=self.issued_on,
            last_secret_day=self.last_secret_day,
            urgency=self.urgency,
            pages=self.pages,
            attachments=self.attachments,
            must_return=self.must_return,
            recall_due=self.recall_due,
            scope_wording=self.scope_wording,
            scope_limited=self.scope_limited,
            no_copying=self.no_copying or self.series == TELEGRAM,
        )

    def _receipt(self, known: Known) -> Receipt:
        return Receipt(
            id=self.receipt or 0,
            document=self.document or 0,
            receipt_no=self.receipt_no,
            series=self.series,
            year=self.on.year,
            number=self.number,
            received_on=self.on,
            copy_nos=copy_ranges(no for no in self.nos if no),
            copies=len(self.copies),
            pages=self.pages,
            channel=self.channel,
            packet_no=self.packet_no,
            department=self.department,
            signed_by=self.signer,
            remark=self.remark,
        )

    def _copies(self) -> Iterator[Copy]:
        for number, copy_no in zip(self.copies, self.nos, strict=True):
            yield Copy(
                id=number,
                document=self.document or 0,
                receipt=self.receipt,
                copy_no=copy_no,
                level=self.level or Level.CONFIDENTIAL,
                carrier=self.carrier,
                origin=Origin.RECEIVED,
                state=State.IN_STOCK,
                custodian=self.custodian,
                place=self.place,
                pages=self.pages,
                must_return=self.must_return,
                due=None,
                entered_on=self.on,
                moved_on=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记{self.receipt_no} {self.doc_number} 共{len(self.copies)}份"
