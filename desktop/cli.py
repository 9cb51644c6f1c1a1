"""zhuance on the command line: the commands, and what each ending says.

Exit codes: 0 done, 1 refused by a rule, 2 wrong usage, 3 cannot open, 4 damaged
or tampered with, 5 the file or machine does not allow it, 70 our mistake.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen, Damaged, Trouble
from db.store.process import harden
from desktop.command_line.chinese import speak_chinese
from desktop.command_line.demonstrating import demo
from desktop.command_line.keeping import act, acts, import_
from desktop.command_line.looking import export, list_, print_, registers
from desktop.command_line.proving import backup, rebuild, restore, verify
from desktop.command_line.setting_up import account, init, password, witness
from desktop.trouble import report

REFUSED, USAGE, CANNOT_OPEN, DAMAGED, NOT_ALLOWED, OUR_MISTAKE = 1, 2, 3, 4, 5, 70

_COMMANDS: tuple[click.Command, ...] = (
    init, account, witness, password, import_, list_, act, acts, registers,
    print_, export, verify, rebuild, backup, restore, demo,
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
    try:
        zhuance.main(args=list(arguments), prog_name="zhuance", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _ended("已取消。", USAGE)
    except click.ClickException as mistake:
        mistake.show()
        return USAGE
    except Refused as refused:
        return _ended("\n".join(dict.fromkeys(map(str, refused.refusals))), REFUSED)
    except Trouble as trouble:
        return _ended(str(trouble), _code_of(trouble))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001 — the last door: whatever is left is our mistake
        path = report(error)
        return _ended(f"程序出错，没有改动台账。报告在：{path}", OUR_MISTAKE)
    return 0


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
