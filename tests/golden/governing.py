"""What the unit keeps in order, for the story: each thing once."""

from __future__ import annotations

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
from db.ledger.values import Level
from tests.book import OFFICE, ZHAO, Book


def keep_in_order(book: Book) -> None:
    """Do everything once."""
    day = book.today
    made = IssueRegulation(
        on=day, area=Area.CARRIERS, title="涉密载体管理规定", number="示办〔2026〕3号"
    )
    book.record(made)
    agreed = {"approved_by": "示例委员会", "note": "补充复制一节"}
    book.record(ChangeRegulation(on=day, regulation=1, step=RegulationStep.REVISED, **agreed))
    said = {"filed_to": "示例市保密局", "receipt_no": "示报〔2026〕1号"}
    book.record(Submit(on=day, sort=Submitted.ANNUAL, year=2025, **said))
    led = {"role": LeaderRole.HEAD, "sort": LeadingKind.HEAR, "content": "听取年度保密工作汇报"}
    book.record(NoteLeading(on=day, person=ZHAO, record_no="纪要2026-1", **led))
    system = {"number": "XT-01", "name": "示例内网", "level": Level.SECRET}
    book.record(AddSystem(on=day, department=OFFICE, **system))
    book.record(NoteSystem(on=day, system=1, step=SystemStep.TESTED, by="示例测评中心"))
    project = {"number": "WT-01", "project": "涉密印制", "contractor": "示例印刷厂"}
    book.record(AddContract(on=day, department=OFFICE, **project))
    step = {"step": ContractStep.GRADED, "level": Level.SECRET, "details": "按印制内容确定"}
    book.record(NoteContract(on=day, contract=1, **step))
