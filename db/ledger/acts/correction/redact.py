"""屏蔽: what must not stand in the ledger is taken out of it, everywhere; that it was stays known.

The act says which field of which document or person; the store finds every entry that carries it,
takes value and salt away and leaves the digest, so that links and signatures hold.  What is taken
out is recorded by place only, never in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.beliefs import Account, Belief, Document, Person, Witness
from db.ledger.known import Known, Needs, needs
from db.ledger.rules import K03, V00, V01, Refusal, refuse
from db.ledger.values import Role
from db.ledger.withheld import PLACEHOLDER, Carriers, Sought, coded, is_coded

ALL = "all"
OF_DOCUMENT = {
    "title": "文件标题",
    "attachments": "附件",
    "scope_wording": "知悉范围原文",
    "texts": "备注、意见等文字",
    ALL: "以上全部",
}
OF_PERSON = {
    "name": "姓名",
    "post": "岗位",
    "id_number": "身份证号",
    "particulars": "出生、学历、电话等个人情况",
}
_SHORTEST_WORD = 2
_FIELD = "要屏蔽的栏目"
_WORDS = "另须屏蔽的词"
_WORDS_HINT = "别处的备注可能写到的简称，逐个填；这些词本身不入账"
_REASON_HINT = "不要写出被屏蔽的内容"


def _carriers(known: Known, table: str, number: int, field: str) -> Carriers:
    return known.carriers.get((table, number, field), Carriers())


def _told(texts: tuple[str, ...], typed: str) -> bool:
    """Tell whether what was typed says what is to be withheld."""
    return any(text in typed for text in texts if len(text) >= _SHORTEST_WORD)


def _refusals(
    carriers: Carriers, field: str, among: dict[str, str], reason: str
) -> Iterator[Refusal]:
    if field not in among:
        yield refuse(V01, field="field", label=_FIELD, problem="不能屏蔽这一栏")
        return
    if not reason.strip():
        yield refuse(K03, field="reason")
    if any(len(word.strip()) < _SHORTEST_WORD for word in carriers.words):
        yield refuse(V01, field="words", label=_WORDS, problem="每个词至少两个字")
    elif _told((*carriers.texts, *carriers.words), reason):
        yield refuse(V01, field="reason", label="理由", problem="不得写出被屏蔽的内容")
    if not carriers.places:
        yield refuse(V01, field="field", label=_FIELD, problem="没有可屏蔽的内容")


@act("redact_document", "屏蔽内容", Phase.CORRECTION, Role.CUSTODIAN)
class RedactDocument(Act):
    """Take a document's title or texts out of the ledger; a code name may stand in for it."""

    reversible = False
    needs_second = True

    document: int = asked("文件", refers=Document)
    field: str = asked(_FIELD, among=OF_DOCUMENT)
    code_name: str = asked("改用代称", "以后以此代称登记；不填则显示屏蔽字样", default="")
    words: tuple[str, ...] = asked(_WORDS, _WORDS_HINT, default=())
    reason: str = asked("理由", _REASON_HINT)
    withheld: tuple[str, ...] = reckoned("屏蔽处", default=())
    own: int | None = reckoned("本条", default=None)

    def _carriers(self, known: Known) -> Carriers:
        return _carriers(known, Document.table, self.document, self.field)

    def needs(self) -> Needs:
        """The document, and every entry that carries what is to go."""
        wanted = needs((Document, self.document))
        wanted.sought.add(Sought(Document.table, self.document, self.field, self.words))
        return wanted

    def completed(self, known: Known) -> RedactDocument:
        """Note the places; the words themselves are not to be recorded."""
        places = self._carriers(known).places
        name = coded(self.code_name) if self.code_name.strip() else ""
        places = self.withheld or places
        return replace(self, code_name=name, words=(), withheld=places, own=known.seq)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A field that has contents; reason and code name do not tell them again."""
        known.document(self.document)
        carriers = self._carriers(known)
        yield from _refusals(carriers, self.field, OF_DOCUMENT, self.reason)
        if not self.code_name:
            return
        if self.field not in ("title", ALL):
            yield refuse(V01, field="code_name", label="改用代称", problem="只用于文件标题")
        elif _told((*carriers.texts, *carriers.words), self.code_name):
            yield refuse(V01, field="code_name", label="改用代称", problem="不得含被屏蔽的内容")

    def effects(self, known: Known) -> Iterator[Belief]:
        """What the entries said of it is withheld by the store; a code name may take its place."""
        for document in known.those(Document, [self.document]):
            if self.field not in ("title", ALL):
                yield document
                continue
            left = document.title if is_coded(document.title) else PLACEHOLDER
            yield replace(document, title=self.code_name or left)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        label = OF_DOCUMENT.get(self.field, self.field)
        name = f"，改用{self.code_name}" if self.code_name else ""
        told = f"{names.document(self.document)}屏蔽{label}，共{len(self.withheld)}处{name}"
        return f"{told}：{self.reason}"


@act("redact_person", "屏蔽人员信息", Phase.CORRECTION, Role.CUSTODIAN)
class RedactPerson(Act):
    """Take a person's name, post, identity number or particulars out of the ledger."""

    reversible = False
    needs_second = True

    person: int = asked("人员", refers=Person)
    field: str = asked(_FIELD, among=OF_PERSON)
    words: tuple[str, ...] = asked(_WORDS, _WORDS_HINT, default=())
    reason: str = asked("理由", _REASON_HINT)
    withheld: tuple[str, ...] = reckoned("屏蔽处", default=())
    own: int | None = reckoned("本条", default=None)

    def _carriers(self, known: Known) -> Carriers:
        return _carriers(known, Person.table, self.person, self.field)

    def needs(self) -> Needs:
        """The person, and every entry that carries what is to go."""
        wanted = needs((Person, self.person))
        wanted.sought.add(Sought(Person.table, self.person, self.field, self.words))
        return wanted

    def completed(self, known: Known) -> RedactPerson:
        """Note the places; the words themselves are not to be recorded."""
        places = self._carriers(known).places
        return replace(self, words=(), withheld=self.withheld or places, own=known.seq)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """A name under which somebody signed stands in every signed entry, and stays."""
        if known.find(Person, self.person) is None:
            yield refuse(V00, field="person", what="人员")
            return
        yield from _refusals(self._carriers(known), self.field, OF_PERSON, self.reason)
        signers = {one.person for one in known.all(Account)}
        signers |= {one.person for one in known.all(Witness)}
        if self.field == "name" and self.person in signers:
            problem = "此人用过账户或见证凭据，姓名在签名里，不能屏蔽"
            yield refuse(V01, field="field", label=_FIELD, problem=problem)

    def effects(self, known: Known) -> Iterator[Belief]:
        """What the entries said of the person is withheld by the store."""
        for person in known.those(Person, [self.person]):
            name = PLACEHOLDER if self.field == "name" else person.name
            post = PLACEHOLDER if self.field == "post" else person.post
            yield replace(person, name=name, post=post)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        label = OF_PERSON.get(self.field, self.field)
        who = f"第{self.person}号人员"
        return f"{who}屏蔽{label}，共{len(self.withheld)}处：{self.reason}"


REDACTIONS = (RedactDocument, RedactPerson)
