"""The old lending book, the list of persons and an issuer's recall, after the old register."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.making import xlsx
from tests.journeys.desk import SAMPLES, Desk, traces
from tests.journeys.office import told

KEY: dict[str, Any] = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))
LOANS, PEOPLE, RECALL = SAMPLES / "loans.xls", SAMPLES / "people.csv", SAMPLES / "recall.xlsx"
FIGURES = {
    LOANS: {"rows": 40, "loans": 40, "open": 19, "returned": 21, "unmatched": 0},
    PEOPLE: {"rows": 45, "persons": 45},
    RECALL: {"rows": 41, "matched": 81, "foreign": 3},
}
CLOSED = {"已归档", "已销毁", "已清退"}
WANTED = (LOANS, PEOPLE, RECALL)


def taken(desk: Desk, book: Path, *words: str | Path) -> dict[str, Any]:
    answer = desk.run("import", book, *words, "--format", "json")
    assert answer.code == 0, answer.err
    figures: dict[str, Any] = answer.json
    return figures


@pytest.fixture
def all_taken(desk: Desk) -> Iterator[Desk]:
    for book in WANTED:
        taken(desk, book)
    yield desk
    assert desk.run("verify", "--full").code == 0
    assert desk.run("rebuild", "--check").code == 0


def test_the_samples_agree_with_their_key() -> None:
    """The figures above are the key's own, so that neither drifts."""
    returned = Counter(loan["returned"] for loan in KEY["loans"])
    assert FIGURES[LOANS] == {
        "rows": len(KEY["loans"]),
        "loans": len(KEY["loans"]),
        "unmatched": 0,
        "open": returned[False],
        "returned": returned[True],
    }
    assert FIGURES[PEOPLE] == {"rows": KEY["people"], "persons": KEY["people"]}
    assert FIGURES[RECALL] == KEY["recall"]


@pytest.mark.parametrize("book", WANTED, ids=lambda book: book.stem)
def test_each_is_recognised_tried_and_taken_with_the_same_figures(desk: Desk, book: Path) -> None:
    before = traces(desk.home)
    trial = taken(desk, book, "--dry-run")
    assert traces(desk.home) == before
    earnest = taken(desk, book)
    assert {name: earnest[name] for name in FIGURES[book]} == FIGURES[book]
    assert trial == earnest
    assert desk.run("verify", "--full").code == 0
    assert desk.run("rebuild", "--check").code == 0


@pytest.mark.parametrize("book", WANTED, ids=lambda book: book.stem)
def test_the_same_book_again_is_told_and_changes_nothing_v06(desk: Desk, book: Path) -> None:
    taken(desk, book)
    before = desk.digest()
    said = told(desk.run("import", book))
    assert set(said) == {"V06"}
    assert f"接收{FIGURES[book]['rows']}行" in said["V06"]
    assert desk.digest() == before


def test_every_loan_of_the_key_stands_in_the_register(desk: Desk) -> None:
    copies = {(row["doc_number"], row["copy_no"]): row for row in desk.rows("copies")}
    taken(desk, LOANS)
    after = {row["id"]: row for row in desk.rows("copies")}
    loans: dict[int, list[dict[str, Any]]] = {}
    for row in desk.rows("loans", "legacy=1"):
        loans.setdefault(row["copy"], []).append(row)
    for wanted in KEY["loans"]:
        before = copies[wanted["number"], wanted["copy"]]
        now = after[before["id"]]
        found = loans[before["id"]]
        if wanted["returned"]:
            assert any(not row["open"] for row in found), wanted
            assert now["state"] == before["state"], wanted
        elif before["state"] in CLOSED:
            # A loan of a copy that is gone is history: the copy stays gone.
            assert now == before, wanted
            (row,) = (row for row in found if before["state"] in row["remark"])
            assert (row["open"], "原登记未还" in row["remark"]) == (False, True)
        elif before["state"] == "在库":
            assert now["state"] == "借出", wanted
            assert [row["open"] for row in found] == [True]
            assert now["holder"] == found[0]["borrower"]
        else:
            assert now["state"] == before["state"], wanted


def test_loans_before_the_register_come_back_with_their_reasons(
    empty: Desk, tmp_path: Path
) -> None:
    before = empty.digest()
    back = tmp_path / "退回.xlsx"
    figures = taken(empty, LOANS, "--rejected", back)
    assert {name: figures[name] for name in FIGURES[LOANS]} == {
        "rows": 40,
        "loans": 0,
        "open": 0,
        "returned": 0,
        "unmatched": 40,
    }
    assert figures["rejected"] == len(figures["problems"]) == 40
    assert all("请先接收收文登记簿" in problem["text"] for problem in figures["problems"])
    assert empty.digest() == before
    sheet = openpyxl.load_workbook(back).active
    assert sheet is not None
    told_of = [row for row in sheet.iter_rows(values_only=True) if "收文登记簿" in str(row)]
    assert len(told_of) == 40
    # Nothing was entered, so the same book is welcome once its copies are there.
    taken(empty, SAMPLES / "receipts.xlsx")
    assert taken(empty, LOANS)["loans"] == 40


# -- persons --------------------------------------------------------------------------------


def test_namesakes_are_asked_about_and_never_merged(desk: Desk) -> None:
    waiting = {row["name"] for row in desk.rows("people", "unverified=1")}
    before = desk.rows("people")
    figures = taken(desk, PEOPLE)
    after = desk.rows("people")
    assert len(after) == len(before) + 45
    assert [row for row in after if row["id"] <= len(before)] == before
    asked = [one["text"] for one in figures["problems"] if one["field"] == "name"]
    names = {row["name"] for row in after[len(before) :]}
    assert len(asked) == len(waiting & names)
    assert all("是否同一人" in text for text in asked)
    plain = desk.rows("people", "name=尤桂兰")
    assert [row["unverified"] for row in plain] == [True, False]


def test_who_is_the_same_is_said_by_a_person(desk: Desk) -> None:
    before = desk.rows("people", "name=尤桂兰")
    taken(desk, PEOPLE, "--same", "尤桂兰")
    (one,) = desk.rows("people", "name=尤桂兰")
    assert one["id"] == before[0]["id"]
    assert (one["department"], one["unverified"], one["on_post"]) == ("秘书处", False, True)
    assert one["held"] == before[0]["held"]
    assert len(desk.rows("people", "name=孙雪梅")) == 2


def test_everybody_is_the_same_only_on_that_word(desk: Desk) -> None:
    before = {row["name"]: row for row in desk.rows("people")}
    figures = taken(desk, PEOPLE, "--same", "全部")
    assert {one["field"] for one in figures["problems"]} <= {"id_number"}
    often = Counter(row["name"] for row in desk.rows("people"))
    assert set(often.values()) == {1}
    after = {row["name"]: row for row in desk.rows("people")}
    assert all(after[name]["id"] == before[name]["id"] for name in before)


def test_posts_and_employment_come_from_the_remarks(all_taken: Desk) -> None:
    found = {row["name"]: row for row in all_taken.rows("people", "unverified=0")}
    assert (found["华丽娜"]["on_post"], found["华丽娜"]["employment"]) == (False, "正式")
    assert (found["严敏"]["on_post"], found["严敏"]["employment"]) == (True, "借调")
    assert found["冯秀英"]["employment"] == "跟班学习"
    assert (found["曹𬭼"]["grade"], found["曹𬭼"]["department"]) == ("一般", "信息处")


HEAD = ["姓名", "部门", "岗位", "涉密等级", "备注"]


def test_two_of_one_name_in_one_list_stay_two_whatever_is_said(desk: Desk, tmp_path: Path) -> None:
    book = tmp_path / "名册.xlsx"
    rows = [["尤桂兰", "机要室", "机要员", "一般", ""], ["尤桂兰", "人事处", "科员", "重要", ""]]
    book.write_bytes(xlsx([HEAD, *rows]))
    figures = taken(desk, book, "--as", "people", "--same", "尤桂兰")
    assert figures["persons"] == 2
    assert len(figures["problems"]) >= 2
    found = desk.rows("people", "name=尤桂兰")
    assert [row["unverified"] for row in found] == [True, False, False]


def test_a_person_of_a_list_taken_before_is_there_already_k34(
    all_taken: Desk, tmp_path: Path
) -> None:
    known = all_taken.rows("people", "unverified=0", "name=朱晓东")[0]
    book = tmp_path / "名册二.xlsx"
    row = [known["name"], known["department"], known["post"], "核心", ""]
    book.write_bytes(xlsx([HEAD, row, ["示例新人", "示例处", "", "一般", ""]]))
    figures = taken(all_taken, book, "--as", "people")
    assert (figures["rejected"], len(all_taken.rows("people", "name=朱晓东"))) == (1, 2)
    assert any(problem["text"].startswith("K34") for problem in figures["problems"])


# -- recall ------------------------------------------------------------------------------------


def test_what_is_here_is_listed_and_what_is_not_is_named(desk: Desk) -> None:
    before = {(row["doc_number"], row["copy_no"]): row for row in desk.rows("copies")}
    figures = taken(desk, RECALL)
    (batch,) = desk.rows("batches")
    assert (batch["kind"], batch["state"], batch["opposite"]) == (
        *("清退", "已列单", "示例省委办公厅"),
    )
    lines = desk.rows("batch_lines")
    gone = [problem for problem in figures["problems"] if "不再列入" in problem["text"]]
    assert len(lines) + len(gone) == 81
    foreign = [problem for problem in figures["problems"] if "没有此份" in problem["text"]]
    assert [problem["row"] for problem in foreign] == [41, 42, 43]
    for line in lines:
        was = before[line["doc_number"], line["copy_no"]]["state"]
        assert was not in CLOSED
        assert line["line_state"] == ("在列" if was == "在库" else "例外")
        assert line["state"] == ("待清退" if was == "在库" else was)
        assert line["remark"] == ("" if was == "在库" else was)
    assert batch["apart"] == sum(line["line_state"] == "例外" for line in lines)


def test_the_year_stays_in_balance_over_all_old_books(all_taken: Desk) -> None:
    for row in all_taken.rows("balance"):
        assert row["came_in"] == row["went_out"] + row["closing"]
    assert sum(row["came_in"] for row in all_taken.rows("balance")) == KEY["copies"]
