"""整改: a finding is assigned, put right, seen by a second person, closed — or opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.rectifying import OFFICE, step_refusals, term_refusals
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Finding, Person
from db.ledger.beliefs.findings import FindingState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K40, V00, Refusal, refuse
from db.ledger.values import Role


def _called(known: Known, finding: int) -> str:
    found = known.find(Finding, finding)
    return found.number if found else ""


@act("assign_finding", "交办整改", Phase.CHECKS, *OFFICE)
class AssignFinding(Act):
    """Say who puts it right, by when."""

    finding: int = asked("问题", refers=Finding)
    to_rectify: int = asked("责任人", refers=Person)
    due: date = asked("整改期限")
    requirement: str = asked("整改要求", "与登记时相同可不填", default="")
    called: str = reckoned("问题编号", default="")

    def needs(self) -> Needs:
        """The finding and the person."""
        return needs((Finding, self.finding), (Person, self.to_rectify))

    def completed(self, known: Known) -> AssignFinding:
        """Keep its number."""
        return replace(self, called=_called(known, self.finding))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It waits to be assigned, or is being put right; the term is yet to come."""
        yield from step_refusals(known, self.finding, "交办", self.on)
        if known.find(Person, self.to_rectify) is None:
            yield refuse(V00, field="to_rectify", what=Person.word)
        yield from term_refusals(self.due, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is this person's now."""
        for found in known.those(Finding, [self.finding]):
            yield replace(
                found,
                person=self.to_rectify,
                due=self.due,
                requirement=self.requirement.strip() or found.requirement,
                state=FindingState.ASSIGNED,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.called}交{names.person(self.to_rectify)}整改，{self.due}前"


@act("submit_rectification", "报送整改", Phase.CHECKS, *OFFICE, Role.DEPT_SECRECY_OFFICER)
class SubmitRectification(Act):
    """Tell what was done about it, and under which number the proof is filed."""

    limited_by = ("finding",)

    finding: int = asked("问题", refers=Finding)
    measures: str = asked("整改情况", "做了什么，现在怎样")
    evidence: str = asked("佐证编号", "照片、记录、制度的存档编号，没有不能报送")
    rectified_by: int | None = asked("整改人", "不填即责任人", default=None, refers=Person)
    called: str = reckoned("问题编号", default="")

    def needs(self) -> Needs:
        """The finding, and who has put it right."""
        return needs((Finding, self.finding), (Person, self.rectified_by))

    def completed(self, known: Known) -> SubmitRectification:
        """Whose it was has put it right, unless somebody else is named."""
        found = known.find(Finding, self.finding)
        by = self.rectified_by or (found.person if found else None)
        return replace(self, rectified_by=by, called=_called(known, self.finding))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It is being put right; what was done is told, and there is proof of it."""
        yield from step_refusals(known, self.finding, "报送整改", self.on)
        yield from filled_refusals(("measures", "整改情况", self.measures))
        if not self.evidence.strip():
            yield refuse(K40, field="evidence", what="没有填佐证编号")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It waits for a second person's eyes."""
        for found in known.those(Finding, [self.finding]):
            yield replace(
                found,
                measures=self.measures.strip(),
                evidence=self.evidence.strip(),
                rectified_by=self.rectified_by,
                rectified_on=self.on,
                state=FindingState.SUBMITTED,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.called}已整改，佐证{self.evidence}"


@act("verify_rectification", "验收整改", Phase.CHECKS, *OFFICE)
class VerifyRectification(Act):
    """A second person, who has not done it himself, looks whether it is put right."""

    needs_second = True
    gains = ("rectified_by", "answerable")

    finding: int = asked("问题", refers=Finding)
    accepted: bool = asked("验收", "整改到位", default=True)
    opinion: str = asked("验收意见", "退回时必填", default="")
    due: date | None = asked("新期限", "退回重新整改时填写", default=None)
    called: str = reckoned("问题编号", default="")
    rectified_by: int | None = reckoned("整改人", default=None)
    answerable: int | None = reckoned("责任人", default=None)
    verifier: str = reckoned("验收人", default="")

    def needs(self) -> Needs:
        """The finding."""
        return needs((Finding, self.finding))

    def completed(self, known: Known) -> VerifyRectification:
        """Keep who looks, and who has put it right."""
        found = known.find(Finding, self.finding)
        return replace(
            self,
            called=_called(known, self.finding),
            rectified_by=found.rectified_by if found else None,
            answerable=found.person if found else None,
            verifier=known.second.name if known.second else "",
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It was submitted, with proof; what is sent back says why and until when."""
        yield from step_refusals(known, self.finding, "验收", self.on)
        if not self.accepted:
            yield from filled_refusals(("opinion", "验收意见", self.opinion))
            yield from _new_term(self.due, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Seen and found good; or once more."""
        for found in known.those(Finding, [self.finding]):
            if self.accepted:
                state = FindingState.VERIFIED
                yield replace(found, verifier=self.verifier, verified_on=self.on, state=state)
            else:
                yield _once_more(found, self.opinion, self.due)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verdict = "验收通过" if self.accepted else f"验收未通过，退回重新整改，{self.due}前"
        return f"{self.called}经{self.verifier}{verdict}"


@act("close_finding", "整改销号", Phase.CHECKS, *OFFICE)
class CloseFinding(Act):
    """Strike it off the register."""

    finding: int = asked("问题", refers=Finding)
    called: str = reckoned("问题编号", default="")

    def needs(self) -> Needs:
        """The finding."""
        return needs((Finding, self.finding))

    def completed(self, known: Known) -> CloseFinding:
        """Keep its number."""
        return replace(self, called=_called(known, self.finding))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """With proof, and seen by a second person (K40)."""
        yield from step_refusals(known, self.finding, "销号", self.on)
        found = known.find(Finding, self.finding)
        if found is not None and not (found.evidence and found.verifier):
            yield refuse(K40, field="finding", what=f"{found.number}没有佐证或没有验收")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is closed."""
        for found in known.those(Finding, [self.finding]):
            yield replace(found, closed_on=self.on, state=FindingState.CLOSED)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.called}销号"


@act("reopen_finding", "重新整改", Phase.CHECKS, *OFFICE)
class ReopenFinding(Act):
    """What was thought to be good is not, or the same has come back: the number is open again."""

    finding: int = asked("问题", refers=Finding)
    why: str = asked("重开原因")
    due: date = asked("整改期限")
    called: str = reckoned("问题编号", default="")

    def needs(self) -> Needs:
        """The finding."""
        return needs((Finding, self.finding))

    def completed(self, known: Known) -> ReopenFinding:
        """Keep its number."""
        return replace(self, called=_called(known, self.finding))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It was seen or struck off; why it is opened again is told, and a new term."""
        yield from step_refusals(known, self.finding, "重新整改", self.on)
        yield from filled_refusals(("why", "重开原因", self.why))
        yield from term_refusals(self.due, self.on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """What was done and seen counts no more; it stays in the journal."""
        for found in known.those(Finding, [self.finding]):
            yield _once_more(found, self.why, self.due)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.called}重新整改（{self.why}），{self.due}前"


def _new_term(due: date | None, day: date) -> Iterator[Refusal]:
    text = "" if due is None else due.isoformat()
    yield from filled_refusals(("due", "新期限", text))
    yield from term_refusals(due, day)


def _once_more(found: Finding, why: str, due: date | None) -> Finding:
    """Return the finding as it lies with its department again: proof and eyes are wanted anew."""
    return replace(
        found,
        state=FindingState.REOPENED,
        due=due or found.due,
        measures="",
        evidence="",
        rectified_by=None,
        rectified_on=None,
        verifier="",
        verified_on=None,
        closed_on=None,
        reopened=found.reopened + 1,
        why=why.strip(),
    )
