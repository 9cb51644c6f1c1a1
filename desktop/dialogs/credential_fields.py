"""The fields that dialogs about accounts share: whose, which roles, a first password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from db.ledger.beliefs import Person
from db.ledger.passwords import password_problem
from db.ledger.values import Role
from db.store.reading import Page, Question
from db.views.people import ACCOUNTS, AccountRow
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.founding_steps import strength
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.password import PasswordField

_PERSON = Asked("person", "人员", "", int, many=False, required=True, default=None, refers=Person)
_ROLES_ACROSS = 3


class PersonField(QObject):
    """A person of the register, and the name under which he will unlock or confirm."""

    changed = Signal()

    def __init__(self, session: Session, look: Look, words: str, given: object) -> None:
        super().__init__()
        self.picker, self.name = Picker(_PERSON, look, session), QLineEdit()
        self.name.setAccessibleName(words)
        self._offered = ""
        self.picker.changed.connect(self._chosen)
        self.picker.line.returnPressed.connect(self.picker.enter)
        self.name.textChanged.connect(self.changed)
        if isinstance(given, int):
            self.picker.show_value(given)
            self._chosen()

    def _person(self) -> int | None:
        try:
            value = self.picker.value()
        except Unreadable:
            return None
        return value if isinstance(value, int) else None

    def _chosen(self) -> None:
        """Offer the person's own name, unless another one was typed."""
        if self._person() is not None and self.name.text() in ("", self._offered):
            self._offered = self.picker.about()
            self.name.setText(self._offered)
        self.changed.emit()

    def lacks(self) -> str:
        """Say what is missing."""
        if self._person() is None:
            return "请选人员；还没有的，先在“人员岗位”登记。"
        return "" if self.name.text().strip() else "请填名字。"

    def answer(self) -> tuple[int, str]:
        """Return the person and the name."""
        return self._person() or 0, self.name.text().strip()


class Whose(QComboBox):
    """One of the accounts and witnesses that are there."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        look: Look,
        given: object,
        *,
        kind: str = "",
        own: bool = True,
        nobody: str = "",
    ) -> None:
        super().__init__()
        self._given, self._kind = given, kind
        self._without = "" if own else session.operator.name
        self._nobody, self._trouble = nobody, ""
        self.setPlaceholderText(nobody or "选账户或见证人")
        self.setMinimumWidth(look.px(200))
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        session.ask(ACCOUNTS, Question(), owner=self, then=self._show, otherwise=self._failed)

    def _show(self, page: Page[AccountRow]) -> None:
        if self._nobody:
            self.addItem(self._nobody, None)
        for row in page.rows:
            if row.active and row.name != self._without and self._kind in ("", row.kind):
                self.addItem(f"{row.name}（{row.roles or row.kind}）", row)
                if row.person_id == self._given:
                    self.setCurrentIndex(self.count() - 1)
        if self._given is None:
            self.setCurrentIndex(0 if self._nobody or self.count() == 1 else -1)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._trouble = in_words(error)
        self.changed.emit()

    def choose(self, name: str) -> None:
        """Choose by name."""
        for place in range(self.count()):
            row = self.itemData(place)
            if row is not None and row.name == name:
                self.setCurrentIndex(place)

    def name(self) -> str:
        """Return the name of what is chosen; '' if nothing is."""
        row = self.currentData()
        return row.name if isinstance(row, AccountRow) else ""

    def person(self) -> int:
        """Return whose it is; 0 if nothing is chosen."""
        row = self.currentData()
        return row.person_id if isinstance(row, AccountRow) else 0

    def lacks(self) -> str:
        """Say what is missing."""
        return self._trouble or ("" if self.person() else "请选是谁的账户或见证凭据。")


class RolesField(QWidget):
    """A box for each role."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(look.px(4))
        self.boxes = {role: QCheckBox(role.word) for role in Role}
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // _ROLES_ACROSS, place % _ROLES_ACROSS)
            box.toggled.connect(self.changed)

    def chosen(self) -> tuple[Role, ...]:
        """Return the roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())


class FirstPasswordFields(QObject):
    """A new password twice, and what it is worth for who will own it."""

    changed = Signal()

    def __init__(self, look: Look, owner: Callable[[], str]) -> None:
        super().__init__()
        self._owner = owner
        self.password, self.repeat = PasswordField(look, "口令"), PasswordField(look, "再输一次")
        self.repeat.setPlaceholderText("再输一次")
        self.strength = text(look, strength(""), 13, kind="secondary")
        for field in (self.password, self.repeat):
            field.textChanged.connect(self._changed)

    def _changed(self) -> None:
        self.strength.setText(strength(self.password.text(), self._owner()))
        self.changed.emit()

    def lacks(self) -> str:
        """Say what is missing."""
        if problem := password_problem(self.password.text(), self._owner()):
            return f"口令{problem}。"
        return "" if self.password.text() == self.repeat.text() else "两次输入的口令不一样。"
