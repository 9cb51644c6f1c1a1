"""补充人员信息: what a registration form asks about a person, and changes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.acts.setup.add_person import EMPLOYMENT
from db.ledger.beliefs import Belief, Department, Particulars, Person
from db.ledger.deadlines import DayProblem, parse_partial
from db.ledger.identity_numbers import number_problem, tidy_number
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, V06, V41, Refusal, refuse, warn
from db.ledger.values import Role

SEXES = ("男", "女")
_DAYS = {"born_on": "出生年月", "started_work": "参加工作时间"}
_TEXTS = (
    *("id_number", "sex", "born_on", "ethnicity", "politics", "education", "position", "rank"),
    *("title", "phone", "started_work", "abroad", "sender", "remark"),
)


@act("describe_person", "补充人员信息", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class DescribePerson(Act):
    """Note what is known of a person; a field left empty stays as it was."""

    short = "信息"

    person: int = asked("人员", refers=Person)
    department: int | None = asked("部门", "变动时填", default=None, refers=Department)
    employment: str = asked(
        "人员类型",
        "变动时选",
        default="",
        among={"": "不变"} | {one: one for one in EMPLOYMENT},
        seldom=True,
    )
    id_number: str = asked("身份证号", "只以掩码显示和打印", default="")
    sex: str = asked("性别", default="", among={"": "未填"} | {one: one for one in SEXES})
    born_on: str = asked("出生年月", "如 1990.7 或 1990-07-03", default="")
    ethnicity: str = asked("民族", default="", seldom=True)
    politics: str = asked("政治面貌", default="")
    education: str = asked("学历", default="")
    position: str = asked("职务", default="")
    rank: str = asked("行政级别", default="", seldom=True)
    title: str = asked("技术职称", default="", seldom=True)
    phone: str = asked("联系方式", default="")
    started_work: str = asked("参加工作时间", default="", seldom=True)
    abroad: str = asked("外国国籍或境外居留", "没有就不填", default="", seldom=True)
    sender: str = asked("原单位", "借调、挂职、跟班学习人员填派出单位", default="", seldom=True)
    remark: str = asked("备注", default="", seldom=True)

    def needs(self) -> Needs:
        """The person, what is known of him, and whoever has the same number."""
        wanted = needs((Person, self.person), (Particulars, self.person))
        if self.id_number:
            wanted.alike.add((Particulars, "id_number", tidy_number(self.id_number)))
        return wanted

    def completed(self, known: Known) -> DescribePerson:
        """Write numbers and days as the ledger does."""
        tidied: dict[str, Any] = {"id_number": tidy_number(self.id_number)}
        for name in _DAYS:
            with suppress(DayProblem):
                tidied[name] = _tidy_day(getattr(self, name))
        return replace(self, **tidied)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something is said; days are days; a number is right, and nobody else's."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        said = [self.department, self.employment, *(getattr(self, name) for name in _TEXTS)]
        if not any(said):
            yield refuse(V01, field="id_number", label="人员信息", problem="至少填一项")
        if self.department is not None and known.find(Department, self.department) is None:
            yield refuse(V00, field="department", what="部门")
        if self.employment not in ("", *EMPLOYMENT):
            yield refuse(V01, field="employment", label="人员类型", problem="、".join(EMPLOYMENT))
        if self.sex not in ("", *SEXES):
            yield refuse(V01, field="sex", label="性别", problem="应为男、女")
        yield from self._day_refusals()
        yield from self._number_refusals(known, person)

    def _day_refusals(self) -> Iterator[Refusal]:
        for name, label in _DAYS.items():
            try:
                _tidy_day(getattr(self, name))
            except DayProblem:
                problem = "应写作 1990.7 或 1990-07-03"
                yield refuse(V01, field=name, label=label, problem=problem)

    def _number_refusals(self, known: Known, person: Person) -> Iterator[Refusal]:
        if why := number_problem(self.id_number):
            yield warn(V41, field="id_number", who=person.name, why=why)
        for other in known.all(Particulars):
            if self.id_number and other.id_number == self.id_number and other.person != self.person:
                yield refuse(V06, field="id_number", name="这个身份证号")

    def effects(self, known: Known) -> Iterator[Belief]:
        """What was said stands; the rest as before."""
        for person in known.those(Person, [self.person]):
            yield replace(
                person,
                department=self.department or person.department,
                employment=self.employment or person.employment,
            )
        before = known.find(Particulars, self.person) or Particulars(person=self.person)
        said = {name: getattr(self, name) for name in _TEXTS}
        yield replace(before, **{name: text for name, text in said.items() if text})

    def sentence(self, names: Names) -> str:
        """Tell the act in one line, without telling what was noted."""
        return f"补充{names.person(self.person)}的人员信息"


def _tidy_day(typed: str) -> str:
    """Return 2019.7 as 2019-07; a whole day, a month or a bare year."""
    return parse_partial(typed) if typed.strip() else ""
