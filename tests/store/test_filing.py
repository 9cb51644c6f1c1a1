"""归档批次 on a real ledger: listed, scanned one by one, taken over by the archivist himself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch, SettleLine
from db.ledger.acts.ending.archive import Archive
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.ending.filing import HandToArchive, ListArchive
from db.ledger.beliefs import Batch, Copy
from db.ledger.rules import Refused
from db.ledger.values import BatchState, Role, State
from db.store import standing
from db.views.batches import BATCHES
from db.views.ended import FILED, KEPT_BACK
from tests.book import LI, TODAY, WANG, ZHOU, Book, a_book, register

LIST = ListArchive(on=TODAY, copies=(1, 2), archive="档案室", volume="第3卷")
CATALOGUE = "归档〔2026〕001号 第3卷"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Copies 1 and 2 of three are listed; the archivist is 示例周, a witness."""
    made = a_book(tmp_path)
    made.record(register(scope=(WANG, LI)))
    made.record(LIST)
    yield made
    made.close()


def hand(counted: int = 2, archivist: int = ZHOU) -> HandToArchive:
    return HandToArchive(on=TODAY, batch=1, archivist=archivist, counted=counted)


def states(book: Book) -> list[State]:
    return [copy.state for copy in standing.where(book.connection, Copy)]


def refused(book: Book, *acts: Any) -> list[str]:
    return book.refused(*acts, second=book.second())


def test_what_is_listed_stays_in_the_cabinet_until_the_archivist_has_it(book: Book) -> None:
    assert states(book) == [State.IN_STOCK] * 3
    assert [row.closing_ref for row in book.vault.ask(FILED).rows] == [CATALOGUE] * 2
    assert refused(book, hand()) == ["K16"], "nothing is scanned"
    book.vault.scan(1, 2)
    book.reopen()  # killed: what was scanned is there
    assert book.vault.scan(1, 1)
    assert not book.vault.scan(1, 2), "twice"
    with pytest.raises(Refused):
        book.vault.scan(1, 3)
    assert refused(book, hand(counted=3)) == ["K16"], "the archivist counts three"
    book.record(hand(), second=book.second())
    assert states(book) == [State.ARCHIVED, State.ARCHIVED, State.IN_STOCK]
    rows = book.vault.ask(FILED).rows
    assert [(row.closing_ref, row.filed_on, row.waiting) for row in rows] == [
        (CATALOGUE, TODAY, False)
    ] * 2
    (batch,) = book.vault.ask(BATCHES).rows
    assert (batch.state, batch.supervisors, batch.filed_as) == (
        BatchState.CLOSED,
        "示例周",
        CATALOGUE,
    )
    assert book.vault.differs_from_rebuild() is None


def test_it_is_the_archivist_himself_who_confirms_k02(book: Book) -> None:
    book.vault.scan(1, 1)
    book.vault.scan(1, 2)
    assert refused(book, hand(archivist=WANG)) == ["K02"]
    assert book.refused(hand()) == ["V04"], "nobody confirms"
    assert refused(book, hand(archivist=99)) == ["V00"]


def test_an_item_is_on_one_open_list_at_a_time_k31(book: Book) -> None:
    again = {"on": TODAY, "copies": (1,)}
    for other in (
        ListArchive(archive="档案室", **again),  # type: ignore[arg-type]
        ListDestruction(reason="无保存价值", **again),  # type: ignore[arg-type]
        ListClearing(issuer="示例办", notice="通知", **again),  # type: ignore[arg-type]
        Archive(list_no="1", archivist="示例周", **again),  # type: ignore[arg-type]
    ):
        assert book.refused(other) == ["K31"]
    kept = {row.id: row.why for row in book.vault.ask(KEPT_BACK).rows}
    assert kept == {1: "已列入归档〔2026〕001号，要销毁先移出", 2: kept[1]}
    book.record(CancelBatch(on=TODAY, batch=1, reason="改由他卷"))
    assert not book.vault.ask(KEPT_BACK).rows
    assert book.refused(ListDestruction(reason="无保存价值", **again)) == []  # type: ignore[arg-type]


def test_what_moved_meanwhile_is_settled_before_it_is_handed_over(book: Book) -> None:
    book.record(Lend(on=TODAY, copy=1, to=WANG, approved_by="示例主任"))
    book.vault.scan(1, 2)
    assert "K31" in refused(book, hand(counted=1))
    book.record(SettleLine(on=TODAY, batch=1, copy=1, reason="借出未还"))
    book.record(hand(counted=1), second=book.second())
    book.record(GiveBack(on=TODAY, copy=1))
    assert states(book) == [State.IN_STOCK, State.ARCHIVED, State.IN_STOCK]
    assert book.refused(ListDestruction(on=TODAY, copies=(1,), reason="无保存价值")) == []


def test_a_batch_goes_on_in_other_hands(book: Book) -> None:
    """Its maker listed, another keeper has it approved, scans and hands over."""
    book.account("示例王", WANG, Role.CUSTODIAN, password="另一口令第一二三")
    book.reopen("另一口令第一二三", "示例王")
    book.record(ApproveBatch(on=TODAY, batch=1, approved_by="示例主任"))
    book.vault.scan(1, 1)
    book.vault.scan(1, 2)
    book.record(hand(), second=book.second())
    (batch,) = standing.where(book.connection, Batch)
    assert batch.state is BatchState.CLOSED


def test_what_must_go_back_is_not_listed_for_the_archive_k14(book: Book) -> None:
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="9", must_return=True))
    assert book.refused(ListArchive(on=TODAY, copies=(4,), archive="档案室")) == ["K14"]
    assert book.refused(ListArchive(on=TODAY, copies=(3,), archive=" ")) == ["V01"]
