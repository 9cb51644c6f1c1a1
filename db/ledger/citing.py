"""Which acts are judged by which rule, and whether it stops them: read from what judges them.

Nobody keeps a list that could differ from the truth: what an act's `refusals` can yield is looked
up in their compiled form, with every function of ours that they call.
"""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import TypeAlias

from db.ledger import judging, rules
from db.ledger.act import Act
from db.ledger.once import once
from db.ledger.rules import Rule

_Part: TypeAlias = tuple[FunctionType, type[Act] | None]  # a function, and the act it belongs to
_BEGIN = ("refusals", "first_look")
_MANNERS = {rules.refuse: True, rules.warn: False}


@dataclass(frozen=True)
class Citations:
    """Where a rule is judged: by these acts, or by every act; and whether it stops or warns."""

    acts: tuple[type[Act], ...] = ()
    every: bool = False
    stops: bool = False
    warns: bool = False


@once
def citations(acts: tuple[type[Act], ...]) -> dict[str, Citations]:
    """Return what each rule concerns, by number; a rule that no act meets is not among them."""
    found: dict[str, Citations] = {}
    for number, blocks in _met(_functions(None, judging.judged)):
        _note(found, number, blocks, None)
    for kind in acts:
        for number, blocks in _met(_beginnings(kind)):
            _note(found, number, blocks, kind)
    return found


def _note(found: dict[str, Citations], number: str, blocks: bool, kind: type[Act] | None) -> None:
    before = found.get(number, Citations())
    acts = before.acts if kind is None or kind in before.acts else (*before.acts, kind)
    found[number] = Citations(
        acts, before.every or kind is None, before.stops or blocks, before.warns or not blocks
    )


def _beginnings(kind: type[Act]) -> Iterator[_Part]:
    for name in _BEGIN:
        yield from _functions(kind, inspect.getattr_static(kind, name))


def _met(beginnings: Iterable[_Part]) -> set[tuple[str, bool]]:
    """Return the rules that these parts and all they call can yield: number, and if it stops."""
    met: set[tuple[str, bool]] = set()
    waiting, seen = list(beginnings), set[CodeType]()
    while waiting:
        function, kind = waiting.pop()
        for code in _codes(function.__code__):
            if code not in seen:
                seen.add(code)
                met |= set(_yielded(code, function.__globals__))
                waiting += _called(code, function.__globals__, kind)
    return met


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a function's code and that of the generators within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _yielded(code: CodeType, around: dict[str, object]) -> Iterator[tuple[str, bool]]:
    blocks = True
    for step in dis.get_instructions(code):
        found = around.get(step.argval) if step.opname == "LOAD_GLOBAL" else None
        if isinstance(found, FunctionType):
            blocks = _MANNERS.get(found, blocks)
        elif isinstance(found, Rule):
            yield found.number, blocks


def _called(code: CodeType, around: dict[str, object], kind: type[Act] | None) -> Iterator[_Part]:
    """Yield our functions that a code names: of its module, of another, of the act itself."""
    for name in code.co_names:
        match around.get(name):
            case FunctionType() as function if function.__module__.startswith("db.ledger"):
                yield function, None
            case ModuleType() as module:
                named = (getattr(module, each, None) for each in code.co_names)
                yield from _functions(None, *named)
            case type() as other if issubclass(other, Act) and other is not Act:
                yield from _beginnings(other)
            case None if kind is not None:
                yield from _functions(kind, inspect.getattr_static(kind, name, None))
            case _:
                pass


def _functions(kind: type[Act] | None, *found: object) -> Iterator[_Part]:
    for each in found:
        plain = each.fget if isinstance(each, property) else getattr(each, "__func__", each)
        if isinstance(plain, FunctionType) and (kind or plain.__module__.startswith("db.ledger")):
            yield plain, kind
