"""Documents are found by two characters of a title, by one, by initials; also the rare ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.store import reading, search
from db.store.reading import Filter, Question
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.receipts import RECEIPTS
from tests.book import Book, a_book, open_row, register

TITLES = {
    "通知": "关于召开年度保密工作会议的通知",
    "报告": "关于𬭼㼆䶮𠅤堃专项的报告",
    "纪要": "第三次会议纪要（2026-03）",
    "latin": "关于 ABC-2 设备的函",
    "一": "一",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = a_book(tmp_path_factory.mktemp("shelf"))
    book.record(
        *(
            register(doc_number=f"示办发〔2026〕{number}号", title=title)
            for number, title in enumerate(TITLES.values(), 11)
        )
    )
    yield book
    book.close()


def found(book: Book, words: str) -> set[str]:
    """Return which titles are found, by their keys."""
    keys = {title: key for key, title in TITLES.items()}
    rows = book.vault.ask(DOCUMENTS, Question(words=words)).rows
    return {keys.get(row.title, row.title) for row in rows}


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("议", {"通知", "纪要"}),
        ("会议", {"通知", "纪要"}),
        ("保密工", {"通知"}),
        ("保密工作会议的通知", {"通知"}),
        ("会议 纪要", {"纪要"}),
        ("一", {"一"}),
        ("知", {"通知"}),
        ("无此", set()),
        ("议会", set()),
    ],
)
def test_one_two_three_or_more_characters(shelf: Book, words: str, titles: set[str]) -> None:
    assert found(shelf, words) == titles


@pytest.mark.parametrize("character", "𬭼㼆䶮𠅤堃")
def test_a_rare_character_alone_is_found(shelf: Book, character: str) -> None:
    assert found(shelf, character) == {"报告"}


@pytest.mark.parametrize("words", ["𬭼㼆", "㼆䶮", "䶮𠅤", "𠅤堃", "于𬭼", "堃专", "𬭼㼆䶮𠅤堃"])
def test_rare_characters_together_are_found(shelf: Book, words: str) -> None:
    assert found(shelf, words) == {"报告"}


@pytest.mark.parametrize("words", ["㼆𬭼", "𬭼堃", "𠅤䶮"])
def test_rare_characters_in_another_order_are_not(shelf: Book, words: str) -> None:
    assert found(shelf, words) == set()


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("tz", {"通知"}),
        ("hyjy", {"纪要"}),
        ("GYZK", {"通知"}),
        ("bmgz", {"通知"}),
        ("zxd", {"报告"}),
        ("t", {"通知"}),
        ("zzzz", set()),
    ],
)
def test_initials_of_pinyin(shelf: Book, words: str, titles: set[str]) -> None:
    assert found(shelf, words) == titles


@pytest.mark.parametrize("words", ["ABC", "abc", "abc-2", "abc2", "c2", "2设备"])
def test_latin_letters_and_digits_without_regard_to_case_or_signs(shelf: Book, words: str) -> None:
    assert found(shelf, words) == {"latin"}


@pytest.mark.parametrize("words", ["示办发〔2026〕12号", "示办发[2026]12", "202612", "2026-12"])
def test_a_document_is_found_by_its_number_in_any_writing(shelf: Book, words: str) -> None:
    assert found(shelf, words) == {"报告"}


@pytest.mark.parametrize("view", [DOCUMENTS, COPIES, RECEIPTS], ids=lambda view: view.name)
def test_every_register_is_searched_the_same_way(shelf: Book, view: object) -> None:
    rows = shelf.vault.ask(view, Question(words="𬭼㼆")).rows  # type: ignore[arg-type]
    assert {row.title for row in rows} == {TITLES["报告"]}


@pytest.mark.parametrize("words", ["", "  ", "（）", "★", "\"'", "*"])
def test_nothing_to_look_for_means_everything(shelf: Book, words: str) -> None:
    assert found(shelf, words) == set(TITLES)


@pytest.mark.parametrize(
    "words",
    ['"', "通知*", "NEAR(通 知)", "title:通知", "通知 OR 报告", "' OR 1=1 --", "t6f22x", "\x00"],
)
def test_what_looks_like_a_query_is_only_words(shelf: Book, words: str) -> None:
    assert found(shelf, words) <= set(TITLES)


# -- when a document changes ----------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(title="关于原题的通知"))
    return made


def sound(book: Book) -> None:
    assert book.vault.differs_from_rebuild() is None


def test_a_corrected_title_is_found_and_the_old_one_no_more(book: Book) -> None:
    act = CorrectDocument(
        on=book.today, document=1, field="title", value="关于䶮题的通知", reason="笔误"
    )
    book.record(act, second=book.second())
    assert found(book, "䶮题") == {"关于䶮题的通知"}
    assert found(book, "原题") == set()
    sound(book)


def test_a_reversed_correction_brings_the_old_title_back(book: Book) -> None:
    act = CorrectDocument(on=book.today, document=1, field="title", value="新题目", reason="笔误")
    seq = book.record(act, second=book.second()).last
    book.record(Reverse(on=book.today, entry=seq, reason="改错了"))
    assert found(book, "原题") == {"关于原题的通知"}
    assert found(book, "新题") == set()
    sound(book)


def test_a_reversed_registration_is_found_no_more(book: Book) -> None:
    seq = book.record(register(doc_number="示办发〔2026〕8号", title="录错的一件")).last
    assert found(book, "录错") == {"录错的一件"}
    book.record(Reverse(on=book.today, entry=seq, reason="录错"))
    assert found(book, "录错") == set()
    assert found(book, "lcd") == set()
    sound(book)


def test_what_was_taken_over_is_found(book: Book) -> None:
    book.record(open_row(title="旧账里的㼆字纪要"))
    assert found(book, "㼆字") == {"旧账里的㼆字纪要"}
    sound(book)


@pytest.mark.parametrize("title", ["𬭼", "①", "——", "（", "ΩΩ"])
def test_a_title_without_any_initial_is_registered_all_the_same(book: Book, title: str) -> None:
    book.record(register(doc_number="", issuer="（", copy_nos="", count=1, title=title))
    if search.folded(title):
        assert found(book, title) == {title}
    sound(book)


# -- tokens ---------------------------------------------------------------------------

WORDS = st.text(
    st.characters(categories=["Lo", "Lu", "Ll", "Nd"], exclude_characters="\x00"),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(title=WORDS, data=st.data())
def test_any_part_of_any_title_is_found(shelf: Book, title: str, data: st.DataObject) -> None:
    """On an index of its own: the tokens of a part are tokens of the whole."""
    from dataclasses import replace

    from tests.ledger.knowing import DOCUMENT

    whole = search.folded(title)
    if not whole:
        return
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first + 1, len(whole)))
    part = whole[first:last]
    shelf.connection.execute("BEGIN")
    try:
        search.add(shelf.connection, replace(DOCUMENT, id=999, title=title))
        query = search.match(part)
        rows = shelf.connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (query,))
        assert (999,) in rows.fetchall()
    finally:
        shelf.connection.execute("ROLLBACK")


@given(
    title=st.sampled_from(list(TITLES.values())),
    start=st.integers(0, 12),
    length=st.integers(1, 6),
    by_initials=st.booleans(),
)
@settings(deadline=None)
def test_what_is_typed_under_a_heading_finds_by_the_index_all_that_is_meant(
    shelf: Book, title: str, start: int, length: int, *, by_initials: bool
) -> None:
    whole = search.initials(title) if by_initials else title
    typed = whole[start : start + length]
    rows = shelf.vault.ask(DOCUMENTS).rows
    for field in ("title", "doc_number", "issuer"):
        meant = {row.id for row in rows if search.looked_up(getattr(row, field), typed)}
        only = Filter(field, (typed,), reading.Test.LOOKED_UP)
        asked = shelf.vault.ask(DOCUMENTS, Question(filters=(only,)))
        assert {row.id for row in asked.rows} == meant
