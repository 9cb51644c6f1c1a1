"""The window: rail, top bar, pages, status line.  It only places; pages and dialogs act."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.ledger.act import KINDS, Act
from db.ledger.rules import Refused
from db.ledger.trouble import Trouble
from db.store.reading import Question
from db.views.book import BOOK, BookRow
from desktop.dialogs.act_form import ActForm
from desktop.dialogs.export_dialog import ExportDialog
from desktop.dialogs.import_window import ImportWindow
from desktop.dialogs.manual import Manual
from desktop.dialogs.print_dialog import PrintDialog
from desktop.look import Look
from desktop.pages.catalogue import REGISTERS
from desktop.pages.given import given_for
from desktop.pages.register_page import RegisterPage
from desktop.pages.system_page import SystemPage
from desktop.pages.today_page import TodayPage
from desktop.session import Session
from desktop.trouble import report
from desktop.widgets.foot_bars import FootBars
from desktop.widgets.top_bar import StatusLine, TopBar

Page = TodayPage | RegisterPage | SystemPage


class MainWindow(QMainWindow):
    """The desk of one unlocked ledger."""

    locked = Signal()

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session, self.look = session, look
        self.setWindowTitle("专册")
        self.setMinimumSize(1024, 700)
        self.top = TopBar(look)
        self.status = StatusLine(look)
        self.foot = FootBars(session, look)
        self.foot.wished.connect(self.fill)
        self.pages = QStackedWidget()
        self._names: list[str] = []
        self._rail = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._place()
        self._fill()
        self._keys()
        self.top.searched.connect(self._search)
        self.top.lock.connect(session.lock)
        session.locked.connect(self._leave)
        session.recorded.connect(self._ask_book)
        self._ask_book()

    # -- placing ----------------------------------------------------------------------

    def _place(self) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setFixedWidth(self.look.px(144))
        rail.setLayout(self._rail)
        self._rail.setContentsMargins(0, self.look.px(8), 0, self.look.px(8))
        self._rail.setSpacing(0)
        mark = QLabel("专册")
        mark.setObjectName("mark")
        mark.setFont(self.look.title_font(20))
        mark.setContentsMargins(self.look.px(16), 0, 0, self.look.px(8))
        self._rail.addWidget(mark)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.top, self.pages, self.foot, self.status):
            right.addWidget(widget, 1 if widget is self.pages else 0)
        across.addWidget(rail)
        across.addLayout(right, 1)
        self.setCentralWidget(ground)

    def _fill(self) -> None:
        today = TodayPage(self.session, self.look)
        today.opened.connect(self.open)
        self._add("today", "今日", "list-checks", today)
        for kind in REGISTERS:
            if not kind.view.roles & self.session.operator.roles:
                continue
            page = RegisterPage(self.session, self.look, kind)
            page.printed.connect(partial(self._print, kind.title))
            page.exported.connect(self._export)
            self._add(kind.name, kind.title, kind.icon, page)
        system = SystemPage(self.session, self.look)
        system.importing.connect(self._import)
        self._add("system", "系统", "settings", system)
        self._rail.addStretch()
        self.open("today")

    def _add(self, name: str, title: str, icon: str, page: Page) -> None:
        page.verb.connect(self.act)
        page.failed.connect(self.tell)
        button = QPushButton(f"  {title}")
        button.setIcon(self.look.icon(icon, "ink2"))
        button.setCheckable(True)
        button.setFixedHeight(self.look.px(40))
        button.clicked.connect(lambda: self.open(name))
        self._group.addButton(button, len(self._names))
        self._rail.addWidget(button)
        self._names.append(name)
        self.pages.addWidget(page)

    def _keys(self) -> None:
        for key, act in (("Ctrl+N", "register"), ("Ctrl+B", "lend"), ("Ctrl+R", "give_back")):
            QShortcut(QKeySequence(key), self, partial(self.act, act, None))
        QShortcut(QKeySequence("Ctrl+K"), self, self.top.focus_search)
        QShortcut(QKeySequence("Ctrl+L"), self, self.session.lock)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.foot.undo.undo)
        QShortcut(QKeySequence("F1"), self, self.help)
        QShortcut(QKeySequence("F5"), self, self._refresh)
        for number, name in enumerate(self._names[:10]):
            key = f"Alt+{(number + 1) % 10}"
            QShortcut(QKeySequence(key), self, partial(self.open, name))

    # -- what pages ask for -------------------------------------------------------------

    def open(self, name: str) -> None:
        """Show a page."""
        if name in self._names:
            number = self._names.index(name)
            self.pages.setCurrentIndex(number)
            page = self.pages.currentWidget()
            (page.table if isinstance(page, RegisterPage) else page).setFocus()
            self._group.button(number).setChecked(True)

    def page(self, name: str) -> QWidget:
        """Return a page."""
        return self.pages.widget(self._names.index(name))

    def act(self, kind: str, row: Any) -> None:
        """Open the dialog of an act, filled with what the chosen row already says."""
        made = KINDS[kind, 1]
        self.fill(made, given_for(made, row))

    def fill(self, made: type[Act], given: Mapping[str, object]) -> None:
        """Open the dialog of an act, begun with some values."""
        form = ActForm(self.session, self.look, made, given, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()

    def _print(self, title: str, form: str, question: Question) -> None:
        dialog = PrintDialog(self.session, self.look, form, question, title, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _import(self) -> None:
        window = ImportWindow(self.session, self.look, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.open()

    def _export(self, view: Any, question: Question) -> None:
        dialog = ExportDialog(self.session, self.look, view, question, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def help(self) -> None:
        """Show the manual."""
        manual = Manual(self.look, self)
        manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manual.show()

    def _search(self, words: str) -> None:
        self.open("copies")
        page = self.pages.currentWidget()
        if isinstance(page, RegisterPage):
            page.narrow(words)

    def _refresh(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, RegisterPage | TodayPage):
            page.ask()

    def tell(self, error: Exception) -> None:
        """Say what went wrong, in words, on the status line."""
        if isinstance(error, Refused):
            self.status.say("；".join(map(str, error.refusals)))
        elif isinstance(error, Trouble):
            self.status.say(str(error))
        else:
            self.status.say(f"程序出错，没有改动台账。报告在：{report(error)}")

    # -- the book ----------------------------------------------------------------------

    def _ask_book(self, *_: object) -> None:
        self.session.read(
            lambda book: (book.page(BOOK).rows[0], book.paper_code(0, 0)),
            owner=self,
            then=self._show_book,
            otherwise=self.tell,
        )

    def _show_book(self, found: tuple[BookRow, str]) -> None:
        book, code = found
        self.top.show_book(book, self.session)
        self.status.show_head(book.entries, code)

    def _leave(self) -> None:
        self.locked.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock before leaving; a recording that runs finishes first."""
        self.session.lock()
        event.accept()
