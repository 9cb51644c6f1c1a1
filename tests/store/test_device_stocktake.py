"""设备盘点: devices are counted by number or serial, as copies are; what differs is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.custody.close_stocktake import CloseStocktake
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.acts.equipment.carriers import DescribeCarrier
from db.ledger.acts.equipment.devices import AddDevice, ChangeDevice, ChangeDeviceState
from db.ledger.beliefs import Bucket
from db.ledger.beliefs.equipment import DeviceKind, DeviceState
from db.ledger.policy import Policy
from db.ledger.rules import Refused
from db.ledger.stocktaking import What
from db.ledger.values import Carrier, Level
from db.store import sightings
from db.store.reading import Question
from db.views.evidence import EVIDENCE_ROWS
from db.views.stocktakes import COUNTING, STOCKTAKE_LINES, STOCKTAKES, StocktakeLineRow
from tests.book import CABINET, LI, ROOM, WANG, Book, a_book, register

DESK: dict[str, Any] = {"sort": DeviceKind.COMPUTER, "level": Level.SECRET, "model": "示例型"}
PLACES = ("保密室", "保密室", "2号柜", "保密室")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Devices 1 to 4: two in the room, one in the cabinet, one of 示例王 under repair; a disc."""
    made = a_book(tmp_path)
    day = made.today
    for number, place in enumerate(PLACES, 1):
        keeper = WANG if number == 4 else LI
        named = {"number": f"JSJ-{number:03}", "name": "计算机", "serial": f"SN-{number}"}
        made.record(AddDevice(on=day, custodian=keeper, place=place, **named, **DESK))
    away = {"state": DeviceState.REPAIR, "how": "送修", "approved_by": "示例赵", "disk_kept": True}
    made.record(ChangeDeviceState(on=day, device=4, **away))
    disc = {"carrier": Carrier.USB, "pages": None, "place": ROOM}
    made.record(register(doc_number="示办发〔2026〕73号", copy_nos="000731", **disc))
    made.record(DescribeCarrier(on=day, copy=1, model="示例盘", serial="UD-7"))
    made.clock.forward(days=1)
    return made


def opened(book: Book, what: What = What.DEVICES, **given: object) -> int:
    act = OpenStocktake(on=book.today, reason="半年盘点", what=what, **given)
    return int(book.record(act).acts[0].stocktake)  # type: ignore[attr-defined]


def shown(book: Book, one: int) -> dict[str, StocktakeLineRow]:
    rows = book.vault.ask(COUNTING, Question(given={"stocktake": one})).rows
    return {row.copy_no: row for row in rows}


def evidence(book: Book) -> dict[int, str]:
    period = {"first": "2026-03-05", "last": "2026-12-31", "today": str(book.today)}
    given = {**Policy().given, **period, "evidence": "devices"}
    rows = book.vault.ask(EVIDENCE_ROWS, Question(given=given)).rows
    return {row.id: row.why for row in rows if row.kind == "device"}


def test_devices_are_counted_by_number_or_serial_and_what_differs_stays(book: Book) -> None:
    assert set(evidence(book).values()) == {"期内没有盘点"}
    one = opened(book)
    counting = book.vault.counting
    first = counting.scan(one, "SN-1")
    assert (first.sighting and first.sighting.bucket, first.was) == (Bucket.FOUND, Bucket.WAITING)
    assert counting.scan(one, "JSJ-001").again, "by its number it is the same device"
    assert counting.scan(one, "SN-1").again
    counting.scan(one, "JSJ-003", ROOM)
    counting.say(one, 0, device=3, mark_ok=False, nature_ok=False, note="机箱已换")
    unknown = counting.scan(one, "SN-99").sighting
    assert unknown is not None
    assert unknown.bucket is Bucket.UNKNOWN
    rows = shown(book, one)
    assert {number: row.bucket for number, row in rows.items()} == {
        "JSJ-001": Bucket.FOUND,
        "JSJ-002": Bucket.WAITING,
        "JSJ-003": Bucket.ELSEWHERE,
        "JSJ-004": Bucket.OUT,
        "SN-99": Bucket.UNKNOWN,
    }
    assert rows["JSJ-003"].difference == "错柜、序列号不符、责任人不符"
    assert rows["JSJ-003"].remark == "机箱已换；应在2号柜；序列号不符；责任人不符"
    assert (rows["JSJ-001"].doc_number, rows["JSJ-001"].holder) == ("SN-1", "示例李")
    counted = book.vault.ask(STOCKTAKES).rows[0]
    assert (counted.copies, counted.devices, counted.done) == (4, 4, 2)
    close = CloseStocktake(on=book.today, stocktake=one)
    assert book.refused(close, second=book.second()) == ["V32"], "one was not seen"
    found_later = {"V32": "责任人称已上交，待查"}
    done = book.record(close, second=book.second(), reasons=found_later)
    told = book.vault.ask(STOCKTAKE_LINES, Question()).rows
    assert {row.copy_no: row.bucket for row in told} == {
        **{number: row.bucket for number, row in rows.items()},
        "JSJ-002": Bucket.MISSING,
    }
    assert {row.copy_no: row.remark for row in told}["JSJ-003"] == rows["JSJ-003"].remark
    assert "设备相符1台" in str(done.acts[0].sentence(None))  # type: ignore[arg-type]
    assert sightings.made(book.connection, one) == ()
    assert evidence(book) == {
        1: "",
        2: "盘点时未见",
        3: "盘点时序列号不符；盘点时责任人不符",
        4: "",
    }
    assert book.vault.differs_from_rebuild() is None


def test_media_are_found_by_their_serial_and_devices_stand_beside_the_copies(book: Book) -> None:
    one = opened(book, What.BOTH, places=(ROOM,))
    assert set(shown(book, one)) == {"000731", "JSJ-001", "JSJ-002", "JSJ-004"}
    counting = book.vault.counting
    disc = counting.scan(one, "UD-7").sighting
    assert disc is not None
    assert (disc.copy, disc.bucket) == (1, Bucket.FOUND)
    astray = counting.scan(one, "SN-3").sighting
    assert astray is not None
    assert (astray.device, astray.bucket) == (3, Bucket.ELSEWHERE)
    counting.take_back(one, 0, device=3)
    assert "JSJ-003" not in shown(book, one)
    with pytest.raises(Refused) as refused:
        opened(book)
    (clash,) = refused.value.refusals
    assert (clash.rule.number, "JSJ-001" in clash.sentence) == ("V31", True)


def test_only_devices_are_listed_for_a_keeper_and_none_are_drawn(book: Book) -> None:
    asked = OpenStocktake(on=book.today, reason="抽查", what=What.DEVICES, person=WANG)
    assert book.refused(replace(asked, sample=1)) == ["V01"]
    assert book.refused(replace(asked, person=None, places=(CABINET + 10,))) == ["V00", "V01"]
    one = opened(book, person=WANG)
    assert set(shown(book, one)) == {"JSJ-004"}


def test_a_serial_belongs_to_one_device(book: Book) -> None:
    twin = AddDevice(
        on=book.today,
        number="JSJ-009",
        name="计算机",
        custodian=LI,
        place="保密室",
        serial="SN-1",
        **DESK,
    )
    assert book.refused(twin) == ["V06"]
    changed = ChangeDevice(on=book.today, device=2, serial="SN-1", reason="盘点更正")
    assert book.refused(changed) == ["V06"]
    book.record(replace(changed, serial="SN-20"))
    assert opened(book) == 1
    seen = book.vault.counting.scan(1, "SN-20").sighting
    assert seen is not None
    assert seen.device == 2
