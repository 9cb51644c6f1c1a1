"""The ledgers that journeys start from: made once, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import clock
from tests.journeys.desk import REGISTER, Desk, founded
from tests.journeys.office import Office, Watch, furnished


@pytest.fixture(scope="session")
def taken_over(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A small unit's ledger into which the sample register was taken over; look, do not touch."""
    desk = founded(tmp_path_factory.mktemp("taken-over"))
    answer = desk.run("import", REGISTER, "--format", "json")
    assert answer.code == 0, answer.err
    return desk


@pytest.fixture
def desk(taken_over: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A copy of that ledger, to work with."""
    return taken_over.copied(tmp_path / "desk")


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A ledger that was just founded."""
    return founded(tmp_path / "desk")


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    with pytest.MonkeyPatch.context() as patch:
        watch = Watch()
        patch.setattr(clock, "now", watch.now)
        return furnished(tmp_path_factory.mktemp("office"), watch)


@pytest.fixture
def office(_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office of its own, in March 2025; its clock is the program's."""
    watch = Watch(_office.watch.moment)
    monkeypatch.setattr(clock, "now", watch.now)
    return Office(_office.desk.copied(tmp_path / "office"), watch, list(_office.second))
