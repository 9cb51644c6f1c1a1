"""The gallery takes a picture of every page and dialog, and tells of one it could not take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop import gallery
from desktop.door import Door
from desktop.gallery import Picture, Studio, take_pictures
from desktop.pages.catalogue import REGISTERS
from tests.book import TINY
from tests.desktop.printing_desk import desk


@pytest.fixture
def studio(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setattr(gallery, "SETTLES", 1)
    with desk(tmp_path / "desk", documents=3) as (book, session, look):
        door = Door(now=book.clock, state=book.state, cost=TINY)
        yield Studio(session, look, door, tmp_path)


def test_every_page_and_dialog_has_its_picture(studio: Studio) -> None:
    before = studio.session._vault.contents_digest()
    taken = list(take_pictures(studio, "light-100"))
    assert [file.name for file, mistake in taken if mistake] == []
    names = {file.stem for file, _ in taken}
    pages = {f"page-{kind.name}" for kind in REGISTERS}
    assert pages | {"page-today", "act-lend", "act-register"} <= names
    assert {"welcome", "unlock", "founding", "print", "export", "import-found", "lending"} <= names
    for file, _ in taken:
        image = QImage(str(file))
        assert image.width() >= 400
        across, down = range(0, image.width(), 7), range(0, image.height(), 7)
        assert len({image.pixel(x, y) for x in across for y in down}) > 9, file.name
    assert studio.session._vault.contents_digest() == before


def test_one_that_breaks_does_not_hide_the_others(studio: Studio) -> None:
    def broken(_: Studio) -> Iterator[Picture]:
        yield "first", QLabel("一")
        raise KeyError("title of a document")

    def sound(_: Studio) -> Iterator[Picture]:
        yield "second", QLabel("二")

    taken = [(file.name, told) for file, told in take_pictures(studio, "x", (broken, sound))]
    assert taken == [("first.png", ""), ("broken", "KeyError"), ("second.png", "")]
