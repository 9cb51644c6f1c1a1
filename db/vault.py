"""The one door: create, unlock, preview, record, ask, prove, lock.

A `Vault` belongs to one thread; readers on other threads ask for a `Snapshot`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from db.ledger.act import Act
from db.ledger.acts.program.clock import ClockDoubted
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.beliefs import Person
from db.ledger.deadlines import Calendar
from db.ledger.known import Operator, Policy
from db.ledger.passwords import LEAST_PASSWORD
from db.ledger.rules import Refusal
from db.ledger.trouble import Trouble
from db.store import (
    backup,
    cipher,
    confirming,
    files,
    founding,
    opening,
    proof,
    reading,
    recording,
    replay,
    restored,
    standing,
    throttle,
)
from db.store.accounts import Accounts
from db.store.backup import read_manifest
from db.store.code import CodeVerdict, digest_of, page_digest
from db.store.confirming import Confirmation
from db.store.counting import Answer, Counting
from db.store.drafts import Drafts
from db.store.faults import finishing, troubles
from db.store.founding import Founded, Plan
from db.store.marking import HeadMark
from db.store.opening import Opened, Patience, account_names, patience
from db.store.proof import Proof
from db.store.reading import Asker, Page, Question, View
from db.store.receiving import Receiving
from db.store.recording import Desk, Recorded
from db.store.recovering import Wish, recover
from db.store.recovery import RecoveryKey
from db.store.rekeying import KeyWish, Rekeyed, rekey
from db.store.sealing import Cost
from db.store.search import looked_up
from db.store.securing import Securing
from db.store.snapshot import Snapshot
from db.store.ticking import Ticking
from db.store.visits import visit

__all__ = [
    "LEAST_PASSWORD", "Answer", "CodeVerdict", "Confirmation", "Cost", "Counting", "Founded",
    "KeyWish", "Patience", "Plan", "Proof", "Recorded", "RecoveryKey", "Rekeyed", "Snapshot",
    "Vault", "Wish", "account_names", "digest_of", "looked_up", "page_digest", "patience",
    "read_manifest", "recover", "rekey",
]  # fmt: skip

Row = TypeVar("Row")
Clock = Callable[[], datetime]


class Vault:
    """An unlocked ledger."""

    def __init__(
        self,
        opened: Opened,
        *,
        clock: Clock,
        state_dir: Path,
        policy: Policy | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.folder, self.rollback = opened.folder, opened.rollback
        self.operator: Operator = opened.operator
        self._opened, self._connection, self._clock = opened, opened.connection, clock
        self._policy, self._calendar = policy or Policy(), calendar or Calendar()
        self._confirmed: date | None = None
        self._head = HeadMark(opened, state_dir, clock)
        person = standing.find(self._connection, Person, (self.operator.person,))
        may = opened.held is not None and opened.rollback is None
        self.drafts = Drafts(self._connection, self.operator.account, clock, write=may)
        self.receiving = Receiving(self._connection, self._record, self._desk, self.is_me)
        department = person.department if person else None
        self._asker = Asker(self.operator.roles, department, self._policy.given)

    @classmethod
    def create(
        cls,
        folder: Path,
        plan: Plan,
        *,
        clock: Clock,
        state_dir: Path,
        cost: Cost | None = None,
        policy: Policy | None = None,
        calendar: Calendar | None = None,
    ) -> tuple[Vault, Founded]:
        """Make a new ledger in an empty folder and leave it unlocked for its first officer."""
        founded = founding.found(folder, plan, clock(), cost)
        opened = opening.open_ledger(folder, plan.officer, plan.password, clock(), state_dir)
        vault = cls(opened, clock=clock, state_dir=state_dir, policy=policy, calendar=calendar)
        vault.rollback = None  # a new ledger has no head yet
        vault._mark(at_once=True)
        return vault, founded

    @classmethod
    def unlock(
        cls,
        folder: Path,
        account: str | None,
        password: str,
        *,
        clock: Clock,
        state_dir: Path,
        write: bool = True,
        policy: Policy | None = None,
        calendar: Calendar | None = None,
    ) -> Vault:
        """Open a ledger; with `write` as its only writer, else leaving no trace at all."""
        opened = opening.open_ledger(folder, account, password, clock(), state_dir, write=write)
        with opening.let_go_on_failure(opened.connection, opened.held):
            vault = cls(opened, clock=clock, state_dir=state_dir, policy=policy, calendar=calendar)
            if write:
                vault._note_visit()
        return vault

    def __enter__(self) -> Vault:
        """Use the ledger for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Lock it."""
        self.lock()

    def lock(self) -> None:
        """Write the head, put everything into one file, and close; twice does no harm."""
        self.receiving.lock()
        held, self._opened.held = self._opened.held, None
        with held or nullcontext(), closing(self._connection), finishing():
            if held is not None:
                self._mark(at_once=True)
                opening.put_away(self._connection)

    @property
    def today(self) -> date:
        """The day it is, as the clock says or as a person confirmed."""
        return self._confirmed or self._clock().date()

    @property
    def clock_doubt(self) -> str:
        """Why the computer's clock is doubtful; '' if it is not, or the day was confirmed."""
        return self._opened.clock_doubt

    @property
    def last_used(self) -> str | None:
        """The day of the last entry before this session: since then the machine was off."""
        return self._opened.last_day or None

    @troubles()
    def preview(self, *acts: Act, second: Confirmation | None = None) -> list[list[Refusal]]:
        """Return, act by act, every rule that would be broken; nothing is recorded."""
        return recording.preview(self._connection, acts, self._desk(second))

    def record(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        reasons: Mapping[str, str] | None = None,
        draft: str = "",
    ) -> Recorded:
        """Record all acts, signed, and forget their draft; or nothing, and raise `Refused`."""
        return self._record(*recording.asked(acts, reasons), second=second, draft=draft)

    def _record(self, *acts: Act, second: Confirmation | None = None, draft: str = "") -> Recorded:
        acts = self._may_write(acts)
        forget = partial(self.drafts.keep, draft, "")
        recorded = recording.committed(self._connection, acts, self._desk(second), forget)
        if any(isinstance(act, RolledBack) for act in acts):
            self.rollback = None
            restored.forget(self.folder)
            self._note_visit()
        with suppress(OSError, Trouble):  # it is recorded; a ledger ahead of its head is normal
            self._mark(at_once=False)
        return recorded

    def confirm(self, name: str, password: str) -> Confirmation:
        """Let a second person confirm the next record."""
        return confirming.confirm(self._connection, self.folder, name, password, self._clock())

    def is_me(self, password: str) -> bool:
        """Say whether this is the operator's own password, before something grave."""
        return confirming.is_operator(self.folder, self.operator, password, self._clock())

    def scan(self, batch: int, copy: int, *, afresh: bool = False) -> bool:
        """Note a scan of a batch's step, safe at once; False if it was made already."""
        self._may_write(())
        return recording.scan(self._connection, batch, copy, self._desk(), afresh=afresh)

    @property
    def ticking(self) -> Ticking:
        """Counting the items of a handover."""
        self._may_write(())
        return Ticking(self._connection, self._desk())

    def confirm_day(self, day: date) -> None:
        """Go on although the clock is doubtful, on the day that a person confirmed."""
        doubt = self._opened.clock_doubt
        if not doubt:
            return
        self._confirmed, self._opened.clock_doubt = day, ""
        clock = self._clock().isoformat(timespec="seconds")
        try:
            self._record(ClockDoubted(on=day, clock=clock, why=doubt))
        except BaseException:
            self._confirmed, self._opened.clock_doubt = None, doubt
            raise
        self._note_visit()

    def _may_write(self, acts: tuple[Act, ...]) -> tuple[Act, ...]:
        opening.refuse_writing(self._opened)
        self.receiving.let_through(acts)
        return self.rollback.let_through(acts) if self.rollback else acts

    def _desk(self, second: Confirmation | None = None) -> Desk:
        at = self._clock(), self.today, self._policy, self._calendar
        who, third, more = confirming.seats(second)
        return Desk(self.operator, *at, who, (self._opened.signer, *more), third)

    def _note_visit(self) -> None:
        """Put this unlock, and the failed log-ins before it, on record as soon as may be."""
        if self._opened.clock_doubt or self.rollback is not None:
            return
        self._record(*visit(self.folder, self.operator, self.today))
        throttle.drain(self.folder, self.operator.name)

    def _mark(self, *, at_once: bool) -> None:
        """Write the head in both places, two seconds after the last one at the earliest."""
        if self.rollback is None:
            self._head.write(at_once=at_once)

    @troubles()
    def ask(self, view: View[Row], question: Question | None = None) -> Page[Row]:
        """Return one page of a view."""
        return reading.page(self._connection, view, question or Question(), self._asker)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Read on a connection of its own, everything as it stands now."""
        key = self._opened.keys.master_key
        opened = cipher.connect(self.folder / files.LEDGER, key, write=False)
        with troubles(), closing(opened) as connection:
            yield Snapshot(connection, self._asker, self._desk().known)

    def prove(self, *, full: bool, progress: Callable[[str], None] | None = None) -> proof.Proof:
        """Verify the links; with `full` everything that can be checked."""
        with troubles():
            return proof.prove(self._connection, full=full, progress=progress)

    def differs_from_rebuild(self) -> str | None:
        """Return the first table whose state is not what the journal gives, or None."""
        return replay.difference(self._connection)

    def contents_digest(self) -> str:
        """Return one digest over all that is believed, keys apart: equal for equal contents."""
        return replay.contents_digest(self._connection)

    @property
    def accounts(self) -> Accounts:
        """Everything that changes who can unlock or confirm."""
        return Accounts(self._opened, self._connection, self._record, self._desk)

    @property
    def counting(self) -> Counting:
        """What is seen in the open stock-takes."""
        self._may_write(())
        return Counting(self._connection, self._desk())

    restore = staticmethod(backup.unpack_backup)

    @property
    def securing(self) -> Securing:
        """Backup, and the verification that is put on record."""
        return Securing(self._opened, self.drafts, self._record, self._mark, self._desk())

    def back_up(self, target: Path) -> backup.BackupReport:
        """Write a backup of everything up to its own entry, open it and verify it."""
        return self.securing.back_up(target)[0]
