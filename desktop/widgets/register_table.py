"""The table of a register: rows chosen by mouse and keyboard, its keys told to the page."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.look import Look
from desktop.models.register import RegisterModel
from desktop.widgets.badges import RegisterDelegate
from desktop.widgets.filter_header import FilterHeader

_ROWS = QItemSelectionModel.SelectionFlag.Rows


class RegisterTable(QTableView):
    """Whole rows, several of them; nothing is edited here."""

    all_wanted = Signal()
    copy_wanted = Signal()
    back = Signal()  # Esc

    def __init__(self, model: RegisterModel, header: FilterHeader, look: Look) -> None:
        super().__init__()
        self._model = model
        header.setParent(self)
        self.setHorizontalHeader(header)
        self.setModel(model)
        self.setItemDelegate(RegisterDelegate(model, look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(look.px(24))
        self.verticalHeader().setDefaultSectionSize(look.px(36))

    def chosen(self) -> list[int]:
        """Return the places of the chosen rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, current: int, others: list[int]) -> None:
        """Choose some rows; the card shows the current one."""
        last = max(self._model.columnCount() - 1, 0)
        chosen = QItemSelection()
        for row in {current, *others}:
            chosen.select(self._model.index(row, 0), self._model.index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        place = self._model.index(current, max(self.columnAt(0), 0))
        self.selectionModel().setCurrentIndex(place, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect | _ROWS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+A, Ctrl+C and Esc are the page's; the rest is the table's."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)
