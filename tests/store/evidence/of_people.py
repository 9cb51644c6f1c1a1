"""Stories of persons: posts, reviews, pledges, training, journeys, leaving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.equipment.sites import FixSite
from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.bodies import AddBody, TakeSeat
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.cooling_off import EntrustCooling
from db.ledger.acts.people.filing import FilePersons, NoteStep
from db.ledger.acts.people.gatherings import SetYearPlan
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.on_post import Regrade, SuspendPost
from db.ledger.acts.people.passports import GivePassport, RegisterPassport, TakePassport
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import ScoreTraining
from db.ledger.acts.people.travel import ApplyTravel, DecideTravel, TalkBefore
from db.ledger.acts.people.travel_back import ComeHome, ReportMatter, TalkAfter
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs.clearance import FilingKind, PledgeKind, ReviewKind
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.gatherings import PlanKind
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.beliefs.sites import SiteKind
from db.ledger.beliefs.training import TrainingKind
from db.ledger.beliefs.travel import MatterKind, PassportKind, TravelKind
from db.ledger.values import Grade, Level, Role, State
from tests.book import (
    FINANCE,
    LI,
    OFFICE,
    QIAN,
    WANG,
    ZHAO,
    ZHOU,
    Book,
    leaves,
    open_row,
    register,
)
from tests.store.evidence.telling import NOTHING, Story, good

BOARD = {"approved_by": "示例委员会"}
HR = {"reviewer": "示例人事处"}
CLEARED = (WANG, ZHAO, ZHOU)


def person_of(book: Book, **given: Any) -> int:
    """Enter one more person."""
    done = book.record(AddPerson(on=book.today, department=OFFICE, **given)).acts[0]
    number: int = done.number  # type: ignore[attr-defined]
    return number


def post(book: Book, code: str, grade: Grade = Grade.GENERAL) -> int:
    """Enter a post."""
    said = {"name": f"示例{code}岗", "department": OFFICE, "category": "涉密载体收发"}
    done = book.record(AddPost(on=book.today, code=code, grade=grade, **said, **BOARD)).acts[0]
    number: int = done.number  # type: ignore[attr-defined]
    return number


def reviewed(book: Book, person: int, place: int) -> None:
    """Named for a post and reviewed for it."""
    about: dict[str, Any] = {"on": book.today, "person": person}
    book.record(Nominate(post=place, **about))
    book.record(SendForReview(post=place, **about, **HR))
    book.record(ConcludeReview(sort=ReviewKind.ENTRY, post=place, **about, **HR))


def put_on(book: Book, person: int, place: int) -> None:
    """Reviewed, trained, pledged, on the post."""
    about: dict[str, Any] = {"on": book.today, "person": person}
    reviewed(book, person, place)
    book.record(Qualify(trained_on=book.today, **about))
    book.record(SignPledge(sort=PledgeKind.ENTRY, **about))
    book.record(TakePost(post=place, **about, **BOARD), reasons={"V42": "示例"})


def session(
    book: Book, *persons: int, sort: TrainingKind = TrainingKind.ON_POST, **given: Any
) -> int:
    """Plan a session."""
    said = {"topic": "保密法规", "lecturer": "示例讲师", "hours": "4", **given}
    act = PlanTraining(on=book.today, sort=sort, persons=persons, **said)
    number: int = book.record(act).acts[0].training  # type: ignore[attr-defined]
    return number


def everybody_in_order(book: Book) -> None:
    """All are reviewed, trained, pledged, on their posts and filed."""
    day = book.today
    plan = {"year": 2026, "sort": PlanKind.TRAINING, "content": "四次"}
    book.record(SetYearPlan(on=day, **plan, **BOARD))
    for place, (person, grade) in enumerate(
        zip(CLEARED, (Grade.CORE, Grade.IMPORTANT, Grade.GENERAL), strict=True), 1
    ):
        done = {"reviewed_on": day, "trained_on": day, "pledged_on": day}
        book.record(Qualify(on=day, person=person, **done))
        held = {"post": post(book, f"SM-0{place}", grade), "serving": True, "since": day}
        book.record(Nominate(on=day, person=person, **held))
    for sort in FilingKind:
        book.record(FilePersons(on=day, persons=CLEARED, sort=sort, year=2026, filed_to="示例局"))
    lent_out = person_of(book, name="示例尤", employment="借调")
    put_on(book, lent_out, post(book, "SM-04"))
    for step in ("原单位审查意见", "日常监督"):
        book.record(NoteStep(on=day, person=lent_out, step=step, done_by="示例厅"))
    everybody = (LI, *CLEARED, lent_out)
    number = session(book, *everybody)
    book.record(AttendTraining(on=day, training=number, persons=everybody))
    book.record(ScoreTraining(on=day, training=number, scores=("示例王 95",)))
    for sort in FilingKind:
        listed = FilePersons(on=day, persons=(lent_out,), sort=sort, year=2026, filed_to="示例局")
        book.record(listed)


def nobody_in_order(book: Book) -> None:
    """An old reviewed day, a pledge two years old, too few hours, one not filed."""
    day = book.today
    long_ago = date(2024, 2, 1)
    book.record(Qualify(on=day, person=WANG, reviewed_on=long_ago, pledged_on=long_ago))
    book.record(Qualify(on=day, person=ZHAO, trained_on=day))
    number = session(book, LI, ZHOU, ZHAO, hours="1", departments=(FINANCE,))
    book.record(AttendTraining(on=day, training=number, persons=(ZHOU,)))
    book.record(AttendTraining(on=day, training=number, absent=(ZHAO,), why="出差"))
    book.record(ScoreTraining(on=day, training=number, scores=("示例周 79",)))
    session(book, WANG)
    listed = FilePersons(on=day, persons=(WANG,), sort=FilingKind.BORDER, year=2026, filed_to="局")
    book.record(listed)
    person_of(book, name="示例尤", employment="借调", grade=Grade.GENERAL)
    body = book.record(AddBody(on=day, name="示例保密委员会", tier=Tier.LEADING)).acts[0].number  # type: ignore[attr-defined]
    book.record(TakeSeat(on=day, person=QIAN, seat=Seat.CHAIR, body=body, basis="示委1号"))


def posts_wrong(book: Book) -> None:
    """A post of a higher grade than its holder, one that is empty; a person of an old list."""
    day = book.today
    first = post(book, "SM-01", Grade.IMPORTANT)
    post(book, "SM-02")
    person = person_of(book, name="示例尤")
    put_on(book, person, first)
    lower = Regrade(on=day, person=person, to_grade=Grade.GENERAL, reason="职责变化", **BOARD)
    book.record(lower)
    book.record(open_row(state=State.ON_LOAN, holder_name="示例孔"))
    book.record(Qualify(on=day, person=person + 1, reviewed_on=day, grade=Grade.GENERAL))


def posts_taken_too_early(book: Book) -> None:
    """示例王 was on his post a month before his review and his training."""
    day = book.today
    done = {"reviewed_on": day, "trained_on": day, "pledged_on": day}
    book.record(Qualify(on=day, person=WANG, **done))
    held = {"post": post(book, "SM-01", Grade.CORE), "serving": True}
    book.record(Nominate(on=day, person=WANG, since=day - timedelta(30), **held))


def trained_in_a_session(book: Book) -> None:
    """An ordinary session counts as the training before a post."""
    day = book.today
    person, place = person_of(book, name="示例尤"), post(book, "SM-01")
    reviewed(book, person, place)
    number = session(book, person)
    book.record(AttendTraining(on=day, training=number, persons=(person,)))
    book.record(SignPledge(on=day, person=person, sort=PledgeKind.ENTRY))
    book.record(TakePost(on=day, person=person, post=place, **BOARD))


def suspended(book: Book) -> None:
    """Who is off his post keeps papers, a computer, a site, and decides about marks."""
    day = book.today
    person = person_of(book, name="示例尤")
    put_on(book, person, post(book, "SM-01"))
    paper = register(day, channel="机要交通", custodian=person)
    book.record(paper)
    said = {"number": "J-1", "name": "计算机", "model": "示例型", "place": "保密室", "serial": "S1"}
    kept = {"sort": DeviceKind.COMPUTER, "level": Level.CONFIDENTIAL, "custodian": person}
    book.record(AddDevice(on=day, **said, **kept))
    book.record(site(book, head=person))
    decides = {"duty": Duty.CLASSIFY, "level": Level.SECRET, "basis": "任1", "trained_on": day}
    book.record(Appoint(on=day, person=person, **decides))
    book.record(SuspendPost(on=day, person=person, reason="外出学习", **BOARD))


def site(book: Book, **given: Any) -> FixSite:
    """Return a site as it is fixed."""
    said = {
        "name": "机要保密室",
        "location": "主楼301",
        "matters": "收发保管",
        "reason": "集中存放",
    }
    safe = {"guards": "专人值守", "barriers": "铁门铁窗铁柜", "alarms": "报警监控"}
    kept = {"department": OFFICE, "head": LI, "level": Level.SECRET, "fixed_by": "示例委员会"}
    return FixSite(on=book.today, sort=SiteKind.SITE, **{**said, **safe, **kept, **given})


def travelled(book: Book, person: int, number: str, **given: Any) -> tuple[int, int]:
    """A travel document and a journey of five days."""
    day = book.today
    whose = {"number": number, "sort": PassportKind.PRIVATE, **given}
    held = book.record(RegisterPassport(on=day, person=person, **whose), reasons={"V50": "示例"})
    asked = {"destination": "示例国", "reason": "探亲", "leaves_on": day}
    act = ApplyTravel(
        on=day, person=person, sort=TravelKind.PRIVATE, returns_on=day + timedelta(5), **asked
    )
    gone = book.record(act, reasons={"V50": "示例", "V03": "示例"})
    return held.acts[0].passport, gone.acts[0].travel  # type: ignore[attr-defined]


def abroad_and_back(book: Book) -> None:
    """Approved, talked to, document out and back, talked to again; and the matter reported."""
    passport, travel = travelled(book, ZHAO, "EA1234567")
    day = book.today
    book.record(DecideTravel(on=day, travel=travel, approved_by="示例部"))
    book.record(TalkBefore(on=day, travel=travel, talked_by="示例主任"))
    out = {"passport": passport, "travel": travel, "approved_by": "示例主任"}
    book.record(GivePassport(on=day, **out))
    book.clock.forward(days=5)
    day = book.today
    book.record(ComeHome(on=day, travel=travel))
    book.record(TakePassport(on=day, passport=passport))
    book.record(TalkAfter(on=day, travel=travel, talked_by="示例主任", findings="无异常"))
    matter(book, handling="已备案")


def matter(book: Book, **given: Any) -> None:
    """示例赵 reports a matter."""
    told = {"content": "本人出境探亲", "received_by": "示例主任", "sort": MatterKind.ABROAD}
    book.record(ReportMatter(on=book.today, person=ZHAO, happened_on=book.today, **told, **given))


def abroad_badly(book: Book) -> None:
    """One went unapproved and is not back; one came home, and no more; one keeps his document."""
    travelled(book, ZHAO, "EA1234567", handed_in=False)
    passport, travel = travelled(book, WANG, "EA1234568")
    day = book.today
    book.record(DecideTravel(on=day, travel=travel, approved_by="示例部"))
    book.record(TalkBefore(on=day, travel=travel, talked_by="示例主任"))
    out = {"passport": passport, "travel": travel, "approved_by": "示例主任"}
    book.record(GivePassport(on=day, **out))
    matter(book)
    book.clock.forward(days=5)
    book.record(ComeHome(on=book.today, travel=travel))
    book.clock.forward(days=40)


def left_well(book: Book) -> None:
    """Talked to, pledged, with nothing in his hands."""
    book.record(LeavePost(on=book.today, person=ZHAO, **leaves(book.today)))


def left_badly(book: Book) -> None:
    """Nothing was noted; a paper turns up in his hands; nobody asked after him."""
    day = book.today
    book.record(LeavePost(on=day, person=ZHAO, reason="调离"), reasons={"K24": "示例"})
    old = {"state": State.ON_LOAN, "holder_name": "示例赵"}
    book.record(open_row(**old))
    book.record(LeavePost(on=day, person=QIAN, reason="退休"))
    leave = {"reason": "退休", "talked_on": day, "talker": "示例李", "pledged_on": day}
    kept = {"keys": "交示例李", "rights": "无"}
    person = person_of(book, name="示例尤", grade=Grade.GENERAL)
    book.record(LeavePost(on=day, person=person, **leave, **kept))
    book.record(EntrustCooling(on=day, person=person, entrusted_to="示例厅"))
    book.clock.forward(days=500)


def nobody_there(book: Book) -> None:
    """The ledger as it was founded: no department, nobody cleared."""


def three_administrators(book: Book) -> None:
    """Three seats, three persons, all trained."""
    for person in (2, 3, 4):
        book.record(Qualify(on=book.today, person=person, trained_on=book.today))


def the_beginning(book: Book) -> None:
    """Three persons are cleared, and nothing is known of them."""


def of_each(persons: Iterable[int], why: str) -> list[tuple[str, int, str]]:
    """Say the same of several persons."""
    return [("person", person, why) for person in persons]


UNPEOPLED = "graded_posts pledges reviews training_hours department_officers department_checks"
_ROLES = (Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
_THREE = tuple(zip(_ROLES, ("示例甲", "示例乙", "示例丙"), strict=True))
STORIES = (
    Story(
        nobody_there,
        dict.fromkeys(
            [
                "graded_posts",
                "pledges",
                "reviews",
                "training_hours",
                "department_officers",
                "department_checks",
            ],
            NOTHING,
        ),
        plan={"furnished": False},
    ),
    Story(
        three_administrators,
        {"administrators": good(3)},
        plan={"furnished": False, "small": False, "administrators": _THREE},
    ),
    Story(
        the_beginning,
        {
            "graded_posts": (3, of_each(CLEARED, "没有写明岗位")),
            "pledges": (3, of_each(CLEARED, "没有承诺书")),
            "reviews": (3, of_each(CLEARED, "没有审查记录")),
            "training_hours": (3, of_each(CLEARED, "期间没有培训")),
            "administrators": (1, [("person", LI, "三员由一人兼任；没有培训记录")]),
            "department_officers": (
                3,
                [
                    *(("department", one, "没有在岗的保密员") for one in (OFFICE, FINANCE)),
                    ("unit", 1, "没有登记保密委员会；没有保密办负责人"),
                ],
            ),
        },
    ),
    Story(
        everybody_in_order,
        {
            "graded_posts": good(12),
            "pledges": good(4),
            "reviews": good(4),
            "training_coverage": good(4),
            "training_before_post": good(4),
            "reviewed_before_post": good(4),
            "warnings": good(1),
            "filings": good(4),
            "attached_staff": good(1),
            "training_hours": good(4),
        },
    ),
    Story(
        nobody_in_order,
        {
            "pledges": (
                4,
                [("person", WANG, "承诺书逾期没有重签"), *of_each((ZHAO, ZHOU, 6), "没有承诺书")],
            ),
            "reviews": (
                4,
                [("person", WANG, "逾期没有复审"), *of_each((ZHAO, ZHOU, 6), "没有审查记录")],
            ),
            "training_hours": (
                4,
                [
                    ("person", WANG, "期间没有培训"),
                    ("person", ZHAO, "有培训日期，没有登记学时"),
                    ("person", ZHOU, "学时不足"),
                    ("person", 6, "期间没有培训"),
                ],
            ),
            "training_coverage": (
                6,
                [
                    ("department", FINANCE, "期间无人参训"),
                    ("person", QIAN, "领导干部期间没有参训"),
                    ("training", 1, "有人缺席没有补课"),
                    ("training", 2, "没有登记到场"),
                    ("unit", 1, "没有年度培训计划"),
                ],
            ),
            "warnings": (1, [("training", 1, "有人测试不及格")]),
            "filings": (
                4,
                [
                    ("person", WANG, "当年没有报备"),
                    *of_each((ZHAO, ZHOU, 6), "当年没有报备；没有出入境备案"),
                ],
            ),
            "attached_staff": (
                1,
                [("person", 6, "没有审查记录；没有培训记录；没有承诺书；其他手续没有办齐")],
            ),
        },
    ),
    Story(
        posts_wrong,
        {
            "graded_posts": (
                8,
                [
                    *of_each(CLEARED, "没有写明岗位"),
                    ("person", 6, "与岗位等级不一致"),
                    ("person", 7, "没有写明岗位；尚待核实"),
                    ("post", 2, "岗位上没有人"),
                ],
            )
        },
    ),
    Story(
        posts_taken_too_early,
        {
            "training_before_post": (1, [("person", WANG, "上岗后才培训")]),
            "reviewed_before_post": (1, [("person", WANG, "上岗后才审查")]),
        },
    ),
    Story(trained_in_a_session, {"training_before_post": good(1), "reviewed_before_post": good(1)}),
    Story(
        suspended,
        {
            "storage": (3, [("copy", copy, "保管人不在岗") for copy in (1, 2, 3)]),
            "classifiers": (1, [("person", 6, "已不在岗")]),
            "devices": (1, [("device", 1, "责任人不在岗")]),
            "key_sites": (1, [("site", 1, "没有备案；负责人不在岗")]),
        },
    ),
    Story(abroad_and_back, {"travel": good(2), "major_matters": good(1)}),
    Story(
        abroad_badly,
        {
            "travel": (
                4,
                [
                    ("passport", 1, "没有集中保管"),
                    ("passport", 2, "领用逾期未交回"),
                    ("travel", 1, "没有批准；没有行前教育；逾期没有回来登记"),
                    ("travel", 2, "没有回来谈话；证件没有交回"),
                ],
            ),
            "major_matters": (1, [("major_matter", 1, "没有处理意见")]),
        },
    ),
    Story(left_well, {"leavers": good(1), "cooling": good(1)}),
    Story(
        left_badly,
        {
            "leavers": (
                3,
                [
                    (
                        "person",
                        ZHAO,
                        "手上还有文件；没有提醒谈话；没有离岗承诺；没有登记交回钥匙证件；没有登记取消权限",
                    )
                ],
            ),
            "cooling": (
                2,
                [
                    ("person", ZHAO, "半年没有回访；调离一个月没有委托管理"),
                    ("person", 6, "期满没有办结；半年没有回访；委托没有回执"),
                ],
            ),
        },
    ),
)
