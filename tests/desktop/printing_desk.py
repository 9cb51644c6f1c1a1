"""A desk for tests: a real small ledger, jobs done at once, a printer that is a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.look import Look, dress
from desktop.session import Session
from desktop.tasks import InlineWorker
from tests.book import Book, a_book, register

TITLES = 24


@contextmanager
def desk(at: Path, documents: int = TITLES) -> Iterator[tuple[Book, Session, Look]]:
    book = a_book(at)
    book.record(
        *(
            register(
                doc_number=f"示办发〔2026〕{n}号",
                title=f"关于示例工作第{n}号的通知",
                copy_nos=f"{n * 10:06d}-{n * 10 + 2:06d}",
            )
            for n in range(1, documents + 1)
        )
    )
    session = Session(book.vault, InlineWorker(), InlineWorker())
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    yield book, session, dress(application)
    book.close()


def fake_printing(folder: Path, *, works: bool = True, says: str = "", stops: str = "") -> Path:
    """Put an lp and an lpstat into a folder; return where lp leaves what it was given."""
    folder.mkdir(exist_ok=True)
    got = folder / "printed"
    lp = f'printf "%s\\n" "$@" > "{got}.words"\ncat > "{got}"\n'
    if not works:
        lp = f'cat > /dev/null\necho "{says}" >&2\nexit 1\n'
    state = f'echo "printer Desk disabled since today"; echo "{stops}" > /dev/null'
    lpstat = (
        'case "$1" in -e) echo Room; echo Desk;;'
        ' -d) echo "system default destination: Desk";;'
        f" *) {state if stops else 'true'};; esac\n"
    )
    for name, body in (("lp", lp), ("lpstat", lpstat)):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{body}", encoding="utf-8")
        program.chmod(0o755)
    return got
