"""What is seen in a stock-take that is not closed: each thing is safe as soon as it is said.

The lines are linked one to the next, so that one taken out or slipped in shows.  What is said
again of the same thing is a new line, and the latest counts.  Codes and notes are not linked:
they may have to be withheld.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from db.ledger.beliefs import Bucket
from db.ledger.stocktaking import Sighting
from db.ledger.trouble import Damaged
from db.store.digest import framed, sm3

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

_TAG = b"zhuance sighting 1"
_COLUMNS = (
    "copy, code, place, bucket, pages, mark_ok, nature_ok, note, stays, account, made_at, moved_by,"
    " turn, person, device"
)


@dataclass(frozen=True)
class Sealed:
    """A sighting as it was sealed, with its place in the chain."""

    number: int
    sighting: Sighting


def make(connection: Connection, stocktake: int, seen: Sighting, now: datetime) -> Sealed:
    """Seal a sighting; it takes the place of what was said of the same thing before."""
    number, at, link = _last(connection, stocktake)
    seen = replace(seen, at=max(now.isoformat(timespec="microseconds"), _just_after(at)))
    connection.execute(
        "UPDATE sighting SET latest = 0"
        " WHERE stocktake = ? AND turn = ? AND copy = ? AND device = ?"
        " AND code = ? AND latest = 1",
        (stocktake, seen.turn, seen.copy, seen.device, seen.code),
    )
    connection.execute(
        f"INSERT INTO sighting (stocktake, number, {_COLUMNS}, latest, link)"
        f" VALUES (?, ?, {', '.join('?' * 15)}, 1, ?)",
        (stocktake, number + 1, *_row(seen), _link(link, stocktake, number + 1, seen)),
    )
    return Sealed(number + 1, seen)


def of(
    connection: Connection, stocktake: int, copy: int, code: str, turn: int = 1, device: int = 0
) -> Sighting | None:
    """Return what was last said of one thing; None if nothing, or if it was taken back."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM sighting"
        " WHERE stocktake = ? AND turn = ? AND copy = ? AND device = ?"
        " AND code = ? AND latest = 1",
        (stocktake, turn, copy, device, code),
    ).fetchone()
    return _counts(_read(row)) if row else None


def made(connection: Connection, stocktake: int) -> tuple[Sighting, ...]:
    """Return what counts, in the order it was said; `Damaged` if the lines do not link."""
    link, found = b"", []
    for number, latest, kept, *row in connection.execute(
        f"SELECT number, latest, link, {_COLUMNS} FROM sighting WHERE stocktake = ?"
        " ORDER BY number",
        (stocktake,),
    ):
        seen = _read(row)
        link = _link(link, stocktake, number, seen)
        if link != bytes(kept):
            raise Damaged("点数记录被改动过。", "请撤销这次盘点，从头再点。")
        if latest and _counts(seen):
            found.append(seen)
    return tuple(found)


def counters(connection: Connection, stocktake: int) -> dict[int, frozenset[int]]:
    """Return who has counted in the first turn and in the second, also what was taken back."""
    found: dict[int, set[int]] = {1: set(), 2: set()}
    for turn, person in connection.execute(
        "SELECT DISTINCT turn, person FROM sighting WHERE stocktake = ?", (stocktake,)
    ):
        found[turn].add(person)
    return {turn: frozenset(persons) for turn, persons in found.items()}


def has_counted(connection: Connection, stocktake: int, turn: int, person: int) -> bool:
    """Whether somebody has counted in this turn; asked with every scan, so it reads one line."""
    found = connection.execute(
        "SELECT 1 FROM sighting WHERE stocktake = ? AND turn = ? AND person = ? LIMIT 1",
        (stocktake, turn, person),
    )
    return found.fetchone() is not None


def cover(connection: Connection, covered: Callable[[str], str]) -> None:
    """Put the placeholder where somebody has written down what is withheld now.

    Two things nobody knows stay two, though they may be called alike afterwards.
    """
    rows = connection.execute(
        "SELECT stocktake, number, turn, code, note FROM sighting ORDER BY stocktake, number"
    ).fetchall()
    told = {(stocktake, turn, code) for stocktake, _, turn, code, _ in rows}
    renamed: dict[tuple[int, int, str], str] = {}
    for stocktake, number, turn, code, note in rows:
        thing, name = (stocktake, turn, code), covered(code)
        if name != code and thing not in renamed:
            taken = (stocktake, turn, name) in told
            renamed[thing] = f"{name}（{number}）" if taken else name
            told.add((stocktake, turn, renamed[thing]))
        right = (renamed.get(thing, code), covered(note))
        if right != (code, note):
            connection.execute(
                "UPDATE sighting SET code = ?, note = ? WHERE stocktake = ? AND number = ?",
                (*right, stocktake, number),
            )


def forget(connection: Connection, stocktake: int) -> None:
    """Clear what was seen in a stock-take that was closed or given up."""
    connection.execute("DELETE FROM sighting WHERE stocktake = ?", (stocktake,))


def _counts(seen: Sighting) -> Sighting | None:
    """A sighting that was taken back is 未点 again."""
    return None if seen.bucket is Bucket.WAITING else seen


def _row(seen: Sighting) -> tuple[object, ...]:
    return (
        seen.copy, seen.code, seen.place, seen.bucket.value, seen.pages, int(seen.mark_ok),
        int(seen.nature_ok), seen.note, seen.stays, seen.account, seen.at, seen.moved_by,
        seen.turn, seen.person, seen.device,
    )  # fmt: skip


def _read(row: list[object]) -> Sighting:
    copy, code, place, bucket, pages, mark_ok, nature_ok, note, stays, *more = row
    account, at, moved_by, turn, person, device = more
    return Sighting(
        copy=copy,  # type: ignore[arg-type]
        code=code,  # type: ignore[arg-type]
        place=place,  # type: ignore[arg-type]
        bucket=Bucket(bucket),
        pages=pages,  # type: ignore[arg-type]
        mark_ok=bool(mark_ok),
        nature_ok=bool(nature_ok),
        note=note,  # type: ignore[arg-type]
        stays=stays,  # type: ignore[arg-type]
        account=account,  # type: ignore[arg-type]
        at=at,  # type: ignore[arg-type]
        moved_by=moved_by,  # type: ignore[arg-type]
        turn=turn,  # type: ignore[arg-type]
        person=person,  # type: ignore[arg-type]
        device=device,  # type: ignore[arg-type]
    )


def _last(connection: Connection, stocktake: int) -> tuple[int, str, bytes]:
    row = connection.execute(
        "SELECT number, made_at, link FROM sighting WHERE stocktake = ?"
        " ORDER BY number DESC LIMIT 1",
        (stocktake,),
    ).fetchone()
    return (row[0], row[1], bytes(row[2])) if row else (0, "", b"")


def _just_after(at: str) -> str:
    """Keep the lines in the order they were made, whatever the clock does meanwhile."""
    if not at:
        return ""
    after = datetime.fromisoformat(at) + timedelta(microseconds=1)
    return after.isoformat(timespec="microseconds")


def _link(previous: bytes, stocktake: int, number: int, seen: Sighting) -> bytes:
    said = (
        stocktake, number, seen.copy, seen.place, seen.bucket.value, seen.pages,
        int(seen.mark_ok), int(seen.nature_ok), seen.stays, seen.account, seen.at, seen.moved_by,
        seen.turn, seen.person, seen.device,
    )  # fmt: skip
    return sm3(framed(_TAG, previous, *(str(part).encode() for part in said)))
