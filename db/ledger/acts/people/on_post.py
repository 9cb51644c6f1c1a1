"""调整涉密等级、暂停、恢复、离任: what happens to somebody while he has a classified post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Clearance, Person, Post, Review
from db.ledger.beliefs.clearance import Stage
from db.ledger.known import Known, Needs
from db.ledger.posting import above, his, meant, meant_refusals, needs_of, serving
from db.ledger.rules import K24, K42, V00, V01, Refusal, refuse
from db.ledger.values import Grade, Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
_SERVING = (Stage.ON_POST, Stage.SUSPENDED)
_ONE = "只有一个岗位时不必填"


@act("regrade", "调整涉密等级", Phase.SETUP, *_KEEPERS)
class Regrade(Act):
    """Give somebody another grade on his post; a higher one only after a new review (K42)."""

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", _ONE, default=None, refers=Post)
    to_grade: Grade = asked("调整为")
    reason: str = asked("原因")
    approved_by: str = asked("批准", "保密委员会或领导")
    form_no: str = asked("审定表编号", "F24", default="")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)
    grade: Grade | None = reckoned("涉密等级", default=None)

    def needs(self) -> Needs:
        """The person with his clearances and reviews."""
        wanted = needs_of(self.person, self.post)
        wanted.alike.add((Review, "person", self.person))
        return wanted

    def completed(self, known: Known) -> Regrade:
        """Find the clearance; reckon the grade he has with the change."""
        one = meant(known, self.person, self.post, *_SERVING)
        if one is None:
            return self
        grade, _ = serving(known, self.person, [replace(one, grade=self.to_grade)])
        return replace(self, clearance=one.id, grade=grade)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Another grade than before; upward only if a review after the last one allows it."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
            return
        yield from meant_refusals(known, self.person, self.post, "调整等级", *_SERVING)
        yield from filled_refusals(
            ("reason", "原因", self.reason), ("approved_by", "批准", self.approved_by)
        )
        one = meant(known, self.person, self.post, *_SERVING)
        if one is None:
            return
        if one.grade is self.to_grade:
            problem = f"已经是{one.grade.word}"
            yield refuse(V01, field="to_grade", label="调整为", problem=problem)
        elif above(self.to_grade, one.grade) and not self._allowed(known, one):
            what = f"由{one.grade.word}调为{self.to_grade.word}，没有之后的审查结论"
            yield refuse(K42, field="to_grade", what=what)

    def _allowed(self, known: Known, one: Clearance) -> bool:
        since = one.started_on or one.nominated_on
        return any(
            review.passed
            and review.grade is not None
            and not above(self.to_grade, review.grade)
            and since <= review.concluded_on <= self.on
            for review in known.all(Review)
            if review.person == self.person
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """Another grade, on the post and as a person."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, grade=self.to_grade)
        for person in known.those(Person, [self.person]):
            yield replace(person, grade=self.grade)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}涉密等级调整为{self.to_grade.word}：{self.reason}"


@act("suspend_post", "暂停上岗", Phase.SETUP, *_KEEPERS)
class SuspendPost(Act):
    """Take somebody off his post for a time: nothing classified goes to him."""

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", _ONE, default=None, refers=Post)
    reason: str = asked("原因")
    approved_by: str = asked("批准")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)
    at_work: bool = reckoned("仍在岗", default=False)

    def needs(self) -> Needs:
        """The person with his clearances."""
        return needs_of(self.person, self.post)

    def completed(self, known: Known) -> SuspendPost:
        """Find the clearance; tell whether another post is left to him."""
        one = meant(known, self.person, self.post, Stage.ON_POST)
        if one is None:
            return self
        _, at_work = serving(known, self.person, [replace(one, stage=Stage.SUSPENDED)])
        return replace(self, clearance=one.id, at_work=at_work)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody on a post; why, and who says so."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        yield from meant_refusals(known, self.person, self.post, "暂停", Stage.ON_POST)
        yield from filled_refusals(
            ("reason", "原因", self.reason), ("approved_by", "批准", self.approved_by)
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """Suspended; off his post if it was the only one."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, stage=Stage.SUSPENDED, suspended_on=self.on, reason=self.reason)
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=self.at_work)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}暂停上岗：{self.reason}"


@act("resume_post", "恢复上岗", Phase.SETUP, *_KEEPERS)
class ResumePost(Act):
    """Let somebody who was suspended work on his post again."""

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", _ONE, default=None, refers=Post)
    reason: str = asked("说明")
    approved_by: str = asked("批准")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)

    def needs(self) -> Needs:
        """The person with his clearances."""
        return needs_of(self.person, self.post)

    def completed(self, known: Known) -> ResumePost:
        """Find the clearance."""
        one = meant(known, self.person, self.post, Stage.SUSPENDED)
        return replace(self, clearance=one.id if one else None)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody suspended, and who says so."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
        yield from meant_refusals(known, self.person, self.post, "恢复", Stage.SUSPENDED)
        yield from filled_refusals(
            ("reason", "说明", self.reason), ("approved_by", "批准", self.approved_by)
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """On his post again."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, stage=Stage.ON_POST, suspended_on=None, reason=self.reason)
        for person in known.those(Person, [self.person]):
            yield replace(person, on_post=True)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}恢复上岗：{self.reason}"


@act("end_post", "离任一个岗位", Phase.SETUP, *_KEEPERS)
class EndPost(Act):
    """End a candidacy, or one of two posts; whoever has only one goes through the gate (K24)."""

    person: int = asked("人员", refers=Person)
    post: int | None = asked("岗位", _ONE, default=None, refers=Post)
    reason: str = asked("原因")
    clearance: int | None = reckoned("任职号", refers=Clearance, default=None)
    grade: Grade | None = reckoned("涉密等级", default=None)
    posts: str = reckoned("岗位名称", default="")
    served: bool = reckoned("曾在岗", default=False)

    def needs(self) -> Needs:
        """The person with his clearances, and the posts."""
        wanted = needs_of(self.person, self.post)
        wanted.alike.add((Post, "active", True))
        return wanted

    def _meant(self, known: Known) -> Clearance | None:
        return meant(known, self.person, self.post, *(s for s in Stage if not s.over))

    def completed(self, known: Known) -> EndPost:
        """Find the clearance; reckon what is left to him."""
        one = self._meant(known)
        if one is None:
            return self
        ended = replace(one, stage=Stage.ENDED)
        grade, _ = serving(known, self.person, [ended])
        rest = [c for c in his(known, Clearance, self.person) if c.stage.serving and c != one]
        named = (known.find(Post, each.post) for each in rest)
        posts = "、".join(dict.fromkeys(post.name for post in named if post))
        served = one.stage.serving
        return replace(self, clearance=one.id, grade=grade, posts=posts, served=served)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A post that is not his last one."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        stages = tuple(stage for stage in Stage if not stage.over)
        yield from meant_refusals(known, self.person, self.post, "离任", *stages)
        yield from filled_refusals(("reason", "原因", self.reason))
        one = self._meant(known)
        if one is not None and one.stage.serving:
            grade, _ = serving(known, self.person, [replace(one, stage=Stage.ENDED)])
            if grade is None:
                what = f"这是{person.name}唯一的涉密岗位，请用“登记离岗”办理"
                yield refuse(K24, field="person", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The post is over; the others remain."""
        for one in known.those(Clearance, [self.clearance or 0]):
            yield replace(one, stage=Stage.ENDED, ended_on=self.on, reason=self.reason)
        for person in known.those(Person, [self.person] if self.served else []):
            yield replace(person, grade=self.grade, post=self.posts)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}离任：{self.reason}"
