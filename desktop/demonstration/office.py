"""The office at work: what its officer records on one day of the demo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from db.ledger.act import Act, with_reasons
from db.ledger.acts.correction.correct import CorrectDocument
from db.ledger.acts.correction.reverse import Reverse
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut, LateRound
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.keep import KeepToAct
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.missing import FoundAgain, ReportMissing, StopDisposal
from db.ledger.acts.intake.register import Register
from db.ledger.rules import Refused
from db.ledger.values import Carrier
from db.vault import Confirmation, Recorded, Vault
from desktop.demonstration import seldom
from desktop.demonstration.ending import clear, destroy, file_away
from desktop.demonstration.needs import Kept
from desktop.demonstration.own_secrets import review
from desktop.demonstration.world import TOP, Paper, World

LATE = {"V09": "经手人当时外出，事后补录"}


class Office:
    """What the officer knows of his papers, so that the story makes sense."""

    def __init__(self, vault: Vault, world: World, second_password: str, today: date) -> None:
        self.vault, self.world = vault, world
        self._today = today
        self.shelf: list[Kept] = []
        self.done: Counter[str] = Counter()
        self.cleared: set[int] = set()
        self._password, self._days = second_password, 0
        self._agenda: dict[date, list[Act]] = {}
        self._reading_room = 1 + len(world.words["places"])
        self._people = list(range(3, 3 + 58))

    # -- a day --------------------------------------------------------------------

    def work(self, day: date) -> None:
        """Do what was planned for the day, and what comes up."""
        dice = self.world.dice
        for planned in sorted(due for due in self._agenda if due <= day):
            for act in self._agenda.pop(planned):
                self.do(type(act)(**(vars(act) | {"on": day})))
        for _ in range(dice.choice((0, 1, 1, 1, 1, 2, 3))):
            self._receive(day)
        seldom.happen(self, day, self._days)
        self._days += 1
        if self.shelf:
            self._hand_out(day)
            self._on_the_calendar(day)

    def _hand_out(self, day: date) -> None:
        dice = self.world.dice
        for _ in range(dice.choice((0, 1, 1, 2))):
            self._circulate(day)
        if dice.random() < 0.45:
            self._lend(day)
        if dice.random() < 0.04:
            self._slip(day)

    def _on_the_calendar(self, day: date) -> None:
        """The rare things, each at its time of the year."""
        if day.month == 6 and day.day <= 7 and self.done["销毁列单"] == 0:
            destroy(self, day)
        if day.month == 6 and day.day >= 15 and self.done["归档移交"] == 0:
            file_away(self, day, volume=f"{day.year - 1}年第1卷", finish=True)
        if day.month == 12 and day.day >= 20 and day.year not in self.cleared:
            self.cleared.add(day.year)
            clear(self, day)
            review(self, day, finish=True)
        if self.done["登记"] > 200 and self.done["报告去向不明"] == 0:
            self._lose(day)
        if self.done["登记"] > 250 and self.done["停止处置"] == 0:
            self.do(StopDisposal(on=day, copies=(self.shelf[-1].copy,), why="示例检查组要求保留"))

    def confirmed(self) -> Confirmation:
        """Let the second person confirm, here and now."""
        return self.vault.confirm(self.world.words["second"], self._password)

    def do(
        self, act: Act, *, second: bool = False, why: dict[str, str] | None = None
    ) -> Recorded | None:
        """Record an act; what the rules refuse stays undone, as in life."""
        reasons = {
            "K10": "领导当面批准",
            "V03": "人员信息待补",
            "V26": "经批准人同意阅知",
            **(why or {}),
        }
        confirmation = self.confirmed() if second else None
        try:
            recorded = self.vault.record(with_reasons(act, reasons), second=confirmation)
        except Refused:
            self.done["被拒"] += 1
            return None
        self.done[act.word] += 1
        return recorded

    def plan(self, day: date, act: Act) -> None:
        """Put something on the agenda."""
        self._agenda.setdefault(day, []).append(act)

    # -- what comes up ---------------------------------------------------------------

    def _receive(self, day: date) -> None:
        paper, dice = self.world.paper(day.year), self.world.dice
        recorded = self.do(self.registration(day, paper), why={"V02": "来文注明"})
        if recorded is None:
            return
        (act,) = recorded.acts
        assert isinstance(act, Register)
        self.shelf += [Kept(copy, act.scope_departments, act.must_return) for copy in act.copies]
        if act.document is not None and self.done["登记"] % 3 == 0:
            seldom.instruct(self, day, act.document, act.scope_departments)
        if dice.random() < 0.03:
            fix = "更正：" + paper.title
            correction = CorrectDocument(
                on=day, document=act.document or 0, field="title", value=fix, reason="录入有误"
            )
            self.do(correction, second=True)

    def registration(self, day: date, paper: Paper) -> Register:
        """Return how a paper that arrived is registered."""
        dice = self.world.dice
        departments = tuple(sorted(dice.sample(range(1, 9), dice.randint(1, 4))))
        return Register(
            on=day,
            issuer=paper.issuer,
            doc_number=paper.doc_number,
            title=paper.title,
            marking=paper.marking,
            copy_nos=paper.copy_nos,
            pages=paper.pages,
            carrier=Carrier.PAPER if paper.pages else Carrier.OPTICAL,
            issued_on=day - timedelta(days=dice.randint(1, 12)),
            counted=True,
            signed_by=1,
            also_signed=2 if paper.marking == TOP else None,
            custodian=1,
            place=dice.randint(1, self._reading_room - 1),
            urgency=dice.choice(("", "", "", "加急", "特急")),
            channel=dice.choice(("机要交通", "机要通信")),
            department=self.world.words["departments"][departments[0] - 1],
            must_return=paper.must_return,
            recall_due=date(day.year, 12, 31) if paper.must_return else None,
            scope_departments=departments,
            series=paper.series,
        )

    def someone(self, kept: Kept) -> int:
        """Choose a reader of the departments in scope; rarely, by mistake, anybody."""
        inside = [person for person in self._people if 1 + (person - 2) % 8 in kept.departments]
        anybody = self.world.dice.random() < 0.02
        return self.world.dice.choice(self._people if anybody or not inside else inside)

    def _recent(self) -> Kept:
        return self.world.dice.choice(self.shelf[-120:])

    def _circulate(self, day: date) -> None:
        kept, dice = self._recent(), self.world.dice
        copy, leader = kept.copy, dice.choice(self.world.words["leaders"])
        room = self._reading_room
        out = CirculateOut(
            on=day, at="09:30", copy=copy, to=self.someone(kept), approved_by=leader, place=room
        )
        if self.do(out) is None:
            return
        if dice.random() < 0.8:
            self.do(CirculateBack(on=day, at="15:10", copy=copy))
        else:
            self.plan(day + timedelta(days=dice.randint(1, 5)), CirculateBack(on=day, copy=copy))

    def _lend(self, day: date) -> None:
        kept, dice = self._recent(), self.world.dice
        copy, to = kept.copy, self.someone(kept)
        leader = dice.choice(self.world.words["leaders"])
        due = day + timedelta(days=dice.randint(3, 28))
        purpose = dice.choice(self.world.words["purposes"])
        if dice.random() < 0.15:
            cabinet = f"{to}号保密柜"
            held = KeepToAct(
                on=day, copy=copy, to=to, instructed_by=leader, due=due, cabinet=cabinet
            )
            done = self.do(held)
        else:
            lend = Lend(
                on=day,
                at="10:20",
                copy=copy,
                to=to,
                approved_by=leader,
                due=due,
                applied_on=day,
                purpose=purpose,
            )
            done = self.do(lend)
        if done is None:
            return
        back = due + timedelta(days=dice.choice((-2, -1, 0, 0, 1, 4, 20)))
        if back > due and dice.random() < 0.5:
            longer = due + timedelta(days=7)
            self.plan(due, Extend(on=due, copy=copy, due=longer, approved_by=leader))
        if dice.random() < 0.93 or day < self._today - timedelta(days=90):
            self.plan(max(back, day), GiveBack(on=day, copy=copy))

    def _slip(self, day: date) -> None:
        """A wrong entry taken back the same day, or a forgotten round noted later."""
        kept, dice = self._recent(), self.world.dice
        copy, leader = kept.copy, dice.choice(self.world.words["leaders"])
        if dice.random() < 0.6:
            lend = Lend(on=day, copy=copy, to=self.someone(kept), approved_by=leader)
            wrong = self.do(lend)
            if wrong is not None:
                self.do(Reverse(on=day, entry=wrong.last, reason="选错了份号"))
            return
        gone = day - timedelta(days=dice.randint(5, 9))
        back = gone + timedelta(days=1)
        self.do(
            LateRound(on=gone, copy=copy, to=self.someone(kept), back_on=back, reason="当日未登记"),
            why=LATE,
        )

    def _lose(self, day: date) -> None:
        copy = self._recent().copy
        lost = ReportMissing(on=day, copy=copy, finder="示例周宁", circumstances="清点时不在原位")
        if self.do(lost) is not None:
            self.do(FoundAgain(on=day, copy=copy, place=2, cause="错放邻柜，当日找回"))

    def told(self) -> Iterator[str]:
        """Say what was done in two years."""
        done = "，".join(f"{word}{count}" for word, count in self.done.most_common())
        yield f"两年：{done}"
