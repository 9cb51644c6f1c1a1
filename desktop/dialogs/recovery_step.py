"""The last step of 新建台账: first passwords and the recovery key, shown once, proven by hand.

Two groups are never printed: they are copied with the pen and typed back from the paper.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from db.ledger.trouble import CannotOpen
from db.vault import RecoveryKey
from desktop.dialogs.founding_steps import Step
from desktop.dialogs.recovery_print import RecoveryPrint
from desktop.dialogs.sheet import labelled, paragraph, text
from desktop.look import Look
from desktop.printing.recovery_sheet import draw_recovery_sheet
from desktop.tasks import Worker
from desktop.widgets.notice import News, Notice

_BY_HAND = 2
_ACROSS = 3  # first passwords on one line


class RecoveryStep(Step):
    """What is shown once, and the proof that it was copied."""

    def __init__(
        self,
        look: Look,
        key: RecoveryKey,
        worker: Worker,
        unit: str,
        day: str,
        first_passwords: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(look)
        self._key = key
        groups = self._key.groups[:-_BY_HAND]
        if first_passwords:
            self.column.addWidget(self._passwords(first_passwords))
        self.column.addWidget(
            paragraph(
                look,
                "恢复密钥只显示这一次。它不能代替口令登录，只能在两名见证人面前让安全保密管理员重新进来。"
                "前六组可以打印或抄写；后两组请用笔抄在另一张纸上，与前六组分开保管。",
            )
        )
        self.column.addWidget(self._groups())
        self.paper = RecoveryPrint(
            look, worker, lambda: draw_recovery_sheet(unit, day, groups, _BY_HAND)
        )
        self.column.addWidget(self.paper)
        self.typed = (QLineEdit(), QLineEdit())
        for number, field in enumerate(self.typed):
            field.setPlaceholderText(f"照纸上输入第 {len(self._key.groups) - 1 + number} 组")
            field.setFont(look.font(16))
            field.setMaxLength(12)
            field.textChanged.connect(self._check)
        self.column.addLayout(labelled(look, "照纸输回", *self.typed))
        self.verdict = Notice(look)
        self.column.addWidget(self.verdict)
        self.column.addStretch(1)

    def _passwords(self, first: tuple[tuple[str, str], ...]) -> QFrame:
        look, block = self.look, QFrame()
        block.setObjectName("sunk")
        rows = QGridLayout(block)
        rows.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        rows.setHorizontalSpacing(look.px(16))
        rows.addWidget(text(look, "首次口令（只显示这一次，当面交给本人）", 13), 0, 0, 1, 6)
        for place, (name, password) in enumerate(first):
            row, column = 1 + place // _ACROSS, 2 * (place % _ACROSS)
            rows.addWidget(text(look, name, kind="secondary"), row, column)
            rows.addWidget(_selectable(text(look, password, 16)), row, column + 1)
        rows.setColumnStretch(5, 1)
        return block

    def _groups(self) -> QFrame:
        look, block = self.look, QFrame()
        block.setObjectName("frame")
        column = QVBoxLayout(block)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        column.setSpacing(look.px(10))
        rows = QGridLayout()
        rows.setHorizontalSpacing(look.px(24))
        rows.setVerticalSpacing(look.px(10))
        for place, group in enumerate(self._key.groups[:-_BY_HAND]):
            rows.addLayout(self._group(place, group, "ink"), place // 3, place % 3)
        column.addLayout(rows)
        hand = QFrame()
        hand.setObjectName("warning")
        across = QHBoxLayout(hand)
        across.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        across.setSpacing(look.px(24))
        across.addWidget(text(look, "手抄", 13, kind="caution"))
        for place, group in list(enumerate(self._key.groups))[-_BY_HAND:]:
            across.addLayout(self._group(place, group, "amber"))
        across.addStretch(1)
        column.addWidget(hand)
        return block

    def _group(self, place: int, group: str, tint: str) -> QHBoxLayout:
        number, symbols = text(self.look, f"{place + 1}", 12, kind="secondary"), QLabel(group)
        font = self.look.font(20)
        font.setFamilies(["DejaVu Sans Mono", "Consolas", *font.families()])
        symbols.setFont(font)
        symbols.setStyleSheet(f"color: {self.look.colour(tint).name()}")
        symbols.setAccessibleName(f"第{place + 1}组 {' '.join(group)}")
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        row.addWidget(number)
        row.addWidget(symbols, 1)
        return row

    # -- the proof ------------------------------------------------------------------------

    def _check(self) -> None:
        if not all(field.text().strip() for field in self.typed):
            self.verdict.clear()
        elif self.proven:
            self.verdict.tell(News.PROVEN, "抄对了", "请把两张纸分开保管，然后完成。")
        else:
            self.verdict.tell(News.REFUSED, "与上面不符", self._wrong())
        self.changed.emit()

    @property
    def proven(self) -> bool:
        """Whether the groups typed back are the key's own."""
        try:
            return type(self._key).parse(self._whole()) == self._key
        except CannotOpen:
            return False

    def _wrong(self) -> str:
        try:
            type(self._key).parse(self._whole())
        except CannotOpen as trouble:
            return str(trouble)
        return "请对照纸上再看一遍。"

    def _whole(self) -> str:
        printed = self._key.groups[:-_BY_HAND]
        return " ".join((*printed, *(field.text() for field in self.typed)))

    def lacks(self) -> str:
        """Say what is missing."""
        return "" if self.proven else "请把手抄的两组照纸输回，证明确已抄下。"

    def begin(self) -> None:
        """Begin with the first group that is typed back."""
        self.typed[0].setFocus()


def _selectable(label: QLabel) -> QLabel:
    font = label.font()
    font.setFamilies(["DejaVu Sans Mono", "Consolas", *font.families()])
    label.setFont(font)
    return label
