"""Beside the work of the day: what falls due this month, and drawings that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.ledger.policy import Policy
from db.ledger.values import Level
from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.assurance import ASSURANCE, AssuranceRow
from db.views.figures_of_checks import DRAWN_FIGURES, DrawnRow
from db.views.outlook import DUTIES, LATE, STOCK, DutyRow, LateRow, StockRow
from desktop.dialogs.sheet import hairline, text
from desktop.look import Look
from desktop.printing.charts import Figure, figures
from desktop.session import Session
from desktop.unit_policy import unit_policy
from desktop.widgets.svg_chart import SvgChart

MONTHS = 12
MOST = 6
"""Departments with overdue loans that find room."""
_LAYERS = {1: (Level.TOP_SECRET, "top"), 2: (Level.SECRET, "red"), 4: (Level.CONFIDENTIAL, "amber")}
"""Which layer of a column, by its pattern, is which level, in which colour."""
_RECTIFIED, _DRAWN = 3, 252.0
"""Which of the drawings of self-inspection stands here, and into how many points it is drawn."""
Found = tuple[
    tuple[DutyRow, ...],
    tuple[StockRow, ...],
    tuple[LateRow, ...],
    AssuranceRow,
    Policy,
    tuple[DrawnRow, ...],
]


class OutlookColumn(QWidget):
    """Three cards; asked when the page is opened or refreshed, not at every recording."""

    failed = Signal(object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.duties = QGridLayout()
        self.duties.setHorizontalSpacing(look.px(16))
        self.duties.setVerticalSpacing(look.px(8))
        self.duties.setColumnStretch(1, 1)
        self.stock, self.late, self.rectified = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        board = QWidget()
        board.setLayout(self.duties)
        self.duties.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self._card("本月要做", board))
        column.addWidget(self._card("在管份数，按月", _holding(self.stock)))
        column.addWidget(self._card("超期未还，按部门", _holding(self.late)))
        self.rectifying = self._card("整改，按部门", _holding(self.rectified))
        self.rectifying.hide()
        column.addWidget(self.rectifying)
        column.addStretch()

    def _card(self, title: str, content: QWidget) -> QFrame:
        card, look = QFrame(), self._look
        card.setObjectName("card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(12))
        rows.setSpacing(look.px(8))
        rows.addWidget(text(look, title))
        rows.addWidget(hairline())
        rows.addWidget(content)
        return card

    def ask(self) -> None:
        """Ask for the month and the drawings."""
        asked = Question(given=self._session.given())
        told = replace(asked, filters=(Filter("chart", (_RECTIFIED,)),))
        seen = bool(DRAWN_FIGURES.roles & self._session.operator.roles)

        def read(book: Snapshot) -> Found:
            duties, stock = book.page(DUTIES, asked).rows, book.page(STOCK, asked).rows
            late, secured = book.page(LATE, asked).rows, book.page(ASSURANCE, asked).rows[0]
            drawn = book.page(DRAWN_FIGURES, told).rows if seen else ()
            return duties, stock, late, secured, book.policy(unit_policy()), drawn

        self._session.read(read, owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, found: Found) -> None:
        duties, stock, late, secured, policy, drawn = found
        today = self._session.today
        own = _own_duties(secured, policy, today)
        self._show_duties(sorted([*duties, *own], key=lambda row: row.day))
        self._draw(self.stock, [of_stock(stock, last_months(today))])
        self._draw(self.late, [of_late(late)] if late else [])
        if not late:
            self.late.addWidget(text(self._look, "没有超期未还的。", 13, kind="secondary"))
        checked = [one for one in figures(drawn) if one.most]
        self._draw(self.rectified, checked)
        self.rectifying.setVisible(bool(checked))

    def _draw(self, rows: QVBoxLayout, found: Iterable[Figure]) -> None:
        """Show charts, as they would be drawn on the page of charts and on paper."""
        while rows.count():
            if (gone := rows.takeAt(0).widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for one in found:
            rows.addWidget(SvgChart(self._look, one, _DRAWN))

    def _show_duties(self, rows: Sequence[DutyRow]) -> None:
        while self.duties.count():
            old = self.duties.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        today = self._session.today
        for line, row in enumerate(rows):
            near = "danger" if row.day < today else "caution" if row.day == today else "secondary"
            words = f"{row.matter} {row.amount} 件" if row.amount else row.matter
            self.duties.addWidget(text(self._look, f"{row.day:%m-%d}", 13, kind=near), line, 0)
            self.duties.addWidget(text(self._look, words, 13), line, 1)
        if not rows:
            self.duties.addWidget(
                text(self._look, "本月没有到期的事。", 13, kind="secondary"), 0, 0
            )


def _holding(rows: QVBoxLayout) -> QWidget:
    room = QWidget()
    rows.setContentsMargins(0, 0, 0, 0)
    room.setLayout(rows)
    return room


def _own_duties(secured: AssuranceRow, policy: Policy, today: date) -> Iterable[DutyRow]:
    """Yield the days of this month by which the ledger itself is to be secured again."""
    for what, when, days in (
        ("备份", secured.backed_up_at, policy.backup_days),
        ("全部核验", secured.checked_at, policy.full_check_days),
    ):
        since = datetime.fromisoformat(when or secured.founded_at).date()
        by = max(since + timedelta(days=days), today)
        if (by.year, by.month) == (today.year, today.month):
            yield DutyRow(by, f"{what}台账", 0)


def last_months(today: date) -> tuple[str, ...]:
    """Return the last twelve months, this one last, as 2026-11."""
    last = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(last - MONTHS + 1, last + 1))


def at_hand(rows: Iterable[StockRow], level: Level, months: Sequence[str]) -> tuple[int, ...]:
    """Return how many copies of a level were there at the end of each month."""
    counts = [0] * len(months)
    for row in rows:
        if row.level is level:
            for number, month in enumerate(months):
                if row.came <= month and not (row.went and row.went <= month):
                    counts[number] += row.copies
    return tuple(counts)


def of_stock(rows: Sequence[StockRow], months: Sequence[str]) -> Figure:
    """Return how many copies of each level were there at the end of each month."""
    numbers = {
        (month, layer): number
        for layer, (level, _) in _LAYERS.items()
        for month, number in zip(months, at_hand(rows, level, months), strict=True)
    }
    series = tuple((layer, level.word) for layer, (level, _) in _LAYERS.items())
    tints = {layer: tint for layer, (_, tint) in _LAYERS.items()}
    title = "在管份数，按月"
    return Figure(title, "份", across=False, stacked=True, names=tuple(months), series=series,
                  numbers=numbers, tints=tints)  # fmt: skip


def of_late(rows: Iterable[LateRow]) -> Figure:
    """Return the departments that have most to bring back, the longest bar first."""
    first = sorted(rows, key=lambda row: (-row.amount, row.department))[:MOST]
    numbers = {(row.department, 2): row.amount for row in first}
    names = tuple(row.department for row in first)
    return Figure("超期未还，按部门", "件", across=True, stacked=True, names=names,
                  series=((2, "超期未还"),), numbers=numbers, tints={2: "red"})  # fmt: skip
