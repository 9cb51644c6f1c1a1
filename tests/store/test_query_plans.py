"""A question with a key in it never walks through the whole journal, nor through all copies."""

from __future__ import annotations

import re
from typing import Any

import pytest

from db.ledger.values import Level, Role, State
from db.store import reading, tallying
from db.store.loading import load
from db.store.reading import Asker, Filter, Question, View
from db.views import VIEWS
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.holdings import HOLDINGS
from db.views.loans import LOANS, OPEN_LOANS, OVERDUE
from db.views.people import PEOPLE
from db.views.person import PERSON, PERSON_LIFE
from db.views.receipts import RECEIPTS
from db.views.timeline import JOURNAL, TIMELINE
from tests.book import Book

LARGE = ("entry", "field", "touched", "copy", "document", "receipt", "loan", "knew", "hop")
EVERYBODY = Asker(frozenset(Role))
GIVEN: dict[str, object] = {
    "today": "2026-12-31",
    "since": "2026-01-01",
    "subject": "copy:1",
    "day": "2026-03-05",
    "copy": 1,
    "person": 2,
    "place": 1,
}


class Explained:
    """A connection that notes how each statement would be carried out."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.plans: list[str] = []
        self.statements: list[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def execute(self, sql: str, values: Any = ()) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            plan = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            self.statements.append([row[3] for row in plan])
            self.plans += self.statements[-1]
        return self.connection.execute(sql, values)

    @property
    def sorts(self) -> bool:
        """Whether the view's own statement has to sort; what words it afterwards may."""
        return any("TEMP B-TREE FOR ORDER BY" in step for step in self.statements[0])

    def walks(self, *tables: str) -> list[str]:
        """Return the steps that read one of these tables from end to end."""
        names = "|".join(tables)
        return [step for step in self.plans if re.match(rf"SCAN (?:{names})\b(?! VIRTUAL)", step)]


def asked(told: Book, view: View[Any], **question: Any) -> Explained:
    seen = Explained(told.connection)
    reading.page(seen, view, Question(given=GIVEN, **question), EVERYBODY)  # type: ignore[arg-type]
    return seen


def by(field: str, value: object) -> dict[str, Any]:
    return {"filters": (Filter(field, (value,)),)}


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_no_view_but_the_journal_walks_through_the_journal(told: Book, view: View[Any]) -> None:
    walked = asked(told, view).walks("field", "touched", *(() if view is JOURNAL else ("entry",)))
    few = "field_overruled"  # this index holds the warnings passed, and nothing else
    assert [step for step in walked if few not in step] == []


@pytest.mark.parametrize(
    ("view", "question"),
    [
        (COPIES, by("id", 3)),
        (COPIES, by("document", 1)),
        (COPIES, by("copy_no", "000120")),
        (DOCUMENTS, by("id", 1)),
        (DOCUMENTS, by("doc_number", "示办发〔2026〕7号")),
        (RECEIPTS, by("id", 1)),
        (RECEIPTS, by("document", 1)),
        (RECEIPTS, by("receipt_no", "机〔2026〕1号")),
        (LOANS, by("id", 1)),
        (LOANS, by("copy", 1)),
        (OPEN_LOANS, {}),
        (OVERDUE, {}),
        (PEOPLE, by("id", 1)),
        (JOURNAL, by("seq", 5)),
        (TIMELINE, {}),
        (PERSON, {}),
        (PERSON_LIFE, {}),
        (HOLDINGS, by("holder_id", 2)),
        (COPIES, {"words": "通知"}),
        (DOCUMENTS, {"words": "通知"}),
        (RECEIPTS, {"words": "通知"}),
    ],
    ids=lambda value: getattr(value, "name", None) or re.sub(r"\W+", " ", str(value))[:40],
)
def test_a_keyed_question_walks_through_nothing_large(
    told: Book, view: View[Any], question: dict[str, Any]
) -> None:
    assert asked(told, view, **question).walks(*LARGE) == []


@pytest.mark.parametrize(
    ("view", "after"),
    [(COPIES, (3,)), (DOCUMENTS, (3,)), (RECEIPTS, (3,)), (JOURNAL, (9,)), (LOANS, (1,))],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_next_page_is_found_by_its_key(
    told: Book, view: View[Any], after: tuple[int, ...]
) -> None:
    seen = asked(told, view, after=after, limit=50)
    assert seen.walks(*LARGE) == []
    assert not seen.sorts


@pytest.mark.parametrize("view", [COPIES, DOCUMENTS, RECEIPTS, JOURNAL], ids=lambda view: view.name)
def test_the_first_page_in_the_order_of_the_key_sorts_nothing(told: Book, view: View[Any]) -> None:
    seen = asked(told, view, limit=50)
    assert not seen.sorts


@pytest.mark.parametrize(
    "filters",
    [
        (Filter("state", (State.ON_LOAN,)),),
        (Filter("level", (Level.SECRET,)),),
        (Filter("state", (State.IN_STOCK,)), Filter("level", (Level.SECRET,))),
    ],
    ids=lambda filters: " ".join(each.field for each in filters),
)
def test_counting_a_state_or_a_level_reads_an_index_only(
    told: Book, filters: tuple[Filter, ...]
) -> None:
    seen = Explained(told.connection)
    reading.count(seen, COPIES, Question(filters=filters), EVERYBODY)  # type: ignore[arg-type]
    (copies,) = [step for step in seen.plans if re.match(r"(SCAN|SEARCH) copy\b", step)]
    assert "INDEX" in copies


@pytest.mark.parametrize("field", ["entered_on", "due", "copy_no"])
def test_a_sorted_page_joins_only_what_stands_on_it(told: Book, field: str) -> None:
    seen = asked(told, COPIES, order=((field, True),), limit=50)
    joined = [step for step in seen.statements[0] if re.search(r"(SEARCH|SCAN) receipt\b", step)]
    assert len(joined) == 1  # by the rows of the page, not by the rows they were chosen from


@pytest.mark.parametrize("filters", [(), (Filter("state", (State.ON_LOAN, State.IN_STOCK)),)])
def test_counting_joins_nothing_that_is_not_asked_for(
    told: Book, filters: tuple[Filter, ...]
) -> None:
    seen = Explained(told.connection)
    reading.count(seen, COPIES, Question(filters=filters), EVERYBODY)  # type: ignore[arg-type]
    tallying.tally(seen, COPIES, Question(filters=filters), "level", EVERYBODY)  # type: ignore[arg-type]
    assert not [step for step in seen.plans if re.search(r"\b(keeper|place|holder)\b", step)]


@pytest.mark.parametrize("down", [True, False])
def test_the_journal_by_day_is_read_from_an_index(told: Book, down: bool) -> None:
    seen = asked(told, JOURNAL, order=(("happened_on", down),), limit=50)
    assert any("USING" in step and "entry_by_day" in step for step in seen.plans)


def test_what_is_typed_under_a_title_is_looked_up_in_the_index(told: Book) -> None:
    typed = (Filter("title", ("通知",), reading.Test.LOOKED_UP),)
    seen = asked(told, COPIES, filters=typed, limit=50)
    assert any("search VIRTUAL TABLE" in step for step in seen.plans)


def test_judging_an_act_walks_through_nothing_large(told: Book) -> None:
    from db.ledger.acts.correction.reverse import Reverse
    from db.ledger.acts.custody.lend import Lend
    from tests.book import WANG, register

    seen = Explained(told.connection)
    desk = told.vault._desk()
    acts = (
        register(told.today),
        Lend(on=told.today, copy=1, to=WANG, approved_by="示例赵"),
        Reverse(on=told.today, entry=30, reason="试"),
    )
    known = desk.known()
    for act in acts:
        load(seen, known, act.needs())  # type: ignore[arg-type]
    assert seen.walks(*LARGE) == []


def test_the_guard_can_fail(told: Book) -> None:
    seen = Explained(told.connection)
    seen.execute("SELECT count(*) FROM field WHERE value = x'31'")
    assert seen.walks("field")
    seen.execute("SELECT * FROM copy WHERE closing_ref = 'x'")
    assert seen.walks("copy")
