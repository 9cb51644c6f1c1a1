"""A child that works on a ledger and is killed at it; what it finished it acknowledges first.

    python -m tests.faults.victim WORK HOME ...

Each acknowledgement is one line on standard output, written after the step returned.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from db.ledger.act import Act
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.beliefs.handovers import Finding
from db.ledger.known import Second
from db.ledger.values import Level, State
from db.store.counting import Counting
from db.store.reading import Filter, Question
from db.vault import Vault
from db.views.copies import COPIES, CopyRow
from desktop import clock
from desktop.outgoing import export
from desktop.taking_over import take_over
from tests.journeys.desk import CHEAP, OFFICER, REGISTER, Desk

REASONS = {"K10": "领导批准", "V03": "旧账人员，待核"}
WAYS = ("另一口令2026", "示例口令2026")


def acknowledge(*words: object) -> None:
    """Say that a step is done; the parent counts on it from now on."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def record(vault: Vault, _: Desk) -> None:
    """Lend and give back, enter places: single acts and batches, until the end comes."""
    for step in itertools.cycle((_lend, _give_back, _enter_places)):
        recorded = vault.record(*step(vault), reasons=REASONS)
        acknowledge("recorded", recorded.first, recorded.last, recorded.link.hex())


def _lend(vault: Vault) -> list[Act]:
    today = vault.today
    return [
        Lend(on=today, copy=copy.id, to=1, approved_by="领导", due=today + timedelta(5))
        for copy in _some(vault, State.IN_STOCK, 1)
    ]


def _give_back(vault: Vault) -> list[Act]:
    return [GiveBack(on=vault.today, copy=copy.id) for copy in _some(vault, State.ON_LOAN, 3)]


def _enter_places(vault: Vault) -> list[Act]:
    return [AddPlace(on=vault.today, name=f"柜{os.urandom(8).hex()}") for _ in range(4)]


def _some(vault: Vault, state: State, count: int) -> tuple[CopyRow, ...]:
    asked = (Filter("state", (state,)), Filter("level", (Level.SECRET,)))
    return vault.ask(COPIES, Question(filters=asked, limit=count)).rows


def take(vault: Vault, desk: Desk) -> None:
    """Take the sample register over."""
    acknowledge("begun")
    taken = take_over(vault, REGISTER, "receipts", place=1)
    assert taken.recorded
    acknowledge("recorded", taken.recorded.first, taken.recorded.last, taken.recorded.link.hex())
    vault.lock()
    acknowledge("locked")


def back_up(vault: Vault, desk: Desk) -> None:
    """Write one backup after the other."""
    for number in itertools.count():
        acknowledge("begun", number)
        vault.back_up(desk.home / "backups" / f"{number}.zc")
        acknowledge("written", number)


def change_password(vault: Vault, desk: Desk) -> None:
    """Change the password to and fro."""
    for word in itertools.cycle(WAYS):
        acknowledge("begun", word)
        vault.accounts.change_password(word, CHEAP)
        acknowledge("changed", word)


def mark_heads(vault: Vault, _: Desk) -> None:
    """Write the head in both places as often as possible, between entries."""
    for number in itertools.count():
        recorded = vault.record(AddPlace(on=vault.today, name=f"柜{os.urandom(8).hex()}"))
        acknowledge("recorded", recorded.first, recorded.last, recorded.link.hex())
        for _ in range(number % 5):
            vault._mark(at_once=True)


def write_out(vault: Vault, desk: Desk) -> None:
    """Export a register again and again."""
    for number in itertools.count():
        acknowledge("begun", number)
        export(vault, "copies", Question(), desk.home / "out" / f"{number % 2}.xlsx")


def tick(vault: Vault, _: Desk) -> None:
    """Count the items of the first handover, over and over, each time otherwise."""
    (lines,) = vault._connection.execute("SELECT count(*) FROM handover_line").fetchone()
    for number in itertools.count():
        position, finding = number % lines + 1, (Finding.DIFFERS, Finding.MATCHES)[number % 2]
        vault.ticking.tick(1, position, finding, f"第{number}次")
        acknowledge("ticked", position, number)


def count(vault: Vault, _: Desk) -> None:
    """Scan every copy of the open stock-take, over and over: each time it is taken back first."""
    rows = vault._connection.execute("SELECT copy FROM stocktake_line ORDER BY position")
    _count(vault.counting, [copy for (copy,) in rows])


def count_again(vault: Vault, _: Desk) -> None:
    """Scan its 绝密 a second time, as another person."""
    rows = vault._connection.execute(
        "SELECT line.copy FROM stocktake_line AS line JOIN copy ON copy.id = line.copy"
        " WHERE copy.level = ? ORDER BY line.position",
        (Level.TOP_SECRET.value,),
    )
    other = Second("witness", 1, 99, "示例王")
    _count(vault.counting.again(other), [copy for (copy,) in rows])


def _count(counting: Counting, copies: list[int]) -> None:
    for copy in itertools.cycle(copies):
        answer = counting.scan(1, f"Z{copy}")
        acknowledge("seen", copy)
        if answer.again:
            counting.take_back(1, copy)
            acknowledge("taken", copy)


WORKS: dict[str, Callable[[Vault, Desk], None]] = {
    "record": record,
    "take": take,
    "back_up": back_up,
    "change_password": change_password,
    "mark_heads": mark_heads,
    "write_out": write_out,
    "tick": tick,
    "count": count,
    "count_again": count_again,
}


def main(work: str, home: str, password: str) -> None:
    """Unlock the ledger and work."""
    desk = Desk(Path(home))
    vault = Vault.unlock(
        desk.ledger, OFFICER, password, clock=clock.now, state_dir=desk.state, write=True
    )
    acknowledge("unlocked")
    WORKS[work](vault, desk)


if __name__ == "__main__":
    main(*sys.argv[1:])
