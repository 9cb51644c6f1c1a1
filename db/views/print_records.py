"""打印存证: what the journal keeps of one print, to hold the paper against it."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import AUDIT, UNIT_WIDE


@dataclass(frozen=True)
class PrintRecordRow:
    """One print as it was recorded."""

    serial: int = column("流水号", Kind.COUNT, filters=True)
    seq: int = column("条", Kind.COUNT)
    form: str = column("表式", Kind.ATOM)
    pages: int = column("页数", Kind.COUNT)
    printed_at: str = column("打印时间", Kind.TIME)
    operator: str = column("打印人", Kind.ATOM)
    selection: str | None = column("范围")
    reprint_of: int | None = column("补打自", Kind.COUNT)


PRINT_RECORDS: View[PrintRecordRow] = View(
    name="print_records",
    title="打印存证",
    row=PrintRecordRow,
    sql="""
        SELECT printed.serial, entry.seq, printed.form, printed.pages,
               entry.recorded_at AS printed_at, entry.operator,
               CAST(selection.value AS TEXT) ->> '$' AS selection, printed.reprint_of
          FROM printed
          JOIN entry ON entry.kind = 'print_form'
          JOIN field AS serial ON serial.seq = entry.seq AND serial.name = 'serial'
           AND CAST(serial.value AS TEXT) = CAST(printed.serial AS TEXT)
          LEFT JOIN field AS selection
            ON selection.seq = entry.seq AND selection.name = 'selection'
    """,
    key=("serial",),
    roles=UNIT_WIDE | AUDIT,
)
