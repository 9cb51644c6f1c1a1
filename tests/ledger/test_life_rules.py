"""Reproducing, carrying, mending, giving on, sending, archiving: each rule in its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.acts.custody.carry import CarryBack, CarryOut
from db.ledger.acts.custody.distribute import AcceptCopies, Distribute, RefuseCopies
from db.ledger.acts.custody.excerpt import Excerpt
from db.ledger.acts.custody.repair import BackFromRepair, SendToRepair
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt, SendBack
from db.ledger.acts.ending.missing import FoundAgain
from db.ledger.acts.ending.reporting import ReportUp, WriteOff
from db.ledger.beliefs import (
    Account,
    Batch,
    BatchLine,
    Copy,
    Dispatch,
    Document,
    Incident,
    Knew,
    Offer,
    Person,
    Reproduction,
    ScopeMember,
    Stay,
    Trip,
)
from db.ledger.beliefs.moves import DispatchKind, DispatchState, OfferState, TripKind
from db.ledger.compiling import collected
from db.ledger.known import Known, Operator
from db.ledger.stays import with_stays
from db.ledger.values import BatchKind, BatchState, Level, Origin, Role, State
from tests.book import CABINET, LI, OFFICE, READING_ROOM, ROOM, TODAY, WANG, ZHAO, ZHOU, register
from tests.ledger.knowing import (
    BY_WITNESS,
    COPY,
    DOCUMENT,
    PEOPLE,
    REGISTERED,
    WANG_MAY_KNOW,
    broken,
    known,
    with_copy,
)

SOON = TODAY + timedelta(5)
TOP = replace(COPY, level=Level.TOP_SECRET)
OUT = replace(COPY, state=State.CARRIED_OUT, holder=WANG, due=SOON)
TRIP = Trip(
    id=7,
    kind=TripKind.CARRY,
    copy=1,
    document=1,
    holder=WANG,
    companions="示例王",
    destination="示例厅",
    reason="汇报",
    approved_by="示例赵",
    form_no="",
    measures="",
    out_on=REGISTERED,
    due=SOON,
)
WANG_KEEPS = Account(
    id=3, name="示例王", person=WANG, roles=(Role.DEPT_SECRECY_OFFICER,), public_key="00"
)
BY_WANG = Operator(3, WANG, "示例王", frozenset({Role.DEPT_SECRECY_OFFICER}))
OFFER = Offer(
    id=5,
    copies=(1,),
    giver=LI,
    taker=WANG,
    form_no="",
    purpose="承办",
    offered_on=TODAY,
    due=SOON,
    state=OfferState.OFFERED,
)
SENT = Dispatch(
    id=2,
    kind=DispatchKind.DISPATCH,
    number="外发〔2026〕001号",
    addressee="示例厅",
    channel="机要交通",
    packet_no="",
    senders="示例李",
    approved_by="示例赵",
    reason="",
    copies=(1,),
    sent_on=TODAY,
)
GONE = replace(COPY, state=State.DISPATCHED, closed_on=TODAY, closing_ref=SENT.number)
LOST = replace(COPY, state=State.UNACCOUNTED)
INCIDENT = Incident(
    id=1,
    copy=1,
    reported_on=TODAY,
    reported_at="2026-03-04T10:00:00+08:00",
    report_by="2026-03-05T10:00+08:00",
    finder="示例王",
)


def made(kind: type[Act], lawful: dict[str, Any], given: dict[str, Any]) -> Any:
    return kind(**({"on": TODAY} | lawful | given))


def reproduce(**given: Any) -> Reproduce:
    lawful = {"copy": 1, "count": 2, "purpose": "会议用", "approved_by": "示例赵", "machine": "F1"}
    return made(Reproduce, lawful, given)  # type: ignore[no-any-return]


def excerpt(**given: Any) -> Excerpt:
    lawful = {"sources": (1,), "title": "摘录", "purpose": "汇报", "approved_by": "示例赵"}
    return made(Excerpt, lawful | {"custodian": LI, "place": ROOM}, given)  # type: ignore[no-any-return]


def carry(**given: Any) -> CarryOut:
    lawful = {"copy": 1, "carriers": (WANG,), "destination": "示例厅", "purpose": "汇报"}
    return made(CarryOut, lawful | {"approved_by": "示例赵", "due": SOON}, given)  # type: ignore[no-any-return]


def repair(**given: Any) -> SendToRepair:
    lawful = {"copy": 1, "technician": WANG, "reason": "脱页", "approved_by": "示例赵", "due": SOON}
    return made(SendToRepair, lawful, given)  # type: ignore[no-any-return]


def give(**given: Any) -> Distribute:
    lawful = {"copies": (1,), "to": WANG, "purpose": "承办", "place": CABINET, "form_no": "签1"}
    return made(Distribute, lawful, given)  # type: ignore[no-any-return]


def send(**given: Any) -> DispatchCopies:
    lawful = {"copies": (1,), "addressee": "示例厅", "channel": "机要交通", "approved_by": "示例赵"}
    return made(DispatchCopies, lawful, given)  # type: ignore[no-any-return]


def send_back(**given: Any) -> SendBack:
    lawful = {"copies": (1,), "reason": "误送", "channel": "机要通信"}
    return made(SendBack, lawful, given)  # type: ignore[no-any-return]


def receipt(**given: Any) -> DispatchReceipt:
    lawful = {"dispatch": 2, "receipt_no": "回1", "received_by": "示例收"}
    return made(DispatchReceipt, lawful, given)  # type: ignore[no-any-return]


def archive(**given: Any) -> Archive:
    return made(Archive, {"copies": (1,), "list_no": "档1", "archivist": "示例档"}, given)  # type: ignore[no-any-return]


def transfer(**given: Any) -> TransferOut:
    lawful = {"copies": (1,), "successor": "示例局", "list_no": "移1", "received_by": "示例收"}
    lawful |= {"approved_by": "示例赵", "reason": "撤销", "counted": True}
    return made(TransferOut, lawful, given)  # type: ignore[no-any-return]


def write_off(**given: Any) -> WriteOff:
    lawful = {"copy": 1, "conclusion": "查无下落", "authority": "批1", "approved_by": "示例赵"}
    return made(WriteOff, lawful, given)  # type: ignore[no-any-return]


def effects(act: Any, at: Known) -> list[Any]:
    return list(act.completed(at).effects(at))


def all_of(kind: type, found: list[Any]) -> list[Any]:
    return [each for each in found if isinstance(each, kind)]


# -- what every going out meets ---------------------------------------------------------

FROM_REST = [reproduce(), carry(), repair(), give()]
ENDING = [send(), send_back(), archive(), transfer()]


@pytest.mark.parametrize("act", [*FROM_REST, excerpt(), *ENDING], ids=lambda act: act.kind)
def test_the_lawful_case_passes(act: Act) -> None:
    assert broken(act, with_copy(second=BY_WITNESS)) == []


@pytest.mark.parametrize("act", FROM_REST, ids=lambda act: act.kind)
@pytest.mark.parametrize("state", [state for state in State if state is not State.IN_STOCK])
def test_only_a_copy_in_the_cabinet_is_handed_out_k31(act: Act, state: State) -> None:
    assert broken(act, with_copy(replace(COPY, state=state))) == ["K31"]


@pytest.mark.parametrize("act", ENDING, ids=lambda act: act.kind)
@pytest.mark.parametrize("state", [state for state in State if state is not State.IN_STOCK])
def test_what_is_out_leaves_the_ledger_by_no_way_k15(act: Act, state: State) -> None:
    waits = state in (State.PENDING_RETURN, State.PENDING_DESTRUCTION)
    wanted = "K31" if state.closed or waits else "K15"
    assert broken(act, with_copy(replace(COPY, state=state), second=BY_WITNESS)) == [wanted]


@pytest.mark.parametrize("act", [*FROM_REST, excerpt(), *ENDING], ids=lambda act: act.kind)
def test_a_hold_stops_it_k37(act: Act) -> None:
    held = replace(COPY, hold="案件")
    assert broken(act, with_copy(held, second=BY_WITNESS)) == ["K37"]


@pytest.mark.parametrize("act", [*FROM_REST, excerpt(), *ENDING], ids=lambda act: act.kind)
def test_nothing_moves_before_its_last_movement_k35(act: Act) -> None:
    moved = replace(COPY, moved_on=TODAY + timedelta(1))
    assert broken(act, with_copy(moved, second=BY_WITNESS)) == ["K35"]


@pytest.mark.parametrize("act", [archive(), send()], ids=lambda act: act.kind)
def test_what_must_go_back_is_not_archived_nor_sent_elsewhere_k14(act: Act) -> None:
    called_back = replace(COPY, must_return=True)
    assert broken(act, with_copy(called_back)) == ["K14"]
    child = replace(called_back, origin=Origin.REPRODUCED)
    assert broken(act, with_copy(child)) == []


CHILD = replace(COPY, id=2, copy_no="000120-F01", origin=Origin.REPRODUCED, parent=1)
CLEARING = ListClearing(on=TODAY, issuer="示例办", notice="通知", copies=(1,))


@pytest.mark.parametrize("act", ENDING, ids=lambda act: act.kind)
def test_open_reproductions_are_shown_before_their_original_leaves_v13(act: Act) -> None:
    assert broken(act, with_copy(COPY, CHILD, second=BY_WITNESS)) == ["V13?"]
    closed = replace(CHILD, state=State.DESTROYED, closed_on=TODAY)
    assert broken(act, with_copy(COPY, closed, second=BY_WITNESS)) == []


def test_a_recall_list_says_what_was_made_of_its_copies_and_the_handing_over_warns_v13() -> None:
    at = with_copy(COPY, CHILD)
    assert broken(CLEARING, at) == []
    (line,) = all_of(BatchLine, effects(CLEARING, at))
    assert line.remark == "复制件1份未了结（000120-F01）"
    waiting = replace(COPY, state=State.PENDING_RETURN, batch=8)
    batch = Batch(
        id=8, kind=BatchKind.CLEARING, number="清退〔2026〕001号", state=BatchState.APPROVED,
        reason="通知", listed_on=REGISTERED, applicant=LI,
    )  # fmt: skip
    listed = replace(line, batch=8)
    hand = HandOverClearing(on=TODAY, batch=8, received_by="收", receipt_no="收1", scanned=(1,))
    assert broken(hand, with_copy(waiting, CHILD, batch, listed)) == ["V13?"]
    closed = replace(CHILD, state=State.DESTROYED, closed_on=TODAY)
    assert broken(hand, with_copy(waiting, closed, batch, listed)) == []


# -- reproducing ------------------------------------------------------------------------


def test_reproductions_are_copies_of_their_own_under_the_originals_number() -> None:
    found = effects(reproduce(), with_copy())
    first, second = all_of(Copy, found)[1:]
    assert [first.copy_no, second.copy_no] == ["000120-F01", "000120-F02"]
    assert (first.parent, first.origin, first.state) == (1, Origin.REPRODUCED, State.IN_STOCK)
    assert (first.level, first.pages, first.must_return) == (COPY.level, 8, False)
    (record,) = all_of(Reproduction, found)
    assert (record.sources, record.made, record.machine) == ((1,), (first.id, second.id), "F1")


def test_a_reproduction_of_a_reproduction_goes_on_counting_under_the_original() -> None:
    at = with_copy(COPY, CHILD)
    at.take("reproduced:1:000120", 1)
    made_of_child = all_of(Copy, effects(reproduce(copy=2, count=1), at))[1]
    assert (made_of_child.copy_no, made_of_child.parent) == ("000120-F02", 1)


def test_a_copy_without_a_number_gives_its_own_to_its_reproductions() -> None:
    found = effects(reproduce(count=1), with_copy(replace(COPY, copy_no="")))
    assert all_of(Copy, found)[1].copy_no == "Z000001-F01"


@pytest.mark.parametrize("act", [reproduce, excerpt], ids=lambda act: act.__name__)
def test_top_secret_is_not_copied_without_its_organs_consent_k07(act: Any) -> None:
    assert broken(act(), with_copy(TOP)) == ["K07"]
    assert broken(act(consent_no="示办函〔2026〕1号"), with_copy(TOP)) == []


@pytest.mark.parametrize("act", [reproduce, excerpt], ids=lambda act: act.__name__)
def test_copying_is_approved_and_allowed_k09_k32(act: Any) -> None:
    assert broken(act(approved_by=" "), with_copy()) == ["K09"]
    assert broken(act(approved_by="示例李"), with_copy()) == ["K32"]
    forbidden = known(replace(DOCUMENT, no_copying=True), WANG_MAY_KNOW, COPY)
    assert broken(act(), forbidden) == ["K09"]


@pytest.mark.parametrize("given", [{"count": 0}, {"count": 201}, {"purpose": ""}, {"machine": ""}])
def test_a_reproduction_says_how_many_what_for_and_on_what_v01(given: dict[str, Any]) -> None:
    assert broken(reproduce(**given), with_copy()) == ["V01"]


def test_outside_it_is_bound_by_agreement_and_watched_by_two_v01() -> None:
    outside = {"outside": "示例印厂"}
    assert broken(reproduce(**outside), with_copy()) == ["V01"]
    assert broken(reproduce(**outside, agreement="协1", escorts=(LI,)), with_copy()) == ["V01"]
    assert broken(reproduce(**outside, agreement="协1", escorts=(LI, WANG)), with_copy()) == []


def test_who_will_get_a_reproduction_may_know_it_k10() -> None:
    assert broken(reproduce(receivers=(ZHAO,)), with_copy()) == ["K10"]
    assert broken(reproduce(receivers=(WANG,)), with_copy()) == []


# -- excerpts and collections -------------------------------------------------------------

OTHER = replace(DOCUMENT, id=2, level=Level.CONFIDENTIAL, marking="秘密★20年", doc_number="")
OTHER_COPY = replace(COPY, id=2, document=2, level=Level.CONFIDENTIAL)
ZHAO_MAY_KNOW_BOTH = [
    ScopeMember(document=number, kind="person", member=ZHAO, since=REGISTERED) for number in (1, 2)
]


def test_a_collection_has_the_highest_level_the_longest_term_and_the_narrowest_scope() -> None:
    at = with_copy(COPY, OTHER, OTHER_COPY, *ZHAO_MAY_KNOW_BOTH)
    found = effects(excerpt(sources=(1, 2), count=2), at)
    (document,) = all_of(Document, found)
    assert (document.level, document.marking) == (Level.SECRET, "机密★20年")
    assert document.last_secret_day == date(2046, 3, 3)
    assert [member.member for member in all_of(ScopeMember, found)] == [ZHAO]
    assert len([copy for copy in all_of(Copy, found) if copy.document == document.id]) == 2


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        (("机密★10年", "秘密★20年"), "机密★20年"),
        (("秘密★6个月", "机密★5年"), "机密★5年"),
        (("机密★2040年1月1日", "秘密★1年"), "机密★2040年1月1日"),
        (("机密★2026年5月1日", "秘密★1年"), "机密★1年"),
        (("绝密★长期", "秘密★1年"), "绝密★长期"),
        (("机密★会议开始前", "秘密★1年"), "机密★20年"),
        (("机密★", "秘密★1年"), "机密★20年"),
    ],
)
def test_what_parts_of_different_terms_make(parts: tuple[str, ...], mark: str) -> None:
    found = collected(parts, TODAY)
    assert found is not None
    assert found.text == mark


# -- out of the house -----------------------------------------------------------------------


def test_two_carry_what_is_top_secret_with_care_and_not_abroad_k05_k08() -> None:
    both = ScopeMember(document=1, kind="person", member=ZHOU, since=REGISTERED)
    at = with_copy(TOP, both)
    assert broken(carry(measures="密码箱"), at) == ["K05"]
    assert broken(carry(carriers=(WANG, ZHOU)), at) == ["K05"]
    lawful = carry(carriers=(WANG, ZHOU), measures="密码箱")
    assert broken(lawful, at) == []
    assert broken(replace(lawful, abroad=True), at) == ["K08"]
    assert {knew.person for knew in all_of(Knew, effects(lawful, at))} == {WANG, ZHOU}


def test_who_carries_does_not_approve_and_may_know_k32_k10() -> None:
    assert broken(carry(approved_by="示例王"), with_copy()) == ["K32"]
    assert broken(carry(carriers=(ZHAO,), approved_by="示例王"), with_copy()) == ["K10"]


@pytest.mark.parametrize("act", [carry, repair], ids=lambda act: act.__name__)
def test_it_is_due_within_the_longest_time_k33(act: Any) -> None:
    assert broken(act(due=TODAY - timedelta(1)), with_copy()) == ["K33"]
    assert broken(act(due=TODAY + timedelta(91)), with_copy()) == ["K33"]


def test_what_was_carried_out_comes_back_and_its_trip_is_over_k31() -> None:
    back = CarryBack(on=TODAY, copy=1, pages=8, note="完好")
    assert broken(back, with_copy()) == ["K31"]
    at = with_copy(OUT, TRIP)
    assert broken(back, at) == []
    assert broken(replace(back, pages=7), at) == ["V01?"]
    copy, trip = effects(back, at)
    assert (copy.state, copy.holder, copy.due) == (State.IN_STOCK, None, None)
    assert (trip.open, trip.back_on, trip.remark) == (False, TODAY, "完好")


def test_a_stranger_mends_only_under_watch_v01_k05() -> None:
    stranger = {"technician": None, "outsider": "示例维修"}
    assert broken(repair(technician=None), with_copy()) == ["V01"]
    assert broken(repair(**stranger), with_copy()) == ["V01"]
    assert broken(repair(**stranger, watchers=(WANG,)), with_copy()) == []
    assert broken(repair(**stranger, watchers=(WANG,)), with_copy(TOP)) == ["K05"]
    (wang,) = (replace(one, left_on=TODAY) for one in PEOPLE if one.id == WANG)
    assert broken(repair(), with_copy(COPY, wang)) == ["K23"], "who has left mends nothing"


def test_what_is_mended_comes_back_k31() -> None:
    back = BackFromRepair(on=TODAY, copy=1)
    mending = replace(OUT, state=State.IN_REPAIR)
    assert broken(back, with_copy(OUT, TRIP)) == ["K31"]
    assert broken(back, with_copy(mending, TRIP)) == []
    assert effects(back, with_copy(mending, TRIP))[0].state is State.IN_STOCK


def test_what_was_lost_on_a_trip_ends_it_when_found() -> None:
    at = with_copy(replace(OUT, state=State.UNACCOUNTED), TRIP, INCIDENT)
    found = effects(FoundAgain(on=TODAY, copy=1, place=ROOM, cause="遗落"), at)
    assert [trip.open for trip in all_of(Trip, found)] == [False]


# -- to another keeper ------------------------------------------------------------------------


def test_without_an_account_the_signature_is_the_acceptance_k02_k01() -> None:
    assert broken(give(form_no=""), with_copy()) == ["K02"]
    assert broken(give(place=None), with_copy()) == ["K01"]
    found = effects(give(), with_copy())
    (copy,), (offer,) = all_of(Copy, found), all_of(Offer, found)
    assert (copy.custodian, copy.place, copy.state) == (WANG, CABINET, State.IN_STOCK)
    assert (offer.state, offer.giver, offer.taker) == (OfferState.ACCEPTED, LI, WANG)
    assert [knew.person for knew in all_of(Knew, found)] == [WANG]


def test_an_account_holder_accepts_and_until_then_the_giver_answers_k02() -> None:
    at = with_copy(COPY, WANG_KEEPS)
    found = effects(give(form_no="", place=None), at)
    (copy,), (offer,) = all_of(Copy, found), all_of(Offer, found)
    assert (copy.custodian, offer.state) == (LI, OfferState.OFFERED)
    assert broken(give(), with_copy(COPY, WANG_KEEPS, OFFER)) == ["K02"]


def test_only_the_taker_answers_and_once_k02() -> None:
    accept = AcceptCopies(on=TODAY, offer=5, place=CABINET)
    refusal = RefuseCopies(on=TODAY, offer=5, reason="页数不符")
    for act in (accept, refusal):
        assert broken(act, with_copy(COPY, OFFER)) == ["K02"]
        assert broken(act, with_copy(COPY, OFFER, operator=BY_WANG)) == []
        answered = replace(OFFER, state=OfferState.REFUSED)
        assert broken(act, with_copy(COPY, answered, operator=BY_WANG)) == ["K02"]
    taken = all_of(Copy, effects(accept, with_copy(COPY, OFFER, operator=BY_WANG)))
    assert [(copy.custodian, copy.place) for copy in taken] == [(WANG, CABINET)]
    stays = all_of(Copy, effects(refusal, with_copy(COPY, OFFER, operator=BY_WANG)))
    assert [copy.custodian for copy in stays] == [LI]


def test_what_moved_meanwhile_is_not_accepted_k31() -> None:
    accept = AcceptCopies(on=TODAY, offer=5, place=CABINET)
    assert broken(accept, with_copy(OUT, OFFER, operator=BY_WANG)) == ["K31"]


def test_who_takes_may_know_k10() -> None:
    assert broken(give(to=ZHAO), with_copy()) == ["K10"]
    assert broken(give(to=LI), known(DOCUMENT, COPY)) == ["K10", "V01"]


# -- to another unit ----------------------------------------------------------------------------


@pytest.mark.parametrize("act", [send, send_back], ids=lambda act: act.__name__)
def test_no_post_and_no_courier_carries_a_secret_k19(act: Any) -> None:
    for channel in ("快递", "邮寄", ""):
        assert broken(act(channel=channel), with_copy()) == ["K19"]


@pytest.mark.parametrize("act", [send, send_back], ids=lambda act: act.__name__)
def test_two_send_what_is_top_secret_k05(act: Any) -> None:
    assert broken(act(), with_copy(TOP)) == ["K05"]
    assert broken(act(senders=(LI, WANG)), with_copy(TOP)) == []


def test_a_scope_the_issuer_limited_does_not_leave_the_unit_k11() -> None:
    limited = known(replace(DOCUMENT, scope_limited=True), COPY)
    assert broken(send(), limited) == ["K11"]
    assert broken(send(addressee="示例办"), limited) == []


def test_what_was_not_received_is_not_sent_back_v01() -> None:
    assert broken(send_back(), with_copy(replace(COPY, origin=Origin.REPRODUCED))) == ["V01"]
    found = effects(send_back(), with_copy())
    (sent,), (copy,) = all_of(Dispatch, found), all_of(Copy, found)
    assert (sent.number, sent.addressee) == ("退回〔2026〕001号", "示例办")
    assert (copy.state, copy.closing_ref) == (State.DISPATCHED, sent.number)


def test_a_receipt_comes_once_and_what_was_refused_is_here_again_k31() -> None:
    at = with_copy(GONE, SENT)
    assert broken(receipt(), at) == []
    assert broken(receipt(receipt_no=" "), at) == ["V01"]
    assert broken(receipt(), with_copy(GONE, replace(SENT, state=DispatchState.RECEIPTED))) == [
        "K31"
    ]
    other = replace(COPY, id=9, copy_no="000129")
    assert broken(receipt(refused=(9,)), with_copy(GONE, SENT, other)) == ["V01"]
    assert broken(receipt(refused=(1,)), at) == ["V00"]
    back = receipt(refused=(1,), place=ROOM)
    assert broken(back, at) == []
    (copy,) = all_of(Copy, effects(back, at))
    assert (copy.state, copy.closed_on, copy.closing_ref) == (State.IN_STOCK, None, "")


def test_what_is_refused_may_not_stand_there_twice_k34() -> None:
    again = replace(COPY, id=3)
    back = receipt(refused=(1,), place=ROOM)
    assert broken(back, with_copy(GONE, SENT, again)) == ["K34"]


# -- losses ------------------------------------------------------------------------------------


def test_a_loss_goes_up_within_24_hours_k27() -> None:
    report = ReportUp(on=TODAY, at="17:00", copy=1, sent_to="示例保密局")
    assert broken(report, with_copy(LOST, INCIDENT)) == []
    assert broken(report, with_copy(LOST)) == ["V00"]
    old = replace(INCIDENT, report_by="2026-03-04T16:00+08:00")
    assert broken(report, with_copy(LOST, old)) == ["K27?"]
    sent = replace(INCIDENT, sent_on=TODAY, sent_to="示例保密局")
    assert broken(report, with_copy(LOST, sent)) == ["V01"]


def test_a_copy_is_written_off_only_after_its_report_and_by_two_k27_v04() -> None:
    sent = replace(INCIDENT, sent_on=TODAY, sent_to="示例保密局")
    assert broken(write_off(), with_copy(LOST, INCIDENT, second=BY_WITNESS)) == ["K27"]
    assert broken(write_off(), with_copy(LOST, sent)) == ["V04"]
    assert broken(write_off(), with_copy(COPY, sent, second=BY_WITNESS)) == ["K31"]
    at = with_copy(LOST, sent, second=BY_WITNESS)
    assert broken(write_off(), at) == []
    assert broken(write_off(approved_by="示例李"), at) == ["K32"]
    found = effects(write_off(), at)
    assert all_of(Copy, found)[0].state is State.WRITTEN_OFF
    assert all_of(Incident, found)[0].conclusion == "查无下落"


# -- stays ---------------------------------------------------------------------------------------


def test_whatever_moves_a_copy_leaves_its_stay_behind() -> None:
    at = with_copy()
    act = carry().completed(at)
    found = list(with_stays(act.effects(at), at, act.on))
    (stay,) = all_of(Stay, found)
    (copy,) = all_of(Copy, found)
    assert (stay.since, stay.until, stay.state) == (REGISTERED, TODAY, State.IN_STOCK)
    assert (copy.since, copy.stays) == (TODAY, 1)


def test_what_does_not_move_leaves_nothing_behind() -> None:
    at = with_copy()
    touched = replace(COPY, due=SOON, hold="案件", place=READING_ROOM)
    assert all_of(Stay, list(with_stays([replace(touched, place=ROOM)], at, TODAY))) == []
    assert len(all_of(Stay, list(with_stays([touched], at, TODAY)))) == 1


# -- telegrams -----------------------------------------------------------------------------------


def test_a_telegram_goes_to_named_persons_and_is_not_copied_v14() -> None:
    telegram = register(series="电", copy_nos="1", scope=(WANG,))
    assert broken(replace(telegram, scope=()), known()) == ["V14"]
    assert broken(replace(telegram, scope_departments=(OFFICE,)), known()) == ["V14"]
    assert broken(telegram, known()) == []
    (document,) = all_of(Document, effects(telegram, known()))
    assert document.no_copying
    assert not all_of(Document, effects(replace(telegram, series="机"), known()))[0].no_copying


LEFT = Person(id=WANG, name="示例王", department=OFFICE, left_on=TODAY)
DUTIES = [
    carry(),
    repair(watchers=(WANG,)),
    reproduce(outside="印厂", agreement="协1", escorts=(LI, WANG)),
    send(senders=(WANG,)),
    send_back(senders=(WANG,)),
]


@pytest.mark.parametrize("act", DUTIES, ids=lambda act: act.kind)
def test_who_has_left_carries_watches_and_sends_nothing_k23(act: Act) -> None:
    assert broken(act, with_copy(COPY, LEFT)) == ["K23"]


def test_a_number_that_stands_there_already_is_not_given_again() -> None:
    joined = replace(CHILD, id=3, parent=7)  # came with a record that was joined
    found = effects(reproduce(count=2), with_copy(COPY, joined))
    assert [copy.copy_no for copy in all_of(Copy, found)[1:]] == ["000120-F02", "000120-F03"]
