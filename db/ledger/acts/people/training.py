"""安排培训、培训签到: who is to come to a session, and who came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger import posting
from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Attendance, Belief, Clearance, Department, Person, Training
from db.ledger.beliefs.training import Presence, TrainingKind
from db.ledger.fitness import left_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import TRAININGS
from db.ledger.numbered import Numbered
from db.ledger.rules import K23, K35, V00, V01, V06, Refusal, refuse, warn
from db.ledger.values import Role

TRAINERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
_HOURS = re.compile(r"(\d{1,2})(?:\.(\d))?", re.ASCII)
MOST_HOURS = 80


def tenths_of(hours: str) -> int:
    """Return tenths of an hour from `2` or `1.5`; 0 if it is neither."""
    found = _HOURS.fullmatch(hours.strip())
    return 10 * int(found[1]) + int(found[2] or 0) if found else 0


@act("plan_training", "安排培训", Phase.SETUP, *TRAINERS)
class PlanTraining(Numbered):
    """Call a session: everybody cleared of these departments, and whoever else is named."""

    numbered_in, numbered_by = TRAININGS, "held_on"

    topic: str = asked("主题")
    sort: TrainingKind = asked("类型")
    lecturer: str = asked("主讲人")
    hours: str = asked("学时", "如 2 或 1.5")
    held_on: date | None = asked("培训日期", "不填即当天，可以是以后", default=None)
    place: str = asked("地点", default="")
    departments: tuple[int, ...] = asked(
        "部门", "在岗涉密人员都列为应到", default=(), refers=Department
    )
    persons: tuple[int, ...] = asked("另加人员", default=(), refers=Person)
    remark: str = asked("备注", default="", seldom=True)
    training: int | None = reckoned("培训号", series="training", default=None)
    tenths: int = reckoned("学时数", default=0)
    listed: tuple[int, ...] = reckoned("应到", default=())

    def needs(self) -> Needs:
        """Everybody of these departments, and whoever is named."""
        wanted = needs(*((Person, person) for person in self.persons))
        wanted.alike |= {(Person, "department", one) for one in self.departments}
        return wanted

    def completed(self, known: Known) -> PlanTraining:
        """Number it, read the hours, and fix who is to come."""
        training = self.training or known.take("training")
        cleared = sorted(
            person.id
            for person in known.all(Person)
            if person.department in self.departments and person.on_post and person.grade
        )
        return replace(
            self,
            training=training,
            held_on=self._day,
            tenths=tenths_of(self.hours),
            listed=tuple(dict.fromkeys((*cleared, *self.persons))),
        ).with_number(known)

    @property
    def _day(self) -> date:
        return self.held_on or self.on

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A topic, a lecturer, some hours, and somebody who can come."""
        yield from filled_refusals(
            ("topic", "主题", self.topic), ("lecturer", "主讲人", self.lecturer)
        )
        yield from hours_refusals(self.hours)
        yield from twice_refusals(self.persons)
        for department in self.departments:
            if known.find(Department, department) is None:
                yield refuse(V00, field="departments", what="部门")
        for person in map(known.person, self.persons):
            yield from left_refusals(person, self._day, "参加培训", field="persons")
        if not self.listed:
            problem = "没有人应到；请选有在岗涉密人员的部门，或另加人员"
            yield refuse(V01, field="departments", label="部门", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The session, and its list."""
        yield Training(
            id=self.training or 0,
            number=self.text,
            kind=self.sort,
            topic=self.topic.strip(),
            lecturer=self.lecturer.strip(),
            tenths=self.tenths,
            place=self.place,
            departments=self.departments,
            held_on=self._day,
            held_at=self.at,
            remark=self.remark,
        )
        for person in self.listed:
            yield Attendance(training=self.training or 0, person=person, presence=Presence.LISTED)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}安排{self.sort.word}培训：{self.topic}，应到{len(self.listed)}人"


def hours_refusals(hours: str) -> Iterator[Refusal]:
    """Some hours, written as a number."""
    if not 0 < tenths_of(hours) <= 10 * MOST_HOURS:
        problem = f"请写成 2 或 1.5 的样子，不超过{MOST_HOURS}"
        yield refuse(V01, field="hours", label="学时", problem=problem)


def twice_refusals(
    persons: tuple[int, ...], field: str = "persons", label: str = "人员"
) -> Iterator[Refusal]:
    """Nobody is named twice."""
    if len(set(persons)) != len(persons):
        yield refuse(V01, field=field, label=label, problem="有重复")


@act("attend_training", "培训签到", Phase.SETUP, *TRAINERS)
class AttendTraining(Act):
    """Note who came and who did not: without names, all who were to come but the absent."""

    training: int = asked("培训", refers=Training)
    persons: tuple[int, ...] = asked(
        "到场人员", "不填即应到的全部；可加没有列入的", default=(), refers=Person
    )
    absent: tuple[int, ...] = asked("缺席人员", default=(), refers=Person)
    why: str = asked("缺席原因", default="")
    text: str = reckoned("编号", default="")
    held_on: date | None = reckoned("培训日期", default=None)
    before_post: bool = reckoned("岗前", default=False)
    present: tuple[int, ...] = reckoned("实到", default=())
    clearances: tuple[int, ...] = reckoned("岗前培训的任职", refers=Clearance, default=())

    def needs(self) -> Needs:
        """The session with its list, and whoever is named."""
        named = ((Person, person) for person in (*self.persons, *self.absent))
        wanted = needs((Training, self.training), *named)
        wanted.alike.add((Attendance, "training", self.training))
        wanted.alike |= {(Clearance, "person", person) for person in self.persons}
        return wanted

    def completed(self, known: Known) -> AttendTraining:
        """Settle who came, and whose clearance it brings forward."""
        training = known.get(Training, self.training)
        waiting = (one.person for one in attendance_of(known, self.training, Presence.LISTED))
        came = self.persons or tuple(one for one in waiting if one not in self.absent)
        return replace(
            self,
            text=training.number,
            held_on=training.held_on,
            before_post=training.kind is TrainingKind.BEFORE_POST,
            present=came,
            clearances=posting.trained(known, came),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """After it was held, each once, the absent with a reason, and somebody at all."""
        if self.held_on is not None and self.on < self.held_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于培训日期{self.held_on}")
        yield from twice_refusals(self.persons, label="到场人员")
        yield from twice_refusals(self.absent, "absent", "缺席人员")
        if set(self.present) & set(self.absent):
            yield refuse(V01, field="absent", label="缺席人员", problem="有到场的人")
        if not self.present and not self.absent:
            yield refuse(V01, field="persons", label="到场人员", problem="没有待签到的人")
        if self.absent:
            yield from filled_refusals(("why", "缺席原因", self.why))
        yield from self._each(known)

    def _each(self, known: Known) -> Iterator[Refusal]:
        for number in (*self.present, *self.absent):
            person, before = known.person(number), known.find(Attendance, self.training, number)
            if before is not None and before.presence is not Presence.LISTED:
                name = f"{person.name}的签到（{before.presence.word}）"
                yield refuse(V06, field="persons", name=name)
            if number in self.absent and before is None:
                problem = f"{person.name}不在应到之列"
                yield refuse(V01, field="absent", label="缺席人员", problem=problem)
            if number in self.present and self.held_on is not None:
                yield from left_refusals(person, self.held_on, "参加培训", field="persons")
                if self.before_post:
                    yield from before_post_refusals(known, person, self.held_on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Each came or did not; whoever came was trained that day."""
        for person in self.present:
            yield Attendance(
                training=self.training,
                person=person,
                presence=Presence.PRESENT,
                done_on=self.held_on,
            )
        for person in self.absent:
            yield Attendance(
                training=self.training, person=person, presence=Presence.ABSENT, why=self.why
            )
        yield from trained(known, self.present, self.held_on or self.on)
        yield from posting.after_training(known, self.clearances, self.held_on or self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        away = f"，缺席{len(self.absent)}人（{self.why}）" if self.absent else ""
        return f"{self.text}签到：实到{len(self.present)}人{away}"


def attendance_of(known: Known, training: int, *presences: Presence) -> list[Attendance]:
    """Return who is on the list of a session in one of these ways, in order."""
    found = (one for one in known.all(Attendance) if one.training == training)
    return sorted((one for one in found if one.presence in presences), key=lambda one: one.person)


def before_post_refusals(known: Known, person: Person, day: date) -> Iterator[Refusal]:
    """Warn (K23) of training for a post that he has already, or before he was named for one."""
    his = [one for one in known.all(Clearance) if one.person == person.id and not one.stage.over]
    started = [one.started_on for one in his if one.stage.serving and one.started_on is not None]
    waiting = [one.nominated_on for one in his if not one.stage.serving]
    if started and not waiting and min(started) < day:
        why = f"已于{min(started)}上岗"
        yield warn(K23, field="persons", who=person.name, why=why, what="补作岗前培训")
    elif waiting and min(waiting) > day:
        why = f"{min(waiting)}才提名"
        yield warn(K23, field="persons", who=person.name, why=why, what="在此前算作岗前培训")


def trained(known: Known, persons: Iterable[int], day: date) -> Iterator[Person]:
    """Yield the persons with their last day of training; an older one never replaces it."""
    for person in known.those(Person, persons):
        if person.trained_on is None or person.trained_on < day:
            yield replace(person, trained_on=day)
