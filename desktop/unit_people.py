"""脱密期幅度、各类人员手续: what resources/policy tells about persons."""

from __future__ import annotations

from typing import Any

from db.ledger.acts.setup.add_person import EMPLOYMENT
from db.ledger.cooling import CoolingSet
from db.ledger.steps import NOTED, SHOWN_BY, WHENS, Step
from db.ledger.trouble import Unusable
from db.ledger.values import Grade


def cooling_of(entries: dict[str, Any]) -> tuple[CoolingSet, ...]:
    """Return the sets of 脱密期; raise `Unusable` naming one that is wrong."""
    return tuple(map(_set, entries.get("set", [])))


def _set(entry: dict[str, Any]) -> CoolingSet:
    name, months = str(entry.get("name", "")), dict[Grade, tuple[int, int]]()
    for grade in Grade:
        match entry.get(grade.value):
            case [int(least), int(most)] if least > 0 and (most == 0 or most >= least):
                months[grade] = (least, most)
            case _:
                raise Unusable(
                    f"policy/cooling.toml 的“{name}”不对。", "每级应写作 [最短月数, 最长月数]。"
                )
    return CoolingSet(name, str(entry.get("source", "")), months)


def steps_of(entries: dict[str, Any]) -> tuple[Step, ...]:
    """Return the steps of the employment types; raise `Unusable` naming one that is wrong."""
    return tuple(map(_step, entries.get("step", [])))


def _step(entry: dict[str, Any]) -> Step:
    code, name = str(entry.get("id", "")), str(entry.get("name", ""))
    employment, shown_by = tuple(entry.get("employment", ())), entry.get("shown_by", NOTED)
    right = code.isascii() and code.isidentifier() and name and set(employment) <= set(EMPLOYMENT)
    if not right or entry.get("when") not in WHENS or shown_by not in SHOWN_BY:
        raise Unusable(f"policy/employment.toml 的“{name or code}”不对。", "请照本文件的写法改正。")
    return Step(code, name, employment, entry["when"], shown_by)
