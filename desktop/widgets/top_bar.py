"""The top bar: whose ledger, marked how, searched, by whom; covered and locked from here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from db.views.book import BookRow
from desktop.keys import FIND, LOCK, VEIL
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.find_box import FindBox

_WIDE, _MIDDLE, _NARROW = 1120, 960, 720
"""Pixels at 100 % from which everything has its room, or all but the unit, or all but the words
round the marking and the year.
"""


class TopBar(QFrame):
    """The ledger's own marking, the unit, the one search box, the day, the person."""

    lock = Signal()

    def __init__(self, session: Session, look: Look, *, demo: bool = False) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(look.px(48))
        self._session, self._look, self._mark = session, look, ""
        self.box = FindBox(session, look)
        self.box.setMinimumWidth(look.px(150))
        self.box.setMaximumWidth(look.px(320))
        self._marking, self._unit = QLabel(), QLabel()
        self._day, self._who = QLabel(), QLabel()
        self._marking.setObjectName("marking")
        self._demo = QLabel("演示")
        self._demo.setObjectName("demo")
        self._demo.setToolTip("演示台账，人员、单位和文件全部虚构")
        self._demo.setFixedHeight(look.px(24))
        self._demo.setVisible(demo)
        self.veil, self.away = self._button(VEIL.keys), self._button(LOCK.keys)
        self.veil.setCheckable(True)
        self.veil.clicked.connect(session.veil.turn)
        self.away.clicked.connect(self.lock)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), 0, look.px(12), 0)
        line.setSpacing(look.px(12))
        for label in (self._demo, self._marking, self._unit):
            line.addWidget(label)
        line.addStretch(1)
        line.addWidget(self.box, 4)
        line.addStretch(1)
        for widget in (self._day, self._who, self.veil, self.away):
            line.addWidget(widget)
        session.veil.changed.connect(self._name_buttons)
        self._name_buttons()

    def _button(self, keys: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName("quiet")
        button.setProperty("keys", keys)
        return button

    def _name_buttons(self) -> None:
        """Name what each button does now; without room for words the icons stand alone."""
        words, on = self.width() >= self._look.px(_MIDDLE), self._session.veil.on
        self.veil.setChecked(on)
        for button, icon, word, does in (
            (self.veil, "eye" if on else "eye-off", "遮蔽", "显示标题" if on else "遮蔽标题"),
            (self.away, "lock", "锁定", "锁定台账"),
        ):
            button.setIcon(self._look.icon(icon, "blue" if button.isChecked() else "ink2"))
            button.setText(word if words else "")
            button.setAccessibleName(word)
            button.setToolTip(f"{does}　{button.property('keys')}")

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.box.setFocus()
        self.box.selectAll()

    def show_book(self, book: BookRow) -> None:
        """Show whose ledger it is."""
        session = self._session
        self._mark = book.marking or book.ceiling.word
        self._marking.setToolTip(f"{book.unit}，本台账按 {self._mark} 管理")
        self._unit.setText(book.unit)
        self._day.setToolTip(f"台账的今天：{session.today}")
        self._fit()
        roles = [role.word for role in sorted(session.operator.roles, key=lambda role: role.value)]
        more = "等" if len(roles) > 1 else ""
        self._who.setText(f"{session.operator.name}  {roles[0]}{more}" if roles else "")
        self._who.setToolTip("、".join(roles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for; it stands in a tooltip, too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        today, narrow = self._session.today, self.width() < self._look.px(_NARROW)
        week = "一二三四五六日"[today.weekday()]
        self._day.setText(f"{today:%m-%d}" if narrow else f"{today} 周{week}")
        self._marking.setText(self._mark if narrow else f"本台账按 {self._mark} 管理")
        self._unit.setVisible(self.width() >= self._look.px(_WIDE))
        roomy = self.width() >= self._look.px(_MIDDLE)
        self._who.setVisible(roomy)
        what = "找文件、份号、人、页面…" if roomy else "找…"
        self.box.setPlaceholderText(f"{what}　{FIND.keys}")
        self._name_buttons()
