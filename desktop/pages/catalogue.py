"""The pages of the rail, in order; a page appears with the issue that fills it."""

from __future__ import annotations

from db.ledger.values import Level, State
from db.store.reading import Filter
from db.views.circulation import HOPS
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.holdings import HOLDINGS
from db.views.loans import LOANS, OPEN_LOANS, OVERDUE
from db.views.people import PEOPLE, PRINTS
from db.views.receipts import RECEIPTS
from db.views.timeline import JOURNAL
from desktop.pages.ending import CLEARING, DESTRUCTION
from desktop.pages.equipment import EQUIPMENT
from desktop.pages.findings import INSPECTION
from desktop.pages.gatherings import CONFERENCES_PAGE, GATHERING
from desktop.pages.governing import GOVERNING, OUTSIDE
from desktop.pages.guarding import GUARDING
from desktop.pages.handovers import HANDING
from desktop.pages.inspection import SELF_CHECKS
from desktop.pages.kind import AT_HAND, Chip, PageKind, copy_in, own
from desktop.pages.life import KNOWN_PAGE, LIFE, PACKETS_PAGE
from desktop.pages.oversight import OVERSIGHT
from desktop.pages.past import PAST_PAGE, UNREAD_PAGE
from desktop.pages.personnel import PERSONS
from desktop.pages.stocktaking import COUNTING_PAGE, STOCKTAKES_PAGE
from desktop.pages.training import SCHOOLING
from desktop.pages.travelling import TRAVELLING

_OUT = (State.ON_LOAN, State.IN_CIRCULATION, State.HELD)


RECEIPTS_PAGE = PageKind(
    name="receipts",
    tab="收文登记",
    title="收文",
    icon="inbox",
    sentence="收文登记簿，每次收文一行",
    view=RECEIPTS,
    columns=("receipt_no", "received_on", "marking", "doc_number", "title", "issuer",
             "copy_nos", "copies", "outcome"),
    widths={"receipt_no": 138, "received_on": 96, "marking": 98, "doc_number": 164,
            "issuer": 140, "copy_nos": 126, "copies": 52, "outcome": 150},
    order=(("received_on", True),),
    chips=(
        Chip("全部"),
        Chip("绝密", (Filter("level", (Level.TOP_SECRET,)),)),
        Chip("机密", (Filter("level", (Level.SECRET,)),)),
        Chip("秘密", (Filter("level", (Level.CONFIDENTIAL,)),)),
        Chip("旧账", (Filter("legacy", (1,)),)),
    ),
    primary=("register", "登记"),
    form="F01",
    empty="还没有收文。按 Ctrl+N 登记第一件，或在“系统”里接收旧账。",
)  # fmt: skip

COPIES_PAGE = PageKind(
    name="copies",
    tab="按份",
    unit="份",
    title="文件",
    icon="file-text",
    sentence="按份登记，每份一行",
    view=COPIES,
    columns=("copy_no", "marking", "doc_number", "title", "state", "holder", "due"),
    widths={"copy_no": 80, "marking": 98, "doc_number": 164, "state": 96, "holder": 96,
            "due": 96},
    chips=(
        Chip("全部在管", (Filter("state", AT_HAND),)),
        Chip("在外", (Filter("state", _OUT),)),
        Chip("应清退", (Filter("must_return", (1,)), Filter("state", AT_HAND))),
        Chip("绝密", (Filter("level", (Level.TOP_SECRET,)), Filter("state", AT_HAND))),
        Chip("待核", (Filter("unverified", (1,)),)),
        Chip("去向不明", (Filter("state", (State.UNACCOUNTED,)),), bad=True),
        Chip("全部"),
    ),
    primary=("register", "登记"),
    copy_of=own,
    empty="还没有文件。按 Ctrl+N 登记第一件。",
)  # fmt: skip

DOCUMENTS_PAGE = PageKind(
    name="documents",
    under="copies",
    tab="按件",
    unit="件",
    title="按件查看",
    icon="files",
    sentence="文件登记，每件一行",
    view=DOCUMENTS,
    columns=("doc_number", "marking", "title", "issuer", "issued_on", "last_secret_day",
             "copies", "living", "out"),
    widths={"doc_number": 170, "issuer": 150, "copies": 60, "living": 80, "out": 80},
    chips=(
        Chip("全部"),
        Chip("应清退", (Filter("must_return", (1,)),)),
        Chip("标志不规范", (Filter("irregular", (1,)),)),
    ),
    primary=("set_scope", "知悉范围"),
    verbs=(("correct_document", "更正"), ("redact_document", "屏蔽")),
)  # fmt: skip

LOANS_PAGE = PageKind(
    name="loans",
    tab="借阅",
    unit="份",
    title="传阅借阅",
    icon="arrow-left-right",
    sentence="谁手上有什么，什么时候还",
    view=OPEN_LOANS,
    columns=("copy_no", "marking", "borrower", "department", "title", "kind", "lent_on", "due"),
    widths={"copy_no": 76, "marking": 98, "borrower": 84, "department": 84, "kind": 76,
            "lent_on": 92, "due": 92},
    chips=(
        Chip("未还"),
        Chip("超期", view=OVERDUE, bad=True),
        Chip("全部借阅", view=LOANS),
    ),
    primary=("lend", "借出"),
    verbs=(("circulate_out", "送阅"), ("give_back", "归还")),
    copy_of=copy_in,
    form="F09",
    empty="没有借出的文件。",
)  # fmt: skip

HOPS_PAGE = PageKind(
    name="hops",
    under="loans",
    tab="传阅",
    unit="份",
    title="传阅单",
    icon="clipboard-list",
    sentence="一站一站，收回再送下一位",
    view=HOPS,
    columns=("copy_no", "marking", "reader", "title", "out_on", "out_at", "back_on", "back_at"),
    widths={
        "copy_no": 76,
        "marking": 98,
        "reader": 84,
        "out_on": 92,
        "out_at": 76,
        "back_on": 92,
        "back_at": 76,
    },
    chips=(Chip("在阅", (Filter("open", (1,)),)), Chip("全部")),
    primary=("circulate_out", "送阅"),
    verbs=(("circulate_back", "阅退"),),
    copy_of=copy_in,
    form="F07",
    empty="没有正在传阅的文件。",
)

PEOPLE_PAGE = PageKind(
    name="people",
    tab="人员",
    unit="人",
    title="人员岗位",
    icon="users",
    sentence="涉密人员和他们手上的份数",
    view=PEOPLE,
    columns=("name", "department", "post", "grade", "employment", "on_post", "unverified", "held"),
    widths={
        "name": 110,
        "department": 116,
        "grade": 84,
        "employment": 84,
        "on_post": 64,
        "unverified": 64,
        "held": 84,
    },
    chips=(
        Chip("全部"),
        Chip("在岗", (Filter("on_post", (1,)),)),
        Chip("待核", (Filter("unverified", (1,)),)),
    ),
    primary=("add_person", "登记人员"),
    verbs=(("add_place", "登记存放处"),),
    person_of=own,
)

HOLDINGS_PAGE = PageKind(
    name="holdings",
    under="loans",
    tab="持有",
    unit="份",
    title="持有清单",
    icon="briefcase",
    sentence="按部门和人，谁手上有哪几份",
    view=HOLDINGS,
    columns=("department", "holder", "copy_no", "marking", "doc_number", "title", "state",
             "since", "due"),
    widths={"title": 200},
    chips=(Chip("全部"),),
    copy_of=own,
    form="F13",
    primary=("sign_holdings", "清单签字"),
    empty="没有人手上有文件。",
)  # fmt: skip

PRINTS_PAGE = PageKind(
    name="prints",
    unit="次",
    title="打印",
    icon="printer",
    sentence="打印记录，补打另记",
    view=PRINTS,
    order=(("serial", True),),
    widths={
        "serial": 76,
        "form": 76,
        "marking": 98,
        "day": 96,
        "operator": 96,
        "pages": 64,
        "reprint_of": 84,
    },
    chips=(Chip("全部"),),
    empty="还没有打印过。",
)

JOURNAL_PAGE = PageKind(
    name="journal",
    tab="流水",
    unit="条",
    title="簿记",
    icon="scroll-text",
    sentence="每一条业务流水，只增不改；登录、打印、账户等归审计",
    view=JOURNAL,
    columns=("seq", "recorded_at", "happened_on", "operator", "second", "title", "sentence",
             "reversed_by"),
    widths={"seq": 64, "recorded_at": 136, "happened_on": 96, "operator": 84, "second": 84,
            "title": 84, "reversed_by": 72},
    order=(("seq", True),),
    chips=(Chip("全部"),),
    primary=("reverse", "冲销"),
)  # fmt: skip

REGISTERS: tuple[PageKind, ...] = (
    PACKETS_PAGE,
    RECEIPTS_PAGE,
    COPIES_PAGE,
    DOCUMENTS_PAGE,
    KNOWN_PAGE,
    UNREAD_PAGE,
    PAST_PAGE,
    LOANS_PAGE,
    HOPS_PAGE,
    *LIFE,
    CONFERENCES_PAGE,
    *CLEARING,
    STOCKTAKES_PAGE,
    COUNTING_PAGE,
    *DESTRUCTION,
    *HANDING,
    *SELF_CHECKS,
    *INSPECTION,
    PEOPLE_PAGE,
    *PERSONS,
    *TRAVELLING,
    *SCHOOLING,
    *GATHERING,
    *GOVERNING,
    *EQUIPMENT,
    *GUARDING,
    *OUTSIDE,
    HOLDINGS_PAGE,
    PRINTS_PAGE,
    JOURNAL_PAGE,
    *OVERSIGHT,
)
