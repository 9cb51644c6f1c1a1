"""拟办、批办: the office proposes, the leader decides who reads and who acts, by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.beliefs import Belief, Department, Document, Instruction, Person, ScopeMember
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K11, K35, V00, Refusal, refuse
from db.ledger.values import Role


@act("instruct", "拟办批办", Phase.CUSTODY, Role.CUSTODIAN)
class Instruct(Act):
    """Note what was proposed for a document and instructed; its readers enter the scope."""

    document: int = asked("文件", refers=Document)
    proposal: str = asked("拟办意见", default="")
    proposed_by: int | None = asked("拟办人", default=None, refers=Person)
    proposed_on: date | None = asked("拟办日期", default=None)
    instruction: str = asked("领导批示")
    leader: str = asked("批示领导")
    persons: tuple[int, ...] = asked("阅件人", "列入知悉范围", default=(), refers=Person)
    departments: tuple[int, ...] = asked("承办部门", "列入知悉范围", default=(), refers=Department)
    handler: int | None = asked("承办人", default=None, refers=Person)
    due: date | None = asked("办结期限", default=None)
    number: int | None = reckoned("批办号", series="instruction", default=None)
    proposer: str = reckoned("拟办人姓名", default="")
    handling: str = reckoned("承办", default="")

    def needs(self) -> Needs:
        """The document with its scope, and everybody named."""
        people = (self.proposed_by, self.handler, *self.persons)
        wanted = needs((Document, self.document), *((Person, person) for person in people))
        wanted.entire.add(self.document)
        return wanted

    def completed(self, known: Known) -> Instruct:
        """Number it, and keep the names."""
        rooms = [one.name for one in known.those(Department, self.departments)]
        people = [one.name for one in known.those(Person, filter(None, [self.handler]))]
        proposers = [one.name for one in known.those(Person, filter(None, [self.proposed_by]))]
        return replace(
            self,
            number=self.number or known.take("instruction"),
            proposer="".join(proposers),
            handling="、".join([*rooms, *people]),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """An instruction by somebody, to people that are there, within the issuer's limits."""
        document = known.document(self.document)
        yield from filled_refusals(
            ("instruction", "领导批示", self.instruction), ("leader", "批示领导", self.leader)
        )
        for field, person in (("proposed_by", self.proposed_by), ("handler", self.handler)):
            if person is not None and known.find(Person, person) is None:
                yield refuse(V00, field=field, what="人员")
        if any(known.find(Person, person) is None for person in self.persons):
            yield refuse(V00, field="persons", what="人员")
        if any(known.find(Department, number) is None for number in self.departments):
            yield refuse(V00, field="departments", what="部门")
        present = {(m.kind, m.member) for m in known.scope(self.document)}
        if document.scope_limited and present and self._readers - present:
            yield refuse(K11, field="persons")
        if self.proposed_on is not None and self.on < self.proposed_on:
            yield refuse(K35, field="on", day=self.on, why=f"早于拟办日期{self.proposed_on}")
        if self.due is not None and self.due < self.on:
            yield refuse(K35, field="due", day=self.due, why="早于批示日期")
        entered = [copy.entered_on for copy in known.copies_of(self.document)]
        if entered and self.on < min(entered):
            yield refuse(K35, field="on", day=self.on, why=f"早于文件入账日期{min(entered)}")

    @property
    def _readers(self) -> set[tuple[str, int]]:
        people = {*self.persons, *filter(None, [self.handler])}
        return {("person", person) for person in people} | {
            ("department", number) for number in self.departments
        }

    def effects(self, known: Known) -> Iterator[Belief]:
        """The sheet, and who may know the document from now on."""
        yield from known.those(Document, [self.document])
        yield Instruction(
            id=self.number or 0,
            document=self.document,
            proposal=self.proposal,
            proposed_by=self.proposer,
            proposed_on=self.proposed_on,
            instruction=self.instruction,
            leader=self.leader,
            handler=self.handling,
            due=self.due,
            made_on=self.on,
            responsible=self.handler,
        )
        for kind, member in sorted(self._readers):
            yield ScopeMember(document=self.document, kind=kind, member=member, since=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        handling = f"，{self.handling}承办" if self.handling else ""
        return f"{names.document(self.document)}经{self.leader}批示：{self.instruction}{handling}"
