"""What stands behind one item: the rows that were frozen with the round, each opens its thing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout

from db.store.reading import Filter, Question
from db.views.check_items import CheckItemRow
from db.views.evidence import KEPT_ROWS, EvidenceRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.models.register import ROW, RegisterModel
from desktop.session import Session
from desktop.widgets.elided import Elided
from desktop.widgets.filter_header import FilterHeader
from desktop.widgets.register_table import RegisterTable

COLUMNS = ("sort", "what", "marking", "copy_no", "day", "why", "person", "department")
_WIDTHS = {"sort": 60, "what": 300, "marking": 98, "copy_no": 80, "day": 92, "why": 190,
           "person": 76, "department": 84}  # fmt: skip
_STRETCHED = "what"
"""It takes what the others leave, so that the panel need not be pushed aside."""


class EvidencePanel(QFrame):
    """The rows behind the chosen item; filtered, sorted, written out, turned into a finding."""

    exported = Signal(object, object, object)  # view, question, fields
    finding = Signal()
    opened = Signal(object)  # EvidenceRow
    failed = Signal(object)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.row: CheckItemRow | None = None
        self.model = RegisterModel(session, KEPT_ROWS, COLUMNS, self)
        self.header = FilterHeader(
            KEPT_ROWS.row, self.model.columns, look, lambda: session.today, self
        )
        self.table = RegisterTable(self.model, self.header, look)
        self.table.setAccessibleName("依据")
        self.title = text(look, "", 14, bold=True)
        self.said = Elided()
        self.said.setObjectName("secondary")
        self.said.setMinimumWidth(0)
        self.out, self.turn = QPushButton("导出附件"), QPushButton("转为问题")
        self.out.setIcon(look.icon("download"))
        for button in (self.out, self.turn):
            button.setObjectName("quiet")
        line = QHBoxLayout()
        line.setContentsMargins(look.px(12), look.px(2), look.px(8), look.px(2))
        line.setSpacing(look.px(12))
        line.addWidget(self.title)
        line.addWidget(self.said, 1)
        line.addWidget(self.out)
        line.addWidget(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addStretch()
        self._arrange(look)
        self.out.clicked.connect(lambda: self.exported.emit(KEPT_ROWS, self.question(), COLUMNS))
        self.turn.clicked.connect(self.finding)
        self.table.activated.connect(lambda at: self.opened.emit(at.data(ROW)))
        self.header.changed.connect(self.ask)
        self.header.sortIndicatorChanged.connect(lambda *_: self.ask())
        self.model.failed.connect(self.failed)
        self.show_item(None)

    def _arrange(self, look: Look) -> None:
        for at, column in enumerate(self.model.columns):
            self.table.setColumnWidth(at, look.px(_WIDTHS.get(column.field, 90)))
            self.table.setColumnHidden(at, column.field not in COLUMNS)
            if column.field == _STRETCHED:
                self.header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def show_item(self, row: CheckItemRow | None) -> None:
        """Show what stands behind an item of a sheet."""
        self.row = row
        told = row is not None and bool(row.evidence) and row.looked is not None
        self.table.setVisible(told)
        self.out.setEnabled(told)
        self.turn.setEnabled(row is not None)
        self.title.setText(f"{row.item} 依据" if row is not None else "依据")
        self.said.setText(self._words(row))
        self.ask()

    def _words(self, row: CheckItemRow | None) -> str:
        if row is None:
            return "选一项，看它的依据"
        if row.standing is None:
            return "还没有取证"
        if not row.evidence or row.looked is None:
            return "这一项由人检查，写明情况"
        if not row.looked:
            return "期间没有发生，没有证据；全部查看的可到“凭据”"
        shown = "只列有问题的，Enter 打开" if row.troubles else "没有问题，全部查看的可到“凭据”"
        return f"{row.result}；{shown}；更正后重新取证"

    def question(self) -> Question:
        """Return what is asked: the kept rows of this item, for whom the sheet is."""
        row = self.row
        if row is None:
            return Question(given={"round": 0, "evidence": ""})
        mine: tuple[Filter, ...] = ()
        if row.layer.of_department and row.about:
            mine = (Filter("department_id", (row.about,)),)
        elif row.layer.of_person:
            mine = (Filter("person_id", (row.about,)),)
        at = self.header.sortIndicatorSection()
        columns, down = self.model.columns, self.header.sortIndicatorOrder()
        order = ((columns[at].field, bool(down.value)),) if 0 <= at < len(columns) else ()
        sorts = tuple(one for one in order if columns[at].sorts)
        given = {"round": row.round, "evidence": row.evidence}
        return Question(filters=(*mine, *self.header.filters()), order=sorts, given=given)

    def ask(self) -> None:
        """Ask for the rows."""
        if self.row is not None and self.isVisible():
            self.model.show(self.question())


PAGES = {
    "person": "people",
    "device": "devices",
    "packet": "packets",
    "dispatch": "dispatches",
    "batch": "clearing",
    "stocktake": "stocktakes",
    "training": "trainings",
    "travel": "travels",
    "passport": "passports",
    "major_matter": "major_matters",
    "post": "posts",
    "site": "sites",
    "visit": "visits",
    "facility": "facilities",
    "conference": "conferences",
    "gathering": "gatherings",
    "reminder": "reminders",
    "finding": "findings",
    "publication": "publications",
    "regulation": "regulations",
    "submission": "submissions",
    "leading": "leading",
    "system": "systems",
    "contract": "contracts",
    "check_sheet": "check_sheets",
}
"""Where things that are neither a copy nor a document stand; the unit and departments have none."""


def where_it_stands(row: EvidenceRow) -> tuple[str, Filter] | None:
    """Return the page on which a thing stands, and by what it is found there."""
    if row.copy is not None:
        return "copies", Filter("id", (row.copy,))
    if row.document is not None:
        return "documents", Filter("id", (row.document,))
    page = PAGES.get(row.kind)
    return (page, Filter("id", (row.id,))) if page else None
