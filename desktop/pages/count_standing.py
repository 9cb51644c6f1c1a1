"""How a stock-take stands, and what a scan in it came to, in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from db.ledger.beliefs import NATURES, Bucket, StocktakeState
from db.ledger.stocktaking import Sighting, within
from db.store.reading import Filter, Question
from db.vault import Answer, Snapshot
from db.views.copies import CopyRow
from db.views.devices import DeviceRow
from db.views.people import PLACES, PlaceRow
from db.views.stocktakes import COUNTING, STOCKTAKES, StocktakeLineRow, StocktakeRow
from desktop.dialogs.form.choices import own_number
from desktop.widgets.count_detail import Thing


@dataclass
class Standing:
    """How a stock-take stands, and which others are going on."""

    offered: list[StocktakeRow] = field(default_factory=list)
    row: StocktakeRow | None = None
    places: list[PlaceRow] = field(default_factory=list)
    counts: dict[Bucket, int] = field(default_factory=dict)
    moved: int = 0

    @property
    def not_to_be_closed(self) -> str:
        """Why it is not closed from here, '' if it may be."""
        if self.row is None or self.row.state is not StocktakeState.OPEN:
            return "没有正在点数的盘点"
        left = self.counts.get(Bucket.WAITING, 0)
        if not left or any(amount for one, amount in self.counts.items() if one not in _UNSEEN):
            return ""
        return f"应点的{left}份一份也没有点过；确实要收盘的，到“盘点”页收盘并写明理由"


_UNSEEN = (Bucket.WAITING, Bucket.OUT, Bucket.MOVED)
_ADVICE = {
    Bucket.ELSEWHERE: "不在这个位置，先留在旁边",
    Bucket.LENT_HERE: "账上不在柜，查清后办归还",
    Bucket.GONE: "账上已经了结，立即查清",
    Bucket.UNKNOWN: "不是本台账的份，写明位置和说明",
    Bucket.MOVED: "点数中移动过",
}


@dataclass(frozen=True)
class Told:
    """The answer to a scan, with the copies it speaks of."""

    answer: Answer
    rows: tuple[CopyRow, ...]
    device: DeviceRow | None = None

    @property
    def thing(self) -> Thing | None:
        """What more may be said of."""
        seen = self.answer.sighting
        if seen is None:
            return None
        if self.device is not None:
            return _device(self.device, seen)
        row = self.rows[0] if self.rows else None
        number, pages = (own_number(row), row.pages) if row is not None else (seen.code, None)
        return Thing(
            seen.copy,
            seen.code,
            number,
            seen.bucket,
            pages,
            seen.pages,
            seen.mark_ok,
            seen.note,
            seen.nature_ok,
            NATURES[row is None or not row.reproduced],
        )

    @property
    def advice(self) -> str:
        """What to do about it."""
        seen, row = self.answer.sighting, self.rows[0] if self.rows else None
        if seen is None:
            return ""
        if self.device is not None and seen.bucket is Bucket.ELSEWHERE:
            return f"账上在{self.device.place}，查清后办“变更”"
        if row is not None and seen.bucket is Bucket.ELSEWHERE:
            return f"账上在{row.place}，放回或收盘时改记"
        if row is not None and seen.bucket is Bucket.LENT_HERE and row.holder:
            return f"账上{row.state.word}，{row.holder}持有，查清后办归还"
        return _ADVICE.get(seen.bucket, "")


def _device(row: DeviceRow, seen: Sighting) -> Thing:
    return Thing(
        0, "", row.number, seen.bucket, None, None, seen.mark_ok, seen.note, seen.nature_ok,
        device=row.id,
    )  # fmt: skip


def thing_of(row: StocktakeLineRow) -> Thing:
    """Return the thing a line is about."""
    return Thing(
        row.copy, row.code, row.copy_no, row.bucket, row.pages, row.pages_seen, row.mark_ok,
        row.note, row.nature_ok, NATURES[not row.reproduced], row.device,
    )  # fmt: skip


def standing(book: Snapshot, wanted: int | None, turn: int = 1) -> Standing:
    """Return how a stock-take stands: the one that is wanted, or the latest that is going on."""
    going_on = Question(filters=(Filter("state", (StocktakeState.OPEN,)),))
    offered = list(book.page(STOCKTAKES, going_on).rows)
    row = next((one for one in offered if one.id == wanted), None)
    if row is None and wanted is not None:
        found = book.page(STOCKTAKES, Question(filters=(Filter("id", (wanted,)),))).rows
        offered += found
        row = found[0] if found else None
    row = row or (offered[0] if offered else None)
    if row is None:
        return Standing()
    if turn == 2:
        row = replace(row, copies=row.top_secret)
    asked = Question(given={"stocktake": row.id, "turn": turn})
    counts = book.tally(COUNTING, asked, "bucket")
    moved = book.count(COUNTING, Question((Filter("moved", (1,)),), given=asked.given))
    places = _places(row, list(book.page(PLACES).rows))
    return Standing(
        offered, row, places, {Bucket(bucket): amount for bucket, amount in counts.items()}, moved
    )


def _places(row: StocktakeRow, all_places: list[PlaceRow]) -> list[PlaceRow]:
    """Return the places of a scope, each with what stands within it."""
    names = row.scope.split("，")[0].split("、")
    inside = [one for one in all_places if any(within(one.name, name) for name in names)]
    return inside or all_places
