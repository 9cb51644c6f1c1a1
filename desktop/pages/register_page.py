"""A register page: chips, filter row, table, totals; the chosen row's card beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.ledger.columns import Kind
from db.store.reading import Question
from db.vault import Snapshot
from desktop.look import Look
from desktop.models.register import ROW, RegisterModel
from desktop.pages.kind import Chip, PageKind
from desktop.session import Session
from desktop.widgets.badges import RegisterDelegate
from desktop.widgets.copy_card import CopyCard
from desktop.widgets.filter_header import FilterHeader
from desktop.widgets.flow import Flow

NARROW = 980
"""Pixels at 100 % under which the card no longer stands beside the table."""
STRETCHED = ("title", "sentence", "reason")
"""Texts that take what the other columns leave."""


class RegisterPage(QWidget):
    """One view, filtered and sorted as its officer likes."""

    verb = Signal(str, object)  # kind of act, the chosen row or None
    printed = Signal(str, object)  # form, question
    exported = Signal(object, object)  # view, question
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__()
        self.kind, self._session, self._look = kind, session, look
        self._chip = kind.chips[0] if kind.chips else Chip("全部")
        self._words = ""
        self._kept: tuple[object, ...] = ()
        self.model = RegisterModel(session, kind.view, kind.columns, self)
        self.table = QTableView()
        self.header = FilterHeader(self.model.columns, look, self.table)
        self._buttons: list[tuple[Chip, QPushButton]] = []
        self.card: CopyCard | None = None
        self._build()
        self.header.changed.connect(self.ask)
        self.header.sortIndicatorChanged.connect(self.ask)
        self.model.answered.connect(self._answered)
        self.model.failed.connect(self.failed)
        session.recorded.connect(self._again)
        self.ask()

    # -- building ------------------------------------------------------------------

    def _build(self) -> None:
        pad = self._look.px(16)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(pad)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(self._look.px(12))
        left.addLayout(self._head())
        left.addWidget(self._chips())
        left.addWidget(self._frame(), 1)
        whole.addWidget(self._left, 1)
        if self.kind.copy_of is not None:
            self.card = CopyCard(self._session, self._look)
            self.card.failed.connect(self.failed)
            self.card.verb.connect(lambda kind, copy: self.verb.emit(kind, {"copy": copy}))
            self.card.hide()
            whole.addWidget(self.card)
            self.table.activated.connect(self._open_card)
            back = QShortcut(QKeySequence("Esc"), self.card, self._close_card)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = QLabel(self.kind.title)
        title.setFont(self._look.font(20, bold=True))
        sentence = QLabel(self.kind.sentence)
        sentence.setObjectName("secondary")
        line.addWidget(title)
        line.addWidget(sentence)
        line.addStretch()
        if self.kind.form:
            line.addWidget(self._button("打印", "printer", self._print))
        line.addWidget(self._button("导出", "download", self._export))
        for act, label in self.kind.verbs:
            line.addWidget(self._button(label, "", partial(self._emit, act)))
        if self.kind.primary is not None:
            act, label = self.kind.primary
            button = self._button(label, "plus", partial(self._emit, act), tint="onblue")
            button.setObjectName("primary")
            line.addWidget(button)
        return line

    def _button(self, label: str, icon: str, then: Any, tint: str = "ink2") -> QPushButton:
        button = QPushButton(label)
        if icon:
            button.setIcon(self._look.icon(icon, tint))
        button.clicked.connect(lambda _=False: then())
        return button

    def _chips(self) -> QWidget:
        row, group = QWidget(), QButtonGroup(self)
        line = Flow(self._look.px(8), row)
        for chip in self.kind.chips:
            button = QPushButton(chip.label)
            button.setObjectName("chip")
            button.setCheckable(True)
            button.setChecked(chip is self._chip)
            button.clicked.connect(partial(self._choose, chip))
            group.addButton(button)
            line.addWidget(button)
            self._buttons.append((chip, button))
        self._handed = QPushButton("筛选")
        self._handed.setObjectName("chip")
        self._handed.setCheckable(True)
        self._handed.hide()
        group.addButton(self._handed)
        line.addWidget(self._handed)
        return row

    def _frame(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("frame")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        self.table.setHorizontalHeader(self.header)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RegisterDelegate(self.model, self._look, self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(self._look.px(24))
        self.table.verticalHeader().setDefaultSectionSize(self._look.px(36))
        self.table.setShowGrid(False)
        self.table.setAccessibleName(self.kind.title)
        for number, column in enumerate(self.model.columns):
            width = self.kind.widths.get(column.field, 110)
            self.table.setColumnWidth(number, self._look.px(width))
            if column.kind is Kind.TEXT and column.field in STRETCHED:
                self.header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        rows.addWidget(self.table, 1)
        self._total = QLabel()
        self._total.setObjectName("secondary")
        self._total.setContentsMargins(self._look.px(12), 0, 0, 0)
        self._total.setFixedHeight(self._look.px(36))
        rows.addWidget(self._total)
        return frame

    # -- asking ----------------------------------------------------------------------

    def question(self) -> Question:
        """Return what the page asks at present."""
        order = self.kind.order
        section = self.header.sortIndicatorSection()
        if 0 <= section < len(self.model.columns) and self.model.columns[section].sorts:
            down = self.header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            order = ((self.model.columns[section].field, down),)
        filters = (*self._chip.filters, *self.header.filters())
        return Question(filters=filters, words=self._words, order=order)

    def ask(self, *_: object) -> None:
        """Ask the view anew with what is chosen and typed."""
        self.model.view = self._chip.view or self.kind.view
        self.model.show(self.question())
        self._count()

    def narrow(self, words: str) -> None:
        """Narrow by words of title, number, issuer or pinyin initials."""
        self._words = words
        self.ask()

    def show_only(self, chip: Chip) -> None:
        """Show what another page or the search box hands over, until a chip is chosen."""
        self._words = ""
        self.header.clear()
        self._choose(chip)
        self._handed.setText(chip.label)
        self._handed.setVisible(True)
        self._handed.setChecked(True)

    def _choose(self, chip: Chip, _: bool = False) -> None:
        self._chip, self._kept = chip, ()
        self._handed.hide()
        self.ask()

    def _again(self, _: object) -> None:
        self._kept = self._key(self.chosen())
        self.model.refresh()
        self._count()

    def _count(self) -> None:
        kind, chips = self.kind, [chip for chip, _ in self._buttons]
        question, view = self.question(), self._chip.view or self.kind.view
        given = self._session.given()

        def counted(book: Snapshot) -> tuple[list[int], int]:
            each = [
                book.count(chip.view or kind.view, Question(filters=chip.filters, given=given))
                for chip in chips
            ]
            return each, book.count(view, replace(question, given=given))

        self._session.read(counted, owner=self, then=self._counts, otherwise=self.failed.emit)

    def _counts(self, found: tuple[list[int], int]) -> None:
        each, total = found
        for (chip, button), count in zip(self._buttons, each, strict=True):
            button.setText(f"{chip.label}  {count:,}".replace(",", " "))
            if chip.bad and count:
                button.setStyleSheet(f"color: {self._look.colour('red').name()};")
        said = f"共 {total:,} 行".replace(",", " ") if total else self.kind.empty
        self._total.setText(said)

    def _answered(self) -> None:
        """Choose the row that was chosen before, or the first."""
        selection = self.table.selectionModel()
        if selection.hasSelection() or not self.model.rowCount():
            return
        rows = range(self.model.rowCount())
        same = (row for row in rows if self._key(self.model.row(row)) == self._kept)
        place = self.model.index(next(same, 0) if self._kept else 0, 0)
        flags = QItemSelectionModel.SelectionFlag.SelectCurrent
        selection.setCurrentIndex(place, flags | QItemSelectionModel.SelectionFlag.Rows)

    def _key(self, row: Any | None) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in self.kind.view.key) if row is not None else ()

    # -- acting -------------------------------------------------------------------------

    def chosen(self) -> Any | None:
        """Return the chosen row."""
        return self.model.row(self.table.currentIndex().row())

    def _chosen(self, index: Any, _: object = None) -> None:
        row = index.data(ROW)
        if self.card is None or row is None or self.kind.copy_of is None:
            return
        copy = self.kind.copy_of(row)
        self.card.setVisible(copy is not None and not self._narrow())
        if copy is not None:
            self.card.show_copy(copy)

    def _narrow(self) -> bool:
        """Whether table and card do not fit beside each other."""
        return self.width() < self._look.px(NARROW)

    def _open_card(self, _: object) -> None:
        """In a narrow window the card takes the table's place until Esc."""
        if self.card is not None and self._narrow():
            self._left.hide()
            self.card.show()
            self.card.setFocus()

    def _close_card(self) -> None:
        if self.card is not None and self._narrow():
            self.card.hide()
            self._left.show()
            self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the card beside the table where there is room for both."""
        super().resizeEvent(event)
        self._left.show()
        if self.card is not None:
            self.card.setVisible(not self._narrow() and self.chosen() is not None)

    def _emit(self, act: str) -> None:
        self.verb.emit(act, self.chosen())

    def _print(self) -> None:
        self.printed.emit(self.kind.form, self.question())

    def _export(self) -> None:
        self.exported.emit(self.model.view, self.question())
