"""A view as a table: pages come as one scrolls, a changed question asks anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from db.ledger.columns import Column, Kind, columns_of
from db.store.reading import Page, Question, View
from desktop.latest import Latest
from desktop.session import Session
from desktop.words import words

_FIGURES = (Kind.COUNT, Kind.FIGURE)

Index = QModelIndex | QPersistentModelIndex
PAGE = 200
KEPT = 2000
"""Rows that are asked again at once when something was recorded; beyond, they come by scrolling."""
ROW = Qt.ItemDataRole.UserRole
"""The whole row; delegates draw from it."""


class RegisterModel(QAbstractTableModel):
    """A read-only table over a view.  Rows are only ever appended or replaced as a whole."""

    failed = Signal(object)
    answered = Signal()

    def __init__(
        self,
        session: Session,
        view: View[Any],
        columns: tuple[str, ...] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self.view = session, view
        self._latest = Latest(session, self)
        offered = {one.field: one for one in columns_of(view.row) if not one.hidden}
        self.usual: tuple[str, ...] = columns or tuple(offered)
        rest = (name for name in offered if name not in self.usual)
        self.columns: tuple[Column, ...] = tuple(offered[name] for name in (*self.usual, *rest))
        self.question = Question(limit=PAGE, given=session.given())
        self.today, self.veil = session.today, session.veil
        self._rows: list[Any] = []
        self._next: tuple[object, ...] | None = None
        self._waiting = False

    # -- asking --------------------------------------------------------------------

    def show(self, question: Question, *, keep: bool = False) -> None:
        """Ask anew for the first rows, or with `keep` for as many as are at hand.

        An earlier question is given up.
        """
        self.today = self._session.today
        self.question = replace(
            question, limit=PAGE, given={**question.given, **self._session.given()}
        )
        self.reach(min(len(self._rows), KEPT) if keep else PAGE)

    def reach(self, rows: int) -> None:
        """Ask the same question again, for at least so many rows."""
        self._ask(replace(self.question, limit=max(PAGE, rows)), fresh=True)

    @property
    def complete(self) -> bool:
        """Whether every row of the question is at hand."""
        return self._next is None and not self._waiting

    def _ask(self, question: Question, *, fresh: bool) -> None:
        self._waiting, view = True, self.view
        self._latest.ask(
            lambda book: book.page(view, question),
            then=lambda page: self._take(page, fresh=fresh),
            otherwise=self._fail,
        )

    def _take(self, page: Page[Any], *, fresh: bool) -> None:
        self._waiting, self._next = False, page.next
        if fresh:
            self.beginResetModel()
            self._rows = list(page.rows)
            self.endResetModel()
        elif page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()
        self.answered.emit()

    def _fail(self, error: Exception) -> None:
        self._waiting = False
        self.failed.emit(error)

    def row(self, number: int) -> Any | None:
        """Return the row at a place, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self, numbers: Iterable[int]) -> list[Any]:
        """Return the rows at some places."""
        return [self._rows[number] for number in numbers if 0 <= number < len(self._rows)]

    def section(self, field: str) -> int:
        """Return where a column stands in the model; -1 if there is none of this name."""
        return next((n for n, one in enumerate(self.columns) if one.field == field), -1)

    def text(self, row: Any, field: str) -> str:
        """Return the words of one cell."""
        column = self.columns[self.section(field)]
        shown = words(getattr(row, field))
        return shown[:16].replace("T", " ") if column.kind is Kind.TIME else shown

    # -- Qt asks -------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 — Qt's own signature
        """Return how many rows are at hand."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there is another page."""
        return not parent.isValid() and self._next is not None and not self._waiting

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._ask(replace(self.question, after=self._next), fresh=False)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its row, its place or its tooltip."""
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column.field)
        if role == Qt.ItemDataRole.ToolTipRole and column.kind is Kind.TEXT:
            return words(getattr(row, column.field))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.kind)
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
            return _alignment(self.columns[section].kind)
        return self.columns[section].heading if role == Qt.ItemDataRole.DisplayRole else None


def _alignment(kind: Kind) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if kind in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignVCenter | across
