"""审计: who came, what left the program, who changed powers, keys and rules, what was checked.

The auditor sees these kinds of entry and none of the business; warnings that were passed she sees
by rule and reason, without the document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.acts import ACTS
from db.ledger.columns import Kind, column
from db.store.reading import Read, View
from db.views.matters import AUDITOR, KINDS_OF_AUDIT, MATTERS, Matter
from db.views.timeline import worded

_MATTER = " ".join(f"WHEN '{kind}' THEN '{matter.value}'" for kind, matter in MATTERS.items())
_SECOND = """CASE entry.second WHEN '' THEN ''
                ELSE substr(entry.second, instr(entry.second, ' ') + 1) END AS second"""
_WHO = """CASE entry.kind WHEN 'failed_log_in'
              THEN coalesce((SELECT CAST(field.value AS TEXT) ->> '$' FROM field
                              WHERE field.seq = entry.seq AND field.name = 'account'), '')
              ELSE entry.operator END"""


@dataclass(frozen=True)
class AuditRow:
    """One entry that is the auditor's."""

    seq: int = column("条", Kind.COUNT, sorts=True, filters=True)
    recorded_at: str = column("时间", Kind.TIME, filters=True, sorts=True)
    month: str = column("月份", Kind.ATOM, filters=True)
    matter: Matter = column("类别", Kind.CHOICE, filters=True)
    operator: str = column("人员", Kind.ATOM, filters=True)
    second: str = column("第二人", Kind.ATOM)
    kind: str = column("种类", Kind.ATOM, filters=True, hidden=True)
    version: int = column("版本", Kind.COUNT, hidden=True)
    happened_on: date = column("发生日期", Kind.DATE, filters=True)
    title: str = column("事项", Kind.ATOM, default="")
    sentence: str = column("内容", default="")


AUDIT_LOG: View[AuditRow] = View(
    name="audit",
    title="审计记录",
    row=AuditRow,
    sql=f"""
        SELECT entry.seq, entry.recorded_at, substr(entry.recorded_at, 1, 7) AS month,
               CASE entry.kind {_MATTER} END AS matter, {_WHO} AS operator, {_SECOND},
               entry.kind, entry.version, entry.happened_on
          FROM entry WHERE entry.kind IN ({KINDS_OF_AUDIT})
    """,
    key=("seq",),
    roles=AUDITOR,
    finish=worded,
)


@dataclass(frozen=True)
class AuditCountRow:
    """One person in one month."""

    operator: str = column("人员", Kind.ATOM, filters=True, sorts=True)
    month: str = column("月份", Kind.ATOM, filters=True, sorts=True)
    log_ins: int = column("登录", Kind.COUNT)
    failures: int = column("登录失败", Kind.COUNT)
    prints: int = column("打印", Kind.COUNT)
    exports: int = column("导出", Kind.COUNT)
    accounts: int = column("账户", Kind.COUNT)
    keys: int = column("密钥", Kind.COUNT)
    policies: int = column("规定", Kind.COUNT)
    checks: int = column("核验备份", Kind.COUNT)


_COUNTED = ", ".join(
    f"sum(matter = '{matter.value}') AS {name}"
    for name, matter in {
        "log_ins": Matter.LOG_IN,
        "failures": Matter.FAILED,
        "prints": Matter.PRINT,
        "exports": Matter.EXPORT,
        "accounts": Matter.ACCOUNT,
        "keys": Matter.KEYS,
        "policies": Matter.POLICY,
        "checks": Matter.CHECK,
    }.items()
)

AUDIT_COUNTS: View[AuditCountRow] = View(
    name="audit_counts",
    title="审计统计",
    row=AuditCountRow,
    sql=f"SELECT operator, month, {_COUNTED} FROM ({AUDIT_LOG.sql}) GROUP BY operator, month",
    key=("month", "operator"),
    roles=AUDITOR,
)


@dataclass(frozen=True)
class OverrideRow:
    """One warning that was passed."""

    seq: int = column("条", Kind.COUNT, sorts=True, filters=True)
    rule: str = column("规则", Kind.ATOM, filters=True, sorts=True)
    recorded_at: str = column("时间", Kind.TIME, filters=True, sorts=True)
    month: str = column("月份", Kind.ATOM, filters=True)
    operator: str = column("人员", Kind.ATOM, filters=True)
    second: str = column("第二人", Kind.ATOM)
    kind: str = column("种类", Kind.ATOM, filters=True, hidden=True)
    reason: str = column("理由")
    title: str = column("事项", Kind.ATOM, default="")


def _titled(rows: list[OverrideRow], _: Read) -> list[OverrideRow]:
    words = {act.kind: act.word for act in ACTS}
    return [replace(row, title=words[row.kind]) for row in rows]


OVERRIDES: View[OverrideRow] = View(
    name="overrides",
    title="越过的提醒",
    row=OverrideRow,
    sql=f"""
        SELECT entry.seq, passed.value ->> 'rule' AS rule, entry.recorded_at,
               substr(entry.recorded_at, 1, 7) AS month, entry.operator, {_SECOND}, entry.kind,
               passed.value ->> 'reason' AS reason
          FROM field INDEXED BY field_overruled
         CROSS JOIN entry ON entry.seq = field.seq
         CROSS JOIN json_each(CAST(field.value AS TEXT)) AS passed
         WHERE field.name = 'overruled' AND field.value IS NOT NULL
    """,
    key=("seq", "rule"),
    roles=AUDITOR,
    finish=_titled,
)
