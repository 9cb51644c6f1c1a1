"""The one door: passwords, looking only, a doubtful clock, a rollback, a backup and its return."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.ledger.acts.program.clock import ClockDoubted
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.ledger.values import Level, Role
from db.store import keyring, settling
from db.store.keyring import open_recovery
from db.vault import Plan, Vault
from db.views.book import BOOK
from db.views.copies import COPIES
from tests.book import (
    OFFICER,
    PASSWORD,
    TINY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    Book,
    Clock,
    a_book,
    journal,
    new_book,
    open_row,
    register,
    unlocked,
)

NEW = "换过的示例口令一二"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    return made


def again(book: Book, password: str = PASSWORD, *, write: bool = True) -> Vault:
    return unlocked(book.folder, book.state, book.clock, password, write=write)


def kinds(vault: Vault) -> list[str]:
    return [row.kind for row in reversed(journal(vault))]


def every_byte(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


# -- a new ledger ---------------------------------------------------------------------


def test_a_new_ledger_is_there_at_once_and_proves_sound(tmp_path: Path) -> None:
    book = new_book(tmp_path, ceiling=Level.SECRET)
    (row,) = book.vault.ask(BOOK).rows
    assert (row.unit, row.ceiling, row.small) == ("示例单位", Level.SECRET, True)
    assert book.vault.operator.roles == {Role.CUSTODIAN, Role.SYS_ADMIN, Role.SECURITY_ADMIN}
    assert book.vault.prove(full=True).sound
    assert book.vault.rollback is None
    assert sorted(path.name for path in book.close().iterdir() if path.name != "lock") == [
        "head",
        "keyring",
        "ledger.db",
    ]


def test_separate_administrators_get_passwords_of_their_own(tmp_path: Path) -> None:
    administrators = (
        (Role.SYS_ADMIN, "系管"),
        (Role.SECURITY_ADMIN, "安管"),
        (Role.AUDIT_ADMIN, "审计"),
    )
    book = new_book(tmp_path, small=False, administrators=administrators)
    assert book.founded is not None
    assert book.vault.operator.roles == {Role.CUSTODIAN}
    passwords = dict(book.founded.first_passwords)
    assert PASSWORD not in repr(book.founded)
    assert not any(password in repr(book.founded) for password in passwords.values())
    book.close()
    for role, name in administrators:
        with unlocked(book.folder, book.state, book.clock, passwords[name], name) as vault:
            assert vault.operator.roles == {role}


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(" ", OFFICER, PASSWORD), "单位名称"),
        (Plan("示例单位", "", PASSWORD), "保密员姓名"),
        (Plan("示例单位", OFFICER, "1234567"), "口令"),
        (Plan("示例单位", OFFICER, PASSWORD, administrators=((Role.SYS_ADMIN, OFFICER),)), "姓名"),
    ],
)
def test_a_plan_that_cannot_be_leaves_nothing_behind(
    tmp_path: Path, plan: Plan, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        Vault.create(
            tmp_path / "ledger", plan, clock=Clock(), state_dir=tmp_path / "state", cost=TINY
        )
    assert words in str(refused.value.refusals[0])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_where_something_lies(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "a.txt").write_text("x")
    with pytest.raises(CannotOpen, match="不是空的"):
        new_book(tmp_path)
    assert [path.name for path in (tmp_path / "ledger").iterdir()] == ["a.txt"]


def test_there_is_a_recovery_slot_and_its_key_is_the_ledgers(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    assert book.founded is not None
    ring = settling.read_keyring(book.folder / "keyring")
    opened = open_recovery(ring, book.founded.recovery.secret)
    assert opened.master_key == keyring.open_slot(ring, OFFICER, PASSWORD).master_key
    assert opened.signing_key == b""
    with pytest.raises(CannotOpen):
        open_recovery(ring, "0" * 32)


# -- passwords ------------------------------------------------------------------------


def test_a_wrong_password_opens_nothing_and_is_put_on_record_at_the_next_unlock(book: Book) -> None:
    book.close()
    for _ in range(2):
        with pytest.raises(CannotOpen, match="口令不对"):
            again(book, "不对的口令")
    with again(book) as vault:
        row = journal(vault)[-2]
        assert row.kind == "failed_log_in"
        assert "示例李登录失败2次" in row.sentence
    with again(book) as vault:
        assert kinds(vault).count("failed_log_in") == 1


def test_guessing_is_slowed_down_and_the_right_password_too_has_to_wait(book: Book) -> None:
    book.close()
    for _ in range(5):
        with pytest.raises(CannotOpen, match="口令不对"):
            again(book, "不对的口令")
    with pytest.raises(CannotOpen, match="30 秒"):
        again(book)
    book.clock.forward(seconds=29)
    with pytest.raises(CannotOpen, match="1 秒"):
        again(book)
    book.clock.forward(seconds=1)
    again(book).lock()


def test_what_was_typed_as_a_name_is_not_kept(book: Book) -> None:
    book.close()
    with pytest.raises(CannotOpen):
        unlocked(book.folder, book.state, book.clock, "x", "我的口令是示例")
    with again(book) as vault:
        row = journal(vault)[-2]
        assert row.kind == "failed_log_in"
        assert "示例" not in row.sentence


def test_after_a_change_the_old_password_opens_nothing(book: Book) -> None:
    book.vault.accounts.change_password(NEW, TINY)
    book.record(register(doc_number="示办发〔2026〕8号"))
    book.close()
    with pytest.raises(CannotOpen, match="口令不对"):
        again(book)
    with again(book, NEW) as vault:
        assert vault.prove(full=True).sound
    assert not (book.folder / "keyring.new").exists()


def test_changing_twice_in_one_session_is_no_trouble(book: Book) -> None:
    book.vault.accounts.change_password(NEW, TINY)
    roles, second = (Role.LEADER,), book.second()
    book.vault.accounts.add("示例王", WANG, roles, "示例王的示例口令一二", TINY, second=second)
    book.vault.accounts.change_password(PASSWORD + "甲", TINY)
    book.close()
    again(book, PASSWORD + "甲").lock()
    unlocked(book.folder, book.state, book.clock, "示例王的示例口令一二", "示例王").lock()


def test_a_failed_change_leaves_the_old_password(book: Book) -> None:
    """The clock is doubted in the middle: nothing is recorded, nothing is half changed."""
    book.reopen()
    book.close()
    book.clock.forward(days=40)
    vault = again(book)
    with pytest.raises(Refused, match="V11"):
        vault.accounts.change_password(NEW, TINY)
    vault.lock()
    again(book).lock()
    assert not (book.folder / "keyring.new").exists()


def test_with_one_account_its_name_may_be_left_out(book: Book) -> None:
    book.close()
    unlocked(book.folder, book.state, book.clock, account=None).lock()
    book.vault = again(book)
    roles, second = (Role.LEADER,), book.second()
    book.vault.accounts.add("示例王", WANG, roles, "示例王的示例口令一二", TINY, second=second)
    book.close()
    with pytest.raises(CannotOpen, match="多个账户"):
        unlocked(book.folder, book.state, book.clock, account=None)


# -- only looking ---------------------------------------------------------------------


def test_looking_changes_nothing_in_the_folder(book: Book) -> None:
    book.close()
    before = every_byte(book.folder), every_byte(book.state)
    with again(book, write=False) as vault:
        assert len(vault.ask(COPIES).rows) == 3
        assert vault.prove(full=True).sound
        assert vault.differs_from_rebuild() is None
        with vault.snapshot() as seen:
            assert seen.count(COPIES) == 3
        assert vault.preview(register()) != [[]]
    assert (every_byte(book.folder), every_byte(book.state)) == before


def test_who_only_looks_records_nothing(book: Book) -> None:
    book.close()
    before = every_byte(book.folder)
    with again(book, write=False) as vault:
        with pytest.raises(CannotOpen, match="只读"):
            vault.record(register(doc_number="示办发〔2026〕8号"))
        with pytest.raises(CannotOpen, match="只读"):
            vault.accounts.change_password(NEW, TINY)
    assert every_byte(book.folder) == before


def test_there_is_one_writer(book: Book) -> None:
    with pytest.raises(CannotOpen, match="正在"):
        again(book)
    with again(book, write=False) as reader:
        assert len(reader.ask(COPIES).rows) == 3
    book.record(register(doc_number="示办发〔2026〕8号"))


def test_a_snapshot_stays_as_it_was(book: Book) -> None:
    with book.vault.snapshot() as seen:
        book.record(register(doc_number="示办发〔2026〕8号"))
        assert seen.count(COPIES) == 3
        assert len(seen.page(COPIES).rows) == len(list(seen.stream(COPIES))) == 3
    assert len(book.vault.ask(COPIES).rows) == 6


def test_a_refused_act_changes_nothing_at_all(book: Book) -> None:
    before, count = book.dump(), book.vault.prove(full=False).entries
    with pytest.raises(Refused, match="K34"):
        book.record(AddDepartment(on=book.today, name="人事处"), register())
    assert (book.dump(), book.vault.prove(full=False).entries) == (before, count)


def test_what_a_text_looks_like_is_what_is_believed(book: Book) -> None:
    """A compatibility ideograph and a decomposed letter are recorded composed, and believed so."""
    book.record(open_row(title="\ufa1b利e\u0301通知", as_typed={"文件标题": "\ufa1b利"}))
    assert book.vault.differs_from_rebuild() is None
    assert "福利é通知" in {row.title for row in book.vault.ask(COPIES).rows}


# -- which day it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "words"),
    [(-timedelta(hours=2), "早于上一条记录"), (timedelta(days=32), "距上一条记录32天")],
    ids=["set back", "far ahead"],
)
def test_a_doubtful_clock_asks_for_the_day_v11(book: Book, by: timedelta, words: str) -> None:
    book.close()
    right = book.today
    book.clock.now += by
    vault = again(book)
    act = AddDepartment(on=right, name="人事处")
    with pytest.raises(Refused) as refused:
        vault.record(act)
    assert refused.value.refusals[0].rule.number == "V11"
    assert words in str(refused.value.refusals[0])
    vault.confirm_day(right)
    assert vault.today == right
    vault.record(act)
    row, visit = journal(vault)[-3:-1]
    assert (visit.kind, visit.happened_on) == ("log_in", right)
    assert (row.kind, row.happened_on) == ("clock_doubted", right)
    assert words in row.sentence
    assert vault.prove(full=True).sound
    vault.lock()


@pytest.mark.parametrize("by", [timedelta(0), timedelta(seconds=-1), timedelta(days=31)])
def test_a_clock_that_may_be_right_is_not_doubted(book: Book, by: timedelta) -> None:
    book.close()
    book.clock.now += by
    with again(book) as vault:
        vault.record(AddDepartment(on=vault.today, name="人事处"))


def test_on_a_confirmed_day_nothing_is_recorded_for_a_later_one_k35(book: Book) -> None:
    book.close()
    book.clock.forward(days=400)
    with again(book) as vault:
        vault.confirm_day(date(2026, 3, 5))
        with pytest.raises(Refused, match="K35"):
            vault.record(AddDepartment(on=date(2026, 3, 6), name="人事处"))
        vault.record(AddDepartment(on=date(2026, 3, 5), name="人事处"))


def test_a_clock_that_is_not_doubted_needs_no_confirmation(book: Book) -> None:
    book.vault.confirm_day(date(2030, 1, 1))
    assert book.vault.today == book.today
    assert ClockDoubted.kind not in kinds(book.vault)


# -- rolled back ----------------------------------------------------------------------


@pytest.fixture
def rolled(book: Book, tmp_path: Path) -> Book:
    """Yesterday's folder was copied back over today's, by somebody who forgot the state folder."""
    book.close()
    shutil.copytree(book.folder, tmp_path / "yesterday")
    book.vault = again(book)
    for number in (8, 9):
        book.record(register(doc_number=f"示办发〔2026〕{number}号"))
    book.close()
    shutil.rmtree(book.folder)
    shutil.copytree(tmp_path / "yesterday", book.folder)
    book.vault = again(book)
    return book


def lost(book: Book) -> RolledBack:
    verdict = book.vault.rollback
    assert verdict is not None
    return RolledBack(on=book.today, why="误恢复", first=verdict.lost_first, last=verdict.lost_last)


def test_a_rolled_back_ledger_says_what_is_lost_and_records_nothing(rolled: Book) -> None:
    verdict = rolled.vault.rollback
    assert verdict is not None
    assert verdict.lost_last - verdict.lost_first == 2  # two of work, one log-in
    assert "台账被退回到较早的状态" in verdict.sentence
    assert len(rolled.vault.ask(COPIES).rows) == 3
    with pytest.raises(Damaged, match="已丢失"):
        rolled.record(register(doc_number="示办发〔2026〕8号"))
    with pytest.raises(Refused, match="V04"):
        rolled.record(lost(rolled))
    assert rolled.vault.rollback is not None


def test_a_rollback_stays_until_two_persons_record_it(rolled: Book) -> None:
    rolled.reopen()
    assert rolled.vault.rollback is not None
    rolled.record(lost(rolled), second=rolled.second())
    assert rolled.vault.rollback is None
    rolled.record(register(doc_number="示办发〔2026〕8号"))
    rolled.reopen()
    assert rolled.vault.rollback is None
    assert rolled.vault.prove(full=True).sound


def test_who_is_alone_may_first_name_a_witness(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    book.close()
    shutil.copytree(book.folder, tmp_path / "old")
    book.vault = again(book)
    book.record(AddDepartment(on=book.today, name="人事处"))
    book.close()
    shutil.rmtree(book.folder)
    shutil.copytree(tmp_path / "old", book.folder)
    book.vault = again(book)
    with pytest.raises(Trouble):
        book.record(AddDepartment(on=book.today, name="人事处"))
    book.record(AddPerson(on=book.today, name=WITNESS))
    book.witness(WITNESS, 2, WITNESS_PASSWORD)
    book.record(lost(book), second=book.second())
    book.record(AddDepartment(on=book.today, name="人事处"))
    assert book.vault.prove(full=True).sound
    book.close()


def test_looking_at_a_rolled_back_ledger_leaves_it_so(rolled: Book) -> None:
    rolled.close()
    with again(rolled, write=False) as vault:
        assert vault.rollback is not None
    with again(rolled) as vault:
        assert vault.rollback is not None


def test_one_head_is_enough_and_two_lost_ones_are_told(book: Book) -> None:
    book.close()
    (book.folder / "head").unlink()
    with again(book) as vault:
        assert vault.rollback is None
    (book.folder / "head").unlink()
    shutil.rmtree(book.state)
    with again(book) as vault:
        assert vault.rollback is not None
        assert "两处台账头记录都不在" in vault.rollback.sentence


# -- backup and return ----------------------------------------------------------------


def test_a_backup_comes_back_as_it_was(book: Book, tmp_path: Path) -> None:
    report = book.vault.back_up(tmp_path / "备份.zcb")
    assert report.path.exists()
    dump, count = book.dump(), book.vault.prove(full=False).entries
    book.close()
    Vault.restore(report.path, tmp_path / "restored")
    elsewhere = tmp_path / "other-machine"
    with unlocked(tmp_path / "restored", elsewhere, book.clock) as vault:
        proven = vault.prove(full=True)
        assert (proven.entries, proven.breaks) == (count, ())
        restored = Book(tmp_path / "restored", elsewhere, book.clock, vault)
        assert restored.dump() == dump
        restored.record(lost(restored), second=restored.second())
        restored.record(register(doc_number="示办发〔2026〕8号"))


@pytest.fixture
def restored(book: Book, tmp_path: Path) -> Book:
    """On another PC, out of a backup, not yet unlocked for work."""
    book.vault.back_up(tmp_path / "备份.zcb")
    book.close()
    folder, state = tmp_path / "restored", tmp_path / "other"
    Vault.restore(tmp_path / "备份.zcb", folder)
    return Book(folder, state, book.clock, unlocked(folder, state, book.clock))


def test_a_restored_ledger_is_only_looked_at_until_two_persons_record_it_v04(
    restored: Book,
) -> None:
    assert restored.vault.rollback is not None
    assert "2026-03-04 09:00的备份" in restored.vault.rollback.sentence
    with pytest.raises(Damaged, match="由两人记录"):
        restored.record(register(doc_number="示办发〔2026〕8号"))
    with pytest.raises(Refused, match="V04"):
        restored.record(lost(restored))
    restored.reopen()
    invented = RolledBack(on=restored.today, why="换电脑", first=3, last=400)
    restored.record(invented, second=restored.second())
    told, visit = journal(restored.vault)[-2:]
    assert (told.operator, told.second) == (OFFICER, WITNESS)
    assert told.sentence.endswith("恢复台账：没有查出缺失，换电脑"), "what was found, not typed"
    assert visit.kind == "log_in"
    restored.record(register(doc_number="示办发〔2026〕8号"))
    assert restored.reopen().rollback is None


def test_the_note_of_a_restoring_counts_until_it_is_on_record(restored: Book) -> None:
    note = restored.folder / "restored"
    kept = note.read_bytes()
    for spoilt in (b"", b"{", b'{"entries":"x","made":1}', b"x" * 5000):
        note.write_bytes(spoilt)
        assert restored.reopen().rollback is not None
    restored.record(lost(restored), second=restored.second())
    assert not note.exists()
    note.write_bytes(kept)  # the power failed between the record and the note
    assert restored.reopen().rollback is None


def test_a_restored_ledger_notes_what_was_lost_since_the_backup(book: Book, tmp_path: Path) -> None:
    book.vault.back_up(tmp_path / "备份.zcb")
    book.record(register(doc_number="示办发〔2026〕8号"))
    book.close()
    shutil.rmtree(book.folder)
    Vault.restore(tmp_path / "备份.zcb", book.folder)
    book.vault = again(book)
    assert book.vault.rollback is not None
    assert book.vault.rollback.lost_first == book.vault.rollback.lost_last
    book.record(lost(book), second=book.second())
    book.record(register(doc_number="示办发〔2026〕8号"))
    assert book.vault.prove(full=True).sound


def test_a_backup_opens_with_the_password_of_its_day(book: Book, tmp_path: Path) -> None:
    book.vault.back_up(tmp_path / "备份.zcb")
    book.vault.accounts.change_password(NEW, TINY)
    book.close()
    Vault.restore(tmp_path / "备份.zcb", tmp_path / "restored")
    with pytest.raises(CannotOpen, match="口令不对"):
        unlocked(tmp_path / "restored", tmp_path / "elsewhere", book.clock, NEW)
    unlocked(tmp_path / "restored", tmp_path / "elsewhere", book.clock).lock()
