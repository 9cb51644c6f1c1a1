"""The whole life of a copy, for the story: made, carried, mended, given on, sent, filed, lost."""

from __future__ import annotations

from datetime import date, timedelta

from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute, RefuseCopies
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.acts.custody.repair import BackFromRepair, SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.custody.sign_holdings import SignHoldings
from db.ledger.acts.custody.stocktaking import CancelStocktake, OpenStocktake
from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.documents.join import JoinDocuments
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt, SendBack
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.acts.equipment.devices import AddDevice, ChangeDevice, ChangeDeviceState
from db.ledger.acts.intake.late_copies import Exchange, LateCopies
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.packets import (
    AnnouncePacket,
    CollectPacket,
    OpenPacket,
    ReconcilePacket,
)
from db.ledger.acts.intake.tell_leader import TellLeader
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs.equipment import DeviceKind, DeviceState
from db.ledger.beliefs.marks import Duty
from db.ledger.stocktaking import What
from db.ledger.values import Carrier, Level
from tests.book import CABINET, LI, ROOM, WANG, ZHAO, Book, register

APPROVED = {"approved_by": "示例赵"}
ROUTE = "机要交通"


def live(book: Book) -> None:
    """Live through it, with documents of its own."""
    day = book.today
    arrive(book)
    classify(book)
    meet(book)
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
    disc = {"title": "图表光盘", "carrier": Carrier.OPTICAL, "pages": None}
    drawn = register(day, doc_number="示办发〔2026〕73号", copy_nos="", count=1, **disc)
    (number,) = made(book.record(drawn))
    book.record(DescribeCarrier(on=day, copy=number, model="示例盘", serial="D-1", disc="只读"))
    _counted(book, copies[0])
    _gone(book, [*copies[3:], *children])
    _equip(book)


def _counted(book: Book, seen: int) -> None:
    """One stock-take is given up, one is closed with a thing nobody knows and an empty place."""
    given_up = OpenStocktake(on=book.today, reason="抽查", level=Level.SECRET, sample=2, seed="七")
    number = _stocktake(book, given_up)
    book.record(CancelStocktake(on=book.today, stocktake=number, why="改日再点"))
    one = _stocktake(book, OpenStocktake(on=book.today, reason="年中盘点", level=Level.SECRET))
    rows = book.connection.execute(
        "SELECT copy FROM stocktake_line WHERE stocktake = ? ORDER BY position", (one,)
    ).fetchall()
    for (copy,) in rows[1:]:
        book.vault.counting.scan(one, f"Z{copy}", ROOM)
    book.vault.counting.scan(one, f"Z{seen}", ROOM)
    book.vault.counting.say(one, seen, pages=7, mark_ok=False, note="缺末页")
    book.vault.counting.scan(one, "ZC-9931-K", ROOM)
    book.vault.counting.say(one, 0, "ZC-9931-K", note="封面有红章")
    act = CloseStocktake(on=book.today, stocktake=one, circumstances="复查两次未见")
    book.record(act, second=book.second())


def _stocktake(book: Book, act: OpenStocktake) -> int:
    return book.record(act).acts[0].stocktake or 0  # type: ignore[attr-defined,no-any-return]


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


def copy_outside(book: Book) -> None:
    """A paper is copied by a house outside, before two who watch."""
    day, watched = book.today, {"agreement": "示协1号", "escorts": (LI, WANG)}
    paper = register(day, doc_number="示办发〔2026〕91号", copy_nos="000901", scope=(WANG, LI))
    (original,) = made(book.record(paper))
    given = {"copy": original, "count": 1, "purpose": "会议用", "machine": "对方1号"}
    book.record(Reproduce(on=day, outside="示例印务", **given, **watched, **APPROVED))


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
    book.record(SignHoldings(on=day, persons=(WANG,), remark="相符"))
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
            counted=True,
            **APPROVED,
        ),
        second=two,
    )
    lost = copies[-1]
    book.record(ReportMissing(on=day, copy=lost, finder="示例王", circumstances="盘点未见"))
    told = {"told_above": "当日10时", "way": "去向不明", "searched": "已清点三个柜"}
    book.record(ReportUp(on=day, copy=lost, sent_to="示例保密局", sent_no="报1", **told))
    book.record(
        WriteOff(on=day, copy=lost, conclusion="查无下落", authority="批1", **APPROVED), second=two
    )


def arrive(book: Book) -> None:
    """A packet from the call to its last line; then what comes later, corrected, or by hand."""
    day, named = book.today, {"duty": Duty.COLLECT, "basis": "指定1号"}
    appointed = (Appoint(on=day, person=one, **named) for one in (LI, WANG))
    cleared = (Qualify(on=day, person=one, trained_on=day, pledged_on=day) for one in (LI, WANG))
    book.record(*cleared, *appointed, reasons={"V03": "正在确定涉密等级"})
    book.record(AnnouncePacket(on=day, sender="示例机要局", caller="示例员", urgency="特急"))
    packet = _last(book, "packet")
    book.record(TellLeader(on=day, packet=packet, leader="示例厅长", answer="速取"))
    book.record(
        CollectPacket(
            on=day,
            packet=packet,
            collectors=(LI, WANG),
            vehicle="专车1",
            counter="示例员",
            packet_no="0012",
            seal_intact=True,
        )
    )
    book.record(
        OpenPacket(on=day, packet=packet, opened_by=LI, seal_intact=True, listed=2, found=2)
    )
    paper = {"doc_number": "示办发〔2026〕71号", "title": "机要来文", "scope": (WANG, LI)}
    arrived = book.record(register(day, copy_nos="000711-000712", packet_no="0012", **paper))
    book.record(ReconcilePacket(on=day, packet=packet))
    document = arrived.acts[0].document  # type: ignore[attr-defined]
    book.record(
        Instruct(on=day, document=document, instruction="请阅", leader="示例厅长", persons=(ZHAO,))
    )
    signed = {"counted": True, "signed_by": LI, "custodian": LI, "place": ROOM}
    book.record(LateCopies(on=day, document=document, copy_nos="000713", pages=8, **signed))
    changed = {"notice": "更正1号", "channel": ROUTE, "pages": 9, "counted": True}
    book.record(Exchange(on=day, copies=made(arrived)[:1], **changed))
    book.record(
        BringBack(
            on=day,
            meeting="示例会议",
            brought_by=WANG,
            returned_on=day,
            issuer="示例厅",
            title="会议材料",
            marking="机密★5年",
            count=1,
            pages=6,
            **signed,
        )
    )
    twin = book.record(
        register(day, copy_nos="000721", **paper | {"doc_number": "示办〔2026〕71号"})
    )
    other = twin.acts[0].document  # type: ignore[attr-defined]
    joined = JoinDocuments(on=day, document=document, other=other, reason="登记两次")
    book.record(joined, second=book.second())


def meet(book: Book) -> None:
    """Three copies of a paper: two are handed out, one is taken along, one comes back."""
    day, soon = book.today, book.today + timedelta(3)
    paper = {"doc_number": "示办发〔2026〕73号", "title": "会上发的一件", "scope": (WANG, ZHAO)}
    recorded = book.record(register(day, copy_nos="000741-000743", **paper))
    copies, document = made(recorded), recorded.acts[0].document  # type: ignore[attr-defined]
    out = HandOut(
        on=day,
        meeting="示例会议",
        document=document,
        copies=copies[:2],
        attendees=(WANG, ZHAO),
        remaining=1,
        approved_by="示例主任",
    )
    number = book.record(out).acts[0].number  # type: ignore[attr-defined]
    back = {"returned": copies[:1], "kept": copies[1:2], "kept_until": soon}
    book.record(HandIn(on=day, handout=number, approved_by="示例主任", **back))


def classify(book: Book) -> None:
    """Own secrets proposed and decided, changed by notice, ended by time; every copy re-marked."""
    day, two = book.today, book.second()
    book.record(SetAuthority(on=day, highest="机密", grant_no="示授1号"), second=two)
    named = Appoint(on=day, person=ZHAO, duty=Duty.CLASSIFY, level=Level.SECRET, basis="任命1号")
    book.record(named)
    own = ProposeMark(
        on=day,
        title="示例方案",
        marking="机密★10年",
        basis="范围第3条",
        drafter=WANG,
        count=2,
        pages=5,
        custodian=LI,
        place=ROOM,
    )
    proposed = book.record(own).acts[0]
    document, copies = proposed.document, proposed.copies  # type: ignore[attr-defined]
    book.record(DecideMark(on=day, change=_last(book, "mark_change"), decided_by=ZHAO))
    why = {"basis": "范围第4条", "reason": "情况变化", "drafter": WANG}
    book.record(ProposeChange(on=day, document=document, marking="秘密★5年", **why))
    change = _last(book, "mark_change")
    book.record(DecideMark(on=day, change=change, decided_by=ZHAO))
    for copy in copies:
        book.record(Remark(on=day, change=change, copies=(copy,), done_by="示例李"))
    old = register(
        day,
        doc_number="示办发〔2024〕72号",
        title="期满的一件",
        marking="秘密★1年",
        copy_nos="000731",
        issued_on=date(2024, 1, 8),
    )
    expired = book.record(old).acts[0].document  # type: ignore[attr-defined]
    notice = {"notice_no": "示办函1号", "decided_by": "示例办", "marking": "秘密★2年"}
    book.record(NoticeOfChange(on=day, document=expired, **notice))
    book.record(ConfirmExpiry(on=day, document=expired, checked=True, checked_by="示例李"))
    book.record(OpenReview(on=day))
    book.record(KeepMark(on=day, document=document, decided_by=ZHAO, reason="事项未公开"))
    book.record(CloseReview(on=day))


def _equip(book: Book) -> None:
    day = book.today
    computer = AddDevice(
        on=day,
        number="示保-J-001",
        name="涉密单机",
        model="示例X1",
        sort=DeviceKind.COMPUTER,
        level=Level.SECRET,
        custodian=LI,
        place="保密室",
        serial="SN-0001",
    )
    book.record(computer)
    device = _last(book, "device")
    book.record(ChangeDevice(on=day, device=device, custodian=WANG, reason="岗位调整"))
    one = _stocktake(book, OpenStocktake(on=day, reason="设备盘点", what=What.DEVICES))
    book.vault.counting.scan(one, "SN-0001")
    book.vault.counting.say(one, 0, device=device, nature_ok=False, note="在示例赵处")
    book.record(CloseStocktake(on=day, stocktake=one), second=book.second())
    stopped = {"state": DeviceState.STOPPED, "how": "封存", "approved_by": "示例赵"}
    book.record(ChangeDeviceState(on=day, device=device, **stopped))


def _last(book: Book, series: str) -> int:
    found = "SELECT last FROM counter WHERE series = ?"
    (last,) = book.connection.execute(found, (series,)).fetchone()
    return int(last)
