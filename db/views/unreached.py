"""屏蔽够不到的: what left the ledger, by paper or file, while it still held what was withheld."""

from __future__ import annotations

from dataclasses import dataclass

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import LEDGER_KEEPERS


@dataclass(frozen=True)
class UnreachedRow:
    """One print, export or backup that may hold what a redaction took out of the ledger."""

    redaction: int = column("屏蔽条号", Kind.COUNT, filters=True)
    seq: int = column("条", Kind.COUNT)
    what: str = column("类别", Kind.ATOM, filters=True)
    made_at: str = column("时间", Kind.ATOM)
    operator: str = column("经手人", Kind.ATOM, filters=True)
    name: str = column("名称")
    number: str = column("流水号", Kind.ATOM)
    amount: str = column("数量", Kind.ATOM)


def _told(name: str) -> str:
    """Return the SELECT of one field of the entry."""
    return (
        "(SELECT CAST(field.value AS TEXT) ->> '$' FROM field"
        f" WHERE field.seq = entry.seq AND field.name = '{name}')"
    )


_PAGES = f"json_array_length({_told('digests')})"
_FIRST = """(SELECT min(CAST(substr(place.value, 1, instr(place.value, ':') - 1) AS INTEGER))
                  FROM json_each(CAST(withheld.value AS TEXT)) AS place)"""

UNREACHED: View[UnreachedRow] = View(
    name="unreached",
    title="屏蔽够不到的载体",
    row=UnreachedRow,
    sql=f"""
        SELECT redaction.seq AS redaction, entry.seq, entry.operator,
               replace(substr(entry.recorded_at, 1, 16), 'T', ' ') AS made_at,
               CASE entry.kind WHEN 'print_form' THEN '打印' WHEN 'export' THEN '导出'
                    WHEN 'copy_cells' THEN '复制' ELSE '备份' END AS what,
               coalesce(CASE entry.kind
                    WHEN 'print_form' THEN {_told("form")} || coalesce(' ' || {_told("title")}, '')
                    WHEN 'export' THEN {_told("register")} || ' ' || {_told("file")}
                    WHEN 'copy_cells' THEN {_told("register")} || ' 到剪贴板'
                    ELSE {_told("file")} END, '') AS name,
               coalesce({_told("serial")}, '') AS number,
               CASE entry.kind WHEN 'print_form' THEN {_PAGES} || '页'
                    WHEN 'backup' THEN '整本'
                    ELSE coalesce({_told("rows")} || '行', '') END AS amount
          FROM entry AS redaction
          JOIN field AS withheld ON withheld.seq = redaction.seq AND withheld.name = 'withheld'
          JOIN entry ON entry.kind IN ('print_form', 'export', 'copy_cells', 'backup')
               AND entry.seq < redaction.seq AND entry.seq > {_FIRST}
         WHERE redaction.kind IN ('redact_document', 'redact_person')
    """,
    key=("redaction", "seq"),
    roles=LEDGER_KEEPERS,
)
