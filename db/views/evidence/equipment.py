"""Evidence of devices, media and those who administer systems."""

from __future__ import annotations

from db.views.evidence.looking import IN_PERIOD, looked_at, together

_MEDIA = (
    "copy.carrier NOT IN ('PAPER', 'NOTEBOOK', 'PHOTO') AND copy.closed_on IS NULL"
    " AND copy.entered_on <= :last"
)

_COUNTED = (
    "SELECT 1 FROM stocktake_device AS line JOIN stocktake ON stocktake.id = line.stocktake"
    " WHERE line.device = device.id AND stocktake.state = 'CLOSED'"
    f" AND stocktake.closed_on {IN_PERIOD}"
)
DEVICES = together(
    looked_at(
        "device",
        "FROM device JOIN person ON person.id = device.custodian"
        " WHERE device.state <> 'SCRAPPED' AND device.started_on <= :last",
        day="device.started_on",
        person="device.custodian",
        troubles={
            "缺硬盘序列号": "device.serial = ''"
            " AND device.kind IN ('COMPUTER', 'LAPTOP', 'SERVER')",
            "没有定密级": "device.level IS NULL AND device.network IN ('ALONE', 'CLASSIFIED')",
            "责任人不在岗": "person.on_post = 0",
            "期内没有盘点": f"device.started_on < :first AND NOT EXISTS ({_COUNTED})",
            "盘点时未见": f"EXISTS ({_COUNTED} AND line.result = 'MISSING')",
            "盘点时序列号不符": f"EXISTS ({_COUNTED} AND line.serial_ok = 0)",
            "盘点时责任人不符": f"EXISTS ({_COUNTED} AND line.keeper_ok = 0)",
        },
    ),
    looked_at(
        "copy",
        f"FROM copy LEFT JOIN carrier_facts ON carrier_facts.id = copy.id WHERE {_MEDIA}",
        day="copy.entered_on",
        person="copy.custodian",
        troubles={"没有载体信息": "carrier_facts.id IS NULL"},
    ),
)
"""SI-39: every device and medium, with what identifies it; no two in use have one serial (V06)."""

CARRIER_LEVELS = looked_at(
    "copy",
    "FROM copy LEFT JOIN carrier_facts ON carrier_facts.id = copy.id LEFT JOIN device"
    f" ON device.number = carrier_facts.device_no AND device.number <> '' WHERE {_MEDIA}",
    day="copy.entered_on",
    person="copy.custodian",
    troubles={
        "连接没有密级的设备": "device.id IS NOT NULL AND device.level IS NULL",
        "高于所连设备的密级": "copy.level > device.level",
    },
)
"""SI-40: every medium, against the device it is used with."""

DEVICE_EVENTS = looked_at(
    "device",
    "FROM entry JOIN field AS which ON which.seq = entry.seq AND which.name = 'device'"
    " JOIN device ON device.id = CAST(CAST(which.value AS TEXT) AS INTEGER)"
    " LEFT JOIN field AS approval ON approval.seq = entry.seq AND approval.name = 'approved_by'"
    f" WHERE entry.kind = 'device_state' AND entry.happened_on {IN_PERIOD}"
    " AND NOT EXISTS (SELECT 1 FROM reversal WHERE reversal.entry = entry.seq)",
    day="entry.happened_on",
    person="device.custodian",
    apart="entry.seq",
    troubles={"没有批准人": "approval.seq IS NULL"},
)
"""SI-42: each repair, standstill and scrapping."""

_THREE = "('sys_admin', 'security_admin', 'audit_admin')"
_HAS = (
    "(SELECT count(DISTINCT role.value) FROM account AS his, json_each(his.roles) AS role"
    f" WHERE his.person = account.person AND his.active = 1 AND role.value IN {_THREE})"
)
ADMINISTRATORS = looked_at(
    "person",
    "FROM account JOIN person ON person.id = account.person WHERE account.active = 1"
    f" AND EXISTS (SELECT 1 FROM json_each(account.roles) AS role WHERE role.value IN {_THREE})",
    day=":last",
    person="person.id",
    apart="account.id",
    troubles={
        "三员由一人兼任": f"{_HAS} > 1",
        "没有培训记录": "person.trained_on IS NULL",
    },
)
"""SI-44: the three administrators of this ledger."""
