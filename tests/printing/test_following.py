"""The form files name acts, and the fields by which their rows are found; none is misspelt."""

from __future__ import annotations

import dataclasses

import pytest

from db.ledger.act import KINDS
from db.ledger.columns import columns_of
from db.views import VIEWS
from desktop.printing import Form, all_forms

NAMED = [
    pytest.param(form, *one, id=f"{form.id}-{one[0]}")
    for form in all_forms()[0].values()
    for one in form.after
]


def test_some_forms_follow_an_act() -> None:
    following = {form.id for form in all_forms()[0].values() if form.after}
    assert following >= {"F09", "F18", "F19", "F20"}


@pytest.mark.parametrize(("form", "kind", "field", "given"), NAMED)
def test_a_form_follows_an_act_that_says_which_rows(
    form: Form, kind: str, field: str, given: str
) -> None:
    act = KINDS[kind, 1]
    answers = isinstance(getattr(act, given, None), property)
    assert answers or given in {one.name for one in dataclasses.fields(act)}
    view = VIEWS[form.head_view or form.view]
    assert field in {one.field for one in columns_of(view.row) if one.filters} | set(view.key)
