"""登记人员: a person who may hold, read or borrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Department, Person
from db.ledger.known import Known, Needs
from db.ledger.rules import V00, V01, V06, Refusal, refuse, warn
from db.ledger.values import Grade, Role

EMPLOYMENT = ("正式", "借调", "挂职", "跟班学习", "聘用", "外单位")


@act("add_person", "登记人员", Phase.SETUP, Role.CUSTODIAN, Role.SYS_ADMIN)
class AddPerson(Act):
    """Enter a person; a second person of the same name must be confirmed, never merged."""

    name: str = asked("姓名")
    department: int | None = asked("部门", default=None, refers=Department)
    post: str = asked("岗位", default="")
    grade: Grade | None = asked("涉密等级", "核心、重要、一般", default=None)
    employment: str = asked(
        "人员类型", "、".join(EMPLOYMENT), default="正式", among={one: one for one in EMPLOYMENT}
    )
    on_post: bool = asked("在岗", default=True)
    unverified: bool = asked("待核", default=False)
    number: int | None = reckoned("编号", series="person", default=None)

    def needs(self) -> Needs:
        """Everybody of this name."""
        return Needs(person_names={self.name})

    def completed(self, known: Known) -> AddPerson:
        """Number the person."""
        return replace(self, number=self.number or known.take("person"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name; a known department; a namesake only on purpose."""
        if not self.name.strip():
            yield refuse(V01, field="name", label="姓名", problem="必填")
        if self.employment not in EMPLOYMENT:
            yield refuse(V01, field="employment", label="人员类型", problem="、".join(EMPLOYMENT))
        if self.department is not None and known.find(Department, self.department) is None:
            yield refuse(V00, field="department", what="部门")
        if known.persons_named(self.name):
            yield warn(V06, field="name", name=self.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The person is there."""
        yield Person(
            id=self.number or 0,
            name=self.name,
            department=self.department,
            post=self.post,
            grade=self.grade,
            employment=self.employment,
            on_post=self.on_post,
            unverified=self.unverified,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记人员{self.name}"
