"""报备、登记手续: lists of persons handed to an authority, and steps noted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Filing, Person, StepDone
from db.ledger.beliefs.clearance import FilingKind
from db.ledger.known import Known, Needs, needs
from db.ledger.posting import later
from db.ledger.rules import V00, V01, V06, Refusal, refuse
from db.ledger.steps import NOTED
from db.ledger.values import Role

_KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)


@act("file_persons", "登记报备", Phase.SETUP, *_KEEPERS)
class FilePersons(Act):
    """Note that a list of persons was filed: yearly, or for 出入境备案."""

    persons: tuple[int, ...] = asked("人员", refers=Person)
    sort: FilingKind = asked("种类")
    year: int = asked("年度", "如 2026")
    filed_to: str = asked("报送", "保密行政管理部门、出入境管理机构等")
    letter_no: str = asked("文号或批次", default="")
    number: int | None = reckoned("报备号", series="filing", default=None)

    def needs(self) -> Needs:
        """The persons."""
        return needs(*((Person, one) for one in self.persons))

    def completed(self, known: Known) -> FilePersons:
        """Number it."""
        return replace(self, number=self.number or known.take("filing"))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody, each once, each cleared; with whom; a year that can be."""
        if not self.persons:
            yield refuse(V01, field="persons", label="人员", problem="至少一人")
        if len(set(self.persons)) != len(self.persons):
            yield refuse(V01, field="persons", label="人员", problem="有重复")
        for number in dict.fromkeys(self.persons):
            person = known.find(Person, number)
            if person is None:
                yield refuse(V00, field="persons", what="人员")
            elif person.grade is None:
                problem = f"{person.name}没有涉密等级"
                yield refuse(V01, field="persons", label="人员", problem=problem)
        yield from filled_refusals(("filed_to", "报送", self.filed_to))
        if not self.on.year - 1 <= self.year <= self.on.year + 1:
            yield refuse(V01, field="year", label="年度", problem="应为今年或前后一年")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The list as it was filed; each person has his day."""
        yield Filing(
            id=self.number or 0,
            kind=self.sort,
            year=self.year,
            filed_to=self.filed_to,
            number=self.letter_no,
            filed_on=self.on,
            persons=self.persons,
        )
        for person in known.those(Person, self.persons):
            if self.sort is FilingKind.ANNUAL:
                yield replace(person, filed_on=later(person.filed_on, self.on))
            else:
                yield replace(person, border_filed_on=later(person.border_filed_on, self.on))

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.year}年{self.sort.word}，{len(self.persons)}人，报{self.filed_to}"


@act("note_step", "登记手续", Phase.SETUP, *_KEEPERS)
class NoteStep(Act):
    """Note that a step of the checklist of his employment type is done."""

    person: int = asked("人员", refers=Person)
    step: str = asked("手续", "名称，如 原单位审查意见")
    done_by: str = asked("经办", "由谁办的")
    note: str = asked("说明", "文号、存放处等", default="")
    code: str = reckoned("代号", default="")

    def needs(self) -> Needs:
        """The person, and what is noted already."""
        wanted = needs((Person, self.person))
        wanted.alike.add((StepDone, "person", self.person))
        return wanted

    def completed(self, known: Known) -> NoteStep:
        """Find the code of the step, by its name or part of it."""
        person = known.find(Person, self.person)
        if person is None:
            return self
        named = [
            step
            for step in known.policy.steps
            if step.shown_by == NOTED
            and person.employment in step.employment
            and self.step.strip()
            and (self.step.strip() in step.name or self.step == step.id)
        ]
        one = named[0] if len(named) == 1 else None
        return replace(self, step=one.name, code=one.id) if one else self

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A step of his employment type that is not noted yet."""
        person = known.find(Person, self.person)
        if person is None:
            yield refuse(V00, field="person", what="人员")
            return
        his = [
            step.name
            for step in known.policy.steps
            if step.shown_by == NOTED and person.employment in step.employment
        ]
        if not his:
            problem = f"{person.employment}人员没有须手工登记的手续"
            yield refuse(V01, field="person", label="人员", problem=problem)
        elif not self.code:
            yield refuse(V01, field="step", label="手续", problem=f"应为{'、'.join(his)}之一")
        elif known.find(StepDone, self.person, self.code) is not None:
            yield refuse(V06, field="step", name=self.step)
        yield from filled_refusals(("done_by", "经办", self.done_by))

    def effects(self, known: Known) -> Iterator[Belief]:
        """Done."""
        if self.code:
            yield StepDone(
                person=self.person,
                step=self.code,
                done_on=self.on,
                done_by=self.done_by,
                note=self.note,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.person(self.person)}：{self.step}已办（{self.done_by}）"
