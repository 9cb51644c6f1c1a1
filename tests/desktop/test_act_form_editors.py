"""Editors: days and marks as people write them, and pickers over very many choices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.ledger.acts.correction.correct import CorrectCopy, CorrectDocument
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.acts.intake.register import Register
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.deadlines import DayProblem
from db.ledger.values import Grade, State
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.form.editors.day_text import distance, read_day, read_hour
from desktop.dialogs.form.editors.editor import Editor, Unreadable
from desktop.dialogs.form.editors.picker import Picker
from desktop.session import Session
from desktop.tasks import SerialWorker
from tests.book import FINANCE, LI, QIAN, WANG, ZHAO, Book, a_book, register
from tests.desktop.filling import LOOK, Desk, said

DAY = date(2026, 3, 4)  # a Wednesday


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def typed(form: ActForm, name: str, text: str) -> Editor:
    """Type into a field and leave it."""
    editor = form.grid.editors[name]
    editor.setFocus()
    editor.focusProxy().setText(text)  # type: ignore[union-attr]
    return editor


# -- days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3.5", date(2026, 3, 5)),
        ("0305", date(2026, 3, 5)),
        ("3月5日", date(2026, 3, 5)),
        ("３／５", date(2026, 3, 5)),
        ("明天", date(2026, 3, 5)),
        ("+1", date(2026, 3, 5)),
        ("5", date(2026, 3, 5)),
        ("260305", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("昨天", date(2026, 3, 3)),
        ("-30", date(2026, 2, 2)),
        ("10天后", date(2026, 3, 14)),
        ("月底", date(2026, 3, 31)),
        ("12.17", date(2025, 12, 17)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert read_day(text, DAY) == day


def test_a_day_ahead_is_the_next_one_of_its_name() -> None:
    assert read_day("1.5", DAY, ahead=True) == date(2027, 1, 5)
    assert read_day("12.17", DAY, ahead=True) == date(2026, 12, 17)


@pytest.mark.parametrize(
    "text", ["2.30", "1332", "下次", "45000", "3.5.6.7", "9999999999", "+", "."]
)
def test_what_is_no_day_says_so(text: str) -> None:
    with pytest.raises(DayProblem):
        read_day(text, DAY)


def test_the_distance_is_told() -> None:
    assert distance(DAY, DAY) == "周三 · 今天"
    assert distance(date(2026, 4, 21), DAY) == "周二 · 48 天后"
    assert distance(date(2026, 3, 1), DAY) == "周日 · 3 天前"


@pytest.mark.parametrize(
    ("text", "hour"),
    [("1405", "14:05"), ("14:05", "14:05"), ("下午2点半", "14:30"), ("9", "09:00"), ("早", "早")],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: str) -> None:
    assert read_hour(text) == hour


def test_a_day_field_shows_what_it_understood_and_writes_it_out(desk: Desk) -> None:
    form = desk.form(Lend)
    due = typed(form, "due", "+48")
    assert due.note.text() == "4月21日 周二 · 48 天后"
    desk.enter(form)
    assert due.draft() == "2026-04-21"
    assert due.note.text() == "周二 · 48 天后"


def test_an_unreadable_day_is_refused_once_it_is_left(desk: Desk) -> None:
    form = desk.form(Lend)
    due = typed(form, "due", "2.30")
    form.judge()
    assert said(form) == {}, "still being typed"
    desk.enter(form)
    form.judge()
    assert said(form) == {"due": ["V01"]}
    assert due.draft() == "2.30"


# -- marks, numbers, choices -------------------------------------------------------------


def test_a_mark_is_understood_and_written_in_full(desk: Desk) -> None:
    form = desk.form(Register)
    marking = typed(form, "marking", "机密10年")
    assert "机密★10年" in marking.note.text()
    desk.enter(form)
    assert marking.draft() == "机密★10年"
    typed(form, "marking", "机密")
    assert "按最长20年算" in marking.note.text()


def test_copy_numbers_are_counted_while_one_types(desk: Desk) -> None:
    form = desk.form(Register)
    numbers = typed(form, "copy_nos", "120-139、000150")
    assert numbers.note.text() == "共 21 份"
    typed(form, "copy_nos", "139-120")
    with pytest.raises(Unreadable, match="颠倒"):
        numbers.value()


@pytest.mark.parametrize("text", ["一", "3.5", "12a", "9" * 20, "²"])
def test_what_is_no_number_says_so(desk: Desk, text: str) -> None:
    with pytest.raises(Unreadable):
        typed(desk.form(Register), "pages", text).value()


def test_few_choices_are_segments_and_many_a_list(desk: Desk) -> None:
    grade = desk.form(AddPerson).grid.editors["grade"]
    assert grade.value() is None
    grade.show_value(Grade.CORE)
    assert grade.value() is Grade.CORE
    assert [button.text() for button in grade.group.buttons()] == ["核心", "重要", "一般"]  # type: ignore[attr-defined]
    state = desk.form(OpenRow).grid.editors["state"]
    assert state.value() is State.IN_STOCK
    assert state.box.itemText(0) == "在库"  # type: ignore[attr-defined]


def test_a_field_of_keys_shows_words(desk: Desk) -> None:
    field = desk.form(CorrectDocument).grid.editors["field"]
    field.box.setCurrentText("来文机关")  # type: ignore[attr-defined]
    assert field.value() == "issuer"
    numbers = desk.form(CorrectCopy).grid.editors["field"]
    assert [button.text() for button in numbers.group.buttons()] == ["份号", "页数", "载体"]  # type: ignore[attr-defined]


def test_lists_and_pairs_are_lines_of_text(desk: Desk) -> None:
    numbers = desk.form(OpenRow).grid.editors["nos"]
    numbers.box.setPlainText("甲1号、乙2号\n丙3号")  # type: ignore[attr-defined]
    assert numbers.value() == ("甲1号", "乙2号", "丙3号")
    called = desk.form(ListClearing).grid.editors["called"]
    called.box.setPlainText("示办发〔2025〕7号\t示例\t1、3\n示办发〔2025〕8号\n")  # type: ignore[attr-defined]
    assert called.value() == ("示办发〔2025〕7号｜示例｜1、3", "示办发〔2025〕8号")
    pairs = desk.form(OpenRow).grid.editors["as_typed"]
    pairs.box.setPlainText("收文号：12\n文件标题: 关于a：b的通知")  # type: ignore[attr-defined]
    assert pairs.value() == {"收文号": "12", "文件标题": "关于a：b的通知"}


# -- pickers -----------------------------------------------------------------------------


def pick(desk: Desk, form: ActForm, name: str, text: str) -> Picker:
    picker = form.grid.editors[name]
    assert isinstance(picker, Picker)
    picker.setFocus()
    picker.line.clear()
    desk.type(form, text)
    picker.ask_now()
    return picker


def offered(picker: Picker) -> list[str]:
    assert picker.popup is not None
    return [picker.popup.item(row).text() for row in range(picker.popup.count())]


@pytest.mark.parametrize("text", ["slw", "SLW", "王", "例王", "2"])
def test_a_person_is_found_by_initials_part_of_the_name_or_number(desk: Desk, text: str) -> None:
    form = desk.form(Lend)
    picker = pick(desk, form, "to", text)
    assert "示例王 · 办公室 · 核心" in offered(picker)
    desk.enter(form)
    assert picker.value() == WANG
    assert form.grid.at(form.focusWidget()) is form.grid.editors["approved_by"], "and moves on"


def test_arrows_choose_and_escape_only_closes_the_list(desk: Desk) -> None:
    form = desk.form(Lend)
    picker = pick(desk, form, "to", "z")
    assert len(offered(picker)) == 2
    desk.press(form, Qt.Key.Key_Down)
    desk.enter(form)
    assert picker.line.text().startswith("示例周")
    pick(desk, form, "to", "z")
    desk.press(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert picker.popup is not None
    assert picker.popup.isHidden()


def test_text_that_names_nobody_is_no_person(desk: Desk) -> None:
    form = desk.form(Lend)
    picker = pick(desk, form, "to", "qqqq")
    assert offered(picker) == ["没有找到"]
    with pytest.raises(Unreadable, match="还没有选定"):
        picker.value()
    desk.enter(form)
    assert form.grid.at(form.focusWidget()) is picker


def test_changing_the_text_lets_go_of_the_person(desk: Desk) -> None:
    form = desk.form(Lend)
    picker = form.grid.editors["to"]
    picker.show_value(WANG)
    picker.setFocus()
    desk.press(form, Qt.Key.Key_End)
    desk.press(form, Qt.Key.Key_Backspace)
    with pytest.raises(Unreadable):
        picker.value()


def test_several_are_chips_that_can_be_taken_away(desk: Desk, book: Book) -> None:
    book.record(register())
    form = desk.form(SetScope)
    for text in ("slw", "slz"):
        picker = pick(desk, form, "persons", text)
        desk.enter(form)
    assert picker.value() == (WANG, ZHAO)
    assert form.grid.at(form.focusWidget()) is picker, "the next name may follow"
    desk.press(form, Qt.Key.Key_Backspace)
    assert picker.value() == (WANG,)
    desk.enter(form)
    assert form.grid.at(form.focusWidget()) is form.grid.editors["departments"]
    departments = pick(desk, form, "departments", "cw")
    desk.enter(form)
    assert departments.value() == (FINANCE,)


def test_a_document_is_found_by_words_and_by_number(desk: Desk, book: Book) -> None:
    book.record(register(), register(doc_number="示办发〔2026〕8号", title="另一份"))
    form = desk.form(CorrectDocument)
    for text in ("示例工作", "slgz", "示办发[2026]7号"):
        picker = pick(desk, form, "document", text)
        assert offered(picker) == ["示办发〔2026〕7号 · 机密★10年 · 关于示例工作的通知"], text


def test_a_copy_is_found_by_its_number(desk: Desk, book: Book) -> None:
    book.record(register())
    form = desk.form(CorrectCopy)
    for text in ("000121", "121", "Z000002", "示办发〔2026〕7号/121"):
        (words,) = offered(pick(desk, form, "copy", text))
        assert words.startswith("000121 · 机密★10年"), text


def test_a_chosen_person_shows_department_and_grade(desk: Desk) -> None:
    form = desk.form(Lend, {"to": QIAN})
    assert form.grid.editors["to"].value() == QIAN
    assert form.grid.editors["to"].draft()[0] == [[QIAN, "示例钱"]]
    assert desk.form(Lend, {"to": LI}).grid.editors["to"].draft()[0][0][1].startswith("示例李")


def test_thirty_thousand_persons_answer_while_one_types(book: Book, qtbot: Any) -> None:
    book.connection.executemany(
        "INSERT INTO person (id, name, department, post, grade, employment, on_post, unverified,"
        " rooms) VALUES (?, ?, 1, '', NULL, '正式', 1, 0, 0)",
        [
            (number, f"示例{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}")
            for number in range(100, 30_100)
        ],
    )
    book.connection.execute(
        "INSERT INTO person (id, name, post, employment, on_post, unverified, rooms)"
        " VALUES (40000, '欧阳末位', '', '正式', 1, 0, 0)"
    )
    session = Session(book.vault, SerialWorker("write"), SerialWorker("read"))
    form = ActForm(session, LOOK, Lend)
    qtbot.addWidget(form)
    form.show()
    picker = form.grid.editors["to"]
    assert isinstance(picker, Picker)
    picker.setFocus()
    for text, words in (("oymw", "欧阳末位"), ("末位", "欧阳末位"), ("slj", "示例")):
        picker.line.clear()
        QTest.keyClicks(picker.line, text) if text.isascii() else picker.line.insert(text)
        picker.ask_now()
        qtbot.waitUntil(lambda text=text: bool(picker._answered == text), timeout=60_000)
        assert offered(picker)[0].startswith(words)
        assert len(offered(picker)) <= 20
    form.close()
    with qtbot.waitSignal(session.locked):
        session.lock()
