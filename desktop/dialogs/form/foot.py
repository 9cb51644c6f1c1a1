"""The foot of a form: what the keys do, what is still lacking, and the three buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.ledger.act import Act
from db.vault import Recorded
from desktop.dialogs.form.field_grid import Collected
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.verdict import Verdict
from desktop.look import Look

KEYS = "Enter 下一项　F4 固定此项　Ctrl+Enter 记账　Esc 留作草稿"

SHORTER = "Ctrl+Enter 记账　Esc 留作草稿"

_LINES = 38
"""How high two lines are: the buttons stay where they are when something is lacking."""


class FormFoot(QFrame):
    """取消, save and next, and the verb."""

    def __init__(self, look: Look, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verb, self._said = verb, ""
        self.setObjectName("foot")
        self.keys, self.lacking = QLabel(KEYS, self), QLabel(self)
        for label in (self.keys, self.lacking):
            label.setObjectName("basis")
        self.lacking.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(self.keys)
        words.addWidget(self.lacking)
        self.cancel = QPushButton("取消", self)
        self.go_on = QPushButton(f"{verb}并继续", self)
        self.go_on.setToolTip("记账后接着办下一笔，固定的栏目照用（Ctrl+Shift+Enter）")
        self.record = QPushButton(self)
        self.record.setObjectName("primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(12), 0, 0)
        row.setSpacing(look.px(8))
        row.addStrut(look.px(_LINES))
        row.addLayout(words, 1)
        row.addSpacing(look.px(8))
        for button in (self.cancel, self.go_on, self.record):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.show_state(may=False, lacking="")

    def show_state(self, *, may: bool, lacking: str, scan: ScanList | None = None) -> None:
        """Show whether it can be recorded, how many, and what is lacking."""
        many = f" {len(scan.good)} {scan.of.unit}" if scan is not None and scan.good else ""
        self.record.setText(f"{self._verb}{many}  Ctrl+Enter")
        self.record.setEnabled(may)
        self.go_on.setEnabled(may)
        self.record.setToolTip(lacking)
        self._said = lacking
        self._elide()

    def say_first(self, said: str) -> None:
        """Say something before what the keys do."""
        self.keys.setText(f"{said}　{SHORTER}" if said else KEYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what is lacking to the room there is."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room, metrics = self.keys.width(), self.lacking.fontMetrics()
        self.lacking.setText(metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room))
        self.lacking.setToolTip(self._said)
        self.lacking.setVisible(bool(self._said))


def lacking(
    kind: type[Act],
    found: Collected,
    verdict: Verdict | None,
    reasons: Mapping[str, str],
    scan: ScanList | None,
    *,
    confirmed: bool,
) -> str:
    """Say what is still lacking before the form can be recorded; '' if nothing is."""
    if found.missing:
        return f"还差：{'、'.join(one.label for one in found.missing)}"
    for why in found.wrong.values():
        return why.sentence
    if verdict is None:
        return f"还没有{scan.of.thing}" if scan and not scan.items else "正在核对…"
    for red in verdict.lines:
        if red.block:
            return str(red)
    if verdict.unexplained(reasons):
        return "黄色的各项须说明理由"
    if scan is not None and scan.awaited:
        return "正在查台账…"
    if scan is not None and scan.items and not scan.good:
        return f"单上没有能{kind.word}的{scan.of.thing}"
    return "须第二人在场确认" if (kind.needs_second or verdict.second) and not confirmed else ""


def entries(recorded: Recorded, rest: int, unit: str) -> str:
    """Say which entries were recorded, and how many items were not."""
    last = f"至 {recorded.last}" if recorded.last != recorded.first else ""
    left = f"；{rest} {unit}没有办，还在单上" if rest else ""
    return f"第 {recorded.first}{last} 条{left}"
