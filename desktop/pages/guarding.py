"""设施、要害部位、来访: what guards secrets, where they are made and kept, and who came in."""

from __future__ import annotations

from db.ledger.beliefs.sites import FacilityKind, FacilityState
from db.store.reading import Filter
from db.views.facilities import FACILITIES
from db.views.sites import SITE_CHANGES, SITES, VISITS
from desktop.pages.kind import Chip, PageKind

_WORKING = Filter("state", (FacilityState.IN_USE, FacilityState.REPAIR))
_IRONS = (FacilityKind.IRON_DOOR, FacilityKind.WINDOW_BARS, FacilityKind.IRON_CABINET,
          FacilityKind.ALARM)  # fmt: skip

FACILITIES_PAGE = PageKind(
    name="facilities",
    under="carriers",
    unit="件",
    title="设施",
    icon="lock",
    sentence="三铁一器、保险柜、密码柜、碎纸机、干扰器；能存放到哪一级",
    view=FACILITIES,
    columns=("number", "name", "kind", "rated", "places", "highest", "keeper", "keys", "code_on",
             "code_due", "state"),
    widths={"number": 92, "name": 200, "kind": 96, "rated": 64, "places": 130, "highest": 76,
            "keeper": 84,
            "keys": 104, "code_on": 96, "code_due": 96, "state": 60},
    chips=(
        Chip("在册", (_WORKING,)),
        Chip("柜", (Filter("kind", tuple(one for one in FacilityKind if one.stores)), _WORKING)),
        Chip("三铁一器", (Filter("kind", _IRONS), _WORKING)),
        Chip("密码逾期", (Filter("late", (1,)),), bad=True),
        Chip("超密级存放", (Filter("over", (1,)),), bad=True),
        Chip("全部"),
    ),
    primary=("add_facility", "登记设施"),
    verbs=(("change_code", "换密码"), ("change_facility", "变更"), ("facility_state", "状态")),
    form="F31D",
    empty="还没有登记设施。登记柜子时写明可存放的最高密级，放错时程序会提醒。",
)  # fmt: skip

SITES_PAGE = PageKind(
    name="sites",
    under="carriers",
    tab="要害部位",
    unit="处",
    title="要害部门部位",
    icon="shield",
    sentence="确定、变更、撤销都留记录；人数、设施、来访由台账算出",
    view=SITES,
    columns=("kind", "name", "department", "head", "level", "people", "location", "facilities",
             "lacks", "visits", "fixed_on", "filed_on"),
    widths={"kind": 76, "name": 130, "department": 96, "head": 84, "level": 64, "people": 76,
            "location": 130, "facilities": 180, "visits": 52,
            "fixed_on": 96, "filed_on": 96},
    chips=(
        Chip("有效", (Filter("living", (1,)),)),
        Chip("已撤销", (Filter("living", (0,)),)),
        Chip("全部"),
    ),
    primary=("fix_site", "确定部位"),
    verbs=(("change_site", "变更"), ("withdraw_site", "撤销"), ("admit_visitor", "来访登记")),
    empty="还没有确定要害部门部位。",
)  # fmt: skip

SITE_CHANGES_PAGE = PageKind(
    name="site_changes",
    under="carriers",
    tab="部位变更",
    unit="次",
    title="要害部位变更",
    icon="history",
    sentence="密级怎样变过，为什么",
    view=SITE_CHANGES,
    columns=("changed_on", "name", "department", "before", "after", "what", "why", "approved_by"),
    widths={"changed_on": 96, "name": 140, "department": 112, "why": 240,
            "before": 72, "after": 96, "what": 84,
            "approved_by": 160},
    order=(("changed_on", True),),
    chips=(Chip("全部"),),
    primary=("change_site", "变更"),
    empty="没有变更过。",
)  # fmt: skip

VISITS_PAGE = PageKind(
    name="visits",
    under="carriers",
    tab="来访",
    unit="人次",
    title="来访登记",
    icon="log-in",
    sentence="进入要害部位的外来人员，全程陪同",
    view=VISITS,
    columns=("came_on", "site", "unit", "visitor", "purpose", "escort", "approved_by", "came_at",
             "left_at"),
    widths={"came_on": 96, "site": 130, "unit": 180, "purpose": 240,
            "visitor": 84, "escort": 84, "approved_by": 84,
            "came_at": 76, "left_at": 76},
    order=(("came_on", True),),
    chips=(Chip("全部"), Chip("未离开", (Filter("open", (1,)),))),
    primary=("admit_visitor", "来访登记"),
    verbs=(("visitor_leaves", "离开"),),
    form="F31C",
    empty="还没有来访。",
)  # fmt: skip

GUARDING: tuple[PageKind, ...] = (FACILITIES_PAGE, SITES_PAGE, SITE_CHANGES_PAGE, VISITS_PAGE)
