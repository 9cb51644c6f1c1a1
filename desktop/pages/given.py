"""What a chosen row already says of an act: the fields its dialog need not ask again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from db.ledger.act import Act
from db.ledger.acts.checks.answer import AnswerItem
from db.ledger.acts.checks.note_finding import NoteFinding
from db.ledger.acts.checks.set_item import SetItem
from db.ledger.acts.custody.meeting_papers import HandOut
from db.ledger.acts.intake.register import Register
from db.ledger.acts.setup.set_mask import SetMask
from db.ledger.acts.setup.set_policy import SetPolicy
from db.ledger.acts.setup.set_reasons import SetReasons
from db.ledger.beliefs import (
    Batch,
    CheckRound,
    CheckSheet,
    Conference,
    Contract,
    Copy,
    Device,
    Dispatch,
    Document,
    Facility,
    Finding,
    Handover,
    MarkChange,
    Offer,
    Packet,
    Passport,
    Person,
    Publication,
    Regulation,
    Site,
    Stocktake,
    System,
    Training,
    Travel,
    Visit,
)
from db.ledger.checklists import as_points
from db.ledger.policy import SETTABLE
from db.views.batches import BatchRow
from db.views.check_items import CheckItemRow
from db.views.checklists import ListedRow
from db.views.conferences import ConferenceRow
from db.views.contracts import ContractRow
from db.views.copies import CopyRow
from db.views.devices import DeviceRow
from db.views.documents import DocumentRow
from db.views.dunning import DunningRow
from db.views.facilities import FacilityRow
from db.views.findings import FindingRow
from db.views.handovers import HandoverRow
from db.views.holdings import HoldingRow
from db.views.marks import MarkChangeRow, RemarkingRow
from db.views.moves import DispatchRow, OfferRow
from db.views.numbers import MaskRow
from db.views.packets import PacketRow
from db.views.parameters import ParameterRow
from db.views.people import AccountRow, PersonRow
from db.views.publications import PublicationRow
from db.views.reason_lists import ReasonListRow
from db.views.regulations import RegulationRow
from db.views.self_checks import CheckRoundRow, CheckSheetRow
from db.views.sites import SiteRow, VisitRow
from db.views.stocktakes import StocktakeRow
from db.views.systems import SystemRow
from db.views.timeline import EntryRow
from db.views.training import AttendanceRow, TrainingRow
from db.views.travel import PassportRow, TravelRow
from desktop.pages.begun import finding_begun

_ROWS = (
    (CopyRow, Copy),
    (DocumentRow, Document),
    (DunningRow, Copy),
    (HoldingRow, Copy),
    (BatchRow, Batch),
    (StocktakeRow, Stocktake),
    (PersonRow, Person),
    (PacketRow, Packet),
    (OfferRow, Offer),
    (DispatchRow, Dispatch),
    (DeviceRow, Device),
    (HandoverRow, Handover),
    (FindingRow, Finding),
    (MarkChangeRow, MarkChange),
    (PublicationRow, Publication),
    (TrainingRow, Training),
    (CheckRoundRow, CheckRound),
    (CheckSheetRow, CheckSheet),
    (TravelRow, Travel),
    (PassportRow, Passport),
    (ConferenceRow, Conference),
    (SiteRow, Site),
    (VisitRow, Visit),
    (FacilityRow, Facility),
    (RegulationRow, Regulation),
    (SystemRow, System),
    (ContractRow, Contract),
)
_ONE = ("copy", "document", "batch", "person", "packet", "offer", "dispatch", "change", "device",
        "stocktake", "handover", "to", "training", "finding", "incident", "round", "sheet",
        "travel", "passport", "publication", "conference", "site", "visit", "facility",
        "regulation", "system", "contract")  # fmt: skip
_SEVERAL = ("copies", "sources", "persons")


def given_for(kind: type[Act], row: Any) -> dict[str, object]:
    """Return the fields that the row answers: copy, document, batch, person, entry.

    A dict gives the numbers themselves; several copies are a tuple, for acts that take a list.
    """
    if row is None or kind is NoteFinding:
        return finding_begun(row)
    spoken = _of_its_own(kind, row)
    if spoken is not None:
        return spoken
    numbers: Mapping[str, Any] = row if isinstance(row, dict) else _numbers(row)
    found: dict[str, object] = {"item": row.item} if isinstance(row, CheckItemRow) else {}
    for field in dataclasses.fields(kind):
        refers = field.metadata.get("refers")
        if refers is None or refers.table not in numbers:
            continue
        if field.name in _ONE:
            found[field.name] = numbers[refers.table]
        elif field.name in _SEVERAL:
            there = numbers[refers.table]
            found[field.name] = there if isinstance(there, tuple) else (there,)
    return found


def _numbers(row: Any) -> dict[str, int]:
    numbers = {belief.table: row.id for made, belief in _ROWS if isinstance(row, made)}
    for name in ("copy", "document"):
        value = getattr(row, name, None)
        if isinstance(value, int):
            numbers[name] = value
    if isinstance(row, CheckItemRow):
        numbers |= {CheckSheet.table: row.sheet, CheckRound.table: row.round}
    if isinstance(row, CheckSheetRow):
        numbers[CheckRound.table] = row.round
    if isinstance(row, AccountRow):
        numbers[Person.table] = row.person_id
    if isinstance(row, HoldingRow):
        numbers[Person.table] = row.holder_id
    if isinstance(row, AttendanceRow):
        numbers |= {Training.table: row.training, Person.table: row.person_id}
    if isinstance(row, RemarkingRow):
        numbers[MarkChange.table] = row.change
    return numbers


def _of_its_own(kind: type[Act], row: Any) -> dict[str, object] | None:
    """Return what rows say that stand for no belief; None if the row is none of them."""
    match row:
        case EntryRow():
            return {"entry": row.seq}
        case ReasonListRow():
            return {"rule": row.rule, "reasons": row.texts} if kind is SetReasons else {}
        case PacketRow() if kind is Register:
            return {"packet_no": row.number, "channel": row.channel, "urgency": row.urgency}
        case ConferenceRow() if kind is HandOut:
            return {"meeting": row.name}
        case ParameterRow():
            return {"name": row.name} if kind is SetPolicy and row.name in SETTABLE else {}
        case MaskRow():
            return {"name": row.name, "mask": row.mask} if kind is SetMask else {}
        case CheckItemRow() if kind is AnswerItem:
            off = row.off if row.off is not None else row.advised or 0
            said = {"deduction": as_points(off), "existing": row.existing, "reason": row.reason}
            return {"sheet": row.sheet, "item": row.item, **said}
        case ListedRow() if kind is SetItem:
            told = {"layer": row.layer, "item": row.item, "existing": row.existing}
            return {**told, "active": row.active}
        case _:
            return None
