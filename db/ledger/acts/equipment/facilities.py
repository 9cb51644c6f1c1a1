"""设施: cabinets, safes, shredders, jammers and guards; what they are fit for, and their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, not_later_refusals
from db.ledger.acts.equipment.sites import KEEPERS
from db.ledger.beliefs import Belief, Facility, Person, Place, Site
from db.ledger.beliefs.sites import FacilityKind, FacilityState
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V00, V01, V06, V53, Refusal, refuse, warn
from db.ledger.values import Level


def rated_places(known: Known, places: Iterable[int], rated: Level | None) -> Iterator[Place]:
    """Yield the places of a cabinet with the highest level it is fit for."""
    for place in known.those(Place, places):
        yield replace(place, rated=rated)


def rating_refusals(kind: FacilityKind, rated: Level | None) -> Iterator[Refusal]:
    """Only what stores is rated, and an iron cabinet not for 绝密 (V53)."""
    if rated is not None and not kind.stores:
        problem = f"{kind.word}不存放载体，不填"
        yield refuse(V01, field="rated", label="可存放密级", problem=problem)
    if rated is Level.TOP_SECRET and kind is FacilityKind.IRON_CABINET:
        yield warn(V53, field="rated", what="铁皮柜登记为可存放绝密")


def place_refusals(
    known: Known, kind: FacilityKind, places: tuple[int, ...], own: int
) -> Iterator[Refusal]:
    """Places that are there, of a thing that stores, and each in one cabinet only."""
    if places and not kind.stores:
        problem = f"{kind.word}不存放载体，不填"
        yield refuse(V01, field="places", label="存放处", problem=problem)
    for number in places:
        place = known.find(Place, number)
        if place is None:
            yield refuse(V00, field="places", what="存放处")
            continue
        for other in known.all(Facility):
            if (
                other.id != own
                and number in other.places
                and other.state is not FacilityState.RETIRED
            ):
                yield refuse(V06, field="places", name=f"{place.name}（属{other.number}）")


def beside(wanted: Needs) -> Needs:
    """Have the other cabinets at hand, to see whose a place is."""
    states = (FacilityState.IN_USE, FacilityState.REPAIR)
    wanted.alike |= {(Facility, "state", state) for state in states}
    return wanted


@act("add_facility", "登记设施", Phase.SETUP, *KEEPERS)
class AddFacility(Act):
    """Enter a cabinet, a safe, a shredder, an iron door: what guards, stores or destroys."""

    number: str = asked("设施编号")
    name: str = asked("名称型号", "如 密码文件柜 示例M-2")
    sort: FacilityKind = asked("类别")
    grade: str = asked("等级", "防盗、粉碎、屏蔽等级，如 B1、5级", default="")
    rated: Level | None = asked("可存放最高密级", "柜子填写；存放处随之定级", default=None)
    places: tuple[int, ...] = asked("存放处", "柜内各层，可选几个", default=(), refers=Place)
    site: int | None = asked("所属要害部位", default=None, refers=Site)
    location: str = asked("位置")
    keeper: int = asked("责任人", refers=Person)
    keys: str = asked("钥匙密码由谁掌握", "有锁的填写", default="")
    code_on: date | None = asked("密码启用日期", "有锁的填写", default=None)
    since: date | None = asked("启用日期", "不填即今天", default=None)
    remark: str = asked("备注", default="", seldom=True)
    facility: int | None = reckoned("设施号", series="facility", default=None)

    def needs(self) -> Needs:
        """Who answers for it, the site, and whether number or places are taken."""
        wanted = needs((Person, self.keeper), (Site, self.site))
        wanted.alike.add((Facility, "number", self.number.strip()))
        return beside(wanted)

    def completed(self, known: Known) -> AddFacility:
        """Number it."""
        since = self.since or self.on
        return replace(self, facility=self.facility or known.take("facility"), since=since)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Complete, once, for somebody in office; rated and placed only if it stores."""
        yield from filled_refusals(
            ("number", "设施编号", self.number),
            ("name", "名称型号", self.name),
            ("location", "位置", self.location),
        )
        if any(one.number == self.number.strip() for one in known.all(Facility)):
            yield refuse(V06, field="number", name=self.number)
        if self.sort.stores:
            yield from filled_refusals(("keys", "钥匙密码由谁掌握", self.keys))
        yield from rating_refusals(self.sort, self.rated)
        yield from place_refusals(known, self.sort, self.places, 0)
        yield from fit_refusals(known.person(self.keeper), self.on, "保管设施", field="keeper")
        if self.site is not None and known.find(Site, self.site) is None:
            yield refuse(V00, field="site", what="要害部位")
        yield from not_later_refusals(self.on, ("since", self.since), ("code_on", self.code_on))

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is in use, and its places are rated."""
        yield Facility(
            id=self.facility or 0,
            number=self.number.strip(),
            name=self.name,
            kind=self.sort,
            grade=self.grade,
            rated=self.rated,
            site=self.site,
            places=self.places,
            location=self.location,
            keeper=self.keeper,
            keys=self.keys,
            since=self.since or self.on,
            code_on=self.code_on or (self.since if self.sort.stores else None),
            remark=self.remark,
        )
        yield from rated_places(known, self.places, self.rated)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        rated = f"，可存放{self.rated.word}及以下" if self.rated else ""
        return f"登记{self.sort.word}{self.number}（{self.name}）{rated}"


def working_refusals(facility: Facility, day: date, verb: str) -> Iterator[Refusal]:
    """What is out of use stays so, and nothing happened to it before it was there."""
    if facility.state is FacilityState.RETIRED:
        which, state = facility.number, facility.state.word
        yield refuse(K31, field="facility", which=which, state=state, act=verb)
    if day < facility.since:
        yield refuse(K35, field="on", day=day, why=f"早于启用日期{facility.since}")


@act("change_facility", "变更设施", Phase.SETUP, *KEEPERS)
class ChangeFacility(Act):
    """Another keeper, place or rating; what is left empty stays."""

    facility: int = asked("设施", refers=Facility)
    keeper: int | None = asked("新责任人", default=None, refers=Person)
    location: str = asked("新位置", default="")
    rated: Level | None = asked("可存放最高密级", default=None)
    places: tuple[int, ...] = asked("柜内存放处", "不填不变", default=(), refers=Place)
    site: int | None = asked("所属要害部位", default=None, refers=Site)
    checked: bool = asked("已检查完好", "日常检查时只选这一项", default=False)
    reason: str = asked("事由")
    text: str = reckoned("编号", default="")
    dropped: tuple[int, ...] = reckoned("移出的存放处", default=())
    kept: tuple[int, ...] = reckoned("现有存放处", default=())
    fit_for: Level | None = reckoned("现可存放", default=None)

    def needs(self) -> Needs:
        """The thing, who gets it, the site, and the other cabinets."""
        named = needs((Facility, self.facility), (Person, self.keeper), (Site, self.site))
        return beside(named)

    def completed(self, known: Known) -> ChangeFacility:
        """See which places go out and which stay, and for what they are fit."""
        found = known.get(Facility, self.facility)
        kept = self.places or found.places
        return replace(
            self,
            text=found.number,
            kept=kept,
            dropped=tuple(one for one in found.places if one not in kept),
            fit_for=self.rated or found.rated,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something changes, of a thing that is still there."""
        found = known.get(Facility, self.facility)
        yield from working_refusals(found, self.on, "变更")
        yield from filled_refusals(("reason", "事由", self.reason))
        new = (self.keeper, self.location.strip(), self.rated, self.places, self.site, self.checked)
        if not any(new):
            yield refuse(V01, field="keeper", label="变更", problem="请至少填一项新的内容")
        yield from rating_refusals(found.kind, self.rated)
        yield from place_refusals(known, found.kind, self.places, found.id)
        if self.keeper is not None:
            yield from fit_refusals(known.person(self.keeper), self.on, "保管设施", field="keeper")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The thing as it is now, and its places."""
        for found in known.those(Facility, [self.facility]):
            yield replace(
                found,
                keeper=self.keeper or found.keeper,
                location=self.location or found.location,
                rated=self.fit_for,
                places=self.kept,
                site=self.site or found.site,
                checked_on=self.on if self.checked else found.checked_on,
            )
        yield from rated_places(known, self.dropped, None)
        yield from rated_places(known, self.kept, self.fit_for)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        to = f"，责任人改为{names.person(self.keeper)}" if self.keeper else ""
        return f"设施{self.text}：{self.reason}{to}{'，检查完好' if self.checked else ''}"


@act("change_code", "更换密码钥匙", Phase.SETUP, *KEEPERS)
class ChangeCode(Act):
    """The code was changed, or the keys have gone to others."""

    facility: int = asked("设施", refers=Facility)
    keys: str = asked("现由谁掌握")
    why: str = asked("原因", "定期更换、人员变动、怀疑泄露等")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The thing."""
        return needs((Facility, self.facility))

    def completed(self, known: Known) -> ChangeCode:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Facility, self.facility).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Something with a lock, later than the last time."""
        found = known.get(Facility, self.facility)
        yield from working_refusals(found, self.on, "更换密码")
        yield from filled_refusals(("keys", "现由谁掌握", self.keys), ("why", "原因", self.why))
        if not found.kind.locks:
            problem = f"{found.kind.word}没有密码钥匙"
            yield refuse(V01, field="facility", label="设施", problem=problem)
        if found.code_on is not None and self.on < found.code_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于上次更换{found.code_on}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """A new code from this day."""
        for found in known.those(Facility, [self.facility]):
            yield replace(found, code_on=self.on, keys=self.keys)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}更换密码钥匙（{self.why}），现由{self.keys}掌握"


@act("facility_state", "设施状态", Phase.SETUP, *KEEPERS)
class ChangeFacilityState(Act):
    """It goes to repair, comes back, or is taken out of use."""

    facility: int = asked("设施", refers=Facility)
    state: FacilityState = asked("改为")
    how: str = asked("处理情况")
    text: str = reckoned("编号", default="")
    places: tuple[int, ...] = reckoned("柜内存放处", default=())
    fit_for: Level | None = reckoned("可存放", default=None)

    def needs(self) -> Needs:
        """The thing."""
        return needs((Facility, self.facility))

    def completed(self, known: Known) -> ChangeFacilityState:
        """What is out of use is fit for nothing."""
        found = known.get(Facility, self.facility)
        fit_for = None if self.state is FacilityState.RETIRED else found.rated
        return replace(self, text=found.number, places=found.places, fit_for=fit_for)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Another state, explained."""
        found = known.get(Facility, self.facility)
        yield from working_refusals(found, self.on, self.state.word)
        yield from filled_refusals(("how", "处理情况", self.how))
        if found.state is self.state:
            which, state = found.number, self.state.word
            yield refuse(K31, field="state", which=which, state=state, act=state)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The thing as it is now."""
        retired = self.on if self.state is FacilityState.RETIRED else None
        for found in known.those(Facility, [self.facility]):
            yield replace(found, state=self.state, retired_on=retired)
        yield from rated_places(known, self.places, self.fit_for)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"设施{self.text}{self.state.word}：{self.how}"
