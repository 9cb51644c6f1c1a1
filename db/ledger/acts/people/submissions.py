"""报送: the yearly report, the list of secrets and whatever else an authority is handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, not_later_refusals
from db.ledger.acts.people.gatherings import KEEPERS
from db.ledger.beliefs import Belief, Submission
from db.ledger.beliefs.governing import Submitted
from db.ledger.known import Known
from db.ledger.rules import V01, Refusal, refuse

_FIRST_YEAR = 2000


@act("submit", "登记报送", Phase.SETUP, *KEEPERS)
class Submit(Act):
    """Note that a report or a list was handed to an authority, and what proves it."""

    sort: Submitted = asked("事项", "涉密人员名册另用“登记报备”")
    year: int = asked("所属年度", "如 2026")
    title: str = asked("名称", "选“其他”时必填", default="")
    edition: str = asked("版本", "一览表等写第几版", default="")
    filed_on: date | None = asked("报送日期", "不填即今天", default=None)
    filed_to: str = asked("报送单位", "如 示例市国家保密局")
    receipt_no: str = asked("文号或回执", default="")
    remark: str = asked("备注", default="", seldom=True)
    submission: int | None = reckoned("报送号", series="submission", default=None)

    def completed(self, known: Known) -> Submit:
        """Number it."""
        filed = self.filed_on or self.on
        number = self.submission or known.take("submission")
        return replace(self, submission=number, filed_on=filed)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """What, for which year, with whom, and on a day that has been."""
        yield from filled_refusals(("filed_to", "报送单位", self.filed_to))
        if self.sort is Submitted.OTHER:
            yield from filled_refusals(("title", "名称", self.title))
        if not _FIRST_YEAR <= self.year <= self.on.year:
            yield refuse(V01, field="year", label="所属年度", problem="应为今年或以前的年度")
        yield from not_later_refusals(self.on, ("filed_on", self.filed_on))

    def effects(self, known: Known) -> Iterator[Belief]:
        """It was handed over."""
        yield Submission(
            id=self.submission or 0,
            kind=self.sort,
            year=self.year,
            title=self.title.strip() or self.sort.word,
            edition=self.edition,
            filed_on=self.filed_on or self.on,
            filed_to=self.filed_to,
            receipt_no=self.receipt_no,
            remark=self.remark,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.year}年{self.title.strip() or self.sort.word}，报{self.filed_to}"
