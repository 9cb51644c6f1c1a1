"""Boxes, groups and folds of a form file: labelled cells, and lines that belong together.

Boxes of one `row` stand beside each other.  A box says a field of the head, a sentence with
fields in it, or which of several choices holds; or it is left for an opinion and a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.printing.cells import capitals
from desktop.printing.form_file import FormFile

CAPITALS = "大写"
_NUMBER = re.compile(r"\d+")
_BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Box:
    """A label and what stands to the right of it."""

    row: int
    label: str = ""
    field: str = ""
    text: str = ""  # a sentence with {field} or {field:大写} in it
    when: str = ""  # the field without which, or at 0, the sentence is not said
    width: float = 0.0  # millimetres without the label, or 0 for a share of what is left
    weight: float = 1.0
    label_width: float = 0.0
    height: float = 0.0  # millimetres, at least
    align: str = "left"
    sign: str = ""  # what stands before the signature at the foot of an opinion
    blank: str = ""  # what is printed while the field is not known, as 年 月 日
    strong: bool = False  # for markings
    choices: tuple[tuple[str, str], ...] = ()  # value of the field, and the words at the box
    above: bool | None = None  # of the lines; None: as the family does
    at: int = 1  # line of the form file

    def fields(self) -> Iterator[str]:
        """Yield every field that the box names."""
        yield from filter(None, (self.field, self.when))
        yield from (found[1] for found in _BLANK.finditer(self.text))

    def said(self, head: Mapping[str, str]) -> str:
        """Return what the box says."""
        if not self.text:
            return head.get(self.field, "")
        if self.when and head.get(self.when, "") in ("", "0"):
            return ""
        said = _BLANK.sub(lambda found: _worded(head.get(found[1], ""), found[2]), self.text)
        return said.strip()


@dataclass(frozen=True)
class Group:
    """Lines that agree in these fields stand under a line of their own, and are summed up."""

    fields: tuple[str, ...]
    subtotal: str = "小计"
    at: int = 1


@dataclass(frozen=True)
class Fold:
    """Neighbouring rows that agree in `by` are one line."""

    by: tuple[str, ...]
    sums: tuple[str, ...] = ()
    ranges: str = ""  # field of 份号, written in ranges
    notes: str = ""  # field whose texts are joined, each with its 份号
    at: int = 1


BOX: dict[str, type] = {
    "row": int,
    **dict.fromkeys(("label", "field", "text", "when", "align", "sign", "blank"), str),
    "width": object,
    **dict.fromkeys(("label_width", "height"), float),
    **dict.fromkeys(("strong", "above"), bool),
    "choices": list,
}
GROUP: dict[str, type] = {"fields": list, "subtotal": str}
FOLD: dict[str, type] = {"by": list, "sums": list, "ranges": str, "notes": str}


def boxes_of(file: FormFile) -> tuple[Box, ...]:
    """Return the boxes in the order of their rows."""
    found = [_box(file, one, number) for number, one in enumerate(file.tables("box", BOX))]
    return tuple(sorted(found, key=lambda box: box.row))


def group_of(file: FormFile) -> Group | None:
    """Return how the lines are grouped."""
    values = file.table("group", GROUP)
    if values is None:
        return None
    fields = _fields(file, values, "fields", "group")
    return Group(**(values | {"fields": fields}), at=file.line_of("fields", "group"))


def fold_of(file: FormFile) -> Fold | None:
    """Return which rows are one line."""
    values = file.table("fold", FOLD)
    if values is None:
        return None
    lists: dict[str, Any] = {"by": _fields(file, values, "by", "fold")}
    if "sums" in values:
        lists["sums"] = _fields(file, values, "sums", "fold")
    return Fold(**(values | lists), at=file.line_of("by", "fold"))


def _fields(file: FormFile, values: dict[str, Any], key: str, table: str) -> tuple[str, ...]:
    fields = values.get(key, [])
    if not fields or not all(isinstance(one, str) and one for one in fields):
        raise file.mistake(key, "应当是字段名的列表", table)
    return tuple(fields)


def _box(file: FormFile, values: dict[str, Any], number: int) -> Box:
    taken = dict(values)
    if "row" not in taken:
        raise file.mistake("row", "缺少这一项", "box", number)
    if taken.get("align", "left") not in ("left", "centre", "right"):
        raise file.mistake("align", "只能是 left、centre、right", "box", number)
    for key in ("label_width", "height"):
        if not 0 <= taken.get(key, 0) <= 100:
            raise file.mistake(key, "应当是 0 到 100 之间的毫米数", "box", number)
    for found in _BLANK.finditer(taken.get("text", "")):
        if found[2] not in (None, CAPITALS):
            raise file.mistake("text", f"“{found[2]}”只能是 {CAPITALS}", "box", number)
    choices = taken.pop("choices", [])
    if not all(isinstance(one, list) and len(one) == 2 for one in choices):
        raise file.mistake("choices", "应当是 [值, 文字] 的列表", "box", number)
    width, weight = file.width(taken.pop("width", "1*"), "box", number)
    at = file.line_of("field" if "field" in taken else "text", "box", number)
    marks = tuple((str(value), str(word)) for value, word in choices)
    return Box(**taken, width=width, weight=weight, choices=marks, at=at)


def _worded(value: str, how: str | None) -> str:
    if how != CAPITALS:
        return value
    return _NUMBER.sub(lambda found: capitals(int(found[0])), value or "0")
