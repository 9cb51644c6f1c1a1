"""手册: the officers' manual, shown by F1."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.assets import read_text
from desktop.look import Look


class Manual(QDialog):
    """The manual as one page to scroll and search by eye."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册 — 专册")
        self.resize(look.px(760), look.px(640))
        self.page = QTextBrowser()
        self.page.setFont(look.font(15))
        self.page.setOpenLinks(False)
        self.page.setMarkdown(read_text("manual", "手册.md"))
        self.page.setAccessibleName("使用手册")
        whole = QVBoxLayout(self)
        whole.addWidget(self.page)
