"""制度、报送、系统、委托: what is refused, what it says, and when 今日 asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.acts.equipment.contracts import AddContract, NoteContract
from db.ledger.acts.equipment.systems import AddSystem, NoteSystem
from db.ledger.acts.people.leading import NoteLeading
from db.ledger.acts.people.regulations import ChangeRegulation, IssueRegulation
from db.ledger.acts.people.submissions import Submit
from db.ledger.beliefs.governing import (
    Area,
    ContractStep,
    LeaderRole,
    LeadingKind,
    RegulationStep,
    Submitted,
    SystemStep,
)
from db.ledger.rules import Refused
from db.ledger.values import Level
from db.store.reading import Question
from db.views.contracts import CONTRACTS
from db.views.outlook import DUTIES
from db.views.regulations import REGULATIONS
from db.views.systems import SYSTEMS
from db.views.today import TODAY as VIEW
from db.views.today import Matter
from tests.book import OFFICE, TODAY, ZHAO, Book, a_book

LATER, BEFORE = TODAY + timedelta(days=1), TODAY - timedelta(days=40)
STARTED = NoteSystem(on=TODAY, system=1, step=SystemStep.STARTED, by="示例局")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = a_book(tmp_path)
    made.record(rule(issued_on=BEFORE, revised_on=BEFORE), system(), contract())
    return made


def rule(**given: Any) -> IssueRegulation:
    return IssueRegulation(on=TODAY, **{"area": Area.DUTY, "title": "责任制规定", **given})


def rule_step(step: RegulationStep, **given: Any) -> ChangeRegulation:
    return ChangeRegulation(
        **{"on": TODAY, "regulation": 1, "step": step, "approved_by": "示例会", **given}
    )


def system(**given: Any) -> AddSystem:
    said = {"number": "XT-1", "name": "示例内网", "level": Level.SECRET, "department": OFFICE}
    return AddSystem(on=TODAY, **{**said, **given})


def contract(**given: Any) -> AddContract:
    said = {"number": "WT-1", "project": "印制", "contractor": "示例厂", "department": OFFICE}
    return AddContract(on=TODAY, **{**said, **given})


def graded(step: ContractStep, level: Level | None = None, **given: Any) -> NoteContract:
    return NoteContract(
        **{"on": TODAY, "contract": 1, "step": step, "level": level, "details": "示例", **given}
    )


def handed(**given: Any) -> Submit:
    said = {"sort": Submitted.ANNUAL, "year": 2025, "filed_to": "示例局"}
    return Submit(on=TODAY, **{**said, **given})


def led(**given: Any) -> NoteLeading:
    said = {"role": LeaderRole.HEAD, "sort": LeadingKind.HEAR, "content": "听取汇报"}
    return NoteLeading(on=TODAY, person=ZHAO, **{**said, **given})


REFUSED: list[tuple[str, str, Act]] = [
    ("V01", "title", rule(title=" ")),
    ("V06", "title", rule(title="责任制规定 ")),
    ("K35", "issued_on", rule(title="新", issued_on=LATER)),
    ("K35", "revised_on", rule(title="新", issued_on=TODAY, revised_on=BEFORE)),
    ("V01", "approved_by", rule_step(RegulationStep.REVISED, approved_by="")),
    ("V01", "number", rule_step(RegulationStep.REVIEWED, number="示〔2026〕1号")),
    ("K35", "on", rule_step(RegulationStep.REVISED, on=BEFORE - timedelta(days=1))),
    ("V01", "filed_to", handed(filed_to="")),
    ("V01", "title", handed(sort=Submitted.OTHER)),
    ("V01", "year", handed(year=2027)),
    ("K35", "filed_on", handed(filed_on=LATER)),
    ("V01", "content", led(content="")),
    ("V06", "number", system()),
    ("V00", "department", system(number="XT-2", department=99)),
    ("K35", "tested_on", system(number="XT-2", tested_on=LATER)),
    ("V54", "started_on", system(number="XT-2", started_on=TODAY, tested_on=TODAY)),
    ("V54", "started_on", STARTED),
    ("V01", "by", NoteSystem(on=TODAY, system=1, step=SystemStep.TESTED, by="")),
    ("V06", "number", contract()),
    ("V01", "contractor", contract(number="WT-2", contractor="")),
    ("K35", "agreed_on", contract(number="WT-2", agreed_on=LATER)),
    ("V01", "level", graded(ContractStep.GRADED)),
    ("V01", "level", graded(ContractStep.AGREED, Level.SECRET)),
    ("K35", "on", graded(ContractStep.ENDED, on=BEFORE)),
]


def refused(book: Book, act: Act) -> list[tuple[str, str]]:
    reasons = {"V09": "补录"} if act.on < TODAY else {}
    with pytest.raises(Refused) as caught:
        book.record(act, reasons=reasons)
    return [(one.rule.number, one.field) for one in caught.value.refusals]


def test_what_is_not_in_order_is_refused_at_its_field(book: Book) -> None:
    """V00, V01, V06, V54, K35: each act breaks one rule and is otherwise right."""
    for number, field, act in REFUSED:
        assert refused(book, act) == [(number, field)], act


ENDS: list[tuple[Act, Callable[[], Act]]] = [
    (rule_step(RegulationStep.REPEALED), lambda: rule_step(RegulationStep.REVISED)),
    (graded(ContractStep.ENDED), lambda: graded(ContractStep.AGREED)),
    (NoteSystem(on=TODAY, system=1, step=SystemStep.STOPPED, by="示例局"), lambda: STARTED),
]


def test_what_has_ended_is_not_changed_any_more_k31(book: Book) -> None:
    for end, again in ENDS:
        book.record(end)
        assert ("K31", end_field(end)) in refused(book, again())
    book.record(rule(title="责任制规定"))  # a new one may take the name of what is repealed


def end_field(act: Act) -> str:
    return {ChangeRegulation: "regulation", NoteContract: "contract", NoteSystem: "system"}[
        type(act)
    ]


def test_the_registers_show_what_was_done_and_what_is_due(book: Book) -> None:
    for step in (SystemStep.TESTED, SystemStep.APPROVED, SystemStep.STARTED):
        book.record(NoteSystem(on=TODAY, system=1, step=step, by="示例局"))
    book.record(graded(ContractStep.GRADED, Level.SECRET), graded(ContractStep.QUALIFIED))
    book.record(rule_step(RegulationStep.REVISED, number="示〔2026〕9号"))
    (one,) = book.vault.ask(SYSTEMS, today(book)).rows
    assert (one.running, one.due, one.late) == (True, TODAY.replace(year=2028), False)
    (two,) = book.vault.ask(CONTRACTS, today(book)).rows
    assert (two.level, two.qualification, two.lacks) == (Level.SECRET, "示例", "没有签订保密协议")
    (three,) = book.vault.ask(REGULATIONS, today(book)).rows
    assert (three.number, three.due) == ("示〔2026〕9号", TODAY.replace(year=2029))


def today(book: Book) -> Question:
    return Question(given={"today": book.today.isoformat(), "since": book.today.isoformat()})


def asked_for(book: Book) -> dict[Matter, date | None]:
    rows = book.vault.ask(VIEW, today(book)).rows
    wanted = (Matter.REPORT, Matter.ASSESS)
    return {row.matter: row.due for row in rows if row.matter in wanted}


def test_the_yearly_report_and_the_assessment_are_on_today_in_time(book: Book) -> None:
    used = {"tested_on": TODAY, "approved_on": TODAY, "started_on": TODAY}
    book.record(system(number="XT-9", level=Level.TOP_SECRET, **used))
    at = datetime(2027, 1, 5, 9, tzinfo=timezone(timedelta(hours=8)))
    book.clock.now = at
    assert asked_for(book) == {}  # nobody ever handed in a report: it is not kept here
    book.record(handed(), reasons={"V09": "补录"})
    assert asked_for(book) == {Matter.REPORT: date(2027, 1, 31)}
    assert [row.matter for row in book.vault.ask(DUTIES, today(book)).rows] == ["年度报告应报送"]
    book.record(Submit(on=at.date(), sort=Submitted.ANNUAL, year=2026, filed_to="示例局"))
    assert asked_for(book) == {}
    due = TODAY.replace(year=2027)
    book.clock.now = datetime.combine(due - timedelta(days=30), at.timetz())
    assert asked_for(book) == {Matter.ASSESS: due}
    book.record(NoteSystem(on=book.today, system=2, step=SystemStep.ASSESSED, by="示例中心"))
    assert asked_for(book) == {}
