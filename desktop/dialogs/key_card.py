"""Print the key card: a printer is chosen, the sheet goes out from memory."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop import keys, printers
from desktop.dialogs.sheet import button, text
from desktop.look import Look
from desktop.print_order import Printer, PrintOrder
from desktop.printing.key_card import draw_key_card
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice

TITLE = "按键卡"


def key_card() -> bytes:
    """Return the card as a PDF."""
    parts = (("在窗口里", keys.IN_THE_WINDOW), ("在对话框里", keys.IN_A_DIALOG))
    return draw_key_card([(name, [(key.keys, key.does) for key in of]) for name, of in parts])


class KeyCard(QWidget):
    """One line: which printer, and the verb."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.printer, self.go = QComboBox(), button("打印按键卡")
        self.printer.setAccessibleName("打印机")
        self.go.setIcon(look.icon("keyboard"))
        self.go.clicked.connect(self._print)
        self.none = text(look, "", 13, kind="secondary")
        self.news = Notice(look)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.none, 1)
        row.addWidget(self.printer, 1)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.news)
        self._offer([])
        session.aside(
            printers.printers, owner=self, then=self._offer, otherwise=lambda _: self._offer([])
        )

    def _offer(self, found: list[Printer]) -> None:
        self.printer.clear()
        self.printer.addItems([printer.name for printer in found if not printer.stopped])
        there = self.printer.count() > 0
        self.printer.setVisible(there)
        self.go.setEnabled(there)
        self.none.setText("" if there else "本机没有打印机；按键见第七节。")

    def _print(self) -> None:
        order, pdf = PrintOrder(self.printer.currentText()), key_card()
        self.go.setEnabled(False)
        self._session.aside(
            lambda: printers.send(pdf, order, TITLE),
            owner=self,
            then=lambda _: self._over(News.NOTE, "已送往打印机", "按键卡不含台账内容。"),
            otherwise=lambda error: self._over(News.REFUSED, "没有打印", in_words(error)),
        )

    def _over(self, news: News, head: str, sentence: str) -> None:
        self.go.setEnabled(True)
        self.news.tell(news, head, sentence)
