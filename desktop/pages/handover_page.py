"""清点交接: scan, or choose a line and press space; what differs is written beside the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLineEdit

from db.ledger.beliefs import Handover
from db.ledger.beliefs.handovers import Finding, HandoverState
from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.handovers import HANDOVER_LINES, HANDOVERS, HandoverLineRow, HandoverRow
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.form.scan_reading import read_scan
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.pages.handovers import COUNT_PAGE, DIFFERENCES
from desktop.pages.kind import Chip, PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.handover_side import MOST, HandoverSide
from desktop.widgets.scan_keys import ScanKeys

_UNDER_WAY = (HandoverState.OPEN, HandoverState.HANDED)
Facts = tuple[HandoverRow | None, tuple[HandoverLineRow, ...], int]


class HandoversPage(RegisterPage):
    """The register of handovers; a line leads to its list."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.table.activated.connect(self._go)

    def _go(self, _: object) -> None:
        row = self.chosen()
        if row is not None:
            chip = Chip(row.number, given={Handover.table: row.id})
            self.opened.emit(COUNT_PAGE.name, chip)


class HandoverPage(RegisterPage):
    """The list of one handover, while it is counted."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self._look = look
        field = Asked(
            Handover.table, "交接", "", int, many=False, required=True, default=None,
            refers=Handover,
        )  # fmt: skip
        self.picker = Picker(field, look, session)
        self.line = QLineEdit()
        self.line.setPlaceholderText("扫描或输入份号，Enter；页内任何位置都能扫；也可在行上按空格")
        self.line.setAccessibleName("扫描或输入份号")
        self.side = HandoverSide(look)
        self.strip = self._above()
        room, whole = self._left.layout(), self.layout()
        assert isinstance(room, QBoxLayout)
        assert isinstance(whole, QBoxLayout)
        room.insertWidget(1, self.strip)
        whole.addWidget(self.side)
        self.picker.changed.connect(self._taken_up)
        self.picker.line.returnPressed.connect(self.picker.enter)
        self.line.returnPressed.connect(self._scan)
        ScanKeys(self, self.line).read.connect(self.scan)
        self.table.activated.connect(lambda _: self.side.begin())
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.side.found.connect(self._found)
        self.side.left.connect(self.table.setFocus)
        self.side.wanted.connect(lambda act: self.verb.emit(act, {Handover.table: self.handover}))
        self._narrow_to(None)
        self.side.show_handover(None)
        self._begin_with_open()

    def _above(self) -> QFrame:
        strip, look = QFrame(), self._look
        strip.setObjectName("frame")
        across = QHBoxLayout(strip)
        across.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        across.setSpacing(look.px(8))
        across.addWidget(text(look, "交接"))
        across.addWidget(self.picker, 2)
        across.addWidget(self.line, 3)
        return strip

    # -- which handover -----------------------------------------------------------------

    @property
    def handover(self) -> int | None:
        """The handover that is counted here."""
        try:
            found = self.picker.value()
        except Unreadable:
            return None
        return found if isinstance(found, int) else None

    def show_only(self, chip: Chip) -> None:
        """Count the handover that another page hands over."""
        if Handover.table in chip.given:
            self.picker.show_value(chip.given[Handover.table])
            self._taken_up()
        else:
            super().show_only(chip)

    def _begin_with_open(self) -> None:
        wanted = Question((Filter("state", _UNDER_WAY),), order=(("number", True),), limit=1)

        def begin(rows: tuple[HandoverRow, ...]) -> None:
            if rows and self.handover is None:
                self.picker.show_value(rows[0].id)
                self._taken_up()

        self._session.read(
            lambda book: book.page(HANDOVERS, wanted).rows,
            owner=self,
            then=begin,
            otherwise=self.failed.emit,
        )

    def _taken_up(self) -> None:
        self._narrow_to(self.handover)
        self.narrowed.begun.emit()
        self.ask()

    def _narrow_to(self, handover: int | None) -> None:
        self.narrowed.also = (Filter(Handover.table, (handover or 0,)),)

    # -- asking -------------------------------------------------------------------------

    def _ask(self, *_: object) -> None:
        super()._ask()
        if not self.isVisible():
            return
        self._session.read(
            self._facts(self.handover or 0),
            owner=self,
            then=self._show_facts,
            otherwise=self.failed.emit,
        )

    def _facts(self, handover: int) -> Callable[[Snapshot], Facts]:
        mine = Filter(Handover.table, (handover,))
        apart = Question((mine, Filter("finding", DIFFERENCES)), limit=MOST)

        def read(book: Snapshot) -> Facts:
            rows = book.page(HANDOVERS, Question((Filter("id", (handover,)),))).rows
            differing = book.page(HANDOVER_LINES, apart).rows
            return rows[0] if rows else None, differing, book.count(HANDOVER_LINES, apart)

        return read

    def _show_facts(self, found: Facts) -> None:
        row, differing, total = found
        self.side.show_handover(row)
        self.side.show_differences(differing, total)
        self._show_row()
        if row is None:
            return
        froze = f"清单冻结于 {row.opened_on} {row.base_at} 第{row.base_seq}条"
        self.head.say(f"{row.number} · {row.leaver} → {row.receiver} · {row.reason.word}；{froze}")

    def _show_row(self) -> None:
        self.side.show_row(self.chosen())

    # -- counting -----------------------------------------------------------------------

    def _scan(self) -> None:
        typed = self.line.text().strip()
        self.line.clear()
        self.scan(typed)

    def scan(self, typed: str) -> None:
        """Tick the copy that was scanned, if it is on the list."""
        handover = self.handover
        if not typed or handover is None:
            return

        def read(book: Snapshot) -> tuple[str, HandoverLineRow | None]:
            items = read_scan(book, typed)
            item = items[0] if items else None
            if item is None or item.row is None:
                return item.trouble if item else "没有读到，请再扫一次", None
            wanted = (Filter(Handover.table, (handover,)), Filter("copy", (item.row.id,)))
            rows = book.page(HANDOVER_LINES, Question(wanted)).rows
            return ("", rows[0]) if rows else (f"{item.number} 不在这份清单上", None)

        self._session.read(read, owner=self, then=self._read, otherwise=self._refused)

    def _read(self, found: tuple[str, HandoverLineRow | None]) -> None:
        trouble, row = found
        if row is None:
            self._wrong(trouble)
        elif row.finding is Finding.MATCHES:
            self._wrong(f"{row.copy_no or row.title} 已点过，没有重复记")
        else:
            self._tick(row, Finding.MATCHES, row.words)

    def _found(self, finding: Finding, words: str) -> None:
        row = self.chosen()
        if row is None:
            self._wrong("请先选中一行")
        else:
            self._tick(row, finding, words, then=self._written)

    def _written(self) -> None:
        self.side.words.clear()
        self.table.setFocus()

    def _tick(
        self,
        row: HandoverLineRow,
        finding: Finding,
        words: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        def ticked(_: Any) -> None:
            self.side.say(f"第{row.position}项 {finding.word}", good=True)
            then()
            self.ask()

        self._session.work(
            lambda vault: vault.ticking.tick(row.handover, row.position, finding, words),
            owner=self,
            then=ticked,
            otherwise=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._wrong(in_words(error))

    def _wrong(self, words: str) -> None:
        QApplication.beep()
        self.side.say(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep list and side beside each other."""
        super().resizeEvent(event)
        self.side.fit(narrow=self._narrow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks the chosen line, Backspace takes the tick back."""
        if watched is self.table and isinstance(event, QKeyEvent):
            row = self.chosen()
            key = event.key() if event.type() == QEvent.Type.KeyPress else None
            if row is not None and key == Qt.Key.Key_Space:
                self._tick(row, Finding.MATCHES, row.words)
                return True
            if row is not None and key == Qt.Key.Key_Backspace:
                self._tick(row, Finding.NONE)
                return True
        return super().eventFilter(watched, event)
