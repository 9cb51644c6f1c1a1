"""出示: one copy or person looked up, its whole chain, and the paper of it in one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea

from db.ledger.beliefs import Copy, Person
from db.store.reading import Filter, Question
from db.vault import Snapshot, Vault
from db.views.receptions import COPY_CHAIN, PERSON_CHAIN
from db.views.timeline import EntryRow
from desktop import keys
from desktop.dialogs.form.choices import CHOICES
from desktop.dialogs.form.picking import Choice
from desktop.dialogs.sheet import paragraph
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.card import Card
from desktop.widgets.timeline import Timeline

_MOST = 400


class ChainCard(Card):
    """Whatever is shown here is on record before it is seen."""

    printed = Signal(str, object)  # form, Question
    failed = Signal(object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(look, "出示", "一份或一人的全部经历，连同单号；出示一次记一条。")
        self.setFixedWidth(look.px(324))
        self._session = session
        self.copy: int | None = None
        self.person: int | None = None
        self.what, self.typed = QComboBox(), QLineEdit()
        self.what.addItems(["份", "人"])
        self.what.setAccessibleName("查份或人")
        self.what.setMaximumWidth(look.px(64))
        self.typed.setPlaceholderText("份号、文号/份号、姓名，Enter")
        self.typed.setAccessibleName("查一份或一人")
        self.typed.returnPressed.connect(self._look_up)
        self.line(self.what, self.typed)
        self.about = paragraph(look, "", 14)
        self.rows.addWidget(self.about)
        self.story = Timeline(look, session.veil)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.story)
        self.rows.addWidget(area, 1)
        self.pack = self.button(f"证据包　{keys.EVIDENCE.keys}", self.print_pack)
        self.pack.setEnabled(False)
        self.line(self.pack)
        QShortcut(QKeySequence(keys.EVIDENCE.keys), self, self.print_pack)

    def show_one(self, words: str, *, copy: int | None = None, person: int | None = None) -> None:
        """Record that it is shown, then show it."""
        self.copy, self.person = copy, person
        self.about.setText(words)

        def shown(vault: Vault) -> tuple[None, Any]:
            return None, vault.receiving.show(copy=copy, person=person)

        self._session.carry_out(
            shown, owner=self, then=lambda _: self._ask(), otherwise=self.failed.emit
        )

    def _ask(self) -> None:
        copy, person = self.copy, self.person
        view, number = (COPY_CHAIN, copy) if copy is not None else (PERSON_CHAIN, person)
        asked = Question((Filter("id", (number,)),), limit=_MOST)

        def read(book: Snapshot) -> Sequence[Any]:
            return book.page(view, asked).rows

        self._session.read(read, owner=self, then=self._show, otherwise=self.failed.emit)

    def _show(self, rows: Sequence[Any]) -> None:
        self.story.show_entries([_entry(row) for row in rows])
        self.pack.setEnabled(True)

    def print_pack(self) -> None:
        """Ask for the paper of what is shown."""
        if self.copy is not None:
            self.printed.emit("E03", Question((Filter("id", (self.copy,)),)))
        elif self.person is not None:
            self.printed.emit("E04", Question((Filter("id", (self.person,)),)))

    def _look_up(self) -> None:
        typed = self.typed.text().strip()
        of = CHOICES[Copy] if self.what.currentIndex() == 0 else CHOICES[Person]

        def find(book: Snapshot) -> list[Choice]:
            return of.find(book, typed, 2) if typed else []

        self._session.read(find, owner=self, then=self._found, otherwise=self.failed.emit)

    def _found(self, found: list[Choice]) -> None:
        if len(found) != 1:
            self.about.setText("没有找到。" if not found else "不止一个，请写全：文号/份号或姓名。")
            return
        (one,) = found
        if self.what.currentIndex() == 0:
            self.show_one(one.words, copy=one.id)
        else:
            self.show_one(one.words, person=one.id)


def _entry(row: Any) -> EntryRow:
    """Return an entry as the timeline draws it, with the numbers of its papers."""
    numbers = f"（单号 {row.papers}）" if row.papers else ""
    return EntryRow(
        seq=row.seq,
        recorded_at=row.recorded_at,
        happened_on=row.happened_on,
        happened_at=row.happened_at,
        operator=row.operator,
        second=row.second,
        kind=row.kind,
        version=row.version,
        reversed_by=row.reversed_by,
        title=row.title,
        sentence=f"{row.sentence}{numbers}",
    )
