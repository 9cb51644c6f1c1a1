"""The reading engine, over every view: each row once, in order, and only to whom it belongs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.columns import columns_of
from db.ledger.rules import Refused
from db.ledger.values import Level, Role, State
from db.store import reading
from db.store.reading import Asker, Filter, Question, View
from db.views import VIEWS
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.loans import LOANS
from db.views.people import PEOPLE
from db.views.timeline import JOURNAL
from desktop.unit_policy import unit_policy
from tests.book import FINANCE, OFFICE, ROOM, WANG, Book

EVERYBODY = Asker(frozenset(Role))
# The day lies after every loan of the story, in a month in which a secret period ends.
GIVEN = {
    **unit_policy().given,
    "today": "2026-09-30",
    "since": "2026-01-01",
    "first": "2026-01-01",
    "last": "2026-09-30",
    "subject": "copy:1",
    "copy": 1,
    "person": WANG,
    "place": ROOM,
    "stocktake": 2,
    "day": "2026-03-05",
    "round": 1,
    "evidence": "storage",
}
OFFICER = Role.DEPT_SECRECY_OFFICER
FEW = 40

VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)


def sortable(view: View[Any]) -> list[str]:
    columns = [column.field for column in columns_of(view.row) if column.sorts]
    return list(dict.fromkeys([*columns, *view.key]))


SORTS = [
    pytest.param(view, field, down, id=f"{view.name}-{field}-{'down' if down else 'up'}")
    for view in VIEWS.values()
    for field in sortable(view)
    for down in (False, True)
]


def raw(told: Book, view: View[Any]) -> list[dict[str, Any]]:
    """Return a view's rows as its SELECT gives them, without the engine."""
    values = {name: GIVEN.get(name) for name in view.given}
    cursor = told.connection.execute(view.select(values), values)
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def expected(rows: list[dict[str, Any]], keys: list[tuple[str, bool]]) -> list[dict[str, Any]]:
    """Sort by hand: stable, last key first, what is unknown at the end either way."""
    for name, down in reversed(keys):
        known = [row for row in rows if row[name] is not None]
        known.sort(key=lambda row: row[name], reverse=down)
        rows = known + [r for r in rows if r[name] is None]
    return rows


def keys(view: View[Any], rows: list[Any]) -> list[tuple[Any, ...]]:
    return [tuple(_plain(getattr(row, name)) for name in view.key) for row in rows]


def _plain(value: Any) -> Any:
    """Return a value as it lies in the file."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def ask(told: Book, view: View[Any], by: Asker = EVERYBODY, **asked: Any) -> list[Any]:
    question = Question(given=GIVEN, **asked)
    return list(reading.page(told.connection, view, question, by).rows)


def paged(told: Book, view: View[Any], size: int, **asked: Any) -> Iterator[Any]:
    after: tuple[object, ...] | None = None
    while True:
        question = Question(given=GIVEN, after=after, limit=size, **asked)
        page = reading.page(told.connection, view, question, EVERYBODY)
        assert len(page.rows) <= size
        yield from page.rows
        if page.next is None:
            return
        assert len(page.rows) == size
        after = page.next


# -- every view -----------------------------------------------------------------------


@VIEW
def test_a_view_gives_what_its_select_gives(told: Book, view: View[Any]) -> None:
    rows = ask(told, view)
    assert len(rows) == len(raw(told, view))
    assert rows, "the story should have a row for every view"
    assert len(set(keys(view, rows))) == len(rows)


@VIEW
def test_the_count_is_the_number_of_rows(told: Book, view: View[Any]) -> None:
    question = Question(given=GIVEN)
    counted = reading.count(told.connection, view, question, EVERYBODY)
    assert counted == len(ask(told, view))


@VIEW
def test_a_stream_gives_the_same_rows_as_pages(told: Book, view: View[Any]) -> None:
    question = Question(given=GIVEN)
    streamed = list(reading.stream(told.connection, view, question, EVERYBODY, chunk=3))
    assert streamed == ask(told, view) == list(paged(told, view, 2))


@pytest.mark.parametrize(("view", "field", "down"), SORTS)
def test_pages_of_any_size_in_any_order_give_every_row_once(
    told: Book, view: View[Any], field: str, down: bool
) -> None:
    order = [(field, down)] + [(name, down) for name in view.key if name != field]
    wanted = [tuple(row[name] for name in view.key) for row in expected(raw(told, view), order)]
    asked = ((field, down),)
    assert keys(view, ask(told, view, order=asked)) == wanted
    for size in (1, 3, 7) if len(wanted) <= FEW else (7, 31):  # every row of a long view: minutes
        assert keys(view, list(paged(told, view, size, order=asked))) == wanted


@VIEW
def test_every_filter_finds_the_row_it_was_taken_from(told: Book, view: View[Any]) -> None:
    rows = ask(told, view)
    for column in columns_of(view.row):
        if not column.filters:
            continue
        for row in rows[:3]:
            value = getattr(row, column.field)
            found = ask(told, view, filters=(Filter(column.field, (value,)),))
            assert row in found, column.field
            assert {getattr(one, column.field) for one in found} == {value}


@VIEW
def test_a_view_speaks_chinese_and_its_row_describes_itself(view: View[Any]) -> None:
    assert any("\u4e00" <= letter <= "\u9fff" for letter in view.title)
    for column in columns_of(view.row):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in column.heading), column.field
    stored = {field.name for field in dataclasses.fields(view.row)}
    assert set(view.key) <= stored
    assert {view.document, view.department} - {None} <= stored
    assert {name for name, _ in view.order} <= set(sortable(view)) | stored


@VIEW
def test_what_may_be_unknown_is_said_so_and_nothing_else_is(told: Book, view: View[Any]) -> None:
    """A NULL in a column that promises a value would break paging and screens alike."""
    hints = get_type_hints(view.row)
    for row in raw(told, view):
        for name, value in row.items():
            if value is None:
                assert type(None) in get_args(hints[name]), name


# -- filters --------------------------------------------------------------------------


def ids(rows: list[Any]) -> set[int]:
    return {row.id for row in rows}


def test_several_values_mean_any_of_them(told: Book) -> None:
    both = Filter("state", (State.ON_LOAN, State.RETURNED))
    found = ask(told, COPIES, filters=(both,))
    assert {row.state for row in found} == {State.ON_LOAN, State.RETURNED}


def test_several_filters_mean_all_of_them(told: Book) -> None:
    asked = (Filter("state", (State.IN_STOCK,)), Filter("level", (Level.SECRET,)))
    found = ask(told, COPIES, filters=asked)
    assert found
    assert all(row.state is State.IN_STOCK and row.level is Level.SECRET for row in found)


def test_what_is_unknown_can_be_asked_for_alone_and_beside_a_value(told: Book) -> None:
    everything = ask(told, COPIES)
    without = ask(told, COPIES, filters=(Filter("holder", (None,)),))
    assert ids(without) == {row.id for row in everything if row.holder is None}
    either = ask(told, COPIES, filters=(Filter("holder", (None, "孙旧")),))
    assert ids(either) == {row.id for row in everything if row.holder in (None, "孙旧")}
    assert len(either) > len(without) > 0


def test_no_value_at_all_means_no_row(told: Book) -> None:
    for test in reading.Test:
        assert ask(told, COPIES, filters=(Filter("title", (), test),)) == []


@pytest.mark.parametrize("given_as", [date(2024, 5, 6), "2024-05-06"])
def test_borders_are_within(told: Book, given_as: object) -> None:
    least = ask(told, COPIES, filters=(Filter("entered_on", (given_as,), reading.Test.AT_LEAST),))
    most = ask(told, COPIES, filters=(Filter("entered_on", (given_as,), reading.Test.AT_MOST),))
    everything = ask(told, COPIES)
    assert ids(least) | ids(most) == ids(everything)
    assert {row.entered_on for row in least if row.id in ids(most)} == {date(2024, 5, 6)}


def test_a_month_will_do_for_a_border(told: Book) -> None:
    since = ask(told, COPIES, filters=(Filter("entered_on", ("2026-03",), reading.Test.AT_LEAST),))
    assert {row.entered_on.year for row in since} == {2026}


def test_what_is_unknown_lies_within_no_border(told: Book) -> None:
    for test in (reading.Test.AT_LEAST, reading.Test.AT_MOST):
        found = ask(told, COPIES, filters=(Filter("due", ("2026-06-01",), test),))
        assert all(row.due is not None for row in found)


def test_a_part_of_a_text_is_found_and_signs_of_patterns_are_plain(told: Book) -> None:
    assert ask(told, COPIES, filters=(Filter("title", ("𬭼㼆",), reading.Test.CONTAINS),))
    assert ask(told, COPIES, filters=(Filter("title", ("%",), reading.Test.CONTAINS),)) == []
    assert ask(told, COPIES, filters=(Filter("title", ("'; DROP TABLE copy; --",)),)) == []


@pytest.mark.parametrize(
    ("field", "typed", "wanted"),
    [
        ("level", "机密", Level.SECRET),
        ("level", "SECRET", Level.SECRET),
        ("state", "在库", State.IN_STOCK),
        ("state", "IN_STOCK", State.IN_STOCK),
        ("must_return", "是", True),
        ("must_return", "false", False),
        ("unverified", "1", True),
    ],
)
def test_a_value_may_be_typed_in_words(told: Book, field: str, typed: str, wanted: object) -> None:
    found = ask(told, COPIES, filters=(Filter(field, (typed,)),))
    assert found
    assert {getattr(row, field) for row in found} == {wanted}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("level", "极密"),
        ("state", "丢了"),
        ("document", "三"),
        ("document", "²"),
        ("document", "9" * 30),
        ("due", "明天"),
        ("due", "2026/3/4"),
        ("pages", "8"),
        ("place_id", "1"),
        ("id; DROP TABLE copy", "1"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_v01(told: Book, field: str, typed: str) -> None:
    with pytest.raises(Refused, match="V01"):
        ask(told, COPIES, filters=(Filter(field, (typed,)),))


@pytest.mark.parametrize("field", ["title", "pages", "nowhere", "id DESC; --"])
def test_what_cannot_be_sorted_by_is_refused_by_v01(told: Book, field: str) -> None:
    with pytest.raises(Refused, match="V01"):
        ask(told, COPIES, order=((field, False),))


def test_a_column_filled_afterwards_is_neither_filtered_nor_sorted_by(told: Book) -> None:
    with pytest.raises(Refused, match="V01"):
        ask(told, JOURNAL, filters=(Filter("sentence", ("x",)),))
    with pytest.raises(Refused, match="V01"):
        ask(told, JOURNAL, order=(("sentence", False),))


@settings(max_examples=30, deadline=None)
@given(
    states=st.sets(st.sampled_from(State), max_size=4),
    levels=st.sets(st.sampled_from(Level), max_size=2),
    order=st.lists(
        st.tuples(st.sampled_from(sortable(COPIES)), st.booleans()),
        max_size=3,
        unique_by=lambda each: each[0],
    ),
    size=st.integers(1, 9),
)
def test_filter_order_page_count_and_stream_agree(
    told: Book, states: set[State], levels: set[Level], order: list[tuple[str, bool]], size: int
) -> None:
    filters = tuple(
        Filter(name, tuple(values))
        for name, values in (("state", states), ("level", levels))
        if values
    )
    asked = {"filters": filters, "order": tuple(order)}
    wanted = [
        row.id
        for row in ask(told, COPIES, order=tuple(order))
        if (not states or row.state in states) and (not levels or row.level in levels)
    ]
    question = Question(given=GIVEN, filters=filters, order=tuple(order))
    assert [row.id for row in paged(told, COPIES, size, **asked)] == wanted
    assert [row.id for row in ask(told, COPIES, **asked)] == wanted
    streamed = reading.stream(told.connection, COPIES, question, EVERYBODY)
    assert [row.id for row in streamed] == wanted
    assert reading.count(told.connection, COPIES, question, EVERYBODY) == len(wanted)


def test_a_page_goes_on_although_rows_were_added_before_it(told: Book) -> None:
    """Keyset paging: the place is a row, not a number of rows."""
    first = reading.page(told.connection, DOCUMENTS, Question(limit=3), EVERYBODY)
    place = first.next
    assert place is not None
    rest = reading.page(told.connection, DOCUMENTS, Question(after=place), EVERYBODY)
    assert keys(DOCUMENTS, [*first.rows, *rest.rows]) == keys(DOCUMENTS, ask(told, DOCUMENTS))


# -- who may ask ----------------------------------------------------------------------


@VIEW
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_that_may_not_ask_is_refused_by_v05(told: Book, view: View[Any], role: Role) -> None:
    by = Asker(frozenset({role}), OFFICE)
    question = Question(given=GIVEN, limit=1)
    calls = (
        lambda: reading.page(told.connection, view, question, by),
        lambda: list(reading.stream(told.connection, view, question, by)),
        lambda: reading.count(told.connection, view, question, by),
    )
    for call in calls:
        if role in view.roles:
            call()
            continue
        with pytest.raises(Refused, match="V05"):
            call()


BUSINESS_PAGES = (
    "copies",
    "documents",
    "receipts",
    "loans",
    "hops",
    "holdings",
    "balance",
    "today",
)


@pytest.mark.parametrize("name", BUSINESS_PAGES)
@pytest.mark.parametrize("role", [Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_administrators_and_auditors_see_no_business_pages(name: str, role: Role) -> None:
    assert role not in VIEWS[name].roles


def test_the_audit_is_the_auditors_and_the_journal_is_the_keepers() -> None:
    assert {role for role in Role if role in JOURNAL.roles} == {
        Role.CUSTODIAN,
        Role.SECRECY_OFFICE_HEAD,
    }
    for name in ("audit", "audit_counts", "overrides"):
        assert VIEWS[name].roles == {Role.AUDIT_ADMIN}


WITHOUT_DOCUMENTS = {"departments", "places", "accounts", "book", "powers", "rules", "assurance"}
WITHOUT_DOCUMENTS |= {"reason_lists"}


@VIEW
def test_a_departments_officer_is_limited_or_not_let_in(view: View[Any]) -> None:
    if OFFICER in view.roles:
        assert view.department or view.name in WITHOUT_DOCUMENTS


@pytest.mark.parametrize(
    "view", [view for view in VIEWS.values() if view.department], ids=lambda view: view.name
)
@pytest.mark.parametrize("extra", [frozenset(), frozenset({Role.AUDIT_ADMIN, Role.SYS_ADMIN})])
def test_a_departments_officer_sees_his_own_department_only(
    told: Book, view: View[Any], extra: frozenset[Role]
) -> None:
    roles = frozenset({OFFICER}) | (extra - view.roles)
    everything = raw(told, view)
    for department in (OFFICE, FINANCE, 99, None):
        by = Asker(roles, department)
        own = [row for row in everything if department and row[view.department] == department]
        assert len(ask(told, view, by)) == len(own)
        assert reading.count(told.connection, view, Question(given=GIVEN), by) == len(own)


def test_whoever_has_a_wider_role_too_is_not_limited(told: Book) -> None:
    both = Asker(frozenset({OFFICER, Role.CUSTODIAN}), OFFICE)
    assert len(ask(told, LOANS, both)) == len(raw(told, LOANS))
    assert len(ask(told, PEOPLE, both)) > len(
        ask(told, PEOPLE, Asker(frozenset({OFFICER}), OFFICE))
    )
