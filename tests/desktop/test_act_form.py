"""A form for every act: its fields, its refusals where they belong, nothing typed ever lost."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from db.ledger.act import Act
from db.ledger.acts import ACTS
from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.intake.packets import AnnouncePacket
from db.ledger.acts.intake.register import Register
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.trouble import Unusable
from db.views.documents import DOCUMENTS
from db.views.people import PEOPLE
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.form.asked import asked_fields
from tests.book import LI, ROOM, TODAY, WANG, WITNESS_PASSWORD, ZHAO, Book, a_book, register
from tests.desktop.filling import Desk, compose, explain, fill, said, scan

CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QPushButton)
ASKED = [kind for kind in ACTS if not kind.by_program]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def filled(desk: Desk, **values: Any) -> ActForm:
    """Return a registration that lacks nothing."""
    form = desk.form(Register)
    lawful = {
        "issuer": "示例办", "title": "关于示例工作的通知", "marking": "机密★10年", "pages": 8,
        "copy_nos": "000120-000122", "counted": True, "signed_by": LI, "custodian": LI,
        "place": ROOM, "doc_number": "示办发〔2026〕7号",
    }  # fmt: skip
    fill(form, **(lawful | values))
    return form


def test_the_number_it_will_be_given_stands_there_as_one_types(desk: Desk) -> None:
    form = filled(desk)
    said = form.face.coming
    assert said.number == "机〔2026〕1号"
    fill(form, series="普", on=TODAY.replace(year=2025))
    assert said.number == "普〔2025〕1号"
    fill(form, series="机", on=TODAY)
    form.record(go_on=True)
    assert desk.recorded[-1].acts[0].receipt_no == "机〔2026〕1号", "as it was told"
    assert said.number == "机〔2026〕2号"
    shown = form.foot.keys.text() if form.grid.tight else said.text()
    assert "将编为 机〔2026〕2号" in shown


def test_the_numbers_of_reproductions_and_of_a_packet_stand_there_too(
    desk: Desk, book: Book
) -> None:
    made = book.record(register(copy_nos="000121-000122"))
    first, second = made.acts[0].copies  # type: ignore[attr-defined]
    form = desk.form(Reproduce, {"copy": second})
    said = form.face.coming
    assert said.number == "", "how many is not said yet"
    fill(form, count=3, purpose="处室用", machine="F1", approved_by="示例领导")
    assert said.number == "000122-F01至F03"
    form.record(go_on=True)
    assert desk.recorded[-1].acts[0].nos == ("000122-F01", "000122-F02", "000122-F03")
    form = desk.form(Reproduce, {"copy": (first, second)})
    fill(form, count=1)
    assert form.face.coming.number == "000121-F01、000122-F04"
    assert desk.form(AnnouncePacket).face.coming.number == "第1封"


# -- every act -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.kind)
def test_every_act_has_a_form_with_a_labelled_editor_for_every_field(
    desk: Desk, kind: type[Act]
) -> None:
    form = desk.form(kind)
    assert form.windowTitle() == kind.word
    for asked in asked_fields(kind):
        if asked.name not in form.grid.editors:
            assert form.scan is not None, asked.name
            continue
        editor = form.grid.editors[asked.name]
        control = editor.focusProxy()
        assert isinstance(control, CONTROLS), asked.name
        assert asked.label in control.accessibleName(), asked.name
        assert asked.label.isascii() is False


GIVEN_BY_OTHERS = (
    "open_row", "add_device", "register_passport", "add_facility", "issue_regulation",
    "change_regulation", "add_system", "add_contract",
)  # fmt: skip
"""Kinds that ask for a number which somebody else has given."""


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.kind)
def test_what_the_program_reckons_is_never_asked(desk: Desk, kind: type[Act]) -> None:
    assert (
        not {"overruled", "loan", "hop", "receipt", "number"} & set(desk.form(kind).grid.editors)
        or kind.kind in GIVEN_BY_OTHERS
    )


def test_the_day_is_today_and_the_hour_is_open(desk: Desk) -> None:
    editors = desk.form(Register).grid.editors
    assert editors["on"].value() == TODAY
    assert editors["at"].value() == ""


# -- recording ---------------------------------------------------------------------------


def test_a_form_records_what_it_shows(desk: Desk, book: Book) -> None:
    form = filled(desk)
    assert form.foot.record.isEnabled(), form.foot.lacking.text()
    desk.record(form)
    assert len(desk.recorded) == 1
    assert form.isHidden()
    (row,) = book.vault.ask(DOCUMENTS).rows
    assert (row.title, row.marking, row.copies) == ("关于示例工作的通知", "机密★10年", 3)


def test_twenty_documents_by_keyboard_alone(desk: Desk, book: Book) -> None:
    form = desk.form(Register)
    for number in range(1, 21):
        _one_document(desk, form, number)
    print(f"\n20 documents: {desk.keystrokes} keystrokes, {desk.keystrokes / 20:.0f} each")
    assert len(book.vault.ask(DOCUMENTS).rows) == 20
    assert desk.keystrokes / 20 < 100


def _one_document(desk: Desk, form: ActForm, number: int) -> None:
    first = number == 1
    if first:
        desk.type(form, "示例办")
        desk.press(form, Qt.Key.Key_F4)
        desk.enter(form)
    for text in (f"示办发〔2026〕{number}号", f"关于第{number}项工作的通知", "机密10年"):
        desk.type(form, text)
        desk.enter(form)
    desk.type(form, f"{number}00-{number}02")
    desk.enter(form)  # 份号
    desk.enter(form)  # 份数
    desk.type(form, "8")
    desk.enter(form)
    desk.type(form, "3.1")
    desk.enter(form)
    desk.press(form, Qt.Key.Key_Space)  # 清点相符
    desk.enter(form)
    if first:
        for typed in ("sll", "sll", "bms"):  # 签收人, 保管人, 存放处
            desk.type(form, typed)
            desk.enter(form)
            desk.press(form, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            desk.press(form, Qt.Key.Key_F4)
            desk.enter(form)
    before = len(desk.recorded)
    desk.record_and_go_on(form)
    assert len(desk.recorded) == before + 1, (number, said(form), form.foot.lacking.text())


def test_pinned_fields_stay_for_the_next_one_and_the_next_form(desk: Desk) -> None:
    form = filled(desk)
    form.grid.pins["issuer"].setChecked(True)
    desk.record_and_go_on(form)
    editors = form.grid.editors
    assert editors["issuer"].value() == "示例办"
    assert (editors["title"].value(), editors["signed_by"].value()) == ("", None)
    assert editors["on"].value() == TODAY
    form.reject()
    assert desk.form(Register).grid.editors["issuer"].value() == "示例办"


def test_saving_and_going_on_says_which_entry_it_was(desk: Desk) -> None:
    form = filled(desk)
    desk.record_and_go_on(form)
    assert "已记账" in form.face.notice.words
    assert f"第 {desk.recorded[0].first} 条" in form.face.notice.words


# -- refusals ----------------------------------------------------------------------------


def test_a_refusal_stands_under_its_field_and_nothing_is_lost(desk: Desk) -> None:
    form = filled(desk, issued_on=TODAY + timedelta(days=2))
    assert said(form) == {"issued_on": ["K35"]}
    assert form.grid.editors["issued_on"].focusProxy().property("wrong") is True
    assert not form.foot.record.isEnabled()
    desk.record(form)
    assert desk.recorded == []
    assert form.grid.editors["title"].value() == "关于示例工作的通知"
    fill(form, issued_on=TODAY)
    assert said(form) == {}
    assert form.foot.record.isEnabled()


def test_what_is_still_missing_is_told_calmly_and_marked_when_one_insists(desk: Desk) -> None:
    form = desk.form(Register)
    assert said(form) == {}
    assert form.foot.lacking.toolTip().startswith("还差：来文机关、文件标题")
    desk.record(form)
    assert {"issuer", "title", "marking", "signed_by"} <= set(said(form))
    assert form.grid.at(form.focusWidget()) is form.grid.editors["issuer"]


def test_a_doubled_registration_is_refused_live(desk: Desk, book: Book) -> None:
    book.record(register())
    form = filled(desk)
    assert "K34" in [rule for rules in said(form).values() for rule in rules]


def test_a_warning_wants_a_reason_and_then_lets_pass(desk: Desk, book: Book) -> None:
    form = filled(desk, on=TODAY - timedelta(days=9), issued_on=TODAY - timedelta(days=12))
    assert said(form) == {"on": ["V09"]}
    assert not form.foot.record.isEnabled()
    desk.record(form)
    assert desk.recorded == []
    (box,) = form.face.reason_boxes()
    assert box.count() > 1, "the usual reasons are offered"
    explain(form, "当日停电停机，事后补录")
    desk.record(form)
    (recorded,) = desk.recorded
    assert [(one.rule, one.reason) for one in recorded.acts[0].overruled] == [
        ("V09", "当日停电停机，事后补录")
    ]


def test_a_reason_stays_while_the_form_is_judged_again(desk: Desk) -> None:
    form = filled(desk, on=TODAY - timedelta(days=9), issued_on=None)
    explain(form, "节后补录")
    fill(form, remark="备查")
    (box,) = form.face.reason_boxes()
    assert box.currentText() == "节后补录"
    assert form.foot.record.isEnabled()


def test_what_the_vault_refuses_at_last_is_shown_in_place(desk: Desk, book: Book) -> None:
    form = filled(desk)
    fill(form, title="已经判过")
    book.record(register())  # somebody else was quicker
    form._record(go_on=False)
    assert any("K34" in rules for rules in said(form).values())
    assert form.isVisible()
    assert form.grid.editors["title"].value() == "已经判过"


def test_trouble_is_a_sentence_in_the_form(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    form = filled(desk)

    def fail(*_: Any, **__: Any) -> None:
        raise Unusable("磁盘已满，没有写入。", "请腾出空间。")

    monkeypatch.setattr(desk.book.vault, "record", fail)
    desk.record(form)
    assert "磁盘已满" in form.face.notice.words
    assert form.isVisible()
    assert form.grid.editors["title"].value() == "关于示例工作的通知"
    monkeypatch.undo()
    desk.record(form)
    assert len(desk.recorded) == 1


def test_hidden_characters_are_refused_as_on_the_command_line(desk: Desk) -> None:
    form = filled(desk, issuer="示例\u202e办")
    assert said(form) == {} or said(form) == {"issuer": ["V01"]}
    desk.record(form)
    assert said(form) == {"issuer": ["V01"]}


# -- drafts ------------------------------------------------------------------------------


def test_leaving_keeps_a_draft_and_recording_forgets_it(desk: Desk) -> None:
    form = filled(desk)
    fill(form, title="写了一半")
    desk.press(form, Qt.Key.Key_Escape)
    assert form.isHidden()
    again = desk.form(Register)
    assert again.grid.editors["title"].value() == "写了一半"
    assert again.grid.editors["place"].value() == ROOM
    assert "已取回" in again.face.notice.words
    desk.record(again)
    assert desk.form(Register).grid.editors["title"].value() == ""


def test_a_form_begun_for_one_copy_does_not_take_the_draft_of_another(
    desk: Desk, book: Book
) -> None:
    book.record(register())
    form = desk.form(CorrectDocument, {"document": 1})
    fill(form, value="改了一半")
    form.reject()
    assert desk.form(CorrectDocument).grid.editors["value"].value() == ""
    assert desk.form(CorrectDocument, {"document": 1}).grid.editors["value"].value() == "改了一半"


# -- the second person -------------------------------------------------------------------


def correcting(desk: Desk) -> ActForm:
    desk.book.record(register())
    form = desk.form(CorrectDocument)
    fill(form, document=1, field="title", value="补充通知", reason="登记时漏字")
    return form


def test_the_second_person_confirms_in_the_same_form(desk: Desk, book: Book) -> None:
    form = correcting(desk)
    assert form.second.isVisible()
    assert said(form) == {}, "the strip says it, no red line as well"
    assert not form.foot.record.isEnabled()
    assert form.second.who.currentText() == "示例周（见证）"
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    form.judge()
    assert form.second.password.text() == ""
    assert form.foot.record.isEnabled()
    desk.record(form)
    assert len(desk.recorded) == 1
    assert book.vault.ask(DOCUMENTS).rows[0].title == "补充通知"


def test_a_wrong_password_is_said_and_the_form_stays(desk: Desk) -> None:
    form = correcting(desk)
    form.second.password.setText("不是这个口令")
    form.second.confirm()
    assert form.second.confirmation is None
    assert "口令" in form.second.said.text()
    assert form.grid.editors["value"].value() == "补充通知"


def test_a_confirmation_is_for_what_was_on_the_screen(desk: Desk) -> None:
    form = correcting(desk)
    form.second.password.setText(WITNESS_PASSWORD)
    form.second.confirm()
    fill(form, value="另一个标题")
    assert form.second.confirmation is None
    assert "重新确认" in form.second.said.text()


def test_an_old_entry_of_another_day_wants_a_second_person(desk: Desk, book: Book) -> None:
    seq = book.record(AddDepartment(on=TODAY, name="错的处")).first
    book.clock.forward(days=1)
    form = desk.form(Reverse)
    fill(form, entry=seq, reason="登记错了")
    assert form.second.isVisible()
    assert said(form) == {}


# -- Chinese -----------------------------------------------------------------------------


def test_what_is_being_composed_is_not_yet_typed(desk: Desk) -> None:
    form = desk.form(AddPerson)
    line = form.grid.editors["name"].focusProxy()
    assert line is not None
    compose(line, "欧阳示例")
    assert form.grid.editors["name"].value() == "欧阳示例"
    title = desk.form(Register).grid.editors["title"]
    compose(title.focusProxy(), "关于𪚥字的通知")
    assert title.value() == "关于𪚥字的通知"


def test_a_person_without_namesakes_is_registered(desk: Desk, book: Book) -> None:
    form = desk.form(AddPerson)
    fill(form, name="欧阳示例")
    form.grid.editors["grade"].group.button(1).click()  # type: ignore[attr-defined]
    desk.record(form)
    row = next(row for row in book.vault.ask(PEOPLE).rows if row.name == "欧阳示例")
    assert row.grade is not None
    assert row.grade.word == "重要"


# -- forms over copies -------------------------------------------------------------------


def lending(desk: Desk, **values: Any) -> ActForm:
    desk.book.record(
        register(scope=(WANG,)),
        register(
            doc_number="示办发〔2026〕8号", marking="绝密★30年", copy_nos="000007", scope=(WANG,),
            also_signed=ZHAO,
        ),
    )  # fmt: skip
    form = desk.form(Lend)
    fill(form, **({"to": WANG, "approved_by": "示例赵"} | values))
    return form


def test_good_ones_are_recorded_together_and_wrong_ones_stay_on_the_list(desk: Desk) -> None:
    form = lending(desk)
    scan(form, "000120", "Z000002", "000007", "000120", "000999", "示办发〔2026〕7号/000122")
    assert form.scan is not None
    assert [one.number for one in form.scan.items] == [
        "000120", "000121", "000007", "000999", "000122",
    ]  # fmt: skip
    assert [one.rule for one in form.scan.items if one.trouble] == ["K06", ""]
    assert "份" in form.foot.record.text()
    assert said(form) == {}
    desk.record(form)
    (recorded,) = desk.recorded
    assert [act.copy for act in recorded.acts] == [1, 2, 3]
    assert form.isVisible()
    assert [one.number for one in form.scan.items] == ["000007", "000999"]
    assert "2 份没有办" in form.face.notice.words


def test_a_double_scan_says_so(desk: Desk) -> None:
    form = lending(desk)
    scan(form, "000120", "120")
    assert form.scan is not None
    assert len(form.scan.items) == 1
    assert "已在单上" in form.scan._said.text()


def test_what_is_wrong_with_the_heading_stands_in_the_heading(desk: Desk) -> None:
    form = lending(desk, due=date(2026, 6, 30))
    scan(form, "000120", "000121")
    assert said(form) == {"due": ["K33"]}
    assert form.scan is not None
    assert form.scan.bad == 0


def test_a_reason_is_recorded_only_with_the_copy_that_needs_it(desk: Desk, book: Book) -> None:
    form = lending(desk, to=ZHAO, approved_by="示例王")
    book.record(register(doc_number="示办发〔2026〕9号", copy_nos="000300"))
    book.record(register(doc_number="示办发〔2026〕10号", copy_nos="000301", scope=(ZHAO,)))
    scan(form, "000300", "000301")
    assert said(form) == {"to": ["K10"]}
    explain(form, "经批准补入知悉范围")
    desk.record(form)
    (recorded,) = desk.recorded
    assert [len(act.overruled) for act in recorded.acts] == [1, 0]


def test_a_form_that_was_only_looked_at_leaves_no_draft(desk: Desk, book: Book) -> None:
    book.record(register())
    for given in (None, {"copy": 1}, {"to": WANG}):
        desk.form(Lend, given).reject()
        assert "已取回" not in desk.form(Lend, given).face.notice.words
    form = desk.form(Lend, {"copy": 2})
    fill(form, purpose="写了一半")
    form.reject()
    other = desk.form(Lend, {"copy": 1})
    assert other.scan is not None
    assert [one.number for one in other.scan.items] == ["000120"]
    assert other.grid.editors["purpose"].value() == ""


def test_a_draft_of_yesterday_is_recorded_today(desk: Desk, book: Book) -> None:
    form = desk.form(Register)
    fill(form, title="写了一半")
    form.reject()
    book.clock.forward(days=1)
    editors = desk.form(Register).grid.editors
    assert editors["title"].value() == "写了一半"
    assert editors["on"].value() == TODAY + timedelta(days=1)
