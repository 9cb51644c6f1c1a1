"""更正了结: an executed ending cannot be reversed, but two persons may correct it.

A copy that was ticked by mistake (误销、误退) stands in the cabinet after all: the
old entry stays, this one says so, with the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, time_refusals
from db.ledger.beliefs import Belief, Copy, Place
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K03, K31, K34, V00, V01, Refusal, refuse
from db.ledger.values import Level, Role, State


@act("reopen", "更正了结", Phase.CORRECTION, Role.CUSTODIAN)
class Reopen(Act):
    """Put a copy that was closed by mistake back into the cabinet, 待核."""

    reversible = False
    needs_second = True

    copy: int = asked("份", refers=Copy)
    place: int = asked("现在在", refers=Place)
    reason: str = asked("理由")
    evidence: str = asked("凭据", "核对记录、说明的编号和存放处")
    level: Level | None = reckoned("现在的密级", default=None)

    def needs(self) -> Needs:
        """The copy with its siblings."""
        return needs((Copy, self.copy))

    def completed(self, known: Known) -> Reopen:
        """Take the document's level: it may have changed while the copy was thought gone."""
        copy = known.copy(self.copy)
        return replace(self, level=known.document(copy.document).level)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what was closed."""
        if not copy.state.closed:
            yield refuse(K31, which=called(copy), state=copy.state.word, act="更正了结")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A closed copy, with reason and evidence, by two persons."""
        copy = known.copy(self.copy)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        if not self.reason.strip():
            yield refuse(K03, field="reason")
        if not self.evidence.strip():
            yield refuse(V01, field="evidence", label="凭据", problem="必填")
        if known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")
        for other in known.copies_of(copy.document):
            same = bool(copy.copy_no) and other.copy_no == copy.copy_no and other.id != copy.id
            if same and not other.state.closed:
                document = known.document(copy.document)
                issuer, number = document.issuer, document.doc_number
                yield refuse(K34, issuer=issuer, number=number, copy=copy.copy_no)

    def effects(self, known: Known) -> Iterator[Belief]:
        """In the cabinet again, to be verified at the next stock-take."""
        for copy in known.those(Copy, [self.copy]):
            yield replace(
                copy,
                state=State.IN_STOCK,
                level=self.level or copy.level,
                place=self.place,
                batch=None,
                unverified=True,
                moved_on=self.on,
                closed_on=None,
                closing_ref="",
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"更正了结：{names.copy(self.copy)}实为在库，{self.reason}"
