"""Rows as text for another program: cells between tabs, nothing that runs as a formula.

Whether they may leave the window, and on record or not, the unit says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard

from db.ledger.acts.program.printed import CopyCells
from db.ledger.policy import Copying
from db.ledger.trouble import Unusable
from db.vault import Recorded, Vault
from desktop.exchange.sheet_xml import harmless
from desktop.models.register import RegisterModel
from desktop.session import Session
from desktop.unit_policy import unit_policy


class Clipboard(QObject):
    """The way out for rows; after the lock nothing goes out any more."""

    failed = Signal(object)

    def __init__(self, session: Session, clipboard: QClipboard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clipboard = session, clipboard
        self._shut = False
        session.locking.connect(self._close)

    def take(self, text: str, register: str, rows: int) -> None:
        """Put rows of a register on the clipboard as the unit wants it: on record first."""

        def job(vault: Vault) -> tuple[None, Recorded | None]:
            with vault.snapshot() as now:
                rule = Copying(now.policy(unit_policy()).copying)
            if rule is Copying.FORBIDDEN:
                advice = "确需带出的，请用导出：须再输口令，并留下记录。"
                raise Unusable("本单位规定不得把表格内容复制出窗口。", advice)
            if rule is Copying.FREE:
                return None, None
            return None, vault.record(CopyCells(on=vault.today, register=register, rows=rows))

        self._session.carry_out(
            job, owner=self, then=lambda _: self._put(text), otherwise=self.failed.emit
        )

    def _put(self, text: str) -> None:
        if not self._shut:
            self._clipboard.setMimeData(for_clipboard(text))

    def _close(self) -> None:
        self._shut = True


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
