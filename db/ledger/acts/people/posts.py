"""登记、变更涉密岗位: a post is fixed and approved before anybody is put on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Clearance, Department, Post
from db.ledger.beliefs.organisation import POST_CATEGORIES
from db.ledger.known import Known, Needs, needs
from db.ledger.posting import above
from db.ledger.rules import V00, V01, V06, Refusal, refuse
from db.ledger.values import Grade, Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
_AMONG = {one: one for one in POST_CATEGORIES}


@act("add_post", "登记涉密岗位", Phase.SETUP, *_KEEPERS)
class AddPost(Act):
    """Enter a classified post as it was approved."""

    code: str = asked("岗位编号", "如 SM-01")
    name: str = asked("岗位名称")
    department: int = asked("部门", refers=Department)
    category: str = asked("岗位类别", among=_AMONG)
    grade: Grade = asked("岗位等级", "核心、重要、一般")
    duty: str = asked("职责", default="")
    items: str = asked("接触的涉密事项", default="", seldom=True)
    approved_by: str = asked("批准", "保密委员会或领导")
    number: int | None = reckoned("岗位号", series="post", default=None)

    def needs(self) -> Needs:
        """A post of the same code."""
        return Needs(alike={(Post, "code", self.code)})

    def completed(self, known: Known) -> AddPost:
        """Number it."""
        return replace(self, number=self.number or known.take("post"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Code, name, department; who approved; a code only once."""
        yield from filled_refusals(
            ("code", "岗位编号", self.code),
            ("name", "岗位名称", self.name),
            ("approved_by", "批准", self.approved_by),
        )
        if known.find(Department, self.department) is None:
            yield refuse(V00, field="department", what="部门")
        if self.category not in POST_CATEGORIES:
            problem = "、".join(POST_CATEGORIES)
            yield refuse(V01, field="category", label="岗位类别", problem=problem)
        if any(one.code == self.code for one in known.all(Post)):
            yield refuse(V06, field="code", name=f"岗位{self.code}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The post is there."""
        yield Post(
            id=self.number or 0,
            code=self.code,
            name=self.name,
            department=self.department,
            category=self.category,
            grade=self.grade,
            duty=self.duty,
            items=self.items,
            approved_by=self.approved_by,
            approved_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记{self.grade.word}涉密岗位{self.code}{self.name}"


@act("change_post", "变更涉密岗位", Phase.SETUP, *_KEEPERS)
class ChangePost(Act):
    """Change grade, name or duty of a post, or give it up; with approval."""

    post: int = asked("岗位", refers=Post)
    grade: Grade | None = asked("岗位等级", "不变就不填", default=None)
    name: str = asked("岗位名称", "不变就不填", default="")
    duty: str = asked("职责", "不变就不填", default="")
    closed: bool = asked("撤销岗位", default=False)
    approved_by: str = asked("批准", "保密委员会或领导")
    reason: str = asked("变更原因")
    code: str = reckoned("岗位编号", default="")

    def needs(self) -> Needs:
        """The post and who is on it."""
        wanted = needs((Post, self.post))
        wanted.alike.add((Clearance, "post", self.post))
        return wanted

    def completed(self, known: Known) -> ChangePost:
        """Note the code."""
        post = known.find(Post, self.post)
        return replace(self, code=post.code if post else "")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A change, approved; nobody is left on a post that is given up or has become higher."""
        post = known.find(Post, self.post)
        if post is None:
            yield refuse(V00, field="post", what="岗位")
            return
        yield from filled_refusals(
            ("approved_by", "批准", self.approved_by), ("reason", "变更原因", self.reason)
        )
        if not post.active:
            yield refuse(V01, field="post", label="岗位", problem="已撤销")
        if self.grade is None and not (self.name.strip() or self.duty.strip() or self.closed):
            yield refuse(V01, field="grade", label="变更", problem="至少改一项")
        there = [one for one in known.all(Clearance) if one.post == post.id and not one.stage.over]
        if self.closed and there:
            problem = f"岗位上还有{len(there)}人，请先离任或撤回"
            yield refuse(V01, field="closed", label="撤销岗位", problem=problem)
        lower = [one for one in there if self.grade and above(self.grade, one.grade)]
        if lower:
            problem = f"岗位上有{len(lower)}人等级低于新等级，请先审查并调整其等级"
            yield refuse(V01, field="grade", label="岗位等级", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The post as it is from now on."""
        for post in known.those(Post, [self.post]):
            yield replace(
                post,
                grade=self.grade or post.grade,
                name=self.name or post.name,
                duty=self.duty or post.duty,
                approved_by=self.approved_by,
                approved_on=self.on,
                active=not self.closed,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        done = [f"改为{self.grade.word}"] if self.grade else []
        done += [f"更名{self.name}"] if self.name else []
        done += ["改职责"] if self.duty else []
        done += ["撤销"] if self.closed else []
        return f"涉密岗位{self.code}{'，'.join(done)}：{self.reason}"
