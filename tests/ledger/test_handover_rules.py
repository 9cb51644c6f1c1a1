"""移交 by its rules alone: who may sign, what may be ticked, what must be settled first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.ledger.act import act_from_body, body_of
from db.ledger.acts.handover.counting import ticking_refusals
from db.ledger.acts.handover.listing import standing
from db.ledger.acts.handover.open import OpenHandover, SupplementHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.beliefs import Account, Batch, Belief, Device, Handover, HandoverLine, Offer
from db.ledger.beliefs.equipment import DeviceKind, DeviceState, Network
from db.ledger.beliefs.handovers import Finding, HandoverReason, HandoverState, Tick
from db.ledger.beliefs.moves import OfferState
from db.ledger.known import Known, Operator, Second
from db.ledger.values import BatchKind, BatchState, Role, State
from tests.book import LI, QIAN, TODAY, WANG, ZHAO, ZHOU
from tests.ledger.knowing import BY_WITNESS, COPY, KEEPER, broken, known

RECEIVER = Operator(account=2, person=WANG, name="示例王", roles=frozenset({Role.CUSTODIAN}))
OPEN = OpenHandover(
    on=TODAY, leaver=LI, receiver=WANG, supervisor=ZHOU, reason=HandoverReason.ROTATION
)
ACCOUNTS = (
    Account(id=1, name="示例李", person=LI, roles=(Role.CUSTODIAN,), public_key=""),
    Account(id=2, name="示例王", person=WANG, roles=(Role.CUSTODIAN,), public_key=""),
)
UNDER_WAY = Handover(
    id=1,
    number="移交〔2026〕001号",
    reason=HandoverReason.ROTATION,
    leaver=LI,
    receiver=WANG,
    supervisor=ZHOU,
    state=HandoverState.OPEN,
    opened_on=TODAY,
    base_at="09:00",
    base_seq=9,
)
LINE = HandoverLine(handover=1, position=1, sort="在库", copy=1, stood=standing(COPY))
OFFER = Offer(
    id=5, copies=(1,), giver=LI, taker=ZHAO, form_no="", purpose="", offered_on=TODAY,
    due=TODAY, state=OfferState.OFFERED,
)  # fmt: skip
HAND, RECEIVE = HandOver(on=TODAY, handover=1), ReceiveHandover(on=TODAY, handover=1)


def at(*beliefs: Belief, ticks: dict[int, Tick] | None = None, **desk: Any) -> Known:
    """Return a unit in which one copy is being handed over."""
    made = known(*ACCOUNTS, *(beliefs or (COPY, UNDER_WAY, LINE)), **desk)
    made.ticked[1] = ticks or {}
    return made


def counted(copy: Any = COPY, finding: Finding = Finding.MATCHES) -> dict[int, Tick]:
    return {1: Tick(finding, "说明", standing(copy))}


# -- listing ---------------------------------------------------------------------------


def test_the_list_is_everything_kept_and_everything_open() -> None:
    batch = Batch(
        id=3, kind=BatchKind.DESTRUCTION, number="销毁〔2026〕003号", state=BatchState.LISTED,
        reason="", listed_on=TODAY, applicant=ZHAO, handler=LI,
    )  # fmt: skip
    lent = replace(COPY, id=2, state=State.ON_LOAN, holder=ZHAO)
    gone, others = replace(COPY, id=3, state=State.RETURNED), replace(COPY, id=4, custodian=WANG)
    now = at(COPY, lent, gone, others, batch, OFFER)
    made = replace(OPEN, keys=("1号柜钥匙",)).completed(now)
    assert made.copies == (1, 2)
    lines = [one for one in made.effects(now) if isinstance(one, HandoverLine)]
    assert [line.sort for line in lines] == ["在库", "借出", "事项", "事项", "钥匙密码"]
    assert [line.position for line in lines] == [1, 2, 3, 4, 5]
    assert lines[1].holder == ZHAO
    assert lines[2].called == "销毁〔2026〕003号（已列单）"


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"supervisor": LI}, ["K25"]),
        ({"supervisor": WANG}, ["K25"]),
        ({"receiver": LI}, ["K25"]),
        ({"receiver": ZHAO}, ["K25"]),
        ({"receiver": QIAN}, ["K25"]),
        ({"leaver": ZHAO}, ["V01"]),
        ({"leaver": 99}, ["V00", "V01"]),
        ({"until": TODAY.replace(year=2025)}, ["K35"]),
    ],
)
def test_three_persons_and_something_to_hand_over(change: dict[str, Any], rules: list[str]) -> None:
    assert broken(replace(OPEN, **change), at(COPY)) == rules


def test_one_open_handover_of_one_leaver_k31() -> None:
    assert broken(OPEN, at(COPY, UNDER_WAY)) == ["K31"]
    assert broken(OPEN, at(COPY, replace(UNDER_WAY, state=HandoverState.CLOSED))) == []


def test_only_what_is_missing_is_supplemented_v01() -> None:
    more = SupplementHandover(on=TODAY, handover=1)
    assert broken(more, at()) == ["V01"]
    late = replace(COPY, id=2)
    made = more.completed(at(COPY, late, UNDER_WAY, LINE))
    assert (made.copies, made.first) == ((2,), 2)
    closed = replace(UNDER_WAY, state=HandoverState.CLOSED)
    assert broken(more, at(COPY, late, closed, LINE)) == ["K31"]


@pytest.mark.parametrize(
    ("sort", "given", "rules"),
    [
        (DeviceKind.COMPUTER, {}, ["V59"]),
        (DeviceKind.COMPUTER, {"files": (" ",)}, ["V59"]),
        (DeviceKind.COMPUTER, {"files": ("无",)}, []),
        (DeviceKind.PRINTER, {}, []),
        (DeviceKind.PRINTER, {"media": ("优盘1个",)}, ["V59"]),
        (DeviceKind.PRINTER, {"media": ("优盘1个",), "files": ("优盘：3件，已清除",)}, []),
    ],
)
def test_what_has_a_disk_is_searched_for_files_v59(
    sort: DeviceKind, given: dict[str, Any], rules: list[str]
) -> None:
    now, act = at(COPY, desk(sort)), replace(OPEN, **given)
    assert broken(act, now) == rules
    lines = [one for one in act.completed(now).effects(now) if isinstance(one, HandoverLine)]
    assert [one.called for one in lines if one.sort == "电子文档"] == [
        text for text in given.get("files", ()) if text.strip()
    ]


def test_what_came_with_a_disk_later_is_searched_before_it_is_signed_v59() -> None:
    computer = replace(LINE, position=2, sort="设备", copy=None, stood="", device=7, called="JSJ-7")
    ticks = {**counted(), 2: Tick(Finding.MATCHES, "", ""), 3: Tick(Finding.MATCHES, "", "")}
    here = (COPY, UNDER_WAY, LINE, desk(DeviceKind.COMPUTER), computer)
    assert broken(HAND, at(*here, second=BY_WITNESS, ticks=ticks)) == ["V59"]
    files = replace(computer, position=3, sort="电子文档", device=None, called="无")
    assert broken(HAND, at(*here, files, second=BY_WITNESS, ticks=ticks)) == []
    more = SupplementHandover(on=TODAY, handover=1, files=("无",))
    assert broken(more, at(*here)) == []


def test_a_list_of_before_is_read_as_it_was_written() -> None:
    body = body_of(replace(OPEN, keys=("1号柜钥匙",)))
    assert "files" not in body
    assert act_from_body("open_handover", 1, body) == replace(OPEN, keys=("1号柜钥匙",))


def desk(sort: DeviceKind) -> Device:
    return Device(
        id=7, number="JSJ-7", name="设备", kind=sort, model="", serial="", mac="", level=None,
        network=Network.ALONE, custodian=LI, place="301", purpose="", state=DeviceState.IN_USE,
        started_on=TODAY,
    )  # fmt: skip


# -- ticking ---------------------------------------------------------------------------


def said(now: Known, finding: Finding, words: str = "") -> list[str]:
    return [refusal.rule.number for refusal in ticking_refusals(now, 1, 1, finding, words)]


def test_a_match_needs_no_words_a_difference_does_v01() -> None:
    assert said(at(), Finding.MATCHES) == []
    assert said(at(), Finding.NONE) == []
    for finding in (Finding.ABSENT, Finding.ELSEWHERE, Finding.DIFFERS):
        assert said(at(), finding) == ["V01"]
        assert said(at(), finding, "写明") == []
    moved = replace(COPY, place=COPY.place + 1)
    assert said(at(moved, UNDER_WAY, LINE), Finding.MATCHES) == ["V01"]


def test_what_has_ended_is_settled_and_what_has_not_is_not_k25() -> None:
    ended = at(replace(COPY, state=State.DESTROYED), UNDER_WAY, LINE)
    assert said(ended, Finding.MATCHES, "在") == ["K25"]
    assert said(ended, Finding.SETTLED, "已销毁") == []
    assert said(at(), Finding.SETTLED, "已销毁") == ["K25"]


def test_nothing_is_ticked_after_the_end_or_by_a_stranger() -> None:
    closed = replace(UNDER_WAY, state=HandoverState.CLOSED)
    assert said(at(COPY, closed, LINE), Finding.MATCHES) == ["K31"]
    stranger = replace(KEEPER, roles=frozenset({Role.SYS_ADMIN}))
    assert said(at(operator=stranger), Finding.MATCHES) == ["V05"]


# -- signing ---------------------------------------------------------------------------


def test_what_is_not_counted_is_not_signed_k25() -> None:
    assert broken(HAND, at(second=BY_WITNESS)) == ["K25"]
    assert broken(HAND, at(second=BY_WITNESS, ticks=counted())) == []
    undone = {1: Tick(Finding.NONE, "", "")}
    assert broken(HAND, at(second=BY_WITNESS, ticks=undone)) == ["K25"]


def test_a_count_is_good_for_the_copy_as_it_stood_k25() -> None:
    moved = replace(COPY, state=State.ON_LOAN, holder=ZHAO)
    now = at(moved, UNDER_WAY, LINE, second=BY_WITNESS, ticks=counted())
    assert broken(HAND, now) == ["K25"]
    now = at(moved, UNDER_WAY, LINE, second=BY_WITNESS, ticks=counted(moved))
    assert broken(HAND, now) == []


def test_what_came_to_be_kept_later_is_on_the_list_first_k25() -> None:
    late = replace(COPY, id=2)
    now = at(COPY, late, UNDER_WAY, LINE, second=BY_WITNESS, ticks=counted())
    assert broken(HAND, now) == ["K25"]


def test_what_is_not_seen_is_on_record_as_missing_k27() -> None:
    absent = counted(finding=Finding.ABSENT)
    assert broken(HAND, at(second=BY_WITNESS, ticks=absent)) == ["K27"]
    lost = replace(COPY, state=State.UNACCOUNTED)
    absent = counted(lost, Finding.ABSENT)
    assert broken(HAND, at(lost, UNDER_WAY, LINE, second=BY_WITNESS, ticks=absent)) == []


def test_each_signs_for_himself_k25() -> None:
    ticks, handed = counted(), replace(UNDER_WAY, state=HandoverState.HANDED)
    assert broken(HAND, at(ticks=ticks)) == ["V04"]
    other = replace(BY_WITNESS, person=ZHAO, name="示例赵")
    assert broken(HAND, at(second=other, ticks=ticks)) == ["K25"]
    assert broken(HAND, at(second=BY_WITNESS, ticks=ticks, operator=RECEIVER)) == ["K25"]
    head = replace(KEEPER, person=ZHAO, roles=frozenset({Role.SECRECY_OFFICE_HEAD}))
    absent = at(second=BY_WITNESS, ticks=ticks, operator=head)
    assert broken(HAND, absent) == ["K25?"], "the leaver is ill: said, with a reason"
    three = (COPY, handed, LINE)
    leaver = Second("account", 1, LI, "示例李")
    here: dict[str, Any] = {"second": BY_WITNESS, "ticks": ticks, "operator": RECEIVER}
    assert broken(RECEIVE, at(*three, second=BY_WITNESS, third=leaver, ticks=ticks)) == ["K25"]
    assert broken(RECEIVE, at(*three, **here, third=leaver)) == []
    assert broken(RECEIVE, at(*three, **here)) == ["K25?"], "gone already: said, with a reason"
    for third in (BY_WITNESS, replace(leaver, person=WANG), replace(leaver, person=ZHAO)):
        assert "K25" in broken(RECEIVE, at(*three, **here, third=third))
    assert broken(RECEIVE, at(**here, third=leaver)) == ["K31"]


def test_custody_passes_with_offers_and_a_leaver_is_locked_out() -> None:
    leaving = replace(UNDER_WAY, state=HandoverState.HANDED, reason=HandoverReason.LEAVING)
    now = at(COPY, leaving, LINE, OFFER, ticks=counted(), operator=RECEIVER, second=BY_WITNESS)
    done = RECEIVE.completed(now)
    effects = list(done.effects(now))
    assert [one.custodian for one in effects if isinstance(one, type(COPY))] == [WANG]
    assert [one.giver for one in effects if isinstance(one, Offer)] == [WANG]
    assert [one.locked for one in effects if isinstance(one, Account)] == [True]
    assert [one.state for one in effects if isinstance(one, Handover)] == [HandoverState.CLOSED]
