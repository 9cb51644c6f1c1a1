"""Who came to the ledger: what an unlock puts on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.act import Act
from db.ledger.acts.program.failed_log_in import FailedLogIn
from db.ledger.acts.program.log_in import LogIn
from db.ledger.beliefs import Account
from db.ledger.known import Operator
from db.ledger.values import Role
from db.store import standing, throttle

if TYPE_CHECKING:
    from sqlite3 import Connection


def visit(connection: Connection, folder: Path, operator: Operator, today: date) -> list[Act]:
    """Return the entries an unlock makes: failures before it and, for an auditor, itself."""
    acts: list[Act] = [_failed(failure, today) for failure in throttle.failures(folder)]
    if _audited(connection):
        acts.append(LogIn(on=today, account=operator.name))
    return acts


def _failed(failure: throttle.FailedLogin, today: date) -> FailedLogIn:
    return FailedLogIn(
        on=today,
        account=failure.account,
        times=failure.count,
        first=failure.first.isoformat(timespec="seconds"),
        last=failure.last.isoformat(timespec="seconds"),
    )


def _audited(connection: Connection) -> bool:
    """Say whether there is a security auditor; in a ledger of one nobody reads who came."""
    accounts = standing.where(connection, Account, "active = 1")
    return any(Role.AUDIT_ADMIN in account.roles for account in accounts)
