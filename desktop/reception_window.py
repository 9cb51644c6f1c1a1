"""迎检: the window while an inspector sits at the desk — draw, prove, show; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from db.ledger.acts.checks.receiving import BeginReception
from db.ledger.sampling import Population
from db.store.reading import Filter, Question
from db.vault import Recorded, Snapshot, Vault
from db.views.receptions import DRAW_LINES, DRAWS, DrawLineRow, DrawRow
from desktop import clock, keys
from desktop.dialogs.print_dialog import PrintDialog
from desktop.dialogs.sheet import button, text
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.chain_card import ChainCard
from desktop.widgets.draw_card import DrawCard
from desktop.widgets.password import PasswordField
from desktop.widgets.proof_card import ProofCard

_TICK = 1000
Drawn = tuple[tuple[DrawRow, ...], tuple[DrawLineRow, ...]]


class ReceptionWindow(QMainWindow):
    """Stands in the place of the desk until the host ends it, or the time is over."""

    def __init__(self, session: Session, look: Look, begun: BeginReception) -> None:
        super().__init__()
        self.session, self.look, self.begun = session, look, begun
        self.draw = 0
        self.setWindowTitle("迎检 — 专册")
        self.setMinimumSize(1024, 700)
        self.card, self.proofs = DrawCard(look, session.today.year), ProofCard(look)
        self.chain = ChainCard(session, look)
        self.left = text(look, "", 14, bold=True)
        self.said = text(look, "", 13, kind="secondary")
        self.password = PasswordField(look, "接待人口令")
        self.password.setPlaceholderText("接待人口令")
        self.password.setFixedWidth(look.px(180))
        self.leave = button("结束迎检")
        self._place()
        self._join()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(_TICK)
        self.tick()
        self.card.go.setFocus()

    def _place(self) -> None:
        ground, look = QWidget(), self.look
        ground.setObjectName("ground")
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(*(look.px(16),) * 4)
        whole.setSpacing(look.px(12))
        whole.addLayout(self._head())
        across = QHBoxLayout()
        across.setSpacing(look.px(12))
        across.addWidget(self.card)
        across.addWidget(self.proofs, 1)
        across.addWidget(self.chain)
        whole.addLayout(across, 1)
        whole.addWidget(self.said)
        self.setCentralWidget(ground)

    def _head(self) -> QHBoxLayout:
        look, begun, head = self.look, self.begun, QHBoxLayout()
        head.setSpacing(look.px(12))
        head.addWidget(text(look, "迎检", 20, bold=True, kind="mark"))
        who = f"{begun.text}　{begun.office}　{begun.inspector}　接待人 {begun.host}"
        head.addWidget(text(look, who, 14))
        head.addStretch()
        head.addWidget(self.left)
        head.addWidget(self.password)
        head.addWidget(self.leave)
        return head

    def _join(self) -> None:
        self.card.drawn.connect(self._draw)
        self.card.chosen.connect(self.choose)
        self.proofs.scanned.connect(self._scan)
        self.proofs.told.connect(self._tell_of)
        self.proofs.shown.connect(self._show_row)
        self.proofs.printed.connect(self._print_sheet)
        self.chain.printed.connect(self.print_form)
        self.chain.failed.connect(self.tell)
        self.leave.clicked.connect(self.end)
        self.password.returnPressed.connect(self.end)
        QShortcut(QKeySequence(keys.PRINT.keys), self, self._print_sheet)
        QShortcut(QKeySequence(keys.LOCK.keys), self, self.session.lock)

    # -- time and leaving ------------------------------------------------------------

    def tick(self) -> None:
        """Say how long still; when the time is over, lock."""
        left = (datetime.fromisoformat(self.begun.until) - clock.now()).total_seconds()
        if left <= 0:
            self._timer.stop()
            self.session.lock()
            return
        self.left.setText(f"到 {self.begun.until[11:16]}，还有 {int(left // 60) + 1} 分钟")

    def end(self) -> None:
        """End it by the host's own password; the desk comes back by itself."""
        password = self.password.text()
        self.password.clear()
        if password:
            self._do(lambda vault: vault.receiving.end(password), lambda _: self._timer.stop())

    # -- what is done before the inspector -----------------------------------------------

    def _draw(self, of: Population, size: int, seed: str) -> None:
        def drawn(recorded: Recorded) -> None:
            (act,) = recorded.acts
            self.choose(act.draw)  # type: ignore[attr-defined]

        self._do(lambda vault: vault.receiving.draw(of, size, seed), drawn)

    def choose(self, draw: int) -> None:
        """Show the lines of a sample."""
        self.draw = draw
        self._ask()

    def _ask(self) -> None:
        mine, draw = Filter("reception", (self.begun.reception,)), self.draw

        def read(book: Snapshot) -> Drawn:
            draws = book.page(DRAWS, Question((mine,))).rows
            lines = book.page(DRAW_LINES, Question((mine, Filter("draw", (draw,))))).rows
            return draws, lines

        self.session.read(read, owner=self, then=self._show, otherwise=self.tell)

    def _show(self, found: Drawn) -> None:
        draws, lines = found
        self.card.show_draws(draws, self.draw)
        self.proofs.show_lines(lines)

    def _scan(self, typed: str) -> None:
        draw = self.draw

        def prove(vault: Vault) -> tuple[Any, Recorded]:
            proved = vault.receiving.prove(draw, typed)
            return proved, proved.recorded

        def then(proved: Any) -> None:
            self.proofs.answer(typed, proved.position)
            self._ask()

        self.session.carry_out(prove, owner=self, then=then, otherwise=self.tell)

    def _tell_of(self, row: DrawLineRow, proof: Any, note: str) -> None:
        draw, position = self.draw, row.position
        self._do(
            lambda vault: vault.receiving.say(draw, position, proof, note), lambda _: self._ask()
        )

    def _show_row(self, row: DrawLineRow) -> None:
        words = "　".join(filter(None, (row.called, row.marking, row.doc_number, row.title)))
        self.chain.show_one(words, copy=row.copy, person=row.person)

    def _print_sheet(self) -> None:
        if self.draw:
            sample = f"{self.begun.text}-{self.draw}"
            self.print_form("E01", Question((Filter("sample", (sample,)),)))

    def print_form(self, form: str, question: Question) -> None:
        """Look at a paper and print it; it is not written into a file here."""
        dialog = PrintDialog(self.session, self.look, form, question, "迎检", self)
        dialog.choices.only_print()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _do(self, job: Callable[[Vault], Recorded], then: Callable[[Recorded], object]) -> None:
        def done(vault: Vault) -> tuple[Recorded, Recorded]:
            recorded = job(vault)
            return recorded, recorded

        self.session.carry_out(done, owner=self, then=then, otherwise=self.tell)

    def tell(self, error: Exception) -> None:
        """Say what went wrong, in words."""
        self.said.setText(in_words(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock before leaving."""
        self._timer.stop()
        self.session.lock()
        event.accept()
