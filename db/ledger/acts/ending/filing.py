"""归档批次: copies are listed for the archive, counted one by one, and taken over by the archivist.

Until then they stand in the cabinet as before: the list is frozen, the desk is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import called, filled_refusals, some_refusals, time_refusals
from db.ledger.acts.ending import lines
from db.ledger.acts.ending.archive import Archive
from db.ledger.beliefs import Batch, BatchLine, Belief, Copy, Person
from db.ledger.fitness import left_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import FILINGS
from db.ledger.numbered import Numbered
from db.ledger.rules import K02, K16, K37, V00, V01, Refusal, refuse
from db.ledger.values import BatchKind, BatchState, LineState, Role, State

KIND = BatchKind.ARCHIVE


@act("list_archive", "归档列单", Phase.ENDING, Role.CUSTODIAN)
class ListArchive(Numbered):
    """List handled copies for the archive; nothing that must go back, is out, or is on hold."""

    numbered_in = FILINGS

    copies: tuple[int, ...] = asked("份", refers=Copy)
    archive: str = asked("接收部门", "如 档案室")
    volume: str = asked("归入卷号", default="")
    batch: int | None = reckoned("批次", series="batch", default=None)
    applicant: int | None = reckoned("经办人", default=None, refers=Person)
    ref: str = reckoned("归档目录", default="")

    def needs(self) -> Needs:
        """The copies, and what was made of them."""
        return lines.with_children(needs(*((Copy, copy) for copy in self.copies)), self.copies)

    def completed(self, known: Known) -> ListArchive:
        """Number the batch; the catalogue is found by the number and the volume."""
        batch = self.batch or known.take("batch")
        made = replace(self, batch=batch, applicant=known.operator.person).with_number(known)
        return replace(made, ref=f"{made.text} {self.volume.strip()}".strip())

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a list for the archive can break."""
        yield from some_refusals(self.copies)
        yield from filled_refusals(("archive", "接收部门", self.archive))
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
        yield from lines.children_refusals(known, self.copies)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """What may be archived at all, and is in no other open batch."""
        yield from Archive.first_look(copy)
        yield from lines.listed_refusals(copy, "列入归档")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The batch with its lines; the copies are in the cabinet, and known to be listed."""
        yield Batch(
            id=self.batch or 0,
            kind=KIND,
            number=self.text,
            state=BatchState.LISTED,
            reason=self.volume.strip(),
            opposite=self.archive.strip(),
            listed_on=self.on,
            applicant=self.applicant or 0,
            handler=self.applicant,
        )
        for position, copy in enumerate(self.copies, 1):
            yield BatchLine(
                batch=self.batch or 0, copy=copy, position=position, state=LineState.LISTED
            )
        for found in known.those(Copy, self.copies):
            yield replace(found, batch=self.batch)
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}列单{len(self.copies)}份，移交{self.archive}"


@act("hand_to_archive", "归档移交", Phase.ENDING, Role.CUSTODIAN)
class HandToArchive(Act):
    """Hand the scanned copies to the archivist, who has counted them and confirms on the spot."""

    reversible = False
    needs_second = True
    takes_scans = True

    batch: int = asked("批次", refers=Batch)
    archivist: int = asked("档案接收人", "用本人口令当场确认", refers=Person)
    counted: int = asked("接收人清点份数")
    scanned: tuple[int, ...] = asked("清点", "不填则用已扫描的", default=(), refers=Copy)
    text: str = reckoned("编号", default="")
    name: str = reckoned("接收人姓名", default="")
    ref: str = reckoned("了结依据", default="")

    def needs(self) -> Needs:
        """The batch with its lines and copies, and who takes them over."""
        return needs((Batch, self.batch), (Person, self.archivist))

    def completed(self, known: Known) -> HandToArchive:
        """Take the scans; the reference is what the catalogue is found by."""
        batch = known.get(Batch, self.batch)
        archivist = known.find(Person, self.archivist)
        return replace(
            self,
            scanned=self.scanned or known.scans(self.batch),
            text=batch.number,
            name=archivist.name if archivist else "",
            ref=f"{batch.number} {batch.reason}".strip(),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Listed, complete, scanned, counted by the other side, and taken over by its hand."""
        batch = known.get(Batch, self.batch)
        if batch.kind is not KIND:
            yield refuse(V01, field="batch", label="批次", problem="不是归档")
            return
        yield from lines.state_refusals(batch, lines.SCANNED_IN[KIND], "移交")
        yield from lines.day_refusals(batch, self.on)
        yield from lines.moved_refusals(known, batch, State.IN_STOCK, "归档")
        yield from lines.apart_refusals(known, batch)
        yield from lines.scan_refusals(known, batch, self.scanned)
        yield from self._signed(known)
        for copy in (known.copy(line.copy) for line in lines.listed(known, batch.id)):
            yield from time_refusals(copy, self.on)
            if copy.hold:
                yield refuse(K37, which=called(copy), why=copy.hold, act="归档")
        yield from lines.children_refusals(known, (x.copy for x in lines.listed(known, batch.id)))

    def _signed(self, known: Known) -> Iterator[Refusal]:
        """The archivist has counted as many, and it is he who confirms (K02)."""
        if self.counted != len(self.scanned):
            what = f"接收人清点{self.counted}份，扫描{len(self.scanned)}份"
            yield refuse(K16, field="counted", what=what)
        archivist = known.find(Person, self.archivist)
        if archivist is None:
            yield refuse(V00, field="archivist", what="档案接收人")
            return
        yield from left_refusals(archivist, self.on, "接收归档", field="archivist")
        second = known.second
        if second is not None and second.person != self.archivist:
            what = f"须由档案接收人{archivist.name}当场确认，不是{second.name}"
            yield refuse(K02, field="archivist", what=what)

    def effects(self, known: Known) -> Iterator[Belief]:
        """In the archive, and the batch is closed."""
        state = State.ARCHIVED
        yield from lines.ended(known, self.batch, self.scanned, state, self.on, self.ref)
        for batch in known.those(Batch, [self.batch]):
            closed = replace(batch, state=BatchState.CLOSED, closed_on=self.on)
            yield replace(closed, supervisors=self.name)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}移交{len(self.scanned)}份，档案接收人{self.name}"
