"""Counting: what was scanned or typed in an open stock-take, told at once and sealed one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.ledger.acts.custody import second_count
from db.ledger.acts.custody.access import called
from db.ledger.acts.custody.stocktaking import open_refusals
from db.ledger.beliefs import Bucket, Copy, Device, Person, Stocktake, StocktakeLine
from db.ledger.known import Known, Second
from db.ledger.numbering import bare_code
from db.ledger.rules import V00, V01, V05, V33, Refusal, Refused, refuse
from db.ledger.stocktaking import Sighting, seen_as, unseen_as
from db.ledger.values import Level, Role
from db.store import sightings, standing
from db.store.counting_devices import device_seen, device_unseen
from db.store.meant import MOST, copies_meant, meant_device
from db.store.recording import Desk, transaction

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class Answer:
    """What a scan means: the thing as it counts now, and as it counted before."""

    sighting: Sighting | None  # None: which of these is meant?
    before: Sighting | None = None
    was: Bucket | None = None  # how it counted until now; None if it was not on the list
    choices: tuple[int, ...] = ()
    more: bool = False  # there are more of them than are offered

    @property
    def again(self) -> bool:
        """Whether it was seen before: it counts once."""
        return self.before is not None and self.before == self.sighting


class Counting:
    """The open stock-takes of an unlocked ledger, as the counter works on them."""

    def __init__(self, connection: Connection, desk: Desk, second: Second | None = None) -> None:
        self._connection, self._desk = connection, desk
        self._person, self._turn = desk.operator.person, 1
        if second is not None:
            self._person, self._turn = second.person, 2

    def again(self, by: Second) -> Counting:
        """Count the 绝密 a second time, by another person who has given his own password."""
        return Counting(self._connection, self._desk, by)

    def begin(self, stocktake: int) -> None:
        """Note who begins to count, before anything is seen: also who finds nothing has counted."""
        with transaction(self._connection):
            one = self._open(stocktake)
            sightings.make(self._connection, one.id, self._mark(), self._desk.now)

    def _mark(self) -> Sighting:
        at, by = self._desk.operator.account, (self._turn, self._person)
        return Sighting(0, "", 0, Bucket.WAITING, None, True, True, "", 0, at, "", None, *by)

    def scan(self, stocktake: int, typed: str, place: int = 0) -> Answer:
        """Take what a reader read or a hand typed: it is sealed before this returns."""
        with transaction(self._connection):
            one = self._open(stocktake)
            device = meant_device(self._connection, one, typed)
            if device is not None:
                return self._seen_device(one, device, place)
            copies = self._countable(copies_meant(self._connection, one, typed))
            if len(copies) > 1:
                return Answer(None, choices=tuple(copies[:MOST]), more=len(copies) > MOST)
            if not copies:
                return self._unknown(one, bare_code(typed), place)
            return self._seen(one, copies[0], place)

    def say(
        self,
        stocktake: int,
        copy: int,
        code: str = "",
        *,
        device: int = 0,
        pages: int | None = None,
        mark_ok: bool = True,
        nature_ok: bool = True,
        note: str = "",
    ) -> Answer:
        """Say more of a thing that was seen: pages counted, mark and nature looked at, a note."""
        if pages is not None and pages < 0:
            raise Refused(refuse(V01, field="pages", label="页数", problem="不能小于零"))
        with transaction(self._connection):
            one = self._open(stocktake)
            before = self._must_be_seen(one, copy, code, device)
            said = replace(before, pages=pages, mark_ok=mark_ok, nature_ok=nature_ok)
            said = replace(said, note=note.strip())
            return self._sealed(one, said, before)

    def settle(self, stocktake: int, copy: int, note: str) -> Answer:
        """Settle a copy that moved while it was counted: the entry that moved it explains it."""
        with transaction(self._connection):
            one = self._open(stocktake)
            found, line = self._copy(copy), self._line(one, copy)
            if line is None or found.stays == line.stays:
                raise Refused(refuse(V01, label="此份", problem="在点数中没有移动过，请扫描"))
            before = self._before(stocktake, copy, "")
            said = self._sighting(one, found, line, Bucket.OUT, 0)
            return self._sealed(one, replace(said, note=note.strip()), before)

    def take_back(self, stocktake: int, copy: int, code: str = "", device: int = 0) -> Answer:
        """Take a sighting back: it was scanned by mistake."""
        with transaction(self._connection):
            one = self._open(stocktake)
            before = self._must_be_seen(one, copy, code, device)
            return self._sealed(one, replace(before, bucket=Bucket.WAITING), before)

    def _countable(self, copies: list[int]) -> list[int]:
        """Return what is counted in this turn: in the second only 绝密."""
        if self._turn == 1 or not copies:
            return copies
        grave = [copy for copy in copies if self._copy(copy).level is Level.TOP_SECRET]
        if not grave:
            raise Refused(refuse(V33, what=f"{called(self._copy(copies[0]))}不是绝密，不必点"))
        return grave

    # -- sealing ---------------------------------------------------------------------

    def _open(self, number: int) -> Stocktake:
        found = standing.find(self._connection, Stocktake, (number,))
        if found is None:
            raise Refused(refuse(V00, what=Stocktake.word))
        refusals: list[Refusal] = list(open_refusals(found, "点数"))
        if Role.CUSTODIAN not in self._desk.operator.roles:
            role = "、".join(sorted(role.word for role in self._desk.operator.roles))
            refusals.append(refuse(V05, role=role, act="点数"))
        refusals += second_count.counting_refusals(
            self._known(number), found, self._person, self._turn
        )
        if refusals:
            raise Refused(*refusals)
        return found

    def _known(self, stocktake: int) -> Known:
        known = self._desk.known()
        other = 3 - self._turn
        if sightings.has_counted(self._connection, stocktake, other, self._person):
            known.counters[stocktake, other] = frozenset({self._person})
        person = standing.find(self._connection, Person, (self._person,))
        if person is not None:
            known.put(person)
        return known

    def _before(self, stocktake: int, copy: int, code: str, device: int = 0) -> Sighting | None:
        return sightings.of(self._connection, stocktake, copy, code, self._turn, device)

    def _copy(self, number: int) -> Copy:
        found = standing.find(self._connection, Copy, (number,))
        if found is None:
            raise Refused(refuse(V00, what=Copy.word))
        return found

    def _line(self, stocktake: Stocktake, copy: int) -> StocktakeLine | None:
        return standing.find(self._connection, StocktakeLine, (stocktake.id, copy))

    def _must_be_seen(
        self, stocktake: Stocktake, copy: int, code: str, device: int = 0
    ) -> Sighting:
        before = self._before(stocktake.id, copy, code, device)
        if before is None:
            raise Refused(refuse(V01, label="此份", problem="还没有点到"))
        return before

    def _seen(self, stocktake: Stocktake, number: int, place: int) -> Answer:
        before = self._before(stocktake.id, number, "")
        copy, line = self._copy(number), self._line(stocktake, number)
        bucket = seen_as(copy, stocktake, place, line)
        if before is not None and (before.bucket, before.stays) == (bucket, copy.stays):
            return Answer(before, before)
        return self._sealed(stocktake, self._sighting(stocktake, copy, line, bucket, place), before)

    def _sighting(
        self, one: Stocktake, copy: Copy, line: StocktakeLine | None, bucket: Bucket, place: int
    ) -> Sighting:
        moved = line is not None and line.stays != copy.stays
        return Sighting(
            copy=copy.id,
            code="",
            place=place,
            bucket=bucket,
            pages=None,
            mark_ok=True,
            nature_ok=True,
            note="",
            stays=copy.stays,
            account=self._desk.operator.account,
            at="",
            moved_by=self._moved_by(one, copy.id) if moved else None,
            turn=self._turn,
            person=self._person,
        )

    def _moved_by(self, stocktake: Stocktake, copy: int) -> int | None:
        (seq,) = self._connection.execute(
            "SELECT max(seq) FROM touched WHERE subject = ? AND seq > ?",
            (f"copy:{copy}", stocktake.upto),
        ).fetchone()
        return None if seq is None else int(seq)

    def _seen_device(self, stocktake: Stocktake, device: Device, place: int) -> Answer:
        if self._turn == 2:
            raise Refused(refuse(V33, what=f"{device.number}是设备，不必点"))
        before = self._before(stocktake.id, 0, "", device.id)
        bucket = device_seen(self._connection, stocktake, device, place)
        if before is not None and before.bucket is bucket:
            return Answer(before, before)
        said = replace(self._mark(), device=device.id, place=place, bucket=bucket)
        return self._sealed(stocktake, said, before)

    def _unknown(self, stocktake: Stocktake, code: str, place: int) -> Answer:
        before = self._before(stocktake.id, 0, code)
        if before is not None:
            return Answer(before, before)
        said = replace(self._mark(), code=code, place=place, bucket=Bucket.UNKNOWN)
        return self._sealed(stocktake, said, None)

    def _sealed(self, stocktake: Stocktake, said: Sighting, before: Sighting | None) -> Answer:
        was = before.bucket if before is not None else self._unseen(stocktake, said)
        made = sightings.make(self._connection, stocktake.id, said, self._desk.now)
        return Answer(made.sighting, before, was)

    def _unseen(self, stocktake: Stocktake, said: Sighting) -> Bucket | None:
        if said.device:
            return device_unseen(self._connection, stocktake, said.device)
        line = self._line(stocktake, said.copy) if said.copy else None
        return None if line is None else unseen_as(self._copy(said.copy), stocktake, line)
