"""From what a person writes to what an act needs: names and numbers become references."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from db.ledger.act import KINDS, Act, Phase, act_from_json, with_reasons
from db.ledger.acts import ACTS
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.acts.program.rolled_back import RolledBack
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs import (
    Batch,
    Belief,
    Body,
    CheckRound,
    Conference,
    Contract,
    Copy,
    Department,
    Device,
    Dispatch,
    Document,
    Facility,
    Finding,
    Handover,
    Packet,
    Person,
    Place,
    Post,
    Publication,
    Regulation,
    Site,
    Stocktake,
    System,
    Training,
    Travel,
)
from db.ledger.numbering import CopyNoProblem, normalise_doc_number, parse_copy_nos
from db.ledger.rules import V00, V01, Refused, refuse
from db.store.reading import Filter, Question, View
from db.vault import Vault
from db.views.batches import BATCHES
from db.views.conferences import CONFERENCES
from db.views.contracts import CONTRACTS
from db.views.copies import COPIES
from db.views.devices import DEVICES
from db.views.documents import DOCUMENTS
from db.views.facilities import FACILITIES
from db.views.findings import FINDINGS
from db.views.handovers import HANDOVERS
from db.views.moves import DISPATCHES
from db.views.organisation import BODIES, POSTS
from db.views.packets import PACKETS
from db.views.people import DEPARTMENTS, PEOPLE, PLACES
from db.views.publications import PUBLICATIONS
from db.views.regulations import REGULATIONS
from db.views.self_checks import CHECK_ROUNDS
from db.views.sites import SITES
from db.views.stocktakes import STOCKTAKES
from db.views.systems import SYSTEMS
from db.views.training import TRAININGS
from db.views.travel import TRAVELS

# What the program itself records when it does the thing: typed in, they would say what is not so,
# or shut everybody out. Noting a rollback is the one entry of the program that persons make.
RECORDABLE: dict[str, type[Act]] = {
    each.kind: each
    for each in ACTS
    if each is RolledBack
    or not (each.phase is Phase.PROGRAM or each.by_program or each is TakeOver)
}
"""The kinds of act that a person may ask for, in menu order."""

# What nobody typed and nobody sees; it would hide in a title, or turn its direction round.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\ufffe\uffff\ud800-\udfff]"
)
_LARGEST = 2**53  # whole in every program that reads JSON
_DEEPEST = 8
_LONGEST = 2000
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_BY_NAME: dict[type[Belief], tuple[View[Any], str]] = {
    Person: (PEOPLE, "name"),
    Place: (PLACES, "name"),
    Department: (DEPARTMENTS, "name"),
    Batch: (BATCHES, "number"),
    Stocktake: (STOCKTAKES, "number"),
    Packet: (PACKETS, "number"),
    Dispatch: (DISPATCHES, "number"),
    Device: (DEVICES, "number"),
    Handover: (HANDOVERS, "number"),
    Training: (TRAININGS, "number"),
    Travel: (TRAVELS, "number"),
    Publication: (PUBLICATIONS, "number"),
    Conference: (CONFERENCES, "number"),
    Site: (SITES, "name"),
    Facility: (FACILITIES, "number"),
    Regulation: (REGULATIONS, "title"),
    System: (SYSTEMS, "number"),
    Contract: (CONTRACTS, "number"),
    Finding: (FINDINGS, "number"),
    Post: (POSTS, "code"),
    Body: (BODIES, "name"),
    CheckRound: (CHECK_ROUNDS, "number"),
}
"""Where a name is looked up, and in which column; what is not here has a number only."""


def act_asked(vault: Vault, kind: str, given: Mapping[str, Any]) -> Act:
    """Return the act that was written down, with names turned into numbers.

    `reasons` (rule → reason) passes warnings; `on` is today if it is left out.
    """
    made = kind_called(kind)
    refuse_what_cannot_be_kept(made, given)
    values = dict(given)
    reasons = values.pop("reasons", {})
    values.setdefault("on", vault.today.isoformat())
    for field in dataclasses.fields(made):
        if field.metadata.get("reckoned") and field.name in values:
            raise Refused(
                refuse(V01, field=field.name, label=field.metadata["label"], problem="由程序填写")
            )
        refers = field.metadata.get("refers")
        if refers is not None and values.get(field.name) is not None:
            values[field.name] = _numbers(vault, refers, values[field.name])
    if not isinstance(reasons, dict):
        raise Refused(refuse(V01, field="reasons", label="理由", problem="应为 规则号 → 理由"))
    act = act_from_json(kind, values)
    _refuse_absurd_days(act)
    return with_reasons(act, {rule: str(why) for rule, why in reasons.items()})


def kind_called(kind: str) -> type[Act]:
    """Return the newest version of a kind of act."""
    versions = [version for name, version in KINDS if name == kind]
    if not versions:
        raise Refused(refuse(V01, field="kind", label="种类", problem=f"没有“{kind[:20]}”"))
    return KINDS[kind, max(versions)]


def refuse_what_cannot_be_kept(made: type[Act], given: Mapping[str, Any]) -> None:
    """Refuse texts with hidden characters, absurd lengths and numbers (V01)."""
    labels = {field.name: field.metadata["label"] for field in dataclasses.fields(made)}
    for name, value in given.items():
        problem = "栏目名称里有不能登记的字符" if _UNSEEN.search(name) else _unkeepable(value)
        if problem:
            label = labels.get(name, "栏目")
            raise Refused(refuse(V01, field=name, label=label, problem=problem))


def _refuse_absurd_days(act: Act) -> None:
    """A year beyond these is a slip of the hand, and would break every reckoning of terms."""
    for field in dataclasses.fields(act):
        value = getattr(act, field.name)
        if isinstance(value, date) and not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            problem = f"{value}的年份不合理"
            label = field.metadata["label"]
            raise Refused(refuse(V01, field=field.name, label=label, problem=problem))


def _unkeepable(value: Any) -> str:
    """Say why a value cannot stand in a ledger; empty if it can."""
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > _DEEPEST:
            return "嵌套过深"
        match item:
            case str() if len(item) > _LONGEST:
                return f"过长，最多{_LONGEST}字"
            case str() if _UNSEEN.search(item):
                return "含有看不见的控制字符，不能登记"
            case int() if abs(item) > _LARGEST:
                return "数字过大"
            case dict():
                waiting += [(part, depth + 1) for pair in item.items() for part in pair]
            case list() | tuple():
                waiting += [(part, depth + 1) for part in item]
            case _:
                pass
    return ""


def _numbers(vault: Vault, refers: type[Belief], value: Any) -> Any:
    if isinstance(value, list):
        return [reference(vault, refers, item) for item in value]
    return reference(vault, refers, value)


def reference(vault: Vault, refers: type[Belief], value: Any) -> int:
    """Return the number behind a name or number that a person wrote; raise `Refused`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if refers is Copy:
        return _copy(vault, value)
    if refers is Document:
        return _document(vault, value)
    name = value.get("name") if isinstance(value, dict) else value
    if refers not in _BY_NAME:
        raise Refused(refuse(V00, what=f"{refers.word}“{str(name)[:20]}”"))
    view, column = _BY_NAME[refers]
    found = vault.ask(view, Question(filters=(Filter(column, (str(name),)),))).rows
    if refers is Person and isinstance(value, dict) and value.get("department"):
        found = tuple(row for row in found if row.department == value["department"])
    there = tuple(row for row in found if getattr(row, "active", True))
    return _one(there or found, f"{refers.word}“{str(name)[:20]}”")


def _copy(vault: Vault, value: Any) -> int:
    """Read `文号/份号`, or an object with doc_number and copy_no (and issuer)."""
    if isinstance(value, str):
        number, _, copy_no = value.rpartition("/")
        value = {"doc_number": number, "copy_no": copy_no}
    if not isinstance(value, dict):
        raise Refused(refuse(V01, field="copy", label="份", problem="应写作 文号/份号"))
    filters = [Filter("doc_number", (normalise_doc_number(str(value.get("doc_number", ""))).text,))]
    if value.get("copy_no"):
        try:
            filters.append(Filter("copy_no", parse_copy_nos(str(value["copy_no"]))))
        except CopyNoProblem as mistake:
            problem = mistake.sentence.rstrip("。")
            raise Refused(refuse(V01, field="copy", label="份号", problem=problem)) from None
    if value.get("issuer"):
        filters.append(Filter("issuer", (str(value["issuer"]),)))
    found = vault.ask(COPIES, Question(filters=tuple(filters))).rows
    living = tuple(row for row in found if not row.state.closed)
    return _one(living or found, f"份“{value.get('doc_number')}/{value.get('copy_no')}”")


def _document(vault: Vault, value: Any) -> int:
    number = normalise_doc_number(str(value)).text
    found = vault.ask(DOCUMENTS, Question(filters=(Filter("doc_number", (number,)),))).rows
    return _one(found, f"文件“{number[:30]}”")


def _one(found: tuple[Any, ...], what: str) -> int:
    if not found:
        raise Refused(refuse(V00, what=what))
    if len(found) > 1:
        numbers = "、".join(str(row.id) for row in found[:10])
        raise Refused(refuse(V01, label=what, problem=f"有{len(found)}个，请用编号：{numbers}"))
    return int(found[0].id)


def person_named(vault: Vault, name: str) -> int:
    """Return the person of a name, entering one that is not there yet."""
    found = vault.ask(PEOPLE, Question(filters=(Filter("name", (name,)),))).rows
    if found:
        return int(found[0].id)
    recorded = vault.record(AddPerson(on=vault.today, name=name))
    (act,) = recorded.acts
    assert isinstance(act, AddPerson)
    return act.number or 0
