"""A child that fills half a form and is killed, as by a power cut, once it is sealed.

python -m tests.desktop.half_filled LEDGER STATE
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.ledger.acts.intake.register import Register
from desktop.dialogs.act_form import ActForm
from desktop.look import Look
from desktop.session import Session
from desktop.tasks import InlineWorker
from tests.book import Clock, unlocked
from tests.desktop.filling import compose


def main(ledger: str, state: str) -> None:
    """Type a title, wait until the ledger has it, and die."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    vault = unlocked(Path(ledger), Path(state), Clock())
    session = Session(vault, InlineWorker(), InlineWorker())
    form = ActForm(session, Look(), Register)
    form.show()
    title = form.grid.editors["title"].inputs()[0]
    title.setFocus()
    compose(title, "写了一半")
    QTest.qWait(0)
    timer = QTimer(application, interval=20)

    def look() -> None:
        if "写了一半" in vault.drafts.kept("form:").get("form:register", ""):
            os.kill(os.getpid(), signal.SIGKILL)

    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(20_000, application.quit)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
