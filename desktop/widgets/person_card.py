"""The card of one person: fitness for the post, what he holds now, his story, what may be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.ledger.values import Grade, Level
from db.store.reading import Filter
from db.views.custody_over_time import PERSON_ON_DAY
from db.views.holdings import HOLDINGS, HoldingRow
from db.views.person import PersonFactsRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.pages.kind import Chip
from desktop.session import Session
from desktop.widgets.badges import badge
from desktop.widgets.person_career import career_of
from desktop.widgets.person_facts import person_facts
from desktop.widgets.person_lines import CopyLine, TaskLine
from desktop.widgets.person_whole import Whole, acts_on_a_person, whole_of
from desktop.widgets.timeline import Timeline
from desktop.widgets.verbs import Offered, Verbs

_TINTS = {
    Grade.CORE: Level.TOP_SECRET,
    Grade.IMPORTANT: Level.SECRET,
    Grade.GENERAL: Level.CONFIDENTIAL,
}


class PersonCard(QFrame):
    """Everything about one person, asked anew whenever something was recorded."""

    verb = Signal(str, object)  # kind of act, the person
    opened = Signal(str, object)  # page, chip
    failed = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(look.px(392))
        self._session, self._look, self._person = session, look, 0
        self._acts = acts_on_a_person(session.operator.roles)
        self._body = QVBoxLayout(self)
        pad = look.px(16)
        self._body.setContentsMargins(pad, pad, pad, pad)
        self._body.setSpacing(look.px(12))
        session.recorded.connect(self._changed)

    def show_person(self, person: int) -> None:
        """Show a person; 0 shows nobody."""
        self._person = person
        roles, today = self._session.operator.roles, self._session.today
        self._session.read(
            lambda book: whole_of(book, person, roles, today),
            owner=self,
            then=lambda whole: self._show(person, whole),
            otherwise=self.failed.emit,
        )

    def _changed(self, _: object) -> None:
        if self._person:
            self.show_person(self._person)

    def _show(self, person: int, whole: Whole | None) -> None:
        if person != self._person:
            return  # somebody else was chosen meanwhile
        while self._body.count():
            old = self._body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if whole is None:
            return
        self._body.addWidget(self._head(whole.facts))
        self._body.addWidget(person_facts(whole.facts, self._session.today, self._look))
        business = bool(HOLDINGS.roles & self._session.operator.roles)
        if business:
            self._body.addWidget(self._holding(whole))
        self._body.addWidget(self._lines(whole), 1)
        self._body.addWidget(self._verbs(whole))

    # -- who -----------------------------------------------------------------------------

    def _head(self, facts: PersonFactsRow) -> QWidget:
        head, look = QWidget(), self._look
        rows = QVBoxLayout(head)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(4))
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        name = text(look, facts.name, 20)
        name.setFont(look.font(20, bold=True))
        line.addWidget(name)
        if facts.grade is not None:
            line.addWidget(badge(f"{facts.grade.word}涉密", _TINTS[facts.grade], look))
        for word in _standing(facts):
            line.addWidget(text(look, word, 13, kind="caution"))
        line.addStretch()
        rows.addLayout(line)
        posts = (facts.department, facts.post, facts.employment, facts.duties)
        where = text(look, "　".join(filter(None, posts)), 13, kind="secondary")
        where.setWordWrap(True)
        rows.addWidget(where)
        return head

    # -- what he holds -------------------------------------------------------------------

    def _holding(self, whole: Whole) -> QWidget:
        block, look = QFrame(), self._look
        block.setObjectName("sunk")
        grid = QGridLayout(block)
        grid.setContentsMargins(look.px(12), look.px(6), look.px(6), look.px(8))
        grid.setVerticalSpacing(look.px(2))
        grid.addWidget(text(look, "现持有", 12, kind="label"), 0, 0)
        amount = sum(whole.levels.values())
        grid.addWidget(text(look, f"{amount} 份", 18), 1, 0)
        counts = QHBoxLayout()
        counts.setSpacing(look.px(6))
        for level in sorted(Level, reverse=True):
            if number := whole.levels.get(level):
                counts.addWidget(badge(f"{level.word} {number}", level, look))
        if whole.late:
            counts.addWidget(text(look, f"超期 {whole.late} 份", 13, kind="danger"))
        counts.addStretch()
        grid.addLayout(counts, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._back_then(whole.facts), 0, 1, Qt.AlignmentFlag.AlignRight)
        return block

    def _back_then(self, facts: PersonFactsRow) -> QPushButton:
        quiet = QPushButton("某日持有…")
        quiet.setObjectName("quiet")
        quiet.setFont(self._look.font(13))
        quiet.setIcon(self._look.icon("history"))
        quiet.setToolTip("查此人在某一天手上有哪些")
        chip = Chip(facts.name, view=PERSON_ON_DAY, given={"person": facts.id})
        quiet.clicked.connect(lambda _=False: self.opened.emit("past", chip))
        return quiet

    # -- copies, tasks, story --------------------------------------------------------------

    def _lines(self, whole: Whole) -> QWidget:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._look.px(2))
        today, look = self._session.today, self._look
        for word, lines in career_of(whole, today, look, self.opened.emit, self.verb.emit):
            self._section(rows, word)
            for line in lines:
                rows.addWidget(line)
        if whole.held and rows.count():
            self._section(rows, "手上")
        for copy in whole.held:
            rows.addWidget(self._copy(copy))
        amount = sum(whole.levels.values())
        if amount > len(whole.held):
            chip = Chip(f"{whole.facts.name}持有", (Filter("holder_id", (whole.facts.id,)),))
            rows.addWidget(self._task(f"全部 {amount} 份 ›", "", "holdings", chip))
        if tasks := self._tasks(whole):
            self._section(rows, "待办")
            for task in tasks:
                rows.addWidget(task)
        if whole.story:
            self._section(rows, "经历")
            told = Timeline(self._look, self._session.veil)
            told.show_entries(tuple(reversed(whole.story)))
            told.setAccessibleName("此人的经历")
            rows.addWidget(told)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _section(self, rows: QVBoxLayout, word: str) -> None:
        if rows.count():
            rows.addSpacing(self._look.px(8))
        rows.addWidget(text(self._look, word, 12, kind="label"))

    def _copy(self, row: HoldingRow) -> QWidget:
        line = CopyLine(row, self._session.today, self._look, self._session.veil)
        chip = Chip(f"份号 {line.number}", (Filter("id", (row.id,)),))
        line.clicked.connect(lambda _=False: self.opened.emit("copies", chip))
        return line

    def _tasks(self, whole: Whole) -> list[QWidget]:
        copies = (
            self._task(
                f"改标　{one.copy_no or f'自编Z{one.copy:06d}'} → {one.marking}",
                f"{one.opened_on}起",
                "remarkings",
                Chip("此人的改标", (Filter("id", (one.id,)),)),
            )
            for one in whole.remarkings
        )
        taking = (
            self._task(
                f"待接收　移交{one.id}号，{one.giver}交来 {one.copies} 份",
                f"期限 {one.due}",
                "offers",
                Chip("待此人接收", (Filter("id", (one.id,)),)),
                late=one.due < self._session.today,
            )
            for one in whole.offers
        )
        return [*taking, *copies]

    def _task(self, words: str, when: str, page: str, chip: Chip, *, late: bool = False) -> QWidget:
        line = TaskLine(words, when, self._look, late=late)
        line.clicked.connect(lambda _=False: self.opened.emit(page, chip))
        return line

    # -- what may be done ------------------------------------------------------------------

    def _verbs(self, whole: Whole) -> QWidget:
        verbs = Verbs(self._acts, self._look)
        told = {
            kind: Offered(not why, "\n".join(map(str, why))) for kind, why in whole.against.items()
        }
        verbs.show_offers(told, otherwise=Offered())
        person = whole.facts.id
        verbs.chosen.connect(lambda kind: self.verb.emit(kind, {"person": person}))
        return verbs


def _standing(facts: PersonFactsRow) -> list[str]:
    away = "已离岗" if facts.left_on is not None else "" if facts.on_post else "不在岗"
    return [word for word in (away, "待核" if facts.unverified else "") if word]
