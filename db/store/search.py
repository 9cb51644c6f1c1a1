"""The search index: pairs of characters and pinyin initials, so two characters find a title.

Tokens are code points in hex, so that no tokenizer has an opinion on rare characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.ledger.beliefs import Document

_SILENT = re.compile(r"[\s\W_]+")


def folded(text: str) -> str:
    """Return text as it is compared: lower case, without spaces and punctuation."""
    low = text.casefold()
    return low if low.isalnum() else _SILENT.sub("", low)


def _pairs(text: str, mark: str) -> list[str]:
    nexts = f"{text[1:]} " if text else ""
    return [f"{mark}{ord(one):x}x{ord(two):x}" for one, two in zip(text, nexts, strict=True)]


class _Initials(dict[int, str]):
    """The initial of every character met so far."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if not character.isascii():
            found = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
            character = found[0][0] if found and found[0] else ""
        self[point] = character
        return character


_INITIALS = _Initials()


def initials(text: str) -> str:
    """Return the pinyin initials of a text, e.g. 示例办 → slb."""
    return folded(text).translate(_INITIALS)


def searchable(document: Document) -> str:
    """Return the words under which a document is found."""
    return folded(
        "".join(
            (document.title, "\n", document.doc_number, document.issuer, document.also_numbered)
        )
    )


def _terms(document: Document) -> str:
    words = _pairs(searchable(document), "t") + _pairs(initials(document.title), "i")
    return " ".join(dict.fromkeys(words))


def teach(connection: Connection) -> None:
    """Give a connection the function by which a name is looked up."""
    connection.create_function("looked_up", 2, looked_up, deterministic=True)


@lru_cache(maxsize=4096)  # copies of one document follow each other, and holders are few
def looked_up(name: str | None, typed: str) -> bool:
    """Tell whether a name is meant: a part of it, or its pinyin initials."""
    if not name:
        return False
    if typed in name:
        return True
    sought = folded(typed)
    if sought in folded(name):
        return True
    return sought.isascii() and not name.isascii() and sought in initials(name)


def add(connection: Connection, document: Document) -> None:
    """Index a document that is not in the index."""
    connection.execute(
        "INSERT INTO search (rowid, terms) VALUES (?, ?)", (document.id, _terms(document))
    )


def empty(connection: Connection) -> None:
    """Throw the whole index away; terms of what was removed from it would else stay in it."""
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")


def holds_pair(connection: Connection, pair: str) -> bool:
    """Tell whether any document is found by these two characters."""
    (term, _) = _pairs(pair, "t")
    asked = "SELECT 1 FROM search_terms WHERE term = ? LIMIT 1"
    return connection.execute(asked, (term,)).fetchone() is not None


def remove(connection: Connection, document: int) -> None:
    """Take a document out of the index."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (document,))


def match(words: str) -> str | None:
    """Return the FTS query for what a person typed, or None if nothing can be searched.

    Latin letters are looked up both in the text and as pinyin initials.
    """
    text = folded(words)
    if not text:
        return None
    found = _query(text, "t")
    return f"{found} OR {_query(text, 'i')}" if text.isascii() and text.isalpha() else found


def that_may_be(field: str, typed: str) -> str | None:
    """Return the FTS query for all documents of which this field may be meant, or None.

    The index holds titles with their initials, and numbers and issuers as they are written.
    """
    text = folded(typed)
    if not text or field not in ("title", "doc_number", "issuer"):
        return None
    if not text.isascii():
        return _query(text, "t")
    return f"{_query(text, 't')} OR {_query(text, 'i')}" if field == "title" else None


def _query(text: str, mark: str) -> str:
    if len(text) == 1:
        return f'("{mark}{ord(text):x}x"*)'
    pairs = _pairs(text, mark)[:-1]
    quoted = (f'"{pair}"' for pair in pairs)
    return f"({' AND '.join(quoted)})"
