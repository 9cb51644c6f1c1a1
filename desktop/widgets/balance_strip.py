"""结存 over the journal: what came in, what left, what is there, and whether that adds up."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.ledger.columns import columns_of
from db.views.balance import BalanceRow
from desktop.look import Look

CAME = ("received", "produced", "reproduced", "meeting", "found", "opening", "handed_in")
LEFT = ("returned", "dispatched", "archived", "destroyed", "transferred", "written_off", "history")
_HEADINGS = {column.field: column.heading for column in columns_of(BalanceRow)}


class BalanceStrip(QFrame):
    """One line of figures over all keepers and levels; ways that nothing took are left out."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._look = look
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self._line.setSpacing(look.px(20))
        self.hide()

    def show_balance(self, rows: Iterable[BalanceRow]) -> None:
        """Add up, and show what adds up to what."""
        kept = list(rows)
        sums = {name: sum(getattr(row, name) for row in kept) for name in (*CAME, *LEFT)}
        closing = sum(row.closing for row in kept)
        came, left = (sum(sums[name] for name in names) for names in (CAME, LEFT))
        told = [(_HEADINGS[name], sums[name], "ink") for name in CAME if sums[name]]
        told += [(_HEADINGS[name], -sums[name], "ink") for name in LEFT if sums[name]]
        broken = came - left - closing
        told += [("结存", closing, "ink"), ("差", broken, "red" if broken else "green")]
        while self._line.count():
            if (gone := self._line.takeAt(0).widget()) is not None:
                gone.deleteLater()
        for word, amount, tint in told:
            self._line.addWidget(self._figure(word, amount, tint))
        self._line.addStretch()
        self.setAccessibleName("，".join(f"{word}{amount}" for word, amount, _ in told))
        self.show()

    def _figure(self, word: str, amount: int, tint: str) -> QWidget:
        look, one = self._look, QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        label, number = QLabel(word), QLabel(f"{amount:,}".replace(",", " ").replace("-", "−"))
        label.setFont(look.font(12))
        label.setObjectName("secondary")
        number.setFont(look.font(16))
        number.setStyleSheet(f"color: {look.colour(tint).name()};")
        column.addWidget(label)
        column.addWidget(number)
        return one
