"""A refusal where it belongs: red 不能, amber 需说明理由, with number and legal basis."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.ledger.acts.setup.set_reasons import USUAL
from db.ledger.rules import Refusal
from db.store.reading import Filter, Question
from db.vault import Snapshot
from db.views.reason_lists import REASON_LISTS
from desktop.assets import read_toml
from desktop.look import Look
from desktop.session import Session


def usual_reasons(rule: str) -> list[str]:
    """Return the reasons that the program brings for passing a rule."""
    table = read_toml("reasons.toml")
    return [text for one in (rule, USUAL) for text in table.get(one, {}).get("reasons", ())]


def reasons_of(book: Snapshot, rule: str) -> list[str]:
    """Return the reasons for passing a rule, as set for this ledger or else as shipped."""
    only = Question(filters=(Filter("rule", (rule, USUAL)),))
    here = {row.rule: row.texts for row in book.page(REASON_LISTS, only).rows if row.seq}
    shipped = read_toml("reasons.toml")
    both = (here.get(one, shipped.get(one, {}).get("reasons", ())) for one in (rule, USUAL))
    return [text for texts in both for text in texts]


class RefusalLine(QFrame):
    """One refusal; an amber one asks for the reason that lets it pass."""

    reasoned = Signal(str, str)  # rule, reason

    def __init__(
        self,
        refusal: Refusal,
        session: Session,
        look: Look,
        reason: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.refusal, self._session, self._look = refusal, session, look
        self.setObjectName("refusal" if refusal.block else "warning")
        self._tint = "red" if refusal.block else "amber"
        lines = QVBoxLayout(self)
        lines.setContentsMargins(look.px(8), look.px(6), look.px(12), look.px(6))
        lines.setSpacing(look.px(2))
        lines.addLayout(self._head())
        lines.addWidget(self._basis())
        self.box: QComboBox | None = None
        if not refusal.block:
            self.box = self._reasons(reason)
            lines.addSpacing(look.px(2))
            lines.addWidget(self.box)
        said = "不能" if refusal.block else "需说明理由"
        self.setAccessibleName(f"{said}：{refusal.sentence}{refusal.rule.number}")
        self.setToolTip(f"{refusal.rule.number} {refusal.rule.basis}".strip())

    def _head(self) -> QHBoxLayout:
        look, refusal = self._look, self.refusal
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        icon = QLabel(self)
        name = "circle-x" if refusal.block else "triangle-alert"
        icon.setPixmap(look.icon(name, self._tint, 16).pixmap(look.px(16), look.px(16)))
        icon.setFixedHeight(look.px(20))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        said = "不能" if refusal.block else "需说明理由"
        rest = escape(refusal.sentence)  # it may begin with the very word
        rest = rest.removeprefix(said) if rest.startswith(said) else f" {rest}"
        text = QLabel(f"<b>{said}</b>{rest}", self)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setObjectName("danger" if refusal.block else "caution")
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text, 1)
        return row

    def _basis(self) -> QLabel:
        rule = self.refusal.rule
        basis = QLabel(" · ".join(filter(None, (rule.number, rule.basis))), self)
        basis.setObjectName("basis")
        basis.setWordWrap(True)
        basis.setContentsMargins(self._look.px(24), 0, 0, 0)
        return basis

    def _reasons(self, reason: str) -> QComboBox:
        rule = self.refusal.rule.number
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._offer(box, usual_reasons(rule), reason)
        self._session.read(
            lambda book: reasons_of(book, rule),
            owner=box,
            then=lambda texts: self._offer(box, texts, box.currentText()),
            otherwise=lambda _: None,  # what the program brings is offered then
        )
        box.setAccessibleName(f"{rule} 的理由")
        if (line := box.lineEdit()) is not None:
            line.setPlaceholderText("理由：从列表中选（↓），或另写")
        box.editTextChanged.connect(lambda text: self.reasoned.emit(rule, text.strip()))
        return box

    def _offer(self, box: QComboBox, texts: list[str], typed: str) -> None:
        """Offer these reasons; what is typed stays."""
        if texts == [box.itemText(index) for index in range(box.count())]:
            return
        with QSignalBlocker(box):
            box.clear()
            box.addItems(texts)
            box.setCurrentIndex(-1)
            box.setEditText(typed)


class Refusals(QWidget):
    """The lines of one place; a line that stays keeps its widget, and the keyboard with it."""

    reasoned = Signal(str, str)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._lines: dict[Refusal, RefusalLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(6))
        self.hide()

    @property
    def lines(self) -> list[RefusalLine]:
        """Return the lines in sight."""
        return list(self._lines.values())

    def show_refusals(self, refusals: list[Refusal], reasons: dict[str, str]) -> None:
        """Show these refusals and no others."""
        for gone in [each for each in self._lines if each not in refusals]:
            line = self._lines.pop(gone)
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        for refusal in refusals:
            if refusal not in self._lines:
                reason = reasons.get(refusal.rule.number, "")
                line = RefusalLine(refusal, self._session, self._look, reason, self)
                line.reasoned.connect(self.reasoned)
                self._lines[refusal] = line
                self._column.addWidget(line)
        self.setVisible(bool(refusals))
