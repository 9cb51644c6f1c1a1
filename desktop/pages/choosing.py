"""The chosen rows of a register: kept through what is recorded, copied, handed to verbs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelection, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from db.ledger.act import KINDS
from db.ledger.values import Role
from db.views.custody_over_time import COPY_ON_DAY
from desktop.models.register import RegisterModel
from desktop.pages.arranging import Arranging
from desktop.pages.bulk import MOST, BulkBar
from desktop.pages.copying import Clipboard, as_text
from desktop.pages.kind import Chip, PageKind
from desktop.widgets.register_table import RegisterTable

Key = tuple[object, ...]


class Choosing(QObject):
    """One row, or several of them; a verb gets what is chosen."""

    verb = Signal(str, object)
    opened = Signal(str, object)  # another page, chip

    def __init__(
        self,
        kind: PageKind,
        model: RegisterModel,
        table: RegisterTable,
        bar: BulkBar,
        clipboard: Clipboard,
        roles: frozenset[Role],
    ) -> None:
        super().__init__(table)
        self._kind, self._model, self._table, self._bar = kind, model, table, bar
        self._clipboard, self._roles = clipboard, roles
        self.arranging: Arranging | None = None
        self._current: Key = ()
        self._others: frozenset[Key] = frozenset()
        self._down = 0
        self.held = self._all = False
        model.modelAboutToBeReset.connect(self._note)
        table.selectionModel().selectionChanged.connect(self._changed)
        table.all_wanted.connect(self._choose_all)
        table.copy_wanted.connect(self.copy)
        table.back.connect(self.drop)
        table.customContextMenuRequested.connect(self._menu)
        bar.verb.connect(lambda act: self.verb.emit(act, self.subject(act)))
        bar.copied.connect(self.copy)
        bar.dropped.connect(self.drop)

    # -- what is chosen ------------------------------------------------------------------

    def row(self) -> Any | None:
        """Return the row the card shows."""
        return self._model.row(self._table.currentIndex().row())

    def rows(self) -> list[Any]:
        """Return all chosen rows, from the top."""
        return self._model.rows(self._table.chosen())

    def copies(self) -> tuple[int, ...]:
        """Return the copies of the chosen rows, each once."""
        of = self._kind.copy_of
        found = (of(row) for row in self.rows()) if of is not None else ()
        return tuple(dict.fromkeys(copy for copy in found if copy is not None))

    def documents(self) -> tuple[int, ...]:
        """Return the documents of the chosen rows, each once, if a verb takes several."""
        column = self._kind.view.document if self._kind.listing else None
        return tuple(dict.fromkeys(getattr(row, column) for row in self.rows())) if column else ()

    def subject(self, act: str = "") -> Any | None:
        """Return what a verb is to be about: one row, or the copies or documents of several."""
        if act in self._kind.listing and len(documents := self.documents()) > 1:
            return {"document": documents[:MOST]}
        copies = self.copies()
        return {"copy": copies[:MOST]} if len(copies) > 1 else self.row()

    # -- keeping it ----------------------------------------------------------------------

    def hold(self) -> None:
        """Keep all that is chosen, and the place, when the same rows are asked again."""
        self.held = True

    def forget(self) -> None:
        """The next rows are other ones: begin with the first."""
        self._current = ()
        self._table.setCurrentIndex(self._model.index(-1, -1))
        self._table.clearSelection()

    def _note(self) -> None:
        """Remember what is chosen before the rows are replaced."""
        if (row := self.row()) is not None:
            self._current = self._key(row)
        self._others = frozenset(map(self._key, self.rows())) if self.held else frozenset()
        self._down = self._table.verticalScrollBar().value() if self.held else 0

    def settle(self) -> None:
        """Choose again what was chosen before, or the first row."""
        held, every, count = self.held, self._all, self._model.rowCount()
        self.held = self._all = False
        if not count:
            self._bar.choose(0, ())
            return
        if self._table.selectionModel().hasSelection() and not every:
            return  # more rows came below
        if (row := self.row()) is not None:
            self._current = self._key(row)
        keys = [self._key(row) for row in self._model.rows(range(count))]
        others = [place for place, key in enumerate(keys) if key in self._others]
        if every:
            others = list(range(min(count, MOST)))
        current = keys.index(self._current) if self._current in keys else -1
        if current < 0 or (others and current not in others):
            current = others[0] if others else 0
        self._table.choose(current, others)
        if held:
            self._table.verticalScrollBar().setValue(self._down)

    def _key(self, row: Any) -> Key:
        return tuple(getattr(row, name) for name in self._kind.view.key)

    # -- changing it ---------------------------------------------------------------------

    def _changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._bar.choose(len(self._table.chosen()), self.copies() or self.documents())

    def _choose_all(self) -> None:
        """Choose everything there is, up to what one list takes."""
        if self._model.complete or self._model.rowCount() >= MOST:
            self._all = True
            self.settle()
        elif self._model.rowCount():
            self._all = True
            self._model.reach(MOST)

    def drop(self) -> None:
        """Choose the current row alone."""
        if (row := self._table.currentIndex().row()) >= 0:
            self._table.choose(row, [])

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as the table shows them."""
        if self.arranging is not None and (rows := self.rows()):
            text = as_text(self._model, rows, self.arranging.fields())
            self._clipboard.take(text, self._kind.view.title, len(rows))

    # -- menu ----------------------------------------------------------------------------

    def _menu(self, at: QPoint) -> None:
        """Offer what the chosen rows allow; the Menu key opens it at the current row."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        verbs = self._bar.verbs.offered
        menu.addActions(list(verbs.values()))
        own = (*self._kind.verbs, *([self._kind.primary] if self._kind.primary else []))
        for kind, label in own if not verbs else ():
            if KINDS[kind, 1].roles & self._roles:
                menu.addAction(label, lambda kind=kind: self.verb.emit(kind, self.subject(kind)))
        menu.addSeparator()
        if self._kind.copy_of is not None and (row := self.row()) is not None:
            chip = Chip("此份", view=COPY_ON_DAY, given={"copy": self._kind.copy_of(row)})
            menu.addAction("某日在谁手里…", lambda: self.opened.emit("past", chip))
        menu.addAction("复制所选\tCtrl+C", self.copy)
        menu.addAction("全选\tCtrl+A", self._choose_all)
        menu.popup(self._table.viewport().mapToGlobal(self._spot(at)))

    def _spot(self, at: QPoint) -> QPoint:
        """The Menu key asks for the middle of the table; the row is where one looks."""
        place = self._table.indexAt(at)
        if place.isValid() and place.row() in self._table.chosen():
            return at
        return self._table.visualRect(self._table.currentIndex()).bottomLeft()
