"""信息公开: nothing is out before somebody else has reviewed it, nor while its source is secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.documents.publish import (
    AskPublication,
    ConcludePublication,
    NotePublication,
)
from db.ledger.beliefs import Publication
from db.ledger.beliefs.publication import PublicationState, Verdict
from db.ledger.known import Known
from db.ledger.values import Level
from db.store.reading import Question
from db.views.publications import PUBLICATIONS
from db.views.timeline import TIMELINE
from tests.book import TODAY, WANG, ZHAO, a_book, register
from tests.ledger.knowing import DOCUMENT, broken, known

LIFTED = replace(DOCUMENT, declassified_on=TODAY)
WAITING = Publication(
    id=1, number="公开审查〔2026〕001号", applicant=WANG, content="动态一则",
    purpose="门户网站", documents=(1,), asked_on=TODAY,
)  # fmt: skip
ASK = AskPublication(on=TODAY, applicant=WANG, content="动态一则", purpose="网站", documents=(1,))
SAID = {"department_opinion": "同意", "office_opinion": "同意"}
CLEAR = ConcludePublication(
    on=TODAY, publication=1, verdict=Verdict.PUBLIC, reviewer=ZHAO, **SAID
)  # fmt: skip
OUT = NotePublication(on=TODAY, publication=1, where_to="门户网站")


def concluded(verdict: Verdict, **given: Any) -> Publication:
    state = PublicationState.CONCLUDED
    return replace(WAITING, state=state, verdict=verdict, concluded_on=TODAY, **given)


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"documents": ()}, []),
        ({"documents": (1, 1)}, ["V01"]),
        ({"documents": (99,)}, ["V00"]),
        ({"content": " "}, ["V01"]),
        ({"published_on": TODAY}, ["V57?"]),
        ({"published_on": TODAY + timedelta(1)}, ["K35", "V57?"]),
    ],
)
def test_what_is_asked_for_is_told_with_its_sources_v57(
    change: dict[str, Any], rules: list[str]
) -> None:
    assert broken(replace(ASK, **change), known(DOCUMENT)) == rules


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"reviewer": WANG}, ["K32"]),
        ({"level": Level.SECRET}, ["V01"]),
        ({"office_opinion": ""}, ["V01"]),
        ({"on": TODAY - timedelta(1)}, ["K35"]),
        ({"verdict": Verdict.AMENDED}, ["V01"]),
        ({"verdict": Verdict.AMENDED, "changes": "删去数据", "level": Level.SECRET}, []),
        ({"verdict": Verdict.NOT_PUBLIC, "changes": "内部事项"}, []),
    ],
)
def test_another_person_reviews_and_says_why_k32(change: dict[str, Any], rules: list[str]) -> None:
    assert broken(replace(CLEAR, **change), known(LIFTED, WAITING)) == rules


def test_what_came_of_a_secret_is_not_public_as_it_stands_v58() -> None:
    assert broken(CLEAR, known(DOCUMENT, WAITING)) == ["V58"]
    over = replace(DOCUMENT, last_secret_day=TODAY - timedelta(400))
    assert broken(CLEAR, known(over, WAITING)) == ["V58"], "over, but nobody has lifted it"
    changed = replace(CLEAR, verdict=Verdict.AMENDED, changes="删去数据")
    assert broken(changed, known(DOCUMENT, WAITING)) == []
    assert broken(CLEAR, known(LIFTED, concluded(Verdict.PUBLIC))) == ["K31"]


@pytest.mark.parametrize(
    ("now", "change", "rules"),
    [
        (known(LIFTED, concluded(Verdict.PUBLIC)), {}, []),
        (known(LIFTED, WAITING), {}, ["V57"]),
        (known(LIFTED, concluded(Verdict.NOT_PUBLIC)), {}, ["V57"]),
        (known(LIFTED, concluded(Verdict.AMENDED)), {}, ["V57"]),
        (known(DOCUMENT, concluded(Verdict.AMENDED)), {"amended": True}, []),
        (known(DOCUMENT, concluded(Verdict.PUBLIC)), {}, ["V58"]),
        (known(LIFTED, concluded(Verdict.PUBLIC)), {"on": TODAY - timedelta(1)}, ["V57?"]),
        (
            known(LIFTED, replace(concluded(Verdict.PUBLIC), state=PublicationState.PUBLISHED)),
            {},
            ["K31"],
        ),
    ],
)
def test_nothing_is_out_before_its_review_v57(
    now: Known, change: dict[str, Any], rules: list[str]
) -> None:
    assert broken(replace(OUT, **change), now) == rules


def test_what_was_out_unreviewed_is_published_or_must_not_be() -> None:
    now = known(LIFTED, replace(WAITING, published_on=TODAY))
    forbidden = replace(CLEAR, verdict=Verdict.NOT_PUBLIC, changes="撤下网页")
    for act, state in (
        (CLEAR, PublicationState.PUBLISHED),
        (forbidden, PublicationState.CONCLUDED),
    ):
        done = act.completed(now)
        assert [one.state for one in done.effects(now) if isinstance(one, Publication)] == [state]


def test_a_source_stays_on_the_books_as_long_as_a_review_names_it_v08(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    first = book.record(register()).last
    asked = book.record(replace(ASK, on=book.today)).last
    assert book.refused(Reverse(on=book.today, entry=first, reason="误收")) == ["V08"]
    row = book.vault.ask(PUBLICATIONS).rows[0]
    assert (row.sources, row.source_level) == ("示办发〔2026〕7号", Level.SECRET)
    told = book.vault.ask(TIMELINE, Question(given={"subject": "document:1"})).rows
    assert [one.kind for one in told if one.seq == asked] == ["ask_publication"]
    book.record(Reverse(on=book.today, entry=asked, reason="误送"))
    assert book.vault.ask(PUBLICATIONS).rows == ()
    assert book.refused(Reverse(on=book.today, entry=first, reason="误收")) == []
