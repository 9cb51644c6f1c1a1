"""年报数据: each figure is that of the register behind it, by days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.training import TrainingKind
from db.ledger.values import Grade, Level
from db.store.reading import Question
from db.views.annual import ANNUAL, AnnualRow
from db.views.periods import PERIODS
from tests.book import LI, OFFICE, WANG, ZHAO, Book, a_book, register


def figures(book: Book, first: str, last: str) -> dict[str, AnnualRow]:
    asked = Question(given={"first": first, "last": last})
    return {row.item: row for row in book.vault.ask(ANNUAL, asked).rows}


def told(row: AnnualRow) -> tuple[int | None, int | None, int | None, int]:
    return row.top_secret, row.secret, row.confidential, row.total


def test_the_figures_of_a_year_and_of_another(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    day = book.today
    by: dict[str, Any] = {"on": day, "approved_by": "示例委员会", "category": "其他"}
    book.record(
        register(day),
        register(day, doc_number="示办发〔2026〕8号", marking="秘密★5年", copy_nos="1-2"),
        AddPost(code="SM-1", name="收发", department=OFFICE, grade=Grade.CORE, **by),
    )
    desk: dict[str, Any] = {"sort": DeviceKind.COMPUTER, "serial": "SN1", "model": "示例型"}
    named = {"number": "JSJ-1", "name": "计算机", "place": "保密室", "custodian": LI}
    book.record(AddDevice(on=day, level=Level.SECRET, **desk, **named))
    called = PlanTraining(
        on=day,
        topic="法规",
        sort=TrainingKind.ON_POST,
        lecturer="示例讲师",
        hours="3",
        persons=(WANG, ZHAO),
    )
    training = book.record(called).acts[0].training  # type: ignore[attr-defined]
    book.record(AttendTraining(on=day, training=training, absent=(ZHAO,), why="出差"))
    found = {"category": "其他", "inspector": "保密办", "description": "柜门未锁"}
    book.record(NoteFinding(on=day, due=day, **found))
    book.record(ReportMissing(on=day, copy=1, circumstances="清点不见", finder="示例李"))
    seen = figures(book, "2026-01-01", "2026-12-31")
    assert told(seen["收进"]) == (0, 3, 2, 5)
    assert told(seen["期末结存"]) == (0, 3, 2, 5)
    assert told(seen["涉密设备"]) == (0, 1, 0, 1)
    assert told(seen["去向不明"]) == (0, 1, 0, 1)
    totals = {item: row.total for item, row in seen.items() if row.secret is None and row.total}
    assert totals == {
        "核心涉密人员": 1, "重要涉密人员": 1, "一般涉密人员": 1, "核心涉密岗位": 1,
        "培训": 1, "参加培训": 1, "人均学时（全年）": 1, "覆盖率（全年）": 33, "查出问题": 1,
    }  # fmt: skip
    flows = book.vault.ask(PERIODS, Question(given={"first": "2026-01-01", "last": "2026-12-31"}))
    assert sum(row.closing for row in flows.rows) == seen["期末结存"].total
    before = figures(book, "2025-01-01", "2025-12-31")
    there = ("收进", "期末结存", "涉密设备", "核心涉密岗位", "培训", "查出问题", "去向不明")
    assert {before[item].total for item in there} == {0}
