"""离岗闸门: what somebody still keeps, holds, or has open; nobody leaves before it is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.ledger.acts.handover import matters
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
    Instruction,
    Offer,
    Packet,
    Site,
    Tenure,
    Travel,
)
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.known import Known, Needs

OPEN: Mapping[type[Belief], tuple[str, ...]] = {
    Device: ("custodian",),
    **{kind: (field,) for kind, field in matters.IN_CHARGE.items() if kind is not Instruction},
    Offer: ("giver", "taker"),
    Handover: ("leaver", "receiver", "supervisor"),
    Tenure: ("person",),
    Travel: ("person",),
}
"""What can be open in a person's name, and the fields that name him.

A paper on which he was told to act holds nobody back.
"""
_NAMED = 5


def ask_for(wanted: Needs, person: int) -> None:
    """Ask for everything that is in his hands, in his keeping or in his name."""
    wanted.kept.add(person)
    for kind, fields in OPEN.items():
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
    for kind, fields in OPEN.items():
        mine = (one for one in known.all(kind) if person in (getattr(one, name) for name in fields))
        told = [_called(one) for one in mine if _is_open(known, one)]
        if told:
            rest = "等" if len(told) > _NAMED else ""
            yield f"{kind.word}还有{len(told)}项未了（{'、'.join(told[:_NAMED])}{rest}）"


def _is_open(known: Known, one: Belief) -> bool:
    match one:
        case Device():
            return one.state is not DeviceState.SCRAPPED
        case Handover():
            return one.state is not HandoverState.CLOSED
        case Tenure():
            return one.open
        case Travel():
            return not one.state.over
        case _:
            return matters.is_open(known, one)


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
