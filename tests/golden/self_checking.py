"""A self-inspection for the story: a list of its own, frozen, answered, signed, closed."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import CloseRound, SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.checklists import Auto, Checking, Checklist, Item, Layer
from db.ledger.policy import Policy
from db.vault import Vault
from db.views.evidence import EVIDENCE
from tests.book import OFFICE, OFFICER, PASSWORD, Book

ITEMS = (
    Item("SI-30", "载体", "存放", Auto.FULL, 40, 10, "每份扣1分", "storage"),
    Item("SI-33", "载体", "销毁", Auto.FULL, 30, None, "", "recall"),
    Item("SI-36", "载体", "中央文件", Auto.MANUAL, 20),
)
_UNIT = Checklist(Layer.UNIT, "示例清单", "示例版", 2026, "示例来源", total=1000, items=ITEMS)
_PERSON = replace(_UNIT, layer=Layer.PERSON, total=None, items=(Item("GR-09", "文件", "持有"),))
_DEPARTMENT = replace(_UNIT, layer=Layer.DEPARTMENT, total=None, items=ITEMS[:1])
CHECKING = Checking({Layer.UNIT: _UNIT, Layer.PERSON: _PERSON}, EVIDENCE)


def with_lists(book: Book, checking: Checking = CHECKING) -> None:
    """Sit down again with these lists."""
    book.vault.lock()
    book.vault = Vault.unlock(
        book.folder,
        OFFICER,
        PASSWORD,
        clock=book.clock,
        state_dir=book.state,
        policy=Policy(checking=checking),
    )


def check_oneself(book: Book) -> None:
    """A round of the unit, a department and one person from beginning to end."""
    with_lists(book, replace(CHECKING, lists={**CHECKING.lists, Layer.DEPARTMENT: _DEPARTMENT}))
    day = book.today
    book.record(SetItem(on=day, item="SI-36", points="2.5", source="示例制度"))
    opened = OpenRound(on=day, since=day, until=day, departments=(OFFICE,), persons=(1,))
    number = book.record(opened).acts[0].round  # type: ignore[attr-defined]
    frozen = book.record(FreezeRound(on=day, round=number)).acts[0]
    assert isinstance(frozen, FreezeRound)
    for one in frozen.outcomes:
        said = AnswerItem(on=day, sheet=one.sheet, item=one.item, reason="已查看")
        book.record(said)
    for sheet in sorted({one.sheet for one in frozen.outcomes}):
        book.record(SignSheet(on=day, sheet=sheet), second=book.second())
    book.record(CloseRound(on=day, round=number))
    book.reopen()
