"""Rows of any view, filled by what each column holds: long titles, rare characters, gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from db.ledger.columns import Kind, columns_of
from tests.printing.records import ISSUERS, MARKINGS, NUMBERS, READERS, TITLES
from tests.printing.sample import RARE

_TEXTS = {
    "title": TITLES,
    "issuer": ISSUERS,
    "addressee": ISSUERS,
    "sender": ISSUERS,
    "department": ("综合一处", "财务处", "示例市委办公室机要保密科"),
    "scope": ("示委领导同志、综合一处、保密办（共5人）", ""),
    "outcome": ("清单4份，实有4份，相符", "清单3份，实有2份，不符；已电询发件单位，次日补送"),
}
_ATOMS = {
    "doc_number": NUMBERS,
    "marking": MARKINGS,
    "copy_no": ("000120-000122、000130", "000001", "000577", "000120-F01"),
    "numbers": ("000120-F01、000120-F02",),
    "form_no": ("复制〔2025〕031号",),
    "reported_at": ("2025-06-25 15:43",),
    "last_moment": ("2025-06-26 15:43",),
    "collectors": ("李𬭼文、赵堃",),
    "vehicle": ("示A00001",),
    "channel": ("机要交通", "机要通信"),
    "levels": ("机密件", "绝密件"),
    "packet_no": ("示机0007", "5771"),
    "cover_no": ("示机0007", "签002"),
    "way": ("对外", "对内"),
    "closing": ("销毁〔2025〕009号",),
    "grade": ("重要",),
}


def filled(row_type: type[Any], count: int) -> list[Any]:
    """Return so many rows; one row is full, of several some fields are empty."""
    return [row_type(*_values(row_type, n, gaps=count > 1 and n % 5 == 4)) for n in range(count)]


def _values(row_type: type[Any], n: int, *, gaps: bool) -> Iterator[Any]:
    hints = get_type_hints(row_type)
    for column in columns_of(row_type):
        hint, may_lack = _bare(hints[column.field])
        if gaps and may_lack:
            yield None
        elif issubclass(hint, Enum):
            members = list(hint)
            yield members[n % len(members)]
        elif hint is bool:
            yield n % 2 == 1
        elif hint is date:
            yield date(2025, 3, 4) + timedelta(7 * n)
        elif hint is int:
            yield n + 1
        else:
            yield "" if gaps else _text(column.field, column.kind, n)


def _text(field: str, kind: Kind, n: int) -> str:
    if field.endswith("_at") and field not in _ATOMS:
        return "10:20"
    among = _TEXTS.get(field) or _ATOMS.get(field)
    if among:
        return among[n % len(among)]
    return READERS[n % len(READERS)] if kind is Kind.ATOM else f"起草材料（{RARE[n % 5]}）"


def _bare(hint: Any) -> tuple[type[Any], bool]:
    if get_origin(hint) in (Union, UnionType):
        (kind,) = [one for one in get_args(hint) if one is not type(None)]
        return kind, True
    return hint, False
