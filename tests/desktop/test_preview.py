"""The preview shows the very PDF: every page, only what is in sight, as sharp as the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.store.reading import Question
from desktop.paperwork import drawn
from desktop.widgets.preview import FIT, PdfPages
from desktop.widgets.preview_pane import Preview
from tests.desktop.printing_desk import desk


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> Iterator[Preview]:
    with desk(tmp_path) as (book, _, look):
        made = Preview(look)
        qtbot.addWidget(made)
        made.resize(800, 600)
        made.show_pdf(drawn(book.vault, "F01", Question()).pdf)
        made.show()
        yield made
        made.show_pdf(None)


def dark_share(image: QImage) -> float:
    points = [
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    ]
    return sum(light < 100 for light in points) / len(points)


def test_every_page_is_there_and_none_is_blank(preview: Preview) -> None:
    pages = preview.view._pages
    assert pages is not None
    assert len(pages) == 3
    assert preview._page.text() == "第 1 页，共 3 页"
    for number in range(3):
        assert 0.002 < dark_share(pages.image(number, 1.0)) < 0.5


def test_what_is_painted_is_the_page(preview: Preview) -> None:
    shown = preview.view.grab().toImage()
    assert dark_share(shown) > 0.002
    width, height = shown.width(), shown.height()
    assert shown.pixelColor(width // 2, height // 12).name() == "#ffffff"


def test_only_what_is_in_sight_is_drawn(preview: Preview) -> None:
    preview.view.grab()
    assert {page for page, _ in preview.view._kept} <= {0, 1}
    preview.view.go(2)
    preview.view.grab()
    assert 2 in {page for page, _ in preview.view._kept}
    assert preview.view.page == 2
    assert not preview._on.isEnabled()


def test_keys_turn_and_zoom(preview: Preview, qtbot: QtBot) -> None:
    view = preview.view
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    fitting = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > fitting
    assert preview._size.currentText() == f"{view.zoom:.0%}".replace("%", " %")
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 2.0
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 0.5
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen == FIT
    assert view.zoom == pytest.approx(fitting)


def test_the_place_stays_when_it_grows(preview: Preview) -> None:
    preview.view.go(2)
    preview.view.set_zoom(2.0)
    assert preview.view.page == 2


def test_a_page_is_drawn_with_the_dots_of_the_screen(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    draw = PdfPages.image

    def noted(pages: PdfPages, number: int, scale: float) -> QImage:
        asked.append(scale * pages.sizes[number][0])
        return draw(pages, number, scale)

    monkeypatch.setattr(PdfPages, "image", noted)
    monkeypatch.setattr(type(preview.view), "devicePixelRatioF", lambda _: 1.5)
    preview.view.grab()
    width = preview.view._places()[0].width()
    assert asked[0] == pytest.approx(1.5 * width, abs=1)


def test_nothing_to_show_is_shown_calmly(preview: Preview) -> None:
    preview.show_pdf(None)
    preview.view.grab()
    assert preview._page.text() == ""
    assert not preview._size.isEnabled()
