"""A heading with an editor under each column that can be filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from db.ledger.columns import Column
from db.store.reading import Filter
from desktop.look import Look
from desktop.models.narrowing import Narrowing, readable

PAUSE = 120
"""Milliseconds after the last key before the question is asked."""
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterHeader(QHeaderView):
    """Sort by a click on a heading; narrow by typing under it."""

    changed = Signal()
    left = Signal()  # Down or Enter under a heading: to the rows

    def __init__(
        self,
        row: type[Any],
        columns: tuple[Column, ...],
        look: Look,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self.today = look, today
        self._narrowings = tuple(Narrowing.of(row, column) for column in columns)
        self._editors: list[QLineEdit] = []
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(look.px(44))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for narrowing in self._narrowings:
            self._editors.append(self._editor(narrowing))
        for moved in (self.sectionResized, self.sectionMoved, self.geometriesChanged):
            moved.connect(self._place)

    def _editor(self, narrowing: Narrowing) -> QLineEdit:
        column, editor = narrowing.column, QLineEdit(self)
        editor.setEnabled(column.filters)
        editor.setVisible(column.filters)
        editor.setAccessibleName(f"筛选{column.heading}")
        editor.setToolTip(f"筛选{column.heading}：{narrowing.how}")
        editor.setFont(self._look.font(13))
        editor.textChanged.connect(lambda _: self._typed(narrowing, editor))
        editor.installEventFilter(self)
        return editor

    # -- what is typed -----------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """Return what stands under the headings, by column."""
        pairs = zip(self._narrowings, self._editors, strict=True)
        return {
            one.column.field: typed for one, editor in pairs if (typed := editor.text().strip())
        }

    def filters(self) -> tuple[Filter, ...]:
        """Return what was typed as conditions."""
        return self.conditions(self.typed())

    def conditions(self, typed: Mapping[str, str]) -> tuple[Filter, ...]:
        """Return conditions as if this was typed."""
        return tuple(
            each
            for one in self._narrowings
            if one.column.field in typed
            for each in one.read(typed[one.column.field], self.today())
        )

    def fill(self, typed: Mapping[str, str]) -> None:
        """Put texts under the headings and nothing else; nobody is told."""
        for one, editor in zip(self._narrowings, self._editors, strict=True):
            editor.blockSignals(True)
            editor.setText(typed.get(one.column.field, ""))
            editor.blockSignals(False)
            self._mark(one, editor)
        self._pause.stop()

    def clear(self) -> None:
        """Take all conditions away."""
        self.fill({})

    def _typed(self, narrowing: Narrowing, editor: QLineEdit) -> None:
        self._mark(narrowing, editor)
        self._pause.start()

    def _mark(self, narrowing: Narrowing, editor: QLineEdit) -> None:
        typed = editor.text().strip()
        wrong = bool(typed) and not readable(narrowing.read(typed, self.today()))
        if bool(editor.property("wrong")) != wrong:
            editor.setProperty("wrong", wrong)
            editor.style().unpolish(editor)
            editor.style().polish(editor)

    # -- keyboard ----------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor under the first heading that filters."""
        sections = (self.logicalIndex(visual) for visual in range(self.count()))
        for section in sections:
            if self._editors[section].isVisibleTo(self):
                self._editors[section].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go to the rows, Esc empties the editor."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(watched, QLineEdit)
            if event.key() in _DOWN:
                if self._pause.isActive():
                    self._pause.stop()
                    self.changed.emit()
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and watched.text():
                watched.clear()
                return True
        return super().eventFilter(watched, event)

    # -- placing -----------------------------------------------------------------------

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

    def _place(self, *_: object) -> None:
        top, height, gap = self._look.px(32), self._look.px(30), self._look.px(3)
        for section, editor in enumerate(self._editors):
            shown = editor.isEnabled() and not self.isSectionHidden(section)
            editor.setVisible(shown)
            if shown:
                left = self.sectionViewportPosition(section) + gap
                editor.setGeometry(left, top, self.sectionSize(section) - 2 * gap, height)
