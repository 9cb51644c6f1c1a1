"""Packets, late and corrected copies, papers from a meeting: how things come in besides by post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.acts.intake.late_copies import Exchange, LateCopies
from db.ledger.acts.intake.meeting import BringBack
from db.ledger.acts.intake.packets import (
    AnnouncePacket,
    CollectPacket,
    OpenPacket,
    ReconcilePacket,
)
from db.ledger.acts.intake.tell_leader import TellLeader
from db.ledger.beliefs import (
    Appointment,
    Copy,
    Dispatch,
    Document,
    Knew,
    Packet,
    Person,
    Receipt,
)
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.packets import PacketState
from db.ledger.fitness import unfit_for
from db.ledger.known import Known
from db.ledger.values import Level, Origin, State
from tests.book import LI, OFFICE, ROOM, TODAY, WANG, ZHAO
from tests.ledger.knowing import COPY, DOCUMENT, PEOPLE, REGISTERED, broken, known, with_copy

CLEARED = [
    replace(one, trained_on=REGISTERED, pledged_on=REGISTERED)
    for one in PEOPLE
    if one.id in (LI, WANG)
]
APPOINTED = [
    Appointment(person=one, duty=Duty.COLLECT, level=None, basis="指定", since=REGISTERED)
    for one in (LI, WANG)
]
NAMED = (*CLEARED, *APPOINTED)
EXPECTED = Packet(
    id=3,
    number="",
    sender="示例机要局",
    channel="机要通信",
    level=Level.SECRET,
    urgency="特急",
    announced_on=TODAY,
    state=PacketState.EXPECTED,
)
SEALED = replace(EXPECTED, number="0012", collected_on=TODAY, state=PacketState.SEALED)
OPENED = replace(
    SEALED, opened_on=TODAY, listed=3, found=3, seal_intact=True, state=PacketState.OPENED
)
LINE = Receipt(
    id=9, document=1, receipt_no="机〔2026〕9号", series="机", year=2026, number=9,
    received_on=TODAY, copy_nos="", copies=3, pages=8, channel="", packet_no="0012",
    department="", signed_by="示例李", remark="",
)  # fmt: skip


def announce(**given: Any) -> AnnouncePacket:
    lawful = {"on": TODAY, "at": "09:10", "sender": "示例机要局", "caller": "示例员"}
    return AnnouncePacket(**(lawful | given))


def collect(**given: Any) -> CollectPacket:
    lawful: dict[str, Any] = {
        "on": TODAY,
        "packet": 3,
        "collectors": (LI, WANG),
        "packet_no": "0012",
    }
    return CollectPacket(**(lawful | {"vehicle": "京A1", "counter": "示例员"} | given))


def unseal(**given: Any) -> OpenPacket:
    lawful: dict[str, Any] = {"on": TODAY, "packet": 3, "opened_by": LI, "seal_intact": True}
    return OpenPacket(**(lawful | {"listed": 3, "found": 3} | given))


RECONCILE = ReconcilePacket(on=TODAY, packet=3)


def effects(act: Any, at: Known) -> list[Any]:
    return list(act.completed(at).effects(at))


def all_of(kind: type, found: list[Any]) -> list[Any]:
    return [each for each in found if isinstance(each, kind)]


# -- packets ------------------------------------------------------------------------------


def test_a_call_starts_the_clock_for_telling_the_leader() -> None:
    (packet,) = effects(announce(urgency="特急"), known())
    assert (packet.state, packet.due) == (PacketState.EXPECTED, "2026-03-04T11:10")
    assert broken(announce(), known()) == []
    assert broken(announce(caller=" "), known()) == ["V01"]
    assert broken(announce(channel="快递"), known()) == ["V01"]
    assert broken(announce(packet_no="0012"), known(SEALED)) == ["V06"]


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({}, []),
        ({"at": "09:25"}, []),
        ({"at": "09:05"}, ["K35"]),
        ({"at": "18:01"}, ["K35"]),
        ({"at": "11:11"}, ["V16?"]),
        ({"on": TODAY - timedelta(1), "at": "10:00"}, ["K35"]),
        ({"leader": " ", "at": "09:25"}, ["V01"]),
    ],
)
def test_the_leader_is_told_after_the_call_and_in_time_v16(
    given: dict[str, Any], rules: list[str]
) -> None:
    called = replace(EXPECTED, announced_at="09:10", due=f"{TODAY}T11:10")
    act = TellLeader(**({"on": TODAY, "packet": 3, "leader": "示例厅长"} | given))
    early = known(called, now=f"{TODAY}T10:00:00+08:00") if given == {} else known(called)
    assert broken(act, early) == rules
    told = replace(called, told_on=TODAY, told_at="09:25")
    assert "K31" in broken(act, known(told))


def test_what_is_noted_at_the_call_is_judged_alike_v16() -> None:
    assert broken(announce(told_at="09:25"), known()) == []
    assert broken(announce(told_at="9点"), known()) == ["V01"]
    assert broken(announce(told_at="09:05"), known()) == ["K35"]
    assert broken(announce(told_at="18:30"), known()) == ["K35"]
    assert broken(announce(told_at="12:00"), known()) == ["V16?"]
    (packet,) = effects(announce(told_at="09:25", told_to="示例厅长"), known())
    assert (packet.told_on, packet.told_at, packet.told_to) == (TODAY, "09:25", "示例厅长")


def test_two_who_are_named_for_it_collect_k05() -> None:
    assert broken(collect(), known(EXPECTED, *NAMED)) == []
    assert broken(collect(collectors=(LI,)), known(EXPECTED, *NAMED)) == ["K05"]
    stopped = replace(APPOINTED[-1], active=False)
    assert broken(collect(), known(EXPECTED, *NAMED, stopped)) == ["K05"]
    unnamed = broken(collect(collectors=(LI, ZHAO)), known(EXPECTED, *NAMED))
    assert unnamed == ["K05", "K23"]


def test_who_has_left_collects_nothing_k23() -> None:
    left = Person(id=WANG, name="示例王", department=OFFICE, left_on=TODAY)
    assert broken(collect(), known(EXPECTED, *NAMED, left)) == ["K23"]


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ({"pledged_on": None}, "没有保密承诺书"),
        ({"trained_on": None}, "没有培训记录"),
        ({"pledged_on": TODAY + timedelta(1), "trained_on": None}, "没有培训记录、保密承诺书"),
    ],
)
def test_without_training_and_pledge_nobody_collects_k23(lacks: dict[str, Any], why: str) -> None:
    wang = replace(CLEARED[-1], **lacks)
    at = known(EXPECTED, *NAMED, wang)
    (said,) = collect().completed(at).refusals(at)
    assert (said.rule.number, said.field, said.block) == ("K23", "collectors", True)
    assert why in said.sentence
    assert unfit_for(at, wang, "collectors", TODAY) == why
    assert unfit_for(at, wang, "senders", TODAY) == "", "he may do what asks for neither"


@pytest.mark.parametrize("given", [{"vehicle": ""}, {"counter": " "}, {"packet_no": ""}])
def test_a_collection_names_car_counter_and_packet_v01(given: dict[str, Any]) -> None:
    assert broken(collect(**given), known(EXPECTED, *NAMED)) == ["V01"]


def test_each_step_follows_the_one_before_k31_k35() -> None:
    assert broken(collect(), known(SEALED, *NAMED)) == ["K31"]
    assert broken(unseal(), known(EXPECTED)) == ["K31"]
    assert broken(RECONCILE, known(SEALED)) == ["K31"]
    early = TODAY - timedelta(1)
    assert broken(collect(on=early), known(EXPECTED, *NAMED)) == ["K35"]
    assert broken(unseal(on=early), known(SEALED)) == ["K35"]
    assert broken(replace(RECONCILE, on=early), known(OPENED, LINE)) == ["K35"]


def test_what_does_not_agree_with_the_list_is_asked_about_v01() -> None:
    assert broken(unseal(), known(SEALED)) == []
    assert broken(unseal(found=2), known(SEALED)) == ["V01"]
    assert broken(unseal(seal_intact=False), known(SEALED)) == ["V01"]
    assert broken(unseal(found=2, query="已电话查询，少装一份"), known(SEALED)) == []


def test_top_secret_is_unsealed_before_another_k05() -> None:
    top = replace(SEALED, level=Level.TOP_SECRET)
    assert broken(unseal(), known(top)) == ["K05"]
    assert broken(unseal(witness=LI), known(top)) == ["K05"]
    assert broken(unseal(witness=WANG), known(top)) == []


def test_a_packet_is_closed_when_all_of_it_is_registered_k04() -> None:
    assert broken(RECONCILE, known(OPENED)) == ["K04"]
    assert broken(RECONCILE, known(OPENED, replace(LINE, packet_no="0013"))) == ["K04"]
    assert broken(RECONCILE, known(OPENED, LINE)) == []
    line, packet = effects(RECONCILE, known(OPENED, LINE))
    assert line == LINE, "touched, so that it is not taken back behind the packet"
    assert (packet.state, packet.closed_on) == (PacketState.RECONCILED, TODAY)


# -- copies that come later ------------------------------------------------------------------


def late(**given: Any) -> LateCopies:
    lawful: dict[str, Any] = {"on": TODAY, "document": 1, "copy_nos": "000123", "counted": True}
    return LateCopies(**(lawful | {"signed_by": LI, "custodian": LI, "place": ROOM} | given))


def test_a_late_copy_joins_its_document_under_a_receipt_of_its_own() -> None:
    assert broken(late(), with_copy()) == []
    found = effects(late(), with_copy())
    (copy,), (line,) = all_of(Copy, found), all_of(Receipt, found)
    assert (copy.document, copy.copy_no, copy.origin) == (1, "000123", Origin.RECEIVED)
    assert (line.document, line.copies, line.receipt_no) == (1, 1, "机〔2026〕1号")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"counted": False}, "K04"),
        ({"copy_nos": ""}, "K04"),
        ({"copy_nos": "", "count": 2}, ""),
        ({"signed_by": 99}, "K04"),
        ({"custodian": 99}, "K01"),
        ({"place": 99}, "K01"),
        ({"copy_nos": "000120"}, "K34"),
        ({"copy_nos": "12a"}, "V01"),
        ({"pages": 0}, "V01"),
    ],
)
def test_a_late_copy_is_counted_signed_for_and_new(given: dict[str, Any], wanted: str) -> None:
    assert broken(late(**given), with_copy()) == ([wanted] if wanted else [])


def test_two_sign_for_top_secret_and_a_joined_record_takes_nothing_k05_v01() -> None:
    top = replace(DOCUMENT, level=Level.TOP_SECRET)
    assert broken(late(), known(top, COPY)) == ["K05"]
    assert broken(late(), known(replace(DOCUMENT, joined_to=2), COPY)) == ["V01"]


def exchange(**given: Any) -> Exchange:
    lawful: dict[str, Any] = {"on": TODAY, "copies": (1,), "notice": "更正1号", "counted": True}
    return Exchange(**(lawful | {"channel": "机要交通", "pages": 9} | given))


def test_a_corrected_copy_stands_where_the_faulty_one_stood() -> None:
    assert broken(exchange(), with_copy()) == []
    found = effects(exchange(), with_copy())
    new, old = all_of(Copy, found)
    assert (old.state, old.closing_ref) == (State.DISPATCHED, "换回〔2026〕001号")
    assert (new.copy_no, new.pages, new.state, new.place) == ("000120", 9, State.IN_STOCK, ROOM)
    assert all_of(Dispatch, found)[0].addressee == "示例办"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [({"counted": False}, "K04"), ({"notice": ""}, "V01"), ({"channel": "邮寄"}, "K19")],
)
def test_an_exchange_is_counted_and_lawful(given: dict[str, Any], wanted: str) -> None:
    assert broken(exchange(**given), with_copy()) == [wanted]


def test_only_received_copies_are_exchanged_v01() -> None:
    assert broken(exchange(), with_copy(replace(COPY, origin=Origin.REPRODUCED))) == ["V01"]


# -- from a meeting -----------------------------------------------------------------------------


def bring(**given: Any) -> BringBack:
    lawful: dict[str, Any] = {
        "on": TODAY,
        "meeting": "示例会议",
        "brought_by": WANG,
        "returned_on": TODAY - timedelta(1),
        "issuer": "示例厅",
        "title": "会议材料",
        "marking": "机密★5年",
        "count": 1,
        "pages": 6,
        "counted": True,
        "signed_by": LI,
        "custodian": LI,
        "place": ROOM,
    }
    return BringBack(**(lawful | given))


def test_what_is_brought_from_a_meeting_has_its_own_register_and_origin_k12() -> None:
    assert broken(bring(), known()) == []
    found = effects(bring(), known())
    (document,), (copy,) = all_of(Document, found), all_of(Copy, found)
    assert (document.direction, copy.origin) == ("会议带回", Origin.MEETING)
    assert all_of(Receipt, found)[0].receipt_no == "会〔2026〕1号"
    assert [knew.person for knew in all_of(Knew, found)] == [WANG]


def test_it_is_handed_in_within_two_working_days_v15_k35() -> None:
    assert broken(bring(returned_on=date(2026, 2, 27)), known()) == ["V15?"]
    assert broken(bring(returned_on=date(2026, 3, 2)), known()) == []
    assert broken(bring(returned_on=TODAY + timedelta(1)), known()) == ["K35"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"meeting": ""}, "V01"),
        ({"brought_by": 99}, "V00"),
        ({"counted": False}, "K04"),
        ({"marking": "内部"}, "V01"),
    ],
)
def test_it_is_registered_as_anything_else(given: dict[str, Any], wanted: str) -> None:
    assert broken(bring(**given), known()) == [wanted]
