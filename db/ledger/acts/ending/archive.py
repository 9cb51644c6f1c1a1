"""归档、移交出账: copies go to the archive, or with their unit to another, against a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    filled_refusals,
    some_refusals,
    time_refusals,
)
from db.ledger.acts.ending import lines
from db.ledger.beliefs import Belief, Copy
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K14, K25, Refusal, refuse
from db.ledger.values import Origin, Role, State


@act("archive", "归档", Phase.ENDING, Role.CUSTODIAN)
class Archive(Act):
    """Hand copies to the archivist: an end for the keeper, a beginning for the archive."""

    short = "归档"

    copies: tuple[int, ...] = asked("份", refers=Copy)
    list_no: str = asked("归档目录号", "归档移交目录的编号")
    archivist: str = asked("档案接收人")
    volume: str = asked("归入卷号", default="")
    ref: str = reckoned("了结依据", default="")

    def needs(self) -> Needs:
        """The copies, and what was made of them."""
        return lines.with_children(needs(*((Copy, copy) for copy in self.copies)), self.copies)

    def completed(self, known: Known) -> Archive:
        """Say under which list they went."""
        volume = f" {self.volume.strip()}" if self.volume.strip() else ""
        return replace(self, ref=f"归档{self.list_no.strip()}{volume}")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """At rest, not to be returned, not on hold, with list and archivist."""
        yield from some_refusals(self.copies)
        yield from filled_refusals(
            ("list_no", "归档目录号", self.list_no), ("archivist", "档案接收人", self.archivist)
        )
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from lines.listed_refusals(copy, "归档")
            yield from time_refusals(copy, self.on)
        yield from lines.children_refusals(known, self.copies)

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Nothing that must go back, is on hold, is out, or is gone."""
        if copy.must_return and copy.origin is not Origin.REPRODUCED:
            yield refuse(K14, field="copies")
        yield from lines.leaving_refusals(copy, "归档")

    def effects(self, known: Known) -> Iterator[Belief]:
        """In the archive."""
        yield from lines.gone(known, self.copies, State.ARCHIVED, self.on, self.ref)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"归档{len(self.copies)}份，目录{self.list_no}，接收人{self.archivist}"


@act("transfer_out", "移交出账", Phase.ENDING, Role.CUSTODIAN)
class TransferOut(Act):
    """Hand copies to the unit that takes over the duties of this one (合并、撤销)."""

    needs_second = True

    copies: tuple[int, ...] = asked("份", refers=Copy)
    successor: str = asked("接收单位", "承接职能的单位或上级")
    list_no: str = asked("移交清单号")
    received_by: str = asked("接收人")
    approved_by: str = asked("批准人")
    reason: str = asked("事由", "如 机构合并、撤销")
    counted: bool = asked("逐份清点相符", "按移交清单逐份清点、逐项确认", default=False)

    def needs(self) -> Needs:
        """The copies, and what was made of them."""
        return lines.with_children(needs(*((Copy, copy) for copy in self.copies)), self.copies)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """At rest, not on hold, counted by three: giver, taker, and a witness (K25)."""
        yield from some_refusals(self.copies)
        yield from filled_refusals(
            ("successor", "接收单位", self.successor),
            ("list_no", "移交清单号", self.list_no),
            ("received_by", "接收人", self.received_by),
            ("reason", "事由", self.reason),
        )
        yield from approval_refusals(self.approved_by, known.operator.name)
        yield from self._three(known)
        for copy in map(known.copy, self.copies):
            yield from self.first_look(copy)
            yield from time_refusals(copy, self.on)
        yield from lines.children_refusals(known, self.copies)

    def _three(self, known: Known) -> Iterator[Refusal]:
        """The giver records, the second person witnesses, and neither of them is the taker."""
        if not self.counted:
            yield refuse(K25, field="counted", what="请逐份清点")
        taker, others = self.received_by.strip(), {known.operator.name}
        if known.second is not None:
            others.add(known.second.name)
        if taker in others:
            yield refuse(K25, field="received_by", what=f"{taker}不能又是接收人")

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only what is in the cabinet and not on hold."""
        yield from lines.leaving_refusals(copy, "移交")

    def effects(self, known: Known) -> Iterator[Belief]:
        """Gone with the duty."""
        ref = f"移交{self.successor.strip()} {self.list_no.strip()}"
        yield from lines.gone(known, self.copies, State.TRANSFERRED, self.on, ref)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"移交{self.successor}{len(self.copies)}份，清单{self.list_no}：{self.reason}"
