"""打印存证: what the journal keeps of one print, to hold the paper against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    upto: int = column("截至第几条", Kind.COUNT, hidden=True)
    account: int = column("账户", Kind.COUNT, hidden=True)
    day: date = column("日期", Kind.DATE, hidden=True)
    version: str | None = column("版本", Kind.ATOM, hidden=True)
    wanted: str | None = column("所印内容", hidden=True)


PRINT_RECORDS: View[PrintRecordRow] = View(
    name="print_records",
    title="打印存证",
    row=PrintRecordRow,
    sql="""
        SELECT printed.serial, entry.seq, printed.form, printed.pages,
               entry.recorded_at AS printed_at, entry.operator,
               CAST(selection.value AS TEXT) ->> '$' AS selection, printed.reprint_of,
               CAST(CAST(upto.value AS TEXT) AS INTEGER) AS upto, entry.account, printed.day,
               CAST(version.value AS TEXT) ->> '$' AS version,
               CAST(wanted.value AS TEXT) ->> '$' AS wanted
          FROM printed
          JOIN entry ON entry.kind = 'print_form'
          JOIN field AS serial ON serial.seq = entry.seq AND serial.name = 'serial'
           AND CAST(serial.value AS TEXT) = CAST(printed.serial AS TEXT)
          LEFT JOIN field AS selection
            ON selection.seq = entry.seq AND selection.name = 'selection'
          JOIN field AS upto ON upto.seq = entry.seq AND upto.name = 'upto'
          LEFT JOIN field AS version
            ON version.seq = entry.seq AND version.name = 'form_version'
          LEFT JOIN field AS wanted ON wanted.seq = entry.seq AND wanted.name = 'wanted'
    """,
    key=("serial",),
    roles=UNIT_WIDE | AUDIT,
)
