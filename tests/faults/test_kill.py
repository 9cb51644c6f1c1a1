"""A process that is killed at any moment loses nothing it acknowledged and leaves nothing half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from db.ledger.acts.handover.open import OpenHandover
from db.ledger.beliefs.handovers import Finding, HandoverReason
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from db.store import journal, proof, signers, ticks
from db.store.backup import read_manifest
from db.vault import Vault
from desktop import clock
from tests.book import LI, WANG, ZHOU, a_book, register
from tests.book import PASSWORD as BOOK_PASSWORD
from tests.faults.victim import WAYS
from tests.journeys.desk import OFFICER, PASSWORD, ROOT, Desk, here, traces

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@dataclass(frozen=True)
class Last:
    """What a child acknowledged before it was killed."""

    lines: list[list[str]]

    def said(self, word: str) -> list[list[str]]:
        """Return the acknowledgements that begin with a word."""
        return [line[1:] for line in self.lines if line[0] == word]


def killed(
    work: str, desk: Desk, after: float, password: str = PASSWORD, log: int | None = None
) -> Last:
    """Let a child work, and kill it so many seconds after it began; return what it acknowledged.

    With `log` it is killed once SQLite's log has so many bytes: in the middle of a commit.
    """
    lines: list[list[str]] = []
    began = threading.Event()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.victim", work, str(desk.home), password],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdout
        assert child.stderr
        reader = threading.Thread(target=_read, args=(child.stdout, lines, began))
        reader.start()
        assert began.wait(60), child.stderr.read().decode()
        if log is not None:
            _wait_for(desk.ledger / "ledger.db-wal", log, child)
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        reader.join(30)
        complaint = child.stderr.read().decode()
        assert child.wait(30) in (-signal.SIGKILL, 0), complaint
        assert complaint == ""
    return Last(lines)


def _wait_for(path: Path, size: int, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        with suppress(FileNotFoundError):
            if path.stat().st_size >= size:
                return


def _read(stream: IO[bytes], lines: list[list[str]], began: threading.Event) -> None:
    for line in stream:
        # A line torn by the kill was not acknowledged.
        if line.endswith(b"\n"):
            lines.append(line.decode().split())
            began.set()


def opened(desk: Desk, password: str = PASSWORD) -> Vault:
    return Vault.unlock(
        desk.ledger, OFFICER, password, clock=clock.now, state_dir=desk.state, write=True
    )


def _came(desk: Desk, since: int) -> int:
    """Return how many entries since one say no more than who came."""
    with opened(desk) as vault:
        counted = "SELECT count(*) FROM entry WHERE kind = 'log_in' AND seq > ?"
        (number,) = vault._connection.execute(counted, (since,)).fetchone()
    return int(number) - 1  # this one came just now


def whole(
    desk: Desk, last: Last, before: int, password: str = PASSWORD, *, full: bool = True
) -> int:
    """Expect every acknowledged entry in its place and nothing half; return the last entry.

    Without `full` the pages' codes and the rebuild are left out, which take longest.
    """
    with opened(desk, password) as vault:
        assert vault.rollback is None
        connection = vault._connection
        tip, _ = journal.tip(connection)
        assert tip >= before
        for first, end, link in last.said("recorded"):
            there = journal.link_at(connection, int(end))
            assert there is not None
            assert there.hex() == link, f"entries {first} to {end}"
        assert proof.first_broken_link(connection) is None
        assert proof.first_broken_body(connection) is None
        assert proof.first_broken_seal(connection, signers.public_keys(connection)) is None
        if full:
            found = vault.prove(full=True)
            assert found.sound, found.breaks
    assert {path.name for path in desk.ledger.iterdir()} <= {
        *("ledger.db", "keyring", "head", "lock"),
    }
    return tip


def kill_again_and_again(desk: Desk, times: int, seed: int) -> None:
    dice = random.Random(seed)
    with opened(desk) as vault:
        tip, _ = journal.tip(vault._connection)
    acknowledged = 0
    for number in range(1, times + 1):
        last = killed("record", desk, dice.uniform(0, 0.25))
        acknowledged += len(last.said("recorded"))
        tip = whole(desk, last, tip, full=number in (times // 2, times))
    assert acknowledged > times / 2


# Four ledgers share the kills, so that several cores can; each grows through its crashes.
@pytest.mark.parametrize("seed", range(4))
def test_no_acknowledged_entry_is_lost_in_fifty_kills(desk: Desk, seed: int) -> None:
    kill_again_and_again(desk, 13, seed)


@pytest.mark.night
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(100, 120))
def test_no_acknowledged_entry_is_lost_in_a_thousand_kills(desk: Desk, seed: int) -> None:
    kill_again_and_again(desk, 50, seed)


@pytest.mark.parametrize("seed", range(6))
def test_an_import_is_taken_whole_or_not_at_all(empty: Desk, seed: int) -> None:
    """Killed anywhere between reading the workbook and closing the ledger."""
    with opened(empty) as vault:
        tip, _ = journal.tip(vault._connection)
    dice = random.Random(seed)
    if seed % 2:
        last = killed("take", empty, 0, log=dice.randrange(100_000, 1_400_000))
    else:
        last = killed("take", empty, dice.uniform(0.1, 2.0))
    after = whole(empty, last, tip)
    copies = len(empty.rows("copies"))
    assert (after - tip - _came(empty, tip), copies) in ((0, 0), (296, 685))
    if last.said("recorded"):
        assert copies == 685


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_backup_leaves_no_half_one(desk: Desk, seed: int) -> None:
    folder = desk.home / "backups"
    folder.mkdir()
    last = killed("back_up", desk, random.Random(seed).uniform(0.05, 0.8))
    whole(desk, last, 0)
    written = [int(number) for (number,) in last.said("written")]
    finished = sorted(int(path.stem) for path in folder.glob("*.zc"))
    assert finished[: len(written)] == written
    assert len(finished) <= len(written) + 1
    for number in finished:
        assert read_manifest(folder / f"{number}.zc")["entries"]
        back = folder / f"back{number}"
        answer = here(["restore", str(folder / f"{number}.zc"), str(back)], desk.home / "elsewhere")
        assert answer.code == 0, answer.err
    # What a crash left beside is cleared away by the next backup of that name.
    (started,) = last.said("begun")[-1]
    with opened(desk) as vault:
        if int(started) not in finished:
            vault.back_up(folder / f"{started}.zc")
    leftovers = [path.name for path in folder.iterdir() if ".part" in path.name]
    assert leftovers == []


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_change_of_password_leaves_one_that_opens(desk: Desk, seed: int) -> None:
    word, dice = PASSWORD, random.Random(seed)
    for _ in range(2):
        last = killed("change_password", desk, dice.uniform(0, 0.3), word)
        begun, changed = last.said("begun"), last.said("changed")
        word = changed[-1][0] if changed else word
        other = next(way for way in WAYS if way != word)
        unfinished = len(begun) > len(changed)
        if unfinished and not opens(desk, word):
            # The change was recorded and only not acknowledged: then the new one opens.
            word, other = other, word
        whole(desk, last, 0, word)
        assert not opens(desk, other)
        (desk.ledger / "failed-logins").unlink(missing_ok=True)
        assert not (desk.ledger / "keyring.new").exists()


def opens(desk: Desk, password: str) -> bool:
    """Say whether a password opens the ledger, without leaving a trace of a failure."""
    failed = desk.ledger / "failed-logins"
    try:
        Vault.unlock(
            desk.ledger, None, password, clock=clock.now, state_dir=desk.state, write=False
        ).lock()
    except CannotOpen as refused:
        if "口令不对" not in refused.sentence:
            raise
        return False
    finally:
        failed.unlink(missing_ok=True)
    return True


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_the_heads_are_written(desk: Desk, seed: int) -> None:
    """A head may be behind the ledger, never ahead of it, and never half."""
    dice, tip = random.Random(seed), 0
    for _ in range(2):
        last = killed("mark_heads", desk, dice.uniform(0, 0.3))
        tip = whole(desk, last, tip)
    assert [path.suffix for path in desk.state.iterdir()] == [".head"]


def test_a_killed_writer_is_read_from_without_a_trace(desk: Desk, tmp_path: Path) -> None:
    last = killed("record", desk, 0.4)
    before = traces(desk.ledger)
    assert (desk.ledger / "ledger.db-wal").stat().st_size > 0
    answer = desk.run("list", "journal", "--format", "json")
    assert answer.code == 0
    numbers = {row["seq"] for row in answer.json}
    assert all(int(end) in numbers for _, end, _ in last.said("recorded"))
    assert desk.run("verify", "--full").code == 0
    assert traces(desk.ledger) == before


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_in_the_middle_of_a_handover_loses_no_tick(tmp_path: Path, seed: int) -> None:
    """What was counted is there, in its last words; at most one tick was made and not told."""
    book = a_book(tmp_path)
    book.account("示例王", WANG, Role.CUSTODIAN, password="接交口令第一二三")
    book.clock.now = clock.now()  # the child's clock is the real one
    book.record(register(book.today, copy_nos="000001-000040"))
    act = OpenHandover(
        on=book.today, leaver=LI, receiver=WANG, supervisor=ZHOU, reason=HandoverReason.ROTATION
    )
    book.record(act)
    book.close()
    dice, told = random.Random(seed), 0
    for _ in range(4):
        last = killed("tick", Desk(tmp_path), dice.uniform(0.02, 0.3), BOOK_PASSWORD)
        with opened(Desk(tmp_path), BOOK_PASSWORD) as vault:
            made = ticks.made(vault._connection, 1)
        said = {int(place): int(number) for place, number in last.said("ticked")}
        told += len(said)
        later = [place for place, number in said.items() if made[place].words != f"第{number}次"]
        assert len(later) <= 1
        for place in set(said) - set(later):
            wanted = (Finding.DIFFERS, Finding.MATCHES)[said[place] % 2]
            assert made[place].finding is wanted
    assert told > 4
