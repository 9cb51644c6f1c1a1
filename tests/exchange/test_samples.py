"""The key is met exactly: registers as offices keep them, read row by row."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.mapping import (
    AnyBook,
    LegacyLoan,
    LegacyPerson,
    LegacyReceipt,
    RecallLine,
    read_book,
    read_sheets,
    summary,
)

SAMPLES = Path(__file__).parents[1] / "samples"
KEY: dict[str, Any] = json.loads((SAMPLES / "answers.json").read_text(encoding="utf-8"))


@cache
def book(name: str) -> AnyBook:
    return read_book(read_sheets(SAMPLES / name))


def receipts() -> list[LegacyReceipt]:
    return [one for one in book("receipts.xlsx").accepted if isinstance(one, LegacyReceipt)]


@pytest.mark.parametrize(
    "figure",
    [
        "rows",
        "documents",
        "copies",
        "rejected",
        "markings_irregular",
        "numbers_normalised",
        "by_level",
    ],
)
def test_the_figures_of_the_key(figure: str) -> None:
    assert summary(book("receipts.xlsx"))[figure] == KEY[figure]


def test_every_row_of_the_key() -> None:
    read = {int(one.receipt_no.rpartition("-")[2]): one for one in receipts()}
    for row in KEY["receipts"]:
        if not row["level"] or not row["term"]:
            assert row["seq"] not in read
            continue
        one = read[row["seq"]]
        assert {
            "date": str(one.received_on),
            "org": one.issuer,
            "number_raw": one.doc_number.raw,
            "number": one.doc_number.text,
            "title": one.title,
            "level_raw": one.marking.raw,
            "level": one.marking.level.word,
            "term": one.marking.capped_term().text,
            "irregular": bool(one.marking.cautions(one.received_on)),
            "copies": one.copies,
            "copy_raw": one.as_typed["份号"],
            "copy_nos": list(one.copy_nos),
            "pages": one.pages,
            "dept": one.department,
            "signer": one.signed_by,
            "remark": one.remark,
        } == {name: value for name, value in row.items() if name != "seq"}


def test_rejected_rows_come_back_as_typed_with_the_reason() -> None:
    rejected = book("receipts.xlsx").rejected
    assert {one.as_typed["密级"] for one in rejected} == {"内部★3年", "秘密★12个月"}
    assert all(one.reasons and one.as_typed["文件标题"] for one in rejected)
    problems = summary(book("receipts.xlsx"))["problems"]
    assert {problem["row"] for problem in problems} == {one.row for one in rejected}


def test_every_remark_is_understood() -> None:
    assert all(one.outcome.understood for one in receipts())
    assert all(one.outcome.person for one in receipts() if one.remark.startswith("借"))


def test_what_is_no_data_is_passed_over_and_told() -> None:
    texts = [text for _, _, text in book("receipts.xlsx").passed_over]
    assert "1月小计" in texts
    assert "合计" in texts
    assert any(text.startswith("填表说明") for text in texts)
    assert book("receipts.xlsx").holes == ()


def test_the_loans_of_the_key() -> None:
    loans = [one for one in book("loans.xls").accepted if isinstance(one, LegacyLoan)]
    assert [
        {"number": one.doc_number.text, "copy": one.copy_no, "returned": one.returned}
        for one in loans
    ] == KEY["loans"]
    figures = summary(book("loans.xls"))
    assert (figures["rows"], figures["loans"], figures["open"], figures["returned"]) == (
        40,
        40,
        19,
        21,
    )


def test_the_people_of_the_key() -> None:
    people = [one for one in book("people.csv").accepted if isinstance(one, LegacyPerson)]
    assert summary(book("people.csv"))["persons"] == len(people) == KEY["people"]
    assert all(one.grade for one in people)
    by_name = {one.name: one for one in people}
    assert not by_name["严建国"].on_post
    assert by_name["严建国"].left_post == "2024-03"
    assert by_name["何䶮"].cleared_on == "2020-09"
    assert by_name["曹𬭼"].department == "信息处"
    assert {one.employment for one in people} == {"正式", "借调", "跟班学习"}


def test_the_recall_of_the_key() -> None:
    lines = [one for one in book("recall.xlsx").accepted if isinstance(one, RecallLine)]
    known = {(one.issuer, one.doc_number.text): set(one.copy_nos) for one in receipts()}
    matched = sum(
        number in known.get((line.issuer, line.doc_number.text), ())
        for line in lines
        for number in line.copy_nos
    )
    foreign = sum((line.issuer, line.doc_number.text) not in known for line in lines)
    assert {"rows": len(lines), "matched": matched, "foreign": foreign} == KEY["recall"]
