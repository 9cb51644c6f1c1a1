"""A check for the story: one finding sent back, put right and struck off, one come again."""

from __future__ import annotations

from datetime import timedelta
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
from db.ledger.beliefs.receptions import Proof
from db.ledger.sampling import Population
from db.ledger.values import Level
from tests.book import FINANCE, PASSWORD, WANG, ZHAO, Book


def check(book: Book) -> None:
    """Live through it."""
    day = book.today
    due = day + timedelta(15)
    seen: dict[str, Any] = {"on": day, "category": "存放不合规", "inspector": "保密办", "due": due}
    one = noted(book, NoteFinding(description="2号柜门锁失灵", department=FINANCE, **seen))
    book.record(AssignFinding(on=day, finding=one, to_rectify=ZHAO, due=due))
    done: dict[str, Any] = {"on": day, "finding": one, "measures": "换锁", "evidence": "整改-1"}
    book.record(SubmitRectification(**done))
    back = VerifyRectification(on=day, finding=one, accepted=False, opinion="仍不灵", due=due)
    book.record(back, second=book.second())
    book.record(SubmitRectification(**done, rectified_by=WANG))
    book.record(VerifyRectification(on=day, finding=one), second=book.second())
    book.record(CloseFinding(on=day, finding=one))
    again = NoteFinding(description="柜门未锁", department=FINANCE, person=ZHAO, **seen)
    noted(book, again, {"V40": "锁又坏"})
    book.record(ReopenFinding(on=day, finding=one, why="锁又坏", due=due))
    sheet = {"department": FINANCE, "checker": "示例赵"}
    book.record(CheckRisks(on=day, **sheet))  # type: ignore[arg-type]
    _receive(book)


def _receive(book: Book) -> None:
    """An inspector draws copies and persons, finds one, misses one, and is shown the chain."""
    receiving = book.vault.receiving
    receiving.begin("示例查", "示例局", 60)
    receiving.draw(Population(level=Level.SECRET, year=book.today.year), 3, "七")
    receiving.draw(Population(persons=True), 1, "八")
    lines = book.connection.execute("SELECT copy FROM draw_line WHERE draw = 1").fetchall()
    receiving.prove(1, f"Z{lines[0][0]}")
    receiving.prove(1, "Z999999")
    receiving.say(1, 2, Proof.DIFFERS, "封面破损")
    receiving.say(1, 3, Proof.ABSENT)
    receiving.show(copy=lines[0][0])
    receiving.show(person=WANG)
    receiving.end(PASSWORD)


def noted(book: Book, act: NoteFinding, reasons: dict[str, str] | None = None) -> int:
    """Record a finding and return its number."""
    return book.record(act, reasons=reasons).acts[0].finding or 0  # type: ignore[attr-defined,no-any-return]
