"""Forms: what a register, slip or list looks like, read from resources/forms and checked.

A form is data, so that a unit can change it without a programmer.  A mistake in one is told by
file, line and key, and every other form still works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.assets import resource
from desktop.printing.form_file import FormFile, FormMistake

FAMILIES = ("register", "approval", "slip", "list", "label", "yearbook")
PAPERS = ("A4 landscape", "A4 portrait")

At = tuple[str, int]  # a table of the file: its name, and which of several


@dataclass(frozen=True)
class Head:
    """One field of the line above the table."""

    label: str
    field: str


@dataclass(frozen=True)
class FormColumn:
    """One column; several fields stand below each other in its cells."""

    fields: tuple[str, ...]
    heading: str = ""  # empty: the headings that the row type gives
    width: float = 0.0  # millimetres, or 0 if the column takes a share of what is left
    weight: float = 0.0
    align: str = ""  # empty: texts left, everything else centred
    atom: bool | None = None  # None: as the row type says
    line: int = 1  # of a record that takes two printed lines
    date: str = "full"  # "day": without the year where it is the book's own
    at: int = 1  # line of the form file


@dataclass(frozen=True)
class Sign:
    """One box of the signature block."""

    label: str
    field: str = ""  # head field whose value is already known
    date: bool = True
    weight: float = 1.0


@dataclass(frozen=True)
class Totals:
    """What is counted at the foot of each page and of the whole."""

    label: str = "本簿合计"
    unit: str = "件"
    span: str = ""  # field whose first and last value are named as 本页起止
    sums: tuple[tuple[str, str], ...] = ()  # field and unit of each sum
    capitals: bool = True
    weight: float = 1.2
    at: int = 1  # line of the form file


@dataclass(frozen=True)
class Form:
    """One form, ready for drawing."""

    id: str
    title: str
    family: str
    paper: str
    view: str
    version: str
    path: Path
    subtitle: str = ""
    size: float = 9.5
    least: float = 8.5
    columns: tuple[FormColumn, ...] = ()
    heads: tuple[Head, ...] = ()
    signs: tuple[Sign, ...] = ()
    totals: Totals | None = None
    notes: str = ""
    copies: int = 1

    def renamed(self, headings: dict[str, str]) -> Form:
        """Return the form with a unit's own headings, named by each column's first field."""
        columns = tuple(
            replace(column, heading=headings.get(column.fields[0], column.heading))
            for column in self.columns
        )
        return replace(self, columns=columns)


def load_form(form: str) -> Form:
    """Return the form of this id; `FormMistake` if its file cannot be used."""
    return read_form(resource("forms", f"{form}.toml"))


def all_forms(folder: Path | None = None) -> tuple[dict[str, Form], list[FormMistake]]:
    """Return every usable form by its id, and what is wrong with the others."""
    forms: dict[str, Form] = {}
    mistakes: list[FormMistake] = []
    for path in sorted((folder or resource("forms")).glob("*.toml")):
        try:
            form = read_form(path)
        except FormMistake as mistake:
            mistakes.append(mistake)
        else:
            forms[form.id] = form
    return forms, mistakes


def read_form(path: Path) -> Form:
    """Return the form in this file."""
    file = FormFile(path)
    top = file.top(_TOP, _TABLES)
    for key in ("id", "title", "family", "paper", "view", "version"):
        if not top.get(key):
            raise file.mistake(key, "缺少这一项")
    if top["id"] != path.stem:
        raise file.mistake("id", f"应当与文件名相同，即 {path.stem}")
    _one_of(file, "family", top["family"], FAMILIES, ("", 0))
    _one_of(file, "paper", top["paper"], PAPERS, ("", 0))
    size, least = top.get("size", Form.size), top.get("least", Form.least)
    if not 6 <= least <= size <= 16:
        raise file.mistake("size", "字号应当在 6 与 16 之间，且不小于 least")
    return Form(
        **top,
        path=path,
        columns=_columns(file),
        heads=tuple(
            Head(**_needing(file, one, "head", n, "label", "field"))
            for n, one in enumerate(file.tables("head", _TABLES["head"]))
        ),
        signs=tuple(
            Sign(**_needing(file, one, "sign", n, "label"))
            for n, one in enumerate(file.tables("sign", _TABLES["sign"]))
        ),
        totals=_totals(file),
    )


_TOP: dict[str, type] = {
    **dict.fromkeys(("id", "title", "subtitle", "family", "paper", "view", "version"), str),
    "notes": str,
    "copies": int,
    "size": float,
    "least": float,
}
_TABLES: dict[str, dict[str, type]] = {
    "head": {"label": str, "field": str},
    "column": {
        "field": object,
        "heading": str,
        "width": object,
        "align": str,
        "atom": bool,
        "line": int,
        "date": str,
    },
    "sign": {"label": str, "field": str, "date": bool, "weight": float},
    "totals": {
        "label": str,
        "unit": str,
        "span": str,
        "sums": list,
        "capitals": bool,
        "weight": float,
    },
}


def _columns(file: FormFile) -> tuple[FormColumn, ...]:
    found = [
        _column(file, one, number)
        for number, one in enumerate(file.tables("column", _TABLES["column"]))
    ]
    if not found:
        raise file.mistake("column", "至少要有一个 [[column]]")
    for number, column in enumerate(found):
        same = [one for one in found[:number] if set(one.fields) & set(column.fields)]
        if same:
            raise file.mistake("field", "这个字段前面已经有了", "column", number)
    return tuple(found)


def _column(file: FormFile, values: dict[str, Any], number: int) -> FormColumn:
    taken = dict(_needing(file, values, "column", number, "field", "width"))
    fields = taken.pop("field")
    fields = [fields] if isinstance(fields, str) else fields
    if not isinstance(fields, list) or not all(isinstance(one, str) and one for one in fields):
        raise file.mistake("field", "应当是字段名，或字段名的列表", "column", number)
    for key, allowed in (("align", ("left", "centre", "right")), ("date", ("full", "day"))):
        if key in taken:
            _one_of(file, key, taken[key], allowed, ("column", number))
    if taken.get("line", 1) not in (1, 2):
        raise file.mistake("line", "只能是 1 或 2", "column", number)
    width, weight = _width(file, taken.pop("width"), number)
    at = file.line_of("field", "column", number)
    return FormColumn(tuple(fields), width=width, weight=weight, at=at, **taken)


def _width(file: FormFile, width: object, number: int) -> tuple[float, float]:
    """Return millimetres and weight: 18 is a width, "2*" a share of what is left."""
    if isinstance(width, str) and (share := re.fullmatch(r"(\d+(?:\.\d+)?)?\*", width)):
        return 0.0, float(share[1] or 1)
    if isinstance(width, int | float) and not isinstance(width, bool) and 4 <= width <= 250:
        return float(width), 0.0
    what = '应当是 4 到 250 之间的毫米数，或如 "2*" 的份额'
    raise file.mistake("width", what, "column", number)


def _totals(file: FormFile) -> Totals | None:
    values = file.table("totals", _TABLES["totals"])
    if values is None:
        return None
    sums = values.pop("sums", [])
    if not all(isinstance(one, list) and len(one) == 2 for one in sums):
        raise file.mistake("sums", "应当是 [字段, 单位] 的列表", "totals")
    at = file.line_of("", "totals")
    return Totals(**values, sums=tuple((str(field), str(unit)) for field, unit in sums), at=at)


def _needing(
    file: FormFile, values: dict[str, Any], table: str, number: int, *keys: str
) -> dict[str, Any]:
    for key in keys:
        if key not in values:
            raise file.mistake(key, "缺少这一项", table, number)
    return values


def _one_of(file: FormFile, key: str, value: object, allowed: tuple[str, ...], at: At) -> None:
    if value not in allowed:
        raise file.mistake(key, "只能是 " + "、".join(allowed), *at)
