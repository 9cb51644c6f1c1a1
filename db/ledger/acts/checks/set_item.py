"""修改自查清单: the unit's own points, wording and items; a running round keeps its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.listed import item_of, list_of, shipped_list
from db.ledger.acts.checks.open_round import KEEPERS
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, ListItem
from db.ledger.checklists import Item, ItemKind, Layer, as_points, own_id, tenths
from db.ledger.known import Known, Needs
from db.ledger.rules import V00, V01, Refusal, refuse


@act("set_item", "修改自查清单", Phase.CHECKS, *KEEPERS)
class SetItem(Act):
    """Change an item of a list, or add one of the unit's own; what is left empty stays."""

    reversible = False

    layer: Layer = asked("清单", default=Layer.UNIT)
    item: str = asked("项目编号", "新增自定项目不填", default="")
    points: str = asked("分值", "如 4、0.5", default="")
    text: str = asked("自查内容", default="")
    method: str = asked("评分方法", "如 缺一项扣1分", default="")
    each: str = asked("每处扣分", "台账每查出一处扣几分", default="")
    group: str = asked("类别", "自定项目填，如 六、涉密载体管理", default="")
    existing: bool = asked("实有项目", default=True)
    active: bool = asked("列入自查", default=True)
    source: str = asked("依据", "本地区标准表或者本单位制度的名称、文号")
    change: int | None = reckoned("第几次修改", series="list_change", default=None)
    own: int | None = reckoned("自定项目", series="own_item", default=None)
    whole: Item | None = reckoned("改后的项目", default=None)

    def needs(self) -> Needs:
        """What was changed in this list before."""
        wanted = Needs()
        wanted.alike.add((ListItem, "layer", self.layer))
        return wanted

    def completed(self, known: Known) -> SetItem:
        """Work out the whole item."""
        if self.whole is not None:
            return self
        own = None if self.item.strip() else known.take("own_item")
        before = self._before(known) if own is None else Item(own_id(self.layer, own), "", "")
        if before is None:
            return self
        whole = replace(
            before,
            text=self.text.strip() or before.text,
            method=self.method.strip() or before.method,
            group=self.group.strip() or before.group,
            points=tenths(self.points) if self.points.strip() else before.points,
            each=tenths(self.each) if self.each.strip() else before.each,
            existing=self.existing,
        )
        return replace(self, item=whole.id, own=own, whole=whole, change=known.take("list_change"))

    def _before(self, known: Known) -> Item | None:
        changed = known.find(ListItem, self.layer, self.item.strip())
        if changed is not None:
            return item_of(changed)
        shipped = shipped_list(known, self.layer)
        items = shipped.items if shipped else ()
        return next((one for one in items if one.id == self.item.strip()), None)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """An item there is, with points that are numbers; one of the unit's own has its words."""
        if self.whole is None:
            yield refuse(V00, field="item", what="自查项目")
            return
        yield from filled_refusals(("source", "依据", self.source))
        if self.own is not None:
            named = (("text", "自查内容", self.text), ("group", "类别", self.group))
            yield from filled_refusals(*named)
        for field, label, typed in (
            ("points", "分值", self.points),
            ("each", "每处扣分", self.each),
        ):
            if typed.strip() and tenths(typed) is None:
                problem = "应为数字，最多一位小数，如 0.5"
                yield refuse(V01, field=field, label=label, problem=problem)
        if self.points.strip() and self.whole.kind is not ItemKind.NORMAL:
            problem = "加重扣分项和否决项没有分值"
            yield refuse(V01, field="points", label="分值", problem=problem)
        if not self.active and not any(
            one.id != self.whole.id for one in list_of(known, self.layer)
        ):
            yield refuse(V01, field="active", label="列入自查", problem="清单至少留一项")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The item as it stands from now on."""
        if self.whole is not None:
            yield ListItem(
                layer=self.layer,
                item=self.whole.id,
                grouped=self.whole.group,
                text=self.whole.text,
                method=self.whole.method,
                points=self.whole.points,
                each_off=self.whole.each,
                auto=self.whole.auto,
                evidence=self.whole.evidence,
                kind=self.whole.kind,
                existing=self.whole.existing,
                active=self.active,
                since=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        points = f"，分值{as_points(self.whole.points)}" if self.whole and self.points else ""
        gone = "" if self.active else "，不列入自查"
        return f"{self.layer.word}自查清单 {self.item} 修改{points}{gone}，依据：{self.source}"
