"""What stands where a content was withheld (屏蔽), and how a code name (代称) is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

import msgspec

PLACEHOLDER: Final = "内容已按规定屏蔽"
CODE_NAME: Final = "（代称）"
"""What stands before a code name, in the place of a title, everywhere a title is shown."""


def coded(name: str) -> str:
    """Return a code name as it stands in the place of a title."""
    return name.strip() if is_coded(name) else CODE_NAME + name.strip()


def is_coded(title: str) -> bool:
    """Tell whether a code name stands here instead of a title."""
    return title.strip().startswith(CODE_NAME)


@dataclass(frozen=True)
class Sought:
    """What is to be withheld: of which document or person, which field, which words besides."""

    table: str
    id: int
    field: str
    words: tuple[str, ...] = dataclasses.field(default=(), repr=False)


@dataclass(frozen=True)
class Carriers:
    """The places that carry it (`12:title`); its texts and the words besides are not recorded."""

    places: tuple[str, ...] = ()
    texts: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    words: tuple[str, ...] = dataclasses.field(default=(), repr=False)


def reader(hint: Any) -> Callable[[bytes], Any]:
    """Return how a field's value is read from a body; where nothing is left, what stands in."""
    decode = msgspec.json.Decoder(hint).decode
    return lambda value: decode(value) if value else _stand_in(hint)


def withholdable(field: dataclasses.Field[Any], hint: Any) -> bool:
    """Tell whether a field's value can be taken away and its act still be replayed.

    Texts that choose (`among`) steer the act; lists the program made are counted against others.
    """
    if get_origin(hint) is tuple and get_args(hint)[0] is str:
        return not field.metadata["reckoned"]
    if hint is str:
        return field.metadata.get("among") is None
    return get_origin(hint) is dict or field.name == "overruled"


def _stand_in(hint: Any) -> Any:
    if hint is str:
        return PLACEHOLDER
    if get_origin(hint) is dict:
        return {}
    if get_origin(hint) is tuple:
        return (PLACEHOLDER,) if get_args(hint)[0] is str else ()
    raise ValueError("nothing can stand in for it")
