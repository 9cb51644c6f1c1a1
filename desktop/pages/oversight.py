"""账户、权限表、规则、参数、审计: who may do what by which rules, and what the auditor looks at."""

from __future__ import annotations

from db.ledger.policy import Basis
from db.store.reading import Filter
from db.views.audit import AUDIT_COUNTS, AUDIT_LOG, OVERRIDES
from db.views.matters import Matter
from db.views.parameters import PARAMETER_CHANGES, PARAMETERS
from db.views.people import ACCOUNTS
from db.views.powers import POWERS
from db.views.reason_lists import REASON_LISTS
from db.views.rule_book import RULE_BOOK
from db.views.unreached import UNREACHED
from desktop.pages.kind import Chip, PageKind

ACCOUNTS_PAGE = PageKind(
    name="accounts",
    under="system",
    unit="个",
    title="账户",
    icon="user-check",
    sentence="谁能打开台账，谁能见证",
    view=ACCOUNTS,
    widths={"kind": 84, "id": 56, "roles": 400, "active": 64, "standing": 84},
    chips=(Chip("全部"),),
    primary=("add_account", "开立账户"),
    verbs=(("add_witness", "登记见证人"), ("grant", "授权"), ("lock_credential", "锁定"),
           ("unlock_credential", "解锁"), ("reset_password", "重置口令"),
           ("remove_credential", "移除")),
)  # fmt: skip

POWERS_PAGE = PageKind(
    name="powers",
    under="system",
    unit="项",
    title="权限表",
    icon="table-2",
    sentence="每一事项由哪些角色办理，是否须两人",
    view=POWERS,
    widths={"phase": 84, "custodian": 72, "dept_secrecy_officer": 116, "secrecy_office_head": 104,
            "leader": 60, "sys_admin": 88, "security_admin": 116, "audit_admin": 94,
            "second": 72, "program": 84, "narrowed": 96},
    chips=(
        Chip("全部"),
        Chip("须两人", (Filter("second", (1,)),)),
        Chip("本单位收紧", (Filter("narrowed", (1,)),)),
    ),
    form="Z01",
)  # fmt: skip

RULES_PAGE = PageKind(
    name="rules",
    under="system",
    unit="条",
    title="规则",
    icon="book-open",
    sentence="办理时逐条判断：内容、依据、拦下还是提醒、管哪些事项",
    view=RULE_BOOK,
    widths={"number": 64, "basis": 280, "manner": 104, "acts": 320},
    order=(("number", False),),
    chips=(
        Chip("全部"),
        Chip("拦下", (Filter("manner", ("拦下", "拦下或提醒")),)),
        Chip("提醒", (Filter("manner", ("提醒", "拦下或提醒")),)),
    ),
    form="Z09",
)  # fmt: skip

PARAMETERS_PAGE = PageKind(
    name="parameters",
    under="system",
    unit="项",
    title="参数",
    icon="sliders-horizontal",
    sentence="期限与数量：数值、依据，自何日由何人更改",
    view=PARAMETERS,
    widths={"label": 250, "value": 72, "unit": 72, "basis": 104, "source": 330, "since": 96,
            "operator": 84, "second": 84, "seq": 64},
    chips=(
        Chip("全部"),
        *(Chip(basis.word, (Filter("basis", (basis,)),)) for basis in Basis),
    ),
    primary=("set_policy", "更改"),
    form="Z10",
)  # fmt: skip

PARAMETER_CHANGES_PAGE = PageKind(
    name="parameter_changes",
    under="system",
    unit="次",
    title="参数沿革",
    icon="history",
    sentence="每一次更改：原数值、改为多少、出处、两人姓名",
    view=PARAMETER_CHANGES,
    widths={"seq": 64, "happened_on": 96, "recorded_at": 136, "label": 230, "source": 230,
            "before": 72, "value": 72, "unit": 72, "operator": 84, "second": 84, "reversed_by": 72},
    order=(("seq", True),),
    chips=(Chip("全部"),),
    empty="还没有更改过参数。",
)  # fmt: skip

REASONS_PAGE = PageKind(
    name="reason_lists",
    under="system",
    unit="组",
    title="常用理由",
    icon="list-checks",
    sentence="越过提醒时可选的理由；办理时也可以另写",
    view=REASON_LISTS,
    columns=("rule", "about", "reasons", "since", "operator", "seq"),
    widths={"rule": 64, "about": 360, "reasons": 420, "since": 96, "operator": 84, "seq": 64},
    chips=(Chip("全部"),),
    primary=("set_reasons", "更改"),
)

AUDIT_PAGE = PageKind(
    name="audit",
    under="journal",
    unit="条",
    title="审计",
    icon="shield",
    sentence="登录、打印、导出、账户、密钥、规定、核验备份",
    view=AUDIT_LOG,
    columns=("seq", "recorded_at", "matter", "operator", "second", "title", "sentence"),
    widths={"seq": 64, "recorded_at": 136, "matter": 84, "operator": 84, "second": 84,
            "title": 112},
    order=(("seq", True),),
    chips=(
        Chip("全部"),
        *(Chip(each.word, (Filter("matter", (each,)),), bad=each is Matter.FAILED)
          for each in Matter),
    ),
    form="Z02",
    empty="还没有审计事项。",
)  # fmt: skip

AUDIT_COUNTS_PAGE = PageKind(
    name="audit_counts",
    under="journal",
    title="审计统计",
    icon="chart-column",
    sentence="每人每月登录、打印、导出多少次",
    view=AUDIT_COUNTS,
    order=(("month", True),),
    chips=(Chip("全部"),),
    empty="还没有审计事项。",
)

OVERRIDES_PAGE = PageKind(
    name="overrides",
    under="journal",
    unit="次",
    title="越过提醒",
    icon="triangle-alert",
    sentence="哪些提醒被说明理由后越过",
    view=OVERRIDES,
    columns=("seq", "recorded_at", "rule", "operator", "second", "title", "reason"),
    widths={"seq": 64, "recorded_at": 136, "rule": 64, "operator": 84, "second": 84, "title": 96},
    order=(("seq", True),),
    chips=(Chip("全部"),),
    empty="没有越过的提醒。",
)

UNREACHED_PAGE = PageKind(
    name="unreached",
    under="journal",
    unit="件",
    title="屏蔽清查",
    icon="file-search",
    sentence="屏蔽之前打印、导出、备份出去的，程序够不到，须逐件处理",
    view=UNREACHED,
    widths={"redaction": 84, "seq": 64, "what": 64, "made_at": 136, "operator": 84, "number": 84,
            "amount": 72},
    order=(("seq", True),),
    chips=(Chip("全部"),),
    form="Z08",
    empty="没有屏蔽过内容，或屏蔽前没有打印、导出、备份。",
)  # fmt: skip

OVERSIGHT: tuple[PageKind, ...] = (
    ACCOUNTS_PAGE,
    POWERS_PAGE,
    RULES_PAGE,
    PARAMETERS_PAGE,
    PARAMETER_CHANGES_PAGE,
    REASONS_PAGE,
    AUDIT_PAGE,
    AUDIT_COUNTS_PAGE,
    OVERRIDES_PAGE,
    UNREACHED_PAGE,
)
