"""What stands on record of a person: grade, review, training, pledge, credential, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.views.person import PersonFactsRow
from desktop.dialogs.sheet import text
from desktop.look import Look
from desktop.words import words

SOON = timedelta(days=30)
"""A review that ends within these days is worth a word."""


@dataclass(frozen=True)
class Fact:
    """One line: its name, what it says, and how grave that is."""

    name: str
    says: str
    kind: str = ""  # danger: over; caution: to be seen to
    wide: bool = False


def facts_of(row: PersonFactsRow, today: date) -> Iterator[Fact]:
    """Yield the facts of a person; what a cleared person on his post should have is missed."""
    cleared = row.grade is not None and row.left_on is None and row.on_post
    yield Fact("涉密等级", row.grade.word if row.grade else "未定")
    yield _review(row, today, cleared=cleared)
    yield _day("最近培训", row.trained_on, wanted=cleared)
    yield _day("承诺书", row.pledged_on, wanted=cleared)
    if row.left_on is not None:
        yield Fact("离岗", words(row.left_on))
        cooling = row.cooling_until is not None and today <= row.cooling_until
        says = words(row.cooling_until) or "—"
        yield Fact("脱密期至", says, "caution" if cooling else "")
    if row.id_number:
        yield Fact("证件号码", row.id_number, wide=True)
    if row.seats:
        yield Fact("任职", row.seats, wide=True)
    if row.sender:
        yield Fact("原单位", row.sender, wide=True)
    if row.abroad:
        yield Fact("国籍居留", row.abroad, "caution", wide=True)
    yield Fact("账户见证", row.credential or "无", "danger" if _still(row) else "", wide=True)


def _still(row: PersonFactsRow) -> bool:
    """Tell whether somebody who left can still unlock or confirm."""
    return row.left_on is not None and row.credential is not None


def _review(row: PersonFactsRow, today: date, *, cleared: bool) -> Fact:
    if row.review_due is None:
        return _day("复审有效期", None, wanted=cleared)
    if not cleared:
        return Fact("复审有效期", words(row.review_due))
    if row.review_due < today:
        return Fact("复审有效期", f"{row.review_due} 已过期", "danger")
    soon = row.review_due - today <= SOON
    return Fact("复审有效期", words(row.review_due), "caution" if soon else "")


def _day(name: str, day: date | None, *, wanted: bool) -> Fact:
    if day is None:
        return Fact(name, "未登记" if wanted else "—", "caution" if wanted else "")
    return Fact(name, words(day))


def person_facts(row: PersonFactsRow, today: date, look: Look) -> QWidget:
    """Return the facts in two columns."""
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.px(8))
    grid.setVerticalSpacing(look.px(6))
    place = 0
    for fact in facts_of(row, today):
        place += place % 2 if fact.wide else 0
        line, side = place // 2, place % 2 * 2
        value = text(look, fact.says, 13, kind=fact.kind)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text(look, fact.name, 12, kind="label"), line, side)
        grid.addWidget(value, line, side + 1, 1, 3 if fact.wide else 1)
        place += 2 if fact.wide else 1
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return block
