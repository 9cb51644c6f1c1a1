"""The paper that goes with what was just recorded: a form file names the acts it follows."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from db.ledger.act import Act
from db.ledger.columns import columns_of
from db.ledger.values import Role
from db.store.reading import Filter
from db.views import VIEWS
from desktop.printing import Form, all_forms

MOST = 20
"""More papers than this are printed from the page, where one chooses among them."""


@dataclass(frozen=True)
class Paper:
    """One form about one thing that was recorded."""

    form: str
    title: str
    about: str
    filter: Filter


def papers_after(acts: Sequence[Act], roles: AbstractSet[Role]) -> list[Paper]:
    """Return what may be printed now, each about one thing; nothing if it is too many."""
    forms = (form for form in all_forms()[0].values() if VIEWS[form.view].roles & roles)
    found = [paper for form in forms for paper in _papers(form, acts)]
    return found if len(found) <= MOST else []


def _papers(form: Form, acts: Sequence[Act]) -> list[Paper]:
    headings = {
        column.field: column.heading
        for column in columns_of(VIEWS[form.head_view or form.view].row)
    }
    named = {
        (field, getattr(act, given))
        for kind, field, given in form.after
        for act in acts
        if act.kind == kind and getattr(act, given) is not None
    }
    return [
        Paper(form.id, form.title, f"{headings[field]} {value}", Filter(field, (value,)))
        for field, value in sorted(named)
    ]
