"""点数: one stock-take is counted by scanner and keyboard; each scan is safe and told at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout

from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.beliefs import Bucket, StocktakeState
from db.ledger.rules import Refused
from db.store.reading import Filter, Question
from db.vault import Answer, Counting, Vault
from db.views.copies import COPIES
from db.views.devices import DEVICES
from db.views.stocktakes import StocktakeLineRow, StocktakeRow
from desktop.look import Look
from desktop.pages.count_standing import Standing, Told, standing, thing_of
from desktop.pages.kind import Chip, PageKind
from desktop.pages.register_page import RegisterPage
from desktop.pages.second_turn import SecondTurn
from desktop.session import Session
from desktop.widgets.count_strip import CountStrip
from desktop.widgets.scan_keys import ScanKeys

_SETTLES = 250
"""Milliseconds after a scan until the table is asked anew: who scans quickly is not held up."""
_KEPT = "counting:stocktake"


class CountingPage(RegisterPage):
    """The lines of one stock-take, latest scan first; above them the box that takes scans."""

    def __init__(self, session: Session, look: Look, kind: PageKind) -> None:
        super().__init__(session, look, kind)
        self.now, self.turn = Standing(), SecondTurn(session, look, self)
        self._wanted = self._kept()
        self.box = CountStrip(look)
        room = self._left.layout()
        assert isinstance(room, QBoxLayout)
        room.insertWidget(1, self.box)
        self._soon = QTimer(self, interval=_SETTLES, singleShot=True)
        self._soon.timeout.connect(self.ask)
        self.table.clicked.connect(self._open_card)
        self.head.verb.disconnect()
        self.head.verb.connect(lambda act: self.verb.emit(act, self._about(act)))
        self.box.scanned.connect(self.scan)
        ScanKeys(self, self.box.line).read.connect(self.scan)
        self.box.chosen.connect(self.choose)
        self.box.left.connect(self.table.setFocus)
        self.box.again.clicked.connect(self._turn)
        self.turn.changed.connect(self._turned)
        self.turn.failed.connect(self.failed.emit)
        self.box.detail.said.connect(self._say_more)
        self.box.detail.settled.connect(self._settle)
        self.box.detail.taken_back.connect(self._take_back)

    def _kept(self) -> int | None:
        kept = self._session.drawer.kept(_KEPT).get(_KEPT, "")
        return int(kept) if kept.isdecimal() else None

    def _about(self, act: str) -> StocktakeRow | StocktakeLineRow | None:
        """A finding is about the chosen line if that differs; all else about the stock-take."""
        row = self.chosen()
        differs = isinstance(row, StocktakeLineRow) and row.differs
        return row if differs and act == NoteFinding.kind else self.now.row

    # -- which stock-take ---------------------------------------------------------------

    def choose(self, stocktake: int) -> None:
        """Go on with this one."""
        self._wanted = stocktake
        self._session.drawer.keep(_KEPT, str(stocktake))
        self.box.detail.speak_of(None)
        self.box.say("")
        self.ask()

    def show_only(self, chip: Chip) -> None:
        """Show the stock-take that another page hands over."""
        wanted = chip.given.get("stocktake")
        if isinstance(wanted, int):
            self.choose(wanted)
        else:
            super().show_only(chip)

    def _turn(self) -> None:
        if self.now.row is not None:
            self.turn.turn(self.now.row.id)

    def _turned(self) -> None:
        """Another person counts: what the page said before is not for him."""
        self.head.setEnabled(self.turn.number == 1)
        self.box.detail.speak_of(None)
        self.box.say("")
        self.box.line.setFocus()
        self.ask()

    def question(self) -> Question:
        """Return what is printed: the form is about the whole stock-take, with the first count."""
        number = self.now.row.id if self.now.row is not None and self.turn.number == 1 else 0
        return Question(filters=(Filter("id", (number,)),))

    def ask(self, *_: object) -> None:
        """Ask which stock-takes are going on, then for the lines of this one."""
        if not self.isVisible():
            self._counts_stale = True
            return
        wanted, turn = self._wanted, self.turn.number
        self._session.read(
            lambda book: standing(book, wanted, turn),
            owner=self,
            then=self._show_standing,
            otherwise=self.failed.emit,
        )

    def _show_standing(self, found: Standing) -> None:
        self.now = found
        self._wanted = found.row.id if found.row is not None else None
        self.box.offer(found.offered, self._wanted)
        self.box.show_stocktake(found.row, found.places, self.turn.counter)
        self._show_amounts()
        self.narrowed.given = {"stocktake": self._wanted, "turn": self.turn.number}
        super().ask()

    def _show_amounts(self) -> None:
        self.head.forbid(self.now.not_to_be_closed)
        if self.now.row is not None:
            self.box.show_counts(self.now.row, self.now.counts, self.now.moved)

    # -- scanning -------------------------------------------------------------------------

    def scan(self, typed: str) -> None:
        """Take what was scanned: sealed, then said."""
        if self.now.row is None:
            return
        stocktake, place = self.now.row.id, int(self.box.place.currentData() or 0)
        self._work(lambda counting: counting.scan(stocktake, typed, place), self._answered_to)

    def _work(self, job: Callable[[Counting], Answer], then: Callable[[Told], object]) -> None:
        counting = self.turn.counting()

        def told(vault: Vault) -> Told:
            answer = job(counting(vault))
            seen = answer.sighting
            if seen and seen.device:
                asked = Question(filters=(Filter("id", (seen.device,)),))
                return Told(answer, (), *vault.ask(DEVICES, asked).rows)
            numbers = answer.choices or ((seen.copy,) if seen and seen.copy else ())
            found = vault.ask(COPIES, Question(filters=(Filter("id", numbers),))).rows
            by_id = {row.id: row for row in found}
            return Told(answer, tuple(by_id[one] for one in numbers if one in by_id))

        self._session.work(told, owner=self, then=then, otherwise=self._refused)

    def _refused(self, error: Exception) -> None:
        QApplication.beep()
        if isinstance(error, Refused):
            self.box.say("；".join(one.sentence for one in error.refusals), "danger")
        else:
            self.failed.emit(error)

    def _answered_to(self, told: Told) -> None:
        answer = told.answer
        if answer.sighting is None or told.thing is None:
            QApplication.beep()
            self.box.ask_which(told.rows, more=answer.more)
            return
        self._count(answer)
        seen = answer.sighting
        called = told.thing.number
        if answer.again:
            QApplication.beep()
            self.box.say(f"重复：{called} 已扫于 {seen.at[11:16]}，不重复计数", "caution")
        elif seen.bucket is Bucket.FOUND:
            self.box.say(f"{called} 相符", "proven")
        else:
            QApplication.beep()
            self.box.say(f"{called} {seen.bucket.word}：{told.advice}", "danger")
        low_and_well = self.box.low and seen.bucket is Bucket.FOUND
        self.box.detail.speak_of(None if low_and_well else told.thing)

    def _count(self, answer: Answer) -> None:
        """Keep the amounts right without asking; the table follows a moment later."""
        counts, seen = self.now.counts, answer.sighting
        if seen is None or answer.again:
            return
        counts[seen.bucket] = counts.get(seen.bucket, 0) + 1
        if answer.was is not None:
            counts[answer.was] = counts.get(answer.was, 0) - 1
        self._show_amounts()
        self._soon.start()

    # -- saying more -----------------------------------------------------------------------

    def _say_more(self, pages: int | None, mark: bool, nature: bool, note: str) -> None:
        row, now = self.box.detail.thing, self.now.row
        if row is None or now is None:
            return
        copy, code, device = row.copy, row.code, row.device

        def job(counting: Counting) -> Answer:
            looked = partial(counting.say, pages=pages, mark_ok=mark, nature_ok=nature)
            return looked(now.id, copy, code, device=device, note=note)

        self._work(job, lambda _: self._kept_it("已记下"))

    def _settle(self, note: str) -> None:
        row, now = self.box.detail.thing, self.now.row
        if row is not None and now is not None:
            copy = row.copy
            self._work(
                lambda counting: counting.settle(now.id, copy, note),
                lambda _: self._kept_it("已按流水认可"),
            )

    def _take_back(self) -> None:
        row, now = self.box.detail.thing, self.now.row
        if row is not None and now is not None:
            copy, code, device = row.copy, row.code, row.device
            self._work(
                lambda counting: counting.take_back(now.id, copy, code, device),
                lambda _: self._kept_it("已取回，重新算未点"),
            )

    def _kept_it(self, words: str) -> None:
        self.box.say(words, "proven")
        self.box.detail.speak_of(None)
        self.box.line.setFocus()
        self.ask()

    def _open_card(self, _: object) -> None:
        """Enter on a line, or a click: more is said of it."""
        row = self.chosen()
        going_on = self.now.row is not None and self.now.row.state is StocktakeState.OPEN
        if row is None or not going_on:
            return
        speaks = bool(row.seen_at) or row.bucket is Bucket.MOVED
        self.box.detail.speak_of(thing_of(row) if speaks else None)
        if speaks:
            self.box.detail.note.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the line that takes scans."""
        super().showEvent(event)
        QTimer.singleShot(0, self.box.line, self.box.line.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the tiles give way to the table."""
        super().resizeEvent(event)
        self.box.fit(event.size().height())
