"""期初人员: one row of an old register of cleared persons.

A person of the same name who is already in the ledger is never merged in silence:
the row either names him (`same_as`, on a person's word) or makes a namesake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.setup.add_person import EMPLOYMENT
from db.ledger.beliefs import Belief, Department, Person
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K34, V00, V01, Refusal, refuse
from db.ledger.values import Grade, Role


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
    same_as: int | None = asked("就是台账中的", default=None, refers=Person)
    number: int | None = reckoned("编号", default=None, series="person")
    department: int | None = reckoned("部门编号", default=None, refers=Department)
    new_department: int | None = reckoned("新部门", default=None, series="department")

    def needs(self) -> Needs:
        """Everybody of this name."""
        return needs((Person, self.same_as), person_names=(self.name,))

    def completed(self, known: Known) -> OpenPerson:
        """Number the person, and the department if it is new."""
        if self.number is not None or self.department is not None:
            return self
        known_department = known.named(Department, self.department_name)
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
        if self.employment not in EMPLOYMENT:
            yield refuse(V01, field="employment", label="人员类型", problem="、".join(EMPLOYMENT))
        if self.same_as is not None and known.find(Person, self.same_as) is None:
            yield refuse(V00, field="same_as", what="人员")
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
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        place = f"（{self.department_name}）" if self.department_name else ""
        return f"期初人员：{self.name}{place}"
