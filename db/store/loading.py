"""Fill a `Known` for a whole batch of acts with set queries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.ledger.acts.handover.matters import IN_CHARGE
from db.ledger.beliefs import (
    Account,
    Attendance,
    Batch,
    BatchLine,
    Belief,
    Clearance,
    Conference,
    Copy,
    Device,
    Dispatch,
    Document,
    Handout,
    Handover,
    HandoverLine,
    Hop,
    Instruction,
    Loan,
    MarkChange,
    Offer,
    Packet,
    Passport,
    Person,
    Publication,
    Receipt,
    Remarking,
    ScopeMember,
    Setting,
    Stocktake,
    StocktakeDevice,
    StocktakeLine,
    Travel,
    Witness,
)
from db.ledger.known import ALWAYS, Known, Needs
from db.ledger.values import CLOSED_STATES, Level, State
from db.store import scans, sightings, standing, stocktaking, ticks
from db.store.carrying import carriers
from db.store.gathering import load_rounds
from db.store.given import numbers_given
from db.store.past import past
from db.store.populating import members
from db.store.reviewing import load_reviews
from db.store.years import counted

if TYPE_CHECKING:
    from sqlite3 import Connection


def load(connection: Connection, known: Known, wanted: Needs) -> None:
    """Put into `known` everything the acts need, and what belongs to it."""
    for kind in ALWAYS:
        _put(known, standing.where(connection, kind))
    numbers = {setting.name: setting.value for setting in known.all(Setting)}
    known.policy = known.policy.with_numbers(numbers)
    for kind, keys in _by_kind(wanted).items():
        if len(kind.key) == 1:
            column = kind.key[0]
            _put(known, standing.among(connection, kind, column, (key[0] for key in keys)))
        else:
            _put(known, filter(None, (standing.find(connection, kind, key) for key in keys)))
    _numbers(connection, known, wanted)
    if wanted.person_names:
        _put(known, standing.among(connection, Person, "name", wanted.person_names))
    if wanted.receipts:
        _put(known, standing.among(connection, Receipt, "receipt_no", wanted.receipts))
    for kind, column, value in wanted.alike:
        _put(known, standing.among(connection, kind, column, (value,)))
    load_rounds(connection, known, wanted)
    _pointed(connection, known)
    load_reviews(connection, known)
    _handovers(connection, known, wanted)
    _kept(connection, known, wanted.kept)
    _to_be_done(connection, known, wanted.kept)
    _around(connection, known, wanted)
    _counted(connection, known, wanted)
    _looked_into(connection, known, wanted)


_POINTS: tuple[tuple[type[Belief], str, type[Belief], str], ...] = (
    (Attendance, "person", Person, "id"),
    (Attendance, "person", Clearance, "person"),
    (Passport, "travel", Travel, "id"),
    (Passport, "travel", Passport, "travel"),
    (Passport, "person", Person, "id"),
    (Travel, "person", Person, "id"),
    (Conference, "officer", Person, "id"),
)
"""Kinds, with the field of theirs whose value leads to others, and by which of their fields."""


def _pointed(connection: Connection, known: Known) -> None:
    """Load what belongs to what is at hand: whose it is, and for which journey."""
    for kind, field, other, column in _POINTS:
        found = {getattr(one, field) for one in known.all(kind)} - {None}
        if found:
            _put(known, standing.among(connection, other, column, found))


def _looked_into(connection: Connection, known: Known, wanted: Needs) -> None:
    """Load what is no belief: years counted, texts to be taken out, entries of the past."""
    for year in wanted.years:
        known.years[year] = counted(connection, year)
    for population in wanted.populations:
        known.populations[population] = members(connection, population)
    for series in wanted.given:
        known.given[series] = numbers_given(connection, series)
    for sought in wanted.sought:
        place = (sought.table, sought.id, sought.field)
        known.carriers[place] = carriers(connection, sought)
    for seq in wanted.entries:
        found = past(connection, seq)
        if found is not None:
            known.past[seq] = found


def _counted(connection: Connection, known: Known, wanted: Needs) -> None:
    """Load what a stock-take is to count; or its lines, what was seen, and the copies meant."""
    copies, devices = set[int](), set[int]()
    for scope in wanted.scopes:
        known.expected[scope] = stocktaking.expected(connection, scope)
        copies.update(known.expected[scope].copies)
        devices.update(known.expected[scope].devices)
    for stocktake in [key[0] for kind, key in wanted.keys if kind is Stocktake]:
        number = int(str(stocktake))
        lines = list(standing.among(connection, StocktakeLine, "stocktake", [number]))
        _put(known, lines)
        known.sightings[number] = sightings.made(connection, number)
        for turn, persons in sightings.counters(connection, number).items():
            known.counters[number, turn] = persons
            _put(known, standing.among(connection, Person, "id", persons))
        known.moved_by |= stocktaking.moved_by(connection, number)
        copies.update(line.copy for line in lines)
        copies.update(seen.copy for seen in known.sightings[number])
        counted = list(standing.among(connection, StocktakeDevice, "stocktake", [number]))
        _put(known, counted)
        devices.update(line.device for line in counted)
        devices.update(seen.device for seen in known.sightings[number])
    for kind, wanted_ids in ((Copy, copies), (Device, devices)):
        if wanted_ids:
            _put(known, standing.among(connection, kind, "id", wanted_ids))


def _put(known: Known, beliefs: Iterable[Belief]) -> None:
    for belief in beliefs:
        known.put(belief)


def _by_kind(wanted: Needs) -> dict[type[Belief], list[tuple[object, ...]]]:
    grouped: dict[type[Belief], list[tuple[object, ...]]] = {}
    for kind, key in wanted.keys:
        grouped.setdefault(kind, []).append(key)
    return grouped


def _numbers(connection: Connection, known: Known, wanted: Needs) -> None:
    if not wanted.numbers:
        return
    pairs = json.dumps([list(pair) for pair in wanted.numbers], ensure_ascii=False)
    condition = (
        "(doc_number, issuer) IN (SELECT value ->> 1, value ->> 0 FROM json_each(?))"
        " AND doc_number <> ''"
    )
    documents = list(standing.where(connection, Document, condition, (pairs,)))
    _put(known, documents)
    _put(known, standing.among(connection, Copy, "document", (d.id for d in documents)))


def _around(connection: Connection, known: Known, wanted: Needs) -> None:
    """Load what belongs to the copies and documents: batches, scope, loans, people."""
    listed = _listed(connection, known, wanted)
    if wanted.entire:
        _put(known, standing.among(connection, Copy, "document", wanted.entire))
    named = {key[0] for kind, key in wanted.keys if kind is Copy}
    named |= listed | _batches(connection, known, wanted)
    copies = [copy for copy in known.all(Copy) if copy.id in named]
    documents = {copy.document for copy in copies} | wanted.entire
    documents |= {key[0] for kind, key in wanted.keys if kind is Document}
    documents |= {receipt.document for receipt in known.all(Receipt)}
    if documents:
        _put(known, standing.among(connection, Document, "id", documents))
    numbers = {d.doc_number for d in known.all(Document) if d.id in wanted.entire and d.doc_number}
    if numbers:  # a correction must not make one document of two
        _put(known, standing.among(connection, Document, "doc_number", numbers))
    if documents:
        _put(known, standing.among(connection, ScopeMember, "document", documents))
    if named:
        _put(known, standing.among(connection, BatchLine, "copy", named))
        _put(known, standing.among(connection, Loan, "copy", named))
        _put(known, standing.among(connection, Hop, "copy", named))
    if len(named) == 1:  # only a correction of one copy looks at its siblings
        _put(known, standing.among(connection, Copy, "document", {c.document for c in copies}))
    people = {loan.borrower for loan in known.all(Loan)}
    people |= {copy.custodian for copy in copies}
    people |= {copy.holder for copy in copies if copy.holder is not None}
    people |= {batch.applicant for batch in known.all(Batch)}
    people |= {account.person for account in known.all(Account)}
    people |= {witness.person for witness in known.all(Witness)}
    people.add(known.operator.person)
    _put(known, standing.among(connection, Person, "id", people))


def _listed(connection: Connection, known: Known, wanted: Needs) -> set[object]:
    """Load what an offer, a dispatch, a meeting, a packet or a decision about a mark points to.

    Return the copies that are listed one by one.
    """
    copies: set[object] = set()
    for kind, key in wanted.keys:
        match known.find(kind, *key):
            case Offer() | Dispatch() | Handout() as listing:
                copies |= set(listing.copies)
            case Packet() as packet if packet.number:
                _put(known, standing.among(connection, Receipt, "packet_no", [packet.number]))
            case MarkChange() as change:
                wanted.entire.add(change.document)
                _put(known, standing.among(connection, Remarking, "document", [change.document]))
                ids = {task.change for task in known.all(Remarking) if task.open}
                _put(known, standing.among(connection, MarkChange, "id", ids))
            case Publication() as review:
                _put(known, standing.among(connection, Document, "id", review.documents))
            case _:
                pass
    if copies:
        found = list(standing.among(connection, Copy, "id", copies))
        wanted.entire |= {copy.document for copy in found}
    return copies


def _batches(connection: Connection, known: Known, wanted: Needs) -> set[object]:
    """Load the lines, copies and scans of the batches that are named; return those copies."""
    batches = {key[0] for kind, key in wanted.keys if kind is Batch}
    if not batches:
        return set()
    found = list(standing.among(connection, BatchLine, "batch", batches))
    copies: set[object] = {line.copy for line in found}
    _put(known, found)
    _put(known, standing.among(connection, Copy, "id", copies))
    _put(known, standing.among(connection, Copy, "parent", copies))
    for batch in batches:
        known.scanned[batch] = scans.made(connection, batch)
    return copies


def _handovers(connection: Connection, known: Known, wanted: Needs) -> None:
    """Load the lines, ticks and copies of the handovers that are named, and what is kept now."""
    named = [known.find(kind, *key) for kind, key in wanted.keys if kind is Handover]
    for handover in named:
        if not isinstance(handover, Handover):
            continue
        lines = list(standing.among(connection, HandoverLine, "handover", [handover.id]))
        _put(known, lines)
        _put(known, standing.among(connection, Copy, "id", (line.copy for line in lines)))
        for kind, field in IN_CHARGE.items():
            _put(known, standing.among(connection, kind, field, [handover.leaver]))
        _put(known, standing.among(connection, Device, "custodian", [handover.leaver]))
        people = (handover.leaver, handover.receiver, handover.supervisor)
        _put(known, standing.among(connection, Person, "id", people))
        known.ticked[handover.id] = ticks.made(connection, handover.id)
        wanted.kept.add(handover.leaver)


def _kept(connection: Connection, known: Known, people: set[int]) -> None:
    """Load what persons keep or hold that is not ended: by level and state, as the index has it."""
    levels = ",".join(str(level.value) for level in Level)
    open_states = [state.value for state in State if state not in CLOSED_STATES]
    states = ",".join(f"'{state}'" for state in open_states)
    for person in people:
        keeps = f"level IN ({levels}) AND state IN ({states}) AND custodian = ?"
        _put(known, standing.where(connection, Copy, keeps, (person,)))
        _put(known, standing.where(connection, Copy, "holder = ?", (person,)))


def _to_be_done(connection: Connection, known: Known, people: set[int]) -> None:
    """Load what persons are to do: documents to act on, and copies that must be marked anew."""
    told = (one for one in known.all(Instruction) if one.responsible in people)
    documents = {one.document for one in told}
    if documents:
        _put(known, standing.among(connection, Document, "id", documents))
        _put(known, standing.among(connection, Copy, "document", documents))
    for person in people:
        kept = "open = 1 AND copy IN (SELECT id FROM copy WHERE custodian = ?)"
        _put(known, standing.where(connection, Remarking, kept, (person,)))
