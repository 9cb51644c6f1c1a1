"""打印 F09: what was recorded, on the paper that goes with it; several papers are a menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.store.reading import Question
from desktop.following import Paper


class PapersButton(QPushButton):
    """Hidden while no paper goes with what was recorded."""

    wished = Signal(str, str, object)  # what it is about, form, question

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: tuple[Paper, ...] = ()
        self._given: Mapping[str, object] = {}
        self.setAccessibleName("打印随附的表")
        self.clicked.connect(lambda _=False: self._press())
        self.hide()

    def offer(self, papers: Sequence[Paper], given: Mapping[str, object]) -> None:
        """Offer these papers and no others."""
        self._papers, self._given = tuple(papers), given
        forms = list(dict.fromkeys(paper.form for paper in papers))
        name = f"打印 {forms[0]}" if len(forms) == 1 else "打印"
        self.setText(name if len(papers) < 2 else f"{name}…")
        self.setAccessibleName(name)
        self.setToolTip("、".join(dict.fromkeys(f"《{paper.title}》" for paper in papers)))
        self.setVisible(bool(papers))

    def menu_of_papers(self) -> QMenu:
        """Return one line for each paper."""
        menu = QMenu(self)
        for paper in self._papers:
            words = f"{paper.form}　{paper.title}　{paper.about}"
            menu.addAction(words, partial(self._wish, paper))
        return menu

    def _press(self) -> None:
        if len(self._papers) == 1:
            self._wish(self._papers[0])
        else:
            self.menu_of_papers().popup(self.mapToGlobal(self.rect().topLeft()))

    def _wish(self, paper: Paper) -> None:
        question = Question(filters=(paper.filter,), given=self._given)
        self.wished.emit(paper.about, paper.form, question)
