"""What a person's card tells of his posts: how far he has come, what is missing or to clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from db.ledger.beliefs.clearance import LeavingState, Stage
from db.ledger.steps import SERVING, WHENS
from db.store.reading import Filter
from db.views.clearances import ClearanceRow
from db.views.gate import GateRow, Held
from db.views.leavings import LeavingRow
from desktop.look import Look
from desktop.pages.kind import Chip
from desktop.widgets.person_lines import ToldLine
from desktop.widgets.person_whole import Whole

_SHOWN = 18  # of the numbers that a line of the gate names

Go = Callable[[str, object], None]
"""Where a line leads: a page with a chip, or an act with what is filled in already."""

_ACTS: dict[Held, tuple[str, str, str]] = {
    Held.KEPT: ("open_handover", "leaver", "办交接"),
    Held.BATCH: ("open_handover", "leaver", "随交接移交"),
    Held.PACKET: ("open_handover", "leaver", "随交接移交"),
    Held.DISPATCH: ("open_handover", "leaver", "随交接移交"),
    Held.SEAT: ("leave_seat", "person", "免职"),
    Held.CREDENTIAL: ("remove_credential", "person", "移除"),
    Held.TALK: ("open_leaving", "person", "补登记"),
    Held.PLEDGE: ("sign_pledge", "person", "签承诺书"),
}
"""The act that clears a sort, the field by which it names him, and what is to be done."""
_PAGES: dict[Held, tuple[str, str, str]] = {
    Held.IN_HAND: ("holdings", "holder_id", "收回"),
    Held.DEVICE: ("devices", "custodian", "换责任人"),
    Held.OFFER: ("offers", "", "签收或拒收"),
    Held.HANDOVER: ("handovers", "", "办完"),
    Held.SITE: ("sites", "", "换负责人"),
    Held.FACILITY: ("facilities", "", "换责任人"),
    Held.CONFERENCE: ("conferences", "", "办完"),
    Held.TRAVEL: ("travels", "person_id", "了结"),
}
"""And the register where the rest is cleared, row by row."""


def career_of(
    whole: Whole, today: date, look: Look, opened: Go, verb: Go
) -> Iterator[tuple[str, list[ToldLine]]]:
    """Yield each section of the card that has something to say: its word and its lines."""
    if whole.gate:
        yield "离岗闸门", list(_gate(whole, look, opened, verb))
    if whole.leaving is not None and whole.leaving.left_on is not None:
        yield "脱密期", list(_cooling(whole.leaving, today, look, verb))
    if posts := [_post(row, look, opened) for row in whole.posts]:
        yield "涉密岗位", posts
    if whole.missing:
        yield "手续", list(_missing(whole, look, verb))


def _gate(whole: Whole, look: Look, opened: Go, verb: Go) -> Iterator[ToldLine]:
    person, left = whole.facts.id, [row for row in whole.gate if row.count]
    for row in left:
        line = ToldLine(_told(row), _to_do(row), look, late=True)
        line.setToolTip(f"{row.held.word}：{row.called}" if row.called else row.held.word)
        if row.held in _ACTS:
            act, field, _ = _ACTS[row.held]
            line.clicked.connect(lambda _=False, a=act, f=field: verb(a, {f: person}))
        elif row.held in _PAGES:
            page, column, _ = _PAGES[row.held]
            filters = (Filter(column, (person,)),) if column else ()
            chip = Chip(f"{whole.facts.name}名下", filters)
            line.clicked.connect(lambda _=False, p=page, c=chip: opened(p, c))
        yield line
    clear = "、".join(row.held.word for row in whole.gate if not row.count)
    if left:
        line = ToldLine(f"已清　{clear}", "", look)
        line.setToolTip(clear)
    else:
        line = ToldLine("名下已清零", "登记离岗 ›", look)
        line.clicked.connect(lambda: verb("leave_post", {"person": person}))
    yield line


def _missing(whole: Whole, look: Look, verb: Go) -> Iterator[ToldLine]:
    """Say in one line for each phase what is missing, and lead to where it is noted."""
    person = whole.facts.id
    for phase in WHENS.values():
        rows = [row for row in whole.missing if row.phase == phase]
        if not rows:
            continue
        steps = "、".join(row.step for row in rows)
        act, given = "", dict[str, object]()
        if any(row.noted for row in rows):
            act, given = "note_step", {"person": person}
        elif phase == WHENS[SERVING]:
            act, given = "file_persons", {"persons": (person,)}
        line = ToldLine(f"{phase}还缺　{steps}", "登记 ›" if act else "", look)
        line.setToolTip(steps)
        if act:
            line.clicked.connect(lambda _=False, a=act, g=given: verb(a, g))
        yield line


def _told(row: GateRow) -> str:
    if row.held in (Held.TALK, Held.PLEDGE):
        return f"{row.held.word}　未登记"
    named = row.called if len(row.called) <= _SHOWN else f"{row.called[:_SHOWN]}…"
    return f"{row.held.word}　{row.count}　{named}"


def _to_do(row: GateRow) -> str:
    found = _ACTS.get(row.held) or _PAGES.get(row.held)
    return f"{found[2]} ›" if found else ""


def _cooling(row: LeavingRow, today: date, look: Look, verb: Go) -> Iterator[ToldLine]:
    """Say until when, from which terms, who watches over it, and what is to be done next."""
    person = {"person": row.person}
    if row.cooling_until is None:
        yield ToldLine(f"{row.left_on}离岗", row.state.word, look)
        return
    over = row.state is not LeavingState.RELEASED and row.cooling_until < today
    told = f"{row.cooling_from} 至 {row.cooling_until}"
    line = ToldLine(told, "已满，待解除 ›" if over else row.state.word, look, late=over)
    line.setToolTip(row.terms)
    if over:
        line.clicked.connect(lambda: verb("release_leaver", person))
    yield line
    if row.state is LeavingState.RELEASED:
        return
    asked = f"最近{row.contacted_on}" if row.contacted_on else "还没有回访"
    line = ToldLine(f"回访 {row.contacts} 次　{asked}", "回访 ›", look)
    line.clicked.connect(lambda: verb("contact_leaver", person))
    yield line
    if not row.entrusted_to:
        line = ToldLine("没有委托其他单位管理", "委托 ›", look)
        line.clicked.connect(lambda: verb("entrust_cooling", person))
    else:
        waiting = row.receipted_on is None
        when = "登记回执 ›" if waiting else f"回执 {row.receipted_on}"
        line = ToldLine(f"委托{row.entrusted_to}", when, look, late=waiting)
        if waiting:
            line.clicked.connect(lambda: verb("entrust_receipt", person))
    yield line


def _post(row: ClearanceRow, look: Look, opened: Go) -> ToldLine:
    days = {
        Stage.ON_POST: row.started_on,
        Stage.SUSPENDED: row.suspended_on,
        Stage.ENDED: row.ended_on,
        Stage.PLEDGED: row.pledged_on,
        Stage.TRAINED: row.trained_on,
    }
    when = days.get(row.stage) or row.reviewed_on or row.nominated_on
    told = f"{row.code} {row.post}　{row.grade.word}"
    line = ToldLine(told, f"{row.stage.word} {when}", look)
    chip = Chip(f"{row.name}任职", (Filter("person", (row.person,)),))
    line.clicked.connect(lambda: opened("clearances", chip))
    return line
