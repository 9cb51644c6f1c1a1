"""代称: a document entered under a name that says nothing, its real title not recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.beliefs import Document, Unit
from db.ledger.known import Known, Second
from db.ledger.values import Level
from db.ledger.withheld import coded, is_coded
from tests.book import TODAY, WANG, WITNESS, ZHOU, open_row, register
from tests.ledger.knowing import COPY, DOCUMENT, broken, known

LOW = Unit(name="示例单位", ceiling=Level.CONFIDENTIAL, small=True)


def documents(act: Any, at: Known) -> list[Document]:
    done = act.completed(at)
    return [one for one in done.effects(at) if isinstance(one, Document)]


@pytest.mark.parametrize("typed", ["长城", " 长城 ", "（代称）长城"])
def test_a_code_name_is_written_in_one_way(typed: str) -> None:
    assert coded(typed) == "（代称）长城"
    assert is_coded(coded(typed))
    assert not is_coded("长城工程的通知")


def test_who_registers_under_a_code_name_says_so_and_everybody_sees_it() -> None:
    act = register(title="长城", coded=True)
    (document,) = documents(act, known())
    assert document.title == "（代称）长城"
    assert act.completed(known()).completed(known()).title == "（代称）长城"
    assert broken(register(title=" ", coded=True), known()) == ["K04"]


@pytest.mark.parametrize(
    "act",
    [
        register(title="长城", coded=True, marking="绝密★20年", also_signed=WANG),
        register(title="（代称）长城", marking="机密★10年"),
        open_row(title="（代称）长城", marking="机密★10年"),
    ],
)
def test_above_the_ceiling_a_code_name_is_lawful_and_nothing_else_k36(act: Any) -> None:
    assert broken(act, known(LOW)) == []
    in_clear = {"title": "长城工程的通知"} | ({"coded": False} if hasattr(act, "coded") else {})
    assert broken(replace(act, **in_clear), known(LOW)) == ["K36"]


def test_a_mark_above_the_ceiling_needs_the_code_name_first_k36() -> None:
    second = Second("witness", 1, ZHOU, WITNESS)
    act = CorrectDocument(
        on=TODAY, document=DOCUMENT.id, field="marking", value="绝密★20年", reason="漏看"
    )
    assert broken(act, known(LOW, DOCUMENT, COPY, second=second)) == ["K36"]
    hidden = replace(DOCUMENT, title="（代称）长城")
    assert broken(act, known(LOW, hidden, COPY, second=second)) == []
