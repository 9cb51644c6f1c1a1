"""From a department's list to findings that are struck off, step by step, on a real ledger."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.rectify import (
    AssignFinding,
    CloseFinding,
    ReopenFinding,
    SubmitRectification,
    VerifyRectification,
)
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.beliefs.findings import FindingSource, FindingState
from db.ledger.rules import Refused
from db.store.reading import Filter, Question
from db.views.findings import FINDINGS, FindingRow
from db.views.incidents import INCIDENTS
from db.views.risks import RISKS
from db.views.stocktakes import COUNTING
from db.views.today import TODAY, Matter
from desktop.pages.begun import finding_begun
from desktop.pages.due import leads_to
from desktop.unit_policy import unit_policy
from tests.book import FINANCE, WANG, ZHAO, ZHOU, Book, a_book, register


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.vault._policy = unit_policy()
    made.vault._asker = type(made.vault._asker)(made.vault._asker.roles, None, unit_policy().given)
    return made


def finding(book: Book) -> FindingRow:
    rows = book.vault.ask(FINDINGS, Question(given={"today": book.today.isoformat()})).rows
    return rows[-1]


def matters(book: Book) -> list[Matter]:
    asked = Question(given={"today": book.today.isoformat(), "since": book.today.isoformat()})
    ours = (Matter.FINDING, Matter.UNRECTIFIED)
    rows = [row for row in book.vault.ask(TODAY, asked).rows if row.matter in ours]
    assert all(leads_to(row.matter, rows, book.today)[0] == "findings" for row in rows)
    return [row.matter for row in rows]


def test_a_no_on_the_list_becomes_a_finding_and_is_struck_off(book: Book) -> None:
    day = book.today
    book.record(
        CheckRisks(on=day, department=FINANCE, checker="示例赵", wrong=("YH-08 借两份超期",))
    )
    (risk,) = book.vault.ask(RISKS, Question((Filter("waiting", (1,)),))).rows
    begun: dict[str, Any] = finding_begun(risk)
    due = day + timedelta(10)
    book.record(NoteFinding(on=day, due=due, **begun))
    row = finding(book)
    assert (row.source, row.category, row.department, row.item, row.state) == (
        FindingSource.RISK, "借阅逾期不还", "财务处", "YH-08", FindingState.OPEN,
    )  # fmt: skip
    assert book.vault.ask(RISKS, Question((Filter("waiting", (1,)),))).rows == ()
    assert matters(book) == [Matter.FINDING]
    book.record(AssignFinding(on=day, finding=row.id, to_rectify=ZHAO, due=due))
    assert matters(book) == []
    book.clock.forward(days=11)
    assert matters(book) == [Matter.UNRECTIFIED]
    late = book.today
    with pytest.raises(Refused, match="K40"):
        book.record(SubmitRectification(on=late, finding=row.id, measures="已收回", evidence=" "))
    done = SubmitRectification(on=late, finding=row.id, measures="已收回", evidence="整改-1")
    book.record(done)
    with pytest.raises(Refused, match="V04"):
        book.record(VerifyRectification(on=late, finding=row.id))
    with pytest.raises(Refused, match="K31"):
        book.record(CloseFinding(on=late, finding=row.id))
    back = VerifyRectification(
        on=late, finding=row.id, accepted=False, opinion="还差一份", due=late + timedelta(5)
    )
    book.record(back, second=book.second())
    assert (finding(book).state, finding(book).why) == (FindingState.REOPENED, "还差一份")
    book.record(SubmitRectification(on=late, finding=row.id, measures="全部收回",
                                    evidence="整改-2", rectified_by=WANG))  # fmt: skip
    book.record(VerifyRectification(on=late, finding=row.id), second=book.second())
    assert matters(book) == [Matter.FINDING]  # to be struck off
    book.record(CloseFinding(on=late, finding=row.id))
    closed = finding(book)
    assert (closed.state, closed.verifier, closed.evidence) == (
        FindingState.CLOSED, "示例周", "整改-2",
    )  # fmt: skip
    assert matters(book) == []


def test_the_same_again_is_said_and_a_closed_one_can_be_opened(book: Book) -> None:
    day, due = book.today, book.today + timedelta(10)
    seen: dict[str, Any] = {
        "on": day, "description": "柜门未锁", "category": "存放不合规", "inspector": "保密办",
        "department": FINANCE, "person": ZHOU, "due": due,
    }  # fmt: skip
    book.record(NoteFinding(**seen))
    first = finding(book).id
    assert book.refused(NoteFinding(**seen)) == ["V40"]
    book.record(NoteFinding(**seen), reasons={"V40": "换人未交代"})
    assert finding(book).again == "复发，此前1次"
    done = SubmitRectification(on=day, finding=first, measures="换锁", evidence="整改-3",
                               rectified_by=WANG)  # fmt: skip
    book.record(done)
    assert book.refused(VerifyRectification(on=day, finding=first), second=book.second()) == [
        "K32"  # it was the witness's own to put right
    ]
    assert book.refused(ReopenFinding(on=day, finding=first, why="x", due=due)) == ["K31"]
    assert book.vault.differs_from_rebuild() is None


def test_a_difference_of_a_stock_take_and_a_loss_are_one_step_from_a_finding(book: Book) -> None:
    day, due = book.today, book.today + timedelta(10)
    book.record(register(day))
    opened = book.record(OpenStocktake(on=day, reason="年中盘点"))
    number = opened.acts[0].stocktake  # type: ignore[attr-defined]
    book.vault.counting.scan(number, "ZC-1")
    asked = Question((Filter("grave", (1,)),), given={"stocktake": number})
    (strange,) = book.vault.ask(COUNTING, asked).rows
    book.record(ReportMissing(on=day, copy=2, finder="示例李", circumstances="柜中未见"))
    (lost,) = book.vault.ask(INCIDENTS).rows
    for row, source, category in (
        (strange, FindingSource.STOCKTAKE, "账物不符"),
        (lost, FindingSource.INCIDENT, "去向不明"),
    ):
        begun: dict[str, Any] = finding_begun(row)
        book.record(NoteFinding(on=day, due=due, **begun))
        noted = finding(book)
        assert (noted.source, noted.category) == (source, category)
        assert noted.origin
