"""Stories of the office: devices, sites, meetings, officers, self-inspections, findings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.close_round import SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.rectify import (
    AssignFinding,
    CloseFinding,
    ReopenFinding,
    SubmitRectification,
    VerifyRectification,
)
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.conferences import CheckConference, DecideConference, PlanConference
from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.acts.equipment.devices import AddDevice, ChangeDeviceState
from db.ledger.acts.equipment.facilities import AddFacility, ChangeFacilityState
from db.ledger.acts.equipment.visits import AdmitVisitor, VisitorLeaves
from db.ledger.acts.people.bodies import AddBody, TakeSeat
from db.ledger.acts.people.gatherings import RecordGathering, Remind
from db.ledger.acts.people.training import AttendTraining
from db.ledger.beliefs.equipment import DeviceKind, DeviceState
from db.ledger.beliefs.gatherings import GatheringKind
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.beliefs.sites import FacilityKind, FacilityState
from db.ledger.checklists import Checking, Checklist, Item, Layer
from db.ledger.stocktaking import What
from db.ledger.values import Carrier, Level
from tests.book import FINANCE, LI, OFFICE, WANG, ZHAO, ZHOU, Book
from tests.golden.self_checking import with_lists
from tests.store.evidence.of_papers import another, received
from tests.store.evidence.of_people import session, site
from tests.store.evidence.telling import Story, good

DUE = {"approved_by": "示例主任"}
LISTS = Checking(
    {
        layer: Checklist(layer, "示例清单", "示例版", 2026, "示例来源", items=(item,))
        for layer, item in (
            (Layer.UNIT, Item("SI-36", "载体", "中央文件")),
            (Layer.DEPARTMENT, Item("BM-01", "责任", "部门负责人")),
            (Layer.PERSON, Item("GR-09", "文件", "持有")),
        )
    }
)


def device(book: Book, number: str, **given: Any) -> int:
    """Enter a computer in order."""
    said = {"name": "计算机", "model": "示例型", "place": "保密室", "serial": f"S-{number}"}
    kept = {"sort": DeviceKind.COMPUTER, "level": Level.SECRET, "custodian": LI}
    act = AddDevice(on=book.today, number=number, **{**said, **kept, **given})
    made: int = book.record(act).acts[0].device  # type: ignore[attr-defined]
    return made


def stick(book: Book, number: int, **facts: Any) -> int:
    """Receive a stick, and note what is known of it."""
    (copy,) = another(book, number, carrier=Carrier.USB, pages=None)
    if facts:
        book.record(DescribeCarrier(on=book.today, copy=copy, **facts))
    return copy


def devices_in_order(book: Book) -> None:
    """A computer, taken out of use with approval; a stick that is used with another."""
    one = device(book, "J-1")
    device(book, "J-2")
    stopped = {"state": DeviceState.STOPPED, "how": "封存", **DUE}
    book.record(ChangeDeviceState(on=book.today, device=one, **stopped))
    stick(book, 8, serial="U-1", device_no="J-2")


def devices_badly(book: Book) -> None:
    """One without level and disk goes to repair unapproved; sticks are used where they may not."""
    low = device(book, "J-1", level=None, serial="")
    device(book, "J-2", level=Level.CONFIDENTIAL)
    repaired = {"state": DeviceState.REPAIR, "how": "送修"}
    book.record(ChangeDeviceState(on=book.today, device=low, **repaired))
    stick(book, 8, serial="U-1", device_no="J-1")
    stick(book, 9, serial="U-2", device_no="J-2")
    stick(book, 10)


def devices_counted(book: Book) -> None:
    """Of 示例李's two one is not to be seen and one is another; 示例赵's is never counted."""
    before = {"started_on": date(2025, 12, 1)}
    for number, keeper in (("J-1", ZHAO), ("J-2", LI), ("J-3", LI)):
        device(book, number, custodian=keeper, **before)
    act = OpenStocktake(on=book.today, reason="盘点", what=What.DEVICES, person=LI)
    book.record(act)
    book.vault.counting.scan(1, "J-3")
    book.vault.counting.say(1, 0, device=3, mark_ok=False, nature_ok=False)
    close = CloseStocktake(on=book.today, stocktake=1)
    book.record(close, second=book.second(), reasons={"V32": "示例"})


def guarded_well(book: Book) -> None:
    """A site on file with its door; who came went again."""
    book.record(site(book, filed_on=book.today))
    facility(book, "G-01", site=1)
    book.record(VisitorLeaves(on=book.today, visit=visitor(book), left_at="08:50"))


def facility(book: Book, number: str, **given: Any) -> int:
    """Enter a shredder."""
    said = {"name": "碎纸机", "location": "主楼301", "keeper": LI}
    act = AddFacility(on=book.today, number=number, sort=FacilityKind.SHREDDER, **said, **given)
    made: int = book.record(act).acts[0].facility  # type: ignore[attr-defined]
    return made


def visitor(book: Book) -> int:
    """Let somebody in."""
    came = {"visitor": "示例客", "unit": "示例厅", "purpose": "检查", "came_at": "08:30"}
    act = AdmitVisitor(on=book.today, site=1, escort=LI, **came, **DUE)
    made: int = book.record(act).acts[0].visit  # type: ignore[attr-defined]
    return made


def guarded_badly(book: Book) -> None:
    """Nothing protects the site, a shredder is out of order and unchecked, a visitor never left."""
    book.record(site(book))
    visitor(book)
    broken = facility(book, "G-01", since=book.today - timedelta(400))
    state = {"state": FacilityState.REPAIR, "how": "送修"}
    book.record(ChangeFacilityState(on=book.today, facility=broken, **state))
    book.clock.forward(days=1)


def conference(book: Book, name: str) -> int:
    """Plan a classified meeting for today."""
    said = {
        "location": "第一会议室",
        "content": "研究事项",
        "scope": "各处室",
        "duties": "检查场所",
    }
    kept = {"department": OFFICE, "level": Level.SECRET, "officer": LI}
    act = PlanConference(on=book.today, name=name, starts_on=book.today, **said, **kept)
    made: int = book.record(act).acts[0].conference  # type: ignore[attr-defined]
    return made


def handed_out(book: Book, number: int, meeting: str) -> tuple[int, tuple[int, ...]]:
    """Hand two copies out at a meeting."""
    copies = another(book, number, 2)
    (document,) = book.connection.execute(
        "SELECT document FROM copy WHERE id = ?", copies[:1]
    ).fetchone()
    said = {"copies": copies, "attendees": (WANG, ZHAO), "remaining": 0, **DUE}
    act = HandOut(on=book.today, meeting=meeting, document=document, **said)
    made: int = book.record(act, reasons={"V51": "示例"}).acts[0].number  # type: ignore[attr-defined]
    return made, copies


def met_well(book: Book) -> None:
    """Approved, checked, every copy back."""
    number = conference(book, "专题会")
    book.record(DecideConference(on=book.today, conference=number, **DUE))
    handout, copies = handed_out(book, 8, "专题会")
    book.record(HandIn(on=book.today, handout=handout, returned=copies))
    book.record(CheckConference(on=book.today, conference=number, remark="场所已屏蔽"))


def met_badly(book: Book) -> None:
    """Neither approved nor checked; of one paper a copy is out, of another one is lost."""
    conference(book, "专题会")
    handed_out(book, 8, "专题会")
    handout, copies = handed_out(book, 9, "专题会")
    told = {"finder": "示例李", "circumstances": "会后未见"}
    book.record(ReportMissing(on=book.today, copy=copies[1], **told))
    book.record(HandIn(on=book.today, handout=handout, returned=copies[:1]))
    book.clock.forward(days=2)


def gathered(book: Book, sort: GatheringKind, **given: Any) -> None:
    """Hold a meeting of the office."""
    said = {"title": "例会", "chair": "示例李", "matters": "定期检查", "minutes_no": "纪1"}
    act = RecordGathering(on=book.today, sort=sort, attendees=(LI, WANG), **{**said, **given})
    book.record(act)


def led_well(book: Book) -> None:
    """The committee met, the departments' officers met, were reminded, and looked round."""
    gathered(book, GatheringKind.COMMITTEE)
    gathered(book, GatheringKind.OFFICERS)
    book.record(Remind(on=book.today, occasion="节前", content="清点在外文件"))
    for department, person in ((OFFICE, ZHOU), (FINANCE, ZHAO)):
        book.record(CheckRisks(on=book.today, department=department, checker="示例李"))
        held = {"seat": Seat.DEPT_OFFICER, "department": department, "basis": "定1"}
        book.record(TakeSeat(on=book.today, person=person, **held))
    for name, tier in (("示例保密委员会", Tier.LEADING), ("示例保密办", Tier.OFFICE)):
        book.record(AddBody(on=book.today, name=name, tier=tier))
    said = {"seat": Seat.OFFICE_HEAD, "body": 2, "basis": "示委1号"}
    book.record(TakeSeat(on=book.today, person=LI, **said))
    put_right(book, noted(book))


def led_badly(book: Book) -> None:
    """A meeting without minutes, a quarter without one; a loss nobody looked into."""
    gathered(book, GatheringKind.OFFICERS, minutes_no="")
    told = {"finder": "示例李", "circumstances": "清点未见"}
    book.record(ReportMissing(on=book.today, copy=received(book)[0], **told))
    book.clock.forward(days=125)  # into July: the second quarter is over


def met_without_minutes(book: Book) -> None:
    """The committee met and wrote nothing down."""
    gathered(book, GatheringKind.COMMITTEE, minutes_no="")


def noted(book: Book, **given: Any) -> int:
    """Note something that is wrong."""
    said = {"description": "柜门未锁", "category": "存放不合规", "inspector": "保密办"}
    act = NoteFinding(on=book.today, due=book.today + timedelta(3), **said, **given)
    done = book.record(act, reasons={"V40": "又忘了"}).acts[0]
    made: int = done.finding  # type: ignore[attr-defined]
    return made


def put_right(book: Book, finding: int) -> None:
    """Rectified, seen by a second person, struck off."""
    due = book.today + timedelta(3)
    book.record(AssignFinding(on=book.today, finding=finding, to_rectify=WANG, due=due))
    done = {"measures": "换锁", "evidence": "整改-1", "rectified_by": WANG}
    book.record(SubmitRectification(on=book.today, finding=finding, **done))
    seen = VerifyRectification(on=book.today, finding=finding)
    book.record(seen, second=book.second())
    book.record(CloseFinding(on=book.today, finding=finding))


def found_again(book: Book) -> None:
    """One was put right and is open again; the like happened twice; one is overdue."""
    one = noted(book, department=FINANCE)
    put_right(book, one)
    noted(book, department=FINANCE)
    due = book.today + timedelta(30)
    book.record(ReopenFinding(on=book.today, finding=one, why="锁又坏", due=due))
    book.clock.forward(days=5)


def checked(book: Book, *, signed: bool) -> None:
    """A round of the departments of 2026."""
    day = book.today
    if signed:
        number = session(book, *(LI, WANG, ZHAO, ZHOU))
        book.record(AttendTraining(on=day, training=number, persons=(LI, WANG, ZHAO, ZHOU)))
    with_lists(book, LISTS)
    act = OpenRound(on=day, since=day, until=day, every_department=True, persons=(WANG,))
    book.record(act)
    frozen = book.record(FreezeRound(on=day, round=1)).acts[0]
    book.clock.forward(days=2)
    for one in frozen.outcomes if signed else ():  # type: ignore[attr-defined]
        on = book.today
        book.record(AnswerItem(on=on, sheet=one.sheet, item=one.item, reason="已查看"))
        book.record(SignSheet(on=on, sheet=one.sheet), second=book.second())


def checked_well(book: Book) -> None:
    """Everybody was trained, every sheet is signed."""
    checked(book, signed=True)


def checked_badly(book: Book) -> None:
    """Opened, and never answered; and what was found in a department waits."""
    checked(book, signed=False)
    noted(book, department=FINANCE)
    book.clock.forward(days=10)


UNSIGNED = "部门自查表还没有签认，签认后再取证，计入单位表"
STORIES = (
    Story(
        devices_in_order, {"devices": good(3), "carrier_levels": good(1), "device_events": good(1)}
    ),
    Story(
        devices_badly,
        {
            "devices": (
                5,
                [("copy", 3, "没有载体信息"), ("device", 1, "缺硬盘序列号；没有定密级")],
            ),
            "carrier_levels": (
                3,
                [("copy", 1, "连接没有密级的设备"), ("copy", 2, "高于所连设备的密级")],
            ),
            "device_events": (1, [("device", 1, "没有批准人")]),
        },
    ),
    Story(
        devices_counted,
        {
            "devices": (
                3,
                [
                    ("device", 1, "期内没有盘点"),
                    ("device", 2, "盘点时未见"),
                    ("device", 3, "盘点时序列号不符；盘点时责任人不符"),
                ],
            )
        },
    ),
    Story(guarded_well, {"key_sites": good(1), "site_visits": good(1), "site_safeguards": good(2)}),
    Story(
        guarded_badly,
        {
            "key_sites": (1, [("site", 1, "没有备案")]),
            "site_visits": (1, [("visit", 1, "没有登记离开")]),
            "site_safeguards": (
                2,
                [("facility", 1, "正在维修；一年没有检查"), ("site", 1, "没有登记防护设施")],
            ),
        },
    ),
    Story(met_well, {"meetings": good(2)}),
    Story(
        met_badly,
        {
            "meetings": (
                3,
                [
                    ("conference", 1, "没有审批；没有记录方案执行情况"),
                    ("handout", 1, "没有收齐"),
                    ("handout", 2, "有去向不明"),
                ],
            )
        },
    ),
    Story(
        led_well,
        {
            "leading": good(2),
            "officer_meetings": good(2),
            "department_officers": good(3),
            "rectification": good(1),
        },
    ),
    Story(
        led_badly,
        {
            "leading": (
                2,
                [
                    ("incident", 1, "没有查结"),
                    ("unit", 1, "期间没有召开保密委员会会议；期间没有组织检查"),
                ],
            ),
            "officer_meetings": (3, [("gathering", 1, "没有纪要"), ("unit", 1, "这一季没有召开")]),
        },
    ),
    Story(
        met_without_minutes,
        {
            "leading": (2, [("gathering", 1, "没有纪要"), ("unit", 1, "期间没有组织检查")]),
            "department_checks": (
                2,
                [
                    ("department", one, "期间没有签认的部门自查；期间无人参训")
                    for one in (OFFICE, FINANCE)
                ],
            ),
        },
    ),
    Story(
        found_again,
        {
            "rectification": (
                2,
                [("finding", 1, "销号后又重开"), ("finding", 2, "逾期没有销号；重复发生")],
            )
        },
    ),
    Story(checked_well, {"self_checks": good(3), "department_checks": good(2)}),
    Story(
        checked_badly,
        {
            "self_checks": (3, [("check_sheet", number, "没有签认") for number in (2, 3, 4)]),
            "department_checks": (
                2,
                [
                    ("department", OFFICE, f"{UNSIGNED}；期间无人参训"),
                    (
                        "department",
                        FINANCE,
                        f"{UNSIGNED}；期间无人参训；有逾期没有销号的问题",
                    ),
                ],
            ),
        },
    ),
)
