"""What a thing wants, told in one text: each reason whose condition holds."""

from __future__ import annotations

from collections.abc import Mapping


def reasons(troubles: Mapping[str, str]) -> str:
    """Return an expression for the reasons that hold, by `words: condition`; '' if none does."""
    told = " || ".join(f"iif({when}, '；{words}', '')" for words, when in troubles.items())
    return f"ltrim({told}, '；')" if told else "''"
