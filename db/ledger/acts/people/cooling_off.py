"""委托管理、回执、回访、解除: what happens in somebody's 脱密期, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, CoolingContact, Leaving, Person
from db.ledger.beliefs.clearance import LeavingState
from db.ledger.known import Known, Needs
from db.ledger.posting import leaving_of, needs_of
from db.ledger.rules import K35, K43, V00, V01, Refusal, refuse
from db.ledger.values import Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
_COOLING = (LeavingState.COOLING, LeavingState.ENTRUSTED)


def _of(known: Known, person: int) -> int | None:
    found = leaving_of(known, person, *_COOLING)
    return found.id if found else None


def _cooling_refusals(known: Known, person: int) -> Iterator[Refusal]:
    """Only of somebody who is in his 脱密期."""
    if known.find(Person, person) is None:
        yield refuse(V00, field="person", what="人员")
    elif leaving_of(known, person, *_COOLING) is None:
        yield refuse(V01, field="person", label="人员", problem="不在脱密期")


@act("entrust_cooling", "委托脱密期管理", Phase.SETUP, *_KEEPERS)
class EntrustCooling(Act):
    """Ask the unit he went to, or where he lives, to watch over his 脱密期 (F28)."""

    person: int = asked("人员", refers=Person)
    entrusted_to: str = asked("受托单位")
    letter_no: str = asked("委托书编号", default="")
    contact: str = asked("受托单位联系人", default="")
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)

    def needs(self) -> Needs:
        """The person and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> EntrustCooling:
        """Find the 脱密期."""
        return replace(self, leaving=_of(known, self.person))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody in his 脱密期, and who is to watch."""
        yield from _cooling_refusals(known, self.person)
        yield from filled_refusals(("entrusted_to", "受托单位", self.entrusted_to))

    def effects(self, known: Known) -> Iterator[Belief]:
        """Watched by another unit; until its receipt is here it has not said so."""
        for one in known.those(Leaving, [self.leaving or 0]):
            yield replace(
                one,
                state=LeavingState.ENTRUSTED,
                entrusted_to=self.entrusted_to,
                entrusted_no=self.letter_no,
                entrusted_on=self.on,
                entrusted_contact=self.contact,
                receipted_on=None,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}的脱密期委托{self.entrusted_to}管理"


@act("entrust_receipt", "登记委托回执", Phase.SETUP, *_KEEPERS)
class EntrustReceipt(Act):
    """The other unit has said that it watches over him."""

    person: int = asked("人员", refers=Person)
    receipt_no: str = asked("回执编号", default="")
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)

    def needs(self) -> Needs:
        """The person and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> EntrustReceipt:
        """Find the 脱密期."""
        return replace(self, leaving=_of(known, self.person))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something that was entrusted before."""
        yield from _cooling_refusals(known, self.person)
        one = leaving_of(known, self.person, *_COOLING)
        if one is None:
            return
        if one.entrusted_on is None:
            yield refuse(V01, field="person", label="人员", problem="还没有委托管理")
        elif self.on < one.entrusted_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于委托之日{one.entrusted_on}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The receipt is here."""
        for one in known.those(Leaving, [self.leaving or 0]):
            yield replace(one, receipted_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        number = f"（{self.receipt_no}）" if self.receipt_no else ""
        return f"收到{names.person(self.person)}脱密期委托管理的回执{number}"


@act("contact_leaver", "脱密期回访", Phase.SETUP, *_KEEPERS)
class ContactLeaver(Act):
    """See how somebody in his 脱密期 is doing, and note it."""

    person: int = asked("人员", refers=Person)
    how: str = asked("方式", "面谈、电话、函询等")
    made_by: str = asked("回访人")
    finding: str = asked("情况", "就业、出境、遵守规定等")
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)
    number: int | None = reckoned("第几次", default=None)

    def needs(self) -> Needs:
        """The person and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> ContactLeaver:
        """Find the 脱密期 and count the contact."""
        one = leaving_of(known, self.person, *_COOLING)
        return self if one is None else replace(self, leaving=one.id, number=one.contacts + 1)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody in his 脱密期; who asked, how, and what was found."""
        yield from _cooling_refusals(known, self.person)
        yield from filled_refusals(
            ("how", "方式", self.how),
            ("made_by", "回访人", self.made_by),
            ("finding", "情况", self.finding),
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """One more contact."""
        for one in known.those(Leaving, [self.leaving or 0]):
            yield replace(one, contacts=self.number or 0)
            yield CoolingContact(
                leaving=one.id,
                number=self.number or 0,
                person=self.person,
                made_on=self.on,
                how=self.how,
                made_by=self.made_by,
                finding=self.finding,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"回访脱密期人员{names.person(self.person)}（{self.how}）：{self.finding}"


@act("release_leaver", "解除脱密期管理", Phase.SETUP, *_KEEPERS)
class ReleaseLeaver(Act):
    """The 脱密期 is over; what he promised binds him still (law of 2024, art. 46)."""

    person: int = asked("人员", refers=Person)
    told: str = asked("告知情况", "如何告知本人保密义务继续有效")
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)
    until: date | None = reckoned("脱密期至", default=None)

    def needs(self) -> Needs:
        """The person and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> ReleaseLeaver:
        """Find the 脱密期."""
        one = leaving_of(known, self.person, *_COOLING)
        return self if one is None else replace(self, leaving=one.id, until=one.cooling_until)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Not before its last day is over."""
        yield from _cooling_refusals(known, self.person)
        yield from filled_refusals(("told", "告知情况", self.told))
        if self.until is not None and self.on <= self.until:
            yield refuse(K43, field="person", what=f"脱密期到{self.until}才满，不能提前解除")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Released."""
        for one in known.those(Leaving, [self.leaving or 0]):
            yield replace(one, state=LeavingState.RELEASED, released_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}脱密期满，解除管理：{self.told}"
