"""Under a paper code that holds: the page is painted again, compared, and can be looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.ledger.trouble import Trouble
from db.vault import Snapshot
from db.views import VIEWS
from db.views.print_records import PrintRecordRow
from desktop.dialogs.printed_page import PrintedPage
from desktop.dialogs.sheet import button
from desktop.full_check import BackgroundCheck
from desktop.latest import Latest
from desktop.look import Look
from desktop.painting import Again, again
from desktop.printing import load_form
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News, Notice
from desktop.widgets.progress_strip import ProgressStrip

_BY_HAND = "请按上面各项与纸上逐项对照。"


class PageAgain(QWidget):
    """Says in words whether the page painted again is the page that was recorded."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._latest = Latest(session, self)
        self._progress = Progress()
        self._asked: tuple[PrintRecordRow, int, str] | None = None
        self._said = (News.NOTE, "", "")
        self.painted: Again | None = None
        self.strip, self.said = ProgressStrip(look, keeps_room=False), Notice(look)
        self.look_at = button("看这一页")
        self.look_at.clicked.connect(self.show_page)
        self.strip.cancelled.connect(self._cancelled)
        session.locking.connect(self._give_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        for each in (self.strip, self.said, self.look_at):
            column.addWidget(each)
        self.clear()

    def clear(self) -> None:
        """Forget what was asked before."""
        self._progress.cancel()
        self._latest.forget()
        self.painted = None
        self.strip.rest()
        self.said.clear()
        self.look_at.hide()

    def paint(self, record: PrintRecordRow, page: int, digest: str) -> None:
        """Paint that print again, beside whoever works; `digest` is what was recorded."""
        self.clear()
        self._asked = record, page, digest
        if why := self._not_mine(record):
            self._tell(News.NOTE, "不能重画", why + _BY_HAND)
            return
        progress = self._progress = Progress(f"按第 {record.upto} 条时的台账重画这一页")
        self.strip.watch(progress)

        def job(book: Snapshot) -> Again:
            return again(book, record, progress)

        BackgroundCheck.of(self._session).step_back()
        self._latest.ask(job, then=self._compare, otherwise=self._failed, apart=True)

    def _not_mine(self, record: PrintRecordRow) -> str:
        """Return why this person may not see what is on the page, '' if he may."""
        try:
            form = load_form(record.form)
        except (Trouble, OSError):
            return "本版程序没有这张表。"
        views = [VIEWS[name] for name in (form.view, form.head_view, form.mark_view) if name]
        mine = self._session.operator.roles
        closed = [view.title for view in views if not view.roles & mine]
        return f"您的岗位不能看“{closed[0]}”。" if closed else ""

    def _compare(self, found: Again) -> None:
        self.strip.rest()
        assert self._asked is not None
        record, page, digest = self._asked
        self.painted = found
        upto = f"按第 {record.upto} 条时的台账重画"
        if page <= len(found.digests) and found.digests[page - 1] == digest:
            told = f"{upto}，与打印时记下的逐格一致。纸上若有不同，纸是改过的。"
            self._tell(News.PROVEN, "内容相符", told)
        elif found.version != (record.version or "1"):
            told = f"当时用的是第{record.version or '1'}版表，现在是第{found.version}版。"
            self._tell(News.CAUTION, "重画的不同", told + _BY_HAND)
        else:
            told = f"{upto}，与打印时记下的不一致：表式、程序改过，内容被屏蔽，或当时记的摘要不真。"
            self._tell(News.CAUTION, "重画的不同", told + _BY_HAND)
        self.look_at.setVisible(bool(found.digests))

    def _give_up(self) -> None:
        self._progress.cancel()

    def _cancelled(self) -> None:
        self.clear()
        self._tell(News.NOTE, "没有重画", _BY_HAND)

    def _failed(self, error: Exception) -> None:
        self.strip.rest()
        if not isinstance(error, Cancelled):
            self._tell(News.NOTE, "不能重画", in_words(error))

    def _tell(self, news: News, head: str, sentence: str) -> None:
        self._said = news, head, sentence
        self.said.tell(news, head, sentence)

    def show_page(self) -> None:
        """Open the page as large as there is room."""
        if self.painted is None or self._asked is None:
            return
        page = min(self._asked[1], len(self.painted.digests))
        shown = PrintedPage(self._look, self.painted.pdf, page, self.window())
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.tell(*self._said)
        shown.open()
