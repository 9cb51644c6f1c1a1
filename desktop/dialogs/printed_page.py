"""A page that was printed once, painted again, to be held against the paper."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.look import Look
from desktop.widgets.notice import News, Notice
from desktop.widgets.preview_pane import Preview

WIDTH, HEIGHT = 900, 640


class PrintedPage(QDialog):
    """The pages of that print, at the page that was asked for; what the comparison said above."""

    def __init__(self, look: Look, pdf: bytes, page: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"重画的第 {page} 页 — 专册")
        self.said, self.preview = Notice(look), Preview(look)
        pad = look.px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(look.px(12))
        column.addWidget(self.said)
        column.addWidget(self.preview, 1)
        self.resize(min(look.px(WIDTH), 1000), min(look.px(HEIGHT), 660))
        self.preview.show_pdf(pdf)
        self._page = page

    def tell(self, news: News, head: str, sentence: str) -> None:
        """Say what the comparison said, and go to the page."""
        self.said.tell(news, head, sentence)
        self.preview.view.setFocus()

    def showEvent(self, event: object) -> None:
        """Begin at the page that was asked for, once it is known where it lies."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.preview.view.go(self._page - 1)
