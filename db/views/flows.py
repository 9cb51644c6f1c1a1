"""What came in, what left and what is there, of one level, keeper and carrier, in some period.

Figures count by the days on which things happened.  A copy is its keeper's of each day: what one
keeper passed on to another stands apart, for the unit neither gains nor loses by it.
"""

from __future__ import annotations

from db.ledger.values import Origin
from db.views.balance import OUT_ORDER

_ORIGINS = ("received", "produced", "reproduced", "meeting", "found", "taken_over", "handed_in")
_ENDS = ("returned", "dispatched", "archived", "destroyed", "transferred", "written_off")


def flows(began: str, ended: str, first: str, last: str) -> dict[str, str]:
    """Return the figures of a period, by name; `amount`, `came_by` and `went_by` are at hand."""
    came = f"{began} BETWEEN {first} AND {last} AND came_by"
    went = f"{ended} BETWEEN {first} AND {last} AND went_by"
    origins = zip(_ORIGINS, Origin, strict=True)
    ends = zip(_ENDS, OUT_ORDER, strict=True)
    return {
        "opening": _sum(f"{began} < {first} AND ({ended} IS NULL OR {ended} >= {first})"),
        **{name: _sum(f"{came} = '{origin.value}'") for name, origin in origins},
        "came_in": _sum(f"{came} <> 'KEEPER'"),
        "taken_on": _sum(f"{came} = 'KEEPER'"),
        **{name: _sum(f"{went} = '{state.value}'") for name, state in ends},
        "history": _sum(f"{went} = 'HISTORY'"),
        "went_out": _sum(f"{went} <> 'KEEPER'"),
        "passed_on": _sum(f"{went} = 'KEEPER'"),
        "closing": _sum(f"{began} <= {last} AND ({ended} IS NULL OR {ended} > {last})"),
    }


def _sum(condition: str) -> str:
    return f"coalesce(sum(amount) FILTER (WHERE {condition}), 0)"


BROKEN = "counted.opening + counted.came_in + counted.taken_on - counted.went_out\
 - counted.passed_on - counted.closing"
"""Nought, or the program is wrong."""
