"""期间结存: opening and in against out and closing of any period, by level, keeper and carrier."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.ledger.values import Carrier, Level, Origin, State
from db.store.reading import View
from db.views.flows import BROKEN, flows
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class PeriodRow:
    """One level of one keeper and carrier, from the first day asked about to the last."""

    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    custodian_id: int = column("保管人编号", Kind.COUNT, hidden=True)
    custodian: str = column("保管人", Kind.ATOM, filters=True, sorts=True)
    carrier: Carrier = column("载体", Kind.CHOICE, filters=True, sorts=True)
    opening: int = column("期初", Kind.COUNT)
    received: int = column(Origin.RECEIVED.word, Kind.COUNT)
    produced: int = column(Origin.PRODUCED.word, Kind.COUNT)
    reproduced: int = column(Origin.REPRODUCED.word, Kind.COUNT)
    meeting: int = column(Origin.MEETING.word, Kind.COUNT)
    found: int = column(Origin.FOUND.word, Kind.COUNT)
    taken_over: int = column(Origin.OPENING.word, Kind.COUNT)
    handed_in: int = column(Origin.HANDED_IN.word, Kind.COUNT)
    came_in: int = column("进合计", Kind.COUNT)
    taken_on: int = column("他人交来", Kind.COUNT)
    returned: int = column(State.RETURNED.word, Kind.COUNT)
    dispatched: int = column(State.DISPATCHED.word, Kind.COUNT)
    archived: int = column(State.ARCHIVED.word, Kind.COUNT)
    destroyed: int = column(State.DESTROYED.word, Kind.COUNT)
    transferred: int = column(State.TRANSFERRED.word, Kind.COUNT)
    written_off: int = column(State.WRITTEN_OFF.word, Kind.COUNT)
    history: int = column("期初已了结", Kind.COUNT)
    went_out: int = column("出合计", Kind.COUNT)
    passed_on: int = column("交给他人", Kind.COUNT)
    closing: int = column("期末", Kind.COUNT)
    broken: int = column("差数", Kind.COUNT)
    upto: int = column("截至第几条", Kind.COUNT)


_FLOWS = flows("began", "ended", ":first", ":last")
_COUNTED = ", ".join(f"{reckoned} AS {name}" for name, reckoned in _FLOWS.items())
_LISTED = ", ".join(f"counted.{name}" for name in _FLOWS)

PERIODS: View[PeriodRow] = View(
    name="period",
    title="期间结存",
    row=PeriodRow,
    sql=f"""
        SELECT counted.level, counted.custodian AS custodian_id, person.name AS custodian,
               counted.carrier, {_LISTED}, {BROKEN} AS broken,
               (SELECT coalesce(max(seq), 0) FROM entry) AS upto
          FROM (SELECT level, custodian, carrier, {_COUNTED}
                  FROM (SELECT level, custodian, carrier, came_by, went_by, began, ended,
                               count(*) AS amount
                          FROM spell GROUP BY 1, 2, 3, 4, 5, 6, 7)
                 WHERE :first <= :last
                 GROUP BY level, custodian, carrier) AS counted
          JOIN person ON person.id = counted.custodian
         WHERE counted.opening <> 0 OR counted.came_in <> 0 OR counted.taken_on <> 0
            OR counted.went_out <> 0
    """,
    key=("level", "custodian_id", "carrier"),
    roles=UNIT_WIDE,
    given=("first", "last"),
    order=(("level", True), ("custodian", False), ("carrier", False)),
)
