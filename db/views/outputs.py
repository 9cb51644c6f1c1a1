"""输出登记: what was printed from this ledger, drafted, copied or excerpted in the house (F11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class OutputRow:
    """Paper that came out of a machine."""

    way: str = column("种类", Kind.ATOM, filters=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    made_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    title: str = column("文件资料名称或标题", filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    pages: int | None = column("页数（单份）", Kind.COUNT)
    copies: int = column("份数", Kind.COUNT)
    purpose: str = column("去向或用途")
    operator: str = column("打印人", Kind.ATOM, filters=True)
    approved_by: str = column("批准人", Kind.ATOM)
    made_at: str = column("打印时间", Kind.ATOM)
    number: str = column("登记编号", Kind.ATOM)
    receivers: str = column("领取人", Kind.ATOM)


OUTPUTS: View[OutputRow] = View(
    name="outputs",
    title="打印输出登记",
    row=OutputRow,
    sql="""
        SELECT '台账打印' AS way, printed.serial AS id, printed.day AS made_on,
               iif(printed.title = '', printed.form, printed.title) AS title, printed.marking,
               printed.pages, 1 AS copies,
               printed.about || iif(printed.reprint_of IS NULL, '', '（补打）') AS purpose,
               printed.operator, '' AS approved_by, substr(printed.made_at, 12, 5) AS made_at,
               printf('%06d', printed.serial) AS number, '' AS receivers
          FROM printed
        UNION ALL
        SELECT CASE reproduction.kind WHEN 'COPY' THEN '复制' WHEN 'EXCERPT' THEN '摘录'
                    ELSE '汇编' END, reproduction.id, reproduction.made_on, document.title,
               document.marking, reproduction.pages, json_array_length(reproduction.made),
               reproduction.purpose, reproduction.applicant, reproduction.approved_by, '',
               reproduction.numbers, reproduction.receivers
          FROM reproduction JOIN document ON document.id = reproduction.document
         WHERE reproduction.outside = ''
        UNION ALL
        SELECT '本单位印制', mark_change.id, mark_change.proposed_on, document.title,
               document.marking, document.pages,
               (SELECT count(*) FROM copy
                 WHERE copy.document = document.id AND copy.origin = 'PRODUCED'), '定密后印发',
               mark_change.proposed_by, mark_change.decided_by, '', document.doc_number, ''
          FROM mark_change JOIN document ON document.id = mark_change.document
         WHERE mark_change.kind = 'SET'
    """,
    key=("way", "id"),
    roles=UNIT_WIDE,
    order=(("made_on", False),),
)
