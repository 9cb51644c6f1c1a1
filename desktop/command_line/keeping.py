"""import, act, acts: what changes the book."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from db.ledger.act import Act
from db.ledger.acts import ACTS
from db.ledger.beliefs import Batch, Copy
from db.ledger.rules import V04, Refusal
from db.store.files import replace_file
from desktop.asking import RECORDABLE, act_asked, reference
from desktop.command_line.credentials import tell_seconds, warn_if_nobody
from desktop.command_line.given import MOST_INPUT, read_json
from desktop.command_line.unlocking import (
    Way,
    format_option,
    ledger_options,
    say,
    standard_input,
)
from desktop.outgoing import refuse_target
from desktop.taking_over import TakenOver, take_over

_PATH = click.Path(path_type=Path)
KINDS = {
    "auto": "自动识别",
    "receipts": "收文登记簿",
    "loans": "借阅登记簿",
    "people": "涉密人员名册",
    "recall": "清退目录",
}


@click.command("import", help="接收旧账（期初建账）：收文登记簿等工作簿。")
@ledger_options
@click.argument("file", type=_PATH, metavar="工作簿")
@click.option("--as", "kind", type=click.Choice(list(KINDS)), default="auto", help="登记簿种类。")
@click.option("--place", type=int, default=1, metavar="编号", help="存放处编号。")
@click.option(
    "--same", multiple=True, metavar="姓名", help="确为台账中待核人员的，可多次；或 全部。"
)
@click.option("--dry-run", is_flag=True, help="只试算，不入账。")
@click.option("--rejected", type=_PATH, metavar="文件", help="把退回的行连同原因写成工作簿。")
@format_option("table", "json")
def import_(
    way: Way,
    file: Path,
    kind: str,
    place: int,
    same: tuple[str, ...],
    dry_run: bool,
    rejected: Path | None,
    form: str,
) -> None:
    """Take a legacy register over."""
    if rejected is not None:
        refuse_target(way.ledger, rejected)
    with way.unlock(write=not dry_run) as vault:
        taken = take_over(vault, file, kind, place=place, dry_run=dry_run, same=frozenset(same))
    if rejected is not None and taken.book.rejected:
        replace_file(rejected, taken.rejected_workbook)
    if form == "json":
        click.echo(json.dumps(taken.figures, ensure_ascii=False))
    else:
        _tell(taken, dry_run=dry_run)


def _tell(taken: TakenOver, *, dry_run: bool) -> None:
    figures = taken.figures
    verb = "试算" if dry_run else "入账"
    click.echo(f"{KINDS[taken.kind]}：{verb}{figures['rows']}行。")
    for word, name in (("文件", "documents"), ("份", "copies"), ("退回", "rejected")):
        if name in figures:
            click.echo(f"  {word}：{figures[name]}")
    for level, amount in figures.get("by_level", {}).items():
        click.echo(f"  {level}：{amount}份")
    for note in taken.notes:
        click.echo(note)
    for one in taken.book.rejected:
        click.echo(f"退回第{one.row}行：{'；'.join(one.reasons)}", err=True)


@click.command("act", help="办理一项：从文件或标准输入读 JSON（标题等内容不写在命令行上）。")
@ledger_options
@click.argument("kind", metavar="种类")
@click.option("--from", "source", default="-", metavar="文件|-", help="JSON文件，- 为标准输入。")
@click.option("--dry-run", is_flag=True, help="只检查，不入账。")
def act(way: Way, kind: str, source: str, dry_run: bool) -> None:
    """Record one act, or a list of acts of one kind in one transaction."""
    if kind not in RECORDABLE:
        raise click.UsageError(f"没有可办理的事项“{kind}”；用 acts 查看全部事项。")
    given = read_json(source)
    with way.unlock(write=not dry_run) as vault:
        second = way.confirmation(vault)
        acts = [act_asked(vault, kind, each) for each in given]
        if dry_run:
            found = vault.preview(*acts, second=second)
            if any(refusal.rule is V04 for each in found for refusal in each):
                tell_seconds(vault.accounts.could_confirm(*acts))
            _tell_refusals(found)
            return
        recorded = vault.record(*acts, second=second)
    answer = {
        "first": recorded.first,
        "last": recorded.last,
        "acts": [_reckoned(each) for each in recorded.acts],
    }
    click.echo(json.dumps(answer, ensure_ascii=False, default=str))


def _tell_refusals(found: list[list[Refusal]]) -> None:
    """Say of each act why it would be refused; end as a refusal would."""
    if not any(found):
        say(f"检查通过，可以入账：{len(found)}项。")
        return
    for number, refusals in enumerate(found, 1):
        for refusal in refusals:
            say(f"第{number}项：{refusal}" if len(found) > 1 else str(refusal))
    raise click.exceptions.Exit(1)


def _reckoned(act: Act) -> dict[str, Any]:
    """Return what the program filled in: numbers given, due dates."""
    found: dict[str, Any] = {"kind": act.kind}
    for field in dataclasses.fields(act):
        value = getattr(act, field.name)
        if field.metadata.get("reckoned") and value not in (None, "", ()):
            found[field.name] = getattr(value, "word", value)
    for name in ("receipt_no", "due"):
        value = getattr(act, name, None)
        if value:
            found[name] = value
    return found


@click.command("acts", help="列出全部事项及其栏目。")
@format_option("table", "json")
def acts(form: str) -> None:
    """List every kind of act with its fields."""
    if form == "json":
        click.echo(json.dumps([_described(each) for each in ACTS], ensure_ascii=False))
        return
    for each in ACTS:
        click.echo(f"{each.kind}  {each.word}（{each.phase.value}）")
        for field in dataclasses.fields(each):
            if not field.metadata["reckoned"]:
                need = "必填" if field.default is dataclasses.MISSING else "可填"
                hint = f"，{field.metadata['hint']}" if field.metadata["hint"] else ""
                click.echo(f"    {field.name}  {field.metadata['label']}（{need}{hint}）")


def _described(act: type[Act]) -> dict[str, Any]:
    return {
        "kind": act.kind,
        "title": act.word,
        "phase": act.phase.value,
        "fields": [
            {
                "name": field.name,
                "label": field.metadata["label"],
                "required": field.default is dataclasses.MISSING,
            }
            for field in dataclasses.fields(act)
            if not field.metadata["reckoned"]
        ],
    }


@click.command("scan", help="清点批次：逐份扫描（份号从标准输入逐行读入），每份立即保存。")
@ledger_options
@click.argument("batch", metavar="批次")
@click.option("--afresh", is_flag=True, help="作废此前的清点，从头扫描。")
def scan(way: Way, batch: str, afresh: bool) -> None:
    """Scan the copies of a batch's step, one line each; every scan is safe at once."""
    lines = standard_input(MOST_INPUT).decode("utf-8-sig", "replace").split()
    with way.unlock(write=True) as vault:
        number = reference(vault, Batch, batch)
        warn_if_nobody(vault)
        for line in lines:
            fresh = vault.scan(number, reference(vault, Copy, line), afresh=afresh)
            afresh = False  # only what was scanned before this call is given up
            click.echo(f"{line}  {'已清点' if fresh else '重复，已清点过'}")
