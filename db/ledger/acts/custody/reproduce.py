"""复制: every reproduction is an accountable copy of its own, numbered under its original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from db.ledger.act import Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import (
    approval_refusals,
    filled_refusals,
    names_of,
    rest_refusals,
    scope_refusals,
    time_refusals,
)
from db.ledger.beliefs import Belief, Copy, Counter, Document, Person, Place, Reproduction
from db.ledger.beliefs.moves import ReproductionKind
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known, Needs, needs
from db.ledger.numbered import Foretold
from db.ledger.numbering import copy_ranges
from db.ledger.rules import K07, K09, K28, V00, V01, Refusal, refuse
from db.ledger.values import Carrier, Level, Origin, Role, State

MOST_REPRODUCTIONS = 200
_MOST_TOLD = 2  # originals whose reproductions are told by number before they are made


@act("reproduce", "复制", Phase.CUSTODY, Role.CUSTODIAN)
class Reproduce(Foretold):
    """Make copies of a copy, with approval; each gets the original's number and -F01 …"""

    short = "复制"
    follows: ClassVar = ("count",)

    copy: int = asked("份", refers=Copy)
    count: int = asked("复制份数")
    purpose: str = asked("用途")
    approved_by: str = asked("批准人", "本单位领导")
    machine: str = asked("复制设备", "设备编号；送外复制时填对方设备", default="")
    receivers: tuple[int, ...] = asked("领用人", "将领用复制件的人员", default=(), refers=Person)
    applicant: int | None = asked("申请人", default=None, refers=Person, seldom=True)
    consent_no: str = asked("原定密机关同意文号", "绝密件必填", default="", seldom=True)
    form_no: str = asked("审批单号", default="", seldom=True)
    outside: str = asked("送外复制单位", "定点单位；自行复制不填", default="", seldom=True)
    agreement: str = asked("保密协议号", "送外复制时填写", default="", seldom=True)
    escorts: tuple[int, ...] = asked(
        "押送监督人", "送外复制时填写", default=(), refers=Person, seldom=True
    )
    place: int | None = asked("存放处", "不填则与原件同处", default=None, refers=Place, seldom=True)
    carrier: Carrier | None = asked("复制到", "不填则与原件同类", default=None, seldom=True)
    medium_level: Level | None = asked(
        "介质密级", "复制到光盘、U盘等介质时填写", default=None, seldom=True
    )
    number: int | None = reckoned("复制号", series="reproduction", default=None)
    children: tuple[int, ...] = reckoned("复制件", default=(), series="copy")
    nos: tuple[str, ...] = reckoned("复制件编号", default=())
    root: int | None = reckoned("原件", default=None)
    last: int = reckoned("末号", default=0)
    names: str = reckoned("领用人姓名", default="")
    applicant_name: str = reckoned("申请人姓名", default="")
    watchers: str = reckoned("押送监督人姓名", default="")

    def needs(self) -> Needs:
        """The copy with its document and scope, and everybody named."""
        people = (*self.receivers, *self.escorts, self.applicant)
        return needs((Copy, self.copy), *((Person, person) for person in people))

    def completed(self, known: Known) -> Reproduce:
        """Number the reproductions after those made before, also of a reproduction."""
        copy = known.copy(self.copy)
        root, count = copy.parent or copy.id, min(max(self.count, 0), MOST_REPRODUCTIONS)
        applicant = names_of(known, [self.applicant or known.operator.person])
        named = replace(
            self,
            names=names_of(known, self.receivers),
            watchers=names_of(known, self.escorts),
            applicant_name=applicant,
        )
        if self.number is not None or not count:
            return named
        nos, last = _next_nos(known, copy, count)
        child = known.take("copy", count)
        return replace(
            named,
            number=known.take("reproduction"),
            children=tuple(range(child, child + count)),
            nos=nos,
            root=root,
            last=last,
        )

    @classmethod
    def foretold_needs(cls, given: Mapping[str, Any], /) -> Needs:
        """The copies on the list."""
        return needs(*((Copy, copy) for copy in given.get("scanned", ())))

    @classmethod
    def foretold(cls, given: Mapping[str, Any], known: Known, /) -> str:
        """Tell the numbers of the reproductions of every copy on the list, one after another."""
        count = given.get("count")
        if count is None or not 1 <= count <= MOST_REPRODUCTIONS:
            return ""
        copies = list(known.those(Copy, given.get("scanned", ())))
        told = [_told(_next_nos(known, copy, count)[0]) for copy in copies[:_MOST_TOLD]]
        more = f"等{len(copies) * count}份" if len(copies) > _MOST_TOLD else ""
        return "、".join(told) + more

    @classmethod
    def first_look(cls, copy: Copy) -> Iterator[Refusal]:
        """Only a copy at rest is copied."""
        yield from rest_refusals(copy, "复制")

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a reproduction can break."""
        copy = known.copy(self.copy)
        document = known.document(copy.document)
        yield from self.first_look(copy)
        yield from time_refusals(copy, self.on)
        if not 1 <= self.count <= MOST_REPRODUCTIONS:
            problem = f"应在1至{MOST_REPRODUCTIONS}之间"
            yield refuse(V01, field="count", label="复制份数", problem=problem)
        yield from copying_refusals(document, copy, self.consent_no)
        if not self.approved_by.strip():
            yield refuse(K09, field="approved_by", what="请填批准人")
        else:
            yield from approval_refusals(self.approved_by, self.applicant_name)
        yield from filled_refusals(
            ("purpose", "用途", self.purpose), ("machine", "复制设备", self.machine)
        )
        yield from self._outside()
        yield from self._medium(copy)
        for escort in known.those(Person, self.escorts):
            yield from fit_refusals(escort, self.on, "押送监督", field="escorts")
        for receiver in known.those(Person, self.receivers):
            yield from scope_refusals(known, document, receiver, self.approved_by)
        if self.place is not None and known.find(Place, self.place) is None:
            yield refuse(V00, field="place", what="存放处")

    def _outside(self) -> Iterator[Refusal]:
        """A house outside is bound by an agreement and watched."""
        if not self.outside.strip():
            return
        yield from filled_refusals(("agreement", "保密协议号", self.agreement))
        if len(set(self.escorts)) < 2:
            problem = "送外复制须两人以上押送监督"
            yield refuse(V01, field="escorts", label="押送监督人", problem=problem)

    def _medium(self, copy: Copy) -> Iterator[Refusal]:
        """A medium is at least as secret as what is written onto it (K28)."""
        if self.carrier is not None and not self.carrier.paged and self.medium_level is None:
            problem = f"复制到{self.carrier.word}时必填"
            yield refuse(V01, field="medium_level", label="介质密级", problem=problem)
        elif self.medium_level is not None and self.medium_level < copy.level:
            medium, level = self.medium_level.word, copy.level.word
            yield refuse(K28, field="medium_level", medium=medium, level=level)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The original is as it was; each reproduction stands in the cabinet."""
        copy = known.copy(self.copy)
        yield copy  # unchanged, but touched: its timeline tells of the copying
        carrier = self.carrier or copy.carrier
        for number, copy_no in zip(self.children, self.nos, strict=True):
            yield Copy(
                id=number,
                document=copy.document,
                receipt=None,
                copy_no=copy_no,
                level=copy.level,
                carrier=carrier,
                origin=Origin.REPRODUCED,
                state=State.IN_STOCK,
                custodian=copy.custodian,
                place=self.place or copy.place,
                pages=copy.pages if carrier.paged else None,
                parent=self.root,
                entered_on=self.on,
                moved_on=self.on,
            )
        head = self.nos[0].partition("-F")[0]
        yield Counter(series=_series(copy.document, head), last=self.last)
        yield self._record(copy)

    def _record(self, copy: Copy) -> Reproduction:
        return Reproduction(
            id=self.number or 0,
            kind=ReproductionKind.COPY,
            document=copy.document,
            sources=(copy.id,),
            made=self.children,
            numbers=copy_ranges(self.nos),
            pages=copy.pages,
            purpose=self.purpose,
            receivers=self.names,
            applicant=self.applicant_name,
            approved_by=self.approved_by,
            consent_no=self.consent_no,
            form_no=self.form_no,
            machine=self.machine,
            outside=self.outside,
            agreement=self.agreement,
            escorts=self.watchers,
            made_on=self.on,
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.copy(self.copy)}复制{len(self.children)}份（{'、'.join(self.nos[:3])}）"


def _series(document: int, head: str) -> str:
    """Return the counter of what is made of one 份号, whichever copy bears it just now."""
    return f"reproduced:{document}:{head}"


def _next_nos(known: Known, copy: Copy, count: int) -> tuple[tuple[str, ...], int]:
    """Take the next numbers under an original; return them, and the last that was counted."""
    head = copy.copy_no.partition("-F")[0] or f"Z{copy.parent or copy.id:06d}"
    taken = {sibling.copy_no for sibling in known.copies_of(copy.document)}
    nos: list[str] = []
    last = 0
    while len(nos) < count:
        last = known.take(_series(copy.document, head))
        if (copy_no := f"{head}-F{last:02d}") not in taken:
            nos.append(copy_no)
    return tuple(nos), last


def _told(nos: Sequence[str]) -> str:
    """Write numbers in short, e.g. 000122-F01至F03; a gap shows."""
    first, last = (int(no.rpartition("-F")[2]) for no in (nos[0], nos[-1]))
    if len(nos) == 1:
        return nos[0]
    if last - first == len(nos) - 1:
        return f"{nos[0]}至F{last:02d}"
    return "、".join(nos[:_MOST_TOLD]) + f"等{len(nos)}份"


def copying_refusals(document: Document, copy: Copy, consent_no: str) -> Iterator[Refusal]:
    """Judge K07, and what the issuer or the kind of paper forbids (K09)."""
    if copy.level is Level.TOP_SECRET and not consent_no.strip():
        yield refuse(K07, field="consent_no")
    if document.no_copying:
        yield refuse(K09, what=f"{document.doc_number or document.title}不许复制")
