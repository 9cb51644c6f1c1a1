"""An act: what may be done to the ledger, with its fields, rules and effects.

A concrete act is a frozen dataclass made with `@act`; its fields are made with
`asked` (the officer fills it) or `reckoned` (the program fills it when the act
is recorded).  Everything else follows from the definition: dialog, command line,
rule check, journal line and timeline.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar, dataclass_transform, get_type_hints

import msgspec

from db.ledger.beliefs import Belief, Copy, Counter
from db.ledger.belonging import with_belongings
from db.ledger.known import Known, Needs
from db.ledger.masks import Series
from db.ledger.once import once
from db.ledger.phases import Phase as Phase  # noqa: PLC0414 — every act takes it from here
from db.ledger.rules import V01, Refusal, Refused, refuse
from db.ledger.stays import with_stays
from db.ledger.trouble import Damaged
from db.ledger.values import Role
from db.ledger.withheld import reader

A = TypeVar("A", bound="Act")


class Names(Protocol):
    """Turns the numbers of a body into the words of a sentence."""

    def person(self, number: int | None) -> str:
        """Return a person's name."""

    def copy(self, number: int | None) -> str:
        """Return a copy in words: number of the document and of the copy."""

    def document(self, number: int | None) -> str:
        """Return a document in words."""

    def place(self, number: int | None) -> str:
        """Return a place's name."""


def asked(
    label: str,
    hint: str = "",
    *,
    default: Any = dataclasses.MISSING,
    refers: type[Belief] | None = None,
    among: Mapping[str, str] | None = None,
    seldom: bool = False,  # it may wait out of sight until it is filled
) -> Any:
    """Make a field a person fills: `refers` says what numbers mean, `among` what texts it takes."""
    metadata = {"label": label, "hint": hint, "reckoned": False, "refers": refers, "among": among}
    return dataclasses.field(default=default, metadata=metadata | {"seldom": seldom})


def reckoned(
    label: str,
    *,
    default: Any = None,
    series: str | None = None,
    refers: type[Belief] | None = None,
) -> Any:
    """Make a field that the program fills when the act is recorded.

    `series` names the counter whose numbers it uses up, `refers` what they stand for.
    """
    metadata = {"label": label, "reckoned": True, "series": series, "refers": refers}
    return dataclasses.field(default=default, metadata=metadata)


class Overruled(msgspec.Struct, frozen=True):
    """A warning that was passed, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """What every act has: the day it happened, and the warnings passed with it."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    word: ClassVar[str]
    short: ClassVar[str] = ""  # the verb on a copy's card; without one it waits under 更多
    phase: ClassVar[Phase]
    roles: ClassVar[frozenset[Role]]
    exempt: ClassVar[frozenset[str]] = frozenset()
    reversible: ClassVar[bool] = True
    needs_second: ClassVar[bool] = False
    third: ClassVar[str] = ""  # who signs besides operator and second person, in a word
    takes_scans: ClassVar[bool] = False  # a step of a batch that uses up its scans
    as_one: ClassVar[bool] = False  # its copies are counted together, never judged one by one
    by_program: ClassVar[bool] = False  # recorded by the vault itself, never asked for
    gains: ClassVar[tuple[str, ...]] = ()  # fields that name who gains: he does not confirm (K32)
    limited_by: ClassVar[tuple[str, ...]] = ()  # fields that say of which department it is
    numbered_in: ClassVar[Series | None] = None  # what its paper is numbered among, by year
    counts: ClassVar[bool] = True  # whether a later reversal must look at it

    on: date = asked("日期", "事情发生的日期")
    at: str = asked("时间", "知道就填，如 14:05", default="")
    overruled: tuple[Overruled, ...] = reckoned("越过的提醒", default=())

    def needs(self) -> Needs:
        """Name the beliefs that must be at hand."""
        return Needs()

    def completed(self: A, known: Known) -> A:
        """Return the act with everything that the program fills in."""
        return self

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield every rule this act would break."""
        return iter(())

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Yield what a copy's own state forbids already, before anything is filled in."""
        return iter(())

    def effects(self, known: Known) -> Iterator[Belief]:
        """Yield the new beliefs; reads only the body and its own subjects' beliefs."""
        return iter(())

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return self.word


KINDS: dict[tuple[str, int], type[Act]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(asked, reckoned))
def act(
    kind: str, word: str, phase: Phase, *roles: Role, version: int = 1
) -> Callable[[type[A]], type[A]]:
    """Register a kind of act under its name in the journal."""

    def register(made: type[A]) -> type[A]:
        frozen = dataclass(frozen=True, kw_only=True)(made)
        frozen.kind, frozen.word, frozen.phase = kind, word, phase
        frozen.version, frozen.roles = version, frozenset(roles)
        if (kind, version) in KINDS:
            raise TypeError(f"two acts are recorded as {kind} {version}")
        KINDS[kind, version] = frozen
        return frozen

    return register


# -- bodies -----------------------------------------------------------------


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_plain(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        raise TypeError("a body holds no floats")
    return value


_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:
    """Return canonical JSON: UTF-8, NFC, sorted keys, no floats, dates YYYY-MM-DD."""
    return _ENCODER.encode(_plain(msgspec.to_builtins(value)))


@once
def _fields(kind: type[Act]) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(kind)


@once
def hints_of(kind: type[Act]) -> dict[str, Any]:
    """Return the types of an act's fields."""
    return get_type_hints(kind)


def body_of(recorded: Act) -> dict[str, bytes]:
    """Return the body of an act, field by field; what equals its default is left out."""
    body: dict[str, bytes] = {}
    for field in _fields(type(recorded)):
        value = getattr(recorded, field.name)
        if field.default is dataclasses.MISSING or value != field.default:
            body[field.name] = canonical(value)
    return body


@once
def _readers(kind: type[Act]) -> dict[str, Callable[[bytes], Any]]:
    hints = hints_of(kind)
    return {field.name: reader(hints[field.name]) for field in _fields(kind)}


def act_from_body(kind: str, version: int, body: Mapping[str, bytes]) -> Act:
    """Return the act that an entry recorded; b"" is what was withheld."""
    try:
        made = KINDS[kind, version]
        readers = _readers(made)
        return made(**{name: readers[name](value) for name, value in body.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(f"流水中“{kind}”的内容不能解读。", "请做一次完整核对。") from error


def tidied(given: A) -> A:
    """Return an act whose texts are NFC, as its body will be: what is believed is what is kept."""
    typed = {field.name: getattr(given, field.name) for field in _fields(type(given))}
    composed = {name: _composed(value) for name, value in typed.items()}
    return given if composed == typed else dataclasses.replace(given, **composed)


def _composed(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case tuple():
            return tuple(map(_composed, value))
        case dict():
            return {_composed(name): _composed(text) for name, text in value.items()}
        case Overruled():
            return Overruled(value.rule, _composed(value.reason))
        case _:
            return value


def act_from_json(kind: str, given: Mapping[str, Any]) -> Act:
    """Return an act from what was typed; raise `Refused` (V01) naming each field that is wrong.

    Missing, unknown, of the wrong shape, or for the program alone to fill in.
    """
    made = KINDS[kind, max(version for name, version in KINDS if name == kind)]
    labels = {field.name: field.metadata["label"] for field in _fields(made)}
    reckoned_names = {field.name for field in _fields(made) if field.metadata["reckoned"]}
    hints = hints_of(made)
    values: dict[str, Any] = {}
    problems: list[Refusal] = []
    for name, value in given.items():
        if name not in labels:
            problems.append(refuse(V01, field=name, label=name, problem="没有这一栏"))
            continue
        if name in reckoned_names:
            problems.append(refuse(V01, field=name, label=labels[name], problem="由程序填写"))
            continue
        try:
            values[name] = msgspec.convert(value, hints[name], strict=False)
        except (msgspec.ValidationError, ValueError):
            problem = f"“{str(value)[:20]}”格式不对"
            problems.append(refuse(V01, field=name, label=labels[name], problem=problem))
    for field in _fields(made):
        if field.default is dataclasses.MISSING and field.name not in given:
            label = labels[field.name]
            problems.append(refuse(V01, field=field.name, label=label, problem="必填"))
    if problems:
        raise Refused(*problems)
    return made(**values)


def with_reasons(made: A, reasons: Mapping[str, str]) -> A:
    """Return the act with reasons for the warnings it passes, by rule number."""
    overruled = tuple(Overruled(rule, why) for rule, why in sorted(reasons.items()))
    return dataclasses.replace(made, overruled=overruled)


# -- effects ------------------------------------------------------------------


def effects_of(recorded: Act, known: Known) -> Iterator[Belief]:
    """Yield the effects of a recorded act and the numbers it has used."""
    moved = with_stays(recorded.effects(known), known, recorded.on)
    yield from with_belongings(moved, known, recorded.on)
    yield from numbers_used(recorded)


def numbers_used(recorded: Act) -> Iterator[Counter]:
    """Yield the counters that an act's reckoned numbers have moved."""
    for field in _fields(type(recorded)):
        series, value = field.metadata.get("series"), getattr(recorded, field.name)
        if series is not None and value:
            yield Counter(series=series, last=max(value) if isinstance(value, tuple) else value)
