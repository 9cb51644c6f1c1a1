"""要害部门部位: what they are and what guards them (F31), their history, and who came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.sites import FacilityKind, SiteKind
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class SiteRow:
    """One key department or site; `lacks` is what is missing of 三铁一器 in the register."""

    id: int = column("部位号", Kind.COUNT, hidden=True, filters=True)
    kind: SiteKind = column("类别", Kind.CHOICE, filters=True, sorts=True)
    name: str = column("名称", filters=True, sorts=True)
    department: str = column("主管部门", filters=True, sorts=True)
    head: str = column("负责人", Kind.ATOM, filters=True)
    level: Level = column("涉密等级", Kind.CHOICE, filters=True, sorts=True)
    people: int = column("涉密人员", Kind.COUNT)
    location: str = column("具体位置")
    matters: str = column("涉密事项及范围")
    reason: str = column("确定理由")
    guards: str = column("人防措施")
    barriers: str = column("物防措施")
    alarms: str = column("技防措施")
    system: str = column("保密制度")
    facilities: str = column("设施")
    lacks: str = column("缺三铁一器", filters=True)
    visits: int = column("来访", Kind.COUNT)
    fixed_by: str = column("确认机关")
    fixed_on: date = column("确定日期", Kind.DATE, filters=True, sorts=True)
    filed_on: date | None = column("报备日期", Kind.DATE, filters=True)
    changes: int = column("变更次数", Kind.COUNT)
    withdrawn_on: date | None = column("撤销日期", Kind.DATE, filters=True)
    why: str = column("撤销理由")
    living: bool = column("有效", Kind.FLAG, filters=True)
    department_id: int = column("部门编号", Kind.COUNT, hidden=True)


_CABINETS = ", ".join(f"'{one.value}'" for one in FacilityKind if one.stores)
_IRONS = (
    (f"'{FacilityKind.IRON_DOOR.value}'", "铁门"),
    (f"'{FacilityKind.WINDOW_BARS.value}'", "铁窗"),
    (_CABINETS, "铁柜"),
    (f"'{FacilityKind.ALARM.value}'", "报警器"),
)
_HERE = "facility.site = site.id AND facility.state <> 'RETIRED'"
_LACKS = " || ".join(
    f"iif(EXISTS (SELECT 1 FROM facility WHERE {_HERE} AND facility.kind IN ({kinds})),"
    f" '', '{word}、')"
    for kinds, word in _IRONS
)
FACILITY_WORDS = " ".join(f"WHEN '{one.value}' THEN '{one.word}'" for one in FacilityKind)

SITES: View[SiteRow] = View(
    name="sites",
    title="保密要害部门部位登记",
    row=SiteRow,
    sql=f"""
        SELECT site.id, site.kind, site.name, department.name AS department, person.name AS head,
               site.level,
               (SELECT count(*) FROM person AS one
                 WHERE one.on_post = 1 AND one.grade IS NOT NULL
                   AND (one.department = site.department OR one.id IN (
                        SELECT clearance.person FROM clearance
                          JOIN post ON post.id = clearance.post
                         WHERE post.department = site.department
                           AND clearance.stage IN ('ON_POST', 'SUSPENDED')))) AS people,
               site.location, site.matters, site.reason, site.guards, site.barriers, site.alarms,
               site.system,
               coalesce((SELECT group_concat(there.word || there.amount, '、')
                           FROM (SELECT CASE facility.kind {FACILITY_WORDS} END AS word,
                                        count(*) AS amount
                                   FROM facility WHERE {_HERE}
                                  GROUP BY facility.kind) AS there), '') AS facilities,
               iif(site.withdrawn_on IS NULL, rtrim({_LACKS}, '、'), '') AS lacks,
               (SELECT count(*) FROM visit WHERE visit.site = site.id) AS visits,
               site.fixed_by, site.fixed_on, site.filed_on, site.changes, site.withdrawn_on,
               site.why, site.withdrawn_on IS NULL AS living, site.department AS department_id
          FROM site
          JOIN department ON department.id = site.department
          JOIN person ON person.id = site.head
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("kind", False), ("name", False)),
)


@dataclass(frozen=True)
class SiteChangeRow:
    """One change of a key site."""

    site: int = column("部位号", Kind.COUNT, hidden=True, filters=True)
    number: int = column("第几次", Kind.COUNT)
    changed_on: date = column("变更时间", Kind.DATE, filters=True, sorts=True)
    name: str = column("名称", filters=True)
    department: str = column("主管部门", filters=True)
    before: Level = column("原密级", Kind.CHOICE)
    after: Level | None = column("变更后密级", Kind.CHOICE)
    what: str = column("结果", Kind.ATOM, filters=True)
    why: str = column("原因")
    approved_by: str = column("批准机关")
    department_id: int = column("部门编号", Kind.COUNT, hidden=True)


SITE_CHANGES: View[SiteChangeRow] = View(
    name="site_changes",
    title="要害部门部位变更记录",
    row=SiteChangeRow,
    sql="""
        SELECT change.site, change.number, change.changed_on, site.name,
               department.name AS department, change.before, change.after,
               CASE WHEN change.after IS NULL THEN '撤销'
                    WHEN change.after = change.before THEN '其他变更' ELSE '密级变更' END AS what,
               change.why, change.approved_by, site.department AS department_id
          FROM site_change AS change
          JOIN site ON site.id = change.site
          JOIN department ON department.id = site.department
    """,
    key=("site", "number"),
    roles=BUSINESS,
    department="department_id",
    order=(("changed_on", True),),
)


@dataclass(frozen=True)
class VisitRow:
    """One visit."""

    id: int = column("来访号", Kind.COUNT, hidden=True, filters=True)
    came_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    site_id: int = column("部位号", Kind.COUNT, hidden=True, filters=True)
    site: str = column("要害部位", filters=True, sorts=True)
    unit: str = column("来访人单位", filters=True)
    visitor: str = column("姓名", Kind.ATOM, filters=True)
    purpose: str = column("来访目的")
    escort: str = column("陪同人员", Kind.ATOM, filters=True)
    approved_by: str = column("批准人", Kind.ATOM)
    came_at: str = column("来访时间", Kind.ATOM)
    left_on: date | None = column("离开日期", Kind.DATE)
    left_at: str = column("离开时间", Kind.ATOM)
    remark: str = column("备注")
    open: bool = column("未离开", Kind.FLAG, filters=True)
    department_id: int = column("部门编号", Kind.COUNT, hidden=True)


VISITS: View[VisitRow] = View(
    name="visits",
    title="要害部位来访登记",
    row=VisitRow,
    sql="""
        SELECT visit.id, visit.came_on, visit.site AS site_id, site.name AS site, visit.unit,
               visit.visitor, visit.purpose, person.name AS escort, visit.approved_by,
               visit.came_at, visit.left_on, visit.left_at, visit.remark,
               visit.left_on IS NULL AS open, site.department AS department_id
          FROM visit
          JOIN site ON site.id = visit.site
          JOIN person ON person.id = visit.escort
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("came_on", True),),
)
