"""Pick a person, a place, a document … by part of the name, pinyin initials or number.

The ledger is asked while one types, a page of it at a time and off the window's
thread: 30,000 persons are no more work than thirty.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.ledger.beliefs import Person
from db.ledger.fitness import DUTIES
from db.vault import Snapshot
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.choices import CHOICES
from desktop.dialogs.form.editors.editor import Editor, Unreadable
from desktop.dialogs.form.editors.popup import Popup
from desktop.dialogs.form.editors.text import shortened
from desktop.dialogs.form.picking import Choice
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.flow import Flow

PAUSE = 120  # milliseconds without a key before the ledger is asked


class Picker(Editor):
    """One thing, or with `asked.many` several as chips."""

    def __init__(
        self, asked: Asked, look: Look, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(asked, look, parent)
        assert asked.refers is not None
        self._session, self._choices = session, CHOICES[asked.refers]
        self._chosen: list[Choice] = []
        self._asking, self._answered, self._entering = 0, "", False
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(asked.hint or self._choices.hint)
        glass = self.line.addAction(look.icon("search"), QLineEdit.ActionPosition.TrailingPosition)
        glass.setText("查找")
        glass.triggered.connect(self.ask_now)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.ask_now)
        self.popup: Popup | None = None
        self.chips = Flow(look.px(6))
        self._lay_out()

    def _lay_out(self) -> None:
        box = QWidget(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.look.px(6))
        inside.addWidget(self.line)
        inside.addLayout(self.chips)
        self.row.addWidget(box, 1)
        self.row.addWidget(self.note)
        self.line.setAccessibleName(self.asked.label)
        self.setFocusProxy(self.line)

    # -- value ---------------------------------------------------------------------

    def value(self) -> Any:
        """Return the number, or the numbers; raise `Unreadable` if text stands unresolved."""
        text = self.line.text().strip()
        if self.asked.many:
            if text:
                raise Unreadable(f"“{text[:20]}”还没有选定，请从列表中选")
            return tuple(choice.id for choice in self._chosen)
        if text and not self._chosen:
            raise Unreadable(f"“{text[:20]}”还没有选定，请从列表中选")
        return self._chosen[0].id if self._chosen else None

    def show_value(self, value: Any) -> None:
        """Show what a number, or several, stand for; the words come from the ledger."""
        numbers = tuple(value or ()) if self.asked.many else (value,) if value is not None else ()
        self._set([Choice(number, f"第{number}号") for number in numbers])
        if numbers:
            self._session.read(
                lambda book: self._choices.named(book, numbers),
                owner=self,
                then=self._named,
                otherwise=lambda _: None,
            )

    def _named(self, found: list[Choice]) -> None:
        words = {choice.id: choice for choice in found}
        if all(choice.id in words for choice in self._chosen):
            self._show([words[choice.id] for choice in self._chosen])

    def draft(self) -> Any:
        """Return what is chosen, with its words, and what is typed."""
        return [[[choice.id, choice.words] for choice in self._chosen], self.line.text()]

    def restore(self, draft: Any) -> None:
        """Choose as before; what is no choice is left out."""
        chosen, typed = draft if isinstance(draft, list) and len(draft) == 2 else ([], "")
        self._set(
            [
                Choice(one[0], str(one[1]))
                for one in (chosen if isinstance(chosen, list) else [])
                if isinstance(one, list) and len(one) == 2 and isinstance(one[0], int)
            ]
        )
        self.line.setText(str(typed))

    def about(self) -> str:
        """Return the names of what is chosen."""
        names = [choice.words.split(" · ")[0] for choice in self._chosen]
        return shortened("、".join(names) or self.line.text())

    def differs(self, first: Any) -> bool:
        """Tell whether something else is chosen; the words of it may have come later."""
        if [choice.id for choice in self._chosen] != [number for number, _ in first[0]]:
            return True
        return bool(self.line.text() != first[1]) if self.asked.many or not self._chosen else False

    def _set(self, chosen: list[Choice]) -> None:
        self._show(chosen)
        self.changed.emit()

    def _show(self, chosen: list[Choice]) -> None:
        self._chosen = chosen
        while (item := self.chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        if self.asked.many:
            self.line.clear()
            for choice in chosen:
                self.chips.addWidget(self._chip(choice))
        else:
            self.line.setText(chosen[0].words if chosen else "")
            self.line.setCursorPosition(0)
            self.line.setToolTip(chosen[0].words if chosen else "")
        self.updateGeometry()

    def _chip(self, choice: Choice) -> QWidget:
        chip = QPushButton(choice.words, self)
        chip.setObjectName("picked")
        chip.setIcon(self.look.icon("x", size=12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setToolTip("点一下去掉；在空行里按退格键去掉最后一个")
        chip.clicked.connect(lambda: self._set([one for one in self._chosen if one != choice]))
        return chip

    # -- typing --------------------------------------------------------------------

    def enter(self) -> bool:
        """Take what is highlighted; ask first if the answer is not there yet."""
        typed = self.line.text().strip()
        if not typed or (self._chosen and not self.asked.many):
            self._close()
            return True
        if self._answered != typed or self.popup is None or self.popup.isHidden():
            self._entering = True
            self.ask_now()
            return False
        if (choice := self.popup.current()) is not None:
            self._pick(choice)
            return not self.asked.many
        return False

    def ask_now(self) -> None:
        """Ask the ledger for what is typed."""
        self._timer.stop()
        typed = "" if self._chosen and not self.asked.many else self.line.text().strip()
        self._asking += 1
        ticket = self._asking
        self._session.read(
            lambda book: self._judged(book, self._choices.find(book, typed)),
            owner=self,
            then=lambda found: self._offer(found, ticket, typed),
            otherwise=lambda _: self._offer([], ticket, typed),
        )

    def _judged(self, book: Snapshot, found: list[Choice]) -> list[Choice]:
        """Return the choices, with why somebody may not do what this field names him for."""
        if self.asked.refers is not Person or self.asked.name not in DUTIES:
            return found
        unfit = book.foretelling.unfit_for(self.asked.name, [choice.id for choice in found])
        return [replace(choice, why_not=unfit.get(choice.id, "")) for choice in found]

    def _edited(self) -> None:
        if not self.asked.many:
            self._chosen = []
        self._entering = False
        self._timer.start()
        self.changed.emit()

    def _offer(self, found: list[Choice], ticket: int, typed: str) -> None:
        if ticket != self._asking or not self.isVisible():
            return
        self._answered = typed
        if self._entering:
            self._entering = False
            first = next(iter(found), None)
            sure = first is not None and (len(found) == 1 or first.words.split(" · ")[0] == typed)
            if first is not None and sure and not first.why_not:
                self._pick(first)
                if not self.asked.many:
                    self.settled.emit()
                return
        self._popup().offer(found)

    def _pick(self, choice: Choice) -> None:
        self._close()
        self._timer.stop()
        others = [one for one in self._chosen if one.id != choice.id] if self.asked.many else []
        self._set([*others, choice])

    def _popup(self) -> Popup:
        if self.popup is None:
            self.popup = Popup(self.line, self.look)
            self.popup.picked.connect(lambda number, words: self._pick(Choice(number, words)))
        return self.popup

    def _close(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move the highlight, Esc closes the list, backspace takes the last chip away."""
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        listed = self.popup is not None and not self.popup.isHidden()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if listed:
                self._popup().step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.ask_now()
            return True
        if key == Qt.Key.Key_Escape and listed:
            self._close()
            return True
        if key == Qt.Key.Key_Backspace and self.asked.many and not self.line.text():
            self._set(self._chosen[:-1])
            return True
        return False
