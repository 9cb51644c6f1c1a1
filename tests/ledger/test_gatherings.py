"""会议、提醒、涉密会议: minutes by department and quarter; approved, checked, papers counted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.conferences import CheckConference, DecideConference, PlanConference
from db.ledger.acts.custody.meeting_papers import HandIn, HandOut
from db.ledger.acts.people.gatherings import RecordGathering, Remind, SetYearPlan
from db.ledger.beliefs.gatherings import ConferenceState, GatheringKind, PlanKind
from db.ledger.values import Level
from db.store.reading import Question
from db.views.conferences import CONFERENCES, ConferenceRow
from db.views.gatherings import GATHERINGS, OFFICERS, REMINDERS, YEAR_PLANS
from tests.book import FINANCE, OFFICE, TODAY, WANG, ZHAO, Book, a_book, register

MEETING = 1
ALL_TEN: dict[str, Any] = dict.fromkeys(
    (
        "officer_there", "jammed", "phones_kept", "room_checked", "discipline_read",
        "attendance_kept", "no_wireless", "recording_kept", "papers_counted", "breaks_guarded",
    ),
    True,
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def gathered(book: Book, **given: Any) -> RecordGathering:
    lawful: dict[str, Any] = {
        "sort": GatheringKind.OFFICERS,
        "title": "第一季度例会",
        "chair": "示例主任",
        "attendees": (WANG,),
        "matters": "通报检查情况",
    }
    return RecordGathering(on=book.today, **(lawful | given))


def planned(**given: Any) -> PlanConference:
    lawful: dict[str, Any] = {
        "name": "示例专题会",
        "department": OFFICE,
        "level": Level.SECRET,
        "starts_on": TODAY,
        "location": "第一会议室",
        "officer": WANG,
        "content": "研究示例事项",
        "scope": "各处室负责人",
        "duties": "示例王负责检查场所、收存手机",
    }
    return PlanConference(on=TODAY, **(lawful | given))


def meeting(book: Book) -> ConferenceRow:
    given = {"today": book.today.isoformat()}
    return book.vault.ask(CONFERENCES, Question(given=given)).rows[0]


def test_officers_meet_by_quarter_and_each_department_is_counted_by_hand(book: Book) -> None:
    book.record(gathered(book))
    book.clock.forward(days=90)
    book.record(gathered(book, title="第二季度例会", departments=(FINANCE,)))
    book.record(gathered(book, sort=GatheringKind.COMMITTEE, title="委员会会议", attendees=(ZHAO,)))
    rows = book.vault.ask(OFFICERS, Question()).rows
    assert [(r.department, r.first, r.second, r.third, r.held, r.attended) for r in rows] == [
        ("办公室", "到", "到", "未开", 2, 2),
        ("财务处", "缺", "到", "未开", 2, 1),
    ]
    first = book.vault.ask(GATHERINGS, Question(order=(("held_on", False),))).rows[0]
    assert (first.departments, first.away, first.attendees) == ("办公室", "财务处", "示例王")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"title": " "}, "V01"),
        ({"attendees": ()}, "V01"),
        ({"attendees": (WANG, WANG)}, "V01"),
        ({"attendees": (99,)}, "V00"),
        ({"departments": (99,)}, "V00"),
    ],
)
def test_a_meeting_has_people_and_something_to_say(
    book: Book, given: dict[str, Any], rule: str
) -> None:
    assert rule in book.refused(gathered(book, **given))


def test_a_reminder_reaches_everybody_unless_some_are_named_and_plans_are_kept(book: Book) -> None:
    book.record(Remind(on=TODAY, occasion="国庆前", content="清点在外文件"))
    book.record(Remind(on=TODAY, occasion="搬迁", content="两人押运", departments=(FINANCE,)))
    told = {row.occasion: row.departments for row in book.vault.ask(REMINDERS, Question()).rows}
    assert told == {"国庆前": "办公室、财务处", "搬迁": "财务处"}
    assert book.refused(Remind(on=TODAY, occasion="春节前", content=" ")) == ["V01"]
    plan: dict[str, Any] = {"sort": PlanKind.TRAINING, "content": "四次", "approved_by": "示例主任"}
    assert book.refused(SetYearPlan(on=TODAY, year=26, **plan)) == ["V01"]
    book.record(SetYearPlan(on=TODAY, year=2026, **plan))
    book.record(SetYearPlan(on=TODAY, year=2026, **(plan | {"content": "五次"})))
    assert [row.content for row in book.vault.ask(YEAR_PLANS, Question()).rows] == ["五次"]


def test_a_classified_meeting_is_approved_before_papers_are_handed_out_and_checked_after(
    book: Book,
) -> None:
    book.record(planned())
    assert book.refused(planned()) == ["V01"], "the name is taken"
    book.record(register(scope=(WANG, ZHAO)))
    out: dict[str, Any] = {
        "on": TODAY,
        "document": 1,
        "copies": (1, 2),
        "attendees": (WANG, ZHAO),
        "remaining": 1,
        "approved_by": "示例主任",
        "meeting": "示例专题会",
    }
    assert book.refused(HandOut(**out)) == ["V51"], "nobody has approved it"
    decision: dict[str, Any] = {"on": TODAY, "conference": MEETING}
    assert book.refused(DecideConference(approved_by="示例王", **decision)) == ["K32"]
    book.record(DecideConference(approved_by="示例领导", **decision))
    book.record(HandOut(**out))
    row = meeting(book)
    assert (row.printed, row.issued, row.remaining, row.returned, row.out) == (3, 2, 1, 0, 2)
    done = CheckConference(on=TODAY, conference=MEETING, **ALL_TEN)
    assert book.refused(done) == ["K30"], "two copies are still out"
    book.record(HandIn(on=TODAY, handout=1, returned=(1, 2)))
    half = ALL_TEN | {"jammed": False}
    assert book.refused(CheckConference(on=TODAY, conference=MEETING, **half)) == ["V01"]
    said = {"remark": "场所已屏蔽", "record_keeper": "示例王"}
    book.record(CheckConference(on=TODAY, conference=MEETING, **half, **said))
    row = meeting(book)
    assert (row.state, row.out, row.failed) == (ConferenceState.CHECKED, 0, 1)
    assert row.missing == ""


def test_what_is_missing_of_a_meeting_is_named_when_it_is_over(book: Book) -> None:
    book.record(planned())
    assert meeting(book).missing == "审批"
    book.clock.forward(days=2)
    assert meeting(book).missing == "审批、检查记录"
    late = DecideConference(on=book.today, conference=MEETING, approved_by="示例领导")
    assert book.refused(late) == ["V51"]
    off = DecideConference(
        on=book.today, conference=MEETING, agreed=False, approved_by="示例领导", opinion="未召开"
    )
    book.record(off)
    assert (meeting(book).state, meeting(book).missing) == (ConferenceState.CANCELLED, "")


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"duties": ""}, "V01"),
        ({"ends_on": TODAY - timedelta(1)}, "K35"),
        ({"starts_on": TODAY - timedelta(1)}, "V51"),
        ({"department": 99}, "V00"),
        ({"officer": 99}, "V00"),
    ],
)
def test_an_application_for_a_meeting_is_complete(
    book: Book, given: dict[str, Any], rule: str
) -> None:
    assert book.refused(planned(**given)) == [rule]


def test_a_paper_above_the_level_of_the_meeting_is_told_v51(book: Book) -> None:
    book.record(planned(level=Level.CONFIDENTIAL))
    book.record(DecideConference(on=TODAY, conference=MEETING, approved_by="示例领导"))
    book.record(register(scope=(WANG,)))
    out = HandOut(
        on=TODAY,
        document=1,
        copies=(1,),
        attendees=(WANG,),
        remaining=2,
        approved_by="示例主任",
        meeting="示例专题会",
    )
    assert book.refused(out) == ["V51"]
