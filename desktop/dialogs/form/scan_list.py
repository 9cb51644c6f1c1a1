"""Header first, then scan: a line for the barcode reader and the list of what it read.

A wrong item turns red and stays; a double one is said, not added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.ledger.rules import Refusal
from db.vault import Snapshot
from db.views.copies import CopyRow
from desktop.dialogs.form.editors.editor import redress
from desktop.dialogs.form.scan_delegate import ITEM, ScanDelegate
from desktop.dialogs.form.scan_reading import OF_COPIES, Item, Reading, own_key
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.scan_keys import ScanKeys

MOST_LINES, LEAST_LINES = 5, 2
Guard = Callable[[Item], None]


class ScanList(QFrame):
    """The copies of an act, or the documents, one after another."""

    changed = Signal()
    judged = Signal()
    done = Signal()  # Enter on an empty line: nothing more to scan

    def __init__(
        self,
        session: Session,
        look: Look,
        verb: str,
        parent: QWidget | None = None,
        *,
        of: Reading = OF_COPIES,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sunk")
        self._session, self._look, self._verb, self.of = session, look, verb, of
        self.items: list[Item] = []
        self._sought: list[str] = []  # what is being looked up
        self.guard: Guard | None = None
        """Looks at each item before it is taken; it may refuse it or seal it."""
        self.awaited = False
        """Whether somebody is looking up what else belongs on it."""
        self._head = QLabel(of.head, self)
        self._count = QLabel(self)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(f"{of.line}，Enter")
        self.line.setAccessibleName(of.line)
        self.line.textEdited.connect(lambda _: self._say())
        ScanKeys(self, self.line).read.connect(self.look_up)
        self._said = QLabel(self)
        self._explained = QLabel(self)
        self._list = QListWidget(self)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        look = self._look
        self._head.setObjectName("basis")
        self._count.setObjectName("basis")
        self._said.setObjectName("note")
        self._said.setWordWrap(True)
        self._explained.setObjectName("note")
        self._explained.setWordWrap(True)
        self._explained.hide()
        self._list.setObjectName("scans")
        self._list.setItemDelegate(ScanDelegate(look, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(f"已录的{self.of.thing}，按删除键去掉一{self.of.unit}")
        self._list.installEventFilter(self)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        column.setSpacing(look.px(6))
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self._said)
        column.addWidget(self._explained)
        column.addWidget(self._list)

    # -- what stands in it -----------------------------------------------------------

    @property
    def copies(self) -> tuple[int, ...]:
        """Return every copy that was found and not refused by the guard."""
        return tuple(one.row.id for one in self.items if one.row is not None and one.judgeable)

    @property
    def good(self) -> tuple[int, ...]:
        """Return the copies that can be recorded."""
        return tuple(one.row.id for one in self.items if one.row is not None and one.good)

    @property
    def bad(self) -> int:
        """Return how many cannot."""
        return sum(1 for one in self.items if one.trouble)

    def draft(self) -> list[str]:
        """Return what finds the items again, also those that are still being looked up."""
        return [*(one.key for one in self.items), *self._sought]

    def restore(self, draft: Iterable[str]) -> None:
        """Read the items again as they stand now."""
        for typed in draft:
            self.look_up(typed)

    def add(self, copies: Iterable[int]) -> None:
        """Take copies that were chosen elsewhere."""
        if numbers := tuple(copies):
            keys = [self.of.key(number) for number in numbers]
            self._seek(keys, lambda book: self.of.chosen(book, numbers), scanned=False)

    def exchange(self, less: Collection[int], more: Collection[CopyRow]) -> None:
        """Take copies off the list and put others on it: what called for them was changed."""
        if less or more:
            self.items = [one for one in self.items if one.row is None or one.row.id not in less]
            self.items += [Item(own_key(row.id), row) for row in more]
            self._show()

    def explain(self, text: str) -> None:
        """Say where the copies of the list come from; it stands until something else is said."""
        self._explained.setText(text)
        self._explained.setVisible(bool(text))

    def drop_recorded(self) -> None:
        """Take away what is recorded; what was refused stays."""
        self.items = [one for one in self.items if one.trouble]
        self._show()

    def clear(self) -> None:
        """Begin a new list."""
        self.items = []
        self.line.clear()
        self._say()
        self._show()

    def judge(self, refused: dict[int, Refusal] | None) -> None:
        """Show what the rules say of each copy; None is not asked, what was said stays."""
        for one in self.items:
            if one.row is None or not one.judgeable:
                continue
            one.judged = refused is not None
            if refused is not None:
                one.trouble, one.rule = "", ""
                if (why := refused.get(one.row.id)) is not None:
                    one.refuse(why)
        self._show()
        self.judged.emit()

    # -- scanning --------------------------------------------------------------------

    def enter(self) -> None:
        """Take Enter: read the line, or go on if it is empty."""
        typed = self.line.text().strip()
        if not typed:
            self.done.emit()
            return
        self.line.clear()
        self.look_up(typed)

    def look_up(self, typed: str) -> None:
        """Find what was scanned."""
        self._seek([typed], lambda book: self.of.typed(book, typed))

    def _seek(
        self, keys: list[str], job: Callable[[Snapshot], list[Item]], *, scanned: bool = True
    ) -> None:
        self._sought += keys

        def found(items: list[Item]) -> None:
            del self._sought[: len(keys)]  # answers come in the order of the questions
            self._take(items, scanned=scanned)

        def failed(error: Exception) -> None:
            del self._sought[: len(keys)]
            self._failed(error)

        self._session.read(job, owner=self, then=found, otherwise=failed)

    def _take(self, found: list[Item], *, scanned: bool) -> None:
        there = {one.key for one in self.items}
        double = [one.number for one in found if one.key in there]
        fresh = [one for one in found if one.key not in there]
        for item in fresh:
            self.items.append(item)
            if self.guard is not None and item.row is not None:
                self.guard(item)
        if scanned:
            self._say(f"{'、'.join(double)} 已在单上，没有重复录入" if double else "")
        self._show()
        if fresh:
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._say(str(error) or "没有读到，请再扫一次")

    def refresh(self) -> None:
        """Show items that somebody else has marked."""
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the chosen item away; the latest one stays in sight."""
        if event.type() == QEvent.Type.Resize and watched is self._list:
            QTimer.singleShot(0, self._list, self._list.scrollToBottom)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self._list.currentRow()
            if event.key() == Qt.Key.Key_Delete and 0 <= row < len(self.items):
                del self.items[row]
                self._show()
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    # -- showing ---------------------------------------------------------------------

    def _say(self, text: str = "") -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._said.setProperty("tint", "caution")
        redress(self._said)

    def _show(self) -> None:
        self._list.clear()
        for item in self.items:
            line = QListWidgetItem()
            line.setData(ITEM, item)
            line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.number} {item.trouble}")
            line.setToolTip(item.trouble or (item.row.title if item.row is not None else ""))
            self._list.addItem(line)
        lines = min(len(self.items), MOST_LINES)
        high = self._look.px(36)
        self._list.setMinimumHeight(min(lines, LEAST_LINES) * high + 2)
        self._list.setMaximumHeight(lines * high + 2)
        self._list.setVisible(bool(lines))
        unit = self.of.unit
        bad = f"，{self.bad} {unit}不能{self._verb}" if self.bad else ""
        QTimer.singleShot(0, self._list, self._list.scrollToBottom)
        self._count.setText(f"已录 {len(self.items)} {unit}{bad}" if self.items else "")
