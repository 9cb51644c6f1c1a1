"""The demo ledger: an old register taken over, some daily work, the register printed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.values import State
from db.store.files import replace_file
from db.store.reading import Filter, Question
from db.vault import Plan, Vault
from db.views.copies import COPIES
from desktop import clock, settings
from desktop.assets import resource
from desktop.paperwork import print_form
from desktop.taking_over import take_over


def demonstrate(folder: Path, seed: int) -> Iterator[str]:
    """Make the ledger in `folder`, telling each step."""
    password = secrets.token_urlsafe(9)
    plan = Plan(unit="示例市委办公室", officer="示例甲", password=password)
    vault, _ = Vault.create(
        folder / "ledger", plan, clock=clock.now, state_dir=settings.state_folder()
    )
    replace_file(folder / "password.txt", f"{password}\n".encode())
    yield f"台账：{folder / 'ledger'}（账户 示例甲，口令 {password}）"
    with vault:
        sample = resource("samples", "receipts.xlsx")
        taken = take_over(vault, sample, "receipts", place=1)
        figures = taken.figures
        yield f"接收旧账：{figures['rows']}行，{figures['copies']}份，退回{figures['rejected']}行"
        yield from _a_day(vault)
        made = print_form(vault, "F01", Question(), folder / "F01.pdf")
        yield f"收文登记簿：{folder / 'F01.pdf'}（{made.pages}页，纸码 {made.code}）"
        proof = vault.prove(full=True)
        yield f"核验：{proof.entries}条，{'全部相符' if proof.sound else '不符'}"


def _a_day(vault: Vault) -> Iterator[str]:
    at_rest = Filter("state", (State.IN_STOCK,))
    copies = vault.ask(
        COPIES, Question(filters=(at_rest, Filter("level", ("秘密",))), limit=3)
    ).rows
    today, reasons = vault.today, {"K10": "领导批准", "V03": "旧账人员，待核"}
    for copy in copies:
        lend = Lend(on=today, copy=copy.id, to=1, approved_by="示例领导", due=today + timedelta(7))
        vault.record(lend, reasons=reasons)
    vault.record(
        Extend(on=today, copy=copies[0].id, due=today + timedelta(14), approved_by="示例领导")
    )
    vault.record(GiveBack(on=today, copy=copies[1].id))
    yield f"借出{len(copies)}份，续借1份，归还1份"
