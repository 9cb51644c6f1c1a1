"""自查清单: the lists as the unit has them now, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.checklists import Auto, ItemKind, Layer, as_points
from db.ledger.columns import Kind, column
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class ListedRow:
    """One item of one list."""

    layer: Layer = column("清单", Kind.CHOICE, filters=True)
    position: int = column("顺序", Kind.COUNT, hidden=True)
    item: str = column("编号", Kind.ATOM, filters=True)
    grouped: str = column("类别", filters=True)
    text: str = column("自查内容", filters=True)
    worth: int | None = column("分值十分之一", Kind.COUNT, hidden=True)
    each_off: int | None = column("每处十分之一", Kind.COUNT, hidden=True)
    method: str = column("评分方法")
    auto: Auto = column("取证方式", Kind.CHOICE, filters=True)
    kind: ItemKind = column("计分方式", Kind.CHOICE, filters=True)
    existing: bool = column("实有项目", Kind.FLAG, filters=True)
    active: bool = column("列入自查", Kind.FLAG, filters=True)
    since: date | None = column("本单位修改", Kind.DATE, filters=True)
    version: str = column("版本", Kind.ATOM)
    source: str = column("来源")
    unknown: bool = column("分值未定", Kind.FLAG, filters=True)
    points: str = column("分值", Kind.FIGURE, default="")
    each: str = column("每处扣分", Kind.FIGURE, default="")


def _worded(rows: list[ListedRow], _: Read) -> list[ListedRow]:
    return [
        replace(
            row,
            points=as_points(row.worth),
            each=as_points(row.each_off) if row.each_off is not None else "",
        )
        for row in rows
    ]


CHECKLIST: View[ListedRow] = View(
    name="checklist",
    title="自查清单",
    row=ListedRow,
    sql="""
        WITH shipped AS (
            SELECT value ->> 'layer' AS layer, key + 1 AS position, value ->> 'id' AS item,
                   value ->> 'group' AS grouped, value ->> 'text' AS text,
                   value ->> 'points' AS points, value ->> 'each' AS each_off,
                   value ->> 'method' AS method, value ->> 'auto' AS auto,
                   value ->> 'kind' AS kind, value ->> 'existing' AS existing,
                   value ->> 'version' AS version, value ->> 'source' AS source
              FROM json_each(:checklists)
        ),
        listed AS (
            SELECT coalesce(own.layer, shipped.layer) AS layer, shipped.position, shipped.item,
                   coalesce(own.grouped, shipped.grouped) AS grouped,
                   coalesce(own.text, shipped.text) AS text,
                   iif(own.item IS NULL, shipped.points, own.points) AS worth,
                   iif(own.item IS NULL, shipped.each_off, own.each_off) AS each_off,
                   coalesce(own.method, shipped.method) AS method, shipped.auto, shipped.kind,
                   coalesce(own.existing, shipped.existing) AS existing,
                   coalesce(own.active, 1) AS active, own.since, shipped.version, shipped.source
              FROM shipped
              LEFT JOIN list_item AS own
                ON own.layer = shipped.layer AND own.item = shipped.item
             UNION ALL
            SELECT own.layer, 100000 + own.rowid_, own.item, own.grouped, own.text, own.points,
                   own.each_off, own.method, own.auto, own.kind, own.existing, own.active,
                   own.since, '本单位', '本单位自定'
              FROM (SELECT list_item.*, row_number() OVER (ORDER BY item) AS rowid_
                      FROM list_item) AS own
             WHERE NOT EXISTS (SELECT 1 FROM shipped
                                WHERE shipped.layer = own.layer AND shipped.item = own.item)
        )
        SELECT layer, position, item, grouped, text, worth, each_off, method, auto, kind, existing,
               active, since, version, source, kind = 'normal' AND worth IS NULL AS unknown
          FROM listed
    """,
    key=("position",),
    roles=UNIT_WIDE,
    given=("checklists",),
    finish=_worded,
)
