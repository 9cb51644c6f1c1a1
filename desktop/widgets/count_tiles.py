"""How a stock-take stands: an amount for each result, and one bar over all of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.ledger.beliefs import Bucket
from desktop.look import Look
from desktop.widgets.badges import MarkLabel, bucket_tint

SHOWN = (
    Bucket.FOUND,
    Bucket.ELSEWHERE,
    Bucket.OUT,
    Bucket.LENT_HERE,
    Bucket.GONE,
    Bucket.UNKNOWN,
    Bucket.MOVED,
    Bucket.MISSING,
    Bucket.WAITING,
)
_ALWAYS = {Bucket.FOUND, Bucket.ELSEWHERE, Bucket.OUT, Bucket.UNKNOWN}


class CountTiles(QWidget):
    """One tile for each result; what is seldom is shown once there is some of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._numbers: dict[Bucket, QLabel] = {}
        self._tiles: dict[Bucket, QFrame] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        for bucket in SHOWN:
            line.addWidget(self._tile(bucket), 1)

    def _tile(self, bucket: Bucket) -> QFrame:
        look, tile = self._look, QFrame()
        tile.setObjectName("frame")
        column = QVBoxLayout(tile)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        column.setSpacing(look.px(2))
        number = QLabel("0")
        number.setFont(look.font(20))
        number.setStyleSheet(f"color: {look.colour(bucket_tint(bucket)).name()};")
        column.addWidget(MarkLabel(bucket, look))
        column.addWidget(number)
        self._numbers[bucket], self._tiles[bucket] = number, tile
        return tile

    def show_counts(self, counts: Mapping[Bucket, int], *, closed: bool) -> None:
        """Show how many there are of each."""
        kept = _ALWAYS | {Bucket.MISSING if closed else Bucket.WAITING}
        for bucket, number in self._numbers.items():
            amount = counts.get(bucket, 0)
            number.setText(f"{amount:,}".replace(",", " "))
            self._tiles[bucket].setVisible(bool(amount) or bucket in kept)
            self._tiles[bucket].setAccessibleName(f"{bucket.word} {amount}")

    def text(self, bucket: Bucket) -> str:
        """Return the amount that is shown for a result."""
        return self._numbers[bucket].text()


class CountBar(QWidget):
    """What is counted and what is left, as one thin line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: dict[Bucket, int] = {}
        self.setFixedHeight(look.px(6))

    def show_counts(self, counts: Mapping[Bucket, int]) -> None:
        """Draw these amounts."""
        self._counts = dict(counts)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._look.px(200), self._look.px(6))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw one piece for each result, in the order of the tiles."""
        painter, whole, at = QPainter(self), sum(self._counts.values()), 0.0
        painter.fillRect(self.rect(), self._look.colour("sunk"))
        for bucket in SHOWN:
            if not whole or bucket is Bucket.WAITING:
                continue
            wide = self.width() * self._counts.get(bucket, 0) / whole
            colour = self._look.colour(bucket_tint(bucket))
            painter.fillRect(QRectF(at, 0, wide, self.height()), colour)
            at += wide
        painter.end()
