"""签承诺书: what kind, in how many copies, and where the signed paper lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Clearance, Leaving, Person, Pledge
from db.ledger.beliefs.clearance import LeavingState, PledgeKind, Stage
from db.ledger.known import Known, Needs
from db.ledger.posting import his, later, leaving_of, needs_of, prepared
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.values import Role

_LATEST = (PledgeKind.ENTRY, PledgeKind.YEARLY)


@act("sign_pledge", "签承诺书", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class SignPledge(Act):
    """Note that somebody signed a pledge or a responsibility letter."""

    short = "承诺"

    person: int = asked("人员", refers=Person)
    sort: PledgeKind = asked("种类")
    matter: str = asked("事由", "专项承诺书填", default="")
    copies: int = asked("份数", default=1)
    kept_at: str = asked("存放", "个人保密档案等", default="")
    number: int | None = reckoned("承诺书号", series="pledge", default=None)
    clearances: tuple[int, ...] = reckoned("任职", default=(), refers=Clearance)
    leaving: int | None = reckoned("离岗号", refers=Leaving, default=None)

    def needs(self) -> Needs:
        """The person with his clearances and his leaving."""
        return needs_of(self.person)

    def completed(self, known: Known) -> SignPledge:
        """Number it; find what it brings forward."""
        number, leaving = self.number or known.take("pledge"), None
        forward: tuple[int, ...] = ()
        if self.sort is PledgeKind.ENTRY:
            person = known.find(Person, self.person)
            found = his(known, Clearance, self.person)
            forward = tuple(one.id for one in found if person and prepared(one, person))
        elif self.sort is PledgeKind.LEAVING:
            leaving = leaving_of(known, self.person, LeavingState.LEAVING)
        number_of = leaving.id if leaving else None
        return replace(self, number=number, clearances=forward, leaving=number_of)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A person; what a special pledge is about; at least one copy."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None and self.sort is not PledgeKind.LEAVING:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        if self.sort is PledgeKind.SPECIAL and not self.matter.strip():
            yield refuse(V01, field="matter", label="事由", problem="专项承诺书必填")
        if self.copies < 1:
            yield refuse(V01, field="copies", label="份数", problem="至少一份")

    def effects(self, known: Known) -> Iterator[Belief]:
        """One more pledge; who was trained is pledged, too."""
        yield Pledge(
            id=self.number or 0,
            person=self.person,
            kind=self.sort,
            signed_on=self.on,
            matter=self.matter,
            copies=self.copies,
            kept_at=self.kept_at,
        )
        for one in known.those(Clearance, self.clearances):
            (trained_on,) = (who.trained_on for who in known.those(Person, [self.person]))
            day = one.trained_on or trained_on
            yield replace(one, stage=Stage.PLEDGED, trained_on=day, pledged_on=self.on)
        for leaving in known.those(Leaving, [self.leaving or 0]):
            yield replace(leaving, pledged_on=self.on)
        for person in known.those(Person, [self.person] if self.sort in _LATEST else []):
            yield replace(person, pledged_on=later(person.pledged_on, self.on))

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        about = f"（{self.matter}）" if self.matter else ""
        return f"{names.person(self.person)}签{self.sort.word}{about}"
