"""The placeholder in texts that are nobody's record: drafts, saved filters, whatever is kept.

They may hold part of a title only, as somebody began to type it, or its pinyin initials as he
looked for it.  So every run of its characters goes that has a pair found in no document now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from db.ledger.withheld import PLACEHOLDER
from db.store import cipher, search, sightings, ticks

if TYPE_CHECKING:
    from sqlite3 import Connection

_INITIALS = 4
"""Pinyin initials that are as many say nothing else by chance."""


def cover(
    connection: Connection, texts: Iterable[str], words: Iterable[str]
) -> Callable[[str], str]:
    """Return how to put the placeholder into a kept text; the index no longer holds the title."""
    whole = {search.folded(text) for text in texts} - {""}
    always = {search.folded(word) for word in words} - {""}
    pairs = {pair for text in whole for pair in _pairs(text)}
    rare = {pair for pair in pairs if not search.holds_pair(connection, pair)}
    typed = {search.initials(text) for text in whole | always}
    typed = {text for text in typed if len(text) >= _INITIALS}

    def told(run: str) -> bool:
        return run in whole or run in always or any(pair in rare for pair in _pairs(run))

    def covered(text: str) -> str:
        if any(one in text.casefold() for one in typed):
            return PLACEHOLDER
        spans = list(_spans(text, whole | always, told))
        for first, last in reversed(spans):
            text = f"{text[:first]}{PLACEHOLDER}{text[last:]}"
        return text

    return lambda body: _in_json(body, covered)


def sweep(connection: Connection, covered: Callable[[str], str]) -> None:
    """Cover ticks, sightings and what every account keeps, now and later on this connection."""
    assert isinstance(connection, cipher.Connection)
    connection.covers = (*connection.covers, covered)
    ticks.cover(connection, covered)
    sightings.cover(connection, covered)
    rows = connection.execute("SELECT account, name, body, saved_at FROM draft").fetchall()
    for account, name, body, saved_at in rows:
        if (covered(name), covered(body)) == (name, body):
            continue
        connection.execute("DELETE FROM draft WHERE account = ? AND name = ?", (account, name))
        connection.execute(
            "INSERT OR REPLACE INTO draft (account, name, body, saved_at) VALUES (?, ?, ?, ?)",
            (account, covered(name), covered(body), saved_at),
        )


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _spans(
    text: str, whole: Iterable[str], told: Callable[[str], bool]
) -> Iterable[tuple[int, int]]:
    """Yield where in a text the longest runs stand that tell something."""
    places = [at for at, character in enumerate(text) if search.folded(character)]
    bare = [search.folded(text[at])[:1] for at in places]
    at = 0
    while at < len(bare):
        last = at + 1
        while last <= len(bare) and any("".join(bare[at:last]) in one for one in whole):
            last += 1
        length = last - 1 - at
        if length > 1 and told("".join(bare[at : at + length])):
            yield places[at], places[at + length - 1] + 1
            at += length
        else:
            at += 1


def _in_json(body: str, covered: Callable[[str], str]) -> str:
    try:
        read = json.loads(body)
    except ValueError:
        return covered(body)
    if not isinstance(read, dict | list | str):
        return body
    right = _throughout(read, covered)
    return body if right == read else json.dumps(right, ensure_ascii=False)


def _throughout(value: Any, covered: Callable[[str], str]) -> Any:
    match value:
        case str():
            # What is kept is often JSON within JSON.
            return _in_json(value, covered) if value[:1] in ("{", "[") else covered(value)
        case dict():
            return {
                _throughout(name, covered): _throughout(one, covered) for name, one in value.items()
            }
        case list():
            return [_throughout(one, covered) for one in value]
        case _:
            return value
