"""How a question of evidence is put: everything that was looked at, and what is wrong with it.

A question is one SELECT with a row for each thing looked at in the period from `:first` to
`:last`: its kind and number, the day, why it is troubling ('' if it is not), who answers for it.
A thing looked at twice has two rows, told apart by a number (`apart`): a page ends between them.
Where it has no row, nothing happened, and nothing is proven.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.views.wanting import reasons

IN_PERIOD = "BETWEEN :first AND :last"
NOBODY = "NULL"


def looked_at(
    kind: str,
    source: str,
    *,
    day: str,
    troubles: Mapping[str, str],
    number: str = "",
    person: str = NOBODY,
    department: str = NOBODY,
    apart: str = "0",
) -> str:
    """Return the SELECT over a source (FROM … WHERE …); `troubles` says under which condition.

    `kind` is the table of the thing, its number the table's `id` unless told, and
    `apart` tells its rows apart if the source has it more than once.
    """
    return (
        f"SELECT '{kind}' AS kind, {number or f'{kind}.id'} AS id, {day} AS day,"
        f" {reasons(troubles)} AS why, {person} AS person, {department} AS department,"
        f" {apart} AS apart {source}"
    )


def together(*questions: str) -> str:
    """Return several questions as one."""
    return " UNION ALL ".join(questions)


def fewer_than_two(names: str) -> str:
    """Say that a list of names has fewer than two."""
    return f"instr({names}, '、') = 0"
