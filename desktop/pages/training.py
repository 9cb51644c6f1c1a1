"""培训: the sessions, who came, hours of each person, coverage of departments."""

from __future__ import annotations

from db.ledger.beliefs.training import Presence, TrainingKind
from db.store.reading import Filter
from db.views.training import ATTENDANCES, COVERAGE, HOURS, TRAININGS
from desktop.pages.kind import Chip, PageKind

TRAININGS_PAGE = PageKind(
    name="trainings",
    group="日常管理",
    unit="次",
    title="培训",
    icon="book-open",
    sentence="每次培训一行：应到、实到、缺席、补训",
    view=TRAININGS,
    columns=("number", "held_on", "topic", "kind", "lecturer", "hours", "departments", "listed",
             "present", "absent", "made_up", "average"),
    widths={"number": 158, "held_on": 96, "topic": 240, "kind": 84, "lecturer": 84,
            "departments": 150, "hours": 52, "listed": 52,
            "present": 52, "absent": 52, "made_up": 52, "average": 64},
    order=(("held_on", True),),
    chips=(
        Chip("全部"),
        Chip("待签到", (Filter("signed", (0,)),)),
        *(Chip(kind.word, (Filter("kind", (kind,)),))
          for kind in (TrainingKind.BEFORE_POST, TrainingKind.ON_POST, TrainingKind.WARNING)),
    ),
    primary=("plan_training", "安排培训"),
    verbs=(("attend_training", "签到"), ("score_training", "成绩"), ("make_up_training", "补训")),
    form="F34",
    empty="还没有培训。按“安排培训”选部门，应到的人就列好了。",
)  # fmt: skip

ATTENDANCES_PAGE = PageKind(
    name="attendances",
    under="trainings",
    tab="签到",
    unit="人次",
    title="培训签到",
    icon="list-checks",
    sentence="谁参加了哪一次，成绩多少，缺席的补了没有",
    view=ATTENDANCES,
    columns=("number", "held_on", "topic", "person", "department", "grade", "presence", "done_on",
             "score", "why"),
    widths={"number": 158, "held_on": 96, "person": 84, "department": 104, "grade": 76,
            "presence": 76, "done_on": 96, "score": 56},
    order=(("held_on", True),),
    chips=(
        Chip("全部"),
        Chip("缺席未补", (Filter("presence", (Presence.ABSENT,)),), bad=True),
        Chip("不及格", (Filter("failed", (1,)),), bad=True),
        Chip("已补训", (Filter("presence", (Presence.MADE_UP,)),)),
    ),
    primary=("attend_training", "签到"),
    verbs=(("make_up_training", "补训"),),
    form="F34A",
    empty="还没有签到。",
)  # fmt: skip

HOURS_PAGE = PageKind(
    name="training_hours",
    under="trainings",
    tab="学时",
    unit="人",
    title="培训学时",
    icon="clock",
    sentence="每人每年学了多少，满不满",
    view=HOURS,
    columns=("year", "person", "department", "grade", "sessions", "hours", "wanted", "short",
             "last"),
    widths={"year": 64, "person": 96, "department": 130, "grade": 84, "sessions": 56,
            "hours": 64, "wanted": 84, "short": 56, "last": 104},
    order=(("year", True),),
    chips=(Chip("全部"), Chip("不足", (Filter("short", (1,)),), bad=True)),
    primary=("plan_training", "安排培训"),
    empty="还没有涉密人员。",
)  # fmt: skip

COVERAGE_PAGE = PageKind(
    name="training_coverage",
    under="trainings",
    tab="覆盖",
    unit="行",
    title="培训覆盖",
    icon="chart-column",
    sentence="各部门涉密人员参训多少、学时多少",
    view=COVERAGE,
    widths={"year": 64, "department": 160, "persons": 84, "trained": 64, "coverage": 84,
            "reached": 84, "short": 84, "hours": 84, "average": 84},
    order=(("year", True),),
    chips=(Chip("全部"),),
    empty="还没有涉密人员。",
)  # fmt: skip

SCHOOLING: tuple[PageKind, ...] = (TRAININGS_PAGE, ATTENDANCES_PAGE, HOURS_PAGE, COVERAGE_PAGE)
