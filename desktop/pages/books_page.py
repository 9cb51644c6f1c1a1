"""簿记: the journal, above it the balance, beside it what proves it and its pages."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from db.vault import Snapshot
from db.views.assurance import ASSURANCE, AssuranceRow
from db.views.balance import BALANCE, BalanceRow
from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.widgets.balance_strip import BalanceStrip
from desktop.widgets.proof_panel import ProofPanel

_NARROW = 1000
"""Pixels at 100 % under which the journal needs the whole width."""
_Found = tuple[list[BalanceRow], AssuranceRow | None]


class BooksPage(RegisterPage):
    """The journal with its proofs."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.proofs = ProofPanel(session, look)
        self.proofs.failed.connect(self.failed)
        self.balance = BalanceStrip(look)
        room, left = self.layout(), self._left.layout()
        assert isinstance(room, QBoxLayout)
        assert isinstance(left, QBoxLayout)
        room.addWidget(self.proofs)
        left.insertWidget(1, self.balance)
        self._room = room

    def ask(self, *args: object) -> None:
        """Ask for the journal, and for what stands around it."""
        super().ask(*args)
        if not self.isVisible():
            return
        roles = self._session.operator.roles

        def look(book: Snapshot) -> _Found:
            balance = list(book.stream(BALANCE)) if BALANCE.roles & roles else []
            secured = list(book.stream(ASSURANCE)) if ASSURANCE.roles & roles else []
            return balance, secured[0] if secured else None

        self._session.read(look, owner=self, then=self._show_around, otherwise=self.failed.emit)

    def _show_around(self, found: _Found) -> None:
        balance, secured = found
        if balance:
            self.balance.show_balance(balance)
        if secured is not None:
            self.proofs.show_last(secured)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the proofs have no room beside the journal, they stand below it."""
        super().resizeEvent(event)
        beside, way = self.width() >= self._look.px(_NARROW), QBoxLayout.Direction
        self._room.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.proofs.stand(self.height(), beside=beside)
