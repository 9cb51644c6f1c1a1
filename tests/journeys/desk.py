"""A desk for tests: the real command line, in this process or in one of its own.

Key derivation is cheap here: in this process `calibrated` answers with the least cost there is,
and a process of its own gets a ledger that was made so.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from db.store import accounts, founding, rekeying
from db.store.replay import dump_digest
from db.store.sealing import Cost
from db.vault import Vault
from db.views.timeline import EntryRow
from desktop import cli, clock
from desktop.settings import STATE_VARIABLE
from tests.book import journal

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
REGISTER = SAMPLES / "receipts.xlsx"
CHEAP = Cost(1, 64, 1)
OFFICER, PASSWORD = "示例李", "示例口令2026"
WITNESS, WITNESS_PASSWORD = "示例王", "另一口令2026"

Given = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True)
class Answer:
    """What a command ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it answered on standard output, read as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """One ledger, its officer, and the state folder of his PC."""

    home: Path
    account: str | None = None
    password: str = "password"

    @property
    def ledger(self) -> Path:
        """The folder of the ledger."""
        return self.home / "ledger"

    @property
    def state(self) -> Path:
        """The user's state folder."""
        return self.home / "state"

    def as_account(self, name: str, password: str) -> Desk:
        """Return the same desk with another person sitting at it."""
        return replace(self, account=name, password=self.secret(password).stem)

    def secret(self, text: str) -> Path:
        """Return a file that holds this password."""
        path = self.home / f"{abs(hash(text))}.secret"
        path.write_text(f"{text}\n", encoding="utf-8")
        return path

    def options(self) -> list[str]:
        """Return the options by which every command finds and unlocks the ledger."""
        named = ["--account", self.account] if self.account else []
        file = self.home / f"{self.password}.secret"
        return ["--ledger", str(self.ledger), "--password-file", str(file), *named]

    def run(self, *words: str | Path, given: object = None) -> Answer:
        """Run a command on this ledger, in this process."""
        return here([*map(str, words), *self.options()], self.state, given)

    def process(self, *words: str | Path, given: object = None, **more: Any) -> Answer:
        """Run a command on this ledger in a process of its own."""
        return elsewhere([*map(str, words), *self.options()], self.state, given, **more)

    def act(self, kind: str, given: Given, *more: str | Path) -> Answer:
        """Record an act."""
        return self.run("act", kind, *more, given=given)

    def acted(self, kind: str, given: Given, *more: str | Path) -> Any:
        """Record an act that must succeed; return what was recorded."""
        answer = self.act(kind, given, *more)
        assert answer.code == 0, answer.err
        return answer.json

    def rows(self, register: str, *filters: str, words: str = "") -> list[dict[str, Any]]:
        """Return the rows of a register."""
        chosen = [word for each in filters for word in ("--filter", each)]
        if words:
            chosen += ["--search", words]
        answer = self.run("list", register, *chosen, "--format", "json")
        assert answer.code == 0, answer.err
        found: list[dict[str, Any]] = answer.json
        return found

    def entries(self) -> tuple[EntryRow, ...]:
        """Return all entries in order, the auditor's too."""
        with self.vault() as vault:
            return journal(vault)

    def vault(self, *, write: bool = False) -> Vault:
        """Open the ledger without the command line."""
        return Vault.unlock(
            self.ledger,
            self.account,
            (self.home / f"{self.password}.secret").read_text(encoding="utf-8").rstrip("\n"),
            clock=clock.now,
            state_dir=self.state,
            write=write,
        )

    def digest(self) -> str:
        """Return the digest of everything the ledger believes."""
        with self.vault() as vault:
            return dump_digest(vault._connection)

    def copied(self, home: Path) -> Desk:
        """Return a desk with a copy of this ledger."""
        shutil.copytree(self.home, home)
        return replace(self, home=home)


@contextmanager
def _state(folder: Path) -> Iterator[None]:
    before = os.environ.get(STATE_VARIABLE)
    os.environ[STATE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        del os.environ[STATE_VARIABLE]
        if before is not None:
            os.environ[STATE_VARIABLE] = before


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let passwords made meanwhile cost next to nothing."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (founding, accounts, rekeying):
            patch.setattr(module, "calibrated", lambda: CHEAP)
        yield


def _bytes(given: object) -> bytes:
    if given is None or isinstance(given, bytes):
        return given or b""
    return json.dumps(given, ensure_ascii=False).encode()


def here(words: Sequence[str], state: Path, given: object = None) -> Answer:
    """Run a command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, _state(state), cheap_keys():
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_bytes(given)), "utf-8"))
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.run(list(words))
    return Answer(code, out.getvalue(), err.getvalue())


def elsewhere(words: Sequence[str], state: Path, given: object = None, **more: Any) -> Answer:
    """Run a command line in a process of its own, without a terminal."""
    env = os.environ | {STATE_VARIABLE: str(state), "PYTHONUTF8": "1"} | more.pop("env", {})
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        input=_bytes(given),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=env,
        start_new_session=True,
        timeout=120,
        **more,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def founded(home: Path, *words: str) -> Desk:
    """Make a ledger, as a small unit unless told otherwise; it has no witness yet."""
    home.mkdir(parents=True, exist_ok=True)
    desk = Desk(home)
    (home / "password.secret").write_text(f"{PASSWORD}\n", encoding="utf-8")
    named = ["--unit", "示例市委办公室", "--officer", OFFICER]
    secret = ["--password-file", str(home / "password.secret")]
    answer = here(
        ["init", str(desk.ledger), *named, *secret, *(words or ["--small-unit"])], desk.state
    )
    assert answer.code == 0, answer.err
    return desk


def with_witness(desk: Desk) -> list[str]:
    """Enter a witness, who then chooses his own password; return how he confirms."""
    return confirming(desk, WITNESS, WITNESS_PASSWORD)


def confirming(desk: Desk, name: str, password: str, *second: str) -> list[str]:
    """Enter a witness with a password of his own; return the options by which he confirms."""
    first, own = str(desk.secret(f"首次{password}")), str(desk.secret(password))
    for words in (
        ["add", "--new-password-file", first, *second],
        ["password", "--old-password-file", first, "--new-password-file", own],
    ):
        answer = desk.run("witness", words[0], "--name", name, *words[1:])
        assert answer.code == 0, answer.err
    return ["--second", name, "--second-password-file", own]


def traces(*folders: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return name, time of change, mode and content of everything in these folders."""
    found = {}
    for folder in folders:
        for path in sorted([folder, *folder.rglob("*")]):
            about = path.stat()
            content = path.read_bytes() if path.is_file() else b""
            found[str(path)] = (about.st_mtime_ns, about.st_mode, content)
    return found
