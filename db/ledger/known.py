"""What an act may look at: the beliefs it needs, loaded before it is judged.

The store fills a `Known` with set queries for a whole batch; acts only read it
and never query.  Applying an act's effects to it lets the next act of the batch
see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from db.ledger.beliefs import (
    Account,
    BatchLine,
    Belief,
    Copy,
    Counter,
    Department,
    Document,
    Hop,
    Key,
    Loan,
    NumberStyle,
    Person,
    Place,
    Receipt,
    ScopeMember,
    Setting,
    StocktakeLine,
    Trip,
    Unit,
    Witness,
)
from db.ledger.beliefs.handovers import Tick
from db.ledger.counted import Counted
from db.ledger.deadlines import Calendar
from db.ledger.gathered import Gathered
from db.ledger.needs import Needs, Past, needs
from db.ledger.policy import Operator, Policy, Second
from db.ledger.sampling import Population, Standing
from db.ledger.stocktaking import Expected, Scope, Sighting
from db.ledger.withheld import Carriers

__all__ = ["ALWAYS", "Known", "Missing", "Needs", "Operator", "Past", "Policy", "Second", "needs"]

B = TypeVar("B", bound=Belief)


class Missing(LookupError):
    """An act named something that the ledger does not hold."""

    def __init__(self, kind: type[Belief], key: Key) -> None:
        super().__init__(kind.table)
        self.kind = kind
        self.key = key


class Known:
    """The beliefs at hand, and who acts when under which policy."""

    def __init__(
        self,
        *,
        now: str,
        today: date,
        operator: Operator,
        second: Second | None = None,
        third: Second | None = None,
        policy: Policy | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.now = now
        self.today = today
        self.operator = operator
        self.second = second
        self.third = third
        self.policy = policy or Policy()
        self.calendar = calendar or Calendar(frozenset(), frozenset())
        self.seq = 0  # the number the act at hand will have
        self.past: dict[int, Past] = {}
        self.years: dict[int, Counted] = {}
        self.carriers: dict[tuple[str, int, str], Carriers] = {}
        self.scanned: dict[int, tuple[int, ...]] = {}
        self.expected: dict[Scope, Expected] = {}
        self.populations: dict[Population, Mapping[int, Standing]] = {}
        self.sightings: dict[int, tuple[Sighting, ...]] = {}
        self.counters: dict[tuple[int, int], frozenset[int]] = {}  # who counted, by turn
        self.moved_by: dict[int, int] = {}  # copies being counted: the entry that moved them
        self.gathered: dict[int, Gathered] = {}
        self.given: dict[str, frozenset[str]] = {}  # the numbers of a series, as they were written
        self.ticked: dict[int, Mapping[int, Tick]] = {}
        self._beliefs: dict[type[Belief], dict[Key, Belief]] = {}
        self._numbered: dict[tuple[str, str], set[int]] = {}
        self._members: dict[int, set[Key]] = {}
        self._copies_of: dict[int, set[int]] = {}
        self._named: dict[str, set[int]] = {}
        self._receipt_nos: dict[str, set[int]] = {}

    # -- filling ------------------------------------------------------------

    def put(self, belief: Belief) -> None:
        """Hold a belief, replacing an earlier one of the same identity."""
        self._beliefs.setdefault(type(belief), {})[belief.identity()] = belief
        match belief:
            case Document():
                self._numbered.setdefault((belief.issuer, belief.doc_number), set()).add(belief.id)
            case Copy():
                self._copies_of.setdefault(belief.document, set()).add(belief.id)
            case ScopeMember():
                self._members.setdefault(belief.document, set()).add(belief.identity())
            case Person():
                self._named.setdefault(belief.name, set()).add(belief.id)
            case Receipt():
                self._receipt_nos.setdefault(belief.receipt_no, set()).add(belief.id)
            case _:
                pass

    # -- reading ------------------------------------------------------------

    def find(self, kind: type[B], *key: object) -> B | None:
        """Return a belief if it is at hand."""
        return self._beliefs.get(kind, {}).get(key)  # type: ignore[return-value]

    def get(self, kind: type[B], *key: object) -> B:
        """Return a belief that must be at hand; raise `Missing` otherwise."""
        found = self.find(kind, *key)
        if found is None:
            raise Missing(kind, key)
        return found

    def those(self, kind: type[B], ids: Iterable[int]) -> Iterator[B]:
        """Yield those of many that are in view; a replay sees only the ones in focus."""
        for number in ids:
            found = self.find(kind, number)
            if found is not None:
                yield found

    def all(self, kind: type[B]) -> Iterator[B]:
        """Yield every belief of a kind that is at hand."""
        yield from self._beliefs.get(kind, {}).values()  # type: ignore[misc]

    def unit(self) -> Unit | None:
        """Return the unit, or None in a ledger that is just being set up."""
        return self.find(Unit, 1)

    def copy(self, number: int) -> Copy:
        """Return a copy."""
        return self.get(Copy, number)

    def document(self, number: int) -> Document:
        """Return a document."""
        return self.get(Document, number)

    def hops_of(self, copy: int) -> Iterator[Hop]:
        """Yield the hops of a copy that are at hand, in order."""
        hops = (hop for hop in self.all(Hop) if hop.copy == copy)
        yield from sorted(hops, key=lambda hop: hop.id)

    def times_out(self, copy: int) -> Iterator[tuple[date, date | None]]:
        """Yield when a copy was out of its place: from, and until if it came back."""
        for hop in self.hops_of(copy):
            yield hop.out_on, hop.back_on
        for loan in self.all(Loan):
            if loan.copy == copy and loan.lent_on is not None:
                yield loan.lent_on, loan.returned_on
        for trip in self.all(Trip):
            if trip.copy == copy:
                yield trip.out_on, trip.back_on

    def lines_of(self, batch: int) -> Iterator[BatchLine]:
        """Yield the lines of a batch that are at hand, in order."""
        lines = (line for line in self.all(BatchLine) if line.batch == batch)
        yield from sorted(lines, key=lambda line: line.position)

    def lines_counted(self, stocktake: int) -> Iterator[StocktakeLine]:
        """Yield the lines of a stock-take that are at hand, in order."""
        lines = (line for line in self.all(StocktakeLine) if line.stocktake == stocktake)
        yield from sorted(lines, key=lambda line: line.position)

    def scans(self, batch: int) -> tuple[int, ...]:
        """Return the copies scanned for a step that is not signed yet."""
        return self.scanned.get(batch, ())

    def person(self, number: int) -> Person:
        """Return a person."""
        return self.get(Person, number)

    def loan(self, number: int) -> Loan:
        """Return a loan."""
        return self.get(Loan, number)

    def numbered(self, issuer: str, doc_number: str) -> Iterator[Document]:
        """Yield the documents of one issuer under one number."""
        for number in sorted(self._numbered.get((issuer, doc_number), ())):
            document = self.document(number)
            if (document.issuer, document.doc_number) == (issuer, doc_number):
                yield document

    def copies_of(self, document: int) -> Iterator[Copy]:
        """Yield the copies of a document that are at hand, in order."""
        found = self.those(Copy, sorted(self._copies_of.get(document, ())))
        yield from (copy for copy in found if copy.document == document)

    def receipts_called(self, receipt_no: str) -> Iterator[Receipt]:
        """Yield the receipt lines that carry this number."""
        yield from self.those(Receipt, sorted(self._receipt_nos.get(receipt_no, ())))

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """Return all persons of one name, in the order they were entered."""
        found = self.those(Person, sorted(self._named.get(name, ())))
        return tuple(person for person in found if person.name == name)

    def named(self, kind: type[B], name: str) -> B | None:
        """Return the one active belief of a kind that carries this name."""
        for belief in self.all(kind):
            if getattr(belief, "name", None) == name and getattr(belief, "active", True):
                return belief
        return None

    def scope(self, document: int) -> Iterator[ScopeMember]:
        """Yield who may know a document."""
        for key in sorted(self._members.get(document, ())):
            member = self.get(ScopeMember, *key)
            if member.active:
                yield member

    def may_know(self, document: int, person: int) -> bool | None:
        """Tell whether a person is in the scope; None if no scope is recorded as a list."""
        members = list(self.scope(document))
        if not members:
            return None
        department = self.person(person).department
        return any(
            (member.kind == "person" and member.member == person)
            or (member.kind == "department" and member.member == department)
            for member in members
        )

    # -- numbers ------------------------------------------------------------

    def take(self, series: str, count: int = 1) -> int:
        """Use up `count` numbers of a series and return the first of them."""
        counter = self.find(Counter, series) or Counter(series=series, last=0)
        self.put(Counter(series=series, last=counter.last + count))
        return counter.last + 1

    def tomorrow(self) -> date:
        """The first day that is in the future."""
        return self.today + timedelta(days=1)


ALWAYS: tuple[type[Belief], ...] = (
    *(Unit, Department, Place, Account, Witness),
    *(Setting, NumberStyle, Counter),
)
"""Kinds that are loaded whole: they are few and nearly every act looks at them."""
