"""What the rows of a workbook become, as a table that can be narrowed to one fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.look import Look
from desktop.taking_over.becoming import Becoming, Fate

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    ("行", "row", 56), ("结果", "fate", 104), ("成为", "state", 120), ("密级", "marking", 100),
    ("文号", "number", 160), ("份号", "copies", 124), ("标题或原文", "title", 196),
    ("说明", "said", 260),
)  # fmt: skip
_TINTS = {Fate.TAKEN: "ink", Fate.NOTED: "amber", Fate.BACK: "red"}


class BecomingModel(QAbstractTableModel):
    """Read-only; all rows are at hand."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: Sequence[Becoming] = ()
        self._shown: Sequence[Becoming] = ()
        self._only: frozenset[Fate] = frozenset(Fate)

    def show(self, rows: Sequence[Becoming]) -> None:
        """Show other rows."""
        self._rows = rows
        self.narrow(self._only)

    def narrow(self, only: frozenset[Fate]) -> None:
        """Show the rows of some fates only."""
        self.beginResetModel()
        self._only = only
        self._shown = [row for row in self._rows if row.fate in only]
        self.endResetModel()

    def counts(self) -> Counter[Fate]:
        """Return how many rows there are of each fate."""
        return Counter(row.fate for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its colour, its tooltip."""
        row = self._shown[index.row()]
        value = getattr(row, COLUMNS[index.column()][1])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return value.value if isinstance(value, Fate) else str(value)
        if role == Qt.ItemDataRole.ForegroundRole and COLUMNS[index.column()][1] in (
            "fate",
            "said",
        ):
            return self._look.colour(_TINTS[row.fate])
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return COLUMNS[section][0] if role == Qt.ItemDataRole.DisplayRole else None
