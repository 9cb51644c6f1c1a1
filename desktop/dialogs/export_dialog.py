"""A register's present question into a workbook: deliberate, with the password, on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.ledger.columns import columns_of
from db.store.reading import Question, View
from db.vault import Recorded, Vault
from desktop.dialogs.reauthenticate import EXPORT, Reauthenticate
from desktop.dialogs.sheet import button, hairline, paragraph, text
from desktop.look import Look
from desktop.outgoing import Exported, export
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.progress_strip import ProgressStrip

_KINDS = (
    ("xlsx", "工作簿（.xlsx）", "工作簿 (*.xlsx)"),
    ("csv", "文本表格（.csv）", "文本表格 (*.csv)"),
)


class ExportDialog(QDialog):
    """Which rows and columns, into what; then the password; then the file."""

    def __init__(
        self,
        session: Session,
        look: Look,
        view: View[Any],
        question: Question,
        parent: QWidget | None = None,
        *,
        fields: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出 — 专册")
        self.setMinimumWidth(look.px(560))
        self._session, self._view = session, view
        self._question = replace(question, after=None, limit=None)
        self._fields = tuple(fields)
        self._progress = Progress()
        self._rows = paragraph(look, "正在清点行数……", 13, kind="secondary")
        self._kinds, self._columns = QButtonGroup(self), QButtonGroup(self)
        self._notice = Notice(look)
        self.password = Reauthenticate(session, look)
        self.strip = ProgressStrip(look)
        self._go, self._close = button("导出…", "primary"), button("关闭")
        self.password.asked.connect(self._go.setDisabled)
        self.password.asked.connect(self._grow)
        self._go.clicked.connect(self._ask)
        self._close.clicked.connect(self.reject)
        self._place(look)
        session.locking.connect(self._give_up)
        self._count()

    def _place(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(24),) * 4)
        column.setSpacing(look.px(14))
        column.addWidget(text(look, f"导出“{self._view.title}”", 20))
        column.addWidget(self._rows)
        column.addLayout(self._choice(look, "格式", self._kinds, [name for _, name, _ in _KINDS]))
        if self._fields:
            names = ["屏幕上的列", "全部列"]
            column.addLayout(self._choice(look, "列", self._columns, names))
        warning = Notice(look)
        warning.tell(
            News.CAUTION,
            "导出的文件是明文",
            "离开台账后不再受加密保护。请只写到本单位准许的载体上，并按涉密载体登记、管理和销毁。",
            "导出须再次输入本人口令，并记入台账（登记簿、文件名、行数、摘要）。",
        )
        column.addWidget(warning)
        column.addWidget(self.password)
        column.addWidget(self._notice)
        column.addWidget(self.strip)
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._go)
        column.addLayout(foot)

    @staticmethod
    def _choice(look: Look, label: str, group: QButtonGroup, names: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        head = text(look, label)
        head.setFixedWidth(look.px(64))
        row.addWidget(head)
        for number, name in enumerate(names):
            one = QRadioButton(name)
            one.setChecked(number == 0)
            group.addButton(one, number)
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _grow(self) -> None:
        """Make room for words that wrap; a layout alone does not ask for it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for the words."""
        super().showEvent(event)
        self._grow()

    def _tell(self, news: News, head: str, words: str) -> None:
        self._notice.tell(news, head, words)
        self._grow()

    # -- what is exported ------------------------------------------------------------

    def _count(self) -> None:
        view, question = self._view, self._question
        self._session.read(
            lambda book: book.count(view, question),
            owner=self,
            then=self._tell_count,
            otherwise=self._fail,
        )

    def _tell_count(self, rows: int) -> None:
        narrowed = self._question.filters or self._question.words
        what = "按当前的筛选和查找" if narrowed else "全部"
        self._rows.setText(f"{what}，共 {rows:,} 行".replace(",", " "))
        self._go.setEnabled(rows > 0)

    @property
    def suffix(self) -> str:
        """The kind of file that is chosen."""
        return _KINDS[max(0, self._kinds.checkedId())][0]

    def choose(self, suffix: str) -> None:
        """Choose the kind of file."""
        for number, (kind, _, _) in enumerate(_KINDS):
            self._kinds.button(number).setChecked(kind == suffix)

    def _shown(self) -> tuple[str, ...]:
        known = {column.field for column in columns_of(self._view.row)}
        every = self._columns.checkedId() == 1
        return () if every else tuple(name for name in self._fields if name in known)

    # -- exporting -------------------------------------------------------------------

    def _ask(self) -> None:
        self._notice.clear()
        why = "导出会写出明文，请再次输入本人口令。"
        self.password.ask(EXPORT, why, self._choose_file)

    def _choose_file(self) -> None:
        _, _, pattern = _KINDS[max(0, self._kinds.checkedId())]
        dialog = QFileDialog(self, "导出为", "", pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.suffix)
        dialog.selectFile(f"{self._view.title}-{self._session.today:%Y%m%d}.{self.suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, target: Path) -> None:
        """Write the file, if the password was given lately; record it."""
        if self.strip.running or not self._session.proved_lately(EXPORT):
            return
        progress = self._progress = Progress("导出")
        name, question, fields = self._view.name, self._question, self._shown()
        self._go.setEnabled(False)
        self.strip.watch(progress)

        def job(vault: Vault) -> tuple[Exported, Recorded]:
            done = export(vault, name, question, target, fields=fields, progress=progress)
            return done, done.recorded

        self._session.carry_out(
            job, owner=self, then=lambda done: self._done(done, target), otherwise=self._fail
        )

    def _done(self, done: Exported, target: Path) -> None:
        self.strip.rest()
        self._go.setEnabled(True)
        told = f"{done.rows}行已写到「{target.name}」，第{done.recorded.last}条入账。"
        self._tell(News.PROVEN, "已导出", told + "请把这个文件按载体登记。")

    def _fail(self, error: Exception) -> None:
        self.strip.rest()
        self._go.setEnabled(True)
        if isinstance(error, Cancelled):
            self._session.gave_up(f"导出 {self._view.title}，没有写出文件")
            self._tell(News.NOTE, "已取消", "没有写出文件，也没有入账。")
        else:
            self._tell(News.REFUSED, "没有导出", in_words(error))

    @property
    def said(self) -> str:
        """What the dialog says last."""
        return self._notice.words

    def _give_up(self) -> None:
        self._progress.cancel()

    def reject(self) -> None:
        """Stop what runs and close."""
        self._progress.cancel()
        super().reject()
