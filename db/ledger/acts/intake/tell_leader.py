"""报告领导: the leader is told of a packet as soon as the phone call is over; and when he was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Packet
from db.ledger.hours import is_hour
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V16, Refusal, refuse, warn
from db.ledger.values import Role


def told_refusals(
    known: Known, day: date, hour: str, *, called: str, due: str, field: str = "told_at"
) -> Iterator[Refusal]:
    """Judge when a leader was told: a time of day, not before the call, not yet to come, in time.

    `called` is the moment of the call, as far as it is known.
    """
    if not is_hour(hour):
        yield refuse(V01, field=field, label="报告领导时间", problem="应写作09:25")
        return
    told = f"{day}T{hour}"
    if called and told < called:
        why = f"早于来电时间{called.replace('T', ' ')}"
        yield refuse(K35, field=field, day=told.replace("T", " "), why=why)
    elif told > known.now[:16]:
        yield refuse(K35, field=field, day=told.replace("T", " "), why="在此刻之后")
    elif due and told > due:
        yield warn(V16, field=field, due=due.replace("T", " "))


@act("tell_leader", "报告领导", Phase.INTAKE, Role.CUSTODIAN)
class TellLeader(Act):
    """Note that a leader was told of a packet that was called in; late, it wants its reason."""

    packet: int = asked("封", refers=Packet)
    leader: str = asked("报告对象", "如 分管领导姓名")
    answer: str = asked("领导意见", default="")
    text: str = reckoned("封号", default="")
    told_at: str = reckoned("报告时间", default="")

    def needs(self) -> Needs:
        """The packet."""
        return needs((Packet, self.packet))

    def completed(self, known: Known) -> TellLeader:
        """Keep its number, and the hour: as it was typed, else this one."""
        packet, today = known.get(Packet, self.packet), self.on.isoformat() == known.now[:10]
        hour = self.at or (known.now[11:16] if today else "")
        return replace(self, text=packet.number or f"第{packet.id}封", told_at=hour)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Called in, not told of yet, to somebody, at an hour that can be."""
        packet = known.get(Packet, self.packet)
        if packet.told_at:
            state = f"已于{packet.told_on} {packet.told_at}报告"
            yield refuse(K31, field="packet", which=self.text, state=state, act="再报告")
        yield from filled_refusals(("leader", "报告对象", self.leader))
        called = f"{packet.announced_on}T{packet.announced_at or '00:00'}"
        yield from told_refusals(
            known, self.on, self.told_at, called=called, due=packet.due, field="at"
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """Told of."""
        for packet in known.those(Packet, [self.packet]):
            who = self.leader.strip()
            yield replace(packet, told_on=self.on, told_at=self.told_at, told_to=who)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        answer = f"：{self.answer}" if self.answer else ""
        return f"{self.text}于{self.told_at}报告{self.leader}{answer}"
