"""离岗闸门: what somebody still keeps, holds, or has open; nobody leaves before it is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.ledger.acts.handover.listing import some
from db.ledger.beliefs import (
    Batch,
    Belief,
    Conference,
    Copy,
    Device,
    Dispatch,
    Facility,
    Handover,
    Offer,
    Packet,
    Site,
    Tenure,
    Travel,
)
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.beliefs.gatherings import ConferenceState
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.beliefs.packets import PacketState
from db.ledger.beliefs.sites import FacilityState
from db.ledger.known import Known, Needs

_OPEN: Mapping[type[Belief], tuple[str, ...]] = {
    Device: ("custodian",),
    Batch: ("handler",),
    Packet: ("handler",),
    Dispatch: ("handler",),
    Offer: ("giver", "taker"),
    Handover: ("leaver", "receiver", "supervisor"),
    Tenure: ("person",),
    Travel: ("person",),
    Site: ("head",),
    Facility: ("keeper",),
    Conference: ("officer",),
}
"""What can be open in a person's name, and the fields that name him."""
_NAMED = 5


def ask_for(wanted: Needs, person: int) -> None:
    """Ask for everything that is in his hands, in his keeping or in his name."""
    wanted.kept.add(person)
    for kind, fields in _OPEN.items():
        wanted.alike |= {(kind, field, person) for field in fields}


def in_his_name(known: Known, person: int) -> Iterator[str]:
    """Say what he still keeps, holds, or has open: with numbers."""
    alive = [copy for copy in known.all(Copy) if not copy.state.closed]
    keeps = [copy for copy in alive if copy.custodian == person]
    holds = [copy for copy in alive if copy.holder == person]
    if keeps:
        yield f"还保管{some(keeps)}，请先办交接"
    if holds:
        yield f"手上还有{some(holds)}，请先收回"
    for kind, fields in _OPEN.items():
        mine = (one for one in known.all(kind) if person in (getattr(one, name) for name in fields))
        told = [_called(one) for one in mine if _is_open(one)]
        if told:
            rest = "等" if len(told) > _NAMED else ""
            yield f"{kind.word}还有{len(told)}项未了（{'、'.join(told[:_NAMED])}{rest}）"


def _is_open(one: Belief) -> bool:
    match one:
        case Batch():
            return not one.state.closed
        case Device():
            return one.state is not DeviceState.SCRAPPED
        case Packet():
            return one.state in (PacketState.SEALED, PacketState.OPENED)
        case Dispatch():
            return one.state is DispatchState.SENT
        case Offer():
            return one.state is OfferState.OFFERED
        case Handover():
            return one.state is not HandoverState.CLOSED
        case Tenure():
            return one.open
        case Travel():
            return not one.state.over
        case _:
            return _answered_for(one)


def _answered_for(one: Belief) -> bool:
    """Tell whether somebody must answer for a place, a cabinet or a meeting still."""
    match one:
        case Site():
            return one.withdrawn_on is None
        case Facility():
            return one.state is not FacilityState.RETIRED
        case Conference():
            return one.state in (ConferenceState.PLANNED, ConferenceState.APPROVED)
        case _:
            return False


def _called(one: Belief) -> str:
    match one:
        case Batch() | Handover() | Device() | Packet() | Dispatch() | Travel():
            return one.number
        case Facility() | Conference():
            return one.number
        case Site():
            return one.name
        case Tenure():
            return one.seat.word
        case _:
            return f"{one.identity()[0]}号"
