"""移交、接收: the counted list is signed by 移交人 and 监交人, then received before all three.

Each signs with his own password; custody passes with the second entry, which bears the three
signatures, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Names, Phase, act, reckoned
from db.ledger.acts.custody.access import came_to_know
from db.ledger.acts.handover import listing, matters
from db.ledger.acts.handover.counting import Signed, count_refusals
from db.ledger.acts.setup.lock_credential import locked
from db.ledger.beliefs import (
    Account,
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
    Person,
    Site,
)
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.fitness import credential_of, fit_refusals, last_refusals
from db.ledger.known import Known
from db.ledger.rules import K25, K35, Refusal, refuse, warn


@act("hand_over", "移交签认", Phase.SETUP, *listing.KEEPERS)
class HandOver(Signed):
    """移交人 signs the counted list, 监交人 confirms; until it is received nothing has passed."""

    needs_second = True

    def completed(self, known: Known) -> HandOver:
        """Take the ticks that were made."""
        return self.with_count(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Counted to the last item, signed by the leaver himself, watched by the supervisor."""
        handover = known.get(Handover, self.handover)
        yield from listing.state_refusals(handover, [HandoverState.OPEN], "移交签认")
        if self.on < handover.opened_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于{handover.number}办理日期")
        yield from count_refusals(known, handover)
        yield from listing.signer_refusals(known, handover)
        operator = known.operator.person
        if operator in (handover.receiver, handover.supervisor):
            yield refuse(K25, what="接交人、监交人不能代移交人签认")
        elif operator != handover.leaver:
            yield warn(K25, what=f"移交人{known.person(handover.leaver).name}本人没有签认")
        if handover.reason.locks:
            yield from last_refusals(known, handover.leaver, "离岗移交")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Handed over as counted."""
        for found in known.those(Handover, [self.handover]):
            yield replace(found, state=HandoverState.HANDED, handed_on=self.on)
        yield from self.counted_lines(known)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        apart = f"，差异{self.differences}项" if self.differences else "，全部相符"
        return f"{self.text}清点{self.count}项{apart}，移交人签认"


@act("receive_handover", "接收签认", Phase.SETUP, *listing.KEEPERS)
class ReceiveHandover(Signed):
    """接交人 signs with his own password before 监交人; custody passes, a leaver is locked out."""

    needs_second = True
    third = "移交人"
    reversible = False

    copies: tuple[int, ...] = reckoned("各份", default=(), refers=Copy)
    devices: tuple[int, ...] = reckoned("在册设备", default=())
    offers: tuple[int, ...] = reckoned("待接收的分发", default=())
    batches: tuple[int, ...] = reckoned("在办批次", default=())
    packets: tuple[int, ...] = reckoned("机要件", default=())
    dispatches: tuple[int, ...] = reckoned("待回执的外发", default=())
    instructions: tuple[int, ...] = reckoned("批办", default=())
    facilities: tuple[int, ...] = reckoned("保管的设施", default=())
    sites: tuple[int, ...] = reckoned("负责的部门部位", default=())
    conferences: tuple[int, ...] = reckoned("筹办的会议", default=())
    receiver: int | None = reckoned("接交人", default=None, refers=Person)
    account: int | None = reckoned("锁定的账户", default=None)
    witness: int | None = reckoned("锁定的见证人", default=None)
    giver: str = reckoned("移交人签认", default="")
    entry: int = reckoned("第几条", default=0)

    def completed(self, known: Known) -> ReceiveHandover:
        """Note what passes, and whose credential is locked."""
        handover = known.get(Handover, self.handover)
        leaver = handover.leaver
        held = credential_of(known, leaver)
        locks = held if handover.reason.locks else None
        return replace(
            self.with_count(known),
            copies=tuple(copy.id for copy in listing.kept(known, leaver)),
            devices=tuple(device.id for device in listing.devices(known, leaver)),
            offers=tuple(one.id for one in matters.of(known, Offer, leaver)),
            batches=tuple(one.id for one in matters.of(known, Batch, leaver)),
            packets=tuple(one.id for one in matters.of(known, Packet, leaver)),
            dispatches=tuple(one.id for one in matters.of(known, Dispatch, leaver)),
            instructions=tuple(one.id for one in matters.of(known, Instruction, leaver)),
            facilities=tuple(one.id for one in matters.of(known, Facility, leaver)),
            sites=tuple(one.id for one in matters.of(known, Site, leaver)),
            conferences=tuple(one.id for one in matters.of(known, Conference, leaver)),
            receiver=handover.receiver,
            account=locks.id if isinstance(locks, Account) else None,
            witness=locks.id if locks and not isinstance(locks, Account) else None,
            giver=known.third.signature if known.third is not None else "",
            entry=known.seq,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Handed over, unchanged since or counted again, signed by the receiver himself."""
        handover = known.get(Handover, self.handover)
        yield from listing.state_refusals(handover, [HandoverState.HANDED], "接收签认")
        if handover.handed_on is not None and self.on < handover.handed_on:
            yield refuse(K35, field="on", day=self.on, why="早于移交签认日期")
        yield from count_refusals(known, handover)
        yield from listing.signer_refusals(known, handover)
        receiver = known.person(handover.receiver)
        yield from fit_refusals(receiver, self.on, "接交")
        if known.operator.person != handover.receiver:
            yield refuse(K25, what=f"须由接交人{receiver.name}用本人账户签认")
        yield from _giver_refusals(known, handover)
        if handover.reason.locks:
            yield from last_refusals(known, handover.leaver, "离岗移交")

    def effects(self, known: Known) -> Iterator[Belief]:
        """A new keeper for everything at once; the handover is closed, a leaver locked out."""
        yield from self.counted_lines(known)
        for found in known.those(Handover, [self.handover]):
            yield replace(
                found,
                state=HandoverState.CLOSED,
                closed_on=self.on,
                closed_by=self.entry,
                by_three=bool(self.giver),
            )
        receiver = self.receiver or 0
        for copy in known.those(Copy, self.copies):
            yield replace(copy, custodian=receiver, moved_on=self.on)
            yield from came_to_know(copy, receiver, self.on, "保管", f"handover:{self.handover}")
        for device in known.those(Device, self.devices):
            yield replace(device, custodian=receiver)
        yield from matters.passed(known, Offer, self.offers, receiver)
        yield from matters.passed(known, Batch, self.batches, receiver)
        yield from matters.passed(known, Packet, self.packets, receiver)
        yield from matters.passed(known, Dispatch, self.dispatches, receiver)
        yield from matters.passed(known, Instruction, self.instructions, receiver)
        yield from matters.passed(known, Facility, self.facilities, receiver)
        yield from matters.passed(known, Site, self.sites, receiver)
        yield from matters.passed(known, Conference, self.conferences, receiver)
        yield from locked(known, self.account, self.witness, to=True)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        locks = "，移交人凭据锁定" if self.account or self.witness else ""
        three = "三人签认" if self.giver else "接收签认，移交人没有当场签认"
        passed = f"{len(self.copies)}份改由{names.person(self.receiver)}保管"
        return f"{self.text}{three}，{passed}{locks}"


def _giver_refusals(known: Known, handover: Handover) -> Iterator[Refusal]:
    """The third signature is the leaver's own; why it is lacking is to be told."""
    leaver, third = known.person(handover.leaver), known.third
    if third is None:
        yield warn(K25, what=f"移交人{leaver.name}没有当场签认")
    elif third.person != handover.leaver:
        yield refuse(K25, what=f"须由移交人{leaver.name}本人签认，不是{third.name}")
