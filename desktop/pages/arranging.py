"""The columns of a register page: arranged by hand, remembered for the account, set back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from db.ledger.columns import Kind
from desktop.drawer import Drawer
from desktop.look import Look
from desktop.models.register import RegisterModel
from desktop.pages.kind import PageKind
from desktop.pages.layout import Layout, layout_from

SETTLES = 1000
"""Milliseconds after a change until it is kept."""
STRETCHED = ("title", "sentence", "reason", "post")
"""Texts that take what the other columns leave, but never less than `NARROWEST`; where none is
shown, the widest column with words in it takes what is left over."""
NARROWEST, USUAL = 120, 110


class Arranging(QObject):
    """Stands between the heading of a table and what the account keeps about it."""

    changed = Signal()  # another column is shown or hidden

    def __init__(
        self, kind: PageKind, model: RegisterModel, look: Look, drawer: Drawer, table: QTableView
    ) -> None:
        super().__init__(table)
        self._kind, self._model, self._look, self._drawer = kind, model, look, drawer
        self._table, self._header = table, table.horizontalHeader()
        self._name = f"layout:{kind.name}"
        self._fields = tuple(column.field for column in model.columns)
        self._sorts = frozenset(column.field for column in model.columns if column.sorts)
        self._stretched = -1
        self._busy = False
        self._sorted: tuple[str, bool] | None = None
        self._settle = QTimer(self, interval=SETTLES, singleShot=True)
        self._settle.timeout.connect(self._keep)
        self._header.setSortIndicatorClearable(True)
        self._header.sortIndicatorChanged.connect(self._sort_or_not)
        kept = drawer.kept(self._name).get(self._name, "")
        self.apply(layout_from(kept, self._fields, self._sorts) or self.usual())
        for moved in (self._header.sectionMoved, self._header.sectionResized,
                      self._header.sortIndicatorChanged):  # fmt: skip
            moved.connect(self._moved)
        table.viewport().installEventFilter(self)

    # -- what it is ----------------------------------------------------------------------

    def usual(self) -> Layout:
        """Return the arrangement the page comes with."""
        sort = self._kind.order[0] if self._kind.order else None
        return Layout(
            order=self._fields,
            shown=frozenset(self._model.usual),
            widths={name: self._kind.widths.get(name, USUAL) for name in self._fields},
            sort=sort if sort is not None and sort[0] in self._sorts else None,
        )

    def now(self) -> Layout:
        """Return the arrangement on the screen."""
        header = self._header
        sections = [header.logicalIndex(place) for place in range(header.count())]
        shown = [one for one in sections if not header.isSectionHidden(one)]
        return Layout(
            order=tuple(self._fields[one] for one in sections),
            shown=frozenset(self._fields[one] for one in shown),
            widths={
                self._fields[one]: round(header.sectionSize(one) / self._look.scale)
                for one in shown
                if one != self._stretched
            },
            sort=self.sort(),
        )

    def fields(self) -> list[str]:
        """Return the columns on the screen, from the left."""
        now = self.now()
        return [name for name in now.order if name in now.shown]

    def told(self) -> str:
        """Say how the rows are sorted and how many of the columns are shown."""
        columns = f"列 {len(self.fields())}/{len(self._fields)}"
        if (sort := self.sort()) is None:
            return columns
        heading = self._model.columns[self._model.section(sort[0])].heading
        return f"按 {heading} {'降序' if sort[1] else '升序'} · {columns}"

    def sort(self) -> tuple[str, bool] | None:
        """Return the column by which the rows are sorted, and whether downwards."""
        section = self._header.sortIndicatorSection()
        if not 0 <= section < len(self._fields) or self._fields[section] not in self._sorts:
            return None
        down = self._header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return self._fields[section], down

    # -- changing it ---------------------------------------------------------------------

    def apply(self, layout: Layout) -> None:
        """Arrange the columns; what a kept layout does not know goes to the end, hidden."""
        self._busy, header, usual = True, self._header, self.usual()
        missing = (name for name in self._fields if name not in layout.order)
        for place, name in enumerate((*layout.order, *missing)):
            section = self._model.section(name)
            header.moveSection(header.visualIndex(section), place)
            width = layout.widths.get(name, usual.widths[name])
            header.resizeSection(section, self._look.px(width))
            header.setSectionHidden(section, name not in layout.shown)
        self.sort_by(layout.sort)
        self._busy = False
        self._fill()
        self.changed.emit()

    def reset(self) -> None:
        """Go back to the arrangement the page comes with."""
        self.apply(self.usual())
        self._settle.stop()
        self._drawer.keep(self._name, "")

    def show(self, field: str, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not shown and len(self.now().shown) == 1:
            return
        section = self._model.section(field)
        self._header.setSectionHidden(section, not shown)
        if shown and self._header.sectionSize(section) < self._header.minimumSectionSize():
            self._header.resizeSection(section, self._look.px(USUAL))
        self._moved()
        self.changed.emit()

    def move(self, field: str, place: int) -> None:
        """Put a column elsewhere."""
        self._header.moveSection(self._header.visualIndex(self._model.section(field)), place)

    def sort_by(self, sort: tuple[str, bool] | None) -> None:
        """Sort by a column, or as the page comes."""
        section = self._model.section(sort[0]) if sort is not None else -1
        down = sort is not None and sort[1]
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(section, order)

    def _sort_or_not(self, section: int, _: Qt.SortOrder) -> None:
        """A heading by which nothing sorts leaves the order as it is."""
        if section >= 0 and self._fields[section] not in self._sorts:
            self.sort_by(self._sorted)
        else:
            self._sorted = self.sort()

    def _moved(self, *_: object) -> None:
        if self._busy:
            return
        self._fill()
        if not self._settle.isActive():
            self._settle.start()

    def _keep(self) -> None:
        self._drawer.keep(self._name, self.now().written())

    # -- filling the width ---------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The title takes what a wider or narrower table leaves."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        if self._busy:
            return
        section, least = self._taker()
        self._busy, header = True, self._header
        if self._stretched not in (section, -1):
            header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Interactive)
        self._stretched = section
        if section >= 0:
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
            rest = header.length() - header.sectionSize(section)
            left = self._table.viewport().width() - rest
            header.resizeSection(section, max(left, self._look.px(least)))
        self._busy = False

    def _taker(self) -> tuple[int, int]:
        """Return the column that takes what is left, -1 if there is none, and its least width."""
        shown = [n for n in range(len(self._fields)) if not self._header.isSectionHidden(n)]
        texts = [n for n in shown if self._model.columns[n].kind is Kind.TEXT]
        for n in texts:
            if self._fields[n] in STRETCHED:
                return n, NARROWEST
        words = texts or [n for n in shown if self._model.columns[n].kind is Kind.ATOM]
        widths = {n: self._kind.widths.get(self._fields[n], USUAL) for n in words}
        taker = max(words, key=lambda n: widths[n], default=-1)
        return taker, widths.get(taker, USUAL)
