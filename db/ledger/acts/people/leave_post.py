"""登记离岗: a person leaves his post; nothing is in his hands, and his 脱密期 begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.acts.handover.listing import some
from db.ledger.beliefs import (
    Batch,
    Belief,
    Copy,
    Device,
    Dispatch,
    Handover,
    Offer,
    Packet,
    Person,
)
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.beliefs.packets import PacketState
from db.ledger.fitness import credential_of
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K24, V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("leave_post", "登记离岗", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class LeavePost(Act):
    """The day is that of the unit's approval; from then on the 脱密期 runs."""

    short = "离岗"

    person: int = asked("人员", refers=Person)
    cooling_until: date | None = asked("脱密期至", "涉密人员必填", default=None)
    reason: str = asked("去向", "调离、退休、离职等")

    def needs(self) -> Needs:
        """The person, and everything that is in his hands, in his keeping or in his name."""
        wanted = needs((Person, self.person))
        wanted.kept.add(self.person)
        for kind, fields in _OPEN.items():
            wanted.alike |= {(kind, field, self.person) for field in fields}
        return wanted

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Carriers handed in, rights taken back, 脱密期 fixed (K24)."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        for what in self._in_his_name(known):
            yield refuse(K24, field="person", what=what)
        if credential_of(known, self.person) is not None:
            yield refuse(K24, field="person", what="账户或见证凭据还没有移除")
        if person.grade is not None and self.cooling_until is None:
            yield refuse(K24, field="cooling_until", what="没有写明脱密期")
        if self.cooling_until is not None and self.cooling_until < self.on:
            yield refuse(V01, field="cooling_until", label="脱密期至", problem="早于离岗日期")
        if not self.reason.strip():
            yield refuse(V01, field="reason", label="去向", problem="必填")

    def _in_his_name(self, known: Known) -> Iterator[str]:
        """Say what he still keeps, holds, or has open: with numbers."""
        alive = [copy for copy in known.all(Copy) if not copy.state.closed]
        keeps = [copy for copy in alive if copy.custodian == self.person]
        holds = [copy for copy in alive if copy.holder == self.person]
        if keeps:
            yield f"还保管{some(keeps)}，请先办交接"
        if holds:
            yield f"手上还有{some(holds)}，请先收回"
        for kind, fields in _OPEN.items():
            mine = (
                one
                for one in known.all(kind)
                if self.person in (getattr(one, field) for field in fields)
            )
            told = [_called(one) for one in mine if _is_open(one)]
            if told:
                rest = "等" if len(told) > 5 else ""
                yield f"{kind.word}还有{len(told)}项未了（{'、'.join(told[:5])}{rest}）"

    def effects(self, known: Known) -> Iterator[Belief]:
        """Gone from the post."""
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=False, left_on=self.on, cooling_until=self.cooling_until)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        cooling = f"，脱密期至{self.cooling_until}" if self.cooling_until else ""
        return f"{names.person(self.person)}离岗：{self.reason}{cooling}"


_OPEN: Mapping[type[Belief], tuple[str, ...]] = {
    Device: ("custodian",),
    Batch: ("handler",),
    Packet: ("handler",),
    Dispatch: ("handler",),
    Offer: ("giver", "taker"),
    Handover: ("leaver", "receiver", "supervisor"),
}
"""What can be open in a person's name, and the fields that name him."""


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
        case _:
            return False


def _called(one: Belief) -> str:
    match one:
        case Batch() | Handover() | Device() | Packet() | Dispatch():
            return one.number
        case _:
            return f"{one.identity()[0]}号"
