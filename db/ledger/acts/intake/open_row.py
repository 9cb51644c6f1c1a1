"""期初建账: one row of an old register, as it was typed, becomes part of the ledger.

It is not an act of today: it carries the row as typed, is exempt by name from the
rules that an old paper book cannot answer, and everything it makes is 待核 until
a stock-take has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import past_refusals
from db.ledger.acts.intake.numbers import (
    MOST_COPIES,
    ceiling_refusals,
    count_refusals,
    doubled_refusals,
    numbers_given,
)
from db.ledger.beliefs import Belief, Copy, Counter, Document, Knew, Loan, Person, Place, Receipt
from db.ledger.known import Known, Needs, needs
from db.ledger.marking import Marking, parse_marking
from db.ledger.numbering import copy_ranges
from db.ledger.rules import K01, K34, V01, V10, Refusal, refuse
from db.ledger.terms import last_secret_day
from db.ledger.values import HISTORY, Carrier, Level, LoanKind, Origin, Role, State

OUT = (State.ON_LOAN, State.IN_CIRCULATION, State.HELD)


@act("open_row", "期初建账", Phase.INTAKE, Role.CUSTODIAN)
class OpenRow(Act):
    """Take over one row; state and holder come from its remark."""

    exempt = frozenset(
        {"K04", "K05", "K09", "K10", "K11", "K12", "K13", "K15", "K16", "K17", "V09", "V53"}
    )

    workbook: str = asked("工作簿", default="")
    row: int = asked("行")
    as_typed: dict[str, str] = asked("原样")
    issuer: str = asked("来文机关")
    doc_number: str = asked("来文字号", default="")
    title: str = asked("文件标题")
    marking: str = asked("密级★保密期限")
    nos: tuple[str, ...] = asked("份号", default=())
    count: int = asked("份数")
    pages: int | None = asked("页数", default=None)
    carrier: Carrier = asked("载体", default=Carrier.PAPER)
    received_on: date | None = asked("收文日期", default=None)
    receipt_no: str = asked("收文号", default="")
    series: str = asked("编号系列", default="")
    year: int | None = asked("年度", default=None)
    number: int | None = asked("收文序号", default=None)
    attachments: str = asked("附件", default="")
    urgency: str = asked("紧急程度", default="")
    channel: str = asked("来文渠道", default="")
    department: str = asked("承办单位", default="")
    signed_by: str = asked("签收人", default="")
    remark: str = asked("备注", default="")
    state: State = asked("状态", default=State.IN_STOCK)
    retained: bool = asked("留用", default=False)
    closed_on: date | None = asked("了结日期", default=None)
    holder_name: str = asked("持有人", default="")
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    document: int | None = reckoned("文件", series="document", default=None)
    new_document: bool = reckoned("新文件", default=True)
    receipt: int | None = reckoned("收文", series="receipt", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    loans: tuple[int, ...] = reckoned("借阅号", default=(), series="loan")
    holder: int | None = reckoned("持有人编号", default=None, refers=Person)
    new_person: int | None = reckoned("新登记人员", series="person", default=None)
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    irregular: bool = reckoned("标志不规范", default=False)
    term: str = reckoned("保密期限", default="")
    last_secret_day: date | None = reckoned("保密期限届满日", default=None)

    def needs(self) -> Needs:
        """Whatever stands under this number already, and everybody of the holder's name."""
        wanted = needs((Person, self.custodian), (Place, self.place))
        wanted.numbers.add((self.issuer, self.doc_number))
        wanted.receipts.add(self.receipt_no)
        if self.holder_name:
            wanted.person_names.add(self.holder_name)
        return wanted

    def completed(self, known: Known) -> OpenRow:
        """Read the mark, give numbers, and find or make the person who has it."""
        marking = parse_marking(self.marking)
        if not isinstance(marking, Marking) or self.document is not None:
            return self
        term = marking.capped_term()
        start = self.received_on
        copies = min(max(self.count, 0), MOST_COPIES)
        given = numbers_given(known, self.issuer, self.doc_number, copies)
        return replace(
            self,
            level=marking.level,
            mark=marking.text,
            irregular=marking.irregular,
            term=term.text,
            last_secret_day=last_secret_day(start, term) if start else None,
            document=given.document,
            new_document=given.new_document,
            receipt=given.receipt,
            copies=given.copies,
        )._held(known)

    def _held(self, known: Known) -> OpenRow:
        if not self.holder_name or self.state not in OUT:
            return self
        found = known.persons_named(self.holder_name)
        fresh = None if found else known.take("person")
        loans: tuple[int, ...] = ()
        if self.state is State.ON_LOAN:
            first = known.take("loan", len(self.copies))
            loans = tuple(range(first, first + len(self.copies)))
        return replace(self, holder=fresh or found[0].id, new_person=fresh, loans=loans)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield what even an old row must satisfy."""
        if known.find(Person, self.custodian) is None:
            yield refuse(K01, field="custodian", what="没有保管人")
        if known.find(Place, self.place) is None:
            yield refuse(K01, field="place", what="没有存放处")
        closed = self.closed_on if self.state.closed else None
        yield from past_refusals(self.on, ("received_on", self.received_on), ("closed_on", closed))
        if self.level is None:
            marking = parse_marking(self.marking)
            problem = "" if isinstance(marking, Marking) else marking.sentence.rstrip("。")
            yield refuse(V01, field="marking", label="密级", problem=problem)
            return
        yield from ceiling_refusals(known, self.level, self.title)
        yield from count_refusals(self.count)
        if self.nos and len(self.nos) != self.count:
            problem = f"份号{len(self.nos)}个，份数{self.count}"
            yield refuse(V01, field="count", label="份数", problem=problem)
        yield from doubled_refusals(
            known, self.issuer, self.doc_number, self.nos, closed_too=True, own=self.copies
        )
        yield from self._same_line(known)
        if not self.new_document and known.document(self.document or 0).level is not self.level:
            before = known.document(self.document or 0).marking
            yield refuse(V10, field="marking", known=before, given=self.mark)

    def _same_line(self, known: Known) -> Iterator[Refusal]:
        """A line without 份号 is the same line if number, title and document agree."""
        if self.nos:
            return
        for line in known.receipts_called(self.receipt_no):
            document = known.find(Document, line.document)
            if document is not None and (document.title, document.doc_number, document.issuer) == (
                self.title,
                self.doc_number,
                self.issuer,
            ):
                number = self.doc_number or self.title
                yield refuse(K34, issuer=self.issuer, number=number, copy="（无份号）")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document, its line, its copies, and the person or loan the remark names."""
        if self.new_document:
            yield self._document()
        if self.new_person is not None:
            yield Person(id=self.new_person, name=self.holder_name, unverified=True)
        yield self._receipt()
        yield from self._copies()
        yield from self._loans()
        if self.year is not None and self.number is not None:
            yield Counter(series=f"receipt_no:{self.series}:{self.year}", last=self.number)

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
            last_secret_day=self.last_secret_day,
            urgency=self.urgency,
            pages=self.pages,
            attachments=self.attachments,
            legacy=True,
        )

    def _receipt(self) -> Receipt:
        return Receipt(
            id=self.receipt or 0,
            document=self.document or 0,
            receipt_no=self.receipt_no,
            series=self.series,
            year=self.year or (self.received_on.year if self.received_on else None),
            number=self.number,
            received_on=self.received_on,
            copy_nos=copy_ranges(self.nos),
            copies=self.count,
            pages=self.pages,
            channel=self.channel,
            packet_no="",
            department=self.department,
            signed_by=self.signed_by,
            remark=self.remark,
            legacy=True,
        )

    def _copies(self) -> Iterator[Copy]:
        nos = self.nos or ("",)
        if len(nos) < self.count:  # none were given, or what was given is withheld
            nos = nos[:1] * self.count
        moved = self.closed_on or self.received_on or self.on
        for index, number in enumerate(self.copies):
            yield Copy(
                id=number,
                document=self.document or 0,
                receipt=self.receipt,
                copy_no=nos[index],
                level=self.level or Level.CONFIDENTIAL,
                carrier=self.carrier,
                origin=Origin.OPENING,
                state=self.state,
                custodian=self.custodian,
                place=self.place,
                holder=self.holder,
                loan=self.loans[index] if self.loans else None,
                pages=self.pages,
                retained=self.retained,
                unverified=not self.state.closed,
                entered_on=self.received_on or self.on,
                moved_on=moved,
                closed_on=moved if self.state.closed else None,
                closing_ref=HISTORY if self.state.closed else "",
            )

    def _loans(self) -> Iterator[Belief]:
        for copy, number in zip(self.copies, self.loans, strict=False):
            yield Loan(
                id=number,
                copy=copy,
                document=self.document or 0,
                borrower=self.holder or 0,
                kind=LoanKind.TAKE_OUT,
                lent_on=None,
                due=None,
                approved_by="",
                remark=self.remark,
                legacy=True,
            )
            if self.level is not None and self.level >= Level.SECRET:
                yield Knew(
                    document=self.document or 0,
                    person=self.holder or 0,
                    ref=f"loan:{number}",
                    since=None,
                    how="期初借阅",
                )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        line = f"原{self.receipt_no} {self.doc_number} {self.count}份"
        return f"期初建账：{line}，{self.state.word}，待核"
