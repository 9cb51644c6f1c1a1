"""What is counted, not told one by one: years, periods, numbers."""

from __future__ import annotations

from db.store.reading import Filter
from db.views.numbers import MASK_CHANGES, MASKS, NUMBERS
from db.views.periods import PERIODS
from db.views.years import YEARS
from desktop.pages.kind import Chip, PageKind

YEARS_PAGE = PageKind(
    name="years",
    under="journal",
    title="年度结存",
    icon="calendar",
    sentence="上年结存＋补录调整＋进＋他人交来＝出＋交给他人＋年末结存",
    view=YEARS,
    columns=("year", "level", "custodian", "carrier", "carried_over", "adjusted", "opening",
             "came_in", "taken_on", "went_out", "passed_on", "closing", "broken", "closed_upto"),
    widths={"year": 64, "level": 72, "custodian": 84, "carrier": 72, "carried_over": 76,
            "adjusted": 76, "opening": 76, "came_in": 68, "taken_on": 76, "went_out": 68,
            "passed_on": 76, "closing": 76, "broken": 56},
    order=(("year", True),),
    chips=(Chip("全部"),),
    primary=("close_year", "年度结账"),
    form="F40",
    empty="还没有文件。",
)  # fmt: skip

PERIOD_PAGE = PageKind(
    name="period",
    under="journal",
    title="期间结存",
    icon="calendar",
    sentence="期初＋进＋他人交来＝出＋交给他人＋期末；月、季或任一段日期",
    view=PERIODS,
    columns=("level", "custodian", "carrier", "opening", "came_in", "taken_on", "went_out",
             "passed_on", "closing", "broken", "upto"),
    widths={"level": 72, "custodian": 84, "carrier": 72, "opening": 68, "came_in": 76,
            "taken_on": 84, "went_out": 76, "passed_on": 84, "closing": 68, "broken": 60},
    order=(("level", True),),
    chips=(Chip("全部"),),
    form="F40A",
    empty="这段时间没有文件。",
)  # fmt: skip

NUMBERS_PAGE = PageKind(
    name="numbers",
    under="receipts",
    unit="个",
    title="编号",
    icon="list-checks",
    sentence="每年从1编起，不重不漏，作废的留号并写明原因",
    view=NUMBERS,
    columns=("text", "sort", "void", "given_on", "operator", "seq", "reason"),
    widths={"text": 138, "sort": 90, "void": 64, "given_on": 96, "operator": 84, "seq": 84},
    order=(("year", True),),
    chips=(Chip("全部"), Chip("作废", (Filter("void", (1,)),))),
    empty="还没有编过号。",
)  # fmt: skip

MASKS_PAGE = PageKind(
    name="masks",
    under="receipts",
    unit="种",
    title="编号样式",
    icon="list-checks",
    sentence="各种编号怎样写，自何日起，今年编到哪里；以前编的号不变",
    view=MASKS,
    columns=("label", "series", "mask", "since", "year", "latest", "given", "void", "coming"),
    widths={"label": 100, "series": 72, "mask": 250, "since": 96, "year": 56, "latest": 138,
            "given": 56, "void": 56, "coming": 270},
    chips=(Chip("全部"),),
    primary=("set_mask", "更改"),
)  # fmt: skip

MASK_CHANGES_PAGE = PageKind(
    name="mask_changes",
    under="receipts",
    unit="次",
    title="编号样式沿革",
    icon="history",
    sentence="每一次更改：原样式、改为怎样、自何日、依据、两人姓名",
    view=MASK_CHANGES,
    columns=("seq", "happened_on", "label", "before", "mask", "since", "source", "operator",
             "second", "reversed_by"),
    widths={"seq": 56, "happened_on": 96, "label": 100, "before": 246, "mask": 246, "since": 96,
            "source": 120, "operator": 72, "second": 72, "reversed_by": 64},
    order=(("seq", True),),
    chips=(Chip("全部"),),
    empty="还没有改过编号样式。",
)  # fmt: skip

FIGURES: tuple[PageKind, ...] = (
    YEARS_PAGE,
    PERIOD_PAGE,
    NUMBERS_PAGE,
    MASKS_PAGE,
    MASK_CHANGES_PAGE,
)
