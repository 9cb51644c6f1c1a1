"""What was recorded last, and the proposal to take it back: a line, never a box."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.ledger.act import Phase
from db.store.reading import Filter, Question
from db.vault import Recorded, Snapshot
from db.views.timeline import JOURNAL, TIMELINE
from desktop.following import papers_after
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.papers_button import PapersButton
from desktop.widgets.quiet_bar import QuietBar

STAYS = 180_000
"""Milliseconds until the line goes by itself; Ctrl+Z still finds the entry."""
MOST = 100
"""More entries than this are no slip of the hand, and are taken back one by one."""


class UndoBar(QuietBar):
    """Follows what is recorded in this session."""

    reversing = Signal(object)  # entries, newest first
    printed = Signal(str, str, object)  # what it is about, form, question

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, "circle-check", "green", parent)
        self._session = session
        self._entries: tuple[int, ...] = ()
        self._lasting = ""  # why the last entry cannot be taken back here
        self._papers = PapersButton()
        self._papers.wished.connect(self.printed)
        self.put(self._papers)
        self._undo = self.offer("冲销…", self.undo)
        self._undo.setToolTip("冲销这一笔（Ctrl+Z）")
        self._timer = QTimer(self, interval=STAYS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        session.recorded.connect(self._recorded)
        if session.last is not None:  # the window was made anew
            self._recorded(session.last)

    def undo(self) -> None:
        """Propose to take the last entry of this session back; or say why that cannot be."""
        if self._entries and not self._lasting:
            self.reversing.emit(self._entries)
            return
        self._undo.hide()
        self._papers.hide()
        self.say(self._lasting or "这次解锁后还没有记账，没有可以冲销的")
        self._timer.start()

    def _recorded(self, recorded: Recorded) -> None:
        acts = recorded.acts
        if all(act.phase is Phase.PROGRAM for act in acts):
            return  # paper and files say so themselves
        self._entries = tuple(range(recorded.last, recorded.first - 1, -1))
        where = f"第 {recorded.first} 条"
        if recorded.last != recorded.first:
            where = f"第 {recorded.first} 至 {recorded.last} 条"
        self._lasting = ""
        if fixed := [act.word for act in acts if not act.reversible]:
            self._lasting = f"{where}“{fixed[0]}”不能冲销，如有错误请更正"
        elif len(acts) > MOST:
            self._lasting = f"{where}一次记了 {len(acts)} 笔，请在簿记中逐条冲销"
        self._undo.setVisible(not self._lasting)
        self._papers.offer(papers_after(acts, self._session.operator.roles), self._session.given())
        words = "、".join(dict.fromkeys(act.word for act in acts))
        self.say(f"已记账：{words}{f' {len(acts)} 笔' if len(acts) > 1 else ''}（{where}）")
        self._timer.start()
        if len(acts) == 1:
            self._ask_for_words(recorded, where)

    def _ask_for_words(self, recorded: Recorded, where: str) -> None:
        seq, subject = recorded.last, min(recorded.subjects, default="")
        reads = bool(JOURNAL.roles & self._session.operator.roles)
        only = (Filter("seq", (seq,)),)

        def sentence(book: Snapshot) -> str:
            if reads:
                rows = book.page(JOURNAL, Question(filters=only)).rows
            else:
                rows = book.page(TIMELINE, Question(filters=only, given={"subject": subject})).rows
            return rows[0].sentence if rows else ""

        def told(words: str) -> None:
            if words and self._entries == (seq,) and self.words:
                self.say(f"已记账：{words}（{where}）")

        self._session.read(sentence, owner=self, then=told, otherwise=lambda _: None)
