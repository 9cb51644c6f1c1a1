"""Neighbouring rows about one document made one line: numbers in ranges, counts summed.

The ledger counts copies, but whoever called them back counts documents, and checks one line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from db.ledger.columns import columns_of
from db.ledger.numbering import copy_ranges
from desktop.printing.cells import words
from desktop.printing.form import Form
from desktop.printing.form_boxes import Fold
from desktop.printing.form_file import FormMistake


def folded(form: Form, rows: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows, those that agree in the fold's fields as one."""
    fold = form.fold
    if fold is None:
        yield from rows
        return
    for _, run in groupby(rows, key=lambda row: [getattr(row, field) for field in fold.by]):
        same = list(run)
        yield same[0] if len(same) == 1 else _one(fold, same)


def check_fold(form: Form, kind: type | None) -> None:
    """Refuse a fold by what the view does not have."""
    if form.fold is None or kind is None:
        return
    known = {column.field for column in columns_of(kind)}
    for field in (*form.fold.by, *form.fold.sums, form.fold.ranges, form.fold.notes):
        if field and field not in known:
            what = f"“{form.view}”没有字段 {field}"
            raise FormMistake(form.path, form.fold.at, "fold", what)


def _one(fold: Fold, rows: list[Any]) -> Any:
    values: dict[str, Any] = {
        field: sum(getattr(row, field) or 0 for row in rows) for field in fold.sums
    }
    if fold.ranges:
        values[fold.ranges] = copy_ranges(getattr(row, fold.ranges) for row in rows)
    if fold.notes:
        values[fold.notes] = "；".join(_noted(fold, rows))
    return replace(rows[0], **values)


def _noted(fold: Fold, rows: list[Any]) -> Iterator[str]:
    """Yield each note once, with the numbers of the copies that it is about."""
    about: dict[str, list[str]] = {}
    for row in rows:
        if note := words(getattr(row, fold.notes)):
            about.setdefault(note, []).append(words(getattr(row, fold.ranges, "")))
    for note, numbers in about.items():
        yield f"{copy_ranges(filter(None, numbers))}{note}"
