"""今日 of people and places: what is due shows, and nothing of what a unit keeps no register of."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.conferences import PlanConference
from db.ledger.acts.equipment.facilities import AddFacility, ChangeCode
from db.ledger.acts.equipment.sites import FixSite
from db.ledger.acts.equipment.visits import AdmitVisitor
from db.ledger.acts.people.gatherings import RecordGathering
from db.ledger.acts.people.passports import GivePassport, RegisterPassport
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.travel import ApplyTravel, DecideTravel, TalkBefore
from db.ledger.beliefs.gatherings import GatheringKind
from db.ledger.beliefs.sites import FacilityKind, SiteKind
from db.ledger.beliefs.training import TrainingKind
from db.ledger.beliefs.travel import PassportKind, TravelKind
from db.ledger.values import Level
from db.store.reading import Question
from db.views.outlook import DUTIES
from db.views.today import TODAY as VIEW
from db.views.today import Matter
from tests.book import CABINET, LI, OFFICE, TODAY, WANG, Book, a_book

BESIDE = {Matter.ABROAD, Matter.PASSPORT, Matter.TRAINING, Matter.HOURS, Matter.OFFICERS,
          Matter.CODE, Matter.CONFERENCE, Matter.VISIT}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def given(book: Book) -> Question:
    return Question(given={"today": book.today.isoformat(), "since": book.today.isoformat()})


def matters(book: Book) -> dict[Matter, str]:
    rows = book.vault.ask(VIEW, given(book)).rows
    return {row.matter: row.title or "" for row in rows if row.matter in BESIDE}


def at(book: Book, month: int, day: int) -> None:
    book.clock.now = datetime(2026, month, day, 9, tzinfo=timezone(timedelta(hours=8)))


def session(**more: Any) -> PlanTraining:
    return PlanTraining(on=TODAY, topic="保密法规", sort=TrainingKind.ON_POST, lecturer="示例讲师",
                        hours="2", departments=(OFFICE,), **more)  # fmt: skip


def test_a_unit_that_keeps_no_such_register_is_told_nothing(book: Book) -> None:
    at(book, 12, 30)
    assert matters(book) == {}


def test_a_journey_and_its_document_are_on_today_until_all_is_done(book: Book) -> None:
    out, home = TODAY + timedelta(2), TODAY + timedelta(9)
    book.record(RegisterPassport(on=TODAY, person=WANG, sort=PassportKind.PRIVATE,
                                 number="EA1234567"))  # fmt: skip
    book.record(ApplyTravel(on=TODAY, person=WANG, sort=TravelKind.PRIVATE, destination="示例国",
                            reason="探亲", leaves_on=out, returns_on=home))  # fmt: skip
    assert matters(book) == {}
    at(book, 3, 6)
    assert matters(book) == {Matter.ABROAD: "示例国，缺未批准"}
    late = {"V50": "补办", "V09": "补录"}
    book.record(DecideTravel(on=TODAY, travel=1, approved_by="示例部"), reasons=late)
    book.record(TalkBefore(on=TODAY, travel=1, talked_by="示例主任"), reasons=late)
    book.record(GivePassport(on=TODAY, passport=1, travel=1, approved_by="示例主任"), reasons=late)
    assert matters(book) == {}
    at(book, 3, 14)
    assert matters(book) == {Matter.ABROAD: "示例国，缺返回登记"}
    at(book, 3, 24)
    assert matters(book)[Matter.PASSPORT] == "出境用证件未交回"
    duties = {row.matter: row.day for row in book.vault.ask(DUTIES, given(book)).rows}
    assert duties == {"出境人员返回": home, "证件应交回": home + timedelta(10)}


def test_training_waits_for_its_signatures_and_hours_are_short_near_the_end(book: Book) -> None:
    book.record(session(held_on=TODAY + timedelta(1)))
    assert matters(book) == {}
    at(book, 3, 5)
    assert matters(book) == {Matter.TRAINING: "保密法规，待签到"}
    book.record(AttendTraining(on=book.today, training=1))
    assert matters(book) == {}
    at(book, 10, 1)
    assert matters(book) == {Matter.HOURS: "2026年还有3人学时不足"}
    book.record(session(held_on=date(2026, 9, 30)), reasons={"V09": "补录"})
    book.record(AttendTraining(on=book.today, training=2))
    assert matters(book) == {Matter.HOURS: "2026年还有1人学时不足"}, "示例赵 of 财务处"


def test_the_officers_meet_each_quarter_and_a_meeting_is_approved_and_checked(book: Book) -> None:
    held = {"sort": GatheringKind.OFFICERS, "chair": "示例主任", "matters": "通报"}
    book.record(RecordGathering(on=TODAY, title="一季度", attendees=(WANG,), **held))
    at(book, 3, 31)
    assert matters(book) == {}
    at(book, 6, 10)
    assert matters(book) == {Matter.OFFICERS: "本季度保密员例会还没有开"}
    meeting = PlanConference(
        on=book.today, name="示例专题会", department=OFFICE, level=Level.SECRET,
        starts_on=book.today, location="会议室", officer=WANG, content="研究", scope="处室",
        duties="检查",
    )  # fmt: skip
    book.record(meeting)
    assert matters(book)[Matter.CONFERENCE] == "示例专题会，待审批"


def test_codes_fall_due_and_nobody_stays_over_night(book: Book) -> None:
    fixed = FixSite(
        on=TODAY, sort=SiteKind.SITE, name="机要保密室", department=OFFICE, head=WANG,
        level=Level.SECRET, location="301", matters="保管", reason="集中", guards="值守",
        barriers="铁门", alarms="报警", fixed_by="委员会",
    )  # fmt: skip
    cabinet = AddFacility(
        on=TODAY, number="G-01", name="密码柜", sort=FacilityKind.CODE_CABINET,
        rated=Level.SECRET, places=(CABINET,), location="301", keeper=LI, keys="示例李",
    )  # fmt: skip
    visit = AdmitVisitor(
        on=TODAY, site=1, visitor="示例客", unit="示例厅", purpose="检查", escort=WANG,
        approved_by="示例主任", came_at="08:30",
    )  # fmt: skip
    book.record(fixed, cabinet)
    book.record(visit)
    assert matters(book) == {}
    at(book, 3, 5)
    assert matters(book) == {Matter.VISIT: "示例厅示例客在机要保密室，没有登记离开"}
    at(book, 9, 1)
    assert matters(book)[Matter.CODE] == "密码柜，密码钥匙该换了"
    book.record(ChangeCode(on=book.today, facility=1, keys="示例李", why="定期"))
    assert Matter.CODE not in matters(book)
