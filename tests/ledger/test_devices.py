"""设备: complete, once, on no open net, and a secret disk does not leave unseen."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.equipment.devices import AddDevice, ChangeDevice, ChangeDeviceState
from db.ledger.beliefs.equipment import DeviceKind, DeviceState, Network
from db.ledger.rules import Refused
from db.ledger.values import Level
from db.store.reading import Filter, Question
from db.views.devices import DEVICES, DeviceRow
from tests.book import LI, TODAY, WANG, Book, a_book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def device(**given: Any) -> AddDevice:
    lawful: dict[str, Any] = {
        "number": "示保-J-001",
        "name": "涉密单机",
        "model": "示例X1",
        "sort": DeviceKind.COMPUTER,
        "level": Level.SECRET,
        "custodian": LI,
        "place": "保密室",
        "serial": "SN-0001",
    }
    return AddDevice(on=TODAY, **(lawful | given))


def rows(book: Book) -> list[DeviceRow]:
    return list(book.vault.ask(DEVICES, Question()).rows)


def test_a_device_is_on_the_list_with_who_answers_for_it(book: Book) -> None:
    book.record(device())
    (row,) = rows(book)
    assert (row.number, row.keeper, row.state) == ("示保-J-001", "示例李", DeviceState.IN_USE)
    assert row.started_on == TODAY


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"number": " "}, "V01"),
        ({"model": ""}, "V01"),
        ({"serial": ""}, "V01"),
        ({"network": Network.INTERNET}, "V01"),
        ({"network": Network.INTERNAL}, "V01"),
        ({"level": None, "network": Network.CLASSIFIED}, "V01"),
        ({"started_on": TODAY + timedelta(1)}, "K35"),
    ],
)
def test_what_is_incomplete_or_on_an_open_net_is_refused(
    book: Book, given: dict[str, Any], rule: str
) -> None:
    assert rule in book.refused(device(**given))


def test_a_printer_needs_no_disk_and_what_works_on_no_secrets_may_be_on_the_net(book: Book) -> None:
    assert book.refused(device(sort=DeviceKind.PRINTER, serial="")) == []
    assert book.refused(device(level=None, network=Network.INTERNET, serial="")) == []


def test_a_number_is_given_once_v06(book: Book) -> None:
    book.record(device())
    assert book.refused(device(name="另一台")) == ["V06"]


def test_it_changes_hands_and_the_change_can_be_taken_back(book: Book) -> None:
    book.record(device())
    seq = book.record(
        ChangeDevice(on=TODAY, device=1, custodian=WANG, place="综合处", reason="岗位调整")
    ).last
    assert [(row.keeper, row.place) for row in rows(book)] == [("示例王", "综合处")]
    book.record(Reverse(on=TODAY, entry=seq, reason="录错"))
    assert [(row.keeper, row.place) for row in rows(book)] == [("示例李", "保密室")]
    assert book.vault.differs_from_rebuild() is None


def test_a_change_says_what_changes_v01(book: Book) -> None:
    book.record(device())
    assert book.refused(ChangeDevice(on=TODAY, device=1, reason="无")) == ["V01"]


def test_a_secret_disk_does_not_leave_for_repair_unseen_v01(book: Book) -> None:
    book.record(device())
    repair = ChangeDeviceState(on=TODAY, device=1, state=DeviceState.REPAIR, how="送示例厂维修")
    with pytest.raises(Refused):
        book.record(repair)
    book.record(repair, reasons={"V01": "维修人员上门，全程监修"})
    assert rows(book)[0].state is DeviceState.REPAIR


def test_scrapped_is_approved_and_for_ever_k31(book: Book) -> None:
    book.record(device())
    scrap = {"device": 1, "state": DeviceState.SCRAPPED, "how": "硬盘送销毁", "disk_kept": True}
    assert book.refused(ChangeDeviceState(on=TODAY, **scrap)) == ["V01"]
    book.record(ChangeDeviceState(on=TODAY, approved_by="示例赵", **scrap))
    again = ChangeDeviceState(on=TODAY, device=1, state=DeviceState.IN_USE, how="恢复")
    assert book.refused(again) == ["K31"]
    (row,) = book.vault.ask(
        DEVICES, Question(filters=(Filter("state", (DeviceState.SCRAPPED,)),))
    ).rows
    assert row.stopped_on == TODAY


def test_nothing_happened_to_it_before_it_was_in_use_k35(book: Book) -> None:
    book.record(device(started_on=date(2026, 3, 3)))
    early = ChangeDevice(on=date(2026, 3, 2), device=1, place="别处", reason="移位")
    assert "K35" in book.refused(early)
