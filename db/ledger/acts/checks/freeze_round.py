"""取证: what the ledger shows for every item, counted at one moment and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.listed import round_refusals
from db.ledger.acts.checks.open_round import KEEPERS
from db.ledger.beliefs import (
    Belief,
    CheckAnswer,
    CheckEvidence,
    CheckItem,
    CheckRound,
    CheckSheet,
)
from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.checklists import Auto, Item, Layer, Standing, standing, suggested
from db.ledger.gathered import Gathered
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V01, Refusal, refuse


class Kept(msgspec.Struct, frozen=True):
    """What one question of evidence gave: figures, the rows with trouble and their digest."""

    evidence: str
    looked: int
    troubles: int
    digest: str
    rows: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What the ledger says of one item of one sheet."""

    sheet: int
    item: str
    standing: Standing
    looked: int | None = None
    troubles: int = 0
    suggested: int | None = None
    settled: bool = False  # nothing is left for a person to judge
    existing: bool = True


@act("freeze_round", "取证", Phase.CHECKS, *KEEPERS)
class FreezeRound(Act):
    """Count the evidence of a round as the ledger stands; again, until its sheets are signed.

    What persons said stays; where they had followed the ledger, they follow it again.
    """

    reversible = False

    round: int = asked("自查", refers=CheckRound)
    text: str = reckoned("编号", default="")
    frozen_at: str = reckoned("取证时间", default="")
    upto: int | None = reckoned("截至第几条", default=None)
    code: str = reckoned("首码", default="")
    digest: str = reckoned("凭据摘要", default="")
    kept: tuple[Kept, ...] = reckoned("凭据", default=())
    outcomes: tuple[Outcome, ...] = reckoned("取证结果", default=())

    def needs(self) -> Needs:
        """The round with all that belongs to it, and its evidence."""
        wanted = needs((CheckRound, self.round))
        wanted.gathered.add(self.round)
        return wanted

    def completed(self, known: Known) -> FreezeRound:
        """Put down what was found, item by item."""
        found = known.get(CheckRound, self.round)
        gathered = known.gathered.get(self.round)
        if self.upto is not None or gathered is None:
            return replace(self, text=found.number)
        kept = tuple(
            Kept(name, one.looked, one.troubles, one.digest, one.rows)
            for name, one in sorted(gathered.evidence.items())
        )
        return replace(
            self,
            text=found.number,
            frozen_at=known.now,
            upto=gathered.upto,
            code=gathered.code,
            digest=gathered.digest,
            kept=kept,
            outcomes=tuple(self._outcomes(known, gathered)),
        )

    def _outcomes(self, known: Known, gathered: Gathered) -> Iterator[Outcome]:
        items: dict[Layer, list[CheckItem]] = {}
        for one in sorted(known.all(CheckItem), key=lambda one: one.position):
            if one.round == self.round:
                items.setdefault(one.layer, []).append(one)
        for sheet in _sheets_of(known, self.round):
            if sheet.signed_on is None:
                yield from (_outcome(sheet, one, gathered) for one in items.get(sheet.layer, ()))

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A round that is not closed, of which something is not signed yet."""
        found = known.get(CheckRound, self.round)
        yield from round_refusals(found, "取证", RoundState.OPEN, RoundState.FROZEN)
        if self.on != known.today:
            yield refuse(V01, field="on", label="日期", problem="凭据按现在的账，只能是今天")
        if self.round in known.gathered and not self.outcomes:
            yield refuse(V01, field="round", label="自查", problem="各表都已签认，不再取证")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The evidence, and what it says of every item."""
        for found in known.those(CheckRound, [self.round]):
            yield replace(
                found,
                state=RoundState.FROZEN,
                frozen_on=self.on,
                frozen_at=self.frozen_at,
                upto=self.upto,
                code=self.code,
                digest=self.digest,
            )
        for one in self.kept:
            yield CheckEvidence(
                round=self.round,
                evidence=one.evidence,
                looked=one.looked,
                troubles=one.troubles,
                digest=one.digest,
                rows=one.rows,
            )
        for outcome in self.outcomes:
            yield self._answer(outcome, known.find(CheckAnswer, outcome.sheet, outcome.item))

    def _answer(self, outcome: Outcome, before: CheckAnswer | None) -> CheckAnswer:
        fresh = CheckAnswer(
            sheet=outcome.sheet,
            item=outcome.item,
            round=self.round,
            standing=outcome.standing,
            looked=outcome.looked,
            troubles=outcome.troubles,
            suggested=outcome.suggested,
            deduction=outcome.suggested if outcome.settled else None,
            existing=outcome.existing,
        )
        if before is None or before.answered_on is None:
            return fresh
        follows = before.deduction == before.suggested and outcome.suggested is not None
        return replace(
            fresh,
            deduction=outcome.suggested if follows else before.deduction,
            existing=before.existing,
            reason=before.reason,
            answered_by=before.answered_by,
            answered_on=before.answered_on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        proven = sum(one.standing is Standing.PROVEN for one in self.outcomes)
        nothing = sum(one.standing is Standing.NOTHING for one in self.outcomes)
        counts = f"{len(self.outcomes)}项中系统可证{proven}项、无证据{nothing}项"
        return f"{self.text}取证，截至第{self.upto}条，{counts}"


def _sheets_of(known: Known, number: int) -> list[CheckSheet]:
    found = (one for one in known.all(CheckSheet) if one.round == number)
    return sorted(found, key=lambda one: one.id)


def _outcome(sheet: CheckSheet, one: CheckItem, gathered: Gathered) -> Outcome:
    looked, troubles = gathered.of(one.evidence, sheet.layer, sheet.about)
    item = Item(one.item, one.grouped, one.text, one.auto, one.points, one.each_off, kind=one.kind)
    deduction = suggested(item, looked, troubles)
    return Outcome(
        sheet.id,
        one.item,
        standing(item, looked),
        looked,
        troubles,
        deduction,
        settled=one.auto is Auto.FULL and deduction is not None,
        existing=one.existing,
    )
