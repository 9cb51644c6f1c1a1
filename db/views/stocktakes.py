"""盘点: the stock-takes, and what each has made of every copy and thing so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs import NATURES, Bucket, StocktakeState
from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import Read, View
from db.views.roles import UNIT_WIDE
from db.views.stocktake_sql import LINES


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
    devices: int = column("其中设备", Kind.COUNT)
    top_secret: int = column(Level.TOP_SECRET.word, Kind.COUNT)
    secret: int = column(Level.SECRET.word, Kind.COUNT)
    confidential: int = column(Level.CONFIDENTIAL.word, Kind.COUNT)
    done: int = column("已点", Kind.COUNT)
    again: str = column("第二遍", Kind.ATOM)
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
               stocktake.copies + stocktake.devices AS copies, stocktake.devices,
               stocktake.top_secret, stocktake.secret, stocktake.confidential,
               CASE stocktake.state
               WHEN 'OPEN' THEN (SELECT count(*) FROM sighting
                                  WHERE sighting.stocktake = stocktake.id AND sighting.latest = 1
                                    AND sighting.turn = 1
                                    AND (sighting.copy <> 0 OR sighting.device <> 0)
                                    AND sighting.bucket <> 'WAITING')
               WHEN 'CLOSED' THEN (SELECT count(*) FROM stocktake_line AS line
                                    WHERE line.stocktake = stocktake.id AND line.seen_at <> '')
                                + (SELECT count(*) FROM stocktake_device AS line
                                    WHERE line.stocktake = stocktake.id AND line.seen_at <> '')
               ELSE 0 END AS done,
               coalesce((SELECT group_concat(name, '、') FROM person
                          WHERE id IN (SELECT person FROM sighting
                                        WHERE sighting.stocktake = stocktake.id
                                          AND sighting.turn = 2)), '') AS again,
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
    nature_ok: bool = column("原件或复制件相符", Kind.FLAG, filters=True)
    reproduced: bool = column("复制件", Kind.FLAG, filters=True)
    grave: bool = column("要处理", Kind.FLAG, filters=True)
    differs: int = column("差异", Kind.COUNT, filters=True)
    moved_by: int | None = column("移动见第几条", Kind.COUNT)
    moved: bool = column("点数中移动", Kind.FLAG, filters=True)
    state_now: State | None = column("现状", Kind.CHOICE, hidden=True)
    note: str = column("点数说明")
    one: int = column("份数", Kind.COUNT)
    again: Bucket | None = column("复点", Kind.CHOICE)
    counted_again: int | None = column("复点数", Kind.COUNT)
    apart: bool = column("两遍不一致", Kind.FLAG, filters=True)
    device: int = column("设备编号", Kind.COUNT, hidden=True)
    person_id: int | None = column("责任人编号", Kind.COUNT, hidden=True)
    department_id: int | None = column("责任部门编号", Kind.COUNT, hidden=True)
    page_check: str = column("页数核对", default="")
    mark_said: str = column("标志核对", default="")
    difference: str = column("差异类型", default="")
    remark: str = column("说明", default="")


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
    words += _looks(row)
    return "、".join(filter(None, words)) or "—"


def _looks(row: StocktakeLineRow) -> list[str]:
    """What the eye found wrong: with the mark and the nature of a copy, or with a device."""
    wrong = ("序列号不符", "责任人不符") if row.device else ("标志不规范", "原件与复制件不符")
    return [
        word for word, right in zip(wrong, (row.mark_ok, row.nature_ok), strict=True) if not right
    ]


def _remark(row: StocktakeLineRow) -> str:
    said = [row.note]
    if row.apart:
        said.append(f"两遍不一致，第二遍{row.again.word if row.again else '未见'}，须重点")
    if row.bucket is Bucket.ELSEWHERE:
        said.append(f"应在{row.place}" if row.expected else f"不在应点范围，账在{row.place}")
    if row.bucket in (Bucket.LENT_HERE, Bucket.OUT) and row.holder:
        said.append(f"{row.holder}持有")
    if _torn(row):
        said.append(f"应{row.pages}页，实{row.pages_seen}页")
    if row.device:
        said += _looks(row)
    elif not row.mark_ok:
        said.append("标志不规范")
    if not row.nature_ok and not row.device:
        known, seen = reversed(NATURES) if row.reproduced else NATURES
        said.append(f"登记为{known}，实物是{seen}")
    if row.moved_by is not None:
        said.append(f"点数中移动，见第{row.moved_by}条")
    return "；".join(filter(None, said))


STOCKTAKE_LINES: View[StocktakeLineRow] = View(
    name="stocktake_lines",
    title="盘点清单",
    row=StocktakeLineRow,
    sql=LINES.format(turn="1"),
    key=("stocktake", "position"),
    roles=UNIT_WIDE,
    document="document",
    finish=_worded,
)

COUNTING: View[StocktakeLineRow] = replace(
    STOCKTAKE_LINES,
    name="counting",
    title="点数",
    sql=f"SELECT * FROM ({LINES.format(turn='coalesce(:turn, 1)')}) AS one"
    " WHERE one.stocktake = :stocktake"
    f" AND (coalesce(:turn, 1) = 1 OR one.level = {Level.TOP_SECRET.value} OR one.copy = 0)"
    " AND (coalesce(:turn, 1) = 1 OR one.device = 0)",
    given=("stocktake", "turn"),
)
"""The same of one stock-take, as it is counted; in the second turn only 绝密, as seen then."""
