"""上岗: reviewed, trained and pledged, in this order; only then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Clearance, Person, Post, StepDone
from db.ledger.beliefs.clearance import Stage
from db.ledger.known import Known, Needs
from db.ledger.posting import above, his, meant, needs_of, prepared
from db.ledger.rules import K35, K41, V00, V01, V42, Refusal, refuse, warn
from db.ledger.steps import BEFORE, NOTED
from db.ledger.values import Grade, Role

_OPEN = (Stage.CANDIDATE, Stage.UNDER_REVIEW, Stage.APPROVED, Stage.TRAINED, Stage.PLEDGED)
_NEXT = {
    Stage.CANDIDATE: "还没有送审",
    Stage.UNDER_REVIEW: "审查还没有结论",
    Stage.APPROVED: "还没有岗前培训",
    Stage.TRAINED: "还没有签上岗承诺书",
}


@act("take_post", "上岗", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class TakePost(Act):
    """Put somebody on his classified post; from now on he has its grade."""

    short = "上岗"

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", "只有一个岗位时不必填", default=None, refers=Post)
    approved_by: str = asked("批准", "领导或保密委员会")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)
    grade: Grade | None = reckoned("涉密等级", default=None)
    posts: str = reckoned("岗位名称", default="")

    def needs(self) -> Needs:
        """The person with his clearances, their posts, and the steps noted."""
        wanted = needs_of(self.person, self.post)
        wanted.alike.add((StepDone, "person", self.person))
        wanted.alike.add((Post, "active", True))
        return wanted

    def completed(self, known: Known) -> TakePost:
        """Find the clearance; reckon grade and posts that he has with it."""
        one = meant(known, self.person, self.post, *_OPEN)
        if one is None:
            return self
        there = [other for other in his(known, Clearance, self.person) if other.stage.serving]
        grade = one.grade
        for other in there:
            grade = other.grade if above(other.grade, grade) else grade
        named = (known.find(Post, each.post) for each in (*there, one))
        posts = "、".join(dict.fromkeys(post.name for post in named if post))
        return replace(self, clearance=one.id, grade=grade, posts=posts)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Review, training and pledge come before the post (K41), and so do other steps (V42)."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        one = meant(known, self.person, self.post, *_OPEN)
        if one is None:
            found = [each for each in his(known, Clearance, self.person) if each.stage in _OPEN]
            if found and self.post is None:
                problem = "候选的岗位不止一个，请选一个"
                yield refuse(V01, field="post", label="岗位", problem=problem)
            else:
                yield refuse(K41, field="person", what=f"{person.name}还没有提名审查")
            return
        stage = Stage.TRAINED if prepared(one, person) else one.stage
        if stage in _NEXT:
            yield refuse(K41, field="person", what=f"{person.name}{_NEXT[stage]}")
        for day in (one.reviewed_on, one.trained_on, one.pledged_on):
            if day is not None and day > self.on:
                yield refuse(K35, field="on", day=self.on, why=f"早于审查、培训或承诺（{day}）")
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准", problem="必填")
        yield from _step_refusals(known, person)

    def effects(self, known: Known) -> Iterator[Belief]:
        """On the post, with its grade."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, stage=Stage.ON_POST, started_on=self.on)
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=True, unverified=False, grade=self.grade, post=self.posts)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        grade = f"，{self.grade.word}涉密人员" if self.grade else ""
        return f"{names.person(self.person)}上岗：{self.posts}{grade}"


def _step_refusals(known: Known, person: Person) -> Iterator[Refusal]:
    """Warn of steps of his employment type that are due before a post and are not noted."""
    done = {one.step for one in known.all(StepDone) if one.person == person.id}
    missing = [
        step.name
        for step in known.policy.steps
        if step.when == BEFORE
        and step.shown_by == NOTED
        and person.employment in step.employment
        and step.id not in done
    ]
    if missing:
        what = "、".join(missing)
        yield warn(V42, field="person", who=person.name, employment=person.employment, what=what)
