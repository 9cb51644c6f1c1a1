"""The evidence of a self-inspection, gathered at the moment it is frozen.

The questions are handed in with the policy: each is a SELECT of everything that was looked at in
the period, one row a thing, with what is wrong with it or ''.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from db.ledger.beliefs import CheckAnswer, CheckItem, CheckRound, CheckSheet
from db.ledger.gathered import Evidence, Figures, Gathered
from db.ledger.known import Known
from db.ledger.needs import Needs
from db.store import cipher, journal, standing
from db.store.code import head_code
from db.store.digest import Digest, framed

if TYPE_CHECKING:
    from sqlite3 import Connection

_NO_DAY = "~"  # after every day


def load_rounds(connection: Connection, known: Known, wanted: Needs) -> None:
    """Load what belongs to rounds and sheets that are named, and gather what is to be frozen."""
    sheets = list(standing.among(connection, CheckSheet, "id", wanted.rounds_of))
    rounds = {sheet.round for sheet in sheets}
    found = [*standing.among(connection, CheckRound, "id", rounds | wanted.gathered)]
    for belief in (*sheets, *found):
        known.put(belief)
    for item in standing.among(connection, CheckItem, "round", rounds | wanted.gathered):
        known.put(item)
    for one in found:
        if one.id in wanted.gathered:
            _gather(connection, known, one)


def _gather(connection: Connection, known: Known, found: CheckRound) -> None:
    for sheet in standing.among(connection, CheckSheet, "round", [found.id]):
        known.put(sheet)
    for answer in standing.among(connection, CheckAnswer, "round", [found.id]):
        known.put(answer)
    names = {one.evidence for one in known.all(CheckItem) if one.round == found.id}
    asked = {name: known.policy.checking.evidence.get(name, "") for name in names}
    values = {
        **known.policy.given,
        "first": found.since.isoformat(),
        "last": found.until.isoformat(),
        "today": known.today.isoformat(),
    }
    upto, link = journal.tip(connection)
    at = (link, known.today, found.id, *sorted(asked.items()))
    known.gathered[found.id] = _as_before(connection, at) or _kept(
        connection, at, _whole(connection, upto, link, asked, values)
    )


def _whole(
    connection: Connection,
    upto: int,
    link: bytes,
    asked: Mapping[str, str],
    values: dict[str, object],
) -> Gathered:
    evidence = {
        name: gathered(connection, sql, values) for name, sql in sorted(asked.items()) if sql
    }
    whole = _digest(f"{name} {one.looked} {one.digest}" for name, one in evidence.items())
    return Gathered(upto, head_code(upto, link), whole, evidence)


def _as_before(connection: Connection, at: tuple[object, ...]) -> Gathered | None:
    """Return what was gathered at this very entry: a form being filled in asks often."""
    before = connection.gathered if isinstance(connection, cipher.Connection) else None
    return before[1] if before is not None and before[0] == at else None


def _kept(connection: Connection, at: tuple[object, ...], found: Gathered) -> Gathered:
    if isinstance(connection, cipher.Connection):
        connection.gathered = at, found
    return found


def gathered(connection: Connection, sql: str, values: dict[str, object]) -> Evidence:
    """Ask one question: figures for the unit, departments and persons, and what is wrong.

    One walk through everything that was looked at; only what is wrong is held, but all of that,
    by day: what a point was taken off for is to be shown a year later, row by row.
    """
    looked = 0
    wrong: list[tuple[Any, ...]] = []
    departments: dict[int, Figures] = {}
    persons: dict[int, Figures] = {}
    home = _homes(connection)
    asked = f"SELECT kind, id, day, why, person, department, apart FROM ({sql})"
    for kind, number, day, why, person, named, apart in connection.execute(asked, values):
        looked += 1
        department = named or home(person, day)
        _add(departments, department, bool(why))
        _add(persons, person, bool(why))
        if why:
            wrong.append((day or _NO_DAY, kind, number, why, apart, person, department))
    wrong.sort(key=lambda row: row[:5])
    digest = Digest()
    kept: list[str] = []
    for day, kind, number, why, apart, person, department in wrong:
        row = (kind, number, None if day == _NO_DAY else day, why, person, department, apart)
        written = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        digest.update(framed(written.encode()))
        kept.append(written)
    digest_of_all = digest.value().hex()
    return Evidence(looked, len(wrong), digest_of_all, tuple(kept), departments, persons)


def _homes(connection: Connection) -> Callable[[int | None, str | None], int | None]:
    """Return who tells where a person belonged on a day; without a day, where he does now."""
    now: dict[int | None, int | None] = dict(
        connection.execute("SELECT id, department FROM person")
    )
    before: dict[int | None, list[tuple[str, int]]] = {}
    left = "SELECT person, until, department FROM belonging ORDER BY person, number"
    for person, until, department in connection.execute(left):
        before.setdefault(person, []).append((until, department))

    def home(person: int | None, day: str | None) -> int | None:
        for until, department in before.get(person, ()):
            if day and day < until:
                return department
        return now.get(person)

    return home


def _add(figures: dict[int, Figures], key: int | None, bad: bool) -> None:
    if key is not None:
        seen, troubles = figures.get(key, (0, 0))
        figures[key] = seen + 1, troubles + bad


def _digest(lines: Iterable[str]) -> str:
    digest = Digest()
    for line in lines:
        digest.update(framed(line.encode()))
    return digest.value().hex()
