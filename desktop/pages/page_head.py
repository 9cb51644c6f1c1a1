"""The head of a register page: its name, one sentence, what can be done with the whole of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from db.ledger.act import KINDS
from db.ledger.values import Role
from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.page_papers import has_papers
from desktop.widgets.elided import Elided


class PageHead(QWidget):
    """Title on the left; columns, paper, file and verbs on the right."""

    verb = Signal(str)
    columns = Signal(QPoint)  # where the list of columns is to open
    printed = Signal()
    papers = Signal(QPoint)  # where the menu of papers is to open
    exported = Signal()

    def __init__(self, kind: PageKind, look: Look, roles: frozenset[Role]) -> None:
        super().__init__()
        self._look, self._line = look, QHBoxLayout(self)
        self.first: QPushButton | None = None
        self._line.setContentsMargins(0, 0, 0, 0)
        title = QLabel(kind.title)
        title.setFont(look.font(20, bold=True))
        self._sentence = sentence = Elided(kind.sentence)
        sentence.setToolTip(kind.sentence)
        sentence.setObjectName("secondary")
        sentence.setMinimumWidth(0)
        sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.addWidget(title)
        self._line.addWidget(sentence, 1)
        self._choose = self._button("列", "columns-3", self._open_columns)
        self._choose.setObjectName("quiet")
        self._choose.setToolTip("显示哪些列、什么次序")
        if has_papers(kind.name):
            self._print = self._button("打印", "printer", self._open_papers)
        elif kind.form:
            self._button("打印", "printer", self.printed.emit)
        self._button("导出", "download", self.exported.emit)
        for act, label in kind.verbs:
            if KINDS[act, 1].roles & roles:
                self._button(label, "", partial(self.verb.emit, act))
        if kind.primary is not None and KINDS[kind.primary[0], 1].roles & roles:
            act, label = kind.primary
            self.first = self._button(label, "plus", partial(self.verb.emit, act), tint="onblue")
            self.first.setObjectName("primary")

    def forbid(self, why: str) -> None:
        """Grey the first verb and say why; '' allows it again."""
        if self.first is not None:
            self.first.setEnabled(not why)
            self.first.setToolTip(why)

    def say(self, words: str) -> None:
        """Say more of what is shown than the page's own sentence does."""
        self._sentence.setText(words)
        self._sentence.setToolTip(words)

    def _button(self, label: str, icon: str, then: Any, tint: str = "ink2") -> QPushButton:
        button = QPushButton(label)
        if icon:
            button.setIcon(self._look.icon(icon, tint))
        button.clicked.connect(lambda _=False: then())
        self._line.addWidget(button)
        return button

    def _open_columns(self) -> None:
        self.columns.emit(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _open_papers(self) -> None:
        self.papers.emit(self._print.mapToGlobal(QPoint(0, self._print.height())))
