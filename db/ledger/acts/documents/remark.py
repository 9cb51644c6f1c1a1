"""改标: every copy whose mark was changed bears it, wherever it is, before the change is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Copy, Document, MarkChange, Remarking
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K35, V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("remark", "改标", Phase.MARKING, Role.CUSTODIAN)
class Remark(Act):
    """The copies bear their new mark now; the change is closed with the last of them."""

    change: int = asked("定密事项", refers=MarkChange)
    copies: tuple[int, ...] = asked("已改标的份", refers=Copy)
    done_by: str = asked("改标人")
    tasks: tuple[int, ...] = reckoned("改标任务", default=())
    closes: bool = reckoned("办结", default=False)
    document: int | None = reckoned("文件", default=None, refers=Document)

    def needs(self) -> Needs:
        """The change with all its tasks, and the copies."""
        wanted = needs((MarkChange, self.change), *((Copy, copy) for copy in self.copies))
        wanted.alike.add((Remarking, "change", self.change))
        return wanted

    def completed(self, known: Known) -> Remark:
        """Find the tasks that are done by it, and whether it was the last."""
        open_ones = [
            task for task in known.all(Remarking) if task.change == self.change and task.open
        ]
        done = tuple(sorted(task.id for task in open_ones if task.copy in self.copies))
        return replace(
            self,
            tasks=done,
            closes=len(done) == len(open_ones),
            document=known.get(MarkChange, self.change).document,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Copies that had to be re-marked, on a day after the decision."""
        yield from filled_refusals(("done_by", "改标人", self.done_by))
        todo = {
            task.copy: task
            for task in known.all(Remarking)
            if task.change == self.change and task.open
        }
        if not self.copies:
            yield refuse(V01, field="copies", label="份", problem="至少一份")
        if set(self.copies) - set(todo):
            yield refuse(V00, field="copies", what="份（不在此事项的改标任务中）")
        for task in todo.values():
            if self.on < task.opened_on:
                yield refuse(K35, field="on", day=self.on, why=f"早于决定日期{task.opened_on}")
                break

    def effects(self, known: Known) -> Iterator[Belief]:
        """The tasks are done, and the change closed with the last of them."""
        yield from known.those(Copy, self.copies)
        for task in known.those(Remarking, self.tasks):
            yield replace(task, done_on=self.on, done_by=self.done_by, open=False)
        for change in known.those(MarkChange, [self.change] if self.closes else []):
            yield replace(change, closed_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        rest = "，全部完成" if self.closes else ""
        return f"{names.document(self.document)}改标{len(self.tasks)}份{rest}"
