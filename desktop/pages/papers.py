"""The menu under 打印: what the page prints whole, and what is printed about the chosen row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from db.ledger.trouble import Unusable
from db.store.reading import Filter, Question
from db.views import VIEWS
from desktop.keys import EVIDENCE
from desktop.pages.page_papers import OF_ROW, SHELF, WHOLE, RowPaper, chosen_on
from desktop.pages.register_page import RegisterPage
from desktop.printing import all_forms, load_form
from desktop.session import Session


class Papers(QObject):
    """The menu under 打印, and what its lines ask for."""

    def __init__(self, page: RegisterPage, session: Session) -> None:
        super().__init__(page)
        self._page, self._session = page, session
        page.head.papers.connect(lambda at: self.menu().popup(at))
        kind, roles = page.kind, session.operator.roles
        whose = kind.copy_of or kind.person_of
        self._pack_form = "E03" if kind.copy_of else "E04"
        if whose is not None and VIEWS[load_form(self._pack_form).view].roles & roles:
            self._whose = whose
            QShortcut(QKeySequence(EVIDENCE.keys), page, self.pack)

    def pack(self) -> None:
        """Ask for the paper of the whole chain of the chosen copy or person."""
        row = self._page.chosen()
        number = self._whose(row) if row is not None else None
        if number is None:
            self._page.failed.emit(Unusable("没有选定一行。", "请先在表中选一份或一人。"))
        else:
            asked = Question(filters=(Filter("id", (number,)),))
            self._page.printed.emit(self._pack_form, asked)

    def menu(self) -> QMenu:
        """Return one line for each paper: first those of the whole, then those of a row."""
        page, menu = self._page, QMenu(self._page)
        menu.setToolTipsVisible(True)
        if page.kind.name == SHELF:
            return self._shelf(menu)
        rows = OF_ROW.get(page.kind.name, ())
        of_one = {paper.form for paper in rows if load_form(paper.form).family != "register"}
        for form in dict.fromkeys((page.form, *WHOLE.get(page.kind.name, ()))):
            if form and form not in of_one:
                self._line(menu, form, "", partial(self._whole, form))
        if rows:
            menu.addSeparator()
        for paper in rows:
            about = "（所选各行）" if paper.several else "（所选一行）"
            self._line(menu, paper.form, about, partial(self._row, paper))
        return menu

    def _shelf(self, menu: QMenu) -> QMenu:
        """Every form and what it is for: those of a whole register, and those about one thing."""
        whole, of_one = menu.addMenu("整本、整页打印"), menu.addMenu("一笔一张，先到页面选定")
        for form in sorted(all_forms()[0]):
            at, purpose = chosen_on(form), load_form(form).purpose
            if at:
                go = partial(self._page.opened.emit, at, None)
                self._line(of_one, form, f"　{purpose}", go)
            else:
                self._line(whole, form, f"　{purpose}", partial(self._whole, form))
        return menu

    def _line(self, menu: QMenu, form: str, about: str, then: partial[None]) -> None:
        made = load_form(form)
        if VIEWS[made.view].roles & self._session.operator.roles:
            menu.addAction(f"{form}　{made.title}{about}", then).setToolTip(made.purpose)

    def _whole(self, form: str) -> None:
        """Print what the page shows, or a register that is asked otherwise as a whole."""
        shown = load_form(form).view == self._page.model.view.name or form == self._page.form
        self._page.printed.emit(
            form, self._page.question() if shown else Question(given=self._session.given())
        )

    def _row(self, paper: RowPaper) -> None:
        row = self._page.chosen()
        rows = self._page.choosing.rows() if paper.several else [row]
        if row is None or not rows:
            self._page.failed.emit(Unusable("没有选定一行。", "请先在表中选一行，再打印。"))
            return
        values = tuple(dict.fromkeys(getattr(one, paper.given) for one in rows))
        self._page.printed.emit(paper.form, Question(filters=(Filter(paper.field, values),)))
