"""A sheet about accounts and witnesses: fields, what the rules say, the second person, one verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.ledger.act import Act
from db.ledger.rules import V04, Refusal
from db.vault import Confirmation, Cost, Recorded, Vault
from desktop.dialogs.form.second_strip import SecondStrip
from desktop.dialogs.sheet import Sheet, labelled, paragraph, text
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.password import PasswordField

PAUSE = 150  # milliseconds without a key before the rules are asked
Job = Callable[[Vault, Confirmation | None], Recorded]
"""What a sheet does on the writer's thread; it holds values, no widgets."""


class CredentialSheet(Sheet):
    """Fields, what the rules say of them, the second person if they want one, one verb."""

    word, verb, says = "", "", ""

    def __init__(
        self,
        session: Session,
        look: Look,
        given: Mapping[str, object],
        parent: QWidget | None = None,
        cost: Cost | None = None,
    ) -> None:
        super().__init__(look, self.word, width=640)
        if parent is not None:
            self.setParent(parent, self.windowFlags())
        self.session, self.given, self.cost = session, given, cost
        self.notice, self.second = Notice(look), SecondStrip(session, look)
        self._lawful = self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.judge)
        self.body.addWidget(paragraph(look, self.says, 13, kind="secondary"))
        self.ask()
        self.second.hide()
        self.body.addWidget(self.second)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.lack = text(look, "", 13, kind="secondary")
        self.lack.setWordWrap(True)
        self.foot.addWidget(self.lack, 1)
        self.cancel, self.go = self.button("取消", "quiet"), self.button(self.verb, "primary")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.record)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.record)
        self.second.password.returnPressed.connect(self.second.confirm)
        self.second.changed.connect(self.judge)
        self.judge()

    # -- what a kind of sheet says ---------------------------------------------------------

    def ask(self) -> None:
        """Put the fields on the sheet."""

    def lacks(self) -> str:
        """Say what is still missing."""
        return ""

    def act(self) -> Act | None:
        """Return what would be recorded, as far as the rules judge it; None if they do not."""
        return None

    def job(self) -> Job:
        """Return what is to be done; it carries no widget to the other thread."""
        raise TypeError("a sheet says what it does")

    # -- judging ---------------------------------------------------------------------------

    def row(self, words: str, *editors: QWidget) -> None:
        """Add a line of the sheet."""
        self.body.addLayout(labelled(self.look, words, *editors))

    def changed(self, *_: object) -> None:
        """Something else is typed: it is judged anew, and confirmed anew."""
        self.second.withdraw("内容已改，请第二人重新确认")
        self._lawful = False
        self._timer.start()
        self._offer()

    def judge(self) -> None:
        """Ask the rules, if nothing is missing."""
        self._timer.stop()
        act = None if self.lacks() else self.act()
        if act is None:
            self._lawful = not self.lacks()
            self._offer()
            return
        self.session.preview(
            act,
            second=self.second.confirmation,
            owner=self,
            then=lambda found: self._judged(act, found[0]),
            otherwise=self._failed,
        )

    def _judged(self, act: Act, found: list[Refusal]) -> None:
        if act != (None if self.lacks() else self.act()):
            return  # more was typed meanwhile
        if any(refusal.rule is V04 for refusal in found):
            self.second.ask(act)
        wrong = [refusal.sentence for refusal in found if refusal.rule is not V04]
        self._lawful = not found
        if wrong:
            self.notice.tell(News.REFUSED, "不能办理", "\n".join(dict.fromkeys(wrong)))
        else:
            self.notice.clear()
        self._offer()

    def _offer(self) -> None:
        waits = not self.second.isHidden() and self.second.confirmation is None
        lack = self.lacks() or ("请第二人当场确认。" if waits else "")
        self.lack.setText("正在办理…" if self._busy else lack)
        self.go.setEnabled(self._lawful and not lack and not self._busy)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as what is said now; lines that wrap are no part of a least height."""
        if (room := self.layout()) is not None:
            room.activate()
            self.setMinimumHeight(room.totalHeightForWidth(self.width()))

    # -- doing it --------------------------------------------------------------------------

    def record(self) -> None:
        """Do it, if everything is there."""
        if not self.go.isEnabled():
            return
        job, second, self._busy = self.job(), self.second.confirmation, True
        self._offer()

        def done(vault: Vault) -> tuple[None, Recorded]:
            return None, job(vault, second)

        self.session.carry_out(
            done, owner=self, then=lambda _: self.accept(), otherwise=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.notice.tell(News.REFUSED, "没有办成", in_words(error))
        self._offer()

    def done(self, result: int) -> None:
        """Close, and keep no password in any field."""
        for field in cast("list[PasswordField]", self.findChildren(PasswordField)):
            field.clear()
        super().done(result)
