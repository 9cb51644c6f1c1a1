"""自查清单: what resources/checklists holds, as one value; a mistake is told by file and item."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from db.ledger.checklists import Auto, Checking, Checklist, Item, ItemKind, Layer
from db.ledger.trouble import Unusable
from db.views.evidence import EVIDENCE
from desktop.assets import read_toml, resource

_KEYS = {"id", "group", "text", "auto", "points", "each", "method", "evidence", "kind", "existing"}


@cache
def checking() -> Checking:
    """Return the lists that the program brings, and the questions that answer them."""
    paths = sorted(resource("checklists").glob("*.toml"))
    lists = [checklist_of(path.name, read_toml("checklists", path.name)) for path in paths]
    found = {one.layer: one for one in lists}
    if len(found) != len(lists):
        raise Unusable("checklists 中有两个文件是同一个 layer。", "请改正后重新启动程序。")
    ids = [item.id for one in lists for item in one.items]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise Unusable(f"checklists 中的编号重复：{'、'.join(twice)}。", "编号不能重复。")
    return Checking(found, EVIDENCE)


def checklist_of(file: str, entries: Mapping[str, Any]) -> Checklist:
    """Return the list that a file describes."""
    layer = _among(file, "layer", entries.get("layer"), {one.value: one for one in Layer})
    texts = {key: entries.get(key, "") for key in ("title", "version", "source", "note")}
    year = entries.get("year")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(year, int):
        raise _wrong(file, "title、version、source、year", "应为文字和四位年份")
    items = tuple(_item(file, one) for one in entries.get("item", ()))
    if not items:
        raise _wrong(file, "item", "至少要有一个 [[item]]")
    total = _tenths(file, "total", entries.get("total"))
    return Checklist(layer, **texts, year=year, total=total, items=items)


def _item(file: str, entry: Mapping[str, Any]) -> Item:
    id_ = str(entry.get("id", ""))
    if unknown := sorted(entry.keys() - _KEYS):
        raise _wrong(file, id_ or "item", f"没有这些项：{'、'.join(unknown)}")
    if not all(entry.get(key) for key in ("id", "group", "text")):
        raise _wrong(file, id_ or "item", "id、group、text 必填")
    evidence = str(entry.get("evidence", ""))
    if evidence and evidence not in EVIDENCE:
        raise _wrong(file, id_, f"没有“{evidence}”这一项凭据")
    return Item(
        id=id_,
        group=str(entry["group"]),
        text=str(entry["text"]),
        auto=_among(file, id_, entry.get("auto", "M"), {one.value: one for one in Auto}),
        points=_tenths(file, id_, entry.get("points")),
        each=_tenths(file, id_, entry.get("each")),
        method=str(entry.get("method", "")),
        evidence=evidence,
        kind=_among(file, id_, entry.get("kind", "normal"), {one.value: one for one in ItemKind}),
        existing=bool(entry.get("existing", True)),
    )


def _tenths(file: str, where: str, value: object) -> int | None:
    if value is None:
        return None
    number = round(value * 10) if isinstance(value, int | float) else -1
    if isinstance(value, bool) or number < 0 or abs(number - float(value) * 10) > 1e-6:  # type: ignore[arg-type]
        raise _wrong(file, where, "分数应为不小于零、最多一位小数的数")
    return number


def _among(file: str, where: str, value: object, known: Mapping[str, Any]) -> Any:
    if value not in known:
        raise _wrong(file, where, f"“{value}”不对，可用：{'、'.join(known)}")
    return known[str(value)]


def _wrong(file: str, where: str, why: str) -> Unusable:
    return Unusable(f"checklists/{file} 的“{where}”不对：{why}。", "请改正后重新启动程序。")
