"""Verbs: what may be done next with what is chosen, from the acts themselves.

An act with a short name stands on the face; the others wait under 更多, by their phase.
What is not lawful now is grey and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from db.ledger.act import Act
from desktop.look import Look
from desktop.widgets.flow import Flow

_SIDE = 46  # seven to a line on a card


@dataclass(frozen=True)
class Offered:
    """Whether a verb is lawful now, and what is to be said of it."""

    lawful: bool = True
    why: str = ""


class Verbs(QWidget):
    """The face and its menu; a verb is one action wherever it is shown."""

    chosen = Signal(str)  # kind of act

    def __init__(self, acts: Iterable[type[Act]], look: Look, suffix: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        tight = "QPushButton { padding: 0 %dpx; } QPushButton:focus { padding: 0 %dpx; }"
        self.setStyleSheet(tight % (look.px(2), look.px(1)))
        self.offered: dict[str, QAction] = {}
        self.more = QMenu(self)
        self.more.setToolTipsVisible(True)
        self.buttons: list[QPushButton] = []
        self._words: dict[str, str] = {}
        flow, phase = Flow(look.px(6), self), None
        for act in acts:
            action = self._action(act)
            if act.short:
                flow.addWidget(self._button(act, action, look, suffix))
                continue
            if phase not in (None, act.phase):
                self.more.addSeparator()
            phase = act.phase
            self.more.addAction(action)
        rest = QPushButton("更多")
        rest.setFixedWidth(look.px(_SIDE))
        rest.setAccessibleName(f"更多可办的事{suffix}")
        rest.setToolTip("其余可办的事")
        rest.clicked.connect(
            lambda _=False: self.more.popup(rest.mapToGlobal(rest.rect().bottomLeft()))
        )
        flow.addWidget(rest)  # first: without a parent it would show as a window of its own
        rest.setVisible(not self.more.isEmpty())

    def _action(self, act: type[Act]) -> QAction:
        action = QAction(act.word, self)
        action.setToolTip(act.word)
        action.triggered.connect(lambda _=False, kind=act.kind: self.chosen.emit(kind))
        self.offered[act.kind], self._words[act.kind] = action, act.word
        return action

    def _button(self, act: type[Act], action: QAction, look: Look, suffix: str) -> QPushButton:
        button = QPushButton(act.short)
        button.setFixedWidth(look.px(_SIDE))
        button.setAccessibleName(act.word + suffix)
        button.clicked.connect(lambda _=False: action.trigger())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

        self.buttons.append(button)
        action.changed.connect(follow)
        follow()
        return button

    def show_offers(self, found: Mapping[str, Offered], otherwise: Offered) -> None:
        """Take note of what is lawful; `otherwise` is for acts that the state says nothing of."""
        for kind, action in self.offered.items():
            offer = found.get(kind, otherwise)
            action.setEnabled(offer.lawful)
            action.setToolTip(offer.why or self._words[kind])
