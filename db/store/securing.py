"""What secures the book and is put on record: a backup that held, a full verification that held."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.acts.program.full_check import FullCheck
from db.ledger.acts.program.printed import BackUp
from db.store import backup, opening, proof
from db.store.drafts import UNPROVEN, Drafts
from db.store.opening import Opened
from db.store.watching import NOBODY, Watch

if TYPE_CHECKING:
    from db.store.recording import Desk, Recorded


class Securing:
    """Backup and proof of an unlocked ledger."""

    def __init__(
        self,
        opened: Opened,
        drafts: Drafts,
        record: Callable[..., Recorded],
        mark: Callable[..., None],
        desk: Desk,
    ) -> None:
        self._opened, self._drafts, self._desk = opened, drafts, desk
        self._record, self._mark = record, mark

    def keep_proof(self, found: proof.Proof) -> Recorded:
        """Put on record that everything was checked and adds up."""
        assert found.full
        assert found.sound
        return self._record(FullCheck(on=self._desk.today, upto=found.entries))

    def back_up(self, target: Path, watch: Watch = NOBODY) -> tuple[backup.BackupReport, Recorded]:
        """Write a backup of everything up to its own entry, open it and verify it."""
        begun = self._record(BackUp(on=self._desk.today, file=target.name))
        self._drafts.keep(f"{UNPROVEN}{begun.last}", "begun")
        self._mark(at_once=True)
        written = backup.write_backup(
            self._opened.connection,
            self._opened.folder,
            target,
            opening.manifest(self._opened, self._desk.now),
            partial(proof.must_be_sound, progress=watch.stage),
            watch,
        )
        for unproven in self._drafts.kept(UNPROVEN):  # of no more concern, now that one is proven
            self._drafts.keep(unproven, "")
        return written, begun
