"""Rows as text for another program: cells between tabs, nothing that runs as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData

from desktop.exchange.sheet_xml import harmless
from desktop.models.register import RegisterModel


def as_text(model: RegisterModel, rows: Iterable[Any], fields: Sequence[str]) -> str:
    """Return rows as lines of cells between tabs."""
    lines = ("\t".join(_cell(model.text(row, name)) for name in fields) for row in rows)
    return "\n".join(lines)


def for_clipboard(text: str) -> QMimeData:
    """Return text for the clipboard, marked so that clipboard histories leave it alone."""
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", b"secret")
    data.setData(
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1"
    )
    return data


def _cell(text: str) -> str:
    return harmless(" ".join(text.split()))
