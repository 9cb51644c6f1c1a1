"""结存: the balance that must always hold, per level and keeper, from the counters."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.ledger.values import CLOSED_STATES, Level, Origin, State
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class BalanceRow:
    """One level of one keeper: what came in, what left, what is there."""

    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    custodian_id: int = column("保管人编号", Kind.COUNT, hidden=True)
    custodian: str = column("保管人", Kind.ATOM, filters=True, sorts=True)
    received: int = column(Origin.RECEIVED.word, Kind.COUNT)
    produced: int = column(Origin.PRODUCED.word, Kind.COUNT)
    reproduced: int = column(Origin.REPRODUCED.word, Kind.COUNT)
    meeting: int = column(Origin.MEETING.word, Kind.COUNT)
    found: int = column(Origin.FOUND.word, Kind.COUNT)
    opening: int = column(Origin.OPENING.word, Kind.COUNT)
    handed_in: int = column(Origin.HANDED_IN.word, Kind.COUNT)
    came_in: int = column("进合计", Kind.COUNT)
    returned: int = column(State.RETURNED.word, Kind.COUNT)
    dispatched: int = column(State.DISPATCHED.word, Kind.COUNT)
    archived: int = column(State.ARCHIVED.word, Kind.COUNT)
    destroyed: int = column(State.DESTROYED.word, Kind.COUNT)
    transferred: int = column(State.TRANSFERRED.word, Kind.COUNT)
    written_off: int = column(State.WRITTEN_OFF.word, Kind.COUNT)
    history: int = column("期初已了结", Kind.COUNT)
    went_out: int = column("出合计", Kind.COUNT)
    in_stock: int = column(State.IN_STOCK.word, Kind.COUNT)
    in_circulation: int = column(State.IN_CIRCULATION.word, Kind.COUNT)
    on_loan: int = column(State.ON_LOAN.word, Kind.COUNT)
    held: int = column(State.HELD.word, Kind.COUNT)
    carried_out: int = column(State.CARRIED_OUT.word, Kind.COUNT)
    in_repair: int = column(State.IN_REPAIR.word, Kind.COUNT)
    pending_return: int = column(State.PENDING_RETURN.word, Kind.COUNT)
    pending_destruction: int = column(State.PENDING_DESTRUCTION.word, Kind.COUNT)
    in_transit: int = column(State.IN_TRANSIT_DESTRUCTION.word, Kind.COUNT)
    unaccounted: int = column(State.UNACCOUNTED.word, Kind.COUNT)
    closing: int = column("结存", Kind.COUNT)


def _sum(*flows: str) -> str:
    listed = ", ".join(f"'{flow}'" for flow in flows)
    return f"coalesce(sum(amount) FILTER (WHERE flow IN ({listed})), 0)"


def _flows(*states: State) -> tuple[str, ...]:
    return tuple(f"state:{state.value}" for state in states)


_IN = tuple(f"in:{origin.value}" for origin in Origin)
_GONE = tuple(sorted(_flows(*CLOSED_STATES)))
_HERE = tuple(f"state:{state.value}" for state in State if state not in CLOSED_STATES)
OUT_ORDER = (
    State.RETURNED, State.DISPATCHED, State.ARCHIVED,
    State.DESTROYED, State.TRANSFERRED, State.WRITTEN_OFF,
)  # fmt: skip
_HERE_ORDER = (
    State.IN_STOCK, State.IN_CIRCULATION, State.ON_LOAN, State.HELD, State.CARRIED_OUT,
    State.IN_REPAIR, State.PENDING_RETURN, State.PENDING_DESTRUCTION,
    State.IN_TRANSIT_DESTRUCTION, State.UNACCOUNTED,
)  # fmt: skip

_AMOUNTS = (
    *(_sum(flow) for flow in _IN),
    _sum(*_IN),
    *(_sum(*_flows(state)) for state in OUT_ORDER),
    _sum("history"),
    _sum(*_GONE, "history"),
    *(_sum(*_flows(state)) for state in _HERE_ORDER),
    _sum(*_HERE),
)
_NAMES = list(BalanceRow.__dataclass_fields__)[3:]
_LISTED = ", ".join(f"{sum_} AS {name}" for sum_, name in zip(_AMOUNTS, _NAMES, strict=True))

BALANCE: View[BalanceRow] = View(
    name="balance",
    title="结存",
    row=BalanceRow,
    sql=f"""
        SELECT tally.level, tally.custodian AS custodian_id, person.name AS custodian,
               {_LISTED}
          FROM tally
          JOIN person ON person.id = tally.custodian
         GROUP BY tally.level, tally.custodian
    """,
    key=("level", "custodian_id"),
    roles=UNIT_WIDE,
    order=(("level", True),),
)
