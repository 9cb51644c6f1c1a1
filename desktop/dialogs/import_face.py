"""The face of the import window: the workbook above, what its rows become below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.heading_table import HeadingTable
from desktop.dialogs.import_words import INVITATION, KINDS_IN_WORDS, about, figures
from desktop.dialogs.sheet import button, hairline, paragraph, text
from desktop.exchange.mapping import KINDS, PEOPLE, fields_of
from desktop.exchange.tables import AUTO
from desktop.look import Look
from desktop.models.becoming import COLUMNS, BecomingModel
from desktop.taking_over import Found, Handed, TakenOver
from desktop.taking_over.becoming import Becoming, Fate
from desktop.widgets.notice import News, Notice
from desktop.widgets.progress_strip import ProgressStrip

_ALL = frozenset(Fate)
_CHIPS = (("全部", _ALL), *((fate.value, frozenset({fate})) for fate in Fate))


class ImportFace(QWidget):
    """Everything that is seen; it decides nothing."""

    opened = Signal()
    closed = Signal()
    recorded = Signal()
    saved = Signal()
    kind_chosen = Signal(str)
    sheet_chosen = Signal(str)
    place_chosen = Signal()
    heading_chosen = Signal(str, int)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._file = text(look, "还没有选择文件", kind="secondary")
        self._kind, self._sheet, self._place = QComboBox(), QComboBox(), QComboBox()
        self.same = QCheckBox("与台账中待核人员同名的，确是同一人")
        self.headings = HeadingTable(look)
        self._about, self._figures = text(look, "", 13, kind="secondary"), text(look, "", 13)
        self._model = BecomingModel(look, self)
        self._table = QTableView()
        self._chips = QButtonGroup(self)
        self._notice, self.strip = Notice(look), ProgressStrip(look)
        self._record, self._back = button("入账", "primary"), button("退回的行另存…")
        self._here = button("以所选行为表头")
        self._pick, self._close = button("选择文件…"), button("关闭")
        self._lay_out(window)
        self._connect()
        self.hold()

    # -- placing -------------------------------------------------------------------------

    def _lay_out(self, window: QWidget) -> None:
        look = self._look
        outer = QVBoxLayout(window)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        column.setSpacing(look.px(10))
        column.addLayout(self._row(text(look, "接收旧账", 20), self._file, None, self._pick))
        column.addWidget(self._invited(), 1)
        column.addWidget(self._worked(), 1)
        column.addWidget(self._notice)
        column.addWidget(hairline())
        foot = self._row(self._back, self.strip, self._close, self._record)
        foot.setStretch(1, 1)
        column.addLayout(foot)

    def _invited(self) -> QWidget:
        """Say what the window is for, while there is no file."""
        look, self.invitation = self._look, QWidget()
        says = paragraph(look, INVITATION, kind="secondary")
        says.setFixedSize(look.px(520), says.heightForWidth(look.px(520)))
        self._first = button("选择文件…", "primary")
        column = QVBoxLayout(self.invitation)
        column.setSpacing(look.px(16))
        column.addStretch(2)
        column.addWidget(says, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return self.invitation

    def _worked(self) -> QWidget:
        look, self._work = self._look, QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addLayout(self._choices())
        head = text(look, "表头与对照", bold=True)
        column.addLayout(self._row(head, self._about, None, self._here))
        self.headings.setMinimumHeight(look.px(92))
        self.headings.setMaximumHeight(look.px(204))
        column.addWidget(self.headings, 2)
        column.addLayout(self._row(text(look, "每一行将成为", bold=True), self._figures, None))
        column.addLayout(self._row(*self._made_chips(), None))
        column.addWidget(self._dressed_table(), 3)
        self._work.hide()
        self._pick.hide()
        return self._work

    def _row(self, *widgets: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(10))
        for widget in widgets:
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget)
        return row

    def _choices(self) -> QHBoxLayout:
        named = (("种类", self._kind), ("工作表", self._sheet), ("存放处", self._place))
        row = QHBoxLayout()
        row.setSpacing(self._look.px(10))
        for word, choice in named:
            choice.setAccessibleName(word)
            choice.setMinimumWidth(self._look.px(168))
            row.addWidget(text(self._look, word))
            row.addWidget(choice)
        row.addWidget(self.same)
        row.addStretch(1)
        for kind in (AUTO, *KINDS):
            self._kind.addItem(KINDS_IN_WORDS[kind], kind)
        self.same.hide()
        return row

    def _made_chips(self) -> list[QPushButton]:
        made = []
        for number, (word, _) in enumerate(_CHIPS):
            chip = button(word, "chip")
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            self._chips.addButton(chip, number)
            made.append(chip)
        return made

    def _dressed_table(self) -> QTableView:
        table = self._table
        table.setModel(self._model)
        table.setAccessibleName("每一行将成为")
        table.setMinimumHeight(self._look.px(92))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.horizontalHeader().setObjectName("plain")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._look.px(32))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for place, (_, _, width) in enumerate(COLUMNS):
            table.setColumnWidth(place, self._look.px(width))
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _connect(self) -> None:
        for pick in (self._pick, self._first):
            pick.clicked.connect(self.opened)
        self._close.clicked.connect(self.closed)
        self._record.clicked.connect(self.recorded)
        self._back.clicked.connect(self.saved)
        self._here.clicked.connect(lambda: self._choose_row(self.headings.chosen_row))
        self.headings.heading_chosen.connect(self._choose_row)
        self._kind.activated.connect(lambda _: self.kind_chosen.emit(self._kind.currentData()))
        self._sheet.activated.connect(lambda _: self.sheet_chosen.emit(self.sheet_name))
        self._place.activated.connect(lambda _: self.place_chosen.emit())
        self.same.toggled.connect(lambda _: self.place_chosen.emit())
        self._chips.idClicked.connect(lambda number: self._model.narrow(_CHIPS[number][1]))

    def _choose_row(self, row: int) -> None:
        if row:
            self.heading_chosen.emit(self.sheet_name, row)

    # -- what is chosen --------------------------------------------------------------------

    @property
    def place(self) -> int:
        """Where the living copies lie."""
        return int(self._place.currentData() or 1)

    @property
    def sheet_name(self) -> str:
        """The sheet that is looked at."""
        return str(self._sheet.currentData() or "")

    def list_places(self, places: Sequence[tuple[int, str]]) -> None:
        """Offer the places there are."""
        self._place.clear()
        for number, name in places:
            self._place.addItem(name, number)

    # -- what is shown -----------------------------------------------------------------------

    def begin(self, name: str) -> None:
        """Name the file that is being read; forget what was shown of another."""
        self._file.setText(name)
        self.invitation.hide()
        self._work.show()
        self._pick.show()
        self._kind.setCurrentIndex(0)
        self._sheet.clear()
        self._about.setText("")
        self._figures.setText("")
        self._notice.clear()
        self._settle(settled=False)
        self.same.hide()
        self.headings.setRowCount(0)
        self._model.show(())

    def show_file(self, handed: Handed) -> None:
        """Offer the sheets that can be read."""
        for sheet in handed.sheets:
            if not sheet.hidden:
                self._sheet.addItem(sheet.name or "（唯一的表）", sheet.name)

    def show_raw(self, handed: Handed | None, name: str) -> None:
        """Show the first rows of a sheet in which no heading was found."""
        sheet = next((s for s in handed.sheets if s.name == name), None) if handed else None
        if sheet is not None:
            self.headings.show_sheet(sheet, 1, None, {})
            self._about.setText("没有识别；请选定种类，点选表头所在的行，再按“以所选行为表头”")
            self._here.setEnabled(True)

    def show_tried(
        self, handed: Handed, found: Found, taken: TakenOver, rows: list[Becoming]
    ) -> None:
        """Show where the heading is, what each row becomes, and the figures."""
        place = found.places[0]
        self._sheet.setCurrentIndex(max(0, self._sheet.findData(place.sheet)))
        self._kind.setCurrentIndex(self._kind.findData(found.kind))
        sheet = next(one for one in handed.sheets if one.name == place.sheet)
        self.headings.show_sheet(sheet, place.row, place.heading, fields_of(found.kind))
        self._about.setText(about(place.row, place.heading, found))
        self._figures.setText(figures(taken))
        self.same.setVisible(found.kind == PEOPLE and (bool(taken.notes) or self.same.isChecked()))
        self._model.show(rows)
        self._count()
        self.tell(News.NOTE, "试算", "".join(self.notes(taken)) + "还没有入账。")
        self.allow(bool(taken.book.accepted))
        self._back.setEnabled(bool(taken.book.rejected))

    def notes(self, taken: TakenOver) -> list[str]:
        """Return what an officer should know, in the words of the window."""
        back = len(taken.book.rejected)
        left = [f"退回{back}行，原因见各行的说明。"] if back else []
        if taken.kind != PEOPLE:
            return [*left, *taken.notes]
        told = "有人员与台账中的待核人员同名；确是同一人的，请在上面勾选后再入账。"
        return [*left, told] if taken.notes else left

    def _count(self) -> None:
        counts = self._model.counts()
        for number, (word, fates) in enumerate(_CHIPS):
            self._chips.button(number).setText(f"{word}　{sum(counts[fate] for fate in fates)}")

    def show_done(self, head: str, words: str, *, left: int) -> None:
        """Say that it is recorded."""
        self.tell(News.PROVEN, head, words)
        self.hold()
        self._settle(settled=True)
        self._back.setEnabled(left > 0)
        self._close.setFocus()

    def _settle(self, *, settled: bool) -> None:
        for widget in (self.headings, self._kind, self._sheet, self._place, self.same):
            widget.setDisabled(settled)

    def tell(self, news: News, head: str, words: str) -> None:
        """Say what came of it."""
        self._notice.tell(news, head, words)

    @property
    def said(self) -> str:
        """What the window says last."""
        return self._notice.words

    def hold(self) -> None:
        """Let nothing be recorded now."""
        for widget in (self._record, self._back, self._here):
            widget.setEnabled(False)

    def allow(self, anything: bool) -> None:
        """Let it be recorded, if there is anything."""
        self._record.setEnabled(anything)
        self._here.setEnabled(True)
