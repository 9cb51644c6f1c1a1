"""交接: the handovers, and the list of the one that is being counted."""

from __future__ import annotations

from db.ledger.beliefs.handovers import Finding, HandoverState
from db.store.reading import Filter
from db.views.handovers import HANDOVER_LINES, HANDOVERS
from desktop.pages.kind import Chip, PageKind

DIFFERENCES = (Finding.ABSENT, Finding.ELSEWHERE, Finding.DIFFERS, Finding.SETTLED)

HANDOVERS_PAGE = PageKind(
    name="handovers",
    tab="交接",
    unit="次",
    title="交接",
    icon="handshake",
    sentence="列单、逐项清点、三人签认",
    view=HANDOVERS,
    columns=("number", "state", "reason", "leaver", "receiver", "supervisor", "opened_on",
             "lines", "counted", "differing", "closed_on"),
    widths={"number": 150, "state": 84, "reason": 84, "leaver": 84, "receiver": 84,
            "supervisor": 84, "opened_on": 96, "lines": 60, "counted": 60, "differing": 60,
            "closed_on": 96},
    order=(("number", True),),
    chips=(
        Chip("在办", (Filter("state", (HandoverState.OPEN, HandoverState.HANDED)),)),
        Chip("已完成", (Filter("state", (HandoverState.CLOSED,)),)),
        Chip("全部"),
    ),
    primary=("open_handover", "办理交接"),
    verbs=(("supplement_handover", "补入清单"), ("hand_over", "移交签认"),
           ("receive_handover", "接收签认")),
    form="F21",
    empty="没有在办的交接。有人离岗、调动、休假时，按“办理交接”列出他保管的全部。",
)  # fmt: skip

COUNT_PAGE = PageKind(
    name="handover_lines",
    under="handovers",
    tab="清点",
    unit="项",
    title="交接清点",
    icon="list-checks",
    sentence="扫描，或选中一行按空格；电子文档逐台查过再记",
    view=HANDOVER_LINES,
    columns=("position", "sort", "title", "marking", "copy_no", "whereabouts", "finding"),
    widths={"position": 52, "sort": 76, "marking": 98, "copy_no": 84, "whereabouts": 92,
            "finding": 72},
    order=(("position", False),),
    chips=(
        Chip("未点", (Filter("finding", (Finding.NONE,)),)),
        Chip("差异", (Filter("finding", DIFFERENCES),), bad=True),
        Chip("动过", (Filter("moved", (1,)),)),
        Chip("全部"),
    ),
    form="F21",
    empty="全部清点完了。",
)  # fmt: skip

HANDING: tuple[PageKind, ...] = (HANDOVERS_PAGE, COUNT_PAGE)
