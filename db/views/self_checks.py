"""自查: the rounds and their sheets, each summed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import Layer, as_points
from db.ledger.columns import Kind, column
from db.ledger.scoring import Band, Score, percent
from db.store.reading import Read, View
from db.views.check_items import ANSWERED, BEFORE, NAME, NORMAL, OWNER
from db.views.roles import BUSINESS, UNIT_WIDE


@dataclass(frozen=True)
class CheckSheetRow:
    """One sheet, summed up."""

    id: int = column("自查表编号", Kind.COUNT, hidden=True, filters=True)
    sheet: int = column("自查表", Kind.COUNT, hidden=True, filters=True)
    round: int = column("自查编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("自查", Kind.ATOM, filters=True)
    layer: Layer = column("层次", Kind.CHOICE, filters=True)
    name: str = column("受查", Kind.ATOM, filters=True, sorts=True)
    about: int = column("受查编号", Kind.COUNT, hidden=True, filters=True)
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    since: date = column("期间自", Kind.DATE)
    until: date = column("期间至", Kind.DATE)
    version: str = column("标准版本", Kind.ATOM)
    source: str = column("标准来源")
    said: str = column("分值说明")
    state: RoundState = column("状态", Kind.CHOICE, filters=True)
    frozen_on: date | None = column("取证日期", Kind.DATE, filters=True)
    frozen_at: str = column("取证时间", Kind.TIME)
    upto: int | None = column("截至第几条", Kind.COUNT)
    code: str = column("首码", Kind.ATOM)
    digest: str = column("凭据摘要", Kind.ATOM)
    items: int = column("项数", Kind.COUNT)
    proven: int = column("系统可证", Kind.COUNT)
    manual: int = column("需人工", Kind.COUNT)
    unproven: int = column("无证据", Kind.COUNT)
    troubled: int = column("扣分项", Kind.COUNT, sorts=True)
    waiting: int = column("未评", Kind.COUNT, filters=True)
    whole: int = column("总分十分之一", Kind.COUNT, hidden=True)
    counting: int = column("实有分十分之一", Kind.COUNT, hidden=True)
    lost: int = column("扣分十分之一", Kind.COUNT, hidden=True)
    extra: int = column("加重扣分十分之一", Kind.COUNT, hidden=True)
    vetoed: bool = column("否决", Kind.FLAG, hidden=True)
    unknown: int = column("分值未定", Kind.COUNT)
    signed_on: date | None = column("签认日期", Kind.DATE, filters=True, sorts=True)
    signed_by: str = column("签认人", Kind.ATOM)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True)
    before: int | None = column("上年自查表", Kind.COUNT, hidden=True)
    remark: str = column("备注")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    points: str = column("总分", Kind.ATOM, default="")
    applicable: str = column("实有分值", Kind.FIGURE, default="")
    score: str = column("得分", Kind.FIGURE, default="")
    percent: str = column("百分比", Kind.FIGURE, default="")
    band: Band = column("考评结果", Kind.CHOICE, default=Band.OPEN)
    last_year: str = column("上年", Kind.FIGURE, default="")
    period: str = column("期间", Kind.ATOM, default="")
    frozen: str = column("取证冻结", default="")


_SUMS = f"""
    SELECT sheet.id AS sheet, count(*) AS items,
           count(*) FILTER (WHERE answer.standing = 'PROVEN') AS proven,
           count(*) FILTER (WHERE answer.standing = 'MANUAL') AS manual,
           count(*) FILTER (WHERE answer.standing = 'NOTHING') AS unproven,
           count(*) FILTER (WHERE {ANSWERED} AND answer.deduction > 0) AS troubled,
           count(*) FILTER (WHERE {ANSWERED} AND answer.deduction IS NULL) AS waiting,
           coalesce(sum(item.points) FILTER (WHERE {NORMAL}), 0) AS whole,
           coalesce(sum(item.points) FILTER (WHERE {NORMAL} AND {ANSWERED}), 0) AS counting,
           coalesce(sum(min(answer.deduction, coalesce(item.points, 0)))
                    FILTER (WHERE {NORMAL} AND {ANSWERED}), 0) AS lost,
           coalesce(sum(answer.deduction)
                    FILTER (WHERE item.kind = 'aggravated' AND {ANSWERED}), 0) AS extra,
           coalesce(max(answer.deduction > 0)
                    FILTER (WHERE item.kind = 'veto' AND {ANSWERED}), 0) AS vetoed,
           count(*) FILTER (WHERE {NORMAL} AND item.points IS NULL) AS unknown
      FROM check_sheet AS sheet
      JOIN check_item AS item ON item.round = sheet.round AND item.layer = sheet.layer
      LEFT JOIN check_answer AS answer ON answer.sheet = sheet.id AND answer.item = item.item
"""


def _sheets_worded(rows: list[CheckSheetRow], read: Read) -> list[CheckSheetRow]:
    last: dict[int, str] = {}
    for before in {row.before for row in rows if row.before is not None}:
        found = read(f"{_SUMS} WHERE sheet.id = :sheet GROUP BY sheet.id", sheet=before)
        for one in found:
            whole, counting, lost, extra, vetoed, unknown = one[7:13]
            score = Score(whole, counting, lost, extra, bool(vetoed), one[6], unknown)
            last[before] = percent(score.permille)
    return [_sheet_worded(row, last.get(row.before or 0, "")) for row in rows]


def score_of(row: CheckSheetRow | CheckRoundRow) -> Score:
    """Return a sheet, or the first of a round, as it is summed up."""
    return Score(row.whole, row.counting, row.lost, row.extra, row.vetoed, row.waiting, row.unknown)


def _period(*days: date) -> str:
    """Say a period as papers say it."""
    return "至".join(f"{day.year}年{day.month}月{day.day}日" for day in days)


def _sheet_worded(row: CheckSheetRow, last: str) -> CheckSheetRow:
    score = score_of(row)
    frozen = f"{row.frozen_at[:16].replace('T', ' ')} 第{row.upto}条 {row.code}"
    return replace(
        row,
        frozen_at=row.frozen_at[:16].replace("T", " "),
        points=as_points(score.points),
        applicable=as_points(score.applicable or None),
        score=as_points(score.score if score.applicable else None),
        percent=percent(score.permille),
        band=score.band,
        last_year=last,
        period=_period(row.since, row.until),
        frozen=frozen if row.upto else "未取证",
    )


CHECK_SHEETS: View[CheckSheetRow] = View(
    name="check_sheets",
    title="自查表",
    row=CheckSheetRow,
    sql=f"""
        SELECT sheet.id, sheet.id AS sheet, sheet.round, round.number, sheet.layer, {NAME} AS name,
               sheet.about, round.year, round.since, round.until, round.version, round.source,
               round.said, round.state, round.frozen_on, round.frozen_at, round.upto, round.code,
               round.digest, sums.items, sums.proven, sums.manual, sums.unproven, sums.troubled,
               sums.waiting, sums.whole, sums.counting, sums.lost, sums.extra, sums.vetoed,
               sums.unknown, sheet.signed_on, sheet.signed_by, round.closed_on,
               {BEFORE} AS before, sheet.remark, {OWNER} AS department_id
          FROM check_sheet AS sheet
          JOIN check_round AS round ON round.id = sheet.round
          JOIN ({_SUMS} GROUP BY sheet.id) AS sums ON sums.sheet = sheet.id
    """,
    key=("id",),
    roles=BUSINESS,
    order=(("round", True), ("id", False)),
    department="department_id",
    finish=_sheets_worded,
)


@dataclass(frozen=True)
class CheckRoundRow:
    """One round, with the result of its first sheet."""

    id: int = column("自查编号", Kind.COUNT, hidden=True, filters=True)
    round: int = column("自查", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    layer: Layer = column("类别", Kind.CHOICE, filters=True)
    about: str = column("检查对象", filters=True)
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    since: date = column("期间自", Kind.DATE, filters=True)
    until: date = column("期间至", Kind.DATE, filters=True)
    state: RoundState = column("状态", Kind.CHOICE, filters=True)
    version: str = column("标准版本", Kind.ATOM)
    said: str = column("分值说明")
    opened_on: date = column("开始日期", Kind.DATE, filters=True, sorts=True)
    frozen_at: str = column("取证时间", Kind.TIME)
    upto: int | None = column("截至第几条", Kind.COUNT)
    code: str = column("首码", Kind.ATOM)
    sheets: int = column("自查表", Kind.COUNT)
    signed: int = column("已签认", Kind.COUNT)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True)
    first: int = column("首张自查表", Kind.COUNT, hidden=True)
    whole: int = column("总分十分之一", Kind.COUNT, hidden=True)
    counting: int = column("实有分十分之一", Kind.COUNT, hidden=True)
    lost: int = column("扣分十分之一", Kind.COUNT, hidden=True)
    extra: int = column("加重扣分十分之一", Kind.COUNT, hidden=True)
    vetoed: bool = column("否决", Kind.FLAG, hidden=True)
    waiting: int = column("未评", Kind.COUNT)
    unknown: int = column("分值未定", Kind.COUNT)
    remark: str = column("说明")
    score: str = column("得分", Kind.FIGURE, default="")
    percent: str = column("百分比", Kind.FIGURE, default="")
    band: Band = column("考评结果", Kind.CHOICE, default=Band.OPEN)
    period: str = column("期间", Kind.ATOM, default="")


def _rounds_worded(rows: list[CheckRoundRow], _: Read) -> list[CheckRoundRow]:
    return [_round_worded(row) for row in rows]


def _round_worded(row: CheckRoundRow) -> CheckRoundRow:
    score = score_of(row)
    return replace(
        row,
        frozen_at=row.frozen_at[:16].replace("T", " "),
        score=as_points(score.score if score.applicable else None),
        percent=percent(score.permille),
        band=score.band,
        period=_period(row.since, row.until),
    )


CHECK_ROUNDS: View[CheckRoundRow] = View(
    name="check_rounds",
    title="历次自查",
    row=CheckRoundRow,
    sql=f"""
        SELECT round.id, round.id AS round, round.number, round.layer, round.about,
               round.year, round.since, round.until, round.state, round.version, round.said,
               round.opened_on,
               round.frozen_at, round.upto, round.code,
               (SELECT count(*) FROM check_sheet AS one WHERE one.round = round.id) AS sheets,
               (SELECT count(*) FROM check_sheet AS one
                 WHERE one.round = round.id AND one.signed_on IS NOT NULL) AS signed,
               round.closed_on, sums.sheet AS first, sums.whole, sums.counting, sums.lost,
               sums.extra, sums.vetoed, sums.waiting, sums.unknown, round.remark
          FROM check_round AS round
          JOIN ({_SUMS} GROUP BY sheet.id) AS sums
            ON sums.sheet = (SELECT min(one.id) FROM check_sheet AS one
                              WHERE one.round = round.id)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("id", True),),
    finish=_rounds_worded,
)
