"""文件: every document with the number of its copies by where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.ledger.withheld import CODE_NAME
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class DocumentRow:
    """One document."""

    id: int = column("文件编号", Kind.COUNT, hidden=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True, sorts=True)
    marking: str = column("密级★保密期限", Kind.ATOM, filters=True)
    issuer: str = column("来文机关", filters=True, sorts=True)
    issued_on: date | None = column("成文日期", Kind.DATE, filters=True, sorts=True)
    last_secret_day: date | None = column("保密期限届满", Kind.DATE, filters=True, sorts=True)
    copies: int = column("份数", Kind.COUNT)
    living: int = column("在账份数", Kind.COUNT)
    out: int = column("在外份数", Kind.COUNT)
    must_return: bool = column("应清退", Kind.FLAG, filters=True)
    irregular: bool = column("标志不规范", Kind.FLAG, filters=True)
    legacy: bool = column("旧账", Kind.FLAG, filters=True)
    direction: str = column("来源", Kind.ATOM, filters=True)
    declassified_on: date | None = column("解密日期", Kind.DATE, filters=True, sorts=True)
    also_numbered: str = column("又名文号", Kind.ATOM)
    no_copying: bool = column("不许复制", Kind.FLAG, filters=True)
    coded: bool = column("代称", Kind.FLAG, filters=True)


DOCUMENTS: View[DocumentRow] = View(
    name="documents",
    title="文件",
    row=DocumentRow,
    sql=f"""
        SELECT document.id, document.doc_number, document.title, document.level,
               document.marking, document.issuer, document.issued_on, document.last_secret_day,
               (SELECT count(*) FROM copy WHERE copy.document = document.id) AS copies,
               (SELECT count(*) FROM copy
                 WHERE copy.document = document.id AND copy.closed_on IS NULL) AS living,
               (SELECT count(*) FROM copy
                 WHERE copy.document = document.id AND copy.holder IS NOT NULL) AS out,
               document.must_return, document.irregular, document.legacy,
               document.direction, document.declassified_on, document.also_numbered,
               document.no_copying, document.title GLOB '{CODE_NAME}*' AS coded
          FROM document
         WHERE document.joined_to IS NULL
    """,
    key=("id",),
    roles=UNIT_WIDE,
    document="id",
)
