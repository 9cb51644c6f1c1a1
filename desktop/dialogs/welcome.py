"""First minutes: 新建台账, 打开台账, 体验演示台账, and the ledger that was open last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.dialogs.choice import Choice
from desktop.dialogs.sheet import Sheet, button, paragraph
from desktop.look import Look
from desktop.widgets.notice import News, Notice
from desktop.widgets.strip import Strip


class Welcome(Sheet):
    """Nothing is open: what would you like to do?"""

    found = Signal()
    open_folder = Signal(object)
    """A folder that was chosen; whether it is a ledger is for the next dialog to say."""
    demonstrate = Signal()
    key_wanted = Signal()
    backup_wanted = Signal()
    cancel = Signal()
    """The making of the demo ledger is to stop."""

    def __init__(self, look: Look, last: Path | None = None) -> None:
        super().__init__(look, "涉密文件台账", "单机、离线、加密")
        self._last = last
        self.choices = self._choices()
        for choice in self.choices.values():
            self.body.addWidget(choice)
        self.body.addLayout(self._ways_back())
        self.strip, self.notice = Strip(look), Notice(look)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.notice)
        self.foot.addWidget(
            paragraph(look, "台账、备份和打印件都是涉密载体，须放在获准处理相应密级的机器上。", 12,
                      kind="secondary"), 1
        )  # fmt: skip
        self.stop = self.button("取消")
        self.stop.hide()
        self.stop.clicked.connect(self.cancel)
        self.leave = self.button("退出", "quiet")
        self.leave.clicked.connect(self.reject)
        next(iter(self.choices.values())).setFocus()

    def _choices(self) -> dict[str, Choice]:
        look, made = self.look, {}
        if self._last is not None:
            last = self._last
            made["last"] = Choice(look, "lock", f"继续使用「{last.name}」", str(last.parent))
            made["last"].clicked.connect(lambda: self.open_folder.emit(last))
        made["found"] = Choice(
            look, "book-plus", "新建台账", "给本单位建一本新的台账。分四步，约五分钟。"
        )
        made["found"].clicked.connect(self.found)
        made["open"] = Choice(look, "folder-open", "打开台账", "选择本机上已有的台账文件夹。")
        made["open"].clicked.connect(self._choose)
        made["demo"] = Choice(
            look, "play", "体验演示台账", "虚构的机关、两年的往来，随意试用，不会碰到真实台账。"
        )
        made["demo"].clicked.connect(self.demonstrate)
        return made

    def _ways_back(self) -> QHBoxLayout:
        """Offer what is for bad days, smaller than the rest."""
        self.lost_key = button("忘记口令，使用恢复密钥…", "quiet")
        self.from_backup = button("从备份恢复台账…", "quiet")
        self.lost_key.clicked.connect(self.key_wanted)
        self.from_backup.clicked.connect(self.backup_wanted)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        for way in (self.lost_key, self.from_backup):
            row.addWidget(way)
        row.addStretch(1)
        return row

    def _choose(self) -> None:
        start = str(self._last.parent if self._last else Path.home())
        dialog = QFileDialog(self, "选择台账文件夹", start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.open_folder.emit(Path(chosen)))
        dialog.open()

    def working(self, words: str, done: float | None = None) -> None:
        """Show that the demo ledger is being made; the choices wait."""
        self.notice.clear()
        self.strip.run(words, done)
        self._busy(busy=True)

    def rest(self, trouble: str = "") -> None:
        """Offer the choices again, saying what went wrong."""
        self.strip.rest()
        self._busy(busy=False)
        if trouble:
            self.notice.tell(News.REFUSED, "没有办成", trouble)

    def _busy(self, *, busy: bool) -> None:
        for choice in (*self.choices.values(), self.lost_key, self.from_backup):
            choice.setDisabled(busy)
        self.stop.setVisible(busy)
        self.leave.setVisible(not busy)

    def reject(self) -> None:
        """Leave; a demo that is being made is given up first."""
        self.cancel.emit()
        super().reject()
