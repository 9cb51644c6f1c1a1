"""What the machines of acts in any order share: one ledger, how it is asked, and what must hold.

A machine asks for acts as they come. What is refused must change nothing; what is recorded must
leave a book that is whole and true to its journal.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, event
from hypothesis.stateful import RuleBasedStateMachine, invariant

from db.ledger.act import Act, with_reasons
from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.rules import Refused
from db.store import cipher, files, standing
from db.store.confirming import Confirmation
from tests.book import LEVELS, WANG, ZHAO, ZHOU, Book, a_book, register
from tests.journeys.office import in_memory

_PASSED = (
    "K10",
    "K16",
    "K23",
    "K24",
    "K25",
    "K27",
    "K29",
    "V01",
    "V03",
    "V09",
    "V13",
    "V15",
    "V26",
)
REASONS = dict.fromkeys(_PASSED, "示例理由")
COMMON: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": True,
}


def papers(book: Book, *, in_house: bool) -> None:
    """Register three documents of three copies each, and list some of them."""
    for number, mark in enumerate(LEVELS.values()):
        first = 120 + 10 * number
        paper = register(
            doc_number=f"示办发〔2026〕{number + 1}号",
            marking=mark,
            copy_nos=f"{first:06d}-{first + 2:06d}",
            also_signed=WANG,
            must_return=number == 1,
            scope=(WANG, ZHAO, ZHOU),
        )
        book.record(paper)
    on = book.today
    listing = ListDestruction(on=on, copies=(7, 8, 9), reason="旧", in_house=in_house)
    call = ListClearing(on=on, issuer="示例办", notice="示例通知", copies=(4, 5))
    book.record(listing, call)


class Machine(RuleBasedStateMachine):
    """One ledger on which anything is asked for."""

    book: Book

    def begin(self) -> None:
        """Open a ledger of its own, in memory, and a second look at its file."""
        self.room = ExitStack()
        self.book = a_book(self.room.enter_context(in_memory()))
        self.beside: tuple[Any, Any] = (None, None)

    def teardown(self) -> None:
        if hasattr(self, "book"):
            try:
                assert self.book.vault.differs_from_rebuild() is None
                assert self.book.vault.prove(full=True).sound
            finally:
                self.look_away()
                self.book.close()
                self.room.close()

    # -- what is asked ---------------------------------------------------------------

    def ask(self, act: Act, *, alone: bool = False) -> bool:
        """Ask for an act; a refusal must leave everything as it was."""
        second = None if alone else self.book.second()
        return self.told(with_reasons(act, REASONS), second)

    def told(self, act: Act, second: Confirmation | None) -> bool:
        """Record it or be refused; a refusal is said in sentences, and writes nothing."""
        before = self.written()
        try:
            self.book.record(act, second=second)
        except Refused as refused:
            said = [refusal.sentence for refusal in refused.refusals]
        else:
            said = []
        self.tell(f"{'refused' if said else 'recorded'} {act.kind}")
        assert all(sentence.endswith("。") for sentence in said)
        assert not self.book.connection.in_transaction
        assert (self.written() == before) is bool(said)
        return not said

    def written(self) -> int:
        """Return what moves with every commit to the file, as another connection sees it."""
        ours, other = self.beside
        if ours is not self.book.connection:
            self.look_away()
            ours = self.book.connection
            other = cipher.connect(self.book.folder / files.LEDGER, ours.key, write=False)
            self.beside = ours, other
        return int(other.execute("PRAGMA data_version").fetchone()[0])

    def look_away(self) -> None:
        """Close the second look, before the file is locked."""
        other = self.beside[1]
        if other is not None:
            other.close()
        self.beside = (None, None)

    def tell(self, what: str) -> None:
        event(what)

    def day(self, back: int) -> date:
        return self.book.today + timedelta(days=back)

    def all(self, kind: type[Any]) -> list[Any]:
        return list(standing.where(self.book.connection, kind))

    # -- what always holds -----------------------------------------------------------

    @invariant()
    def now_and_then_the_state_is_what_the_journal_gives(self) -> None:
        if hasattr(self, "book") and random.random() < 0.04:  # a proof takes longer than a step
            assert self.book.vault.differs_from_rebuild() is None


def walked(
    seeds: Iterable[int], steps: int, kind: Callable[[int], Any], until: Iterable[str] = ()
) -> set[str]:
    """Walk at random from each seed; return what was recorded and what was refused.

    With `until` the later seeds are for what was not recorded yet: a new rule shifts the dice.
    """
    seen: set[str] = set()
    wanted = {f"recorded {each}" for each in until}
    for number, seed in enumerate(seeds):
        if until and number > 2 and wanted <= seen:
            break
        machine = kind(seed)
        machine.open_the_book(in_house=seed % 3 == 0)
        try:
            seen |= machine.walk(steps)
        finally:
            machine.teardown()
    return seen
