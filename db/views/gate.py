"""离岗闸门: what somebody still has in his hands, his keeping or his name, sort by sort."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import View
from db.views.roles import BUSINESS


class Held(Enum):
    """What keeps somebody from leaving."""

    IN_HAND = "IN_HAND"
    KEPT = "KEPT"
    DEVICE = "DEVICE"
    BATCH = "BATCH"
    PACKET = "PACKET"
    DISPATCH = "DISPATCH"
    OFFER = "OFFER"
    HANDOVER = "HANDOVER"
    TRAVEL = "TRAVEL"
    SEAT = "SEAT"
    SITE = "SITE"
    FACILITY = "FACILITY"
    CONFERENCE = "CONFERENCE"
    CREDENTIAL = "CREDENTIAL"
    TALK = "TALK"
    PLEDGE = "PLEDGE"

    @property
    def word(self) -> str:
        """What it is, in words."""
        return _HELD[self]


_HELD = {
    Held.IN_HAND: "手上的载体",
    Held.KEPT: "保管的载体",
    Held.DEVICE: "名下设备",
    Held.BATCH: "清退销毁批次",
    Held.PACKET: "机要件",
    Held.DISPATCH: "外发未回执",
    Held.OFFER: "分发待签收",
    Held.HANDOVER: "交接未完",
    Held.TRAVEL: "出国（境）未了",
    Held.SEAT: "保密机构任职",
    Held.SITE: "负责的要害部门部位",
    Held.FACILITY: "保管的柜、钥匙",
    Held.CONFERENCE: "承办的涉密会议",
    Held.CREDENTIAL: "账户见证",
    Held.TALK: "提醒谈话",
    Held.PLEDGE: "离岗承诺书",
}


@dataclass(frozen=True)
class GateRow:
    """One sort of thing: how many there are, and what they are called."""

    position: int = column("序", Kind.COUNT, hidden=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    held: Held = column("事项", Kind.CHOICE, filters=True)
    count: int = column("未清", Kind.COUNT)
    called: str = column("内容")
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


_LEVELS = ", ".join(str(level.value) for level in Level)
_STATES = ", ".join(f"'{state.value}'" for state in State if not state.closed)
_NUMBER = "iif(copy.copy_no = '', printf('Z%06d', copy.id), copy.copy_no)"


_ASKED = ":person"


def _of(position: int, held: Held, called: str, table: str, condition: str) -> str:
    return f"""
        SELECT {position} AS position, '{held.value}' AS held, count(*) AS count,
               coalesce(group_concat({called}, '、'), '') AS called
          FROM {table.format(person=_ASKED)} WHERE {condition.format(person=_ASKED)}"""


_SORTS = (
    (Held.IN_HAND, _NUMBER, "copy", "copy.holder = {person}"),
    (
        Held.KEPT,
        _NUMBER,
        "copy",
        f"copy.level IN ({_LEVELS}) AND copy.state IN ({_STATES})"
        " AND copy.custodian = {person}"
        " AND copy.holder IS NOT {person}",
    ),
    (
        Held.DEVICE,
        "device.number",
        "device",
        "device.custodian = {person} AND device.state <> 'SCRAPPED'",
    ),
    (
        Held.BATCH,
        "batch.number",
        "batch",
        "batch.handler = {person} AND batch.state NOT IN ('CLOSED', 'CANCELLED')",
    ),
    (
        Held.PACKET,
        "packet.number",
        "packet",
        "packet.handler = {person} AND packet.state IN ('SEALED', 'OPENED')",
    ),
    (
        Held.DISPATCH,
        "dispatch.number",
        "dispatch",
        "dispatch.handler = {person} AND dispatch.state = 'SENT'",
    ),
    (
        Held.OFFER,
        "offer.id || '号'",
        "offer",
        "offer.state = 'OFFERED' AND {person} IN (offer.giver, offer.taker)",
    ),
    (
        Held.HANDOVER,
        "handover.number",
        "handover",
        "handover.state <> 'CLOSED'"
        " AND {person} IN (handover.leaver, handover.receiver, handover.supervisor)",
    ),
    (
        Held.TRAVEL,
        "travel.number",
        "travel",
        "travel.person = {person} AND travel.state NOT IN ('REFUSED', 'CANCELLED', 'CLOSED')",
    ),
    (
        Held.SEAT,
        "coalesce(body.name, department.name)",
        "tenure LEFT JOIN body ON body.id = tenure.body"
        " LEFT JOIN department ON department.id = tenure.department",
        "tenure.person = {person} AND tenure.open",
    ),
    (Held.SITE, "site.name", "site", "site.head = {person} AND site.withdrawn_on IS NULL"),
    (
        Held.FACILITY,
        "facility.number",
        "facility",
        "facility.keeper = {person} AND facility.state <> 'RETIRED'",
    ),
    (
        Held.CONFERENCE,
        "conference.number",
        "conference",
        "conference.officer = {person} AND conference.state IN ('PLANNED', 'APPROVED')",
    ),
    (
        Held.CREDENTIAL,
        "named",
        "(SELECT '账户' || name AS named FROM account WHERE person = {person} AND active"
        " UNION ALL SELECT '见证' || name FROM witness WHERE person = {person} AND active)",
        "1",
    ),
)


def undone_of(person: str) -> str:
    """Return how much keeps somebody from leaving, as one sum; `person` is a column."""
    counts = (
        f"(SELECT count(*) FROM {table} WHERE {condition})" for _, _, table, condition in _SORTS
    )
    return " + ".join(counts).format(person=person)


_PAPER = """
        SELECT {position}, '{held}', iif(max({day}) IS NULL, 1, 0), coalesce(max({day}), '')
          FROM leaving WHERE leaving.person = :person AND leaving.state = 'LEAVING'"""

GATE: View[GateRow] = View(
    name="gate",
    title="离岗闸门",
    row=GateRow,
    sql="SELECT position, :person AS person, held, count, substr(called, 1, 400) AS called,"
    " (SELECT department FROM person WHERE id = :person) AS department_id FROM ("
    + " UNION ALL ".join(
        (
            *(_of(place, *one) for place, one in enumerate(_SORTS, 1)),
            _PAPER.format(position=20, held=Held.TALK.value, day="leaving.talked_on"),
            _PAPER.format(position=21, held=Held.PLEDGE.value, day="leaving.pledged_on"),
        )
    )
    + ")",
    key=("position",),
    roles=BUSINESS,
    department="department_id",
    given=("person",),
)
