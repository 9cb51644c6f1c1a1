"""盘点: the stock-takes, and the one that is being counted."""

from __future__ import annotations

from db.ledger.beliefs import Bucket, StocktakeState
from db.store.reading import Filter
from db.views.stocktakes import COUNTING, STOCKTAKES
from desktop.pages.kind import Chip, PageKind

STOCKTAKES_PAGE = PageKind(
    name="stocktakes",
    tab="盘点单",
    unit="次",
    title="盘点",
    icon="scan-barcode",
    sentence="按柜、按人、按密级，逐份扫描，设备按编号或序列号，两人收盘",
    view=STOCKTAKES,
    columns=("number", "state", "reason", "scope", "frozen", "copies", "done", "counter",
             "second", "closed_on"),
    widths={"number": 150, "state": 84, "scope": 240, "frozen": 140, "copies": 60, "done": 60,
            "counter": 84, "second": 84, "closed_on": 96},
    chips=(
        Chip("全部"),
        Chip("点数中", (Filter("state", (StocktakeState.OPEN,)),)),
        Chip("已收盘", (Filter("state", (StocktakeState.CLOSED,)),)),
    ),
    primary=("open_stocktake", "开始盘点"),
    verbs=(("close_stocktake", "收盘"), ("cancel_stocktake", "撤销"),
           ("note_finding", "转为问题")),
    empty="还没有盘点过。按“开始盘点”，选柜、持有人或密级。",
)  # fmt: skip

COUNTING_PAGE = PageKind(
    name="counting",
    under="stocktakes",
    tab="点数",
    unit="份",
    title="点数",
    icon="scan-barcode",
    sentence="每扫一份立即保存，随时可以停下再点",
    view=COUNTING,
    columns=("seen_at", "copy_no", "marking", "doc_number", "title", "bucket", "place",
             "found_place", "remark"),
    widths={"seen_at": 148, "copy_no": 90, "marking": 98, "doc_number": 150, "bucket": 104,
            "place": 90, "found_place": 90, "remark": 190},
    order=(("seen_at", True),),
    chips=(
        Chip("全部"),
        Chip("要处理", (Filter("grave", (1,)),), bad=True),
        Chip("两遍不一致", (Filter("apart", (1,)),), bad=True),
        Chip("账外", (Filter("bucket", (Bucket.UNKNOWN,)),), bad=True),
        Chip("错柜", (Filter("bucket", (Bucket.ELSEWHERE,)),)),
        Chip("在外", (Filter("bucket", (Bucket.OUT,)),)),
        Chip("点中移动", (Filter("bucket", (Bucket.MOVED,)),), bad=True),
        Chip("未点", (Filter("bucket", (Bucket.WAITING,)),)),
    ),
    primary=("close_stocktake", "收盘"),
    verbs=(("note_finding", "转为问题"),),
    empty="没有正在点数的盘点。回到“盘点单”，按“开始盘点”。",
)  # fmt: skip
