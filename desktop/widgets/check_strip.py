"""The head of a sheet of self-inspection: whose it is, its score, and what it was taken from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from db.ledger.scoring import Band
from db.views.self_checks import CheckSheetRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.widgets.elided import Elided

_TINTS = {Band.MEETS: "green", Band.MOSTLY: "amber", Band.FAILS: "red", Band.OPEN: "ink2",
          Band.UNSCORED: "ink2"}  # fmt: skip


class CheckStrip(QFrame):
    """One line of figures under the choice of the sheet."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._look = look
        self.which = QComboBox()
        self.which.setAccessibleName("哪一张自查表")
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumWidth(look.px(130))
        self.behind = QPushButton("依据")
        self.behind.setCheckable(True)
        self.behind.setToolTip("窗口不够高，依据和各项轮流显示")
        self.behind.hide()
        self.which.activated.connect(lambda at: self.chosen.emit(int(self.which.itemData(at))))
        self.frozen, self.said = Elided(), Elided()
        for label in (self.frozen, self.said):
            label.setObjectName("secondary")
            label.setFont(look.font(12))
            label.setMinimumWidth(0)
        self.figures: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        line.setSpacing(look.px(16))
        line.addWidget(self.which, 2)
        for name in ("已评得分", "实有分值", "百分比", "考评结果", "上年"):
            line.addLayout(self._figure(name))
        right = QVBoxLayout()
        right.setSpacing(look.px(2))
        right.addWidget(self.frozen)
        right.addWidget(self.said)
        line.addLayout(right, 3)
        line.addWidget(self.behind)

    def _figure(self, name: str) -> QVBoxLayout:
        column, number = QVBoxLayout(), QLabel("—")
        column.setSpacing(0)
        number.setFont(self._look.font(17))
        column.addWidget(text(self._look, name, 12, kind="secondary"))
        column.addWidget(number)
        self.figures[name] = number
        return column

    def offer(self, rows: Sequence[CheckSheetRow], chosen: int | None) -> None:
        """Offer these sheets, with one of them chosen."""
        self.which.clear()
        for row in rows:
            self.which.addItem(f"{row.number} {row.layer.word} {row.name}", row.id)
        at = self.which.findData(chosen)
        self.which.setCurrentIndex(max(at, 0))
        self.which.setEnabled(bool(rows))

    def show_sheet(self, row: CheckSheetRow | None) -> None:
        """Show how a sheet stands."""
        band = row.band if row is not None else Band.OPEN
        told = {
            "已评得分": row.score if row else "—",
            "实有分值": row.applicable if row else "—",
            "百分比": row.percent if row else "—",
            "考评结果": self._result(row),
            "上年": (row.last_year if row else "") or "—",
        }
        for name, words in told.items():
            self.figures[name].setText(words)
            self.figures[name].setAccessibleName(f"{name} {words}")
        for name in ("百分比", "考评结果"):
            colour = self._look.colour(_TINTS[band]).name()
            self.figures[name].setStyleSheet(f"color: {colour};")
        frozen = f"数据冻结于 {row.frozen}" if row is not None and row.upto else "还没有取证"
        self.frozen.setText(frozen)
        self.said.setText(self._rest(row))
        for label in (self.frozen, self.said):
            label.setToolTip(label.text())

    def _result(self, row: CheckSheetRow | None) -> str:
        if row is None:
            return "—"
        return f"未评{row.waiting}项" if row.band is Band.OPEN and row.waiting else row.band.word

    def _rest(self, row: CheckSheetRow | None) -> str:
        if row is None:
            return ""
        signed = f"{row.signed_by} {row.signed_on}签认" if row.signed_on else "未签认"
        period = f"{row.since}至{row.until}"
        return "；".join(filter(None, (period, row.version, row.said, signed)))
