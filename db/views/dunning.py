"""催还: what is kept too long, how long, how often it was asked back, and whose turn it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import View
from db.views.roles import BUSINESS


class Tier(Enum):
    """Whom to tell, by how long the day is past: the holder, his head, the office."""

    HOLDER = "HOLDER"
    HEAD = "HEAD"
    OFFICE = "OFFICE"

    @property
    def word(self) -> str:
        """The tier in Chinese."""
        return _TIER_WORDS[self]


_TIER_WORDS = {Tier.HOLDER: "催本人", Tier.HEAD: "报部门负责人", Tier.OFFICE: "报保密办"}


@dataclass(frozen=True)
class DunningRow:
    """One copy that should be back."""

    id: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True)
    department: str | None = column("部门", filters=True, sorts=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    holder: str = column("持有人", Kind.ATOM, filters=True, sorts=True)
    holder_id: int = column("持有人编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    state: State = column("状态", Kind.CHOICE, filters=True)
    since: date = column("持有起日", Kind.DATE)
    due: date = column("应还日期", Kind.DATE, filters=True, sorts=True)
    late: int = column("超期天数", Kind.COUNT, sorts=True)
    tier: Tier = column("应催到", Kind.CHOICE, filters=True)
    times: int = column("已催次数", Kind.COUNT, sorts=True)
    last: date | None = column("最近催还", Kind.DATE, sorts=True)
    told: str | None = column("上次通知", Kind.ATOM)


DUNNING: View[DunningRow] = View(
    name="dunning",
    title="催还",
    row=DunningRow,
    sql=f"""
        SELECT copy.id, copy.document, department.name AS department,
               person.department AS department_id, person.name AS holder,
               copy.holder AS holder_id, document.doc_number, document.title, copy.level,
               document.marking, copy.copy_no, copy.state,
               coalesce(copy.since, copy.moved_on) AS since, copy.due,
               CAST(julianday(:today) - julianday(copy.due) AS INTEGER) AS late,
               CASE WHEN julianday(:today) - julianday(copy.due) > :dun_office_days
                         THEN '{Tier.OFFICE.value}'
                    WHEN julianday(:today) - julianday(copy.due) > :dun_head_days
                         THEN '{Tier.HEAD.value}'
                    ELSE '{Tier.HOLDER.value}' END AS tier,
               count(dun.id) AS times, max(dun.dunned_on) AS last, dun.told
          FROM copy
          JOIN person ON person.id = copy.holder
          JOIN document ON document.id = copy.document
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN dun ON dun.copy = copy.id AND dun.stay = copy.stays
         WHERE copy.holder IS NOT NULL AND copy.due < :today
         GROUP BY copy.id
    """,
    key=("id",),
    roles=BUSINESS,
    order=(("due", False),),
    document="document",
    department="department_id",
    given=("today", "dun_head_days", "dun_office_days"),
)
