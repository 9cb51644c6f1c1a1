"""文号, 份号, 收文号: the parser table of the domain, and what holds for any number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.numbering import (
    MOST_COPIES,
    CopyNoProblem,
    ReceiptNo,
    bare_code,
    copy_ranges,
    is_foreign_code,
    normalise_doc_number,
    parse_copy_nos,
    parse_receipt_no,
)


@pytest.mark.parametrize(
    ("raw", "text", "irregular", "changed"),
    [
        ("示办发〔2025〕7号", "示办发〔2025〕7号", False, False),
        ("示办发[2025]7号", "示办发〔2025〕7号", False, True),
        ("示办发(2025)7号", "示办发〔2025〕7号", False, True),
        ("示办发【2025】7号", "示办发〔2025〕7号", False, True),
        ("示办发（2025）7号", "示办发〔2025〕7号", False, True),
        ("示办发〈2025〉7号", "示办发〔2025〕7号", False, True),
        ("示办发［２０２５］７号", "示办发〔2025〕7号", False, True),
        ("示办发〔2025〕007号", "示办发〔2025〕7号", True, True),
        ("示办发〔2025〕第7号", "示办发〔2025〕7号", True, True),
        ("示办发(2025)第007号", "示办发〔2025〕7号", True, True),
        ("示办发〔2025〕7", "示办发〔2025〕7号", True, True),
        (" 示办发 〔2025〕 7号 ", "示办发〔2025〕7号", False, True),
        ("示函〔25〕3号", "示函〔25〕3号", True, False),
        ("示办发〔2025〕7-2号", "示办发〔2025〕7-2号", True, False),
        ("示办发〔2025〕0号", "示办发〔2025〕0号", True, False),
        ("国务院令第786号", "国务院令第786号", False, False),
        ("无号", "无号", True, False),
        ("", "", False, False),
    ],
)
def test_a_document_number_is_normalised(
    raw: str, text: str, irregular: bool, changed: bool
) -> None:
    number = normalise_doc_number(raw)
    assert (number.text, number.irregular, number.changed) == (text, irregular, changed)
    assert number.raw == raw
    assert bool(number) is bool(text)


@settings(deadline=None)
@given(st.text(alphabet="示办发〔〕[](（）2025年第0017号 ", max_size=20))
def test_a_normal_document_number_stays(raw: str) -> None:
    once = normalise_doc_number(raw).text
    assert normalise_doc_number(once).text == once


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("000120-000122", ("000120", "000121", "000122")),
        ("000120～122", ("000120", "000121", "000122")),
        ("120-122", ("000120", "000121", "000122")),
        ("120 至 122", ("000120", "000121", "000122")),
        ("000120——000121", ("000120", "000121")),
        ("000120、000123", ("000120", "000123")),
        ("120,121，122;123；124 125", ("000120", "000121", "000122", "000123", "000124", "000125")),
        ("１２０－１２１", ("000120", "000121")),
        ("998-1001", ("000998", "000999", "001000", "001001")),
        ("0000120", ("000120",)),
        ("第7号", ("000007",)),
        ("", ()),
        (" \u3000、", ()),
    ],
)
def test_copy_numbers_are_read(raw: str, numbers: tuple[str, ...]) -> None:
    assert parse_copy_nos(raw) == numbers


def test_a_range_may_share_the_leading_digits_of_its_start() -> None:
    assert parse_copy_nos("000120～139") == parse_copy_nos("000120-000139")
    assert len(parse_copy_nos("000120-000139")) == 20


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("139-120", "颠倒"),
        ("000139-120", "颠倒"),
        ("1-10001", "最多登记10000份"),
        ("1-999999", "最多登记"),
        ("1-6000、7000-13000", "最多登记"),
        ("120-125、123", "000123重复"),
        ("120、120", "重复"),
        ("12a", "不是数字"),
        ("一份", "不是数字"),
        ("120-", "不是数字"),
        ("1-2-3", "无法识别"),
        ("1000000", "超过六位"),
        ("0", "000001"),
    ],
)
def test_copy_numbers_are_refused(raw: str, words: str) -> None:
    with pytest.raises(CopyNoProblem, match=words) as caught:
        parse_copy_nos(raw)
    assert caught.value.sentence.endswith("。")


def test_as_many_copies_as_allowed() -> None:
    assert len(parse_copy_nos(f"1-{MOST_COPIES}")) == MOST_COPIES


def test_copies_are_written_in_short() -> None:
    assert copy_ranges(["000125", "000120", "000121", "000122"]) == "000120-000122、000125"
    assert copy_ranges(["000123-F02", "000123"]) == "000123、000123-F02"
    assert copy_ranges([]) == ""


@settings(deadline=None)
@given(st.sets(st.integers(1, 999_999), max_size=200))
def test_writing_in_short_loses_nothing(values: set[int]) -> None:
    numbers = tuple(f"{value:06d}" for value in sorted(values))
    assert parse_copy_nos(copy_ranges(numbers)) == numbers


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789-～、, 第号", max_size=30))
def test_any_text_is_read_or_refused(raw: str) -> None:
    try:
        numbers = parse_copy_nos(raw)
    except CopyNoProblem:
        return
    assert all(len(number) == 6 and "000000" < number <= "999999" for number in numbers)
    assert len(set(numbers)) == len(numbers) <= MOST_COPIES


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("机2024-001", ReceiptNo("机", 2024, 1)),
        ("机〔2025〕18", ReceiptNo("机", 2025, 18)),
        ("机〔2025〕18号", ReceiptNo("机", 2025, 18)),
        ("机密2024第3号", ReceiptNo("机密", 2024, 3)),
        ("2024-015", ReceiptNo("", 2024, 15)),
        ("密-12", ReceiptNo("密", None, 12)),
        ("4", ReceiptNo("", None, 4)),
        ("", ReceiptNo("", None, None)),
        ("另册", ReceiptNo("另册", None, None)),
        ("123456789", ReceiptNo("123456789", None, None)),
    ],
)
def test_a_receipt_number_is_taken_apart(raw: str, parts: ReceiptNo) -> None:
    assert parse_receipt_no(raw) == parts


@settings(deadline=None)
@given(st.text())
def test_no_receipt_number_makes_it_fail(raw: str) -> None:
    assert isinstance(parse_receipt_no(raw), ReceiptNo)


@pytest.mark.parametrize("typed", ["000122-F01", "122-f1", "第122-F01号", "１２２－F1"])
def test_the_number_of_a_reproduction_is_read_as_it_is_said(typed: str) -> None:
    assert parse_copy_nos(typed) == ("000122-F01",)
    assert parse_copy_nos(f"{typed}、000123") == ("000122-F01", "000123")


@pytest.mark.parametrize(
    ("scanned", "bare"),
    [
        (" 000120 ", "000120"),
        ("*000120*", "000120"),
        ("]C1Z000012", "Z000012"),
        ("示办发〔2026〕7号/000120", "示办发〔2026〕7号/000120"),
        ("*", ""),
        ("", ""),
    ],
)
def test_a_code_is_taken_out_of_what_a_reader_sends(scanned: str, bare: str) -> None:
    assert bare_code(scanned) == bare


@pytest.mark.parametrize(
    ("scanned", "foreign"),
    [
        ("000120", False),
        ("120", False),
        ("000120-000122", False),
        ("0001203", True),
        ("000120-3", True),
        ("6901234567892", True),
    ],
)
def test_a_number_with_a_check_digit_is_of_another_house(scanned: str, foreign: bool) -> None:
    assert is_foreign_code(scanned) is foreign
