"""盘点 with a real ledger: the frozen list, sealed scans, what closing does and leaves alone."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.acts.correction.redact import RedactDocument
from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.custody.stocktaking import CancelStocktake, OpenStocktake
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.beliefs import (
    Bucket,
    Copy,
    Incident,
    Stocktake,
    StocktakeFind,
    StocktakeLine,
    StocktakeState,
)
from db.ledger.rules import Refused
from db.ledger.trouble import Damaged
from db.ledger.values import Level, State
from db.ledger.withheld import PLACEHOLDER
from db.store import sightings, standing
from db.store.counting import Answer
from db.store.loading import load
from db.store.reading import Question
from db.views.stocktakes import COUNTING
from db.views.today import TODAY, Matter
from tests.book import CABINET, ROOM, WANG, Book, a_book, open_row, register

SHELF, OTHER_SHELF = 4, 5  # 3号柜1层, 3号柜2层
WHAT = "年度盘点"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return furnished(tmp_path)


def furnished(at: Path) -> Book:
    """Copies 1-3 in the cabinet, 4 and 5 on a shelf, 6 on the next, 7 (待核) in the cabinet."""
    made = a_book(at)
    made.record(*(AddPlace(on=made.today, name=name) for name in ("3号柜1层", "3号柜2层")))
    made.record(register(place=CABINET, scope=(WANG,)))
    made.record(register(doc_number="示办发〔2026〕8号", copy_nos="000211-000212", place=SHELF))
    made.record(register(doc_number="示办发〔2026〕9号", copy_nos="000311", place=OTHER_SHELF))
    made.record(open_row(nos=("000411",), place=CABINET))
    return made


def opened(book: Book, *places: int, **given: object) -> int:
    act = OpenStocktake(on=book.today, reason=WHAT, places=places, **given)
    (done,) = book.record(act).acts
    assert isinstance(done, OpenStocktake)
    assert done.stocktake is not None
    return done.stocktake


def scan(book: Book, stocktake: int, typed: str, place: int = 0) -> Answer:
    return book.vault.counting.scan(stocktake, typed, place)


def bucket(answer: Answer) -> Bucket | None:
    return answer.sighting.bucket if answer.sighting else None


def closed(
    book: Book, stocktake: int, why: dict[str, str] | None = None, **given: object
) -> CloseStocktake:
    act = CloseStocktake(on=book.today, stocktake=stocktake, **given)
    why = why or {"V32": "按未见处理"}  # where nothing was seen at all
    (done,) = book.record(act, second=book.second(), reasons=why).acts
    assert isinstance(done, CloseStocktake)
    return done


def refused(book: Book, stocktake: int, **given: object) -> list[str]:
    act = CloseStocktake(on=book.today, stocktake=stocktake, **given)
    return book.refused(act, second=book.second())


def lines(book: Book, stocktake: int) -> dict[int, StocktakeLine]:
    found = standing.where(book.connection, StocktakeLine, "stocktake = ?", (stocktake,))
    return {line.copy: line for line in found}


def copy(book: Book, number: int) -> Copy:
    found = standing.find(book.connection, Copy, (number,))
    assert found is not None
    return found


def lent(book: Book, number: int) -> None:
    book.record(Lend(on=book.today, copy=number, to=WANG, approved_by="示例赵"))


def test_the_list_is_frozen_as_the_book_has_it(book: Book) -> None:
    one = opened(book, CABINET)
    assert sorted(lines(book, one)) == [1, 2, 3, 7]
    book.record(register(doc_number="示办发〔2026〕10号", copy_nos="000500", place=CABINET))
    assert sorted(lines(book, one)) == [1, 2, 3, 7], "the desk goes on, the list does not"
    found = standing.find(book.connection, Stocktake, (one,))
    assert found is not None
    assert (found.number, found.scope, found.copies) == ("盘点〔2026〕001号", "2号柜", 4)


def test_a_place_is_counted_with_what_stands_within_it(book: Book) -> None:
    book.record(AddPlace(on=book.today, name="3号柜"))
    assert sorted(lines(book, opened(book, 6))) == [4, 5, 6]


def test_a_person_and_a_level_narrow_the_list(book: Book) -> None:
    lent(book, 1)
    assert sorted(lines(book, opened(book, person=WANG))) == [1]
    assert sorted(lines(book, opened(book, level=Level.CONFIDENTIAL))) == [7]


def test_a_sample_is_drawn_again_by_its_seed(book: Book) -> None:
    first = opened(book, sample=3, seed="示例")
    drawn = sorted(lines(book, first))
    assert len(drawn) == 3
    book.record(CancelStocktake(on=book.today, stocktake=first, why="重来"))
    assert sorted(lines(book, opened(book, sample=3, seed="示例"))) == drawn


def test_what_is_being_counted_is_not_listed_again_v31(book: Book) -> None:
    opened(book, CABINET)
    assert book.refused(OpenStocktake(on=book.today, reason=WHAT)) == ["V31"]
    beside = opened(book, SHELF)
    assert sorted(lines(book, beside)) == [4, 5], "another cabinet may be counted beside it"


def test_an_empty_scope_is_no_stocktake_v01(book: Book) -> None:
    assert book.refused(OpenStocktake(on=book.today, reason=WHAT, places=(ROOM,))) == ["V01"]


def test_every_scan_says_what_the_book_says(book: Book) -> None:
    lent(book, 2)
    one = opened(book, CABINET)
    assert bucket(scan(book, one, "000120")) is Bucket.FOUND
    assert bucket(scan(book, one, "121")) is Bucket.LENT_HERE, "lent by the book, here in fact"
    assert bucket(scan(book, one, "Z000004")) is Bucket.ELSEWHERE
    assert bucket(scan(book, one, "ZC-9931-K")) is Bucket.UNKNOWN
    assert bucket(scan(book, one, "6901234567892")) is Bucket.UNKNOWN, "a code of another house"


def test_the_place_where_one_stands_is_compared(book: Book) -> None:
    one = opened(book, SHELF, OTHER_SHELF)
    assert bucket(scan(book, one, "000211", SHELF)) is Bucket.FOUND
    assert bucket(scan(book, one, "000311", SHELF)) is Bucket.ELSEWHERE


def test_last_digits_that_fit_several_are_not_guessed(book: Book) -> None:
    one = opened(book)
    answer = scan(book, one, "11")
    assert answer.sighting is None
    assert set(answer.choices) == {4, 6, 7}
    assert bucket(scan(book, one, "Z4")) is Bucket.FOUND


def test_a_second_scan_of_the_same_copy_counts_once(book: Book) -> None:
    one = opened(book, CABINET)
    first = scan(book, one, "000120")
    book.clock.forward(minutes=2)
    again = scan(book, one, "000120")
    assert again.again
    assert again.sighting == first.sighting, "and it says when it was seen"
    assert len(sightings.made(book.connection, one)) == 1


def test_scans_survive_and_go_on_after_unlocking_again(book: Book) -> None:
    one = opened(book, CABINET)
    scan(book, one, "000120")
    scan(book, one, "不认识的东西")
    book.reopen()
    scan(book, one, "000121")
    assert [seen.copy for seen in sightings.made(book.connection, one)] == [1, 0, 2]


def test_a_scan_taken_out_of_the_file_shows(book: Book) -> None:
    one = opened(book, CABINET)
    for number in ("000120", "000121", "000122"):
        scan(book, one, number)
    book.connection.execute("DELETE FROM sighting WHERE copy = 2")
    with pytest.raises(Damaged):
        closed(book, one)


def test_a_scan_taken_back_is_to_be_counted_again(book: Book) -> None:
    one = opened(book, CABINET)
    scan(book, one, "000120")
    book.vault.counting.take_back(one, 1)
    assert sightings.made(book.connection, one) == ()
    assert bucket(scan(book, one, "000120")) is Bucket.FOUND


def test_closing_takes_two_counters_v04(book: Book) -> None:
    one = opened(book, SHELF)
    assert "V04" in book.refused(CloseStocktake(on=book.today, stocktake=one, circumstances="无"))


def test_what_nobody_saw_is_reported_at_once(book: Book) -> None:
    one = opened(book, CABINET)
    for number in ("000120", "000121", "000411"):
        scan(book, one, number)
    assert refused(book, one) == ["V01"], "a loss is told in words"
    done = closed(book, one, circumstances="三次复查未见")
    assert done.missing == (3,)
    assert copy(book, 3).state is State.UNACCOUNTED
    (incident,) = standing.where(book.connection, Incident)
    assert (incident.copy, incident.report_by[:16]) == (3, done.report_by[:16])
    assert "三次复查未见" in incident.circumstances
    assert lines(book, one)[3].result is Bucket.MISSING
    assert sightings.made(book.connection, one) == ()


def test_what_was_seen_is_waiting_to_be_verified_no_longer(book: Book) -> None:
    one = opened(book, CABINET)
    assert copy(book, 7).unverified
    for number in ("000120", "000121", "000122", "000411"):
        scan(book, one, number)
    assert closed(book, one).verified == (7,)
    assert not copy(book, 7).unverified


def test_pages_and_mark_are_kept_and_a_torn_copy_is_not_verified(book: Book) -> None:
    one = opened(book, CABINET)
    for number in ("000120", "000121", "000122", "000411"):
        scan(book, one, number)
    book.vault.counting.say(one, 1, pages=7, mark_ok=False, note="缺末页")
    book.vault.counting.say(one, 7, mark_ok=False)
    assert closed(book, one).verified == ()
    line = lines(book, one)[1]
    assert (line.pages, line.mark_ok, line.note) == (7, False, "缺末页")


def test_a_reproduction_in_the_place_of_the_original_is_a_difference(book: Book) -> None:
    """It is said by one tick; closing asks for a reason, and 待核 stays 待核."""
    one = opened(book, CABINET)
    for number in ("000120", "000121", "000122", "000411"):
        scan(book, one, number)
    book.vault.counting.say(one, 7, nature_ok=False)
    asked = Question(given={"stocktake": one})
    (row,) = (row for row in book.vault.ask(COUNTING, asked).rows if row.copy == 7)
    assert (row.grave, row.difference) == (True, "原件与复制件不符")
    assert row.remark == "登记为原件，实物是复制件"
    with pytest.raises(Refused) as refused:
        closed(book, one)
    (warned,) = refused.value.refusals
    assert warned.rule.number == "V34"
    assert "登记为原件，实物是复制件，不算相符" in warned.sentence
    assert closed(book, one, why={"V34": "已向来文单位查询"}).verified == ()
    assert not lines(book, one)[7].nature_ok


def test_a_thing_nobody_knows_is_kept_with_place_and_note(book: Book) -> None:
    one = opened(book, SHELF)
    for number in ("000211", "000212"):
        scan(book, one, number)
    scan(book, one, "ZC-9931-K", SHELF)
    book.vault.counting.say(one, 0, "ZC-9931-K", note="封面有红章")
    closed(book, one)
    (find,) = standing.where(book.connection, StocktakeFind)
    assert (find.code, find.place, find.note) == ("ZC-9931-K", SHELF, "封面有红章")


def test_a_title_that_is_withheld_goes_from_what_was_seen_and_found(book: Book) -> None:
    """Somebody scanned, or wrote beside a thing, a title instead of a number; one is closed."""
    title = "鲲鹏饕餮专项方案"
    mine = register(doc_number="示办发〔2026〕10号", copy_nos="10", title=title, place=CABINET)
    document = book.record(mine).acts[0].document  # type: ignore[attr-defined]
    for place in (SHELF, OTHER_SHELF):
        one = opened(book, place)
        for code in (title, "鲲鹏饕餮专项"):
            scan(book, one, code, place)
        book.vault.counting.say(one, 0, title, note="像是鲲鹏饕餮专项方案")
        if place == SHELF:
            closed(book, one, circumstances="清点未见")
    covered = RedactDocument(
        on=book.today, document=document, field="title", reason="误录", words=("鲲鹏",)
    )
    book.record(covered, second=book.second())
    finds = list(standing.where(book.connection, StocktakeFind))
    assert [(find.code, find.note) for find in finds] == [(PLACEHOLDER, "")] * 2
    kept = [(seen.code, seen.note) for seen in sightings.made(book.connection, one)]
    assert len({code for code, _ in kept}) == 2, "two things are two things"
    assert not any("鲲" in told or "饕" in told for each in kept for told in each), kept
    assert book.vault.differs_from_rebuild() is None
    closed(book, one, circumstances="清点未见")


def test_a_copy_that_moved_meanwhile_is_settled_before_closing_v32(book: Book) -> None:
    one = opened(book, CABINET)
    for number in ("000120", "000122", "000411"):
        scan(book, one, number)
    lent(book, 2)
    assert refused(book, one) == ["V32"]
    (seq,) = book.connection.execute("SELECT max(seq) FROM entry WHERE kind = 'lend'").fetchone()
    answer = book.vault.counting.settle(one, 2, "借条在")
    assert answer.sighting is not None
    assert answer.sighting.moved_by == seq
    closed(book, one)
    assert (lines(book, one)[2].result, lines(book, one)[2].moved_by) == (Bucket.OUT, seq)


def test_a_copy_that_moved_after_it_was_settled_is_settled_anew_v32(book: Book) -> None:
    one = opened(book, CABINET)
    for number in ("000120", "000122", "000411"):
        scan(book, one, number)
    lent(book, 2)
    book.vault.counting.settle(one, 2, "借条在")
    book.record(GiveBack(on=book.today, copy=2, place=CABINET))
    assert refused(book, one) == ["V32"]
    scan(book, one, "000121")
    assert refused(book, one) == []


def test_what_was_out_before_is_out_and_nothing_else(book: Book) -> None:
    lent(book, 2)
    one = opened(book, CABINET)
    for number in ("000120", "000122", "000411"):
        scan(book, one, number)
    closed(book, one)
    assert lines(book, one)[2].result is Bucket.OUT
    assert copy(book, 2).state is State.ON_LOAN


def test_a_wrong_place_is_proposed_and_changed_only_if_wished(book: Book) -> None:
    one = opened(book, SHELF, OTHER_SHELF)
    for number in ("000211", "000212", "000311"):
        scan(book, one, number, SHELF)
    closed(book, one)
    assert copy(book, 6).place == OTHER_SHELF
    two = opened(book, SHELF, OTHER_SHELF)
    for number in ("000211", "000212", "000311"):
        scan(book, two, number, SHELF)
    assert closed(book, two, move=True).moved == (6,)
    assert copy(book, 6).place == SHELF


def test_a_closed_or_cancelled_stocktake_is_over_k31(book: Book) -> None:
    one = opened(book, SHELF)
    scan(book, one, "000211")
    book.record(CancelStocktake(on=book.today, stocktake=one, why="改日再点"))
    assert refused(book, one, circumstances="无") == ["K31"]
    with pytest.raises(Refused, match="K31"):
        scan(book, one, "000212")
    found = standing.find(book.connection, Stocktake, (one,))
    assert found is not None
    assert found.state is StocktakeState.CANCELLED
    assert sightings.made(book.connection, one) == ()


CODES = ("000120", "000121", "000122", "000211", "000311", "000411", "Z1", "Z6", "无名")


@settings(max_examples=12, deadline=None)
@given(
    seen=st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from((0, CABINET, SHELF)))),
    gone=st.sets(st.sampled_from((1, 2, 3))),
    move=st.booleans(),
)
def test_closing_changes_no_copy_but_as_it_says(
    tmp_path_factory: pytest.TempPathFactory,
    seen: list[tuple[str, int]],
    gone: set[int],
    move: bool,
) -> None:
    book = furnished(tmp_path_factory.mktemp("count"))
    for number in gone:
        lent(book, number)
    one = opened(book, CABINET, SHELF)
    for code, place in seen:
        scan(book, one, code, place)
    before = {number: copy(book, number) for number in range(1, 8)}
    done = closed(book, one, circumstances="未见", move=move)
    told = {*done.missing, *done.moved, *done.verified}
    for number, was in before.items():
        now = copy(book, number)
        changed = {
            one.name for one in fields(Copy) if getattr(was, one.name) != getattr(now, one.name)
        }
        if number in done.missing:
            assert now.state is State.UNACCOUNTED
        else:
            assert now.state is was.state
        assert changed == set() or number in told, (number, changed)
        assert "place" not in changed or number in done.moved
    assert set(done.missing) <= set(lines(book, one))
    assert book.vault.prove(full=True).sound
    assert book.vault.differs_from_rebuild() is None
    book.vault.lock()


def test_what_was_seen_of_each_line_is_found_by_an_index(book: Book) -> None:
    """By the stock-take alone it would be sought among all that was seen, for every line."""
    plan = book.connection.execute(
        f"EXPLAIN QUERY PLAN SELECT bucket FROM ({COUNTING.sql})", {"stocktake": 1, "turn": 1}
    ).fetchall()
    sought = [step for *_, step in plan if re.match(r"SEARCH (counts|other)\b.*LEFT-JOIN", step)]
    assert sought
    assert all("sighting_latest" in step and "code=?" in step for step in sought)


def live(book: Book, stocktake: int) -> dict[int, Bucket]:
    rows = book.vault.ask(COUNTING, Question(given={"stocktake": stocktake})).rows
    return {row.copy: row.bucket for row in rows if row.expected}


@settings(max_examples=10, deadline=None)
@given(
    before=st.sets(st.sampled_from((1, 2, 3))),
    seen=st.sets(st.sampled_from((1, 2, 3, 4, 7))),
    after=st.sets(st.sampled_from((1, 2, 3))),
)
def test_the_page_says_what_the_closing_would(
    tmp_path_factory: pytest.TempPathFactory, before: set[int], seen: set[int], after: set[int]
) -> None:
    """The view reckons in SQL what the act reckons in Python: they must not differ."""
    book = furnished(tmp_path_factory.mktemp("live"))
    for number in before:
        lent(book, number)
    one = opened(book, CABINET, SHELF)
    for number in seen:
        scan(book, one, f"Z{number}")
    for number in after:
        back = number in before
        book.record(GiveBack(on=book.today, copy=number)) if back else lent(book, number)
    shown = live(book, one)
    act = CloseStocktake(on=book.today, stocktake=one, circumstances="演示")
    known = book.vault._desk().known()
    load(book.connection, known, act.needs())
    would = {outcome.copy: outcome.result for outcome in act.completed(known).outcomes}
    waiting = {copy: Bucket.MISSING for copy, was in shown.items() if was is Bucket.WAITING}
    assert would == shown | waiting
    book.vault.lock()


def due_to_be_counted(book: Book) -> dict[Level | None, str | None]:
    given = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    rows = book.vault.ask(TODAY, Question(given=given)).rows
    return {row.level: row.title for row in rows if row.matter is Matter.STOCKTAKE}


def test_what_was_not_counted_for_too_long_is_on_the_days_list(book: Book) -> None:
    assert due_to_be_counted(book) == {}
    book.clock.forward(days=184)
    assert due_to_be_counted(book) == {Level.SECRET: "机密件还没有盘点过"}
    closed(book, opened(book, level=Level.SECRET), circumstances="演示：都没有扫")
    assert due_to_be_counted(book) == {}


def test_a_sample_or_one_holders_copies_are_no_stocktake_of_a_level(book: Book) -> None:
    lent(book, 1)
    book.clock.forward(days=184)
    closed(book, opened(book, sample=1, level=Level.SECRET), circumstances="演示")
    closed(book, opened(book, person=WANG), circumstances="演示")
    assert Level.SECRET in due_to_be_counted(book)


def test_the_ledgers_own_number_of_days_counts(book: Book) -> None:
    book.clock.forward(days=31)
    assert due_to_be_counted(book) == {}
    name = "stocktake_days_secret"
    act = SetPolicy(on=book.today, name=name, value=30, source="本单位制度")
    book.record(act, second=book.second())
    assert set(due_to_be_counted(book)) == {Level.SECRET}


def test_what_moved_by_hand_meanwhile_shows_where_it_went(book: Book) -> None:
    one = opened(book, CABINET)
    book.record(Relocate(on=book.today, copies=(1,), place=SHELF))
    answer = scan(book, one, "000120", CABINET)
    assert bucket(answer) is Bucket.ELSEWHERE
    assert answer.sighting is not None
    assert answer.sighting.moved_by is not None
