"""要害部门部位、来访、设施: fixed, changed, withdrawn; guarded, rated, and their codes changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.equipment.facilities import (
    AddFacility,
    ChangeCode,
    ChangeFacility,
    ChangeFacilityState,
)
from db.ledger.acts.equipment.sites import ChangeSite, FixSite, WithdrawSite
from db.ledger.acts.equipment.visits import AdmitVisitor, VisitorLeaves
from db.ledger.beliefs.sites import FacilityKind, FacilityState, SiteKind
from db.ledger.values import Level
from db.store.reading import Question
from db.views.facilities import FACILITIES, FacilityRow
from db.views.sites import SITE_CHANGES, SITES, VISITS, SiteRow
from tests.book import CABINET, LI, OFFICE, ROOM, TODAY, WANG, Book, a_book, register

SITE, SAFE, VISIT = 1, 1, 1


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def fixed(**given: Any) -> FixSite:
    lawful: dict[str, Any] = {
        "sort": SiteKind.SITE,
        "name": "机要保密室",
        "department": OFFICE,
        "head": WANG,
        "level": Level.SECRET,
        "location": "主楼301",
        "matters": "涉密文件收发保管",
        "reason": "集中存放机密件",
        "guards": "专人值守",
        "barriers": "铁门铁窗铁柜",
        "alarms": "报警、监控",
        "fixed_by": "示例单位保密委员会",
    }
    return FixSite(on=TODAY, **(lawful | given))


def visitor(**given: Any) -> AdmitVisitor:
    lawful: dict[str, Any] = {
        "site": SITE,
        "visitor": "示例客",
        "unit": "示例厅",
        "purpose": "检查",
        "escort": WANG,
        "approved_by": "示例主任",
        "came_at": "08:30",
    }
    return AdmitVisitor(on=TODAY, **(lawful | given))


def safe(**given: Any) -> AddFacility:
    lawful: dict[str, Any] = {
        "number": "G-01",
        "name": "密码文件柜 示例M-2",
        "sort": FacilityKind.CODE_CABINET,
        "rated": Level.SECRET,
        "places": (CABINET,),
        "location": "主楼301",
        "keeper": LI,
        "keys": "示例李、示例王",
    }
    return AddFacility(on=TODAY, **(lawful | given))


def site(book: Book) -> SiteRow:
    return book.vault.ask(SITES, Question()).rows[0]


def facility(book: Book) -> FacilityRow:
    return book.vault.ask(FACILITIES, Question(given={"today": book.today.isoformat()})).rows[0]


def test_a_site_is_fixed_changed_and_withdrawn_with_its_history(book: Book) -> None:
    book.record(fixed())
    row = site(book)
    assert (row.people, row.lacks, row.living) == (2, "铁门、铁窗、铁柜、报警器", True)
    why = {"why": "存放绝密件", "approved_by": "上级保密委员会"}
    book.record(ChangeSite(on=TODAY, site=SITE, level=Level.TOP_SECRET, **why))
    book.record(ChangeSite(on=TODAY, site=SITE, head=LI, **why))
    book.record(WithdrawSite(on=TODAY, site=SITE, why="搬迁", approved_by="示例单位保密委员会"))
    history = book.vault.ask(SITE_CHANGES, Question(order=(("changed_on", False),))).rows
    assert [(one.number, one.before, one.after, one.what) for one in history] == [
        (1, Level.SECRET, Level.TOP_SECRET, "密级变更"),
        (2, Level.TOP_SECRET, Level.TOP_SECRET, "其他变更"),
        (3, Level.TOP_SECRET, None, "撤销"),
    ]
    again = ChangeSite(on=TODAY, site=SITE, level=Level.SECRET, **why)
    assert book.refused(again) == ["K31"], "what is withdrawn stays so"
    assert book.refused(visitor()) == ["K31"]
    assert book.refused(fixed()) == [], "the name is free again"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"name": ""}, "V01"),
        ({"guards": " "}, "V01"),
        ({"department": 99}, "V00"),
        ({"head": 99}, "V00"),
        ({"filed_on": TODAY - timedelta(1)}, "K35"),
    ],
)
def test_a_site_is_complete(book: Book, given: dict[str, Any], rule: str) -> None:
    assert book.refused(fixed(**given)) == [rule]


def test_a_visitor_comes_with_somebody_and_does_not_leave_before_he_came(book: Book) -> None:
    book.record(fixed())
    assert book.refused(fixed()) == ["V06"]
    assert book.refused(visitor(left_at="08:00")) == ["K35"]
    for wrong in ("8点", "25:00", "08:60", "0830"):
        assert book.refused(visitor(came_at=wrong)) == ["V01"], wrong
    assert book.refused(visitor(approved_by="示例客")) == ["K32"]
    book.record(visitor())
    assert book.vault.ask(VISITS, Question()).rows[0].open
    assert book.refused(VisitorLeaves(on=TODAY, visit=VISIT, left_at="08:29")) == ["K35"]
    book.record(VisitorLeaves(on=TODAY, visit=VISIT, left_at="08:50"))
    assert book.refused(VisitorLeaves(on=TODAY, visit=VISIT, left_at="08:55")) == ["K31"]
    assert site(book).visits == 1


def test_what_is_not_rated_for_a_level_is_warned_of_when_something_comes_there_v53(
    book: Book,
) -> None:
    top = register(marking="绝密★20年", copy_nos="000001", also_signed=WANG, place=CABINET)
    assert book.refused(top) == [], "no cabinet is rated yet: nothing is said"
    book.record(safe())
    assert book.refused(top) == ["V53"], "rated for 机密"
    elsewhere = register(marking="绝密★20年", copy_nos="000001", also_signed=WANG, place=ROOM)
    assert book.refused(elsewhere) == ["V53"], "not rated at all"
    assert book.refused(register(place=ROOM)) == []
    book.record(top, reasons={"V53": "临时存放，当日移走"})
    row = facility(book)
    assert (row.rated, row.highest, row.over) == (Level.SECRET, Level.TOP_SECRET, True)
    book.record(ChangeFacility(on=TODAY, facility=SAFE, rated=Level.TOP_SECRET, reason="换柜"))
    assert not facility(book).over
    assert book.refused(Relocate(on=TODAY, copies=(1,), place=ROOM)) == ["V53"]
    book.record(ChangeFacilityState(on=TODAY, facility=SAFE, state=FacilityState.RETIRED, how="旧"))
    assert book.refused(Relocate(on=TODAY, copies=(1,), place=ROOM)) == []


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"number": ""}, "V01"),
        ({"keys": ""}, "V01"),
        ({"sort": FacilityKind.SHREDDER}, "V01"),
        ({"sort": FacilityKind.IRON_CABINET, "rated": Level.TOP_SECRET}, "V53"),
        ({"places": (99,)}, "V00"),
        ({"since": TODAY + timedelta(1)}, "K35"),
        ({"site": 99}, "V00"),
    ],
)
def test_a_facility_is_complete(book: Book, given: dict[str, Any], rule: str) -> None:
    assert rule in book.refused(safe(**given))


def test_a_place_is_in_one_cabinet_and_a_code_is_changed_in_time(book: Book) -> None:
    book.record(fixed(), safe(site=SITE))
    assert site(book).lacks == "铁门、铁窗、报警器"
    assert site(book).facilities == "密码文件柜1"
    assert book.refused(safe(number="G-02")) == ["V06"]
    assert book.refused(safe(places=())) == ["V06"], "the number is taken"
    late = {"sort": FacilityKind.SHREDDER, "rated": None, "places": (), "keys": ""}
    book.record(safe(number="S-01", **late))
    assert book.refused(ChangeCode(on=TODAY, facility=2, keys="无", why="定期")) == ["V01"]
    assert facility(book).code_due == TODAY + timedelta(180)
    book.clock.forward(days=181)
    assert facility(book).late
    book.record(ChangeCode(on=book.today, facility=SAFE, keys="示例李", why="人员变动"))
    row = facility(book)
    assert (row.code_on, row.keys, row.late) == (book.today, "示例李", False)
