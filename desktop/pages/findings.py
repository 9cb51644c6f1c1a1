"""整改: the register of findings, until each is struck off; 事件, where the gravest come from."""

from __future__ import annotations

from db.ledger.beliefs.findings import FindingState
from db.store.reading import Filter
from db.views.figures_of_checks import DRAWN_FIGURES
from db.views.findings import FINDINGS
from db.views.incidents import INCIDENTS
from db.views.receptions import DRAWS, RECEPTIONS
from db.views.risks import RISKS
from desktop.pages.kind import Chip, PageKind

_OPEN = tuple(state for state in FindingState if state is not FindingState.CLOSED)

FINDINGS_PAGE = PageKind(
    name="findings",
    under="inspection",
    tab="整改",
    unit="项",
    title="问题整改",
    icon="clipboard-check",
    sentence="查出的问题，整改、验收、销号",
    view=FINDINGS,
    columns=("number", "found_on", "category", "description", "department", "person", "due",
             "state", "again"),
    widths={"number": 156, "found_on": 92, "category": 190, "description": 210,
            "department": 84, "person": 76, "due": 92, "state": 76, "again": 108},
    order=(("due", False),),
    chips=(
        Chip("未销号", (Filter("state", _OPEN),)),
        Chip("超期", (Filter("overdue", (1,)),), bad=True),
        Chip("待验收", (Filter("state", (FindingState.SUBMITTED,)),)),
        Chip("待销号", (Filter("state", (FindingState.VERIFIED,)),)),
        Chip("复发", (Filter("repeated", (1,)),)),
        Chip("全部"),
    ),
    primary=("note_finding", "登记问题"),
    verbs=(("assign_finding", "交办"), ("submit_rectification", "报送整改"),
           ("verify_rectification", "验收"), ("close_finding", "销号"),
           ("reopen_finding", "重新整改")),
    form="F37",
    empty="没有未销号的问题。检查、盘点发现的问题，按“登记问题”写明类别、责任部门和期限。",
)  # fmt: skip

INCIDENTS_PAGE = PageKind(
    name="incidents",
    under="inspection",
    tab="事件",
    unit="件",
    title="去向不明事件",
    icon="shield-alert",
    sentence="24小时内上报，查清结案",
    view=INCIDENTS,
    columns=("reported_on", "marking", "doc_number", "title", "copy_no", "finder", "last_moment",
             "sent_on", "closed_on"),
    widths={"reported_on": 92, "marking": 98, "doc_number": 150, "copy_no": 76, "finder": 76,
            "last_moment": 136, "sent_on": 92, "closed_on": 92},
    order=(("id", True),),
    chips=(Chip("全部"),),
    verbs=(("report_up", "上报"), ("found_again", "找回"), ("write_off", "查无下落结案"),
           ("note_finding", "转为问题")),
    form="F38",
    empty="没有去向不明的份。",
)  # fmt: skip

RISKS_PAGE = PageKind(
    name="risks",
    under="inspection",
    tab="隐患",
    unit="项",
    title="部门隐患清单",
    icon="shield-alert",
    sentence="打印发各部门自查（E06），收回后登记打×的各项",
    view=RISKS,
    columns=("department", "item", "aspect", "text", "checked_on", "last", "note", "finding"),
    widths={"department": 96, "item": 72, "aspect": 84, "text": 320, "checked_on": 92, "last": 76,
            "note": 220, "finding": 150},
    order=(("department", False),),
    chips=(
        Chip("待转问题", (Filter("waiting", (1,)),), bad=True),
        Chip("上次打×", (Filter("wrong", (1,)),)),
        Chip("全部"),
    ),
    primary=("check_risks", "登记自查结果"),
    verbs=(("note_finding", "转为问题"),),
    form="E06",
    empty="没有等着转为问题的隐患。打印自查表（E06）发各部门，收回后按“登记自查结果”。",
)  # fmt: skip

RECEPTIONS_PAGE = PageKind(
    name="receptions",
    under="inspection",
    tab="迎检",
    unit="次",
    title="迎检",
    icon="eye",
    sentence="检查人坐在本机前：只抽样、核对、出示，全部入账",
    view=RECEPTIONS,
    columns=("number", "opened_on", "office", "inspector", "host", "began", "left", "ended",
             "drawn", "seen", "wrong", "looks"),
    widths={"number": 156, "opened_on": 92, "inspector": 100, "host": 84, "began": 60, "left": 76,
            "ended": 92, "drawn": 56, "seen": 56, "wrong": 88, "looks": 56},
    chips=(Chip("全部"),),
    primary=("begin_reception", "开始迎检"),
    form="E05",
    empty="还没有迎检。检查人到场后按“开始迎检”，写明检查人和时间。",
)  # fmt: skip

DRAWS_PAGE = PageKind(
    name="draws",
    under="inspection",
    tab="抽样",
    unit="次",
    title="迎检抽样",
    icon="list-checks",
    sentence="从多少里抽了多少，用的种子，核对结果",
    view=DRAWS,
    columns=("sample", "office", "scope", "population", "size", "seed", "drawn_at", "seen",
             "wrong"),
    widths={"sample": 168, "office": 140, "population": 60, "size": 56, "seed": 190,
            "drawn_at": 136, "seen": 56, "wrong": 88},
    chips=(Chip("全部"),),
    form="E01",
    empty="还没有抽样。",
)  # fmt: skip

DRAWN_PAGE = PageKind(
    name="drawn_figures",
    under="inspection",
    tab="图表",
    title="自查整改图表",
    icon="chart-column",
    sentence="自查得分与上年比，问题按月，整改按部门；打印在一张 E02 上",
    view=DRAWN_FIGURES,
    columns=("chart", "title", "name", "series", "number", "unit"),
    widths={"chart": 56, "title": 190, "name": 190, "series": 190, "number": 64, "unit": 56},
    chips=(Chip("全部"),),
    form="E02",
    empty="还没有自查和问题可画。",
)

INSPECTION: tuple[PageKind, ...] = (
    FINDINGS_PAGE,
    INCIDENTS_PAGE,
    RISKS_PAGE,
    RECEPTIONS_PAGE,
    DRAWS_PAGE,
    DRAWN_PAGE,
)
