"""自查: one sheet with its items, the evidence behind any of them, earlier rounds, the lists."""

from __future__ import annotations

from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import Layer, Standing
from db.store.reading import Filter
from db.views.annual import ANNUAL
from db.views.check_items import CHECK_ITEMS
from db.views.checklists import CHECKLIST
from db.views.evidence import EVIDENCE_ROWS
from db.views.ranking import CHECK_RANKS
from db.views.self_checks import CHECK_ROUNDS, CHECK_SHEETS
from desktop.pages.kind import Chip, PageKind

INSPECTION_PAGE = PageKind(
    name="inspection",
    tab="自查",
    unit="项",
    title="自查整改",
    icon="clipboard-check",
    sentence="每一项系统可证、需人工还是无证据，点开就是依据",
    view=CHECK_ITEMS,
    columns=("item", "text", "standing", "result", "points", "score", "mark", "reason"),
    widths={"item": 72, "text": 330, "standing": 84, "result": 176, "points": 48, "score": 48,
            "mark": 76, "reason": 120},
    chips=(
        Chip("全部"),
        Chip("未评", (Filter("waiting", (1,)),)),
        Chip("有扣分", (Filter("troubled", (1,)),), bad=True),
        Chip("系统可证", (Filter("standing", (Standing.PROVEN,)),)),
        Chip("需人工", (Filter("standing", (Standing.MANUAL,)),)),
        Chip("无证据", (Filter("standing", (Standing.NOTHING,)),)),
    ),
    primary=("answer_item", "评分"),
    verbs=(("open_round", "开始自查"), ("freeze_round", "取证"), ("sign_sheet", "签认"),
           ("close_round", "办结")),
    form="F36",
    empty="还没有自查。按“开始自查”，选期间、部门和个人，再“取证”。",
)  # fmt: skip

EVIDENCE_PAGE = PageKind(
    name="evidence",
    under="inspection",
    tab="凭据",
    unit="行",
    title="凭据",
    icon="file-search",
    sentence="任选一项、一段时间，看台账现在能证明什么",
    view=EVIDENCE_ROWS,
    columns=("sort", "what", "marking", "copy_no", "day", "why", "person", "department"),
    widths={"sort": 76, "what": 240, "marking": 98, "copy_no": 80, "day": 92, "why": 190,
            "person": 84, "department": 90},
    chips=(Chip("有问题", (Filter("troubled", (1,)),), bad=True), Chip("全部查看")),
    empty="这段时间没有发生，也就没有凭据。",
)  # fmt: skip

SHEETS_PAGE = PageKind(
    name="check_sheets",
    under="inspection",
    tab="各表",
    unit="张",
    title="自查表",
    icon="list-checks",
    sentence="单位、部门、个人各一张，签认后不再改",
    view=CHECK_SHEETS,
    columns=("number", "layer", "name", "items", "unproven", "troubled", "waiting", "score",
             "percent", "band", "last_year", "signed_on"),
    widths={"number": 156, "layer": 64, "name": 130, "items": 56, "unproven": 64, "troubled": 64,
            "waiting": 56, "score": 56, "percent": 68, "band": 104, "last_year": 68,
            "signed_on": 92},
    chips=(
        Chip("全部"),
        Chip("未评完", (Filter("waiting", tuple(range(1, 200))),)),
        Chip("未签认", (Filter("signed_on", (None,)),)),
        Chip("部门", (Filter("layer", (Layer.DEPARTMENT,)),)),
        Chip("个人", (Filter("layer", (Layer.PERSON,)),)),
    ),
    primary=("sign_sheet", "签认"),
    form="F36E",
    empty="还没有自查表。到“自查”按“开始自查”。",
)  # fmt: skip

ROUNDS_PAGE = PageKind(
    name="check_rounds",
    under="inspection",
    tab="历次",
    unit="次",
    title="历次自查",
    icon="history",
    sentence="各年各次的结果，取证截至哪一条",
    view=CHECK_ROUNDS,
    columns=("number", "layer", "about", "since", "until", "state", "score", "percent", "band",
             "upto", "sheets", "signed", "closed_on"),
    widths={"number": 156, "layer": 84, "about": 96, "since": 92, "until": 92, "state": 72,
            "score": 56, "percent": 68, "band": 104, "upto": 84, "sheets": 60, "signed": 60,
            "closed_on": 92},
    chips=(
        Chip("全部"),
        Chip("进行中", (Filter("state", (RoundState.OPEN, RoundState.FROZEN)),)),
        Chip("年度", (Filter("layer", (Layer.UNIT,)),)),
    ),
    primary=("open_round", "开始自查"),
    verbs=(("freeze_round", "取证"), ("close_round", "办结")),
    empty="还没有自查过。按“开始自查”。",
)  # fmt: skip

RANKS_PAGE = PageKind(
    name="check_ranks",
    under="inspection",
    tab="名次",
    unit="个",
    title="部门名次",
    icon="list-checks",
    sentence="只有保密办看得到全部，各部门只看得到自己的；发出去的通报（F36G）不列其余部门的名称",
    view=CHECK_RANKS,
    columns=("number", "name", "place", "among", "percent", "band", "last_year", "risen",
             "troubled", "remark"),
    widths={"number": 160, "name": 180, "place": 60, "among": 76, "percent": 76, "band": 116,
            "last_year": 68, "risen": 76, "troubled": 68, "remark": 200},
    chips=(
        Chip("全部"),
        Chip("前三分之一", (Filter("praised", (1,)),)),
    ),
    empty="部门自查表评完、签认后才排名次。",
)  # fmt: skip

ANNUAL_PAGE = PageKind(
    name="annual",
    under="inspection",
    tab="年报",
    unit="项",
    title="年报数据",
    icon="calendar",
    sentence="年度报告要填的数，全部由台账算出；任一段日期都能算",
    view=ANNUAL,
    columns=("part", "item", "top_secret", "secret", "confidential", "total", "unit"),
    widths={"part": 130, "item": 220, "top_secret": 76, "secret": 76, "confidential": 76,
            "total": 84, "unit": 76},
    chips=(Chip("全部"),),
    form="F36F",
    empty="请在上面填写起止日期。",
)  # fmt: skip

CHECKLIST_PAGE = PageKind(
    name="checklist",
    under="inspection",
    tab="清单",
    unit="项",
    title="自查清单",
    icon="list-checks",
    sentence="分值、措辞、实有项目由本单位改；进行中的自查不受影响",
    view=CHECKLIST,
    columns=("layer", "item", "grouped", "text", "points", "each", "auto", "existing", "since"),
    widths={"layer": 84, "item": 76, "grouped": 150, "text": 330, "points": 52, "each": 68,
            "auto": 130, "existing": 68, "since": 92},
    chips=(
        Chip("单位", (Filter("layer", (Layer.UNIT,)),)),
        Chip("部门", (Filter("layer", (Layer.DEPARTMENT,)),)),
        Chip("个人", (Filter("layer", (Layer.PERSON,)),)),
        Chip("分值未定", (Filter("unknown", (1,)),)),
        Chip("全部"),
    ),
    primary=("set_item", "修改"),
)  # fmt: skip

SELF_CHECKS: tuple[PageKind, ...] = (
    INSPECTION_PAGE,
    EVIDENCE_PAGE,
    SHEETS_PAGE,
    ROUNDS_PAGE,
    RANKS_PAGE,
    ANNUAL_PAGE,
    CHECKLIST_PAGE,
)
