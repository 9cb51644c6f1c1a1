"""Evidence of who has what: places, loans, rounds, reproductions, counts, holdings."""

from __future__ import annotations

from db.ledger.beliefs.stocktakes import Bucket
from db.ledger.values import Level
from db.views.evidence.looking import IN_PERIOD, looked_at, together

_HERE = "copy.closed_on IS NULL"
_ANSWERS = "coalesce(copy.holder, copy.custodian)"

_PROPER = (
    "EXISTS (SELECT 1 FROM facility, json_each(facility.places) AS stands"
    " WHERE stands.value = copy.place AND facility.state <> 'RETIRED'"
    " AND facility.kind IN ('SAFE', 'CODE_CABINET'))"
)
STORAGE = looked_at(
    "copy",
    "FROM copy LEFT JOIN place ON place.id = copy.place"
    f" LEFT JOIN person AS keeper ON keeper.id = copy.custodian WHERE {_HERE}",
    day="copy.entered_on",
    person="copy.custodian",
    troubles={
        "存放处不在册": "place.id IS NULL",
        "存放处已停用": "place.active = 0",
        "保管人不在岗": "keeper.on_post = 0",
        "旧账待核": "copy.unverified = 1",
        "绝密件不在保险柜、密码文件柜": f"copy.level = {Level.TOP_SECRET.value}"
        f" AND EXISTS (SELECT 1 FROM facility) AND NOT {_PROPER}",
    },
)
"""SI-30: every copy at hand has its place and its keeper."""

LENDING = together(
    looked_at(
        "loan",
        f"FROM loan WHERE loan.lent_on {IN_PERIOD}",
        day="loan.lent_on",
        person="loan.borrower",
        troubles={
            "没有批准人": "loan.approved_by = '' AND loan.legacy = 0",
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
            "没有批准人": "trip.approved_by = ''",
            "超期未带回": "trip.open = 1 AND trip.due < :today",
        },
    ),
)
"""SI-31: loans, circulation and what was carried out, with approval and back in time."""

COPYING = looked_at(
    "reproduction",
    f"FROM reproduction WHERE reproduction.made_on {IN_PERIOD}",
    day="reproduction.made_on",
    person="(SELECT min(id) FROM person WHERE person.name = reproduction.applicant)",
    troubles={
        "没有批准人": "reproduction.approved_by = ''",
        "没有写明复制设备": "reproduction.machine = '' AND reproduction.outside = ''"
        " AND reproduction.kind = 'COPY'",
        "送外复制没有保密协议": "reproduction.outside <> '' AND reproduction.agreement = ''",
        "复制件没有编号": "reproduction.numbers = ''",
    },
)
"""SI-32: every reproduction, approved, on a machine of ours or under an agreement."""

SHELF = together(
    looked_at(
        "copy",
        "FROM stocktake JOIN stocktake_line AS line ON line.stocktake = stocktake.id"
        " JOIN copy ON copy.id = line.copy"
        f" WHERE stocktake.state = 'CLOSED' AND stocktake.closed_on {IN_PERIOD}",
        day="stocktake.closed_on",
        person=_ANSWERS,
        troubles={
            bucket.word: f"line.result = '{bucket.value}'" for bucket in Bucket if bucket.grave
        }
        | {"页数不符": "line.pages <> copy.pages", "标志不规范": "line.mark_ok = 0"},
    ),
    looked_at(
        "copy",
        f"FROM copy WHERE copy.state = 'UNACCOUNTED' AND {_HERE}",
        day="copy.moved_on",
        person=_ANSWERS,
        troubles={"去向不明": "1"},
    ),
)
"""SI-35: what was counted, line by line, and what is not to be found now."""

HOLDINGS = looked_at(
    "copy",
    f"FROM copy WHERE {_HERE}",
    day="coalesce(copy.since, copy.entered_on)",
    person=_ANSWERS,
    troubles={
        "去向不明": "copy.state = 'UNACCOUNTED'",
        "超期未还": "copy.due < :today",
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
    troubles={"签字时有异议": "holding_sign.remark <> ''"},
)
"""Who signed for what he holds."""
