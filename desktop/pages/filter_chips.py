"""The chips above a register: filters that come with it, saved ones, and the way to save one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QMenu, QPushButton, QWidget

from desktop.look import Look
from desktop.pages.kind import Chip
from desktop.pages.saved_filters import LONGEST
from desktop.widgets.flow import Flow


@dataclass
class ChipButton:
    """A chip on the screen; `saved` is the name of the filter a person saved, if it is one."""

    chip: Chip
    button: QPushButton
    saved: str = ""
    count: int | None = None


class FilterChips(QWidget):
    """One of the chips is chosen, always."""

    chosen = Signal(object)  # Chip
    opened = Signal(str)  # name of a saved filter
    named = Signal(str)  # save what narrows the page now
    renamed = Signal(str, str)
    renewed = Signal(str)
    removed = Signal(str)
    unsought = Signal()  # without the words that were looked for

    def __init__(
        self, chips: Sequence[Chip], look: Look, problem: Callable[[str, str], str]
    ) -> None:
        super().__init__()
        self._look, self._problem = look, problem
        self._line = Flow(look.px(8), self)
        self._group = QButtonGroup(self)
        self.all: list[ChipButton] = []
        for chip in chips:
            made = self._make(chip)
            made.button.clicked.connect(lambda _=False, chip=chip: self.chosen.emit(chip))
        if self.all:
            self.all[0].button.setChecked(True)
        self._handed = self._button("筛选")
        self._handed.hide()
        self._more = QPushButton()
        self._more.setObjectName("chip")
        self._more.setIcon(look.icon("plus"))
        self._more.setAccessibleName("存为筛选")
        self._more.setFixedWidth(look.px(44))
        self._more.clicked.connect(lambda _=False: self._ask_name())
        self._name = QLineEdit()
        self._name.setPlaceholderText("筛选的名称，Enter")
        self._name.setAccessibleName("筛选的名称")
        self._name.setFixedWidth(look.px(168))
        self._name.installEventFilter(self)
        self._name.returnPressed.connect(self._take_name)
        self._name.textEdited.connect(lambda _: self._say(""))
        self._name.hide()
        self._renaming = ""
        self._words = QPushButton("搜索")
        self._words.setObjectName("chip")
        self._words.setIcon(look.icon("x", size=14))
        self._words.setToolTip("不再按这几个字搜索")
        self._words.clicked.connect(self.unsought)
        self._words.hide()
        self._last = (self._handed, self._words, self._more, self._name)
        for widget in self._last:
            self._line.addWidget(widget)
        self.may_save(may=False)

    def _button(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setObjectName("chip")
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def _make(self, chip: Chip, saved: str = "") -> ChipButton:
        made = ChipButton(chip, self._button(chip.label), saved)
        self.all.append(made)
        self._line.addWidget(made.button)
        return made

    # -- what it shows -------------------------------------------------------------------

    def show_saved(self, chips: Sequence[Chip]) -> None:
        """Show the saved filters, after those that come with the page."""
        for old in [one for one in self.all if one.saved]:
            self.all.remove(old)
            self._group.removeButton(old.button)
            self._line.removeWidget(old.button)
            old.button.deleteLater()
        for chip in chips:
            made = self._make(chip, chip.label)
            made.button.clicked.connect(lambda _=False, name=chip.label: self.opened.emit(name))
            made.button.setToolTip("自己存的筛选；F2 改名，Delete 删除")
            made.button.installEventFilter(self)
            made.button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            made.button.customContextMenuRequested.connect(lambda at, one=made: self._menu(one, at))
        for last in self._last:
            self._line.removeWidget(last)
            self._line.addWidget(last)

    def mark(self, chip: Chip | None, saved: str = "", handed: str = "") -> None:
        """Mark what is chosen: a saved filter, what was handed over, or a chip."""
        self._handed.setText(handed or "筛选")
        self._handed.setVisible(bool(handed))
        if handed:
            self._handed.setChecked(True)
            return
        for one in self.all:
            if (one.saved == saved) if saved else (one.chip is chip and not one.saved):
                one.button.setChecked(True)

    def show_words(self, words: str) -> None:
        """Show what was looked for; pressing it takes that away."""
        self._words.setText(f"搜索“{words[:LONGEST]}”" if words else "搜索")
        self._words.setVisible(bool(words))

    def may_save(self, *, may: bool) -> None:
        """Offer to save a filter when there is one."""
        self._more.setEnabled(may)
        how = "把现在的筛选、搜索和排序存为一个筛选"
        self._more.setToolTip(how if may else "先在表头下面写筛选条件，再存为筛选")

    def count(self, counts: Sequence[int | None]) -> None:
        """Show how many rows each chip has; None is not known."""
        for one, number in zip(self.all, counts, strict=True):
            one.count = number
            said = "—" if number is None else f"{number:,}".replace(",", " ")
            one.button.setText(f"{one.chip.label}  {said}")
            bad = one.chip.bad and bool(number)
            one.button.setStyleSheet(f"color: {self._look.colour('red').name()};" if bad else "")

    # -- saving and renaming -------------------------------------------------------------

    def _ask_name(self, renaming: str = "") -> None:
        self._renaming = renaming
        self._more.hide()
        self._name.setText(renaming)
        self._say("")
        self._name.show()
        self._name.setFocus()
        self._name.selectAll()

    def _take_name(self) -> None:
        name, renaming = self._name.text().strip(), self._renaming
        if problem := self._problem(name, renaming):
            self._say(problem)
            return
        self._leave_name()
        if not renaming:
            self.named.emit(name)
        elif name != renaming:
            self.renamed.emit(renaming, name)

    def _leave_name(self) -> None:
        self._name.hide()
        self._more.show()

    def _say(self, problem: str) -> None:
        self._name.setProperty("wrong", bool(problem))
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
        self._name.setToolTip(problem)
        self._name.setAccessibleDescription(problem)

    def _menu(self, one: ChipButton, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("改名\tF2", lambda: self._ask_name(one.saved))
        menu.addAction("换成现在的筛选", lambda: self.renewed.emit(one.saved))
        menu.addAction("删除\tDelete", lambda: self.removed.emit(one.saved))
        menu.popup(one.button.mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Delete on a saved filter; Esc and leaving while a name is typed."""
        if watched is self._name:
            return self._leaves(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            saved = next((one.saved for one in self.all if one.button is watched), "")
            if event.key() == Qt.Key.Key_F2:
                self._ask_name(saved)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.removed.emit(saved)
                return True
        return super().eventFilter(watched, event)

    def _leaves(self, event: QEvent) -> bool:
        escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escaped or event.type() == QEvent.Type.FocusOut:
            self._leave_name()
        return escaped
