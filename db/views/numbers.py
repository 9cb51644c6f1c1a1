"""编号: every number of the receipt series, those in use and those that are void, with the reason.

Numbers are used up by recorded acts only, so there is none that was never there; what was taken
back keeps its number, and the next one follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.acts.intake.late_copies import LateCopies
from db.ledger.acts.intake.register import Register
from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import UNIT_WIDE

_KINDS = (Register.kind, LateCopies.kind)
_USUAL = str(Register.__dataclass_fields__["series"].default)  # it stands in no body


@dataclass(frozen=True)
class NumberRow:
    """One number that was given."""

    series: str = column("系列", Kind.ATOM, filters=True, sorts=True)
    year: int = column("年度", Kind.COUNT, filters=True, sorts=True)
    number: int = column("顺序号", Kind.COUNT, filters=True, sorts=True)
    text: str = column("编号", Kind.ATOM, filters=True)
    void: bool = column("作废", Kind.FLAG, filters=True)
    given_on: date = column("编号日期", Kind.DATE, filters=True, sorts=True)
    operator: str = column("经手人", Kind.ATOM, filters=True)
    seq: int = column("流水条号", Kind.COUNT, sorts=True)
    reason: str | None = column("作废原因")
    voided_by: int | None = column("冲销条号", Kind.COUNT)


_LISTED = ", ".join(f"'{kind}'" for kind in _KINDS)

NUMBERS: View[NumberRow] = View(
    name="numbers",
    title="编号簿",
    row=NumberRow,
    sql=f"""
        SELECT coalesce(CAST(series.value AS TEXT) ->> '$', '{_USUAL}') AS series,
               CAST(substr(entry.happened_on, 1, 4) AS INTEGER) AS year,
               CAST(CAST(number.value AS TEXT) AS INTEGER) AS number,
               coalesce(CAST(text.value AS TEXT) ->> '$',
                        coalesce(CAST(series.value AS TEXT) ->> '$', '{_USUAL}') || '〔'
                        || substr(entry.happened_on, 1, 4) || '〕'
                        || CAST(number.value AS TEXT) || '号') AS text,
               reversal.by IS NOT NULL AS void, entry.happened_on AS given_on, entry.operator,
               entry.seq, CAST(reason.value AS TEXT) ->> '$' AS reason, reversal.by AS voided_by
          FROM entry
          JOIN field AS number ON number.seq = entry.seq AND number.name = 'number'
          LEFT JOIN field AS series ON series.seq = entry.seq AND series.name = 'series'
          LEFT JOIN field AS text ON text.seq = entry.seq AND text.name = 'text'
          LEFT JOIN reversal ON reversal.entry = entry.seq
          LEFT JOIN field AS reason ON reason.seq = reversal.by AND reason.name = 'reason'
         WHERE entry.kind IN ({_LISTED})
    """,
    key=("seq",),
    roles=UNIT_WIDE,
    order=(("year", True), ("series", False), ("number", True)),
)
