"""The lines of a stock-take in SQL: what is listed, what stood beside it, what nobody knows.

`{turn}` is which of the two counts is looked at: the second one shows nothing of the first.
"""

from __future__ import annotations

from db.ledger.beliefs import Bucket
from db.ledger.stocktaking import AT_REST, PRESENT
from db.ledger.values import Level

_REST = ", ".join(f"'{state.value}'" for state in AT_REST)
_GRAVE = ", ".join(f"'{bucket.value}'" for bucket in Bucket if bucket.grave)
_SEEN = ", ".join(
    f"'{bucket.value}'"
    for bucket in (Bucket.FOUND, Bucket.ELSEWHERE, Bucket.LENT_HERE, Bucket.GONE, Bucket.UNKNOWN)
)
_PRESENT = ", ".join(f"'{bucket.value}'" for bucket in PRESENT)
_MARKED = "counts.turn = {turn} AND counts.latest = 1 AND counts.bucket <> 'WAITING'"
_AGAIN = """
          LEFT JOIN sighting AS other
            ON other.stocktake = stocktake.id AND other.turn = 2 AND other.latest = 1
           AND other.copy = {copy} AND other.device = 0 AND other.code = ''
           AND other.bucket <> 'WAITING'"""
_APART = f"""
               stocktake.state = 'OPEN' AND stocktake.top_secret > 0
               AND copy.level = {Level.TOP_SECRET.value}
               AND EXISTS (SELECT 1 FROM sighting AS begun
                            WHERE begun.stocktake = stocktake.id AND begun.turn = 2)
               AND (coalesce(counts.bucket IN ({_PRESENT}), 0)
                    <> coalesce(other.bucket IN ({_PRESENT}), 0)
                    OR coalesce(counts.bucket IN ({_PRESENT}) AND other.bucket IN ({_PRESENT})
                                AND (counts.mark_ok <> other.mark_ok
                                     OR counts.nature_ok <> other.nature_ok
                                     OR nullif(counts.place, 0) <> nullif(other.place, 0)
                                     OR counts.pages <> other.pages), 0)) AS apart"""
_LISTED = f"""
        SELECT line.stocktake, stocktake.number, stocktake.state AS how,
               CASE WHEN line.expected THEN line.position ELSE 1000000 + line.copy END AS position,
               line.copy,
               '' AS code, coalesce(counts.made_at, line.seen_at) AS at,
               line.place, line.holder, line.expected,
               CASE WHEN line.result IS NOT NULL THEN line.result
                    WHEN stocktake.state <> 'OPEN' THEN 'WAITING'
                    WHEN counts.bucket = 'OUT' AND counts.stays <> copy.stays THEN 'MOVED'
                    WHEN counts.bucket IS NOT NULL THEN counts.bucket
                    WHEN copy.stays <> line.stays THEN 'MOVED'
                    WHEN copy.holder = stocktake.person THEN 'WAITING'
                    WHEN copy.state IN ({_REST}) THEN 'WAITING'
                    ELSE 'OUT' END AS bucket,
               nullif(coalesce(counts.place, line.found_place), 0) AS found_at,
               coalesce(counts.pages, line.pages) AS pages_seen,
               coalesce(counts.mark_ok, line.mark_ok) AS mark_ok,
               coalesce(counts.nature_ok, line.nature_ok) AS nature_ok,
               coalesce(counts.note, line.note) AS note,
               CASE WHEN line.moved_by IS NOT NULL THEN line.moved_by
                    WHEN stocktake.state = 'OPEN' AND copy.stays <> line.stays THEN
                    (SELECT max(touched.seq) FROM touched
                      WHERE touched.subject = 'copy:' || line.copy
                        AND touched.seq > stocktake.upto) END AS moved_by,
               coalesce(line.again, other.bucket) AS again,{_APART}, 0 AS device
          FROM stocktake
          JOIN stocktake_line AS line ON line.stocktake = stocktake.id
          JOIN copy ON copy.id = line.copy
          LEFT JOIN sighting AS counts
            ON counts.stocktake = line.stocktake AND counts.copy = line.copy
           AND counts.device = 0 AND counts.code = '' AND {_MARKED}{_AGAIN.format(copy="line.copy")}
"""
_STRAYS = f"""
        SELECT counts.stocktake, stocktake.number, stocktake.state, 1000000 + counts.number,
               counts.copy, '', counts.made_at, copy.place, copy.holder, 0, counts.bucket,
               nullif(counts.place, 0), counts.pages, counts.mark_ok, counts.nature_ok, counts.note,
               counts.moved_by, other.bucket,{_APART}, 0
          FROM sighting AS counts
          JOIN stocktake ON stocktake.id = counts.stocktake
          JOIN copy ON copy.id = counts.copy{_AGAIN.format(copy="counts.copy")}
         WHERE {_MARKED} AND counts.copy <> 0
           AND NOT EXISTS (SELECT 1 FROM stocktake_line AS line
                            WHERE line.stocktake = counts.stocktake AND line.copy = counts.copy)
"""
_UNKNOWN = f"""
        SELECT counts.stocktake, stocktake.number, stocktake.state, 2000000 + counts.number, 0,
               counts.code, counts.made_at, NULL, NULL, 0, 'UNKNOWN', nullif(counts.place, 0),
               NULL, 1, 1, counts.note, NULL, NULL, 0, 0
          FROM sighting AS counts
          JOIN stocktake ON stocktake.id = counts.stocktake
         WHERE {_MARKED} AND counts.copy = 0 AND counts.device = 0
         UNION ALL
        SELECT find.stocktake, stocktake.number, stocktake.state, 2000000 + find.number, 0,
               find.code, find.seen_at, NULL, NULL, 0, 'UNKNOWN', find.place, NULL, 1, 1,
               find.note, NULL, NULL, 0, 0
          FROM stocktake_find AS find
          JOIN stocktake ON stocktake.id = find.stocktake
"""
_WORDS = f"CASE device.level {' '.join(f'WHEN {one.value} THEN {one.word!r}' for one in Level)} END"
_DEVICES = f"""
        SELECT line.stocktake, stocktake.number, stocktake.state, 3000000 + line.device, 0, '',
               coalesce(counts.made_at, line.seen_at), NULL, line.custodian, line.expected,
               CASE WHEN line.result IS NOT NULL THEN line.result
                    WHEN stocktake.state <> 'OPEN' THEN 'WAITING'
                    WHEN counts.bucket IS NOT NULL THEN counts.bucket
                    WHEN device.state = 'REPAIR' THEN 'OUT' ELSE 'WAITING' END,
               nullif(coalesce(counts.place, line.found_place), 0), NULL,
               coalesce(counts.mark_ok, line.serial_ok), coalesce(counts.nature_ok, line.keeper_ok),
               coalesce(counts.note, line.note), NULL, NULL, 0, line.device
          FROM stocktake
          JOIN stocktake_device AS line ON line.stocktake = stocktake.id
          JOIN device ON device.id = line.device
          LEFT JOIN sighting AS counts
            ON counts.stocktake = line.stocktake AND counts.copy = 0
           AND counts.device = line.device AND counts.code = '' AND {_MARKED}
         UNION ALL
        SELECT counts.stocktake, stocktake.number, stocktake.state, 3000000 + counts.device, 0, '',
               counts.made_at, NULL, device.custodian, 0, counts.bucket, nullif(counts.place, 0),
               NULL, counts.mark_ok, counts.nature_ok, counts.note, NULL, NULL, 0, counts.device
          FROM sighting AS counts
          JOIN stocktake ON stocktake.id = counts.stocktake
          JOIN device ON device.id = counts.device
         WHERE {_MARKED} AND counts.device <> 0
           AND NOT EXISTS (SELECT 1 FROM stocktake_device AS line
                            WHERE line.stocktake = counts.stocktake
                              AND line.device = counts.device)
"""

LINES = f"""
        SELECT found.stocktake, found.number, found.position, found.copy, found.code,
               copy.document, replace(substr(found.at, 1, 19), 'T', ' ') AS seen_at,
               coalesce(copy.copy_no, device.number, found.code) AS copy_no,
               coalesce(document.doc_number, device.serial, '') AS doc_number,
               coalesce(document.title, device.name || ' ' || device.model,
                        '（不是本台账的份）') AS title,
               coalesce(copy.level, device.level) AS level,
               coalesce(document.marking, {_WORDS}, '') AS marking,
               coalesce(booked.name, device.place, '') AS place,
               holder.name AS holder, found.bucket, seen.name AS found_place, found.expected,
               found.bucket IN ({_SEEN}) AS counted, copy.pages, found.pages_seen, found.mark_ok,
               found.nature_ok, copy.parent IS NOT NULL AS reproduced,
               found.bucket IN ({_GRAVE}) OR found.mark_ok = 0 OR found.nature_ok = 0
               OR coalesce(found.pages_seen <> copy.pages, 0) AS grave,
               found.bucket NOT IN ('FOUND', 'WAITING') OR found.mark_ok = 0 OR found.nature_ok = 0
               OR coalesce(found.pages_seen <> copy.pages, 0) AS differs,
               found.moved_by, found.moved_by IS NOT NULL AS moved, copy.state AS state_now,
               found.note, 1 AS one, found.again,
               found.again IN ({_PRESENT}) AS counted_again, found.apart, found.device,
               holder.id AS person_id, holder.department AS department_id
          FROM ({_LISTED} UNION ALL {_STRAYS} UNION ALL {_UNKNOWN} UNION ALL {_DEVICES}) AS found
          LEFT JOIN copy ON copy.id = nullif(found.copy, 0)
          LEFT JOIN document ON document.id = copy.document
          LEFT JOIN device ON device.id = nullif(found.device, 0)
          LEFT JOIN place AS booked ON booked.id = found.place
          LEFT JOIN place AS seen ON seen.id = found.found_at
          LEFT JOIN person AS holder ON holder.id = coalesce(found.holder, copy.holder)
    """
