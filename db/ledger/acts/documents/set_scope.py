"""设定知悉范围: who may know a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Belief, Department, Document, Person, ScopeMember
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K11, K35, V00, V01, Refusal, refuse
from db.ledger.values import Role


@act("set_scope", "设定知悉范围", Phase.CUSTODY, Role.CUSTODIAN, Role.SECRECY_OFFICE_HEAD)
class SetScope(Act):
    """Replace the scope list of a document: named persons, else departments (art. 21)."""

    document: int = asked("文件", refers=Document)
    persons: tuple[int, ...] = asked("人员", default=(), refers=Person)
    departments: tuple[int, ...] = asked("部门", default=(), refers=Department)
    wording: str = asked("原文", default="")
    approved_by: str = asked("批准人")
    removed_persons: tuple[int, ...] = reckoned("移出人员", default=())
    removed_departments: tuple[int, ...] = reckoned("移出部门", default=())

    def needs(self) -> Needs:
        """The document with its copies and present scope, and everybody named."""
        wanted = needs((Document, self.document))
        wanted.entire.add(self.document)
        wanted.keys |= {(Person, (person,)) for person in self.persons}
        return wanted

    def completed(self, known: Known) -> SetScope:
        """Note who falls out of the scope."""
        present = list(known.scope(self.document))
        return replace(
            self,
            removed_persons=tuple(
                m.member for m in present if m.kind == "person" and m.member not in self.persons
            ),
            removed_departments=tuple(
                m.member
                for m in present
                if m.kind == "department" and m.member not in self.departments
            ),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """Yield the rules a change of scope can break."""
        if not (self.persons or self.departments):
            yield refuse(V01, field="persons", label="知悉范围", problem="至少一人或一个部门")
        if not self.approved_by.strip():
            yield refuse(V01, field="approved_by", label="批准人", problem="必填")
        if any(known.find(Person, person) is None for person in self.persons):
            yield refuse(V00, field="persons", what="人员")
        if any(known.find(Department, number) is None for number in self.departments):
            yield refuse(V00, field="departments", what="部门")
        entered = [copy.entered_on for copy in known.copies_of(self.document)]
        if entered and self.on < min(entered):
            yield refuse(K35, field="on", day=self.on, why=f"早于文件入账日期{min(entered)}")
        document = known.document(self.document)
        present = {(m.kind, m.member) for m in known.scope(self.document)}
        if document.scope_limited and present and self._asked() - present:
            yield refuse(K11, field="persons")

    def _asked(self) -> set[tuple[str, int]]:
        return {("person", person) for person in self.persons} | {
            ("department", number) for number in self.departments
        }

    def effects(self, known: Known) -> Iterator[Belief]:
        """The members asked for are in, the others out."""
        for kind, member in sorted(self._asked()):
            yield self._member(kind, member, active=True)
        for person in self.removed_persons:
            yield self._member("person", person, active=False)
        for department in self.removed_departments:
            yield self._member("department", department, active=False)

    def _member(self, kind: str, member: int, *, active: bool) -> ScopeMember:
        return ScopeMember(
            document=self.document, kind=kind, member=member, since=self.on, active=active
        )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        people = "、".join(names.person(person) for person in self.persons)
        return f"{names.document(self.document)}知悉范围设为{people}"
