"""The scans of a batch's step: taken up again, checked against its list, sealed one by one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from db.ledger.rules import Refused
from desktop.dialogs.form.scan_list import ScanList
from desktop.dialogs.form.scan_reading import Item, listed_in, scanned_in
from desktop.session import Session


class StepScans(QObject):
    """Stands between the list on the screen and the ledger's own list of a step."""

    def __init__(self, session: Session, scan: ScanList, parent: QObject, *, seals: bool) -> None:
        super().__init__(parent)
        self._session, self._scan, self._seals = session, scan, seals
        self._batch: int | None = None
        scan.guard = self._guard

    def follow(self, batch: int | None) -> None:
        """Go on with another batch: everything on the list is looked at again."""
        if batch == self._batch:
            return
        self._batch = batch
        if batch is None:
            return
        for item in self._scan.items:
            self._guard(item)
        if self._seals:
            self._session.read(
                lambda book: scanned_in(book, batch),
                owner=self,
                then=self._scan.add,
                otherwise=lambda _: None,
            )

    def _guard(self, item: Item) -> None:
        if self._batch is None or item.row is None:
            return
        batch, copy = self._batch, item.row.id
        item.trouble, item.judgeable = "", True
        if self._seals:
            self._session.work(
                lambda vault: vault.scan(batch, copy),
                owner=self,
                then=lambda _: self._settle(item),
                otherwise=lambda error: self._settle(item, error),
            )
        else:
            self._session.read(
                lambda book: copy in listed_in(book, batch),
                owner=self,
                then=lambda there: self._settle(item, None if there else Refused()),
                otherwise=lambda error: self._settle(item, error),
            )

    def _settle(self, item: Item, error: Exception | None = None) -> None:
        item.judged = True
        if isinstance(error, Refused):
            why = error.refusals[0] if error.refusals else None
            item.set_aside(
                why.sentence if why else "不在此批次的清册内", why.rule.number if why else ""
            )
        elif error is not None:
            item.set_aside(str(error))
        self._scan.refresh()
        self._scan.changed.emit()
