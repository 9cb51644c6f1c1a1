"""设施: 三铁一器, safes, cabinets, shredders, jammers; what they are fit for, and whose codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.sites import FacilityKind, FacilityState
from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import BUSINESS
from db.views.training import parameter


@dataclass(frozen=True)
class FacilityRow:
    """One thing that guards, stores or destroys."""

    id: int = column("设施号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("设施编号", Kind.ATOM, filters=True, sorts=True)
    name: str = column("名称型号", filters=True)
    kind: FacilityKind = column("类别", Kind.CHOICE, filters=True, sorts=True)
    grade: str = column("等级", Kind.ATOM)
    rated: Level | None = column("可存放", Kind.CHOICE, filters=True)
    places: str = column("存放处", filters=True)
    highest: Level | None = column("现存最高", Kind.CHOICE, filters=True)
    site: str | None = column("要害部位", filters=True, sorts=True)
    location: str = column("位置", filters=True)
    keeper: str = column("责任人", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True)
    keys: str = column("钥匙密码")
    since: date = column("启用日期", Kind.DATE, filters=True)
    code_on: date | None = column("密码更换", Kind.DATE, filters=True)
    code_due: date | None = column("应更换", Kind.DATE, filters=True, sorts=True)
    late: bool = column("密码逾期", Kind.FLAG, filters=True)
    checked_on: date | None = column("检查日期", Kind.DATE)
    state: FacilityState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    retired_on: date | None = column("停用日期", Kind.DATE)
    remark: str = column("备注")
    over: bool = column("超密级存放", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


CODE_DUE = f"date(facility.code_on, '+' || {parameter('code_days')} || ' days')"
_LOCKS = ", ".join(f"'{one.value}'" for one in FacilityKind if one.locks)
HAS_CODE = f"facility.kind IN ({_LOCKS}) AND facility.state <> 'RETIRED'"
# The highest level of what rests in its places: by place, as the index has it.
_HIGHEST = """(SELECT max(copy.level) FROM json_each(facility.places) AS one
                JOIN copy ON copy.place = one.value AND copy.state = 'IN_STOCK')"""

FACILITIES: View[FacilityRow] = View(
    name="facilities",
    title="保密设施设备登记",
    row=FacilityRow,
    sql=f"""
        SELECT id, number, name, kind, grade, rated, places, highest, site, location, keeper,
               department, keys, since, code_on, code_due, late, checked_on, state, retired_on,
               remark, coalesce(highest > coalesce(rated, 2), 0) AS over, department_id
          FROM (SELECT facility.id, facility.number, facility.name, facility.kind, facility.grade,
                       facility.rated,
                       coalesce((SELECT group_concat(place.name, '、')
                                   FROM json_each(facility.places) AS one
                                   JOIN place ON place.id = one.value), '') AS places,
                       iif(:wide, {_HIGHEST}, NULL) AS highest,
                       site.name AS site, facility.location, person.name AS keeper,
                       department.name AS department, facility.keys, facility.since,
                       facility.code_on, iif({HAS_CODE}, {CODE_DUE}, NULL) AS code_due,
                       coalesce({HAS_CODE} AND {CODE_DUE} < :today, 0) AS late,
                       facility.checked_on, facility.state, facility.retired_on, facility.remark,
                       person.department AS department_id
                  FROM facility
                  JOIN person ON person.id = facility.keeper
                  LEFT JOIN department ON department.id = person.department
                  LEFT JOIN site ON site.id = facility.site)
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("number", False),),
    given=("today", "code_days", "wide"),
)
