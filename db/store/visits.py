"""Who came to the ledger: what an unlock puts on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from db.ledger.act import Act
from db.ledger.acts.program.failed_log_in import FailedLogIn
from db.ledger.acts.program.log_in import LogIn
from db.ledger.known import Operator
from db.store import throttle


def visit(folder: Path, operator: Operator, today: date) -> list[Act]:
    """Return the entries an unlock makes: the failures before it, and itself."""
    failures = [_failed(failure, today) for failure in throttle.failures(folder)]
    return [*failures, LogIn(on=today, account=operator.name)]


def _failed(failure: throttle.FailedLogin, today: date) -> FailedLogIn:
    return FailedLogIn(
        on=today,
        account=failure.account,
        times=failure.count,
        first=failure.first.isoformat(timespec="seconds"),
        last=failure.last.isoformat(timespec="seconds"),
    )
