"""权限表: every kind of act, who may record it in this unit, and whether two persons must be there.

The rows are the acts themselves; only what the unit has narrowed comes from outside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.ledger.acts import ACTS
from db.ledger.columns import Kind, column
from db.ledger.values import Role
from db.store.reading import View


@dataclass(frozen=True)
class PowerRow:
    """One kind of act."""

    position: int = column("序号", Kind.COUNT, hidden=True)
    kind: str = column("种类", Kind.ATOM, filters=True, hidden=True)
    phase: str = column("类别", Kind.ATOM, filters=True)
    act: str = column("事项", Kind.ATOM, filters=True)
    custodian: bool = column("保密员", Kind.FLAG, filters=True)
    dept_secrecy_officer: bool = column("处室保密管理员", Kind.FLAG, filters=True)
    secrecy_office_head: bool = column("保密办负责人", Kind.FLAG, filters=True)
    leader: bool = column("领导", Kind.FLAG, filters=True)
    sys_admin: bool = column("系统管理员", Kind.FLAG, filters=True)
    security_admin: bool = column("安全保密管理员", Kind.FLAG, filters=True)
    audit_admin: bool = column("安全审计员", Kind.FLAG, filters=True)
    second: bool = column("须两人", Kind.FLAG, filters=True)
    program: bool = column("程序自记", Kind.FLAG, filters=True)
    narrowed: bool = column("本单位收紧", Kind.FLAG, filters=True)


def _table() -> str:
    """Return the acts as JSON; an act of the program that nobody asks for names no role."""
    rows = [
        {
            "position": position,
            "kind": act.kind,
            "phase": act.phase.value,
            "act": act.word,
            "second": act.needs_second,
            "program": not act.roles,
            "roles": sorted(role.value for role in act.roles),
        }
        for position, act in enumerate(ACTS, 1)
    ]
    return json.dumps(rows, ensure_ascii=False).replace("'", "''")


def _may(role: Role) -> str:
    """Return the condition under which a role may record the act of a row."""
    named = f"IN (SELECT value FROM json_each(act.value, '$.roles')) AND '{role.value}'"
    return (
        f"'{role.value}' {named} IN (SELECT value FROM json_each("
        f"coalesce(narrow.value, act.value ->> '$.roles'))) AS {role.value}"
    )


POWERS: View[PowerRow] = View(
    name="powers",
    title="权限表",
    row=PowerRow,
    sql=f"""
        SELECT act.value ->> 'position' AS position, act.value ->> 'kind' AS kind,
               act.value ->> 'phase' AS phase, act.value ->> 'act' AS act,
               {", ".join(map(_may, Role))},
               act.value ->> 'second' AS second, act.value ->> 'program' AS program,
               narrow.key IS NOT NULL AS narrowed
          FROM json_each('{_table()}') AS act
          LEFT JOIN json_each(:narrowed) AS narrow ON narrow.key = act.value ->> 'kind'
    """,
    key=("position",),
    roles=frozenset(Role),
    given=("narrowed",),
)
