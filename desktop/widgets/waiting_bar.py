"""Forms that were begun and not recorded: the latest of them, to be taken up or given up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.form.drafts import Drafts
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.quiet_bar import QuietBar


class WaitingBar(QuietBar):
    """Shown after unlocking, and after a form was left."""

    wished = Signal(object, object)  # kind of act, what the form was begun with

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, "pencil", "blue", parent)
        self._drafts = Drafts.of(session)
        self.offer("继续", self.go_on)
        self.offer("放弃", self.give_up).setToolTip("不要这张没有记账的单子了")
        self._drafts.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        waiting = self._drafts.waiting()
        if not waiting:
            self.say("")
            return
        typed, act, _ = waiting[0]
        about = f"（{typed.said}）" if typed.said else ""
        more = f"，另有 {len(waiting) - 1} 张" if len(waiting) > 1 else ""
        self.say(f"上次没有记账：{act.word}{about}{more}")

    def go_on(self) -> None:
        """Open the form again as it was left."""
        if waiting := self._drafts.waiting():
            _, act, given = waiting[0]
            self.wished.emit(act, given)

    def give_up(self) -> None:
        """Forget what was typed."""
        if waiting := self._drafts.waiting():
            self._drafts.forget(waiting[0][0])
