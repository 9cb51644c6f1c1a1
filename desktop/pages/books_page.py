"""簿记: the journal, and beside it what proves it and the pages printed from it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.widgets.proof_panel import ProofPanel

_NARROW = 1000
"""Pixels at 100 % under which the journal needs the whole width."""


class BooksPage(RegisterPage):
    """The journal with its proofs."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.proofs = ProofPanel(session, look)
        self.proofs.failed.connect(self.failed)
        room = self.layout()
        assert isinstance(room, QBoxLayout)
        room.addWidget(self.proofs)
        self._room = room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the proofs have no room beside the journal, they stand below it."""
        super().resizeEvent(event)
        beside, way = self.width() >= self._look.px(_NARROW), QBoxLayout.Direction
        self._room.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.proofs.stand(self.height(), beside=beside)
