"""Counting what is printed, and saying it in 大写 where a stroke of the pen must not alter it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from db.ledger.columns import columns_of
from db.ledger.values import Level
from desktop.printing.cells import capitals, words
from desktop.printing.form import Form
from desktop.printing.form_file import FormMistake
from desktop.printing.form_totals import Totals
from desktop.printing.table import NUMBER


def check_totals(form: Form, kind: type | None) -> None:
    """Refuse a form that counts what the view does not have."""
    totals = form.totals
    if totals is None or kind is None:
        return
    known = {column.field for column in columns_of(kind)}
    told = (field for by in totals.by for field in by[1:3])
    for field in (totals.span, *(one[0] for one in totals.sums), *told):
        if field not in ("", NUMBER) and field not in known:
            what = f"“{form.view}”没有字段 {field}"
            raise FormMistake(form.path, totals.at, "totals", what)


class Tally:
    """What has been counted so far."""

    def __init__(self, totals: Totals) -> None:
        self.count = 0
        self._totals = totals
        self._sums = [0] * len(totals.sums)
        self._by: list[dict[Any, int]] = [{} for _ in totals.by]

    def add(self, row: object) -> None:
        """Count a row."""
        self.count += 1
        for place, (field, *_) in enumerate(self._totals.sums):
            self._sums[place] += _amount(row, field)
        for told, (_, field, amount, _) in zip(self._by, self._totals.by, strict=True):
            value = getattr(row, field)
            if value is None:
                continue  # of a line about something that is not in the ledger
            told[value] = told.get(value, 0) + _amount(row, amount)

    def said(self, label: str) -> str:
        """Return the whole sentence under a label."""
        return f"{label}：" + "；".join(filter(None, ("，".join(self._summed()), *self._told())))

    def _number(self, number: int) -> str:
        return capitals(number) if self._totals.capitals else str(number)

    def _summed(self) -> Iterator[str]:
        if self._totals.unit:
            yield f"{self._number(self.count)}{self._totals.unit}"
        for number, (_, unit, *before) in zip(self._sums, self._totals.sums, strict=True):
            yield f"{''.join(before)}{self._number(number)}{unit}"

    def _told(self) -> Iterator[str]:
        for told, (label, _, _, unit) in zip(self._by, self._totals.by, strict=True):
            parts = [
                f"{_word(value)}{self._number(told[value])}{getattr(value, 'counted', unit)}"
                for value in _ordered(told)
                if told[value]
            ]
            if parts:
                yield label + "、".join(parts)


def _amount(row: object, field: str) -> int:
    return 1 if field == NUMBER else int(getattr(row, field) or 0)


def _word(value: object) -> str:
    return f"{value.word}级" if isinstance(value, Level) else words(value)


def _ordered(values: dict[Any, int]) -> list[Any]:
    """Return levels from the highest, anything else as it came."""
    if all(isinstance(value, Level) for value in values):
        return sorted(values, reverse=True)
    return list(values)
