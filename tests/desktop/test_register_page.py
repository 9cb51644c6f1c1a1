"""A register page on a real ledger: saved filters, columns, totals, several rows, nothing there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.values import BatchState, Role, State
from db.store.reading import Filter
from db.views.batches import BatchRow
from db.views.copies import COPIES
from db.views.loans import OVERDUE
from db.views.timeline import JOURNAL
from db.views.today import Matter
from desktop.dialogs.act_form import ActForm
from desktop.pages import arranging
from desktop.pages.bulk import MOST
from desktop.pages.catalogue import REGISTERS
from desktop.pages.due import leads_to
from desktop.pages.filter_chips import ChipButton
from desktop.pages.kind import Chip
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.tasks import InlineWorker
from desktop.widgets.badges import RegisterDelegate
from desktop.window import MainWindow
from tests.book import WANG, ZHAO, Book, a_book, register
from tests.desktop.framing import window_on
from tests.desktop.starting import looks

REASONS = {"K10": "领导批准", "V03": "待补", "V09": "补录"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000200", title="关于另一事项"))
    yield made
    made.vault.lock()


@pytest.fixture
def desk(book: Book, qtbot: QtBot, qapp: QApplication) -> Callable[[str], RegisterPage]:
    """Open a page in a session of its own: a second one is the next day at the desk."""

    def sit_down(name: str) -> RegisterPage:
        session = Session(book.vault, InlineWorker(), InlineWorker())
        (kind,) = [kind for kind in REGISTERS if kind.name == name]
        made = RegisterPage(session, looks(qapp), kind)
        qtbot.addWidget(made)
        made.resize(1222, 692)
        made.show()
        QApplication.processEvents()
        return made

    return sit_down


@pytest.fixture
def copies(desk: Callable[[str], RegisterPage]) -> RegisterPage:
    return desk("copies")


@pytest.fixture
def window(book: Book, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    made = MainWindow(Session(book.vault, InlineWorker(), InlineWorker()), looks(qapp))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def page(window: MainWindow, name: str) -> RegisterPage:
    window.open(name)
    QApplication.processEvents()
    found = window.page(name)
    assert isinstance(found, RegisterPage)
    return found


def column(of: RegisterPage, field: str) -> list[str]:
    place = of.model.section(field)
    return [str(of.model.index(row, place).data()) for row in range(of.model.rowCount())]


def typed(of: RegisterPage, field: str, text: str) -> QLineEdit:
    """Type under a heading and go down into the rows, which asks at once."""
    editor = of.header._editors[of.model.section(field)]
    editor.setText(text)
    of.header._pause.stop()
    of.header.changed.emit()
    return editor


def chip(of: RegisterPage, label: str) -> ChipButton:
    (found,) = [one for one in of.narrowed.chips.all if one.chip.label == label]
    return found


def save_as(of: RegisterPage, qtbot: QtBot, name: str) -> None:
    chips = of.narrowed.chips
    assert chips._more.isEnabled()
    chips._more.click()
    chips._name.setText(name)
    qtbot.keyClick(chips._name, Qt.Key.Key_Return)


def keep(of: RegisterPage) -> None:
    """Let the second pass after which an arrangement is kept."""
    of.arranging._settle.timeout.emit()


# -- saved filters ---------------------------------------------------------------------


def test_a_filter_is_saved_under_a_name_and_counted(copies: RegisterPage, qtbot: QtBot) -> None:
    typed(copies, "title", "另一")
    save_as(copies, qtbot, "另一事项")
    assert chip(copies, "另一事项").button.text() == "另一事项  1"
    assert chip(copies, "另一事项").button.isChecked()


def test_choosing_another_chip_takes_the_saved_conditions_away(
    copies: RegisterPage, qtbot: QtBot
) -> None:
    typed(copies, "title", "另一")
    save_as(copies, qtbot, "另一事项")
    chip(copies, "全部在管").button.click()
    assert copies.model.rowCount() == 4
    assert copies.header.typed() == {}
    chip(copies, "另一事项").button.click()
    assert column(copies, "copy_no") == ["000200"]
    assert copies.header.typed() == {"title": "另一"}


def test_words_and_order_belong_to_a_saved_filter(copies: RegisterPage, qtbot: QtBot) -> None:
    copies.narrow("lysx")
    copies.header.setSortIndicator(copies.model.section("copy_no"), Qt.SortOrder.DescendingOrder)
    save_as(copies, qtbot, "拼音找到的")
    chip(copies, "全部").button.click()
    copies.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    chip(copies, "拼音找到的").button.click()
    assert column(copies, "copy_no") == ["000200"]
    assert copies.arranging.sort() == ("copy_no", True)


def test_the_count_of_a_saved_filter_is_live(
    copies: RegisterPage, book: Book, qtbot: QtBot
) -> None:
    typed(copies, "state", "借出")
    save_as(copies, qtbot, "借出去的")
    assert chip(copies, "借出去的").count == 0
    lend(copies, book, 1)
    assert chip(copies, "借出去的").count == 1


def test_saved_filters_come_back_for_the_account(
    copies: RegisterPage, desk: Callable[[str], RegisterPage], qtbot: QtBot
) -> None:
    typed(copies, "title", "另一")
    save_as(copies, qtbot, "另一事项")
    again = desk("copies")
    chip(again, "另一事项").button.click()
    assert column(again, "copy_no") == ["000200"]


def test_a_saved_filter_is_renamed_and_removed_by_key(copies: RegisterPage, qtbot: QtBot) -> None:
    typed(copies, "title", "另一")
    save_as(copies, qtbot, "甲")
    qtbot.keyClick(chip(copies, "甲").button, Qt.Key.Key_F2)
    name = copies.narrowed.chips._name
    name.setText("乙")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert chip(copies, "乙").count == 1
    qtbot.keyClick(chip(copies, "乙").button, Qt.Key.Key_Delete)
    labels = [one.chip.label for one in copies.narrowed.chips.all]
    assert "乙" not in labels
    assert chip(copies, "全部在管").button.isChecked()


def test_a_name_that_is_taken_is_said(copies: RegisterPage, qtbot: QtBot) -> None:
    typed(copies, "title", "另一")
    save_as(copies, qtbot, "甲")
    save_as(copies, qtbot, "甲")
    name = copies.narrowed.chips._name
    assert name.isVisible()
    assert name.toolTip() == "已有同名的筛选"
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert not name.isVisible()


def test_there_is_nothing_to_save_until_something_narrows(copies: RegisterPage) -> None:
    assert not copies.narrowed.chips._more.isEnabled()
    typed(copies, "title", "另一")
    assert copies.narrowed.chips._more.isEnabled()


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        "[]",
        '{"filters": 3}',
        '{"filters": [4, {"name": "甲"}]}',
        '{"filters": [{"name": "甲", "chip": "全部", "typed": {"gone": "1"}, "words": ""}]}',
        '{"filters": [{"name": "甲", "chip": "没有", "typed": {}, "words": ""}]}',
        '{"filters": [{"name": "甲", "chip": "全部", "typed": {"title": 5}, "words": ""}]}',
        '{"filters": [{"name": "", "chip": "全部", "typed": {}, "words": ""}]}',
        '{"filters": [{"name": "甲", "chip": "", "typed": {}, "words": "", "handed": 3}]}',
        '{"filters": [{"name": "甲", "chip": "", "typed": {}, "words": "", "handed":'
        ' {"filters": [["gone", "IS", [1]]], "view": ""}}]}',
        '{"filters": [{"name": "甲", "chip": "", "typed": {}, "words": "", "handed":'
        ' {"filters": [], "view": "journal"}}]}',
    ],
)
def test_a_kept_filter_that_no_longer_fits_is_dropped(
    book: Book, desk: Callable[[str], RegisterPage], kept: str
) -> None:
    book.vault.drafts.keep("filter:copies", kept)
    of = desk("copies")
    assert [one.saved for one in of.narrowed.chips.all if one.saved] == []
    assert of.model.rowCount() == 4


def test_what_another_page_handed_over_is_saved_too(
    copies: RegisterPage, desk: Callable[[str], RegisterPage], qtbot: QtBot
) -> None:
    copies.show_only(Chip("份号 000200", (Filter("id", (4,)), Filter("state", (State.IN_STOCK,)))))
    assert copies.narrowed.chips._more.isEnabled()
    save_as(copies, qtbot, "盯住这一份")
    assert not copies.narrowed.chips._handed.isVisible()
    assert chip(copies, "盯住这一份").button.text() == "盯住这一份  1"
    chip(copies, "全部").button.click()
    assert copies.model.rowCount() == 4
    chip(copies, "盯住这一份").button.click()
    assert column(copies, "copy_no") == ["000200"]
    again = desk("copies")
    chip(again, "盯住这一份").button.click()
    assert column(again, "copy_no") == ["000200"]


def test_what_was_due_in_three_days_is_so_on_another_day(
    desk: Callable[[str], RegisterPage], book: Book, qtbot: QtBot
) -> None:
    _, handed = leads_to(Matter.DUE, (), book.today)
    of = desk("loans")
    of.show_only(handed)
    save_as(of, qtbot, "快到期")
    book.clock.forward(days=10)
    of = desk("loans")
    chip(of, "快到期").button.click()
    days = [one.values[0] for one in of.narrowed.asked()[1].filters]
    assert days == [book.today, book.today + timedelta(days=3)]


def test_another_view_that_was_handed_over_is_asked_again(
    desk: Callable[[str], RegisterPage], book: Book, qtbot: QtBot
) -> None:
    of = desk("loans")
    of.show_only(leads_to(Matter.OVERDUE, (), book.today)[1])
    save_as(of, qtbot, "超期的")
    of = desk("loans")
    chip(of, "超期的").button.click()
    assert of.narrowed.asked()[0] is OVERDUE


def test_a_saved_filter_whose_order_is_gone_keeps_its_conditions(
    book: Book, desk: Callable[[str], RegisterPage]
) -> None:
    book.vault.drafts.keep(
        "filter:copies",
        '{"filters": [{"name": "甲", "chip": "全部", "typed": {"title": "另一"}, "words": "",'
        ' "sort": ["gone", true]}]}',
    )
    of = desk("copies")
    chip(of, "甲").button.click()
    assert column(of, "copy_no") == ["000200"]


def test_the_words_that_were_looked_for_are_shown_and_taken_away(copies: RegisterPage) -> None:
    copies.narrow("lysx")
    assert copies.model.rowCount() == 1
    words = copies.narrowed.chips._words
    assert words.isVisible()
    assert words.text() == "搜索“lysx”"
    words.click()
    assert copies.model.rowCount() == 4
    assert not words.isVisible()


# -- columns ---------------------------------------------------------------------------


def test_columns_are_chosen_moved_and_remembered(
    copies: RegisterPage, desk: Callable[[str], RegisterPage]
) -> None:
    copies.chooser.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    copies.arranging.show("issuer", shown=True)
    copies.arranging.move("issuer", 0)
    copies.header.resizeSection(copies.model.section("state"), 133)
    copies.header.setSortIndicator(copies.model.section("copy_no"), Qt.SortOrder.DescendingOrder)
    fields = copies.arranging.fields()
    assert fields[0] == "issuer"
    assert "copy_no" not in fields
    keep(copies)
    again = desk("copies")
    assert again.arranging.fields() == fields
    assert again.header.sectionSize(again.model.section("state")) == 133
    assert again.arranging.sort() == ("copy_no", True)
    assert column(again, "copy_no")[0] == "000200"


def test_columns_go_back_to_what_the_page_comes_with(
    copies: RegisterPage, desk: Callable[[str], RegisterPage]
) -> None:
    before = copies.arranging.fields()
    copies.arranging.show("issuer", shown=True)
    keep(copies)
    copies.chooser.reset.emit()
    assert copies.arranging.fields() == before
    assert desk("copies").arranging.fields() == before


def test_an_arrangement_is_kept_at_most_once_a_second(copies: RegisterPage) -> None:
    drawer = copies._session.drawer
    section = copies.model.section("state")
    for width in range(80, 100):
        copies.header.resizeSection(section, width)
    assert drawer.kept("layout:copies") == {}
    assert copies.arranging._settle.isActive()
    assert copies.arranging._settle.interval() == arranging.SETTLES == 1000
    keep(copies)
    assert '"state":99' in drawer.kept("layout:copies")["layout:copies"]


@pytest.mark.parametrize(
    "kept",
    [
        "no JSON",
        "3",
        "[" * 100_000,
        '{"order": 3, "shown": {}, "widths": [], "sort": 1}',
        '{"order": ["gone"], "shown": ["gone"], "widths": {"gone": 5}, "sort": ["gone", true]}',
        '{"order": ["title"], "shown": [], "widths": {"title": -5}, "sort": ["title", 3]}',
    ],
)
def test_a_kept_arrangement_that_no_longer_fits_is_dropped(
    book: Book, desk: Callable[[str], RegisterPage], kept: str
) -> None:
    book.vault.drafts.keep("layout:copies", kept)
    of = desk("copies")
    assert of.arranging.fields() == list(of.kind.columns)


def test_a_column_that_a_kept_arrangement_does_not_know_stays_hidden(
    book: Book, desk: Callable[[str], RegisterPage]
) -> None:
    book.vault.drafts.keep(
        "layout:copies", '{"order": ["title", "copy_no"], "shown": ["title", "copy_no"]}'
    )
    of = desk("copies")
    assert of.arranging.fields() == ["title", "copy_no"]


def test_the_last_column_stays(copies: RegisterPage) -> None:
    for field in copies.arranging.fields():
        copies.arranging.show(field, shown=False)
    assert len(copies.arranging.fields()) == 1


def test_a_condition_under_a_hidden_column_does_not_count(copies: RegisterPage) -> None:
    typed(copies, "copy_no", "000200")
    assert copies.model.rowCount() == 1
    copies.arranging.show("copy_no", shown=False)
    assert copies.header.typed() == {}
    assert copies.model.rowCount() == 4


def test_a_heading_that_does_not_sort_leaves_the_order(copies: RegisterPage) -> None:
    section = copies.model.section("copy_no")
    copies.header.setSortIndicator(section, Qt.SortOrder.DescendingOrder)
    copies.header.setSortIndicator(copies.model.section("title"), Qt.SortOrder.AscendingOrder)
    assert copies.arranging.sort() == ("copy_no", True)
    assert copies.header.sortIndicatorSection() == section
    assert column(copies, "copy_no")[0] == "000200"


def test_a_column_moves_by_key(copies: RegisterPage, qtbot: QtBot) -> None:
    second = copies.arranging.fields()[1]
    copies.chooser.open_at(QPoint(0, 0))
    copies.chooser.list.setCurrentRow(1)
    qtbot.keyClick(copies.chooser.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert copies.arranging.fields()[0] == second
    copies.chooser.close()


# -- totals ----------------------------------------------------------------------------


def test_the_line_below_counts_by_level_what_is_shown(copies: RegisterPage) -> None:
    assert "4 份" in copies.totals.text
    assert "机密 4" in copies.totals.text
    typed(copies, "title", "另一")
    assert "1 / 4 份" in copies.totals.text
    assert "机密 1" in copies.totals.text
    assert "绝密" not in copies.totals.text


def test_the_line_below_says_order_and_columns(copies: RegisterPage) -> None:
    copies.header.setSortIndicator(copies.model.section("copy_no"), Qt.SortOrder.AscendingOrder)
    assert f"按 份号 升序 · 列 7/{len(copies.model.columns)}" in copies.totals.text


@pytest.mark.parametrize("name", ["receipts", "copies", "documents", "journal"])
def test_the_counts_are_those_of_the_book(
    desk: Callable[[str], RegisterPage], book: Book, name: str
) -> None:
    of = desk(name)
    of_all = len(book.vault.ask(of.kind.view, of.question()).rows)
    assert of.totals.text.startswith(f"{of_all} {of.kind.unit}")


# -- typing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("state", "在", 4),
        ("state", "借", 0),
        ("state", "无此状态", 0),
        ("title", "另一", 1),
        ("title", "lysx", 1),
        ("copy_no", "0012", 3),
        ("due", "2026-03", 0),
        ("due", "x", 0),
    ],
)
def test_what_is_typed_narrows(copies: RegisterPage, field: str, text: str, found: int) -> None:
    typed(copies, field, text)
    assert copies.model.rowCount() == found


def test_what_cannot_be_read_is_marked_and_finds_nothing(copies: RegisterPage) -> None:
    editor = typed(copies, "due", "三月底吧")
    assert editor.property("wrong")
    typed(copies, "due", "")
    assert not editor.property("wrong")


def test_a_month_and_a_span_are_days_of_a_date_column(
    desk: Callable[[str], RegisterPage], book: Book
) -> None:
    of = desk("receipts")
    month = f"{book.today:%Y-%m}"
    everything = of.model.rowCount()
    for text, found in (
        (month, everything),
        (f"{book.today:%Y}", everything),
        (f"≥{book.today}", everything),
        (f">{book.today}", 0),
        (f"<{book.today}", 0),
        (f"2020..{month}", everything),
        ("今天", everything),
        ("昨天", 0),
    ):
        typed(of, "received_on", text)
        assert of.model.rowCount() == found, text


def test_escape_empties_and_down_goes_to_the_rows(copies: RegisterPage, qtbot: QtBot) -> None:
    editor = copies.header._editors[copies.model.section("title")]
    editor.setFocus()
    qtbot.keyClicks(editor, "zzz")
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert copies.model.rowCount() == 0
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    with qtbot.waitSignal(copies.header.changed):
        pass
    assert copies.model.rowCount() == 4


# -- several rows ----------------------------------------------------------------------


def lend(of: RegisterPage, book: Book, *copies: int) -> None:
    acts = [Lend(on=book.today, copy=copy, to=WANG, approved_by="示例领导") for copy in copies]
    wrong: list[Exception] = []
    of._session.record(
        *acts, reasons=REASONS, owner=of, then=lambda _: None, otherwise=wrong.append
    )
    assert not wrong
    QApplication.processEvents()


def test_all_rows_are_chosen_and_the_bar_says_so(copies: RegisterPage, qtbot: QtBot) -> None:
    assert not copies.bar.isVisible()
    qtbot.keyClick(copies.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copies.bar.isVisible()
    assert copies.bar._said.text() == "已选 4 份"
    qtbot.keyClick(copies.table, Qt.Key.Key_Escape)
    assert not copies.bar.isVisible()
    assert len(copies.table.chosen()) == 1


def test_shift_and_down_choose_several(copies: RegisterPage, qtbot: QtBot) -> None:
    copies.table.setFocus()
    qtbot.keyClick(copies.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert copies.choosing.copies() == (1, 2)


def test_the_bar_offers_what_the_acts_say(copies: RegisterPage) -> None:
    assert {"lend", "give_back", "circulate_out", "extend", "relocate", "list_destruction"} <= set(
        copies.bar.verbs.offered
    )
    assert not {"register", "bag_destruction", "report_missing"} & set(copies.bar.verbs.offered)


def test_a_verb_is_offered_if_one_copy_allows_it_and_says_why_not_all(
    copies: RegisterPage, book: Book
) -> None:
    lend(copies, book, 1)
    copies.table.choose(0, [0, 1, 2])
    copies.bar.look_again()
    assert copies.bar.verbs.offered["give_back"].isEnabled()
    assert "2 份不能" in copies.bar.verbs.offered["give_back"].toolTip()
    assert not copies.bar.verbs.offered["circulate_back"].isEnabled()
    assert "K" in copies.bar.verbs.offered["circulate_back"].toolTip()


def test_a_verb_opens_its_dialog_with_every_chosen_copy_judged(
    window: MainWindow, book: Book
) -> None:
    copies = page(window, "copies")
    lend(copies, book, 1)
    copies.table.choose(0, [0, 1, 2])
    copies.bar.look_again()
    copies.bar.verbs.offered["give_back"].trigger()
    (form,) = window.findChildren(ActForm)
    assert form.scan is not None
    form.judge()
    assert [item.row.id for item in form.scan.items if item.row] == [1, 2, 3]
    assert [item.good for item in form.scan.items] == [True, False, False]
    assert form.scan.items[1].rule.startswith("K")
    form.reject()


def test_several_copies_are_recorded_by_one_press(window: MainWindow, book: Book) -> None:
    copies = page(window, "copies")
    lend(copies, book, 1, 2)
    assert column(copies, "state")[:2] == ["借出", "借出"]
    copies.table.choose(0, [0, 1])
    copies.bar.look_again()
    copies.bar.verbs.offered["give_back"].trigger()
    (form,) = window.findChildren(ActForm)
    assert not form.face.notice.isVisible()
    before = book.vault.ask(JOURNAL).rows
    form.record()
    assert len(book.vault.ask(JOURNAL).rows) == len(before) + 2
    assert "借出" not in column(copies, "state")
    assert copies.choosing.copies() == (1, 2)  # still chosen, for the next verb


def test_several_copies_of_one_list_are_one_act(
    window: MainWindow,
) -> None:
    copies = page(window, "copies")
    copies.table.choose(0, [0, 1, 2])
    copies.bar.look_again()
    copies.bar.verbs.offered["list_destruction"].trigger()
    (form,) = window.findChildren(ActForm)
    assert form.scan is not None
    assert form.scan.copies == (1, 2, 3)
    form.reject()


def test_more_rows_than_a_list_takes_are_not_handed_on(copies: RegisterPage) -> None:
    copies.bar.choose(MOST + 1, range(MOST + 1))
    copies.bar.look_again()
    assert f"一次最多办 {MOST} 份" in copies.bar._said.text()
    assert not any(button.isEnabled() for button in copies.bar.verbs.offered.values())


def test_chosen_rows_are_copied_as_the_table_shows_them(copies: RegisterPage, qtbot: QtBot) -> None:
    copies.arranging.show("title", shown=False)
    copies.table.choose(0, [0, 1])
    qtbot.keyClick(copies.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["000120", "000121"]
    assert len(lines[0].split("\t")) == len(copies.arranging.fields())


def test_a_cell_that_looks_like_a_formula_is_copied_as_text(
    copies: RegisterPage, book: Book, qtbot: QtBot
) -> None:
    book.record(register(doc_number="", copy_nos="000300", title="=HYPERLINK(1)\t+后文"))
    of = copies
    of.ask()
    typed(of, "copy_no", "000300")
    qtbot.keyClick(of.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert len(cells) == len(of.arranging.fields())
    assert any(cell.startswith("'=HYPERLINK(1)") for cell in cells)


def copied(of: RegisterPage, qtbot: QtBot) -> str:
    """Press the key on the chosen rows; return what is on the clipboard then."""
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(of.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def rule_copying(book: Book, value: int) -> None:
    """Let two persons set what holds for copying, as an administrator and back."""
    word = "系统口令第一二三四"
    book.account("示例管", ZHAO, Role.SYS_ADMIN, password=word)
    book.reopen(word, "示例管")
    rule = SetPolicy(on=book.today, name="copying", value=value, source="示例制度")
    book.record(rule, second=book.second())
    book.reopen()


def test_what_leaves_the_window_is_on_record_without_its_contents(
    copies: RegisterPage, book: Book, qtbot: QtBot
) -> None:
    copies.table.choose(0, [0, 1])
    assert copied(copies, qtbot)
    entry = "SELECT max(seq), kind, subjects FROM entry"
    seq, kind, subjects = book.connection.execute(entry).fetchone()
    assert (kind, subjects) == ("copy_cells", "")
    body = book.connection.execute("SELECT name, value FROM field WHERE seq = ?", (seq,))
    told = {name: bytes(value).decode() for name, value in body}
    assert told["register"] == f'"{COPIES.title}"'
    assert told["rows"] == "2"
    assert "示例" not in "".join(told.values())


def test_a_unit_may_want_no_record_of_it(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    rule_copying(book, 2)
    of = page(window_on(book, qtbot, qapp), "copies")
    before = book.vault.prove(full=False).entries
    assert copied(of, qtbot)
    assert book.vault.prove(full=False).entries == before


def test_a_unit_may_forbid_it(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    rule_copying(book, 0)
    window = window_on(book, qtbot, qapp)
    of, before = page(window, "copies"), book.vault.prove(full=False).entries
    assert copied(of, qtbot) == ""
    assert "不得" in window.status.said
    assert book.vault.prove(full=False).entries == before


def test_the_key_for_lending_takes_the_chosen_copies(window: MainWindow) -> None:
    of = page(window, "copies")
    of.table.choose(0, [0, 1])
    window.act("lend", window._several())
    (form,) = window.findChildren(ActForm)
    assert form.scan is not None
    assert form.scan.copies == (1, 2)
    form.reject()


# -- nothing there, keyboard, names ----------------------------------------------------


def test_an_empty_page_says_what_it_is_for_and_offers_its_verb(
    window: MainWindow, qtbot: QtBot
) -> None:
    of = page(window, "loans")
    assert of.empty.isVisible()
    assert of.empty.sentence == of.kind.empty
    with qtbot.waitSignal(of.verb) as told:
        of.empty.button.click()
    assert told.args[0] == "lend"
    (form,) = window.findChildren(ActForm)
    form.reject()


def test_a_filter_that_finds_nothing_offers_to_be_cleared(copies: RegisterPage) -> None:
    typed(copies, "title", "没有这样的标题")
    assert "没有符合筛选条件" in copies.empty.sentence
    assert copies.card is not None
    assert copies.card.isVisible()  # empty, in its place
    assert not [one for one in copies.card.findChildren(QPushButton) if one.isVisible()]
    copies.empty.button.click()
    assert copies.model.rowCount() == 4
    assert not copies.empty.isVisible()


def test_an_empty_chip_leads_back_to_the_first(copies: RegisterPage) -> None:
    chip(copies, "去向不明").button.click()
    assert "去向不明" in copies.empty.sentence
    copies.empty.button.click()
    assert chip(copies, "全部在管").button.isChecked()
    assert copies.model.rowCount() == 4


def test_enter_goes_into_the_card_and_escape_back(copies: RegisterPage, qtbot: QtBot) -> None:
    copies.table.setFocus()
    qtbot.keyClick(copies.table, Qt.Key.Key_Return)
    assert copies.card is not None
    assert copies.card.isVisible()
    copies._close_card()
    assert copies.table.hasFocus() or not copies.window().isActiveWindow()


def test_in_a_narrow_window_the_one_copy_that_was_looked_for_is_in_sight(
    copies: RegisterPage,
) -> None:
    copies.resize(760, 500)
    assert copies.card is not None
    copies.show_only(Chip("份号", (Filter("id", (1, 4)),)))
    assert not copies.card.isVisible()
    copies.show_only(Chip("份号 000200", (Filter("id", (4,)),)))
    assert copies.card.isVisible()
    assert not copies.table.isVisible()
    copies._close_card()
    assert copies.table.isVisible()
    copies.ask()
    assert copies.table.isVisible()


def test_the_menu_key_offers_verbs_and_copying(copies: RegisterPage) -> None:
    copies.bar.look_again()
    copies.table.customContextMenuRequested.emit(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = {action.text(): action.isEnabled() for action in menu.actions()}
    assert actions["借出"]
    assert not actions["归还"]
    assert "复制所选\tCtrl+C" in actions
    menu.close()


def test_the_chosen_row_stays_when_something_else_is_recorded(
    copies: RegisterPage, book: Book
) -> None:
    copies.table.choose(2, [2, 3])
    lend(copies, book, 1)
    assert copies.table.chosen() == [2, 3]
    assert copies.chosen().id == 3


def test_a_page_that_is_not_shown_asks_nothing_until_it_is(
    copies: RegisterPage, book: Book
) -> None:
    copies.hide()
    lend(copies, book, 1)
    assert "借出" not in column(copies, "state")
    copies.show()
    QApplication.processEvents()
    assert "借出" in column(copies, "state")
    assert chip(copies, "在外").count == 1


def test_the_page_that_was_open_is_open_again(
    window: MainWindow, book: Book, qtbot: QtBot, qapp: QApplication
) -> None:
    assert window.at == "today"
    window.open("journal")
    window._last._settle.timeout.emit()
    again = MainWindow(Session(book.vault, InlineWorker(), InlineWorker()), looks(qapp))
    qtbot.addWidget(again)
    assert again.at == "journal"


def test_a_page_that_is_gone_is_not_opened(book: Book, qtbot: QtBot, qapp: QApplication) -> None:
    book.vault.drafts.keep("layout:", "gone")
    made = MainWindow(Session(book.vault, InlineWorker(), InlineWorker()), looks(qapp))
    qtbot.addWidget(made)
    assert made.at == "today"


def test_every_control_of_a_page_has_an_accessible_name(window: MainWindow) -> None:
    for of in window.findChildren(RegisterPage):
        for button in of.findChildren(QPushButton):
            assert button.text().strip() or button.accessibleName()
        for editor in of.findChildren(QLineEdit):
            assert editor.accessibleName()
        assert of.table.accessibleName()
        assert of.chooser.list.accessibleName()


def test_a_day_that_has_passed_is_red_only_while_something_is_to_be_done(
    window: MainWindow,
) -> None:
    of = page(window, "clearing")
    day = window.session.today
    batch = BatchRow(*([None] * (len(fields(BatchRow)) - 1)))
    late = replace(batch, due=day - timedelta(days=1), state=BatchState.APPROVED)
    ink = RegisterDelegate(of.model, window.look, of.table)._ink
    red = window.look.colour("red")
    assert ink("due", late) == red
    assert ink("due", replace(late, due=day)) != red
    for over in (BatchState.CLOSED, BatchState.CANCELLED):
        assert ink("due", replace(late, state=over)) != red
