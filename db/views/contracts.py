"""涉密采购、委托: who does what for the unit, at which level, and what binds him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.columns import Kind, column
from db.ledger.values import Level
from db.store.reading import View
from db.views.roles import UNIT_WIDE
from db.views.wanting import reasons

LACKS = {
    "没有确定密级": "contract.level IS NULL",
    "没有核验资质": "contract.qualified_on IS NULL",
    "没有签订保密协议": "contract.agreed_on IS NULL",
    "开始后才签保密协议": "contract.agreed_on > contract.begins_on",
}
"""What a contract may lack, and when it does."""


@dataclass(frozen=True)
class ContractRow:
    """One purchase or commission."""

    id: int = column("委托号", Kind.COUNT, hidden=True, filters=True)
    number: str = column("项目编号", Kind.ATOM, filters=True, sorts=True)
    project: str = column("项目", filters=True)
    contractor: str = column("承接单位", filters=True, sorts=True)
    level: Level | None = column("密级", Kind.CHOICE, filters=True, sorts=True)
    department: str | None = column("承办部门", filters=True, sorts=True)
    begins_on: date = column("开始日期", Kind.DATE, filters=True, sorts=True)
    qualified_on: date | None = column("核验资质", Kind.DATE, filters=True)
    qualification: str = column("资质")
    agreed_on: date | None = column("保密协议", Kind.DATE, filters=True)
    agreement_no: str = column("协议编号", Kind.ATOM, filters=True)
    lacks: str = column("缺", filters=True)
    lacking: bool = column("缺手续", Kind.FLAG, filters=True)
    ended_on: date | None = column("终止日期", Kind.DATE, filters=True)
    living: bool = column("进行中", Kind.FLAG, filters=True)
    remark: str = column("备注")


CONTRACTS: View[ContractRow] = View(
    name="contracts",
    title="涉密采购委托登记",
    row=ContractRow,
    sql=f"""
        SELECT id, number, project, contractor, level, department, begins_on, qualified_on,
               qualification, agreed_on, agreement_no, lacks, lacks <> '' AS lacking, ended_on,
               ended_on IS NULL AS living, remark
          FROM (SELECT contract.id, contract.number, contract.project, contract.contractor,
                       contract.level, department.name AS department, contract.begins_on,
                       contract.qualified_on, contract.qualification, contract.agreed_on,
                       contract.agreement_no, contract.ended_on, contract.remark,
                       {reasons(LACKS)} AS lacks
                  FROM contract LEFT JOIN department ON department.id = contract.department)
    """,
    key=("id",),
    roles=UNIT_WIDE,
    order=(("begins_on", True),),
)
