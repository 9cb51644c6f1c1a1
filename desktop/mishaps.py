"""Our own mistakes in the window: one dialog with the report's path, never two at a time."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from desktop.dialogs.sheet import Sheet, paragraph
from desktop.look import Look
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice


class Mishaps(QObject):
    """Goes where Python puts what nobody caught; may be called on any thread."""

    _happened = Signal(str)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.dialog: Sheet | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def caught(
        self, _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        """Take the place of `sys.excepthook`."""
        self._happened.emit(in_words(error))

    def _show(self, words: str) -> None:
        if self.dialog is not None:
            return
        look = self._look
        self.dialog = dialog = Sheet(look, "程序出错", width=560)
        notice = Notice(look)
        notice.tell(News.REFUSED, "程序出错", words)
        dialog.body.addWidget(notice)
        dialog.body.addWidget(
            paragraph(
                look,
                "已经入账的不受影响；没有入账的请再办一次。报告里只有程序的文件名和行号，没有台账的内容，"
                "可以交给维护人员。",
                13,
                kind="secondary",
            )
        )
        dialog.foot.addStretch(1)
        dialog.button("知道了", "primary").clicked.connect(dialog.accept)
        dialog.finished.connect(self._gone)
        dialog.open()

    def _gone(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
