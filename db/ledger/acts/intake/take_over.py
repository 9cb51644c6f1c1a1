"""接收旧账: which workbook was taken over, once."""

from __future__ import annotations

from collections.abc import Iterator

from db.ledger.act import Act, Names, Phase, act, asked
from db.ledger.beliefs import Belief, Taken
from db.ledger.known import Known, Needs
from db.ledger.rules import V06, Refusal, refuse
from db.ledger.values import Role


@act("take_over", "接收旧账", Phase.INTAKE, Role.CUSTODIAN)
class TakeOver(Act):
    """Note the workbook by its digest, so that it is not taken a second time."""

    counts = False

    workbook: str = asked("工作簿")
    digest: str = asked("摘要")
    of_kind: str = asked("种类")
    rows: int = asked("行数")
    accepted: int = asked("接收行数")
    holes: tuple[str, ...] = asked("缺号", default=())

    def needs(self) -> Needs:
        """Whether this very workbook was taken before."""
        return Needs(keys={(Taken, (self.digest,))})

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Not the same workbook twice."""
        before = known.find(Taken, self.digest)
        if before is not None:
            yield refuse(V06, name=f"这份工作簿（{before.day}接收{before.accepted}行）")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The workbook is known."""
        yield Taken(
            digest=self.digest,
            kind=self.of_kind,
            rows=self.rows,
            accepted=self.accepted,
            day=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"接收旧账{self.workbook}：{self.rows}行，入账{self.accepted}行"
