"""A font that was deleted from the program's folder: the screen goes on, paper says what lacks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from desktop import assets
from desktop.look import bundled_families, dress
from desktop.printing.faces import face
from tests.journeys.desk import Desk, founded, with_witness


@pytest.fixture
def without_song(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program's resources, but for one font that nothing has read yet."""
    folder = tmp_path / "resources"
    shutil.copytree(assets._ROOT, folder)
    (folder / "fonts" / "Song.ttf").unlink()
    monkeypatch.setattr(assets, "_ROOT", folder)
    face.cache_clear()
    yield
    face.cache_clear()


@pytest.mark.usefixtures("without_song")
def test_the_window_is_dressed_in_what_is_there(qtbot: QtBot, qapp: object) -> None:
    assert set(bundled_families()) <= set(QFontDatabase.families())
    assert dress(qapp).font().families()  # type: ignore[arg-type]


@pytest.mark.usefixtures("without_song")
def test_paper_says_what_lacks_and_leaves_nothing(tmp_path: Path) -> None:
    desk: Desk = founded(tmp_path / "desk")
    second = with_witness(desk)
    target = tmp_path / "F01.pdf"
    answer = desk.run("print", "F01", *second, "-o", target)
    assert (answer.code, "Song.ttf" in answer.err, "重新安装" in answer.err) == (5, True, True)
    assert not target.exists()
