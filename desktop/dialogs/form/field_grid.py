"""The fields of a form: label, editor and pin in a line, refusals under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from db.ledger.act import Act
from db.ledger.rules import V01, Refusal, Refused, refuse
from desktop.asking import refuse_what_cannot_be_kept
from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.editor import Editor, Unreadable
from desktop.dialogs.form.editors.making import make_editor
from desktop.dialogs.form.fold import Fold
from desktop.dialogs.form.pairing import Line, lines
from desktop.dialogs.form.refusal_line import Refusals
from desktop.look import Look
from desktop.session import Session

LABEL, EDITOR, PIN, GAP = 0, 1, 2, 3
HALF = 4  # columns of half a line
AMPLE = 1 << 15  # pixels
WORTH_FOLDING = 2  # fields; one alone takes no more room than the line that hides it


@dataclass
class Collected:
    """What the editors hold: values, what is missing, what cannot be read."""

    values: dict[str, Any] = field(default_factory=dict)
    missing: list[Asked] = field(default_factory=list)
    wrong: dict[str, Refusal] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Tell whether an act can be made of it."""
        return not self.missing and not self.wrong


class FieldGrid(QWidget):
    """An editor for each field, in the order of the act."""

    changed = Signal()
    settled = Signal(object)  # the editor that Enter may leave now
    reasoned = Signal(str, str)
    turned = Signal()  # the fold was opened or closed

    def __init__(
        self,
        session: Session,
        look: Look,
        kind: type[Act],
        fields: tuple[Asked, ...],
        *,
        wide: bool = True,
        room: int = AMPLE,
    ) -> None:
        super().__init__()
        self._session, self._look, self._kind = session, look, kind
        self._wide, self._room = wide, room
        self.tight = False  # the screen is so low that everything pairs
        self.editors: dict[str, Editor] = {}
        self.refusals: dict[str, Refusals] = {}
        self.pins: dict[str, QPushButton] = {}
        self.fold: Fold | None = None
        self._bare: dict[str, Any] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(8))
        for half in (0, HALF):
            self._grid.setColumnStretch(half + EDITOR, 1)
        self._grid.setColumnMinimumWidth(LABEL, look.px(96))
        folded = [one.name for one in fields if one.seldom]
        self._folded = folded if len(folded) >= WORTH_FOLDING else []
        self._make(session, fields)
        self._lay_out(fields)

    # -- making ----------------------------------------------------------------------

    def _make(self, session: Session, fields: tuple[Asked, ...]) -> None:
        for asked in fields:
            if asked.name in self._folded and self.fold is None:
                self.fold = Fold(self._look, self)  # where the Tab key comes by
                self.fold.turned.connect(self.turned)
            editor = make_editor(asked, session, self._look, self)
            editor.show_value(asked.default)
            self._bare[asked.name] = editor.draft()
            editor.changed.connect(lambda name=asked.name: self._unfold(name))
            editor.changed.connect(self.changed)
            editor.settled.connect(lambda editor=editor: self.settled.emit(editor))
            self.editors[asked.name] = editor
            refusals = Refusals(self._session, self._look, self)
            refusals.reasoned.connect(self.reasoned)
            self.refusals[asked.name] = refusals
            self.pins[asked.name] = self._pin(asked)

    def _pin(self, asked: Asked) -> QPushButton:
        pin = QPushButton(self)
        pin.setObjectName("pin")
        pin.setCheckable(True)
        pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pin.setAccessibleName(f"固定{asked.label}")
        pin.setToolTip(f"固定“{asked.label}”：下一笔照用（F4）")
        pin.setFixedSize(self._look.px(24), self._look.px(32))

        def tint(on: bool) -> None:
            pin.setIcon(self._look.icon("pin", "blue" if on else "line2", 16))

        pin.toggled.connect(tint)
        pin.toggled.connect(lambda _: self._unfold(asked.name))
        pin.toggled.connect(lambda _: self.changed.emit())
        tint(False)
        return pin

    def _lay_out(self, fields: tuple[Asked, ...]) -> None:
        row = 0
        for line in self._lines(fields):
            if line[0].name in self._folded[:1] and self.fold is not None:
                left = Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(self.fold, row, 0, 1, 2 * HALF - 1, left)
                row += 1
            for number, asked in enumerate(line):
                self._place(asked, row, number * HALF, 1 if len(line) > 1 else HALF + 1)
                below = row + 1 + number
                self._grid.addWidget(self.refusals[asked.name], below, 0, 1, 2 * HALF - 1)
            row += 1 + len(line)
        self._grid.setRowStretch(row, 1)

    def _lines(self, fields: tuple[Asked, ...]) -> list[Line]:
        """Return what stands beside each other: the short, or on a low screen all that can."""
        short = {name for name, editor in self.editors.items() if editor.short and self._wide}
        found, gap = lines(fields, short), self._look.px(8)
        seen = [line for line in found if line[0].name not in self._folded]
        high = [max(self.editors[one.name].sizeHint().height() for one in line) for line in seen]
        rows = len(high) + bool(self._folded)
        if not self._wide or sum(high) + rows * gap + bool(self._folded) * gap * 4 <= self._room:
            return found
        self.tight = True
        self._grid.setVerticalSpacing(self._look.px(4))
        for editor in self.editors.values():
            editor.squeeze()
        return lines(fields, {name for name, editor in self.editors.items() if not editor.tall})

    def _place(self, asked: Asked, row: int, column: int, span: int) -> None:
        label = QLabel(asked.label, self)
        label.setObjectName("fieldname")
        label.setWordWrap(True)
        label.setMinimumHeight(self._look.px(32))
        editor, pin = self.editors[asked.name], self.pins[asked.name]
        label.setBuddy(editor)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row, column + LABEL, top)
        self._grid.addWidget(editor, row, column + EDITOR, 1, span, top)
        self._grid.addWidget(pin, row, column + EDITOR + span, top)
        if self.fold is not None and asked.name in self._folded:
            self.fold.hold(asked.name, label, editor, pin)
        if span == 1 and column == 0:
            self._grid.setColumnMinimumWidth(GAP, self._look.px(8))
            self._grid.setColumnMinimumWidth(HALF + LABEL, self._look.px(80))

    # -- the fold --------------------------------------------------------------------

    def turn(self) -> Editor | None:
        """Open or close the fold; return the first field under it if it is open now."""
        if self.fold is None:
            return None
        self.fold.toggle()
        return self.editors[self.fold.names[0]] if self.fold.isChecked() else None

    def _unfold(self, name: str) -> None:
        """Let nobody overlook what is filled, pinned or refused."""
        if self.fold is not None and self.fold.hides(name) and self._matters(name):
            self.fold.setChecked(True)

    def _matters(self, name: str) -> bool:
        filled = self.editors[name].differs(self._bare[name])
        return filled or self.pins[name].isChecked() or bool(self.refusals[name].lines)

    # -- values ----------------------------------------------------------------------

    def collect(self) -> Collected:
        """Read every editor."""
        found = Collected()
        for name, editor in self.editors.items():
            asked = editor.asked
            try:
                value = editor.value()
                refuse_what_cannot_be_kept(self._kind, {name: value})
            except Unreadable as why:
                problem = why.sentence
                found.wrong[name] = refuse(V01, field=name, label=asked.label, problem=problem)
                continue
            except Refused as refused:
                found.wrong[name] = refused.refusals[0]
                continue
            if asked.required and value in (None, "", (), {}):
                found.missing.append(asked)
            else:
                found.values[name] = asked.empty if value is None else value
        return found

    def wrong(
        self, found: Collected, here: Editor | None, *, insist: bool
    ) -> dict[str, list[Refusal]]:
        """Return what cannot be read, but nothing of the editor that is still typed into.

        If recording is insisted on, what is missing is wrong, too.
        """
        typing = here.asked.name if here is not None else ""
        under = {name: [why] for name, why in found.wrong.items() if name != typing}
        for one in found.missing if insist else ():
            said = refuse(V01, field=one.name, label=one.label, problem="还没有填")
            under.setdefault(one.name, []).append(said)
        return under

    def tidy(self) -> None:
        """Write everything out in full, as if the keyboard had gone elsewhere."""
        for editor in self.editors.values():
            editor.tidy()

    def show_refusals(self, under: Mapping[str, list[Refusal]], reasons: dict[str, str]) -> None:
        """Show refusals under their fields, and a red frame where something is wrong."""
        for name, refusals in self.refusals.items():
            here = under.get(name, [])
            refusals.show_refusals(here, reasons)
            self._unfold(name)
            self.editors[name].mark_wrong(wrong=any(each.block for each in here))

    def drafts(self, *, pinned: bool = False) -> dict[str, Any]:
        """Return what is typed, of all fields or of the pinned ones."""
        return {
            name: editor.draft()
            for name, editor in self.editors.items()
            if not pinned or self.pins[name].isChecked()
        }

    def typed(self, blank: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is typed in the fields that are not as they began."""
        return {
            name: editor.draft()
            for name, editor in self.editors.items()
            if editor.differs(blank[name])
        }

    def restore(self, drafts: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        for name, draft in drafts.items():
            if name in self.editors:
                self.editors[name].restore(draft)

    def begin(self, first: Mapping[str, Any]) -> None:
        """Show the values an empty form begins with, but leave what is pinned."""
        for name, editor in self.editors.items():
            if not self.pins[name].isChecked():
                editor.show_value(first.get(name, editor.asked.default))
        if self.fold is not None:
            self.fold.setChecked(any(map(self._matters, self.fold.names)))

    # -- keyboard --------------------------------------------------------------------

    def at(self, widget: QWidget | None) -> Editor | None:
        """Return the editor that has a widget."""
        for editor in self.editors.values():
            if widget is not None and (widget is editor or editor.isAncestorOf(widget)):
                return editor
        return None

    def after(self, editor: Editor | None) -> Editor | None:
        """Return the next editor that is to be filled; pinned and folded ones are passed over."""
        order = list(self.editors.values())
        rest = order[order.index(editor) + 1 :] if editor is not None else order
        return next((one for one in rest if not self._passed(one.asked.name)), None)

    def _passed(self, name: str) -> bool:
        folded = self.fold is not None and self.fold.hides(name)
        return folded or self.pins[name].isChecked()
