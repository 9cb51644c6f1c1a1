"""Evidence of who has what: places, loans, rounds, reproductions, counts, holdings."""

from __future__ import annotations

from db.ledger.beliefs.stocktakes import Bucket
from db.ledger.values import Level
from db.views.evidence.looking import IN_PERIOD, looked_at, together

_HERE = "copy.closed_on IS NULL AND copy.entered_on <= :last"
_ANSWERS = "coalesce(copy.holder, copy.custodian)"

_PROPER = (
    "EXISTS (SELECT 1 FROM facility, json_each(facility.places) AS stands"
    " WHERE stands.value = copy.place AND facility.state <> 'RETIRED'"
    " AND facility.kind IN ('SAFE', 'CODE_CABINET'))"
)
STORAGE = looked_at(
    "copy",
    f"FROM copy JOIN person AS keeper ON keeper.id = copy.custodian WHERE {_HERE}",
    day="copy.entered_on",
    person="copy.custodian",
    troubles={
        "保管人不在岗": "keeper.on_post = 0",
        "旧账待核": "copy.unverified = 1",
        "绝密件不在保险柜、密码文件柜": f"copy.level = {Level.TOP_SECRET.value}"
        f" AND EXISTS (SELECT 1 FROM facility) AND NOT {_PROPER}",
    },
)
"""SI-30: every copy at hand, its keeper, and what it stands in; none is without a place (K01)."""

LENDING = together(
    looked_at(
        "loan",
        f"FROM loan WHERE loan.lent_on {IN_PERIOD}",
        day="loan.lent_on",
        person="loan.borrower",
        troubles={
            "超期未还": "loan.open = 1 AND loan.due < :today",
            "迟于应还日期归还": "loan.returned_on > loan.due",
        },
    ),
    looked_at(
        "hop",
        f"FROM hop WHERE hop.out_on {IN_PERIOD}",
        day="hop.out_on",
        person="hop.reader",
        troubles={
            "送阅后超过一个月没有阅退": "hop.open = 1 AND date(hop.out_on, '+1 month') < :today"
        },
    ),
    looked_at(
        "trip",
        f"FROM trip WHERE trip.out_on {IN_PERIOD}",
        day="trip.out_on",
        person="trip.holder",
        troubles={
            "超期未带回": "trip.open = 1 AND trip.due < :today",
        },
    ),
)
"""SI-31: loans, circulation and what was carried out, back in time; none is without approval."""

_MADE = (
    "FROM copy WHERE copy.parent IS NOT NULL AND copy.origin = 'REPRODUCED'"
    " AND copy.entered_on <= :last AND (copy.closed_on IS NULL OR copy.closed_on >= :first)"
)
_HEAD = "substr(copy.copy_no, 1, instr(copy.copy_no, '-F') + 1)"
_NUMBER = f"CAST(substr(copy.copy_no, length({_HEAD}) + 1) AS INTEGER)"
_BEFORE = f"{_HEAD} || printf('%02d', {_NUMBER} - 1)"
_TAKEN_BACK = f"""
    EXISTS (SELECT 1 FROM reversal
              JOIN entry ON entry.seq = reversal.entry AND entry.kind = 'reproduce'
              JOIN field AS root ON root.seq = entry.seq AND root.name = 'root'
              JOIN field AS nos ON nos.seq = entry.seq AND nos.name = 'nos'
             WHERE CAST(root.value AS TEXT) = CAST(copy.parent AS TEXT)
               AND instr(CAST(nos.value AS TEXT), '"' || {_BEFORE} || '"'))
"""
_COUNTED = f"""
    EXISTS (SELECT 1 FROM stocktake_line AS line JOIN stocktake ON stocktake.id = line.stocktake
             WHERE line.copy = copy.%s AND stocktake.state = 'CLOSED'
               AND stocktake.opened_on > copy.entered_on AND stocktake.closed_on {IN_PERIOD})
"""
_PRINTER = "FROM device WHERE device.kind = 'PRINTER'"
COPYING = together(
    looked_at(
        "reproduction",
        f"FROM reproduction WHERE reproduction.made_on {IN_PERIOD}",
        day="reproduction.made_on",
        person="(SELECT min(id) FROM person WHERE person.name = reproduction.applicant)",
        troubles={
            "复制设备不是在册的涉密设备": "reproduction.machine <> '' AND reproduction.outside = ''"
            f" AND EXISTS (SELECT 1 {_PRINTER}) AND NOT EXISTS (SELECT 1 {_PRINTER}"
            " AND device.number = reproduction.machine AND device.level IS NOT NULL)"
        },
    ),
    looked_at(
        "copy",
        _MADE,
        day="copy.entered_on",
        person="copy.custodian",
        troubles={
            "前面断号": f"instr(copy.copy_no, '-F') AND {_NUMBER} > 1 AND NOT EXISTS"
            " (SELECT 1 FROM copy AS sibling WHERE sibling.parent = copy.parent"
            f" AND sibling.copy_no = {_BEFORE}) AND NOT {_TAKEN_BACK}",
            "原件已盘点，复制件没有盘点": f"copy.closed_on IS NULL AND {_COUNTED % 'parent'}"
            f" AND NOT {_COUNTED % 'id'}",
        },
    ),
)
"""SI-32: reproductions and the copies made by them; none is without approval and number (K09)."""

SHELF = together(
    looked_at(
        "copy",
        "FROM stocktake JOIN stocktake_line AS line ON line.stocktake = stocktake.id"
        " JOIN copy ON copy.id = line.copy"
        f" WHERE stocktake.state = 'CLOSED' AND stocktake.closed_on {IN_PERIOD}",
        day="stocktake.closed_on",
        person=_ANSWERS,
        apart="stocktake.id",
        troubles={
            bucket.word: f"line.result = '{bucket.value}'"
            for bucket in Bucket
            if bucket.grave and bucket not in (Bucket.UNKNOWN, Bucket.MOVED)
        }
        | {
            "页数不符": "line.pages <> copy.pages",
            "标志不规范": "line.mark_ok = 0",
            "原件与复制件不符": "line.nature_ok = 0",
        },
    ),
    looked_at(
        "stocktake",
        "FROM stocktake_find AS find JOIN stocktake ON stocktake.id = find.stocktake"
        f" WHERE stocktake.state = 'CLOSED' AND stocktake.closed_on {IN_PERIOD}",
        day="stocktake.closed_on",
        apart="find.number",
        troubles={Bucket.UNKNOWN.word: "1"},
    ),
    looked_at(
        "copy",
        f"FROM copy WHERE copy.state = 'UNACCOUNTED' AND {_HERE} AND NOT EXISTS"
        " (SELECT 1 FROM stocktake_line AS line JOIN stocktake ON stocktake.id = line.stocktake"
        f" WHERE line.copy = copy.id AND line.result = '{Bucket.MISSING.value}'"
        f" AND stocktake.state = 'CLOSED' AND stocktake.closed_on {IN_PERIOD})",
        day="copy.moved_on",
        person=_ANSWERS,
        troubles={"去向不明": "1"},
    ),
)
"""SI-35: what was counted, line by line, and what else is not to be found now."""

HOLDINGS = looked_at(
    "copy",
    f"FROM copy WHERE {_HERE}",
    day="coalesce(copy.since, copy.entered_on)",
    person=_ANSWERS,
    troubles={
        "去向不明": "copy.state = 'UNACCOUNTED'",
        "超期未还": "copy.holder IS NOT NULL AND copy.due < :today",
        "清退、送销逾期没有办结": "copy.holder IS NULL AND copy.due < :today",
        "旧账待核": "copy.unverified = 1",
    },
)
"""Personal item 9: what each person has."""

HOLDING_SIGNS = looked_at(
    "person",
    "FROM holding_sign JOIN person ON person.id = holding_sign.person"
    f" WHERE holding_sign.signed_on {IN_PERIOD}",
    day="holding_sign.signed_on",
    person="person.id",
    apart="CAST(replace(holding_sign.month, '-', '') AS INTEGER)",
    troubles={"签字时有异议": "holding_sign.remark <> ''"},
)
"""Who signed for what he holds."""
