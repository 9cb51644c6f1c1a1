"""Totals of a form file: what is counted at the foot of each page and of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing.form_file import FormFile, strings


@dataclass(frozen=True)
class Totals:
    """What is counted at the foot of each page and of the whole.

    Each sum is a field, its unit and perhaps a word before it; each of `by` is a word before it,
    the field whose values are told apart, the field that is summed and its unit.
    """

    label: str = "本簿合计"
    unit: str = "件"
    span: str = ""  # field whose first and last value are named as 本页起止
    sums: tuple[tuple[str, ...], ...] = ()
    by: tuple[tuple[str, ...], ...] = ()
    capitals: bool = True
    weight: float = 1.2
    at: int = 1  # line of the form file


TOTALS: dict[str, type] = {
    **dict.fromkeys(("label", "unit", "span"), str),
    **dict.fromkeys(("sums", "by"), list),
    "capitals": bool,
    "weight": float,
}


def totals_of(file: FormFile) -> Totals | None:
    """Return what is counted, if anything is."""
    values = file.table("totals", TOTALS)
    if values is None:
        return None
    sums, by = values.pop("sums", []), values.pop("by", [])
    if not all(strings(one) and len(one) in (2, 3) for one in sums):
        raise file.mistake("sums", "应当是 [字段, 单位] 或 [字段, 单位, 前缀] 的列表", "totals")
    if not all(strings(one) and len(one) == 4 for one in by):
        raise file.mistake("by", "应当是 [名称, 分类字段, 合计字段, 单位] 的列表", "totals")
    at = file.line_of("", "totals")
    return Totals(**values, sums=tuple(map(tuple, sums)), by=tuple(map(tuple, by)), at=at)
