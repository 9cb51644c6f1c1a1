"""登记审查培训: the latest review, training and pledge of a person, and what they changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Clearance, Person, Pledge, Review
from db.ledger.beliefs.clearance import PledgeKind, ReviewKind
from db.ledger.known import Known, Needs
from db.ledger.posting import after_training, later, needs_of, trained
from db.ledger.rules import K35, V00, V01, Refusal, refuse
from db.ledger.values import Grade, Role


@act("qualify", "登记审查培训", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class Qualify(Act):
    """Note the days of review, training and pledge; a review may change the grade."""

    short = "审查"

    person: int = asked("人员", refers=Person)
    reviewed_on: date | None = asked("审查日期", "上岗审查或复审", default=None)
    trained_on: date | None = asked("培训日期", default=None)
    pledged_on: date | None = asked("签承诺书日期", default=None)
    grade: Grade | None = asked("涉密等级", "审查确定的等级，不变就不填", default=None)
    verified: bool = asked("已核实", "旧账人员核实无误，不再待核", default=False)
    review: int | None = reckoned("审查号", series="review", default=None)
    pledge: int | None = reckoned("承诺书号", series="pledge", default=None)
    first: bool = reckoned("首次", default=False)
    clearances: tuple[int, ...] = reckoned("任职", default=(), refers=Clearance)

    def needs(self) -> Needs:
        """The person, and what training brings forward."""
        return needs_of(self.person)

    def completed(self, known: Known) -> Qualify:
        """Number what becomes a row of its own; the first of a kind is the one for the post."""
        person = known.find(Person, self.person)
        if person is None:
            return self
        reviewed, pledged = self.reviewed_on is not None, self.pledged_on is not None
        return replace(
            self,
            review=self.review or (known.take("review") if reviewed else None),
            pledge=self.pledge or (known.take("pledge") if pledged else None),
            first=person.reviewed_on is None and person.pledged_on is None,
            clearances=trained(known, [self.person]) if self.trained_on else (),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something new, in the past, and a grade only by a review."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        days = {"reviewed_on": "审查", "trained_on": "培训", "pledged_on": "签承诺书"}
        found = {name: getattr(self, name) for name in days if getattr(self, name) is not None}
        for name, day in found.items():
            if day > self.on:
                yield refuse(K35, field=name, day=day, why=f"{days[name]}日期在登记日期之后")
        if not found and not self.verified:
            yield refuse(V01, field="reviewed_on", label="审查、培训、承诺", problem="至少填一项")
        if self.grade is not None and self.reviewed_on is None:
            yield refuse(V01, field="grade", label="涉密等级", problem="须有审查日期")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The person stands so from now on; an older day never replaces a newer one."""
        for person in known.those(Person, [self.person]):
            yield replace(
                person,
                reviewed_on=later(person.reviewed_on, self.reviewed_on),
                trained_on=later(person.trained_on, self.trained_on),
                pledged_on=later(person.pledged_on, self.pledged_on),
                grade=self.grade or person.grade,
                unverified=person.unverified and not self.verified,
            )
        if self.trained_on is not None:
            yield from after_training(known, self.clearances, self.trained_on)
        yield from self._rows()

    def _rows(self) -> Iterator[Belief]:
        """A review and a pledge stay known, also when a later one replaces their days."""
        if self.review is not None and self.reviewed_on is not None:
            yield Review(
                id=self.review,
                person=self.person,
                kind=ReviewKind.ENTRY if self.first else ReviewKind.AGAIN,
                grade=self.grade,
                passed=True,
                concluded_on=self.reviewed_on,
                reviewer="",
            )
        if self.pledge is not None and self.pledged_on is not None:
            yield Pledge(
                id=self.pledge,
                person=self.person,
                kind=PledgeKind.ENTRY if self.first else PledgeKind.YEARLY,
                signed_on=self.pledged_on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        told = [
            f"{word}{day}"
            for word, day in (
                ("审查", self.reviewed_on),
                ("培训", self.trained_on),
                ("承诺", self.pledged_on),
            )
            if day is not None
        ]
        told += [f"定为{self.grade.word}"] if self.grade else []
        told += ["核实"] if self.verified else []
        return f"{names.person(self.person)}：{'，'.join(told)}"
