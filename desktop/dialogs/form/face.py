"""How a form is laid out: head, fields, list, second person, foot; at most one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.ledger.act import Act
from db.ledger.rules import Refusal
from db.vault import Confirmation
from desktop.dialogs.form.called_back import follow_list
from desktop.dialogs.form.coming import ComingNumber
from desktop.dialogs.form.editors.editor import Editor
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.foot import FormFoot
from desktop.dialogs.form.growing import GrowingScroll
from desktop.dialogs.form.refusal_line import Refusals
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.second_strip import SecondStrip
from desktop.dialogs.form.verdict import Verdict
from desktop.look import Look
from desktop.session import Session
from desktop.widgets.notice import News, Notice

WIDTH, MARGIN = 840, 24
LINE = 48  # pixels that stay in sight above and below the field one is in
FRAME = 48  # pixels of the screen that are the frame's and the task bar's
AROUND, LIST = 134, 126  # pixels of a form that are not its fields; of a list to scan into
LEAST_FIELDS = 120  # pixels of fields that stay in sight, however full the form is


def room_for_fields(screen: QSize, look: Look, listed: object) -> int:
    """Return how many pixels the fields may take, if nothing of a form is to be scrolled."""
    return screen.height() - FRAME - look.px(AROUND + (LIST if listed else 0))


class FormFace(QWidget):
    """Everything in sight of a form; it decides nothing."""

    reasoned = Signal(str, str)

    def __init__(
        self,
        session: Session,
        look: Look,
        kind: type[Act],
        grid: FieldGrid,
        scan: ScanList | None,
        dialog: QDialog,
    ) -> None:
        super().__init__(dialog)
        self._look, self._dialog, self.grid, self.scan = look, dialog, grid, scan
        self.notice = Notice(look, self)
        self.refusals = Refusals(session, look, self)
        self.second = SecondStrip(session, look, self)
        third = [SecondStrip(session, look, self, third=kind.third)] if kind.third else []
        self.strips = (self.second, *third)
        self.foot = FormFoot(look, kind.word, self)
        self.body, self._scroll = QWidget(self), GrowingScroll(self)
        self.coming = ComingNumber(session, kind, grid, scan, self.foot)
        self._fitting = False
        dialog.setWindowTitle(kind.word)
        grid.reasoned.connect(self.reasoned)
        grid.turned.connect(self.fit)
        self._scroll.grown.connect(self.fit)
        self.refusals.reasoned.connect(self.reasoned)
        self._lay_out(kind)
        follow_list(session, grid, scan, self)
        if kind.needs_second:
            self.second.ask()
        else:
            self.second.hide()
        for strip in third:
            strip.ask()

    def _lay_out(self, kind: type[Act]) -> None:
        px = self._look.px
        around = QVBoxLayout(self._dialog)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        column = QVBoxLayout(self)
        upright = px(8 if self.grid.tight else 16)
        column.setContentsMargins(px(MARGIN), upright, px(MARGIN), upright)
        column.setSpacing(px(8 if self.grid.tight else 12))
        if not self.grid.tight:  # the frame says what it is, too
            column.addLayout(self._head(kind))
        column.addWidget(self.notice)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addWidget(self._fields())
        if self.scan is not None:
            inside.addWidget(self.scan)
        for strip in self.strips:
            inside.addWidget(strip)
        inside.addStretch(1)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)

    def _head(self, kind: type[Act]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(12))
        title = QLabel(kind.word, self)
        title.setFont(self._look.font(20, bold=True))
        calm = QLabel("填好的可以先放着，锁屏也不会丢", self)
        calm.setObjectName("basis")
        row.addWidget(title)
        row.addWidget(calm, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.coming, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _fields(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, self._look.px(12), 0)  # where the scroll bar comes
        column.setSpacing(self._look.px(8))
        column.addWidget(self.grid)
        column.addWidget(self.refusals)
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        return self._scroll

    # -- showing -----------------------------------------------------------------------

    def tell(self, news: News, head: str, sentence: str = "") -> None:
        """Show a line of news under the title."""
        self.notice.tell(news, head, sentence)
        self.fit()

    def show_apart(self, apart: Sequence[Mapping[str, object]]) -> None:
        """Say of which several things it is one act each; there is no next one then."""
        if len(apart) > 1:
            numbers = "、".join(str(next(iter(each.values()))) for each in apart)
            self.tell(News.NOTE, f"共 {len(apart)} 笔，一次办完", f"第 {numbers} 条，由新到旧。")
            self.foot.go_on.hide()

    def show_verdict(self, verdict: Verdict, reasons: dict[str, str]) -> None:
        """Show every refusal where it belongs, and the strip for the second person."""
        self.grid.show_refusals(verdict.under, reasons)
        self.refusals.show_refusals(verdict.foot, reasons)
        if verdict.second:
            self.second.ask()
        self.fit()

    def fit(self) -> None:
        """Be as high as the contents, but never beyond the screen; once they are laid out."""
        if not self._fitting:
            self._fitting = True
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self._fitting = False
        layout = self._dialog.layout()
        if layout is None or not self._dialog.isVisible():
            return
        screen = self._dialog.screen().availableGeometry().size()
        width = min(self._look.px(WIDTH), screen.width() - 16)
        self._scroll.setMinimumHeight(
            min(self._look.px(LEAST_FIELDS), self._scroll.sizeHint().height())
        )
        for widget in (self._scroll, self.body, self):  # each keeps what it was told last
            widget.updateGeometry()
        layout.activate()
        wanted = max(layout.totalHeightForWidth(width), layout.totalSizeHint().height())
        self._dialog.resize(max(width, self._dialog.width()), min(wanted, screen.height() - FRAME))
        here: QWidget | None = self._dialog.focusWidget()
        if here is not None and self.grid.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 0, self._look.px(LINE))

    # -- who confirms ------------------------------------------------------------------

    @property
    def confirmation(self) -> Confirmation | None:
        """Who has confirmed so far: the second person, and the third with him."""
        said, *thirds = (strip.confirmation for strip in self.strips)
        return replace(said, third=thirds[0]) if said is not None and any(thirds) else said

    def consider(self, acts: tuple[Act, ...]) -> None:
        """Say who could confirm what is on the form now."""
        for strip in self.strips:
            strip.consider(acts)

    def withdraw(self, why: str) -> None:
        """Forget who has confirmed: it was for what was on the screen then."""
        for strip in self.strips:
            strip.withdraw(why)

    def forget_passwords(self) -> None:
        """Leave no password behind."""
        for strip in self.strips:
            strip.password.clear()

    # -- keyboard ----------------------------------------------------------------------

    def inputs(self) -> Iterable[QWidget]:
        """Return every control that may have the keyboard, reasons apart."""
        for editor in self.grid.editors.values():
            yield from editor.inputs()
        for strip in self.strips:
            yield from strip.inputs()
        if self.scan is not None:
            yield self.scan.line

    def reason_boxes(self) -> Iterable[QComboBox]:
        """Return the boxes for reasons that are in sight."""
        for place in (*self.grid.refusals.values(), self.refusals):
            for line in place.lines:
                if line.box is not None:
                    yield line.box

    def focus(self, editor: Editor | None) -> None:
        """Give an editor the keyboard; without one go on to the list, else to the foot."""
        if editor is not None:
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(editor, 0, self._look.px(LINE))
        elif self.scan is not None:
            self.scan.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_foot()

    def turn(self, here: Editor | None) -> None:
        """Open the fold and go on there, or close it and go back to the line it leaves."""
        first = self.grid.turn()
        if first is not None:
            self.focus(first)
        elif self.grid.fold is not None and here is not None and here.asked.seldom:
            self.grid.fold.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_foot(self) -> None:
        """Go to what is still to be done: a reason, the second person, the button."""
        empty = next((box for box in self.reason_boxes() if not box.currentText().strip()), None)
        waits = next((one for one in self.strips if one.isVisible() and not one.confirmation), None)
        if waits is not None and (empty is None or len(self.strips) > 1):
            field = waits.password if waits.who.currentIndex() >= 0 else waits.who
            field.setFocus(Qt.FocusReason.TabFocusReason)
        elif empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(empty)
        elif self.foot.record.isEnabled():
            self.foot.record.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.foot.cancel.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self, under: Mapping[str, list[Refusal]], foot: Iterable[Refusal] = ()) -> None:
        """Go to the first field where something is wrong."""
        for name, editor in self.grid.editors.items():
            if any(each.block for each in under.get(name, ())):
                self.focus(editor)
                return
        if any(each.block for each in foot):
            self._scroll.ensureWidgetVisible(self.refusals)
        else:
            self.focus_foot()

    def enter(self, widget: QWidget | None) -> None:
        """Take Enter outside the fields."""
        if self.scan is not None and widget is self.scan.line:
            self.scan.enter()
        elif strip := next((one for one in self.strips if widget in one.inputs()), None):
            if widget is strip.password:
                strip.confirm()
            else:
                strip.password.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(widget, QPushButton):
            widget.click()
        else:
            self.focus_foot()
