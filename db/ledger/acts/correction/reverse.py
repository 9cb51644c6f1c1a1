"""冲销: the latest effective entry of everything it touched is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Reversal
from db.ledger.known import Known, Needs
from db.ledger.rules import K03, V00, V07, V08, Refusal, refuse
from db.ledger.values import Role


@act("reverse", "冲销", Phase.CORRECTION, Role.CUSTODIAN)
class Reverse(Act):
    """Take back one entry; the earlier beliefs come back as a rebuild gives them.

    What the entry changed is restored by the store, which replays its subjects;
    this act only says which entry, why, and whether it may be.
    """

    reversible = False

    entry: int = asked("冲销第几条")
    reason: str = asked("理由")
    own: int | None = reckoned("本条", default=None)

    def needs(self) -> Needs:
        """The entry."""
        return Needs(entries={self.entry})

    def completed(self, known: Known) -> Reverse:
        """Note the number of this very entry."""
        return replace(self, own=known.seq)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Only the latest, only once, with a reason and — mostly — a second person (K03)."""
        past = known.past.get(self.entry)
        if past is None:
            yield refuse(V00, field="entry", what=f"第{self.entry}条")
            return
        if not self.reason.strip():
            yield refuse(K03, field="reason")
        if past.reversed_by is not None:
            yield refuse(V07, why=f"第{past.seq}条已由第{past.reversed_by}条冲销")
        elif not past.reversible:
            yield refuse(V07, why=f"“{past.title}”只能更正，不能冲销")
        if past.later:
            later = "、".join(f"第{seq}条{title}" for seq, title in past.later[:5])
            yield refuse(V08, later=later)
        alone = (
            past.account == known.operator.account
            and past.recorded_on == known.today
            and not past.left_the_desk
        )
        if not alone and known.second is None:
            yield refuse(K03)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The entry is marked as reversed."""
        yield Reversal(entry=self.entry, by=self.own or 0)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"冲销第{self.entry}条：{self.reason}"
