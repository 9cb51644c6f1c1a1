"""迎检: while an inspector is received, nothing but what he is shown is recorded, until it ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.ledger.act import Act
from db.ledger.acts.checks.receiving import BeginReception, EndReception, ShowInspector
from db.ledger.acts.checks.sampling import DrawSample, ProveLine
from db.ledger.acts.program.printed import PrintForm
from db.ledger.beliefs import Copy, DrawLine
from db.ledger.beliefs.receptions import Ended, Proof
from db.ledger.numbering import CheckProblem, bare_code, own_copy
from db.ledger.rules import V00, V01, V71, V72, Refused, refuse
from db.ledger.sampling import Population
from db.ledger.trouble import Trouble
from db.store import standing

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.store.recording import Desk, Recorded

RECEIVING = (BeginReception, DrawSample, ProveLine, ShowInspector, EndReception)
"""What is recorded of an inspector's visit; while it lasts, nothing else is."""

PAPERS = frozenset({"E01", "E03", "E04"})
"""The forms an inspector may be given: sample sheet, and the whole chain of a copy or person."""


@dataclass(frozen=True)
class Proved:
    """What a scan said: the line of the sample, 0 if it is not in it, and the entry."""

    position: int
    copy: int
    recorded: Recorded


class Receiving:
    """Whether an inspector is received at this unlocked ledger, and what is done before him."""

    def __init__(
        self,
        connection: Connection,
        record: Callable[..., Recorded],
        desk: Callable[[], Desk],
        is_me: Callable[[str], bool],
    ) -> None:
        self._connection, self._record, self._desk, self._is_me = connection, record, desk, is_me
        self.now: BeginReception | None = None
        """The reception that is going on, as it was begun."""

    def let_through(self, acts: tuple[Act, ...]) -> None:
        """Raise unless nobody is received, or all of this belongs to his visit (V71)."""
        if self.now is None:
            return
        for act in acts:
            shown = isinstance(act, PrintForm) and act.form in PAPERS
            if not (shown or isinstance(act, RECEIVING)):
                raise Refused(refuse(V71, what=f"办理“{act.word}”"))
        if not acts:
            raise Refused(refuse(V71, what="点数、清点"))
        if self.over and not any(isinstance(act, EndReception) for act in acts):
            raise Refused(refuse(V71, what="继续，时间已到"))

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return self.now is not None and self._desk().now >= datetime.fromisoformat(self.now.until)

    def begin(self, inspector: str, office: str, minutes: int) -> Recorded:
        """Receive an inspector: from now on this ledger only shows."""
        if self.now is not None:
            raise Refused(refuse(V71, what="再开始一次"))
        day = self._desk().today
        act = BeginReception(on=day, inspector=inspector, office=office, minutes=minutes)
        recorded = self._record(act)
        begun = recorded.acts[0]
        assert isinstance(begun, BeginReception)
        self.now = begun
        return recorded

    def draw(self, of: Population, size: int, seed: str = "") -> Recorded:
        """Draw a sample by a seed; without one the moment is the seed."""
        of_what = {"persons": of.persons, "level": of.level, "year": of.year, "gone": of.gone}
        day = self._desk().today
        return self._record(
            DrawSample(on=day, reception=self._number, size=size, seed=seed, **of_what)  # type: ignore[arg-type]
        )

    def prove(self, draw: int, typed: str) -> Proved:
        """Take what a reader read or a hand typed; it is on record before this returns."""
        code = bare_code(typed)
        if not code:
            raise Refused(refuse(V01, label="扫描", problem="没有读到内容"))
        line = self._meant(draw, code)
        position, day = (line.position if line else 0), self._desk().today
        act = ProveLine(on=day, reception=self._number, draw=draw, position=position, code=code)
        return Proved(position, (line.copy or 0) if line else 0, self._record(act))

    def say(self, draw: int, position: int, proof: Proof, note: str = "") -> Recorded:
        """Say of a line what was found: of a person, or what was looked for in vain."""
        day, number = self._desk().today, self._number
        said = {"draw": draw, "position": position, "proof": proof, "note": note}
        return self._record(ProveLine(on=day, reception=number, **said))  # type: ignore[arg-type]

    def show(self, *, copy: int | None = None, person: int | None = None) -> Recorded:
        """Note that the whole chain of a copy or person is shown."""
        day = self._desk().today
        return self._record(ShowInspector(on=day, reception=self._number, copy=copy, person=person))

    def end(self, password: str) -> Recorded:
        """End it by the host's own password; another one ends nothing (V72)."""
        if not self._is_me(password):
            raise Refused(refuse(V72))
        return self._ended(Ended.HOST)

    def lock(self) -> None:
        """The ledger is being locked: that ends it, too."""
        if self.now is None:
            return
        with suppress(Refused, Trouble):  # whatever the clock says: the ledger is closed
            self._ended(Ended.TIME if self.over else Ended.LOCKED)

    @property
    def _number(self) -> int:
        if self.now is None:
            raise Refused(refuse(V00, what="正在进行的迎检"))
        return self.now.reception or 0

    def _ended(self, how: Ended) -> Recorded:
        act = EndReception(on=self._desk().today, reception=self._number, ended=how)
        recorded = self._record(act)
        self.now = None
        return recorded

    def _meant(self, draw: int, code: str) -> DrawLine | None:
        """Return the line that is meant: by the ledger's own number, or the 份号 or its end."""
        lines = [
            line
            for line in standing.among(self._connection, DrawLine, "draw", [draw])
            if line.reception == self._number and line.copy
        ]
        try:
            own = own_copy(code)
        except CheckProblem as problem:
            wrong = problem.sentence.rstrip("。")
            raise Refused(refuse(V01, label="扫描", problem=wrong)) from problem
        if own is not None:
            return next((line for line in lines if line.copy == own), None)
        copies = standing.among(self._connection, Copy, "id", [line.copy for line in lines])
        copy_no = code.rpartition("/")[2]
        numbers = {copy.id for copy in copies if copy.copy_no and copy.copy_no.endswith(copy_no)}
        found = [line for line in lines if line.copy in numbers]
        return found[0] if len(found) == 1 else None
