"""The demo's papers: every form once, from the ledger as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from db.ledger.values import LoanKind
from db.store.reading import Filter, Question
from db.vault import Confirmation, Vault
from db.views import VIEWS
from db.views.batches import BATCHES
from db.views.circulation import HOPS
from db.views.holdings import HOLDINGS
from db.views.loans import LOANS
from db.views.people import PLACES
from db.views.receipts import RECEIPTS
from desktop.demonstration.papers_of_life import OF_LIFE, of_life
from desktop.paperwork import print_form
from desktop.printing import all_forms
from desktop.printing.form import Form

_OF_BATCH = {"F18": "清退", "F19": "销毁", "F20": "销毁"}
_ON_DAY = ("Z03", "Z04", "Z05")


def write_papers(
    vault: Vault, folder: Path, confirmed: Callable[[], Confirmation]
) -> Iterator[str]:
    """Print every form into the folder before a second person, telling each."""
    forms, _ = all_forms()
    for name in sorted(forms):
        if not VIEWS[forms[name].view].roles & vault.operator.roles:
            yield f"{forms[name].title}：不由{vault.operator.name}打印。"
            continue
        question = _selection(vault, forms[name])
        if question is None:
            yield f"{forms[name].title}：这段故事里没有可打印的。"
            continue
        made = print_form(vault, name, question, folder / f"{name}.pdf", second=confirmed())
        yield f"{forms[name].title}：{folder / f'{name}.pdf'}（{made.pages}页，纸码 {made.code}）"


def _selection(vault: Vault, wanted: Form) -> Question | None:
    """Choose what a form of one record is about, if there is one; a register is that of a year."""
    form = wanted.id
    if form in OF_LIFE:
        return of_life(vault, form)
    if form in _OF_BATCH:
        number = f"{_OF_BATCH[form]}〔"
        batches = vault.ask(BATCHES, Question(limit=50)).rows
        numbers = [row.number for row in batches if row.number.startswith(number)]
        return Question(filters=(Filter("number", (numbers[0],)),)) if numbers else None
    if form == "F07":
        hops = vault.ask(HOPS, Question(limit=1)).rows
        return Question(filters=(Filter("document", (hops[0].document,)),)) if hops else None
    if form == "F09":
        taken = Question(filters=(Filter("kind", (LoanKind.TAKE_OUT,)),), limit=1)
        loans = vault.ask(LOANS, taken).rows
        return Question(filters=(Filter("id", (loans[0].id,)),)) if loans else None
    if form in ("F01", "F01A"):
        last = str(vault.today.year - 1)
        whole_year = Question(filters=(Filter("year", (last,)),))
        return whole_year if vault.ask(RECEIPTS, replace(whole_year, limit=1)).rows else Question()
    if form in _ON_DAY:
        return _on_day(vault, form)
    if wanted.boxes or wanted.head_view:
        return _any(vault, wanted)
    today = vault.today.isoformat()
    period = {"first": f"{today[:4]}-01-01", "last": today}
    return Question(given={"today": today, "since": today, **period})


def _any(vault: Vault, form: Form) -> Question | None:
    """Choose the first record that a form of one record can be about."""
    view, given = VIEWS[form.head_view or form.view], {"today": vault.today.isoformat()}
    where = tuple(Filter(one[0], one[1:]) for one in form.where)
    found = vault.ask(view, Question(filters=where, given=given, limit=1)).rows
    field = form.one or view.key[0]
    only = (Filter(field, (getattr(one, field),)) for one in found)
    return next((Question(filters=(one,), given=given) for one in only), None)


def _on_day(vault: Vault, form: str) -> Question | None:
    """Ask about today as about any day: somebody who holds a copy, the copy, a full cabinet."""
    day = vault.today.isoformat()
    if form == "Z05":
        places = (row for row in vault.ask(PLACES).rows if row.kept)
        full = next(places, None)
        given = {"place": full.id, "asked": full.name} if full else None
    else:
        held = next(iter(vault.ask(HOLDINGS, Question(limit=1)).rows), None)
        of_person = {"person": held.holder_id, "asked": held.holder} if held else None
        called = f"{held.doc_number} 第{held.copy_no}号" if held else ""
        given = of_person if form == "Z03" or not held else {"copy": held.id, "asked": called}
    return Question(given={**given, "day": day}) if given else None
