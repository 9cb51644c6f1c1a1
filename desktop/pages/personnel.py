"""人员岗位: cleared persons, posts, careers, 脱密期, what lapses, and who holds which seat."""

from __future__ import annotations

from typing import Any

from db.ledger.beliefs.clearance import LeavingState, Stage
from db.ledger.values import Grade
from db.store.reading import Filter
from db.views.clearances import CLEARANCES
from db.views.expiring import EXPIRING, Ahead, Lapse
from db.views.leavings import LEAVINGS
from db.views.organisation import POSTS, TENURES
from db.views.people import DEPARTMENTS
from db.views.personnel import PERSONNEL
from desktop.pages.kind import Chip, PageKind, own


def person_in(row: Any) -> int | None:
    """Return the person that a row names."""
    return int(row.person)


_TO_COME = tuple(stage for stage in Stage if not stage.over and not stage.serving)

PERSONNEL_PAGE = PageKind(
    name="personnel",
    under="people",
    tab="登记表",
    unit="人",
    title="涉密人员登记表",
    icon="clipboard-list",
    sentence="涉密人员和候选人，一人一行；导出即年度报备名册",
    view=PERSONNEL,
    columns=("name", "id_number", "department", "post", "grade", "employment", "standing",
             "reviewed_on", "trained_on", "pledged_on", "filed_on", "cooling_until"),
    widths={"name": 84, "id_number": 156, "department": 96, "post": 120, "grade": 76,
            "employment": 76, "standing": 84, "reviewed_on": 96, "trained_on": 96,
            "pledged_on": 96, "filed_on": 96, "cooling_until": 96},
    chips=(
        Chip("全部"),
        Chip("在岗", (Filter("standing", ("在岗",)),)),
        *(Chip(grade.word, (Filter("grade", (grade,)), Filter("standing", ("在岗",))))
          for grade in (Grade.CORE, Grade.IMPORTANT, Grade.GENERAL)),
        Chip("候选", (Filter("standing", ("候选",)),)),
        Chip("未报备", (Filter("filed_on", (None,)), Filter("standing", ("在岗",))), bad=True),
        Chip("脱密期", (Filter("standing", ("脱密期", "委托管理")),)),
    ),
    primary=("describe_person", "补充信息"),
    verbs=(("file_persons", "报备"), ("note_step", "登记手续")),
    person_of=own,
    form="F22",
    empty="还没有涉密人员。在“人员”登记并确定等级，或提名上岗。",
)  # fmt: skip

DEPARTMENTS_PAGE = PageKind(
    name="departments",
    under="people",
    tab="部门",
    unit="个",
    title="部门",
    icon="building-2",
    sentence="更名、撤并在这里办；撤并后人员和岗位转入并入的部门",
    view=DEPARTMENTS,
    columns=("id", "name", "persons", "cleared", "officer", "earlier", "closed_on", "joined"),
    widths={"id": 64, "name": 240, "persons": 84, "cleared": 84, "officer": 150, "earlier": 180,
            "closed_on": 96, "joined": 150},
    chips=(
        Chip("现有", (Filter("active", (1,)),)),
        Chip("已撤并", (Filter("active", (0,)),)),
        Chip("全部"),
    ),
    primary=("add_department", "登记部门"),
    verbs=(("rename_department", "更名"), ("close_department", "撤并")),
    empty="还没有部门。按“登记部门”。",
)  # fmt: skip

POSTS_PAGE = PageKind(
    name="posts",
    under="people",
    tab="岗位",
    unit="个",
    title="涉密岗位",
    icon="building-2",
    sentence="先有岗位，后有人：等级、职责、谁在岗",
    view=POSTS,
    columns=("code", "name", "department", "category", "grade", "holders", "serving",
             "approved_by", "approved_on"),
    widths={"code": 88, "name": 140, "department": 104, "category": 128, "grade": 76,
            "serving": 76, "approved_by": 112, "approved_on": 96},
    chips=(
        Chip("在用", (Filter("active", (1,)),)),
        *(Chip(grade.word, (Filter("grade", (grade,)), Filter("active", (1,))))
          for grade in (Grade.CORE, Grade.IMPORTANT, Grade.GENERAL)),
        Chip("全部"),
    ),
    primary=("add_post", "登记岗位"),
    verbs=(("nominate", "提名"), ("change_post", "变更")),
    empty="还没有涉密岗位。按“登记岗位”，照批准文件逐个登记。",
)  # fmt: skip

CLEARANCES_PAGE = PageKind(
    name="clearances",
    under="people",
    tab="任职",
    unit="人次",
    title="涉密任职",
    icon="user-check",
    sentence="从提名、审查、培训、承诺到上岗，走到了哪一步",
    view=CLEARANCES,
    columns=("name", "department", "code", "post", "grade", "stage", "nominated_on",
             "reviewed_on", "trained_on", "pledged_on", "started_on", "ended_on"),
    widths={"name": 84, "department": 96, "code": 76, "grade": 76, "stage": 76,
            "nominated_on": 96, "reviewed_on": 96, "trained_on": 96, "pledged_on": 96,
            "started_on": 96, "ended_on": 96},
    order=(("nominated_on", True),),
    chips=(
        Chip("现任", (Filter("stage", (Stage.ON_POST, Stage.SUSPENDED)),)),
        Chip("待上岗", (Filter("stage", _TO_COME),)),
        Chip("暂停", (Filter("stage", (Stage.SUSPENDED,)),)),
        Chip("未通过", (Filter("stage", (Stage.REJECTED,)),)),
        Chip("全部"),
    ),
    primary=("nominate", "提名上岗"),
    person_of=person_in,
    empty="还没有人任涉密岗位。先登记岗位，再提名。",
)  # fmt: skip

LEAVINGS_PAGE = PageKind(
    name="leavings",
    under="people",
    tab="脱密期",
    unit="人",
    title="离岗和脱密期",
    icon="log-out",
    sentence="名下清零才能离岗；脱密期到哪天，谁在管",
    view=LEAVINGS,
    columns=("name", "department", "grade", "state", "undone", "left_on", "cooling_until",
             "contacted_on", "entrusted_to"),
    widths={"name": 76, "department": 84, "grade": 76, "state": 128, "undone": 60,
            "left_on": 96, "cooling_until": 96, "contacted_on": 96},
    order=(("opened_on", True),),
    chips=(
        Chip("全部"),
        Chip("办理中", (Filter("state", (LeavingState.LEAVING,)),)),
        Chip("脱密期", (Filter("state", (LeavingState.COOLING, LeavingState.ENTRUSTED)),)),
        Chip("已委托", (Filter("state", (LeavingState.ENTRUSTED,)),)),
        Chip("已解除", (Filter("state", (LeavingState.RELEASED,)),)),
    ),
    primary=("open_leaving", "申请离岗"),
    verbs=(("contact_leaver", "回访"), ("release_leaver", "解除")),
    person_of=person_in,
    empty="没有人离岗。有人要走，先按“申请离岗”，名下还有什么会列出来。",
)  # fmt: skip

EXPIRING_PAGE = PageKind(
    name="expiring",
    under="people",
    tab="到期",
    unit="项",
    title="到期提醒",
    icon="calendar-clock",
    sentence="复审、承诺书、学时、证件、任期、脱密期，提前90天列出",
    view=EXPIRING,
    columns=("due", "ahead", "days", "lapse", "name", "department", "grade", "what"),
    widths={"due": 96, "ahead": 76, "days": 84, "lapse": 84, "name": 96, "department": 116,
            "grade": 84},
    chips=(
        Chip("全部"),
        *(Chip(one.word, (Filter("ahead", (one,)),), bad=one is Ahead.OVER) for one in Ahead),
        *(Chip(one.word, (Filter("lapse", (one,)),))
          for one in (Lapse.REVIEW, Lapse.PLEDGE, Lapse.TRAINING, Lapse.COOLING)),
    ),
    person_of=person_in,
    empty="90天内没有到期的。",
)  # fmt: skip

TENURES_PAGE = PageKind(
    name="tenures",
    under="people",
    tab="机构",
    unit="人次",
    title="保密机构任职",
    icon="users",
    sentence="保密委员会、保密办、处室保密管理员，现任和历任",
    view=TENURES,
    columns=("place", "seat", "name", "since", "until", "basis", "ended_on"),
    widths={"place": 150, "seat": 170, "name": 96, "since": 96, "until": 96, "ended_on": 96},
    chips=(Chip("在任", (Filter("open", (1,)),)), Chip("历任", (Filter("open", (0,)),)),
           Chip("全部")),
    primary=("take_seat", "任职"),
    verbs=(("leave_seat", "免职"), ("add_body", "登记机构")),
    person_of=person_in,
    empty="还没有登记。先登记保密委员会、保密办，再登记谁任什么职。",
)  # fmt: skip

PERSONS: tuple[PageKind, ...] = (
    PERSONNEL_PAGE,
    DEPARTMENTS_PAGE,
    POSTS_PAGE,
    CLEARANCES_PAGE,
    LEAVINGS_PAGE,
    EXPIRING_PAGE,
    TENURES_PAGE,
)
