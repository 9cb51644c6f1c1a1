"""A heading with an editor under each column that can be filtered."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from db.ledger.columns import Column, Kind
from db.store.reading import Filter, Test
from desktop.look import Look

PAUSE = 150
"""Milliseconds after the last key before the question is asked."""
_EXACT = (Kind.CHOICE, Kind.FLAG, Kind.COUNT)


class FilterHeader(QHeaderView):
    """Sort by a click on a heading; narrow by typing under it."""

    changed = Signal()

    def __init__(self, columns: tuple[Column, ...], look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns, self._look = columns, look
        self._editors: list[QLineEdit] = []
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(look.px(44))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for column in columns:
            self._editors.append(self._editor(column))
        for moved in (self.sectionResized, self.sectionMoved, self.geometriesChanged):
            moved.connect(self._place)

    def _editor(self, column: Column) -> QLineEdit:
        editor = QLineEdit(self)
        editor.setEnabled(column.filters)
        editor.setVisible(column.filters)
        editor.setAccessibleName(f"筛选{column.heading}")
        editor.setFont(self._look.font(13))
        editor.textChanged.connect(self._pause.start)
        return editor

    def filters(self) -> tuple[Filter, ...]:
        """Return what was typed as conditions."""
        return tuple(
            Filter(column.field, (typed,), Test.IS if column.kind in _EXACT else _test(column))
            for column, editor in zip(self._columns, self._editors, strict=True)
            if (typed := editor.text().strip())
        )

    def clear(self) -> None:
        """Take all conditions away."""
        for editor in self._editors:
            editor.clear()

    def focus_first(self) -> None:
        """Put the cursor under the first heading that filters."""
        first = next((editor for editor in self._editors if editor.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """Leave room for the editors."""
        size = super().sizeHint()
        return QSize(size.width(), self._look.px(68))

    def updateGeometries(self) -> None:
        """Keep the editors under their headings."""
        super().updateGeometries()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the editors under their headings."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top, height, gap = self._look.px(32), self._look.px(30), self._look.px(3)
        for section, editor in enumerate(self._editors):
            left = self.sectionViewportPosition(section) + gap
            editor.setGeometry(left, top, self.sectionSize(section) - 2 * gap, height)


def _test(column: Column) -> Test:
    return Test.AT_LEAST if column.kind is Kind.DATE else Test.CONTAINS
