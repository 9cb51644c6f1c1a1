"""保密机构、任职、涉密岗位: the three-level tree, terms of office, posts and who is on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.columns import Kind, column
from db.ledger.values import Grade
from db.store.reading import View
from db.views.roles import BUSINESS, UNIT_WIDE


@dataclass(frozen=True)
class BodyRow:
    """One body."""

    id: int = column("机构号", Kind.COUNT, hidden=True)
    name: str = column("名称", filters=True, sorts=True)
    tier: Tier = column("层级", Kind.CHOICE, filters=True)
    basis: str = column("成立依据")
    active: bool = column("有效", Kind.FLAG, filters=True)


BODIES: View[BodyRow] = View(
    name="bodies",
    title="保密机构",
    row=BodyRow,
    sql="SELECT id, name, tier, basis, active FROM body",
    key=("id",),
    roles=UNIT_WIDE,
)


@dataclass(frozen=True)
class TenureRow:
    """Somebody in a seat, now or once."""

    id: int = column("任职号", Kind.COUNT, hidden=True)
    place: str = column("机构或部门", filters=True, sorts=True)
    seat: Seat = column("职务", Kind.CHOICE, filters=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    basis: str = column("任职依据")
    since: date = column("任职日期", Kind.DATE, filters=True, sorts=True)
    until: date | None = column("任期至", Kind.DATE, filters=True, sorts=True)
    ended_on: date | None = column("免职日期", Kind.DATE, sorts=True)
    why_ended: str = column("免职原因")
    open: bool = column("在任", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


TENURES: View[TenureRow] = View(
    name="tenures",
    title="保密机构任职",
    row=TenureRow,
    sql="""
        SELECT tenure.id, coalesce(body.name, department.name, '') AS place, tenure.seat,
               person.name, tenure.person, tenure.basis, tenure.since, tenure.until,
               tenure.ended_on, tenure.why_ended, tenure.open, tenure.department AS department_id
          FROM tenure
          JOIN person ON person.id = tenure.person
          LEFT JOIN body ON body.id = tenure.body
          LEFT JOIN department ON department.id = tenure.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
)


@dataclass(frozen=True)
class PostRow:
    """One classified post, and who is on it."""

    id: int = column("岗位号", Kind.COUNT, hidden=True)
    code: str = column("岗位编号", Kind.ATOM, filters=True, sorts=True)
    name: str = column("岗位名称", filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    category: str = column("岗位类别", Kind.ATOM, filters=True)
    grade: Grade = column("岗位等级", Kind.CHOICE, filters=True, sorts=True)
    holders: str = column("在岗人员")
    serving: int = column("在岗人数", Kind.COUNT)
    duty: str = column("职责")
    items: str = column("涉密事项")
    approved_by: str = column("批准", Kind.ATOM)
    approved_on: date = column("批准日期", Kind.DATE, filters=True, sorts=True)
    active: bool = column("有效", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


_ON_IT = "clearance.post = post.id AND clearance.stage IN ('ON_POST', 'SUSPENDED')"

POSTS: View[PostRow] = View(
    name="posts",
    title="涉密岗位",
    row=PostRow,
    sql=f"""
        SELECT post.id, post.code, post.name, department.name AS department, post.category,
               post.grade,
               coalesce((SELECT group_concat(person.name, '、') FROM clearance
                           JOIN person ON person.id = clearance.person WHERE {_ON_IT}), '')
               AS holders,
               (SELECT count(*) FROM clearance WHERE {_ON_IT}) AS serving,
               post.duty, post.items, post.approved_by, post.approved_on, post.active,
               post.department AS department_id
          FROM post
          LEFT JOIN department ON department.id = post.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    order=(("code", False),),
)
