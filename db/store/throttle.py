"""Failed log-ins before unlocking: they slow the next try down, and become entries later.

They lie in a side file beside the ledger, one line each, appended, so that two
programs guessing at once lose nothing.  Before unlocking there is no key, so the
file has no MAC: whoever can write in the folder can also remove it, and could as
well copy the keyring and guess elsewhere.  What resists that is the cost of a guess.

The clock is handed in.  Set back, it starts the wait anew.  Set forward, it is found out by
how long the machine has been up, if the moment that is handed in knows that (`Moment`); only a
restart of the machine hides it, and that takes longer than most waits.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db.ledger.moment import Moment
from db.ledger.trouble import CannotOpen
from db.store.faults import troubles
from db.store.files import FAILED_LOGINS, replace_file

FREE: Final = 5
FIRST_WAIT: Final = 30
LONGEST_WAIT: Final = 3600

_MOST_BYTES: Final = 1 << 20
_LONGEST_NAME: Final = 100
_APPEND: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FailedLogin:
    """Failed log-ins of one account since the last time they were told."""

    account: str
    first: datetime
    last: datetime
    count: int


@dataclass(frozen=True)
class _Line:
    """One line of the side file: failures; count 0 is a clock seen set back, or one who got in."""

    account: str
    at: datetime
    count: int
    told: bool
    up: float | None = None
    passed: bool = False

    def encoded(self) -> bytes:
        return (
            json.dumps(
                {
                    "account": self.account,
                    "at": self.at.isoformat(timespec="seconds"),
                    "count": self.count,
                    "told": self.told,
                    "up": self.up,
                    "passed": self.passed,
                },
                ensure_ascii=False,
            ).encode()
            + b"\n"
        )


def failed(folder: Path, account: str, now: datetime) -> None:
    """Note a failed log-in.

    Hand in the name of an account that exists, and '' for any other name: what
    was typed there may be a password.
    """
    _append(folder, _Line(_name(account), now, 1, told=False, up=_up(now)))


@contextmanager
def slowed(folder: Path, account: str, now: datetime) -> Iterator[None]:
    """Try a password in this block: not in haste, and a failure slows the next try down."""
    refuse_haste(folder, account, now)
    try:
        yield
    except CannotOpen:
        failed(folder, account, now)
        raise
    if failures_of(folder, account):
        _append(folder, _Line(_name(account), now, 0, told=True, passed=True))


def wait_needed(folder: Path, account: str, now: datetime) -> int:
    """Return for how many more seconds this account may not try; 0 if it may."""
    lines = _since_passed(folder, account)
    penalty = _penalty(sum(line.count for line in lines))
    if not penalty:
        return 0
    last = lines[-1]
    if now < last.at:
        last = _Line(_name(account), now, 0, told=True, up=_up(now))
        _append(folder, last)
    waited = (now - last.at) / timedelta(seconds=1)
    up = _up(now)
    if up is not None and last.up is not None and up >= last.up:
        waited = min(waited, up - last.up)  # the machine was not restarted since
    return max(0, penalty - int(waited))


def failures_of(folder: Path, account: str) -> int:
    """Return how often an account failed since it last got in."""
    return sum(line.count for line in _since_passed(folder, account))


def refuse_haste(folder: Path, account: str, now: datetime) -> None:
    """Raise `CannotOpen` while this account has to wait."""
    seconds = wait_needed(folder, account, now)
    if seconds:
        raise CannotOpen(
            f"口令连续输错，请等 {seconds} 秒后再试。", "重新启动程序或改动时钟不会缩短等待。"
        )


def failures(folder: Path) -> list[FailedLogin]:
    """Return the failed log-ins that have not become entries yet."""
    found: dict[str, FailedLogin] = {}
    for line in _lines(folder):
        if line.told or not line.count:
            continue
        before = found.get(line.account)
        first = before.first if before else line.at
        count = line.count + (before.count if before else 0)
        found[line.account] = FailedLogin(line.account, first, line.at, count)
    return list(found.values())


def drain(folder: Path, account: str) -> list[FailedLogin]:
    """Return the failed log-ins and mark them told; `account` has just got in and starts anew.

    Call it after the entries were committed: told twice is better than never.
    """
    told = failures(folder)
    kept: dict[str, _Line] = {}
    for line in _lines(folder):
        if line.passed:
            kept.pop(line.account, None)
        elif line.account not in (_name(account), ""):
            before = kept.get(line.account)
            count = line.count + (before.count if before else 0)
            kept[line.account] = _Line(line.account, line.at, count, told=True, up=line.up)
    path = folder / FAILED_LOGINS
    if kept:
        replace_file(path, b"".join(line.encoded() for line in kept.values()))
    else:
        with troubles():
            path.unlink(missing_ok=True)
    return told


def _since_passed(folder: Path, account: str) -> list[_Line]:
    """Return the lines of an account since it last confirmed with the right password."""
    lines = [line for line in _lines(folder) if line.account == _name(account)]
    passed = [number for number, line in enumerate(lines, 1) if line.passed]
    return lines[passed[-1] :] if passed else lines


def _up(now: datetime) -> float | None:
    return now.up if isinstance(now, Moment) else None


def _penalty(count: int) -> int:
    """Return the seconds to wait: some failures are free, then 30 doubling up to 3600."""
    if count < FREE:
        return 0
    return min(LONGEST_WAIT, FIRST_WAIT << min(count - FREE, 12))


def _name(account: str) -> str:
    return unicodedata.normalize("NFC", account)[:_LONGEST_NAME]


def _append(folder: Path, line: _Line) -> None:
    with troubles():
        descriptor = os.open(folder / FAILED_LOGINS, _APPEND, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            # Begin a line of its own, whatever a crash left at the end.
            file.write(b"\n" + line.encoded())
            os.fsync(file.fileno())


def _lines(folder: Path) -> Iterator[_Line]:
    """Yield what can be read; a torn or foreign line keeps nobody from opening the ledger."""
    with troubles():
        try:
            with (folder / FAILED_LOGINS).open("rb") as file:
                data = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return
    for raw in data.splitlines():
        line = _read(raw)
        if line is not None:
            yield line


def _read(raw: bytes) -> _Line | None:
    try:
        found = json.loads(raw)
        at = datetime.fromisoformat(found["at"])
        up = found.get("up")
        line = _Line(
            account=_name(found["account"]),
            at=at,
            count=int(found["count"]),
            told=bool(found["told"]),
            up=None if up is None else float(up),
            passed=bool(found.get("passed")),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return line if at.tzinfo and 0 <= line.count <= 1_000_000 else None
