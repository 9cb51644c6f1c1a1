"""审查结论: a review before a post, a re-review, or one before a higher grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Clearance, Person, Post, Review
from db.ledger.beliefs.clearance import ReviewKind, Stage
from db.ledger.known import Known, Needs
from db.ledger.posting import later, meant, meant_refusals, needs_of
from db.ledger.rules import K35, V00, V01, Refusal, refuse
from db.ledger.values import Grade, Role


@act("conclude_review", "审查结论", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class ConcludeReview(Act):
    """Note what a review found; every one stays on record."""

    short = "结论"

    person: int = asked("人员", refers=Person)
    sort: ReviewKind = asked("类别")
    passed: bool = asked("合格", "不合格就不勾", default=True)
    post: int | None = asked("岗位", "上岗审查且不止一个岗位时填", default=None, refers=Post)
    grade: Grade | None = asked("审定等级", "等级变更审查必填", default=None)
    reviewer: str = asked("审查部门", "组织人事部门")
    form_no: str = asked("审查表编号", default="")
    opinion: str = asked("审查意见", "不合格的写明原因", default="")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)
    number: int | None = reckoned("审查号", series="review", default=None)

    def needs(self) -> Needs:
        """The person with his clearances."""
        return needs_of(self.person, self.post)

    def completed(self, known: Known) -> ConcludeReview:
        """Number it; find the candidacy under review."""
        number = self.number or known.take("review")
        one = None
        if self.sort is ReviewKind.ENTRY:
            one = meant(known, self.person, self.post, Stage.UNDER_REVIEW)
        grade = self.grade or (one.grade if one else None)
        return replace(self, number=number, clearance=one.id if one else None, grade=grade)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody who is under review, or has a grade to be reviewed again."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        yield from filled_refusals(("reviewer", "审查部门", self.reviewer))
        if not self.passed:
            yield from filled_refusals(("opinion", "审查意见", self.opinion))
        if self.sort is ReviewKind.ENTRY:
            under = Stage.UNDER_REVIEW
            yield from meant_refusals(known, self.person, self.post, "下上岗审查结论", under)
            one = meant(known, self.person, self.post, under)
            if one is not None and self.on < one.nominated_on:
                yield refuse(K35, field="on", day=self.on, why=f"早于提名之日{one.nominated_on}")
        elif person.grade is None:
            yield refuse(V01, field="sort", label="类别", problem="没有涉密等级，应先上岗审查")
        elif self.sort is ReviewKind.REGRADE and self.grade is None:
            yield refuse(V01, field="grade", label="审定等级", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """One more review; the candidate is approved or rejected; passed, the cycle begins anew."""
        yield Review(
            id=self.number or 0,
            person=self.person,
            kind=self.sort,
            clearance=self.clearance,
            grade=self.grade,
            passed=self.passed,
            concluded_on=self.on,
            reviewer=self.reviewer,
            form_no=self.form_no,
            opinion=self.opinion,
        )
        for one in known.those(Clearance, [self.clearance or 0]):
            stage = Stage.APPROVED if self.passed else Stage.REJECTED
            grade = self.grade or one.grade
            yield replace(one, stage=stage, reviewed_on=self.on, grade=grade, reason=self.opinion)
        for person in known.those(Person, [self.person] if self.passed else []):
            yield replace(person, reviewed_on=later(person.reviewed_on, self.on))

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        found = "合格" if self.passed else "不合格"
        grade = f"，审定{self.grade.word}" if self.grade and self.passed else ""
        told = f"：{self.opinion}" if self.opinion else ""
        return f"{names.person(self.person)}{self.sort.word}{found}{grade}{told}"
