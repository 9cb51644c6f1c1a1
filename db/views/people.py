"""人员、部门、存放处、账户: the small registers behind the choices of a form."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Grade, Role
from db.store.reading import Read, View
from db.views.roles import AUDIT, REGISTERS_OF_PEOPLE, UNIT_WIDE


@dataclass(frozen=True)
class PersonRow:
    """One person."""

    id: int = column("人员编号", Kind.COUNT, hidden=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    department: str | None = column("部门", filters=True, sorts=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    post: str = column("岗位", filters=True)
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    employment: str = column("人员类型", Kind.ATOM, filters=True)
    on_post: bool = column("在岗", Kind.FLAG, filters=True)
    unverified: bool = column("待核", Kind.FLAG, filters=True)
    held: int = column("手上份数", Kind.COUNT)
    sought: str | None = column("身份证号（全号）", Kind.ATOM, hidden=True, filters=True)


def _unseen(rows: list[PersonRow], _: Read) -> list[PersonRow]:
    """A number that was sought whole is not handed out."""
    return [replace(row, sought=None) for row in rows]


PEOPLE: View[PersonRow] = View(
    name="people",
    title="人员",
    row=PersonRow,
    sql="""
        SELECT person.id, person.name, department.name AS department,
               person.department AS department_id, person.post, person.grade, person.employment,
               person.on_post, person.unverified,
               (SELECT count(*) FROM copy WHERE copy.holder = person.id) AS held,
               his.id_number AS sought
          FROM person
          LEFT JOIN particulars AS his ON his.person = person.id
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=REGISTERS_OF_PEOPLE,
    department="department_id",
    finish=_unseen,
)


@dataclass(frozen=True)
class DepartmentRow:
    """One department: who is in it, or what became of it."""

    id: int = column("编号", Kind.COUNT)
    name: str = column("名称", filters=True, sorts=True)
    active: bool = column("有效", Kind.FLAG, filters=True)
    persons: int | None = column("在岗人员", Kind.COUNT)
    cleared: int | None = column("涉密人员", Kind.COUNT)
    officer: str = column("保密管理员", Kind.ATOM)
    closed_on: date | None = column("撤并日期", Kind.DATE, filters=True, sorts=True)
    joined: str = column("并入", Kind.ATOM)
    earlier: str = column("原名、并入的部门")


_OWN = "FROM person WHERE person.department = department.id AND person.on_post = 1"

DEPARTMENTS: View[DepartmentRow] = View(
    name="departments",
    title="部门",
    row=DepartmentRow,
    sql=f"""
        SELECT department.id, department.name, department.active,
               iif(:wide, (SELECT count(*) {_OWN}), NULL) AS persons,
               iif(:wide, (SELECT count(*) {_OWN} AND person.grade IS NOT NULL), NULL) AS cleared,
               coalesce((SELECT group_concat(person.name, '、') FROM tenure
                           JOIN person ON person.id = tenure.person
                          WHERE tenure.department = department.id AND tenure.open = 1
                            AND tenure.seat IN ('DEPT_OFFICER', 'DEPT_DEPUTY')), '') AS officer,
               department.closed_on, coalesce(heir.name, '') AS joined,
               coalesce((SELECT group_concat(name, '、')
                           FROM (SELECT name FROM former_name
                                  WHERE former_name.department = department.id
                                  UNION ALL
                                 SELECT joined.name FROM department AS joined
                                  WHERE joined.successor = department.id)), '') AS earlier
          FROM department LEFT JOIN department AS heir ON heir.id = department.successor
    """,
    key=("id",),
    roles=REGISTERS_OF_PEOPLE,
    given=("wide",),
)


@dataclass(frozen=True)
class PlaceRow:
    """One place."""

    id: int = column("编号", Kind.COUNT)
    name: str = column("名称", filters=True, sorts=True)
    reading: bool = column("阅文场所", Kind.FLAG, filters=True)
    active: bool = column("有效", Kind.FLAG, filters=True)
    kept: int | None = column("在位份数", Kind.COUNT)


PLACES: View[PlaceRow] = View(
    name="places",
    title="存放处",
    row=PlaceRow,
    sql="""
        SELECT id, name, reading, active,
               iif(:wide, (SELECT count(*) FROM copy
                            WHERE copy.place = place.id AND copy.state = 'IN_STOCK'), NULL) AS kept
          FROM place
    """,
    key=("id",),
    roles=REGISTERS_OF_PEOPLE,
    given=("wide",),
)


@dataclass(frozen=True)
class AccountRow:
    """One account or witness: who, and what for."""

    kind: str = column("类别", Kind.ATOM)
    id: int = column("编号", Kind.COUNT)
    name: str = column("账户名", Kind.ATOM, filters=True)
    person: str = column("人员", Kind.ATOM, filters=True)
    person_id: int = column("人员编号", Kind.COUNT, hidden=True)
    roles: str = column("角色")
    active: bool = column("有效", Kind.FLAG)
    standing: str = column("状况", Kind.ATOM, filters=True)


def _in_words(rows: list[AccountRow], _: Read) -> list[AccountRow]:
    """Name the roles as people do, wherever accounts are read."""
    return [replace(row, roles=_said(row.roles)) for row in rows]


def _said(kept: str) -> str:
    return "、".join(Role(name).word for name in json.loads(kept or "[]"))


def standing_in(table: str) -> str:
    """Return how a credential stands: a first password unlocks, but does not confirm yet."""
    return (
        f"CASE WHEN NOT {table}.active THEN '已移除' WHEN {table}.locked THEN '已锁定'"
        f" WHEN NOT {table}.granted THEN '待授权' WHEN NOT {table}.own THEN '首次口令'"
        " ELSE '在用' END"
    )


ACCOUNTS: View[AccountRow] = View(
    name="accounts",
    title="账户与见证人",
    row=AccountRow,
    sql=f"""
        SELECT '账户' AS kind, account.id, account.name, person.name AS person,
               account.person AS person_id, account.roles, account.active,
               {standing_in("account")} AS standing
          FROM account JOIN person ON person.id = account.person
        UNION ALL
        SELECT '见证人', witness.id, witness.name, person.name, witness.person, '', witness.active,
               {standing_in("witness")}
          FROM witness JOIN person ON person.id = witness.person
    """,
    key=("kind", "id"),
    roles=REGISTERS_OF_PEOPLE | AUDIT,
    finish=_in_words,
)


@dataclass(frozen=True)
class PrintedRow:
    """One print."""

    serial: int = column("流水号", Kind.COUNT, sorts=True)
    form: str = column("表式", Kind.ATOM, filters=True)
    title: str = column("名称", filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    day: str = column("日期", Kind.ATOM)
    operator: str = column("打印人", Kind.ATOM, filters=True)
    pages: int = column("页数", Kind.COUNT)
    reprint_of: int | None = column("补打自", Kind.COUNT, filters=True)


PRINTS: View[PrintedRow] = View(
    name="prints",
    title="打印记录",
    row=PrintedRow,
    sql="""
        SELECT serial, form, title, marking, day, operator, pages, reprint_of FROM printed
    """,
    key=("serial",),
    roles=UNIT_WIDE | AUDIT,
)
