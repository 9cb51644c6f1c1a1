"""Forms: what a register, slip or list looks like, read from resources/forms and checked.

A form is data, so that a unit can change it without a programmer.  A mistake in one is told by
file, line and key, and every other form still works.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.assets import resource
from desktop.printing.form_boxes import (
    BOX,
    FOLD,
    GROUP,
    Box,
    Fold,
    Group,
    boxes_of,
    fold_of,
    group_of,
)
from desktop.printing.form_file import FormFile, FormMistake, strings
from desktop.printing.form_totals import TOTALS, Totals, totals_of

FAMILIES = ("register", "approval", "slip", "list", "label", "yearbook", "charts")
PAPERS = ("A4 landscape", "A4 portrait")

At = tuple[str, int]  # a table of the file: its name, and which of several


@dataclass(frozen=True)
class Head:
    """One field of the line above the table."""

    label: str
    field: str


@dataclass(frozen=True)
class FormColumn:
    """One column; several fields stand below each other in its cells, none is left for ink.

    The field `#` is the number of the line in this print.
    """

    fields: tuple[str, ...]
    heading: str = ""  # empty: the headings that the row type gives
    width: float = 0.0  # millimetres, or 0 if the column takes a share of what is left
    weight: float = 0.0
    align: str = ""  # empty: texts left, everything else centred
    atom: bool | None = None  # None: as the row type says
    line: int = 1  # of a record that takes two printed lines
    date: str = "full"  # "day": days and running numbers without the year that is the book's own
    over: str = ""  # a heading above those of neighbours that name the same
    at: int = 1  # line of the form file


@dataclass(frozen=True)
class Sign:
    """One box of the signature block."""

    label: str
    field: str = ""  # head field whose value is already known
    date: bool = True
    weight: float = 1.0


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
    purpose: str = ""  # what it is for, said where one chooses among forms
    size: float = 9.5
    least: float = 8.5
    columns: tuple[FormColumn, ...] = ()
    heads: tuple[Head, ...] = ()
    signs: tuple[Sign, ...] = ()
    totals: Totals | None = None
    notes: str = ""
    copies: int = 1
    row: float = 0.0  # millimetres, the least height of a line
    label: float = 24.0  # millimetres, the labels at the left edge
    boxes: tuple[Box, ...] = ()
    group: Group | None = None
    fold: Fold | None = None
    head_view: str = ""  # the view whose one row stands above the lines
    mark_view: str = ""  # the view whose rows give the marking, if not `view`
    number: str = ""  # head field that stands top right
    one: str = ""  # field on which all rows agree, as they are about one thing
    period: str = ""  # date field that gives the year and the period of the print
    where: tuple[tuple[str, ...], ...] = ()  # field and the values that belong on this form
    order: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()  # rows that differ in these stand on pages of their own
    after: tuple[tuple[str, ...], ...] = ()  # kind of act, our field, the act's that fills it

    def renamed(self, headings: dict[str, str]) -> Form:
        """Return the form with a unit's own headings, named by each column's first field."""
        columns = tuple(
            replace(column, heading=headings.get(column.fields[0], column.heading))
            if column.fields
            else column
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
    _check_measures(file, top)
    return Form(
        **(top | _lists(file, top)),
        path=path,
        boxes=boxes_of(file),
        group=group_of(file),
        fold=fold_of(file),
        columns=_columns(file),
        heads=tuple(
            Head(**_needing(file, one, "head", n, "label", "field"))
            for n, one in enumerate(file.tables("head", _TABLES["head"]))
        ),
        signs=tuple(
            Sign(**_needing(file, one, "sign", n, "label"))
            for n, one in enumerate(file.tables("sign", _TABLES["sign"]))
        ),
        totals=totals_of(file),
    )


def _check_measures(file: FormFile, top: dict[str, Any]) -> None:
    size, least = top.get("size", Form.size), top.get("least", Form.least)
    if not 6 <= least <= size <= 16:
        raise file.mistake("size", "字号应当在 6 与 16 之间，且不小于 least")
    for key in ("row", "label"):
        if not 0 <= top.get(key, 0) <= 60:
            raise file.mistake(key, "应当是 0 到 60 之间的毫米数")


def _lists(file: FormFile, top: dict[str, Any]) -> dict[str, Any]:
    """Return the lists of the file as tuples."""
    where, order, after = (top.get(key, []) for key in ("where", "order", "after"))
    if not all(strings(one) and len(one) > 1 for one in where):
        raise file.mistake("where", "应当是 [字段, 值, ……] 的列表")
    if not all(strings(one) and len(one) == 3 for one in after):
        raise file.mistake("after", "应当是 [办理, 本表字段, 办理的字段] 的列表")
    for key in ("order", "apart"):
        if not strings(top.get(key, [])):
            raise file.mistake(key, "应当是字段名的列表")
    rows = {"where": tuple(map(tuple, where)), "after": tuple(map(tuple, after))}
    return rows | {"order": tuple(order), "apart": tuple(top.get("apart", []))}


_NAMES = ("id", "title", "subtitle", "purpose", "family", "paper", "view", "version", "head_view")
_TOP: dict[str, type] = {
    **dict.fromkeys((*_NAMES, "mark_view", "number", "one", "period"), str),
    **dict.fromkeys(("where", "order", "after", "apart"), list),
    **dict.fromkeys(("row", "label"), float),
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
        "over": str,
    },
    "box": BOX,
    "group": GROUP,
    "fold": FOLD,
    "sign": {"label": str, "field": str, "date": bool, "weight": float},
    "totals": TOTALS,
}


def _columns(file: FormFile) -> tuple[FormColumn, ...]:
    found = [
        _column(file, one, number)
        for number, one in enumerate(file.tables("column", _TABLES["column"]))
    ]
    if not found and not file.tables("box", BOX):
        raise file.mistake("column", "至少要有一个 [[column]]")
    for number, column in enumerate(found):
        same = [one for one in found[:number] if set(one.fields) & set(column.fields)]
        if same:
            raise file.mistake("field", "这个字段前面已经有了", "column", number)
    return tuple(found)


def _column(file: FormFile, values: dict[str, Any], number: int) -> FormColumn:
    needed = ("width",) if values.get("heading") else ("field", "width")
    taken = dict(_needing(file, values, "column", number, *needed))
    fields = taken.pop("field", [])
    fields = [fields] if isinstance(fields, str) else fields
    if not strings(fields):
        raise file.mistake("field", "应当是字段名，或字段名的列表", "column", number)
    for key, allowed in (("align", ("left", "centre", "right")), ("date", ("full", "day"))):
        if key in taken:
            _one_of(file, key, taken[key], allowed, ("column", number))
    if taken.get("line", 1) not in (1, 2):
        raise file.mistake("line", "只能是 1 或 2", "column", number)
    width, weight = file.width(taken.pop("width"), "column", number)
    at = file.line_of("field", "column", number)
    return FormColumn(tuple(fields), width=width, weight=weight, at=at, **taken)


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
