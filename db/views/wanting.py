"""What a thing wants, told in one text: each reason whose condition holds."""

from __future__ import annotations

from collections.abc import Mapping


def reasons(troubles: Mapping[str, str]) -> str:
    """Return an expression for the reasons that hold, by `words: condition`; '' if none does.

    A text that is put together costs the cipher more than all else in a row, for its memory is
    locked and wiped; so words are joined for a thing only that wants more than one.
    """
    if not troubles:
        return "''"
    when = {words: f"({condition})" for words, condition in troubles.items()}
    told = " || ".join(f"iif({asked}, '；{words}', '')" for words, asked in when.items())
    many = " + ".join(f"({asked} IS TRUE)" for asked in when.values())
    one = " ".join(f"WHEN {asked} THEN '{words}'" for words, asked in when.items())
    if len(when) > 1:
        one = f"WHEN {many} > 1 THEN ltrim({told}, '；') {one}"
    return f"iif({' OR '.join(when.values())}, CASE {one} END, '')"
