"""zhuance on the command line: the commands, and what each ending says.

Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 cannot open, 4 damaged
or tampered with, 5 the file or machine does not allow it, 70 our mistake.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.store.faults import explained
from db.store.process import harden
from desktop.command_line.at_the_desk import window
from desktop.command_line.chinese import speak_chinese
from desktop.command_line.credentials import account, seconds, witness
from desktop.command_line.demonstrating import demo
from desktop.command_line.gallery import gallery
from desktop.command_line.keeping import act, acts, import_, scan
from desktop.command_line.looking import export, list_, print_, registers
from desktop.command_line.proving import backup, rebuild, restore, verify
from desktop.command_line.setting_up import init, password, recover, rekey
from desktop.command_line.ticking import tick
from desktop.trouble import report

REFUSED, USAGE, CANNOT_OPEN, DAMAGED, NOT_ALLOWED, OUR_MISTAKE = 1, 2, 3, 4, 5, 70

_COMMANDS: tuple[click.Command, ...] = (
    init, account, witness, seconds, password, recover, rekey, import_, list_, act, acts,
    scan, tick, registers, print_, export, verify, rebuild, backup, restore, demo, window, gallery,
)  # fmt: skip


@click.group(
    help="专册：涉密文件台账。", commands={str(command.name): command for command in _COMMANDS}
)
def zhuance() -> None:
    """Keep the ledger of classified documents."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every failure has its words on stderr."""
    harden()
    speak_chinese(zhuance)
    _pipe_utf_8()
    try:
        _refuse_what_is_no_text(arguments)
        code = zhuance.main(args=list(arguments), prog_name="zhuance", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return _ended("已取消。", USAGE)
    except click.ClickException as mistake:
        mistake.show()
        return USAGE
    except Refused as refused:
        return _ended("\n".join(dict.fromkeys(map(str, refused.refusals))), REFUSED)
    except Trouble as trouble:
        return _ended(str(trouble), _code_of(trouble))
    except (BrokenPipeError, SystemExit):  # the second is how click tells of the first
        return _nobody_listens()
    except Exception as error:  # noqa: BLE001 — the last door: whatever is left is our mistake
        return _unforeseen(error)
    return code if isinstance(code, int) else 0


def _pipe_utf_8() -> None:
    """Answer programs in UTF-8 whatever the system speaks; a terminal is left as it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="strict")


def _refuse_what_is_no_text(arguments: Sequence[str]) -> None:
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError:
        raise click.UsageError(
            "命令行里有不能识别的字符（编码不对），请改用UTF-8；文件名如此的，请先改名。"
        ) from None


def _nobody_listens() -> int:
    """The reader of our answer went away; give Python nothing to complain of at its end."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.close()
    return 0


def _unforeseen(error: Exception) -> int:
    trouble = explained(error)
    if trouble is not None:
        return _ended(str(trouble), _code_of(trouble))
    try:
        where = f"报告在：{report(error)}"
    except (Trouble, OSError):
        where = "报告没有写成。"
    told = "程序出错；这一步要么全部入账，要么没有入账，请用 list journal 查看。"
    return _ended(told + where, OUR_MISTAKE)


def _code_of(trouble: Trouble) -> int:
    match trouble:
        case CannotOpen():
            return CANNOT_OPEN
        case Damaged():
            return DAMAGED
        case _:
            return NOT_ALLOWED


def _ended(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code
