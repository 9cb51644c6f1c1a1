"""Each question of evidence against what was done by hand: what it looked at, what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.checklists import Auto, Checking, Checklist, Item, Layer
from db.store.gathering import gathered
from db.store.reading import Filter, Question, View
from db.views.evidence import EVIDENCE, EVIDENCE_ROWS, KEPT_ROWS, EvidenceRow
from desktop.checklists import checking
from tests.book import OFFICE, WANG, Book, a_book
from tests.golden.self_checking import with_lists
from tests.store.evidence import of_order, of_papers, of_people, of_publishing, of_the_office
from tests.store.evidence.of_papers import called_back_badly, counted, lent, received
from tests.store.evidence.telling import Found, Story, found, given_of, rows

STORIES: tuple[Story, ...] = (
    *of_papers.STORIES,
    *of_people.STORIES,
    *of_publishing.STORIES,
    *of_the_office.STORIES,
    *of_order.STORIES,
)

SHELF = Checklist(
    Layer.UNIT,
    "示例清单",
    "示例版",
    2026,
    "示例来源",
    items=(Item("SI-35", "载体", "账物相符", Auto.FULL, evidence="shelf"),),
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def is_found(book: Book, name: str) -> Found:
    """Return what is found of a question; what is frozen with a round is the same."""
    looked, wrong = found(book, name)
    frozen = gathered(book.connection, EVIDENCE[name], given_of(book, name))
    assert (frozen.looked, frozen.troubles, len(frozen.rows)) == (looked, len(wrong), len(wrong))
    return looked, wrong


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_what_was_done_is_what_is_found(tmp_path: Path, story: Story) -> None:
    book = a_book(tmp_path, **story.plan)
    story.tell(book)
    assert {name: is_found(book, name) for name in story.found} == story.found


def told_of(name: str) -> Iterator[Found]:
    """Yield what the stories say of a question."""
    yield from (story.found[name] for story in STORIES if name in story.found)


CANNOT = {
    # Whoever founds a ledger administers it, and the last administrator cannot go (V25).
    ("administrators", "none"),
}
ASKED = sorted(
    {
        item.evidence
        for one in checking().lists.values()
        for item in one.items
        if item.auto is not Auto.MANUAL and item.evidence
    }
)


@pytest.mark.parametrize("name", ASKED)
def test_a_question_is_told_where_it_passes_where_it_fails_and_without_evidence(name: str) -> None:
    hows = {"bad" if wrong else "good" if looked else "none" for looked, wrong in told_of(name)}
    assert hows == {"good", "bad", "none"} - {how for one, how in CANNOT if one == name}


@pytest.mark.parametrize("name", sorted(EVIDENCE))
def test_every_word_for_a_trouble_is_told(name: str) -> None:
    """What no act can bring about is not asked: the rules see to it."""
    words = set(re.findall(r"\) THEN '([^']+)'", EVIDENCE[name]))
    told = {word for _, wrong in told_of(name) for _, _, why in wrong for word in why.split("；")}
    assert told == words


def test_every_question_has_an_answer_in_the_story(told: Book) -> None:
    """Every SELECT runs, and what is counted is what is shown."""
    for name in EVIDENCE:
        seen = rows(told, name)
        frozen = gathered(told.connection, EVIDENCE[name], given_of(told, name))
        assert frozen.looked == len(seen), name
        assert frozen.troubles == sum(row.troubled for row in seen), name
        assert all(row.sort != row.kind for row in seen), name
        assert all(row.what for row in seen), name


def test_the_period_decides_and_the_rows_are_filtered_like_any_others(book: Book) -> None:
    lent(book, received(book)[0])
    book.clock.forward(days=7)
    before = {"first": "2025-01-01", "last": "2025-12-31"}
    assert rows(book, "lending", **before) == ()
    asked = Question((Filter("troubled", (True,)), Filter("person_id", (WANG,))))
    mine = replace(asked, given=given_of(book, "holdings"))
    (row,) = book.vault.ask(EVIDENCE_ROWS, mine).rows
    assert (row.copy_no, row.person, row.department) == ("000120", "示例王", "办公室")


def paged(book: Book, view: View[EvidenceRow], given: dict[str, Any]) -> list[EvidenceRow]:
    """Read row by row, each a page."""
    asked, seen = Question(given=given, limit=1), list[EvidenceRow]()
    while True:
        page = book.vault.ask(view, asked)
        seen += page.rows
        if page.next is None:
            return seen
        asked = replace(asked, after=page.next)


def test_rows_alike_are_not_lost_where_a_page_ends(book: Book) -> None:
    """Two counts closed on one day find the same copies, and the same two badly marked."""
    with_lists(book, Checking({Layer.UNIT: SHELF}, EVIDENCE))
    copies = received(book)
    for _ in range(2):
        counted(book, copies, unmarked=copies[:2])
    seen = paged(book, EVIDENCE_ROWS, given_of(book, "shelf"))
    told = [(row.id, row.why, row.apart) for row in seen]
    bad = [(copy, "标志不规范", stocktake) for copy in copies[:2] for stocktake in (1, 2)]
    assert told == [*bad, (copies[2], "", 1), (copies[2], "", 2)]
    day = book.today
    book.record(OpenRound(on=day, since=day, until=day))
    book.record(FreezeRound(on=day, round=1))
    kept = paged(book, KEPT_ROWS, {"round": 1, "evidence": "shelf"})
    assert [(row.id, row.why, row.apart) for row in kept] == bad


def test_a_line_that_was_called_back_is_named_also_when_it_is_frozen(book: Book) -> None:
    with_lists(book)
    since = book.today
    called_back_badly(book)
    book.record(OpenRound(on=book.today, since=since, until=book.today))
    book.record(FreezeRound(on=book.today, round=1))
    asked = Question(given={"round": 1, "evidence": "recall"})
    kept = [row for row in book.vault.ask(KEPT_ROWS, asked).rows if row.kind == "batch"]
    assert [row.what.partition("目录")[2] for row in kept] == [
        "第1行 示办发〔2026〕10号 材料之10",
        "第1行 示办发〔2026〕9号 材料之9",
    ]
    live = rows(book, "recall")
    assert {row.what for row in kept} <= {row.what for row in live}


def test_a_hundred_thousand_rows_are_all_digested_and_kept(book: Book) -> None:
    many = """
        WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < :many)
        SELECT 'copy' AS kind, id, '2026-03-04' AS day, '超期未还' AS why, 2 AS person,
               NULL AS department, 0 AS apart FROM n
    """
    frozen = gathered(book.connection, many, {"many": 100_000})
    assert (frozen.looked, frozen.troubles, len(frozen.rows)) == (100_000,) * 3
    assert frozen.persons == {WANG: (100_000, 100_000)}
    assert frozen.departments == {OFFICE: (100_000, 100_000)}
    fewer = gathered(book.connection, many, {"many": 99_999})
    assert fewer.rows == frozen.rows[:-1]
    assert fewer.digest != frozen.digest


def test_every_item_that_the_ledger_answers_or_helps_to_answer_names_its_question() -> None:
    """Those that name none are asked of persons alone, and the list says so."""
    lists = checking().lists.values()
    items = [item for one in lists for item in one.items]
    assert {item.evidence for item in items} - {""} <= set(EVIDENCE)
    assert [one.id for one in items if one.auto is not Auto.MANUAL and not one.evidence] == []
