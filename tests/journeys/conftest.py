"""The ledgers that journeys start from: made once, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.desk import REGISTER, Desk, founded


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
