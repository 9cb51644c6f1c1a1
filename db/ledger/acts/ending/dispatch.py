"""外发、退回来文单位、登记回执: copies go to another unit for good, until its receipt is back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    filled_refusals,
    names_of,
    some_refusals,
    time_refusals,
)
from db.ledger.acts.ending import lines
from db.ledger.acts.ending.sending import CHANNELS, sending_refusals
from db.ledger.beliefs import Belief, Copy, Dispatch, Person, Place
from db.ledger.beliefs.moves import DispatchKind, DispatchState
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import DISPATCHES, SENDINGS_BACK
from db.ledger.numbered import Numbered
from db.ledger.rules import K05, K11, K14, K31, K34, K35, V00, V01, Refusal, refuse
from db.ledger.values import Level, Origin, Role, State

A = TypeVar("A", "DispatchCopies", "SendBack")


@act("dispatch", "外发", Phase.ENDING, Role.CUSTODIAN)
class DispatchCopies(Numbered):
    """Send copies to another unit, by a lawful channel, with approval (K19)."""

    numbered_in = DISPATCHES

    copies: tuple[int, ...] = asked("份", refers=Copy)
    addressee: str = asked("发往单位")
    channel: str = asked("传递渠道", among=CHANNELS)
    approved_by: str = asked("批准人", "签发领导")
    packet_no: str = asked("机要号", default="")
    senders: tuple[int, ...] = asked("经办人", "绝密件须两人", default=(), refers=Person)
    reason: str = asked("事由", default="")
    dispatch: int | None = reckoned("外发号", series="dispatch", default=None)
    due: date | None = reckoned("回执期限", default=None)
    names: str = reckoned("经办人姓名", default="")
    handler: int | None = reckoned("等回执的人", default=None, refers=Person)

    def needs(self) -> Needs:
        """The copies, what was made of them, and the senders."""
        people = ((Person, person) for person in self.senders)
        return lines.with_children(
            needs(*people, *((Copy, copy) for copy in self.copies)), self.copies
        )

    def completed(self, known: Known) -> DispatchCopies:
        """Number it; its receipt is due after some working days."""
        names = names_of(known, self.senders or [known.operator.person])
        return numbered(replace(self, names=names), known)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """In the cabinet, on no hold, and not to be returned to its issuer."""
        yield from lines.leaving_refusals(copy, "外发")
        if copy.must_return and copy.origin is not Origin.REPRODUCED:
            yield refuse(K14, field="copies")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a dispatch can break."""
        yield from some_refusals(self.copies)
        yield from sending_refusals(known, self.channel, self.senders, self.on)
        yield from filled_refusals(("addressee", "发往单位", self.addressee))
        yield from approval_refusals(self.approved_by, self.names)
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
            document = known.document(copy.document)
            if document.scope_limited and document.issuer != self.addressee.strip():
                yield refuse(K11, field="addressee")
            if copy.level is Level.TOP_SECRET and len(set(self.senders)) < 2:
                yield refuse(K05, field="senders", what="请填两名经办人")
        yield from lines.children_refusals(known, self.copies)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Sent, and gone from this ledger."""
        yield Dispatch(
            id=self.dispatch or 0,
            kind=DispatchKind.DISPATCH,
            number=self.text,
            addressee=self.addressee.strip(),
            channel=self.channel,
            packet_no=self.packet_no,
            senders=self.names,
            handler=self.handler,
            approved_by=self.approved_by,
            reason=self.reason,
            copies=self.copies,
            sent_on=self.on,
            sent_at=self.at,
            due=self.due,
        )
        yield from lines.gone(known, self.copies, State.DISPATCHED, self.on, self.text)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}发{self.addressee}{len(self.copies)}份，经{self.channel}"


@act("send_back", "退回来文单位", Phase.ENDING, Role.CUSTODIAN)
class SendBack(Numbered):
    """Send back what was not meant for this unit; that is no 清退."""

    numbered_in = SENDINGS_BACK

    copies: tuple[int, ...] = asked("份", refers=Copy)
    reason: str = asked("原因", "如 误送、多送")
    channel: str = asked("传递渠道", among=CHANNELS)
    packet_no: str = asked("机要号", default="")
    senders: tuple[int, ...] = asked("经办人", "绝密件须两人", default=(), refers=Person)
    dispatch: int | None = reckoned("外发号", series="dispatch", default=None)
    due: date | None = reckoned("回执期限", default=None)
    names: str = reckoned("经办人姓名", default="")
    handler: int | None = reckoned("等回执的人", default=None, refers=Person)
    issuer: str = reckoned("来文单位", default="")

    def needs(self) -> Needs:
        """The copies, what was made of them, and the senders."""
        people = ((Person, person) for person in self.senders)
        return lines.with_children(
            needs(*people, *((Copy, copy) for copy in self.copies)), self.copies
        )

    def completed(self, known: Known) -> SendBack:
        """Number it; it goes to whom it came from."""
        issuers = {known.document(copy.document).issuer for copy in known.those(Copy, self.copies)}
        names = names_of(known, self.senders or [known.operator.person])
        named = replace(self, names=names, issuer="、".join(sorted(issuers)))
        return numbered(named, known)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """In the cabinet, on no hold, and received: only that can be given back."""
        yield from lines.leaving_refusals(copy, "退回")
        yield from lines.received_refusals(copy)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Received, at rest, all from one issuer, with a reason."""
        yield from some_refusals(self.copies)
        yield from sending_refusals(known, self.channel, self.senders, self.on)
        yield from filled_refusals(("reason", "原因", self.reason))
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
            if copy.level is Level.TOP_SECRET and len(set(self.senders)) < 2:
                yield refuse(K05, field="senders", what="请填两名经办人")
        if "、" in self.issuer:
            problem = f"分属{self.issuer}，请分别退回"
            yield refuse(V01, field="copies", label="份", problem=problem)
        yield from lines.children_refusals(known, self.copies)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Sent back, and gone from this ledger."""
        yield Dispatch(
            id=self.dispatch or 0,
            kind=DispatchKind.SEND_BACK,
            number=self.text,
            addressee=self.issuer,
            channel=self.channel,
            packet_no=self.packet_no,
            senders=self.names,
            handler=self.handler,
            approved_by="",
            reason=self.reason,
            copies=self.copies,
            sent_on=self.on,
            sent_at=self.at,
            due=self.due,
        )
        yield from lines.gone(known, self.copies, State.DISPATCHED, self.on, self.text)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}退{self.issuer}{len(self.copies)}份：{self.reason}"


@act("dispatch_receipt", "登记回执", Phase.ENDING, Role.CUSTODIAN)
class DispatchReceipt(Act):
    """Note the receipt of the other side; what it refused (外发拒收) comes back."""

    dispatch: int = asked("外发单", refers=Dispatch)
    receipt_no: str = asked("回执号")
    received_by: str = asked("签收人")
    refused: tuple[int, ...] = asked("拒收的份", "被退回的份", default=(), refers=Copy)
    place: int | None = asked("放回", "有拒收时填写", default=None, refers=Place)
    text: str = reckoned("编号", default="")
    levels: tuple[Level, ...] = reckoned("现在的密级", default=())

    def needs(self) -> Needs:
        """The dispatch with its copies."""
        return needs((Dispatch, self.dispatch))

    def completed(self, known: Known) -> DispatchReceipt:
        """Keep the number; what comes back is as secret as its document is by now."""
        documents = (known.copy(copy).document for copy in self.refused)
        return replace(
            self,
            text=known.get(Dispatch, self.dispatch).number,
            levels=tuple(known.document(document).level for document in documents),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Sent and not receipted yet; what comes back was in it."""
        sent = known.get(Dispatch, self.dispatch)
        if sent.state is not DispatchState.SENT:
            yield refuse(K31, which=sent.number, state=sent.state.word, act="登记回执")
        if self.on < sent.sent_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于发出日期{sent.sent_on}")
        yield from filled_refusals(
            ("receipt_no", "回执号", self.receipt_no), ("received_by", "签收人", self.received_by)
        )
        if set(self.refused) - set(sent.copies):
            yield refuse(V01, field="refused", label="拒收的份", problem="不在此外发单内")
            return
        if self.refused and (self.place is None or known.find(Place, self.place) is None):
            yield refuse(V00, field="place", what="存放处")
        for copy in map(known.copy, self.refused):
            if copy.state is not State.DISPATCHED:
                yield refuse(K31, which=called(copy), state=copy.state.word, act="登记回执")
            yield from time_refusals(copy, self.on)
            yield from doubled_again(known, copy)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The dispatch is receipted; what was refused stands in the cabinet again."""
        for sent in known.those(Dispatch, [self.dispatch]):
            yield replace(
                sent,
                state=DispatchState.RECEIPTED,
                receipt_no=self.receipt_no.strip(),
                received_by=self.received_by,
                received_on=self.on,
            )
        for number, level in zip(self.refused, self.levels, strict=True):
            copy = known.copy(number)
            yield replace(
                copy,
                level=level,
                state=State.IN_STOCK,
                place=self.place or copy.place,
                moved_on=self.on,
                closed_on=None,
                closing_ref="",
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        refused = f"，拒收{len(self.refused)}份" if self.refused else ""
        return f"{self.text}回执{self.receipt_no}，签收人{self.received_by}{refused}"


def doubled_again(known: Known, copy: Copy) -> Iterator[Refusal]:
    """Judge K34 for a copy that comes to life again."""
    for other in known.copies_of(copy.document):
        same = bool(copy.copy_no) and other.copy_no == copy.copy_no and other.id != copy.id
        if same and not other.state.closed:
            document = known.document(copy.document)
            issuer, number = document.issuer, document.doc_number
            yield refuse(K34, issuer=issuer, number=number, copy=copy.copy_no)


def numbered(act: A, known: Known) -> A:
    """Return a dispatch with its numbers and the day by which a receipt is due."""
    if act.dispatch is not None:
        return act
    handler = (*act.senders, known.operator.person)[0]
    due = known.calendar.add_working_days(act.on, known.policy.dispatch_receipt_days)
    dispatch = known.take("dispatch")
    return replace(act, dispatch=dispatch, due=due, handler=handler).with_number(known)
