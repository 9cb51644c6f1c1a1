"""What is printed on every page besides the rows: all of it is handed in, nothing looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Whose print this is, when it was made, and how each of its pages proves it."""

    marking: str | None  # of the print itself, as 机密★20年; None if nothing on it is secret
    unit: str
    operator: str
    printed_at: str
    serial: str  # 打印序号
    code: Callable[[int], str]  # 纸码 of a page
    qr_text: Callable[[int], str]
    copy: str = ""  # as 第1份（共2份）
    reprint: str | None = None  # why and when it is printed again; None on the first print
    number: str = ""  # form or book number, top right; the form's own id if empty
    head: Mapping[str, str] = field(default_factory=dict)  # values of the form's head fields


@dataclass(frozen=True)
class Drawn:
    """What came out."""

    pages: int
    rows: int
