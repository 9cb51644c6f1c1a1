"""密级★期限: the parser table of the domain, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.marking import (
    LONG_TERM,
    UNMARKED,
    Caution,
    Marking,
    MarkingProblem,
    ProblemKind,
    Term,
    is_over_cap,
    last_secret_day,
    parse_marking,
)
from db.ledger.values import Level

TOP, SECRET, CONFIDENTIAL = Level.TOP_SECRET, Level.SECRET, Level.CONFIDENTIAL
OVER, LONG, DEFAULTED, IRREGULAR = (
    Caution.OVER_CAP,
    Caution.LONG_TERM,
    Caution.DEFAULTED,
    Caution.IRREGULAR,
)

ACCEPTED = [
    ("机密★10年", SECRET, Term.years(10), ()),
    ("机密★20年", SECRET, Term.years(20), ()),
    ("机密★30年", SECRET, Term.years(30), (OVER,)),
    ("秘密★6个月", CONFIDENTIAL, Term.months(6), ()),
    ("绝密★长期", TOP, LONG_TERM, (LONG,)),
    ("机密★", SECRET, UNMARKED, (DEFAULTED,)),
    ("机密", SECRET, UNMARKED, (DEFAULTED, IRREGULAR)),
    ("机密*5年", SECRET, Term.years(5), (IRREGULAR,)),
    ("机密☆5年", SECRET, Term.years(5), (IRREGULAR,)),
    ("机密 ★ 5 年", SECRET, Term.years(5), (IRREGULAR,)),
    ("秘密★2027年6月30日", CONFIDENTIAL, Term.ending(2027, 6, 30), ()),
    ("秘密★2027年6月", CONFIDENTIAL, Term.ending(2027, 6), ()),
    ("机密★会议开始前", SECRET, Term(LONG_TERM.kind.CONDITION, condition="会议开始前"), ()),
    ("机密★十年", SECRET, Term.years(10), (IRREGULAR,)),
    ("機密★10年", SECRET, Term.years(10), (IRREGULAR,)),
    # Beyond the table, from registers as they are kept.
    ("機密＊１０年", SECRET, Term.years(10), (IRREGULAR,)),
    ("绝密★三十年", TOP, Term.years(30), (IRREGULAR,)),
    ("机密10年", SECRET, Term.years(10), (IRREGULAR,)),
    ("机密（10年）", SECRET, Term.years(10), (IRREGULAR,)),
    ("机密级", SECRET, UNMARKED, (DEFAULTED, IRREGULAR)),
    ("秘密★半年", CONFIDENTIAL, Term.months(6), (IRREGULAR,)),
    ("秘密★18个月", CONFIDENTIAL, Term.months(18), (IRREGULAR,)),
    ("秘密★2027-06-30", CONFIDENTIAL, Term.ending(2027, 6, 30), (IRREGULAR,)),
    ("秘密★2025年党代会召开后", CONFIDENTIAL, None, ()),
]


@pytest.mark.parametrize(("raw", "level", "term", "cautions"), ACCEPTED)
def test_a_mark_is_read(
    raw: str, level: Level, term: Term | None, cautions: tuple[Caution, ...]
) -> None:
    marking = parse_marking(raw)
    assert isinstance(marking, Marking)
    assert marking.level is level
    assert term is None or marking.term == term
    assert marking.cautions() == cautions
    assert marking.raw == raw


REJECTED = [
    ("秘密★12个月", ProblemKind.UNACCEPTABLE, "以年为单位"),
    ("秘密★24个月", ProblemKind.UNACCEPTABLE, "以年为单位"),
    ("绝密★0年", ProblemKind.UNACCEPTABLE, "年数"),
    ("绝密★0个月", ProblemKind.UNACCEPTABLE, "月数"),
    ("内部★3年", ProblemKind.UNACCEPTABLE, "★只用于"),
    ("工作秘密★5年", ProblemKind.UNACCEPTABLE, "★只用于"),
    ("秘密★1年6个月", ProblemKind.ASK, "混写"),
    ("秘密★一年半", ProblemKind.ASK, "混写"),
    (
        "工作秘密",
        ProblemKind.NOT_SECRET,
        "非国家秘密，不入本台账；工作秘密另册登记，本程序没有这一册。",
    ),
    ("内部", ProblemKind.NOT_SECRET, "非国家秘密，不入本台账。"),
    ("公开", ProblemKind.NOT_SECRET, "非国家秘密，不入本台账。"),
    ("内部资料", ProblemKind.NOT_SECRET, "非国家秘密，不入本台账。"),
    ("", ProblemKind.NOT_SECRET, "非国家秘密，不入本台账。"),
    (" \u3000", ProblemKind.NOT_SECRET, "非国家秘密，不入本台账。"),
    ("特密★5年", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★2027年2月30日", ProblemKind.UNACCEPTABLE, "不存在"),
    ("机密★2027年", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★10年以上", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★6月", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★一二年", ProblemKind.UNACCEPTABLE, "年数"),
    ("机密文件", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★？？", ProblemKind.UNACCEPTABLE, "无法识别"),
    ("机密★" + "很" * 41, ProblemKind.UNACCEPTABLE, "2至40个字"),
]


@pytest.mark.parametrize(("raw", "kind", "words"), REJECTED)
def test_a_mark_is_not_accepted(raw: str, kind: ProblemKind, words: str) -> None:
    problem = parse_marking(raw)
    assert isinstance(problem, MarkingProblem)
    assert problem.kind is kind
    assert words in problem.sentence


@pytest.mark.parametrize(
    ("raw", "text", "counted"),
    [
        ("機密＊十年", "机密★10年", Term.years(10)),
        ("机密", "机密", Term.years(20)),
        ("机密★", "机密★", Term.years(20)),
        ("绝密☆", "绝密★", Term.years(30)),
        ("秘密★2027.6", "秘密★2027年6月", Term.ending(2027, 6)),
    ],
)
def test_a_mark_has_a_normal_form_and_a_term_to_count_with(
    raw: str, text: str, counted: Term
) -> None:
    marking = parse_marking(raw)
    assert isinstance(marking, Marking)
    assert (marking.text, marking.capped_term()) == (text, counted)


def test_another_cap_may_be_set() -> None:
    marking = parse_marking("秘密★10年")
    assert isinstance(marking, Marking)
    assert marking.cautions(caps={CONFIDENTIAL: 5}) == (OVER,)


@pytest.mark.parametrize(
    ("issued", "term", "last"),
    [
        (date(2024, 1, 5), Term.years(10), date(2034, 1, 4)),
        (date(2024, 2, 29), Term.years(1), date(2025, 2, 27)),
        (date(2024, 8, 31), Term.months(6), date(2025, 2, 27)),
        (date(2024, 1, 1), Term.months(6), date(2024, 6, 30)),
        (date(2024, 1, 1), Term.ending(2027, 2), date(2027, 2, 28)),
        (date(2024, 1, 1), LONG_TERM, None),
        (date(2024, 1, 1), UNMARKED, None),
        (date(9990, 1, 1), Term.years(30), date(9999, 12, 30)),
    ],
)
def test_the_last_secret_day(issued: date, term: Term, last: date | None) -> None:
    assert last_secret_day(issued, term) == last


def test_a_date_is_over_the_cap_only_against_the_day_of_issue() -> None:
    marking = parse_marking("秘密★2035年6月30日")
    assert isinstance(marking, Marking)
    assert not is_over_cap(marking)
    assert is_over_cap(marking, date(2024, 1, 1))
    assert not is_over_cap(marking, date(2025, 6, 30))


@settings(deadline=None)
@given(st.text(alphabet="绝机秘密級级★☆*0123456789十二年个月长期日内部工作至-. （）", max_size=14))
def test_any_text_is_read_or_told(raw: str) -> None:
    found = parse_marking(raw)
    if isinstance(found, MarkingProblem):
        assert found.sentence.endswith("。")
        return
    again = parse_marking(found.text)
    assert isinstance(again, Marking)
    assert (again.level, again.term, again.text) == (found.level, found.term, found.text)


@settings(deadline=None)
@given(st.text())
def test_no_text_at_all_makes_it_fail(raw: str) -> None:
    assert isinstance(parse_marking(raw), Marking | MarkingProblem)


@settings(deadline=None)
@given(st.dates(date(1949, 1, 1), date(2100, 1, 1)), st.integers(1, 98))
def test_a_longer_term_ends_later(issued: date, count: int) -> None:
    shorter = last_secret_day(issued, Term.years(count))
    longer = last_secret_day(issued, Term.years(count + 1))
    months = last_secret_day(issued, Term.months(12 * count))
    assert shorter is not None
    assert longer is not None
    assert shorter < longer
    assert shorter == months
