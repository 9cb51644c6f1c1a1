"""证件: registered, kept by the unit, given out for a journey or an errand, and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import approval_refusals, filled_refusals
from db.ledger.beliefs import Belief, Passport, PassportMove, Person, Travel
from db.ledger.beliefs.travel import PassportKind, PassportState, TravelState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V06, V50, Refusal, refuse, warn
from db.ledger.values import Role

KEEPERS = (Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
_NUMBER = re.compile(r"[A-Z0-9]{6,12}", re.ASCII)
LONGEST_ERRAND = 90


def called(passport: Passport) -> str:
    """Return a document as one says it, never with its whole number."""
    return f"{passport.kind.word}（尾号{passport.number[-4:]}）"


@act("register_passport", "登记证件", Phase.SETUP, *KEEPERS)
class RegisterPassport(Act):
    """Enter a travel document of somebody who handles secrets; it is handed in for keeping."""

    person: int = asked("人员", refers=Person)
    sort: PassportKind = asked("证件种类")
    number: str = asked("证件号码", "只存在本台账里，列表和打印件上遮去中间")
    expires_on: date | None = asked("有效期至", default=None)
    handed_in: bool = asked("已上交保管", default=True)
    remark: str = asked("备注", default="", seldom=True)
    passport: int | None = reckoned("证件登记号", series="passport", default=None)

    def needs(self) -> Needs:
        """Whose it is, and whether it is entered already."""
        wanted = needs((Person, self.person))
        wanted.alike.add((Passport, "number", self._number))
        return wanted

    @property
    def _number(self) -> str:
        return "".join(self.number.split()).upper()

    def completed(self, known: Known) -> RegisterPassport:
        """Number it, and write its number in one way."""
        number = self.passport or known.take("passport")
        return replace(self, passport=number, number=self._number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A number that can be one, once; and what is not handed in is not kept (V50)."""
        person = known.person(self.person)
        if not _NUMBER.fullmatch(self._number):
            problem = "应为6至12位字母和数字"
            yield refuse(V01, field="number", label="证件号码", problem=problem)
        if any(one.number == self._number for one in known.all(Passport)):
            yield refuse(V06, field="number", name="此证件")
        if self.expires_on is not None and self.expires_on < self.on:
            problem = f"{self.expires_on}已过期"
            yield warn(V01, field="expires_on", label="有效期至", problem=problem)
        if not self.handed_in:
            what = f"{person.name}的证件没有上交"
            yield warn(V50, field="handed_in", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is kept, or known not to be."""
        yield Passport(
            id=self.passport or 0,
            person=self.person,
            kind=self.sort,
            number=self._number,
            expires_on=self.expires_on,
            state=PassportState.KEPT if self.handed_in else PassportState.NOT_HANDED_IN,
            since=self.on,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        kept = "，上交保管" if self.handed_in else "，尚未上交"
        return f"登记{names.person(self.person)}的{self.sort.word}{kept}"


@act("give_passport", "领出证件", Phase.SETUP, *KEEPERS)
class GivePassport(Act):
    """Give a document out: for a journey that was approved and talked over, or an errand."""

    passport: int = asked("证件", refers=Passport)
    travel: int | None = asked("出国（境）", "办签证等不填", default=None, refers=Travel)
    reason: str = asked("用途", "办签证、换证等；出境的可不填", default="")
    approved_by: str = asked("批准人")
    due: date | None = asked("应交回日期", "出境的不填即返回后规定天数", default=None)
    move: int | None = reckoned("领用号", series="passport_move", default=None)
    text: str = reckoned("证件", default="")
    person: int = reckoned("持证人", default=0, refers=Person)

    def needs(self) -> Needs:
        """The document, and the journey."""
        return needs((Passport, self.passport), (Travel, self.travel))

    def completed(self, known: Known) -> GivePassport:
        """Number it, and settle when it must be back."""
        passport = known.get(Passport, self.passport)
        due = self.due
        if due is None and self.travel is not None:
            returns = known.get(Travel, self.travel).returns_on
            due = returns + timedelta(known.policy.passport_days)
        move = self.move or known.take("passport_move")
        return replace(self, move=move, text=called(passport), person=passport.person, due=due)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """In custody, approved by another, with a day to be back (K31, K32, V50)."""
        passport = known.get(Passport, self.passport)
        owner = known.person(passport.person)
        if passport.state is not PassportState.KEPT:
            yield refuse(K31, which=called(passport), state=passport.state.word, act="领出")
        if self.on < passport.since:
            yield refuse(K35, field="on", day=self.on, why=f"早于上次变动{passport.since}")
        yield from approval_refusals(self.approved_by, owner.name)
        if self.travel is not None:
            yield from self._journey(known.get(Travel, self.travel), passport)
        else:
            yield from filled_refusals(("reason", "用途", self.reason))
            latest = self.on + timedelta(LONGEST_ERRAND)
            if self.due is not None and self.due > latest:
                problem = f"最迟{latest}"
                yield refuse(V01, field="due", label="应交回日期", problem=problem)
        if self.due is None:
            yield refuse(V01, field="due", label="应交回日期", problem="必填")
        elif self.due < self.on:
            yield refuse(K35, field="due", day=self.due, why="早于领出日期")

    def _journey(self, travel: Travel, passport: Passport) -> Iterator[Refusal]:
        if travel.person != passport.person:
            problem = f"{travel.number}不是此人的"
            yield refuse(V01, field="travel", label="出国（境）", problem=problem)
        elif travel.state is not TravelState.APPROVED:
            what = f"{travel.number}{travel.state.word}，不能领证件"
            yield refuse(V50, field="travel", what=what)
        elif travel.talk_on is None:
            what = f"{travel.number}行前还没有谈话"
            yield warn(V50, field="travel", what=what)
        if passport.expires_on is not None and passport.expires_on < travel.returns_on:
            problem = f"{passport.expires_on}到期，早于返回日期{travel.returns_on}"
            yield warn(V01, field="passport", label="证件", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is out, until the day it is due."""
        for passport in known.those(Passport, [self.passport]):
            yield replace(
                passport,
                state=PassportState.OUT,
                since=self.on,
                travel=self.travel,
                due=self.due,
                reason=self.reason,
            )
        yield PassportMove(
            id=self.move or 0,
            passport=self.passport,
            person=self.person,
            travel=self.travel,
            reason=self.reason,
            approved_by=self.approved_by,
            out_on=self.on,
            due=self.due or self.on,
        )
        for travel in known.those(Travel, [self.travel or 0]):
            yield replace(travel, passport_back=None)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        why = self.reason or "出国（境）"
        return f"{names.person(self.person)}领出{self.text}：{why}，{self.due}前交回"


@act("take_passport", "收存证件", Phase.SETUP, *KEEPERS)
class TakePassport(Act):
    """A document comes back, or is handed in for the first time."""

    passport: int = asked("证件", refers=Passport)
    remark: str = asked("检查情况", "出入境记录与批准的行程是否一致", default="")
    move: int | None = reckoned("领用号", default=None)
    travel: int | None = reckoned("出国（境）", default=None, refers=Travel)
    others: bool = reckoned("还有证件在外", default=False)
    text: str = reckoned("证件", default="")
    person: int = reckoned("持证人", default=0, refers=Person)

    def needs(self) -> Needs:
        """The document with every time it was out, and the journeys of whose it is."""
        wanted = needs((Passport, self.passport))
        wanted.alike.add((PassportMove, "passport", self.passport))
        return wanted

    def completed(self, known: Known) -> TakePassport:
        """Find for what it was out, and whether it was the only one."""
        passport = known.get(Passport, self.passport)
        out = [
            one.id
            for one in known.all(PassportMove)
            if one.passport == self.passport and one.back_on is None
        ]
        return replace(
            self,
            move=max(out, default=None),
            travel=passport.travel,
            others=any(
                one.id != self.passport and one.travel == passport.travel
                for one in known.all(Passport)
                if one.travel is not None and one.state is PassportState.OUT
            ),
            text=called(passport),
            person=passport.person,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """It was out, or had never come in; and whoever was abroad has come back first (V50)."""
        passport = known.get(Passport, self.passport)
        if passport.state not in (PassportState.OUT, PassportState.NOT_HANDED_IN):
            yield refuse(K31, which=called(passport), state=passport.state.word, act="收存")
        if self.on < passport.since:
            yield refuse(K35, field="on", day=self.on, why=f"早于上次变动{passport.since}")
        travel = known.find(Travel, passport.travel) if passport.travel else None
        away = travel is not None and travel.state is TravelState.APPROVED
        if travel is not None and away and travel.leaves_on <= self.on:
            yield warn(V50, field="passport", what=f"{travel.number}还没有登记返回")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is kept; a journey that was talked over, too, is done with."""
        for passport in known.those(Passport, [self.passport]):
            yield replace(
                passport, state=PassportState.KEPT, since=self.on, travel=None, due=None, reason=""
            )
        for move in known.those(PassportMove, [self.move or 0]):
            yield replace(move, back_on=self.on, remark=self.remark)
        for travel in known.those(Travel, [self.travel or 0]):
            yield settled(replace(travel, passport_back=self.on), out=self.others)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        said = f"：{self.remark}" if self.remark else ""
        return f"收存{names.person(self.person)}的{self.text}{said}"


def settled(travel: Travel, *, out: bool = False) -> Travel:
    """Return a journey as closed, once he is back, was talked to, and no document is out."""
    done = travel.state is TravelState.BACK and travel.return_talk_on is not None and not out
    return replace(travel, state=TravelState.CLOSED) if done else travel


def watched(person: Person, day: date) -> bool:
    """Whether somebody's journeys must be approved: cleared and on his post, or in his 脱密期."""
    cooling = person.cooling_until is not None and day <= person.cooling_until
    return cooling or (person.grade is not None and person.left_on is None)
