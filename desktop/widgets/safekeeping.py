"""备份与恢复: a second ledger in one file, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from db.vault import Vault
from desktop.dialogs.reauthenticate import Reauthenticate
from desktop.look import Look
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.card import Card
from desktop.widgets.notice import News
from desktop.widgets.progress_strip import ProgressStrip

RESTORE = "restore"
_KIND = "专册备份 (*.zcb);;所有文件 (*)"
_SURE = QFileDialog.Option.DontConfirmOverwrite  # an existing file is refused, never replaced


class BackupCard(Card):
    """One encrypted file, opened and verified on the spot."""

    secured = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            "备份",
            "整本台账备份为一个加密文件，当场打开并全部核验。备份也是载体，须登记，另处存放。",
            parent,
        )
        self._session = session
        self.go = self.button("备份到…", self._choose, "primary")
        self.strip = ProgressStrip(look, keeps_room=False)
        self._progress = Progress()
        self.line(self.go)
        self.rows.addWidget(self.strip)
        session.locking.connect(self._give_up)

    def _choose(self) -> None:
        start = str(Path(QDir.homePath()) / f"专册备份-{self._session.today:%Y%m%d}.zcb")
        chosen, _ = QFileDialog.getSaveFileName(self, "备份到", start, _KIND, options=_SURE)
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, target: Path) -> None:
        """Write a backup there, and say what it holds."""
        progress = self._progress = Progress("备份")
        self.go.setEnabled(False)
        self.news.clear()
        self.strip.watch(progress)
        self._session.carry_out(
            lambda vault: vault.securing.back_up(target, progress),
            owner=self,
            then=lambda report: self._held(report.path, report.size),
            otherwise=lambda error: self._failed(error, target.name),
        )

    def _give_up(self) -> None:
        self._progress.cancel()

    def _over(self) -> None:
        self.strip.rest()
        self.go.setEnabled(True)
        self.secured.emit()

    def _held(self, path: Path, size: int) -> None:
        self._over()
        self.news.tell(
            News.PROVEN,
            "已备份并核验",
            f"{path.name}，{size / 1_048_576:.1f} MB，在 {path.parent}。",
            "用当时的口令打开；恢复密钥也要用当时的那一份。",
        )

    def _failed(self, error: Exception, name: str) -> None:
        self._over()
        if isinstance(error, Cancelled):
            self._session.gave_up(f"备份 {name}，没有留下文件")
            self.news.tell(News.NOTE, "已取消", "没有备份，目标文件没有留下。")
        else:
            self.news.tell(News.REFUSED, "没有备份成", in_words(error), "目标文件没有留下。")


class RestoreCard(Card):
    """A backup becomes a ledger in a folder of its own; the open one is not touched."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            "从备份恢复",
            "恢复到一个空文件夹，不动现在的台账。须再输本人口令。"
            "恢复出来的台账第一次打开时，须由两人写明经过，此前只能查看。",
            parent,
        )
        self._session = session
        self.go = self.button("选择备份…", self._choose)
        self.strip, self.proof = (
            ProgressStrip(look, keeps_room=False),
            Reauthenticate(session, look),
        )
        self.line(self.go)
        self.rows.addWidget(self.proof)
        self.rows.addWidget(self.strip)

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "选择备份", QDir.homePath(), _KIND)
        if not file:
            return
        folder = QFileDialog.getExistingDirectory(self, "恢复到哪个空文件夹", QDir.homePath())
        if folder:
            self.restore(Path(file), Path(folder))

    def restore(self, file: Path, folder: Path) -> None:
        """Unpack a backup into an empty folder, once the password was given."""
        self.news.clear()
        why = f"要把备份 {file.name} 恢复到 {folder}，请再次输入本人口令。"
        self.proof.ask(RESTORE, why, lambda: self._restore(file, folder))

    def _restore(self, file: Path, folder: Path) -> None:
        progress = Progress("恢复并核对")
        progress.stoppable = False
        self.go.setEnabled(False)
        self.strip.watch(progress)
        self._session.aside(
            lambda: Vault.restore(file, folder),
            owner=self,
            then=lambda _: self._restored(folder),
            otherwise=self._failed,
        )

    def _over(self) -> None:
        self.strip.rest()
        self.go.setEnabled(True)

    def _restored(self, folder: Path) -> None:
        self._over()
        self.news.tell(
            News.PROVEN,
            "已恢复",
            f"在 {folder}。要用它，请锁定后选“打开别的台账”。",
            "同一本台账只能有一本在用；不用的那一本按规定处理。",
        )

    def _failed(self, error: Exception) -> None:
        self._over()
        self.news.tell(News.REFUSED, "没有恢复", in_words(error))
