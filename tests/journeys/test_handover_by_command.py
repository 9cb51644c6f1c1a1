"""A handover is counted without a window, too; what was tampered with is counted afresh."""

from __future__ import annotations

from pathlib import Path

from db.ledger.beliefs.handovers import Finding
from db.ledger.values import Role
from db.store import ticks
from tests.book import OFFICER, PASSWORD, WANG, a_book, register
from tests.journeys.desk import Answer, here
from tests.store.test_handover import OPEN, RECEIVER, RECEIVER_PASSWORD


def test_items_are_ticked_line_by_line_and_counted_afresh(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    book.account(RECEIVER, WANG, Role.CUSTODIAN, password=RECEIVER_PASSWORD)
    book.record(register(scope=(WANG,)), OPEN)
    book.close()
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o600)

    def tick(lines: str, *more: str) -> Answer:
        words = ["tick", "移交〔2026〕001号", *more, "--ledger", str(book.folder)]
        words += ["--account", OFFICER, "--password-file", str(secret), "--day", "2026-03-04"]
        return here(words, book.state, lines.encode())

    answer = tick("1\n2 不符 页数7，应8\n")
    assert (answer.code, answer.out) == (0, "1  相符\n2  不符\n"), answer.err
    assert tick("3 丢了").code == 2
    assert tick("3 不符").code == 1
    book.reopen()
    assert ticks.made(book.connection, 1)[2].words == "页数7，应8"
    book.connection.execute("UPDATE tick SET words = '' WHERE position = 2")
    book.close()
    assert tick("1", "--afresh").code == 0
    book.reopen()
    assert {at: one.finding for at, one in ticks.made(book.connection, 1).items()} == {
        1: Finding.MATCHES
    }
    book.close()
