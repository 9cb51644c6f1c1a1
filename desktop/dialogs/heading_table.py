"""The first rows of a sheet with the heading marked, and over each column what it is read as."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.exchange.headings import Heading, cell_text
from desktop.exchange.read_workbook import Sheet
from desktop.look import Look

Index = QModelIndex | QPersistentModelIndex
_ABOVE, _BELOW, _UNKNOWN = 1, 3, 12
_MOST_COLUMNS = 64
_LONGEST = 60
UNREAD = "（不读）"


_MARKED = Qt.ItemDataRole.UserRole


class _Marker(QStyledItemDelegate):
    """Lays the colour of what is chosen under the heading."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        if index.data(_MARKED):
            place: QRect = option.rect  # type: ignore[attr-defined]
            painter.fillRect(place, self._look.colour("bluebg"))
            if index.column() == 0:
                painter.fillRect(
                    place.adjusted(0, 0, 3 - place.width(), 0), self._look.colour("blue")
                )
        super().paint(painter, option, index)


class HeadingTable(QTableWidget):
    """A person changes what a column is, or calls another row the heading."""

    column_changed = Signal(str, str)  # name of the column, field or ''
    heading_chosen = Signal(int)  # row as the spreadsheet counts

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._first = look, 0
        self.setAccessibleName("表头与对照")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_Marker(look, self))
        self.verticalHeader().setObjectName("plain")
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().sectionDoubleClicked.connect(self._choose)
        self.cellDoubleClicked.connect(lambda row, _: self._choose(row))

    def show_sheet(
        self, sheet: Sheet, row: int, heading: Heading | None, fields: Mapping[str, str]
    ) -> None:
        """Show a sheet around its heading (`row` as the spreadsheet counts), or from its top."""
        height = heading.height if heading else 0
        self._first = max(0, row - 1 - _ABOVE) if heading else 0
        last = row - 1 + height + _BELOW if heading else _UNKNOWN
        rows = sheet.rows[self._first : last]
        widest = max((len(cells) for cells in rows), default=0)
        self.clear()
        self.setRowCount(len(rows) + 1)
        self.setColumnCount(min(_MOST_COLUMNS, len(heading.names) if heading else widest))
        numbers = [str(self._first + place + 1) for place in range(len(rows))]
        self.setVerticalHeaderLabels(["栏目", *numbers])
        for place, cells in enumerate(rows, 1):
            at = self._first + place
            marked = heading is not None and row <= at < row + height
            for column in range(self.columnCount()):
                words = cell_text(cells[column]) if column < len(cells) else ""
                self.setItem(place, column, self._cell(words, marked=marked))
            self.setRowHeight(place, self._look.px(30))
        self._offer(heading, fields)

    def _cell(self, words: str, *, marked: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(words.replace("\n", " ")[:_LONGEST])
        item.setToolTip(words)
        item.setData(_MARKED, marked)
        if marked:
            item.setFont(self._look.font(14, bold=True))
        return item

    def _offer(self, heading: Heading | None, fields: Mapping[str, str]) -> None:
        """Put a choice of fields over every column."""
        self.setRowHeight(0, self._look.px(40))
        meant = {place: field for field, place in heading.columns.items()} if heading else {}
        for column in range(self.columnCount() if heading else 0):
            assert heading is not None
            name = heading.names[column]
            choice = QComboBox()
            choice.setAccessibleName(f"“{name}”读作")
            choice.addItem(UNREAD, "")
            for field, word in fields.items():
                choice.addItem(word, field)
            choice.setCurrentIndex(max(0, choice.findData(meant.get(column, ""))))
            choice.activated.connect(
                lambda _, name=name, choice=choice: self.column_changed.emit(
                    name, choice.currentData()
                )
            )
            self.setCellWidget(0, column, choice)
            self.setColumnWidth(column, self._width(column))

    def _width(self, column: int) -> int:
        """Return a width for the choice and for most of the words below it."""
        metrics = self.fontMetrics()
        items = (self.item(row, column) for row in range(1, self.rowCount()))
        longest = max((metrics.horizontalAdvance(item.text()) for item in items if item), default=0)
        return min(self._look.px(220), max(self._look.px(124), longest + self._look.px(24)))

    def choice(self, column: int) -> QComboBox:
        """Return the choice over a column."""
        found = self.cellWidget(0, column)
        assert isinstance(found, QComboBox)
        return found

    @property
    def chosen_row(self) -> int:
        """The chosen row as the spreadsheet counts; 0 if none is."""
        return self._first + self.currentRow() if self.currentRow() > 0 else 0

    def _choose(self, row: int) -> None:
        if row > 0:
            self.heading_chosen.emit(self._first + row)
