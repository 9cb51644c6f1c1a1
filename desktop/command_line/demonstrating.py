"""demo: a ledger to look at, made only by acts."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.demonstration import demonstrate


@click.command("demo", help="做一本演示台账：期初建账、借阅、归还、打印。")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件夹",
    help="放在哪个文件夹里。",
)
@click.option("--seed", type=int, default=1, metavar="数", help="同一种子得到同样的内容。")
def demo(folder: Path, seed: int) -> None:
    """Make the demo ledger and say where things are."""
    for line in demonstrate(folder, seed):
        click.echo(line)
