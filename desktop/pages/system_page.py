"""系统: proofs, backup, old registers, passwords, looks — each one line with its button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.vault import Recorded
from desktop import settings
from desktop.look import Look
from desktop.progress import Progress
from desktop.session import Session
from desktop.widgets.password import PasswordField
from desktop.widgets.progress_strip import ProgressStrip

_SCHEMES = {"浅色": "light", "深色": "dark", "高对比": "contrast"}
_SCALES = {"常规": 1.0, "大字": 1.35, "特大": 1.5}


class SystemPage(QWidget):
    """What is done now and then, and what it found."""

    importing = Signal()
    failed = Signal(object)
    verb = Signal(str, object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        pad = look.px(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(pad, pad, pad, pad)
        title = QLabel("系统")
        title.setFont(look.font(20, bold=True))
        outer.addWidget(title)
        self.strip = ProgressStrip(look)
        outer.addWidget(self.strip)
        area, board = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setWidget(board)
        outer.addWidget(area, 1)
        self._cards = QVBoxLayout(board)
        self._cards.setSpacing(look.px(12))
        self._fill()
        self._cards.addStretch()

    def _fill(self) -> None:
        self.proven = self._card(
            "核验", "核对链；全部核验另核对内容、签名、各页校验码、计数，并与重建比较。"
        )
        self._buttons(
            self.proven,
            ("核对链", lambda: self._prove(full=False)),
            ("全部核验", lambda: self._prove(full=True)),
        )
        self.code = QLineEdit()
        self.code.setPlaceholderText("打印页右下角的纸码，或扫描二维码")
        self.code.setAccessibleName("纸码")
        self.paged = self._card("验页", "纸码证明：到那一条为止，台账没有改动、截短或回退。")
        self._line(self.paged, self.code, ("验页", self._check_code))
        self.backed = self._card("备份", "备份为一个加密文件，当场打开并全部核验；备份也是载体。")
        self._buttons(self.backed, ("备份…", self._back_up))
        taken = self._card(
            "接收旧账", "收文登记簿、借阅登记簿、人员名册、清退目录；先试算，再入账。"
        )
        self._buttons(taken, ("接收旧账…", self.importing.emit))
        self.secret = PasswordField(self._look, "新口令")
        self.secret.setPlaceholderText("新口令，至少8个字符")
        self.changed = self._card("更改自己的口令", "曾用旧口令打开过台账的人仍可能留有密钥。")
        self._line(self.changed, self.secret, ("更改", self._change))
        self._looks()

    # -- building ---------------------------------------------------------------------

    def _card(self, title: str, sentence: str) -> QLabel:
        card = QFrame()
        card.setObjectName("card")
        rows = QVBoxLayout(card)
        head = QLabel(title)
        head.setFont(self._look.font(16, bold=True))
        said = QLabel(sentence)
        said.setObjectName("secondary")
        said.setWordWrap(True)
        rows.addWidget(head)
        rows.addWidget(said)
        self._cards.addWidget(card)
        return said

    def _buttons(self, said: QLabel, *buttons: tuple[str, Callable[[], Any]]) -> None:
        line = QHBoxLayout()
        for label, then in buttons:
            button = QPushButton(label)
            button.clicked.connect(lambda _=False, then=then: then())
            line.addWidget(button)
        line.addStretch()
        self._into(said, line)

    def _line(self, said: QLabel, editor: QWidget, button: tuple[str, Callable[[], Any]]) -> None:
        line, press = QHBoxLayout(), QPushButton(button[0])
        press.clicked.connect(lambda _=False: button[1]())
        editor.setMaximumWidth(self._look.px(420))
        line.addWidget(editor)
        line.addWidget(press)
        line.addStretch()
        self._into(said, line)

    def _into(self, said: QLabel, line: QHBoxLayout) -> None:
        card = said.parentWidget()
        layout = card.layout() if card is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(line)

    def _looks(self) -> None:
        said = self._card("外观", "下次打开窗口时生效。")
        kept, line = settings.preferences(), QHBoxLayout()
        for table, name, now in (
            (_SCHEMES, "scheme", kept.scheme),
            (_SCALES, "scale", kept.scale),
        ):
            box = QComboBox()
            box.setAccessibleName("配色" if name == "scheme" else "字号")
            box.addItems(list(table))
            box.setCurrentIndex(list(table.values()).index(now) if now in table.values() else 0)
            box.currentTextChanged.connect(
                lambda text, table=table, name=name: settings.keep(**{name: table[text]})
            )
            line.addWidget(box)
        line.addStretch()
        self._into(said, line)

    # -- doing --------------------------------------------------------------------------

    def _prove(self, *, full: bool) -> None:
        progress = Progress("核验")
        self.strip.watch(progress)

        def told(proof: Any) -> None:
            self.strip.rest()
            if proof.sound:
                self._say(self.proven, f"核验通过：{proof.entries} 条，全部相符。", "secondary")
            else:
                self._say(self.proven, "；".join(map(str, proof.breaks)), "danger")

        self._session.read(
            lambda book: book.prove(full=full, progress=progress.stage),
            owner=self,
            then=told,
            otherwise=self._fail,
        )

    def _check_code(self) -> None:
        typed = self.code.text()

        def told(verdict: Any) -> None:
            self._say(self.paged, verdict.sentence, "secondary" if verdict.holds else "danger")

        self._session.read(
            lambda book: book.check_code(typed), owner=self, then=told, otherwise=self._fail
        )

    def _back_up(self) -> None:
        name = f"专册备份-{self._session.today:%Y%m%d}.zcb"
        chosen, _ = QFileDialog.getSaveFileName(self, "备份到", name, "专册备份 (*.zcb)")
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, target: Path) -> None:
        """Write a backup there, and say what it holds."""
        progress = Progress("备份并核验")
        progress.stoppable = False
        self.strip.watch(progress)

        def told(_: Any) -> None:
            self.strip.rest()
            self._say(self.backed, f"已备份并核验：{target.name}", "secondary")

        self._session.work(
            lambda vault: vault.back_up(target), owner=self, then=told, otherwise=self._fail
        )

    def _change(self) -> None:
        new = self.secret.text()

        def told(_: Recorded) -> None:
            self.secret.clear()
            self._say(self.changed, "口令已更改。因故更换时请另做换钥。", "secondary")

        self._session.work(
            lambda vault: vault.accounts.change_password(new),
            owner=self,
            then=told,
            otherwise=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self.strip.rest()
        self.failed.emit(error)

    def _say(self, label: QLabel, text: str, kind: str) -> None:
        label.setText(text)
        label.setObjectName(kind)
        label.style().unpolish(label)
        label.style().polish(label)
