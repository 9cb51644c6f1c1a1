"""Beside the preview: what is printed, on which printer, how, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.ledger.rules import Refusal
from db.ledger.trouble import Unusable
from desktop.dialogs.reauthenticate import Reauthenticate
from desktop.dialogs.sheet import button, hairline, labelled, paragraph
from desktop.look import Look
from desktop.paperwork import DrawnForm, Print
from desktop.print_order import MOST_COPIES, Printer, PrintOrder, Sides, pages_in
from desktop.printing import all_forms
from desktop.session import Session
from desktop.widgets.notice import News, Notice
from desktop.widgets.progress_strip import ProgressStrip


class PrintChoices(QFrame):
    """The panel to the right of the preview."""

    sent = Signal()
    saved = Signal()
    repeated = Signal(str)  # why
    closed = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(look.px(344))
        self._many = 0
        self._title, self._about = (
            paragraph(look, "", 16),
            paragraph(look, "", 13, kind="secondary"),
        )
        self._printer, self._sides = QComboBox(), QComboBox()
        self._copies, self._pages = QSpinBox(), QLineEdit()
        self._none = paragraph(look, "", 13, kind="caution")
        self._none.hide()
        self._notice, self.strip = Notice(look), ProgressStrip(look, keeps_room=False)
        self.password = Reauthenticate(session, look)
        self.password.asked.connect(self._asked)
        self._why = QLineEdit()
        self._repeat_row = QWidget()
        self._print, self._save = button("打印", "primary"), button("另存PDF…")
        self._repeat, self._close = button("补打…"), button("关闭")
        self._fill_in(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(hairline())
        column.addLayout(labelled(look, "打印机", self._printer))
        column.addWidget(self._none)
        column.addLayout(labelled(look, "份数", self._copies))
        column.addLayout(labelled(look, "页码", self._pages))
        column.addLayout(labelled(look, "单双面", self._sides))
        column.addStretch(1)
        column.addWidget(self.strip)
        column.addWidget(self._notice)
        column.addWidget(self.password)
        column.addWidget(self._repeat_row)
        column.addWidget(hairline())
        column.addLayout(self._feet(look))

    def _fill_in(self, look: Look) -> None:
        self._copies.setRange(1, MOST_COPIES)
        self._copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._pages.setPlaceholderText("全部；或 1-3，5")
        for sides in Sides:
            self._sides.addItem(sides.word, sides)
        self._why.setPlaceholderText("补打理由，如：卡纸损毁")
        self._why.setAccessibleName("补打理由")
        redo = button("生成补打件")
        redo.setEnabled(False)
        self._why.textChanged.connect(lambda words: redo.setEnabled(bool(words.strip())))
        redo.clicked.connect(lambda: self.repeated.emit(self._why.text().strip()))
        row = QHBoxLayout(self._repeat_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self._why, 1)
        row.addWidget(redo)
        self._repeat_row.hide()

    def only_print(self) -> None:
        """Offer no file."""
        self._save.hide()

    def _feet(self, look: Look) -> QHBoxLayout:
        self._print.clicked.connect(self.sent)
        self._save.clicked.connect(self.saved)
        self._repeat.clicked.connect(self._ask_why)
        self._close.clicked.connect(self.closed)
        self._print.setToolTip("Ctrl+Enter")
        QShortcut(QKeySequence("Ctrl+Return"), self, self._print.click)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self._save)
        row.addWidget(self._repeat)
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._print)
        return row

    # -- what is said --------------------------------------------------------------

    def wait(self, form: str, selection: str) -> None:
        """Say what is being drawn."""
        self._title.setText(
            f"{form}　{all_forms()[0][form].title}" if form in all_forms()[0] else form
        )
        self._about.setText(selection or "全部")
        self._notice.clear()
        self._repeat_row.hide()
        self._repeat.hide()
        self._print.show()
        self._save.show()

    def show_form(self, form: DrawnForm) -> None:
        """Say what was drawn, and let it go out."""
        self._many = form.print.pages
        what = [f"{form.print.rows}行，{form.print.pages}页", f"打印序号 {form.print.serial:06d}"]
        what += [f"每次印{form.form.copies}份存档"] if form.form.copies > 1 else []
        self._about.setText("\n".join([self._about.text().partition("\n")[0], "，".join(what)]))
        self._copies.setValue(max(1, form.form.copies))
        if self._again_of(form):
            self.tell(News.CAUTION, "补打件", "每页印有补打章、原流水号和理由。")
        self.allow()

    @staticmethod
    def _again_of(form: DrawnForm) -> bool:
        return form.act.reprint_of is not None

    def show_sent(self, said: str, made: Print) -> None:
        """Say that it went out and is on record; the same drawing does not go out twice."""
        told = f"{said}：{made.pages}页，流水号{made.serial:06d}，已入账。首页纸码 {made.code}"
        self.tell(News.PROVEN, "已打印", told)
        self._print.hide()
        self._save.hide()
        self._repeat.show()
        self._repeat.setEnabled(True)
        self._close.setFocus()

    def tell(self, news: News, head: str, words: str) -> None:
        """Say what came of it."""
        self._notice.tell(news, head, words)

    def tell_rule(self, news: News, head: str, refusal: Refusal) -> None:
        """Say what a rule asks for, its number apart in the small line."""
        rule = refusal.rule
        basis = " · ".join(filter(None, (rule.number, rule.basis)))
        self._notice.tell(news, head, refusal.sentence, basis)

    @property
    def said(self) -> str:
        """What the panel says last."""
        return self._notice.words

    # -- what may be done ------------------------------------------------------------

    def hold(self) -> None:
        """Let nothing be begun while something runs."""
        for widget in self._buttons():
            widget.setEnabled(False)

    def allow(self) -> None:
        """Let everything be begun that can be."""
        self._save.setEnabled(self._many > 0)
        self._print.setEnabled(self._many > 0 and self._printer.count() > 0)
        self._repeat.setEnabled(True)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._print, self._save, self._repeat

    def _asked(self, asking: bool) -> None:
        if asking:
            self._notice.clear()
            self.hold()
        else:
            self.allow()

    def _ask_why(self) -> None:
        self._repeat_row.show()
        self._why.setFocus()

    def list_printers(self, found: list[Printer], why: str = "") -> None:
        """Offer the printers there are, or say why there are none."""
        self._printer.clear()
        for printer in found:
            self._printer.addItem(
                printer.name + ("（已停用）" if printer.stopped else ""), printer.name
            )
        self._printer.setEnabled(bool(found))
        self._none.setText(why or "本机没有添加打印机。请由系统管理员添加，或另存PDF。")
        self._none.setVisible(not found)
        if not self._save.isHidden() and self._save.isEnabled():
            self.allow()

    def order(self) -> PrintOrder | None:
        """Return what was chosen; None after saying what is wrong with it."""
        try:
            pages = pages_in(self._pages.text(), self._many)
        except Unusable as wrong:
            self.tell(News.REFUSED, "页码不对", str(wrong))
            self._pages.setFocus()
            return None
        name = self._printer.currentData()
        if not name:
            return None
        self._notice.clear()
        return PrintOrder(name, self._copies.value(), pages, self._sides.currentData())
