"""What a form is printed about: its rows, the record above them, its marking and its year.

A form about one thing (a slip, an approval, the list of one batch) is never printed about none or
about several: the person is told what to choose by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from db.ledger.columns import columns_of
from db.ledger.compiling import compiled
from db.ledger.numbering import copy_ranges
from db.ledger.trouble import Unusable
from db.ledger.values import Level
from db.store.reading import Filter, Question, View
from db.vault import Snapshot
from db.views import VIEWS
from desktop.printing import Form
from desktop.printing.cells import words


class NotOne(Unusable):
    """A form about one thing was asked for about none or several; its advice names filters."""


@dataclass(frozen=True)
class Subject:
    """What is printed, and what its stamp says of it."""

    view: View[Any]
    question: Question
    head: dict[str, str]
    marking: str | None
    head_type: type | None = None


@dataclass
class _Seen:
    """What one pass over the rows tells."""

    markings: set[str] = field(default_factory=set)
    levels: set[Level] = field(default_factory=set)
    days: list[date] = field(default_factory=list)  # the first and the last
    values: dict[str, list[str]] = field(default_factory=dict)
    subjects: set[object] = field(default_factory=set)
    rows: int = 0


def subject_of(snapshot: Snapshot, form: Form, question: Question) -> Subject:
    """Return what the form is to be printed about; `Unusable` if that is not one thing."""
    view = VIEWS[form.view]
    if form.head_view:
        return _under_a_record(snapshot, form, view, question)
    then = _then(form, view, question)
    asked = _narrowed(form, view, question)
    seen = _looked_at(snapshot, form, view, asked)
    head = _period(form, seen) | then
    if form.boxes:
        _check_one(form, view, seen)
        head |= {name: _joined(name, said) for name, said in seen.values.items()}
    marking = compiled(sorted(seen.markings))
    if form.mark_view:
        marking = _marking_of_lines(snapshot, form, seen)
    return Subject(view, asked, head, marking, view.row if form.boxes else None)


def _under_a_record(snapshot: Snapshot, form: Form, view: View[Any], question: Question) -> Subject:
    """Find the record by the filters it knows; the other filters narrow its lines."""
    above = VIEWS[form.head_view]
    known = _filtering(above)
    mine = tuple(one for one in question.filters if one.field in known)
    found = snapshot.page(
        above, replace(_narrowed(form, above, replace(question, filters=mine)), limit=2)
    ).rows
    _refuse_unless_one(form, above, len(found))
    head = _said(found[0])
    link = Filter(form.one, (getattr(found[0], form.one),))
    lines = tuple(one for one in question.filters if one.field not in known)
    asked = _narrowed(form, view, replace(question, filters=(*lines, link)))
    seen = _looked_at(snapshot, form, view, asked)
    marks = seen.markings | {getattr(found[0], "marking", "")}  # also above a list still empty
    return Subject(view, asked, head, compiled(sorted(marks)), above.row)


def _marking_of_lines(snapshot: Snapshot, form: Form, seen: _Seen) -> str | None:
    """Return the marking of a form whose own rows have none."""
    view = VIEWS[form.mark_view]
    link = Filter(form.one, tuple(seen.values.get(form.one, [])))
    lines = snapshot.stream(view, _narrowed(form, view, Question(filters=(link,))))
    return compiled(sorted({row.marking for row in lines}))


def _narrowed(form: Form, view: View[Any], question: Question) -> Question:
    """Return the question without what does not belong on the form, in the form's order."""
    known = _filtering(view)
    here = tuple(Filter(one[0], one[1:]) for one in form.where if one[0] in known)
    order = question.order or tuple((name, False) for name in form.order)
    order = (*((name, False) for name in form.apart), *order)
    sorting = {column.field for column in columns_of(view.row) if column.sorts} | set(view.key)
    kept: dict[str, bool] = {}
    for name, down in order:
        if name in sorting:
            kept.setdefault(name, down)
    return replace(question, filters=(*question.filters, *here), order=tuple(kept.items()))


def _filtering(view: View[Any]) -> set[str]:
    return {column.field for column in columns_of(view.row) if column.filters} | set(view.key)


def _looked_at(snapshot: Snapshot, form: Form, view: View[Any], question: Question) -> _Seen:
    """Go over the rows once, a chunk in memory at a time."""
    seen = _Seen()
    for row in snapshot.stream(view, question):
        seen.rows += 1
        seen.markings.add(getattr(row, "marking", ""))
        if level := getattr(row, "level", None):
            seen.levels.add(level)
        if form.period and (day := getattr(row, form.period)):
            seen.days = [min([day, *seen.days]), max([day, *seen.days])]
        if form.boxes and not form.head_view:
            seen.subjects.add(getattr(row, form.one) if form.one and form.columns else seen.rows)
            if len(seen.subjects) > 1:
                break  # refused anyway
            _gather(seen.values, _said(row))
    return seen


def _gather(values: dict[str, list[str]], said: dict[str, str]) -> None:
    for name, word in said.items():
        if word not in values.setdefault(name, []):
            values[name].append(word)


def _joined(name: str, said: list[str]) -> str:
    return copy_ranges(said) if name == "copy_no" else "、".join(filter(None, said))


def _said(row: object) -> dict[str, str]:
    columns: Iterable[Any] = columns_of(type(row))
    return {column.field: words(getattr(row, column.field)) for column in columns}


def _check_one(form: Form, view: View[Any], seen: _Seen) -> None:
    _refuse_unless_one(form, view, len(seen.subjects))


def _refuse_unless_one(form: Form, view: View[Any], number: int) -> None:
    if number == 1:
        return
    shown = [one for one in columns_of(view.row) if one.filters and not one.hidden]
    by = "、".join(f"{one.field}（{one.heading}）" for one in shown[:6])
    advice = f"请选定一笔，可按 {'、'.join(view.key)} 或 {by} 选择。"
    if number == 0:
        raise NotOne(f"《{form.title}》没有可打印的内容：“{view.title}”中没有所选的记录。", advice)
    raise NotOne(f"《{form.title}》一次只能打印一笔，“{view.title}”中选中了多笔。", advice)


_ENDS = ("first", "last")


def _then(form: Form, view: View[Any], question: Question) -> dict[str, str]:
    """Return whom or what a question about a day that is over names, and the day."""
    given = question.given
    if "first" in view.given:
        ends = [one for one in _ENDS if given.get(one)]
        days = [words(date.fromisoformat(str(given[one]))) for one in ends]
        if len(days) < len(_ENDS):
            advice = f"请在“{view.title}”页上选定后打印。"
            raise NotOne(f"《{form.title}》须先选定起止日期。", advice)
        return {"asked": "至".join(days)}
    if "day" not in view.given:
        return {}
    if any(given.get(name) is None for name in view.given):
        sentence = f"《{form.title}》须先选定所查的对象和日期。"
        raise NotOne(sentence, "请在“文件”的“往日”中选定后打印。")
    day = date.fromisoformat(str(given["day"]))
    return {"asked": str(given.get("asked") or ""), "day": words(day)}


def _period(form: Form, seen: _Seen) -> dict[str, str]:
    """Return the year and the period of the rows, and the volume if all are of one level."""
    if not form.period or not seen.days:
        return {}
    first, last = seen.days
    same = first.year == last.year
    until = words(last, first.year)
    said = {
        "year": f"{first.year}年" if same else f"{first.year}—{last.year}年",
        "period": words(first) if first == last else f"{words(first)}至{until}",
    }
    if len(seen.levels) == 1:
        said["volume"] = f"{next(iter(seen.levels)).word}件"
    return said
