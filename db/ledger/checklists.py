"""What is checked: lists of items with their points, and how they are scored.

Points are kept in tenths, so that half a point is a whole number.  A list is data that is handed in
like the policy; what a unit changed in it is believed, and a round keeps the items of its day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum


class Layer(Enum):
    """Whom or what a list is about; the first three make up the yearly self-inspection."""

    UNIT = "UNIT"
    DEPARTMENT = "DEPARTMENT"
    PERSON = "PERSON"
    MONTHLY = "MONTHLY"
    MEETING = "MEETING"
    SITE = "SITE"
    COPYING = "COPYING"

    @property
    def word(self) -> str:
        """The layer in the words of the trade."""
        return _LAYERS[self]

    @property
    def of_department(self) -> bool:
        """Whether its sheets are about departments."""
        return self in (Layer.DEPARTMENT, Layer.MONTHLY)

    @property
    def of_person(self) -> bool:
        """Whether its sheets are about persons."""
        return self is Layer.PERSON


_LAYERS = {
    Layer.UNIT: "单位",
    Layer.DEPARTMENT: "部门",
    Layer.PERSON: "个人",
    Layer.MONTHLY: "部门月查",
    Layer.MEETING: "会议保密方案执行",
    Layer.SITE: "要害部门部位",
    Layer.COPYING: "送外复制",
}


class Auto(Enum):
    """How far the ledger answers an item."""

    FULL = "A"
    PART = "P"
    MANUAL = "M"

    @property
    def word(self) -> str:
        """The same in words."""
        return {"A": "台账可证", "P": "台账列证、人判断", "M": "人工检查"}[self.value]


class ItemKind(Enum):
    """How an item counts."""

    NORMAL = "normal"
    AGGRAVATED = "aggravated"
    VETO = "veto"

    @property
    def word(self) -> str:
        """The same in words."""
        return {"normal": "计分", "aggravated": "加重扣分", "veto": "否决"}[self.value]


class Standing(Enum):
    """What the ledger says of an item."""

    PROVEN = "PROVEN"
    MANUAL = "MANUAL"
    NOTHING = "NOTHING"

    @property
    def word(self) -> str:
        """The same in the words of the sheet."""
        return {"PROVEN": "系统可证", "MANUAL": "需人工", "NOTHING": "无证据"}[self.value]


@dataclass(frozen=True)
class Item:
    """One item of a list; its id is for ever."""

    id: str
    group: str
    text: str
    auto: Auto = Auto.MANUAL
    points: int | None = None  # tenths; None: not known, the unit fills it in
    each: int | None = None  # tenths deducted for each trouble found
    method: str = ""
    evidence: str = ""
    kind: ItemKind = ItemKind.NORMAL
    existing: bool = True  # 实有项目


@dataclass(frozen=True)
class Checklist:
    """A list of one layer: its version, where it comes from, and its items in order."""

    layer: Layer
    title: str
    version: str
    year: int
    source: str
    note: str = ""
    total: int | None = None  # what the points should add up to, in tenths
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Checking:
    """What is checked and by which questions: lists by layer, and a SELECT by name of evidence."""

    lists: Mapping[Layer, Checklist] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Return every item of every list as a view is handed it."""
        listed = [
            {"layer": layer, "version": one.version, "source": one.source, **asdict(item)}
            for layer, one in self.lists.items()
            for item in one.items
        ]
        return json.dumps(listed, ensure_ascii=False, default=lambda choice: choice.value)


def amended(items: Iterable[Item], changed: Mapping[str, tuple[Item, bool]]) -> tuple[Item, ...]:
    """Return the items with a unit's changes: each as it stands now, and whether it is checked.

    Its own items follow their group, or come last.
    """
    found = [changed.get(item.id, (item, True)) for item in items]
    known = {item.id for item, _ in found}
    for item, active in changed.values():
        if item.id not in known:
            places = [at for at, (one, _) in enumerate(found) if one.group == item.group]
            found.insert(places[-1] + 1 if places else len(found), (item, active))
    return tuple(item for item, active in found if active)


def tenths(text: str) -> int | None:
    """Read points as they are written (`3`, `0.5`); None if it is no number of tenths."""
    found = re.fullmatch(r"(\d{1,3})(?:[.．](\d))?", text.strip(), re.ASCII)
    return int(found[1]) * 10 + int(found[2] or 0) if found else None


def as_points(number: int | None) -> str:
    """Write points as a person reads them; a dash if they are not known."""
    if number is None:
        return "—"
    whole, part = divmod(abs(number), 10)
    return f"{'-' if number < 0 else ''}{whole}{f'.{part}' if part else ''}"


def standing(item: Item, looked: int | None) -> Standing:
    """Say what the ledger can say of an item: it asked nothing, found nothing, or found rows."""
    if item.auto is Auto.MANUAL or looked is None:
        return Standing.MANUAL
    return Standing.PROVEN if looked else Standing.NOTHING


def suggested(item: Item, looked: int | None, troubles: int) -> int | None:
    """Return the deduction that follows from what was found; None if a person must say.

    Where nothing happened, nothing is proven.
    """
    if not looked or item.auto is Auto.MANUAL:
        return None
    if not troubles:
        return 0 if item.auto is Auto.FULL else None
    if item.each is None or (item.points is None and item.kind is ItemKind.NORMAL):
        return None
    deduction = item.each * troubles
    return deduction if item.points is None else min(item.points, deduction)


def own_id(layer: Layer, number: int) -> str:
    """Return the id of an item that a unit adds to a list."""
    return f"{_OWN[layer]}-自{number}"


_OWN = {
    Layer.UNIT: "SI",
    Layer.DEPARTMENT: "BM",
    Layer.PERSON: "GR",
    Layer.MONTHLY: "YC",
    Layer.MEETING: "HY",
    Layer.SITE: "BW",
    Layer.COPYING: "FZ",
}


def unknown_points(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items whose points nobody has filled in."""
    return tuple(item for item in items if item.kind is ItemKind.NORMAL and item.points is None)


def points_said(checklist: Checklist, items: Iterable[Item]) -> str:
    """Say what is wrong with the points of a list; '' if they add up."""
    if checklist.total is None:
        return ""
    items = tuple(items)
    sum_ = sum(item.points or 0 for item in items if item.kind is ItemKind.NORMAL)
    lacking = len(unknown_points(items))
    said = []
    if sum_ != checklist.total:
        said.append(f"分值合计{as_points(sum_)}，不是{as_points(checklist.total)}")
    if lacking:
        said.append(f"{lacking}项分值未定，由本单位填写")
    return "；".join(said)
