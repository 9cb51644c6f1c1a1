"""后台全部核验: the whole ledger is verified now and then while people work, as the unit wants it.

It reads on a thread and a connection apart, gives way to locking, and can be stopped.  What held
is put on record; what does not add up is told and left as it is.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.ledger.acts.program.full_check import FullCheck
from db.ledger.policy import Policy
from db.vault import Proof, Recorded, Snapshot, Vault
from db.views.assurance import AssuranceRow
from desktop.latest import Latest
from desktop.progress import Progress
from desktop.session import Session
from desktop.trouble import in_words, is_damage

CALM: Final = 3000
"""Milliseconds after which it begins: whoever unlocks wants to see his rows first."""


class BackgroundCheck(QObject):
    """The full verification of a session that nobody had to ask for."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.progress: Progress | None = None
        self.found: tuple[str, ...] = ()
        """What does not add up, in words."""
        self.said = ""
        """What came of it otherwise, in words."""
        self._session, self._latest = session, Latest(session, self)
        self._begun_on: date | None = None
        self._soon = QTimer(self, singleShot=True, interval=CALM)
        self._soon.timeout.connect(self.begin)
        session.locking.connect(self._make_way)

    @classmethod
    def of(cls, session: Session) -> BackgroundCheck:
        """Return the one of a session; a window that is made anew finds it at work."""
        there = [child for child in session.children() if isinstance(child, cls)]
        return there[0] if there else cls(session)

    def consider(self, secured: AssuranceRow, policy: Policy) -> None:
        """Begin in a moment, if it is due, may be recorded here and was not begun today."""
        session = self._session
        writes = not session.rolled_back and not session.clock_doubt
        may = bool(FullCheck.roles & session.operator.roles)
        since = date.fromisoformat((secured.checked_at or secured.founded_at)[:10])
        due = (session.today - since).days > policy.full_check_days
        if due and writes and may and self._begun_on != session.today:
            self._begun_on = session.today
            self._soon.start()

    def begin(self) -> None:
        """Verify everything beside whoever works; once a day is enough."""
        self._begun_on = self._session.today
        progress = self.progress = Progress("全部核验")
        self.found, self.said = (), ""
        self.changed.emit()

        def look(book: Snapshot) -> Proof:
            return book.prove(full=True, progress=progress.stage)

        self._latest.ask(look, then=self._proved, otherwise=self._failed, apart=True)

    def give_up(self) -> None:
        """Stop what is under way; it is begun again another day."""
        self._make_way()
        if self.progress is not None:
            self._latest.forget()
            self._over("后台全部核验已取消，什么也没有记。下次解锁时再做，也可在簿记页核验。")

    def step_back(self) -> None:
        """Let somebody go first who waits for an answer; then begin from the beginning."""
        if self.progress is not None:
            self._make_way()
            self._latest.forget()
            self._over()
            self._soon.start()

    def _make_way(self) -> None:
        self._soon.stop()
        if self.progress is not None:
            self.progress.cancel()

    def _over(self, said: str = "") -> None:
        self.progress, self.said = None, said
        self.changed.emit()

    def _proved(self, proof: Proof) -> None:
        if not proof.sound:
            self.found = tuple(map(str, proof.breaks))
            self._over()
            return
        upto = f"后台全部核验通过：第 1 至 {proof.entries} 条全部相符"

        def record(vault: Vault) -> tuple[Recorded, Recorded]:
            recorded = vault.securing.keep_proof(proof)
            return recorded, recorded

        self._session.carry_out(
            record,
            owner=self,
            then=lambda recorded: self._over(f"{upto}，已记入流水第 {recorded.last} 条。"),
            otherwise=lambda error: self._over(f"{upto}；没有记入流水：{in_words(error)}"),
        )

    def _failed(self, error: Exception) -> None:
        if is_damage(error):
            self.found = (in_words(error),)
            self._over()
            return
        self._over(f"后台全部核验没有做完：{in_words(error)}")
