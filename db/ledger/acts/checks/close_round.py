"""签认与办结: a sheet is signed before a second person; a round is closed when all are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.listed import round_refusals, sheet_refusals
from db.ledger.acts.checks.open_round import KEEPERS
from db.ledger.beliefs import Belief, CheckAnswer, CheckRound, CheckSheet
from db.ledger.beliefs.selfcheck import RoundState
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V62, Refusal, refuse, warn
from db.ledger.values import Role

_NAMED = 5


@act("sign_sheet", "签认自查表", Phase.CHECKS, *KEEPERS, Role.DEPT_SECRECY_OFFICER)
class SignSheet(Act):
    """Two persons stand by a sheet; nothing is changed in it afterwards."""

    reversible = False
    needs_second = True
    limited_by = ("sheet",)

    sheet: int = asked("自查表", refers=CheckSheet)
    remark: str = asked("说明", default="", seldom=True)
    text: str = reckoned("自查编号", default="")
    signed_by: str = reckoned("签认人", default="")

    def needs(self) -> Needs:
        """The sheet with its round and its answers."""
        wanted = needs((CheckSheet, self.sheet))
        wanted.rounds_of.add(self.sheet)
        wanted.alike.add((CheckAnswer, "sheet", self.sheet))
        return wanted

    def completed(self, known: Known) -> SignSheet:
        """Keep who signs, and whose sheet it is."""
        sheet = known.get(CheckSheet, self.sheet)
        found = known.get(CheckRound, sheet.round)
        second = [known.second.name] if known.second is not None else []
        signed_by = "、".join([known.operator.name, *second])
        return replace(self, text=f"{found.number}{sheet.name}", signed_by=signed_by)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Every item that exists is answered."""
        sheet = known.get(CheckSheet, self.sheet)
        found = known.get(CheckRound, sheet.round)
        yield from round_refusals(found, "签认", RoundState.FROZEN)
        yield from sheet_refusals(sheet, "再签")
        waiting = [
            one.item
            for one in known.all(CheckAnswer)
            if one.sheet == self.sheet and one.existing and one.deduction is None
        ]
        if waiting:
            rest = f"等{len(waiting)}项" if len(waiting) > _NAMED else ""
            what = f"{'、'.join(sorted(waiting)[:_NAMED])}{rest}没有评分"
            yield refuse(V62, field="sheet", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is signed."""
        for sheet in known.those(CheckSheet, [self.sheet]):
            yield replace(sheet, signed_on=self.on, signed_by=self.signed_by, remark=self.remark)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}自查表签认：{self.signed_by}"


@act("close_round", "办结自查", Phase.CHECKS, *KEEPERS)
class CloseRound(Act):
    """The round is over; its sheets can be printed again with the same values."""

    reversible = False

    round: int = asked("自查", refers=CheckRound)
    remark: str = asked("说明", default="")
    text: str = reckoned("编号", default="")

    def needs(self) -> Needs:
        """The round and its sheets."""
        wanted = needs((CheckRound, self.round))
        wanted.alike.add((CheckSheet, "round", self.round))
        return wanted

    def completed(self, known: Known) -> CloseRound:
        """Keep its number for the sentence."""
        return replace(self, text=known.get(CheckRound, self.round).number)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Its first sheet is signed; others that are not need a reason."""
        found = known.get(CheckRound, self.round)
        yield from round_refusals(found, "办结", RoundState.FROZEN)
        sheets = [one for one in known.all(CheckSheet) if one.round == self.round]
        waiting = [one for one in sheets if one.signed_on is None]
        if any(one.layer is found.layer for one in waiting):
            first = next(one for one in waiting if one.layer is found.layer)
            yield refuse(V62, field="round", what=f"{first.name}的自查表没有签认")
        elif waiting:
            rest = f"等{len(waiting)}张" if len(waiting) > _NAMED else ""
            named = "、".join(one.name for one in waiting[:_NAMED])
            yield warn(V62, field="round", what=f"{named}{rest}自查表没有签认")

    def effects(self, known: Known) -> Iterator[Belief]:
        """It is closed."""
        for found in known.those(CheckRound, [self.round]):
            yield replace(
                found,
                state=RoundState.CLOSED,
                closed_on=self.on,
                remark=self.remark or found.remark,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}办结{f'：{self.remark}' if self.remark else ''}"
