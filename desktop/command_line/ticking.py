"""tick: the items of a handover counted without a window, each safe at once."""

from __future__ import annotations

import click

from db.ledger.beliefs import Handover
from db.ledger.beliefs.handovers import Finding
from desktop.asking import reference
from desktop.command_line.given import MOST_INPUT
from desktop.command_line.unlocking import Way, ledger_options, standard_input

_FINDINGS = {finding.word: finding for finding in Finding}


@click.command(
    "tick", help="清点交接：从标准输入逐行读入 序号 [结果] [说明]，不写结果即相符；每项立即保存。"
)
@ledger_options
@click.argument("handover", metavar="交接")
@click.option("--afresh", is_flag=True, help="作废此前的清点，从头清点。")
def tick(way: Way, handover: str, afresh: bool) -> None:
    """Tick items by their place on the list, one line each."""
    lines = standard_input(MOST_INPUT).decode("utf-8-sig", "replace").splitlines()
    with way.unlock(write=True) as vault:
        number = reference(vault, Handover, handover)
        if afresh:
            vault.ticking.afresh(number)
        for line in filter(str.strip, lines):
            position, finding, words = _read(line)
            vault.ticking.tick(number, position, finding, words)
            click.echo(f"{position}  {finding.word}")


def _read(line: str) -> tuple[int, Finding, str]:
    place, _, rest = line.strip().partition(" ")
    word, _, words = rest.strip().partition(" ")
    known = "、".join(_FINDINGS)
    if not place.isdecimal() or (word and word not in _FINDINGS):
        raise click.UsageError(f"每行写 序号 结果 说明，结果为{known}之一。")
    return int(place), _FINDINGS[word or Finding.MATCHES.word], words.strip()
