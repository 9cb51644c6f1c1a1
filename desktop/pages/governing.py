"""制度、报送、履职、信息系统、采购委托: what the unit keeps in order, and what proves it."""

from __future__ import annotations

from db.ledger.beliefs.governing import LeaderRole, Submitted
from db.store.reading import Filter
from db.views.contracts import CONTRACTS
from db.views.leading import LEADING_ACTS
from db.views.regulations import REGULATIONS
from db.views.submissions import SUBMISSIONS
from db.views.systems import SYSTEMS
from desktop.pages.kind import Chip, PageKind

REGULATIONS_PAGE = PageKind(
    name="regulations",
    under="trainings",
    tab="制度",
    unit="项",
    title="保密制度",
    icon="book-open",
    sentence="本单位的保密制度，按方面列出；缺哪一方面、多年没有复核，自查时算出",
    view=REGULATIONS,
    columns=("area", "title", "number", "issued_on", "revised_on", "reviewed_on", "due",
             "repealed_on"),
    widths={"area": 120, "title": 260, "number": 170, "issued_on": 96, "revised_on": 96,
            "reviewed_on": 96, "due": 96, "repealed_on": 96},
    chips=(
        Chip("现行", (Filter("living", (1,)),)),
        Chip("应复核", (Filter("late", (1,)),), bad=True),
        Chip("已废止", (Filter("living", (0,)),)),
        Chip("全部"),
    ),
    primary=("issue_regulation", "登记制度"),
    verbs=(("change_regulation", "修订复核"),),
    form="F34D",
    empty="还没有登记制度。责任、定密、人员、载体、要害部位、信息设备六方面都要有。",
)  # fmt: skip

SUBMISSIONS_PAGE = PageKind(
    name="submissions",
    under="trainings",
    tab="报送",
    unit="件",
    title="报送备案",
    icon="send",
    sentence="年度报告、一览表、自查结果报给了谁；涉密人员名册用“登记报备”",
    view=SUBMISSIONS,
    columns=("year", "kind", "title", "edition", "filed_on", "until", "filed_to", "receipt_no"),
    widths={"year": 76, "kind": 150, "title": 240, "edition": 76, "filed_on": 96, "until": 96,
            "filed_to": 200, "receipt_no": 160},
    order=(("filed_on", True),),
    chips=(
        Chip("全部"),
        Chip("年度报告", (Filter("kind", (Submitted.ANNUAL,)),)),
        Chip("一览表", (Filter("kind", (Submitted.SECRETS, Submitted.WORK_SECRETS)),)),
        Chip("迟报", (Filter("late", (1,)),), bad=True),
    ),
    primary=("submit", "登记报送"),
    form="F34E",
    empty="还没有登记报送。",
)  # fmt: skip

LEADING_PAGE = PageKind(
    name="leading",
    under="trainings",
    tab="履职",
    unit="次",
    title="领导履职",
    icon="user-check",
    sentence="主要负责人和其他负责人提要求、听汇报、抓督促、给支持，有记录可查",
    view=LEADING_ACTS,
    widths={"done_on": 96, "name": 96, "role": 130, "kind": 96, "content": 360, "record_no": 180},
    order=(("done_on", True),),
    chips=(
        Chip("全部"),
        *(Chip(role.word, (Filter("role", (role,)),)) for role in LeaderRole),
    ),
    primary=("note_leading", "登记履职"),
    form="F34F",
    empty="还没有登记领导履职。",
)  # fmt: skip

SYSTEMS_PAGE = PageKind(
    name="systems",
    under="carriers",
    tab="信息系统",
    unit="个",
    title="信息系统",
    icon="monitor",
    sentence="先检测评估、审查批准，再投入使用；以后按期风险评估",
    view=SYSTEMS,
    columns=("number", "name", "level", "department", "tested_on", "approved_on", "started_on",
             "assessed_on", "due", "stopped_on"),
    widths={"number": 110, "name": 200, "level": 64, "department": 110, "tested_on": 96,
            "approved_on": 96, "started_on": 96, "assessed_on": 96, "due": 96, "stopped_on": 96},
    chips=(
        Chip("全部"),
        Chip("在用", (Filter("running", (1,)),)),
        Chip("评估逾期", (Filter("late", (1,)),), bad=True),
    ),
    primary=("add_system", "登记系统"),
    verbs=(("note_system", "办理"),),
    form="F16A",
    empty="还没有登记信息系统。",
)  # fmt: skip

CONTRACTS_PAGE = PageKind(
    name="contracts",
    under="trainings",
    tab="采购委托",
    unit="项",
    title="涉密采购委托",
    icon="briefcase",
    sentence="先定密级、核验资质、签保密协议，再开始",
    view=CONTRACTS,
    columns=("number", "project", "contractor", "level", "department", "begins_on",
             "qualified_on", "agreed_on", "lacks"),
    widths={"number": 92, "project": 150, "contractor": 150, "level": 60, "department": 84,
            "begins_on": 92, "qualified_on": 92, "agreed_on": 92, "lacks": 310},
    order=(("begins_on", True),),
    chips=(
        Chip("进行中", (Filter("living", (1,)),)),
        Chip("缺手续", (Filter("lacking", (1,)),), bad=True),
        Chip("全部"),
    ),
    primary=("add_contract", "登记委托"),
    verbs=(("note_contract", "办理"),),
    form="F16B",
    empty="还没有登记涉密采购、委托。",
)  # fmt: skip

GOVERNING: tuple[PageKind, ...] = (REGULATIONS_PAGE, SUBMISSIONS_PAGE, LEADING_PAGE)
"""Behind the persons, beside meetings and plans."""

OUTSIDE: tuple[PageKind, ...] = (SYSTEMS_PAGE, CONTRACTS_PAGE)
"""Behind the carriers and devices."""
