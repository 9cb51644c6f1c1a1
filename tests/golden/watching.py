"""What is done about people and places beside the papers, for the story: each thing once."""

from __future__ import annotations

from db.ledger.acts.custody.conferences import CheckConference, DecideConference, PlanConference
from db.ledger.acts.equipment.facilities import (
    AddFacility,
    ChangeCode,
    ChangeFacility,
    ChangeFacilityState,
)
from db.ledger.acts.equipment.sites import ChangeSite, FixSite, WithdrawSite
from db.ledger.acts.equipment.visits import AdmitVisitor, VisitorLeaves
from db.ledger.acts.people.end_passport import EndPassport
from db.ledger.acts.people.gatherings import RecordGathering, Remind, SetYearPlan
from db.ledger.acts.people.passports import GivePassport, RegisterPassport, TakePassport
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import MakeUpTraining, ScoreTraining
from db.ledger.acts.people.travel import ApplyTravel, CancelTravel, DecideTravel, TalkBefore
from db.ledger.acts.people.travel_back import ComeHome, ReportMatter, TalkAfter
from db.ledger.beliefs.gatherings import GatheringKind, PlanKind
from db.ledger.beliefs.sites import FacilityKind, FacilityState, SiteKind
from db.ledger.beliefs.training import TrainingKind
from db.ledger.beliefs.travel import MatterKind, PassportKind, TravelKind
from db.ledger.values import Level
from tests.book import LI, OFFICE, ROOM, ZHAO, Book

BOARD = {"approved_by": "示例委员会"}


def watch_over(book: Book) -> None:
    """Do everything once."""
    _train(book)
    _travel(book)
    _gather(book)
    _guard(book)


def _train(book: Book) -> None:
    day = book.today
    called = PlanTraining(
        on=day,
        topic="保密法规",
        sort=TrainingKind.ON_POST,
        lecturer="示例讲师",
        hours="1.5",
        departments=(OFFICE,),
        persons=(ZHAO,),
    )
    training = book.record(called).acts[0].training  # type: ignore[attr-defined]
    book.record(AttendTraining(on=day, training=training, absent=(ZHAO,), why="出差"))
    book.record(ScoreTraining(on=day, training=training, scores=("示例周 95",)))
    book.record(MakeUpTraining(on=day, training=training, persons=(ZHAO,), how="看录像"))


def _travel(book: Book) -> None:
    day = book.today
    whose = {"on": day, "person": ZHAO, "number": "EA1234567", "sort": PassportKind.PRIVATE}
    passport = book.record(RegisterPassport(**whose)).acts[0].passport  # type: ignore[attr-defined]
    journey = ApplyTravel(
        on=day,
        person=ZHAO,
        sort=TravelKind.PRIVATE,
        destination="示例国",
        reason="探亲",
        leaves_on=day,
        returns_on=day,
    )
    book.record(journey)
    book.record(CancelTravel(on=day, travel=1, why="改期"))
    travel = book.record(journey).acts[0].travel  # type: ignore[attr-defined]
    book.record(DecideTravel(on=day, travel=travel, approved_by="示例部"))
    book.record(TalkBefore(on=day, travel=travel, talked_by="示例主任"))
    out = GivePassport(on=day, passport=passport, travel=travel, approved_by="示例主任")
    book.record(out)
    book.record(ComeHome(on=day, travel=travel))
    book.record(TakePassport(on=day, passport=passport, remark="记录一致"))
    said = {"talked_by": "示例主任", "findings": "无异常"}
    book.record(TalkAfter(on=day, travel=travel, **said))
    book.record(EndPassport(on=day, passport=passport, why="换发新证"))
    told = {"content": "本人出境探亲", "received_by": "示例主任", "sort": MatterKind.ABROAD}
    book.record(ReportMatter(on=day, person=ZHAO, happened_on=day, **told))


def _gather(book: Book) -> None:
    day = book.today
    book.record(
        RecordGathering(
            on=day,
            sort=GatheringKind.OFFICERS,
            title="第一季度例会",
            chair="示例主任",
            attendees=(ZHAO,),
            matters="通报检查",
        )
    )
    book.record(Remind(on=day, occasion="节前", content="清点在外文件"))
    plan = {"year": 2026, "sort": PlanKind.TRAINING, "content": "四次"}
    book.record(SetYearPlan(on=day, **plan, **BOARD))
    meeting = PlanConference(
        on=day,
        name="示例专题会",
        department=OFFICE,
        level=Level.SECRET,
        starts_on=day,
        location="第一会议室",
        officer=LI,
        content="研究示例事项",
        scope="各处室负责人",
        duties="示例李检查场所",
    )
    number = book.record(meeting).acts[0].conference  # type: ignore[attr-defined]
    book.record(DecideConference(on=day, conference=number, **BOARD))
    book.record(CheckConference(on=day, conference=number, remark="场所已屏蔽"))


def _guard(book: Book) -> None:
    day = book.today
    fixed = FixSite(
        on=day,
        sort=SiteKind.SITE,
        name="机要保密室",
        department=OFFICE,
        head=LI,
        level=Level.SECRET,
        location="主楼301",
        matters="涉密文件收发保管",
        reason="集中存放机密件",
        guards="专人值守",
        barriers="铁门铁窗铁柜",
        alarms="报警监控",
        fixed_by="示例委员会",
    )
    site = book.record(fixed).acts[0].site  # type: ignore[attr-defined]
    book.record(ChangeSite(on=day, site=site, level=Level.TOP_SECRET, why="存放绝密件", **BOARD))
    came = {"visitor": "示例客", "unit": "示例厅", "purpose": "检查", "came_at": "08:30"}
    visit = AdmitVisitor(on=day, site=site, escort=LI, approved_by="示例主任", **came)
    number = book.record(visit).acts[0].visit  # type: ignore[attr-defined]
    book.record(VisitorLeaves(on=day, visit=number, left_at="08:50"))
    cabinet = AddFacility(
        on=day,
        number="G-01",
        name="密码文件柜",
        sort=FacilityKind.CODE_CABINET,
        rated=Level.TOP_SECRET,
        places=(ROOM,),
        site=site,
        location="主楼301",
        keeper=LI,
        keys="示例李",
    )
    facility = book.record(cabinet).acts[0].facility  # type: ignore[attr-defined]
    book.record(ChangeFacility(on=day, facility=facility, checked=True, reason="月检"))
    book.record(ChangeCode(on=day, facility=facility, keys="示例李", why="定期"))
    state = {"state": FacilityState.RETIRED, "how": "换新"}
    book.record(ChangeFacilityState(on=day, facility=facility, **state))
    book.record(WithdrawSite(on=day, site=site, why="搬迁", **BOARD))
