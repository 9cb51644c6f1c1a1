"""抽样: copies or persons, level, year, how many, by which seed; the samples so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
)

from db.ledger.acts.checks.sampling import MOST
from db.ledger.sampling import Population
from db.ledger.values import Level
from db.views.receptions import DrawRow
from desktop.dialogs.sheet import labelled
from desktop.look import Look
from desktop.widgets.card import Card

_YEARS = 12
_USUAL = 20
C = TypeVar("C")


class DrawCard(Card):
    """What is to be drawn, and what was."""

    drawn = Signal(object, int, str)  # Population, how many, seed
    chosen = Signal(int)  # number of a draw

    def __init__(self, look: Look, year: int) -> None:
        super().__init__(look, "抽样", "种子写明并入账；同一种子在同一账面上抽中的相同。")
        self.setFixedWidth(look.px(252))
        self.kind, self.level, self.year = QComboBox(), QComboBox(), QComboBox()
        self.kind.addItem("份", False)
        self.kind.addItem("持有人", True)
        self.level.addItem("全部", None)
        for level in sorted(Level, reverse=True):
            self.level.addItem(level.word, level)
        self.year.addItem("全部", None)
        for back in range(_YEARS):
            self.year.addItem(f"{year - back}年", year - back)
        self.amount, self.seed, self.gone = QSpinBox(), QLineEdit(), QCheckBox("含已了结的份")
        self.amount.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.amount.setRange(1, MOST)
        self.amount.setValue(_USUAL)
        self.seed.setPlaceholderText("不填由程序定")
        for words, editor in (("抽", self.kind), ("密级", self.level), ("入账年度", self.year),
                              ("数量", self.amount), ("种子", self.seed)):  # fmt: skip
            self.rows.addLayout(labelled(look, words, editor))
        self.line(self.gone)
        self.go = self.button("抽样", self._draw, "primary")
        self.line(self.go)
        self.list = QListWidget()
        self.list.setAccessibleName("各次抽样")
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._choose)
        self.rows.addWidget(self.list, 1)

    def _draw(self) -> None:
        of = Population(
            bool(self.kind.currentData()),
            self.level.currentData(),
            self.year.currentData(),
            self.gone.isChecked() and not self.kind.currentData(),
        )
        self.drawn.emit(of, self.amount.value(), self.seed.text().strip())

    def show_draws(self, rows: Sequence[DrawRow], current: int) -> None:
        """Show the samples, the latest first, and mark one."""
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            said = f"第{row.draw}次　{row.scope}\n{row.population}中抽{row.size}，见到{row.seen}"
            said += f"，不符未见{row.wrong}" if row.wrong else ""
            item = QListWidgetItem(f"{said}\n种子 {row.seed}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, row.draw)
            if row.draw == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
