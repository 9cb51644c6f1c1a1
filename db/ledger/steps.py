"""手续: what is to be done for a person of an employment type, and how one sees that it is done."""

from __future__ import annotations

from dataclasses import dataclass

BEFORE, SERVING, LEAVING = "before", "serving", "leaving"
"""When a step is due: before he has a post, while he has it, before he leaves."""

WHENS = {BEFORE: "上岗前", SERVING: "在岗期间", LEAVING: "离岗时"}

NOTED = "noted"
SHOWN_BY = (NOTED, "review", "training", "pledge", "filing", "border", "talk", "leave_pledge")
"""What shows that a step is done: an entry of its own kind, or it is noted by hand."""


@dataclass(frozen=True)
class Step:
    """One step of the checklist: its code and name, for whom, when, and what shows it."""

    id: str
    name: str
    employment: tuple[str, ...]
    when: str
    shown_by: str = NOTED


_ATTACHED = ("借调", "挂职", "跟班学习")
_EVERYBODY = ("正式", *_ATTACHED, "聘用")

STEPS: tuple[Step, ...] = (
    Step("sender_review", "原单位审查意见", _ATTACHED, BEFORE),
    Step("contract", "劳动合同保密条款", ("聘用",), BEFORE),
    Step("review", "上岗审查", _EVERYBODY, BEFORE, "review"),
    Step("training", "岗前培训", _EVERYBODY, BEFORE, "training"),
    Step("pledge", "上岗承诺书", _EVERYBODY, BEFORE, "pledge"),
    Step("supervisor", "落实处室保密管理员日常监督", _ATTACHED, SERVING),
    Step("filing", "年度报备", ("正式", "聘用", "借调", "挂职"), SERVING, "filing"),
    Step("border", "出入境备案", ("正式", "聘用"), SERVING, "border"),
    Step("talk", "离岗提醒谈话", _EVERYBODY, LEAVING, "talk"),
    Step("leave_pledge", "离岗承诺书", _EVERYBODY, LEAVING, "leave_pledge"),
    Step("tell_sender", "向原单位通报接触涉密情况", _ATTACHED, LEAVING),
)
"""The steps as resources/policy/employment.toml tells them, until a unit changes them there."""
