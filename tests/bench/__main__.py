"""python -m tests.bench [--scale 0.01] [--keep FOLDER]: ratios, measured in one run, as a table."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
import unicodedata
from pathlib import Path

from db.store import journal
from db.vault import Vault
from tests.bench import evidence, handover
from tests.bench.generate import NOW, PASSWORD, generate
from tests.bench.ratios import Figure, figures, figures_of_the_desk, took


def main() -> None:
    """Make a ledger (or take one that was kept), measure, and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--scale", type=float, default=0.01)
    asked.add_argument("--keep", type=Path, help="keep the ledger here, and use it next time")
    given = asked.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp())
    try:
        vault = _ledger(folder, given.scale)
        line("", "ours", "yardstick", "ratio", "target")
        for figure in figures(vault, folder):
            show(figure)
        for figure in evidence.figures(vault, folder):
            show(figure)
        vault.lock()
        opened = took(lambda: _unlocked(folder).lock(), 3)
        show(Figure("unlocked and locked again", f"{opened * 1e3:.0f} ms"))
        for figure in figures_of_the_desk(folder):
            show(figure)
        for figure in handover.figures():
            show(figure)
    finally:
        if given.keep is None:
            shutil.rmtree(folder)
        else:
            for name in ("plain.db", "plain.db-wal", "plain.db-shm"):
                (folder / name).unlink(missing_ok=True)


def _ledger(folder: Path, scale: float) -> Vault:
    if (folder / "ledger").exists():
        return _unlocked(folder)
    began = time.perf_counter()
    vault = generate(folder, scale)
    entries, _ = journal.tip(vault._connection)
    size = (folder / "ledger" / "ledger.db").stat().st_size
    seconds = time.perf_counter() - began
    print(f"{entries:,} entries, {size / 1e6:,.0f} MB, made in {seconds:.0f} s\n")
    return vault


def _unlocked(folder: Path) -> Vault:
    return Vault.unlock(
        folder / "ledger", None, PASSWORD, clock=lambda: NOW, state_dir=folder / "state"
    )


def show(figure: Figure) -> None:
    """Print one line of the table."""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    target = "" if figure.target is None else f"≥ {figure.target}"
    line(figure.what, figure.ours, figure.yardstick, ratio, target)


def line(what: str, *cells: str) -> None:
    """Print a line in columns; a Chinese character takes two places."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in what)
    print(what + " " * (44 - len(what) - wide), *(cell.rjust(16) for cell in cells), flush=True)


if __name__ == "__main__":
    main()
