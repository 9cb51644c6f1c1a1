"""期初人员: one row of an old register of cleared persons.

A person of the same name who is already in the ledger is never merged in silence:
the row either names him (`same_as`, on a person's word) or makes a namesake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import past_refusals
from db.ledger.acts.setup.add_person import EMPLOYMENT
from db.ledger.beliefs import Belief, Department, Particulars, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K34, V00, V01, V06, Refusal, refuse
from db.ledger.values import Grade, Role

_TOLD = (
    *("id_number", "sex", "born_on", "ethnicity", "politics", "education", "position", "rank"),
    *("title", "phone", "cleared_on", "remark"),
)


@act("open_person", "期初人员", Phase.INTAKE, Role.CUSTODIAN)
class OpenPerson(Act):
    """Take over one row of a register of persons."""

    exempt = frozenset({"V09"})

    workbook: str = asked("工作簿", default="")
    row: int = asked("行")
    as_typed: dict[str, str] = asked("原样")
    name: str = asked("姓名")
    department_name: str = asked("部门", default="")
    post: str = asked("岗位", default="")
    grade: Grade | None = asked("涉密等级", default=None)
    employment: str = asked("人员类型", default="正式")
    on_post: bool = asked("在岗", default=True)
    id_number: str = asked("身份证号", default="")
    sex: str = asked("性别", default="")
    born_on: str = asked("出生年月", default="")
    ethnicity: str = asked("民族", default="")
    politics: str = asked("政治面貌", default="")
    education: str = asked("学历", default="")
    position: str = asked("职务", default="")
    rank: str = asked("行政级别", default="")
    title: str = asked("技术职称", default="")
    phone: str = asked("联系方式", default="")
    cleared_on: str = asked("确定日期", "确定为涉密人员的日期", default="")
    reviewed_on: date | None = asked("审查日期", default=None)
    pledged_on: date | None = asked("承诺日期", default=None)
    remark: str = asked("备注", default="")
    same_as: int | None = asked("就是台账中的", default=None, refers=Person)
    number: int | None = reckoned("编号", default=None, series="person")
    department: int | None = reckoned("部门编号", default=None, refers=Department)
    new_department: int | None = reckoned("新部门", default=None, series="department")

    def needs(self) -> Needs:
        """Everybody of this name, and whoever has the same number."""
        wanted = needs((Person, self.same_as), person_names=(self.name,))
        if self.id_number:
            wanted.alike.add((Particulars, "id_number", self.id_number))
        return wanted

    def completed(self, known: Known) -> OpenPerson:
        """Number the person, and the department if it is new."""
        if self.number is not None or self.department is not None:
            return self
        known_department = _department_called(known, self.department_name)
        fresh = None
        if self.department_name and known_department is None:
            fresh = known.take("department")
        department = known_department.id if known_department else fresh
        number = None if self.same_as else known.take("person")
        return replace(self, number=number, department=department, new_department=fresh)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name; and not the same row twice (K34)."""
        if not self.name.strip():
            yield refuse(V01, field="name", label="姓名", problem="必填")
        for name in ("reviewed_on", "pledged_on"):
            yield from past_refusals(self.on, (name, getattr(self, name)))
        if self.employment not in EMPLOYMENT:
            yield refuse(V01, field="employment", label="人员类型", problem="、".join(EMPLOYMENT))
        if self.same_as is not None and known.find(Person, self.same_as) is None:
            yield refuse(V00, field="same_as", what="人员")
        for other in known.all(Particulars):
            mine = other.person in (self.number, self.same_as)
            if self.id_number and other.id_number == self.id_number and not mine:
                yield refuse(V06, field="id_number", name="这个身份证号")
        for person in known.persons_named(self.name):
            if person.id not in (self.number, self.same_as) and self._is(person):
                yield refuse(K34, issuer="人员", number=self.name, copy=self.post or "—")

    def _is(self, person: Person) -> bool:
        """Whether a person in the ledger is this very row, taken over before."""
        mine = (self.department, self.post, self.grade, self.employment)
        theirs = (person.department, person.post, person.grade, person.employment)
        return not person.unverified and theirs == mine

    def effects(self, known: Known) -> Iterator[Belief]:
        """The person, and a department that was not there."""
        if self.new_department is not None:
            yield Department(id=self.new_department, name=self.department_name)
        yield Person(
            id=self.number or self.same_as or 0,
            name=self.name,
            department=self.department,
            post=self.post,
            grade=self.grade,
            employment=self.employment,
            on_post=self.on_post,
            reviewed_on=self.reviewed_on,
            pledged_on=self.pledged_on,
        )
        told = {name: getattr(self, name) for name in _TOLD}
        if any(told.values()):
            yield Particulars(person=self.number or self.same_as or 0, **told)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        place = f"（{self.department_name}）" if self.department_name else ""
        return f"期初人员：{self.name}{place}"


def _department_called(known: Known, name: str) -> Department | None:
    """Return the department of a name; of one that is closed the one that took it over."""
    now = known.named(Department, name)
    once = next((one for one in known.all(Department) if one.name == name), None)
    return now or (known.find(Department, once.successor) if once else None)
