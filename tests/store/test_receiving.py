"""迎检: while an inspector is received the ledger only shows; by seed, on record, until it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.program.printed import Export
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.beliefs.receptions import Ended, Proof
from db.ledger.rules import Refused
from db.ledger.sampling import Population
from db.ledger.values import Level
from db.store.reading import Filter, Question
from db.views.receptions import COPY_CHAIN, DRAW_LINES, DRAWS, RECEPTION_LOG, RECEPTIONS
from tests.book import PASSWORD, TINY, WANG, Book, a_book, register

SECRET = Population(level=Level.SECRET)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    scope = {"scope": (WANG,)}
    made.record(register(made.today, copy_nos="000101-000140", **scope))
    lent: dict[str, Any] = {"copy": 3, "to": WANG, "approved_by": "示例赵", "form_no": "借审-7"}
    made.record(Lend(on=made.today, **lent, due=made.today))
    yield made
    made.close()


def rows(book: Book, view: Any, **fields: object) -> Any:
    filters = tuple(Filter(name, (value,)) for name, value in fields.items())
    return book.vault.ask(view, Question(filters=filters)).rows


def begin(book: Book, minutes: int = 30) -> None:
    book.vault.receiving.begin("示例查", "示例保密局", minutes)


def test_nothing_else_is_recorded_while_an_inspector_is_there_v71(book: Book) -> None:
    begin(book)
    before = book.dump()
    for act in (
        AddPlace(on=book.today, name="3号柜"),
        Export(on=book.today, register="copies", rows=1, file="x.xlsx", digest="0" * 64),
    ):
        with pytest.raises(Refused, match="V71"):
            book.record(act)
    with pytest.raises(Refused, match="V71"):
        book.vault.scan(1, 1)
    with pytest.raises(Refused, match="V71"):
        _ = book.vault.counting
    with pytest.raises(Refused, match="V71"):
        book.vault.accounts.change_password("新的示例口令一二", TINY)
    with pytest.raises(Refused, match="V71"):
        begin(book)
    assert book.dump() == before


def test_only_the_hosts_own_password_ends_it_v72(book: Book) -> None:
    begin(book)
    with pytest.raises(Refused, match="V72"):
        book.vault.receiving.end("检查人猜的口令")
    assert book.vault.receiving.now is not None
    book.vault.receiving.end(PASSWORD)
    book.record(AddPlace(on=book.today, name="3号柜"))
    (row,) = rows(book, RECEPTIONS)
    assert (row.ended, row.inspector, row.host) == (Ended.HOST, "示例查", "示例李")


def test_when_the_time_is_over_nothing_more_is_shown_and_the_lock_ends_it(book: Book) -> None:
    begin(book, minutes=30)
    book.clock.forward(minutes=31)
    with pytest.raises(Refused, match="V71"):
        book.vault.receiving.draw(SECRET, 3)
    book.reopen()
    assert [row.ended for row in rows(book, RECEPTIONS)] == [Ended.TIME]
    begin(book)
    book.reopen()
    assert [row.ended for row in rows(book, RECEPTIONS)] == [Ended.LOCKED, Ended.TIME]


def test_a_draw_is_repeated_by_its_seed_and_says_out_of_how_many(book: Book) -> None:
    begin(book)
    for seed in ("甲", "甲", "乙"):
        book.vault.receiving.draw(SECRET, 8, seed)
    first, again, other = (
        [row.copy for row in rows(book, DRAW_LINES, draw=number)] for number in (1, 2, 3)
    )
    assert first == again != other
    assert len(set(first)) == 8
    draws = rows(book, DRAWS)
    assert {(row.population, row.size) for row in draws} == {(40, 8)}
    assert {row.seed for row in draws} == {"甲", "乙"}
    with pytest.raises(Refused, match="V01"):
        book.vault.receiving.draw(Population(level=Level.TOP_SECRET), 3)


def test_persons_are_drawn_with_what_they_hold(book: Book) -> None:
    begin(book)
    book.vault.receiving.draw(Population(persons=True, year=book.today.year), 5)
    (line,) = rows(book, DRAW_LINES)
    assert (line.called, line.title, line.copy) == ("示例王", "持有1份", None)


def test_every_scan_is_answered_and_on_record(book: Book) -> None:
    begin(book)
    receiving = book.vault.receiving
    receiving.draw(SECRET, 5, "甲")
    lines = rows(book, DRAW_LINES)
    proved = receiving.prove(1, f"Z{lines[0].copy:06d}")
    assert (proved.position, proved.copy) == (1, lines[0].copy)
    assert receiving.prove(1, lines[1].called[-3:]).position == 2
    drawn = {line.copy for line in lines}
    stranger = next(copy for copy in range(1, 41) if copy not in drawn)
    assert receiving.prove(1, f"Z{stranger:06d}").position == 0
    with pytest.raises(Refused, match="V01"):
        receiving.say(1, 3, Proof.DIFFERS)
    receiving.say(1, 3, Proof.DIFFERS, "缺末页")
    receiving.say(1, 4, Proof.ABSENT)
    found = [row.proof for row in rows(book, DRAW_LINES)]
    assert found == [Proof.FOUND, Proof.FOUND, Proof.DIFFERS, Proof.ABSENT, Proof.WAITING]
    (row,) = rows(book, RECEPTIONS)
    assert (row.drawn, row.seen, row.wrong, row.scans) == (5, 2, 2, 5)


def test_the_log_and_the_chain_tell_everything_with_numbers(book: Book) -> None:
    begin(book)
    book.vault.receiving.draw(SECRET, 2, "甲")
    book.vault.receiving.show(copy=3)
    book.vault.receiving.end(PASSWORD)
    log = [row.title for row in rows(book, RECEPTION_LOG, id=1)]
    assert log == ["开始迎检", "抽样", "出示", "结束迎检"]
    chain = rows(book, COPY_CHAIN, id=3)
    assert [row.title for row in chain] == ["登记", "借出"]
    assert "示例王" in chain[1].sentence
    assert [row.papers for row in chain] == ["", "借审-7"]


def test_a_rebuild_gives_the_same(book: Book) -> None:
    begin(book)
    book.vault.receiving.draw(Population(gone=True), 4, "甲")
    book.vault.receiving.end(PASSWORD)
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).sound
