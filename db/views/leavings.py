"""离岗和脱密期: who is leaving or has left, what he still has, until when he is watched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db.ledger.beliefs.clearance import LeavingState, LeavingWay
from db.ledger.columns import Kind, column
from db.ledger.identity_numbers import masked
from db.ledger.values import Grade, Level, State
from db.store.reading import Read, View
from db.views.gate import undone_of
from db.views.roles import BUSINESS


@dataclass(frozen=True)
class LeavingRow:
    """One leaving."""

    id: int = column("离岗号", Kind.COUNT, hidden=True)
    number: str = column("编号", Kind.ATOM, filters=True)
    name: str = column("姓名", Kind.ATOM, filters=True, sorts=True)
    person: int = column("人员编号", Kind.COUNT, hidden=True, filters=True)
    department: str | None = column("部门", filters=True, sorts=True)
    post: str = column("岗位")
    grade: Grade | None = column("涉密等级", Kind.CHOICE, filters=True)
    state: LeavingState = column("状态", Kind.CHOICE, filters=True, sorts=True)
    way: LeavingWay = column("方式", Kind.CHOICE, filters=True)
    reason: str = column("离岗原因")
    destination: str = column("去向", filters=True)
    address: str = column("现住址")
    contact: str = column("联系方式", Kind.ATOM)
    opened_on: date = column("申请日期", Kind.DATE, filters=True, sorts=True)
    talked_on: date | None = column("提醒谈话", Kind.DATE)
    talker: str = column("谈话人", Kind.ATOM)
    pledged_on: date | None = column("离岗承诺", Kind.DATE)
    computers: int = column("名下计算机", Kind.COUNT)
    devices: int = column("名下设备", Kind.COUNT)
    media: int = column("名下介质", Kind.COUNT)
    papers: int = column("名下资料", Kind.COUNT)
    credential: str = column("账户见证", Kind.ATOM)
    undone: int = column("未清项", Kind.COUNT)
    left_on: date | None = column("离岗日期", Kind.DATE, filters=True, sorts=True)
    terms: str = column("脱密期幅度")
    departs: str = column("另定理由")
    cooling_from: date | None = column("脱密期自", Kind.DATE, filters=True)
    cooling_until: date | None = column("脱密期至", Kind.DATE, filters=True, sorts=True)
    entrusted_to: str = column("受托单位", filters=True)
    entrusted_no: str = column("委托书编号", Kind.ATOM)
    entrusted_on: date | None = column("委托日期", Kind.DATE)
    entrusted_contact: str = column("受托联系人", Kind.ATOM)
    receipted_on: date | None = column("回执日期", Kind.DATE)
    contacts: int = column("回访次数", Kind.COUNT)
    contacted_on: date | None = column("最近回访", Kind.DATE)
    released_on: date | None = column("解除日期", Kind.DATE, filters=True, sorts=True)
    sex: str = column("性别", Kind.ATOM)
    born_on: str = column("出生年月", Kind.ATOM)
    education: str = column("学历", Kind.ATOM)
    politics: str = column("政治面貌", Kind.ATOM)
    position: str = column("职务")
    title: str = column("技术职称", Kind.ATOM)
    phone: str = column("电话", Kind.ATOM)
    category: str = column("岗位类别")
    id_number: str = column("证件号码", Kind.ATOM)
    department_id: int | None = column("部门编号", Kind.COUNT, hidden=True)


_LEVELS = ", ".join(str(level.value) for level in Level)
_STATES = ", ".join(f"'{state.value}'" for state in State if not state.closed)
_HIS = f"""
    SELECT copy.id, copy.carrier FROM copy WHERE copy.holder = leaving.person
    UNION
    SELECT copy.id, copy.carrier FROM copy
     WHERE copy.level IN ({_LEVELS}) AND copy.state IN ({_STATES})
       AND copy.custodian = leaving.person
"""
"""What somebody keeps or holds; a copy that he does both with counts once."""
_PAPER = "carrier IN ('PAPER', 'NOTEBOOK')"
_DEVICE = "device.custodian = leaving.person AND device.state <> 'SCRAPPED'"
_COMPUTER = "device.kind IN ('COMPUTER', 'LAPTOP', 'SERVER')"


def _masked(rows: list[LeavingRow], _: Read) -> list[LeavingRow]:
    return [replace(row, id_number=masked(row.id_number)) for row in rows]


LEAVINGS: View[LeavingRow] = View(
    name="leavings",
    title="离岗和脱密期",
    row=LeavingRow,
    sql=f"""
        SELECT leaving.id, leaving.number, person.name, leaving.person,
               department.name AS department,
               person.post, coalesce(leaving.grade, person.grade) AS grade, leaving.state,
               leaving.way, leaving.reason, leaving.destination, leaving.address,
               leaving.contact, leaving.opened_on, leaving.talked_on, leaving.talker,
               leaving.pledged_on,
               (SELECT count(*) FROM device WHERE {_DEVICE} AND {_COMPUTER})
               AS computers,
               (SELECT count(*) FROM device WHERE {_DEVICE} AND NOT {_COMPUTER})
               AS devices,
               (SELECT count(*) FROM ({_HIS}) WHERE NOT {_PAPER}) AS media,
               (SELECT count(*) FROM ({_HIS}) WHERE {_PAPER}) AS papers,
               coalesce((SELECT '账户' FROM account
                          WHERE account.person = leaving.person AND account.active),
                        (SELECT '见证' FROM witness
                          WHERE witness.person = leaving.person AND witness.active), '')
               AS credential,
               ({undone_of("leaving.person")}) AS undone,
               leaving.left_on, leaving.terms, leaving.departs, leaving.cooling_from,
               leaving.cooling_until, leaving.entrusted_to, leaving.entrusted_no,
               leaving.entrusted_on, leaving.entrusted_contact, leaving.receipted_on,
               leaving.contacts,
               (SELECT max(made_on) FROM cooling_contact WHERE cooling_contact.leaving = leaving.id)
               AS contacted_on,
               leaving.released_on, coalesce(his.sex, '') AS sex,
               coalesce(his.born_on, '') AS born_on, coalesce(his.education, '') AS education,
               coalesce(his.politics, '') AS politics, coalesce(his.position, '') AS position,
               coalesce(his.title, '') AS title, coalesce(his.phone, '') AS phone,
               coalesce((SELECT group_concat(DISTINCT post.category) FROM clearance
                           JOIN post ON post.id = clearance.post
                          WHERE clearance.person = leaving.person
                            AND clearance.started_on IS NOT NULL), '') AS category,
               coalesce(his.id_number, '') AS id_number,
               person.department AS department_id
          FROM leaving
          JOIN person ON person.id = leaving.person
          LEFT JOIN particulars AS his ON his.person = leaving.person
          LEFT JOIN department ON department.id = person.department
    """,
    key=("id",),
    roles=BUSINESS,
    department="department_id",
    finish=_masked,
)
