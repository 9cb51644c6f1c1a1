"""往日: who held what, who had a copy and what lay in a cabinet on a day that is over."""

from __future__ import annotations

from db.views.custody_over_time import COPY_ON_DAY, PERSON_ON_DAY, PLACE_ON_DAY
from desktop.pages.kind import Chip, PageKind, copy_in

PAST_PAGE = PageKind(
    name="past",
    under="copies",
    tab="往日",
    unit="份",
    title="往日去处",
    icon="history",
    sentence="某一天：某人持有什么，某份在谁手里，某处存放什么",
    view=PERSON_ON_DAY,
    columns=("copy_no", "marking", "title", "state", "holder", "place", "since", "until"),
    widths={"copy_no": 76, "marking": 98, "doc_number": 150, "state": 96, "holder": 84,
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
