"""The window: rail, top bar, pages, status line.  It only places; pages and dialogs act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from db.ledger.acts.setup.change_keys import ChangeKeys
from db.ledger.policy import Policy
from db.ledger.rules import Refused
from db.ledger.trouble import Trouble
from db.store.reading import Question
from db.vault import Snapshot
from db.views.assurance import ASSURANCE, AssuranceRow
from db.views.book import BOOK, BookRow
from desktop import keys
from desktop.asking import RECORDABLE
from desktop.dialogs.opening import Dialogs
from desktop.finding import Hit, Known
from desktop.full_check import BackgroundCheck
from desktop.look import Look
from desktop.navigation import Navigation, Stop, stop_of
from desktop.pages.catalogue import REGISTERS
from desktop.pages.kind import Chip, PageKind
from desktop.pages.last_page import LastPage
from desktop.pages.made import MADE
from desktop.pages.papers import Papers
from desktop.pages.register_page import RegisterPage
from desktop.pages.system_page import SystemPage
from desktop.pages.today_page import TodayPage
from desktop.panes import step
from desktop.session import Session
from desktop.trouble import report
from desktop.unit_policy import unit_policy
from desktop.widgets.foot_bars import FootBars
from desktop.widgets.status_line import StatusLine
from desktop.widgets.top_bar import TopBar

Facts = tuple[BookRow, AssuranceRow, Policy, str]
TODAY = Stop("today", "今日", "list-checks")
SYSTEM = Stop("system", "系统", "settings", tab="备份和设置")
Page = TodayPage | RegisterPage | SystemPage


class MainWindow(QMainWindow):
    """The desk of one unlocked ledger."""

    locked = Signal()
    keys_wanted = Signal()  # 换钥: to be locked, and written anew under other keys
    restyled = Signal(str)  # other looks were chosen: to be made anew, at this page

    def __init__(self, session: Session, look: Look, *, demo: bool = False) -> None:
        super().__init__()
        self.session, self.look = session, look
        self.setWindowTitle("专册（演示，全部虚构）" if demo else "专册")
        self.setMinimumSize(1024, 700)
        self.top = TopBar(session, look, demo=demo)
        self.status = StatusLine(look)
        self.foot = FootBars(session, look)
        self.pages = QStackedWidget()
        self.dialogs = Dialogs(session, look, self)
        self._makers: dict[str, Callable[[], Page]] = {}
        self._made: dict[str, Page] = {}  # a page is made when it is first wanted
        self._last = LastPage(session.drawer, self)
        self._plan()
        self._place()
        self._fill()
        self._keys()
        self._join()
        self._ask_book()

    # -- placing ----------------------------------------------------------------------

    def _place(self) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self.top, self.ways.tabs, self.pages, self.foot, self.status):
            right.addWidget(widget, 1 if widget is self.pages else 0)
        across.addWidget(self.ways.rail)
        across.addLayout(right, 1)
        self.setCentralWidget(ground)

    def _plan(self) -> None:
        """What this person may open, and how it is made once it is wanted."""
        mine = [kind for kind in REGISTERS if kind.view.roles & self.session.operator.roles]
        self._makers = {"today": self._today}
        self._makers |= {kind.name: partial(self._register, kind) for kind in mine}
        self._makers["system"] = self._system
        stops = (TODAY, *map(stop_of, mine), SYSTEM)
        self.ways = Navigation(self.look, stops, self)

    def _fill(self) -> None:
        self.top.box.known = Known(
            self.ways.titles(),
            tuple(
                (kind, act.word)
                for kind, act in RECORDABLE.items()
                if act.roles & self.session.operator.roles
            ),
        )
        self.page("today")  # it counts for the rail, too
        self.open(self._last.name if self._last.name in self._makers else "today")

    def _today(self) -> TodayPage:
        today = TodayPage(self.session, self.look)
        today.opened.connect(self.show_only)
        today.counted.connect(self.ways.show_counts)
        self.ways.show_counts(today.counts)
        return today

    def _system(self) -> SystemPage:
        system = SystemPage(self.session, self.look)
        system.importing.connect(self.dialogs.bring_in)
        system.restyled.connect(lambda: self.restyled.emit(self.at))
        system.opened.connect(self.open)
        system.secured.connect(self._ask_book)
        return system

    def _register(self, kind: PageKind) -> RegisterPage:
        page = MADE.get(kind.name, RegisterPage)(self.session, self.look, kind)
        page.printed.connect(partial(self.dialogs.print_form, kind.title))
        Papers(page, self.session)
        page.exported.connect(self.dialogs.export)
        page.opened.connect(self.show_only)
        return page

    def _join(self) -> None:
        self.ways.opened.connect(self.open)
        self.top.box.chosen.connect(self._found)
        self.top.box.narrowed.connect(self._search)
        self.top.box.failed.connect(self.tell)
        self.top.lock.connect(self.session.lock)
        self.status.opened.connect(self.open)
        self.status.helped.connect(self.help)
        self.foot.wished.connect(self.dialogs.form)
        self.foot.printed.connect(self.dialogs.print_form)
        self.session.locked.connect(self.locked)
        self.session.recorded.connect(self._ask_book)

    def _keys(self) -> None:
        for key, then in (
            (keys.REGISTER, partial(self.act, "register", None)),
            (keys.LEND, lambda: self.act("lend", self._several())),
            (keys.GIVE_BACK, lambda: self.act("give_back", self._several())),
            (keys.FIND, self.top.focus_search),
            (keys.PRINT, self._print),
            (keys.LOCK, self.session.lock),
            (keys.VEIL, self.session.veil.turn),
            (keys.UNDO, self.foot.undo.undo),
            (keys.HELP, self.help),
            (keys.REFRESH, self._refresh),
            (keys.NEXT_PANE, lambda: step(self.ways.rail, self._page(), 1)),
            (keys.NEXT_TAB, lambda: self.ways.step(self.at, 1)),
            (keys.LAST_TAB, lambda: self.ways.step(self.at, -1)),
            (keys.LAST_PANE, lambda: step(self.ways.rail, self._page(), -1)),
        ):
            QShortcut(QKeySequence(key.keys), self, then)
        for number in range(10):
            digit = QKeySequence(f"Alt+{(number + 1) % 10}")
            QShortcut(digit, self, partial(self.ways.entry, number))

    # -- what pages ask for -------------------------------------------------------------

    @property
    def at(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._made.items() if page is self._page())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pages that this person may open."""
        return tuple(self._makers)

    def open(self, name: str) -> None:
        """Show a page."""
        if name in self._makers:
            page = self.page(name)
            self.pages.setCurrentWidget(page)
            (page.table if isinstance(page, RegisterPage) else page).setFocus()
            self.ways.show_page(name)
            self._last.note(name)

    def show_only(self, name: str, chip: Chip | None) -> None:
        """Show a page narrowed to what is meant."""
        self.open(name)
        page = self._made.get(name)
        if chip is not None and isinstance(page, RegisterPage):
            page.show_only(chip)

    def page(self, name: str) -> Page:
        """Return a page; it is made if nobody wanted it so far."""
        if name not in self._made:
            page = self._made[name] = self._makers[name]()
            page.verb.connect(self.act)
            page.failed.connect(self.tell)
            self.pages.addWidget(page)
        return self._made[name]

    def _page(self) -> QWidget:
        return self.pages.currentWidget()

    def act(self, kind: str, row: Any) -> None:
        """Open the dialog of an act, filled with what the chosen row already says."""
        if kind == ChangeKeys.kind:
            self.keys_wanted.emit()
        else:
            self.dialogs.act(kind, row)

    def _several(self) -> Any:
        """Return what is chosen on the page, if that was chosen by hand: more than one copy."""
        page = self._page()
        if isinstance(page, RegisterPage) and len(page.choosing.copies()) > 1:
            return page.choosing.subject()
        return None

    def help(self) -> None:
        """Show what the manual says about this page."""
        self.dialogs.help(self.at)

    def _print(self) -> None:
        page = self._page()
        if isinstance(page, RegisterPage) and page.form:
            self.dialogs.print_form(page.kind.title, page.form, page.question())
        else:
            self.status.say("这一页没有可打印的表。")

    def _found(self, hit: Hit) -> None:
        if hit.act:
            self.act(hit.act, None)
            return
        self.show_only(hit.page, hit.chip)

    def _search(self, words: str) -> None:
        self.open("copies")
        page = self._page()
        if isinstance(page, RegisterPage):
            page.narrow(words)

    def _refresh(self) -> None:
        page = self._page()
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
        given = self.session.given()

        def facts(book: Snapshot) -> Facts:
            secured = book.page(ASSURANCE, Question(given=given)).rows[0]
            policy = book.policy(unit_policy())
            return book.page(BOOK).rows[0], secured, policy, book.paper_code(0, 0)

        self.session.read(facts, owner=self, then=self._show_book, otherwise=self.tell)

    def _show_book(self, found: Facts) -> None:
        book, secured, policy, code = found
        self.top.show_book(book)
        self.status.show_facts(secured, policy, code, self.session.today)
        BackgroundCheck.of(self.session).consider(secured, policy)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock before leaving; a recording that runs finishes first."""
        self.session.lock()
        event.accept()
