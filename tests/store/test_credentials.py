"""Accounts and witnesses from proposal to removal: whose password counts, and from when on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.grant import Grant
from db.ledger.acts.setup.lock_credential import LockCredential, UnlockCredential
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.beliefs import Account, KeyDuty, Person
from db.ledger.moment import Moment
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Trouble
from db.ledger.values import Role
from db.store import settling, standing
from db.store.keyring import Keyring
from db.store.throttle import FREE
from db.vault import Vault
from db.views.people import ACCOUNTS
from tests.book import (
    FIRST,
    LI,
    OFFICER,
    PASSWORD,
    QIAN,
    TINY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    ZHAO,
    ZHOU,
    Book,
    a_book,
    new_book,
    register,
    unlocked,
)

OWN = "示例王自己的口令一二"
SYS, SECURITY, AUDITOR = "示例冯", "示例陈", "示例褚"
THREE = ((Role.SYS_ADMIN, SYS), (Role.SECURITY_ADMIN, SECURITY), (Role.AUDIT_ADMIN, AUDITOR))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    return made


def correction(book: Book) -> CorrectDocument:
    return CorrectDocument(
        on=book.today, document=1, field="title", value="新题", reason="录入笔误"
    )


# -- two persons present ----------------------------------------------------------------


def test_a_confirmation_holds_for_minutes_only_v21(book: Book) -> None:
    second = book.second()
    book.clock.forward(minutes=5)
    assert book.refused(correction(book), second=second) == []
    book.clock.forward(minutes=1)
    assert book.refused(correction(book), second=second) == ["V21"]
    assert book.refused(correction(book), second=book.second()) == []


def test_a_confirmation_of_the_future_counts_as_old_v21(book: Book) -> None:
    second = book.second()
    book.clock.forward(seconds=-30)
    assert "V21" in book.refused(correction(book), second=second)


def test_a_first_password_confirms_nothing_until_its_owner_changed_it_v22(book: Book) -> None:
    accounts = book.vault.accounts
    accounts.add_witness("示例王", WANG, FIRST, TINY, second=book.second())
    with pytest.raises(CannotOpen, match="还不是本人设定的"):
        book.vault.confirm("示例王", FIRST)
    with pytest.raises(CannotOpen, match="口令不对"):
        accounts.witness_password("示例王", "别的口令一二三四", OWN, TINY)
    with pytest.raises(Refused, match="V01"):
        accounts.witness_password("示例王", FIRST, FIRST, TINY)
    accounts.witness_password("示例王", FIRST, OWN, TINY)
    book.record(correction(book), second=book.vault.confirm("示例王", OWN))
    assert book.vault.prove(full=True).sound


def test_an_accounts_first_password_unlocks_but_does_not_confirm_v22(book: Book) -> None:
    roles = (Role.SECRECY_OFFICE_HEAD,)
    book.vault.accounts.add("示例王", WANG, roles, FIRST, TINY, second=book.second())
    with pytest.raises(CannotOpen, match="还不是本人设定的"):
        book.vault.confirm("示例王", FIRST)
    with book.reopen(FIRST, "示例王") as vault:
        with pytest.raises(Refused, match="V01"):
            vault.accounts.change_password(FIRST, TINY)
        vault.accounts.change_password(OWN, TINY)
    book.reopen()
    book.record(correction(book), second=book.vault.confirm("示例王", OWN))


@pytest.mark.parametrize("kind", ["witness", "account"])
def test_a_reset_password_works_but_does_not_confirm_until_changed(book: Book, kind: str) -> None:
    if kind == "witness":
        book.witness("示例王", WANG, OWN)
    else:
        book.account("示例王", WANG, Role.LEADER, password=OWN)
    old = book.vault.confirm("示例王", OWN)
    book.vault.accounts.reset("示例王", FIRST, TINY, second=book.second())
    with pytest.raises(CannotOpen, match="还不是本人设定的"):
        book.vault.confirm("示例王", FIRST)
    assert book.refused(correction(book), second=old) == ["V22"]
    if kind == "witness":
        book.vault.accounts.witness_password("示例王", FIRST, "又一个口令一二三", TINY)
    else:
        book.reopen(FIRST, "示例王").accounts.change_password("又一个口令一二三", TINY)
        book.reopen()
    book.record(correction(book), second=book.vault.confirm("示例王", "又一个口令一二三"))
    assert book.vault.prove(full=True).sound


def test_nobody_resets_or_grants_his_own_k32(book: Book) -> None:
    with pytest.raises(Refused, match="K32"):
        book.vault.accounts.reset(OFFICER, FIRST, TINY, second=book.second())
    assert "K32" in book.refused(
        Grant(on=book.today, person=LI, role=Role.LEADER), second=book.second()
    )


def test_who_gains_by_it_does_not_confirm_it_k32(book: Book) -> None:
    act = Grant(on=book.today, person=ZHOU)
    assert "K32" in book.refused(act, second=book.second())


def test_a_witness_who_left_yesterday_confirms_nothing_k23(book: Book) -> None:
    second = book.second()
    yesterday = book.today - timedelta(days=1)
    person = standing.find(book.connection, Person, (ZHOU,))
    assert person is not None
    gone = replace(person, left_on=yesterday, cooling_until=book.today + timedelta(days=300))
    standing.apply(book.connection, [(person, gone)])
    assert book.refused(correction(book), second=second) == ["K23"]
    (one,) = book.vault.accounts.could_confirm(correction(book))
    assert "离岗" in one.why_not
    assert "脱密期至" in one.why_not


def test_the_right_password_ends_the_wait_of_a_second_person(book: Book) -> None:
    for _ in range(FREE):
        with pytest.raises(CannotOpen, match="口令不对"):
            book.vault.confirm(WITNESS, "不对的口令")
    with pytest.raises(CannotOpen, match="请等 30 秒"):
        book.vault.confirm(WITNESS, WITNESS_PASSWORD)
    book.clock.forward(seconds=31)
    book.vault.confirm(WITNESS, WITNESS_PASSWORD)
    with pytest.raises(CannotOpen, match="口令不对"):
        book.vault.confirm(WITNESS, "不对的口令")
    book.vault.confirm(WITNESS, WITNESS_PASSWORD)


# -- who could be second ------------------------------------------------------------------


def test_who_could_be_second_is_told_before_the_work(book: Book) -> None:
    book.vault.accounts.add_witness("示例钱", QIAN, FIRST, TINY, second=book.second())
    said = {one.name: one.why_not for one in book.vault.accounts.could_confirm(correction(book))}
    assert said == {
        WITNESS: "",
        "示例钱": "示例钱的口令还不是本人设定的，须先由本人更改，才能当场确认",
    }
    grant = Grant(on=book.today, person=ZHOU)
    (first, *_) = book.vault.accounts.could_confirm(grant)
    assert first.why_not == f"{WITNESS}不得为自己申请或受益的事项当场确认"


def test_in_an_office_of_one_nobody_could(tmp_path: Path) -> None:
    alone = new_book(tmp_path)
    assert alone.vault.accounts.could_confirm() == []
    alone.close()


# -- propose, grant, lock, remove ---------------------------------------------------------


@pytest.fixture
def apart(tmp_path: Path) -> Book:
    made = new_book(tmp_path, small=False, administrators=THREE)
    assert made.founded is not None
    words = dict(made.founded.first_passwords)
    for name, first in words.items():
        made.reopen(first, name).accounts.change_password(f"{name}本人的口令", TINY)
    return made


def sits(book: Book, name: str) -> None:
    book.reopen(PASSWORD if name == OFFICER else f"{name}本人的口令", name)


def test_one_proposes_another_grants(apart: Book) -> None:
    sits(apart, OFFICER)
    with pytest.raises(Refused, match="V05"):
        apart.vault.accounts.add("示例丁", 1, (Role.LEADER,), FIRST, TINY)
    sits(apart, SYS)
    apart.record(AddPerson(on=apart.today, name="示例丁"))
    apart.vault.accounts.add("示例丁", 5, (Role.LEADER,), FIRST, TINY)
    with pytest.raises(CannotOpen, match="尚未授权"):
        apart.reopen(FIRST, "示例丁")
    sits(apart, SYS)
    assert apart.refused(Grant(on=apart.today, person=5)) == ["V05"]
    sits(apart, SECURITY)
    apart.record(Grant(on=apart.today, person=5))
    assert apart.reopen(FIRST, "示例丁").operator.roles == {Role.LEADER}
    sits(apart, SECURITY)
    assert apart.refused(Grant(on=apart.today, person=5)) == ["V01"]
    apart.record(Grant(on=apart.today, person=5, role=Role.SECRECY_OFFICE_HEAD))
    assert apart.reopen(FIRST, "示例丁").operator.roles == {Role.SECRECY_OFFICE_HEAD}


def test_in_a_small_unit_a_second_person_stands_for_the_other_administrator_v04(
    book: Book,
) -> None:
    with pytest.raises(Refused, match="V04"):
        book.vault.accounts.add("示例王", WANG, (Role.LEADER,), FIRST, TINY)
    with pytest.raises(Refused, match="V04"):
        book.vault.accounts.add_witness("示例王", WANG, FIRST, TINY)
    assert book.vault.accounts.names() == (OFFICER,)


def test_a_locked_credential_neither_unlocks_nor_confirms_v23(book: Book) -> None:
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    second = book.vault.confirm("示例王", OWN)
    book.record(LockCredential(on=book.today, person=WANG, reason="出差"))
    with pytest.raises(CannotOpen, match="已锁定"):
        book.vault.confirm("示例王", OWN)
    assert book.refused(correction(book), second=second) == ["V23"]
    with pytest.raises(CannotOpen, match="已锁定"):
        book.reopen(OWN, "示例王")
    book.vault = unlocked(book.folder, book.state, book.clock)
    back = UnlockCredential(on=book.today, person=WANG, reason="回来了")
    assert book.refused(back) == ["V04"]
    book.record(back, second=book.second())
    book.reopen(OWN, "示例王")


def test_the_last_administrator_locks_and_removes_himself_not_v25(apart: Book) -> None:
    sits(apart, SYS)
    with pytest.raises(Refused, match="V25"):
        apart.vault.accounts.remove(SYS, "调离")
    sits(apart, SECURITY)
    assert apart.refused(LockCredential(on=apart.today, person=3, reason="试")) == ["V25"]
    apart.reopen(f"{SYS}本人的口令", SYS)
    apart.vault.accounts.remove(AUDITOR, "调离")
    with pytest.raises(CannotOpen, match="没有名为"):
        apart.reopen(f"{AUDITOR}本人的口令", AUDITOR)


def test_an_administrator_hands_over_and_goes(book: Book) -> None:
    roles = (Role.SYS_ADMIN, Role.SECURITY_ADMIN, Role.CUSTODIAN)
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    with pytest.raises(Refused, match="V01"):
        book.vault.accounts.remove(OFFICER, "退休", heir=WANG, second=book.second())
    book.vault.accounts.remove("示例王", "改任", second=book.second())
    accounts = book.vault.accounts
    accounts.add("示例王二", WANG, roles, FIRST, TINY, second=book.second())
    accounts.remove(OFFICER, "退休", heir=WANG, second=book.second())
    book.reopen(FIRST, "示例王二")
    assert book.vault.operator.roles == set(roles)
    assert book.vault.prove(full=True).sound
    with pytest.raises(CannotOpen):
        book.reopen()


def test_nobody_confirms_his_own_removal_k32(book: Book) -> None:
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    with pytest.raises(Refused, match="K32"):
        book.vault.accounts.remove("示例王", "调离", second=book.second("示例王", OWN))


def test_removal_for_cause_makes_changing_the_keys_a_duty(book: Book) -> None:
    book.account("示例王", WANG, Role.LEADER, password=OWN)
    book.vault.accounts.remove("示例王", "口令外泄", for_cause=True, second=book.second())
    duty = standing.find(book.connection, KeyDuty, (1,))
    assert duty == KeyDuty(since=book.today, why="因故移除账户")


# -- passwords and slots --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("短口令", "至少8个字符"),
        ("示例王 2026-03", "不能是姓名"),
        ("ａaaaaaaa", "重复"),
        ("12345678", "连续的数字"),
        ("98765432", "连续的数字"),
    ],
)
def test_a_weak_password_is_refused_in_words_v01(book: Book, password: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        book.vault.accounts.add("示例王", WANG, (Role.LEADER,), password, TINY)
    assert why in refused.value.refusals[0].sentence


def test_a_ledger_is_not_founded_with_the_officers_name_as_password_v01(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="V01"):
        new_book(tmp_path, officer="示例李某某某某", password="示例李某某某某2026")


def test_a_slot_copied_from_another_keyring_opens_nothing(book: Book, tmp_path: Path) -> None:
    other = new_book(tmp_path / "other", password="另一本的口令一二")
    other.close()
    book.close()
    foreign = settling.read_keyring(other.folder / "keyring").slot(OFFICER)
    ring = settling.read_keyring(book.folder / "keyring")
    assert foreign is not None
    slots = tuple(foreign if slot.name == OFFICER else slot for slot in ring.slots)
    forged = Keyring(ring.ledger_id, ring.generation, slots)
    settling.write_first(book.folder, forged)
    for password in ("另一本的口令一二", PASSWORD):
        with pytest.raises(Trouble):
            unlocked(book.folder, book.state, book.clock, password)


def test_a_clock_set_forward_does_not_shorten_the_wait(book: Book) -> None:
    """The machine knows how long it is up: half an hour on the clock, three seconds in truth."""
    book.close()
    fail(book, up=100.0)
    book.clock.forward(minutes=30)
    with pytest.raises(CannotOpen, match="请等 27 秒"):
        machine(book, up=103.0)
    machine(book, up=131.0).lock()


def test_after_a_restart_of_the_machine_the_clock_counts_again(book: Book) -> None:
    book.close()
    fail(book, up=5000.0)
    book.clock.forward(seconds=10)
    with pytest.raises(CannotOpen, match="请等 20 秒"):
        machine(book, up=8.0)
    book.clock.forward(seconds=21)
    machine(book, up=29.0).lock()


def machine(book: Book, password: str = PASSWORD, *, up: float) -> Vault:
    """Unlock on a machine that has been up for so long, whatever its clock says."""
    now = Moment.of(book.clock.now, up)
    return Vault.unlock(book.folder, OFFICER, password, clock=lambda: now, state_dir=book.state)


def fail(book: Book, *, up: float) -> None:
    for _ in range(FREE):
        with pytest.raises(CannotOpen, match="口令不对"):
            machine(book, "不对的口令", up=up)


# -- policy ---------------------------------------------------------------------------------


def test_two_persons_set_a_number_of_the_unit(book: Book) -> None:
    act = SetPolicy(on=book.today, name="second_minutes", value=2, source="示例制度第3条")
    assert book.refused(act) == ["V04"]
    book.record(act, second=book.second())
    second = book.second()
    book.clock.forward(minutes=3)
    assert book.refused(correction(book), second=second) == ["V21"]
    wrong = replace(act, name="cap_years", value=-1, source=" ")
    assert book.refused(wrong, second=book.second()) == ["V01"]


def test_founding_keeps_the_forbidden_pairs_apart(tmp_path: Path) -> None:
    twice = ((Role.SYS_ADMIN, SYS), (Role.SECURITY_ADMIN, SECURITY), (Role.AUDIT_ADMIN, SYS))
    with pytest.raises(Refused, match="V01"):
        new_book(tmp_path, small=False, administrators=twice)


def test_the_officers_own_password_counts_and_the_administrators_first_ones_do_not(
    tmp_path: Path,
) -> None:
    made = new_book(tmp_path, small=False, administrators=THREE)
    own = {account.name: account.own for account in standing.where(made.connection, Account)}
    assert own == {OFFICER: True, SYS: False, SECURITY: False, AUDITOR: False}
    made.close()


def test_the_register_says_how_every_credential_stands(book: Book) -> None:
    accounts = book.vault.accounts
    accounts.add_witness("示例钱", QIAN, FIRST, TINY, second=book.second())
    accounts.add("示例王", WANG, (Role.LEADER,), FIRST, TINY, second=book.second())
    book.record(LockCredential(on=book.today, person=WANG, reason="出差"))
    accounts.add_witness("示例赵", ZHAO, FIRST, TINY, second=book.second())
    accounts.remove("示例赵", "试", second=book.second())
    said = {row.name: row.standing for row in book.vault.ask(ACCOUNTS).rows}
    assert said == {
        OFFICER: "在用",
        WITNESS: "在用",
        "示例钱": "首次口令",
        "示例王": "已锁定",
        "示例赵": "已移除",
    }


def test_zhao_is_nobody_here(book: Book) -> None:
    with pytest.raises(Refused, match="V00"):
        book.vault.accounts.remove("示例赵", "试", second=book.second())
    assert "V00" in book.refused(Grant(on=book.today, person=ZHAO), second=book.second())
