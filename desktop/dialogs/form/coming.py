"""将编为 …: the number that an act would be given, as it is filled in."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from db.ledger.act import Act
from db.ledger.numbered import foretold_from, is_foretold
from desktop.dialogs.form.editors.editor import Unreadable
from desktop.dialogs.form.field_grid import FieldGrid
from desktop.dialogs.form.foot import FormFoot
from desktop.dialogs.form.scan_list import ScanList
from desktop.session import Session


class ComingNumber(QLabel):
    """Asks the ledger for the next number whenever what decides about it has changed.

    On a low screen there is no head for it to stand in: the foot says it.
    """

    def __init__(
        self,
        session: Session,
        kind: type[Act],
        grid: FieldGrid,
        scan: ScanList | None,
        foot: FormFoot,
    ) -> None:
        super().__init__(foot)
        self._session, self._kind, self._grid, self._foot = session, kind, grid, foot
        self._scan, self._decide = scan, foretold_from(kind)
        self._given: dict[str, object] | None = None
        self.number = ""
        self.setObjectName("basis")
        self.setVisible(not grid.tight)
        if is_foretold(kind):
            grid.changed.connect(self.follow)
            if scan is not None:
                scan.changed.connect(self.follow)
                scan.judged.connect(self.follow)  # what is refused is given no number
            session.recorded.connect(self._anew)
            self.follow()

    def follow(self) -> None:
        """Ask, if what decides about the number is another now."""
        given: dict[str, object] = {"scanned": self._scan.good if self._scan is not None else ()}
        for name in self._decide & self._grid.editors.keys():
            try:
                given[name] = self._grid.editors[name].value()
            except Unreadable:
                continue
        if given == self._given:
            return
        self._given = given
        self._session.read(
            lambda book: (given, book.foretelling.next_number(self._kind, given)),
            owner=self,
            then=lambda answer: self._tell(*answer),
            otherwise=lambda _: self._tell(given, ""),
        )

    def _anew(self) -> None:
        self._given = None
        self.follow()

    def _tell(self, given: dict[str, object], text: str) -> None:
        if given != self._given:
            return
        self.number, said = text, f"将编为 {text}" if text else ""
        self.setText(said)
        if self._grid.tight:
            self._foot.say_first(said)
