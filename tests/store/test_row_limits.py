"""A department's officer meets no foreign row: by page, count, search, stream, print or export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.ledger.beliefs import Document
from db.ledger.rules import Refused
from db.ledger.trouble import Unusable
from db.ledger.values import Role
from db.store import standing
from db.store.reading import Question, View
from db.views import VIEWS
from desktop.outgoing import export
from desktop.paperwork import print_form
from desktop.printing import all_forms
from tests.book import FINANCE, ZHAO, Book, furnish, new_book
from tests.golden.story import tell
from tests.printing.reading import texts

OWN = "示例赵本人的口令"
GIVEN = {"today": "2026-12-31", "since": "2026-01-01", "subject": "copy:1", "day": "2026-03-10"}
WITHOUT_DOCUMENTS = {"departments", "places", "accounts", "book", "powers", "rules", "assurance"}
WITHOUT_DOCUMENTS |= {"reason_lists"}
VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The whole story, and 示例赵 of 财务处 sitting at it as his department's officer."""
    at = tmp_path_factory.mktemp("limits")
    made = new_book(at)
    furnish(made)
    tell(made, at)
    made.account("示例赵", ZHAO, Role.DEPT_SECRECY_OFFICER, password=OWN)
    made.reopen(OWN, "示例赵")
    assert made.vault.operator.roles == {Role.DEPT_SECRECY_OFFICER}
    yield made
    made.close()


def every_way(book: Book, view: View[Any]) -> Iterator[list[Any]]:
    """Yield the rows as each way of asking gives them."""
    asked = Question(given=GIVEN)
    yield list(book.vault.ask(view, asked).rows)
    with book.vault.snapshot() as snapshot:
        yield list(snapshot.stream(view, asked))
        rows = list(snapshot.page(view, asked).rows)
        assert snapshot.count(view, asked) == len(rows)
    if view.document:
        for document in list(standing.where(book.connection, Document)):
            yield list(book.vault.ask(view, Question(given=GIVEN, words=document.title)).rows)


@VIEW
def test_he_reads_his_own_department_or_nothing_v05(officer: Book, view: View[Any]) -> None:
    if Role.DEPT_SECRECY_OFFICER not in view.roles:
        with pytest.raises(Refused, match="V05"):
            officer.vault.ask(view, Question(given=GIVEN))
        with officer.vault.snapshot() as snapshot, pytest.raises(Refused, match="V05"):
            list(snapshot.stream(view, Question(given=GIVEN)))
        with officer.vault.snapshot() as snapshot, pytest.raises(Refused, match="V05"):
            snapshot.count(view, Question(given=GIVEN))
        return
    for rows in every_way(officer, view):
        if view.department is not None:
            assert {getattr(row, view.department) for row in rows} <= {FINANCE}
        else:
            assert view.name in WITHOUT_DOCUMENTS


def test_no_figure_of_the_whole_unit_reaches_him(officer: Book) -> None:
    (book,) = officer.vault.ask(VIEWS["book"]).rows
    assert (book.documents, book.copies) == (None, None)
    assert {row.kept for row in officer.vault.ask(VIEWS["places"]).rows} == {None}


@VIEW
def test_an_export_holds_what_he_may_read(officer: Book, view: View[Any], tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    if Role.DEPT_SECRECY_OFFICER not in view.roles:
        with pytest.raises(Refused, match="V05"):
            export(officer.vault, view.name, Question(given=GIVEN), target)
        assert not target.exists()
        return
    done = export(officer.vault, view.name, Question(given=GIVEN), target)
    assert done.rows == len(officer.vault.ask(view, Question(given=GIVEN)).rows)


@pytest.mark.parametrize("form", sorted(all_forms()[0]))
def test_a_form_prints_what_he_may_read(officer: Book, form: str, tmp_path: Path) -> None:
    view, target = VIEWS[all_forms()[0][form].view], tmp_path / "out.pdf"
    try:
        print_form(officer.vault, form, Question(given=GIVEN), target, second=officer.second())
    except (Refused, Unusable):  # not for him, or about one thing and none or several were chosen
        assert not target.exists()
        return
    said = "".join(texts(target.read_bytes()))
    own = list(officer.vault.ask(view, Question(given=GIVEN)).rows)
    titles = {getattr(row, "title", "") for row in own}
    others = {document.title for document in standing.where(officer.connection, Document)}
    assert not [title for title in others - titles if title in said]
