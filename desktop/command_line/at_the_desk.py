"""window: open the desk on a ledger; without a display it says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop.command_line.unlocking import read_password
from desktop.display import NO_DISPLAY, has_display

if TYPE_CHECKING:
    from desktop.trial import Trial

_PATH = click.Path(path_type=Path)
_NOT_SOUND = 70


@click.command("window", help="打开窗口；不带任何参数运行 zhuance 也一样。")
@click.option("--ledger", type=_PATH, metavar="文件夹", help="要打开的台账；省略时为上次的台账。")
@click.option("--password-file", type=_PATH, metavar="文件", help="口令所在文件的首行；用于演示。")
@click.option("--check", is_flag=True, help="逐页画一遍就关，说出各用多久；装好程序后检查用。")
def window(ledger: Path | None, password_file: Path | None, check: bool) -> int:
    """Open the window and stay until it is closed."""
    if not has_display():
        click.echo(NO_DISPLAY, err=True)
        return 5
    password = read_password(password_file, "口令") if password_file else ""
    from desktop.app import open_desk

    return _checked(ledger, password) if check else open_desk(ledger, password)


def _checked(ledger: Path | None, password: str) -> int:
    from desktop.app import Desk, open_desk
    from desktop.trial import Trial

    trials: list[Trial] = []

    def attend(desk: Desk) -> None:
        trials.append(Trial(desk, click.echo))

    code = open_desk(ledger, password, attend)
    return code or (0 if trials[0].sound else _NOT_SOUND)
