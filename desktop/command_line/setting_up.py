"""init, password, recover, rekey: a new ledger, one's own password, the way back in, new keys."""

from __future__ import annotations

from pathlib import Path

import click

from db.ledger.acts.setup.add_account import lost_separations
from db.ledger.values import Level, Role
from db.vault import Founded, KeyWish, Plan, Vault, Wish, account_names
from db.vault import recover as use_recovery_key
from db.vault import rekey as change_keys
from desktop import clock, settings
from desktop.command_line.unlocking import Way, ledger_options, read_password, say

_PATH = click.Path(path_type=Path)
_LEVELS = click.Choice(["绝密", "机密", "秘密"])


@click.command("init", help="新建台账。")
@click.argument("folder", type=_PATH, metavar="文件夹")
@click.option("--unit", required=True, metavar="名称", help="单位名称。")
@click.option("--officer", required=True, metavar="姓名", help="保密员姓名。")
@click.option("--ceiling", type=_LEVELS, default="绝密", help="本台账最高密级。", metavar="密级")
@click.option("--small-unit", is_flag=True, help="小单位：保密员兼系统管理员和安全保密管理员。")
@click.option("--sys-admin", metavar="姓名", help="系统管理员。")
@click.option("--security-admin", metavar="姓名", help="安全保密管理员。")
@click.option("--audit-admin", metavar="姓名", help="安全审计员。")
@click.option("--password-file", type=_PATH, metavar="文件", help="保密员口令所在文件的首行。")
def init(
    folder: Path,
    unit: str,
    officer: str,
    ceiling: str,
    small_unit: bool,
    sys_admin: str | None,
    security_admin: str | None,
    audit_admin: str | None,
    password_file: Path | None,
) -> None:
    """Make a ledger, show the recovery key once, and say which separations are lost."""
    named = (
        (Role.SYS_ADMIN, sys_admin),
        (Role.SECURITY_ADMIN, security_admin),
        (Role.AUDIT_ADMIN, audit_admin),
    )
    administrators = tuple((role, name) for role, name in named if name)
    if small_unit and administrators:
        raise click.UsageError("--small-unit 不能与三员选项同时使用。")
    if len(administrators) not in (0, 3):
        raise click.UsageError("三员要一并给出；都不给出时按小单位（--small-unit）办理。")
    plan = Plan(
        unit=unit,
        officer=officer,
        password=read_password(password_file, "保密员口令", twice=True),
        ceiling=Level.from_word(ceiling),
        small=not administrators,
        administrators=administrators,
    )
    vault, founded = Vault.create(folder, plan, clock=clock.now, state_dir=settings.state_folder())
    vault.lock()
    _tell(folder, plan, founded)


def _tell(folder: Path, plan: Plan, founded: Founded) -> None:
    click.echo(f"已建立{plan.unit}台账：{folder}")
    click.echo(f"最高密级：{plan.ceiling.word}。本机和本台账须获准处理该密级。")
    for name, password in founded.first_passwords:
        click.echo(f"{name}的首次口令：{password}（请本人登录后立即用 password 更改）")
    click.echo("恢复密钥（只显示这一次，末两组请手写，与其余分开保管）：")
    click.echo("  打印：" + " ".join(founded.recovery.printed))
    click.echo("  手写：" + " ".join(founded.recovery.groups[-2:]))
    for lost in lost_separations(small=plan.small):
        click.echo(f"注意：{lost}。")
    if plan.small:
        click.echo(
            "注意：须两人办理的事项，要先用 witness add 登记第二人，"
            "再由其本人用 witness password 设定口令。"
        )


@click.command("password", help="更改自己的口令。")
@ledger_options
@click.option("--new-password-file", type=_PATH, metavar="文件", help="新口令。")
def password(way: Way, new_password_file: Path | None) -> None:
    """Change the operator's own password."""
    with way.unlock(write=True) as vault:
        vault.accounts.change_password(read_password(new_password_file, "新口令", twice=True))
    say("口令已更改。曾用旧口令打开过台账的人仍可能留有密钥；因故更换时请另做换钥（rekey）。")


@click.command("recover", help="用恢复密钥恢复安全保密管理员账户：须两名见证人在场。")
@click.option("--ledger", type=_PATH, required=True, metavar="文件夹", help="台账文件夹。")
@click.option("--name", required=True, metavar="账户", help="安全保密管理员的账户名。")
@click.option("--key-file", type=_PATH, metavar="文件", help="恢复密钥所在文件的首行。")
@click.option("--new-password-file", type=_PATH, metavar="文件", help="账户的新口令。")
@click.option("--witness", "witnesses", multiple=True, required=True, metavar="姓名", help="两名。")
@click.option(
    "--witness-password-file",
    "files",
    type=_PATH,
    multiple=True,
    metavar="文件",
    help="两名见证人的口令所在文件，按姓名顺序。",
)
def recover(
    ledger: Path,
    name: str,
    key_file: Path | None,
    new_password_file: Path | None,
    witnesses: tuple[str, ...],
    files: tuple[Path, ...],
) -> None:
    """Give the security administrator a new slot, and show a new recovery key once."""
    key = read_password(key_file, "恢复密钥")
    held = [*files, *([None] * (len(witnesses) - len(files)))]
    confirmed = tuple(
        (who, read_password(file, f"见证人{who}的口令"))
        for who, file in zip(witnesses, held, strict=False)
    )
    new = read_password(new_password_file, f"{name}的新口令", twice=True)
    wish, state = Wish(name, new, confirmed), settings.state_folder()
    fresh = use_recovery_key(ledger, key, wish, clock.now(), state)
    click.echo("账户已恢复。旧的恢复密钥作废；新的只显示这一次，末两组请手写：")
    click.echo("  打印：" + " ".join(fresh.printed))
    click.echo("  手写：" + " ".join(fresh.groups[-2:]))
    click.echo("注意：启用恢复密钥后须尽快换钥（rekey），并查明原因。")


@click.command("rekey", help="换钥：整本台账换新密钥重写；须两人。先退出正在打开的台账。")
@ledger_options
@click.option("--why", required=True, metavar="理由", help="换钥的理由。")
@click.option("--present", multiple=True, metavar="账户", help="在场的其他账户，保留自己的口令。")
@click.option(
    "--present-password-file",
    "files",
    type=_PATH,
    multiple=True,
    metavar="文件",
    help="在场账户的口令所在文件，按姓名顺序。",
)
def rekey(way: Way, why: str, present: tuple[str, ...], files: tuple[Path, ...]) -> None:
    """Write the ledger anew under a new key, and show the new recovery key once."""
    if way.second is None:
        raise click.UsageError("换钥须两人：请用 --second 指明第二人。")
    account = way.account or _only_account(way.ledger)
    own = read_password(way.password_file, "口令")
    second = (way.second, read_password(way.second_password_file, "第二人口令"))
    held = [*files, *([None] * (len(present) - len(files)))]
    here = tuple(
        (who, read_password(file, f"{who}的口令")) for who, file in zip(present, held, strict=False)
    )
    wish = KeyWish(account, own, second, why, here)
    done = change_keys(way.ledger, wish, clock.now(), settings.state_folder())
    click.echo("已换钥。旧的恢复密钥作废；新的只显示这一次，末两组请手写：")
    click.echo("  打印：" + " ".join(done.recovery.printed))
    click.echo("  手写：" + " ".join(done.recovery.groups[-2:]))
    for name, password in done.first_passwords:
        click.echo(f"{name}的首次口令：{password}（请本人登录后立即用 password 更改）")
    click.echo("注意：换钥前的备份仍用当时的口令打开，请按载体清理；请立即另做一份备份。")


def _only_account(ledger: Path) -> str:
    names = account_names(ledger)
    if len(names) != 1:
        raise click.UsageError(f"请用 --account 指明安全保密管理员的账户：{'、'.join(names)}。")
    return names[0]
