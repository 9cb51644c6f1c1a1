"""年报数据: the figures that an annual report asks for, of any period, each from the register that
shows the rows behind it.

What happened counts by its day.  What there is counts as of the last day, by grades and posts as
they stand now, because the ledger keeps no grade that is over.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.ledger.values import Grade, Level
from db.store.reading import View
from db.views.devices import DEVICES
from db.views.findings import FINDINGS
from db.views.gatherings import GATHERINGS
from db.views.incidents import INCIDENTS
from db.views.marks import MARK_CHANGES
from db.views.organisation import POSTS
from db.views.periods import PERIODS
from db.views.person import YEARS_GIVEN
from db.views.personnel import PERSONNEL
from db.views.receptions import RECEPTIONS
from db.views.roles import UNIT_WIDE
from db.views.self_checks import CHECK_SHEETS
from db.views.sites import SITES
from db.views.stocktakes import STOCKTAKES
from db.views.training import HOURS, TRAININGS


@dataclass(frozen=True)
class AnnualRow:
    """One figure; by level where the thing has one."""

    position: int = column("序号", Kind.COUNT, hidden=True, sorts=True)
    part: str = column("类别", Kind.ATOM, filters=True)
    item: str = column("项目", filters=True)
    unit: str = column("单位", Kind.ATOM)
    top_secret: int | None = column(Level.TOP_SECRET.word, Kind.COUNT)
    secret: int | None = column(Level.SECRET.word, Kind.COUNT)
    confidential: int | None = column(Level.CONFIDENTIAL.word, Kind.COUNT)
    total: int = column("合计", Kind.COUNT)
    upto: int = column("截至第几条", Kind.COUNT)


@dataclass(frozen=True)
class _Figure:
    part: str
    item: str
    unit: str
    source: str
    where: str = "1"
    amount: str = "count(*)"
    level: str = ""  # where the thing has one

    def sql(self, position: int) -> str:
        """Return the figure as one row."""
        of_level = f"coalesce({self.amount} FILTER (WHERE {self.level} = {{}}), 0)"
        levels = (level.value for level in sorted(Level, reverse=True))
        columns = ", ".join(of_level.format(one) if self.level else "NULL" for one in levels)
        return (
            f"SELECT {position} AS position, '{self.part}' AS part, '{self.item}' AS item,"
            f" '{self.unit}' AS unit, {columns}, coalesce({self.amount}, 0) FROM {self.source}"
            f" WHERE {self.where}"
        )


def _in_period(day: str) -> str:
    return f"{day} BETWEEN :first AND :last"


def _there(since: str, until: str) -> str:
    return f"{since} <= :last AND ({until} IS NULL OR {until} > :last)"


_SOURCES = {
    "staff": PERSONNEL.sql,
    "posts": POSTS.sql,
    "marked": f"""
        SELECT *, CASE substr(iif(kind IN ('LIFT', 'EXPIRY'), before, marking), 1, 2)
                  WHEN '绝密' THEN 3 WHEN '机密' THEN 2 WHEN '秘密' THEN 1 END AS level
          FROM ({MARK_CHANGES.sql})
         WHERE decision = 'APPROVED' AND {_in_period("decided_on")}
    """,
    "flow": PERIODS.sql,
    "machines": DEVICES.sql,
    "guarded": SITES.sql,
    "sessions": TRAININGS.sql,
    "heard": f"SELECT * FROM ({HOURS.sql}) WHERE year = CAST(substr(:last, 1, 4) AS INTEGER)",
    "meetings": GATHERINGS.sql,
    "checked": CHECK_SHEETS.sql,
    "counts": STOCKTAKES.sql,
    "visits": RECEPTIONS.sql,
    "found": FINDINGS.sql,
    "lost": INCIDENTS.sql,
}
_STAFF = "(left_on IS NULL AND standing IN ('在岗', '暂停', '离岗办理中') OR left_on > :last)"
_FLOWS = (
    ("收进", "received"), ("产生", "produced"), ("复制", "reproduced"), ("会议带回", "meeting"),
    ("清退", "returned"), ("外发", "dispatched"), ("销毁", "destroyed"), ("归档", "archived"),
    ("移交出账", "transferred"), ("查无下落结案", "written_off"), ("期末结存", "closing"),
)  # fmt: skip
_MARKS = (
    ("原始定密", "kind = 'SET' AND NOT derived"),
    ("派生定密", "kind = 'SET' AND derived"),
    ("变更、延长", "kind IN ('CHANGE', 'EXTEND')"),
    ("解密", "kind = 'LIFT'"),
    ("期满解密", "kind = 'EXPIRY'"),
)
_HELD = _in_period("held_on")
_SIGNED = _in_period("signed_on")
_FOUND = _in_period("found_on")
_FIGURES = (
    *(_Figure("涉密人员", f"{grade.word}涉密人员", "人", "staff",
              f"grade = '{grade.value}' AND {_STAFF}") for grade in Grade),
    _Figure("涉密人员", "脱密期人员", "人", "staff", "left_on <= :last AND cooling_until >= :last"),
    *(_Figure("涉密岗位", f"{grade.word}涉密岗位", "个", "posts",
              f"grade = '{grade.value}' AND active AND approved_on <= :last") for grade in Grade),
    *(_Figure("国家秘密事项", item, "件", "marked", where, level="level")
      for item, where in _MARKS),
    *(_Figure("涉密载体", item, "份", "flow", amount=f"sum({name})", level="level")
      for item, name in _FLOWS),
    _Figure("设备、要害", "涉密设备", "台", "machines",
            f"level IS NOT NULL AND {_there('started_on', 'stopped_on')}", level="level"),
    _Figure("设备、要害", "非涉密设备", "台", "machines",
            f"level IS NULL AND {_there('started_on', 'stopped_on')}"),
    *(_Figure("设备、要害", item, "处", "guarded",
              f"kind = '{kind}' AND {_there('fixed_on', 'withdrawn_on')}", level="level")
      for item, kind in (("要害部门", "DEPARTMENT"), ("要害部位", "SITE"))),
    _Figure("教育培训", "培训", "次", "sessions", _HELD),
    _Figure("教育培训", "参加培训", "人次", "sessions", _HELD,
            "sum(present + made_up)"),
    _Figure("教育培训", "人均学时（全年）", "学时", "heard",
            amount="CAST(round(sum(tenths) / 10.0 / count(*)) AS INTEGER)"),
    _Figure("教育培训", "覆盖率（全年）", "％", "heard", amount=
            "CAST(round(100.0 * sum(sessions > 0) / count(*)) AS INTEGER)"),
    _Figure("会议", "委员会（领导小组）会议", "次", "meetings", f"kind = 'COMMITTEE' AND {_HELD}"),
    _Figure("会议", "保密员例会", "次", "meetings", f"kind = 'OFFICERS' AND {_HELD}"),
    _Figure("检查", "单位自查", "次", "checked", f"layer = 'UNIT' AND {_SIGNED}"),
    _Figure("检查", "部门自查", "个部门", "checked",
            f"layer IN ('DEPARTMENT', 'MONTHLY') AND {_SIGNED}", "count(DISTINCT about)"),
    _Figure("检查", "个人自查", "人", "checked", f"layer = 'PERSON' AND {_SIGNED}",
            "count(DISTINCT about)"),
    _Figure("检查", "盘点", "次", "counts", _in_period("closed_on")),
    _Figure("检查", "接受检查", "次", "visits", _in_period("opened_on")),
    _Figure("问题整改", "查出问题", "项", "found", _FOUND),
    _Figure("问题整改", "其中已销号", "项", "found", f"{_FOUND} AND closed_on IS NOT NULL"),
    _Figure("问题整改", "其中复发", "项", "found", f"{_FOUND} AND repeated"),
    _Figure("事件", "去向不明", "份", "lost", _in_period("reported_on"), level="level"),
    _Figure("事件", "其中已结案", "份", "lost",
            f"{_in_period('reported_on')} AND closed_on IS NOT NULL", level="level"),
)  # fmt: skip
_WITH = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in _SOURCES.items())
_ALL = " UNION ALL ".join(one.sql(at) for at, one in enumerate(_FIGURES, 1))

ANNUAL: View[AnnualRow] = View(
    name="annual",
    title="年报数据",
    row=AnnualRow,
    sql=f"""
        WITH {_WITH},
             counted (position, part, item, unit, top_secret, secret, confidential, total)
             AS ({_ALL})
        SELECT counted.*, (SELECT coalesce(max(seq), 0) FROM entry) AS upto
          FROM counted WHERE :first <= :last
    """,
    key=("position",),
    roles=UNIT_WIDE,
    given=("first", "last", "today", "pass_mark", "training_hours", *YEARS_GIVEN),
)
