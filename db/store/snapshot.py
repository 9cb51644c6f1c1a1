"""The ledger as it stood at one moment, for rows and code that must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from db.ledger.act import Act
from db.ledger.beliefs import Setting
from db.ledger.known import Known
from db.ledger.policy import Policy
from db.ledger.rules import Refusal
from db.store import (
    code,
    journal,
    offering,
    proof,
    reading,
    recording,
    redacting,
    standing,
    tallying,
)
from db.store.foretelling import Foretelling
from db.store.reading import Asker, Page, Question, View
from db.store.rewinding import asker_of, rewound

if TYPE_CHECKING:
    from db.store.cipher import Connection

Row = TypeVar("Row")


class Snapshot:
    """The ledger as it stood at one moment, on a connection of its own."""

    def __init__(
        self,
        connection: Connection,
        asker: Asker,
        known: Callable[[], Known],
        *,
        given_up: Event | None = None,
    ) -> None:
        self._connection = connection
        self._asker = asker
        self._known = known
        self._given_up = given_up or Event()
        connection.stop_when(self._given_up.is_set)
        connection.execute("BEGIN")
        self.upto, self.link = journal.tip(connection)

    def interrupt(self) -> None:
        """Give up what is being read, and whatever would be, from whichever thread."""
        self._given_up.set()
        self._connection.interrupt()

    def paper_code(self, serial: int, page: int) -> str:
        """Return the code of a page that shows this moment."""
        return code.paper_code(self.upto, self.link, serial, page)

    def qr_text(self, serial: int, page: int) -> str:
        """Return what the QR code of that page carries."""
        return code.qr_text(self.upto, self.link, serial, page)

    def page(self, view: View[Row], question: Question | None = None) -> Page[Row]:
        """Return one page of a view."""
        return reading.page(self._connection, view, question or Question(), self._asker)

    def stream(self, view: View[Row], question: Question | None = None) -> Iterator[Row]:
        """Yield all rows of a view, a chunk at a time."""
        return reading.stream(self._connection, view, question or Question(), self._asker)

    def count(self, view: View[Any], question: Question | None = None) -> int:
        """Return how many rows a question has."""
        return reading.count(self._connection, view, question or Question(), self._asker)

    def tally(self, view: View[Any], question: Question, field: str) -> dict[object, int]:
        """Return how many rows a question has for each choice in a column."""
        return tallying.tally(self._connection, view, question, field, self._asker)

    def offers(self, copy: int) -> dict[str, list[Refusal]]:
        """Return, by kind of act, what a copy's state forbids already; [] is lawful."""
        return recording.offers(self._connection, copy)

    def offers_to(self, person: int) -> dict[str, list[Refusal]]:
        """Return, by kind of act, what forbids it with this person now; [] is lawful."""
        return offering.offers_to(self._connection, person, self._known())

    @property
    def foretelling(self) -> Foretelling:
        """What a form says before it is judged."""
        return Foretelling(self._connection, self._known)

    def would_withhold(self, act: Act) -> tuple[str, ...]:
        """Return what a redaction would take away, place by place, as a person reads it."""
        return redacting.reach(self._connection, act)

    def policy(self, unit: Policy) -> Policy:
        """Return the unit's numbers, but for those that were set for this ledger."""
        set_here = standing.where(self._connection, Setting)
        return unit.with_numbers({setting.name: setting.value for setting in set_here})

    @contextmanager
    def as_of(self, upto: int, account: int) -> Iterator[Snapshot]:
        """The ledger as it stood after an entry, rebuilt in memory, as an account saw it then."""
        with closing(rewound(self._connection, upto)) as then:
            asker = asker_of(then, account, self._asker)
            yield Snapshot(then, asker, self._known, given_up=self._given_up)

    def prove(self, *, full: bool, progress: Callable[[str], None] | None = None) -> proof.Proof:
        """Verify beside whoever writes; with `full` everything that can be checked."""
        return proof.prove(self._connection, full=full, progress=progress)

    def check_code(self, typed: str) -> code.CodeVerdict:
        """Say what a page's paper code proves."""
        return code.check(self._connection, typed)
