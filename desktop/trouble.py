"""What went wrong, in words; of our own mistakes a report with file, line and type, no contents."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from db.ledger.rules import Refused
from db.ledger.trouble import Damaged, Trouble
from db.store.faults import explained
from db.store.files import replace_file
from desktop import clock
from desktop.settings import state_folder


def report(error: BaseException) -> Path:
    """Write what a developer needs and nothing else; return where it lies."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"report-{clock.now():%Y%m%d-%H%M%S}.txt"
    replace_file(path, "\n".join(_lines(error)).encode())
    return path


def _lines(error: BaseException) -> list[str]:
    """Reduce a traceback to files, lines, functions and types."""
    lines = [f"Python {platform.python_version()} {platform.system()} {platform.machine()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {Path(at.filename).name}:{at.lineno} {at.name}" for at in frames]
        seen = seen.__cause__ or seen.__context__
    return lines


def is_damage(error: BaseException) -> bool:
    """Return whether what lies on the disk is not what was written."""
    return isinstance(explained(error), Damaged)


def in_words(error: BaseException) -> str:
    """Say to a person what went wrong; a mistake of ours also leaves its report."""
    if isinstance(error, Refused):
        return "\n".join(dict.fromkeys(refusal.sentence for refusal in error.refusals))
    trouble = explained(error)
    if trouble is not None:
        return str(trouble)
    try:
        return f"程序出错，这一步没有办成。报告在：{report(error)}"
    except (Trouble, OSError):
        return "程序出错，这一步没有办成；报告也没有写成。"
