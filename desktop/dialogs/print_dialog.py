"""A form looked at and printed: drawn off the window's thread, recorded when it is sent.

What was drawn is what goes out; the entry is written on the same thread right after the printer (or
the file) took it, and not otherwise.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.ledger.rules import V27, Refusal
from db.ledger.trouble import Trouble, Unusable
from db.store.reading import Question
from db.vault import Confirmation, Recorded, Vault
from desktop.dialogs.form.second_strip import SecondStrip
from desktop.dialogs.print_choices import PrintChoices
from desktop.dialogs.reauthenticate import MASS_PRINT, PRINT_TO_FILE
from desktop.look import Look
from desktop.paperwork import (
    FIRST_TIME,
    Again,
    DrawnForm,
    drawn,
    record_print,
    refuse_sending,
    save_print,
)
from desktop.print_order import Printer, PrintOrder
from desktop.printers import printers, send
from desktop.progress import Cancelled, Progress
from desktop.selecting import NotOne
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News
from desktop.widgets.preview_pane import Preview

MASS = 50
"""More pages than this are a mass print: the password is asked for."""


class PrintDialog(QDialog):
    """Preview left, what can be chosen right, long work below."""

    def __init__(
        self,
        session: Session,
        look: Look,
        form_id: str,
        question: Question,
        selection: str = "",
        parent: QWidget | None = None,
        *,
        again: Again = FIRST_TIME,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印 — 专册")
        room = self.screen().availableSize()
        self.resize(QSize(look.px(1120), look.px(680)).boundedTo(room))
        self._session, self._form_id = session, form_id
        self._question, self._selection, self._again = question, selection, again
        self._progress = Progress()
        self.drawn: DrawnForm | None = None
        self.preview = Preview(look)
        self.choices = PrintChoices(session, look)
        self.strip = self.choices.strip
        self.second = SecondStrip(session, look)
        self._lay_out(look)
        self.choices.sent.connect(self.print_now)
        self.choices.saved.connect(self._choose_file)
        self.choices.repeated.connect(self._repeat)
        self.choices.closed.connect(self.reject)
        session.locking.connect(self._give_up)
        self._draw()
        self._session.aside(
            printers, owner=self, then=self._list_printers, otherwise=self._no_printers
        )

    def _lay_out(self, look: Look) -> None:
        self.second.hide()
        left = QVBoxLayout()
        left.setSpacing(look.px(12))
        left.addWidget(self.preview, 1)
        left.addWidget(self.second)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.px(16),) * 4)
        row.setSpacing(look.px(16))
        row.addLayout(left, 1)
        row.addWidget(self.choices)

    # -- looking -------------------------------------------------------------------

    def _draw(self) -> None:
        progress = self._begin("生成预览")
        form, question, again = self._form_id, self._question, self._again
        self.choices.wait(form, self._selection)
        self._session.work(
            lambda vault: drawn(vault, form, question, again=again, progress=progress),
            owner=self,
            then=self._show,
            otherwise=self._not_drawn,
        )

    def _show(self, form: DrawnForm) -> None:
        self._end()
        self.drawn = form
        self.preview.show_pdf(form.pdf)
        self.preview.view.setFocus()
        self.choices.show_form(form)
        self._session.preview(
            form.act, owner=self, then=self._ask_second, otherwise=self._not_drawn
        )

    def _ask_second(self, found: list[list[Refusal]]) -> None:
        """A mass print or a list with 绝密 goes out before a second person only."""
        for refusal in found[0]:
            if refusal.rule is V27:
                self.second.ask(*([self.drawn.act] if self.drawn else []))
                self.choices.tell_rule(News.CAUTION, "须第二人", refusal)

    def _not_drawn(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._session.gave_up(f"打印 {self._form_id}，没有送出")
            self.choices.tell(News.NOTE, "已取消", "预览没有生成，没有打印，也没有入账。")
        elif isinstance(error, NotOne):
            told = error.sentence + "请回到页面选定一笔，再打印。"
            self.choices.tell(News.REFUSED, "不能生成", told)
        else:
            self.choices.tell(News.REFUSED, "不能生成", in_words(error))

    def _list_printers(self, found: list[Printer]) -> None:
        self.choices.list_printers(found)

    def _no_printers(self, error: Exception) -> None:
        self.choices.list_printers([], in_words(error))

    # -- sending -------------------------------------------------------------------

    def print_now(self) -> None:
        """Send the pages as chosen; ask for the password first if they are many."""
        form = self.drawn
        order = self.choices.order()
        if form is None or order is None or self.strip.running:
            return
        many = order.sheets_of(form.print.pages)
        if many > MASS:
            why = f"这次要打印{many}页，超过{MASS}页，请再次输入本人口令。"
            self.choices.password.ask(MASS_PRINT, why, lambda: self._send(form, order))
        else:
            self._send(form, order)

    def _send(self, form: DrawnForm, order: PrintOrder) -> None:
        progress = self._begin(f"送往打印机「{order.printer}」")
        chosen = [self._selection, f"第{order.ranges}页" if order.ranges else ""]
        chosen.append(f"{order.copies}份" if order.copies > 1 else "")
        selection = "；".join(filter(None, chosen))

        second = self.second.confirmation

        def job(vault: Vault) -> tuple[str, Recorded]:
            refuse_sending(vault, form, second)
            progress.commit(progress.what)
            send(form.pdf, order, form.form.id)
            return f"已送往「{order.printer}」", _noted(vault, form, selection, second)

        self._session.carry_out(job, owner=self, then=self._done, otherwise=self._not_sent)

    def _choose_file(self) -> None:
        form = self.drawn
        if form is None or self.strip.running:
            return
        why = "另存的PDF是明文，离开台账的保护，请再次输入本人口令。"
        self.choices.password.ask(PRINT_TO_FILE, why, lambda: self._ask_for_file(form))

    def _ask_for_file(self, form: DrawnForm) -> None:
        dialog = QFileDialog(self, "另存PDF", "", "PDF文件 (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{form.form.id}-{form.print.serial:06d}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_as(Path(name)))
        dialog.open()

    def save_as(self, target: Path) -> None:
        """Write the pages into a file in clear, if the password was given lately; record it."""
        form = self.drawn
        if form is None or not self._session.proved_lately(PRINT_TO_FILE):
            return
        progress = self._begin("另存PDF")
        selection = "；".join(filter(None, [self._selection, "另存PDF"]))
        second = self.second.confirmation

        def job(vault: Vault) -> tuple[str, Recorded]:
            progress.commit(progress.what)
            recorded = save_print(vault, form, target, selection, second)
            return f"已另存为「{target.name}」（明文，请按载体登记管理）", recorded

        self._session.carry_out(job, owner=self, then=self._done, otherwise=self._not_sent)

    def _done(self, said: str) -> None:
        self._end()
        assert self.drawn is not None
        self.choices.show_sent(said, self.drawn.print)

    def _not_sent(self, error: Exception) -> None:
        self._end()
        self.choices.allow()
        if isinstance(error, Cancelled):
            self._session.gave_up(f"打印 {self._form_id}，没有送出")
            self.choices.tell(News.NOTE, "已取消", "没有打印，也没有入账。")
        else:
            self.choices.tell(News.REFUSED, "没有办成", in_words(error))

    def _repeat(self, why: str) -> None:
        """Draw what was printed once more, marked 补打 with its reason."""
        if self.drawn is not None:
            self._again = Again(self.drawn.print.serial, why)
            self.drawn = None
            self.preview.show_pdf(None)
            self._draw()

    # -- long work -----------------------------------------------------------------

    def _begin(self, what: str) -> Progress:
        self._progress = Progress(what)
        self.strip.watch(self._progress)
        self.choices.hold()
        return self._progress

    def _end(self) -> None:
        self.strip.rest()

    def _give_up(self) -> None:
        if self._progress.cancel() and self.strip.running:
            self.choices.tell(News.CAUTION, "已取消", "台账正在锁定；没有打印，也没有入账。")

    def reject(self) -> None:
        """Stop what runs and close; what is already on its way to the printer is waited for."""
        if self.strip.running and not self._progress.cancel():
            return
        self.preview.show_pdf(None)
        super().reject()


def _noted(vault: Vault, form: DrawnForm, selection: str, second: Confirmation | None) -> Recorded:
    """Record what the printer took; if that fails the paper must be taken back."""
    try:
        return record_print(vault, form, selection, second)
    except Trouble as trouble:
        raise Unusable(
            f"已送往打印机，但打印记录没有写成：{trouble.sentence}",
            "请取回这份打印件并作废，再重新打印。",
        ) from trouble
