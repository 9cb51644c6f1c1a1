"""A child that takes a title out of a ledger and may be killed at it: FOLDER STATE."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from db.ledger.acts.correction.redact import RedactDocument
from tests.book import WITNESS, WITNESS_PASSWORD, Clock, unlocked


def main(folder: str, state: str) -> None:
    """Unlock, say so, redact, say so."""
    clock = Clock()
    vault = unlocked(Path(folder), Path(state), clock)
    second = vault.confirm(WITNESS, WITNESS_PASSWORD)
    act = RedactDocument(
        on=clock.now.date(), document=1, field="title", words=("鲲鹏",), reason="不得录入"
    )
    os.write(1, b"begun\n")
    vault.record(act, second=second)
    os.write(1, b"done\n")
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
