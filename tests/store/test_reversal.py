"""冲销 in a real ledger: what was before is there again, and nothing is left pointing nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.relocate import Relocate
from db.ledger.acts.documents.set_scope import SetScope
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.rules import Refused
from db.ledger.values import Grade, State
from db.store.reading import Question
from db.views import VIEWS
from db.views.copies import COPIES
from db.views.knowledge import KNOWN
from db.views.loans import OPEN_LOANS
from tests.book import OFFICE, WANG, ZHAO, Book, a_book, open_row, register
from tests.store.beliefs import beliefs, dangling

APPROVED = {"approved_by": "示例赵"}
REASONS = {"K10": "领导批示"}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(register(scope=(WANG,)))
    return made


def reverse(book: Book, entry: int) -> Reverse:
    return Reverse(on=book.today, entry=entry, reason="录错")


def lend(book: Book, **given: Any) -> Lend:
    return Lend(**({"on": book.today, "copy": 1, "to": WANG, **APPROVED} | given))


ACTS = {
    "register": lambda day: register(day, doc_number="示办发〔2026〕8号", title="另一件"),
    "register more": lambda day: register(day, copy_nos="000130"),
    "open_row": lambda day: open_row(day, state=State.ON_LOAN, holder_name="孙旧"),
    "lend": lambda day: Lend(on=day, copy=1, to=WANG, **APPROVED),
    "circulate": lambda day: CirculateOut(on=day, copy=1, to=WANG),
    "late round": lambda day: LateRound(on=day, back_on=day, copy=1, to=WANG, reason="漏记"),
    "relocate": lambda day: Relocate(on=day, copies=(1, 2), place=3),
    "scope": lambda day: SetScope(on=day, document=1, persons=(ZHAO,), **APPROVED),
    "list": lambda day: ListDestruction(on=day, copies=(1, 2), reason="无保存价值"),
    "person": lambda day: AddPerson(on=day, name="孙新", department=OFFICE),
    "place": lambda day: AddPlace(on=day, name="3号柜"),
    "department": lambda day: AddDepartment(on=day, name="人事处"),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_was_before_is_there_again(book: Book, name: str) -> None:
    before = beliefs(book, "knew")
    seq = book.record(ACTS[name](book.today), reasons=REASONS).last
    assert beliefs(book) != before
    book.record(reverse(book, seq))
    assert beliefs(book, "knew") == before
    assert book.vault.prove(full=True).sound


@pytest.mark.parametrize("name", ACTS)
def test_after_a_reversal_the_same_can_be_done_again_under_new_numbers(
    book: Book, name: str
) -> None:
    act = ACTS[name](book.today)
    first = book.record(act, reasons=REASONS)
    book.record(reverse(book, first.last))
    second = book.record(act, reasons=REASONS)
    assert book.vault.prove(full=True).sound
    for one, other in zip(first.acts, second.acts, strict=True):
        for field in ("document", "copies", "receipt", "loan", "hop", "batch", "number"):
            if field == "document" and not getattr(one, "new_document", True):
                continue
            given, again = getattr(one, field, None), getattr(other, field, None)
            fixed = field in vars(act) and getattr(act, field) == given
            assert fixed or not given or given != again, field
    book.record(reverse(book, second.last))
    assert book.vault.prove(full=True).sound


def test_who_knew_still_knew_and_it_is_marked(book: Book) -> None:
    seq = book.record(lend(book)).last
    book.record(reverse(book, seq))
    (row,) = book.vault.ask(KNOWN).rows
    assert (row.person, row.void) == ("示例王", True)


def test_only_the_latest_of_a_copy_is_taken_back_and_the_later_are_named(book: Book) -> None:
    lent = book.record(lend(book)).last
    back = book.record(GiveBack(on=book.today, copy=1)).last
    moved = book.record(Relocate(on=book.today, copies=(1,), place=3)).last
    with pytest.raises(Refused) as refused:
        book.record(reverse(book, lent))
    (refusal,) = refused.value.refusals
    assert refusal.rule.number == "V08"
    assert f"第{moved}条移位、第{back}条归还" in refusal.sentence
    before = beliefs(book)
    book.record(reverse(book, moved), reverse(book, back), reverse(book, lent))
    assert beliefs(book) != before
    assert not book.vault.ask(OPEN_LOANS).rows
    assert book.vault.prove(full=True).sound


def test_other_copies_are_not_asked(book: Book) -> None:
    lent = book.record(lend(book)).last
    book.record(lend(book, copy=2), GiveBack(on=book.today, copy=2))
    book.record(reverse(book, lent))
    assert book.vault.prove(full=True).sound


def test_an_entry_taken_back_counts_no_longer(book: Book) -> None:
    first = book.record(lend(book)).last
    book.record(reverse(book, first))
    again = book.record(lend(book)).last
    with pytest.raises(Refused, match="V07"):
        book.record(reverse(book, first))
    book.record(reverse(book, again))
    assert book.vault.prove(full=True).sound


# -- nothing is left pointing nowhere -------------------------------------------------


LEANING = {
    "a person who then borrows": (
        lambda day: AddPerson(on=day, name="孙新", grade=Grade.GENERAL),
        lambda day: SetScope(on=day, document=1, persons=(6,), **APPROVED),
    ),
    "a person who then signs": (
        lambda day: AddPerson(on=day, name="孙新", grade=Grade.GENERAL),
        lambda day: register(day, doc_number="示办发〔2026〕8号", custodian=6),
    ),
    "a place where something is put": (
        lambda day: AddPlace(on=day, name="3号柜"),
        lambda day: Relocate(on=day, copies=(1,), place=4),
    ),
    "a department with a person": (
        lambda day: AddDepartment(on=day, name="人事处"),
        lambda day: AddPerson(on=day, name="孙新", department=3),
    ),
    "a department in a scope": (
        lambda day: AddDepartment(on=day, name="人事处"),
        lambda day: SetScope(on=day, document=1, departments=(3,), **APPROVED),
    ),
    "a document with more copies": (
        lambda day: register(day, doc_number="示办发〔2026〕8号"),
        lambda day: register(day, doc_number="示办发〔2026〕8号", copy_nos="000130"),
    ),
    "a document with a scope": (
        lambda day: register(day, doc_number="示办发〔2026〕8号"),
        lambda day: SetScope(on=day, document=2, persons=(WANG,), **APPROVED),
    ),
    "a copy on a forgotten round": (
        lambda day: register(day, doc_number="示办发〔2026〕8号"),
        lambda day: LateRound(on=day, back_on=day, copy=4, to=WANG, reason="漏记"),
    ),
    "a holder whom two old rows name": (
        lambda day: open_row(day, state=State.ON_LOAN, holder_name="孙旧"),
        lambda day: open_row(
            day, row=4, doc_number="示局〔2024〕13号", state=State.ON_LOAN, holder_name="孙旧"
        ),
    ),
}


@pytest.mark.parametrize("name", LEANING)
def test_what_something_leans_on_is_not_taken_back_before_it_v08(book: Book, name: str) -> None:
    make, lean = (make(book.today) for make in LEANING[name])
    first = book.record(make).last
    second = book.record(lean, reasons=REASONS).last
    assert dangling(book) == []
    with pytest.raises(Refused) as refused:
        book.record(reverse(book, first))
    (refusal,) = refused.value.refusals
    assert refusal.rule.number == "V08"
    assert f"第{second}条" in refusal.sentence
    book.record(reverse(book, second), reverse(book, first))
    assert dangling(book) == []
    assert book.vault.prove(full=True).sound


def test_a_reversed_registration_is_gone_from_every_view(book: Book) -> None:
    mine = [name for name, view in VIEWS.items() if view.roles & book.vault.operator.roles]
    before = {name: rows(book, name) for name in mine}
    seq = book.record(register(doc_number="示办发〔2026〕8号", title="录错的一件")).last
    book.record(reverse(book, seq))
    after = {name: rows(book, name) for name in mine}
    changed = {name for name in mine if before[name] != after[name]}
    assert changed <= {"journal", "timeline", "book", "today", "assurance", "numbers", "masks"}


def rows(book: Book, name: str) -> list[Any]:
    given = {"today": str(book.today), "since": None, "subject": "copy:1"}
    return list(book.vault.ask(VIEWS[name], Question(given=given)).rows)


def test_a_circulation_taken_back_leaves_the_copy_in_the_cabinet(book: Book) -> None:
    out = book.record(CirculateOut(on=book.today, copy=1, to=WANG)).last
    back = book.record(CirculateBack(on=book.today, copy=1)).last
    book.record(reverse(book, back))
    row = next(row for row in book.vault.ask(COPIES).rows if row.id == 1)
    assert (row.state, row.holder) == (State.IN_CIRCULATION, "示例王")
    book.record(reverse(book, out))
    row = next(row for row in book.vault.ask(COPIES).rows if row.id == 1)
    assert (row.state, row.holder) == (State.IN_STOCK, None)


def test_a_group_is_judged_newest_first_and_writes_nothing(book: Book) -> None:
    first = book.record(lend(book), GiveBack(on=book.today, copy=1), reasons=REASONS).first
    before = book.dump()
    group = (reverse(book, first + 1), reverse(book, first))
    assert book.vault.preview(*group) == [[], []]
    assert book.refused(*reversed(group)) == ["V08"]
    assert book.dump() == before
    book.record(*group)
    assert book.vault.prove(full=True).sound
