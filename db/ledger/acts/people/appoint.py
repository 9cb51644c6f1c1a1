"""指定专责人员、登记定密权限: who classifies, who collects, and how high the unit may go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Appointment, Authority, Belief, Person
from db.ledger.beliefs.marks import Duty
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V01, V03, Refusal, refuse, warn
from db.ledger.values import Level, Role

_LEVELS = {"": "无（只能派生定密）"} | {level.word: level.word for level in Level}


@act("appoint", "指定专责人员", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class Appoint(Act):
    """Name somebody 定密责任人 or 机要收发人员, or (with `revoke`) no longer."""

    short = "指定"

    person: int = asked("人员", refers=Person)
    duty: Duty = asked("职责")
    level: Level | None = asked("最高密级", "定密责任人必填：可定到哪一级", default=None)
    basis: str = asked("依据", "任命或指定文件")
    revoke: bool = asked("撤销", default=False)
    statutory: bool = asked("法定", "本单位主要负责人是法定定密责任人", default=False)
    scope: str = asked("定密范围", "指定的写明可定哪些事项", default="", seldom=True)
    trained_on: date | None = asked("定密培训日期", default=None, seldom=True)

    def needs(self) -> Needs:
        """The person, and whether he is named already."""
        wanted = needs((Person, self.person))
        wanted.keys.add((Appointment, (self.person, self.duty)))
        return wanted

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Fit for it, and for something."""
        person = known.person(self.person)
        yield from filled_refusals(("basis", "依据", self.basis))
        before = known.find(Appointment, self.person, self.duty)
        if self.revoke:
            if before is None or not before.active:
                problem = f"不是{self.duty.word}"
                yield refuse(V01, field="person", label="人员", problem=problem)
            return
        yield from fit_refusals(person, self.on, f"任{self.duty.word}", field="person")
        if person.grade is None:
            yield warn(V03, field="person", who=person.name)
        if self.statutory and self.duty is not Duty.CLASSIFY:
            yield refuse(V01, field="statutory", label="法定", problem="只用于定密责任人")
        if self.trained_on is not None and self.trained_on > self.on:
            why = "培训在指定之后"
            yield refuse(K35, field="trained_on", day=self.trained_on, why=why)
        if self.duty is Duty.CLASSIFY and self.level is None:
            yield refuse(V01, field="level", label="最高密级", problem="必填")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Named, or no longer."""
        yield Appointment(
            person=self.person,
            duty=self.duty,
            level=self.level,
            basis=self.basis,
            since=self.on,
            active=not self.revoke,
            statutory=self.statutory,
            scope=self.scope,
            trained_on=self.trained_on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        verb = "撤销" if self.revoke else "登记法定：" if self.statutory else "指定"
        level = f"（{self.level.word}及以下）" if self.level and not self.revoke else ""
        return f"{verb}{names.person(self.person)}为{self.duty.word}{level}"


@act("set_authority", "登记定密权限", Phase.SETUP, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class SetAuthority(Act):
    """Note the unit's 定密权限 and the document that granted it (K22)."""

    needs_second = True

    highest: str = asked("最高可定", "无权限的单位只能派生定密", among=_LEVELS)
    grant_no: str = asked("授权文号")

    @property
    def level(self) -> Level | None:
        """The highest level of original classification."""
        return Level.from_word(self.highest) if self.highest in _WORDS else None

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A level or none, and the document that says so."""
        if self.highest not in _LEVELS:
            yield refuse(V01, field="highest", label="最高可定", problem="应为绝密、机密、秘密或无")
        yield from filled_refusals(("grant_no", "授权文号", self.grant_no))

    def effects(self, known: Known) -> Iterator[Belief]:
        """The authority from now on."""
        yield Authority(level=self.level, grant_no=self.grant_no, since=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"定密权限：{self.highest or '无'}（{self.grant_no}）"


_WORDS = {level.word for level in Level}
