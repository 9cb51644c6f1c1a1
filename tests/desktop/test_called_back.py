"""清退列单: the issuer's list typed into the form finds its copies, as an imported one does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.values import State
from db.views.batches import BATCH_LINES
from db.views.recall import RECALL
from desktop.dialogs.act_form import ActForm
from tests.book import TODAY, a_book, register
from tests.desktop.filling import Desk, explain, fill, said

OTHER = "别办发〔2026〕3号"
TYPED = "示办发[2026]第7号\t\t120-122、130\t4\n别处没有的一件｜｜｜1\n"


@pytest.fixture
def desk(tmp_path: Path, qtbot: Any) -> Desk:
    book = a_book(tmp_path)
    book.record(register(must_return=True))
    book.record(register(doc_number=OTHER, issuer="别办", title="另一件", copy_nos="1-2"))
    return Desk(book, qtbot)


def typed(desk: Desk, text: str) -> ActForm:
    """Type a list, and wait for the answer."""
    form = desk.form(ListClearing)
    fill(form, issuer="示例办", notice="示例通知")
    retype(desk, form, text)
    return form


def retype(desk: Desk, form: ActForm, text: str) -> None:
    form.grid.editors["called"].box.setPlainText(text)  # type: ignore[attr-defined]
    desk.qtbot.wait(300)
    form.judge()


def on_it(form: ActForm) -> list[str]:
    assert form.scan is not None
    return [one.number.rpartition("/")[2] for one in form.scan.items]


def note(form: ActForm) -> str:
    assert form.scan is not None
    return form.scan._explained.text()


def test_a_typed_list_brings_its_copies_and_says_what_is_not_here(desk: Desk) -> None:
    form = typed(desk, TYPED)
    assert on_it(form) == ["000120", "000121", "000122"]
    assert "台账找到 3 份" in note(form)
    assert "台账中没有：示办发〔2026〕7号 000130、别处没有的一件" in note(form)
    assert not said(form)
    desk.record(form)
    lines = desk.book.vault.ask(BATCH_LINES).rows
    assert [(line.copy_no, line.state) for line in lines] == [
        (number, State.PENDING_RETURN) for number in ("000120", "000121", "000122")
    ]
    first, second = sorted(desk.book.vault.ask(RECALL).rows, key=lambda row: row.position)
    assert (first.wanted, first.at_hand, first.lacking) == (4, 3, 4)
    assert "000130台账无此份" in first.remark
    assert (second.wanted, second.at_hand, second.remark) == (1, 0, "台账无此件")


def test_the_copies_follow_the_list_and_what_was_taken_off_stays_off(desk: Desk) -> None:
    form = typed(desk, "示办发〔2026〕7号｜｜120-121｜")
    assert form.scan is not None
    del form.scan.items[0]
    retype(desk, form, f"示办发〔2026〕7号｜｜120-121｜\n{OTHER}｜｜｜2")
    assert on_it(form) == ["000121", "000001", "000002"]
    retype(desk, form, f"{OTHER}｜｜｜1")
    assert on_it(form) == [], "which one of two is meant is not said"
    assert f"请逐份扫描：{OTHER} 应退 1 份而在册 2 份" in note(form)


def test_what_cannot_be_in_a_list_is_said_under_it(desk: Desk) -> None:
    form = typed(desk, "示办发〔2026〕7号｜｜120｜1\n示办发﹝2026﹞7号｜｜120-121｜2")
    retype(desk, form, "示办发〔2026〕7号｜｜120｜1\n示办发[2026]7号｜｜120-121｜2")
    assert said(form) == {"called": ["V01"]}, "a document twice"
    retype(desk, form, "示办发〔2026〕7号｜｜120-122｜3")
    form.scan.look_up(f"{OTHER}/000001")  # type: ignore[union-attr]
    form.judge()
    assert "K16" in said(form).get("", []) + said(form).get("copies", []), "more than called for"
    explain(form, "一并交回")
    desk.record(form)
    assert len(desk.book.vault.ask(BATCH_LINES).rows) == 4


def test_what_is_in_another_open_batch_turns_red(desk: Desk) -> None:
    desk.book.record(ListClearing(on=TODAY, issuer="示例办", notice="通知", copies=(1,)))
    form = typed(desk, "示办发〔2026〕7号｜｜120-122｜3")
    assert form.scan is not None
    assert [one.rule for one in form.scan.items] == ["K31", "", ""]
