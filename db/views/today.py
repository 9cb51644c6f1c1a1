"""今日: what is due, overdue and waiting, and since when — also while the machine was off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.policy import stocktake_days
from db.ledger.values import Level
from db.store.reading import View
from db.views.daily_matters import Matter
from db.views.expiring import LAPSES_GIVEN, OF_PERSONS
from db.views.roles import UNIT_WIDE
from db.views.today_beside import BESIDE_GIVEN, BESIDE_TODAY
from db.views.unread import DAYS, UNINSTRUCTED, UNREAD

__all__ = ["TODAY", "Matter", "TodayRow"]


@dataclass(frozen=True)
class TodayRow:
    """One thing to look at."""

    matter: Matter = column("事项", Kind.CHOICE, filters=True, sorts=True)
    id: int = column("编号", Kind.COUNT, hidden=True)
    due: date | None = column("期限", Kind.DATE, filters=True, sorts=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True, sorts=True)
    doc_number: str | None = column("文号", Kind.ATOM, filters=True)
    title: str | None = column("内容")
    copy_no: str | None = column("份号", Kind.ATOM)
    who: str | None = column("人员", Kind.ATOM, filters=True)
    new: bool = column("停机期间到期", Kind.FLAG, filters=True)


_COUNTED = {
    Level.TOP_SECRET: "top_secret",
    Level.SECRET: "secret",
    Level.CONFIDENTIAL: "confidential",
}
_CADENCE = " UNION ALL ".join(
    f"SELECT {level.value} AS level, '{level.word}' AS word,"
    f" coalesce((SELECT value FROM setting WHERE name = '{stocktake_days(level)}'),"
    f" :{stocktake_days(level)}) AS days,"
    " (SELECT max(closed_on) FROM stocktake WHERE state = 'CLOSED' AND sample IS NULL"
    f" AND person IS NULL AND {counted} > 0) AS last"
    for level, counted in _COUNTED.items()
)
"""How often each level is counted, and when it was last: whole cabinets, not one holder's."""

TODAY: View[TodayRow] = View(
    name="today",
    title="今日",
    row=TodayRow,
    sql=f"""
        SELECT '1missing' AS matter, incident.id, substr(incident.report_by, 1, 10) AS due,
               copy.level, document.doc_number, document.title, copy.copy_no,
               incident.finder AS who, 0 AS new
          FROM incident JOIN copy ON copy.id = incident.copy
          JOIN document ON document.id = copy.document
         WHERE incident.closed_on IS NULL AND incident.sent_on IS NULL
        UNION ALL
        SELECT '9incident', incident.id, incident.sent_on, copy.level, document.doc_number,
               document.title, copy.copy_no, incident.sent_to, 0
          FROM incident JOIN copy ON copy.id = incident.copy
          JOIN document ON document.id = copy.document
         WHERE incident.closed_on IS NULL AND incident.sent_on IS NOT NULL
        UNION ALL
        SELECT '0keys', id, since, NULL, NULL, why, NULL, NULL, 0
          FROM key_duty WHERE since IS NOT NULL
        UNION ALL
        SELECT '0recovered', entry.seq, entry.happened_on, NULL, NULL, '请查明原因', NULL,
               entry.operator, 0
          FROM entry
         WHERE entry.kind = 'recover_account' AND entry.happened_on >= date(:today, '-30 days')
        UNION ALL
        SELECT CASE WHEN batch.state = 'UNDER_WAY' THEN '2transit' ELSE '7batch' END, batch.id,
               batch.due, NULL, batch.number, batch.reason, NULL, batch.opposite,
               coalesce(batch.due BETWEEN :since AND :today, 0)
          FROM batch WHERE batch.state IN ('LISTED', 'APPROVED', 'UNDER_WAY')
        UNION ALL
        SELECT CASE WHEN loan.due < :today THEN '3overdue' ELSE '5due' END, loan.id, loan.due,
               document.level, document.doc_number, document.title, copy.copy_no, person.name,
               loan.due >= :since AND loan.due < :today
          FROM loan JOIN copy ON copy.id = loan.copy
          JOIN document ON document.id = loan.document
          JOIN person ON person.id = loan.borrower
         WHERE loan.open = 1 AND loan.due <= date(:today, '+3 days')
        UNION ALL
        SELECT '3trip', trip.id, trip.due,
               document.level, document.doc_number, document.title, copy.copy_no, person.name,
               trip.due >= :since
          FROM trip JOIN copy ON copy.id = trip.copy
          JOIN document ON document.id = trip.document
          JOIN person ON person.id = trip.holder
         WHERE trip.open = 1 AND trip.due < :today
        UNION ALL
        SELECT CASE WHEN finding.state IN ('OPEN', 'ASSIGNED', 'REOPENED')
                     AND finding.due < :today THEN '3unrectified' ELSE '9finding' END,
               finding.id, finding.due, NULL, finding.number,
               CASE finding.state WHEN 'OPEN' THEN '待交办：' WHEN 'SUBMITTED' THEN '待验收：'
               WHEN 'VERIFIED' THEN '待销号：' ELSE '整改：' END || finding.category, NULL,
               coalesce(person.name, department.name),
               finding.due >= :since AND finding.due < :today
          FROM finding
          LEFT JOIN person ON person.id = finding.person
          LEFT JOIN department ON department.id = finding.department
         WHERE finding.state IN ('OPEN', 'SUBMITTED', 'VERIFIED')
            OR (finding.state IN ('ASSIGNED', 'REOPENED')
                AND finding.due <= date(:today, '+3 days'))
        UNION ALL
        SELECT '2untold', packet.id, substr(packet.due, 1, 10), packet.level, packet.number,
               '时限' || substr(packet.due, 12, 5)
               || CASE packet.urgency WHEN '' THEN '' ELSE '，' || packet.urgency END, NULL,
               packet.sender, substr(packet.due, 1, 10) BETWEEN :since AND :today
          FROM packet
         WHERE packet.state IN ('EXPECTED', 'SEALED', 'OPENED') AND packet.told_at = ''
        UNION ALL
        SELECT '9packet', packet.id,
               coalesce(packet.opened_on, packet.collected_on, packet.announced_on),
               packet.level, packet.number, CASE packet.state WHEN 'EXPECTED' THEN '待领取'
               WHEN 'SEALED' THEN '待拆封' ELSE '待核对入账' END
               || CASE packet.urgency WHEN '' THEN '' ELSE '，' || packet.urgency END, NULL,
               packet.sender, 0
          FROM packet WHERE packet.state IN ('EXPECTED', 'SEALED', 'OPENED')
        UNION ALL
        SELECT '9classify', mark_change.id, mark_change.report_by, document.level,
               document.doc_number, document.title, NULL, mark_change.proposed_by,
               coalesce(mark_change.report_by BETWEEN :since AND :today, 0)
          FROM mark_change JOIN document ON document.id = mark_change.document
         WHERE mark_change.decision = 'PROPOSED' AND mark_change.closed_on IS NULL
        UNION ALL
        SELECT '9remark', remarking.id, remarking.opened_on, copy.level, document.doc_number,
               remarking.marking || ' ' || document.title, copy.copy_no, person.name, 0
          FROM remarking JOIN copy ON copy.id = remarking.copy
          JOIN document ON document.id = remarking.document
          JOIN person ON person.id = coalesce(copy.holder, copy.custodian)
         WHERE remarking.open = 1
        UNION ALL
        SELECT '9offer', offer.id, offer.due, NULL, NULL, offer.purpose, NULL, person.name,
               offer.due >= :since AND offer.due < :today
          FROM offer JOIN person ON person.id = offer.taker
         WHERE offer.state = 'OFFERED'
        UNION ALL
        SELECT '9stocktake', cadence.level, cadence.due, cadence.level, NULL,
               cadence.word || '件' || CASE WHEN cadence.last IS NULL THEN '还没有盘点过'
               ELSE '上次盘点在' || cadence.last END, NULL, NULL,
               cadence.due BETWEEN :since AND :today
          FROM (SELECT level, word, last, date(coalesce(last,
                       (SELECT happened_on FROM entry WHERE seq = 1)), '+' || days || ' days')
                       AS due FROM ({_CADENCE})) AS cadence
         WHERE cadence.due < :today
           AND EXISTS (SELECT 1 FROM copy WHERE copy.level = cadence.level
                          AND copy.state = 'IN_STOCK')
        UNION ALL
        SELECT '7handover', handover.id, handover.until, NULL, handover.number,
               person.name || CASE handover.state WHEN 'OPEN' THEN '移交，清点中'
               ELSE '移交，待接收签认' END, NULL, person.name, 0
          FROM handover JOIN person ON person.id = handover.leaver
         WHERE handover.state <> 'CLOSED'
        UNION ALL
        SELECT '9receipt', dispatch.id, dispatch.due, NULL, dispatch.number, dispatch.reason,
               NULL, dispatch.addressee, dispatch.due >= :since
          FROM dispatch WHERE dispatch.state = 'SENT' AND dispatch.due < :today
        UNION ALL
        SELECT '7sign', person.id, date(list.day, '+7 days'), NULL, NULL,
               substr(list.day, 1, 7) || '持有清单，' || list.day || '打印', NULL, person.name,
               coalesce(date(list.day, '+7 days') BETWEEN :since AND :today, 0)
          FROM (SELECT max(printed.day) AS day FROM printed
                 WHERE printed.form = 'F13' AND printed.day >= date(:today, 'start of month')
               ) AS list
          JOIN person ON EXISTS (SELECT 1 FROM copy WHERE copy.holder = person.id)
         WHERE list.day IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM holding_sign AS sign
                            WHERE sign.person = person.id
                              AND sign.month = substr(list.day, 1, 7))
        UNION ALL
        SELECT '7list', 0, date(:today, 'start of month', '+1 month', '-1 day'), NULL, NULL,
               substr(:today, 1, 7) || '持有清单（F13）', NULL, NULL, 0
         WHERE CAST(substr(:today, 9, 2) AS INTEGER) >= 25
           AND EXISTS (SELECT 1 FROM copy WHERE copy.holder IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM printed
                            WHERE printed.form = 'F13'
                              AND printed.day >= date(:today, 'start of month'))
        UNION ALL
        SELECT '4recall', document.id, document.recall_due, document.level, document.doc_number,
               document.title, NULL, document.issuer,
               document.recall_due >= :since AND document.recall_due < :today
          FROM document
         WHERE document.recall_due <= date(:today, '+30 days')
           AND EXISTS (SELECT 1 FROM copy
                        WHERE copy.document = document.id AND copy.closed_on IS NULL)
        UNION ALL
        {OF_PERSONS}
        UNION ALL
        SELECT '6hop', hop.id, hop.out_on, document.level, document.doc_number, document.title,
               copy.copy_no, person.name, 0
          FROM hop JOIN copy ON copy.id = hop.copy
          JOIN document ON document.id = hop.document
          JOIN person ON person.id = hop.reader
         WHERE hop.open = 1 AND hop.out_on < :today
        UNION ALL
        SELECT * FROM ({UNINSTRUCTED})
        UNION ALL
        SELECT '9unread', 0, NULL, NULL, NULL, count(*) || '件在柜无人阅', NULL, NULL, 0
          FROM ({UNREAD.sql}) WHERE late = 1 HAVING count(*) > 0
        UNION ALL
        SELECT '8expiry', document.id, document.last_secret_day, document.level,
               document.doc_number, document.title, NULL, document.issuer,
               document.last_secret_day >= :since AND document.last_secret_day < :today
          FROM document
         WHERE document.last_secret_day < :today AND document.declassified_on IS NULL
           AND EXISTS (SELECT 1 FROM copy
                        WHERE copy.document = document.id AND copy.closed_on IS NULL)
        UNION ALL {BESIDE_TODAY}
    """,
    key=("matter", "id"),
    roles=UNIT_WIDE,
    order=(("matter", False), ("due", False)),
    given=("today", "since", *map(stocktake_days, Level), *DAYS, *BESIDE_GIVEN, *LAPSES_GIVEN),
)
