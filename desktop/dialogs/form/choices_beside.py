"""What a picker offers beside the papers: sessions, journeys, meetings, sites, systems."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.beliefs import (
    Belief,
    Conference,
    Contract,
    Facility,
    Passport,
    Publication,
    Regulation,
    Site,
    System,
    Training,
    Travel,
    Visit,
)
from db.ledger.beliefs.publication import PublicationState
from db.ledger.beliefs.sites import FacilityState
from db.ledger.beliefs.travel import TravelState
from db.store.reading import Filter, Question, Test
from db.views.conferences import CONFERENCES, ConferenceRow
from db.views.contracts import CONTRACTS, ContractRow
from db.views.facilities import FACILITIES, FacilityRow
from db.views.publications import PUBLICATIONS, PublicationRow
from db.views.regulations import REGULATIONS, RegulationRow
from db.views.sites import SITES, VISITS, SiteRow, VisitRow
from db.views.systems import SYSTEMS, SystemRow
from db.views.training import TRAININGS, TrainingRow
from db.views.travel import PASSPORTS, TRAVELS, PassportRow, TravelRow
from desktop.dialogs.form.picking import Choices, joined, where

_LATEST = (("held_on", True),)
_STEPS = (TravelState.APPLIED, TravelState.APPROVED, TravelState.BACK)
_WORKING = (FacilityState.IN_USE, FacilityState.REPAIR)


def _looked_up(typed: str, *names: str) -> list[Question]:
    return [where(name, typed, Test.LOOKED_UP) for name in names]


def _trainings(typed: str) -> list[Question]:
    found = _looked_up(typed, "number", "topic") if typed else [Question()]
    return [replace(one, order=_LATEST) for one in found]


def _training(row: TrainingRow) -> str:
    return joined(row.number, row.held_on.isoformat(), row.kind.word, row.topic)


def _travels(typed: str) -> list[Question]:
    going_on = Question(filters=(Filter("state", _STEPS),))
    return _looked_up(typed, "number", "person") if typed else [going_on]


def _travel(row: TravelRow) -> str:
    return joined(row.number, row.person, row.destination, row.state.word)


def _passports(typed: str) -> list[Question]:
    exact = where("exact", "".join(typed.split()).upper())
    return [exact, *_looked_up(typed, "person")] if typed else [Question()]


def _passport(row: PassportRow) -> str:
    return joined(row.person, row.kind.word, row.number, row.state.word)


def _publications(typed: str) -> list[Question]:
    unpublished = (PublicationState.WAITING, PublicationState.CONCLUDED)
    going_on = Question(filters=(Filter("state", unpublished),))
    return _looked_up(typed, "number", "content", "applicant") if typed else [going_on]


def _publication(row: PublicationRow) -> str:
    said = row.verdict.word if row.verdict else row.state.word
    return joined(row.number, row.content, row.applicant, said)


def _conferences(typed: str) -> list[Question]:
    latest = (("starts_on", True),)
    found = _looked_up(typed, "number", "name") if typed else [Question()]
    return [replace(one, order=latest) for one in found]


def _conference(row: ConferenceRow) -> str:
    return joined(row.number, row.name, row.level.word, row.state.word)


def _sites(typed: str) -> list[Question]:
    living = Question(filters=(Filter("living", (1,)),))
    return _looked_up(typed, "name") if typed else [living]


def _site(row: SiteRow) -> str:
    return joined(row.name, row.kind.word, row.level.word, "" if row.living else "已撤销")


def _visits(typed: str) -> list[Question]:
    inside = Question(filters=(Filter("open", (1,)),))
    return _looked_up(typed, "visitor", "unit") if typed else [inside]


def _visit(row: VisitRow) -> str:
    return joined(row.visitor, row.unit, row.site, f"{row.came_on} {row.came_at}")


def _facilities(typed: str) -> list[Question]:
    working = Question(filters=(Filter("state", _WORKING),))
    return _looked_up(typed, "number", "name") if typed else [working]


def _facility(row: FacilityRow) -> str:
    rated = f"可存放{row.rated.word}" if row.rated else ""
    return joined(row.number, row.name, row.kind.word, rated, row.keeper)


def _regulations(typed: str) -> list[Question]:
    living = Question(filters=(Filter("living", (1,)),))
    return _looked_up(typed, "title", "number") if typed else [living]


def _regulation(row: RegulationRow) -> str:
    return joined(row.area.word, row.title, row.number, "" if row.living else "已废止")


def _systems(typed: str) -> list[Question]:
    return _looked_up(typed, "number", "name") if typed else [Question()]


def _system(row: SystemRow) -> str:
    return joined(row.number, row.name, row.level.word if row.level else "")


def _contracts(typed: str) -> list[Question]:
    living = Question(filters=(Filter("living", (1,)),))
    return _looked_up(typed, "number", "project") if typed else [living]


def _contract(row: ContractRow) -> str:
    return joined(row.number, row.project, row.contractor, "" if row.living else "已终止")


BESIDE: dict[type[Belief], Choices] = {
    Training: Choices(TRAININGS, _trainings, _training, "编号或主题，按↓列出最近的"),
    Travel: Choices(TRAVELS, _travels, _travel, "编号或姓名，按↓列出在办的"),
    Passport: Choices(PASSPORTS, _passports, _passport, "持证人，或证件号码"),
    Publication: Choices(
        PUBLICATIONS, _publications, _publication, "编号、内容或承办人，按↓列出在办的"
    ),
    Conference: Choices(CONFERENCES, _conferences, _conference, "编号或名称，按↓列出最近的"),
    Site: Choices(SITES, _sites, _site, "名称，按↓列出全部"),
    Visit: Choices(VISITS, _visits, _visit, "来访人，按↓列出未离开的"),
    Facility: Choices(FACILITIES, _facilities, _facility, "编号或名称，按↓列出在册的"),
    Regulation: Choices(REGULATIONS, _regulations, _regulation, "名称或文号，按↓列出现行的"),
    System: Choices(SYSTEMS, _systems, _system, "编号或名称，按↓列出全部"),
    Contract: Choices(CONTRACTS, _contracts, _contract, "编号或项目，按↓列出进行中的"),
}
