"""合并: two records of one document become one; both numbers are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals, let_in
from db.ledger.beliefs import (
    Belief,
    Copy,
    Document,
    Hop,
    Knew,
    Loan,
    Receipt,
    Reproduction,
    Trip,
)
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K34, V01, V10, Refusal, refuse
from db.ledger.values import Role


@act("join_documents", "合并文件", Phase.CORRECTION, Role.CUSTODIAN)
class JoinDocuments(Act):
    """Move everything of one record to the other; the emptied one points to where it went."""

    needs_second = True

    document: int = asked("保留的文件", refers=Document)
    other: int = asked("并入的文件", "并入后不再单列", refers=Document)
    reason: str = asked("理由")
    copies: tuple[int, ...] = reckoned("各份", default=())
    receipts: tuple[int, ...] = reckoned("收文", default=())
    loans: tuple[int, ...] = reckoned("借阅", default=())
    hops: tuple[int, ...] = reckoned("传阅", default=())
    trips: tuple[int, ...] = reckoned("外出", default=())
    reproductions: tuple[int, ...] = reckoned("复制", default=())
    persons: tuple[int, ...] = reckoned("知悉人员", default=())
    departments: tuple[int, ...] = reckoned("知悉部门", default=())
    knew: tuple[str, ...] = reckoned("知悉记录", default=())
    number: str = reckoned("并入的文号", default="")

    def needs(self) -> Needs:
        """Both documents with all that belongs to them."""
        wanted = needs((Document, self.document), (Document, self.other))
        wanted.entire |= {self.document, self.other}
        for kind in (Receipt, Loan, Hop, Trip, Reproduction, Knew):
            wanted.alike.add((kind, "document", self.other))
        return wanted

    def completed(self, known: Known) -> JoinDocuments:
        """Note everything that moves, so that a rebuild moves the same."""
        other = known.document(self.other)

        def of(kind: type[Receipt | Loan | Hop | Reproduction | Trip]) -> tuple[int, ...]:
            return tuple(sorted(one.id for one in known.all(kind) if one.document == other.id))

        scope = list(known.scope(other.id)) if any(known.scope(self.document)) else []
        return replace(
            self,
            copies=tuple(copy.id for copy in known.copies_of(other.id)),
            receipts=of(Receipt),
            loans=of(Loan),
            hops=of(Hop),
            trips=of(Trip),
            reproductions=of(Reproduction),
            persons=tuple(m.member for m in scope if m.kind == "person"),
            departments=tuple(m.member for m in scope if m.kind == "department"),
            knew=tuple(
                f"{knew.person} {knew.since or ''} {knew.how} {knew.ref}"
                for knew in sorted(known.all(Knew), key=lambda one: (one.person, one.ref))
                if knew.document == other.id and not knew.void
            ),
            number=other.doc_number,
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Two records, of one mark, neither joined before, no 份号 twice among living copies."""
        kept, other = known.document(self.document), known.document(self.other)
        if kept.id == other.id:
            yield refuse(V01, field="other", label="并入的文件", problem="就是保留的文件")
            return
        yield from filled_refusals(("reason", "理由", self.reason))
        for document, field in ((kept, "document"), (other, "other")):
            if document.joined_to is not None:
                yield refuse(V01, field=field, label="文件", problem="已并入另一件")
        if kept.marking != other.marking:
            yield refuse(V10, field="other", known=kept.marking, given=other.marking)
        living = {copy.copy_no for copy in known.copies_of(kept.id) if not copy.state.closed}
        for copy in known.copies_of(other.id):
            if copy.copy_no and copy.copy_no in living and not copy.state.closed:
                issuer, number = kept.issuer, kept.doc_number
                yield refuse(K34, field="other", issuer=issuer, number=number, copy=copy.copy_no)

    def effects(self, known: Known) -> Iterator[Belief]:
        """Everything of the other record belongs to the one that is kept."""
        for kept in known.those(Document, [self.document]):
            numbers = dict.fromkeys([*filter(None, kept.also_numbered.split("、")), self.number])
            yield replace(kept, also_numbered="、".join(filter(None, numbers)))
        for other in known.those(Document, [self.other]):
            yield replace(other, joined_to=self.document)
        for copy in known.those(Copy, self.copies):
            yield replace(copy, document=self.document)
        for receipt in known.those(Receipt, self.receipts):
            yield replace(receipt, document=self.document)
        for loan in known.those(Loan, self.loans):
            yield replace(loan, document=self.document)
        for hop in known.those(Hop, self.hops):
            yield replace(hop, document=self.document)
        for trip in known.those(Trip, self.trips):
            yield replace(trip, document=self.document)
        for made in known.those(Reproduction, self.reproductions):
            yield replace(made, document=self.document)
        yield from self._people()

    def _people(self) -> Iterator[Belief]:
        yield from let_in(self.document, self.persons, self.departments, self.on)
        for line in self.knew:
            person, since, how, ref = line.split(" ", 3)
            yield Knew(
                document=self.document,
                person=int(person),
                ref=ref,
                since=date.fromisoformat(since) if since else None,
                how=how,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{names.document(self.other)}并入{names.document(self.document)}：{self.reason}"
