"""盘点: the stock-takes, and what each has made of every copy and thing so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs import Bucket, StocktakeState
from db.ledger.columns import Kind, column
from db.ledger.stocktaking import AT_REST
from db.ledger.values import Level, State
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class StocktakeRow:
    """One stock-take."""

    id: int = column("盘点编号", Kind.COUNT, hidden=True)
    number: str = column("编号", Kind.ATOM, filters=True)
    state: StocktakeState = column("状态", Kind.CHOICE, filters=True)
    reason: str = column("事由")
    scope: str = column("范围")
    seed: str = column("抽样种子", Kind.ATOM)
    counter: str = column("点数人", Kind.ATOM)
    second: str = column("复点人", Kind.ATOM)
    opened_on: date = column("冻结日期", Kind.DATE, filters=True, sorts=True)
    frozen: str = column("冻结时间", Kind.ATOM)
    upto: int = column("截至第几条", Kind.COUNT)
    copies: int = column("应点", Kind.COUNT)
    top_secret: int = column(Level.TOP_SECRET.word, Kind.COUNT)
    secret: int = column(Level.SECRET.word, Kind.COUNT)
    confidential: int = column(Level.CONFIDENTIAL.word, Kind.COUNT)
    done: int = column("已点", Kind.COUNT)
    closed_on: date | None = column("办结日期", Kind.DATE, filters=True, sorts=True)
    remark: str = column("说明")


STOCKTAKES: View[StocktakeRow] = View(
    name="stocktakes",
    title="盘点",
    row=StocktakeRow,
    sql="""
        SELECT stocktake.id, stocktake.number, stocktake.state, stocktake.reason, stocktake.scope,
               stocktake.seed, person.name AS counter, stocktake.second, stocktake.opened_on,
               replace(substr(stocktake.opened_at, 1, 16), 'T', ' ') AS frozen, stocktake.upto,
               stocktake.copies, stocktake.top_secret, stocktake.secret, stocktake.confidential,
               CASE stocktake.state
               WHEN 'OPEN' THEN (SELECT count(*) FROM sighting
                                  WHERE sighting.stocktake = stocktake.id AND sighting.latest = 1
                                    AND sighting.copy <> 0 AND sighting.bucket <> 'WAITING')
               WHEN 'CLOSED' THEN (SELECT count(*) FROM stocktake_line AS line
                                    WHERE line.stocktake = stocktake.id AND line.seen_at <> '')
               ELSE 0 END AS done,
               stocktake.closed_on, stocktake.remark
          FROM stocktake
          JOIN person ON person.id = stocktake.counter
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("id", True),),
)


@dataclass(frozen=True)
class StocktakeLineRow:
    """One copy of a stock-take, or a thing that nobody knows."""

    stocktake: int = column("盘点编号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("盘点", Kind.ATOM, filters=True)
    position: int = column("序号", Kind.COUNT)
    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    code: str = column("条码", Kind.ATOM, hidden=True)
    document: int | None = column("文件编号", Kind.COUNT, hidden=True)
    seen_at: str = column("时间", Kind.ATOM, sorts=True)
    copy_no: str = column("份号", Kind.ATOM, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True)
    title: str = column("文件标题", filters=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    place: str = column("账面位置", filters=True)
    holder: str | None = column("账面持有人", Kind.ATOM)
    bucket: Bucket = column("结果", Kind.CHOICE, filters=True)
    found_place: str | None = column("实点位置")
    expected: int = column("应有", Kind.COUNT)
    counted: int = column("实点", Kind.COUNT)
    pages: int | None = column("账面页数", Kind.COUNT)
    pages_seen: int | None = column("实点页数", Kind.COUNT)
    mark_ok: bool = column("标志规范", Kind.FLAG, filters=True)
    grave: bool = column("要处理", Kind.FLAG, filters=True)
    differs: int = column("差异", Kind.COUNT, filters=True)
    moved_by: int | None = column("移动见第几条", Kind.COUNT)
    moved: bool = column("点数中移动", Kind.FLAG, filters=True)
    state_now: State | None = column("现状", Kind.CHOICE, hidden=True)
    note: str = column("点数说明")
    one: int = column("份数", Kind.COUNT)
    page_check: str = column("页数核对", default="")
    mark_said: str = column("标志核对", default="")
    difference: str = column("差异类型", default="")
    remark: str = column("说明", default="")


_REST = ", ".join(f"'{state.value}'" for state in AT_REST)
_GRAVE = ", ".join(f"'{bucket.value}'" for bucket in Bucket if bucket.grave)
_SEEN = ", ".join(
    f"'{bucket.value}'"
    for bucket in (Bucket.FOUND, Bucket.ELSEWHERE, Bucket.LENT_HERE, Bucket.GONE, Bucket.UNKNOWN)
)
_MARKED = "counts.latest = 1 AND counts.bucket <> 'WAITING'"
_LISTED = f"""
        SELECT line.stocktake, stocktake.number, stocktake.state AS how,
               CASE WHEN line.expected THEN line.position ELSE 1000000 + line.copy END AS position,
               line.copy,
               '' AS code, coalesce(counts.made_at, line.seen_at) AS at,
               line.place, line.holder, line.expected,
               CASE WHEN line.result IS NOT NULL THEN line.result
                    WHEN stocktake.state <> 'OPEN' THEN 'WAITING'
                    WHEN counts.bucket = 'OUT' AND counts.stays <> copy.stays THEN 'MOVED'
                    WHEN counts.bucket IS NOT NULL THEN counts.bucket
                    WHEN copy.stays <> line.stays THEN 'MOVED'
                    WHEN copy.holder = stocktake.person THEN 'WAITING'
                    WHEN copy.state IN ({_REST}) THEN 'WAITING'
                    ELSE 'OUT' END AS bucket,
               nullif(coalesce(counts.place, line.found_place), 0) AS found_at,
               coalesce(counts.pages, line.pages) AS pages_seen,
               coalesce(counts.mark_ok, line.mark_ok) AS mark_ok,
               coalesce(counts.note, line.note) AS note,
               CASE WHEN line.moved_by IS NOT NULL THEN line.moved_by
                    WHEN stocktake.state = 'OPEN' AND copy.stays <> line.stays THEN
                    (SELECT max(touched.seq) FROM touched
                      WHERE touched.subject = 'copy:' || line.copy
                        AND touched.seq > stocktake.upto) END AS moved_by
          FROM stocktake
          JOIN stocktake_line AS line ON line.stocktake = stocktake.id
          JOIN copy ON copy.id = line.copy
          LEFT JOIN sighting AS counts
            ON counts.stocktake = line.stocktake AND counts.copy = line.copy
           AND counts.code = '' AND {_MARKED}
"""
_STRAYS = f"""
        SELECT counts.stocktake, stocktake.number, stocktake.state, 1000000 + counts.number,
               counts.copy, '', counts.made_at, copy.place, copy.holder, 0, counts.bucket,
               nullif(counts.place, 0), counts.pages, counts.mark_ok, counts.note, counts.moved_by
          FROM sighting AS counts
          JOIN stocktake ON stocktake.id = counts.stocktake
          JOIN copy ON copy.id = counts.copy
         WHERE {_MARKED} AND counts.copy <> 0
           AND NOT EXISTS (SELECT 1 FROM stocktake_line AS line
                            WHERE line.stocktake = counts.stocktake AND line.copy = counts.copy)
"""
_UNKNOWN = f"""
        SELECT counts.stocktake, stocktake.number, stocktake.state, 2000000 + counts.number, 0,
               counts.code, counts.made_at, NULL, NULL, 0, 'UNKNOWN', nullif(counts.place, 0),
               NULL, 1, counts.note, NULL
          FROM sighting AS counts
          JOIN stocktake ON stocktake.id = counts.stocktake
         WHERE {_MARKED} AND counts.copy = 0
         UNION ALL
        SELECT find.stocktake, stocktake.number, stocktake.state, 2000000 + find.number, 0,
               find.code, find.seen_at, NULL, NULL, 0, 'UNKNOWN', find.place, NULL, 1, find.note,
               NULL
          FROM stocktake_find AS find
          JOIN stocktake ON stocktake.id = find.stocktake
"""


def _worded(rows: list[StocktakeLineRow], _: Read) -> list[StocktakeLineRow]:
    """Say in words what differs, as the form names it."""
    return [
        replace(
            row,
            page_check=_pages(row),
            mark_said=_mark(row),
            difference=_difference(row),
            remark=_remark(row),
        )
        for row in rows
    ]


def _pages(row: StocktakeLineRow) -> str:
    if not row.counted or row.pages is None:
        return "—" if row.bucket is not Bucket.WAITING else ""
    counted = "" if row.pages_seen is None else row.pages_seen  # nobody has said that he counted
    return f"{counted}/{row.pages}"


def _mark(row: StocktakeLineRow) -> str:
    if not row.counted or not row.copy:
        return "—" if row.bucket is not Bucket.WAITING else ""
    return "是" if row.mark_ok else "否"


def _torn(row: StocktakeLineRow) -> bool:
    return row.pages_seen is not None and row.pages is not None and row.pages_seen != row.pages


_DIFFERENCES = {
    Bucket.ELSEWHERE: "错柜",
    Bucket.MISSING: "盘亏",
    Bucket.UNKNOWN: "盘盈（账外）",
    Bucket.LENT_HERE: "账外借在柜",
    Bucket.GONE: "已销在柜",
    Bucket.MOVED: "点中移动",
}


def _difference(row: StocktakeLineRow) -> str:
    if row.bucket is Bucket.WAITING:
        return ""
    words = [_DIFFERENCES.get(row.bucket, "")]
    if row.bucket is Bucket.OUT:
        words = ["借出未还" if row.state_now is State.ON_LOAN else "在外未回"]
    words += ["页数不符"] if _torn(row) else []
    words += [] if row.mark_ok else ["标志不规范"]
    return "、".join(filter(None, words)) or "—"


def _remark(row: StocktakeLineRow) -> str:
    said = [row.note]
    if row.bucket is Bucket.ELSEWHERE:
        said.append(f"应在{row.place}" if row.expected else f"不在应点范围，账在{row.place}")
    if row.bucket in (Bucket.LENT_HERE, Bucket.OUT) and row.holder:
        said.append(f"{row.holder}持有")
    if _torn(row):
        said.append(f"应{row.pages}页，实{row.pages_seen}页")
    if not row.mark_ok:
        said.append("标志不规范")
    if row.moved_by is not None:
        said.append(f"点数中移动，见第{row.moved_by}条")
    return "；".join(filter(None, said))


STOCKTAKE_LINES: View[StocktakeLineRow] = View(
    name="stocktake_lines",
    title="盘点清单",
    row=StocktakeLineRow,
    sql=f"""
        SELECT found.stocktake, found.number, found.position, found.copy, found.code,
               copy.document, replace(substr(found.at, 1, 19), 'T', ' ') AS seen_at,
               coalesce(copy.copy_no, found.code) AS copy_no,
               coalesce(document.doc_number, '') AS doc_number,
               coalesce(document.title, '（不是本台账的份）') AS title, copy.level,
               coalesce(document.marking, '') AS marking, coalesce(booked.name, '') AS place,
               holder.name AS holder, found.bucket, seen.name AS found_place, found.expected,
               found.bucket IN ({_SEEN}) AS counted, copy.pages, found.pages_seen, found.mark_ok,
               found.bucket IN ({_GRAVE}) OR found.mark_ok = 0
               OR coalesce(found.pages_seen <> copy.pages, 0) AS grave,
               found.bucket NOT IN ('FOUND', 'WAITING') OR found.mark_ok = 0
               OR coalesce(found.pages_seen <> copy.pages, 0) AS differs,
               found.moved_by, found.moved_by IS NOT NULL AS moved, copy.state AS state_now,
               found.note, 1 AS one
          FROM ({_LISTED} UNION ALL {_STRAYS} UNION ALL {_UNKNOWN}) AS found
          LEFT JOIN copy ON copy.id = nullif(found.copy, 0)
          LEFT JOIN document ON document.id = copy.document
          LEFT JOIN place AS booked ON booked.id = found.place
          LEFT JOIN place AS seen ON seen.id = found.found_at
          LEFT JOIN person AS holder ON holder.id = coalesce(found.holder, copy.holder)
    """,
    key=("stocktake", "position"),
    roles=UNIT_WIDE,
    document="document",
    finish=_worded,
)

COUNTING: View[StocktakeLineRow] = replace(
    STOCKTAKE_LINES,
    name="counting",
    title="点数",
    sql=f"SELECT * FROM ({STOCKTAKE_LINES.sql}) AS one WHERE one.stocktake = :stocktake",
    given=("stocktake",),
)
"""The same of one stock-take, as it is counted."""
