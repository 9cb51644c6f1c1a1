"""来访登记: who from elsewhere came into a key site, why, with whom, and when he left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import approval_refusals, filled_refusals
from db.ledger.acts.equipment.sites import KEEPERS, standing_refusals
from db.ledger.beliefs import Belief, Person, Site, Visit
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, Refusal, refuse


@act("admit_visitor", "来访登记", Phase.SETUP, *KEEPERS)
class AdmitVisitor(Act):
    """Somebody comes in, with approval and somebody of the house beside him."""

    site: int = asked("要害部位", refers=Site)
    visitor: str = asked("来访人")
    unit: str = asked("来访单位")
    purpose: str = asked("来访目的")
    escort: int = asked("陪同人员", refers=Person)
    approved_by: str = asked("批准人")
    came_at: str = asked("来访时间", "如 09:30")
    left_at: str = asked("离开时间", "还没走就不填，走时登记", default="")
    remark: str = asked("备注", default="", seldom=True)
    visit: int | None = reckoned("来访号", series="visit", default=None)
    text: str = reckoned("部位", default="")

    def needs(self) -> Needs:
        """Where to, and who goes with him."""
        return needs((Site, self.site), (Person, self.escort))

    def completed(self, known: Known) -> AdmitVisitor:
        """Number it."""
        text = known.get(Site, self.site).name
        return replace(self, visit=self.visit or known.take("visit"), text=text)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Who, from where, why, with whom; and nobody leaves before he came."""
        yield from standing_refusals(known.get(Site, self.site), self.on, "登记来访")
        yield from filled_refusals(
            ("visitor", "来访人", self.visitor),
            ("unit", "来访单位", self.unit),
            ("purpose", "来访目的", self.purpose),
        )
        yield from approval_refusals(self.approved_by, self.visitor.strip())
        yield from fit_refusals(known.person(self.escort), self.on, "陪同", field="escort")
        yield from time_refusals(self.came_at, "came_at", "来访时间")
        if self.left_at.strip():
            yield from time_refusals(self.left_at, "left_at", "离开时间")
            if self.left_at < self.came_at:
                why = f"早于来访时间{self.came_at}"
                yield refuse(K35, field="left_at", day=self.left_at, why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """He is in, or was."""
        yield Visit(
            id=self.visit or 0,
            site=self.site,
            visitor=self.visitor.strip(),
            unit=self.unit.strip(),
            purpose=self.purpose,
            escort=self.escort,
            approved_by=self.approved_by,
            came_on=self.on,
            came_at=self.came_at,
            left_on=self.on if self.left_at.strip() else None,
            left_at=self.left_at,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        escort = names.person(self.escort)
        return f"{self.unit}{self.visitor}来访{self.text}，陪同{escort}：{self.purpose}"


def time_refusals(typed: str, field: str, label: str) -> Iterator[Refusal]:
    """A time of the day, as a clock shows it."""
    hours, colon, minutes = typed.partition(":")
    digits = (hours + minutes).isascii() and (hours + minutes).isdecimal()
    read = len(hours) == len(minutes) == 2 and colon and digits
    if not read or not (hours < "24" and minutes < "60"):
        yield refuse(V01, field=field, label=label, problem="应写作14:05")


@act("visitor_leaves", "来访离开", Phase.SETUP, *KEEPERS)
class VisitorLeaves(Act):
    """The visitor has gone."""

    visit: int = asked("来访", refers=Visit)
    left_at: str = asked("离开时间", "如 11:20")
    remark: str = asked("备注", default="")
    text: str = reckoned("来访人", default="")

    def needs(self) -> Needs:
        """The visit."""
        return needs((Visit, self.visit))

    def completed(self, known: Known) -> VisitorLeaves:
        """Keep the name for the sentence."""
        return replace(self, text=known.get(Visit, self.visit).visitor)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """He is still in, and leaves after he came."""
        visit = known.get(Visit, self.visit)
        if visit.left_on is not None:
            which = f"{visit.visitor}来访"
            yield refuse(K31, field="visit", which=which, state="已离开", act="登记离开")
        yield from time_refusals(self.left_at, "left_at", "离开时间")
        left: tuple[date, str] = (self.on, self.left_at)
        if left < (visit.came_on, visit.came_at):
            why = f"早于来访时间{visit.came_on} {visit.came_at}"
            yield refuse(K35, field="left_at", day=f"{self.on} {self.left_at}", why=why)

    def effects(self, known: Known) -> Iterator[Belief]:
        """He has gone."""
        for visit in known.those(Visit, [self.visit]):
            remark = "；".join(filter(None, (visit.remark, self.remark)))
            yield replace(visit, left_on=self.on, left_at=self.left_at, remark=remark)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"来访人{self.text}{self.left_at}离开"
