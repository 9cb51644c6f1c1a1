"""More about the thing scanned last, or chosen: pages, mark, what it is, a note."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from db.ledger.beliefs import Bucket
from desktop.look import Look

_MOST_PAGES = 99_999
_NATURE = "实物与台账不符时勾选：原件、复制件不能互相顶替"


@dataclass(frozen=True)
class Thing:
    """What one speaks of: a copy or a device by its number, or a thing that only has a code."""

    copy: int
    code: str
    number: str
    bucket: Bucket
    pages: int | None = None
    pages_seen: int | None = None
    mark_ok: bool = True
    note: str = ""
    nature_ok: bool = True
    other: str = ""  # what it would be if it is not what the book says
    device: int = 0


class CountDetail(QFrame):
    """One line under the scan box; Enter in any of its fields keeps what is said."""

    said = Signal(object, bool, bool, str)  # pages or None, mark right, nature right, note
    settled = Signal(str)
    taken_back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.thing: Thing | None = None
        self.about = QLabel()
        self.pages, self.note = QLineEdit(), QLineEdit()
        self.pages.setValidator(QIntValidator(0, _MOST_PAGES, self.pages))
        self.pages.setFixedWidth(look.px(72))
        self.pages.setAccessibleName("实点页数")
        self.mark, self.nature = QCheckBox("标志不规范"), QCheckBox()
        self.note.setPlaceholderText("说明，Enter 保存")
        self.note.setAccessibleName("说明")
        self.keep, self.back = QPushButton("保存"), QPushButton("取回")
        self.settle = QPushButton("按流水认可")
        self.back.setToolTip("扫错了：这一份重新算未点")
        self.settle.setToolTip("点数中移动的份：认可移动它的那一条流水")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        line.addWidget(self.about)
        line.addSpacing(look.px(8))
        self._pages_name = QLabel("实点页数")
        for widget in (self._pages_name, self.pages, self.mark, self.nature):
            line.addWidget(widget)
        line.addWidget(self.note, 1)
        for button in (self.keep, self.settle, self.back):
            line.addWidget(button)
        self.keep.clicked.connect(lambda _=False: self._say())
        self.settle.clicked.connect(lambda _=False: self.settled.emit(self.note.text().strip()))
        self.back.clicked.connect(lambda _=False: self.taken_back.emit())
        for field in (self.pages, self.note):
            field.returnPressed.connect(self._say)
        self.speak_of(None)

    def speak_of(self, row: Thing | None) -> None:
        """Show what is known of a thing; None is nothing to speak of."""
        self.thing = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.about.setText(f"{row.number} {row.bucket.word}")
        known, paged = bool(row.copy or row.device), bool(row.copy) and row.pages is not None
        self.pages.setPlaceholderText(f"应{row.pages}" if paged else "")
        self.pages.setText("" if row.pages_seen is None else str(row.pages_seen))
        self.mark.setText("序列号不符" if row.device else "标志不规范")
        self.mark.setChecked(not row.mark_ok)
        self.nature.setText("责任人不符" if row.device else f"是{row.other}")
        self.nature.setToolTip("" if row.device else _NATURE)
        self.nature.setChecked(not row.nature_ok)
        self.note.setText(row.note)
        moved = row.bucket is Bucket.MOVED
        for widget in (self.pages, self._pages_name):
            widget.setVisible(paged and not moved)
        for box in (self.mark, self.nature):
            box.setVisible(known and not moved)
        for button in (self.keep, self.back):
            button.setVisible(not moved)
        self.settle.setVisible(moved)

    def _say(self) -> None:
        if self.thing is None:
            return
        if self.thing.bucket is Bucket.MOVED:
            self.settled.emit(self.note.text().strip())
            return
        typed = self.pages.text().strip()
        pages = int(typed) if typed else None
        looks = not self.mark.isChecked(), not self.nature.isChecked()
        self.said.emit(pages, *looks, self.note.text().strip())
