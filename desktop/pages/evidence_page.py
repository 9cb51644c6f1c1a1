"""凭据: an item and a period are chosen above; below stands what the ledger shows for it now."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QComboBox

from db.ledger.checklists import Layer
from db.views.evidence import EvidenceRow
from desktop.checklists import checking
from desktop.look import Look
from desktop.pages.kind import Chip, PageKind
from desktop.pages.period_page import PeriodPage
from desktop.session import Session
from desktop.widgets.evidence_panel import where_it_stands


def askable() -> list[tuple[str, str]]:
    """Return every question of evidence once, called as the first item that asks it."""
    found: dict[str, str] = {}
    lists = checking().lists
    for one in sorted(lists.values(), key=lambda each: list(Layer).index(each.layer)):
        for item in one.items:
            if item.evidence:
                found.setdefault(item.evidence, f"{item.id} {item.text}")
    return list(found.items())


class EvidencePage(PeriodPage):
    """The rows behind one question of evidence, within a period."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        self.which = QComboBox()
        self.which.setAccessibleName("哪一项的凭据")
        for name, words in askable():
            self.which.addItem(words, name)
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        super().__init__(session, look, kind)
        room = self._left.layout()
        assert isinstance(room, QBoxLayout)
        room.insertWidget(1, self.which)
        self.which.currentIndexChanged.connect(lambda _: self._asked_anew())
        self.table.activated.connect(lambda _: self._go())

    def _follow(self) -> None:
        super()._follow()
        chosen = {"evidence": self.which.currentData()}
        self.narrowed.given = {**self.narrowed.given, **chosen}

    def _go(self) -> None:
        row = self.chosen()
        if isinstance(row, EvidenceRow) and (place := where_it_stands(row)) is not None:
            page, found = place
            self.opened.emit(page, Chip(row.what[:20], (found,)))
