"""The whole life of a copy, for the story: made, carried, mended, given on, sent, filed, lost."""

from __future__ import annotations

from datetime import timedelta

from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute, RefuseCopies
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.repair import BackFromRepair, SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt, SendBack
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from tests.book import CABINET, LI, ROOM, WANG, Book, register

APPROVED = {"approved_by": "示例赵"}
ROUTE = "机要交通"


def live(book: Book) -> None:
    """Live through it, with documents of its own."""
    day = book.today
    paper = register(
        day,
        doc_number="示办发〔2026〕70号",
        title="关于一生的通知",
        copy_nos="000701-000709",
        scope=(WANG, LI),
    )
    copies = made(book.record(paper))
    children = _reproduced(book, copies[0])
    _out_and_back(book, copies[1])
    _given_on(book, copies[2])
    _gone(book, [*copies[3:], *children])


def made(recorded: object) -> tuple[int, ...]:
    """Return the copies that the first act recorded has made."""
    copies: tuple[int, ...] = recorded.acts[0].copies  # type: ignore[attr-defined]
    return copies


def _reproduced(book: Book, original: int) -> tuple[int, ...]:
    day = book.today
    act = Reproduce(
        on=day,
        copy=original,
        count=2,
        purpose="处室用",
        machine="F1",
        receivers=(WANG,),
        **APPROVED,
    )
    children: tuple[int, ...] = book.record(act).acts[0].children  # type: ignore[attr-defined]
    book.record(
        Excerpt(
            on=day,
            sources=(original,),
            title="摘录一段",
            purpose="汇报",
            custodian=LI,
            place=ROOM,
            **APPROVED,
        )
    )
    return children


def _out_and_back(book: Book, copy: int) -> None:
    day, soon = book.today, book.today + timedelta(3)
    out = {"on": day, "copy": copy, "due": soon, **APPROVED}
    book.record(CarryOut(carriers=(WANG,), destination="示例厅", purpose="汇报", **out))
    book.record(CarryBack(on=day, copy=copy, pages=8, note="完好"))
    book.record(SendToRepair(technician=WANG, reason="脱页", **out))
    book.record(BackFromRepair(on=day, copy=copy))


def _given_on(book: Book, copy: int) -> None:
    """示例王 has no account and signs on paper; 示例李 has one, and first refuses."""
    day = book.today
    given = Distribute(
        on=day, copies=(copy,), to=WANG, purpose="承办", place=CABINET, form_no="签1"
    )
    book.record(given)
    for answer in (RefuseCopies, AcceptCopies):
        back = Distribute(on=day, copies=(copy,), to=LI, purpose="交回")
        offer = book.record(back).acts[0].offer  # type: ignore[attr-defined]
        said = {"reason": "页数不符"} if answer is RefuseCopies else {"place": ROOM}
        book.record(answer(on=day, offer=offer, **said))


def _gone(book: Book, copies: list[int]) -> None:
    day, two = book.today, book.second()
    sent = DispatchCopies(
        on=day, copies=tuple(copies[:2]), addressee="示例厅", channel=ROUTE, **APPROVED
    )
    number = book.record(sent).acts[0].dispatch  # type: ignore[attr-defined]
    book.record(
        DispatchReceipt(
            on=day,
            dispatch=number,
            receipt_no="厅收1",
            received_by="示例收",
            refused=(copies[1],),
            place=ROOM,
        )
    )
    book.record(SendBack(on=day, copies=(copies[1],), reason="多送", channel=ROUTE))
    book.record(Archive(on=day, copies=(copies[2],), list_no="档1", archivist="示例档"))
    book.record(
        TransferOut(
            on=day,
            copies=(copies[3],),
            successor="示例局",
            list_no="移1",
            received_by="示例收",
            reason="职能划转",
            **APPROVED,
        ),
        second=two,
    )
    lost = copies[-1]
    book.record(ReportMissing(on=day, copy=lost, finder="示例王", circumstances="盘点未见"))
    book.record(ReportUp(on=day, copy=lost, sent_to="示例保密局", sent_no="报1"))
    book.record(
        WriteOff(on=day, copy=lost, conclusion="查无下落", authority="批1", **APPROVED), second=two
    )
