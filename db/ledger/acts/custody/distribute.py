"""分发、接收、拒收: copies go to another keeper of the unit, who accepts or refuses them (K02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    called,
    came_to_know,
    filled_refusals,
    rest_refusals,
    scope_refusals,
    some_refusals,
    time_refusals,
    widened,
)
from db.ledger.beliefs import Account, Belief, Copy, Offer, Person, Place
from db.ledger.beliefs.moves import OfferState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K01, K02, K31, V00, V01, Refusal, refuse
from db.ledger.values import Role, State

KEEPERS = (Role.CUSTODIAN, Role.DEPT_SECRECY_OFFICER)


@act("distribute", "分发", Phase.CUSTODY, Role.CUSTODIAN)
class Distribute(Act):
    """Give copies to another keeper: at once against his signature, or until he accepts them.

    Whoever has no account has signed on paper, and its number is kept; an account holder
    accepts in the ledger, and until then the giver answers for the copies.
    """

    copies: tuple[int, ...] = asked("份", refers=Copy)
    to: int = asked("接收人", refers=Person)
    purpose: str = asked("事由")
    place: int | None = asked("存放处", "接收人没有账户时必填", default=None, refers=Place)
    form_no: str = asked("签收单号", "接收人没有账户时必填", default="")
    approved_by: str = asked("批准人", "接收人不在知悉范围内时填写", default="")
    offer: int | None = reckoned("移交号", series="offer", default=None)
    giver: int | None = reckoned("移交人", default=None, refers=Person)
    waits: bool = reckoned("待接收", default=False)
    due: date | None = reckoned("接收期限", default=None)
    widens: tuple[int, ...] = reckoned("增补知悉范围", default=())

    def needs(self) -> Needs:
        """The copies, the taker, and what is on offer already."""
        wanted = needs((Person, self.to), *((Copy, copy) for copy in self.copies))
        wanted.alike.add((Offer, "state", OfferState.OFFERED))
        return wanted

    def completed(self, known: Known) -> Distribute:
        """Note the giver, and whether the taker can answer for himself."""
        found = list(known.those(Copy, self.copies))
        accounts = [one for one in known.all(Account) if one.person == self.to and one.active]
        known_to = known.find(Person, self.to) is not None
        return replace(
            self,
            offer=self.offer or known.take("offer"),
            giver=found[0].custodian if found else None,
            waits=any(set(KEEPERS) & set(one.roles) for one in accounts),
            due=known.calendar.add_working_days(self.on, known.policy.accept_days),
            widens=tuple(
                copy.id
                for copy in found
                if known_to and known.may_know(copy.document, self.to) is None
            ),
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest changes its keeper."""
        yield from rest_refusals(copy, "分发")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a distribution can break."""
        taker = known.person(self.to)
        yield from some_refusals(self.copies)
        yield from filled_refusals(("purpose", "事由", self.purpose))
        offered = {copy for offer in _waiting(known) for copy in offer.copies}
        judged: set[int] = set()
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
            if copy.custodian != self.giver:
                yield refuse(K01, what="一次只能分发同一保管人的份")
            if copy.id in offered:
                yield refuse(K02, what=f"{called(copy)}正在等待接收")
            if copy.document not in judged:
                judged.add(copy.document)
                document = known.document(copy.document)
                yield from scope_refusals(known, document, taker, self.approved_by)
        if self.to == self.giver:
            yield refuse(V01, field="to", label="接收人", problem="就是现在的保管人")
        if not self.waits:
            yield from self._signed(known)

    def _signed(self, known: Known) -> Iterator[Refusal]:
        if not self.form_no.strip():
            yield refuse(K02, field="form_no", what="请填签收单号")
        if self.place is None:
            yield refuse(K01, field="place", what="没有存放处")
        elif known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")

    def effects(self, known: Known) -> Iterator[Belief]:
        """On offer, or with the new keeper."""
        state = OfferState.OFFERED if self.waits else OfferState.ACCEPTED
        yield Offer(
            id=self.offer or 0,
            copies=self.copies,
            giver=self.giver or 0,
            taker=self.to,
            form_no=self.form_no,
            purpose=self.purpose,
            offered_on=self.on,
            due=self.due or self.on,
            state=state,
            closed_on=None if self.waits else self.on,
        )
        for copy in known.those(Copy, self.copies):
            if self.waits:
                yield copy  # unchanged, but touched: its timeline tells of the offer
            else:
                yield from _taken(copy, self.to, self.place, self.on, f"offer:{self.offer}")
            if copy.id in self.widens:
                yield widened(copy, self.to, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        waits = "，待接收" if self.waits else ""
        return f"分发{len(self.copies)}份给{names.person(self.to)}：{self.purpose}{waits}"


@act("accept_copies", "接收", Phase.CUSTODY, *KEEPERS)
class AcceptCopies(Act):
    """The taker accepts: from now on he is the keeper, and the copies stand in his place."""

    offer: int = asked("移交号", refers=Offer)
    place: int = asked("存放处", refers=Place)
    copies: tuple[int, ...] = reckoned("各份", default=(), refers=Copy)
    taker: int | None = reckoned("接收人", default=None, refers=Person)

    def needs(self) -> Needs:
        """The offer, with all that is on offer."""
        return needs((Offer, self.offer))

    def completed(self, known: Known) -> AcceptCopies:
        """Note what was offered, and to whom."""
        offer = known.get(Offer, self.offer)
        return replace(self, copies=offer.copies, taker=offer.taker)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Still on offer, to the one who accepts, and every copy still there."""
        offer = known.get(Offer, self.offer)
        yield from _answer_refusals(known, offer, self.on)
        if known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        for copy in map(known.copy, offer.copies):
            if copy.state is not State.IN_STOCK or copy.custodian != offer.giver:
                yield refuse(K31, which=called(copy), state=copy.state.word, act="接收")
            yield from time_refusals(copy, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """A new keeper."""
        for offer in known.those(Offer, [self.offer]):
            yield replace(offer, state=OfferState.ACCEPTED, closed_on=self.on)
        for copy in known.those(Copy, self.copies):
            yield from _taken(copy, self.taker or 0, self.place, self.on, f"offer:{self.offer}")

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.taker)}接收{len(self.copies)}份，存{names.place(self.place)}"


@act("refuse_copies", "拒收", Phase.CUSTODY, *KEEPERS)
class RefuseCopies(Act):
    """The taker refuses, with a reason; the giver stays the keeper."""

    offer: int = asked("移交号", refers=Offer)
    reason: str = asked("理由")
    copies: tuple[int, ...] = reckoned("各份", default=(), refers=Copy)
    taker: int | None = reckoned("接收人", default=None, refers=Person)

    def needs(self) -> Needs:
        """The offer with its copies."""
        return needs((Offer, self.offer))

    def completed(self, known: Known) -> RefuseCopies:
        """Note what was offered, and to whom."""
        offer = known.get(Offer, self.offer)
        return replace(self, copies=offer.copies, taker=offer.taker)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Still on offer, to the one who refuses, with a reason."""
        yield from _answer_refusals(known, known.get(Offer, self.offer), self.on)
        yield from filled_refusals(("reason", "理由", self.reason))

    def effects(self, known: Known) -> Iterator[Belief]:
        """The offer is closed; nothing has moved."""
        for offer in known.those(Offer, [self.offer]):
            state = OfferState.REFUSED
            yield replace(offer, state=state, closed_on=self.on, reason=self.reason)
        yield from known.those(Copy, self.copies)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.taker)}拒收{len(self.copies)}份：{self.reason}"


def _waiting(known: Known) -> Iterator[Offer]:
    return (offer for offer in known.all(Offer) if offer.state is OfferState.OFFERED)


def _answer_refusals(known: Known, offer: Offer, day: date) -> Iterator[Refusal]:
    if offer.state is not OfferState.OFFERED:
        yield refuse(K02, field="offer", what=f"移交{offer.id}号{offer.state.word}")
    if known.operator.person != offer.taker:
        yield refuse(K02, field="offer", what="只能由接收人本人接收或拒收")
    if day < offer.offered_on:
        yield refuse(V01, field="on", label="日期", problem=f"早于移交日期{offer.offered_on}")


def _taken(copy: Copy, taker: int, place: int | None, day: date, ref: str) -> Iterator[Belief]:
    yield replace(copy, custodian=taker, place=place or copy.place, moved_on=day)
    yield from came_to_know(copy, taker, day, "保管", ref)
