"""自查整改 in the demo's office: a check every other month, what it finds, and how that ends."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from db.ledger.acts.checks.check_risks import CheckRisks
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.rectify import (
    AssignFinding,
    CloseFinding,
    ReopenFinding,
    SubmitRectification,
    VerifyRectification,
)
from db.ledger.beliefs.findings import FindingSource
from db.ledger.beliefs.receptions import Proof
from db.ledger.rules import V40, Refused
from db.ledger.sampling import Population
from db.views.receptions import DRAW_LINES
from desktop.demonstration.needs import made
from desktop.demonstration.office import Office

EVERY = 44  # working days
_UNASSIGNED, _RELAPSE = 2, 4
_TERM = timedelta(21)
_INSPECTORS = {
    FindingSource.SELF: "保密办",
    FindingSource.DEPARTMENT: "处室保密管理员",
    FindingSource.AUTHORITY: "示例省保密局",
}
_AGAIN = {V40.number: "人员变动，交代不到位"}
_WAYS = tuple(_INSPECTORS)


class Checking:
    """The checks of two years: what is found is put right by the next one, but for the last."""

    def __init__(self, office: Office, found: list[dict[str, Any]]) -> None:
        self._office, self._found = office, deque(found)
        self._open: list[int] = []
        self._rounds = 0

    def check(self, day: date) -> None:
        """Look what became of the last round's findings, and find some more."""
        for number, finding in enumerate(self._open):
            self._end(number, finding, day)
        self._open = [self._note(day, number) for number in range(3 + self._rounds % 3)]
        self._rounds += 1

    def begin_to_mend(self, day: date) -> None:
        """Of the last round one waits for a second person, one to be struck off."""
        for finding in self._open[:2]:
            self._submit(finding, day)
        for finding in self._open[1:2]:
            self._office.do(VerifyRectification(on=day, finding=finding), second=True)

    def _note(self, day: date, number: int) -> int:
        told = self._found[0]
        self._found.rotate(-1)
        source = _WAYS[(self._rounds + number) % len(_WAYS)]
        departments = len(self._office.world.words["departments"])
        department = 1 + (self._rounds + 3 * number) % departments
        act = NoteFinding(
            on=day,
            **told,
            source=source,
            inspector=_INSPECTORS[source],
            department=department,
            person=None if number == _UNASSIGNED else 2 + department,
            due=day + _TERM,
        )
        return int(made(self._office.do(act, why=_AGAIN), "finding") or 0)

    def _submit(self, finding: int, day: date) -> None:
        measures = "已整改并逐项核对，今后每月抽查"
        evidence = f"整改-{finding:03d}"
        act = SubmitRectification(on=day, finding=finding, measures=measures, evidence=evidence)
        self._office.do(act)

    def _end(self, number: int, finding: int, day: date) -> None:
        if number == _UNASSIGNED:
            due = day + _TERM
            self._office.do(AssignFinding(on=day, finding=finding, to_rectify=4, due=due))
        self._submit(finding, day)
        self._office.do(VerifyRectification(on=day, finding=finding), second=True)
        self._office.do(CloseFinding(on=day, finding=finding))
        if self._rounds == _RELAPSE and number == 0:
            why = "抽查时又发现同样的问题"
            self._office.do(ReopenFinding(on=day, finding=finding, why=why, due=day + _TERM))


def look_for_risks(office: Office, day: date) -> None:
    """Half of the departments have sent their sheets back; two of them found something."""
    departments = len(office.world.words["departments"])
    wrong = {1: ("YH-03 周五下班2号柜没有上锁",), 3: ("YH-08 一份借阅件超期", "YH-13 废页在纸篓里")}
    for number in range(1, departments // 2 + 1):
        found = wrong.get(number, ())
        checker = "处室保密管理员"
        office.do(CheckRisks(on=day, department=number, checker=checker, wrong=found))


def receive(office: Office, password: str) -> None:
    """An inspector came once: a sample of the shelves, one of the holders, one whole chain."""
    receiving = office.vault.receiving
    receiving.begin("示例陈查", "示例省保密局", 90)
    receiving.draw(Population(), 12, "2026-保密检查")
    lines = office.vault.ask(DRAW_LINES).rows
    for line in lines[:-2]:
        receiving.prove(1, f"Z{line.copy:06d}")
    receiving.say(1, len(lines) - 1, Proof.DIFFERS, "封面破损，页数相符")
    with suppress(Refused):  # in a short story nobody may hold anything
        receiving.draw(Population(persons=True), 6)
        receiving.say(2, 1, Proof.FOUND)
    receiving.show(copy=lines[0].copy)
    receiving.end(password)
