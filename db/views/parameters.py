"""参数: every number that a unit may set, what it rests on, and what it was before.

The numbers come from outside, as the powers do; what two persons set for this ledger outranks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.policy import Basis
from db.ledger.values import Role
from db.store.reading import View

_ROLES = frozenset(Role) - {Role.DEPT_SECRECY_OFFICER}

# What was set, an entry each; what was taken back is marked.
_SET = """
    SELECT entry.seq, entry.recorded_at, entry.happened_on, entry.operator,
           CASE entry.second WHEN '' THEN ''
                ELSE substr(entry.second, instr(entry.second, ' ') + 1) END AS second,
           CAST(name.value AS TEXT) ->> '$' AS name,
           CAST(value.value AS TEXT) ->> '$' AS value,
           coalesce(CAST(source.value AS TEXT) ->> '$', '') AS source, reversal.by AS reversed_by
      FROM entry
      JOIN field AS name ON name.seq = entry.seq AND name.name = 'name'
      JOIN field AS value ON value.seq = entry.seq AND value.name = 'value'
      LEFT JOIN field AS source ON source.seq = entry.seq AND source.name = 'source'
      LEFT JOIN reversal ON reversal.entry = entry.seq
     WHERE entry.kind = 'set_policy'
"""


@dataclass(frozen=True)
class ParameterRow:
    """One number as it is now."""

    position: int = column("序号", Kind.COUNT, hidden=True)
    name: str = column("名称", Kind.ATOM, filters=True, hidden=True)
    label: str = column("参数", filters=True)
    value: int = column("数值", Kind.COUNT)
    unit: str = column("单位", Kind.ATOM)
    basis: Basis = column("依据", Kind.CHOICE, filters=True)
    source: str = column("出处")
    since: date | None = column("自何日", Kind.DATE, filters=True)
    operator: str | None = column("更改人", Kind.ATOM)
    second: str | None = column("第二人", Kind.ATOM)
    seq: int | None = column("条", Kind.COUNT)


PARAMETERS: View[ParameterRow] = View(
    name="parameters",
    title="参数",
    row=ParameterRow,
    sql=f"""
        SELECT known.key + 1 AS position, known.value ->> 'name' AS name,
               known.value ->> 'label' AS label,
               coalesce(setting.value, known.value ->> 'value') AS value,
               known.value ->> 'unit' AS unit,
               iif(latest.seq IS NULL, known.value ->> 'basis', '{Basis.UNIT.value}') AS basis,
               coalesce(latest.source, known.value ->> 'source') AS source,
               setting.since, latest.operator, latest.second, latest.seq
          FROM json_each(:parameters) AS known
          LEFT JOIN setting ON setting.name = known.value ->> 'name'
          LEFT JOIN (SELECT name, max(seq) AS seq, operator, second, source
                       FROM ({_SET}) WHERE reversed_by IS NULL GROUP BY name) AS latest
            ON latest.name = setting.name
    """,
    key=("position",),
    roles=_ROLES,
    given=("parameters",),
)


@dataclass(frozen=True)
class ParameterChangeRow:
    """One change of one number."""

    seq: int = column("条", Kind.COUNT, sorts=True, filters=True)
    happened_on: date = column("日期", Kind.DATE, sorts=True, filters=True)
    recorded_at: str = column("录入时间", Kind.TIME)
    name: str = column("名称", Kind.ATOM, filters=True, hidden=True)
    label: str = column("参数", filters=True)
    before: int | None = column("原数值", Kind.COUNT)
    value: int = column("改为", Kind.COUNT)
    unit: str | None = column("单位", Kind.ATOM)
    source: str = column("出处")
    operator: str = column("更改人", Kind.ATOM, filters=True)
    second: str = column("第二人", Kind.ATOM)
    reversed_by: int | None = column("已冲销", Kind.COUNT, filters=True)


PARAMETER_CHANGES: View[ParameterChangeRow] = View(
    name="parameter_changes",
    title="参数沿革",
    row=ParameterChangeRow,
    sql=f"""
        SELECT done.seq, done.happened_on, done.recorded_at, done.name,
               coalesce(known.value ->> 'label', done.name) AS label,
               coalesce((SELECT earlier.value FROM ({_SET}) AS earlier
                          WHERE earlier.name = done.name AND earlier.seq < done.seq
                            AND earlier.reversed_by IS NULL
                          ORDER BY earlier.seq DESC LIMIT 1), known.value ->> 'value') AS before,
               done.value, known.value ->> 'unit' AS unit, done.source, done.operator,
               done.second, done.reversed_by
          FROM ({_SET}) AS done
          LEFT JOIN json_each(:parameters) AS known ON known.value ->> 'name' = done.name
    """,
    key=("seq",),
    roles=_ROLES,
    given=("parameters",),
)
