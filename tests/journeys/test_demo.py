"""The demo: a lively, lawful ledger made by acts only, the same for the same seed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from db.ledger.values import CLOSED_STATES, Role
from db.views import VIEWS
from desktop import clock
from desktop.demonstration import making
from desktop.printing import all_forms
from tests.journeys.desk import Desk, here
from tests.journeys.office import BEIJING, in_memory

TODAY = datetime(2026, 1, 10, 10, 0, tzinfo=BEIJING)
GONE = {state.word for state in CLOSED_STATES}


@pytest.fixture(autouse=True)
def _a_day_in_january(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the recall of December, so that the story ends where there is something to see."""
    monkeypatch.setattr(clock, "now", lambda: TODAY)


def made(home: Path, seed: int = 1) -> tuple[Desk, str]:
    """Make a demo; return the desk before it, and the digest it told."""
    answer = here(["demo", "--dir", str(home / "demo"), "--seed", str(seed)], home / "state")
    assert answer.code == 0, answer.err
    password = re.search("口令 (\\S+?)）", answer.out)
    told = re.search("内容摘要 ([0-9a-f]{16})$", answer.out.strip())
    assert password
    assert told
    assert "全部相符" in answer.out
    (home / "ledger").symlink_to(home / "demo" / "ledger")
    (home / "password.secret").write_text(password[1], encoding="utf-8")
    return Desk(home), told[1]


def lively(demo: Desk) -> None:
    assert 500 <= len(demo.rows("documents")) <= 750
    copies = demo.rows("copies")
    assert 1200 <= len(copies) <= 1900
    assert len(demo.rows("people")) == 62
    assert len(demo.rows("overdue")) >= 1
    assert {row["state"] for row in copies} >= {"在库", "借出", "已清退", "已销毁"}
    kinds = [row["kind"] for row in demo.rows("journal")]
    for kind in ("reverse", "late_round", "extend", "report_missing", "found_again", "keep_to_act"):
        assert kinds.count(kind) >= 1, kind
    batches = demo.rows("batches")
    assert {row["kind"] for row in batches} == {"清退", "销毁", "归档"}
    assert {row["state"] for row in batches if row["kind"] != "归档"} == {"已办结"}
    assert len({row["level"] for row in copies}) == 3
    years = {row["received_on"][:4] for row in demo.rows("receipts")}
    assert years == {"2024", "2025", "2026"}


def on_paper(demo: Desk) -> None:
    auditors = frozenset({Role.AUDIT_ADMIN})  # the officer of a small unit has all other roles
    forms = {name for name, form in all_forms()[0].items() if VIEWS[form.view].roles - auditors}
    folder = demo.home / "demo"
    assert {path.stem for path in folder.glob("*.pdf")} == forms
    for path in folder.glob("*.pdf"):
        assert path.read_bytes().startswith(b"%PDF-")
    assert len(demo.rows("prints")) == len(forms)
    assert (folder / "password.txt").read_text().strip() == (
        (demo.home / "password.secret").read_text().strip()
    )


def fictional_and_lawful(demo: Desk) -> None:
    assert demo.run("verify", "--full").code == 0
    assert demo.run("rebuild", "--check").code == 0
    for row in demo.rows("balance"):
        assert row["came_in"] == row["went_out"] + row["closing"]
    assert all(row["name"].startswith("示例") for row in demo.rows("people"))
    assert all(row["issuer"].startswith("示例") for row in demo.rows("documents"))
    for row in demo.rows("copies", "must_return=1"):
        assert row["state"] != "已销毁", row
    for row in demo.rows("copies"):
        assert (row["closed_on"] is not None) is (row["state"] in GONE), row


def test_two_lively_years_worth_looking_at() -> None:
    with in_memory() as home:
        demo, _ = made(home)
        lively(demo)
        on_paper(demo)
        fictional_and_lawful(demo)


def test_one_seed_gives_one_story_and_another_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told of a winter, which has neither destruction nor recall; the night tells it all."""
    monkeypatch.setattr(making, "DAYS", 90)
    digests = []
    for seed in (5, 5, 6):
        with in_memory() as home:
            digests.append(made(home, seed)[1])
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


@pytest.mark.night
def test_the_whole_story_twice_is_the_same() -> None:
    digests = set()
    for _ in range(2):
        with in_memory() as home:
            digests.add(made(home, 9)[1])
    assert len(digests) == 1


def test_a_folder_with_a_ledger_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "demo" / "ledger"
    folder.mkdir(parents=True)
    (folder / "ledger.db").write_bytes(b"something of somebody")
    answer = here(["demo", "--dir", str(tmp_path / "demo")], tmp_path / "state")
    assert answer.code != 0
    assert answer.code != 70
    assert (folder / "ledger.db").read_bytes() == b"something of somebody"
    assert not (tmp_path / "demo" / "password.txt").exists()
