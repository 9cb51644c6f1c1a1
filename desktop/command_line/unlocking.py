"""The options every command shares, and how a ledger is unlocked for it."""

from __future__ import annotations

import functools
import getpass
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from db.ledger.trouble import Unfinished, Unusable
from db.vault import Confirmation, Vault
from desktop import clock, settings
from desktop.duty_calendar import calendar
from desktop.unit_policy import unit_policy

F = TypeVar("F", bound=Callable[..., Any])
_MOST_PASSWORD = 4096


@dataclass(frozen=True)
class Way:
    """How to get in: folder, account, where the passwords are."""

    ledger: Path
    account: str | None
    password_file: Path | None
    second: str | None
    second_password_file: Path | None
    day: str | None
    third: str | None = None
    third_password_file: Path | None = None

    @contextmanager
    def unlock(self, *, write: bool) -> Iterator[Vault]:
        """Open the ledger for a block, and lock it; say what that left to be done."""
        vault = self._unlocked(write=write)
        try:
            yield vault
        except BaseException:
            with suppress(Unfinished):  # what went wrong before is what is told
                vault.lock()
            raise
        try:
            vault.lock()
        except Unfinished as left:
            click.echo(str(left), err=True)

    def _unlocked(self, *, write: bool) -> Vault:
        """Open the ledger; with a doubtful clock, on the day the person gave."""
        password = read_password(self.password_file, "口令")
        vault = Vault.unlock(
            self.ledger,
            self.account,
            password,
            clock=clock.now,
            state_dir=settings.state_folder(),
            write=write,
            policy=unit_policy(),
            calendar=calendar(),
        )
        try:
            if write and self.day:
                vault.confirm_day(clock.day(self.day))
        except BaseException:
            vault.lock()
            raise
        return vault

    def confirmation(self, vault: Vault) -> Confirmation | None:
        """Let the second person confirm, if one is named, and the third with him."""
        if self.second is None:
            return None
        said = vault.confirm(self.second, read_password(self.second_password_file, "第二人口令"))
        if self.third is None:
            return said
        password = read_password(self.third_password_file, "第三人口令")
        return replace(said, third=vault.confirm(self.third, password))


def read_password(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    """Read a password from the first line of a file, or ask for it."""
    if file is None:
        return _asked(prompt, twice=twice)
    try:
        with file.open("rb") as source:
            line = source.read(_MOST_PASSWORD).split(b"\n")[0].rstrip(b"\r")
        password = line.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unusable(
            f"口令文件「{file.name}」不能读取。", "请检查路径，文件应为UTF-8文本。"
        ) from None
    if not password:
        raise Unusable(f"口令文件「{file.name}」的首行是空的。", "请把口令写在首行。")
    return password


def _asked(prompt: str, *, twice: bool) -> str:
    """Ask on the terminal; never read a password from what was piped in."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))
        except getpass.GetPassWarning:
            raise click.UsageError(
                "没有可以输入口令的终端，请用 --password-file 等选项指明口令文件。"
            ) from None


def ledger_options(command: F) -> F:
    """Give a command the shared options, and hand it a `Way`."""

    @functools.wraps(command)
    def wrapped(
        ledger: Path,
        account: str | None,
        password_file: Path | None,
        second: str | None,
        second_password_file: Path | None,
        third: str | None,
        third_password_file: Path | None,
        day: str | None,
        **rest: Any,
    ) -> Any:
        two = second, second_password_file
        way = Way(ledger, account, password_file, *two, day, third, third_password_file)
        return command(way, **rest)

    options = (
        click.option("--ledger", type=_PATH, required=True, metavar="文件夹", help="台账文件夹。"),
        click.option("--account", metavar="账户", help="账户名；只有一个账户时可省略。"),
        click.option("--password-file", type=_PATH, metavar="文件", help="口令所在文件的首行。"),
        click.option("--second", metavar="姓名", help="第二人：见证人或另一账户。"),
        click.option("--second-password-file", type=_PATH, metavar="文件", help="第二人的口令。"),
        click.option("--third", metavar="姓名", help="三人签认时的第三人，如移交人。"),
        click.option("--third-password-file", type=_PATH, metavar="文件", help="第三人的口令。"),
        click.option("--day", metavar="日期", help="电脑时间可疑时，确认今天的日期。"),
    )
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


_PATH = click.Path(path_type=Path)


def format_option(*forms: str) -> Callable[[F], F]:
    """Give a command a choice of how it answers; the first is the usual one."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], help="输出的格式。"
    )


def say(text: str) -> None:
    """Tell the person something beside the answer, on standard error."""
    click.echo(text, err=True)


def standard_input(most: int) -> bytes:
    """Return what came in on standard input, at most so many bytes."""
    return sys.stdin.buffer.read(most)
