"""会议带回: what somebody brings home from a meeting is declared and registered within days."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import came_to_know, filled_refusals
from db.ledger.acts.intake.register import Register
from db.ledger.beliefs import Belief, Copy, Document, Person, Place
from db.ledger.known import Known, Needs
from db.ledger.masks import RECEIPTS
from db.ledger.rules import K35, V00, V15, Refusal, refuse, warn
from db.ledger.values import Carrier, Level, Origin, Role


@act("bring_back", "会议带回", Phase.INTAKE, Role.CUSTODIAN)
class BringBack(Act):
    """Enter papers that somebody brought back from a meeting, under their own register."""

    numbered_in = RECEIPTS

    meeting: str = asked("会议")
    brought_by: int = asked("带回人", refers=Person)
    returned_on: date = asked("返回日期", "参会人返回本单位的日期")
    issuer: str = asked("印发机关", "会议主办单位")
    doc_number: str = asked("文号", default="")
    title: str = asked("文件标题")
    marking: str = asked("密级★保密期限", "如 机密★10年")
    copy_nos: str = asked("份号", default="")
    count: int | None = asked("份数", "没有份号时填写", default=None)
    pages: int | None = asked("页数", "每份页数", default=None)
    carrier: Carrier = asked("载体", default=Carrier.PAPER)
    issued_on: date | None = asked("成文日期", default=None)
    counted: bool = asked("清点相符", default=False)
    signed_by: int = asked("签收人", refers=Person)
    custodian: int = asked("保管人", refers=Person)
    place: int = asked("存放处", refers=Place)
    must_return: bool = asked("应清退", default=False)
    recall_due: date | None = asked("清退期限", default=None)
    also_signed: int | None = reckoned("同收人", default=None)
    series: str = reckoned("编号系列", default="会")
    document: int | None = reckoned("文件", series="document", default=None)
    new_document: bool = reckoned("新文件", default=True)
    receipt: int | None = reckoned("收文", series="receipt", default=None)
    copies: tuple[int, ...] = reckoned("各份", default=(), series="copy")
    text: str = reckoned("收文号", default="")
    number: int | None = reckoned("收文序号", default=None)
    level: Level | None = reckoned("密级", default=None)
    mark: str = reckoned("标志", default="")
    irregular: bool = reckoned("标志不规范", default=False)
    term: str = reckoned("保密期限", default="")
    last_secret_day: date | None = reckoned("保密期限届满日", default=None)
    nos: tuple[str, ...] = reckoned("份号清单", default=())
    signer: str = reckoned("签收人姓名", default="")

    @property
    def _registration(self) -> Register:
        """The registration that this is, but for where it came from."""
        own = {field.name for field in dataclasses.fields(self)}
        shared = (field.name for field in dataclasses.fields(Register) if field.name in own)
        given = {name: getattr(self, name) for name in shared}
        return Register(**given, channel="会议带回", remark=self.meeting)

    def needs(self) -> Needs:
        """What a registration needs, and who brought it."""
        wanted = self._registration.needs()
        wanted.keys.add((Person, (self.brought_by,)))
        return wanted

    def completed(self, known: Known) -> BringBack:
        """Fill in what a registration fills in; who brought it signs with the keeper.

        Who has left meanwhile hands his papers in, but signs for nothing any more.
        """
        person = known.find(Person, self.brought_by)
        gone = person is not None and person.left_on is not None and person.left_on <= self.on
        also = None if gone else self.brought_by
        done = replace(self._registration, also_signed=also).completed(known)
        names = {field.name for field in dataclasses.fields(self)}
        reckoned_there = {
            field.name: getattr(done, field.name)
            for field in dataclasses.fields(done)
            if field.metadata["reckoned"] and field.name in names
        }
        return replace(self, **reckoned_there, also_signed=also)

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """What a registration meets, and the days within which it is handed in."""
        yield from self._registration.refusals(known)
        yield from filled_refusals(("meeting", "会议", self.meeting))
        person = known.find(Person, self.brought_by)
        if person is None:
            yield refuse(V00, field="brought_by", what="带回人")
            return
        if self.on < self.returned_on:
            yield refuse(K35, field="returned_on", day=self.returned_on, why="晚于登记日期")
        elif self.on > known.calendar.add_working_days(self.returned_on, known.policy.hand_in_days):
            yield warn(V15, field="returned_on", who=person.name, day=self.returned_on)

    def effects(self, known: Known) -> Iterator[Belief]:
        """The document and its copies, brought from a meeting; who brought them knows them."""
        for belief in self._registration.effects(known):
            match belief:
                case Document():
                    yield replace(belief, direction="会议带回")
                case Copy():
                    yield replace(belief, origin=Origin.MEETING)
                    if belief.id == self.copies[0]:
                        ref = f"receipt:{self.receipt}"
                        yield from came_to_know(belief, self.brought_by, self.on, "会议", ref)
                case _:
                    yield belief

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        number = self._registration.receipt_no
        by = names.person(self.brought_by)
        return f"{by}从{self.meeting}带回{len(self.copies)}份，登记{number}"
