"""出国境、证件、重大事项: who goes abroad, where the documents are, what people report."""

from __future__ import annotations

from db.ledger.beliefs.travel import PassportState, TravelKind, TravelState
from db.store.reading import Filter
from db.views.travel import MAJOR_MATTERS, PASSPORTS, TRAVELS
from desktop.pages.kind import Chip, PageKind

_STEPS = (TravelState.APPLIED, TravelState.APPROVED, TravelState.BACK)

TRAVELS_PAGE = PageKind(
    name="travels",
    under="people",
    tab="出国境",
    unit="次",
    title="出国（境）",
    icon="send",
    sentence="先批准、谈话，再领证件；返回后交回证件、回访",
    view=TRAVELS,
    columns=("number", "person", "destination", "leaves_on", "returns_on", "state", "talk_on",
             "back_on", "passport_back", "return_talk_on", "missing"),
    widths={"number": 158, "person": 84, "destination": 140, "leaves_on": 96,
            "returns_on": 96, "state": 72,
            "talk_on": 96, "back_on": 96, "passport_back": 96, "return_talk_on": 96,
            "missing": 130},
    order=(("applied_on", True),),
    chips=(
        Chip("在办", (Filter("state", _STEPS),)),
        Chip("待审批", (Filter("state", (TravelState.APPLIED,)),)),
        Chip("已返回未了结", (Filter("state", (TravelState.BACK,)),)),
        Chip("脱密期内", (Filter("cooling", (1,)),)),
        *(Chip(kind.word, (Filter("kind", (kind,)),)) for kind in TravelKind),
        Chip("全部"),
    ),
    primary=("apply_travel", "出境申请"),
    verbs=(("decide_travel", "审批"), ("talk_before", "行前谈话"), ("give_passport", "领证件"),
           ("come_home", "返回"), ("talk_after", "回访"), ("cancel_travel", "取消")),
    form="F27A",
    empty="没有在办的出国（境）。",
)  # fmt: skip

PASSPORTS_PAGE = PageKind(
    name="passports",
    under="people",
    unit="本",
    title="证件",
    icon="key-round",
    sentence="出入境证件集中保管，谁领出、何时交回",
    view=PASSPORTS,
    columns=("person", "department", "grade", "standing", "kind", "number", "expires_on", "state",
             "since", "reason", "due"),
    widths={"person": 84, "department": 104, "grade": 76, "standing": 76, "kind": 116,
            "number": 104, "expires_on": 96, "state": 84, "since": 96, "due": 96},
    chips=(
        Chip("全部"),
        Chip("已领出", (Filter("state", (PassportState.OUT,)),)),
        Chip("逾期未交", (Filter("late", (1,)),), bad=True),
        Chip("未上交", (Filter("state", (PassportState.NOT_HANDED_IN,)),), bad=True),
        Chip("已过期", (Filter("expired", (1,)),)),
    ),
    primary=("register_passport", "登记证件"),
    verbs=(("give_passport", "领出"), ("take_passport", "收存"), ("end_passport", "注销发还")),
    form="F27B",
    empty="还没有登记证件。",
)  # fmt: skip

MAJOR_MATTERS_PAGE = PageKind(
    name="major_matters",
    under="people",
    unit="件",
    title="重大事项",
    icon="bell",
    sentence="涉密人员报告的个人重大事项",
    view=MAJOR_MATTERS,
    columns=("reported_on", "person", "department", "grade", "kind", "happened_on", "content",
             "received_by", "handling"),
    widths={"reported_on": 96, "person": 84, "department": 104, "grade": 76, "kind": 136,
            "happened_on": 96, "content": 240, "handling": 140, "received_by": 84},
    order=(("reported_on", True),),
    chips=(Chip("全部"),),
    primary=("report_matter", "登记报告"),
    form="F27C",
    empty="没有重大事项报告。",
)  # fmt: skip

TRAVELLING: tuple[PageKind, ...] = (TRAVELS_PAGE, PASSPORTS_PAGE, MAJOR_MATTERS_PAGE)
