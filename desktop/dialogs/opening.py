"""Dialogs over the window: each is opened, and gone when it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from db.ledger.act import KINDS, Act
from db.ledger.acts.checks.receiving import BeginReception
from db.ledger.acts.correction.redact import REDACTIONS
from db.store.reading import Question
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.credentials import SHEETS
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.import_window import ImportWindow
from desktop.dialogs.manual import Manual
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.reception_sheet import BeginReceptionSheet
from desktop.dialogs.redaction_form import RedactionForm
from desktop.look import Look
from desktop.pages.given import given_for
from desktop.session import Session


class Dialogs:
    """What a page or a key may ask the window to open."""

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        self._session, self._look, self._window = session, look, window

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def act(self, kind: str, row: Any) -> None:
        """Open the dialog of an act, filled with what the chosen row already says."""
        made = KINDS[kind, 1]
        given = given_for(made, row)
        if kind == BeginReception.kind:
            self._open(BeginReceptionSheet(self._session, self._look, given, self._window))
        elif kind in SHEETS:
            self._open(SHEETS[kind](self._session, self._look, given, self._window))
        else:
            self.form(made, given)

    def form(self, kind: type[Act], given: Mapping[str, object]) -> None:
        """Open the dialog of an act, begun with these fields."""
        made = RedactionForm if kind in REDACTIONS else ActForm
        self._open(made(self._session, self._look, kind, given, self._window))

    def print_form(self, title: str, form: str, question: Question) -> None:
        """Open the print dialog of a form."""
        asked = self._today(question)
        self._open(PrintDialog(self._session, self._look, form, asked, title, self._window))

    def bring_in(self) -> None:
        """Open the window in which an old register is taken over."""
        self._open(ImportWindow(self._session, self._look, self._window))

    def export(self, view: Any, question: Question, fields: Sequence[str]) -> None:
        """Open the dialog that writes rows into a workbook; `fields` are shown on the screen."""
        asked = self._today(question)
        dialog = ExportDialog(self._session, self._look, view, asked, self._window, fields=fields)
        self._open(dialog)

    def _today(self, question: Question) -> Question:
        """Let a question know the day, as the page knows it: what is overdue depends on it."""
        return replace(question, given={**self._session.given(), **question.given})

    def help(self, page: str) -> None:
        """Show the manual at the chapter of a page."""
        manual = Manual(self._session, self._look, page, self._window)
        manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manual.show()
