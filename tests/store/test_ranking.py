"""Departments in their order: each its own, the office all, the sheet that goes out names few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.checklists import Checking, Layer
from db.ledger.rules import Refused
from db.ledger.values import Role
from db.store.reading import Asker, page
from db.store.reading import Question as Asked
from db.views.ranking import CHECK_NOTICE, CHECK_RANKS, NoticeRow, RankRow
from db.views.self_checks import CHECK_SHEETS
from tests.book import FINANCE, OFFICE, Book, a_book
from tests.golden.self_checking import CHECKING, ITEMS, with_lists

LOST = {
    "办公室": "0",
    "财务处": "1.5",
    "人事处": "0.4",
    "后勤处": "0.2",
    "法规处": "2",
    "信息处": "0.2",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Two years of six departments; 财务处 fails, and has got better; 信息处 has not signed."""
    made = a_book(tmp_path_factory.mktemp("ranks"))
    lists = dict(CHECKING.lists)
    asked = replace(lists[Layer.UNIT], layer=Layer.MONTHLY, total=None, items=ITEMS[2:])
    lists[Layer.MONTHLY] = asked
    with_lists(made, Checking(lists, CHECKING.evidence))
    made.record(*(AddDepartment(on=made.today, name=name) for name in list(LOST)[2:]))
    _round(made, 1, {"财务处": "2"})
    made.clock.forward(days=330)
    _round(made, 2, LOST, unsigned="信息处")
    return made


def _round(book: Book, number: int, lost: dict[str, str], unsigned: str = "") -> None:
    day = book.today
    book.record(OpenRound(on=day, since=day, until=day, layer=Layer.MONTHLY, every_department=True))
    book.record(FreezeRound(on=day, round=number))
    for row in book.vault.ask(CHECK_SHEETS).rows:
        if row.round == number:
            off = lost.get(row.name, "0")
            book.record(AnswerItem(on=day, sheet=row.id, item="SI-36", deduction=off))
            if row.name != unsigned:
                sign = SignSheet(on=day, sheet=row.id, remark=f"{row.name}专人专柜")
                book.record(sign, second=book.second())


def ranks(book: Book, *roles: Role, department: int | None = None) -> list[RankRow]:
    asker = Asker(frozenset(roles), department=department)
    found = page(book.connection, CHECK_RANKS, Asked(), asker).rows
    return [row for row in found if row.round == 2]


def test_the_office_sees_all_and_each_department_its_own(book: Book) -> None:
    told = [(row.place, row.name, row.percent, row.band) for row in ranks(book, Role.CUSTODIAN)]
    assert told == [
        (1, "办公室", "100.0%", "符合要求"),
        (2, "后勤处", "90.0%", "符合要求"),
        (3, "人事处", "80.0%", "基本符合要求"),
        (4, "财务处", "25.0%", "不符合要求"),
        (5, "法规处", "0.0%", "不符合要求"),
    ]
    (own,) = ranks(book, Role.DEPT_SECRECY_OFFICER, department=FINANCE)
    assert (own.place, own.among, own.last_year, own.risen) == (4, 5, "0.0%", "＋25.0%")
    with pytest.raises(Refused, match="V05"):
        ranks(book, Role.LEADER, department=OFFICE)


def test_what_goes_out_names_who_did_well_or_better_and_counts_the_rest(book: Book) -> None:
    rows = [row for row in book.vault.ask(CHECK_NOTICE).rows if row.round == 2]

    def part(number: int) -> list[NoticeRow]:
        return [row for row in rows if row.part == number]

    assert [(row.name, row.percent, row.remark) for row in part(1)] == [
        ("办公室", "100.0%", "办公室专人专柜")
    ]
    assert [(row.name, row.percent, row.risen) for row in part(2)] == [("财务处", "", "＋25.0%")]
    assert [(row.name, row.departments) for row in part(3)] == [
        ("符合要求", 2), ("基本符合要求", 1), ("不符合要求", 2),
    ]  # fmt: skip
    said = "".join(str(row) for row in rows)
    assert not [name for name in ("人事处", "后勤处", "法规处", "信息处") if name in said]
