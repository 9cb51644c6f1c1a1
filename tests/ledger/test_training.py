"""培训: called, attended, scored, made up; hours and coverage against figures counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import MakeUpTraining, ScoreTraining
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.beliefs import Clearance, Person
from db.ledger.beliefs.clearance import PledgeKind, ReviewKind, Stage
from db.ledger.beliefs.training import Presence, TrainingKind
from db.ledger.values import Grade
from db.store import standing
from db.store.reading import Filter, Question
from db.views.training import ATTENDANCES, COVERAGE, HOURS, TRAININGS
from tests.book import FINANCE, OFFICE, QIAN, TODAY, WANG, ZHAO, ZHOU, Book, a_book

LATER = TODAY + timedelta(2)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def planned(**given: Any) -> PlanTraining:
    lawful: dict[str, Any] = {
        "topic": "保密法规",
        "sort": TrainingKind.ON_POST,
        "lecturer": "示例讲师",
        "hours": "2",
        "departments": (OFFICE, FINANCE),
    }
    return PlanTraining(**({"on": TODAY} | lawful | given))


def held(book: Book, **given: Any) -> int:
    act = book.record(planned(**given)).acts[0]
    assert isinstance(act, PlanTraining)
    return act.training or 0


def presences(book: Book, training: int) -> dict[str, Presence]:
    question = Question(filters=(Filter("training", (training,)),))
    return {row.person: row.presence for row in book.vault.ask(ATTENDANCES, question).rows}


def test_a_department_comes_with_everybody_cleared_and_named_ones_are_added(book: Book) -> None:
    session = held(book, persons=(QIAN, WANG), held_on=LATER)
    assert presences(book, session) == dict.fromkeys(
        ("示例王", "示例周", "示例赵", "示例钱"), Presence.LISTED
    )
    (row,) = book.vault.ask(TRAININGS, Question()).rows
    assert (row.number, row.listed, row.waiting, row.signed) == ("培训〔2026〕001号", 4, 4, False)
    assert row.departments == "办公室、财务处"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"topic": " "}, "V01"),
        ({"hours": "两小时"}, "V01"),
        ({"hours": "0"}, "V01"),
        ({"hours": "81"}, "V01"),
        ({"departments": (), "persons": ()}, "V01"),  # nobody would come
        ({"departments": (99,)}, "V00"),
        ({"persons": (WANG, WANG)}, "V01"),
        ({"persons": (99,)}, "V00"),
    ],
)
def test_what_is_no_session_is_refused(book: Book, given: dict[str, Any], rule: str) -> None:
    assert rule in book.refused(planned(**given))


def test_who_came_was_trained_that_day_and_the_absent_make_it_up(book: Book) -> None:
    session = held(book)
    signed = AttendTraining(on=TODAY, training=session, absent=(ZHAO,), why="出差")
    book.record(signed)
    assert presences(book, session)["示例赵"] is Presence.ABSENT
    book.clock.forward(days=2)
    again = MakeUpTraining(on=LATER, training=session, persons=(ZHAO,), how="看录像")
    book.record(again)
    days = {one.id: one.trained_on for one in standing.where(book.connection, Person)}
    assert (days[WANG], days[ZHAO], days[QIAN]) == (TODAY, LATER, None)
    assert book.refused(again) == ["K31"]
    (row,) = book.vault.ask(TRAININGS, Question()).rows
    assert (row.listed, row.present, row.absent, row.made_up) == (3, 2, 0, 1)


def test_nobody_signs_twice_before_it_was_held_or_without_having_been_called(book: Book) -> None:
    session = held(book, held_on=LATER)
    early = AttendTraining(on=TODAY, training=session)
    assert book.refused(early) == ["K35"]
    book.clock.forward(days=2)
    strange = AttendTraining(on=LATER, training=session, absent=(QIAN,), why="病假")
    assert book.refused(strange) == ["V01"]
    assert book.refused(AttendTraining(on=LATER, training=session, absent=(ZHAO,))) == ["V01"]
    both = {"persons": (WANG,), "absent": (WANG,), "why": "病假"}
    assert book.refused(AttendTraining(on=LATER, training=session, **both)) == ["V01"]
    book.record(AttendTraining(on=LATER, training=session, persons=(WANG, QIAN)))
    twice = AttendTraining(on=LATER, training=session, persons=(WANG,))
    assert book.refused(twice) == ["V06"]
    assert presences(book, session)["示例周"] is Presence.LISTED
    book.record(AttendTraining(on=LATER, training=session))
    assert book.refused(AttendTraining(on=LATER, training=session)) == ["V01"]


def test_scores_are_pasted_by_name_and_none_is_out_of_range(book: Book) -> None:
    session = held(book)
    book.record(AttendTraining(on=TODAY, training=session, absent=(ZHAO,), why="出差"))

    def scored(*lines: str) -> list[str]:
        return book.refused(ScoreTraining(on=TODAY, training=session, scores=lines))

    assert scored() == ["V01"]
    for line in ("示例王 101", "示例赵 90", "示例王", "无此人 90"):
        assert scored(line) == ["V01"], line
    assert scored("示例王 90", "示例王 91") == ["V01"]
    pasted = ("示例王\t95", "示例周：60分", " ")
    book.record(ScoreTraining(on=TODAY, training=session, scores=pasted))
    (row,) = book.vault.ask(TRAININGS, Question()).rows
    assert (row.average, row.failed) == (78, 1)  # (95 + 60) / 2, and 80 is the pass mark


def test_hours_and_coverage_are_what_one_counts_by_hand(book: Book) -> None:
    """办公室: 王 2+1.5, 周 2, 李 (no grade yet) none. 财务处: 赵 1.5 made up in the next year."""
    book.record(AddPerson(on=TODAY, name="示例孙", department=FINANCE, grade=Grade.GENERAL))
    first = held(book, departments=(OFFICE,))
    book.record(AttendTraining(on=TODAY, training=first))
    second = held(book, hours="1.5", persons=(WANG,), departments=(FINANCE,))
    book.record(AttendTraining(on=TODAY, training=second, persons=(WANG,)))
    book.clock.forward(days=310)
    new_year = book.today
    assert new_year.year == 2027
    late = MakeUpTraining(on=new_year, training=second, persons=(ZHAO,), how="单独讲")
    book.record(late)
    today = {"today": new_year.isoformat()}
    rows = book.vault.ask(HOURS, Question(given=today)).rows
    assert {(row.year, row.person): (row.hours, row.short) for row in rows} == {
        (2026, "示例王"): ("3.5", True),
        (2026, "示例周"): ("2", True),
        (2026, "示例赵"): ("0", True),
        (2026, "示例孙"): ("0", True),
        (2027, "示例王"): ("0", True),
        (2027, "示例周"): ("0", True),
        (2027, "示例赵"): ("1.5", True),
        (2027, "示例孙"): ("0", True),
    }
    counted = book.vault.ask(COVERAGE, Question(given=today)).rows
    assert [
        (row.year, row.department, row.persons, row.trained, row.coverage, row.hours, row.average)
        for row in counted
    ] == [
        (2027, "办公室", 2, 0, 0, "0", "0"),
        (2027, "财务处", 2, 1, 50, "1.5", "0.8"),
        (2026, "办公室", 2, 2, 100, "5.5", "2.8"),
        (2026, "财务处", 2, 0, 0, "0", "0"),
    ]


def test_how_many_hours_are_wanted_is_the_units_own_number(book: Book) -> None:
    session = held(book, departments=(OFFICE,))
    book.record(AttendTraining(on=TODAY, training=session))
    set_to = SetPolicy(on=TODAY, name="training_hours", value=2, source="示办1号")
    book.record(set_to, second=book.second())
    today = {"today": TODAY.isoformat()}
    short = {row.person: row.short for row in book.vault.ask(HOURS, Question(given=today)).rows}
    assert short == {"示例王": False, "示例周": False, "示例赵": True}


def test_an_older_session_never_replaces_a_newer_training(book: Book) -> None:
    newer = TODAY - timedelta(1)
    book.record(Qualify(on=TODAY, person=WANG, trained_on=newer))
    session = held(book, held_on=newer - timedelta(1), persons=(WANG,), departments=())
    book.record(AttendTraining(on=TODAY, training=session))
    person = standing.find(book.connection, Person, (WANG,))
    assert person is not None
    assert person.trained_on == newer == date(2026, 3, 3)
    assert book.refused(planned(persons=(ZHOU,), departments=())) == []


def named_for_a_post(book: Book, person: int) -> None:
    """Nominated and reviewed: what is lacking is the training."""
    board, hr = {"approved_by": "示例委员会"}, {"reviewer": "示例人事处"}
    post = AddPost(on=book.today, code="SM-01", name="机要岗", department=OFFICE,
                   category="涉密载体收发", grade=Grade.GENERAL, **board)  # fmt: skip
    book.record(post)
    about: dict[str, Any] = {"on": book.today, "person": person, "post": 1}
    book.record(Nominate(**about))
    book.record(SendForReview(**about, **hr))
    book.record(ConcludeReview(sort=ReviewKind.ENTRY, **about, **hr))


def test_training_before_the_post_brings_the_clearance_forward_and_comes_after_the_naming_k23(
    book: Book,
) -> None:
    before = {"sort": TrainingKind.BEFORE_POST, "persons": (QIAN,), "departments": ()}
    early = held(book, **before)
    book.clock.forward(days=1)
    named_for_a_post(book, QIAN)
    late = AttendTraining(on=book.today, training=early)
    assert book.refused(late) == ["K23"], "held before he was named for the post"
    session = held(book, **before, on=book.today)
    book.record(AttendTraining(on=book.today, training=session))
    (clearance,) = standing.where(book.connection, Clearance)
    assert (clearance.stage, clearance.trained_on) == (Stage.TRAINED, book.today)
    pledge = SignPledge(on=book.today, person=QIAN, sort=PledgeKind.ENTRY, kept_at="档案")
    book.record(pledge)
    book.record(TakePost(on=book.today, person=QIAN, post=1, approved_by="示例委员会"))
    book.clock.forward(days=1)
    again = held(book, **before, on=book.today)
    afterwards = AttendTraining(on=book.today, training=again)
    assert book.refused(afterwards) == ["K23"], "he is on the post already"
