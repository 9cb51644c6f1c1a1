"""What the steps of a handover share: how a copy stands, what is on the list, what is not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.ledger.acts.custody.access import called
from db.ledger.beliefs import (
    Copy,
    Device,
    Handover,
    HandoverLine,
    Person,
)
from db.ledger.beliefs.equipment import DeviceState
from db.ledger.beliefs.handovers import HandoverState
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known
from db.ledger.rules import K25, K31, V59, Refusal, refuse
from db.ledger.values import Origin, Role, State

KEEPERS = (Role.CUSTODIAN, Role.DEPT_SECRECY_OFFICER, Role.SECRECY_OFFICE_HEAD)
MATTER, KEY, REGISTER, DEVICE, MEDIUM, FILES, OTHER = (
    "事项", "钥匙密码", "登记簿", "设备", "介质", "电子文档", "印章其他",
)  # fmt: skip


def standing(copy: Copy) -> str:
    """Return how a copy stands in the book: what a tick is good for."""
    return f"{copy.state.value} {copy.custodian} {copy.place} {copy.holder or 0}"


def kept(known: Known, person: int) -> list[Copy]:
    """Return what a person keeps, in the order it is counted: by state, place, number."""
    order = {state: place for place, state in enumerate(State)}
    found = (c for c in known.all(Copy) if c.custodian == person and not c.state.closed)
    return sorted(found, key=lambda c: (order[c.state], c.place, c.id))


def devices(known: Known, person: int) -> list[Device]:
    """Return the devices a person answers for."""
    found = (d for d in known.all(Device) if d.custodian == person)
    return sorted((d for d in found if d.state is not DeviceState.SCRAPPED), key=lambda d: d.id)


def not_listed(known: Known, handover: Handover) -> list[Copy]:
    """Return what the leaver has come to keep since the list was frozen."""
    listed = {line.copy for line in lines_of(known, handover.id)}
    return [copy for copy in kept(known, handover.leaver) if copy.id not in listed]


def devices_not_listed(known: Known, handover: Handover) -> list[Device]:
    """Return the devices the leaver has come to answer for since the list was frozen."""
    listed = {line.device for line in lines_of(known, handover.id)}
    return [device for device in devices(known, handover.leaver) if device.id not in listed]


def lines_of(known: Known, handover: int) -> list[HandoverLine]:
    """Return the lines of a handover, in order."""
    found = (line for line in known.all(HandoverLine) if line.handover == handover)
    return sorted(found, key=lambda line: line.position)


def copy_lines(
    handover: int, first: int, copies: Sequence[int], stood: Sequence[str], sorts: Sequence[str]
) -> Iterator[HandoverLine]:
    """Yield the lines of copies as they stood when they were listed."""
    for position, (copy, how, sort) in enumerate(zip(copies, stood, sorts, strict=True), first):
        _, _, place, holder = how.split(" ")
        yield HandoverLine(
            handover=handover,
            position=position,
            sort=sort,
            copy=copy,
            stood=how,
            place=int(place),
            holder=int(holder) or None,
        )


def sort_of(copy: Copy) -> str:
    """Return under which head of the list a copy stands."""
    if copy.state is not State.IN_STOCK:
        return copy.state.word
    if not copy.carrier.paged:
        return MEDIUM
    return "复制件" if copy.origin is Origin.REPRODUCED else copy.state.word


def device_lines(
    handover: int, first: int, numbers: Sequence[int], called: Sequence[str]
) -> Iterator[HandoverLine]:
    """Yield the lines of devices on the register."""
    for position, (number, text) in enumerate(zip(numbers, called, strict=True), first):
        yield HandoverLine(
            handover=handover, position=position, sort=DEVICE, device=number, called=text
        )


def device_called(device: Device) -> str:
    """Return a device as the list names it."""
    return f"{device.number} {device.name}"


def files_refusals(
    known: Known, equipment: Iterable[int], things: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[Refusal]:
    """Judge V59: what has a disk was searched for files; that there were none is an answer."""
    told = {sort for sort, texts in things if any(text.strip() for text in texts)}
    disks = [one.number for one in known.those(Device, equipment) if one.kind.has_disk]
    if FILES in told or not (disks or {DEVICE, MEDIUM} & told):
        return
    where = "、".join(disks[:5]) or "设备、介质"
    what = f"{where}里有无涉密电子文档、怎样清理，没有的写“无”"
    yield refuse(V59, field="files", what=what)


def thing_lines(
    handover: int, first: int, things: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[HandoverLine]:
    """Yield the lines of what is no copy: keys, registers, devices, matters that are open."""
    told = ((sort, text.strip()) for sort, texts in things for text in texts if text.strip())
    for position, (sort, text) in enumerate(told, first):
        yield HandoverLine(handover=handover, position=position, sort=sort, called=text)


# -- who signs -------------------------------------------------------------------------


def three_refusals(leaver: int, receiver: int, supervisor: int) -> Iterator[Refusal]:
    """移交人, 接交人 and 监交人 are three persons."""
    if len({leaver, receiver, supervisor}) < 3:
        yield refuse(K25, field="supervisor", what="移交人、接交人、监交人须是三个人")


def signer_refusals(known: Known, handover: Handover) -> Iterator[Refusal]:
    """The second signature of every step is the supervisor's own."""
    supervisor = known.find(Person, handover.supervisor)
    if supervisor is not None:
        yield from fit_refusals(supervisor, known.today, "监交")
    second = known.second
    if second is not None and second.person != handover.supervisor:
        name = supervisor.name if supervisor else ""
        yield refuse(K25, what=f"须由监交人{name}当场确认，不是{second.name}")


def state_refusals(
    handover: Handover, wanted: Iterable[HandoverState], verb: str
) -> Iterator[Refusal]:
    """The handover must have come exactly so far."""
    if handover.state not in wanted:
        yield refuse(K31, which=handover.number, state=handover.state.word, act=verb)


def some(copies: Sequence[Copy]) -> str:
    """Name a few copies and say how many there are."""
    rest = "等" if len(copies) > 5 else ""
    return f"{len(copies)}份（{'、'.join(called(copy) for copy in copies[:5])}{rest}）"
