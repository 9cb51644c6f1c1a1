"""移交 on a real ledger: frozen, counted one by one, signed by three persons, passed in one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.ledger.acts.correction.redact import RedactDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.documents.instruct import Instruct
from db.ledger.acts.ending.approving import ApproveBatch, CancelBatch
from db.ledger.acts.ending.clearing import HandOverClearing, ListClearing
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.ending.dispatch import DispatchCopies
from db.ledger.acts.ending.missing import ReportMissing
from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.handover.open import OpenHandover, SupplementHandover
from db.ledger.acts.handover.sign import HandOver, ReceiveHandover
from db.ledger.acts.intake.packets import AnnouncePacket, CollectPacket
from db.ledger.acts.people.appoint import Appoint
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.beliefs import (
    Account,
    Batch,
    Copy,
    Device,
    Dispatch,
    Handover,
    HandoverLine,
    Instruction,
    Packet,
)
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.handovers import Finding, HandoverReason, HandoverState
from db.ledger.beliefs.marks import Duty
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged
from db.ledger.values import Role, State
from db.store import standing, ticks
from db.vault import Confirmation
from db.views.handovers import HANDOVER_LINES
from tests.book import (
    LI,
    OFFICER,
    PASSWORD,
    TODAY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    ZHAO,
    ZHOU,
    Book,
    a_book,
    leaves,
    register,
)

RECEIVER, RECEIVER_PASSWORD = "示例王", "接交口令第一二三"
ZHAO_WITNESS = ("示例赵", "另一见证口令一二三")
OPEN = OpenHandover(
    on=TODAY,
    leaver=LI,
    receiver=WANG,
    supervisor=ZHOU,
    reason=HandoverReason.ROTATION,
    keys=("1号柜钥匙2把",),
)
HAND = HandOver(on=TODAY, handover=1)
RECEIVE = ReceiveHandover(on=TODAY, handover=1)
COUNTED = 4  # three copies and the keys


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """示例李 keeps three copies and hands them to 示例王, who has an account, before 示例周."""
    made = a_book(tmp_path)
    made.account(RECEIVER, WANG, Role.CUSTODIAN, password=RECEIVER_PASSWORD)
    made.record(register(scope=(WANG, LI)))
    yield made
    made.close()


def count(book: Book, *positions: int) -> None:
    for position in positions or range(1, COUNTED + 1):
        book.vault.ticking.tick(1, position, Finding.MATCHES)


def all_three(book: Book, giver: str = OFFICER, password: str = PASSWORD) -> Confirmation:
    """The supervisor confirms, and the leaver with his own password, too."""
    return replace(book.second(), third=book.second(giver, password))


def receive(book: Book, *giver: str) -> None:
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    book.record(RECEIVE, second=all_three(book, *giver))
    book.reopen()


def ticking(book: Book, position: int, finding: Finding, words: str = "") -> list[str]:
    with pytest.raises(Refused) as found:
        book.vault.ticking.tick(1, position, finding, words)
    return [refusal.rule.number for refusal in found.value.refusals]


def handover(book: Book) -> Handover:
    found = standing.find(book.connection, Handover, (1,))
    assert found is not None
    return found


def keeper(book: Book, copy: int) -> int:
    found = standing.find(book.connection, Copy, (copy,))
    assert found is not None
    return found.custodian


def test_custody_passes_only_when_all_three_have_signed(book: Book) -> None:
    book.record(OPEN)
    assert handover(book).number == "移交〔2026〕001号"
    count(book)
    book.record(HAND, second=book.second())
    assert handover(book).state is HandoverState.HANDED
    assert {keeper(book, copy) for copy in (1, 2, 3)} == {LI}
    receive(book)
    assert handover(book).state is HandoverState.CLOSED
    assert {keeper(book, copy) for copy in (1, 2, 3)} == {WANG}
    signed = "SELECT count(DISTINCT signer) FROM seal JOIN entry ON entry.seq = seal.last"
    signed += " WHERE kind = 'receive_handover'"
    assert book.connection.execute(signed).fetchone() == (3,), "three signatures of one entry"
    assert book.vault.differs_from_rebuild() is None
    assert book.vault.prove(full=True).breaks == ()


def test_a_half_finished_count_outlives_the_session(book: Book) -> None:
    book.record(OPEN)
    count(book, 1, 2)
    book.reopen()
    assert set(ticks.made(book.connection, 1)) == {1, 2}
    assert book.refused(HAND, second=book.second()) == ["K25"]
    count(book, 3, 4)
    assert book.refused(HAND, second=book.second()) == []


def test_three_signers_are_three_persons_k25(book: Book) -> None:
    for two in ({"receiver": LI}, {"supervisor": LI}, {"supervisor": WANG}):
        assert "K25" in book.refused(replace(OPEN, **two))  # type: ignore[arg-type]
    book.witness(ZHAO_WITNESS[0], ZHAO, ZHAO_WITNESS[1])
    book.record(OPEN)
    count(book)
    other = book.second(*ZHAO_WITNESS)
    assert book.refused(HAND, second=other) == ["K25"], "not the supervisor"
    assert book.refused(HAND) == ["V04"]
    book.record(HAND, second=book.second())
    assert book.refused(RECEIVE, second=all_three(book)) == ["K25"], "not the receiver"
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    assert book.refused(RECEIVE, second=all_three(book)) == []
    for third in (RECEIVER, RECEIVER_PASSWORD), (WITNESS, WITNESS_PASSWORD), ZHAO_WITNESS:
        assert book.refused(RECEIVE, second=all_three(book, *third)) == ["K25"], third
    assert book.refused(RECEIVE, second=book.second()) == ["K25"], "the leaver is not there"
    book.record(RECEIVE, second=book.second(), reasons={"K25": "移交人住院，移交签认已签"})
    assert not handover(book).by_three


def test_a_third_signature_that_is_taken_away_shows(book: Book) -> None:
    book.record(OPEN)
    count(book)
    book.record(HAND, second=book.second())
    receive(book)
    assert handover(book).by_three
    book.connection.execute("DROP TRIGGER seal_remains")
    book.connection.execute(
        "DELETE FROM seal WHERE last = ? AND signer = 'account:1'", (handover(book).closed_by,)
    )
    assert any("第三人" in str(one) for one in book.vault.prove(full=True).breaks)


def test_the_receiver_cannot_sign_for_the_leaver_k25(book: Book) -> None:
    book.record(OPEN)
    count(book)
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    with pytest.raises(Refused):
        book.record(HAND, second=book.second(), reasons={"K25": "代签"})


def test_one_leaver_has_one_open_handover_k31(book: Book) -> None:
    book.record(OPEN)
    assert book.refused(OPEN) == ["K31"]


def test_who_has_no_account_cannot_receive_k25(book: Book) -> None:
    assert book.refused(replace(OPEN, receiver=ZHAO)) == ["K25"]


def test_a_difference_needs_words_v01(book: Book) -> None:
    book.record(OPEN)
    assert ticking(book, 1, Finding.DIFFERS) == ["V01"]
    assert ticking(book, 1, Finding.SETTLED, "已了结") == ["K25"]
    assert ticking(book, 9, Finding.MATCHES) == ["V00"]
    book.vault.ticking.tick(1, 1, Finding.DIFFERS, "页数7，应8，移交人补页")
    count(book, 2, 3, 4)
    signed = book.record(HAND, second=book.second()).acts[0]
    assert signed.differing == (1,)  # type: ignore[attr-defined]
    line = standing.find(book.connection, HandoverLine, (1, 1))
    assert line is not None
    assert (line.finding, line.words) == (Finding.DIFFERS, "页数7，应8，移交人补页")


def test_what_is_not_found_is_reported_before_anybody_signs_k27(book: Book) -> None:
    book.record(OPEN)
    count(book, 2, 3, 4)
    book.vault.ticking.tick(1, 1, Finding.ABSENT, "柜中没有")
    assert book.refused(HAND, second=book.second()) == ["K27"]
    book.record(ReportMissing(on=TODAY, copy=1, finder="示例李", circumstances="移交未见"))
    assert book.refused(HAND, second=book.second()) == ["K25"], "it is counted as it stands now"
    book.vault.ticking.tick(1, 1, Finding.ABSENT, "已报告")
    book.record(HAND, second=book.second())
    receive(book)
    assert keeper(book, 1) == WANG, "whoever takes over answers for the search, too"


def test_a_copy_that_ended_while_the_handover_was_open_is_settled_k25(book: Book) -> None:
    book.record(OPEN)
    count(book)
    book.record(ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=(1,)))
    book.record(ApproveBatch(on=TODAY, batch=1, approved_by="示例主任"))
    book.vault.scan(1, 1)
    book.record(HandOverClearing(on=TODAY, batch=1, received_by="示例接收人", receipt_no="收1"))
    assert book.refused(HAND, second=book.second()) == ["K25"]
    assert ticking(book, 1, Finding.MATCHES, "还在") == ["K25"]
    book.vault.ticking.tick(1, 1, Finding.SETTLED, "已清退，回执收1")
    book.record(HAND, second=book.second())
    receive(book)
    assert [keeper(book, copy) for copy in (1, 2, 3)] == [LI, WANG, WANG]


def test_a_copy_that_moved_is_counted_again_with_words(book: Book) -> None:
    book.record(OPEN)
    count(book)
    book.record(HAND, second=book.second())
    book.record(Lend(on=TODAY, copy=2, to=WANG, approved_by="示例赵"))
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    assert book.refused(RECEIVE, second=all_three(book)) == ["K25"]
    assert ticking(book, 2, Finding.MATCHES) == ["V01"]
    book.vault.ticking.tick(1, 2, Finding.MATCHES, "签认后借出，有借条")
    book.record(RECEIVE, second=all_three(book))
    found = standing.find(book.connection, Copy, (2,))
    assert found is not None
    assert (found.custodian, found.state) == (WANG, State.ON_LOAN)
    assert book.vault.differs_from_rebuild() is None


def test_what_came_in_meanwhile_is_supplemented_and_signed_anew(book: Book) -> None:
    book.record(OPEN)
    count(book)
    book.record(HAND, second=book.second())
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="000201", scope=(WANG,)))
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    assert book.refused(RECEIVE, second=all_three(book)) == ["K25"]
    book.reopen()
    book.record(SupplementHandover(on=TODAY, handover=1))
    assert handover(book).state is HandoverState.OPEN
    assert book.refused(HAND, second=book.second()) == ["K25"]
    count(book, 5)
    book.record(HAND, second=book.second())
    receive(book)
    assert keeper(book, 4) == WANG


@pytest.mark.parametrize("reason", [HandoverReason.LEAVING, HandoverReason.MOVING])
def test_the_account_of_a_leaver_locks_with_the_last_signature(
    book: Book, reason: HandoverReason
) -> None:
    book.account("示例赵", ZHAO, Role.CUSTODIAN, password="离岗口令第一二三")
    mine = register(doc_number="示办发〔2026〕8号", copy_nos="1", custodian=ZHAO, scope=(WANG,))
    book.record(mine)
    book.record(replace(OPEN, leaver=ZHAO, reason=reason, keys=()))
    book.vault.ticking.tick(1, 1, Finding.MATCHES)
    book.reopen("离岗口令第一二三", "示例赵")
    book.record(HAND, second=book.second())
    receive(book, "示例赵", "离岗口令第一二三")
    locked = {one.name: one.locked for one in standing.where(book.connection, Account)}
    assert locked["示例赵"]
    assert not locked[RECEIVER]
    with pytest.raises(CannotOpen):
        book.reopen("离岗口令第一二三", "示例赵")
    book.vault.lock()
    book.reopen()


def test_the_last_administrator_cannot_leave_v25(book: Book) -> None:
    book.record(replace(OPEN, reason=HandoverReason.LEAVING))
    count(book)
    assert "V25" in book.refused(HAND, second=book.second())


def test_before_the_last_signature_it_can_be_taken_back_afterwards_not_v07(book: Book) -> None:
    book.record(OPEN)
    count(book)
    seq = book.record(HAND, second=book.second()).last
    book.record(Reverse(on=TODAY, entry=seq, reason="再点一次"), second=book.second())
    assert handover(book).state is HandoverState.OPEN
    assert set(ticks.made(book.connection, 1)) == {1, 2, 3, 4}
    book.record(HAND, second=book.second())
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    last = book.record(RECEIVE, second=all_three(book)).last
    assert book.refused(Reverse(on=TODAY, entry=last, reason="反悔")) == ["V07"]
    assert ticks.made(book.connection, 1) == {}
    assert book.vault.differs_from_rebuild() is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE tick SET finding = 'MATCHES', words = '' WHERE position = 1",
        "DELETE FROM tick WHERE number = 1",
        "INSERT INTO tick SELECT handover, 9, 4, finding, words, stood, account, made_at, link"
        " FROM tick WHERE position = 2",
    ],
)
def test_a_tick_that_was_changed_shows_and_is_counted_afresh(book: Book, harm: str) -> None:
    book.record(OPEN)
    book.vault.ticking.tick(1, 1, Finding.DIFFERS, "缺页")
    count(book, 2, 3, 4)
    book.connection.execute(harm)
    with pytest.raises(Damaged, match="清点"):
        book.vault.preview(HAND, second=book.second())
    book.vault.ticking.afresh(1)
    count(book)
    assert book.refused(HAND, second=book.second()) == []


def test_nobody_leaves_with_something_in_his_hands_or_in_the_middle_of_it_k24(book: Book) -> None:
    leave = LeavePost(on=TODAY, person=ZHAO, **leaves())
    assert book.refused(leave) == []
    book.record(register(doc_number="示办发〔2026〕8号", copy_nos="88", custodian=ZHAO))
    said = [str(each) for (found,) in [book.vault.preview(leave)] for each in found]
    assert any("第000088号" in one for one in said), said
    book.record(
        OpenHandover(
            on=TODAY, leaver=LI, receiver=WANG, supervisor=ZHOU, reason=HandoverReason.ROTATION
        )
    )
    leave = LeavePost(on=TODAY, person=ZHOU, **leaves())
    said = [str(each) for (found,) in [book.vault.preview(leave)] for each in found]
    assert any("移交〔2026〕001号" in one for one in said), said


def test_what_is_under_way_passes_with_the_rest(book: Book) -> None:
    """A packet, a dispatch without receipt, an instruction; a batch whose maker is leaving."""
    book.record(
        *(Qualify(on=TODAY, person=one, trained_on=TODAY, pledged_on=TODAY) for one in (LI, WANG)),
        *(Appoint(on=TODAY, person=x, duty=Duty.COLLECT, basis="指定1号") for x in (LI, WANG)),
        AnnouncePacket(on=TODAY, sender="示例机要局", caller="示例员", packet_no="示机1号"),
        reasons={"V03": "正在确定涉密等级"},
    )
    taken = {"collectors": (LI, WANG), "vehicle": "专车", "counter": "示例员", "seal_intact": True}
    book.record(CollectPacket(on=TODAY, packet=1, **taken))  # type: ignore[arg-type]
    book.record(
        DispatchCopies(
            on=TODAY, copies=(1,), addressee="示例局", channel="机要交通", approved_by="示例主任"
        ),
        Instruct(on=TODAY, document=1, instruction="请办", leader="示例主任", handler=LI),
        ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=(2,)),
    )  # fmt: skip
    leave = LeavePost(on=TODAY, person=LI, cooling_until=TODAY, reason="调离")
    said = " ".join(str(each) for (found,) in [book.vault.preview(leave)] for each in found)
    assert "机要包还有1项未了（示机1号）" in said
    assert "外发还有1项未了（外发〔2026〕001号）" in said
    assert "批次还有1项未了（清退〔2026〕001号）" in said
    book.record(OPEN)
    listed = [line.title for line in book.vault.ask(HANDOVER_LINES).rows if line.sort == "事项"]
    assert listed == [
        "清退〔2026〕001号（已列单）",
        "机要件示机1号（待拆封）",
        "外发〔2026〕001号发示例局（待回执）",
        "批办1号 示办发〔2026〕7号（承办）",
    ]
    count(book, *range(1, 8))
    book.record(ListDestruction(on=TODAY, copies=(3,), reason="无保存价值"))
    late, moved = (str(x) for (f,) in [book.vault.preview(HAND, second=book.second())] for x in f)
    assert "又有未了事项销毁〔2026〕001号（已列单）" in late
    assert "第000122号清点后又动过" in moved
    book.record(SupplementHandover(on=TODAY, handover=1))
    book.vault.ticking.tick(1, 1, Finding.MATCHES, "列入销毁")
    count(book, 8)
    book.record(HAND, second=book.second())
    receive(book)
    assert {one.handler for one in standing.where(book.connection, Batch)} == {WANG}
    assert {one.handler for one in standing.where(book.connection, Packet)} == {WANG}
    assert {one.handler for one in standing.where(book.connection, Dispatch)} == {WANG}
    assert [one.responsible for one in standing.where(book.connection, Instruction)] == [WANG]
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    book.record(ApproveBatch(on=TODAY, batch=1, approved_by="示例主任"))
    assert book.vault.differs_from_rebuild() is None


def test_a_matter_that_ended_meanwhile_is_settled(book: Book) -> None:
    book.record(ListClearing(on=TODAY, issuer="示例办", notice="示例通知", copies=(2,)))
    book.record(OPEN)
    book.record(CancelBatch(on=TODAY, batch=1, reason="误列"))
    book.vault.ticking.tick(1, 4, Finding.SETTLED, "批次已撤销")


def test_a_device_on_the_register_passes_with_the_rest(book: Book) -> None:
    device = AddDevice(
        on=TODAY,
        number="JSJ-001",
        name="计算机",
        model="示例型",
        sort=DeviceKind.COMPUTER,
        serial="SN1",
        custodian=LI,
        place="保密室",
    )
    book.record(OPEN)
    count(book)
    book.record(device)
    assert book.refused(HAND, second=book.second()) == ["K25"]
    book.record(SupplementHandover(on=TODAY, handover=1))
    count(book, 5)
    assert book.refused(HAND, second=book.second()) == ["V59"], "what is in it?"
    book.record(SupplementHandover(on=TODAY, handover=1, files=("JSJ-001：草稿2件，已清除",)))
    count(book, 6)
    book.record(HAND, second=book.second())
    receive(book)
    assert [one.custodian for one in standing.where(book.connection, Device)] == [WANG]


def test_a_title_that_is_withheld_goes_from_ticks_and_protocols_too(book: Book) -> None:
    """Somebody wrote the title down where he should have written the number."""
    title, quoted = "鲲鹏饕餮专项方案", "鲲鹏饕餮专项方案缺第3页"
    mine = register(doc_number="示办发〔2026〕9号", copy_nos="9", title=title, scope=(WANG,))
    document = book.record(mine).acts[0].document  # type: ignore[attr-defined]
    book.record(OPEN)
    count(book, 1, 2, 3, 5)
    book.vault.ticking.tick(1, 4, Finding.DIFFERS, quoted)
    book.record(HAND, second=book.second())
    book.vault.ticking.tick(1, 5, Finding.DIFFERS, quoted)
    covered = RedactDocument(
        on=TODAY, document=document, field="title", reason="误录", words=("鲲鹏",)
    )
    book.record(covered, second=book.second())
    told = [tick.words for tick in ticks.made(book.connection, 1).values()]
    assert not any("鲲鹏" in words for words in told), told
    line = standing.find(book.connection, HandoverLine, (1, 4))
    assert line is not None
    assert "鲲鹏" not in line.words
    assert line.finding is Finding.DIFFERS
    assert book.vault.differs_from_rebuild() is None
    book.reopen(RECEIVER_PASSWORD, RECEIVER)
    book.record(RECEIVE, second=all_three(book))
    assert book.vault.differs_from_rebuild() is None
