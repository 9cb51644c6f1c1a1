"""account, witness, seconds: who unlocks, who confirms, and who could be the second person."""

from __future__ import annotations

from pathlib import Path

import click

from db.ledger.fitness import Candidate
from db.ledger.values import Role
from db.vault import Vault
from desktop.asking import RECORDABLE, act_asked, person_named
from desktop.command_line.given import read_json
from desktop.command_line.unlocking import Way, ledger_options, read_password, say
from desktop.words import NOBODY_SECOND

_PATH = click.Path(path_type=Path)
_ROLES = {role.word: role for role in Role} | {role.value: role for role in Role}
_OWN = "首次口令由本人尽快更改，更改之前不能当场确认。"

_new_password = click.option(
    "--new-password-file", type=_PATH, metavar="文件", help="首次口令或新口令所在文件。"
)
_name = click.option("--name", required=True, metavar="姓名", help="人员姓名，也是账户名。")


@click.group("account", help="账户：开立、重置口令、移除。授权、锁定、解锁用 act 办理。")
def account() -> None:
    """Accounts that unlock the ledger."""


@account.command("add", help="为一名人员开立账户；由安全保密管理员授权，小单位须第二人。")
@ledger_options
@_name
@click.option("--role", "roles", multiple=True, required=True, metavar="角色", help="可多次给出。")
@_new_password
def add_account(
    way: Way, name: str, roles: tuple[str, ...], new_password_file: Path | None
) -> None:
    """Propose an account."""
    unknown = [role for role in roles if role not in _ROLES]
    if unknown:
        words = "、".join(role.word for role in Role)
        raise click.UsageError(f"没有角色“{unknown[0]}”；可用：{words}。")
    with way.unlock(write=True) as vault:
        second = way.confirmation(vault)
        person = person_named(vault, name)
        password = read_password(new_password_file, f"{name}的首次口令", twice=True)
        asked = tuple(_ROLES[role] for role in roles)
        vault.accounts.add(name, person, asked, password, second=second)
        granted = Role.SECURITY_ADMIN in vault.operator.roles
    say(f"已为{name}开立账户。" + ("" if granted else "须由安全保密管理员授权后才能使用。") + _OWN)


@account.command("reset", help="重置他人的口令；本人更改前不能当场确认。见证人也用此命令。")
@ledger_options
@_name
@_new_password
def reset(way: Way, name: str, new_password_file: Path | None) -> None:
    """Give somebody a first password again."""
    with way.unlock(write=True) as vault:
        second = way.confirmation(vault)
        password = read_password(new_password_file, f"{name}的首次口令", twice=True)
        vault.accounts.reset(name, password, second=second)
    say(f"已重置{name}的口令。{_OWN}")


@account.command("remove", help="移除账户或见证人。")
@ledger_options
@_name
@click.option("--why", required=True, metavar="理由", help="理由。")
@click.option("--for-cause", is_flag=True, help="因故移除：须尽快换钥，今日列出。")
@click.option("--heir", metavar="姓名", help="移交给谁；须已有相同权限的账户。")
def remove(way: Way, name: str, why: str, for_cause: bool, heir: str | None) -> None:
    """Take an account or a witness out."""
    with way.unlock(write=True) as vault:
        second = way.confirmation(vault)
        to = None if heir is None else person_named(vault, heir)
        vault.accounts.remove(name, why, for_cause=for_cause, heir=to, second=second)
    say(f"已移除{name}。曾打开过台账的人仍可能留有密钥；要使其失效，请换钥（rekey）。")


@click.group("witness", help="见证人：在他人会话中确认，不能打开台账。")
def witness() -> None:
    """Witnesses who confirm and open nothing."""


@witness.command("add", help="登记见证人；其本人用 witness password 设定口令后才能确认。")
@ledger_options
@_name
@_new_password
def add_witness(way: Way, name: str, new_password_file: Path | None) -> None:
    """Propose a witness."""
    with way.unlock(write=True) as vault:
        second = way.confirmation(vault)
        person = person_named(vault, name)
        password = read_password(new_password_file, f"{name}的首次口令", twice=True)
        vault.accounts.add_witness(name, person, password, second=second)
    say(f"已登记见证人{name}。{_OWN}")


@witness.command("password", help="见证人本人更改口令。")
@ledger_options
@_name
@click.option("--old-password-file", type=_PATH, metavar="文件", help="见证人现在的口令。")
@_new_password
def witness_password(
    way: Way, name: str, old_password_file: Path | None, new_password_file: Path | None
) -> None:
    """Let the witness choose his own password."""
    with way.unlock(write=True) as vault:
        old = read_password(old_password_file, f"{name}现在的口令")
        new = read_password(new_password_file, f"{name}的新口令", twice=True)
        vault.accounts.witness_password(name, old, new)
    say(f"{name}已设定本人口令，可以当场确认。")


@click.command("seconds", help="谁能当第二人：对全部事项，或对从标准输入读入的一项。")
@ledger_options
@click.argument("kind", metavar="种类", required=False)
@click.option("--from", "source", default="-", metavar="文件|-", help="JSON文件，- 为标准输入。")
def seconds(way: Way, kind: str | None, source: str) -> None:
    """List who could be second, and why the others could not."""
    if kind is not None and kind not in RECORDABLE:
        raise click.UsageError(f"没有可办理的事项“{kind}”；用 acts 查看全部事项。")
    given = [] if kind is None else read_json(source)
    with way.unlock(write=False) as vault:
        acts = [act_asked(vault, str(kind), each) for each in given]
        tell_seconds(vault.accounts.could_confirm(*acts))


def tell_seconds(found: list[Candidate]) -> None:
    """Say of each who has a credential whether he could be second, or that nobody could."""
    for one in found:
        kind = "账户" if one.kind == "account" else "见证人"
        click.echo(f"{one.name}（{kind}）  {one.why_not or '可以'}")
    if all(one.why_not for one in found):
        say(NOBODY_SECOND)


def warn_if_nobody(vault: Vault) -> None:
    """Say before the work begins that nobody here could be second."""
    if all(one.why_not for one in vault.accounts.could_confirm()):
        say(NOBODY_SECOND)
