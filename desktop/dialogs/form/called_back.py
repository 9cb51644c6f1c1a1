"""A typed 清退目录: the copies it calls for go onto the list, and what is not here is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from db.ledger.acts.ending.calling import Called, CallingProblem, read_called
from db.ledger.numbering import copy_ranges
from db.vault import Snapshot
from db.views.copies import CopyRow
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.scan_list import ScanList
from desktop.latest import Latest
from desktop.session import Session
from desktop.taking_over.copies_at_hand import CopiesAtHand

LIST, ISSUER = "called", "issuer"  # the fields of the act that are followed
PAUSE = 250  # milliseconds without a key before the ledger is asked
_MOST_NAMED = 3


@dataclass(frozen=True)
class Answered:
    """What the ledger has of what a list calls for."""

    lines: int = 0
    here: tuple[CopyRow, ...] = ()
    missing: tuple[str, ...] = ()  # called for, not in the ledger
    gone: tuple[str, ...] = ()  # in the ledger, closed
    unclear: tuple[str, ...] = ()  # which copies are meant is not said

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        if not self.lines:
            return ""
        told = [f"目录 {self.lines} 件，台账找到 {len(self.here)} 份，已列在下面"]
        kinds = {"台账中没有": self.missing, "已经了结": self.gone, "请逐份扫描": self.unclear}
        told += [f"{word}：{_some(names)}" for word, names in kinds.items() if names]
        return "；".join(told)


def _some(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 项" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def answered(book: Snapshot, typed: Iterable[str], issuer: str) -> Answered:
    """Look every line of a list up; a line that cannot be read is the rules' business."""
    lines = list(_readable(typed))
    numbers = (line.doc_number for line in lines)
    at_hand = CopiesAtHand(book.page, numbers, (x.title for x in lines if not x.doc_number))
    here: dict[int, CopyRow] = {}
    missing, gone, unclear = [], [], []
    for line in lines:
        pairs = at_hand.called(line.doc_number, line.title, line.copy_nos, issuer)
        found = [row for _, row in pairs if row is not None]
        living = [row for row in found if not row.state.closed]
        absent = [number for number, row in pairs if row is None]
        if absent:
            missing.append(f"{line.document} {copy_ranges(filter(None, absent))}".strip())
        if len(found) > len(living):
            numbers_gone = copy_ranges(row.copy_no for row in found if row.state.closed)
            gone.append(f"{line.document} {numbers_gone}".strip())
        if not line.copy_nos and 0 < line.wanted < len(living):
            said = f"{line.document} 应退 {line.wanted} 份而在册 {len(living)} 份"
            unclear.append(said)
            continue
        here |= {row.id: row for row in living}
    return Answered(len(lines), tuple(here.values()), tuple(missing), tuple(gone), tuple(unclear))


def _readable(typed: Iterable[str]) -> Iterator[Called]:
    for line in typed:
        try:
            yield read_called(line)
        except CallingProblem:
            continue


def follow_list(
    session: Session, grid: FieldGrid, scan: ScanList | None, parent: QObject
) -> CalledBack | None:
    """Follow the typed list of a form that has one."""
    if scan is None or LIST not in grid.editors:
        return None
    return CalledBack(session, grid, scan, parent)


class CalledBack(QObject):
    """Follows the typed list of a form: what it calls for comes onto the list to scan."""

    def __init__(self, session: Session, grid: FieldGrid, scan: ScanList, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._scan = grid, scan
        self._latest = Latest(session, self)
        self._asked: tuple[tuple[str, ...], str] = ((), "")
        self._brought: frozenset[int] = frozenset()  # what is on the list because of the list
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.ask)
        for name in (LIST, ISSUER):
            grid.editors[name].changed.connect(self._changed)

    def _asks(self) -> tuple[tuple[str, ...], str]:
        editors = self._grid.editors
        return tuple(editors[LIST].value()), str(editors[ISSUER].value() or "")

    def _changed(self) -> None:
        self._scan.awaited = self._asks() != self._asked
        self._timer.start()

    def ask(self) -> None:
        """Look the list up, if it says something else than before."""
        self._timer.stop()
        asked = self._asks()
        if asked == self._asked:
            self._scan.awaited = False
            return
        self._asked = asked
        self._scan.awaited = True
        self._latest.ask(
            lambda book: answered(book, *asked), then=self._take, otherwise=self._failed
        )

    def _failed(self, error: Exception) -> None:
        self._asked = ((), "")
        self._take(Answered())
        self._scan.explain(f"没有查到台账：{error}" if str(error) else "没有查到台账，请再填一次")

    def _take(self, found: Answered) -> None:
        """Put on the list what is called for now; what was taken off it by hand stays off."""
        self._scan.awaited = False
        called = {row.id: row for row in found.here}
        on_it = {one.row.id for one in self._scan.items if one.row is not None}
        fresh = [row for copy, row in called.items() if copy not in self._brought | on_it]
        less = self._brought - called.keys()
        self._brought = frozenset(called)
        self._scan.explain(found.sentence)
        self._scan.exchange(less, fresh)
        self._scan.changed.emit()
