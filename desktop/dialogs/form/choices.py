"""What a picker offers for each kind of thing, and how one finds it by typing."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.beliefs import (
    Batch,
    Belief,
    Body,
    CheckRound,
    CheckSheet,
    Copy,
    Department,
    Device,
    Dispatch,
    Document,
    Finding,
    Handout,
    Handover,
    Incident,
    MarkChange,
    Offer,
    Packet,
    Person,
    Place,
    Post,
    Stocktake,
    StocktakeState,
)
from db.ledger.beliefs.findings import FindingState
from db.ledger.beliefs.moves import DispatchState, OfferState
from db.ledger.identity_numbers import number_problem, tidy_number
from db.ledger.numbering import (
    CheckProblem,
    CopyNoProblem,
    normalise_doc_number,
    own_copy,
    parse_copy_nos,
)
from db.store.reading import Filter, Question, Test
from db.views.batches import BATCHES, BatchRow
from db.views.copies import COPIES, CopyRow
from db.views.devices import DEVICES, DeviceRow
from db.views.documents import DOCUMENTS, DocumentRow
from db.views.findings import FINDINGS, FindingRow
from db.views.handovers import HANDOVERS, HandoverRow
from db.views.incidents import INCIDENTS, IncidentRow
from db.views.marks import MARK_CHANGES, MarkChangeRow
from db.views.meetings import HANDOUTS, HandoutRow
from db.views.moves import DISPATCHES, OFFERS, DispatchRow, OfferRow
from db.views.organisation import BODIES, POSTS, BodyRow, PostRow
from db.views.packets import PACKETS, PacketRow
from db.views.people import DEPARTMENTS, PEOPLE, PLACES, DepartmentRow, PersonRow, PlaceRow
from db.views.self_checks import CHECK_ROUNDS, CHECK_SHEETS, CheckRoundRow, CheckSheetRow
from db.views.stocktakes import STOCKTAKES, StocktakeRow
from desktop.dialogs.form.choices_beside import BESIDE
from desktop.dialogs.form.picking import Choices, by_name, joined, where


def _batches(typed: str) -> list[Question]:
    latest = (("listed_on", True),)
    if not typed:
        return [Question(order=latest)]
    number = [where("id", int(typed))] if typed.isdecimal() and len(typed) < 12 else []
    return [replace(where("number", typed, Test.LOOKED_UP), order=latest), *number]


def _offers(typed: str) -> list[Question]:
    waiting = Filter("state", (OfferState.OFFERED,))
    number = [where("id", int(typed))] if typed.isdecimal() and len(typed) < 12 else []
    return number or [Question(filters=(waiting,))]


def _dispatches(typed: str) -> list[Question]:
    waiting = Filter("state", (DispatchState.SENT,))
    return [where("number", typed, Test.LOOKED_UP)] if typed else [Question(filters=(waiting,))]


def _handouts(typed: str) -> list[Question]:
    if typed.isdecimal() and len(typed) < 12:
        return [where("id", int(typed))]
    still = Question(filters=(Filter("open", (1,)),))
    return [where("meeting", typed, Test.LOOKED_UP)] if typed else [still]


def _packets(typed: str) -> list[Question]:
    latest = (("announced_on", True),)
    return [replace(where("number", typed, Test.LOOKED_UP) if typed else Question(), order=latest)]


def _mark_changes(typed: str) -> list[Question]:
    latest = (("proposed_on", True),)
    number = [where("id", int(typed))] if typed.isdecimal() and len(typed) < 12 else []
    return number or [Question(words=typed, order=latest)]


def document_questions(typed: str) -> list[Question]:
    """Return the questions for a number or words of the title."""
    if not typed:
        return [Question()]
    return [where("doc_number", normalise_doc_number(typed).text), Question(words=typed)]


def copy_questions(typed: str) -> list[Question]:
    """Return the questions for 000120, Z000012, 文号/份号 or words of the title."""
    if not typed:
        return [Question()]
    try:
        own = own_copy(typed)
    except CheckProblem:
        return [where("id", 0)]  # read wrongly: no copy, rather than another
    if own is not None:
        return [where("id", own)]
    number, slash, copy_no = typed.rpartition("/")
    try:
        asked = parse_copy_nos(copy_no) if copy_no else ()
    except CopyNoProblem:
        return [Question(words=typed)]
    by_copy = [Filter("copy_no", asked)] if asked else []
    by_number = [Filter("doc_number", (normalise_doc_number(number).text,))] if slash else []
    return [Question(filters=(*by_number, *by_copy))]


def _person(row: PersonRow) -> str:
    grade = row.grade.word if row.grade else ""
    return joined(row.name, row.department, grade, "" if row.on_post else "不在岗")


def _place(row: PlaceRow) -> str:
    return joined(row.name, "阅文场所" if row.reading else "")


def _departments(typed: str) -> list[Question]:
    """Departments that are there; one that was closed is offered nowhere."""
    there = Filter("active", (1,))
    return [replace(one, filters=(*one.filters, there)) for one in by_name(typed)]


def _department(row: DepartmentRow) -> str:
    return row.name


def _batch(row: BatchRow) -> str:
    return joined(row.number, row.state.word, f"{row.copies}份")


def _offer(row: OfferRow) -> str:
    return joined(f"移交{row.id}号", row.giver, row.documents, f"{row.copies}份", row.state.word)


def _dispatch(row: DispatchRow) -> str:
    return joined(row.number, row.addressee, f"{row.copies}份", row.state.word)


def _handout(row: HandoutRow) -> str:
    return joined(row.meeting, row.doc_number or row.title, f"发放{row.copies}份")


def _packet(row: PacketRow) -> str:
    return joined(row.number or f"第{row.id}封", row.sender, row.urgency, row.state.word)


def _mark_change(row: MarkChangeRow) -> str:
    undone = f"未改标{row.undone}份" if row.undone else ""
    return joined(
        row.kind.word, row.marking, row.doc_number or row.title, row.decision.word, undone
    )


def _document(row: DocumentRow) -> str:
    return joined(row.doc_number, row.marking, row.title)


def copy_words(row: CopyRow) -> str:
    """Return a copy as a picker names it."""
    return joined(own_number(row), row.marking, row.doc_number, row.title, row.state.word)


def own_number(row: CopyRow) -> str:
    """Return a copy's number as one says it: its 份号, else the number of this ledger."""
    return row.copy_no or f"Z{row.id:06d}"


def _devices(typed: str) -> list[Question]:
    if not typed:
        return [Question()]
    return [where("number", typed, Test.LOOKED_UP), where("name", typed, Test.LOOKED_UP)]


def _device(row: DeviceRow) -> str:
    return joined(row.number, row.name, row.kind.word, row.keeper, row.state.word)


def _posts(typed: str) -> list[Question]:
    active = Filter("active", (1,))
    if not typed:
        return [Question(filters=(active,))]
    named = (where(name, typed, Test.LOOKED_UP) for name in ("code", "name"))
    return [Question(filters=(*one.filters, active)) for one in named]


def _post(row: PostRow) -> str:
    return joined(row.code, row.name, row.department, row.grade.word)


def _body(row: BodyRow) -> str:
    return joined(row.name, row.tier.word)


def _people(typed: str) -> list[Question]:
    """A whole identity number finds its owner; a part of one finds nobody."""
    number = tidy_number(typed)
    whole = [where("sought", number)] if number and not number_problem(number) else []
    return [*whole, *by_name(typed)]


def _stocktakes(typed: str) -> list[Question]:
    going_on = Filter("state", (StocktakeState.OPEN,))
    return [where("number", typed, Test.LOOKED_UP)] if typed else [Question(filters=(going_on,))]


def _stocktake(row: StocktakeRow) -> str:
    return joined(row.number, row.scope, f"应点{row.copies}份", row.state.word)


def _handovers(typed: str) -> list[Question]:
    latest = (("number", True),)
    if not typed:
        return [Question(order=latest)]
    filters = (where(name, typed, Test.LOOKED_UP) for name in ("number", "leaver", "receiver"))
    return [replace(one, order=latest) for one in filters]


def _handover(row: HandoverRow) -> str:
    return joined(row.number, f"{row.leaver}→{row.receiver}", row.reason.word, row.state.word)


def _findings(typed: str) -> list[Question]:
    open_ones = tuple(state for state in FindingState if state is not FindingState.CLOSED)
    if not typed:
        return [Question(filters=(Filter("state", open_ones),), order=(("due", False),))]
    return [where("number", typed, Test.LOOKED_UP), where("category", typed, Test.LOOKED_UP)]


def _finding(row: FindingRow) -> str:
    return joined(row.number, row.category, row.department, row.state.word)


def _incidents(typed: str) -> list[Question]:
    return [where("doc_number", normalise_doc_number(typed).text)] if typed else [Question()]


def _incident(row: IncidentRow) -> str:
    return joined(row.doc_number, row.copy_no, f"{row.reported_on}报告", row.finder)


def _rounds(typed: str) -> list[Question]:
    return [where("number", typed, Test.LOOKED_UP)] if typed else [Question()]


def _round(row: CheckRoundRow) -> str:
    return joined(row.number, row.about, f"{row.since}至{row.until}", row.state.word)


def _sheets(typed: str) -> list[Question]:
    if not typed:
        return [Question()]
    return [where("name", typed, Test.LOOKED_UP), where("number", typed, Test.LOOKED_UP)]


def _sheet(row: CheckSheetRow) -> str:
    return joined(row.number, row.layer.word, row.name, f"未评{row.waiting}项")


CHOICES: dict[type[Belief], Choices] = {
    Person: Choices(PEOPLE, _people, _person, "姓名、拼音首字母或编号"),
    Department: Choices(DEPARTMENTS, _departments, _department, "名称、拼音首字母或编号"),
    Place: Choices(PLACES, by_name, _place, "名称、拼音首字母或编号"),
    Post: Choices(POSTS, _posts, _post, "岗位编号或名称"),
    Body: Choices(BODIES, by_name, _body, "名称、拼音首字母或编号"),
    Batch: Choices(BATCHES, _batches, _batch, "批次编号，按↓列出最近的"),
    Stocktake: Choices(STOCKTAKES, _stocktakes, _stocktake, "盘点编号，按↓列出点数中的"),
    Offer: Choices(OFFERS, _offers, _offer, "移交号，按↓列出待接收的"),
    Dispatch: Choices(DISPATCHES, _dispatches, _dispatch, "外发单号，按↓列出待回执的"),
    Handout: Choices(HANDOUTS, _handouts, _handout, "会议，按↓列出未收齐的"),
    Packet: Choices(PACKETS, _packets, _packet, "封号，按↓列出最近的"),
    MarkChange: Choices(MARK_CHANGES, _mark_changes, _mark_change, "文号、标题或定密号"),
    Handover: Choices(HANDOVERS, _handovers, _handover, "交接编号或移交人，按↓列出最近的"),
    Finding: Choices(FINDINGS, _findings, _finding, "问题编号或类别，按↓列出未销号的"),
    Incident: Choices(INCIDENTS, _incidents, _incident, "文号，按↓列出去向不明事件"),
    CheckRound: Choices(CHECK_ROUNDS, _rounds, _round, "自查编号，按↓列出最近的"),
    CheckSheet: Choices(CHECK_SHEETS, _sheets, _sheet, "受查的名称或自查编号"),
    Device: Choices(DEVICES, _devices, _device, "设备编号或名称"),
    Document: Choices(DOCUMENTS, document_questions, _document, "文号、标题或拼音首字母"),
    Copy: Choices(COPIES, copy_questions, copy_words, "份号、文号/份号或标题"),
    **BESIDE,
}
