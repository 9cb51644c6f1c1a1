"""编号: every number that was given, those in use and those that are void, with the reason.

Numbers are used up by recorded acts only, so there is none that was never there; what was taken
back keeps its number, and the next one follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.acts import ACTS
from db.ledger.columns import Kind, column
from db.ledger.masks import ALL_SERIES, RECEIPT
from db.ledger.numbered import numbered_by
from db.store.reading import View
from db.views.roles import UNIT_WIDE


@dataclass(frozen=True)
class NumberRow:
    """One number that was given."""

    sort: str = column("种类", Kind.ATOM, filters=True, sorts=True)
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


def _kinds() -> str:
    """Return, as rows, every kind of act that gives numbers, and how they are usually written."""
    rows = [
        (
            kind.kind,
            series.name,
            series.word or str(getattr(kind, "series", "")),  # what stands in no body
            "%s〔%s〕%d号" if series.usual == RECEIPT else "%s〔%s〕%03d号",
            numbered_by(kind),
        )
        for kind in ACTS
        if (series := kind.numbered_in) is not None
    ]
    return ", ".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in rows)


_GIVEN = f"""
    WITH numbering (kind, name, word, usual, by) AS (VALUES {_kinds()})
    SELECT numbering.name,
           coalesce(CAST(series.value AS TEXT) ->> '$', numbering.word) AS series,
           CAST(coalesce(substr(CAST(day.value AS TEXT) ->> '$', 1, 4),
                         substr(entry.happened_on, 1, 4)) AS INTEGER) AS year,
           CAST(CAST(number.value AS TEXT) AS INTEGER) AS number,
           coalesce(CAST(text.value AS TEXT) ->> '$',
                    printf(numbering.usual,
                           coalesce(CAST(series.value AS TEXT) ->> '$', numbering.word),
                           coalesce(substr(CAST(day.value AS TEXT) ->> '$', 1, 4),
                                    substr(entry.happened_on, 1, 4)),
                           CAST(CAST(number.value AS TEXT) AS INTEGER))) AS text,
           reversal.by IS NOT NULL AS void, entry.happened_on AS given_on, entry.operator,
           entry.seq, CAST(reason.value AS TEXT) ->> '$' AS reason, reversal.by AS voided_by
      FROM numbering
     CROSS JOIN entry ON entry.kind = numbering.kind
      JOIN field AS number ON number.seq = entry.seq AND number.name = 'number'
      LEFT JOIN field AS series ON series.seq = entry.seq AND series.name = 'series'
      LEFT JOIN field AS text ON text.seq = entry.seq AND text.name IN ('text', 'styled')
      LEFT JOIN field AS day ON day.seq = entry.seq AND day.name = numbering.by
      LEFT JOIN reversal ON reversal.entry = entry.seq
      LEFT JOIN field AS reason ON reason.seq = reversal.by AND reason.name = 'reason'
"""
_LABELS = " ".join(f"WHEN '{series.name}' THEN '{series.label}'" for series in ALL_SERIES)

NUMBERS: View[NumberRow] = View(
    name="numbers",
    title="编号簿",
    row=NumberRow,
    sql=f"SELECT CASE given.name {_LABELS} END AS sort, given.* FROM ({_GIVEN}) AS given",
    key=("seq",),
    roles=UNIT_WIDE,
    order=(("year", True), ("sort", False), ("series", False), ("number", True)),
)


# What was set, an entry each, with the day it begins; what was taken back is marked.
_SET = """
    SELECT entry.seq, entry.recorded_at, entry.happened_on, entry.operator,
           CASE entry.second WHEN '' THEN ''
                ELSE substr(entry.second, instr(entry.second, ' ') + 1) END AS second,
           CAST(name.value AS TEXT) ->> '$' AS name,
           trim(CAST(mask.value AS TEXT) ->> '$') AS mask,
           coalesce(CAST(since.value AS TEXT) ->> '$', entry.happened_on) AS since,
           CAST(source.value AS TEXT) ->> '$' AS source, reversal.by AS reversed_by
      FROM entry
      JOIN field AS name ON name.seq = entry.seq AND name.name = 'name'
      JOIN field AS mask ON mask.seq = entry.seq AND mask.name = 'mask'
      JOIN field AS source ON source.seq = entry.seq AND source.name = 'source'
      LEFT JOIN field AS since ON since.seq = entry.seq AND since.name = 'since'
      LEFT JOIN reversal ON reversal.entry = entry.seq
     WHERE entry.kind = 'set_mask'
"""


@dataclass(frozen=True)
class MaskRow:
    """How one kind of number is written here, and how far it has come, year by year."""

    position: int = column("序号", Kind.COUNT, hidden=True)
    name: str = column("名称", Kind.ATOM, filters=True, hidden=True)
    label: str = column("种类", Kind.ATOM, filters=True)
    mask: str = column("样式", Kind.ATOM)
    since: date | None = column("自何日", Kind.DATE)
    coming: str | None = column("将改为", Kind.ATOM)
    series: str | None = column("系列", Kind.ATOM, filters=True)
    year: int | None = column("年度", Kind.COUNT, filters=True, sorts=True)
    latest: str | None = column("最近编到", Kind.ATOM)
    given: int = column("已编", Kind.COUNT)
    void: int = column("作废", Kind.COUNT)


MASKS: View[MaskRow] = View(
    name="masks",
    title="编号样式",
    row=MaskRow,
    sql=f"""
        SELECT known.key * 1000 + row_number() OVER (PARTITION BY known.key
                   ORDER BY given.year DESC, given.series) AS position,
               known.value ->> 'name' AS name, known.value ->> 'label' AS label,
               coalesce(style.mask, known.value ->> 'mask') AS mask, style.since,
               (SELECT later.since || '起 ' || later.mask FROM number_style AS later
                 WHERE later.name = known.value ->> 'name' AND later.since > :today
                 ORDER BY later.since LIMIT 1) AS coming,
               given.series, given.year, given.text AS latest,
               coalesce(given.given, 0) AS given, coalesce(given.void, 0) AS void
          FROM json_each(:masks) AS known
          LEFT JOIN number_style AS style
            ON style.name = known.value ->> 'name'
           AND style.since = (SELECT max(since) FROM number_style
                               WHERE name = known.value ->> 'name' AND since <= :today)
          LEFT JOIN (SELECT name, series, year, text, max(number) AS number,
                            count(*) AS given, sum(void) AS void
                       FROM ({_GIVEN}) GROUP BY name, series, year) AS given
            ON given.name = known.value ->> 'name'
    """,
    key=("position",),
    roles=UNIT_WIDE,
    given=("masks", "today"),
)


@dataclass(frozen=True)
class MaskChangeRow:
    """One change of how a kind of number is written."""

    seq: int = column("条", Kind.COUNT, sorts=True, filters=True)
    happened_on: date = column("日期", Kind.DATE, sorts=True, filters=True)
    recorded_at: str = column("录入时间", Kind.TIME)
    label: str = column("种类", Kind.ATOM, filters=True)
    before: str | None = column("原样式", Kind.ATOM)
    mask: str = column("改为", Kind.ATOM)
    since: date = column("自何日", Kind.DATE)
    source: str = column("依据")
    operator: str = column("更改人", Kind.ATOM, filters=True)
    second: str = column("第二人", Kind.ATOM)
    reversed_by: int | None = column("已冲销", Kind.COUNT, filters=True)


MASK_CHANGES: View[MaskChangeRow] = View(
    name="mask_changes",
    title="编号样式沿革",
    row=MaskChangeRow,
    sql=f"""
        SELECT done.seq, done.happened_on, done.recorded_at,
               coalesce(known.value ->> 'label', done.name) AS label,
               coalesce((SELECT earlier.mask FROM ({_SET}) AS earlier
                          WHERE earlier.name = done.name AND earlier.seq < done.seq
                            AND earlier.since <= done.since AND earlier.reversed_by IS NULL
                          ORDER BY earlier.since DESC, earlier.seq DESC LIMIT 1),
                        known.value ->> 'mask') AS before,
               done.mask, done.since, done.source, done.operator, done.second, done.reversed_by
          FROM ({_SET}) AS done
          LEFT JOIN json_each(:masks) AS known ON known.value ->> 'name' = done.name
    """,
    key=("seq",),
    roles=UNIT_WIDE,
    given=("masks",),
)
