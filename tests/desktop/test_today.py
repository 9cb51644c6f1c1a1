"""今日: what stands on it, where each card leads, what is drawn beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.circulate import CirculateOut
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.values import Level
from db.store.reading import Question
from db.views.outlook import DUTIES, LATE, STOCK, StockRow
from db.views.today import Matter
from desktop.pages.register_page import RegisterPage
from desktop.pages.today_page import TodayPage
from desktop.widgets.matter_card import LINES, MatterCard
from desktop.widgets.outlook_column import OutlookColumn, at_hand, last_months
from desktop.widgets.svg_chart import SvgChart
from desktop.window import MainWindow
from tests.book import WANG, Book, a_book, register
from tests.desktop.framing import window_on

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A ledger in which something of almost every kind is due."""
    made = a_book(tmp_path)
    on = made.today
    made.record(
        register(scope=(WANG,), copy_nos="000120-000125"),
        register(
            doc_number="示办发〔2026〕8号",
            copy_nos="000200",
            title="关于清退的事项",
            recall_due=on + timedelta(days=20),
        ),
        register(
            doc_number="示办发〔2015〕9号",
            copy_nos="000300",
            title="关于届满的事项",
            marking="秘密★1年",
            issued_on=date(2024, 1, 5),
        ),
    )
    for copy, days in ((1, 2), (2, 3), (3, 4), (4, 5), (5, 11)):
        lend = Lend(on=on, copy=copy, to=WANG, approved_by="示例领导",
                    due=on + timedelta(days=days))  # fmt: skip
        made.record(lend, reasons=REASONS)
    made.record(CirculateOut(on=on, copy=6, to=WANG), reasons=REASONS)
    made.clock.forward(days=9)
    yield made
    made.vault.lock()


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    made = window_on(book, qtbot, qapp)
    made.open("today")
    return made


def today(window: MainWindow) -> TodayPage:
    found = window.page("today")
    assert isinstance(found, TodayPage)
    return found


def cards(window: MainWindow) -> dict[Matter, MatterCard]:
    page = today(window)
    found = (page._cards.itemAt(n).widget() for n in range(page._cards.count()))
    return {card.matter: card for card in found if isinstance(card, MatterCard)}


def words(card: MatterCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.text()]


def test_the_gravest_stands_first_with_its_three_oldest_lines(window: MainWindow) -> None:
    found = list(cards(window))
    assert found == [
        Matter.OVERDUE, Matter.RECALL, Matter.UNINSTRUCTED, Matter.DUE, Matter.CIRCULATING,
        Matter.EXPIRY,
    ]  # fmt: skip
    overdue = cards(window)[Matter.OVERDUE]
    assert words(overdue)[:3] == ["逾期未还", "4", "机密 4"]
    late = [text for text in words(overdue) if "超" in text]
    assert [text.split("超")[1] for text in late] == [" 7 天", " 6 天", " 5 天"]
    assert len(late) == LINES


@pytest.mark.parametrize(
    ("matter", "page", "rows"),
    [
        (Matter.OVERDUE, "loans", ["000120", "000121", "000122", "000123"]),
        (Matter.DUE, "loans", ["000124"]),
        (Matter.CIRCULATING, "hops", ["000125"]),
        (Matter.RECALL, "copies", ["000200"]),
    ],
)
def test_enter_on_a_card_opens_exactly_its_rows(
    window: MainWindow, qtbot: QtBot, matter: Matter, page: str, rows: list[str]
) -> None:
    card = cards(window)[matter]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert window.at == page
    shown = window.page(page)
    assert isinstance(shown, RegisterPage)
    assert sorted(row.copy_no for row in shown.model._rows) == rows


def test_the_rail_counts_what_is_to_do_and_marks_what_is_overdue(window: MainWindow) -> None:
    rail = window.ways.rail
    counts = {name: label.text() for name, label in rail._counts.items() if label.text()}
    assert counts == {"loans": "4", "copies": "4"}, "the grave ones alone; else all that is behind"
    assert rail._counts["loans"].objectName() == "danger"
    assert rail._counts["copies"].objectName() == "secondary"
    assert rail._buttons["loans"].accessibleName() == "传阅借阅，待办4"
    window.open("hops")
    tabs = window.ways.tabs.buttons
    assert (tabs["loans"].text(), tabs["hops"].text()) == ("借阅 4", "传阅 1")


def test_a_term_that_ended_opens_the_document(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(cards(window)[Matter.EXPIRY], Qt.MouseButton.LeftButton)
    assert window.at == "documents"
    shown = window.page("documents")
    assert isinstance(shown, RegisterPage)
    assert [row.title for row in shown.model._rows] == ["关于届满的事项"]


def test_what_waits_for_an_instruction_is_opened_by_the_document(window: MainWindow) -> None:
    lines = words(cards(window)[Matter.UNINSTRUCTED])
    cards(window)[Matter.UNINSTRUCTED].opened.emit()
    assert window.at == "unread"
    shown = window.page("unread")
    assert isinstance(shown, RegisterPage)
    assert lines[1] == str(len(shown.model._rows)) == "2"
    assert not any(row.instructed for row in shown.model._rows)


def test_a_missing_copy_is_at_the_top_as_soon_as_it_is_reported(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    report = ReportMissing(on=book.today, copy=7, finder="示例李", circumstances="清点时未见")
    window.session.record(
        report, reasons=REASONS, owner=window, then=lambda _: None, otherwise=window.tell
    )
    assert window.status.said == ""
    assert next(iter(cards(window))) is Matter.MISSING
    qtbot.keyClick(cards(window)[Matter.MISSING], Qt.Key.Key_Return)
    shown = window.page("copies")
    assert isinstance(shown, RegisterPage)
    assert [row.id for row in shown.model._rows] == [7]


def test_the_month_tells_what_falls_due_and_when_to_back_up(window: MainWindow) -> None:
    outlook = today(window).outlook
    grid = outlook.duties
    found = (grid.itemAt(n).widget() for n in range(grid.count()))
    told = [label.text() for label in found if isinstance(label, QLabel)]
    days = dict(zip(told[1::2], told[::2], strict=True))
    assert days["文件应清退 1 件"] == "03-24"
    assert days["备份台账"] == "03-13"
    assert days["借阅应还 1 件"]


def test_what_is_drawn_is_what_the_ledger_holds(window: MainWindow, book: Book) -> None:
    outlook = today(window).outlook
    told = {one.accessibleName(): one.accessibleDescription() for one in drawings(outlook)}
    stock = told["在管份数，按月"].split("，")
    assert "2026-03机密7份" in stock
    assert "2026-03秘密1份" in stock
    earlier = [one for one in stock if "机密" in one and not one.startswith("2026-03")]
    assert [one[7:] for one in earlier] == ["机密0份"] * 11
    assert told["超期未还，按部门"] == "办公室超期未还4件"


def drawings(outlook: OutlookColumn) -> list[SvgChart]:
    return [one for one in outlook.findChildren(SvgChart) if not one.isHidden()]


def test_copies_count_from_the_month_they_came_to_the_month_before_they_went() -> None:
    months = last_months(date(2026, 2, 3))
    assert (months[0], months[-1], len(months)) == ("2025-03", "2026-02", 12)
    rows = [
        StockRow(Level.SECRET, "", "", 5),
        StockRow(Level.SECRET, "2025-12", "", 2),
        StockRow(Level.SECRET, "", "2026-01", 1),
        StockRow(Level.CONFIDENTIAL, "", "", 9),
    ]
    assert at_hand(rows, Level.SECRET, months) == (*(6 for _ in range(9)), 8, 7, 7)


def test_the_views_of_the_month_speak_of_this_month_only(book: Book) -> None:
    given = {"today": "2027-01-31"}
    assert book.vault.ask(DUTIES, Question(given=given)).rows == ()
    assert sum(row.amount for row in book.vault.ask(LATE, Question(given=given)).rows) == 5
    assert {row.came for row in book.vault.ask(STOCK, Question(given=given)).rows} == {"2026-03"}
    later = {"today": "2028-01-31"}
    assert {row.came for row in book.vault.ask(STOCK, Question(given=later)).rows} == {""}
