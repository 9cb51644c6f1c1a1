"""自查 in the demo's office: last year's round from opening to closing, this year's under way."""

from __future__ import annotations

from datetime import date

from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.close_round import CloseRound, SignSheet
from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.checklists import ItemKind, Layer, Standing, unknown_points
from db.ledger.rules import V60, V62
from db.store.reading import Filter, Question
from db.views.check_items import CHECK_ITEMS, CheckItemRow
from db.views.self_checks import CHECK_SHEETS
from desktop.checklists import checking
from desktop.demonstration.needs import made
from desktop.demonstration.office import Office

_SOURCE = "示例市保密自查自评标准（2025年）"
_POINTS, _PERSONS = 860, tuple(range(3, 9))
_OPEN = 9
"""Tenths of points that the unit spreads over the items without any, who fills in a sheet of his
own, and how many items of this year's sheet are still open."""

_PRACTICE = "专人专柜，每月由部门负责人对账签字"


def set_points(office: Office, day: date) -> None:
    """The unit fills in what the lists leave to it; its own sheet makes 100 in all."""
    items = unknown_points(checking().lists[Layer.UNIT].items)
    twice = _POINTS // 10 - len(items)
    acts = [
        SetItem(
            on=day,
            item=item.id,
            points="2" if place < twice else "1",
            each="0.2",
            method="每处扣0.2分，扣完为止",
            source=_SOURCE,
        )
        for place, item in enumerate(items)
    ]
    layer, listed = Layer.DEPARTMENT, checking().lists[Layer.DEPARTMENT].items
    office.vault.record(
        *acts,
        *(
            SetItem(on=day, layer=layer, item=item.id, points="6", each="0.5", source=_SOURCE)
            for item in listed
        ),
    )


def check_oneself(office: Office, day: date, *, whole: bool) -> None:
    """A round of the unit, its departments and some persons; `whole` is carried to its end."""
    act = OpenRound(
        on=day,
        since=date(day.year, 1, 1),
        until=day,
        every_department=True,
        persons=_PERSONS,
    )
    opened = office.do(act, why={V60.number: "台账建立前的查纸质登记簿"})
    number = int(made(opened, "round") or 0)
    office.do(FreezeRound(on=day, round=number))
    asked = Question(filters=(Filter("round", (number,)),))
    for sheet in office.vault.ask(CHECK_SHEETS, asked).rows:
        done = whole or (sheet.layer is Layer.DEPARTMENT and sheet.about % 3 != 0)
        if done or sheet.layer is Layer.UNIT:
            _answer(office, day, sheet.id, left=0 if done else _OPEN)
        if done:
            good = _PRACTICE if sheet.layer is Layer.DEPARTMENT and sheet.about % 2 else ""
            office.do(SignSheet(on=day, sheet=sheet.id, remark=good), second=True)
    if whole:
        office.do(CloseRound(on=day, round=number), why={V62.number: "个人表另行收齐"})


def _answer(office: Office, day: date, sheet: int, *, left: int) -> None:
    asked = Question(filters=(Filter("sheet", (sheet,)), Filter("waiting", (True,))))
    rows = office.vault.ask(CHECK_ITEMS, asked).rows
    acts = [_said(row, day, place) for place, row in enumerate(rows[: len(rows) - left])]
    if acts:
        office.vault.record(*acts)


def _said(row: CheckItemRow, day: date, place: int) -> AnswerItem:
    """Say what a person would: looked at, sometimes half a point off."""
    normal = row.kind is ItemKind.NORMAL and row.worth is not None and row.worth > 5
    if row.advised is not None:
        deduction, reason = f"{row.advised / 10:.1f}", ""
    elif row.standing is Standing.NOTHING:
        deduction, reason = "0", "期间没有发生，已查问有关人员"
    elif normal and (row.troubles or (place + row.about) % 11 == 4):
        deduction, reason = "0.5", "抽查有一处不规范，已当场改正"
    else:
        deduction, reason = "0", "已查阅材料"
    return AnswerItem(on=day, sheet=row.sheet, item=row.item, deduction=deduction, reason=reason)
