"""Yes or no, and one of a few: segments up to four, a list beyond."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.editor import Editor
from desktop.look import Look

MOST_SEGMENTS = 4
_NARROW = 8  # characters on all segments together, up to which they fit on half a line
Option = tuple[str, Any, str]  # key in a draft, value in the act, word on the screen


class YesNoEditor(Editor):
    """A box to tick, with what it says beside it."""

    short = True

    def __init__(self, asked: Asked, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(asked, look, parent)
        self.box = QCheckBox(asked.hint or "是", self)
        self.box.setMinimumHeight(look.px(32))
        self.box.toggled.connect(self.changed)
        self.take(self.box)

    def value(self) -> Any:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))

    def draft(self) -> Any:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def restore(self, draft: Any) -> None:
        """Tick it as before."""
        self.box.setChecked(bool(draft))


class SegmentsEditor(Editor):
    """One of a few, all in sight."""

    def __init__(
        self, asked: Asked, look: Look, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        super().__init__(asked, look, parent)
        self._options = options
        self.short = sum(len(word) for _, _, word in options) <= _NARROW
        frame = QFrame(self)
        frame.setObjectName("segments")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        self.group = QButtonGroup(self)
        for number, (_, _, word) in enumerate(options):
            button = QPushButton(word, frame)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{asked.label}：{word}")
            self.group.addButton(button, number)
            inside.addWidget(button)
        self.group.idToggled.connect(lambda *_: self.changed.emit())
        self.row.addWidget(frame)
        self.row.addStretch(1)
        self.row.addWidget(self.note)
        self.setFocusProxy(self.group.buttons()[0])

    def inputs(self) -> list[QWidget]:
        """Return the buttons."""
        return list(self.group.buttons())

    def value(self) -> Any:
        """Return the chosen value, None if none is."""
        chosen = self.group.checkedId()
        return None if chosen < 0 else self._options[chosen][1]

    def show_value(self, value: Any) -> None:
        """Choose a value, or nothing."""
        self._choose(lambda option: value is not None and option[1] == value)

    def draft(self) -> Any:
        """Return the key of what is chosen."""
        chosen = self.group.checkedId()
        return None if chosen < 0 else self._options[chosen][0]

    def restore(self, draft: Any) -> None:
        """Choose as before."""
        self._choose(lambda option: option[0] == draft)

    def _choose(self, meant: Any) -> None:
        self.group.setExclusive(False)
        for number, option in enumerate(self._options):
            self.group.button(number).setChecked(bool(meant(option)))
        self.group.setExclusive(True)
        self.setFocusProxy(self.group.button(max(self.group.checkedId(), 0)))


class ListEditor(Editor):
    """One of more than a few."""

    short = True

    def __init__(
        self, asked: Asked, look: Look, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        super().__init__(asked, look, parent)
        self._options = options
        self.box = QComboBox(self)
        self.box.setPlaceholderText("请选择")
        self.box.addItems([word for _, _, word in options])
        self.box.setCurrentIndex(-1)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.take(self.box)

    def value(self) -> Any:
        """Return the chosen value, None if none is."""
        chosen = self.box.currentIndex()
        return None if chosen < 0 else self._options[chosen][1]

    def show_value(self, value: Any) -> None:
        """Choose a value, or nothing."""
        self.box.setCurrentIndex(self._place(1, value))

    def draft(self) -> Any:
        """Return the key of what is chosen."""
        chosen = self.box.currentIndex()
        return None if chosen < 0 else self._options[chosen][0]

    def restore(self, draft: Any) -> None:
        """Choose as before."""
        self.box.setCurrentIndex(self._place(0, draft))

    def _place(self, part: int, wanted: Any) -> int:
        found = (n for n, option in enumerate(self._options) if option[part] == wanted)
        return -1 if wanted is None else next(found, -1)
