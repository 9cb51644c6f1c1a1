"""盘点 in the window: scanned by keys alone, told at once, taken up again after a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.beliefs import Bucket
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.stocktaking import What
from db.ledger.values import Level
from db.store import sightings
from desktop.dialogs.act_form import ActForm
from desktop.pages.counting_page import CountingPage
from desktop.window import MainWindow
from tests.book import CABINET, OFFICE, WANG, Book
from tests.desktop.framing import window_on
from tests.store.test_stocktakes import SHELF, closed, furnished, lent, opened


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = furnished(tmp_path)
    yield made
    made.vault.lock()


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    opened(book, CABINET, SHELF)
    return window_on(book, qtbot, qapp)


def counting(window: MainWindow) -> CountingPage:
    window.open("counting")
    page = window.page("counting")
    assert isinstance(page, CountingPage)
    QApplication.processEvents()
    return page


def scan(qtbot: QtBot, at: QWidget, code: str) -> None:
    """What a barcode reader does: keys, then Enter, wherever the cursor is."""
    qtbot.keyClicks(at, code)
    qtbot.keyClick(QApplication.focusWidget() or at, Qt.Key.Key_Return)
    QApplication.processEvents()


def shown(page: CountingPage, bucket: Bucket) -> str:
    return page.box.tiles.text(bucket)


def settled(qtbot: QtBot, page: CountingPage) -> None:
    """Wait until the table was asked anew after a scan."""
    qtbot.waitUntil(lambda: not page._soon.isActive())
    QApplication.processEvents()


def test_scans_are_counted_and_told_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = counting(window)
    assert shown(page, Bucket.WAITING) == "6"
    for code in ("000120", "000121", "211"):
        scan(qtbot, page.box.line, code)
    assert (shown(page, Bucket.FOUND), shown(page, Bucket.WAITING)) == ("3", "3")
    assert page.box.said.text() == "000211 相符"
    scan(qtbot, page.box.line, "ZC-9931-K")
    assert shown(page, Bucket.UNKNOWN) == "1"
    assert "账外" in page.box.said.text()
    settled(qtbot, page)
    assert page.model.row(0).bucket is Bucket.UNKNOWN, "the latest stands first"
    assert "应点 6 份，还差 3 份" in page.box.progress.text()


def test_a_second_scan_is_told_with_its_time(window: MainWindow, qtbot: QtBot) -> None:
    page = counting(window)
    scan(qtbot, page.box.line, "000120")
    scan(qtbot, page.box.line, "000120")
    assert page.box.said.text() == "重复：000120 已扫于 09:00，不重复计数"
    assert shown(page, Bucket.FOUND) == "1"


def test_a_scan_is_taken_wherever_the_cursor_stands(window: MainWindow, qtbot: QtBot) -> None:
    page = counting(window)
    page.table.setFocus()
    scan(qtbot, page.table, "000122")
    assert shown(page, Bucket.FOUND) == "1"


def test_the_scan_box_takes_no_input_method(window: MainWindow) -> None:
    line = counting(window).box.line
    assert not line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_last_digits_of_several_let_one_be_chosen_by_keys(
    book: Book, window: MainWindow, qtbot: QtBot
) -> None:
    page = counting(window)
    scan(qtbot, page.box.line, "11")
    assert page.box.choices.isVisible()
    assert page.box.choices.count() == 2
    qtbot.keyClick(page.box.choices, Qt.Key.Key_Down)
    qtbot.keyClick(page.box.choices, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not page.box.choices.isVisible()
    assert shown(page, Bucket.FOUND) == "1"
    assert len(sightings.made(book.connection, 1)) == 1


def test_pages_mark_and_note_are_said_of_what_was_scanned(
    book: Book, window: MainWindow, qtbot: QtBot
) -> None:
    page = counting(window)
    scan(qtbot, page.box.line, "000120")
    detail = page.box.detail
    qtbot.keyClicks(detail.pages, "7")
    detail.mark.click()
    assert detail.nature.text() == "是复制件"
    detail.nature.click()
    detail.note.setText("缺末页")
    qtbot.keyClick(detail.note, Qt.Key.Key_Return)
    QApplication.processEvents()
    (seen,) = sightings.made(book.connection, 1)
    assert (seen.pages, seen.mark_ok, seen.nature_ok, seen.note) == (7, False, False, "缺末页")
    row = page.model.row(0)
    assert row.remark == "缺末页；应8页，实7页；标志不规范；登记为原件，实物是复制件"
    assert row.difference == "页数不符、标志不规范、原件与复制件不符"


def test_what_moved_is_marked_and_settled_on_the_page(
    book: Book, window: MainWindow, qtbot: QtBot
) -> None:
    lent(book, 3)
    page = counting(window)
    assert shown(page, Bucket.MOVED) == "1"
    assert "其后移动 1 份" in page.box.moved.text()
    (chip,) = (one for one in page.narrowed.chips.all if one.chip.label == "点中移动")
    chip.button.click()
    QApplication.processEvents()
    page.table.setFocus()
    page.table.choose(0, [0])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.box.detail.settle.isVisible()
    page.box.detail.settle.click()
    QApplication.processEvents()
    (seen,) = sightings.made(book.connection, 1)
    assert (seen.copy, seen.bucket) == (3, Bucket.OUT)
    assert seen.moved_by is not None


def test_it_goes_on_where_it_was_after_a_lock(
    book: Book, window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    page = counting(window)
    for code in ("000120", "000211"):
        scan(qtbot, page.box.line, code)
    window.close()
    book.vault.lock()
    book.reopen()
    again = counting(window_on(book, qtbot, qapp))
    assert shown(again, Bucket.FOUND) == "2"
    again.box.line.setFocus()
    scan(qtbot, again.box.line, "000212")
    assert shown(again, Bucket.FOUND) == "3"


def test_a_double_click_in_the_list_opens_the_count(
    book: Book, window: MainWindow, qtbot: QtBot
) -> None:
    two = opened(book, 5)
    window.open("stocktakes")
    QApplication.processEvents()
    page = window.page("stocktakes")
    page.table.choose(0, [0])  # type: ignore[union-attr]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)  # type: ignore[union-attr]
    QApplication.processEvents()
    assert window.at == "counting"
    shown_one = counting(window).now.row
    assert shown_one is not None
    assert shown_one.id == two


def test_closing_is_asked_for_the_one_that_is_counted(window: MainWindow, qtbot: QtBot) -> None:
    page = counting(window)
    asked: list[tuple[str, object]] = []
    page.verb.connect(lambda kind, row: asked.append((kind, row)))
    assert page.head.first is not None
    assert not page.head.first.isEnabled()
    assert "一份也没有点过" in page.head.first.toolTip()
    scan(qtbot, page.box.line, "000120")
    settled(qtbot, page)
    assert page.head.first.isEnabled()
    page.head.first.click()
    (form,) = (one for one in window.findChildren(ActForm))
    assert asked[0][0] == "close_stocktake"
    assert form.grid.editors["stocktake"].value() == 1
    form.close()


def equipped(book: Book) -> None:
    """A computer of 示例王, of the office."""
    named = {"number": "JSJ-001", "name": "计算机", "model": "示例型", "place": "3号柜旁"}
    desk = {"sort": DeviceKind.COMPUTER, "level": Level.SECRET, "custodian": WANG, "serial": "SN-1"}
    book.record(AddDevice(on=book.today, **named, **desk))


def test_a_device_is_scanned_by_its_serial_and_what_differs_is_ticked(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    equipped(book)
    opened(book, what=What.BOTH)
    page = counting(window_on(book, qtbot, qapp))
    assert "应点 8 项" in page.box.progress.text()
    scan(qtbot, page.box.line, "SN-1")
    detail = page.box.detail
    assert detail.about.text() == "JSJ-001 相符"
    assert (detail.mark.text(), detail.nature.text()) == ("序列号不符", "责任人不符")
    assert not detail.pages.isVisible()
    detail.nature.click()
    qtbot.keyClick(detail.note, Qt.Key.Key_Return)
    settled(qtbot, page)
    row = page.model.row(0)
    assert (row.copy_no, row.difference) == ("JSJ-001", "责任人不符")
    page.table.choose(0, [0])
    page._open_card(None)
    detail.back.click()
    QApplication.processEvents()
    assert shown(page, Bucket.WAITING) == "8"


def test_a_device_that_was_not_seen_is_one_step_from_a_finding(
    book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    equipped(book)
    one = opened(book, what=What.DEVICES)
    closed(book, one)
    window = window_on(book, qtbot, qapp)
    page = counting(window)
    page.choose(one)
    QApplication.processEvents()
    row = page.chosen()
    assert (row.copy_no, row.difference) == ("JSJ-001", "盘亏")
    page.head.verb.emit("note_finding")
    (form,) = window.findChildren(ActForm)
    begun = {name: editor.value() for name, editor in form.grid.editors.items()}
    assert (begun["person"], begun["department"], begun["stocktake"]) == (WANG, OFFICE, one)
    assert begun["description"] == "JSJ-001 计算机 示例型（序列号SN-1）：盘亏，账面在3号柜旁"
    form.close()
