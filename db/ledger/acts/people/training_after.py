"""登记成绩、补训: what follows a session for those who came, and for those who did not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger import posting
from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, names_of
from db.ledger.acts.people.training import TRAINERS, attendance_of, trained, twice_refusals
from db.ledger.beliefs import Attendance, Belief, Clearance, Person, Training
from db.ledger.beliefs.training import Presence
from db.ledger.fitness import left_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, Refusal, refuse

_SCORE = re.compile(r"(.+?)[\s,，:：]+(\d{1,4})分?", re.ASCII)
FULL_MARKS = 100


@act("score_training", "登记成绩", Phase.SETUP, *TRAINERS)
class ScoreTraining(Act):
    """Note the scores of a test, a line for each person, as they are pasted from a sheet."""

    training: int = asked("培训", refers=Training)
    scores: tuple[str, ...] = asked("成绩", "每行一人，如 示例王 95")
    text: str = reckoned("编号", default="")
    persons: tuple[int, ...] = reckoned("人员", default=())
    points: tuple[int, ...] = reckoned("分数", default=())
    unread: tuple[str, ...] = reckoned("不能认的行", default=())

    def needs(self) -> Needs:
        """The session with everybody on its list."""
        wanted = needs((Training, self.training))
        wanted.alike.add((Attendance, "training", self.training))
        return wanted

    def completed(self, known: Known) -> ScoreTraining:
        """Read each line: a name that stands once on the list, and a number."""
        came = attendance_of(known, self.training, Presence.PRESENT, Presence.MADE_UP)
        names: dict[str, list[int]] = {}
        for person in known.those(Person, (one.person for one in came)):
            names.setdefault(person.name, []).append(person.id)
        persons, points, unread = [], [], []
        for line in filter(str.strip, self.scores):
            found = _SCORE.fullmatch(line.strip())
            who = names.get(found[1].strip(), []) if found else []
            if found is None or len(who) != 1:
                unread.append(line.strip())
            else:
                persons.append(who[0])
                points.append(int(found[2]))
        training = known.get(Training, self.training)
        return replace(
            self,
            text=training.number,
            persons=tuple(persons),
            points=tuple(points),
            unread=tuple(unread),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Every line is read, nobody stands twice, and no score is out of range."""
        if not self.persons and not self.unread:
            yield refuse(V01, field="scores", label="成绩", problem="至少一行")
        for line in self.unread[:5]:
            problem = f"“{line[:20]}”应为实到人员的姓名和分数"
            yield refuse(V01, field="scores", label="成绩", problem=problem)
        yield from twice_refusals(self.persons, "scores", "成绩")
        for points in self.points:
            if points > FULL_MARKS:
                problem = f"{points}不在0至{FULL_MARKS}之间"
                yield refuse(V01, field="scores", label="成绩", problem=problem)
        held_on = known.get(Training, self.training).held_on
        if self.on < held_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于培训日期{held_on}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Each has his score."""
        for person, points in zip(self.persons, self.points, strict=True):
            before = known.find(Attendance, self.training, person)
            if before is not None:
                yield replace(before, score=points)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        mean = sum(self.points) // len(self.points) if self.points else 0
        return f"{self.text}登记成绩{len(self.points)}人，平均{mean}分"


@act("make_up_training", "补训", Phase.SETUP, *TRAINERS)
class MakeUpTraining(Act):
    """Whoever was absent has made it up since, on the day of this act."""

    training: int = asked("培训", refers=Training)
    persons: tuple[int, ...] = asked("补训人员", refers=Person)
    how: str = asked("补训方式", "看录像、单独讲、自学并测试等")
    text: str = reckoned("编号", default="")
    names: str = reckoned("姓名", default="")
    clearances: tuple[int, ...] = reckoned("岗前培训的任职", refers=Clearance, default=())

    def needs(self) -> Needs:
        """The session with its list, and whoever is named."""
        wanted = needs((Training, self.training), *((Person, one) for one in self.persons))
        wanted.alike |= {(Clearance, "person", person) for person in self.persons}
        wanted.alike.add((Attendance, "training", self.training))
        return wanted

    def completed(self, known: Known) -> MakeUpTraining:
        """Keep number and names for the sentence, and see whose clearance it brings forward."""
        text, names = known.get(Training, self.training).number, names_of(known, self.persons)
        clearances = posting.trained(known, self.persons)
        return replace(self, text=text, names=names, clearances=clearances)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Only who was to come and did not, after the session, and while he is there."""
        yield from filled_refusals(("how", "补训方式", self.how))
        yield from twice_refusals(self.persons, label="补训人员")
        if not self.persons:
            yield refuse(V01, field="persons", label="补训人员", problem="至少一人")
        held_on: date = known.get(Training, self.training).held_on
        if self.on < held_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于培训日期{held_on}")
        for number in self.persons:
            person, before = known.person(number), known.find(Attendance, self.training, number)
            if before is None:
                problem = f"{person.name}不在应到之列"
                yield refuse(V01, field="persons", label="补训人员", problem=problem)
            elif before.presence.counts:
                which, state = f"{person.name}的签到", before.presence.word
                yield refuse(K31, field="persons", which=which, state=state, act="补训")
            yield from left_refusals(person, self.on, "参加培训", field="persons")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The hours are theirs on the day of the make-up; why they were absent stays."""
        for person in self.persons:
            before = known.find(Attendance, self.training, person)
            yield Attendance(
                training=self.training,
                person=person,
                presence=Presence.MADE_UP,
                done_on=self.on,
                why="；".join(filter(None, (before.why if before else "", self.how))),
            )
        yield from trained(known, self.persons, self.on)
        yield from posting.after_training(known, self.clearances, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}补训：{self.names}，{self.how}"
