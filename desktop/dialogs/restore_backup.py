"""从备份恢复: what a backup says of itself, a new folder, and the ledger laid into it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from desktop.dialogs.errand import Errand
from desktop.dialogs.founding_steps import Step
from desktop.dialogs.sheet import button, labelled, paragraph
from desktop.door import Door
from desktop.look import Look
from desktop.tasks import Worker
from desktop.widgets.notice import News, Notice

_SAYS = (
    "备份恢复到一个新的文件夹，原来的台账文件夹保留不动，供查明情况。"
    "恢复须两人在场：第一次打开时写明经过，第二人输入本人口令，两人的姓名记入台账，此前只能查看。"
    "备份以后办理的事项不在其中，须对照打印件补记。"
)


class BackupStep(Step):
    """Which backup, and where to."""

    def __init__(self, look: Look, beside: Path) -> None:
        super().__init__(look)
        self.file, find = QLineEdit(), button("选择…")
        self.folder, choose = QLineEdit(str(beside)), button("选择…")
        self.file.setPlaceholderText("备份文件，通常在专用的备份介质上")
        find.clicked.connect(self._find)
        choose.clicked.connect(self._choose)
        self.said = Notice(look)
        self.column.addWidget(paragraph(look, _SAYS, 13, kind="secondary"))
        self.column.addLayout(labelled(look, "备份文件", self.file, find))
        self.column.addWidget(self.said)
        self.column.addLayout(labelled(look, "恢复到", self.folder, choose))
        says = "文件夹可以还不存在，但不能有别的东西；须在本机磁盘上。"
        self.column.addLayout(labelled(look, "", paragraph(look, says, 12, kind="secondary")))
        self.column.addStretch(1)
        for field in (self.file, self.folder):
            field.textChanged.connect(self.changed)

    def _find(self) -> None:
        dialog = QFileDialog(self, "选择备份文件", str(Path(self.file.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _choose(self) -> None:
        dialog = QFileDialog(self, "恢复到哪里", str(Path(self.folder.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.folder.setText(str(_inside(Path(chosen)))))
        dialog.open()

    def take(self, manifest: dict[str, str | int]) -> None:
        """Show what the backup says of itself."""
        made = datetime.fromisoformat(str(manifest["made"]))
        day = f"{made.year}年{made.month}月{made.day}日 {made:%H:%M}"
        self.said.tell(News.NOTE, f"{day}的备份", f"流水到第 {manifest['entries']} 条。")
        self.changed.emit()

    def lacks(self) -> str:
        """Say what is missing."""
        if not self.file.text().strip():
            return "请选择备份文件。"
        if not self.said.words:
            return "这个文件还没有读出备份的说明。"
        folder = self.folder.text().strip()
        return "" if folder and Path(folder).is_absolute() else "请选择恢复到哪个文件夹。"

    def begin(self) -> None:
        """Begin with the file."""
        self.file.setFocus()


def _inside(folder: Path) -> Path:
    """Return the folder if it is empty, else a new one in it."""
    return folder if folder.is_dir() and not any(folder.iterdir()) else folder / "恢复的台账"


class RestoreBackup(Errand):
    """A ledger out of its backup."""

    def __init__(self, look: Look, door: Door, worker: Worker, start: Path) -> None:
        super().__init__(look, "从备份恢复", worker, "恢复", high=420)
        self._door = door
        self.asked = BackupStep(look, start / "恢复的台账")
        self.asked.file.textChanged.connect(self._read)
        self.show_step(self.asked)

    def _read(self) -> None:
        self.asked.said.clear()
        file = Path(self.asked.file.text().strip())
        if file.is_file():
            door = self._door
            self.run(
                "正在查看备份…", lambda: door.manifest(file), self.asked.take, "不能用这个文件"
            )

    def go_on(self) -> None:
        """Lay the ledger into its folder, and hand it on."""
        door, file = self._door, Path(self.asked.file.text().strip())
        folder = Path(self.asked.folder.text().strip())
        self.run(
            "正在恢复并逐一核对…",
            lambda: door.restore(file, folder),
            lambda _: self._done(folder),
            "没有恢复",
        )

    def _done(self, folder: Path) -> None:
        self.hide()
        self.ready.emit(folder)
