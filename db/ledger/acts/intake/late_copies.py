"""补收、更正件换回: copies of a known document that arrive later, or replace others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, some_refusals, time_refusals
from db.ledger.acts.ending import lines
from db.ledger.acts.ending.sending import CHANNELS, sending_refusals
from db.ledger.acts.intake.numbers import (
    MOST_COPIES,
    count_refusals,
    doubled_refusals,
    next_receipt,
    pages_refusals,
)
from db.ledger.beliefs import Belief, Copy, Counter, Dispatch, Document, Person, Place, Receipt
from db.ledger.beliefs.moves import DispatchKind
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import EXCHANGES, RECEIPTS
from db.ledger.numbered import Numbered
from db.ledger.numbering import CopyNoProblem, copy_ranges, parse_copy_nos
from db.ledger.rules import K01, K04, K05, K34, V01, Refusal, refuse
from db.ledger.values import Carrier, Level, Origin, Role, State


@act("late_copies", "补收", Phase.INTAKE, Role.CUSTODIAN)
class LateCopies(Act):
    """Enter copies of a registered document that arrived later, under a receipt of their own."""

    numbered_in = RECEIPTS

    document: int = asked("文件", refers=Document)
    copy_nos: str = asked("份号", "如 000123-000124", default="")
    count: int | None = asked("份数", "没有份号时填写", default=None)
    pages: int | None = asked("页数", "每份页数", default=None)
    counted: bool = asked("清点相符", default=False)
    signed_by: int = asked("签收人", refers=Person)
    also_signed: int | None = asked("同收人", "绝密件须两人", default=None, refers=Person)
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    packet_no: str = asked("机要号", default="")
    series: str = asked("编号系列", "如 机、普", default="机")
    remark: str = asked("备注", default="补收")
    receipt: int | None = reckoned("收文", series="receipt", default=None)
    number: int | None = reckoned("收文序号", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    text: str = reckoned("收文号", default="")
    nos: tuple[str, ...] = reckoned("份号清单", default=())
    level: Level | None = reckoned("密级", default=None)
    must_return: bool = reckoned("应清退", default=False)
    signer: str = reckoned("签收人姓名", default="")

    def needs(self) -> Needs:
        """The document with all its copies, who signs and keeps, and where."""
        people = (self.signed_by, self.also_signed, self.custodian)
        wanted = needs((Document, self.document), *((Person, person) for person in people))
        wanted.entire.add(self.document)
        return wanted

    def completed(self, known: Known) -> LateCopies:
        """Number the copies and their receipt."""
        document = known.document(self.document)
        signers = known.those(Person, [self.signed_by, *filter(None, [self.also_signed])])
        tidy = replace(
            self,
            level=document.level,
            must_return=document.must_return,
            signer="、".join(person.name for person in signers),
        )
        try:
            nos = parse_copy_nos(self.copy_nos) if self.copy_nos.strip() else ()
        except CopyNoProblem:
            return tidy
        nos = nos or ("",) * min(max(self.count or 0, 0), MOST_COPIES)
        if self.receipt is not None or not nos:
            return tidy
        first = known.take("copy", len(nos))
        number, text = next_receipt(known, self.series, self.on)
        return replace(
            tidy,
            nos=nos,
            receipt=known.take("receipt"),
            number=number,
            text=text,
            copies=tuple(range(first, first + len(nos))),
        )

    @property
    def receipt_no(self) -> str:
        """The receiver's own running number, e.g. 机〔2026〕18号."""
        return self.text or RECEIPTS.of(self.series).written(self.on.year, self.number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Counted, signed for, numbered, placed, and none of them here already."""
        document = known.document(self.document)
        missing = [
            label
            for label, there in (
                ("份号或份数", self.copy_nos.strip() or self.count),
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
        yield from count_refusals(self.count)
        yield from pages_refusals(self.pages)
        try:
            parse_copy_nos(self.copy_nos)
        except CopyNoProblem as mistake:
            problem = mistake.sentence.rstrip("。")
            yield refuse(V01, field="copy_nos", label="份号", problem=problem)
        if document.joined_to is not None:
            yield refuse(V01, field="document", label="文件", problem="已并入另一件，请选那一件")
        if document.level is Level.TOP_SECRET and self.also_signed in (None, self.signed_by):
            yield refuse(K05, field="also_signed", what="请填同收人")
        yield from self._doubled(known, document)

    def _doubled(self, known: Known, document: Document) -> Iterator[Refusal]:
        """A document without a number of its own is looked at by itself."""
        if document.doc_number:
            yield from doubled_refusals(
                known,
                document.issuer,
                document.doc_number,
                self.nos,
                closed_too=False,
                own=self.copies,
            )
            return
        wanted = set(filter(None, self.nos))
        for copy in known.copies_of(document.id):
            if copy.copy_no in wanted and copy.id not in self.copies and not copy.state.closed:
                yield refuse(
                    K34, field="copy_nos", issuer=document.issuer, number="", copy=copy.copy_no
                )

    def effects(self, known: Known) -> Iterator[Belief]:
        """A line in the register, and the copies."""
        yield from known.those(Document, [self.document])
        yield Receipt(
            id=self.receipt or 0,
            document=self.document,
            receipt_no=self.receipt_no,
            series=self.series,
            year=self.on.year,
            number=self.number,
            received_on=self.on,
            copy_nos=copy_ranges(no for no in self.nos if no),
            copies=len(self.copies),
            pages=self.pages,
            channel="",
            packet_no=self.packet_no,
            department="",
            signed_by=self.signer,
            remark=self.remark,
        )
        for number, copy_no in zip(self.copies, self.nos, strict=True):
            yield self._copy(number, copy_no)
        yield Counter(series=f"receipt_no:{self.series}:{self.on.year}", last=self.number or 0)

    def _copy(self, number: int, copy_no: str) -> Copy:
        return Copy(
            id=number,
            document=self.document,
            receipt=self.receipt,
            copy_no=copy_no,
            level=self.level or Level.TOP_SECRET,
            origin=Origin.RECEIVED,
            state=State.IN_STOCK,
            custodian=self.custodian,
            place=self.place,
            pages=self.pages,
            must_return=self.must_return,
            entered_on=self.on,
            moved_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"补收{names.document(self.document)} {len(self.copies)}份，{self.receipt_no}"


@act("exchange", "更正件换回", Phase.INTAKE, Role.CUSTODIAN)
class Exchange(Numbered):
    """Give faulty copies back to the issuer for corrected ones under the same 份号."""

    numbered_in = EXCHANGES

    copies: tuple[int, ...] = asked("份", "换回的旧件", refers=Copy)
    notice: str = asked("更正通知", "文号或说明")
    channel: str = asked("传递渠道", among=CHANNELS)
    pages: int | None = asked("新件页数", "每份页数", default=None)
    counted: bool = asked("清点相符", "新件份号、页数已核对", default=False)
    dispatch: int | None = reckoned("换回号", series="dispatch", default=None)
    fresh: tuple[int, ...] = reckoned("新件", default=(), series="copy")
    issuer: str = reckoned("来文单位", default="")
    handler: int | None = reckoned("等回执的人", default=None, refers=Person)

    def needs(self) -> Needs:
        """The copies, and what was made of them."""
        return lines.with_children(needs(*((Copy, copy) for copy in self.copies)), self.copies)

    def completed(self, known: Known) -> Exchange:
        """Number the exchange and the corrected copies."""
        found = known.those(Copy, self.copies)
        issuers = {known.document(copy.document).issuer for copy in found}
        named = replace(self, issuer="、".join(sorted(issuers)))
        if self.dispatch is not None or not self.copies:
            return named
        first = known.take("copy", len(self.copies))
        return replace(
            named,
            dispatch=known.take("dispatch"),
            fresh=tuple(range(first, first + len(self.copies))),
            handler=known.operator.person,
        ).with_number(known)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """In the cabinet, on no hold, and received: only that is exchanged."""
        yield from lines.leaving_refusals(copy, "换回")
        yield from lines.received_refusals(copy)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Received copies at rest, counted against the new ones, by a lawful channel."""
        yield from some_refusals(self.copies)
        yield from sending_refusals(known, self.channel, (), self.on)
        yield from filled_refusals(("notice", "更正通知", self.notice))
        yield from pages_refusals(self.pages)
        if not self.counted:
            yield refuse(K04, field="counted", missing="清点")
        if "、" in self.issuer:
            yield refuse(V01, field="copies", label="份", problem=f"分属{self.issuer}，请分别换回")
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
        yield from lines.children_refusals(known, self.copies)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The old ones are gone, the new ones stand where they stood."""
        yield Dispatch(
            id=self.dispatch or 0,
            kind=DispatchKind.EXCHANGE,
            number=self.text,
            addressee=self.issuer,
            channel=self.channel,
            packet_no="",
            senders="",
            handler=self.handler,
            approved_by="",
            reason=self.notice,
            copies=self.copies,
            sent_on=self.on,
            sent_at=self.at,
        )
        for copy, number in zip(self.copies, self.fresh, strict=True):
            yield self._corrected(known.copy(copy), number)
        yield from lines.gone(known, self.copies, State.DISPATCHED, self.on, self.text)
        yield self.number_used

    def _corrected(self, old: Copy, number: int) -> Copy:
        paged = old.carrier in (Carrier.PAPER, Carrier.NOTEBOOK)
        return Copy(
            id=number,
            document=old.document,
            receipt=old.receipt,
            copy_no=old.copy_no,
            level=old.level,
            carrier=old.carrier,
            origin=Origin.RECEIVED,
            state=State.IN_STOCK,
            custodian=old.custodian,
            place=old.place,
            pages=(self.pages or old.pages) if paged else None,
            must_return=old.must_return,
            entered_on=self.on,
            moved_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}向{self.issuer}换回{len(self.copies)}份：{self.notice}"
