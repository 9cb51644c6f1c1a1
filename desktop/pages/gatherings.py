"""会议、例会、提醒、计划、涉密会议: what the committee and the officers do in a year."""

from __future__ import annotations

from db.ledger.beliefs.gatherings import ConferenceState, GatheringKind
from db.store.reading import Filter
from db.views.conferences import CONFERENCES
from db.views.gatherings import GATHERINGS, OFFICERS, REMINDERS, YEAR_PLANS
from desktop.pages.kind import Chip, PageKind

GATHERINGS_PAGE = PageKind(
    name="gatherings",
    under="trainings",
    tab="会议",
    unit="次",
    title="会议记录",
    icon="handshake",
    sentence="保密委员会会议和保密员例会，议题、议定事项、纪要编号",
    view=GATHERINGS,
    columns=("held_on", "kind", "title", "chair", "present", "away", "matters", "decisions",
             "minutes_no"),
    widths={"held_on": 96, "kind": 120, "title": 200, "chair": 84, "present": 84, "away": 90,
            "matters": 220, "decisions": 150, "minutes_no": 130},
    order=(("held_on", True),),
    chips=(
        Chip("全部"),
        *(Chip(kind.word, (Filter("kind", (kind,)),)) for kind in GatheringKind),
    ),
    primary=("record_gathering", "登记会议"),
    verbs=(("set_year_plan", "年度计划"),),
    form="F34B",
    empty="还没有会议记录。",
)  # fmt: skip

OFFICERS_PAGE = PageKind(
    name="officers_meetings",
    under="trainings",
    tab="例会",
    unit="行",
    title="保密员例会",
    icon="table-2",
    sentence="每季度一次，各部门到会情况",
    view=OFFICERS,
    widths={"year": 64, "department": 160, "first": 76, "second": 76, "third": 76, "fourth": 76,
            "held": 84, "attended": 84, "absent": 84},
    order=(("year", True),),
    chips=(Chip("全部"),),
    primary=("record_gathering", "登记会议"),
    empty="还没有开过例会。登记会议时选“保密员例会”。",
)  # fmt: skip

REMINDERS_PAGE = PageKind(
    name="reminders",
    under="trainings",
    tab="提醒",
    unit="次",
    title="保密提醒",
    icon="bell",
    sentence="节假日、重大活动、搬迁调整之前提醒了谁",
    view=REMINDERS,
    columns=("reminded_on", "occasion", "content", "departments", "way", "reminded_by"),
    widths={"reminded_on": 96, "occasion": 160, "content": 300, "departments": 240, "way": 76,
            "reminded_by": 84},
    order=(("reminded_on", True),),
    chips=(Chip("全部"),),
    primary=("remind", "登记提醒"),
    form="F34C",
    empty="还没有登记提醒。",
)  # fmt: skip

YEAR_PLANS_PAGE = PageKind(
    name="year_plans",
    under="trainings",
    tab="计划",
    unit="项",
    title="年度计划",
    icon="calendar",
    sentence="培训、例会、检查的年度计划",
    view=YEAR_PLANS,
    widths={"year": 64, "kind": 96, "approved_by": 104, "planned_on": 104},
    order=(("year", True),),
    chips=(Chip("全部"),),
    primary=("set_year_plan", "登记计划"),
    empty="还没有登记年度计划。",
)  # fmt: skip

CONFERENCES_PAGE = PageKind(
    name="conferences",
    under="loans",
    unit="次",
    title="涉密会议",
    icon="shield-check",
    sentence="会前审批（F32），会中十项检查（F33），份数取自会议发放",
    view=CONFERENCES,
    columns=("number", "name", "level", "starts_on", "officer", "state", "printed", "issued",
             "returned", "kept", "out", "failed", "missing"),
    widths={"number": 196, "name": 200, "level": 60, "starts_on": 96, "officer": 84, "state": 72,
            "printed": 52, "issued": 52, "returned": 52, "kept": 80, "out": 52, "failed": 64,
            "missing": 110},
    order=(("starts_on", True),),
    chips=(
        Chip("全部"),
        Chip("待审批", (Filter("state", (ConferenceState.PLANNED,)),)),
        Chip("待检查", (Filter("state", (ConferenceState.APPROVED,)),)),
    ),
    primary=("plan_conference", "会议申请"),
    verbs=(("decide_conference", "审批"), ("hand_out", "会议发放"), ("check_conference", "检查")),
    empty="还没有涉密会议。",
)  # fmt: skip

GATHERING: tuple[PageKind, ...] = (
    GATHERINGS_PAGE,
    OFFICERS_PAGE,
    REMINDERS_PAGE,
    YEAR_PLANS_PAGE,
)
