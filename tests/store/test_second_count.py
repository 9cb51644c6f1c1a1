"""绝密 is counted a second time, by another person, blind; both counts must say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.second_count import twice_counted
from db.ledger.beliefs import Bucket, Stocktake
from db.ledger.rules import Refused
from db.ledger.stocktaking import agree
from db.ledger.trouble import Damaged
from db.ledger.values import Role
from db.store import sightings
from db.store.counting import Counting
from db.store.loading import load
from db.store.reading import Question
from db.views.stocktakes import COUNTING, StocktakeLineRow
from tests.book import CABINET, OFFICER, PASSWORD, ROOM, WANG, ZHAO, Book, register
from tests.store.test_stocktakes import closed, furnished, lines, opened, refused

NUMBERS = ("000120", "000121", "000122", "000411", "000901", "000902")
OTHER, OTHER_PASSWORD = "示例赵", "复点口令第一二三"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = with_top_secret(tmp_path)
    yield made
    made.vault.lock()


def with_top_secret(at: Path) -> Book:
    """The cabinet of the other tests, with copies 8 and 9 that are 绝密, and 10 in the room."""
    made = furnished(at)
    top: dict[str, Any] = {"marking": "绝密★30年", "also_signed": WANG}
    grave = register(doc_number="示密〔2026〕1号", copy_nos="000901-000902", place=CABINET, **top)
    made.record(grave, register(doc_number="示密〔2026〕2号", copy_nos="000911", **top))
    return made


def again(book: Book) -> Counting:
    return book.vault.counting.again(book.second().second)


def counted(book: Book, *numbers: str) -> int:
    """The first count of the cabinet."""
    one = opened(book, CABINET)
    for number in numbers or NUMBERS:
        book.vault.counting.scan(one, number)
    return one


def why(job: Callable[[], object]) -> str:
    with pytest.raises(Refused, match="V33") as found:
        job()
    return str(found.value.refusals[0])


def shown(book: Book, stocktake: int, turn: int = 1) -> dict[int, StocktakeLineRow]:
    asked = Question(given={"stocktake": stocktake, "turn": turn})
    return {row.copy: row for row in book.vault.ask(COUNTING, asked).rows}


def test_it_closes_only_after_a_second_count_that_says_the_same_v33(book: Book) -> None:
    one = counted(book)
    assert refused(book, one) == ["V33"], "nobody has counted a second time"
    second = again(book)
    second.begin(one)
    second.scan(one, "901")
    assert refused(book, one) == ["V33"], "000902 was seen only once"
    assert [copy for copy, row in shown(book, one).items() if row.apart] == [9]
    second.scan(one, "902")
    closed(book, one)
    found = lines(book, one)
    assert (found[8].again, found[9].again, found[1].again) == (Bucket.FOUND, Bucket.FOUND, None)
    assert book.vault.differs_from_rebuild() is None
    assert sightings.made(book.connection, one) == ()


def test_the_second_counter_is_shown_nothing_of_the_first_count(book: Book) -> None:
    one = counted(book)
    book.vault.counting.say(one, 8, pages=7, note="缺末页")
    again(book).begin(one)
    blind = shown(book, one, turn=2)
    assert set(blind) == {8, 9}, "绝密 alone"
    assert {row.bucket for row in blind.values()} == {Bucket.WAITING}
    assert {(row.pages_seen, row.note, row.seen_at) for row in blind.values()} == {(None, "", "")}


def test_what_is_not_top_secret_is_not_counted_twice_v33(book: Book) -> None:
    one = counted(book)
    assert "不是绝密" in why(lambda: again(book).scan(one, "000120"))
    shelf = opened(book, 4)
    assert "没有绝密" in why(lambda: again(book).begin(shelf))


def test_nobody_counts_both_times_v33(book: Book) -> None:
    book.account(OTHER, ZHAO, Role.CUSTODIAN, password=OTHER_PASSWORD)
    one = counted(book)
    again(book).begin(one)
    second = book.second(OTHER, OTHER_PASSWORD).second
    book.vault.counting.again(second).scan(one, "901")
    book.reopen(OTHER_PASSWORD, OTHER)
    assert "已点第二遍" in why(lambda: book.vault.counting.scan(one, "000120"))
    own = book.vault.confirm(OFFICER, PASSWORD).second
    assert "已点过第一遍" in why(lambda: book.vault.counting.again(own).begin(one))


def test_who_has_counted_a_second_time_signs_v33(book: Book) -> None:
    book.witness(OTHER, ZHAO, OTHER_PASSWORD)
    one = counted(book)
    second = again(book)
    for number in ("901", "902"):
        second.scan(one, number)
    act = CloseStocktake(on=book.today, stocktake=one)
    assert book.refused(act, second=book.second(OTHER, OTHER_PASSWORD)) == ["V33"]
    assert book.refused(act, second=book.second()) == []


def test_what_both_have_not_seen_is_missing_if_somebody_has_looked_twice(book: Book) -> None:
    one = counted(book, *NUMBERS[:-2])
    assert "V33" in refused(book, one, circumstances="两人都没有见到")
    again(book).begin(one)
    done = closed(book, one, circumstances="两人都没有见到")
    assert set(done.missing) == {8, 9}
    assert lines(book, one)[8].again is Bucket.MISSING


def test_pages_and_mark_that_differ_are_counted_again_v33(book: Book) -> None:
    one = counted(book)
    second = again(book)
    for number in ("901", "902"):
        second.scan(one, number)
    second.say(one, 8, pages=7)
    assert refused(book, one) == [], "the first counter has not counted pages"
    book.vault.counting.say(one, 8, pages=8)
    assert refused(book, one) == ["V33"]
    second.say(one, 8, pages=8, mark_ok=False)
    assert refused(book, one) == ["V33"]
    second.say(one, 8, pages=8)
    assert refused(book, one) == []


def test_a_stray_is_seen_by_both_or_by_none_v33(book: Book) -> None:
    one = counted(book)
    second = again(book)
    for number in ("901", "902", "000911"):
        second.scan(one, number)
    assert refused(book, one) == ["V33"]
    book.vault.counting.scan(one, "000911")
    closed(book, one)
    assert lines(book, one)[10].again is Bucket.ELSEWHERE


def test_the_second_count_goes_on_after_a_break_and_is_linked_like_the_first(book: Book) -> None:
    one = counted(book)
    again(book).scan(one, "901")
    book.reopen()
    again(book).scan(one, "902")
    assert refused(book, one) == []
    book.connection.execute("UPDATE sighting SET turn = 2 WHERE copy = 1")
    with pytest.raises(Damaged):
        closed(book, one)


def test_another_cabinet_is_counted_beside_it(book: Book) -> None:
    one, two = counted(book), opened(book, ROOM)
    book.vault.counting.scan(two, "000911")
    again(book).scan(two, "911")
    assert refused(book, two) == []
    assert refused(book, one) == ["V33"]


LOOKS = st.tuples(
    st.sampled_from(("901", "902", "000911")),
    st.sampled_from((0, CABINET, ROOM)),
    st.sampled_from((None, 7, 8)),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=15, deadline=None)
@given(first=st.lists(LOOKS, max_size=3), second=st.lists(LOOKS, max_size=3))
def test_the_page_names_the_copies_on_which_the_counts_differ(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, int, int | None, bool, bool]],
    second: list[tuple[str, int, int | None, bool, bool]],
) -> None:
    """The view reckons in SQL what the act reckons in Python: they must not differ."""
    book = with_top_secret(tmp_path_factory.mktemp("twice"))
    one = counted(book, "000120")
    again(book).begin(one)
    for counting, looks in ((book.vault.counting, first), (again(book), second)):
        for number, place, pages, mark_ok, nature_ok in looks:
            seen = counting.scan(one, number, place).sighting
            assert seen is not None
            counting.say(one, seen.copy, pages=pages, mark_ok=mark_ok, nature_ok=nature_ok)
    known = book.vault._desk().known()
    load(book.connection, known, CloseStocktake(on=book.today, stocktake=one).needs())
    pairs = twice_counted(known, known.get(Stocktake, one))
    rows = shown(book, one)
    apart = {copy for copy, pair in pairs.items() if not agree(*pair)}
    assert {copy for copy in pairs if copy in rows and rows[copy].apart} == apart & set(rows)
    assert {8, 9} <= set(rows)
    book.vault.lock()
