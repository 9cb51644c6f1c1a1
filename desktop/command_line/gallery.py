"""gallery: a picture of every page and dialog, for whoever mends the looks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click

_SCALES = ("1", "1.5")
_SCREEN = (1366, 768)


@click.command("gallery", help="把每一页和每个对话框截成图（演示台账；浅色深色，100%和150%）。")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("run") / "gallery",
    metavar="文件夹",
    help="放在哪个文件夹里；省略时放在程序的运行文件夹里。",
)
@click.option("--scale", type=click.Choice(_SCALES), metavar="倍数", help="只截这一种缩放。")
@click.option(
    "--only",
    multiple=True,
    metavar="名称",
    help="只截名称里有这几个字的图；可以写几个。",
)
@click.option("--inside", is_flag=True, hidden=True)
def gallery(folder: Path, scale: str | None, only: tuple[str, ...], inside: bool) -> int:
    """Take the pictures; each scale needs a process of its own."""
    if inside:
        return _taken(folder, scale or _SCALES[0], only)
    from desktop.gallery import prepare

    folder.mkdir(parents=True, exist_ok=True)
    click.echo("正在准备演示台账……", err=True)
    prepare(folder)
    return max(_in_a_process(folder, each, only) for each in ([scale] if scale else _SCALES))


def _taken(folder: Path, scale: str, only: tuple[str, ...]) -> int:
    from desktop.gallery import exhibit

    failed = 0
    for file, mistake in exhibit(folder, scale, only):
        click.echo(f"{file}：没有截成（{mistake}）" if mistake else str(file))
        failed += bool(mistake)
    return 1 if failed else 0


def _in_a_process(folder: Path, scale: str, only: tuple[str, ...]) -> int:
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    )
    words = [*program, "gallery", "--dir", str(folder), "--scale", scale, "--inside"]
    words += [word for name in only for word in ("--only", name)]
    screen = folder / "screen.json"
    width, height = (round(side * float(scale)) for side in _SCREEN)
    told = {"screens": [{"name": "office", "x": 0, "y": 0, "width": width, "height": height}]}
    screen.write_text(json.dumps(told), encoding="utf-8")
    looks = {"QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "QT_SCALE_FACTOR": scale}
    done = subprocess.run(words, env=os.environ | looks, check=False)  # noqa: S603 — ourselves
    return done.returncode
