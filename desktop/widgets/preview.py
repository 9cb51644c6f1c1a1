"""A PDF looked at from memory, page by page: only what is in sight is drawn, little is kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import pypdfium2
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.look import Look

STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
FIT = 0.0
"""The zoom that follows the width of the view."""
_INCH = 72
_SCREEN = 96  # pixels of an inch at 100 %
_KEPT = 6
_ONE_AT_A_TIME = Lock()  # PDFium is not made for threads


class PdfPages:
    """The pages of a PDF in memory."""

    def __init__(self, pdf: bytes) -> None:
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self.sizes)

    def image(self, number: int, scale: float, *, grey: bool = False) -> QImage:
        """Return a page, counted from 0, at so many dots per point."""
        with _ONE_AT_A_TIME:
            page = self._document[number]
            try:
                drawn = page.render(scale=scale, grayscale=grey, prefer_bgrx=not grey)
                form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
                image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, form)
                return image.copy()  # Qt does not keep the bytes alive
            finally:
                page.close()

    def close(self) -> None:
        """Forget the document."""
        with _ONE_AT_A_TIME:
            self._document.close()


class PageView(QAbstractScrollArea):
    """The pages below each other; `at` tells which page is at the top of the view."""

    at = Signal(int)
    zoomed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The bar is always there: a width that changes with it would never come to rest.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._look, self._gap = look, look.px(16)
        self._pages: PdfPages | None = None
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._zoom = FIT
        self._shown = 0
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # -- what is shown -------------------------------------------------------------

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show other pages, from the first; or none."""
        if self._pages is not None:
            self._pages.close()
        self._pages, self._shown = pages, 0
        self._kept.clear()
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self.at.emit(0)

    @property
    def page(self) -> int:
        """The page at the top of the view, counted from 0."""
        return self._shown

    def go(self, number: int) -> None:
        """Scroll to the beginning of a page."""
        if self._pages is not None and len(self._pages):
            number = max(0, min(number, len(self._pages) - 1))
            self.verticalScrollBar().setValue(self._places()[number].top() - self._gap)

    @property
    def zoom(self) -> float:
        """How large the pages are; 1 is as on paper."""
        if self._zoom != FIT or self._pages is None or not self._pages.sizes:
            return self._zoom or 1.0
        widest = max(width for width, _ in self._pages.sizes)
        room = self.viewport().width() - 2 * self._gap
        return max(0.1, room / (widest * _SCREEN / _INCH * self._look.scale))

    @property
    def chosen(self) -> float:
        """The zoom as it was chosen: a step, or `FIT`."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make the pages larger or smaller, or as wide as the view; the place stays."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._zoom = zoom
        self._kept.clear()
        self._lay_out()
        bar.setValue(round(share * bar.maximum()))
        self.zoomed.emit()

    def step_zoom(self, way: int) -> None:
        """Go to the next larger (1) or smaller (-1) step."""
        now = self.zoom
        further = [step for step in STEPS if (step - now) * way > 0.005]
        if further:
            self.set_zoom(further[0] if way > 0 else further[-1])

    # -- where things are ----------------------------------------------------------

    def _places(self) -> list[QRect]:
        """Return where each page lies on the long sheet."""
        factor = self.zoom * _SCREEN / _INCH * self._look.scale
        found, top = [], self._gap
        for width, height in self._pages.sizes if self._pages else ():
            size = QSize(round(width * factor), round(height * factor))
            left = max(self._gap, (self.viewport().width() - size.width()) // 2)
            found.append(QRect(QPoint(left, top), size))
            top += size.height() + self._gap
        return found

    def _lay_out(self) -> None:
        places = self._places()
        view = self.viewport().size()
        height = places[-1].bottom() + self._gap if places else 0
        width = max((place.width() for place in places), default=0) + 2 * self._gap
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, height - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(self._look.px(40))
        across.setRange(0, max(0, width - view.width()))
        across.setPageStep(view.width())
        self.viewport().update()

    def _tell_page(self, top: int) -> None:
        middle = top + self.viewport().height() // 3
        places = self._places()
        number = sum(place.top() <= middle for place in places) - 1
        if number != self._shown and number >= 0:
            self._shown = number
            self.at.emit(number)

    # -- Qt asks -------------------------------------------------------------------

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.colour("sunk"))
        aside = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number, place in enumerate(self._places()):
            here = place.translated(-aside)
            if here.intersects(self.viewport().rect()):
                painter.fillRect(here.adjusted(-1, -1, 1, 1), self._look.colour("line2"))
                painter.fillRect(here, QColor("white"))
                painter.drawImage(here, self._image(number, place.width()))
        if self.hasFocus():
            painter.setPen(QPen(self._look.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _image(self, number: int, width: int) -> QImage:
        """Return a page as sharp as the screen can show it."""
        assert self._pages is not None
        dots = round(width * self.devicePixelRatioF())
        image = self._kept.pop((number, dots), None)
        if image is None:
            image = self._pages.image(number, dots / self._pages.sizes[number][0])
        self._kept[number, dots] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew."""
        super().resizeEvent(event)
        self._lay_out()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom by keys."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        last = len(self._pages) - 1 if self._pages else 0
        turns = {
            Qt.Key.Key_PageDown: self._shown + 1,
            Qt.Key.Key_PageUp: self._shown - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        if key in turns:
            self.go(turns[Qt.Key(key)])
        elif control and key in zooms:
            self.step_zoom(zooms[Qt.Key(key)])
        elif control and key == Qt.Key.Key_0:
            self.set_zoom(FIT)
        else:
            super().keyPressEvent(event)
