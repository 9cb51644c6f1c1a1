"""The desk on a large ledger against the barest desk there is, each a process of its own.

The yardstick is a QTableView over the same rows in plain SQLite: one SELECT, nothing to unlock,
no rail, no chips, no counts, no card.

    python -m tests.bench.desk window FOLDER     what the process of the real window does
    python -m tests.bench.desk bare PLAIN.db     and that of the yardstick
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from desktop import clock
from desktop.settings import STATE_VARIABLE
from tests.bench.generate import NOW, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FIRST = "SELECT * FROM copy WHERE state NOT IN ('DESTROYED', 'RETURNED') ORDER BY id LIMIT 200"
_LINE = re.compile(r"^(\S+)：(\d+) 毫秒$")


def pages(folder: Path) -> tuple[float, dict[str, int]]:
    """Open the real window on the ledger; return the seconds until it stood, and each page's ms."""
    env = _offscreen() | {STATE_VARIABLE: str(folder / "state")}
    began = time.perf_counter()
    stood, found = 0.0, dict[str, int]()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "tests.bench.desk", "window", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=env,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if told := _LINE.match(line.strip()):
                found[told[1]] = int(told[2])
            if "今日" in found and not stood:
                stood = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"the window did not come up: {process.returncode}")
    return stood, found


def bare(plain: Path) -> float:
    """Return the seconds until the barest window has painted its first rows."""
    began = time.perf_counter()
    words = ["-m", "tests.bench.desk", "bare", str(plain)]
    subprocess.run([sys.executable, *words], cwd=ROOT, env=_offscreen(), check=True)
    return time.perf_counter() - began


def _offscreen() -> dict[str, str]:
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def _bare(plain: Path) -> None:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    application = QApplication([])
    table, model = QTableView(), QStandardItemModel()
    with sqlite3.connect(plain) as connection:
        for row in connection.execute(FIRST):
            model.appendRow([QStandardItem(str(cell)) for cell in row])
    table.setModel(model)
    table.resize(1366, 768)
    table.show()
    application.processEvents()
    assert not table.grab().isNull()


def _window(folder: Path) -> int:
    # The ledger's last day is long ago; the program would ask whether the clock is right.
    clock.now = lambda: NOW
    from desktop.app import Desk, open_desk
    from desktop.trial import Trial

    trials: list[Trial] = []

    def attend(desk: Desk) -> None:
        trials.append(Trial(desk, print))

    code = open_desk(folder / "ledger", PASSWORD, attend)
    return code or int(not trials[0].sound)


if __name__ == "__main__":
    what, at = sys.argv[1:]
    if what == "window":
        sys.exit(_window(Path(at)))
    _bare(Path(at))
