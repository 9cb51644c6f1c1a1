"""Who confirms, who may not, and what nobody records by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts import ACTS
from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.program.keyring import KeyringChanged
from db.ledger.acts.program.printed import BackUp
from db.ledger.beliefs.receptions import Ended
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from tests.book import (
    LI,
    PASSWORD,
    TINY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    ZHAO,
    Book,
    a_book,
    register,
)

WANG_PASSWORD = "示例王自己的口令一二"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    return made


def correction(book: Book, value: str = "新题") -> CorrectDocument:
    return CorrectDocument(on=book.today, document=1, field="title", value=value, reason="录入笔误")


def header(book: Book, seq: int) -> tuple[str, str]:
    row = book.connection.execute("SELECT operator, second FROM entry WHERE seq = ?", (seq,))
    return tuple(row.fetchone())


def signers(book: Book, last: int) -> list[str]:
    rows = book.connection.execute(
        "SELECT signer FROM seal WHERE last = ? ORDER BY signer", (last,)
    )
    return [signer for (signer,) in rows]


def test_a_witness_confirms_and_both_sign(book: Book) -> None:
    recorded = book.record(correction(book), second=book.second())
    assert header(book, recorded.last) == ("示例李", f"witness:1 {WITNESS}")
    assert signers(book, recorded.last) == ["account:1", "witness:1"]
    assert book.vault.prove(full=True).sound


def test_a_second_account_confirms_as_well_as_a_witness(book: Book) -> None:
    book.account("示例王", WANG, Role.SECRECY_OFFICE_HEAD, password=WANG_PASSWORD)
    recorded = book.record(correction(book), second=book.second("示例王", WANG_PASSWORD))
    assert header(book, recorded.last) == ("示例李", "account:2 示例王")
    assert signers(book, recorded.last) == ["account:1", "account:2"]
    assert book.vault.prove(full=True).sound


def test_without_a_second_person_nothing_is_recorded(book: Book) -> None:
    before = book.dump()
    with pytest.raises(Refused, match="V04"):
        book.record(correction(book))
    assert book.dump() == before


def test_the_operator_is_not_his_own_second_person(book: Book) -> None:
    with pytest.raises(Refused, match="V04"):
        book.record(correction(book), second=book.second("示例李", PASSWORD))
    with pytest.raises(Refused, match="V24"):
        book.vault.accounts.add_witness("示例李见证", LI, "另一个口令一二三", TINY)


def test_a_wrong_password_confirms_nothing(book: Book) -> None:
    with pytest.raises(CannotOpen, match="见证人的口令不对"):
        book.vault.confirm(WITNESS, "不对的口令")
    with pytest.raises(CannotOpen, match="没有名为“无名”"):
        book.vault.confirm("无名", WITNESS_PASSWORD)
    book.account("示例王", WANG, Role.LEADER, password=WANG_PASSWORD)
    with pytest.raises(CannotOpen, match="口令不对"):
        book.vault.confirm("示例王", WITNESS_PASSWORD)


def test_a_witness_opens_nothing(book: Book) -> None:
    with pytest.raises(CannotOpen, match="没有名为「示例周」的账户"):
        book.reopen(WITNESS_PASSWORD, WITNESS)


def test_a_confirmation_never_shows_its_key(book: Book) -> None:
    assert repr(book.second()) == "Confirmation(witness:1)"


def test_the_own_entry_of_today_is_taken_back_alone_that_of_yesterday_by_two(book: Book) -> None:
    (first,) = (book.record(register(doc_number="示办发〔2026〕8号")).last,)
    book.record(Reverse(on=book.today, entry=first, reason="重复"))
    again = book.record(register(doc_number="示办发〔2026〕8号")).last
    book.clock.forward(days=1)
    reverse = Reverse(on=book.today, entry=again, reason="重复")
    with pytest.raises(Refused, match="K03"):
        book.record(reverse)
    book.record(reverse, second=book.second())
    assert book.vault.prove(full=True).sound


# -- what the program records ---------------------------------------------------------


def by_hand(kind: Any) -> dict[str, Any]:
    """Return an act of a kind the program records, filled as somebody might fill it."""
    digest = "ab" * 32
    filled = {
        "keyring_changed": {"why": "试", "generation": 3, "digest": digest},
        "backup": {"file": "a.zcb"},
        "log_in": {"account": "示例李"},
        "failed_log_in": {"account": "示例李", "times": 1, "first": "", "last": ""},
        "clock_doubted": {"clock": "", "why": ""},
        "full_check": {"upto": 1},
        "own_password": {"person": ZHAO},
        "reset_password": {"person": ZHAO, "public_key": digest},
        "remove_credential": {"person": ZHAO, "reason": "试"},
        "change_keys": {"reason": "试"},
        "add_account": {"person": ZHAO, "name": "示例赵", "also": (Role.LEADER,)},
        "add_witness": {"person": ZHAO, "name": "示例赵"},
        "recover_account": {"account": 1, "public_key": digest, "witnesses": ()},
        "begin_reception": {"inspector": "示例查", "office": "示例局"},
        "draw_sample": {"reception": 1, "size": 1},
        "prove_line": {"reception": 1, "draw": 1},
        "show_inspector": {"reception": 1},
        "end_reception": {"reception": 1, "ended": Ended.HOST},
        "found_unit": {"name": "另一单位", "ceiling": 3},
    }
    return filled[kind.kind]


@pytest.mark.parametrize(
    "kind", [kind for kind in ACTS if kind.by_program], ids=lambda kind: kind.kind
)
def test_what_the_program_records_is_not_recorded_by_hand_v12(book: Book, kind: Any) -> None:
    """A keyring digest made up by hand would lock everybody out; an account needs its slot."""
    before = book.dump()
    with pytest.raises(Refused, match="V12"):
        book.record(kind(on=book.today, **by_hand(kind)))
    assert book.dump() == before
    book.reopen()


def test_the_program_itself_records_them(book: Book, tmp_path: Path) -> None:
    book.vault.back_up(tmp_path / "备份.zcb")
    book.vault.accounts.change_password("新的示例口令一二", TINY)
    kinds = [
        kind
        for (kind,) in book.connection.execute("SELECT kind FROM entry ORDER BY seq DESC LIMIT 2")
    ]
    assert kinds == [KeyringChanged.kind, BackUp.kind]


def test_recording_nothing_is_our_mistake(book: Book) -> None:
    with pytest.raises(ValueError, match="nothing to record"):
        book.record()
    assert book.vault.prove(full=True).sound


# -- accounts -------------------------------------------------------------------------


def test_forbidden_pairs_of_roles_are_refused_and_leave_no_slot_k26(book: Book) -> None:
    pair = (Role.SYS_ADMIN, Role.AUDIT_ADMIN)
    accounts, second = book.vault.accounts, book.second()
    with pytest.raises(Refused, match="K26"):
        accounts.add("示例王", WANG, pair, WANG_PASSWORD, TINY, second=second)
    with pytest.raises(Refused, match="V24"):
        accounts.add("示例李乙", LI, (Role.AUDIT_ADMIN,), WANG_PASSWORD, TINY, second=second)
    assert sorted(p.name for p in book.folder.iterdir() if "keyring" in p.name) == ["keyring"]
    assert book.vault.accounts.names() == ("示例李",)
    with pytest.raises(CannotOpen):
        book.reopen(WANG_PASSWORD, "示例王")


def test_an_account_opens_with_its_own_roles(book: Book) -> None:
    book.account("示例王", WANG, Role.AUDIT_ADMIN, password=WANG_PASSWORD)
    with book.reopen(WANG_PASSWORD, "示例王") as vault:
        assert vault.operator.roles == {Role.AUDIT_ADMIN}
        with pytest.raises(Refused, match="V05"):
            vault.record(register(doc_number="示办发〔2026〕8号"))


def test_a_short_password_is_refused_v01(book: Book) -> None:
    accounts = book.vault.accounts
    for attempt in (
        lambda: accounts.add("示例王", WANG, (Role.LEADER,), "1234567", TINY),
        lambda: accounts.change_password("1234567", TINY),
        lambda: accounts.add_witness("示例王", WANG, "1234567", TINY),
    ):
        with pytest.raises(Refused, match="V01"):
            attempt()


def test_a_name_is_given_to_one_account_v06(book: Book) -> None:
    with pytest.raises(Refused, match="V06"):
        book.vault.accounts.add("示例李", WANG, (Role.LEADER,), WANG_PASSWORD, TINY)
    with pytest.raises(Refused, match="V06"):
        book.vault.accounts.add_witness(WITNESS, WANG, WANG_PASSWORD, TINY)
