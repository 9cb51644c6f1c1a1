"""Take an old register of cleared persons over; a namesake is asked about, never merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from db.ledger.acts.intake.open_person import OpenPerson
from db.store.reading import Filter, Question
from db.vault import Vault
from db.views.people import PEOPLE, PersonRow
from desktop.exchange.legacy import LegacyBook, Problem
from desktop.exchange.legacy_people import LegacyPerson
from desktop.exchange.mapping import summary
from desktop.taking_over.book import Source, TakenOver, settle

EVERYBODY = "全部"


def take_people(vault: Vault, source: Source, book: LegacyBook[LegacyPerson]) -> TakenOver:
    """Take the rows over; who is 待核 under the same name is named as a question."""
    waiting = _waiting(vault)
    often = Counter(person.name for person in book.accepted)
    pairs, asked = [], []
    for person in book.accepted:
        meant = waiting.get(person.name) if often[person.name] == 1 else None
        sure = bool({person.name, EVERYBODY} & source.same)
        if waiting.get(person.name) is not None and not (meant and sure):
            asked.append(person)
        pairs.append((person, _act(vault, source, person, meant if sure else None)))
    questions = tuple(
        Problem(
            person.row, "name", f"台账中已有待核人员“{person.name}”，是否同一人？", person.sheet
        )
        for person in asked
    )
    done = settle(vault, source, replace(book, problems=(*book.problems, *questions)), pairs)
    notes = (_note(len(asked)),) if asked else ()
    return TakenOver(book.kind, summary(done.book), done.book, done.recorded, done.already, notes)


def _note(count: int) -> str:
    return (
        f"{count}人与台账中的待核人员同名，未合并；确认是同一人的，"
        f"接收前用 --same 姓名（或 --same {EVERYBODY}）说明。"
    )


def _waiting(vault: Vault) -> dict[str, PersonRow]:
    """Return the 待核 persons by name; a name that several carry points to nobody."""
    rows = vault.ask(PEOPLE, Question(filters=(Filter("unverified", (1,)),))).rows
    often = Counter(row.name for row in rows)
    return {row.name: row for row in rows if often[row.name] == 1}


def _act(vault: Vault, source: Source, person: LegacyPerson, meant: PersonRow | None) -> OpenPerson:
    return OpenPerson(
        on=vault.today,
        workbook=source.path.name,
        row=person.row,
        as_typed=person.as_typed,
        name=person.name,
        department_name=person.department,
        post=person.post,
        grade=person.grade,
        employment=person.employment,
        on_post=person.on_post,
        same_as=meant.id if meant else None,
        id_number=person.id_number,
        sex=person.sex,
        born_on=person.born_on,
        ethnicity=person.ethnicity,
        politics=person.political,
        education=person.education,
        rank=person.rank,
        title=person.title,
        phone=person.phone,
        cleared_on=person.cleared_on,
        reviewed_on=_day(person.reviewed_on),
        pledged_on=_day(person.pledge_on),
        remark=person.remark,
    )


def _day(written: str) -> date | None:
    """Return a day that was written whole; a month alone is none."""
    return date.fromisoformat(written) if len(written) == len("2019-07-16") else None
