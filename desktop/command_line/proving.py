"""verify, rebuild, backup, restore: whether the book is what it was, and a second one."""

from __future__ import annotations

from pathlib import Path

import click

from db.ledger.trouble import Damaged
from db.vault import Vault
from desktop.command_line.unlocking import Way, ledger_options, say

_PATH = click.Path(path_type=Path)


@click.command("verify", help="核验台账：链；--full 另核对内容、签名、各页校验码和计数。")
@ledger_options
@click.option("--full", is_flag=True, help="全部核验。")
@click.option("--code", metavar="纸码", help="验页：核对打印页上的纸码。")
def verify(way: Way, full: bool, code: str | None) -> None:
    """Verify the ledger or a page; nothing is written."""
    with way.unlock(write=False) as vault:
        if code is not None:
            _verify_code(vault, code)
            return
        proof = vault.prove(full=full, progress=say if full else None)
        behind = vault.rollback
    if behind is not None and not behind.whole:
        raise behind.trouble()
    if not proof.sound:
        raise Damaged("；".join(map(str, proof.breaks)) + "。", "请保留原状并报告保密办。")
    checked = "链、内容、签名、页校验码、计数、重建" if full else "链"
    click.echo(f"核验通过：{proof.entries}条，{checked}均相符。")
    for each in proof.withheld:
        click.echo(f"{each}。")
    if behind is not None:
        say(behind.sentence)


def _verify_code(vault: Vault, code: str) -> None:
    with vault.snapshot() as book:
        verdict = book.check_code(code)
    if not verdict.readable:
        raise click.UsageError(verdict.sentence)
    if not verdict.holds:
        raise Damaged(verdict.sentence)
    click.echo(verdict.sentence)


@click.command("rebuild", help="从流水重建现状并比较。")
@ledger_options
@click.option("--check", is_flag=True, required=True, help="只比较，不改动。")
def rebuild(way: Way, check: bool) -> None:
    """Compare the state with a rebuild; nothing is written."""
    assert check
    with way.unlock(write=False) as vault:
        table = vault.differs_from_rebuild()
    if table is not None:
        raise Damaged(f"现状与重建不符：{table}。", "请保留原状并报告保密办。")
    click.echo("现状与重建一致。")


@click.command("backup", help="备份为一个文件，并打开核验。")
@ledger_options
@click.argument("file", type=_PATH, metavar="文件")
def backup(way: Way, file: Path) -> None:
    """Write and verify a backup."""
    with way.unlock(write=True) as vault:
        vault.back_up(file)
    say(f"已备份并核验：{file}")


@click.command("restore", help="把备份恢复到一个空文件夹。")
@click.argument("file", type=_PATH, metavar="备份")
@click.argument("folder", type=_PATH, metavar="文件夹")
def restore(file: Path, folder: Path) -> None:
    """Unpack a backup into an empty folder; two persons put that on record before any work."""
    Vault.restore(file, folder)
    say(f"已恢复到{folder}，现在只能查看。")
    say("办理以前，须由两人记录恢复的经过（act rolled_back，加 --second）。")
