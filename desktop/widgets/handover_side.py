"""Beside the list of a handover: how far the count is, what differs and why, who has signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.ledger.acts.handover.listing import FILES
from db.ledger.beliefs.handovers import Finding, HandoverState
from db.views.handovers import HandoverLineRow, HandoverRow
from desktop.dialogs.sheet import button, paragraph, scrolled, text
from desktop.look import Look

WIDE, NARROW, MOST = 320, 264, 6
CHOICES = (Finding.ABSENT, Finding.ELSEWHERE, Finding.DIFFERS, Finding.SETTLED)


class HandoverSide(QWidget):
    """What stands beside the list; it asks for a finding in words, and for the signatures."""

    found = Signal(object, str)  # Finding, words: for the row that is chosen
    wanted = Signal(str)  # kind of act
    left = Signal()  # back to the list

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedWidth(look.px(WIDE))
        self.head = text(look, "差异", bold=True)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(look.px(6))
        self._shown: list[QLabel] = []
        self.about = paragraph(look, "", 13, kind="basis")
        self.choices = QButtonGroup(self)
        self.words = QLineEdit()
        self.words.setPlaceholderText("写明差异，Enter 记下")
        self.words.setAccessibleName("差异说明")
        self.words.returnPressed.connect(self._enter)
        self.said = paragraph(look, "", 13, kind="danger")
        self.steps = {
            "hand_over": button("移交签认", "primary"),
            "receive_handover": button("接收签认", "primary"),
        }
        self._signers: dict[str, tuple[QLabel, QLabel]] = {}
        self._build()

    def _build(self) -> None:
        look = self._look
        content = QWidget()
        around, column = QVBoxLayout(self), QVBoxLayout(content)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(content))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        differences, inside = self._box()
        inside.addWidget(self.head)
        inside.addLayout(self._listed)
        inside.addWidget(self.about)
        inside.addLayout(self._segments())
        inside.addWidget(self.words)
        inside.addWidget(self.said)
        column.addWidget(differences)
        signers, inside = self._box()
        for word in ("移交人", "接交人", "监交人"):
            name, when = text(look, "", bold=True), text(look, "", 13, kind="secondary")
            line = QHBoxLayout()
            line.addWidget(text(look, word, 13, kind="secondary"))
            line.addSpacing(look.px(8))
            line.addWidget(name)
            line.addStretch(1)
            line.addWidget(when)
            inside.addLayout(line)
            self._signers[word] = name, when
        inside.addWidget(
            paragraph(
                look,
                "每人用本人口令。接收时接交人登录本人账户，移交人、监交人当场签认。",
                13,
                kind="basis",
            )
        )
        for act, step in self.steps.items():
            step.clicked.connect(lambda _=False, act=act: self.wanted.emit(act))
            inside.addWidget(step)
        column.addWidget(signers)
        column.addStretch(1)

    def _box(self) -> tuple[QFrame, QVBoxLayout]:
        frame, pad = QFrame(), self._look.px(12)
        frame.setObjectName("frame")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(pad, pad, pad, pad)
        inside.setSpacing(self._look.px(8))
        return frame, inside

    def _segments(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._look.px(4))
        for number, finding in enumerate(CHOICES):
            one = QPushButton(finding.word)
            one.setObjectName("chip")
            one.setCheckable(True)
            one.setChecked(number == 0)
            self.choices.addButton(one, number)
            line.addWidget(one)
        return line

    def fit(self, *, narrow: bool) -> None:
        """Leave room for the list in a narrow window."""
        self.setFixedWidth(self._look.px(NARROW if narrow else WIDE))

    # -- showing -----------------------------------------------------------------------

    def show_handover(self, row: HandoverRow | None) -> None:
        """Show who signs, and which signature is due."""
        names = (row.leaver, row.receiver, row.supervisor) if row else ("", "", "")
        signed = (row.handed_on, row.closed_on, row.closed_on) if row else (None, None, None)
        for (name, when), who, day in zip(self._signers.values(), names, signed, strict=True):
            name.setText(who)
            when.setText(f"{day} 已签认" if day else "未签认" if who else "")
        state = row.state if row else None
        self.steps["hand_over"].setVisible(state is HandoverState.OPEN)
        self.steps["receive_handover"].setVisible(state is HandoverState.HANDED)
        for step in self.steps.values():
            step.setEnabled(row is not None and row.counted == row.lines)
            left = row.lines - row.counted if row is not None else 0
            step.setToolTip(f"还有{left}项没有清点" if left else "")
        self.setEnabled(state not in (None, HandoverState.CLOSED))

    def show_differences(self, rows: Sequence[HandoverLineRow], total: int) -> None:
        """Show what differs, with its words."""
        self.head.setText(f"差异 {total}")
        for label in self._shown:
            self._listed.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._shown = []
        for row in rows[:MOST]:
            words = f"{row.position} {row.copy_no or row.title} {row.finding.word}：{row.words}"
            self._shown.append(paragraph(self._look, words, 13))
        if total > MOST:
            more = f"还有{total - MOST}项，看“差异”"
            self._shown.append(text(self._look, more, 13, kind="secondary"))
        for label in self._shown:
            self._listed.addWidget(label)

    def show_row(self, row: HandoverLineRow | None) -> None:
        """Say which line a finding would be for."""
        if row is None:
            self.about.setText("选中一行，按空格记相符；有差异按 Enter 写明。")
            return
        searched = "；查过、清理过的记相符" if row.sort == FILES else ""
        moved = f"；冻结后第{row.moved_by}条动过" if row.moved and row.moved_by else ""
        self.about.setText(f"第{row.position}项 {row.copy_no or row.title}{moved}{searched}")

    def say(self, words: str, *, good: bool = False) -> None:
        """Answer a scan or a tick in words."""
        self.said.setObjectName("note" if good else "danger")
        self.said.style().polish(self.said)
        self.said.setText(words)

    # -- typing ------------------------------------------------------------------------

    def begin(self) -> None:
        """Go into the words of the chosen line."""
        self.words.setFocus()
        self.words.selectAll()

    def _enter(self) -> None:
        self.found.emit(CHOICES[self.choices.checkedId()], self.words.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
