"""The top bar and the status line: whose ledger, marked how, searched, locked, ending where."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from db.views.book import BookRow
from desktop.look import Look
from desktop.session import Session

PAUSE = 200


class TopBar(QFrame):
    """The ledger's own marking, the unit, the one search box, the day, the person."""

    searched = Signal(str)
    lock = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(look.px(48))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), 0, look.px(16), 0)
        line.setSpacing(look.px(12))
        self._marking, self._unit, self._day = QLabel(), QLabel(), QLabel()
        self._marking.setObjectName("marking")
        self._search = QLineEdit()
        self._search.setPlaceholderText("找文件、文号、拼音首字母…  Ctrl+K")
        self._search.setAccessibleName("搜索")
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(look.px(120))
        self._search.setMaximumWidth(look.px(300))
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(lambda: self.searched.emit(self._search.text()))
        self._search.textEdited.connect(self._pause.start)
        away = QPushButton("锁定")
        away.setObjectName("quiet")
        away.setIcon(look.icon("lock"))
        away.setToolTip("Ctrl+L")
        away.clicked.connect(self.lock)
        line.addWidget(self._marking)
        line.addWidget(self._unit)
        line.addStretch()
        line.addWidget(self._search, 4)
        line.addStretch()
        line.addWidget(self._day)
        line.addWidget(away)

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_book(self, book: BookRow, session: Session) -> None:
        """Show whose ledger it is."""
        marking = book.marking or book.ceiling.word
        self._marking.setText(f"本台账按 {marking} 管理")
        self._unit.setText(book.unit)
        today, week = session.today, "一二三四五六日"[session.today.weekday()]
        roles = "、".join(sorted(role.word for role in session.operator.roles))
        self._day.setText(f"{today} 周{week}　{session.operator.name}")
        self._day.setToolTip(roles)


class StatusLine(QFrame):
    """The last entry and its code; and what there is to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(look.px(28))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._head, self._said = QLabel(), QLabel()
        for label in (self._head, self._said):
            label.setFont(look.font(12))
        self._said.setObjectName("danger")
        line.addWidget(self._head)
        line.addStretch()
        line.addWidget(self._said)

    def show_head(self, entries: int, code: str) -> None:
        """Show where the journal ends."""
        symbols = "-".join(code.split("-")[1:3])
        self._head.setText(f"末条 {entries:,} · 首码 {symbols}".replace(",", " "))

    def say(self, text: str) -> None:
        """Say one sentence."""
        self._said.setText(text)
        self._said.setToolTip(text)
