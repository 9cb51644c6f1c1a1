"""Published cases 1 to 8: sealed packets, a driver, photocopies, heaps, hand-overs, a desk swept.

Each test tells what happened and shows what the program makes of it: refused, or on the list.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.ledger.acts.custody.distribute import AcceptCopies, Distribute
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.reproduce import Reproduce
from db.ledger.acts.documents.change_mark import ConfirmExpiry
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.archive import Archive, TransferOut
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destruction import BagDestruction, ListDestruction
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.handover.open import OpenHandover
from db.ledger.acts.intake.packets import AnnouncePacket, CollectPacket, OpenPacket
from db.ledger.acts.people.appoint import Appoint, SetAuthority
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs.handovers import HandoverReason
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.publication import Verdict
from db.ledger.values import Carrier, Level, Role, State
from db.store.reading import Question
from db.views.incidents import INCIDENTS
from db.views.loans import OVERDUE
from db.views.packets import PACKET_COUNT
from db.views.today import Matter
from tests.book import CABINET, LI, QIAN, WANG, ZHOU, Book, a_book, leaves, register
from tests.journeys.real_cases import (
    LEADER,
    a_paper,
    copy_of,
    due,
    held_by,
    holds_together,
    in_place,
    states,
)

BY = {"approved_by": LEADER}
TOLD = {"V03": "正在确定涉密等级"}
SUCCESSOR_PASSWORD = "接任口令第一二三"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def collected(
    book: Book, *, collectors: tuple[int, ...] = (LI, WANG), number: str
) -> CollectPacket:
    """Announce a packet, and return how it is to be collected."""
    announced = book.record(AnnouncePacket(on=book.today, sender="示例机要局", caller="示例员"))
    packet: int = announced.acts[0].packet  # type: ignore[attr-defined]
    return CollectPacket(
        on=book.today,
        packet=packet,
        collectors=collectors,
        vehicle="专车1",
        counter="示例员",
        packet_no=number,
        seal_intact=True,
    )


def named_collectors(book: Book) -> None:
    given = {"on": book.today, "duty": Duty.COLLECT, "basis": "指定1号"}
    done = {"on": book.today, "trained_on": book.today, "pledged_on": book.today}
    book.record(
        *(Qualify(person=one, **done) for one in (LI, WANG)),
        *(Appoint(person=one, **given) for one in (LI, WANG)),
        reasons=TOLD,
    )


def test_1_six_sealed_envelopes_are_on_the_list_until_each_is_opened(book: Book) -> None:
    """Signed for outside, left on a window sill, noticed two months later at the 清退."""
    named_collectors(book)
    numbers = [f"001{number}" for number in range(6)]
    for number in numbers:
        book.record(collected(book, number=number))
    for days in (0, 1, 60):
        book.clock.forward(days=days)
        assert sorted(due(book, Matter.PACKET)) == numbers
    (counted,) = book.vault.ask(PACKET_COUNT).rows
    assert (counted.sealed, counted.opened, counted.reconciled) == (6, 0, 0)
    opened = OpenPacket(
        on=book.today, packet=1, opened_by=LI, seal_intact=True, listed=1, found=1
    )  # only what is reconciled with the register leaves the list
    book.record(opened, reasons={"V09": "清退时发现，补拆"})
    assert sorted(due(book, Matter.PACKET)) == numbers


def test_2_a_driver_who_is_neither_trained_nor_named_collects_nothing_k05_k23(book: Book) -> None:
    """The keeper sent a driver; he photographed the first pages for his family."""
    named_collectors(book)
    assert book.refused(collected(book, collectors=(LI, QIAN), number="0021")) == ["K05", "K23"]
    assert book.refused(collected(book, collectors=(LI,), number="0022")) == ["K05"]


def test_3_a_photocopy_is_not_the_original(book: Book) -> None:
    """The original was lost, and a photocopy of a neighbour's copy filed in its place."""
    original, *_ = a_paper(book)
    assert "K34" in book.refused(register(book.today, copy_nos="000120"))
    made = Reproduce(on=book.today, copy=original, count=1, purpose="补档", machine="F1", **BY)
    (child,) = book.record(made).acts[0].children  # type: ignore[attr-defined]
    book.record(Archive(on=book.today, copies=(child,), list_no="档1", archivist="示例档"))
    assert copy_of(book, child).copy_no == "000120-F01"
    assert states(book, (original, child)) == [State.IN_STOCK, State.ARCHIVED]
    book.record(ReportMissing(on=book.today, copy=original, finder="示例王", circumstances="未见"))
    (incident,) = book.vault.ask(INCIDENTS).rows
    assert (incident.copy_no, incident.sent_on) == ("000120", None)


def test_4_a_copy_that_is_not_listed_does_not_go_with_the_heap(book: Book) -> None:
    """One of two central copies was thrown in with what was to be destroyed, unapproved."""
    central = a_paper(book, must_return=True)
    heap = a_paper(book, doc_number="示办发〔2026〕8号", copy_nos="000130")
    listing = {"on": book.today, "reason": "已无保存价值", "applicant": WANG}
    assert book.refused(ListDestruction(copies=(*heap, central[0]), **listing)) == ["K14"]
    batch: int = book.record(ListDestruction(copies=heap, **listing)).acts[0].batch  # type: ignore[attr-defined]
    bag = {"on": book.today, "batch": batch, "plant": "示例销毁中心", "seals": "示封1"}
    bag |= {"escorts": (WANG, ZHOU)}
    second = book.second()
    only = BagDestruction(scanned=heap, **bag)
    assert book.refused(only, second=second) == ["K16"], "nobody approved it yet"
    book.record(ApproveBatch(on=book.today, batch=batch, approved_by=LEADER))
    assert book.refused(BagDestruction(scanned=(*heap, central[0]), **bag), second=second) == [
        "K16"
    ]
    book.record(only, second=second)
    assert states(book, central) == [State.IN_STOCK] * 3


def test_5_a_successor_gets_what_he_accepts_and_cannot_call_it_declassified(book: Book) -> None:
    """Handed over uncounted; found in an ordinary cabinet, thought declassified, destroyed."""
    copies = a_paper(book, must_return=True)
    book.account("示例王", WANG, Role.CUSTODIAN, password=SUCCESSOR_PASSWORD)
    given = Distribute(on=book.today, copies=copies, to=WANG, purpose="岗位交接")
    offer: int = book.record(given).acts[0].offer  # type: ignore[attr-defined]
    assert due(book, Matter.OFFER), "the giver answers until the taker accepts"
    assert copy_of(book, copies[0]).custodian == LI
    book.reopen(SUCCESSOR_PASSWORD, "示例王")
    book.record(AcceptCopies(on=book.today, offer=offer, place=CABINET))
    assert in_place(book, CABINET, book.today.isoformat()) == {"000120", "000121", "000122"}
    assert copy_of(book, copies[0]).custodian == WANG
    expired = ConfirmExpiry(on=book.today, document=1, checked=True, checked_by="示例王")
    assert book.refused(expired) == ["K35"], "its term has not ended"
    burnt = ListDestruction(on=book.today, copies=copies[:1], reason="以为已解密", in_house=True)
    assert book.refused(burnt) == ["K14"]


def test_5_a_unit_that_hands_over_counts_before_three_persons_k25(book: Book) -> None:
    copies = a_paper(book)
    over = {"on": book.today, "copies": copies, "successor": "示例局", "list_no": "移1", **BY}
    over |= {"received_by": "示例收", "reason": "撤销"}
    assert book.refused(TransferOut(**over), second=book.second()) == ["K25"]
    counted = over | {"counted": True}
    assert book.refused(TransferOut(**counted)) == ["V04"], "nobody witnesses it"
    witness = counted | {"received_by": "示例周"}
    assert book.refused(TransferOut(**witness), second=book.second()) == ["K25"]
    assert book.refused(TransferOut(**counted), second=book.second()) == []


def drafted(book: Book) -> ProposeMark:
    """示例王 drafts a paper of the unit's own."""
    granted = SetAuthority(on=book.today, highest=Level.SECRET.word, grant_no="示授1号")
    book.record(granted, second=book.second())
    own = ProposeMark(
        on=book.today,
        title="示例方案",
        marking="机密★10年",
        basis="范围第3条",
        drafter=WANG,
        drafts=2,
        custodian=WANG,
        place=CABINET,
    )
    made = book.record(own).acts[0]
    assert isinstance(made, ProposeMark)
    return made


def test_6_what_is_drafted_is_on_the_list_until_somebody_decides_its_mark(book: Book) -> None:
    """Typed unmarked into an ordinary computer; the successor published it.

    What stands on a computer the program does not see; it sees the paper that was marked.
    """
    made = drafted(book)
    assert due(book, Matter.CLASSIFY) == [""]
    leaving = LeavePost(on=book.today, person=WANG, **leaves(book.today))
    assert book.refused(leaving) == ["K24"], "his drafts are in his keeping"
    filed = Archive(on=book.today, copies=made.copies, list_no="档1", archivist="示例档")
    assert book.refused(filed) == ["K29"], "the drafts would stay behind"


def test_6_a_computer_is_searched_before_it_passes_and_nothing_secret_is_published_v59_v58(
    book: Book,
) -> None:
    made = drafted(book)
    three = {"leaver": WANG, "receiver": LI, "supervisor": ZHOU, "devices": ("办公计算机",)}
    handed = OpenHandover(on=book.today, reason=HandoverReason.ROTATION, **three)
    assert book.refused(handed) == ["V59"]
    book.record(replace(handed, files=("办公计算机：草稿1件，已清除",)))
    wanted = {"content": "方案解读", "purpose": "门户网站", "documents": (made.document or 0,)}
    book.record(AskPublication(on=book.today, applicant=LI, **wanted))
    assert due(book, Matter.PUBLICATION) == ["公开审查〔2026〕001号"]
    out = NotePublication(on=book.today, publication=1, where_to="门户网站")
    assert book.refused(out) == ["V57"], "nobody has looked at it"
    said = {"reviewer": ZHOU, "department_opinion": "可公开", "office_opinion": "可公开"}
    public = ConcludePublication(on=book.today, publication=1, verdict=Verdict.PUBLIC, **said)
    assert book.refused(public) == ["V58"], "what it came of is secret"


def test_7_what_goes_onto_a_stick_is_a_copy_and_stays_with_its_keeper_k28(book: Book) -> None:
    """At a handover everything was copied by USB onto the successors' ordinary computers."""
    original, *_ = a_paper(book)
    onto = {
        "on": book.today,
        "copy": original,
        "count": 1,
        "purpose": "交接",
        "machine": "F1",
        **BY,
    }
    assert book.refused(Reproduce(carrier=Carrier.USB, **onto)) == ["V01"]
    low = Reproduce(carrier=Carrier.USB, medium_level=Level.CONFIDENTIAL, **onto)
    assert book.refused(low) == ["K28"]
    fit = Reproduce(carrier=Carrier.USB, medium_level=Level.SECRET, **onto)
    (child,) = book.record(fit).acts[0].children  # type: ignore[attr-defined]
    given = {"on": book.today, "place": CABINET, "form_no": "签1", "purpose": "承办"}
    book.record(Distribute(copies=(child,), to=WANG, **given))
    leaving = LeavePost(on=book.today, person=WANG, **leaves(book.today))
    assert book.refused(leaving) == ["K24"]
    clearing = ListClearing(on=book.today, issuer="示例办", notice="通知", copies=(original,))
    batch: int = book.record(clearing).acts[0].batch  # type: ignore[attr-defined]
    book.record(ApproveBatch(on=book.today, batch=batch, approved_by=LEADER))
    back = {"batch": batch, "received_by": "收", "receipt_no": "收1", "scanned": (original,)}
    over = HandOverClearing(on=book.today, **back)
    assert "V13" in book.refused(over, second=book.second()), "the stick is still out"


def test_8_two_that_were_borrowed_for_a_summary_are_asked_for(book: Book) -> None:
    """Borrowed at the year's end, left on a desk, swept out."""
    copies = a_paper(book)
    lent = {"on": book.today, "to": WANG, "purpose": "年终总结", **BY}
    due_on = book.today + timedelta(5)
    for number in copies[:2]:
        book.record(Lend(copy=number, due=due_on, **lent))
    assert held_by(book, "示例王") == {"000120", "000121"}
    book.clock.forward(days=3)
    assert sorted(due(book, Matter.DUE)) == ["000120", "000121"]
    book.clock.forward(days=4)
    assert sorted(due(book, Matter.OVERDUE)) == ["000120", "000121"]
    late = book.vault.ask(OVERDUE, Question(given={"today": book.today.isoformat()})).rows
    assert [(row.borrower, row.purpose) for row in late] == [("示例王", "年终总结")] * 2
    swept = ListDestruction(on=book.today, copies=copies[:2], reason="清理")
    assert book.refused(swept) == ["K15"], "what is out is not destroyed unseen"
    assert holds_together(book)
