"""The head of a stock-take that is being counted: which one, how it stands, and the scan box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.ledger.beliefs import Bucket, StocktakeState
from db.views.copies import CopyRow
from db.views.people import PlaceRow
from db.views.stocktakes import StocktakeRow
from desktop.dialogs.form.choices import copy_words
from desktop.dialogs.form.editors.editor import redress
from desktop.look import Look
from desktop.widgets.count_detail import CountDetail
from desktop.widgets.count_tiles import CountBar, CountTiles

_HIGH, _LINES, _TALL_ENOUGH = 28, 4, 600
"""Pixels at 100 %: a line of choices, how many are seen at once; under which height of the page
the tiles give way."""
_COPY = Qt.ItemDataRole.UserRole


class CountStrip(QWidget):
    """Says what a scan meant, and asks which copy is meant where several may be."""

    chosen = Signal(int)  # another stock-take
    scanned = Signal(str)
    left = Signal()  # down into the table

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self.low = look, False
        self.which, self.place = QComboBox(), QComboBox()
        self.facts, self.moved = QLabel(), QLabel()
        self.again = QPushButton("第二遍")
        self.tiles, self.bar, self.detail = CountTiles(look), CountBar(look), CountDetail(look)
        self.line, self.said, self.progress = QLineEdit(), QLabel(), QLabel()
        self.choices = QListWidget()
        self.choices.setObjectName("popup")
        self.choices.setAccessibleName("是哪一份，用上下键选，Enter")
        self.choices.installEventFilter(self)
        self.line.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        for part in (self._band(), self.tiles, self._box()):
            column.addWidget(part)
        self.which.activated.connect(lambda at: self.chosen.emit(int(self.which.itemData(at))))
        self.line.returnPressed.connect(self._enter)
        self.line.textEdited.connect(lambda _: self._choose_none())
        self.choices.itemActivated.connect(self._take)
        self._choose_none()

    def _band(self) -> QFrame:
        band, look = QFrame(), self._look
        band.setObjectName("notice")
        line = QHBoxLayout(band)
        line.setContentsMargins(look.px(12), look.px(4), look.px(12), look.px(4))
        line.setSpacing(look.px(12))
        self.which.setAccessibleName("正在点的盘点")
        self.which.setMinimumWidth(look.px(260))
        for label in (self.facts, self.moved):
            label.setMinimumWidth(0)
        line.addWidget(self.which)
        line.addWidget(self.facts)
        line.addStretch(1)
        line.addWidget(self.moved)
        line.addWidget(self.again)
        self.again.setToolTip("绝密由另一人再点一遍，不看第一遍的结果")
        return band

    def _box(self) -> QFrame:
        box, look = QFrame(), self._look
        box.setObjectName("frame")
        column = QVBoxLayout(box)
        column.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        column.setSpacing(look.px(8))
        above = QHBoxLayout()
        above.setSpacing(look.px(8))
        above.addWidget(QLabel("现在点"))
        self.place.setAccessibleName("现在点的位置")
        self.place.setMinimumWidth(look.px(150))
        above.addWidget(self.place)
        above.addWidget(self.line, 1)
        column.addLayout(above)
        self.line.setFont(look.font(16))
        self.line.setPlaceholderText("扫描条码，或输入末几位后按 Enter；页内任何位置都能扫")
        self.line.setAccessibleName("扫描条码，或输入末几位")
        column.addWidget(self.bar)
        below = QHBoxLayout()
        self.said.setObjectName("note")
        self.said.setMinimumWidth(0)
        self.progress.setObjectName("basis")
        below.addWidget(self.said, 1)
        below.addWidget(self.progress)
        column.addLayout(below)
        column.addWidget(self.choices)
        column.addWidget(self.detail)
        return box

    # -- which one --------------------------------------------------------------------

    def offer(self, rows: Sequence[StocktakeRow], chosen: int | None) -> None:
        """Offer the stock-takes that are going on, and the one that is looked at."""
        self.which.clear()
        for row in rows:
            closed = "" if row.state is StocktakeState.OPEN else f" · {row.state.word}"
            self.which.addItem(f"{row.number} · {row.scope}{closed}", row.id)
            if row.id == chosen:
                self.which.setCurrentIndex(self.which.count() - 1)

    def show_stocktake(
        self, row: StocktakeRow | None, places: Sequence[PlaceRow], again: str = ""
    ) -> None:
        """Show who counts since when, `again` the second time; a closed one takes no scans."""
        going_on = row is not None and row.state is StocktakeState.OPEN
        for widget in (self.line, self.place):
            widget.setEnabled(going_on)
        self.which.setEnabled(not again)
        self.again.setVisible(row is not None and going_on and row.top_secret > 0)
        self.again.setText("点完第二遍" if again else "第二遍")
        kept = self.place.currentData()
        self.place.clear()
        self.place.addItem("不分位置", 0)
        for place in places:
            self.place.addItem(place.name, place.id)
        self.place.setCurrentIndex(max(0, self.place.findData(kept)))
        if row is None:
            self.facts.setText("没有正在点数的盘点")
            self.moved.setText("")
            return
        if again:
            self.facts.setText(f"第二遍，只点绝密　复点人 {again}")
            return
        others = (("复点人", row.second), ("第二遍", "" if row.second else row.again))
        second = "".join(f"　{what} {who}" for what, who in others if who)
        self.facts.setText(f"{row.reason}　点数人 {row.counter}{second}")

    def show_counts(self, row: StocktakeRow, counts: Mapping[Bucket, int], moved: int) -> None:
        """Show how far it is."""
        closed = row.state is not StocktakeState.OPEN
        self.tiles.show_counts(counts, closed=closed)
        self.bar.show_counts(counts)
        left = counts.get(Bucket.WAITING, 0) + counts.get(Bucket.MOVED, 0)
        unit = "项" if row.devices else "份"
        to_do = f"应点 {row.copies} {unit}，还差 {left} {unit}"
        self.progress.setText("" if closed else to_do)
        after = f"；其后移动 {moved} 份，已标明" if moved else ""
        told = f"清单冻结于 {row.frozen[5:]} 第 {row.upto} 条{after}"
        self.moved.setText(told if not self.low else f"移动 {moved} 份")
        self.moved.setToolTip(told)

    def fit(self, height: int) -> None:
        """On a low screen the amounts stand in the chips and the tiles give way."""
        self.low = height < self._look.px(_TALL_ENOUGH)
        self.tiles.setVisible(not self.low)

    # -- scanning ---------------------------------------------------------------------

    def say(self, words: str, tint: str = "") -> None:
        """Say what a scan meant."""
        self._choose_none()
        self.said.setText(words)
        self.said.setToolTip(words)
        self.said.setProperty("tint", tint)
        redress(self.said)

    def ask_which(self, rows: Sequence[CopyRow], *, more: bool) -> None:
        """Several copies end in what was typed: let one be chosen."""
        self.choices.clear()
        for row in rows:
            item = QListWidgetItem(copy_words(row), self.choices)
            item.setData(_COPY, row.id)
        self.choices.setCurrentRow(0)
        self.choices.setFixedHeight(
            self._look.px(_HIGH) * min(len(rows), _LINES) + self._look.px(10)
        )
        self.detail.speak_of(None)
        rest = "，还有更多，请多输几位" if more else ""
        self.say(f"有 {len(rows)} 份都是这几位{rest}；用上下键选，Enter", "caution")
        self.choices.show()
        self.choices.setFocus()

    def _enter(self) -> None:
        typed = self.line.text().strip()
        self.line.clear()
        self._choose_none()
        if typed:
            self.scanned.emit(typed)

    def _take(self, item: QListWidgetItem) -> None:
        copy = item.data(_COPY)
        self._choose_none()
        self.line.setFocus()
        self.scanned.emit(f"Z{copy}")

    def _choose_none(self) -> None:
        self.choices.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the choice; a digit goes on with the scan; Down goes into the table."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.choices:
            if event.key() == Qt.Key.Key_Escape:
                self._choose_none()
                self.line.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.choices.currentItem())
                return True
        elif watched is self.line and event.key() == Qt.Key.Key_Down:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
