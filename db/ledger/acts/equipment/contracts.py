"""涉密采购、委托: entered; graded, the contractor's qualification checked, bound, ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import department_refusals, filled_refusals, not_later_refusals
from db.ledger.acts.equipment.sites import KEEPERS
from db.ledger.beliefs import Belief, Contract, Department
from db.ledger.beliefs.governing import ContractStep
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K31, K35, V01, V06, Refusal, refuse
from db.ledger.values import Level


@act("add_contract", "登记委托", Phase.SETUP, *KEEPERS)
class AddContract(Act):
    """Enter a classified purchase or commission, with what was done for it until now."""

    number: str = asked("项目编号")
    project: str = asked("项目", "采购、委托什么")
    contractor: str = asked("承接单位")
    level: Level | None = asked("密级", "还没有确定的不填", default=None)
    department: int = asked("承办部门", refers=Department)
    begins_on: date | None = asked("开始日期", "不填即今天", default=None)
    qualified_on: date | None = asked("核验资质日期", default=None)
    qualification: str = asked("资质", "类别、等级、证书编号", default="")
    agreed_on: date | None = asked("保密协议日期", default=None)
    agreement_no: str = asked("保密协议编号", default="")
    remark: str = asked("备注", default="", seldom=True)
    contract: int | None = reckoned("委托号", series="contract", default=None)

    def needs(self) -> Needs:
        """The department, and whether the number is taken."""
        wanted = needs((Department, self.department))
        wanted.alike.add((Contract, "number", self.number.strip()))
        return wanted

    def completed(self, known: Known) -> AddContract:
        """Number it."""
        begins = self.begins_on or self.on
        return replace(self, contract=self.contract or known.take("contract"), begins_on=begins)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Numbered once, with whom, for what, by which department, on days that have been."""
        yield from filled_refusals(
            ("number", "项目编号", self.number),
            ("project", "项目", self.project),
            ("contractor", "承接单位", self.contractor),
        )
        if any(one.number == self.number.strip() for one in known.all(Contract)):
            yield refuse(V06, field="number", name=self.number)
        yield from department_refusals(known, self.department)
        yield from not_later_refusals(
            self.on, ("qualified_on", self.qualified_on), ("agreed_on", self.agreed_on)
        )

    def effects(self, known: Known) -> Iterator[Belief]:
        """The contract as it stands."""
        yield Contract(
            id=self.contract or 0,
            number=self.number.strip(),
            project=self.project,
            contractor=self.contractor,
            level=self.level,
            department=self.department,
            begins_on=self.begins_on or self.on,
            qualified_on=self.qualified_on,
            qualification=self.qualification,
            agreed_on=self.agreed_on,
            agreement_no=self.agreement_no,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"登记涉密采购委托{self.number}（{self.project}），承接单位{self.contractor}"


@act("note_contract", "委托办理", Phase.SETUP, *KEEPERS)
class NoteContract(Act):
    """The level was fixed, the qualification checked, the agreement signed; or it has ended."""

    contract: int = asked("项目", refers=Contract)
    step: ContractStep = asked("办理")
    level: Level | None = asked("密级", "确定密级时填写", default=None)
    details: str = asked("情况", "资质证书、协议编号，或怎样终止、收回载体")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The contract."""
        return needs((Contract, self.contract))

    def completed(self, known: Known) -> NoteContract:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(Contract, self.contract).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Of one that goes on; a level where one is fixed and nowhere else."""
        found = known.get(Contract, self.contract)
        yield from filled_refusals(("details", "情况", self.details))
        if found.ended_on is not None:
            which, verb = found.number, self.step.word
            yield refuse(K31, field="contract", which=which, state="已终止", act=verb)
        if (self.level is not None) is not (self.step is ContractStep.GRADED):
            problem = "确定密级时必填，其他时候不填"
            yield refuse(V01, field="level", label="密级", problem=problem)
        if self.step is ContractStep.ENDED and self.on < found.begins_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于开始日期{found.begins_on}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The contract as it is now."""
        for found in known.those(Contract, [self.contract]):
            match self.step:
                case ContractStep.GRADED:
                    yield replace(found, level=self.level)
                case ContractStep.QUALIFIED:
                    yield replace(found, qualified_on=self.on, qualification=self.details)
                case ContractStep.AGREED:
                    yield replace(found, agreed_on=self.on, agreement_no=self.details)
                case ContractStep.ENDED:
                    yield replace(found, ended_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        level = f"为{self.level.word}" if self.level else ""
        return f"{self.text}{self.step.word}{level}：{self.details}"
