"""核对: the lines of a sample, a place to scan, and what becomes of each line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from db.ledger.beliefs.receptions import Proof
from db.views.receptions import DrawLineRow
from desktop.dialogs.sheet import text
from desktop.keys import PRINT
from desktop.look import Look
from desktop.widgets.card import Card
from desktop.words import words

_COLUMNS = (
    ("序号", "position", 44), ("份号、姓名", "called", 84), ("密级★期限", "marking", 98),
    ("文号、部门", "doc_number", 152), ("标题、持有份数", "title", 0), ("账上位置", "where", 92),
    ("结果", "proof", 52),
)  # fmt: skip
_TINTS = {Proof.FOUND: "green", Proof.DIFFERS: "amber", Proof.ABSENT: "red"}
_BEGIN = "先抽样。抽中的列在这里：扫描或输入份号逐项核对，Enter 看选中一项的全部经历。"


class ProofCard(Card):
    """What was drawn, and whether it was seen."""

    scanned = Signal(str)
    told = Signal(object, object, str)  # row, Proof, note
    shown = Signal(object)  # row
    printed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "核对", _BEGIN)
        self._look = look
        self._lines: Sequence[DrawLineRow] = ()
        self.scan, self.note = QLineEdit(), QLineEdit()
        self.scan.setPlaceholderText("扫描或输入份号，Enter")
        self.scan.setAccessibleName("扫描或输入份号")
        self.scan.returnPressed.connect(self._scan)
        self.verdict = text(look, "", 14, bold=True)
        self.line(self.scan, self.verdict)
        self.table = self._table()
        self.rows.addWidget(self.table, 1)
        self.note.setPlaceholderText("说明：不符时必填")
        self.note.setAccessibleName("说明")
        self._buttons = [
            self.button("见到", lambda: self._tell(Proof.FOUND)),
            self.button("不符", lambda: self._tell(Proof.DIFFERS)),
            self.button("未见", lambda: self._tell(Proof.ABSENT)),
            self.button("出示经历", self._show),
            self.button(f"抽样表　{PRINT.keys}", self.printed.emit),
        ]
        self.line(self.note, *self._buttons)
        self.show_lines(())

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS))
        table.setAccessibleName("抽中的各项")
        table.setHorizontalHeaderLabels([heading for heading, _, _ in _COLUMNS])
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._look.px(36))
        header = table.horizontalHeader()
        header.setObjectName("plain")
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, (_, _, width) in enumerate(_COLUMNS):
            if width:
                table.setColumnWidth(place, self._look.px(width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(lambda _: self._show())
        return table

    def show_lines(self, lines: Sequence[DrawLineRow]) -> None:
        """Show the lines of a sample; the chosen one stays chosen."""
        current = max(self.table.currentRow(), 0)
        self._lines = lines
        self.table.setRowCount(len(lines))
        for number, row in enumerate(lines):
            for place, (_, field, _) in enumerate(_COLUMNS):
                item = QTableWidgetItem(_said(row, field))
                item.setToolTip(row.note if field == "proof" else item.text())
                if field == "proof" and row.proof in _TINTS:
                    item.setForeground(QColor(self._look.colour(_TINTS[row.proof])))
                self.table.setItem(number, place, item)
        if lines:
            self.table.setCurrentCell(min(current, len(lines) - 1), 0)
            done = sum(row.proof is not Proof.WAITING for row in lines)
            self.sentence.setText(f"共{len(lines)}项，已核{done}项。")
        self.scan.setEnabled(bool(lines))
        for one in self._buttons:
            one.setEnabled(bool(lines))

    def answer(self, typed: str, position: int) -> None:
        """Say what a scan means."""
        said = f"第{position}项 见到" if position else f"{typed} 不在这次抽样中"
        self.verdict.setText(said)
        self.verdict.setObjectName("good" if position else "danger")
        self.verdict.style().polish(self.verdict)
        if position:
            self.table.setCurrentCell(position - 1, 0)

    def _scan(self) -> None:
        typed = self.scan.text().strip()
        self.scan.clear()
        if typed:
            self.scanned.emit(typed)

    def _row(self) -> DrawLineRow | None:
        current = self.table.currentRow()
        return self._lines[current] if 0 <= current < len(self._lines) else None

    def _tell(self, proof: Proof) -> None:
        row = self._row()
        if row is not None:
            note = self.note.text().strip()
            self.note.clear()
            self.told.emit(row, proof, note)

    def _show(self) -> None:
        row = self._row()
        if row is not None:
            self.shown.emit(row)


def _said(row: DrawLineRow, field: str) -> str:
    """Return a cell; where the book has it is with its holder, else in its place."""
    return words((row.holder or row.place) if field == "where" else getattr(row, field))
