"""会议发放、会议收回: what is handed out at a meeting is handed in, or kept as approved (K30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    came_to_know,
    filled_refusals,
    grade_refusals,
    names_of,
    rest_refusals,
    scope_refusals,
    some_refusals,
    time_refusals,
    widened,
)
from db.ledger.acts.custody.conferences import conference_refusals, meant
from db.ledger.beliefs import (
    Belief,
    Conference,
    Copy,
    Document,
    Handout,
    Loan,
    Person,
    Place,
)
from db.ledger.fitness import reader_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K06, K30, K31, K33, K35, V01, Refusal, refuse
from db.ledger.values import Level, LoanKind, Role, State


@act("hand_out", "会议发放", Phase.CUSTODY, Role.CUSTODIAN)
class HandOut(Act):
    """Hand copies of one paper to those who attend; what stays in the cabinet is counted, too."""

    as_one = True

    meeting: str = asked("会议")
    document: int = asked("文件", refers=Document)
    copies: tuple[int, ...] = asked("份", "发出的份", refers=Copy)
    attendees: tuple[int, ...] = asked("参会人", "按份的次序；一人代领只填一人", refers=Person)
    remaining: int = asked("余存份数", "没有发出、清点仍在柜里的")
    approved_by: str = asked("批准人")
    ends_on: date | None = asked("会议结束日期", "不填则为当日", default=None)
    place: int | None = asked("会议地点", "绝密件须在指定场所", default=None, refers=Place)
    number: int | None = reckoned("发放号", series="handout", default=None)
    loans: tuple[int, ...] = reckoned("借阅号", default=(), series="loan")
    takers: tuple[int, ...] = reckoned("领取人", default=())
    widens: tuple[int, ...] = reckoned("增补知悉范围", default=())
    in_stock: int = reckoned("账上余存", default=0)
    names: str = reckoned("参会人姓名", default="")
    conference: int | None = reckoned("涉密会议", default=None, refers=Conference)

    def needs(self) -> Needs:
        """The paper with its copies and its scope, those who attend, and the meeting on file."""
        wanted = needs((Document, self.document), *((Copy, copy) for copy in self.copies))
        wanted.keys |= {(Person, (person,)) for person in self.attendees}
        wanted.entire.add(self.document)
        wanted.alike.add((Conference, "name", self.meeting.strip()))
        return wanted

    def completed(self, known: Known) -> HandOut:
        """Number it, say who has which copy, and count what should have stayed."""
        one = len(self.attendees) == 1
        takers = self.attendees * len(self.copies) if one else self.attendees
        people = dict.fromkeys(takers)
        resting = (c for c in known.copies_of(self.document) if c.state is State.IN_STOCK)
        meeting = meant(known, self.meeting)
        named = replace(
            self,
            takers=takers,
            names=names_of(known, people),
            widens=tuple(
                person
                for person in people
                if known.find(Person, person) and known.may_know(self.document, person) is None
            ),
            in_stock=sum(copy.id not in self.copies for copy in resting),
            conference=meeting.id if meeting else None,
        )
        if self.number is not None or not self.copies:
            return named
        first = known.take("loan", len(self.copies))
        loans = tuple(range(first, first + len(self.copies)))
        return replace(named, number=known.take("handout"), loans=loans)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest is handed out."""
        yield from rest_refusals(copy, "会议发放")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Approved, to those who may know, as many as there are, and the rest counted (K30)."""
        document = known.document(self.document)
        yield from some_refusals(self.copies)
        yield from filled_refusals(("meeting", "会议", self.meeting))
        yield from conference_refusals(meant(known, self.meeting), document)
        people = {person: known.person(person) for person in dict.fromkeys(self.takers)}
        yield from approval_refusals(self.approved_by, *(one.name for one in people.values()))
        if len(self.takers) != len(self.copies):
            problem = f"{len(self.copies)}份，参会人{len(self.attendees)}名"
            yield refuse(V01, field="attendees", label="参会人", problem=problem)
        for person in people.values():
            yield from scope_refusals(known, document, person, self.approved_by)
            yield from grade_refusals(person)
            yield from reader_refusals(person, document.level, self.on, field="attendees")
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
            if copy.document != self.document:
                yield refuse(V01, field="copies", label="份", problem=f"{called(copy)}不是此件的")
        if self.remaining != self.in_stock:
            what = f"柜里应余{self.in_stock}份，清点{self.remaining}份"
            yield refuse(K30, field="remaining", what=what)
        if document.level is Level.TOP_SECRET:
            place = known.find(Place, self.place) if self.place else None
            if place is None or not place.reading:
                yield refuse(K06, field="place")
        yield from term_refusals(self.on, self.ends_on, known.policy.longest_loan_days, "ends_on")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Every copy is with its taker until the meeting ends; who attends knows the paper."""
        due = self.ends_on or self.on
        yield Handout(
            id=self.number or 0,
            meeting=self.meeting.strip(),
            document=self.document,
            copies=self.copies,
            loans=self.loans,
            attendees=self.names,
            remaining=self.remaining,
            approved_by=self.approved_by,
            out_on=self.on,
            due=due,
            conference=self.conference,
        )
        for number, loan, taker in zip(self.copies, self.loans, self.takers, strict=True):
            copy = known.copy(number)
            yield replace(
                copy, state=State.ON_LOAN, holder=taker, due=due, loan=loan, moved_on=self.on
            )
            yield Loan(
                id=loan,
                copy=number,
                document=self.document,
                borrower=taker,
                kind=LoanKind.MEETING,
                lent_on=self.on,
                due=due,
                approved_by=self.approved_by,
                purpose=self.meeting.strip(),
                used_at=self.place,
                lent_at=self.at,
            )
            yield from came_to_know(copy, taker, self.on, "会议", f"loan:{loan}")
            if taker in self.widens:
                yield widened(copy, taker, self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        paper = names.document(self.document)
        return f"{self.meeting}发放{paper} {len(self.copies)}份，余存{self.remaining}份"


@act("hand_in", "会议收回", Phase.CUSTODY, Role.CUSTODIAN)
class HandIn(Act):
    """After the meeting every copy is back, kept with approval, or reported as missing (K30)."""

    as_one = True

    handout: int = asked("会议发放", refers=Handout)
    returned: tuple[int, ...] = asked("收回的份", default=(), refers=Copy)
    kept: tuple[int, ...] = asked("批准带走的份", default=(), refers=Copy)
    kept_until: date | None = asked("带走的应还日期", default=None)
    approved_by: str = asked("批准人", "有带走的份时填写", default="")
    meeting: str = reckoned("会议", default="")
    back_loans: tuple[int, ...] = reckoned("收回的借阅", default=())
    kept_loans: tuple[int, ...] = reckoned("带走的借阅", default=())
    earlier: int = reckoned("会上已还", default=0)
    lost: int = reckoned("去向不明", default=0)
    lacking: tuple[int, ...] = reckoned("尚未收回", default=())

    def needs(self) -> Needs:
        """What was handed out, with its copies and their loans."""
        return needs((Handout, self.handout))

    def completed(self, known: Known) -> HandIn:
        """See what is still out, what came back before, and what has been reported as missing."""
        out = known.get(Handout, self.handout)
        loan_of = dict(zip(out.copies, out.loans, strict=True))
        found = [known.copy(copy) for copy in out.copies]
        lost = [copy.id for copy in found if copy.state is State.UNACCOUNTED]
        away = [copy.id for copy in found if copy.loan == loan_of[copy.id] and copy.id not in lost]
        named = {*self.returned, *self.kept}
        return replace(
            self,
            meeting=out.meeting,
            back_loans=tuple(loan_of.get(copy, 0) for copy in self.returned),
            kept_loans=tuple(loan_of.get(copy, 0) for copy in self.kept),
            earlier=len(found) - len(lost) - len(away),
            lost=len(lost),
            lacking=tuple(copy for copy in away if copy not in named),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Handed out is handed in and kept (K30); what is kept is approved, and never 绝密."""
        out = known.get(Handout, self.handout)
        if not out.open:
            yield refuse(K31, which=f"{out.meeting}发放", state="已收回", act="会议收回")
            return
        if self.on < out.out_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于发放日期{out.out_on}")
        if set(self.returned) & set(self.kept):
            yield refuse(V01, field="kept", label="批准带走的份", problem="有已收回的份")
        for number in (*self.returned, *self.kept):
            yield from self._one(known, out, known.copy(number))
        if self.lacking:
            which = "、".join(called(known.copy(copy)) for copy in self.lacking[:3])
            done = f"收回{len(self.returned) + self.earlier}份、带走{len(self.kept)}份"
            what = f"发放{len(out.copies)}份，{done}，还差{which}"
            yield refuse(K30, field="handout", what=what)
        if self.kept:
            yield from self._kept(known)

    def _one(self, known: Known, out: Handout, copy: Copy) -> Iterator[Refusal]:
        if copy.id not in out.copies or copy.loan not in out.loans:
            yield refuse(K31, which=called(copy), state="不在此次发放之列", act="会议收回")
        elif copy.state is not State.ON_LOAN:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="会议收回")
        yield from time_refusals(copy, self.on)

    def _kept(self, known: Known) -> Iterator[Refusal]:
        copies = [known.copy(copy) for copy in self.kept]
        holders = (copy.holder for copy in copies if copy.holder is not None)
        yield from approval_refusals(
            self.approved_by, *(one.name for one in known.those(Person, holders))
        )
        if any(copy.level is Level.TOP_SECRET for copy in copies):
            yield refuse(K06, field="kept")
        if self.kept_until is None:
            yield refuse(V01, field="kept_until", label="带走的应还日期", problem="必填")
        days = known.policy.longest_hold_days
        yield from term_refusals(self.on, self.kept_until, days, "kept_until")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Back in the cabinet, or with its taker for some days; the handing out is closed."""
        for out in known.those(Handout, [self.handout]):
            yield replace(
                out,
                open=False,
                closed_on=self.on,
                returned=len(self.returned) + self.earlier,
                kept=len(self.kept),
                lost=self.lost,
            )
        for copy in known.those(Copy, self.returned):
            yield replace(
                copy, state=State.IN_STOCK, holder=None, loan=None, due=None, moved_on=self.on
            )
        for loan in known.those(Loan, self.back_loans):
            yield replace(loan, returned_on=self.on, returned_at=self.at, open=False)
        for copy in known.those(Copy, self.kept):
            yield replace(copy, state=State.HELD, due=self.kept_until, moved_on=self.on)
        for loan in known.those(Loan, self.kept_loans):
            remark = f"{self.meeting}后批准带走：{self.approved_by}"
            yield replace(loan, kind=LoanKind.HOLD, due=self.kept_until, remark=remark)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        kept = f"，批准带走{len(self.kept)}份" if self.kept else ""
        lost = f"，去向不明{self.lost}份" if self.lost else ""
        return f"{self.meeting}收回{len(self.returned) + self.earlier}份{kept}{lost}"


def term_refusals(day: date, due: date | None, days: int, field: str) -> Iterator[Refusal]:
    """Judge K33: a day not before the act, and not later than the policy allows."""
    last = day + timedelta(days=days)
    if due is not None and not day <= due <= last:
        yield refuse(K33, field=field, first=day, last=last, days=days)
