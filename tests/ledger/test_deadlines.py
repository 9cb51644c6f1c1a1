"""Dates as people type them, and working days."""

from __future__ import annotations

import contextlib
import tomllib
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.deadlines import (
    Calendar,
    DayProblem,
    Typed,
    calendar_of,
    parse_day,
    parse_moment,
    parse_partial,
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024/1/5", date(2024, 1, 5)),
        ("2024-01-05", date(2024, 1, 5)),
        ("2024年1月16日", date(2024, 1, 16)),
        ("2024 年 1 月 16 日", date(2024, 1, 16)),
        ("2024.2.6", date(2024, 2, 6)),
        ("２０２４．２．６", date(2024, 2, 6)),
        ("20240105", date(2024, 1, 5)),
        (20240105, date(2024, 1, 5)),
        (20240105.0, date(2024, 1, 5)),
        (45294.0, date(2024, 1, 3)),
        (45294.75, date(2024, 1, 3)),
        ("45294", date(2024, 1, 3)),
        ("45294.0", date(2024, 1, 3)),
        ("二〇二四年一月十六日", date(2024, 1, 16)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("24年1月5日", date(2024, 1, 5)),
        ("2024-01-05 00:00:00", date(2024, 1, 5)),
        ("2024-01-05T14:30", date(2024, 1, 5)),
        ("2024年1月5日 星期五", date(2024, 1, 5)),
        (datetime(2024, 1, 5, 14, 30), date(2024, 1, 5)),
        (date(2024, 1, 5), date(2024, 1, 5)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read(typed: Typed, day: date) -> None:
    assert parse_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2023-02-29", "不存在"),
        ("2024年13月1日", "不存在"),
        ("1899-12-31", "1949年至2100年之间"),
        (date(1899, 12, 31), "1949年至2100年之间"),
        (datetime(9999, 12, 31), "1949年至2100年之间"),
        ("9999/12/31", "1949年至2100年之间"),
        (0.0, "1949年至2100年之间"),
        (12.17, "1949年至2100年之间"),
        ("12.17", "1949年至2100年之间"),
        (2958465, "1949年至2100年之间"),
        (1e300, "无法识别"),
        (float("nan"), "无法识别"),
        (float("inf"), "无法识别"),
        (-5, "无法识别"),
        (True, "无法识别"),
        ("", "无法识别"),
        ("年初", "无法识别"),
        ("2024-1", "无法识别"),
        ("1/5/24", "无法识别"),
    ],
)
def test_a_day_is_refused(typed: Typed, words: str) -> None:
    with pytest.raises(DayProblem, match=words) as caught:
        parse_day(typed)
    assert caught.value.sentence.endswith("。")


@pytest.mark.parametrize(
    ("typed", "day"),
    [("12.17", date(2024, 12, 17)), ("3月5日", date(2024, 3, 5)), ("1/3", date(2024, 1, 3))],
)
def test_a_day_may_lack_the_year_that_the_register_has(typed: str, day: date) -> None:
    assert parse_day(typed, year=2024) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2024-01-05 14:05", (date(2024, 1, 5), time(14, 5))),
        ("2024年1月5日下午2时30分", (date(2024, 1, 5), time(14, 30))),
        ("2024年1月5日上午9点半", (date(2024, 1, 5), time(9, 30))),
        ("2024/1/5 9：05：07", (date(2024, 1, 5), time(9, 5, 7))),
        ("2024-01-05", (date(2024, 1, 5), None)),
        (date(2024, 1, 5), (date(2024, 1, 5), None)),
        (45294.5, (date(2024, 1, 3), None)),
        (datetime(2024, 1, 5, 8, 0, 0, 5), (date(2024, 1, 5), time(8, 0))),
    ],
)
def test_a_moment_is_a_day_and_perhaps_a_time(
    typed: Typed, moment: tuple[date, time | None]
) -> None:
    assert parse_moment(typed) == moment


def test_an_impossible_time_is_refused() -> None:
    with pytest.raises(DayProblem, match="不存在"):
        parse_moment("2024-01-05 25:00")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2019.7", "2019-07"),
        ("2020年9月", "2020-09"),
        ("2016-04-05", "2016-04-05"),
        ("2018年", "2018"),
        (2018.0, "2018"),
        (43292.0, "2018-07-11"),
    ],
)
def test_a_day_may_be_known_to_the_month_or_the_year(typed: Typed, text: str) -> None:
    assert parse_partial(typed) == text


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789年月日-/. :时上下午十二", max_size=20))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    for read in (parse_day, parse_moment, parse_partial):
        with contextlib.suppress(DayProblem):
            read(typed)


@settings(deadline=None)
@given(st.integers() | st.floats())
def test_any_number_is_a_day_or_refused(typed: float) -> None:
    with contextlib.suppress(DayProblem):
        assert 1949 <= parse_day(typed).year <= 2100


@settings(deadline=None)
@given(st.dates(date(1949, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_names_the_same_day(day: date) -> None:
    written = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        day.strftime("%Y%m%d"),
        str((day - date(1899, 12, 30)).days),
    ]
    assert {parse_day(text) for text in written} == {day}


# Working days -----------------------------------------------------------------

CALENDARS = Path(__file__).parents[2] / "resources" / "calendars"


@pytest.fixture(scope="module")
def official() -> Calendar:
    return calendar_of(
        tomllib.loads(path.read_text(encoding="utf-8")) for path in CALENDARS.glob("*.toml")
    )


def test_the_official_calendar(official: Calendar) -> None:
    assert {2024, 2025, 2026} <= official.years
    assert official.covers(2025)
    assert not official.covers(2031)
    assert not official.is_working(date(2025, 1, 28))
    assert official.is_working(date(2025, 1, 26))  # a Sunday made up for
    assert not official.is_working(date(2026, 10, 7))
    assert official.is_working(date(2026, 10, 10))  # a Saturday made up for
    assert official.add_working_days(date(2024, 9, 30), 1) == date(2024, 10, 8)


def test_made_up_days_are_weekend_days_and_never_holidays(official: Calendar) -> None:
    assert all(day.weekday() >= 5 for day in official.workdays)
    assert not official.workdays & official.holidays


def test_without_a_calendar_only_weekends_are_free() -> None:
    assert Calendar().add_working_days(date(2031, 10, 1), 3) == date(2031, 10, 6)


@settings(deadline=None)
@given(st.dates(date(2023, 12, 1), date(2027, 1, 31)), st.integers(0, 60))
def test_adding_and_counting_working_days_agree(day: date, count: int) -> None:
    holidays = Calendar(frozenset({date(2024, 10, 1)}), frozenset({date(2024, 9, 29)}))
    later = holidays.add_working_days(day, count)
    assert holidays.working_days_between(day, later) == count
    assert holidays.working_days_between(later, day) == -count
    assert holidays.add_working_days(day, count + 1) > later
