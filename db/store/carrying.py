"""Where in the journal a text stands that is to be withheld: its own fields, and all that quote it.

Texts are compared as the search compares them, without spaces and punctuation, so that a title
broken over two lines of an old register is found, too.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from db.ledger.act import KINDS, hints_of
from db.ledger.acts.correction.correct import NO_TEXTS
from db.ledger.once import once
from db.ledger.trouble import Damaged
from db.ledger.withheld import PLACEHOLDER, Carriers, Sought, is_coded, withholdable
from db.store.search import folded

if TYPE_CHECKING:
    from sqlite3 import Connection

_LONG_ENOUGH: Final = 4
"""Characters from which on a text is looked for inside others; a shorter one must stand alone."""
_OWN: Final = {
    "title": ("title",),
    "attachments": ("attachments",),
    "scope_wording": ("scope_wording", "wording"),
    "name": ("name",),
    "post": ("post",),
    "id_number": ("id_number",),
    "particulars": (
        "sex", "born_on", "ethnicity", "politics", "education", "position", "rank", "title",
        "phone", "started_work", "abroad", "sender", "cleared_on", "remark", "as_typed",
    ),
}  # fmt: skip
_QUOTED_BY_NOBODY: Final = ("texts", "particulars")
"""Fields whose words (男, 本科) say nothing by themselves: they go where they are told only."""
_CORRECTED: Final = ("before", "value", "after")
_TEXTS: Final = frozenset(
    {
        "remark", "reason", "purpose", "proposal", "instruction", "handling", "opinion", "note",
        "cause", "circumstances", "harm", "searched", "scene", "conclusion", "basis", "evidence",
        "measures", "query",
    }
)  # fmt: skip
_SIGNED: Final = frozenset(
    {"found_unit", "add_account", "add_witness", "own_password", "reset_password",
     "recover_account", "redact_document", "redact_person"}
)  # fmt: skip
"""Acts from which hangs whose signature is worth what, or what was withheld: they stay whole."""

Place = tuple[int, str]


def carriers(connection: Connection, sought: Sought) -> Carriers:
    """Return every place that carries what is sought, with its texts."""
    own = dict(_own_places(connection, sought))
    told = (text for text in own.values() if text and text != PLACEHOLDER and not is_coded(text))
    quoted = sought.field not in _QUOTED_BY_NOBODY
    texts = tuple(dict.fromkeys(told)) if quoted else ()
    carries = quoting(texts, sought.words)
    places = {place for place, text in own.items() if not is_coded(text)}
    places |= set(_quoting_places(connection, carries)) if texts or sought.words else set()
    written = tuple(f"{seq}:{name}" for seq, name in sorted(places))
    return Carriers(written, texts, sought.words)


def quoting(texts: Iterable[str], words: Iterable[str]) -> Callable[[str], bool]:
    """Return how to tell whether a text quotes one of these."""
    inside = [folded(text) for text in texts if len(folded(text)) >= _LONG_ENOUGH]
    inside += [folded(word) for word in words if len(folded(word)) > 1]
    alone = {folded(text) for text in texts} - {""}

    def carries(text: str) -> bool:
        bare = folded(text)
        return bare in alone or any(one in bare for one in inside)

    return carries


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a value that was read from JSON."""
    match value:
        case str():
            yield value
        case dict():
            for name, item in value.items():
                yield name
                yield from strings(item)
        case list():
            for item in value:
                yield from strings(item)
        case _:
            pass


@once
def _may_go(kind: str, version: int) -> frozenset[str]:
    """Return the fields of an act that may be withheld."""
    if kind in _SIGNED:
        return frozenset()
    made = KINDS[kind, version]
    hints = hints_of(made)
    return frozenset(
        one.name for one in dataclasses.fields(made) if withholdable(one, hints[one.name])
    )


def _own_places(connection: Connection, sought: Sought) -> Iterator[tuple[Place, str]]:
    """Yield the fields in which the thing itself was described, with what stands there."""
    for part in ("title", "attachments", "scope_wording", "texts"):
        if sought.field == part or (sought.field == "all" and sought.table == "document"):
            yield from _described(connection, Sought(sought.table, sought.id, part))
    if sought.table == "person":
        yield from _described(connection, sought)


def _described(connection: Connection, sought: Sought) -> Iterator[tuple[Place, str]]:
    for seq, kind, version in _entries(connection, sought):
        body = _body(connection, seq)
        names = _names(sought, body)
        for name in sorted(names & body.keys() & _may_go(kind, version)):
            yield (seq, name), " ".join(strings(body[name]))


def _names(sought: Sought, body: dict[str, Any]) -> set[str]:
    """Return the fields of an entry that describe the thing."""
    if sought.field == "texts":
        return set(_TEXTS)
    if sought.table == "person":
        other = sought.field == "particulars" and "id_number" not in body  # a title of a document
        return set() if other else set(_OWN.get(sought.field, ()))
    if body.get("document") != sought.id:
        return set()
    corrected = body.get("field") == sought.field
    return set(_OWN.get(sought.field, ())) | (set(_CORRECTED) if corrected else set())


def _entries(connection: Connection, sought: Sought) -> list[tuple[int, str, int]]:
    """Return the entries on the thing; what is about other documents as well is not its own."""
    subjects = [f"{sought.table}:{sought.id}"]
    if sought.table == "document":
        for table in ("copy", "receipt", "instruction"):
            rows = connection.execute(f"SELECT id FROM {table} WHERE document = ?", (sought.id,))
            subjects += [f"{table}:{number}" for (number,) in rows]
    found = connection.execute(
        "SELECT DISTINCT entry.seq, entry.kind, entry.version FROM touched"
        " JOIN entry ON entry.seq = touched.seq"
        " WHERE touched.subject IN (SELECT value FROM json_each(?))"
        " AND (?2 = '' OR NOT EXISTS (SELECT 1 FROM touched AS other JOIN copy"
        "  ON other.subject = 'copy:' || copy.id WHERE other.seq = entry.seq"
        "  AND copy.document <> ?3)) ORDER BY entry.seq",
        (json.dumps(subjects), "texts" if sought.field == "texts" else "", sought.id),
    )
    return found.fetchall()


def _body(connection: Connection, seq: int) -> dict[str, Any]:
    rows = connection.execute(
        "SELECT name, value FROM field WHERE seq = ? AND value IS NOT NULL", (seq,)
    )
    return {name: _read(value) for name, value in rows}


def _read(value: bytes) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        raise Damaged("流水里有不能解读的内容。", "请做一次完整核对。") from error


def _quoting_places(connection: Connection, carries: Callable[[str], bool]) -> Iterator[Place]:
    rows = connection.execute(
        "SELECT field.seq, field.name, field.value, entry.kind, entry.version FROM field"
        " JOIN entry ON entry.seq = field.seq WHERE length(field.value) > 3"
    )
    for seq, name, value, kind, version in rows:
        if name in _may_go(kind, version) and any(map(carries, strings(_read(value)))):
            if name == "after" and _body(connection, seq).get("field") in NO_TEXTS:
                continue  # a corrected date or number: what tells it in the book is refused
            yield seq, name
