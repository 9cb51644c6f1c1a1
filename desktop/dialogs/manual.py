"""手册: the officers' manual; F1 opens it at the chapter of the page one is on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.assets import read_text
from desktop.dialogs.key_card import KeyCard
from desktop.look import Look
from desktop.session import Session

CHAPTERS = {
    "today": "三、", "receipts": "三、", "copies": "三、", "documents": "三、", "loans": "三、",
    "hops": "三、", "numbers": "三、", "masks": "三、", "mask_changes": "三、",
    "holdings": "三、", "clearing": "四、", "destruction": "四、",
    "people": "二、", "departments": "二、",
    "personnel": "十二、", "posts": "十二、", "clearances": "十二、", "leavings": "十二、",
    "expiring": "十二、", "tenures": "十二、",
    "trainings": "十、", "attendances": "十、", "training_hours": "十、",
    "training_coverage": "十、", "travels": "十、", "passports": "十、", "major_matters": "十、",
    "gatherings": "十、", "officers_meetings": "十、", "reminders": "十、", "year_plans": "十、",
    "conferences": "十、", "sites": "十、", "site_changes": "十、", "visits": "十、",
    "facilities": "十、", "regulations": "十、", "submissions": "十、", "leading": "十、",
    "systems": "十、", "contracts": "十、",
    "past": "三、", "stocktakes": "四、", "counting": "四、", "recall": "四、", "cleared": "四、",
    "unread": "三、", "handovers": "四、", "handover_lines": "四、",
    "kept_back": "四、", "archiving": "四、", "filed": "四、",
    "packets": "五、", "trips": "五、", "offers": "五、", "handouts": "五、", "dispatches": "五、",
    "reproductions": "五、", "marks": "五、", "remarkings": "五、",
    "publications": "五、", "mark_reviews": "五、",
    "accounts": "二、", "powers": "二、", "rules": "二、", "parameters": "二、",
    "parameter_changes": "二、", "reason_lists": "二、", "audit": "七、",
    "risks": "十一、", "receptions": "十一、", "draws": "十一、", "drawn_figures": "十一、",
    "findings": "十一、", "incidents": "四、",
    "inspection": "十一、", "evidence": "十一、", "check_sheets": "十一、",
    "check_rounds": "十一、", "annual": "十一、", "check_ranks": "十一、", "checklist": "十一、",
    "dunning": "三、", "knowledge": "三、", "years": "七、", "period": "七、", "carriers": "五、",
    "devices": "五、", "audit_counts": "七、", "overrides": "七、",
    "unreached": "九、", "prints": "六、", "journal": "七、", "system": "七、",
}  # fmt: skip
"""By page, how the heading of its chapter begins."""


class Manual(QDialog):
    """Chapters left, the manual right; what is typed above is looked up in it."""

    def __init__(
        self, session: Session, look: Look, page: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册 — 专册")
        self.resize(look.px(920), look.px(640))
        self._begins = CHAPTERS.get(page, "")
        self.page, self.chapters, self.sought = QTextBrowser(), QListWidget(), QLineEdit()
        self.page.setFont(look.font(15))
        self.page.setOpenLinks(False)
        self.page.setMarkdown(read_text("manual", "手册.md"))
        self.page.setAccessibleName("使用手册")
        self.chapters.setAccessibleName("章节")
        self.chapters.setObjectName("chapters")
        self.chapters.setFixedWidth(look.px(190))
        for block in self._headings():
            item = QListWidgetItem(block.text(), self.chapters)
            item.setSizeHint(QSize(0, look.px(32)))
        self.chapters.currentRowChanged.connect(self._go)
        self.sought.setPlaceholderText("在手册里找，Enter 找下一处")
        self.sought.setAccessibleName("在手册里找")
        self.sought.returnPressed.connect(self._find)
        QShortcut(QKeySequence("Ctrl+F"), self, self.sought.setFocus)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.chapters)
        right.addWidget(self.sought)
        right.addWidget(self.page, 1)
        right.addWidget(KeyCard(session, look))
        across = QHBoxLayout(self)
        across.setContentsMargins(look.px(16), look.px(16), look.px(16), look.px(16))
        across.setSpacing(look.px(16))
        across.addLayout(left)
        across.addLayout(right, 1)
        self.page.setFocus()

    def _headings(self) -> Iterator[QTextBlock]:
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                yield block
            block = block.next()

    def _go(self, row: int) -> None:
        block = list(self._headings())[row]
        top = self.page.document().documentLayout().blockBoundingRect(block).top()
        self.page.verticalScrollBar().setValue(round(top))

    def _find(self) -> None:
        """Go to the next place, from the top again after the last."""
        typed = self.sought.text().strip()
        if typed and not self.page.find(typed):
            self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
            self.page.find(typed, QTextDocument.FindFlag(0))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the chapter: only now is it known how high the text is."""
        super().showEvent(event)
        for row in range(self.chapters.count()):
            item = self.chapters.item(row)
            if self._begins and item.text().startswith(self._begins):
                self.chapters.setCurrentRow(row)
                self.page.setFocus(Qt.FocusReason.OtherFocusReason)
                return
