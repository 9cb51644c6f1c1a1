"""A register page: chips, filter row, table, totals; the chosen row's card beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.ledger.act import KINDS
from db.store.reading import Question
from desktop.look import Look
from desktop.models.register import ROW, RegisterModel
from desktop.pages.arranging import Arranging
from desktop.pages.beside import Card, card_of, show, shown_by
from desktop.pages.bulk import BulkBar
from desktop.pages.choosing import Choosing
from desktop.pages.copying import Clipboard
from desktop.pages.counting import Counting
from desktop.pages.kind import Chip, PageKind
from desktop.pages.narrowed import Narrowed
from desktop.pages.page_head import PageHead
from desktop.session import Session
from desktop.widgets.column_chooser import ColumnChooser
from desktop.widgets.empty_note import EmptyNote
from desktop.widgets.filter_header import FilterHeader
from desktop.widgets.person_card import PersonCard
from desktop.widgets.register_table import RegisterTable
from desktop.widgets.totals import Totals

NARROW = 980
"""Pixels at 100 % under which the card no longer stands beside the table."""


class RegisterPage(QWidget):
    """One view, filtered, sorted and arranged as its officer likes; asked while it is shown."""

    verb = Signal(str, object)  # kind of act, the chosen row, the copies of several, or None
    printed = Signal(str, object)  # form, question
    exported = Signal(object, object, object)  # view, question, columns on the screen
    opened = Signal(str, object)  # another page, chip
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__()
        self.kind, self._session, self._look = kind, session, look
        self._rows_stale = self._counts_stale = True
        self._one_wanted = False
        roles, drawer = session.operator.roles, session.drawer
        self.model = RegisterModel(session, kind.view, kind.columns, self)
        self.header = FilterHeader(
            kind.view.row, self.model.columns, look, lambda: session.today, self
        )
        self.table = RegisterTable(self.model, self.header, look)
        self.table.setAccessibleName(kind.title)
        self.narrowed = Narrowed(kind, look, drawer, self.header, self)
        self.arranging = Arranging(kind, self.model, look, drawer, self.table)
        self.narrowed.arranging = self.arranging
        self.head = PageHead(kind, look, roles)
        self.chooser = ColumnChooser(look, self)
        self.counting = Counting(session, kind.view, self)
        self.totals = Totals(look, kind.unit)
        self.empty = EmptyNote(self.table, look)
        self.bar = BulkBar(session, look, kind)
        clipboard = Clipboard(session, QGuiApplication.clipboard(), self)
        clipboard.failed.connect(self.failed)
        self.choosing = Choosing(kind, self.model, self.table, self.bar, clipboard, roles)
        self.choosing.arranging = self.arranging
        self.card: Card | None = None
        self.strip: QWidget | None = None  # what is asked above the register, if anything is
        self._build()
        self._connect()
        self._arranged()

    # -- building ------------------------------------------------------------------

    def _build(self) -> None:
        pad = self._look.px(16)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(pad)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(self._look.px(12))
        frame = QFrame()
        frame.setObjectName("frame")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.bar)
        rows.addWidget(self.totals)
        left.addWidget(self.head)
        left.addWidget(self.narrowed.chips)
        left.addWidget(frame, 1)
        whole.addWidget(self._left, 1)
        self.card = card_of(self.kind, self._session, self._look)
        if self.card is not None:
            self.card.failed.connect(self.failed)
            self.card.verb.connect(self.verb)
            if isinstance(self.card, PersonCard):
                self.card.opened.connect(self.opened)
            self.card.hide()
            whole.addWidget(self.card)
            back = QShortcut(QKeySequence("Esc"), self.card, self._close_card)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _connect(self) -> None:
        self.narrowed.changed.connect(self._ask)
        self.narrowed.saved.connect(self.ask)
        self.narrowed.begun.connect(self.choosing.forget)
        self.header.left.connect(self.table.setFocus)
        self.header.sortIndicatorChanged.connect(self._ask)
        self.header.customContextMenuRequested.connect(
            lambda at: self._open_chooser(self.header.mapToGlobal(at))
        )
        self.model.answered.connect(self._answered)
        self.model.failed.connect(self.failed)
        self.table.activated.connect(self._open_card)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.choosing.verb.connect(self.verb)
        self.choosing.opened.connect(self.opened)
        self.head.verb.connect(lambda act: self.verb.emit(act, self.choosing.subject(act)))
        self.head.printed.connect(lambda: self.printed.emit(self.form, self.question()))
        self.head.exported.connect(self._export)
        self.head.columns.connect(self._open_chooser)
        self.chooser.shown.connect(lambda field, on: self.arranging.show(field, shown=on))
        self.chooser.moved.connect(self.arranging.move)
        self.chooser.reset.connect(self.arranging.reset)
        self.arranging.changed.connect(self._arranged)
        self.empty.wanted.connect(self._begin)
        self._session.recorded.connect(self.ask)

    # -- asking ----------------------------------------------------------------------

    @property
    def form(self) -> str:
        """The form on which the page prints what it asks."""
        return self.narrowed.chip.form or self.kind.form

    def question(self) -> Question:
        """Return what the page asks at present."""
        return self.narrowed.asked()[1]

    def ask(self, *_: object) -> None:
        """Ask for everything anew: the rows, and the counts behind the chips."""
        self._counts_stale = True
        self.choosing.hold()
        self._ask()

    def narrow(self, words: str) -> None:
        """Narrow by words of title, number, issuer or pinyin initials."""
        self.narrowed.search(words)

    def show_only(self, chip: Chip) -> None:
        """Show what another page or the search box hands over, until a chip is chosen."""
        self._one_wanted = True
        self.narrowed.hand_over(chip)

    def _ask(self, *_: object) -> None:
        """Ask for the rows; what is typed while they are read asks anew."""
        self.narrowed.offer_to_save()
        self.totals.show_arranged(self.arranging.told())
        self._rows_stale = not self.isVisible()
        if self._rows_stale:
            return
        self.counting.give_way()
        self.totals.wait()
        self.model.view, question = self.narrowed.asked()
        self.model.show(question, keep=self.choosing.held)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is asked now."""
        super().showEvent(event)
        if self._rows_stale or self._counts_stale:
            self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at what is being counted."""
        super().hideEvent(event)
        self.counting.give_way()

    def _answered(self) -> None:
        self.choosing.settle()
        self._note_empty()
        if self.card is not None and not self.model.rowCount():
            show(self.card, 0)  # it keeps its place: nothing jumps while one types
            self._close_card_if_alone()
        if self._one_wanted and self._narrow() and self.model.rowCount() == 1:
            self._open_card(None)  # what was looked for is in sight without another key
        self._one_wanted = False
        self.counting.count(self.narrowed.asked(), self._show_counts, self.failed.emit)

    def _show_counts(self, levels: Mapping[object, int], total: int) -> None:
        self.totals.show_counts(levels, total, self.narrowed.within)
        if self._counts_stale:
            self.counting.count_each(self.narrowed.behind(), self._show_chips, self.failed.emit)

    def _show_chips(self, counts: list[int | None]) -> None:
        self._counts_stale = False
        self.narrowed.chips.count(counts)

    def _export(self) -> None:
        view, question = self.narrowed.asked()
        self.exported.emit(view, question, self.arranging.fields())

    # -- nothing there -------------------------------------------------------------------

    def _note_empty(self) -> None:
        """Say why there is nothing, and offer the way on."""
        if self.model.rowCount():
            self.empty.hide()
        elif self.narrowed.found:
            self.empty.say("没有符合筛选条件的记录。", "清除筛选", first=False)
        elif self.narrowed.chip is not self.kind.chips[0]:
            chip, first = self.narrowed.chip.label, self.kind.chips[0].label
            self.empty.say(f"“{chip}”现在没有。", f"看“{first}”", first=False)
        else:
            act, label = self.kind.primary or ("", "")
            may = bool(act) and bool(KINDS[act, 1].roles & self._session.operator.roles)
            self.empty.say(self.kind.empty, label if may else "", first=True)

    def _begin(self) -> None:
        if self.narrowed.found or self.narrowed.chip is not self.kind.chips[0]:
            self.narrowed.widen()
        elif self.kind.primary is not None:
            self.verb.emit(self.kind.primary[0], None)

    # -- columns -------------------------------------------------------------------------

    def _open_chooser(self, corner: QPoint) -> None:
        self._arranged()
        self.chooser.open_at(corner)

    def _arranged(self) -> None:
        """Other columns are shown: a condition that nobody sees does not count."""
        now = self.arranging.now()
        headings = {column.field: column.heading for column in self.model.columns}
        self.chooser.offer((name, headings[name], name in now.shown) for name in now.order)
        self.totals.show_arranged(self.arranging.told())
        typed = self.header.typed()
        if not typed.keys() <= now.shown:
            self.header.fill({name: text for name, text in typed.items() if name in now.shown})
            self._ask()

    # -- the chosen row ------------------------------------------------------------------

    def chosen(self) -> Any | None:
        """Return the chosen row."""
        return self.choosing.row()

    def _chosen(self, index: Any, _: object = None) -> None:
        row = index.data(ROW)
        if self.card is None or row is None:
            return
        number = shown_by(self.kind, row)
        self.card.setVisible(number is not None and not self._narrow())
        if number is not None:
            show(self.card, number)

    def _narrow(self) -> bool:
        """Whether table and card do not fit beside each other."""
        return self.width() < self._look.px(NARROW)

    def _open_card(self, _: object) -> None:
        """Go into the card; in a narrow window it takes the table's place until Esc."""
        if self.card is not None and self.chosen() is not None:
            self._left.setVisible(not self._narrow())
            self.card.show()
            self.card.setFocus()

    def _close_card(self) -> None:
        self._close_card_if_alone()
        self.table.setFocus()

    def _close_card_if_alone(self) -> None:
        """In a narrow window the table comes back."""
        if self.card is not None and self._narrow():
            self.card.hide()
            self._left.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the card beside the table where there is room for both."""
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        self._left.show()
        if self.card is not None:
            self.card.setVisible(not self._narrow() and self.chosen() is not None)
