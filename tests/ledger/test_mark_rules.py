"""Classifying, changing, lifting and re-marking: who may, in which order, and every copy of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.ledger.acts.documents.change_mark import ConfirmExpiry, NoticeOfChange, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.documents.join import JoinDocuments
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.beliefs import (
    Appointment,
    Authority,
    Copy,
    Document,
    Instruction,
    Knew,
    MarkChange,
    Receipt,
    Remarking,
    ScopeMember,
)
from db.ledger.beliefs.marks import Decision, Duty, MarkKind
from db.ledger.known import Known
from db.ledger.values import Level, Origin, State
from tests.book import FINANCE, LI, QIAN, ROOM, TODAY, WANG, ZHAO
from tests.ledger.knowing import (
    BY_WITNESS,
    COPY,
    DOCUMENT,
    REGISTERED,
    WANG_MAY_KNOW,
    broken,
    known,
    with_copy,
)

AUTHORITY = Authority(level=Level.SECRET, grant_no="示授〔2026〕1号", since=REGISTERED)
ZHAO_DECIDES = Appointment(
    person=ZHAO, duty=Duty.CLASSIFY, level=Level.SECRET, basis="任命", since=REGISTERED
)
OWN = replace(DOCUMENT, direction="内部产生", issuer="示例单位")
PROPOSAL = MarkChange(
    id=4,
    kind=MarkKind.SET,
    document=1,
    proposed_by="示例王",
    proposed_on=REGISTERED,
    before="",
    marking="机密★10年",
    basis="范围第3条",
    decision=Decision.PROPOSED,
)


def propose(**given: Any) -> ProposeMark:
    lawful: dict[str, Any] = {
        "on": TODAY,
        "title": "示例方案",
        "marking": "机密★10年",
        "basis": "范围第3条",
        "drafter": WANG,
        "count": 2,
        "custodian": LI,
        "place": ROOM,
    }
    return ProposeMark(**(lawful | given))


def decide(**given: Any) -> DecideMark:
    return DecideMark(**({"on": TODAY, "change": 4, "decided_by": ZHAO} | given))


def change(**given: Any) -> ProposeChange:
    lawful: dict[str, Any] = {"on": TODAY, "document": 1, "marking": "秘密★5年"}
    return ProposeChange(
        **(lawful | {"basis": "范围", "reason": "情况变化", "drafter": WANG} | given)
    )


def notice(**given: Any) -> NoticeOfChange:
    lawful: dict[str, Any] = {"on": TODAY, "document": 1, "marking": "秘密★5年"}
    return NoticeOfChange(**(lawful | {"notice_no": "示办函1号", "decided_by": "示例办"} | given))


def expire(**given: Any) -> ConfirmExpiry:
    lawful = {"on": TODAY, "document": 1, "checked": True, "checked_by": "示例李"}
    return ConfirmExpiry(**(lawful | given))


def effects(act: Any, at: Known) -> list[Any]:
    return list(act.completed(at).effects(at))


def all_of(kind: type, found: list[Any]) -> list[Any]:
    return [each for each in found if isinstance(each, kind)]


def own(*more: Any) -> Known:
    return known(OWN, COPY, PROPOSAL, ZHAO_DECIDES, AUTHORITY, *more)


# -- who may ------------------------------------------------------------------------------


def test_somebody_fit_is_named_for_a_duty_and_no_longer_k23_v01_v03() -> None:
    act = Appoint(on=TODAY, person=ZHAO, duty=Duty.CLASSIFY, level=Level.SECRET, basis="任命")
    assert broken(act, known()) == []
    assert broken(replace(act, level=None), known()) == ["V01"]
    assert broken(replace(act, person=QIAN), known()) == ["V03?"]
    stop = replace(act, revoke=True)
    assert broken(stop, known()) == ["V01"]
    assert broken(stop, known(ZHAO_DECIDES)) == []
    (named,) = effects(stop, known(ZHAO_DECIDES))
    assert not named.active


def test_the_units_authority_is_set_by_two_v04() -> None:
    act = SetAuthority(on=TODAY, highest="机密", grant_no="示授1号")
    assert broken(act, known()) == ["V04"]
    assert broken(act, known(second=BY_WITNESS)) == []
    assert effects(act, known())[0].level is Level.SECRET
    assert effects(replace(act, highest=""), known())[0].level is None
    assert broken(replace(act, highest="内部"), known(second=BY_WITNESS)) == ["V01"]


# -- own secrets --------------------------------------------------------------------------


def test_what_is_drafted_is_registered_when_it_is_marked_k29() -> None:
    found = effects(propose(scope=(WANG,)), known(AUTHORITY))
    (document,), (proposal,) = all_of(Document, found), all_of(MarkChange, found)
    copies = all_of(Copy, found)
    assert (document.direction, document.issuer, document.level) == (
        "内部产生",
        "示例单位",
        Level.SECRET,
    )
    assert [copy.copy_no for copy in copies] == ["000001", "000002"]
    assert {copy.origin for copy in copies} == {Origin.PRODUCED}
    assert (proposal.decision, proposal.proposed_by) == (Decision.PROPOSED, "示例王")
    assert [member.member for member in all_of(ScopeMember, found)] == [WANG]


def test_original_classification_keeps_within_the_units_authority_k22() -> None:
    assert broken(propose(), known(AUTHORITY)) == []
    assert broken(propose(), known()) == ["K22"]
    assert broken(propose(marking="绝密★20年"), known(AUTHORITY)) == ["K22"]
    assert broken(propose(marking="绝密★20年", derived=True), known(AUTHORITY)) == []
    assert broken(propose(marking="绝密★20年", unclear=True), known(AUTHORITY)) == []


def test_what_is_unclear_is_reported_within_ten_working_days() -> None:
    (proposal,) = all_of(MarkChange, effects(propose(unclear=True), known()))
    assert proposal.report_by == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"drafter": 99}, "K21"),
        ({"basis": " "}, "V01"),
        ({"marking": "内部"}, "V01"),
        ({"count": 0}, "V01"),
        ({"custodian": 99}, "K01"),
        ({"place": 99}, "K01"),
        ({"marking": "机密★30年"}, "V02?"),
    ],
)
def test_a_proposal_is_complete(given: dict[str, Any], wanted: str) -> None:
    assert broken(propose(**given), known(AUTHORITY)) == [wanted]


def test_a_responsible_person_decides_after_the_drafter_k21() -> None:
    assert broken(decide(), own()) == []
    assert broken(decide(decided_by=LI), own()) == ["K21"]
    assert broken(decide(on=REGISTERED - timedelta(1)), own()) == ["K35"]
    drafted = replace(PROPOSAL, proposed_by="示例赵")
    assert broken(decide(), known(OWN, COPY, drafted, ZHAO_DECIDES, AUTHORITY)) == ["K21"]
    low = replace(ZHAO_DECIDES, level=Level.CONFIDENTIAL)
    assert broken(decide(), known(OWN, COPY, PROPOSAL, low, AUTHORITY)) == ["K21"]
    done = replace(PROPOSAL, decision=Decision.APPROVED)
    assert broken(decide(), known(OWN, COPY, done, ZHAO_DECIDES, AUTHORITY)) == ["K21"]


def test_as_proposed_nothing_is_marked_anew() -> None:
    found = effects(decide(), own())
    (decision,) = all_of(MarkChange, found)
    assert (decision.decision, decision.decided_by, decision.closed_on) == (
        Decision.APPROVED,
        "示例赵",
        TODAY,
    )
    assert not all_of(Remarking, found)


def test_otherwise_every_living_copy_gets_a_task_and_the_decision_stays_open() -> None:
    gone = replace(COPY, id=2, state=State.DESTROYED, closed_on=TODAY)
    found = effects(decide(marking="秘密★5年"), own(gone))
    (document,), (decision,) = all_of(Document, found), all_of(MarkChange, found)
    assert (document.level, document.marking) == (Level.CONFIDENTIAL, "秘密★5年")
    assert document.last_secret_day == date(2031, 2, 28)
    assert [copy.level for copy in all_of(Copy, found)] == [Level.CONFIDENTIAL]
    assert [task.copy for task in all_of(Remarking, found)] == [1]
    assert decision.closed_on is None


def test_what_is_no_secret_is_lifted_and_struck_on_every_copy() -> None:
    refusal = decide(approve=False, opinion="不属于国家秘密")
    assert broken(decide(approve=False), own()) == ["V01"]
    assert broken(refusal, own()) == []
    found = effects(refusal, own())
    assert all_of(Document, found)[0].declassified_on == TODAY
    assert [task.marking for task in all_of(Remarking, found)] == ["解密"]
    assert all_of(MarkChange, found)[0].decision is Decision.REJECTED


# -- changes ------------------------------------------------------------------------------


def test_what_another_organ_classified_is_changed_by_its_notice_only_k20() -> None:
    assert broken(change(), with_copy()) == ["K20"]
    assert broken(change(), known(OWN, COPY)) == []
    assert broken(notice(), with_copy()) == []
    assert broken(notice(decided_by="示例单位"), with_copy()) == ["K20"]
    assert broken(notice(), known(OWN, COPY)) == ["V01"]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"marking": "秘密★5年"}, MarkKind.CHANGE),
        ({"marking": "机密★20年"}, MarkKind.EXTEND),
        ({"marking": "机密★5年"}, MarkKind.CHANGE),
        ({"marking": "", "lift": True}, MarkKind.LIFT),
    ],
)
def test_a_proposal_says_what_it_is(given: dict[str, Any], kind: MarkKind) -> None:
    (proposal,) = all_of(MarkChange, effects(change(**given), known(OWN, COPY)))
    assert proposal.kind is kind
    assert broken(change(**given), known(OWN, COPY)) == []


def test_a_term_is_extended_before_it_ends_k35() -> None:
    ended = replace(OWN, last_secret_day=TODAY - timedelta(1))
    assert broken(change(marking="机密★20年"), known(ended, COPY)) == ["K35"]
    assert broken(change(lift=True, marking=""), known(ended, COPY)) == []


def test_one_proposal_waits_at_a_time_and_what_is_lifted_is_not_changed_v01() -> None:
    assert broken(change(), known(OWN, COPY, PROPOSAL)) == ["V01"]
    assert broken(change(), known(replace(OWN, declassified_on=TODAY), COPY)) == ["V01"]
    assert broken(change(marking="机密★10年"), known(OWN, COPY)) == ["V01"]
    assert broken(change(drafter=99), known(OWN, COPY)) == ["K21"]


def test_a_lifting_that_is_approved_lifts_and_one_that_is_not_changes_nothing() -> None:
    lifting = replace(PROPOSAL, kind=MarkKind.LIFT, marking="解密")
    at = known(OWN, COPY, lifting, ZHAO_DECIDES, AUTHORITY)
    assert broken(decide(), at) == []
    found = effects(decide(), at)
    assert all_of(Document, found)[0].declassified_on == TODAY
    assert len(all_of(Remarking, found)) == 1
    no = decide(approve=False, opinion="仍需保密")
    assert not all_of(Document, effects(no, at))
    assert all_of(MarkChange, effects(no, at))[0].closed_on == TODAY


def test_a_notice_changes_at_once_and_every_copy_must_follow() -> None:
    found = effects(notice(), with_copy(replace(COPY, state=State.ON_LOAN, holder=WANG)))
    (document,), (record,) = all_of(Document, found), all_of(MarkChange, found)
    assert (document.marking, record.before, record.closed_on) == ("秘密★5年", "机密★10年", None)
    assert [task.marking for task in all_of(Remarking, found)] == ["秘密★5年"]


# -- the end of a term ----------------------------------------------------------------------

ENDED = replace(DOCUMENT, last_secret_day=TODAY - timedelta(1))


def test_a_term_that_ended_is_confirmed_and_every_copy_marked_k35_k20() -> None:
    assert broken(expire(), known(ENDED, COPY)) == []
    assert broken(expire(), with_copy()) == ["K35"]
    endless = replace(DOCUMENT, last_secret_day=None)
    assert broken(expire(), known(endless, COPY)) == ["K20"]
    assert broken(expire(checked=False), known(ENDED, COPY)) == ["V01"]
    assert broken(expire(), known(replace(ENDED, declassified_on=TODAY), COPY)) == ["V01"]
    found = effects(expire(), known(ENDED, COPY))
    assert all_of(Copy, found)[0].level is Level.SECRET
    assert all_of(Remarking, found)[0].marking == "解密"


def test_the_last_day_is_still_secret_k35() -> None:
    today = replace(DOCUMENT, last_secret_day=TODAY)
    assert broken(expire(), known(today, COPY)) == ["K35"]


# -- re-marking -----------------------------------------------------------------------------

DECIDED = replace(PROPOSAL, decision=Decision.APPROVED, decided_on=TODAY)
TASKS = [
    Remarking(id=n, change=4, copy=n, document=1, marking="秘密★5年", opened_on=TODAY)
    for n in (1, 2)
]
SECOND = replace(COPY, id=2, copy_no="000121")


def test_a_change_is_closed_with_the_last_copy_and_not_before() -> None:
    act = Remark(on=TODAY, change=4, copies=(1,), done_by="示例李")
    at = with_copy(COPY, SECOND, DECIDED, *TASKS)
    assert broken(act, at) == []
    assert not all_of(MarkChange, effects(act, at))
    done = replace(TASKS[0], open=False)
    last = replace(act, copies=(2,))
    found = effects(last, with_copy(COPY, SECOND, DECIDED, done, TASKS[1]))
    assert all_of(MarkChange, found)[0].closed_on == TODAY
    assert all_of(Remarking, found)[0].done_by == "示例李"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"copies": ()}, "V01"),
        ({"copies": (3,)}, "V00"),
        ({"done_by": " "}, "V01"),
        ({"on": TODAY - timedelta(1)}, "K35"),
    ],
)
def test_only_what_must_be_marked_is_marked(given: dict[str, Any], wanted: str) -> None:
    act = Remark(**({"on": TODAY, "change": 4, "copies": (1,), "done_by": "示例李"} | given))
    third = replace(COPY, id=3, copy_no="000122")
    assert broken(act, with_copy(COPY, SECOND, third, DECIDED, *TASKS)) == [wanted]


# -- instructions -----------------------------------------------------------------------------


def instruct(**given: Any) -> Instruct:
    lawful = {"on": TODAY, "document": 1, "instruction": "请财务处阅办", "leader": "示例厅长"}
    return Instruct(**(lawful | {"departments": (FINANCE,), "persons": (ZHAO,)} | given))


def test_who_is_instructed_may_know() -> None:
    assert broken(instruct(), with_copy()) == []
    found = effects(instruct(), with_copy())
    assert all_of(Instruction, found)[0].handler == "财务处"
    members = {(member.kind, member.member) for member in all_of(ScopeMember, found)}
    assert members == {("person", ZHAO), ("department", FINANCE)}


def test_a_scope_the_issuer_limited_is_not_widened_by_instruction_k11() -> None:
    limited = replace(DOCUMENT, scope_limited=True)
    assert broken(instruct(), known(limited, COPY, WANG_MAY_KNOW)) == ["K11"]
    assert (
        broken(instruct(persons=(WANG,), departments=()), known(limited, COPY, WANG_MAY_KNOW)) == []
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"instruction": ""}, "V01"),
        ({"leader": " "}, "V01"),
        ({"persons": (99,)}, "V00"),
        ({"due": TODAY - timedelta(1)}, "K35"),
        ({"proposed_on": TODAY + timedelta(1)}, "K35"),
        ({"on": REGISTERED - timedelta(1)}, "K35"),
    ],
)
def test_an_instruction_is_complete(given: dict[str, Any], wanted: str) -> None:
    assert broken(instruct(**given), with_copy()) == [wanted]


# -- two records of one document ----------------------------------------------------------------

TWIN = replace(DOCUMENT, id=2, doc_number="示办发〔2026〕70号")
TWINS_COPY = replace(COPY, id=2, document=2, copy_no="000130")
JOIN = JoinDocuments(on=TODAY, document=1, other=2, reason="同一文件登记两次")


def test_two_records_become_one_and_both_numbers_are_kept_v04() -> None:
    line = Receipt(
        id=9, document=2, receipt_no="机〔2026〕9号", series="机", year=2026, number=9,
        received_on=TODAY, copy_nos="000130", copies=1, pages=8, channel="", packet_no="",
        department="", signed_by="示例李", remark="",
    )  # fmt: skip
    knew = Knew(document=2, person=ZHAO, ref="hop:3", since=TODAY, how="传阅")
    at = with_copy(COPY, TWIN, TWINS_COPY, line, knew, second=BY_WITNESS)
    assert broken(JOIN, with_copy(COPY, TWIN, TWINS_COPY)) == ["V04"]
    assert broken(JOIN, at) == []
    found = effects(JOIN, at)
    kept, other = all_of(Document, found)
    assert (kept.also_numbered, other.joined_to) == ("示办发〔2026〕70号", 1)
    assert [copy.document for copy in all_of(Copy, found)] == [1]
    assert [receipt.document for receipt in all_of(Receipt, found)] == [1]
    assert [(one.document, one.person, one.ref) for one in all_of(Knew, found)] == [
        (1, ZHAO, "hop:3")
    ]


def test_only_what_is_the_same_is_joined_v10_k34_v01() -> None:
    def said(*beliefs: Any, act: JoinDocuments = JOIN) -> list[str]:
        return broken(act, with_copy(COPY, *beliefs, second=BY_WITNESS))

    assert said(replace(TWIN, marking="秘密★5年"), TWINS_COPY) == ["V10"]
    assert said(TWIN, replace(TWINS_COPY, copy_no=COPY.copy_no)) == ["K34"]
    assert said(replace(TWIN, joined_to=3), TWINS_COPY) == ["V01"]
    assert said(TWIN, TWINS_COPY, act=replace(JOIN, other=1)) == ["V01"]
