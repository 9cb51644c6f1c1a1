"""抽样、核对: a sample by a seed that is shown and kept, and what became of each of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.checks.receiving import going_on
from db.ledger.acts.checks.rectifying import OFFICE
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Draw, DrawLine, Reception
from db.ledger.beliefs.receptions import Proof
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import V00, V01, Refusal, refuse
from db.ledger.sampling import Population, Stand
from db.ledger.stocktaking import sampled
from db.ledger.values import Level

MOST = 200
_DIGITS = re.compile(r"\D")


@act("draw_sample", "抽样", Phase.CHECKS, *OFFICE)
class DrawSample(Act):
    """Draw some copies or persons by a seed that is shown and kept."""

    by_program = True
    reversible = False

    reception: int = asked("迎检", refers=Reception)
    size: int = asked("数量")
    persons: bool = asked("抽人", default=False)
    level: Level | None = asked("密级", default=None)
    year: int | None = asked("入账年度", default=None)
    gone: bool = asked("含已了结", default=False)
    seed: str = asked("种子", default="")
    draw: int = reckoned("第几次", default=0)
    population: int = reckoned("总体", default=0)
    drawn: tuple[int, ...] = reckoned("抽中", default=())
    stood: tuple[Stand, ...] = reckoned("抽样时", default=())
    drawn_at: str = reckoned("抽样时间", default="")
    upto: int = reckoned("截至第几条", default=0)

    @property
    def of(self) -> Population:
        """What is drawn from."""
        return Population(self.persons, self.level, self.year, self.gone)

    def needs(self) -> Needs:
        """The reception, and all that may be drawn."""
        wanted = needs((Reception, self.reception))
        wanted.populations.add(self.of)
        return wanted

    def completed(self, known: Known) -> DrawSample:
        """Draw; without a seed the moment is one."""
        if self.drawn_at:
            return self
        found = known.find(Reception, self.reception)
        members = known.populations.get(self.of, {})
        seed = self.seed.strip() or _DIGITS.sub("", known.now[:19])
        drawn = sampled(members, max(0, min(self.size, MOST)), seed)
        return replace(
            self,
            seed=seed,
            draw=found.draws + 1 if found else 0,
            population=len(members),
            drawn=drawn,
            stood=tuple(Stand(*members[one]) for one in drawn),
            drawn_at=known.now,
            upto=known.seq,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Somebody is received, and there is something to draw from."""
        yield from going_on(known, self.reception)
        if not 1 <= self.size <= MOST:
            yield refuse(V01, field="size", label="数量", problem=f"应在1至{MOST}之间")
        if not self.drawn:
            yield refuse(V01, field="level", label="抽样范围", problem=f"没有{self.of.words}")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The sample with its lines, each as the book has it now."""
        for found in known.those(Reception, [self.reception]):
            yield replace(found, draws=self.draw)
        yield Draw(
            reception=self.reception,
            number=self.draw,
            persons=self.persons,
            level=self.level,
            year=self.year,
            gone=self.gone,
            size=len(self.drawn),
            population=self.population,
            seed=self.seed,
            drawn_at=self.drawn_at,
            upto=self.upto,
        )
        for position, (number, stood) in enumerate(zip(self.drawn, self.stood, strict=True), 1):
            yield DrawLine(
                reception=self.reception,
                draw=self.draw,
                position=position,
                copy=None if self.persons else number,
                person=number if self.persons else None,
                place=stood.place,
                holder=stood.holder,
                state=stood.state,
                held=stood.held,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        what = f"{self.of.words}{self.population}中抽{len(self.drawn)}"
        return f"第{self.draw}次抽样：{what}，种子 {self.seed}"


@act("prove_line", "核对抽样", Phase.CHECKS, *OFFICE)
class ProveLine(Act):
    """Note what a scan or an answer says of the sample; also what is not in it."""

    by_program = True
    reversible = False

    reception: int = asked("迎检", refers=Reception)
    draw: int = asked("第几次")
    position: int = asked("序号", "不在抽样中的为0", default=0)
    proof: Proof = asked("结果", default=Proof.FOUND)
    code: str = asked("扫描内容", default="")
    note: str = asked("说明", default="")
    proved_at: str = reckoned("时间", default="")

    def needs(self) -> Needs:
        """The reception and the line."""
        wanted = needs((Reception, self.reception))
        wanted.keys.add((DrawLine, (self.reception, self.draw, self.position)))
        return wanted

    def completed(self, known: Known) -> ProveLine:
        """Keep the moment."""
        return replace(self, proved_at=self.proved_at or known.now[:16])

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A line of this reception; what differs says how."""
        yield from going_on(known, self.reception)
        line = known.find(DrawLine, self.reception, self.draw, self.position)
        if self.position and line is None:
            yield refuse(V00, field="position", what="抽样行")
        if self.proof is Proof.DIFFERS:
            yield from filled_refusals(("note", "说明", self.note))

    def effects(self, known: Known) -> Iterator[Belief]:
        """The line is proved, or the scan is counted only."""
        for found in known.those(Reception, [self.reception]):
            yield replace(found, scans=found.scans + 1)
        line = known.find(DrawLine, self.reception, self.draw, self.position)
        if line is not None:
            note = self.note.strip()
            yield replace(line, proof=self.proof, proved_at=self.proved_at, note=note)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        if not self.position:
            return f"第{self.draw}次抽样：扫描 {self.code}，{self.note or '不在抽样中'}"
        note = f"（{self.note}）" if self.note else ""
        return f"第{self.draw}次抽样第{self.position}项：{self.proof.word}{note}"
