"""An old register taken over in a window: found, mapped, tried, and only then recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from db.store.reading import Page
from db.vault import Recorded, Vault
from db.views.people import PLACES, PlaceRow
from desktop.dialogs.import_face import ImportFace
from desktop.look import Look
from desktop.outgoing import write_out
from desktop.progress import Cancelled, Progress
from desktop.session import Session
from desktop.taking_over import Found, Handed, Said, TakenOver, find, hand_in, take
from desktop.taking_over.becoming import Becoming, becomings
from desktop.taking_over.people import EVERYBODY
from desktop.trouble import in_words
from desktop.widgets.notice import News


@dataclass(frozen=True)
class Tried:
    """What a workbook would come to."""

    found: Found
    taken: TakenOver
    rows: list[Becoming]


class ImportWindow(QDialog):
    """One workbook at a time; nothing is recorded before a person says so."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("接收旧账 — 专册")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        room = self.screen().availableSize()
        self.resize(QSize(look.px(1180), look.px(700)).boundedTo(room))
        self._session = session
        self._handed: Handed | None = None
        self._said = Said()
        self._progress = Progress()
        self.tried: Tried | None = None
        self.settled: TakenOver | None = None
        self.face = face = ImportFace(look, self)
        face.opened.connect(self._choose_file)
        face.closed.connect(self.reject)
        face.recorded.connect(self.record)
        face.saved.connect(self._choose_target)
        face.kind_chosen.connect(self._take_kind)
        face.sheet_chosen.connect(lambda name: self.face.show_raw(self._handed, name))
        face.place_chosen.connect(self.try_out)
        face.headings.column_changed.connect(self._change_column)
        face.heading_chosen.connect(self._choose_heading)
        session.locking.connect(self._give_up)
        session.read(
            lambda book: book.page(PLACES), owner=self, then=self._list_places, otherwise=self._fail
        )

    def _list_places(self, page: Page[PlaceRow]) -> None:
        self.face.list_places([(row.id, row.name) for row in page.rows])

    # -- the workbook ----------------------------------------------------------------

    def _choose_file(self) -> None:
        pattern = "工作簿和表格 (*.xlsx *.xls *.ods *.csv *.txt *.tsv)"
        dialog = QFileDialog(self, "选择旧台账", "", pattern)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Read a workbook and show what would become of it."""
        self._handed, self._said, self.tried, self.settled = None, Said(), None, None
        self.face.begin(path.name)
        progress = self._begin("读取文件")

        def job() -> Handed:
            handed = hand_in(path)
            progress.stage("读取文件")
            return handed

        self._session.aside(job, owner=self, then=self._take_file, otherwise=self._fail)

    def _take_file(self, handed: Handed) -> None:
        self._handed = handed
        self.face.show_file(handed)
        self.try_out()

    # -- what a person says of it ------------------------------------------------------

    def _take_kind(self, kind: str) -> None:
        self._said = replace(self._said, kind=kind, columns={})
        self.try_out()

    def _change_column(self, name: str, field: str) -> None:
        taken = {other: was for other, was in self._said.columns.items() if was != field or not was}
        self._said = replace(self._said, columns={**taken, name: field})
        self.try_out()

    def _choose_heading(self, sheet: str, row: int) -> None:
        self._said = replace(self._said, heading=(sheet, row), columns={})
        self.try_out()

    # -- trying ------------------------------------------------------------------------

    def try_out(self) -> None:
        """Say what each row would become; nothing is recorded."""
        handed, said, place = self._handed, self._said, self.face.place
        if handed is None or self.settled is not None:
            return
        self.tried = None
        progress = self._begin("识别表头")
        same = self._same()

        def job(vault: Vault) -> Tried:
            found = find(handed, said)
            taken = take(
                vault, handed, found, place=place, dry_run=True, same=same, progress=progress
            )
            progress.stage("整理结果")
            return Tried(found, taken, becomings(taken))

        self._session.work(
            job,
            owner=self,
            then=lambda tried: self._show(tried, progress),
            otherwise=lambda error: self._not_tried(error, progress),
        )

    def _same(self) -> frozenset[str]:
        return frozenset({EVERYBODY}) if self.face.same.isChecked() else frozenset()

    def _show(self, tried: Tried, progress: Progress) -> None:
        if progress is not self._progress or self._handed is None:
            return
        self.face.strip.rest()
        self.tried = tried
        self.face.show_tried(self._handed, tried.found, tried.taken, tried.rows)

    def _not_tried(self, error: Exception, progress: Progress) -> None:
        if progress is self._progress:
            self._fail(error)
            self.face.show_raw(self._handed, self.face.sheet_name)

    # -- recording -----------------------------------------------------------------------

    def record(self) -> None:
        """Record every row that is taken, all in one transaction."""
        handed, tried = self._handed, self.tried
        if handed is None or tried is None or self.settled or self.face.strip.running:
            return
        progress = self._begin("再次检查")
        place, same = self.face.place, self._same()

        def job(vault: Vault) -> tuple[TakenOver, Recorded | None]:
            taken = take(vault, handed, tried.found, place=place, same=same, progress=progress)
            return taken, taken.recorded

        self._session.carry_out(job, owner=self, then=self._recorded, otherwise=self._not_recorded)

    def _recorded(self, taken: TakenOver) -> None:
        self.face.strip.rest()
        self.settled = taken
        if taken.recorded is None:
            self.face.tell(News.CAUTION, "没有入账", "没有一行可以接收。")
            return
        count, last = taken.recorded.last - taken.recorded.first + 1, taken.recorded.last
        told = f"{count}条已一次入账，至第{last}条。" + "".join(self.face.notes(taken))
        self.face.show_done("已接收", told, left=len(taken.book.rejected))

    def _not_recorded(self, error: Exception) -> None:
        self._fail(error)
        self.face.allow(self.tried is not None)

    # -- rows that come back ---------------------------------------------------------------

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, "退回的行另存为", "", "工作簿 (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("退回的行.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_rejected(Path(name)))
        dialog.open()

    def save_rejected(self, target: Path) -> None:
        """Write the rows that come back, as typed and with their reasons, into a workbook."""
        taken = self.settled or (self.tried.taken if self.tried else None)
        if taken is None or self.face.strip.running:
            return
        folder = self._session.folder

        def job() -> int:
            write_out(folder, target, taken.rejected_workbook)
            return len(taken.book.rejected)

        def told(count: int) -> None:
            said = f"{count}行已写到「{target.name}」（明文，请按载体管理）；改正后可再次接收。"
            self.face.tell(News.PROVEN, "已另存", said)

        self._session.aside(job, owner=self, then=told, otherwise=self._fail)

    # -- long work ---------------------------------------------------------------------------

    def _begin(self, what: str) -> Progress:
        self._progress.cancel()
        self._progress = Progress(what)
        self.face.strip.watch(self._progress)
        self.face.hold()
        return self._progress

    def _fail(self, error: Exception) -> None:
        self.face.strip.rest()
        if isinstance(error, Cancelled):
            self._session.gave_up("接收旧账，没有入账")
            self.face.tell(News.NOTE, "已取消", "没有入账，台账没有变化。")
        else:
            self.face.tell(News.REFUSED, "没有办成", in_words(error) + "没有入账。")

    def _give_up(self) -> None:
        self._progress.cancel()

    def reject(self) -> None:
        """Stop what runs and close; a recording that has begun is waited for."""
        if self.face.strip.running and not self._progress.cancel():
            return
        super().reject()
