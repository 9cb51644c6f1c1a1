"""开始自查: whom it is about, for which period, by which list; the list is kept as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.listed import Listed, list_of, shipped_list
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import (
    Belief,
    CheckItem,
    CheckRound,
    CheckSheet,
    Counter,
    Department,
    ListItem,
    Person,
)
from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import Layer, points_said
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import CHECK_ROUNDS
from db.ledger.numbered import Numbered
from db.ledger.rules import V00, V01, V60, Refusal, refuse, warn
from db.ledger.values import Role

YEARLY = (Layer.UNIT, Layer.DEPARTMENT, Layer.PERSON)
KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("open_round", "开始自查", Phase.CHECKS, *KEEPERS)
class OpenRound(Numbered):
    """Begin a round: a sheet for the unit, for the departments and the persons that are named."""

    reversible = False
    numbered_in = CHECK_ROUNDS

    layer: Layer = asked("自查类别", "年度自查选“单位”，再选部门和个人", default=Layer.UNIT)
    since: date = asked("期间自", "自查哪一段时间")
    until: date = asked("期间至", "不晚于今天")
    every_department: bool = asked("各部门都查", default=False)
    departments: tuple[int, ...] = asked("部门", "部门层逐个填表", refers=Department, default=())
    everyone: bool = asked("在岗涉密人员都查", default=False)
    persons: tuple[int, ...] = asked("个人", "个人层逐人填表", refers=Person, default=())
    about: str = asked("检查对象", "会议、部位或者复制单位的名称", default="", seldom=True)
    remark: str = asked("说明", default="", seldom=True)
    round: int | None = reckoned("自查", series="check_round", default=None)
    standard: str = reckoned("清单版本", default="")
    source: str = reckoned("清单来源", default="")
    said: str = reckoned("清单说明", default="")
    items: tuple[Listed, ...] = reckoned("自查项目", default=())
    sheets: tuple[int, ...] = reckoned("自查表", series="check_sheet", default=())
    about_whom: tuple[int, ...] = reckoned("对象", default=())
    names: tuple[str, ...] = reckoned("名称", default=())
    layers: tuple[Layer, ...] = reckoned("层次", default=())
    within: tuple[int, ...] = reckoned("所属部门", default=())

    def needs(self) -> Needs:
        """The lists as they are, whoever is named, and when the ledger began."""
        wanted = needs(*((Person, one) for one in self.persons), entries=(1,))
        wanted.alike |= {(ListItem, "layer", layer) for layer in self._asked()}
        if self.everyone:
            wanted.alike.add((Person, "on_post", True))
        return wanted

    def _asked(self) -> tuple[Layer, ...]:
        return YEARLY if self.layer is Layer.UNIT else (self.layer,)

    def completed(self, known: Known) -> OpenRound:
        """Keep the list, make the sheets, number the round."""
        if self.round is not None:
            return self
        sheets = list(self._sheets(known))
        layers = tuple(layer for layer in self._asked() if any(layer is one[0] for one in sheets))
        items = [Listed(layer, item) for layer in layers for item in list_of(known, layer)]
        shipped = shipped_list(known, self.layer)
        first = known.take("check_sheet", len(sheets)) if sheets else 0
        changes = known.find(Counter, "list_change")
        standard = f"{shipped.version}，本单位修改{changes.last}次" if shipped and changes else ""
        return replace(
            self,
            round=known.take("check_round"),
            standard=standard or (shipped.version if shipped else ""),
            source=shipped.source if shipped else "",
            said=points_said(shipped, list_of(known, self.layer)) if shipped else "",
            items=tuple(items),
            sheets=tuple(range(first, first + len(sheets))),
            layers=tuple(one[0] for one in sheets),
            about_whom=tuple(one[1] for one in sheets),
            names=tuple(one[2] for one in sheets),
            within=tuple(one[3] for one in sheets),
        ).with_number(known)

    def _sheets(self, known: Known) -> Iterator[tuple[Layer, int, str, int]]:
        """Yield layer, number, name and department of everything a sheet is filled in for."""
        whole = self.layer is Layer.UNIT
        if not self.layer.of_department and not self.layer.of_person:
            unit = known.unit()
            yield self.layer, 0, self.about.strip() or (unit.name if unit else ""), 0
        if whole or self.layer.of_department:
            layer = Layer.DEPARTMENT if whole else self.layer
            departments = [one for one in known.all(Department) if one.active]
            if not self.every_department:
                departments = list(known.those(Department, self.departments))
            yield from ((layer, one.id, one.name, one.id) for one in departments)
        if whole or self.layer.of_person:
            named = set(self.persons)
            for one in sorted(known.all(Person), key=lambda person: person.id):
                cleared = self.everyone and one.on_post and one.grade is not None
                if one.id in named or cleared:
                    yield Layer.PERSON, one.id, one.name, one.department or 0

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A list there is, a period that is over and that the ledger knows, people there are."""
        if self.sheets and not any(one.layer is self.layer for one in self.items):
            problem = "没有这一类的自查清单"
            yield refuse(V01, field="layer", label="自查类别", problem=problem)
        if self.layer in (Layer.MEETING, Layer.SITE, Layer.COPYING):
            yield from filled_refusals(("about", "检查对象", self.about))
        yield from self._period_refusals(known)
        if not self.sheets:
            problem = "至少选一个"
            field, label = ("persons", "个人") if self.layer.of_person else ("departments", "部门")
            yield refuse(V01, field=field, label=label, problem=problem)
        for one in self.departments:
            if known.find(Department, one) is None:
                yield refuse(V00, field="departments", what="部门")
        for one in self.persons:
            if known.find(Person, one) is None:
                yield refuse(V00, field="persons", what="人员")

    def _period_refusals(self, known: Known) -> Iterator[Refusal]:
        if self.until < self.since:
            yield refuse(V01, field="until", label="期间至", problem="早于期间的开始")
        if self.until > self.on:
            yield refuse(V01, field="until", label="期间至", problem="还没有过完，最晚为今天")
        first = known.past.get(1)
        if first is None or self.since >= first.recorded_on:
            return
        began = first.recorded_on
        if self.until < began:
            yield refuse(V60, field="since", began=began, why="这一段没有任何凭据，不能自查")
        else:
            why = "此前的事只有期初接收的记录"
            yield warn(V60, field="since", began=began, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The round, its list and its sheets."""
        number = self.round or 0
        yield CheckRound(
            id=number,
            number=self.text,
            layer=self.layer,
            about=self.about,
            year=self.until.year,
            since=self.since,
            until=self.until,
            version=self.standard,
            source=self.source,
            said=self.said,
            state=RoundState.OPEN,
            opened_on=self.on,
            remark=self.remark,
        )
        yield self.number_used
        yield from self._items(number)
        rows = zip(self.sheets, self.layers, self.about_whom, self.names, self.within, strict=True)
        for sheet, layer, about, name, within in rows:
            yield CheckSheet(
                id=sheet,
                round=number,
                layer=layer,
                about=about,
                name=name,
                department=within or None,
            )

    def _items(self, number: int) -> Iterator[Belief]:
        for position, one in enumerate(self.items, 1):
            item = one.item
            yield CheckItem(
                round=number,
                layer=one.layer,
                item=item.id,
                position=position,
                grouped=item.group,
                text=item.text,
                method=item.method,
                points=item.points,
                each_off=item.each,
                auto=item.auto,
                evidence=item.evidence,
                kind=item.kind,
                existing=item.existing,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        about = f"（{self.about}）" if self.about else ""
        return f"{self.text}{about}，{self.since}至{self.until}，{len(self.sheets)}张自查表"
