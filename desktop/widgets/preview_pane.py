"""The preview with its bar: which page, how large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.look import Look
from desktop.widgets.preview import FIT, STEPS, PageView, PdfPages


class Preview(QWidget):
    """The pages with a bar above them: which page, how large."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.view = PageView(look)
        self._many = 0
        self._page = QLabel()
        self._size = QComboBox()
        self._size.setAccessibleName("显示大小")
        self._size.addItem("适合宽度", FIT)
        for step in STEPS:
            self._size.addItem(f"{step:.0%}".replace("%", " %"), step)
        self._back = self._tool("chevron-up", "上一页（PgUp）", lambda: self._turn(-1))
        self._on = self._tool("chevron-down", "下一页（PgDn）", lambda: self._turn(1))
        self._less = self._tool("zoom-out", "缩小（Ctrl+-）", lambda: self.view.step_zoom(-1))
        self._more = self._tool("zoom-in", "放大（Ctrl++）", lambda: self.view.step_zoom(1))
        bar = QHBoxLayout()
        bar.setSpacing(look.px(8))
        bar.addWidget(self._back)
        bar.addWidget(self._on)
        bar.addWidget(self._page)
        bar.addStretch(1)
        bar.addWidget(self._less)
        bar.addWidget(self._size)
        bar.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self._size.activated.connect(lambda place: self.view.set_zoom(self._size.itemData(place)))
        self.view.at.connect(self._tell)
        self.view.zoomed.connect(self._tell_zoom)
        self.show_pdf(None)

    def _tool(self, icon: str, tip: str, press: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        button.setObjectName("tool")
        button.setIcon(self._look.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.setAutoDefault(False)
        button.setFixedWidth(self._look.px(36))
        button.clicked.connect(press)
        return button

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show another PDF, or nothing."""
        pages = PdfPages(pdf) if pdf is not None else None
        self._many = len(pages) if pages else 0
        self.view.show_pages(pages)
        for widget in (self._less, self._size, self._more):
            widget.setEnabled(bool(self._many))

    def _turn(self, by: int) -> None:
        self.view.go(self.view.page + by)

    def _tell(self, page: int) -> None:
        self._page.setText(f"第 {page + 1} 页，共 {self._many} 页" if self._many else "")
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page + 1 < self._many)

    def _tell_zoom(self) -> None:
        """Show the step that is meant; what lies between the steps shows as the fitting one."""
        self._size.setCurrentIndex(max(0, self._size.findData(self.view.chosen)))
