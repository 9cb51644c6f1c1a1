"""Print the first groups of the recovery key: a printer is chosen, the sheet goes from memory."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop import printers
from desktop.dialogs.sheet import button, text
from desktop.look import Look
from desktop.print_order import Printer, PrintOrder
from desktop.tasks import Worker
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice

TITLE = "恢复密钥单"


class RecoveryPrint(QWidget):
    """One line: which printer, and the verb; without a printer the pen does it all."""

    def __init__(self, look: Look, worker: Worker, draw: Callable[[], bytes]) -> None:
        super().__init__()
        self._worker, self._draw = worker, draw
        self.printer, self.go = QComboBox(), button("打印前六组")
        self.printer.setAccessibleName("打印机")
        self.none = text(look, "正在查找打印机…", 13, kind="secondary")
        self.notice = Notice(look)
        self.go.setIcon(look.icon("printer"))
        self.go.clicked.connect(self._print)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.none, 1)
        row.addWidget(self.printer, 1)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.notice)
        self._offer([])
        self.none.setText("正在查找打印机…")
        worker.run(printers.printers, owner=self, then=self._offer, otherwise=self._no_printer)

    def _offer(self, found: list[Printer]) -> None:
        self.printer.clear()
        self.printer.addItems([printer.name for printer in found if not printer.stopped])
        there = self.printer.count() > 0
        self.printer.setVisible(there)
        self.go.setVisible(there)
        self.none.setVisible(not there)
        self.none.setText("本机没有打印机，请把前六组也用笔抄下。")

    def _no_printer(self, _: Exception) -> None:
        self._offer([])

    def _print(self) -> None:
        order, pdf = PrintOrder(self.printer.currentText()), self._draw()
        self.go.setEnabled(False)
        self._worker.run(
            lambda: printers.send(pdf, order, TITLE),
            owner=self,
            then=self._sent,
            otherwise=self._refused,
        )

    def _sent(self, _: None) -> None:
        self.go.setEnabled(True)
        self.notice.tell(
            News.NOTE, "已送往打印机", "请当面取走；后两组没有打印，请用笔抄在另一张纸上。"
        )

    def _refused(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.notice.tell(News.REFUSED, "没有打印", in_words(error))
