"""Faults happen to the ledgers that journeys start from, and to the golden one."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.book import Clock, unlocked
from tests.faults.tampering import GOLDEN, Scene
from tests.journeys.conftest import desk, empty, taken_over
from tests.journeys.desk import Desk

__all__ = ["closed", "desk", "empty", "ledger", "scene", "taken_over"]


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The golden ledger as it was left on this machine; look, do not touch."""
    at = tmp_path_factory.mktemp("closed")
    shutil.copytree(GOLDEN, at / "ledger")
    (at / "ledger" / "dump").unlink()
    scene = Scene(at / "ledger", at / "state", Clock())
    with scene.reaching_in() as connection:
        ((last,),) = connection.execute("SELECT max(recorded_at) FROM entry").fetchall()
    scene.clock.now = datetime.fromisoformat(last) + timedelta(hours=1)
    unlocked(scene.folder, scene.state, scene.clock).lock()
    return scene


@pytest.fixture
def scene(closed: Scene, tmp_path: Path) -> Scene:
    """A copy of it, to reach into."""
    shutil.copytree(closed.folder, tmp_path / "ledger")
    shutil.copytree(closed.state, tmp_path / "state")
    return Scene(tmp_path / "ledger", tmp_path / "state", Clock(closed.clock.now))


@pytest.fixture
def ledger(empty: Desk) -> Desk:
    """A small closed ledger."""
    return empty
