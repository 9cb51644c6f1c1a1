"""自查评分: each item of each sheet, what the ledger showed and what was said; groups summed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.checklists import Auto, ItemKind, Layer, Standing, as_points
from db.ledger.columns import Kind, column
from db.store.reading import Read, View
from db.views.roles import BUSINESS

# The sheet of the same layer and subject in the last round of an earlier year.
BEFORE = """
    (SELECT max(earlier.id) FROM check_sheet AS earlier
       JOIN check_round AS gone ON gone.id = earlier.round
      WHERE earlier.layer = sheet.layer AND earlier.about = sheet.about
        AND earlier.round < sheet.round AND gone.year < round.year)
"""
OWNER = """
    coalesce((SELECT room.successor FROM department AS room WHERE room.id = sheet.department),
             sheet.department)
"""
"""Whose officer answers a sheet: the department's, or that of the one it has gone into."""
NAME = """
    sheet.name || coalesce(
        (SELECT '（部门' || coalesce('已并入' || heir.name, '已撤销') || '）'
           FROM department AS room LEFT JOIN department AS heir ON heir.id = room.successor
          WHERE sheet.layer IN ('DEPARTMENT', 'MONTHLY') AND room.id = sheet.about
            AND room.active = 0), '')
"""
"""The sheet of a department that was closed since says so."""
NORMAL = "item.kind = 'normal'"
ANSWERED = "coalesce(answer.existing, item.existing)"


@dataclass(frozen=True)
class CheckItemRow:
    """One item of one sheet."""

    sheet: int = column("自查表编号", Kind.COUNT, hidden=True, filters=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    round: int = column("自查编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("自查", Kind.ATOM)
    name: str = column("受查", Kind.ATOM)
    layer: Layer = column("层次", Kind.CHOICE, filters=True)
    item: str = column("编号", Kind.ATOM, filters=True)
    grouped: str = column("类别", filters=True)
    text: str = column("自查内容", filters=True)
    existing: bool = column("实有", Kind.FLAG, filters=True)
    method: str = column("评分方法")
    auto: Auto = column("取证方式", Kind.CHOICE, filters=True)
    standing: Standing | None = column("取证", Kind.CHOICE, filters=True)
    looked: int | None = column("查看数", Kind.COUNT)
    troubles: int | None = column("问题数", Kind.COUNT, filters=True)
    kind: ItemKind = column("计分方式", Kind.CHOICE, filters=True)
    evidence: str = column("凭据", Kind.ATOM, hidden=True)
    since: date = column("期间自", Kind.DATE, hidden=True)
    until: date = column("期间至", Kind.DATE, hidden=True)
    about: int = column("受查编号", Kind.COUNT, hidden=True)
    worth: int | None = column("分值十分之一", Kind.COUNT, hidden=True)
    off: int | None = column("扣分十分之一", Kind.COUNT, hidden=True)
    advised: int | None = column("应扣十分之一", Kind.COUNT, hidden=True)
    before: int | None = column("上年扣分十分之一", Kind.COUNT, hidden=True)
    reason: str = column("说明", filters=True)
    answered_by: str = column("评分人", Kind.ATOM, filters=True)
    answered_on: date | None = column("评分日期", Kind.DATE)
    waiting: bool = column("未评", Kind.FLAG, filters=True)
    troubled: bool = column("有扣分", Kind.FLAG, filters=True)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)
    points: str = column("分值", Kind.FIGURE, default="")
    score: str = column("得分", Kind.FIGURE, default="")
    deduction: str = column("扣分", Kind.FIGURE, default="")
    result: str = column("系统结果", default="")
    proof: str = column("证据编号", Kind.ATOM, default="")
    mark: str = column("实有项目", Kind.ATOM, default="")
    last_year: str = column("上年扣分", Kind.FIGURE, default="")


def _items_worded(rows: list[CheckItemRow], _: Read) -> list[CheckItemRow]:
    return [
        replace(
            row,
            points=as_points(row.worth),
            score=_score(row),
            deduction=as_points(row.off) if row.off is not None and row.existing else "",
            result=found_said(row.standing, row.looked, row.troubles or 0),
            proof=_proof(row),
            mark="★" if row.existing else "",
            last_year=as_points(row.before) if row.before is not None else "",
        )
        for row in rows
    ]


def _score(row: CheckItemRow) -> str:
    if not row.existing:
        return "—"
    if row.off is None:
        return ""
    if row.kind is not ItemKind.NORMAL or row.worth is None:
        return as_points(-row.off) if row.off else "—"
    return as_points(row.worth - row.off)


def _proof(row: CheckItemRow) -> str:
    if row.standing is not Standing.PROVEN:
        return "—"
    return f"ZJ-{row.until.year % 100:02d}-{row.item.partition('-')[2]}"


def found_said(standing: Standing | None, looked: int | None, troubles: int) -> str:
    """Say what the ledger shows of an item."""
    if standing is None:
        return "未取证"
    if standing is Standing.MANUAL:
        return "人工检查"
    if standing is Standing.NOTHING:
        return "期间没有发生，没有证据"
    return f"查{looked}项，{f'有问题{troubles}项' if troubles else '无问题'}"


CHECK_ITEMS: View[CheckItemRow] = View(
    name="check_items",
    title="自查评分",
    row=CheckItemRow,
    sql=f"""
        SELECT sheet.id AS sheet, item.position, round.id AS round, round.number, {NAME} AS name,
               sheet.layer, item.item, item.grouped, item.text, {ANSWERED} AS existing,
               item.method, item.auto, answer.standing, answer.looked, answer.troubles, item.kind,
               item.evidence, round.since, round.until, sheet.about, item.points AS worth,
               answer.deduction AS off, answer.suggested AS advised, last.deduction AS before,
               coalesce(answer.reason, '') AS reason,
               coalesce(answer.answered_by, '') AS answered_by, answer.answered_on,
               {ANSWERED} AND answer.deduction IS NULL AS waiting,
               coalesce(answer.deduction, 0) > 0 AS troubled, {OWNER} AS department_id
          FROM check_sheet AS sheet
          JOIN check_round AS round ON round.id = sheet.round
          JOIN check_item AS item ON item.round = sheet.round AND item.layer = sheet.layer
          LEFT JOIN check_answer AS answer
            ON answer.sheet = sheet.id AND answer.item = item.item
          LEFT JOIN check_answer AS last ON last.sheet = {BEFORE} AND last.item = item.item
    """,
    key=("sheet", "position"),
    roles=BUSINESS,
    department="department_id",
    finish=_items_worded,
)


@dataclass(frozen=True)
class CheckGroupRow:
    """One group of one sheet: what it is worth here, what was lost."""

    sheet: int = column("自查表编号", Kind.COUNT, hidden=True, filters=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    grouped: str = column("类别", filters=True)
    items: int = column("项数", Kind.COUNT)
    waiting: int = column("未评", Kind.COUNT)
    worth: int = column("实有分十分之一", Kind.COUNT)
    lost: int = column("扣分十分之一", Kind.COUNT)
    troubles: int = column("扣分项", Kind.COUNT)
    last_worth: int = column("上年实有分十分之一", Kind.COUNT)
    last_lost: int = column("上年扣分十分之一", Kind.COUNT)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


CHECK_GROUPS: View[CheckGroupRow] = View(
    name="check_groups",
    title="自查得分，按类别",
    row=CheckGroupRow,
    sql=f"""
        SELECT sheet.id AS sheet, min(item.position) AS position, item.grouped,
               count(*) AS items,
               count(*) FILTER (WHERE {ANSWERED} AND answer.deduction IS NULL) AS waiting,
               coalesce(sum(item.points) FILTER (WHERE {NORMAL} AND {ANSWERED}), 0) AS worth,
               coalesce(sum(iif({NORMAL}, min(answer.deduction, coalesce(item.points, 0)),
                                answer.deduction)) FILTER (WHERE {ANSWERED}), 0) AS lost,
               count(*) FILTER (WHERE {ANSWERED} AND answer.deduction > 0) AS troubles,
               coalesce(sum(item.points)
                        FILTER (WHERE {NORMAL} AND last.existing = 1), 0) AS last_worth,
               coalesce(sum(last.deduction) FILTER (WHERE last.existing = 1), 0) AS last_lost,
               {OWNER} AS department_id
          FROM check_sheet AS sheet
          JOIN check_round AS round ON round.id = sheet.round
          JOIN check_item AS item ON item.round = sheet.round AND item.layer = sheet.layer
          LEFT JOIN check_answer AS answer
            ON answer.sheet = sheet.id AND answer.item = item.item
          LEFT JOIN check_answer AS last ON last.sheet = {BEFORE} AND last.item = item.item
         GROUP BY sheet.id, item.grouped
    """,
    key=("sheet", "position"),
    roles=BUSINESS,
    department="department_id",
)
