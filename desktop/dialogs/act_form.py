"""A dialog for any act, built from its fields: filled, judged while one types, recorded."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from db.ledger.act import Act
from db.ledger.rules import Refused
from db.vault import Recorded
from desktop.dialogs.form.asked import Scanning, asked_fields, scanning
from desktop.dialogs.form.draft import FormDraft
from desktop.dialogs.form.editors.editor import Editor
from desktop.dialogs.form.face import WIDTH, FormFace, room_for_fields
from desktop.dialogs.form.field_grid import Collected, FieldGrid
from desktop.dialogs.form.foot import entries, lacking
from desktop.dialogs.form.judge import Judge, Proposal, taken_apart
from desktop.dialogs.form.keys import Press, pressed
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.scan_reading import read_by
from desktop.dialogs.form.step_scans import StepScans
from desktop.dialogs.form.verdict import Verdict, sorted_out
from desktop.look import Look
from desktop.session import Session
from desktop.trouble import in_words
from desktop.widgets.notice import News

PAUSE = 150  # milliseconds without a key before the rules are asked


class ActForm(QDialog):
    """Fill an act in and record it; what is typed is never lost."""

    recorded = Signal(object)  # Recorded

    def __init__(
        self,
        session: Session,
        look: Look,
        kind: type[Act],
        given: Mapping[str, object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self._session = kind, session
        self.way, listed = scanning(kind)
        given = given or {}
        chosen = given.get(listed.name) if listed else None
        self._copies = chosen if isinstance(chosen, tuple) else (chosen,) if chosen else ()
        self._apart = taken_apart(kind, given)
        settled = {*self._apart[0], listed.name if listed else ""}
        fields = tuple(one for one in asked_fields(kind) if one.name not in settled)
        screen = self.screen().availableGeometry().size()
        wide, room = screen.width() >= look.px(WIDTH), room_for_fields(screen, look, listed)
        self.grid = FieldGrid(session, look, kind, fields, wide=wide, room=room)
        self.scan = ScanList(session, look, kind.word, of=read_by(listed)) if listed else None
        self.face = FormFace(session, look, kind, self.grid, self.scan, self)
        self.second, self.foot = self.face.second, self.face.foot
        self.draft = FormDraft(session, kind, given, self.grid, self.scan)
        self.reasons = self.draft.reasons
        self.verdict: Verdict | None = None
        self._judge = Judge(session, self)
        self._wish: bool | None = None  # recording is wished; True to go on with the next
        self._busy = self._loading = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.judge)
        self._steps: StepScans | None = None
        if self.scan is not None and self.way is Scanning.STEP:
            self._steps = StepScans(session, self.scan, self, seals=kind.takes_scans)
        self._connect()
        self._load()

    def _connect(self) -> None:
        self.grid.changed.connect(self._changed)
        self.grid.settled.connect(self._leave)
        self.face.reasoned.connect(self._reasoned)
        for strip in self.face.strips:
            strip.changed.connect(self._timer.start)
        self.foot.cancel.clicked.connect(self.reject)
        self.foot.record.clicked.connect(lambda _: self.record())
        self.foot.go_on.clicked.connect(lambda _: self.record(go_on=True))
        if self.scan is not None:
            self.scan.changed.connect(self._changed)
            self.scan.done.connect(self.face.focus_foot)
        for control in self.face.inputs():
            control.installEventFilter(self)

    # -- what it begins with -----------------------------------------------------------

    def _load(self) -> None:
        self._loading = True
        self.draft.begin(self._session.today, self._copies)
        self.face.show_apart(self._apart)
        if self.draft.restore():
            self.face.tell(News.NOTE, "已取回上次没有记账的内容")
        elif self.scan is not None:
            self.scan.add(self._copies)
        self._loading = False
        self._timer.start()

    # -- judging -----------------------------------------------------------------------

    def _changed(self) -> None:
        if self._loading or self._busy:
            return
        self.verdict = None
        self.draft.keep()
        self.face.withdraw("内容已改，请第二人重新确认")
        self._show_foot()
        self._timer.start()

    def _reasoned(self, rule: str, reason: str) -> None:
        self.reasons[rule] = reason
        self.face.withdraw("理由已改，请第二人重新确认")
        self.draft.keep()
        self._show_foot()

    def judge(self) -> None:
        """Read the form, and ask the rules if it can be read."""
        self._timer.stop()
        self._judge.forget()
        found = self.grid.collect()
        if self._steps is not None:
            self._steps.follow(found.values.get("batch"))
        copies = self.scan.copies if self.scan is not None else ()
        if not found.complete or not (copies or self.scan is None or self.way is Scanning.STEP):
            self._incomplete(found)
            return
        if self._steps is not None and self.scan is not None:
            copies = self.scan.good
        self._judge.ask(
            Proposal(self.kind, found.values, copies, self._apart),
            self.grid.editors,
            self.face.confirmation,
            then=self._judged,
            otherwise=self._failed,
        )

    def _incomplete(self, found: Collected) -> None:
        """Say what cannot be read; what is being typed is left alone until it is left."""
        wish, self._wish, self.verdict = self._wish is not None, None, None
        here = None if wish else self.grid.at(self.focusWidget())
        wrong = self.grid.wrong(found, here, insist=wish)
        self._show(Verdict(under=wrong), judged=False)
        self._show_foot(found)
        if wish:
            self.face.focus_first(wrong)

    def _judged(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self._show(verdict, judged=True)
        self.face.consider(self._judge.acts)
        said = self._show_foot()
        wish, self._wish = self._wish, None
        if wish is None:
            return
        if said:
            self.face.focus_first(verdict.under, verdict.foot)
        else:
            self._record(go_on=wish)

    def _show(self, verdict: Verdict, *, judged: bool) -> None:
        self.face.show_verdict(verdict, self.reasons)
        for control in self.face.reason_boxes():
            control.removeEventFilter(self)
            control.installEventFilter(self)
        if self.scan is not None and self._steps is None:
            self.scan.judge(verdict.items if judged else None)

    def _show_foot(self, found: Collected | None = None) -> str:
        """Show whether it can be recorded; return what is still lacking."""
        said = lacking(
            self.kind,
            found or Collected(),
            self.verdict,
            self.reasons,
            self.scan,
            confirmed=self.face.confirmation is not None,
        )
        self.foot.show_state(may=not said and not self._busy, lacking=said, scan=self.scan)
        return said

    # -- recording ---------------------------------------------------------------------

    def record(self, *, go_on: bool = False) -> None:
        """Record what is on the screen, as soon as the rules have seen it as it is now."""
        if not self._busy:
            self.grid.tidy()
            self._wish = go_on
            self.judge()

    def _record(self, *, go_on: bool) -> None:
        found, verdict = self.grid.collect(), self.verdict
        assert verdict is not None  # judged a moment ago
        copies = self.scan.good if self.scan is not None else ()
        proposal = Proposal(self.kind, found.values, copies, self._apart)
        self._set_busy(busy=True)
        self._session.record(
            *proposal.reasoned(copies, verdict, self.reasons),
            second=self.face.confirmation,
            draft=self.draft.name,
            owner=self,
            then=lambda recorded: self._done(recorded, go_on=go_on),
            otherwise=self._failed,
        )

    def _done(self, recorded: Recorded, *, go_on: bool) -> None:
        self._set_busy(busy=False)
        rest = self.scan.bad if self.scan is not None else 0
        self.draft.recorded()
        if go_on or rest:
            self._next(recorded, rest, keep=bool(rest) and not go_on)
        self.recorded.emit(recorded)
        if not (go_on or rest):
            self.accept()

    def _next(self, recorded: Recorded, rest: int, *, keep: bool) -> None:
        self._loading = True
        self.face.withdraw("须第二人在场确认")
        if not keep:
            self.draft.empty(self._session.today)
        if self.scan is not None:
            self.scan.drop_recorded()
        self._loading = False
        self._changed()
        said = entries(recorded, rest, self.scan.of.unit if self.scan is not None else "")
        self.face.tell(News.PROVEN, "已记账", f"{self.kind.word}，{said}。")
        self._show(Verdict(), judged=False)
        self._leave(None)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._wish = None
        if isinstance(error, Refused):
            self.verdict = sorted_out(
                [(None, list(error.refusals))], self.grid.editors, confirmed=True
            )
            self._show(self.verdict, judged=False)
        else:
            self.face.tell(News.REFUSED, "没有记账", f"{in_words(error)}\n填写的内容都还在。")
        self._show_foot()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.face.body.setEnabled(not busy)
        self._show_foot()

    # -- keyboard ----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the form before a control does something else with them."""
        if event.type() == QEvent.Type.FocusOut and not self._loading:
            self._timer.start()
        if isinstance(event, QKeyEvent) and (press := pressed(event, watched)) is not None:
            self._press(press)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the same keys wherever they were left over."""
        if (press := pressed(event, self)) is None:
            super().keyPressEvent(event)
        else:
            self._press(press)

    def _press(self, press: Press) -> None:
        here = self.grid.at(self.focusWidget())
        if press in (Press.RECORD, Press.GO_ON):
            self.record(go_on=press is Press.GO_ON)
        elif press is Press.PIN:
            if here is not None:
                self.grid.pins[here.asked.name].toggle()
        elif press is Press.MORE:
            self.face.turn(here)
        elif here is not None:
            if here.enter():
                self._leave(here)
        else:
            self.face.enter(self.focusWidget())

    def _leave(self, editor: Editor | None) -> None:
        self.grid.tidy()
        self.face.focus(self.grid.after(editor))

    # -- window ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first field that is to be filled."""
        super().showEvent(event)
        self.face.fit()
        self._leave(None)

    def done(self, result: int) -> None:
        """Close; what was not recorded stays as a draft."""
        self.draft.close(keep=result == QDialog.DialogCode.Rejected)
        self.face.forget_passwords()
        super().done(result)
