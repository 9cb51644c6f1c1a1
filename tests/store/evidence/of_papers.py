"""Stories of papers: what comes, goes, is lent, copied, counted, destroyed, and what is marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from db.ledger.acts.correction.correct import CorrectCopy
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.carry import CarryOut
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.custody.sign_holdings import SignHoldings
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destroying import DestroyInHouse, PlantReceipt
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.equipment.facilities import AddFacility
from db.ledger.acts.intake.late_copies import Exchange
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.packets import AnnouncePacket, CollectPacket
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.sites import FacilityKind
from db.ledger.values import Level, State
from tests.book import CABINET, LI, READING_ROOM, ROOM, WANG, ZHAO, Book, open_row, register
from tests.store.evidence.telling import NOTHING, Story, good

APPROVED = {"approved_by": "示例赵"}
ROUTE = "机要交通"
V03 = {"V03": "示例"}


def received(book: Book, **given: Any) -> tuple[int, ...]:
    """A paper of three copies in order; 示例李, 示例王 and 示例赵 may read it."""
    paper = register(book.today, channel=ROUTE, **{"scope": (LI, WANG, ZHAO), **given})
    done = book.record(paper).acts[0]
    copies: tuple[int, ...] = done.copies  # type: ignore[attr-defined]
    return copies


def another(book: Book, number: int, count: int = 1, **given: Any) -> tuple[int, ...]:
    """One more paper, of its own number."""
    nos = f"{number:04d}01-{number:04d}{count:02d}"
    called = {"doc_number": f"示办发〔2026〕{number}号", "title": f"材料之{number}"}
    return received(book, copy_nos=nos, **called, **given)


def lent(book: Book, copy: int, *, days: int = 5) -> None:
    """Lend it to 示例王."""
    due = book.today + timedelta(days)
    book.record(Lend(on=book.today, copy=copy, to=WANG, due=due, **APPROVED), reasons=V03)


def copied(book: Book, copy: int, count: int = 1, **given: Any) -> tuple[int, ...]:
    """Reproduce it."""
    said = {"purpose": "处室用", "machine": "F1", **APPROVED, **given}
    done = book.record(Reproduce(on=book.today, copy=copy, count=count, **said)).acts[0]
    children: tuple[int, ...] = done.children  # type: ignore[attr-defined]
    return children


def sent(book: Book, copy: int) -> int:
    """Send it to another unit."""
    act = DispatchCopies(
        on=book.today, copies=(copy,), addressee="示例厅", channel=ROUTE, **APPROVED
    )
    number: int = book.record(act).acts[0].dispatch  # type: ignore[attr-defined]
    return number


def collected(book: Book, number: str, *, intact: bool) -> None:
    """Fetch a packet, with both who may."""
    announced = AnnouncePacket(
        on=book.today, sender="示例机要局", caller="示例员", packet_no=number
    )
    packet = book.record(announced).acts[0].packet  # type: ignore[attr-defined]
    said = {"vehicle": "专车1", "counter": "示例员", "seal_intact": intact}
    book.record(CollectPacket(on=book.today, packet=packet, collectors=(LI, WANG), **said))


def may_collect(book: Book) -> None:
    """示例李 and 示例王 are named to fetch packets."""
    day = book.today
    for person in (LI, WANG):
        book.record(Qualify(on=day, person=person, trained_on=day, pledged_on=day))
        named = Appoint(on=day, person=person, duty=Duty.COLLECT, basis="指定1号")
        book.record(named, reasons=V03)


def a_paper_in_order(book: Book) -> None:
    """It comes in a packet, is read, lent, brought back, copied; two papers come and go."""
    copies = received(book, recall_due=date(2026, 6, 1))
    may_collect(book)
    collected(book, "0012", intact=True)
    lent(book, copies[0])
    book.record(CirculateOut(on=book.today, copy=copies[1], to=ZHAO, **APPROVED))
    book.clock.forward(days=3)
    book.record(GiveBack(on=book.today, copy=copies[0], pages=8))
    book.record(CirculateBack(on=book.today, copy=copies[1], pages=8))
    copied(book, copies[0], 2)
    book.record(SignHoldings(on=book.today, persons=(WANG,)))
    number = sent(book, another(book, 8)[0])
    said = {"receipt_no": "厅收1", "received_by": "示例收"}
    book.record(DispatchReceipt(on=book.today, dispatch=number, **said))


def registered_badly(book: Book) -> None:
    """Without its channel, ten days late; and what an old register left open."""
    day = book.today
    book.record(register(day))
    late = register(
        day - timedelta(10),
        doc_number="示办发〔2026〕8号",
        copy_nos="9",
        issued_on=None,
        channel=ROUTE,
    )
    book.record(late, reasons={"V09": "示例"})
    old: dict[str, Any] = {"series": "旧", "year": 2026, "received_on": date(2026, 2, 1)}
    full = {"channel": ROUTE, "signed_by": "示例李"}
    book.record(open_row(**old, **full, number=3, receipt_no="旧3"))
    bare = {"doc_number": "", "title": "", "nos": ("000032",)}
    book.record(open_row(**old, **bare, number=5, receipt_no="旧5"))


def sent_badly(book: Book) -> None:
    """No receipt came; 绝密 was changed for a new print by one alone; a seal was broken."""
    sent(book, received(book)[0])
    top = another(book, 9, marking="绝密★30年", also_signed=WANG)
    notice = {"notice": "更正1号", "channel": ROUTE, "pages": 9, "counted": True}
    book.record(Exchange(on=book.today, copies=top, **notice))
    may_collect(book)
    collected(book, "0012", intact=False)
    book.clock.forward(days=40)


def stored_badly(book: Book) -> None:
    """A cabinet of sheet metal for 绝密, an old row nobody has seen."""
    book.record(open_row())
    plain = {"number": "G-02", "name": "铁皮柜", "location": "301", "keeper": LI, "keys": "示例李"}
    act = AddFacility(on=book.today, sort=FacilityKind.SAFE, places=(CABINET,), **plain)
    book.record(act)
    top = register(book.today, marking="绝密★30年", also_signed=WANG)
    book.record(top, reasons={"V53": "示例"})


def lent_badly(book: Book) -> None:
    """One is not back, one was late, one is still being read, one is still away."""
    copies = received(book)
    away = another(book, 8, 2)
    lent(book, copies[0])
    lent(book, copies[1])
    out = {"destination": "示例厅", "purpose": "汇报", "due": book.today + timedelta(5)}
    book.record(CarryOut(on=book.today, copy=away[0], carriers=(WANG,), **out, **APPROVED))
    book.record(CirculateOut(on=book.today, copy=copies[2], to=ZHAO, **APPROVED))
    book.clock.forward(days=40)
    book.record(GiveBack(on=book.today, copy=copies[1], pages=8))


def copied_badly(book: Book) -> None:
    """On a machine nobody knows; a number skipped by a correction; forgotten in a count."""
    said = {"name": "复印机", "model": "示例型", "place": "保密室", "level": Level.SECRET}
    known = AddDevice(on=book.today, number="F1", sort=DeviceKind.PRINTER, custodian=LI, **said)
    book.record(known)
    (copy,) = another(book, 8)
    children = copied(book, copy, 2, place=READING_ROOM)
    copied(book, copy, machine="F9", place=READING_ROOM)
    wrong = {"field": "copy_no", "value": "000801-F09", "reason": "看错"}
    act = CorrectCopy(on=book.today, copy=children[1], **wrong)
    book.record(act, second=book.second())
    book.clock.forward(days=1)
    counted(book, (copy,))


def a_number_taken_back(book: Book) -> None:
    """The first reproduction was a mistake and is reversed: its number is void, and no gap."""
    (copy,) = another(book, 8)
    wrong = Reproduce(on=book.today, copy=copy, count=1, purpose="用", machine="F1", **APPROVED)
    book.record(Reverse(on=book.today, entry=book.record(wrong).last, reason="录错"))
    copied(book, copy)


def counted(book: Book, seen: tuple[int, ...], *, unmarked: tuple[int, ...] = ()) -> None:
    """Count the room: which are seen there, and which of them bear no proper mark."""
    act = OpenStocktake(on=book.today, reason="盘点", places=(ROOM,))
    number = book.record(act).acts[0].stocktake  # type: ignore[attr-defined]
    for copy in seen:
        book.vault.counting.scan(number, f"Z{copy}", ROOM)
    for copy in unmarked:
        book.vault.counting.say(number, copy, mark_ok=False)
    close = CloseStocktake(on=book.today, stocktake=number, circumstances="复查两次未见")
    book.record(close, second=book.second())


def counted_well(book: Book) -> None:
    """Everything is where the ledger says."""
    counted(book, received(book))


def counted_badly(book: Book) -> None:
    """One is not to be seen, one is in the wrong cabinet, one was destroyed, a page is missing."""
    (gone,) = another(book, 8)
    shredded(book, gone)
    copies = received(book, copy_nos="000120-000124")
    act = OpenStocktake(on=book.today, reason="盘点", places=(ROOM,))
    number = book.record(act).acts[0].stocktake  # type: ignore[attr-defined]
    book.vault.counting.scan(number, f"Z{copies[0]}", CABINET)
    book.vault.counting.scan(number, f"Z{copies[1]}", ROOM)
    book.vault.counting.say(number, copies[1], pages=7, mark_ok=False, nature_ok=False)
    book.vault.counting.scan(number, f"Z{copies[2]}", ROOM)
    book.vault.counting.scan(number, "ZC-9931-K", ROOM)
    book.vault.counting.scan(number, f"Z{gone}", ROOM)
    lent(book, copies[3])
    book.vault.counting.scan(number, f"Z{copies[3]}", ROOM)
    act = CloseStocktake(on=book.today, stocktake=number, circumstances="复查两次未见")
    book.record(act, second=book.second(), reasons={"V32": "示例", "V34": "示例"})
    book.record(SignHoldings(on=book.today, persons=(WANG,), remark="第3号没有见过"))


def listed(book: Book, copies: tuple[int, ...], **given: Any) -> int:
    """List copies for destruction, with approval."""
    said = {"reason": "无保存价值", "applicant": ZHAO, **given}
    act = ListDestruction(on=book.today, copies=copies, **said)
    batch: int = book.record(act).acts[0].batch  # type: ignore[attr-defined]
    book.record(ApproveBatch(on=book.today, batch=batch, approved_by="示例钱"))
    return batch


def shredded(book: Book, copy: int) -> None:
    """Destroy a copy in the house, before two."""
    batch = listed(book, (copy,), in_house=True)
    done = {"machine": "一号机", "supervisors": (LI, WANG), "residue_checked": True}
    act = DestroyInHouse(on=book.today, batch=batch, scanned=(copy,), **done)
    book.record(act, second=book.second())


def destroyed_well(book: Book) -> None:
    """In the house, before two; what was called back went back in time."""
    shredded(book, *another(book, 8))
    given_back(book, another(book, 9, recall_due=date(2026, 4, 1)), due=date(2026, 4, 1))


def given_back(book: Book, copies: tuple[int, ...], **given: Any) -> None:
    """Hand copies over that were called back."""
    act = ListClearing(on=book.today, issuer="示例办", notice="清退1号", copies=copies, **given)
    batch = book.record(act).acts[0].batch  # type: ignore[attr-defined]
    book.record(ApproveBatch(on=book.today, batch=batch, approved_by="示例赵"))
    for copy in copies:
        book.vault.scan(batch, copy)
    done = {"received_by": "接收人", "receipt_no": f"收{batch}"}
    book.record(HandOverClearing(on=book.today, batch=batch, **done))


def destroyed_badly(book: Book) -> None:
    """One list is forgotten, one is on its way, one was not ticked, one is on no list."""
    listed(book, another(book, 8))
    bagged(book, another(book, 9), "A1")
    copies = another(book, 10, 2)
    batch = bagged(book, copies, "A2")
    ticked = {"ticked": copies[:1], "seals_intact": True, "supervisors": (LI, WANG)}
    seen = {"seals_seen": "A2", "residue_checked": True}
    receipt = PlantReceipt(on=book.today, batch=batch, receipt_no="回1", **ticked, **seen)
    book.record(receipt, second=book.second())
    book.record(open_row(state=State.PENDING_DESTRUCTION))
    known = {"name": "碎纸机", "location": "主楼301", "keeper": LI}
    act = AddFacility(on=book.today, number="S-1", sort=FacilityKind.SHREDDER, **known)
    book.record(act)
    shredded(book, *another(book, 11))
    book.clock.forward(days=100)


def bagged(book: Book, copies: tuple[int, ...], seals: str) -> int:
    """Send copies to the plant in a sealed bag."""
    batch = listed(book, copies)
    bags = {"bags": (f"F-{batch} {len(copies)}",), "scanned": copies, "escorts": (LI, WANG)}
    act = BagDestruction(on=book.today, batch=batch, plant="示例销毁中心", seals=seals, **bags)
    book.record(act, second=book.second())
    return batch


def called_back_badly(book: Book) -> None:
    """One is still here, one went late and its list was not complete, one list is open."""
    another(book, 8, recall_due=date(2026, 3, 20))
    late = another(book, 9, recall_due=date(2026, 3, 20))
    waiting = another(book, 10)
    opened = ListClearing(
        on=book.today, issuer="示例办", notice="清退2号", copies=waiting, due=date(2026, 3, 30)
    )
    book.record(opened)
    listed_ = ListClearing(
        on=book.today,
        issuer="示例办",
        notice="清退3号",
        copies=late,
        called=("示办发〔2026〕9号｜｜｜2",),
        due=date(2026, 3, 20),
    )
    batch = book.record(listed_).acts[0].batch  # type: ignore[attr-defined]
    book.record(ApproveBatch(on=book.today, batch=batch, approved_by="示例赵"))
    book.clock.forward(days=40)
    book.vault.scan(batch, late[0])
    done = {"received_by": "接收人", "receipt_no": "收1"}
    book.record(HandOverClearing(on=book.today, batch=batch, **done))


def lost(book: Book, copy: int) -> None:
    """Report a copy missing, and within the hour to those above."""
    told = {"finder": "示例李", "circumstances": "清点未见"}
    book.record(ReportMissing(on=book.today, at="09:00", copy=copy, **told))


def reported(book: Book, copy: int) -> None:
    """Tell the authority of a loss."""
    told = {"told_above": "当日10时", "way": "去向不明", "searched": "已清点三个柜"}
    book.record(ReportUp(on=book.today, copy=copy, sent_to="示例保密局", sent_no="报1", **told))


def lost_and_found(book: Book) -> None:
    """Missing, told in time, found again."""
    copy = received(book)[0]
    lost(book, copy)
    reported(book, copy)
    book.record(FoundAgain(on=book.today, copy=copy, place=CABINET, cause="放错柜"))


def lost_for_good(book: Book) -> None:
    """One was brought from a meeting and nobody told of it, one is written off."""
    brought(book)
    copies = received(book)
    lost(book, 1)
    lost(book, copies[0])
    reported(book, copies[0])
    said = {"conclusion": "查无下落", "authority": "批1", **APPROVED}
    book.record(WriteOff(on=book.today, copy=copies[0], **said), second=book.second())
    book.clock.forward(days=2)


def brought(book: Book) -> None:
    """A paper from a meeting, handed in the same day."""
    paper = {"issuer": "示例厅", "title": "会议材料", "marking": "机密★5年", "count": 1, "pages": 6}
    kept = {"counted": True, "signed_by": LI, "custodian": LI, "place": ROOM}
    day = book.today
    act = BringBack(on=day, meeting="示例会议", brought_by=WANG, returned_on=day, **paper, **kept)
    book.record(act)


def may_classify(book: Book, **given: Any) -> None:
    """The unit's authority, and 示例赵 who decides."""
    day = book.today
    book.record(SetAuthority(on=day, highest="机密", grant_no="授1"), second=book.second())
    named = Appoint(
        on=day, person=ZHAO, duty=Duty.CLASSIFY, level=Level.SECRET, basis="任1", **given
    )
    book.record(named)


def proposed(
    book: Book,
    title: str,
    *,
    marking: str = "机密★10年",
    drafts: int = 0,
    on: date | None = None,
) -> int:
    """A paper of the unit's own, with the mark its drafter proposes."""
    paper = {"title": title, "marking": marking, "basis": "范围第3条", "pages": 5}
    kept = {"drafter": WANG, "custodian": LI, "place": ROOM}
    act = ProposeMark(on=on or book.today, drafts=drafts, **paper, **kept)
    reasons = {"V02": "法定事项", "V09": "补录"}
    change: int = book.record(act, reasons=reasons).acts[0].change  # type: ignore[attr-defined]
    return change


def decided(book: Book, change: int) -> None:
    """Let 示例赵 decide as proposed."""
    reasons = {"V02": "法定事项"}
    book.record(DecideMark(on=book.today, change=change, decided_by=ZHAO), reasons=reasons)


def excerpted(book: Book, sources: tuple[int, ...]) -> None:
    """Take a part of a paper."""
    kept = {"purpose": "汇报", "custodian": LI, "place": ROOM, **APPROVED}
    book.record(Excerpt(on=book.today, sources=sources, title="摘录", **kept))


def classified_well(book: Book) -> None:
    """Proposed, decided, drafts kept with it; an excerpt as secret as its source."""
    may_classify(book, trained_on=book.today)
    decided(book, proposed(book, "示例方案", drafts=1))
    excerpted(book, received(book)[:1])
    brought(book)


def classified_badly(book: Book) -> None:
    """Nobody decided, or for too long; a source was raised; a copy bears the old mark."""
    may_classify(book)
    proposed(book, "没有审定的", drafts=1)
    decided(book, proposed(book, "期限太长的", marking="机密★25年"))
    copies = received(book, marking="秘密★5年")
    another(book, 8, marking="机密10年")
    excerpted(book, copies[:1])
    raised = {"notice_no": "函1", "decided_by": "示例办", "marking": "机密★10年"}
    (document,) = book.connection.execute(
        "SELECT document FROM copy WHERE id = ?", copies[:1]
    ).fetchone()
    book.record(NoticeOfChange(on=book.today, document=document, **raised))
    tasks = {"copies": copies[1:], "done_by": "示例李"}
    book.record(Remark(on=book.today, change=3, **tasks))
    book.clock.forward(days=200)


def ended_well(book: Book) -> None:
    """A term has ended, is confirmed, and every copy is re-marked."""
    copies = received(book, marking="秘密★1年", issued_on=date(2025, 4, 1))
    book.clock.forward(days=40)
    book.record(ConfirmExpiry(on=book.today, document=1, checked=True, checked_by="示例李"))
    book.record(Remark(on=book.today, change=1, copies=copies, done_by="示例李"))


def ended_badly(book: Book) -> None:
    """A term has ended and nobody cares; a paper of our own was changed without telling anybody,
    and nobody has looked at an older one.
    """
    received(book, marking="秘密★1年", issued_on=date(2025, 4, 1))
    may_classify(book)
    decided(book, proposed(book, "示例方案"))
    why = {"basis": "范围第4条", "reason": "情况变化", "drafter": WANG}
    act = ProposeChange(on=book.today, document=2, marking="秘密★5年", **why)
    decided(book, book.record(act).acts[0].change)  # type: ignore[attr-defined]
    proposed(book, "去年的方案", on=date(2025, 12, 30))
    book.clock.forward(days=40)


def reviewed_well(book: Book) -> None:
    """A paper of last year was looked at, and its mark is kept."""
    may_classify(book)
    decided(book, proposed(book, "去年的方案", on=date(2025, 12, 30)))
    book.record(OpenReview(on=book.today))
    kept = {"decided_by": ZHAO, "reason": "事项未公开"}
    book.record(KeepMark(on=book.today, document=1, **kept))
    book.record(CloseReview(on=book.today))


def nothing_done(book: Book) -> None:
    """A ledger with its people, and nothing in it."""


NONE = """
    receipts transmission meetings meeting_items storage lending copying shelf holdings
    holding_signs destruction recall leaks leak_events classifiers own_secrets derivation
    marks drafts declassification devices carrier_levels device_events training_coverage
    training_before_post reviewed_before_post warnings filings travel major_matters
    leavers cooling attached_staff key_sites site_visits site_safeguards leading
    officer_meetings self_checks rectification publication
"""


def of_each(copies: Iterable[int], why: str) -> list[tuple[str, int, str]]:
    """Say the same of several copies."""
    return [("copy", copy, why) for copy in copies]


STORIES = (
    Story(nothing_done, dict.fromkeys(NONE.split(), NOTHING)),
    Story(
        a_paper_in_order,
        {
            "receipts": good(2),
            "transmission": good(2),
            "storage": good(5),
            "lending": good(2),
            "copying": good(3),
            "holdings": good(5),
            "holding_signs": good(1),
            "recall": good(5),
            "marks": good(5),
        },
    ),
    Story(
        registered_badly,
        {
            "receipts": (
                4,
                [
                    ("receipt", 1, "缺传递渠道"),
                    ("receipt", 2, "登记迟于规定"),
                    ("receipt", 4, "缺文号；缺标题；缺签收人；缺传递渠道；前面断号"),
                ],
            ),
            "holdings": (6, of_each((5, 6), "旧账待核")),
        },
    ),
    Story(
        sent_badly,
        {
            "transmission": (
                3,
                [
                    ("dispatch", 1, "逾期没有回执"),
                    ("dispatch", 2, "绝密件经办不足二人"),
                    ("packet", 1, "封装不完好，没有查询"),
                ],
            )
        },
    ),
    Story(
        stored_badly,
        {
            "storage": (
                4,
                [("copy", 1, "旧账待核"), *of_each((2, 3, 4), "绝密件不在保险柜、密码文件柜")],
            )
        },
    ),
    Story(
        lent_badly,
        {
            "lending": (
                4,
                [
                    ("hop", 1, "送阅后超过一个月没有阅退"),
                    ("loan", 1, "超期未还"),
                    ("loan", 2, "迟于应还日期归还"),
                    ("trip", 1, "超期未带回"),
                ],
            ),
            "holdings": (5, of_each((1, 4), "超期未还")),
        },
    ),
    Story(
        copied_badly,
        {
            "copying": (
                5,
                [
                    ("copy", 2, "原件已盘点，复制件没有盘点"),
                    ("copy", 3, "前面断号；原件已盘点，复制件没有盘点"),
                    ("copy", 4, "前面断号；原件已盘点，复制件没有盘点"),
                    ("reproduction", 2, "复制设备不是在册的涉密设备"),
                ],
            )
        },
    ),
    Story(a_number_taken_back, {"copying": good(2)}),
    Story(counted_well, {"shelf": good(3)}),
    Story(
        counted_badly,
        {
            "shelf": (
                7,
                [
                    ("copy", 1, "已销在柜"),
                    ("copy", 2, "错柜"),
                    ("copy", 3, "页数不符；标志不规范；原件与复制件不符"),
                    ("copy", 5, "账外借在柜"),
                    ("copy", 6, "未见"),
                    ("stocktake", 1, "账外"),
                ],
            ),
            "holdings": (5, [("copy", 6, "去向不明")]),
            "holding_signs": (1, [("person", WANG, "签字时有异议")]),
        },
    ),
    Story(destroyed_well, {"destruction": good(1), "recall": good(2)}),
    Story(
        destroyed_badly,
        {
            "destruction": (
                6,
                [
                    ("copy", 1, "待销太久"),
                    ("copy", 2, "送销逾期没有回执"),
                    ("copy", 4, "销毁单位没有勾销"),
                    ("copy", 5, "待销，没有列入销毁清册"),
                    ("copy", 6, "自行销毁的设备不在册"),
                ],
            )
        },
    ),
    Story(
        called_back_badly,
        {
            "recall": (
                4,
                [
                    ("batch", 1, "逾期没有办结"),
                    ("batch", 2, "没有按目录退齐；迟于期限办结"),
                    ("copy", 1, "应清退未退"),
                    ("copy", 2, "迟于期限清退"),
                ],
            ),
            "holdings": (2, [("copy", 3, "清退、送销逾期没有办结")]),
        },
    ),
    Story(lost_and_found, {"leaks": good(1), "leak_events": good(1)}),
    Story(
        lost_for_good,
        {
            "leaks": (2, [("incident", 1, "超过24小时上报；没有结案")]),
            "leak_events": (2, [("incident", 1, "仍去向不明"), ("incident", 2, "查无下落")]),
            "meeting_items": (1, [("copy", 1, "去向不明")]),
            "shelf": (1, [("copy", 1, "去向不明")]),
        },
    ),
    Story(
        classified_well,
        {
            "classifiers": good(1),
            "own_secrets": good(1),
            "derivation": good(2),
            "drafts": good(1),
            "meeting_items": good(1),
        },
    ),
    Story(
        classified_badly,
        {
            "classifiers": (1, [("person", ZHAO, "没有培训记录")]),
            "own_secrets": (2, [("document", 1, "没有审定的定密记录")]),
            "derivation": (
                2,
                [
                    ("document", 2, "保密期限超过法定最长"),
                    ("reproduction", 1, "与来源的密级不一致"),
                ],
            ),
            "marks": (8, [("copy", 4, "变更后没有改标"), ("copy", 7, "标志不规范")]),
            "drafts": (1, [("copy", 2, "过程稿半年没有处理")]),
        },
    ),
    Story(ended_well, {"declassification": good(2)}),
    Story(reviewed_well, {"declassification": good(1)}),
    Story(
        ended_badly,
        {
            "declassification": (
                3,
                [
                    ("document", 1, "保密期满没有办理"),
                    ("document", 2, "没有书面通知；没有全部改标"),
                    ("document", 3, "期内没有审核"),
                ],
            )
        },
    ),
)
