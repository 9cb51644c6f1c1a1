"""登记隐患自查: a department's sheet comes back; every no stands with what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.rectifying import OFFICE
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Department, RiskCheck, RiskLine
from db.ledger.known import Known, Needs, needs
from db.ledger.risks import read_wrong
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("check_risks", "登记隐患自查", Phase.CHECKS, *OFFICE, Role.DEPT_SECRECY_OFFICER)
class CheckRisks(Act):
    """Type back what a department answered on its list; what is not named is in order."""

    limited_by = ("department",)

    department: int = asked("部门", refers=Department)
    checker: str = asked("自查人", "在自查表上签字的人")
    wrong: tuple[str, ...] = asked(
        "打×的各项", "每行一项：编号 发现的情况，如 YH-03 柜门未锁", default=()
    )
    check: int | None = reckoned("隐患自查", series="risk_check", default=None)
    called: str = reckoned("部门名称", default="")
    asked_items: int = reckoned("清单项数", default=0)
    texts: tuple[str, ...] = reckoned("各项内容", default=())
    categories: tuple[str, ...] = reckoned("各项类别", default=())

    def needs(self) -> Needs:
        """The department."""
        return needs((Department, self.department))

    @property
    def _read(self) -> list[tuple[str, str]]:
        return [read_wrong(line) for line in self.wrong]

    def completed(self, known: Known) -> CheckRisks:
        """Keep the list's own words, as they stood on the sheet."""
        if self.check is not None:
            return self
        listed = {one.item: one for one in known.policy.risks}
        found = [listed.get(item) for item, _ in self._read]
        department = known.find(Department, self.department)
        return replace(
            self,
            check=known.take("risk_check"),
            called=department.name if department else "",
            asked_items=len(listed),
            texts=tuple(one.text if one else "" for one in found),
            categories=tuple(one.category if one else "" for one in found),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A department, who has checked, and numbers of the list, none twice."""
        if known.find(Department, self.department) is None:
            yield refuse(V00, field="department", what=Department.word)
        yield from filled_refusals(("checker", "自查人", self.checker))
        listed = {one.item for one in known.policy.risks}
        seen: set[str] = set()
        for number, (item, note) in enumerate(self._read, 1):
            problem = ""
            if item not in listed:
                problem = f"第{number}行“{(item or note)[:12]}”不是清单上的编号"
            elif item in seen:
                problem = f"{item}写了两次"
            elif not note:
                problem = f"{item}没有写发现的情况"
            seen.add(item)
            if problem:
                yield refuse(V01, field="wrong", label="打×的各项", problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The sheet is back; its lines may become findings."""
        yield RiskCheck(
            id=self.check or 0,
            department=self.department,
            checked_on=self.on,
            checker=self.checker.strip(),
            asked=self.asked_items,
            wrong=len(self.wrong),
        )
        for (item, note), text, category in zip(
            self._read, self.texts, self.categories, strict=True
        ):
            yield RiskLine(
                risk_check=self.check or 0, item=item, text=text, category=category, note=note
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        wrong = f"，隐患{len(self.wrong)}项" if self.wrong else "，没有隐患"
        return f"{self.called}隐患自查{self.asked_items}项{wrong}（{self.checker}）"
