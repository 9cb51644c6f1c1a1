"""上报、查无下落结案: a loss goes up within 24 hours (K27), and ends only with a conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    called,
    filled_refusals,
    time_refusals,
)
from db.ledger.acts.custody.trips import open_trip, over, with_trips
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Belief, Copy, Hop, Incident, Loan
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K27, K31, K35, V00, V01, Refusal, refuse, warn
from db.ledger.values import Role, State


def _with_incidents(copy: int) -> Needs:
    wanted = with_trips(needs((Copy, copy)), copy)
    wanted.alike.add((Incident, "copy", copy))
    return wanted


def _open_incident(known: Known, copy: int) -> Incident | None:
    open_ones = (one for one in known.all(Incident) if one.copy == copy and not one.closed_on)
    return next(open_ones, None)


_TOLD = ("told_above", "happened", "scene", "way", "harm", "searched")
"""What is usually known by the time of the report, as F38 asks for it."""


@act("report_up", "上报", Phase.ENDING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class ReportUp(Act):
    """Note that a loss was reported upwards: to whom, when, under which number."""

    copy: int = asked("份", refers=Copy)
    sent_to: str = asked("报送机关", "同级保密行政管理部门和上级主管部门")
    sent_no: str = asked("报告文号", default="")
    told_above: str = asked("报上级主管部门", "时刻，如 3月4日18时05分", default="", seldom=True)
    happened: str = asked("发生时间", "查明的时间或时段", default="", seldom=True)
    scene: str = asked("发生地点", default="", seldom=True)
    way: str = asked("泄密方式", "如 遗失、被盗、去向不明", default="", seldom=True)
    harm: str = asked("危害", "已知或可能的危害", default="", seldom=True)
    searched: str = asked("查找和补救", "已查找情况、补救措施", default="", seldom=True)
    incident: int | None = reckoned("事件", default=None)
    late: bool = reckoned("超过时限", default=False)

    def needs(self) -> Needs:
        """The copy and its incidents."""
        return _with_incidents(self.copy)

    def completed(self, known: Known) -> ReportUp:
        """Find the open incident, and see whether its clock has run out."""
        found = _open_incident(known, self.copy)
        return replace(
            self,
            incident=found.id if found else None,
            late=found is not None and self._sent_at(known) > found.report_by[:16],
        )

    def _sent_at(self, known: Known) -> str:
        """Return the moment of sending: as typed, else now or the end of that day."""
        if self.at:
            return f"{self.on}T{self.at}"
        today = self.on.isoformat() == known.now[:10]
        return known.now[:16] if today else f"{self.on}T23:59"

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is missing is reported as such."""
        if copy.state is not State.UNACCOUNTED:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="上报")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """An open incident that was not reported yet; a late report needs its reason."""
        found = known.find(Incident, self.incident)
        if found is None:
            yield refuse(V00, field="copy", what="未结事件")
            return
        if found.sent_on is not None:
            problem = f"已于{found.sent_on}报{found.sent_to}"
            yield refuse(V01, field="copy", label="份", problem=problem)
        if self.on < found.reported_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于发现日期{found.reported_on}")
        yield from filled_refusals(("sent_to", "报送机关", self.sent_to))
        if self.late:
            yield warn(K27, field="at")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The report is on record."""
        yield from known.those(Copy, [self.copy])
        for incident in known.those(Incident, [self.incident or 0]):
            yield replace(
                incident,
                sent_on=self.on,
                sent_at=self.at,
                sent_to=self.sent_to.strip(),
                sent_no=self.sent_no.strip(),
                **{name: getattr(self, name).strip() for name in _TOLD},
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        late = "（超过24小时）" if self.late else ""
        return f"{names.copy(self.copy)}去向不明，已报{self.sent_to}{self.sent_no}{late}"


@act("write_off", "查无下落结案", Phase.ENDING, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class WriteOff(Act):
    """Close a copy that stays lost: after the report upwards, with conclusion and authority."""

    reversible = False
    needs_second = True

    copy: int = asked("份", refers=Copy)
    conclusion: str = asked("结论", "查处结论和责任")
    authority: str = asked("结案依据", "主管部门批复文号")
    approved_by: str = asked("批准人")
    incident: int | None = reckoned("事件", default=None)
    loan: int | None = reckoned("借阅号", default=None)
    hop: int | None = reckoned("传阅号", default=None)
    trip: int | None = reckoned("外出号", default=None)

    def needs(self) -> Needs:
        """The copy with its trips and incidents."""
        return _with_incidents(self.copy)

    def completed(self, known: Known) -> WriteOff:
        """Find what ends with it."""
        found = _open_incident(known, self.copy)
        return replace(
            self,
            incident=found.id if found else None,
            loan=known.copy(self.copy).loan,
            hop=next((hop.id for hop in known.hops_of(self.copy) if hop.open), None),
            trip=open_trip(known, self.copy),
        )

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is missing is written off."""
        if copy.state is not State.UNACCOUNTED:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="结案")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Missing, reported, concluded, approved by somebody else."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        if copy.state is not State.UNACCOUNTED:
            return
        yield from time_refusals(copy, self.on)
        incident = known.find(Incident, self.incident)
        if incident is None or incident.sent_on is None:
            yield refuse(K27, field="copy")
        elif self.on < incident.sent_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于上报日期{incident.sent_on}")
        yield from filled_refusals(
            ("conclusion", "结论", self.conclusion), ("authority", "结案依据", self.authority)
        )
        yield from approval_refusals(self.approved_by, known.operator.name)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Closed for good; loan, round, trip and incident with it."""
        for copy in lines.gone(
            known, [self.copy], State.WRITTEN_OFF, self.on, f"结案{self.authority.strip()}"
        ):
            yield replace(copy, loan=None, batch=None)
        for loan in known.those(Loan, [self.loan or 0]):
            yield replace(loan, open=False, remark="查无下落结案")
        for hop in known.those(Hop, [self.hop or 0]):
            yield replace(hop, open=False, remark="查无下落结案")
        yield from over(known, self.trip, self.on, self.at, "查无下落结案")
        for incident in known.those(Incident, [self.incident or 0]):
            yield replace(incident, closed_on=self.on, conclusion=self.conclusion)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}查无下落结案：{self.conclusion}（{self.authority}）"
