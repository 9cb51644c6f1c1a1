"""What a form can say while it is being filled: the number to come, who could not be named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from db.ledger import fitness
from db.ledger.act import Act
from db.ledger.beliefs import Appointment, Person
from db.ledger.beliefs.marks import Duty
from db.ledger.known import Known, Needs, needs
from db.ledger.numbered import needed_for, will_be
from db.store.loading import load

if TYPE_CHECKING:
    from sqlite3 import Connection


class Foretelling:
    """Answers from the ledger as it is at this moment; nothing is used up by asking."""

    def __init__(self, connection: Connection, known: Callable[[], Known]) -> None:
        self._connection, self._known = connection, known

    def next_number(self, kind: type[Act], given: Mapping[str, object]) -> str:
        """Return the number that an act with these fields would be given; '' if none."""
        return will_be(kind, given, self._loaded(needed_for(kind, given)))

    def unfit_for(self, field: str, persons: Iterable[int]) -> dict[int, str]:
        """Return, by person, why he cannot be named in a field of an act today; '' if he can."""
        people = tuple(persons)
        wanted = needs(*((Person, person) for person in people))
        wanted.keys |= {(Appointment, (person, Duty.COLLECT)) for person in people}
        known = self._loaded(wanted)
        found = known.those(Person, people)
        return {one.id: fitness.unfit_for(known, one, field, known.today) for one in found}

    def _loaded(self, wanted: Needs) -> Known:
        known = self._known()
        load(self._connection, known, wanted)
        return known
