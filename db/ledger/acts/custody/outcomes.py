"""What a stock-take has made of each copy, and of what nobody knows, when it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from db.ledger.acts.custody.second_count import twice_counted
from db.ledger.beliefs import Bucket, Device, Stocktake, StocktakeDevice
from db.ledger.known import Known
from db.ledger.stocktaking import PRESENT, Sighting, device_unseen_as, unseen_as


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was made of one copy; its note stands apart, where it can be withheld."""

    copy: int
    result: Bucket = Bucket.FOUND
    place: int = 0
    pages: int | None = None
    mark_ok: bool = True
    nature_ok: bool = True
    at: str = ""
    moved_by: int | None = None
    again: Bucket | None = None
    again_place: int = 0
    again_pages: int | None = None
    again_at: str = ""


class DeviceOutcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was made of one device."""

    device: int
    result: Bucket = Bucket.FOUND
    place: int = 0
    serial_ok: bool = True
    keeper_ok: bool = True
    at: str = ""


class Find(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing that nobody knows, with where it lay; its code and note stand apart."""

    number: int
    place: int = 0
    at: str = ""


def outcomes_of(
    known: Known, stocktake: Stocktake
) -> tuple[tuple[Outcome, ...], tuple[Find, ...], str]:
    """Return the outcome of every copy, the things nobody knows, and the notes on both."""
    outcomes, finds, notes = dict[int, Outcome](), list[Find](), list[str]()
    strange = dict[str, Sighting]()
    for seen in known.sightings.get(stocktake.id, ()):
        if seen.device:
            continue
        if not seen.copy:
            strange.setdefault(seen.code, seen)  # whoever saw it
        elif seen.turn == 1:
            outcomes[seen.copy] = _outcome(known, seen)
            if seen.note:
                notes.append("\t".join((str(seen.copy), "", _flat(seen.note))))
    for number, seen in enumerate(strange.values(), 1):
        finds.append(Find(number, seen.place, seen.at))
        notes.append("\t".join((f"?{number}", _flat(seen.code), _flat(seen.note))))
    for line in known.lines_counted(stocktake.id):
        if line.copy not in outcomes:
            copy = known.copy(line.copy)
            bucket = unseen_as(copy, stocktake, line)
            bucket = Bucket.MISSING if bucket is Bucket.WAITING else bucket
            moved_by = known.moved_by.get(line.copy)
            outcomes[line.copy] = Outcome(line.copy, bucket, moved_by=moved_by)
    twice = _again(known, stocktake, outcomes)
    return tuple(twice), tuple(finds), "\n".join(notes)


def devices_of(known: Known, stocktake: Stocktake) -> tuple[tuple[DeviceOutcome, ...], str]:
    """Return the outcome of every device, and the notes on them."""
    outcomes, notes = dict[int, DeviceOutcome](), list[str]()
    for seen in known.sightings.get(stocktake.id, ()):
        if seen.device:
            looks = seen.place, seen.mark_ok, seen.nature_ok
            outcomes[seen.device] = DeviceOutcome(seen.device, seen.bucket, *looks, seen.at)
            if seen.note:
                notes.append("\t".join((f"!{seen.device}", "", _flat(seen.note))))
    for line in known.all(StocktakeDevice):
        if line.stocktake == stocktake.id and line.device not in outcomes:
            bucket = device_unseen_as(known.get(Device, line.device))
            bucket = Bucket.MISSING if bucket is Bucket.WAITING else bucket
            outcomes[line.device] = DeviceOutcome(line.device, bucket)
    return tuple(outcomes.values()), "\n".join(notes)


def _again(known: Known, stocktake: Stocktake, outcomes: dict[int, Outcome]) -> Iterator[Outcome]:
    """Yield the outcomes, those of 绝密 with what the second count says."""
    second = {copy: seen for copy, (_, seen) in twice_counted(known, stocktake).items()}
    for copy, outcome in outcomes.items():
        if copy not in second:
            yield outcome
        elif (seen := second[copy]) is None:
            unseen = outcome.result if outcome.result not in PRESENT else Bucket.MISSING
            yield msgspec.structs.replace(outcome, again=unseen)
        else:
            yield msgspec.structs.replace(
                outcome,
                again=seen.bucket,
                again_place=seen.place,
                again_pages=seen.pages,
                again_at=seen.at,
            )


def _outcome(known: Known, seen: Sighting) -> Outcome:
    """Return what a sighting comes to; what was settled and moved again is not settled."""
    bucket, moved_by = seen.bucket, known.moved_by.get(seen.copy, seen.moved_by)
    if bucket is Bucket.OUT and seen.stays != known.copy(seen.copy).stays:
        bucket = Bucket.MOVED
    looks = seen.pages, seen.mark_ok, seen.nature_ok
    return Outcome(seen.copy, bucket, seen.place, *looks, seen.at, moved_by)


def device_lines(
    known: Known, stocktake: int, outcomes: tuple[DeviceOutcome, ...], written: str
) -> Iterator[StocktakeDevice]:
    """Yield the line of every device as it was counted, also of one that was not listed."""
    notes = read_notes(written)
    for one in outcomes:
        line = known.find(StocktakeDevice, stocktake, one.device)
        for device in known.those(Device, [one.device]):
            kept = line or StocktakeDevice(
                stocktake=stocktake,
                device=device.id,
                position=0,
                custodian=device.custodian,
                expected=False,
            )
            yield replace(
                kept,
                result=one.result,
                found_place=one.place or None,
                serial_ok=one.serial_ok,
                keeper_ok=one.keeper_ok,
                note=notes.get(f"!{device.id}", ("", ""))[1],
                seen_at=one.at,
            )


def _flat(text: str) -> str:
    return " ".join(text.split())


def read_notes(written: str) -> dict[str, tuple[str, str]]:
    """Return code and note by copy or by find; what was withheld says nothing."""
    parts = (line.split("\t") for line in written.split("\n"))
    return {part[0]: (part[1], part[2]) for part in parts if len(part) == 3}


def misplaced(outcome: Outcome) -> bool:
    """Whether a copy was seen at a place that is not its own."""
    return outcome.result is Bucket.ELSEWHERE and bool(outcome.place)


def verified(known: Known, outcomes: tuple[Outcome, ...]) -> Iterator[int]:
    """Yield what is 待核 no longer: it was seen, whole and marked as it should be."""
    for one in outcomes:
        copy = known.copy(one.copy)
        seen = one.result in (Bucket.FOUND, Bucket.ELSEWHERE)
        whole = one.pages is None or copy.pages is None or one.pages == copy.pages
        if seen and whole and one.mark_ok and one.nature_ok and copy.unverified:
            yield copy.id
