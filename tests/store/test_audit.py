"""The auditor's room: she sees what is hers, counted and on paper, and none of the business."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import KINDS
from db.ledger.acts import ACTS
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.program.printed import Export
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.rules import Refused
from db.ledger.trouble import CannotOpen
from db.ledger.values import Role
from db.store import reading
from db.store.reading import Filter, Question
from db.views import VIEWS
from db.views.assurance import ASSURANCE
from db.views.audit import AUDIT_COUNTS, AUDIT_LOG, OVERRIDES
from db.views.matters import AUDITOR as AUDITORS_ROLES
from db.views.matters import MATTERS, RESERVED, Matter
from db.views.timeline import JOURNAL, TIMELINE, worded
from desktop.outgoing import export
from desktop.paperwork import print_form
from tests.book import OFFICER, PASSWORD, TINY, Book, journal, new_book, register, unlocked
from tests.printing.reading import texts

SYS, SECURITY, AUDITOR = "示例冯", "示例陈", "示例褚"
THREE = ((Role.SYS_ADMIN, SYS), (Role.SECURITY_ADMIN, SECURITY), (Role.AUDIT_ADMIN, AUDITOR))
OWN = "审计员本人的口令"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = new_book(tmp_path, small=False, administrators=THREE)
    assert made.founded is not None
    made.record(register())
    made.record(AddPerson(on=made.today, name="示例李"), reasons=WHY)
    made.record(Export(on=made.today, register="在册份", file="a.xlsx", rows=3, digest="ab" * 32))
    first = dict(made.founded.first_passwords)[AUDITOR]
    made.reopen(first, AUDITOR).accounts.change_password(OWN, TINY)
    return made


WHY = {"V06": "确为同名的另一人"}


def ask(book: Book, view: Any, *filters: Filter) -> tuple[Any, ...]:
    return book.vault.ask(view, Question(filters=filters)).rows


def test_she_sees_who_came_and_what_left_and_no_business(book: Book) -> None:
    rows = ask(book, AUDIT_LOG)
    matters = [row.matter for row in rows]
    assert matters.count(Matter.EXPORT) == 1
    assert matters.count(Matter.LOG_IN) == 1
    assert {row.operator for row in rows if row.matter is Matter.LOG_IN} == {AUDITOR}
    assert "导出在册份共3行" in {row.sentence for row in rows}
    assert not {row.kind for row in rows} & {"register", "add_person", "add_place"}
    everything = " ".join(row.sentence for row in rows)
    assert "示例办" not in everything
    for name in ("copies", "documents", "journal", "timeline", "today", "loans"):
        with pytest.raises(Refused, match="V05"):
            ask(book, VIEWS[name])


def test_failures_stand_under_the_account_that_was_tried(book: Book) -> None:
    book.close()
    for _ in range(2):
        with pytest.raises(CannotOpen, match="口令不对"):
            unlocked(book.folder, book.state, book.clock, "猜的口令", OFFICER)
    book.vault = unlocked(book.folder, book.state, book.clock, OWN, AUDITOR)
    (row,) = ask(book, AUDIT_LOG, Filter("matter", (Matter.FAILED,)))
    assert row.operator == OFFICER
    counts = {row.operator: row for row in ask(book, AUDIT_COUNTS)}
    assert (counts[OFFICER].failures, counts[OFFICER].exports) == (1, 1)
    assert (counts[AUDITOR].log_ins, counts[AUDITOR].month) == (2, "2026-03")


def test_passed_warnings_are_shown_by_rule_and_reason_without_the_document(book: Book) -> None:
    (row,) = ask(book, OVERRIDES)
    assert (row.rule, row.reason, row.operator) == ("V06", "确为同名的另一人", OFFICER)
    assert row.title == "登记人员"
    assert ask(book, OVERRIDES, Filter("rule", ("K10",))) == ()


def test_the_audit_prints_and_the_print_is_audited(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "Z02.pdf"
    print_form(book.vault, "Z02", Question(), target)
    said = "".join(texts(target.read_bytes()))
    assert "台账审计记录" in said
    assert "导出在册份共3行" in said
    assert "示例办" not in said
    assert ask(book, AUDIT_LOG)[-1].matter is Matter.PRINT


@pytest.mark.parametrize("account", [OFFICER, SYS, SECURITY])
def test_nobody_else_reads_the_audit(book: Book, account: str) -> None:
    assert book.founded is not None
    first = dict(book.founded.first_passwords) | {OFFICER: PASSWORD}
    book.reopen(first[account], account)
    for view in (AUDIT_LOG, AUDIT_COUNTS, OVERRIDES):
        with pytest.raises(Refused, match="V05"):
            ask(book, view)


def test_every_kind_of_the_program_is_the_auditors() -> None:
    """A new kind that no person asks for must be sorted: hers, or business."""
    shown = {"begin_reception", "draw_sample", "prove_line", "show_inspector", "end_reception"}
    business = {"take_over", "open_person"} | shown
    program = {kind.kind for kind in ACTS if kind.by_program or kind.phase.value == "系统"}
    assert program - set(MATTERS) - business == set()
    assert set(MATTERS) <= {kind for kind, _ in KINDS}


def test_who_came_is_on_record_where_nobody_audits_yet(tmp_path: Path) -> None:
    alone = new_book(tmp_path)
    alone.reopen()
    alone.reopen()
    assert [row.kind for row in journal(alone.vault)[-2:]] == ["log_in", "log_in"]
    alone.close()


def test_a_log_in_is_no_work_of_the_day_and_stands_in_no_reversals_way(book: Book) -> None:
    book.reopen()
    book.clock.forward(days=3)
    worked = book.record(AddPlace(on=book.today, name="3号柜"))
    for _ in range(3):
        book.clock.forward(days=1)
        book.reopen()
    assert book.vault.last_used == "2026-03-07", "who merely looks hides nothing that fell due"
    given = {"today": book.today.isoformat()}
    (seen,) = book.vault.ask(ASSURANCE, Question(given=given)).rows
    assert (seen.entries_today, seen.entries) == (0, worked.last + 3)
    taken_back = Reverse(on=book.today, entry=worked.last, reason="误登")
    assert book.refused(taken_back) == ["K03"], "a second person, days later; and nothing else"


def all_ways(book: Book, view: Any, tmp_path: Path, **given: Any) -> list[list[str]]:
    """Return the kinds of entry that each way of asking gives."""
    asked = Question(given=given)
    with book.vault.snapshot() as snapshot:
        streamed = [row.kind for row in snapshot.stream(view, asked)]
        assert snapshot.count(view, asked) == len(streamed)
    written = export(book.vault, view.name, asked, tmp_path / "out.csv")
    assert written.rows == len(streamed)
    return [streamed, [row.kind for row in book.vault.ask(view, asked).rows]]


@pytest.mark.parametrize("view", [JOURNAL, TIMELINE], ids=lambda view: view.name)
def test_the_journal_of_business_is_without_the_auditors_kinds(
    book: Book, tmp_path: Path, view: Any
) -> None:
    book.reopen()
    subject = next(iter(book.record(AddPlace(on=book.today, name="3号柜")).subjects))
    everything = [row.kind for row in journal(book.vault)]
    assert {"log_in", "export", "add_account", "found_unit"} <= set(everything)
    for kinds in all_ways(book, view, tmp_path, subject=subject):
        assert "add_place" in kinds
        assert not set(kinds) & set(MATTERS)
        if view is JOURNAL:
            assert kinds == [kind for kind in everything if kind not in MATTERS]


def test_what_is_the_auditors_is_not_found_by_its_number_or_kind(book: Book) -> None:
    book.reopen()
    last = journal(book.vault)[-1]
    assert last.kind == "log_in"
    for condition in (Filter("seq", (last.seq,)), Filter("kind", (last.kind,))):
        assert ask(book, JOURNAL, condition) == ()


def test_who_holds_both_roles_sees_what_both_may_see(book: Book) -> None:
    both = reading.Asker(frozenset({Role.CUSTODIAN, Role.AUDIT_ADMIN}))
    seen = reading.page(book.connection, JOURNAL, Question(), both).rows
    assert seen == journal(book.vault)


def test_every_view_of_the_journal_keeps_the_auditors_kinds_for_her() -> None:
    """A view that words entries names what is reserved, or is the auditor's altogether."""
    wording = [view for view in VIEWS.values() if view.finish is worded]
    assert {view.name for view in wording} >= {"journal", "timeline", "audit"}
    for view in wording:
        assert view.roles == AUDITORS_ROLES or view.reserved == RESERVED, view.name
