"""A form on one screen: short fields pair, what is seldom filled waits until it matters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from db.ledger.act import Act
from db.ledger.acts import ACTS
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.intake.register import Register
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.form.asked import asked_fields
from desktop.dialogs.form.face import FRAME, room_for_fields
from desktop.dialogs.form.fold import Fold
from tests.book import LI, ROOM, TODAY, WANG, Book, a_book, register
from tests.desktop.filling import Desk, fill, said

ASKED = [kind for kind in ACTS if not kind.by_program]
OFFICE = 768 - 48  # pixels: the smallest screen of an office without the title bar


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


@pytest.fixture
def desk(book: Book, qtbot: Any) -> Desk:
    return Desk(book, qtbot)


def fold(form: ActForm) -> Fold:
    assert form.grid.fold is not None
    return form.grid.fold


def line(form: ActForm, name: str) -> int:
    return form.grid.editors[name].y()


def wide(desk: Desk, kind: type[Act], monkeypatch: pytest.MonkeyPatch) -> ActForm:
    """A form on a screen that is wide enough for pairs, whatever screen the tests have."""
    monkeypatch.setattr("desktop.dialogs.act_form.WIDTH", 640)
    form = desk.form(kind)
    desk.qtbot.wait(20)
    return form


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.kind)
def test_day_and_hour_stand_on_one_line_that_is_theirs(
    desk: Desk, kind: type[Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = wide(desk, kind, monkeypatch)
    beside = {name for name in form.grid.editors if line(form, name) == line(form, "on")}
    seen = {name for name in beside if form.grid.editors[name].isVisible()}
    assert seen == {"on", "at"}


def test_a_registration_needs_no_scrolling_on_an_office_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = wide(desk, Register, monkeypatch)
    assert 500 < high(form) <= OFFICE
    assert not form.grid.tight


def high(form: ActForm) -> int:
    """Return how many pixels a form wants, 840 wide."""
    layout = form.layout()
    assert layout is not None
    return max(layout.totalHeightForWidth(840), layout.totalSizeHint().height())


@pytest.mark.parametrize(("kind", "given"), [(Register, {}), (Lend, {}), (Lend, {"copy": 1})])
def test_on_a_low_screen_all_that_can_pairs_and_nothing_scrolls(
    desk: Desk, kind: type[Act], given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """1366×768 at 150 %, the task bar taken off."""
    low = QSize(911, 485)
    monkeypatch.setattr(
        "desktop.dialogs.act_form.room_for_fields",
        lambda _, look, listed: room_for_fields(low, look, listed),
    )
    desk.book.record(register())
    monkeypatch.setattr("desktop.dialogs.act_form.WIDTH", 640)
    form = desk.form(kind, given)
    desk.qtbot.wait(20)
    assert form.grid.tight
    assert 250 < high(form) <= low.height() - FRAME
    first, second, *_ = form.grid.editors
    assert line(form, first) == line(form, second)


def test_a_low_screen_changes_no_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    form = wide(desk, Register, monkeypatch)
    order = list(form.grid.editors)
    form.reject()
    monkeypatch.setattr("desktop.dialogs.act_form.room_for_fields", lambda *_: 100)
    form = wide(desk, Register, monkeypatch)
    assert form.grid.tight
    assert list(form.grid.editors) == order
    seen = [name for name in order if form.grid.editors[name].isVisible()]
    assert [line(form, name) for name in seen] == sorted(line(form, name) for name in seen)


def test_counts_and_days_pair_and_a_title_does_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = wide(desk, Register, monkeypatch)
    assert line(form, "count") == line(form, "pages")
    assert line(form, "issued_on") == line(form, "counted")
    assert line(form, "title") not in {line(form, "marking"), line(form, "doc_number")}


def test_enter_goes_by_what_is_folded_and_through_it_once_it_is_open(desk: Desk) -> None:
    form = desk.form(Lend)
    assert fold(form).hides("place")
    order = list(form.grid.editors)
    assert order.index("at") < order.index("place")
    form.face.focus(form.grid.editors["at"])
    desk.enter(form)
    assert form.scan is not None
    assert form.focusWidget() is form.scan.line
    desk.press(form, Qt.Key.Key_F8)
    assert form.grid.at(form.focusWidget()) is form.grid.editors["place"]
    desk.press(form, Qt.Key.Key_F8)
    assert fold(form).hides("place")
    assert form.focusWidget() is fold(form)
    desk.enter(form)
    assert not fold(form).hides("place")


def test_tab_comes_by_the_fold_before_what_it_holds(desk: Desk) -> None:
    form = desk.form(Lend)
    form.face.focus(form.grid.editors["at"])
    desk.press(form, Qt.Key.Key_Tab)
    assert form.focusWidget() is fold(form)
    desk.press(form, Qt.Key.Key_Space)
    desk.press(form, Qt.Key.Key_Tab)
    assert form.grid.at(form.focusWidget()) is form.grid.editors["place"]


def test_a_folded_field_that_is_given_pinned_or_restored_is_in_sight(desk: Desk) -> None:
    form = desk.form(Lend, {"form_no": "借〔2026〕1号"})
    assert not fold(form).hides("form_no")
    form.done(1)
    form = desk.form(Lend)
    assert fold(form).hides("form_no")
    fill(form, purpose="起草方案", form_no="借〔2026〕2号")
    assert not fold(form).hides("form_no")
    form.reject()
    form = desk.form(Lend)
    assert form.grid.editors["form_no"].value() == "借〔2026〕2号"
    assert not fold(form).hides("form_no")
    form.grid.pins["form_no"].setChecked(True)
    form.draft.keep()
    form.done(1)
    assert not fold(desk.form(Lend)).hides("form_no")


def test_a_folded_field_that_is_refused_is_in_sight(desk: Desk, book: Book) -> None:
    form = desk.form(Register)
    fill(
        form, issuer="示例办", title="绝密件一件", marking="绝密★30年", pages=8, copy_nos="000120",
        counted=True, signed_by=LI, custodian=LI, place=ROOM, doc_number="示办发〔2026〕9号",
    )  # fmt: skip
    assert "also_signed" in said(form)
    assert not fold(form).hides("also_signed")
    fill(form, also_signed=WANG)
    assert "also_signed" not in said(form)


def test_the_next_one_begins_folded_again(desk: Desk, book: Book) -> None:
    book.record(register())
    form = desk.form(Register)
    fill(
        form, issuer="示例办", title="示例工作", marking="机密★10年", pages=8, copy_nos="000120",
        counted=True, signed_by=LI, custodian=LI, place=ROOM, doc_number="示办发〔2026〕9号",
        remark="备查", on=TODAY,
    )  # fmt: skip
    assert not fold(form).hides("remark")
    desk.record_and_go_on(form)
    assert len(desk.recorded) == 1, said(form)
    assert fold(form).hides("remark")


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.kind)
def test_nothing_that_must_be_filled_is_folded(kind: type[Act]) -> None:
    assert not [one.name for one in asked_fields(kind) if one.seldom and one.required]


def test_a_folded_field_takes_its_label_and_pin_along(desk: Desk) -> None:
    form = desk.form(Register)
    held: list[QWidget] = [form.grid.editors["remark"], form.grid.pins["remark"]]
    assert not any(widget.isVisible() for widget in held)
    form.grid.turn()
    assert all(widget.isVisible() for widget in held)


def test_a_form_grows_with_what_is_said_under_its_fields(
    desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = wide(desk, Lend, monkeypatch)
    before = form.height()
    form.grid.turn()
    desk.qtbot.waitUntil(lambda: form.height() > before)
    assert form.face._scroll.verticalScrollBar().maximum() == 0
    form.grid.turn()
    desk.qtbot.waitUntil(lambda: form.height() == before)
