"""提名上岗、送审: somebody is to have a classified post; the review begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Clearance, Person, Post
from db.ledger.beliefs.clearance import Stage
from db.ledger.known import Known, Needs
from db.ledger.posting import above, his, meant, meant_refusals, needs_of
from db.ledger.rules import K35, K41, K42, V00, V01, V06, Refusal, refuse
from db.ledger.values import Grade, Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("nominate", "提名上岗", Phase.SETUP, *_KEEPERS)
class Nominate(Act):
    """Name a candidate for a classified post; somebody may be on two of them."""

    short = "提名"

    person: int = asked("人员", refers=Person)
    post: int = asked("岗位", refers=Post)
    serving: bool = asked("已在岗", "审查、培训、承诺都有登记的现任人员，直接登记", default=False)
    since: date | None = asked("上岗日期", "已在岗的填", default=None, seldom=True)
    clearance: int | None = reckoned("任职号", series="clearance", default=None)
    grade: Grade | None = reckoned("岗位等级", default=None)
    called: str = reckoned("岗位名称", default="")
    posts: str = reckoned("全部岗位", default="")

    def needs(self) -> Needs:
        """The person with his clearances, and the posts."""
        wanted = needs_of(self.person, self.post)
        wanted.alike.add((Post, "active", True))
        return wanted

    def completed(self, known: Known) -> Nominate:
        """Number it; the grade is that of the post."""
        post = known.find(Post, self.post)
        number = self.clearance or known.take("clearance")
        if post is None:
            return replace(self, clearance=number)
        there = [one for one in his(known, Clearance, self.person) if one.stage.serving]
        named = (known.find(Post, each.post) for each in there)
        posts = "、".join(dict.fromkeys([*(one.name for one in named if one), post.name]))
        grade, called = post.grade, post.name
        return replace(self, clearance=number, grade=grade, called=called, posts=posts)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A person who has not left, a post that is there, and not on it already."""
        person, post = known.find(Person, self.person), known.find(Post, self.post)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        if person.left_on is not None:
            problem = f"已于{person.left_on}离岗"
            yield refuse(V01, field="person", label="人员", problem=problem)
        if post is None or not post.active:
            yield refuse(V00, field="post", what="岗位")
            return
        same = [one for one in his(known, Clearance, self.person) if one.post == self.post]
        if any(not one.stage.over for one in same):
            yield refuse(V06, field="post", name=f"{person.name}任{post.name}")
        if self.serving:
            yield from self._serving_refusals(person, post)

    def _serving_refusals(self, person: Person, post: Post) -> Iterator[Refusal]:
        """Who is noted as serving has on record what leads to the post, and its grade."""
        days = {"审查": person.reviewed_on, "培训": person.trained_on, "承诺书": person.pledged_on}
        if missing := [word for word, day in days.items() if day is None]:
            what = f"{person.name}还没有登记{'、'.join(missing)}"
            yield refuse(K41, field="serving", what=what)
        if above(post.grade, person.grade):
            now = person.grade.word if person.grade else "未定"
            yield refuse(K42, field="serving", what=f"岗位是{post.grade.word}，本人是{now}")
        if self.since is not None and self.since > self.on:
            yield refuse(K35, field="since", day=self.since, why="上岗日期在登记日期之后")

    def effects(self, known: Known) -> Iterator[Belief]:
        """A candidate; or who has the post already, with what is on record of him."""
        people = list(known.those(Person, [self.person] if self.serving else []))
        for person in people:
            yield replace(person, post=self.posts)
            yield Clearance(
                id=self.clearance or 0,
                person=self.person,
                post=self.post,
                grade=self.grade or Grade.GENERAL,
                stage=Stage.ON_POST,
                nominated_on=self.on,
                reviewed_on=person.reviewed_on,
                trained_on=person.trained_on,
                pledged_on=person.pledged_on,
                started_on=self.since or self.on,
            )
        if people:
            return
        yield Clearance(
            id=self.clearance or 0,
            person=self.person,
            post=self.post,
            grade=self.grade or Grade.GENERAL,
            stage=Stage.CANDIDATE,
            nominated_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verb = "登记现任：" if self.serving else "提名"
        return f"{verb}{names.person(self.person)}任{self.called}"


@act("send_for_review", "送审", Phase.SETUP, *_KEEPERS)
class SendForReview(Act):
    """Hand the application (F23) to those who review."""

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", "只有一个岗位时不必填", default=None, refers=Post)
    reviewer: str = asked("审查部门", "组织人事部门")
    form_no: str = asked("审查表编号", default="")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)

    def needs(self) -> Needs:
        """The person with his clearances."""
        return needs_of(self.person, self.post)

    def completed(self, known: Known) -> SendForReview:
        """Find the candidacy that is meant."""
        one = meant(known, self.person, self.post, Stage.CANDIDATE)
        return replace(self, clearance=one.id if one else None)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A candidate, and who reviews."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        yield from meant_refusals(known, self.person, self.post, "送审", Stage.CANDIDATE)
        if not self.reviewer.strip():
            yield refuse(V01, field="reviewer", label="审查部门", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Under review."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, stage=Stage.UNDER_REVIEW, form_no=self.form_no)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}送{self.reviewer}审查"
