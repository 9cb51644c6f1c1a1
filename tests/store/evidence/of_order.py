"""What the unit keeps in order: regulations, reports, leaders' duties, systems, contracts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

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
from tests.store.evidence.telling import NOTHING, Story, good

OLD = date(2022, 5, 6)
WANTED = [area for area in Area if area.wanted]
HEAD, LINE = LeaderRole.HEAD, LeaderRole.LINE
DEMAND, HEAR, CHECK, APPRAISE, PROVIDE = LeadingKind


def issued(book: Book, *areas: Area, **given: Any) -> None:
    for area in areas:
        act = IssueRegulation(on=book.today, area=area, title=f"{area.word}规定", **given)
        book.record(act)


def led(book: Book, role: LeaderRole, *kinds: LeadingKind, record_no: str = "纪1") -> None:
    for kind in kinds:
        said = {"person": ZHAO, "role": role, "sort": kind, "content": "全年工作"}
        book.record(NoteLeading(on=book.today, record_no=record_no, **said))


def filed(book: Book, sort: Submitted, year: int = 2025, **given: Any) -> None:
    said = {"filed_to": "示例市保密局", "receipt_no": "回1", "edition": "第2版"}
    book.record(Submit(on=book.today, sort=sort, year=year, **{**said, **given}))


def running(book: Book, number: str = "XT-1", **given: Any) -> None:
    days = {name: date(2024, 3, 1) for name in ("tested_on", "approved_on", "started_on")}
    said = {"name": "示例内网", "level": Level.SECRET, "department": OFFICE, **days, **given}
    book.record(AddSystem(on=book.today, number=number, **said), reasons={"V54": "旧系统"})


def contracted(book: Book, day: date, **given: Any) -> None:
    said = {"project": "印制", "contractor": "示例印刷厂", "department": OFFICE, **given}
    book.record(AddContract(on=day, number="WT-1", **said), reasons={"V09": "补录"})


def kept_in_order(book: Book) -> None:
    """Old lists have new editions; a system is assessed and stopped, a contract bound and ended."""
    issued(book, *WANTED, Area.WORK_SECRETS)
    led(book, HEAD, DEMAND, HEAR, APPRAISE, PROVIDE)
    led(book, LINE, DEMAND, CHECK, PROVIDE)
    filed(book, Submitted.ANNUAL, filed_on=date(2026, 1, 31))
    filed(book, Submitted.SECRETS, 2021, filed_on=OLD, receipt_no="", edition="")
    filed(book, Submitted.SECRETS)
    filed(book, Submitted.WORK_SECRETS)
    running(book)
    for step in (SystemStep.ASSESSED, SystemStep.STOPPED):
        book.record(NoteSystem(on=book.today, system=1, step=step, by="示例测评中心"))
    contracted(book, book.today)
    for one in ContractStep:
        level = Level.SECRET if one is ContractStep.GRADED else None
        act = NoteContract(on=book.today, contract=1, step=one, level=level, details="编号1")
        book.record(act)


def left_undone(book: Book) -> None:
    """One old rule, leaders without records, old lists, a system and a contract without papers."""
    issued(book, Area.OTHER, issued_on=OLD)
    led(book, HEAD, CHECK, record_no="")
    led(book, LINE, HEAR, record_no="")
    filed(book, Submitted.ANNUAL, filed_on=date(2026, 2, 1), receipt_no="")
    for sort in (Submitted.SECRETS, Submitted.WORK_SECRETS):
        filed(book, sort, 2021, filed_on=OLD, receipt_no="", edition="")
    running(book, tested_on=None, approved_on=None)
    contracted(book, book.today)


def half_done(book: Book) -> None:
    """Old rules are repealed, revised, looked at, forgotten; the last report was one before."""
    issued(book, *WANTED, Area.WORK_SECRETS, issued_on=OLD)
    for number, step in enumerate((RegulationStep.REPEALED, *RegulationStep), 1):
        act = ChangeRegulation(on=book.today, regulation=number, step=step, approved_by="示例会")
        book.record(act)
    filed(book, Submitted.ANNUAL, 2024, filed_on=date(2025, 1, 20))
    before = book.today - timedelta(days=2)
    contracted(book, before, agreed_on=before, level=Level.SECRET)
    late = {"on": book.today, "contract": 1, "details": "编号2"}
    book.record(NoteContract(step=ContractStep.AGREED, **late))


def assessed_two_years_ago(book: Book) -> None:
    """To the day: enough for 机密, not for 绝密; a new one is due in two years."""
    ago = {"assessed_on": book.today.replace(year=book.today.year - 2)}
    running(book, **ago)
    running(book, "XT-2", level=Level.TOP_SECRET, **ago)
    running(book, "XT-3", started_on=book.today)


def only_beside(book: Book) -> None:
    """Other leaders, reports, systems, and a contract that has ended: nothing that is asked for."""
    led(book, LeaderRole.IN_CHARGE, *LeadingKind)
    filed(book, Submitted.SELF_CHECK)
    running(book, level=None)
    contracted(book, date(2025, 12, 1))
    end = {"contract": 1, "step": ContractStep.ENDED, "details": "交清载体"}
    book.record(NoteContract(on=date(2025, 12, 30), **end), reasons={"V09": "补录"})


OLD_RULE = "多年没有修订、复核"
STORIES: tuple[Story, ...] = (
    Story(
        kept_in_order,
        {
            "rules": good(7),
            "leader_duties": good(4),
            "line_leaders": good(3),
            "annual_report": good(1),
            "secrets_list": good(1),
            "work_secrets": good(2),
            "systems": good(1),
            "contracts": good(1),
        },
    ),
    Story(
        left_undone,
        {
            "rules": (
                7,
                [
                    ("regulation", 1, OLD_RULE),
                    *sorted(("unit", 1, f"没有{area.word}制度") for area in WANTED),
                ],
            ),
            "leader_duties": (
                5,
                [
                    ("leading", 1, "没有记录编号"),
                    ("unit", 1, "没有保障支持的记录"),
                    ("unit", 1, "没有听取汇报的记录"),
                    ("unit", 1, "没有提出要求的记录"),
                    ("unit", 1, "没有纳入考核的记录"),
                ],
            ),
            "line_leaders": (
                4,
                [
                    ("leading", 2, "没有记录编号"),
                    ("unit", 1, "没有保障支持的记录"),
                    ("unit", 1, "没有提出要求的记录"),
                    ("unit", 1, "没有督促检查的记录"),
                ],
            ),
            "annual_report": (1, [("submission", 1, "迟于期限；没有文号或回执")]),
            "secrets_list": (
                1,
                [("submission", 2, "没有写版本；没有备案文号或回执；多年没有更新")],
            ),
            "work_secrets": (
                2,
                [("submission", 3, "多年没有更新"), ("unit", 1, "没有工作秘密制度")],
            ),
            "systems": (
                1,
                [
                    (
                        "system",
                        1,
                        "投入使用前没有检测评估；投入使用前没有审查批准；逾期没有风险评估",
                    )
                ],
            ),
            "contracts": (
                1,
                [("contract", 1, "没有确定密级；没有核验资质；没有签订保密协议")],
            ),
        },
    ),
    Story(
        half_done,
        {
            "rules": (
                7,
                [
                    *(("regulation", number, OLD_RULE) for number in (5, 6, 7)),
                    ("unit", 1, "没有保密责任制度"),
                    ("unit", 1, "没有涉密载体制度"),
                ],
            ),
            "annual_report": (1, [("unit", 1, "到期没有报送年度报告")]),
            "work_secrets": (
                2,
                [("regulation", 7, OLD_RULE), ("unit", 1, "没有工作秘密事项清单")],
            ),
            "contracts": (1, [("contract", 1, "没有核验资质；开始后才签保密协议")]),
        },
    ),
    Story(assessed_two_years_ago, {"systems": (3, [("system", 2, "逾期没有风险评估")])}),
    Story(
        only_beside,
        dict.fromkeys(
            (
                "rules",
                "leader_duties",
                "line_leaders",
                "annual_report",
                "secrets_list",
                "work_secrets",
                "systems",
                "contracts",
            ),
            NOTHING,
        ),
    ),
)
