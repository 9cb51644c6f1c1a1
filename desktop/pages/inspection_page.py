"""自查: one sheet, its items by group, and below them what stands behind the chosen one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.check_items import CHECK_GROUPS, CheckGroupRow, CheckItemRow
from db.views.evidence import EvidenceRow
from db.views.self_checks import CHECK_SHEETS, CheckSheetRow
from desktop.look import Look
from desktop.pages.inspection import INSPECTION_PAGE
from desktop.pages.kind import Chip, PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.widgets.check_groups import CheckGroups
from desktop.widgets.check_strip import CheckStrip
from desktop.widgets.evidence_panel import EvidencePanel, where_it_stands

_KEPT = "inspection:sheet"
_OFFERED = 400
_WIDE, _TALL = 900, 520
"""Pixels at 100 %: under which width the groups give way, under which height the evidence."""


@dataclass(frozen=True)
class Shown:
    """What the page shows besides the items: the sheets there are, this one, its groups."""

    sheets: tuple[CheckSheetRow, ...] = ()
    sheet: CheckSheetRow | None = None
    groups: tuple[CheckGroupRow, ...] = ()


class SheetsPage(RegisterPage):
    """The register of sheets; Enter leads to the items of one."""

    def _open_card(self, _: object) -> None:
        row = self.chosen()
        if row is not None:
            number = row.id if isinstance(row, CheckSheetRow) else row.first
            self.opened.emit(INSPECTION_PAGE.name, Chip(row.number, given={"sheet": number}))


class InspectionPage(RegisterPage):
    """The items of one sheet."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self._look, self.now, self._group = look, Shown(), ""
        kept = session.drawer.kept(_KEPT).get(_KEPT, "")
        self._wanted = int(kept) if kept.isdecimal() else None
        self.box, self.groups = CheckStrip(look), CheckGroups(look)
        self.behind = EvidencePanel(session, look)
        self._lay_out()
        self.head.verb.disconnect()
        self.head.verb.connect(lambda act: self.verb.emit(act, self._subject()))
        self.box.chosen.connect(self.choose)
        self.box.behind.toggled.connect(lambda _: self._share_the_room())
        self.groups.chosen.connect(self._narrow_to)
        self.behind.exported.connect(self.exported)
        self.behind.finding.connect(lambda: self.verb.emit("note_finding", self.behind.row))
        self.behind.opened.connect(self._go)
        self.behind.failed.connect(self.failed)
        self.table.activated.connect(lambda _: self.verb.emit("answer_item", self.chosen()))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_behind())
        self.model.answered.connect(self._show_behind)

    def _lay_out(self) -> None:
        """Put the groups beside the table and the evidence under it."""
        room = self._left.layout()
        assert isinstance(room, QBoxLayout)
        frame = self.table.parentWidget()
        assert isinstance(frame, QFrame)
        self._items = frame
        room.removeWidget(frame)
        room.insertWidget(1, self.box)
        across, column = QHBoxLayout(), QVBoxLayout()
        across.setSpacing(self._look.px(12))
        column.setSpacing(self._look.px(12))
        column.addWidget(frame, 5)
        column.addWidget(self.behind, 3)
        across.addWidget(self.groups)
        across.addLayout(column, 1)
        room.addLayout(across, 1)
        self.strip = self.box

    # -- which sheet ---------------------------------------------------------------------

    def choose(self, sheet: int) -> None:
        """Show this sheet, now and the next time."""
        self._wanted, self._group = sheet, ""
        self._session.drawer.keep(_KEPT, str(sheet))
        self.ask()

    def show_only(self, chip: Chip) -> None:
        """Show the sheet that another page hands over."""
        wanted = chip.given.get("sheet")
        if isinstance(wanted, int):
            self.choose(wanted)
        else:
            super().show_only(chip)

    def _subject(self) -> object:
        """Return what a verb of the head is about: the chosen item, or else the sheet."""
        return self.choosing.subject() or self.now.sheet

    def question(self) -> Question:
        """Return what is printed: the whole sheet."""
        number = self.now.sheet.id if self.now.sheet is not None else 0
        return Question(filters=(Filter("sheet", (number,)),))

    def ask(self, *_: object) -> None:
        """Ask which sheets there are, then for the items of this one."""
        if not self.isVisible():
            self._counts_stale = True
            return
        wanted = self._wanted
        self._session.read(
            lambda book: shown(book, wanted),
            owner=self,
            then=self._show_sheet,
            otherwise=self.failed.emit,
        )

    def _show_sheet(self, found: Shown) -> None:
        self.now = found
        self._wanted = found.sheet.id if found.sheet is not None else None
        self.box.offer(found.sheets, self._wanted)
        self.box.show_sheet(found.sheet)
        self.groups.show_groups(found.groups, self._group)
        self._narrow_now()
        super().ask()

    def _narrow_to(self, group: str) -> None:
        self._group = group
        self._narrow_now()
        self.narrowed.begun.emit()
        super().ask()

    def _narrow_now(self) -> None:
        mine = Filter("sheet", (self._wanted or 0,))
        group = (Filter("grouped", (self._group,)),) if self._group else ()
        self.narrowed.also = (mine, *group)

    # -- behind an item ------------------------------------------------------------------

    def _show_behind(self) -> None:
        row = self.chosen()
        self.behind.show_item(row if isinstance(row, CheckItemRow) else None)

    def _go(self, row: EvidenceRow) -> None:
        place = where_it_stands(row)
        if place is not None:
            page, found = place
            self.opened.emit(page, Chip(row.what[:20], (found,)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Groups are there where there is room for them."""
        super().resizeEvent(event)
        self.groups.setVisible(self.width() >= self._look.px(_WIDE))
        self._share_the_room()

    def _share_the_room(self) -> None:
        """Where there is no room for both, a button turns from the items to what is behind one."""
        tall = self.height() >= self._look.px(_TALL)
        behind = self.box.behind.isChecked()
        self.box.behind.setVisible(not tall)
        self._items.setVisible(tall or not behind)
        self.behind.setVisible(tall or behind)
        self.behind.ask()


def shown(book: Snapshot, wanted: int | None) -> Shown:
    """Return the sheets there are, the one that is wanted or else the latest, and its groups."""
    latest = Question(limit=_OFFERED)
    sheets = book.page(CHECK_SHEETS, latest).rows
    sheet = next((row for row in sheets if row.id == wanted), sheets[0] if sheets else None)
    if sheet is None:
        return Shown()
    mine = Question((Filter("sheet", (sheet.id,)),))
    return Shown(sheets, sheet, book.page(CHECK_GROUPS, mine).rows)
