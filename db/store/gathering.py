"""The evidence of a self-inspection, gathered at the moment it is frozen.

The questions are handed in with the policy: each is a SELECT of everything that was looked at in
the period, one row a thing, with what is wrong with it or ''.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.ledger.beliefs import CheckAnswer, CheckItem, CheckRound, CheckSheet
from db.ledger.gathered import MOST_ROWS, Evidence, Figures, Gathered
from db.ledger.known import Known
from db.ledger.needs import Needs
from db.store import journal, standing
from db.store.code import head_code
from db.store.digest import Digest, framed

if TYPE_CHECKING:
    from sqlite3 import Connection


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
    evidence = {
        name: gathered(connection, sql, values) for name, sql in sorted(asked.items()) if sql
    }
    upto, link = journal.tip(connection)
    whole = _digest(f"{name} {one.looked} {one.digest}" for name, one in evidence.items())
    known.gathered[found.id] = Gathered(upto, head_code(upto, link), whole, evidence)


def gathered(connection: Connection, sql: str, values: dict[str, object]) -> Evidence:
    """Ask one question: figures for the unit, departments and persons, and what is wrong."""
    looked = troubles = 0
    departments: dict[int, Figures] = {}
    persons: dict[int, Figures] = {}
    counts = connection.execute(
        "SELECT asked.person, coalesce(asked.department, person.department), count(*),"
        f" count(*) FILTER (WHERE asked.why <> '') FROM ({sql}) AS asked"
        " LEFT JOIN person ON person.id = asked.person GROUP BY 1, 2",
        values,
    )
    for person, department, seen, bad in counts:
        looked, troubles = looked + seen, troubles + bad
        _add(departments, department, seen, bad)
        _add(persons, person, seen, bad)
    rows = connection.execute(
        "SELECT asked.kind, asked.id, asked.day, asked.why, asked.person,"
        f" coalesce(asked.department, person.department) FROM ({sql}) AS asked"
        " LEFT JOIN person ON person.id = asked.person WHERE asked.why <> ''"
        " ORDER BY asked.day, asked.kind, asked.id, asked.why",
        values,
    )
    digest = Digest()
    kept: list[str] = []
    for row in rows:
        written = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        digest.update(framed(written.encode()))
        if len(kept) < MOST_ROWS:
            kept.append(written)
    return Evidence(looked, troubles, digest.value().hex(), tuple(kept), departments, persons)


def _add(figures: dict[int, Figures], key: int | None, seen: int, bad: int) -> None:
    if key is not None:
        before = figures.get(key, (0, 0))
        figures[key] = before[0] + seen, before[1] + bad


def _digest(lines: Iterable[str]) -> str:
    digest = Digest()
    for line in lines:
        digest.update(framed(line.encode()))
    return digest.value().hex()
