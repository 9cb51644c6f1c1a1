"""今日: a list of work by urgency, with counts by level and the first lines of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.ledger.values import Level
from db.store.reading import Page, Question
from db.views.today import TODAY, Matter, TodayRow
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.badges import badge

LINES = 5
WHERE = {
    Matter.RECOVERED: "accounts",
    Matter.MISSING: "copies",
    Matter.IN_TRANSIT: "destruction",
    Matter.OVERDUE: "loans",
    Matter.RECALL: "copies",
    Matter.DUE: "loans",
    Matter.CIRCULATING: "hops",
    Matter.BATCH: "clearing",
    Matter.EXPIRY: "documents",
    Matter.TRIP: "copies",
    Matter.INCIDENT: "copies",
    Matter.OFFER: "copies",
    Matter.RECEIPT: "copies",
}
_GRAVE = (Matter.RECOVERED, Matter.MISSING, Matter.IN_TRANSIT, Matter.OVERDUE, Matter.TRIP)


class TodayPage(QWidget):
    """What is due, overdue and waiting."""

    opened = Signal(str)  # name of a page
    verb = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        pad = look.px(16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(look.px(12))
        whole.addLayout(self._head())
        area = QScrollArea()
        area.setWidgetResizable(True)
        self._board = QWidget()
        self._cards = QVBoxLayout(self._board)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(look.px(12))
        area.setWidget(self._board)
        whole.addWidget(area, 1)
        session.recorded.connect(self.ask)
        self.ask()

    def _head(self) -> QHBoxLayout:
        line, today = QHBoxLayout(), self._session.today
        title = QLabel("今日")
        title.setFont(self._look.font(20, bold=True))
        week = "一二三四五六日"[today.weekday()]
        day = QLabel(f"{today.year}年{today.month}月{today.day}日 星期{week}")
        day.setObjectName("secondary")
        register = QPushButton("登记  Ctrl+N")
        register.setObjectName("primary")
        register.setIcon(self._look.icon("plus", "onblue"))
        register.clicked.connect(lambda: self.verb.emit("register", None))
        for widget in (title, day):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(register)
        return line

    def ask(self, *_: object) -> None:
        """Ask what there is to do."""
        question = Question(given=self._session.given())
        self._session.ask(TODAY, question, owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, page: Page[TodayRow]) -> None:
        while self._cards.count():
            old = self._cards.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        matters: dict[Matter, list[TodayRow]] = defaultdict(list)
        for row in page.rows:
            matters[row.matter].append(row)
        missed = sum(row.new for row in page.rows)
        if missed:
            self._cards.addWidget(self._notice(f"停机期间到期 {missed} 件，已列在下面。"))
        for matter, rows in matters.items():
            self._cards.addWidget(self._card(matter, rows))
        if not page.rows:
            self._cards.addWidget(self._notice("今天没有到期、逾期或待办的事项。"))
        self._cards.addStretch()

    def _notice(self, text: str) -> QFrame:
        block = QFrame()
        block.setObjectName("notice")
        line = QHBoxLayout(block)
        line.addWidget(QLabel(text))
        return block

    def _card(self, matter: Matter, rows: list[TodayRow]) -> QFrame:
        card, look = QFrame(), self._look
        card.setObjectName("card")
        whole = QVBoxLayout(card)
        pad = look.px(16)
        whole.setContentsMargins(pad, look.px(12), pad, look.px(12))
        head = QHBoxLayout()
        title = QLabel(matter.word)
        title.setFont(look.font(16, bold=True))
        count = QLabel(str(len(rows)))
        count.setFont(look.font(16, bold=True))
        count.setObjectName("danger" if matter in _GRAVE else "caution")
        head.addWidget(title)
        head.addWidget(count)
        for level, amount in sorted(self._levels(rows).items(), reverse=True):
            head.addWidget(badge(f"{level.word} {amount}", level, look))
        head.addStretch()
        more = QPushButton("全部")
        more.setObjectName("quiet")
        more.clicked.connect(lambda: self.opened.emit(WHERE[matter]))
        head.addWidget(more)
        whole.addLayout(head)
        whole.addLayout(self._lines(matter, rows[:LINES]))
        return card

    def _levels(self, rows: Iterable[TodayRow]) -> Counter[Level]:
        return Counter(row.level for row in rows if row.level is not None)

    def _lines(self, matter: Matter, rows: list[TodayRow]) -> QGridLayout:
        grid, look = QGridLayout(), self._look
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        for number, row in enumerate(rows):
            title = QLabel(" ".join(filter(None, (row.doc_number, row.title))))
            title.setMinimumWidth(look.px(120))
            who = QLabel(row.who or "")
            who.setObjectName("secondary")
            due = QLabel(self._due(row))
            due.setObjectName("danger" if matter in _GRAVE else "secondary")
            due.setAlignment(Qt.AlignmentFlag.AlignRight)
            for column, widget in enumerate((title, who, due)):
                grid.addWidget(widget, number, column)
        grid.setColumnStretch(0, 1)
        return grid

    def _due(self, row: TodayRow) -> str:
        if row.due is None:
            return ""
        days = (self._session.today - row.due).days
        if days > 0:
            return f"{row.due:%m-%d}  超 {days} 天"
        return f"{row.due:%m-%d}  今天" if days == 0 else f"{row.due:%m-%d}  还有 {-days} 天"
