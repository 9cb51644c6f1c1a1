"""What was typed into a form, as it is sealed; what comes back is believed of nothing.

A draft may be older than the program that reads it, so whatever does not fit is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from db.ledger.act import KINDS, Act
from desktop.dialogs.form.asked import Asked, asked_fields


@dataclass(frozen=True)
class Typed:
    """One form half filled: the act, what it was begun with, what was typed since."""

    kind: str
    given: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    scans: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    said: str = ""
    """What it is about, in a few words."""
    at: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything was typed."""
        return bool(self.fields or self.scans or self.reasons)

    @property
    def name(self) -> str:
        """Return the name it is kept under: one draft for each thing a form is begun with."""
        values = "，".join(f"{name}={value}" for name, value in sorted(self.given.items()))
        return f"{self.kind}（{values}）" if values else self.kind

    @property
    def act(self) -> type[Act] | None:
        """Return the kind of act, None if this program does not know it."""
        versions = [version for kind, version in KINDS if kind == self.kind]
        return KINDS[self.kind, max(versions)] if versions else None

    def sealed(self) -> str:
        """Return it as a text."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def opened(body: str) -> Typed | None:
    """Return what a text holds, None if it is no draft at all."""
    held = mapping(body)
    kind = held.get("kind")
    if not isinstance(kind, str) or not kind:
        return None
    return Typed(
        kind=kind,
        given=_object(held.get("given")),
        fields=_object(held.get("fields")),
        scans=[str(one) for one in _list(held.get("scans"))],
        reasons={rule: str(why) for rule, why in _object(held.get("reasons")).items()},
        said=str(held.get("said") or ""),
        at=str(held.get("at") or ""),
    )


def mapping(body: str) -> dict[str, Any]:
    """Return the object that a text holds, an empty one if it holds none."""
    with suppress(ValueError, RecursionError):
        return _object(json.loads(body))
    return {}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# -- what a form is begun with -----------------------------------------------------------


def written(given: Mapping[str, object]) -> dict[str, Any]:
    """Return the values a form is begun with as JSON holds them."""
    return {name: _written(value) for name, value in given.items()}


def _written(value: object) -> Any:
    match value:
        case Enum():
            return value.name
        case date():
            return value.isoformat()
        case tuple():
            return [_written(one) for one in value]
        case _:
            return value


def read(kind: type[Act], written_down: Mapping[str, Any]) -> dict[str, object]:
    """Return the values a form is begun with; what cannot be read is left out."""
    asked = {one.name: one for one in asked_fields(kind)}
    given: dict[str, object] = {}
    for name, value in written_down.items():
        with suppress(KeyError, TypeError, ValueError):
            given[name] = _read(asked[name], value)
    return given


def _read(asked: Asked, value: Any) -> object:
    if isinstance(value, list):
        return tuple(_read(asked, one) for one in value)
    if issubclass(asked.holds, Enum):
        return asked.holds[value]
    if asked.holds is date:
        return date.fromisoformat(value)
    if not isinstance(value, asked.holds):
        raise TypeError(asked.name)
    return value
