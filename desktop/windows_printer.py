"""Printing on Windows, the only place of QPrinter: each page as an image to the chosen printer.

The spool of Windows keeps the pages in clear while they print; that cannot be avoided and stands in
the manual. On Linux this module is never loaded.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from db.ledger.trouble import Unusable
from desktop.print_order import Printer, PrintOrder, Sides
from desktop.widgets.preview import PdfPages

_DOTS = 300
_INCH = 72
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


def printers() -> list[Printer]:
    """Return the printers of Windows, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    every = [Printer(name, name == usual) for name in QPrinterInfo.availablePrinterNames()]
    return sorted(every, key=lambda printer: not printer.usual)


def send(pdf: bytes, order: PrintOrder, title: str) -> None:
    """Paint the pages on the printer; `Unusable` if it does not take them."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setPrinterName(order.printer)
    if not device.isValid():
        raise _failed(order.printer)
    device.setDocName(title)
    device.setResolution(_DOTS)
    device.setCopyCount(order.copies)
    device.setDuplex(_DUPLEX[order.sides])
    device.setFullPage(True)
    pages = PdfPages(pdf)
    try:
        device.setPageLayout(layout_of(pages.sizes[0]))
        numbers = order.numbers(len(pages))
        images = (pages.image(number - 1, _DOTS / _INCH, grey=True) for number in numbers)
        if not paint(device, images) or device.printerState() is QPrinter.PrinterState.Error:
            raise _failed(order.printer)
    finally:
        pages.close()


def layout_of(size: tuple[float, float]) -> QPageLayout:
    """Return the whole sheet of a page, standing or lying, without margins."""
    width, height = size
    lying = width > height
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout()
    layout.setPageSize(paper)
    layout.setOrientation(way)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def paint(device: QPagedPaintDevice, images: Iterable[QImage]) -> bool:
    """Paint images as large as the sheets, one at a time; False if the device gives up."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    whole = QRectF(0, 0, device.width(), device.height())
    for number, image in enumerate(images):
        if number and not device.newPage():
            painter.end()
            return False
        painter.drawImage(whole, image)
    return painter.end()


def _failed(printer: str) -> Unusable:
    return Unusable(
        f"打印机「{printer}」没有接收。没有打印，也没有入账。",
        "请检查打印机是否开机、有纸、可用，再重新打印。",
    )
