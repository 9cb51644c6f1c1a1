"""Acts made from their declarations: what each field asks for is chosen by dice.

A reference is one of what the book knows, a day is near today, a word is one of those a field
takes or the example of its hint. What is refused is tried again with other values where the
refusal points, a few times: so most acts come about without a line of their own here.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any, Union, get_args, get_origin

from db.ledger.act import Act, hints_of, with_reasons
from db.ledger.rules import Refusal
from db.store import standing
from db.store.confirming import Confirmation
from tests.book import Book

_EXAMPLE = re.compile(r"如 ?([^，、；。]+?)(?: 或 ?([^，、；。]+))?(?:[，、；。]|$)")
_DAYS = (0, 0, 0, 0, -1, 1, 3, 20, -20, 400)
_WORDS = ("示例", "示例甲", "示例王", "2", "1号", "2026-03-01")


Choice = Callable[[Book], Sequence[Any]]
Choices = Mapping[str, Choice]
"""What fields take, by `kind.field` or `field`, where the declaration does not say enough."""


class Declared:
    """Makes acts for one book, each confirmed by whoever is there."""

    def __init__(
        self, book: Book, second: Callable[[Act], Confirmation | None], choices: Choices
    ) -> None:
        self.book, self.second, self.choices = book, second, choices
        self.accepted: dict[type[Act], Act] = {}  # the last one: a pattern for the next

    def an_act(self, kind: type[Act], dice: Random, tries: int) -> Act:
        """Return an act of this kind, after some tries the one with the fewest refusals."""
        self.dice = dice
        pattern = kind in self.accepted and dice.random() < 0.7
        best, wrong = self._judged(self._from_pattern(kind) if pattern else self._made(kind))
        for _ in range(tries):
            if not wrong:
                self.accepted[kind] = best
                break
            again = self._changed(best, wrong) if dice.random() < 0.8 else self._made(kind)
            other, found = self._judged(again)
            if len(found) <= len(wrong):
                best, wrong = other, found
        return best

    def _judged(self, act: Act) -> tuple[Act, list[Refusal]]:
        """Say what it would break; a warning is passed with a reason."""
        found = self._refusals(act)
        warned = {one.rule.number for one in found if not one.block}
        if not warned:
            return act, found
        passing = with_reasons(act, dict.fromkeys(warned, "示例理由"))
        return passing, self._refusals(passing)

    def _refusals(self, act: Act) -> list[Refusal]:
        (found,) = self.book.vault.preview(act, second=self.second(act))
        return found

    # -- whole acts ----------------------------------------------------------------------

    def _made(self, kind: type[Act]) -> Act:
        values = {field.name: self._value(kind, field) for field in fields(kind)}
        return kind(on=self._day(), **values)

    def _from_pattern(self, kind: type[Act]) -> Act:
        """Return the last that was accepted, with what it is about thrown anew."""
        pattern = dataclasses.replace(self.accepted[kind], on=self.book.today)
        return self._with_others(pattern, [field for field in fields(kind) if _refers(field)])

    def _changed(self, act: Act, wrong: list[Refusal]) -> Act:
        """Throw anew what a refusal names, or else one or two fields, or the day."""
        said = {fact for one in wrong for fact in (one.field, *dict(one.facts).values())}
        every = fields(type(act))
        named = [field for field in every if {field.name, field.metadata["label"]} & said]
        some = named if self.dice.random() < 0.7 else []
        changed = self._with_others(act, some or self.dice.sample(every, k=min(2, len(every))))
        on = self._day() if self.dice.random() < 0.2 else self.book.today
        return dataclasses.replace(changed, on=on, overruled=())

    def _with_others(self, act: Act, some: Iterable[dataclasses.Field[Any]]) -> Act:
        values = {field.name: self._value(type(act), field) for field in some}
        return dataclasses.replace(act, **values)

    # -- fields ----------------------------------------------------------------------------

    def _value(self, kind: type[Act], field: dataclasses.Field[Any]) -> Any:
        """Throw a value: mostly what a field has by itself, if it need not be filled."""
        if field.default is not dataclasses.MISSING and self.dice.random() < 0.5:
            return field.default
        hint = hints_of(kind)[field.name]
        asked = self.choices.get(f"{kind.kind}.{field.name}") or self.choices.get(field.name)
        if asked and (found := asked(self.book)):
            return self.dice.choice(found)
        optional = [one for one in get_args(hint) if one is not type(None)]
        if get_origin(hint) in (Union, types.UnionType):
            hint = optional[0]
        if get_origin(hint) is tuple:
            thrown = (self._one(get_args(hint)[0], field) for _ in range(self.dice.randint(1, 3)))
            return tuple(dict.fromkeys(thrown))
        return self._one(hint, field)

    def _one(self, hint: Any, field: dataclasses.Field[Any]) -> Any:
        if refers := _refers(field):
            found = [one.id for one in standing.where(self.book.connection, refers)]
            latest = found[-2:] if self.dice.random() < 0.5 else found
            return self.dice.choice(latest) if found else 1
        if among := field.metadata.get("among"):
            return self.dice.choice(list(among))
        if hint is str:
            return self._text(field)
        if hint is bool:
            return self.dice.random() < 0.6
        if hint is int:
            return self.book.today.year if field.name == "year" else self.dice.randint(0, 3)
        if hint is date:
            return self._day()
        if get_origin(hint) is dict:
            return {"原样": self.dice.choice(_WORDS)}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.dice.choice(list(hint))
        raise TypeError(f"nothing is known of {hint} ({field.name})")

    def _text(self, field: dataclasses.Field[Any]) -> str:
        """Return the example of the hint, a word, or one that nobody has said before."""
        said = _EXAMPLE.search(field.metadata["hint"])
        if said and self.dice.random() < 0.7:
            return self.dice.choice([one for one in said.groups() if one])
        return self.dice.choice((*_WORDS, f"示例{self.dice.randint(1, 999)}"))

    def _day(self) -> date:
        return self.book.today + timedelta(days=self.dice.choice(_DAYS))


def fields(kind: type[Act]) -> list[dataclasses.Field[Any]]:
    """Return what a person fills of an act, but for day and time."""
    asked = (field for field in dataclasses.fields(kind) if not field.metadata["reckoned"])
    return [field for field in asked if field.name not in ("on", "at")]


def _refers(field: dataclasses.Field[Any]) -> Any:
    return field.metadata.get("refers")
