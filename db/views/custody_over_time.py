"""某日在谁手里: where copies were on a given day, from the stays that every movement leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level, State
from db.store.reading import View
from db.views.belonging import called_on, home_on
from db.views.roles import BUSINESS, UNIT_WIDE


@dataclass(frozen=True)
class StayRow:
    """One copy in one state, with one keeper, holder and place, on the day asked about."""

    copy: int = column("份编号", Kind.COUNT, hidden=True, filters=True)
    number: int = column("次", Kind.COUNT, hidden=True)
    document: int = column("文件编号", Kind.COUNT, hidden=True, filters=True)
    doc_number: str = column("文号", Kind.ATOM, filters=True, sorts=True)
    title: str = column("文件标题", filters=True)
    level: Level = column("密级", Kind.CHOICE, filters=True)
    marking: str = column("密级★保密期限", Kind.ATOM)
    copy_no: str = column("份号", Kind.ATOM, filters=True, sorts=True)
    state: State = column("当日状态", Kind.CHOICE, filters=True)
    custodian: str = column("保管人", Kind.ATOM, filters=True)
    place: str = column("存放处", filters=True)
    holder: str | None = column("持有人", Kind.ATOM, filters=True)
    department: str | None = column("当日部门", filters=True)
    since: date = column("自", Kind.DATE, sorts=True)
    until: date | None = column("至", Kind.DATE, sorts=True)
    day: date = column("所查日期", Kind.DATE)
    department_id: int | None = column("持有人部门编号", Kind.COUNT, hidden=True)


def _asked(past: str, present: str) -> str:
    """Return the stays that are over and the one that lasts, as far as they meet a condition."""
    columns = """
        SELECT copy.id AS copy, {number} AS number, copy.document, document.doc_number,
               document.title, copy.level, document.marking, copy.copy_no, {stay}.state,
               keeper.name AS custodian, place.name AS place, holder.name AS holder,
               {home} AS department,
               {since} AS since, {until} AS until, :day AS day, holder.department AS department_id
    """
    joins = """
          JOIN document ON document.id = copy.document
          JOIN person AS keeper ON keeper.id = {stay}.custodian
          JOIN place ON place.id = {stay}.place
          LEFT JOIN person AS holder ON holder.id = {stay}.holder
    """
    over = {"number": "stay.number", "stay": "stay", "since": "stay.since", "until": "stay.until"}
    over["home"] = called_on(home_on("holder.id", ":day"), ":day")
    since = "coalesce(copy.since, copy.entered_on)"
    lasts = {"number": "copy.stays + 1", "stay": "copy", "since": since, "until": "NULL"}
    lasts["home"] = over["home"]
    return f"""
        {columns.format(**over)} FROM stay JOIN copy ON copy.id = stay.copy {joins.format(**over)}
         WHERE stay.since <= :day AND {past}
        UNION ALL
        {columns.format(**lasts)} FROM copy {joins.format(**lasts)}
         WHERE {since} <= :day AND {present}
    """


_NOT_OUT = """NOT EXISTS (SELECT 1 FROM stay AS round WHERE round.copy = copy.id
    AND round.holder IS NOT NULL AND round.since <= :day AND round.until > :day)"""
"""A round that was noted later (补记往返) lies within a longer stay."""

COPY_ON_DAY: View[StayRow] = View(
    name="copy_on_day",
    title="某份某日在何处",
    row=StayRow,
    sql=_asked("stay.copy = :copy AND stay.until >= :day", "copy.id = :copy"),
    key=("copy", "number"),
    roles=BUSINESS,
    given=("copy", "day"),
    department="department_id",
)

PERSON_ON_DAY: View[StayRow] = View(
    name="person_on_day",
    title="某人某日持有",
    row=StayRow,
    sql=_asked(
        "stay.holder = :person AND stay.until >= :day",
        "copy.holder = :person AND copy.closed_on IS NULL",
    ),
    key=("copy", "number"),
    roles=BUSINESS,
    given=("person", "day"),
    department="department_id",
)

PLACE_ON_DAY: View[StayRow] = View(
    name="place_on_day",
    title="某处某日存放",
    row=StayRow,
    sql=_asked(
        f"stay.place = :place AND stay.until > :day AND stay.holder IS NULL AND {_NOT_OUT}",
        f"copy.place = :place AND copy.holder IS NULL AND copy.closed_on IS NULL AND {_NOT_OUT}",
    ),
    key=("copy", "number"),
    roles=UNIT_WIDE,
    given=("place", "day"),
)
