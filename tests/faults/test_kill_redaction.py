"""Who is killed in the middle of a redaction has done nothing, or all of it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.ledger.withheld import PLACEHOLDER
from db.store import scrubbing
from db.views.documents import DOCUMENTS
from tests.architecture.sources import PROJECT
from tests.book import Book, a_book, master_key, register
from tests.store.pages import TITLE, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that takes a while to write anew."""
    at = tmp_path_factory.mktemp("full")
    book = a_book(at)
    book.record(register(title=TITLE, remark="见鲲鹏件"))
    for number in range(200, 280):
        book.record(register(doc_number=f"示办发〔2026〕{number}号", remark="示例" * 300))
    book.close()
    return at


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3, 0.5, 0.8, 1.2])
def test_a_kill_leaves_before_or_after_and_the_next_opening_finishes(
    full: Path, tmp_path: Path, after: float
) -> None:
    book = _copied(full, tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.redactor", str(book.folder), str(book.state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"begun\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        finished = child.stdout.read() == b"done\n"
    book.reopen()
    (row, *_) = book.vault.ask(DOCUMENTS).rows
    assert row.title in (TITLE, PLACEHOLDER)
    assert row.title == PLACEHOLDER or not finished
    assert not scrubbing.due(book.connection)
    assert bool(told(book.folder, master_key(book))) == (row.title == TITLE)
    proof = book.vault.prove(full=True)
    assert proof.sound, proof.breaks
    assert bool(proof.withheld) == (row.title == PLACEHOLDER)
    book.close()


def _copied(full: Path, at: Path) -> Book:
    shutil.copytree(full, at, dirs_exist_ok=True)
    book = a_book(at / "spare")
    book.close()
    book.folder, book.state = at / "ledger", at / "state"
    return book
