"""迎检: the visits of inspectors, what was drawn for them and seen, and all they were shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.receptions import Ended, Proof
from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import Read, View
from db.views.matters import RESERVED
from db.views.roles import UNIT_WIDE
from db.views.timeline import worded


@dataclass(frozen=True)
class ReceptionRow:
    """One visit."""

    id: int = column("迎检号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("编号", Kind.ATOM, filters=True, sorts=True)
    opened_on: date = column("日期", Kind.DATE, filters=True, sorts=True)
    office: str = column("检查单位", filters=True)
    inspector: str = column("检查人", Kind.ATOM, filters=True)
    host: str = column("接待人", Kind.ATOM, filters=True)
    began: str = column("开始", Kind.ATOM)
    until: str = column("限到", Kind.ATOM)
    ended: Ended = column("结束", Kind.CHOICE, filters=True)
    left: str = column("结束时间", Kind.ATOM)
    draws: int = column("抽样次数", Kind.COUNT)
    drawn: int = column("抽中", Kind.COUNT)
    seen: int = column("见到", Kind.COUNT)
    wrong: int = column("不符未见", Kind.COUNT)
    scans: int = column("核对次数", Kind.COUNT)
    looks: int = column("出示", Kind.COUNT)


RECEPTIONS: View[ReceptionRow] = View(
    name="receptions",
    title="迎检记录",
    row=ReceptionRow,
    sql="""
        SELECT reception.id, reception.number, reception.opened_on, reception.office,
               reception.inspector, reception.host, substr(reception.opened_at, 12, 5) AS began,
               substr(reception.until, 12, 5) AS until, reception.ended,
               substr(reception.ended_at, 12, 5) AS left, reception.draws,
               (SELECT count(*) FROM draw_line WHERE draw_line.reception = reception.id) AS drawn,
               (SELECT count(*) FROM draw_line WHERE draw_line.reception = reception.id
                   AND draw_line.proof = 'FOUND') AS seen,
               (SELECT count(*) FROM draw_line WHERE draw_line.reception = reception.id
                   AND draw_line.proof IN ('DIFFERS', 'ABSENT')) AS wrong,
               reception.scans, reception.looks
          FROM reception
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("id", True),),
)


@dataclass(frozen=True)
class DrawRow:
    """One sample: out of how many, by which seed, and how much of it was seen."""

    sample: str = column("抽样", Kind.ATOM, filters=True)
    reception: int = column("迎检号", Kind.COUNT, hidden=True, filters=True)
    draw: int = column("第几次", Kind.COUNT, filters=True)
    number: str = column("迎检", Kind.ATOM, filters=True)
    office: str = column("检查单位")
    inspector: str = column("检查人", Kind.ATOM)
    host: str = column("接待人", Kind.ATOM)
    persons: bool = column("抽人", Kind.FLAG)
    level: Level | None = column("抽样密级", Kind.CHOICE)
    year: int | None = column("入账年度", Kind.COUNT)
    scope: str = column("抽样范围")
    population: int = column("总数", Kind.COUNT)
    size: int = column("抽中", Kind.COUNT)
    seed: str = column("种子", Kind.ATOM)
    drawn_at: str = column("抽样时间", Kind.ATOM)
    upto: int = column("截至第几条", Kind.COUNT)
    seen: int = column("见到", Kind.COUNT)
    wrong: int = column("不符未见", Kind.COUNT)


_SCOPE = """
    CASE WHEN draw.year IS NULL THEN '' ELSE draw.year || '年入账' END
    || CASE draw.level WHEN 3 THEN '绝密' WHEN 2 THEN '机密' WHEN 1 THEN '秘密' ELSE '' END
    || CASE WHEN draw.persons THEN '持有人' WHEN draw.gone THEN '份（含已了结）' ELSE '在管的份' END
"""
_SAMPLE = "reception.number || '-' || draw.number"

DRAWS: View[DrawRow] = View(
    name="draws",
    title="抽样",
    row=DrawRow,
    sql=f"""
        SELECT {_SAMPLE} AS sample, draw.reception, draw.number AS draw, reception.number,
               reception.office, reception.inspector, reception.host, draw.persons, draw.level,
               draw.year, {_SCOPE} AS scope, draw.population, draw.size, draw.seed,
               replace(substr(draw.drawn_at, 1, 16), 'T', ' ') AS drawn_at, draw.upto,
               (SELECT count(*) FROM draw_line AS line WHERE line.reception = draw.reception
                   AND line.draw = draw.number AND line.proof = 'FOUND') AS seen,
               (SELECT count(*) FROM draw_line AS line WHERE line.reception = draw.reception
                   AND line.draw = draw.number AND line.proof IN ('DIFFERS', 'ABSENT')) AS wrong
          FROM draw JOIN reception ON reception.id = draw.reception
    """,
    key=("reception", "draw"),
    roles=UNIT_WIDE,
    order=(("reception", True), ("draw", True)),
)


@dataclass(frozen=True)
class DrawLineRow:
    """One copy or person drawn, as the book had it then."""

    sample: str = column("抽样", Kind.ATOM, filters=True)
    reception: int = column("迎检号", Kind.COUNT, hidden=True, filters=True)
    draw: int = column("第几次", Kind.COUNT, hidden=True, filters=True)
    position: int = column("序号", Kind.COUNT)
    copy: int | None = column("份编号", Kind.COUNT, hidden=True)
    document: int | None = column("文件编号", Kind.COUNT, hidden=True)
    person: int | None = column("人员编号", Kind.COUNT, hidden=True)
    called: str = column("份号、姓名", Kind.ATOM)
    doc_number: str | None = column("文号、部门", Kind.ATOM)
    title: str = column("标题、持有份数")
    level: Level | None = column("密级", Kind.CHOICE)
    marking: str = column("密级★保密期限", Kind.ATOM)
    place: str | None = column("账上存放处")
    holder: str | None = column("账上持有人", Kind.ATOM)
    state: State | None = column("账上状态", Kind.CHOICE)
    proof: Proof = column("结果", Kind.CHOICE, filters=True)
    proved_at: str = column("核对时间", Kind.ATOM)
    note: str = column("说明")


DRAW_LINES: View[DrawLineRow] = View(
    name="draw_lines",
    title="抽样核对",
    row=DrawLineRow,
    sql=f"""
        SELECT {_SAMPLE} AS sample, line.reception, line.draw, line.position, line.copy,
               copy.document, line.person,
               CASE WHEN line.person IS NOT NULL THEN person.name
                    WHEN copy.copy_no <> '' THEN copy.copy_no
                    ELSE printf('Z%06d', copy.id) END AS called,
               CASE WHEN line.person IS NOT NULL THEN department.name
                    ELSE document.doc_number END AS doc_number,
               CASE WHEN line.person IS NOT NULL THEN '持有' || line.held || '份'
                    ELSE document.title END AS title,
               copy.level, coalesce(document.marking, '') AS marking,
               CASE WHEN line.holder IS NULL THEN place.name END AS place,
               holder.name AS holder, nullif(line.state, '') AS state, line.proof,
               replace(line.proved_at, 'T', ' ') AS proved_at, line.note
          FROM draw_line AS line
          JOIN reception ON reception.id = line.reception
          JOIN draw ON draw.reception = line.reception AND draw.number = line.draw
          LEFT JOIN copy ON copy.id = line.copy
          LEFT JOIN document ON document.id = copy.document
          LEFT JOIN person ON person.id = line.person
          LEFT JOIN department ON department.id = person.department
          LEFT JOIN place ON place.id = line.place
          LEFT JOIN person AS holder ON holder.id = line.holder
    """,
    key=("reception", "draw", "position"),
    roles=UNIT_WIDE,
)


@dataclass(frozen=True)
class ChainRow:
    """One entry of the life of a copy or person, with the numbers of its papers."""

    id: int = column("编号", Kind.COUNT, hidden=True, filters=True)
    seq: int = column("条", Kind.COUNT, sorts=True)
    recorded_at: str = column("录入时间", Kind.TIME)
    happened_on: date = column("发生日期", Kind.DATE)
    happened_at: str = column("时间", Kind.ATOM)
    operator: str = column("经手人", Kind.ATOM)
    second: str = column("第二人", Kind.ATOM)
    kind: str = column("种类", Kind.ATOM, hidden=True)
    version: int = column("版本", Kind.COUNT, hidden=True)
    reversed_by: int | None = column("已冲销", Kind.COUNT)
    title: str = column("事项", Kind.ATOM, default="")
    sentence: str = column("内容", default="")
    papers: str = column("单号", default="")
    when: str = column("发生时间", Kind.ATOM, default="")
    both: str = column("经手人、第二人", default="")


_PAPERS = ", ".join(
    f"'{name}'"
    for name in ("form_no", "approval_no", "consent_no", "notice_no", "receipt_no", "list_no",
                 "sent_no", "evidence", "letter_no")
)  # fmt: skip
"""The fields of acts that name a paper."""


def _with_papers(rows: list[ChainRow], read: Read) -> list[ChainRow]:
    """Say each entry in words, and gather the numbers of the forms that go with it."""
    found: dict[int, list[str]] = {}
    for seq, value in read(
        "SELECT seq, value ->> '$' FROM field"
        f" WHERE seq IN (SELECT value FROM json_each('[' || :seqs || ']')) "
        f" AND name IN ({_PAPERS}) AND length(value) > 2",
        seqs=",".join(str(row.seq) for row in rows),
    ):
        found.setdefault(seq, []).append(str(value or ""))
    return [
        replace(
            row,
            recorded_at=row.recorded_at[:16].replace("T", " "),
            papers="、".join(filter(None, found.get(row.seq, []))),
            when=f"{row.happened_on} {row.happened_at}".strip(),
            both="、".join(filter(None, (row.operator, row.second))),
        )
        for row in worded(rows, read)
    ]


_ENTRY = """
       entry.seq, entry.recorded_at, entry.happened_on, entry.happened_at, entry.operator,
       CASE entry.second WHEN '' THEN ''
            ELSE substr(entry.second, instr(entry.second, ' ') + 1) END AS second,
       entry.kind, entry.version, reversal.by AS reversed_by
"""


def _chain_of(table: str) -> str:
    """Return the entries that touched each thing of a table."""
    return f"""
        SELECT {table}.id, {_ENTRY}
          FROM {table}
          JOIN touched ON touched.subject = '{table}:' || {table}.id
          JOIN entry ON entry.seq = touched.seq
          LEFT JOIN reversal ON reversal.entry = entry.seq
    """


COPY_CHAIN: View[ChainRow] = View(
    name="copy_chain",
    title="一份的全部经历",
    row=ChainRow,
    sql=_chain_of("copy"),
    key=("id", "seq"),
    roles=UNIT_WIDE,
    reserved=RESERVED,
    finish=_with_papers,
)

PERSON_CHAIN: View[ChainRow] = View(
    name="person_chain",
    title="一人的全部经历",
    row=ChainRow,
    sql=f"""
        SELECT his.id, {_ENTRY}
          FROM (SELECT DISTINCT whose.id, touched.seq
                  FROM (SELECT person.id, 'person:' || person.id AS subject FROM person
                        UNION ALL SELECT borrower, 'loan:' || id FROM loan
                        UNION ALL SELECT reader, 'hop:' || id FROM hop
                        UNION ALL SELECT holder, 'trip:' || id FROM trip
                        UNION ALL SELECT giver, 'offer:' || id FROM offer
                        UNION ALL SELECT taker, 'offer:' || id FROM offer) AS whose
                  JOIN touched ON touched.subject = whose.subject) AS his
          CROSS JOIN entry ON entry.seq = his.seq
          LEFT JOIN reversal ON reversal.entry = entry.seq
    """,
    key=("id", "seq"),
    roles=UNIT_WIDE,
    reserved=RESERVED,
    finish=_with_papers,
)

RECEPTION_LOG: View[ChainRow] = View(
    name="reception_log",
    title="迎检日志",
    row=ChainRow,
    sql=_chain_of("reception"),
    key=("id", "seq"),
    roles=UNIT_WIDE,
    reserved=RESERVED,
    finish=_with_papers,
)
