"""盘点: the stock-takes, and the one that is being counted."""

from __future__ import annotations

from db.ledger.beliefs import StocktakeState
from db.store.reading import Filter
from db.views.stocktakes import STOCKTAKES
from desktop.pages.kind import Chip, PageKind

STOCKTAKES_PAGE = PageKind(
    name="stocktakes",
    tab="盘点单",
    unit="次",
    title="盘点",
    icon="scan-barcode",
    sentence="按柜、按人、按密级，逐份扫描，两人收盘",
    view=STOCKTAKES,
    columns=("number", "state", "reason", "scope", "frozen", "copies", "done", "counter",
             "second", "closed_on"),
    widths={"number": 150, "state": 84, "reason": 130, "frozen": 140, "copies": 60, "done": 60,
            "counter": 84, "second": 84, "closed_on": 96},
    chips=(
        Chip("全部"),
        Chip("点数中", (Filter("state", (StocktakeState.OPEN,)),)),
        Chip("已收盘", (Filter("state", (StocktakeState.CLOSED,)),)),
    ),
    primary=("open_stocktake", "开始盘点"),
    verbs=(("close_stocktake", "收盘"), ("cancel_stocktake", "撤销")),
    empty="还没有盘点过。按“开始盘点”，选柜、持有人或密级。",
)  # fmt: skip
