"""今日: a list of work by urgency, with counts by level and the first lines of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.store.reading import Page, Question
from db.views.today import TODAY, Matter, TodayRow
from desktop.dialogs.sheet import scrolled, text
from desktop.keys import REGISTER
from desktop.look import Look
from desktop.pages.due import GRAVE, leads_to
from desktop.session import Session
from desktop.widgets.matter_card import MatterCard
from desktop.widgets.outlook_column import OutlookColumn

_OUTLOOK, _NARROW = 340, 820
"""Pixels at 100 %: how wide the month is, and under which width it no longer stands beside."""
_UNBOUND = 16_777_215


class TodayPage(QWidget):
    """What is due, overdue and waiting; beside it the month."""

    opened = Signal(str, object)  # name of a page, Chip
    counted = Signal(object)  # by name of a page: how much is to do there, whether it is grave
    verb = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.counts: dict[str, tuple[int, bool]] = {}
        self.outlook = OutlookColumn(session, look)
        self.outlook.failed.connect(self.failed)
        pad = look.px(16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(pad, pad, pad, 0)
        whole.setSpacing(look.px(12))
        whole.addLayout(self._head())
        board = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, board)
        self._across.setContentsMargins(0, 0, 0, pad)
        self._across.setSpacing(pad)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(12))
        self._across.addLayout(self._cards, 1)
        self._across.addWidget(self.outlook)
        whole.addWidget(scrolled(board), 1)
        session.recorded.connect(self._ask)
        self._ask()

    def _head(self) -> QHBoxLayout:
        line, today = QHBoxLayout(), self._session.today
        week = "一二三四五六日"[today.weekday()]
        register = QPushButton(f"登记  {REGISTER.keys}")
        register.setObjectName("primary")
        register.setIcon(self._look.icon("plus", "onblue"))
        register.clicked.connect(lambda: self.verb.emit("register", None))
        line.addWidget(text(self._look, "今日", 20, bold=True))
        day = f"{today.year}年{today.month}月{today.day}日 星期{week}"
        line.addWidget(text(self._look, day, kind="secondary"))
        line.addStretch()
        line.addWidget(register)
        return line

    def ask(self) -> None:
        """Ask anew what there is to do, and for the month."""
        self._ask()
        self.outlook.ask()

    def _ask(self, *_: object) -> None:
        question = Question(given=self._session.given())
        self._session.ask(TODAY, question, owner=self, then=self._show, otherwise=self.failed.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the month whenever the page is opened."""
        super().showEvent(event)
        self.outlook.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the work, the month stands below it."""
        super().resizeEvent(event)
        beside, way = self.width() >= self._look.px(_NARROW), QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.outlook.setMaximumWidth(self._look.px(_OUTLOOK) if beside else _UNBOUND)
        self.outlook.setMinimumWidth(self._look.px(_OUTLOOK) if beside else 0)

    def _show(self, page: Page[TodayRow]) -> None:
        while self._cards.count():
            old = self._cards.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        matters: dict[Matter, list[TodayRow]] = defaultdict(list)
        for row in page.rows:
            matters[row.matter].append(row)
        self.counts = self._by_page(matters)
        self.counted.emit(self.counts)
        missed = sum(row.new for row in page.rows)
        if missed:
            self._cards.addWidget(self._notice(f"停机期间到期 {missed} 件，已列在下面。"))
        for matter, rows in matters.items():
            self._cards.addWidget(self._card(matter, rows))
        if not page.rows:
            self._cards.addWidget(self._notice("今天没有到期、逾期或待办的事项。"))
        self._cards.addStretch()

    def _by_page(self, matters: Mapping[Matter, Sequence[TodayRow]]) -> dict[str, tuple[int, bool]]:
        """Count by page; where something is grave, the grave alone is counted."""
        found: dict[str, tuple[int, bool]] = {}
        for matter, rows in matters.items():
            page, _ = leads_to(matter, rows, self._session.today)
            amount, grave = found.get(page, (0, False))
            if not grave or matter in GRAVE:
                found[page] = amount + len(rows), grave or matter in GRAVE
        return found

    def _notice(self, words: str) -> QFrame:
        block = QFrame()
        block.setObjectName("notice")
        line = QHBoxLayout(block)
        line.addWidget(text(self._look, words))
        return block

    def _card(self, matter: Matter, rows: list[TodayRow]) -> MatterCard:
        card = MatterCard(matter, rows, self._session.today, self._look, self._session.veil)
        card.opened.connect(partial(self._open, matter, rows))
        return card

    def _open(self, matter: Matter, rows: list[TodayRow]) -> None:
        self.opened.emit(*leads_to(matter, rows, self._session.today))
