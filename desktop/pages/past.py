"""往日: who held what, who had a copy and what lay in a cabinet on a day that is over."""

from __future__ import annotations

from db.store.reading import Filter
from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from db.views.unread import UNREAD
from desktop.pages.kind import Chip, PageKind, copy_in

UNREAD_PAGE = PageKind(
    name="unread",
    under="copies",
    tab="无人阅",
    unit="件",
    title="无人阅的文件",
    icon="archive",
    sentence="收进来还没有任何人拿到过的，防止截流、压误",
    view=UNREAD,
    columns=("receipt_no", "received_on", "days", "marking", "doc_number", "title", "issuer",
             "urgency", "instructed"),
    widths={"receipt_no": 110, "received_on": 96, "days": 60, "marking": 98, "doc_number": 150,
            "issuer": 130, "urgency": 76, "instructed": 72},
    order=(("received_on", False),),
    chips=(
        Chip("已满期限", (Filter("late", (1,)),), bad=True),
        Chip("没有批办", (Filter("instructed", (0,)),)),
        Chip("全部"),
    ),
    verbs=(("instruct", "拟办批办"),),
    empty="收进来的都有人阅过。",
)  # fmt: skip

PAST_PAGE = PageKind(
    name="past",
    under="copies",
    tab="往日",
    unit="份",
    title="往日去处",
    icon="history",
    sentence="某一天：某人持有什么，某份在谁手里，某处存放什么",
    view=PERSON_ON_DAY,
    columns=("copy_no", "marking", "title", "state", "holder", "department", "place", "since",
             "until"),
    widths={"copy_no": 76, "marking": 98, "doc_number": 150, "state": 96, "holder": 84,
            "department": 92,
            "place": 92, "since": 92, "until": 92},
    chips=(
        Chip("某人持有", view=PERSON_ON_DAY, form="Z03"),
        Chip("某份去处", view=COPY_ON_DAY, form="Z04"),
        Chip("某处存放", view=PLACE_ON_DAY, form="Z05"),
    ),
    copy_of=copy_in,
    form="Z03",
    empty="请在上面选人员，并填写日期。",
)  # fmt: skip
