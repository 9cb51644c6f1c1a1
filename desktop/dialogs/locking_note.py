"""A small window with nothing of the ledger in it, while the last recording is finished."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.sheet import paragraph, text
from desktop.look import Look


def locking_note(look: Look) -> QWidget:
    """Return what is shown until the ledger is closed."""
    note = QWidget(None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
    note.setWindowTitle("专册")
    note.setObjectName("ground")
    column = QVBoxLayout(note)
    column.setContentsMargins(*(look.px(24),) * 4)
    column.setSpacing(look.px(8))
    column.addWidget(text(look, "正在锁定", 20))
    column.addWidget(paragraph(look, "正在写的一笔写完就锁好，请稍候，不要关机。", 13))
    note.setMinimumWidth(look.px(400))
    return note
