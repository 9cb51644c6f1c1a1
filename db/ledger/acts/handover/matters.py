"""What a person has open besides what he keeps: it stands on the list, and passes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from db.ledger.acts.custody.access import called
from db.ledger.acts.handover import listing
from db.ledger.beliefs import (
    Batch,
    Belief,
    Conference,
    Copy,
    Dispatch,
    Facility,
    Handover,
    Instruction,
    Offer,
    Packet,
    Remarking,
    Site,
)
from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.beliefs.packets import PacketState
from db.ledger.beliefs.sites import FacilityState
from db.ledger.known import Known, Needs

B = TypeVar("B", bound=Belief)

IN_CHARGE: Mapping[type[Belief], str] = {
    Batch: "handler",
    Packet: "handler",
    Dispatch: "handler",
    Offer: "giver",
    Facility: "keeper",
    Site: "head",
    Conference: "officer",
    Instruction: "responsible",
}
"""What can be open in a person's name, and the field that names him; it passes to the receiver."""


def with_matters(wanted: Needs, person: int) -> Needs:
    """Ask for everything that a person keeps, holds or has open."""
    wanted.kept.add(person)
    wanted.alike |= {(kind, field, person) for kind, field in IN_CHARGE.items()}
    return wanted


def of(known: Known, kind: type[B], person: int) -> list[B]:
    """Return what is open in a person's name, in order."""
    field = IN_CHARGE[kind]
    mine = (one for one in known.all(kind) if getattr(one, field) == person)
    return sorted((one for one in mine if is_open(known, one)), key=lambda one: one.identity())


def is_open(known: Known, one: Belief) -> bool:
    """Tell whether somebody must answer for it still."""
    match one:
        case Batch():
            return not one.state.closed
        case Offer():
            return one.state is OfferState.OFFERED
        case Packet():
            return one.state in (PacketState.SEALED, PacketState.OPENED)
        case Dispatch():
            return one.state is DispatchState.SENT
        case Facility():
            return one.state is not FacilityState.RETIRED
        case Site():
            return one.withdrawn_on is None
        case Conference():
            return one.state in (ConferenceState.PLANNED, ConferenceState.APPROVED)
        case Instruction():  # it is acted on as long as the document is in the house
            return any(not copy.state.closed for copy in known.copies_of(one.document))
        case _:
            return False


def told(known: Known, person: int) -> list[str]:
    """Return what a person has open, in words: the name first, how far it has come in brackets."""
    found = [f"{one.number}（{one.state.word}）" for one in of(known, Batch, person)]
    found += [f"机要件{one.number}（{one.state.word}）" for one in of(known, Packet, person)]
    found += [
        f"{one.number}发{one.addressee}（{one.state.word}）" for one in of(known, Dispatch, person)
    ]
    found += [f"分发{one.id}号（{one.state.word}）" for one in of(known, Offer, person)]
    found += [f"{one.number} {one.name}（保管）" for one in of(known, Facility, person)]
    found += [f"要害部门部位 {one.name}（负责人）" for one in of(known, Site, person)]
    found += [f"会议 {one.name}（{one.state.word}）" for one in of(known, Conference, person)]
    found += [_instruction(known, one) for one in of(known, Instruction, person)]
    return [*found, *_tasks(known, person), *_in_hand(known, person)]


def _instruction(known: Known, one: Instruction) -> str:
    document = known.document(one.document)
    by = f"{one.due}前办结" if one.due else "承办"
    return f"批办{one.id}号 {document.doc_number or f'文件{document.id}'}（{by}）"


def _tasks(known: Known, person: int) -> Iterator[str]:
    """Say which copies that he keeps must still get their new mark."""
    for task in sorted(known.all(Remarking), key=lambda one: one.id):
        copy = known.find(Copy, task.copy)
        if task.open and copy is not None and copy.custodian == person:
            yield f"改标{task.id}号 {called(copy)}（改为{task.marking}）"


def _in_hand(known: Known, person: int) -> Iterator[str]:
    """Say what he has of others: it does not pass, it goes back."""
    for copy in sorted(known.all(Copy), key=lambda one: one.id):
        mine = copy.holder == person and copy.custodian != person
        if mine and not copy.state.closed:
            yield f"在手 {called(copy)}（{copy.state.word}，应归还）"


def not_listed(known: Known, handover: Handover) -> list[str]:
    """Return what has come to be open in the leaver's name since the list was frozen."""
    lines = listing.lines_of(known, handover.id)
    there = {_name(line.called) for line in lines if line.sort == listing.MATTER}
    return [text for text in told(known, handover.leaver) if _name(text) not in there]


def _name(text: str) -> str:
    """Return what a matter is called, however far it has come."""
    return text.rpartition("（")[0] or text


def passed(known: Known, kind: type[B], ids: Iterable[int], receiver: int) -> Iterator[B]:
    """Yield what is open in another name from now on."""
    for one in known.those(kind, ids):
        yield replace(one, **{IN_CHARGE[kind]: receiver})
