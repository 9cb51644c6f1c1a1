"""A department is renamed, merged, closed: who and what moves on, and what stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.close_round import SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.equipment.contracts import AddContract
from db.ledger.acts.equipment.systems import AddSystem
from db.ledger.acts.people.bodies import TakeSeat
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.close_department import CloseDepartment
from db.ledger.acts.setup.rename_department import RenameDepartment
from db.ledger.beliefs import Contract, Department, Finding, Person, Post, System, Tenure
from db.ledger.beliefs.organisation import Seat
from db.ledger.checklists import Checking, Layer
from db.ledger.values import Grade, Level, Role
from db.store import standing
from db.store.reading import Filter, Question
from db.views.check_items import CHECK_GROUPS, CHECK_ITEMS
from db.views.custody_over_time import PERSON_ON_DAY
from db.views.evidence import EVIDENCE_ROWS, KEPT_ROWS
from db.views.people import DEPARTMENTS
from db.views.self_checks import CHECK_SHEETS
from desktop.dialogs.form.choices import CHOICES
from tests.book import FINANCE, OFFICE, WANG, ZHAO, Book, a_book, register
from tests.golden.self_checking import CHECKING, ITEMS, with_lists

OWN = "示例王本人的口令"


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """财务处 has a round open, people, a post, a finding, a scope; then it goes into 办公室."""
    book = a_book(tmp_path_factory.mktemp("merged"))
    lists = dict(CHECKING.lists)
    asked = replace(lists[Layer.UNIT], layer=Layer.DEPARTMENT, total=None, items=ITEMS[:1])
    lists[Layer.DEPARTMENT] = asked
    with_lists(book, Checking(lists, CHECKING.evidence))
    day = book.today
    mine = {"custodian": ZHAO, "scope": (ZHAO, WANG)}
    book.record(register(day, **mine))
    theirs = register(day, doc_number="示办发〔2026〕8号", scope_departments=(FINANCE,))
    book.record(theirs)
    book.record(
        AddPost(
            on=day,
            code="SM-21",
            name="出纳",
            department=FINANCE,
            category="其他",
            grade=Grade.GENERAL,
            approved_by="示例委员会",
        ),
        TakeSeat(on=day, person=ZHAO, seat=Seat.DEPT_OFFICER, department=FINANCE, basis="示1号"),
        NoteFinding(
            on=day,
            category="存放不合规",
            inspector="保密办",
            description="柜门未锁",
            department=FINANCE,
            due=date(2026, 4, 1),
        ),
    )
    net = {"number": "XT-1", "name": "示例内网", "level": Level.SECRET, "department": FINANCE}
    job = {"number": "WT-1", "project": "印制", "contractor": "示例印务", "department": FINANCE}
    book.record(AddSystem(on=day, **net), AddContract(on=day, level=Level.SECRET, **job))
    lent = Lend(on=day, copy=1, to=ZHAO, due=date(2026, 3, 9), approved_by="示例周")
    book.record(lent)
    book.record(OpenRound(on=day, since=day, until=day, every_department=True))
    book.clock.forward(days=2)
    book.record(RenameDepartment(on=book.today, department=FINANCE, name="计财处"))
    book.clock.forward(days=2)
    act = CloseDepartment(on=book.today, department=FINANCE, successor=OFFICE, basis="示2号")
    assert book.refused(act) == ["V04", "V64"]
    book.record(act, second=book.second(), reasons={"V64": "另行逐件确定"})
    yield book
    book.close()


def test_what_is_alive_moves_on_and_what_was_ends(merged: Book) -> None:
    book = merged.connection
    room = standing.find(book, Department, (FINANCE,))
    assert room is not None
    assert (room.active, room.successor, room.closed_on) == (False, OFFICE, merged.today)
    assert {one.department for one in standing.where(book, Person, "id IN (2, 3, 4)")} == {OFFICE}
    assert [one.department for one in standing.where(book, Post)] == [OFFICE]
    assert [one.department for one in standing.where(book, Finding)] == [OFFICE]
    assert [one.department for one in standing.where(book, System)] == [OFFICE]
    assert [one.department for one in standing.where(book, Contract)] == [OFFICE]
    (seat,) = standing.where(book, Tenure)
    assert (seat.open, seat.department, seat.why_ended) == (False, FINANCE, "计财处并入办公室")
    assert merged.vault.differs_from_rebuild() is None


def test_it_is_offered_and_named_nowhere_any_more_v65(merged: Book) -> None:
    act = AddPerson(on=merged.today, name="示例新", department=FINANCE)
    (refused,) = merged.vault.preview(act)[0]
    assert refused.sentence == "计财处已并入办公室，请选现在的部门。"
    assert merged.refused(OpenRound(on=merged.today, since=merged.today, until=merged.today,
                                    departments=(OFFICE, FINANCE))) == ["V65"]  # fmt: skip
    with merged.vault.snapshot() as book:
        offered = {one.words for one in CHOICES[Department].find(book, "")}
        assert offered == {"办公室"}
        assert CHOICES[Department].find(book, "计财") == []
    rows = {row.name: row for row in merged.vault.ask(DEPARTMENTS).rows}
    assert (rows["计财处"].joined, rows["计财处"].earlier) == ("办公室", "财务处")
    assert (rows["办公室"].persons, rows["办公室"].earlier) == (3, "计财处")


def test_the_past_keeps_the_name_of_its_day(merged: Book) -> None:
    def then(day: date) -> list[str | None]:
        asked = Question(given={"person": ZHAO, "day": day.isoformat()})
        return [row.department for row in merged.vault.ask(PERSON_ON_DAY, asked).rows]

    assert then(date(2026, 3, 4)) == ["财务处"]
    assert then(date(2026, 3, 6)) == ["计财处"]
    assert then(merged.today) == ["办公室"]


@pytest.fixture(scope="module")
def frozen(merged: Book) -> Book:
    """The round that was open is answered by the ledger, after the merger."""
    last = merged.today
    merged.record(register(last, doc_number="示办发〔2026〕9号", custodian=ZHAO))
    merged.record(FreezeRound(on=last, round=1))
    return merged


def test_a_round_opened_before_keeps_its_sheets_and_says_so(frozen: Book) -> None:
    merged = frozen
    sheets = {row.id: row for row in merged.vault.ask(CHECK_SHEETS).rows}
    assert [row.name for row in sheets.values()] == [
        "示例单位", "办公室", "财务处（部门已并入办公室）",
    ]  # fmt: skip
    assert {row.department_id for row in sheets.values() if row.layer.of_department} == {OFFICE}
    asked = Question(filters=(Filter("item", ("SI-30",)),))
    looked = {row.name: row.looked for row in merged.vault.ask(CHECK_ITEMS, asked).rows}
    # What 示例赵 kept before the merger is 财务处's, within the period of the round.
    assert looked["财务处（部门已并入办公室）"] == 3


def test_evidence_counts_where_the_row_belonged(frozen: Book) -> None:
    """The page and what is frozen ask by two ways; both say the department of the day."""
    merged = frozen
    given = {"evidence": "storage", "first": "2026-03-01", "last": "2026-12-31"}
    rows = merged.vault.ask(EVIDENCE_ROWS, Question(given=given)).rows
    told = {(row.day, row.department) for row in rows if row.person == "示例赵"}
    assert (date(2026, 3, 4), "计财处") in told
    assert (date(2026, 3, 8), "计财处") not in told


def test_who_may_know_is_not_widened(merged: Book) -> None:
    loan = Lend(on=merged.today, copy=4, to=WANG, due=merged.today, approved_by="示例周")
    assert "K10" in merged.refused(loan)


def test_the_officer_of_the_successor_answers_and_signs_his_own_only_v66(frozen: Book) -> None:
    merged = frozen
    merged.account("示例王", WANG, Role.DEPT_SECRECY_OFFICER, password=OWN)
    merged.reopen(OWN, "示例王")
    sheets = {row.name: row.id for row in merged.vault.ask(CHECK_SHEETS).rows}
    assert set(sheets) == {"办公室", "财务处（部门已并入办公室）"}
    theirs = sheets["财务处（部门已并入办公室）"]
    kept = Question(given={"round": 1, "evidence": "storage"})
    assert {row.owner_id for row in merged.vault.ask(KEPT_ROWS, kept).rows} <= {OFFICE}
    assert merged.vault.ask(CHECK_GROUPS).rows
    day = merged.today
    merged.record(AnswerItem(on=day, sheet=theirs, item="SI-30", deduction="1", reason="已核"))
    foreign = AnswerItem(on=day, sheet=1, item="SI-36")
    assert merged.refused(foreign) == ["V66"]
    assert merged.refused(SignSheet(on=day, sheet=1), second=merged.second()) == ["V62", "V66"]
    merged.record(SignSheet(on=day, sheet=theirs), second=merged.second())
    assert merged.refused(CheckRisks(on=day, department=OFFICE, checker="示例王")) == []
    noted = {"category": "其他", "inspector": "自查", "description": "柜门未锁", "due": day}
    assert merged.refused(NoteFinding(on=day, **noted)) == ["V66"]  # the whole unit's is not his
    merged.reopen()


def test_a_department_with_life_in_it_is_not_simply_closed_v63(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    alone = CloseDepartment(on=book.today, department=FINANCE)
    assert book.refused(alone, second=book.second()) == ["V63"]
    itself = replace(alone, successor=FINANCE)
    assert book.refused(itself, second=book.second()) == ["V01"]
    assert book.refused(RenameDepartment(on=book.today, department=FINANCE, name="办公室")) == [
        "V06"
    ]
    both = [replace(alone, successor=OFFICE), replace(alone, department=OFFICE, successor=FINANCE)]
    assert book.refused(*both, second=book.second()) == ["V65"]


def test_a_merger_is_taken_back_whole(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    done = book.record(
        CloseDepartment(on=book.today, department=FINANCE, successor=OFFICE), second=book.second()
    )
    book.record(Reverse(on=book.today, entry=done.last, reason="文件未印发"), second=book.second())
    room = standing.find(book.connection, Department, (FINANCE,))
    person = standing.find(book.connection, Person, (ZHAO,))
    assert room is not None
    assert person is not None
    assert (room.active, person.department, person.rooms) == (True, FINANCE, 0)
    assert book.vault.differs_from_rebuild() is None
