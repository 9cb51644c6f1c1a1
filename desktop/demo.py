"""体验: the demo ledger in the program's own state folder, made when wanted and kept a week."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.ledger.trouble import Unusable
from desktop import clock
from desktop.demonstration import demonstrate
from desktop.progress import Progress

KEPT = timedelta(days=7)
"""Older than this its story would end too long ago to be lively."""

_FOLDER, _PASSWORD = "demo", "password.txt"


@dataclass(frozen=True)
class Demo:
    """A demo ledger and the password of its officer; everything in it is fictional."""

    folder: Path
    password: str


def demo_at_hand(state: Path, now: Callable[[], datetime] = clock.now) -> Demo | None:
    """Return the demo ledger made in the last days, if there is one."""
    at = state / _FOLDER
    try:
        password = (at / _PASSWORD).read_text("utf-8").strip()
        made = datetime.fromtimestamp((at / "finished").stat().st_mtime, now().tzinfo)
    except (OSError, UnicodeDecodeError):
        return None
    fresh = timedelta() <= now() - made < KEPT
    return Demo(at / "ledger", password) if password and fresh else None


def make_demo(state: Path, progress: Progress, now: Callable[[], datetime] = clock.now) -> Demo:
    """Make it anew, telling how far it is; what was half-made before is thrown away."""
    at = state / _FOLDER
    with suppress(FileNotFoundError):
        shutil.rmtree(at)
    at.mkdir(parents=True, mode=0o700)
    for _ in demonstrate(at, 1, progress):
        pass
    (at / "finished").touch()
    demo = demo_at_hand(state, now)
    if demo is None:
        raise Unusable("演示台账没有做成。", "请检查电脑的日期和磁盘，再试一次。")
    return demo


def how_far(progress: Progress) -> tuple[str, float | None]:
    """Say how much of the demo is made, in words and as a part of the whole."""
    if not progress.all:
        return "正在做演示台账…", None
    told = f"正在做演示台账：两年中的第 {progress.done} 个工作日，共 {progress.all} 个"
    return told, progress.done / progress.all
