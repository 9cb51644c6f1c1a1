"""簿记: the journal, and beside it what proves it and the pages printed from it."""

from __future__ import annotations

from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.pages.register_page import RegisterPage
from desktop.session import Session
from desktop.widgets.proof_panel import ProofPanel


class BooksPage(RegisterPage):
    """The journal with its proofs."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.proofs = ProofPanel(session, look)
        self.proofs.failed.connect(self.failed)
        room = self.layout()
        assert room is not None
        room.addWidget(self.proofs)
