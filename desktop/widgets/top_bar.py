"""The top bar: whose ledger, marked how, searched, by whom; covered and locked from here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from db.views.book import BookRow
from desktop.keys import LOCK, VEIL
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.find_box import FindBox

_WIDE, _MIDDLE = 1120, 960
"""Pixels at 100 % from which everything, or everything but the unit, has its room."""


class TopBar(QFrame):
    """The ledger's own marking, the unit, the one search box, the day, the person."""

    lock = Signal()

    def __init__(self, session: Session, look: Look, *, demo: bool = False) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(look.px(48))
        self._session, self._look = session, look
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
        session, marking = self._session, book.marking or book.ceiling.word
        self._marking.setText(f"本台账按 {marking} 管理")
        self._marking.setToolTip(book.unit)
        self._unit.setText(book.unit)
        week = "一二三四五六日"[session.today.weekday()]
        self._day.setText(f"{session.today} 周{week}")
        roles = [role.word for role in sorted(session.operator.roles, key=lambda role: role.value)]
        more = "等" if len(roles) > 1 else ""
        self._who.setText(f"{session.operator.name}  {roles[0]}{more}" if roles else "")
        self._who.setToolTip("、".join(roles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for; it stands in a tooltip, too."""
        super().resizeEvent(event)
        self._unit.setVisible(self.width() >= self._look.px(_WIDE))
        self._who.setVisible(self.width() >= self._look.px(_MIDDLE))
        self._name_buttons()
