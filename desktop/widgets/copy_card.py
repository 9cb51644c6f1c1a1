"""The card of one copy: what it is, who has it, its life, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.ledger.rules import Refusal
from db.store.reading import Filter, Page, Question
from db.vault import Snapshot
from db.views.copies import COPIES, CopyRow
from db.views.timeline import TIMELINE, EntryRow
from desktop.dialogs.form.asked import acts_on_a_copy
from desktop.look import Look
from desktop.session import Session
from desktop.veil import VeiledLabel
from desktop.widgets.badges import badge, overdue
from desktop.widgets.timeline import Timeline
from desktop.widgets.verbs import Offered, Verbs
from desktop.words import words

_FACTS = (
    ("文号", "doc_number"), ("收文号", "receipt_no"), ("来文机关", "issuer"), ("页数", "pages"),
    ("存放处", "place"), ("保管人", "custodian"), ("入账", "entered_on"), ("变动", "moved_on"),
)  # fmt: skip
Life = tuple[CopyRow | None, tuple[EntryRow, ...], dict[str, list[Refusal]]]


class CopyCard(QFrame):
    """Everything about one copy, asked anew whenever it changed."""

    verb = Signal(str, object)  # kind of act, row of the copy
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(look.px(392))
        self._session, self._look, self._copy = session, look, 0
        self._body = QVBoxLayout(self)
        pad = look.px(16)
        self._body.setContentsMargins(pad, pad, pad, pad)
        self._body.setSpacing(look.px(12))
        session.recorded.connect(self._changed)

    def show_copy(self, copy: int) -> None:
        """Show a copy."""
        self._copy = copy
        self._session.read(
            lambda book: _life(book, copy),
            owner=self,
            then=self._show,
            otherwise=self.failed.emit,
        )

    def _changed(self, _: object) -> None:
        if self._copy:
            self.show_copy(self._copy)

    def _show(self, life: Life) -> None:
        copy, entries, offers = life
        while self._body.count():
            old = self._body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if copy is None:
            return
        for part in (self._head(copy), self._holder(copy), self._facts(copy)):
            self._body.addWidget(part)
        self._body.addWidget(self._timeline(entries), 1)
        self._body.addWidget(self._verbs(copy, offers))

    def _head(self, copy: CopyRow) -> QWidget:
        head, look = QWidget(), self._look
        rows = QVBoxLayout(head)
        rows.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        number = QLabel(copy.copy_no or f"自编Z{copy.id:06d}")
        number.setFont(look.font(20, bold=True))
        line.addWidget(number)
        line.addWidget(badge(copy.marking, copy.level, look))
        line.addStretch()
        rows.addLayout(line)
        title = VeiledLabel(copy.title, self._session.veil)
        title.setWordWrap(True)
        title.setFont(look.font(15))
        rows.addWidget(title)
        return head

    def _holder(self, copy: CopyRow) -> QWidget:
        block = QFrame()
        block.setObjectName("sunk")
        grid = QGridLayout(block)
        late = overdue(copy, self._session.today)
        told = (
            ("持有人", copy.holder or copy.place, False),
            ("应还", words(copy.due) or "—", late),
        )
        if copy.state.closed:  # nobody has it any more, and nothing brings it back
            told = (("归宿", copy.state.word, False), ("了结", words(copy.closed_on), False))
        for column, (label, value, danger) in enumerate(told):
            name = QLabel(label)
            name.setObjectName("label")
            name.setFont(self._look.font(12))
            figure = QLabel(value)
            figure.setFont(self._look.font(18))
            figure.setObjectName("danger" if danger else "")
            grid.addWidget(name, 0, column)
            grid.addWidget(figure, 1, column)
        said = copy.state.word + ("，待核" if copy.unverified else "")
        if copy.state.closed:
            said = f"凭 {copy.closing_ref}；如系误记，只能由两人“更正了结”。"
        state = QLabel(said)
        state.setObjectName("secondary")
        state.setWordWrap(copy.state.closed)
        grid.addWidget(state, 2, 0, 1, 2 if copy.state.closed else 1)
        if late and copy.due is not None:
            over = QLabel(f"超期 {(self._session.today - copy.due).days} 天")
            over.setObjectName("danger")
            grid.addWidget(over, 2, 1)
        return block

    def _facts(self, copy: CopyRow) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.px(8))
        for number, (label, field) in enumerate(_FACTS):
            name = QLabel(label)
            name.setObjectName("label")
            name.setFont(self._look.font(12))
            value = QLabel(words(getattr(copy, field)) or "—")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setFont(self._look.font(13))
            grid.addWidget(name, number // 2, number % 2 * 2)
            grid.addWidget(value, number // 2, number % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return block

    def _timeline(self, entries: Sequence[EntryRow]) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = Timeline(self._look, self._session.veil)
        line.show_entries(entries)
        area.setWidget(line)
        return area

    def _verbs(self, copy: CopyRow, offers: Mapping[str, list[Refusal]]) -> QWidget:
        verbs = Verbs(acts_on_a_copy(self._session.operator.roles), self._look)
        told = {kind: Offered(not why, "\n".join(map(str, why))) for kind, why in offers.items()}
        verbs.show_offers(told, otherwise=Offered())
        verbs.chosen.connect(lambda kind: self.verb.emit(kind, copy))
        return verbs


def _life(book: Snapshot, copy: int) -> Life:
    found: Page[CopyRow] = book.page(COPIES, Question(filters=(Filter("id", (copy,)),)))
    life = book.page(TIMELINE, Question(given={"subject": f"copy:{copy}"}, limit=200))
    return (found.rows[0] if found.rows else None), life.rows, book.offers(copy)
