"""办理交接: everything a person keeps is put on a frozen list; later it is counted item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.handover import listing, matters
from db.ledger.beliefs import (
    Account,
    Belief,
    Copy,
    Device,
    Handover,
    Person,
)
from db.ledger.beliefs.handovers import HandoverReason, HandoverState
from db.ledger.fitness import fit_refusals, reader_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import HANDOVERS
from db.ledger.numbered import Numbered
from db.ledger.rules import K25, K31, K35, V00, V01, Refusal, refuse


@act("open_handover", "办理交接", Phase.SETUP, *listing.KEEPERS)
class OpenHandover(Numbered):
    """Freeze the list: copies kept, whoever has them; open batches and offers; things in words."""

    numbered_in = HANDOVERS

    leaver: int = asked("移交人", refers=Person)
    receiver: int = asked("接交人", "须有自己的账户", refers=Person)
    supervisor: int = asked("监交人", "账户或见证人", refers=Person)
    reason: HandoverReason = asked("移交原因")
    until: date | None = asked("代管至", "休假代管时填写", default=None, seldom=True)
    keys: tuple[str, ...] = asked("钥匙密码", "如 1号柜钥匙2把", default=())
    registers: tuple[str, ...] = asked("登记簿", default=())
    devices: tuple[str, ...] = asked("设备", "不在台账中的", default=(), seldom=True)
    media: tuple[str, ...] = asked("介质", "不在台账中的", default=(), seldom=True)
    files: tuple[str, ...] = asked(
        "电子文档", "哪台电脑或介质、查到什么、怎样清理，没有写“无”", default=()
    )
    others: tuple[str, ...] = asked("印章其他", default=(), seldom=True)
    remark: str = asked("说明", default="", seldom=True)
    handover: int | None = reckoned("交接", series="handover", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=())
    stood: tuple[str, ...] = reckoned("冻结时", default=())
    sorts: tuple[str, ...] = reckoned("类别", default=())
    equipment: tuple[int, ...] = reckoned("在册设备", default=())
    equipment_called: tuple[str, ...] = reckoned("在册设备名称", default=())
    matters: tuple[str, ...] = reckoned("未了事项", default=())
    base_at: str = reckoned("基准时间", default="")
    base_seq: int = reckoned("基准条", default=0)

    def needs(self) -> Needs:
        """The three persons, all that the leaver keeps and has open, and his handovers."""
        wanted = needs(*((Person, one) for one in (self.leaver, self.receiver, self.supervisor)))
        matters.with_matters(wanted, self.leaver)
        wanted.alike |= {(Handover, "leaver", self.leaver), (Device, "custodian", self.leaver)}
        return wanted

    def completed(self, known: Known) -> OpenHandover:
        """Number it, and freeze the list as it stands before this entry."""
        handover = self.handover or known.take("handover")
        found, devices = listing.kept(known, self.leaver), listing.devices(known, self.leaver)
        return replace(
            self,
            handover=handover,
            copies=tuple(copy.id for copy in found),
            stood=tuple(map(listing.standing, found)),
            sorts=tuple(map(listing.sort_of, found)),
            equipment=tuple(device.id for device in devices),
            equipment_called=tuple(map(listing.device_called, devices)),
            matters=tuple(matters.told(known, self.leaver)),
            base_at=known.now[11:16],
            base_seq=known.seq - 1,
        ).with_number(known)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Three fit persons, something to hand over, and no other handover of this leaver."""
        people = [known.find(Person, n) for n in (self.leaver, self.receiver, self.supervisor)]
        for person, field, word in zip(
            people,
            ("leaver", "receiver", "supervisor"),
            ("移交人", "接交人", "监交人"),
            strict=True,
        ):
            if person is None:
                yield refuse(V00, field=field, what=word)
        yield from listing.three_refusals(self.leaver, self.receiver, self.supervisor)
        yield from self._fitness(known)
        for other in known.all(Handover):
            if other.leaver == self.leaver and other.state is not HandoverState.CLOSED:
                state = other.state.word
                yield refuse(
                    K31, field="leaver", which=other.number, state=state, act="再开一次交接"
                )
        if not (
            self.copies or self.equipment or self.matters or any(texts for _, texts in self._things)
        ):
            yield refuse(V01, field="leaver", label="移交人", problem="名下没有可移交的")
        yield from listing.files_refusals(known, self.equipment, self._things)
        if self.until is not None and self.until < self.on:
            yield refuse(K35, field="until", day=self.until, why="早于交接日期")

    def _fitness(self, known: Known) -> Iterator[Refusal]:
        supervisor = known.find(Person, self.supervisor)
        if supervisor is not None:
            yield from fit_refusals(supervisor, self.on, "监交", field="supervisor")
        receiver = known.find(Person, self.receiver)
        if receiver is None:
            return
        yield from fit_refusals(receiver, self.on, "接交", field="receiver")
        for level in sorted({copy.level for copy in known.those(Copy, self.copies)})[-1:]:
            yield from reader_refusals(receiver, level, self.on, field="receiver")
        if not any(one.person == self.receiver and one.active for one in known.all(Account)):
            what = f"{receiver.name}没有账户，不能用本人口令签收"
            yield refuse(K25, field="receiver", what=what)

    @property
    def _things(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (listing.MATTER, self.matters),
            (listing.KEY, self.keys),
            (listing.REGISTER, self.registers),
            (listing.DEVICE, self.devices),
            (listing.MEDIUM, self.media),
            (listing.FILES, self.files),
            (listing.OTHER, self.others),
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """The handover and its list; nothing has moved."""
        handover = self.handover or 0
        yield Handover(
            id=handover,
            number=self.text,
            reason=self.reason,
            leaver=self.leaver,
            receiver=self.receiver,
            supervisor=self.supervisor,
            state=HandoverState.OPEN,
            opened_on=self.on,
            base_at=self.base_at,
            base_seq=self.base_seq,
            until=self.until,
            remark=self.remark,
        )
        yield from listing.copy_lines(handover, 1, self.copies, self.stood, self.sorts)
        first = len(self.copies) + 1
        yield from listing.device_lines(handover, first, self.equipment, self.equipment_called)
        yield from listing.thing_lines(handover, first + len(self.equipment), self._things)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        who = f"{names.person(self.leaver)}向{names.person(self.receiver)}"
        watched = f"，监交人{names.person(self.supervisor)}"
        return f"{self.text}{who}移交{len(self.copies)}份，{self.reason.word}{watched}"


@act("supplement_handover", "补入清单", Phase.SETUP, *listing.KEEPERS)
class SupplementHandover(Act):
    """Put on the list what the leaver has come to keep since, and what was forgotten."""

    handover: int = asked("交接", refers=Handover)
    keys: tuple[str, ...] = asked("钥匙密码", default=())
    registers: tuple[str, ...] = asked("登记簿", default=())
    files: tuple[str, ...] = asked("电子文档", "哪台电脑或介质、查到什么、怎样清理", default=())
    others: tuple[str, ...] = asked("设备、介质、印章", default=())
    text: str = reckoned("编号", default="")
    first: int = reckoned("起始序号", default=0)
    copies: tuple[int, ...] = reckoned("各份", default=())
    stood: tuple[str, ...] = reckoned("列入时", default=())
    sorts: tuple[str, ...] = reckoned("类别", default=())
    equipment: tuple[int, ...] = reckoned("在册设备", default=())
    equipment_called: tuple[str, ...] = reckoned("在册设备名称", default=())
    matters: tuple[str, ...] = reckoned("未了事项", default=())

    def needs(self) -> Needs:
        """The handover with its lines and what the leaver keeps."""
        return needs((Handover, self.handover))

    def completed(self, known: Known) -> SupplementHandover:
        """Find what is not on the list."""
        handover = known.get(Handover, self.handover)
        found = listing.not_listed(known, handover)
        devices = listing.devices_not_listed(known, handover)
        lines = listing.lines_of(known, handover.id)
        return replace(
            self,
            text=handover.number,
            first=1 + max((line.position for line in lines), default=0),
            copies=tuple(copy.id for copy in found),
            stood=tuple(map(listing.standing, found)),
            sorts=tuple(map(listing.sort_of, found)),
            equipment=tuple(device.id for device in devices),
            equipment_called=tuple(map(listing.device_called, devices)),
            matters=tuple(matters.not_listed(known, handover)),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """The handover is not closed, and something is added."""
        handover = known.get(Handover, self.handover)
        under_way = (HandoverState.OPEN, HandoverState.HANDED)
        yield from listing.state_refusals(handover, under_way, "补入")
        if not (self.copies or self.equipment or any(texts for _, texts in self._things)):
            yield refuse(V01, field="handover", label="交接", problem="没有要补入的")

    @property
    def _things(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (listing.MATTER, self.matters),
            (listing.KEY, self.keys),
            (listing.REGISTER, self.registers),
            (listing.FILES, self.files),
            (listing.OTHER, self.others),
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """More lines; what was signed already is signed anew."""
        for found in known.those(Handover, [self.handover]):
            yield replace(found, state=HandoverState.OPEN, handed_on=None)
        handover, first = self.handover, self.first
        yield from listing.copy_lines(handover, first, self.copies, self.stood, self.sorts)
        first += len(self.copies)
        yield from listing.device_lines(handover, first, self.equipment, self.equipment_called)
        yield from listing.thing_lines(handover, first + len(self.equipment), self._things)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        things = len(self.equipment) + sum(len(texts) for _, texts in self._things)
        return f"{self.text}补入{len(self.copies)}份" + (f"和{things}项" if things else "")
