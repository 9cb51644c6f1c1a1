"""换钥: a new file under a new key, whole at every step; what opened the old opens it no more."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.ledger.beliefs import Copy, Document, Person, Receipt, Unit
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.ledger.values import Role
from db.store import cipher, files, recording, rekeying, settling, standing
from db.store.files import LEDGER
from db.store.reading import Question
from db.vault import KeyWish, Rekeyed, Wish, recover, rekey
from db.views.today import TODAY, Matter
from tests.book import (
    OFFICER,
    PASSWORD,
    TINY,
    WANG,
    WITNESS,
    WITNESS_PASSWORD,
    Book,
    a_book,
    furnish,
    master_key,
    new_book,
    register,
    unlocked,
)

WANG_PASSWORD = "示例王自己的口令一二"
BY_TWO = KeyWish(OFFICER, PASSWORD, (WITNESS, WITNESS_PASSWORD), "因故移除账户之后")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register())
    made.account("示例王", WANG, Role.LEADER, password=WANG_PASSWORD)
    made.vault.drafts.keep("写了一半", "{}")
    return made


def change(book: Book, wish: KeyWish = BY_TWO) -> Rekeyed:
    return rekey(book.folder, wish, book.clock.now, book.state, TINY)


def contents_of(book: Book, _: object = None) -> list[object]:
    """Return what is kept in the ledger, credentials apart: those do change."""
    kinds: tuple[type[Any], ...] = (Unit, Person, Document, Copy, Receipt)
    return [belief for kind in kinds for belief in standing.where(book.connection, kind)]


def due(book: Book) -> list[str]:
    given = {"today": book.today.isoformat(), "since": book.today.isoformat()}
    rows = book.vault.ask(TODAY, Question(given=given)).rows
    return [row.title or "" for row in rows if row.matter is Matter.KEYS]


def test_the_old_key_opens_the_new_file_no_more_and_nothing_is_lost(book: Book) -> None:
    old, contents = master_key(book), contents_of(book)
    entries = book.vault.prove(full=False).entries
    book.close()
    done = change(book)
    with pytest.raises(Trouble):
        cipher.connect(book.folder / LEDGER, old, write=False)
    vault = book.reopen()
    assert contents_of(book) == contents
    assert vault.prove(full=True).entries == entries + 4  # a reset, 换钥, the keyring, the log-in
    assert vault.prove(full=True).sound
    assert vault.drafts.kept("写了一半") == {"写了一半": "{}"}
    assert vault.rollback is None
    names = sorted(path.name for path in book.folder.iterdir())
    assert not {"ledger.db.new", "keyring.new", "swap"} & set(names)
    assert [name for name, _ in done.first_passwords] == ["示例王"]


def test_who_was_not_here_gets_a_first_password(book: Book) -> None:
    book.close()
    ((name, first),) = change(book).first_passwords
    with pytest.raises(CannotOpen):
        book.reopen(WANG_PASSWORD, name)
    vault = book.reopen(first, name)
    vault.accounts.change_password(WANG_PASSWORD, TINY)
    book.reopen().confirm(name, WANG_PASSWORD)
    assert book.vault.prove(full=True).sound


def test_who_was_here_keeps_his_password(book: Book) -> None:
    book.close()
    assert change(book, replace(BY_TWO, present=(("示例王", WANG_PASSWORD),))).first_passwords == ()
    book.reopen(WANG_PASSWORD, "示例王")
    second = replace(BY_TWO, second=("示例王", WANG_PASSWORD))
    book.close()
    assert change(book, second).first_passwords == ()


def test_the_old_recovery_key_opens_nothing_and_the_new_one_does(tmp_path: Path) -> None:
    book = new_book(tmp_path)
    furnish(book)
    book.witness("示例赵", 3, WANG_PASSWORD)
    assert book.founded is not None
    old = " ".join(book.founded.recovery.groups)
    book.close()
    new = " ".join(change(book).recovery.groups)
    wish = Wish(
        OFFICER, "全新的口令一二三", ((WITNESS, WITNESS_PASSWORD), ("示例赵", WANG_PASSWORD))
    )
    with pytest.raises(CannotOpen):
        recover(book.folder, old, wish, book.clock.now, book.state, TINY)
    recover(book.folder, new, wish, book.clock.now, book.state, TINY)
    book.reopen("全新的口令一二三")
    assert due(book) == ["启用过恢复密钥"]
    book.close()
    change(book, replace(BY_TWO, password="全新的口令一二三"))
    book.reopen("全新的口令一二三")
    assert due(book) == []


def test_removal_for_cause_stands_on_today_until_the_keys_are_changed(book: Book) -> None:
    book.vault.accounts.remove("示例王", "口令外泄", for_cause=True, second=book.second())
    assert due(book) == ["因故移除账户"]
    book.clock.forward(days=20)
    assert due(book) == ["因故移除账户"]
    book.close()
    change(book)
    book.reopen()
    assert due(book) == []


@pytest.mark.parametrize(
    ("wish", "rule"),
    [
        (replace(BY_TWO, second=(OFFICER, PASSWORD)), "V04"),
        (replace(BY_TWO, reason=" "), "V01"),
        (KeyWish("示例王", WANG_PASSWORD, (WITNESS, WITNESS_PASSWORD), "试"), "V05"),
    ],
)
def test_one_alone_or_somebody_else_changes_no_keys(book: Book, wish: KeyWish, rule: str) -> None:
    before = contents_of(book)
    book.close()
    with pytest.raises(Refused, match=rule):
        change(book, wish)
    book.reopen()
    assert contents_of(book) == before
    assert not (book.folder / "ledger.db.new").exists()


def test_nobody_changes_keys_while_the_ledger_is_open(book: Book) -> None:
    with pytest.raises(CannotOpen, match="正"):
        change(book)
    assert book.vault.prove(full=True).sound


class Crash(BaseException):
    """The power fails."""


STEPS = (
    (cipher, "rewritten"),
    (recording, "committed"),
    (settling, "write_pending"),
    (settling, "write_swap"),
    (files, "sync_folder"),
    (settling, "finish_pending"),
    (settling, "drop_swap"),
    (rekeying, "_mark"),
)


@pytest.mark.parametrize(("where", "step"), STEPS, ids=[step for _, step in STEPS])
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_a_crash_leaves_the_old_ledger_or_the_new_one(
    book: Book, monkeypatch: pytest.MonkeyPatch, where: Any, step: str, *, late: bool
) -> None:
    contents = contents_of(book)
    book.close()
    with monkeypatch.context() as patch:
        real, calls = getattr(where, step), []

        def fails(*words: Any, **more: Any) -> Any:
            calls.append(step)
            if step == "drop_swap" and len(calls) == 1:
                return real(*words, **more)  # the first only clears what was left before
            answer = real(*words, **more) if late else None
            if late and hasattr(answer, "close"):
                answer.close()
            raise Crash

        patch.setattr(where, step, fails)
        with pytest.raises(Crash):
            change(book)
    vault = book.reopen()
    assert vault.rollback is None
    assert contents_of(book) == contents
    assert vault.prove(full=True).sound
    assert not {"ledger.db.new", "keyring.new", "swap"} & {p.name for p in book.folder.iterdir()}


def test_a_crash_in_the_middle_is_read_without_a_trace(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two renames a reader finds the right keyring and changes nothing."""
    book.close()

    def fails(_: Path) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(settling, "finish_pending", fails)
        with pytest.raises(Crash):
            change(book)
    before = sorted(path.name for path in book.folder.iterdir())
    unlocked(book.folder, book.state, book.clock, write=False).lock()
    assert sorted(path.name for path in book.folder.iterdir()) == before
    book.reopen()


def other_pc(book: Book, tmp_path: Path) -> Path:
    """Return the state folder of another PC on which the ledger was open before."""
    state = tmp_path / "other"
    book.close()
    unlocked(book.folder, state, book.clock).lock()
    return state


def test_the_head_that_another_pc_kept_is_renewed_after_the_keys_were_changed(
    book: Book, tmp_path: Path
) -> None:
    state = other_pc(book, tmp_path)
    (kept,) = state.glob("*.head")
    before = kept.read_bytes()
    change(book)
    with unlocked(book.folder, state, book.clock) as vault:
        assert vault.rollback is None
    assert kept.read_bytes() != before
    assert kept.read_bytes() == (book.folder / "head").read_bytes()
    book.reopen()


def test_a_folder_from_before_the_key_change_is_known_by_the_head_of_the_pc(
    book: Book, tmp_path: Path
) -> None:
    book.close()
    shutil.copytree(book.folder, tmp_path / "before")
    change(book)
    shutil.rmtree(book.folder)
    shutil.copytree(tmp_path / "before", book.folder)
    vault = book.reopen()
    assert vault.rollback is not None
    assert "换钥以前的旧本" in vault.rollback.sentence
    with pytest.raises(Damaged, match="旧本"):
        book.record(register())
