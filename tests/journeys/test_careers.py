"""Whole careers: from candidate to release, an attached stay, a leaver with his hands full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.ledger.act import Act
from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.people.bodies import AddBody, LeaveSeat, TakeSeat
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.cooling_off import (
    ContactLeaver,
    EntrustCooling,
    EntrustReceipt,
    ReleaseLeaver,
)
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.people.filing import FilePersons, NoteStep
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.on_post import Regrade
from db.ledger.acts.people.open_leaving import OpenLeaving
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs.clearance import (
    FilingKind,
    LeavingState,
    LeavingWay,
    PledgeKind,
    ReviewKind,
    Stage,
)
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.cooling import months_after
from db.ledger.values import Carrier, Grade
from db.store.reading import Filter, Question
from db.views.clearances import CLEARANCES, PLEDGES, REVIEWS
from db.views.expiring import EXPIRING, Ahead, Lapse
from db.views.gate import GATE, Held
from db.views.leavings import LEAVINGS
from db.views.people import PEOPLE
from db.views.person_steps import PERSON_STEPS
from db.views.personnel import PERSONNEL
from db.views.today import TODAY
from desktop.exchange.headings import PEOPLE as PEOPLE_REGISTER
from desktop.taking_over import take_over
from tests.book import CABINET, FINANCE, OFFICE, WANG, ZHAO, Book, a_book, register
from tests.journeys.real_cases import holds_together

BY: dict[str, Any] = {"approved_by": "示例委员会"}
HR: dict[str, Any] = {"reviewer": "示例人事处"}
NUMBER = "11010519491231002X"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path)
    yield made
    made.vault.lock()


def rows(book: Book, view: Any, *filters: Filter, **given: object) -> tuple[Any, ...]:
    given |= {"today": book.today.isoformat(), "since": book.today.isoformat()}
    return book.vault.ask(view, Question(filters=filters, given=given)).rows


def a_post(book: Book, code: str, grade: Grade, name: str = "示例机要岗") -> int:
    act = AddPost(
        on=book.today,
        code=code,
        name=name,
        department=OFFICE,
        category="涉密载体收发",
        grade=grade,
        **BY,
    )
    return numbered(book, act)


def numbered(book: Book, act: Act) -> int:
    number: int = book.record(act).acts[0].number  # type: ignore[attr-defined]
    return number


def onto_the_post(book: Book, person: int, post: int, **reasons: str) -> None:
    """Go all the way; a day passes between one step and the next."""
    about: dict[str, Any] = {"person": person}
    steps = (
        lambda: Nominate(on=book.today, post=post, **about),
        lambda: SendForReview(on=book.today, **about, **HR),
        lambda: ConcludeReview(on=book.today, sort=ReviewKind.ENTRY, **about, **HR),
        lambda: Qualify(on=book.today, trained_on=book.today, **about),
        lambda: SignPledge(on=book.today, sort=PledgeKind.ENTRY, **about),
        lambda: TakePost(on=book.today, **about, **BY),
    )
    for step in steps:
        book.record(step(), reasons=reasons or None)
        book.clock.forward(days=1)


def stages(book: Book, person: int) -> list[Stage]:
    return [row.stage for row in rows(book, CLEARANCES, Filter("person", (person,)))]


def test_a_whole_career_from_candidate_to_release(book: Book) -> None:
    general, important = (
        a_post(book, "SM-01", Grade.GENERAL),
        a_post(book, "SM-02", Grade.IMPORTANT, "示例文稿岗"),
    )
    person = numbered(book, AddPerson(on=book.today, name="𬭼小例", department=OFFICE))
    book.record(DescribePerson(on=book.today, person=person, id_number=NUMBER, born_on="1949.12"))
    early = TakePost(on=book.today, person=person, **BY)
    assert book.refused(early) == ["K41"]
    onto_the_post(book, person, general)
    assert stages(book, person) == [Stage.ON_POST]
    (seen,) = rows(book, PERSONNEL, Filter("id", (person,)))
    assert (seen.standing, seen.grade, seen.post) == ("在岗", Grade.GENERAL, "示例机要岗")
    assert (seen.id_number, seen.sought) == ("1101**********002X", "")
    assert [row.id for row in rows(book, PEOPLE, Filter("sought", (NUMBER,)))] == [person]
    assert rows(book, PEOPLE, Filter("sought", (NUMBER[:8],))) == ()
    higher = Regrade(on=book.today, person=person, to_grade=Grade.CORE, reason="职责变化", **BY)
    assert book.refused(higher) == ["K42"]
    onto_the_post(book, person, important)
    assert stages(book, person) == [Stage.ON_POST, Stage.ON_POST]
    (seen,) = rows(book, PERSONNEL, Filter("id", (person,)))
    assert (seen.grade, seen.post) == (Grade.IMPORTANT, "示例机要岗、示例文稿岗")
    assert len(rows(book, REVIEWS, Filter("person", (person,)))) == 2
    assert len(rows(book, PLEDGES, Filter("person", (person,)))) == 2
    pledged = book.today
    _lapse_and_renew(book, person)
    _leave_and_be_released(book, person)
    assert stages(book, person) == [Stage.ENDED, Stage.ENDED]
    assert pledged < book.today
    assert holds_together(book)


def _lapse_and_renew(book: Book, person: int) -> None:
    """Nobody signs again for a year: the board says so at 90, 30 and 7 days, 今日 from 30 on."""
    (last,) = {row.pledged_on for row in rows(book, PERSONNEL, Filter("id", (person,)))}
    due = months_after(last, 12)
    for ahead, band in ((91, None), (60, Ahead.QUARTER), (20, Ahead.MONTH), (7, Ahead.WEEK),
                        (-1, Ahead.OVER)):  # fmt: skip
        book.clock.forward(days=((due - timedelta(ahead)) - book.today).days)
        mine = (Filter("person", (person,)), Filter("lapse", (Lapse.PLEDGE,)))
        found = rows(book, EXPIRING, *mine)
        assert [row.ahead for row in found] == ([band] if band else []), ahead
        assert [row.due for row in found] == ([due] if band else [])
        told = [row for row in rows(book, TODAY) if row.matter.word == "承诺书到期"]
        assert bool(told) == (ahead <= 30)
    book.record(SignPledge(on=book.today, person=person, sort=PledgeKind.YEARLY))
    assert rows(book, EXPIRING, Filter("lapse", (Lapse.PLEDGE,))) == ()


def _leave_and_be_released(book: Book, person: int) -> None:
    about: dict[str, Any] = {"person": person}
    talk = {"talked_on": book.today, "talker": "示例赵"}
    way = LeavingWay.TRANSFER
    book.record(OpenLeaving(on=book.today, way=way, destination="示例公司", **about, **talk))
    book.record(SignPledge(on=book.today, sort=PledgeKind.LEAVING, **about))
    assert {row.held for row in rows(book, GATE, person=person) if row.count} == set()
    left = book.today
    book.record(LeavePost(on=left, reason="示例公司", keys="无", rights="无", **about))
    (seen,) = rows(book, LEAVINGS)
    until = months_after(left, 24)
    assert (seen.number, seen.cooling_until) == (f"脱密〔{left.year}〕001号", until)
    assert "V01" in book.refused(SignPledge(on=left, sort=PledgeKind.YEARLY, **about))
    book.record(EntrustCooling(on=left, entrusted_to="示例公司", **about))
    book.clock.forward(days=31)
    assert [row.lapse for row in rows(book, EXPIRING)] == [Lapse.ENTRUSTED]
    book.record(EntrustReceipt(on=book.today, **about))
    found = {"how": "电话", "made_by": "示例李", "finding": "遵守规定"}
    book.record(ContactLeaver(on=book.today, **about, **found))
    book.clock.forward(days=(until - book.today).days)
    assert [row.lapse for row in rows(book, EXPIRING)] == [Lapse.COOLING]
    release = {"person": person, "told": "当面告知"}
    assert book.refused(ReleaseLeaver(on=book.today, **release)) == ["K43"]
    book.clock.forward(days=1)
    book.record(ReleaseLeaver(on=book.today, **release))
    assert rows(book, EXPIRING) == ()
    (seen,) = rows(book, PERSONNEL, Filter("id", (person,)))
    assert seen.standing == "已解除"


def test_an_attached_person_s_stay_has_steps_of_its_own(book: Book) -> None:
    post = a_post(book, "SM-01", Grade.GENERAL)
    named = AddPerson(on=book.today, name="示例孙", department=FINANCE, employment="跟班学习")
    person = numbered(book, named)
    about: dict[str, Any] = {"person": person}

    def missing() -> list[str]:
        mine = (Filter("person", (person,)), Filter("missing", (1,)))
        return [row.step for row in rows(book, PERSON_STEPS, *mine)]

    assert missing() == [], "he is to have no post yet"
    book.record(Nominate(on=book.today, post=post, **about))
    assert missing() == ["原单位审查意见", "上岗审查", "岗前培训", "上岗承诺书"]
    book.record(SendForReview(on=book.today, **about, **HR))
    book.record(ConcludeReview(on=book.today, sort=ReviewKind.ENTRY, **about, **HR))
    book.record(Qualify(on=book.today, trained_on=book.today, **about))
    book.record(SignPledge(on=book.today, sort=PledgeKind.ENTRY, **about))
    assert book.refused(TakePost(on=book.today, **about, **BY)) == ["V42"]
    book.record(NoteStep(on=book.today, step="审查意见", done_by="示例厅", **about))
    book.record(TakePost(on=book.today, **about, **BY))
    assert missing() == ["落实处室保密管理员日常监督"]
    book.record(NoteStep(on=book.today, step="日常监督", done_by="示例赵", **about))
    filed = {"sort": FilingKind.ANNUAL, "year": book.today.year, "filed_to": "示例局"}
    book.record(FilePersons(on=book.today, persons=(person,), **filed))
    book.clock.forward(days=90)
    book.record(OpenLeaving(on=book.today, way=LeavingWay.RETURN, destination="示例厅", **about))
    assert missing() == ["离岗提醒谈话", "离岗承诺书", "向原单位通报接触涉密情况"]
    book.record(NoteStep(on=book.today, step="tell_sender", done_by="示例李", **about))
    talk = {"talked_on": book.today, "talker": "示例赵", "keys": "无", "rights": "无"}
    going = LeavePost(on=book.today, reason="学习期满", **talk, **about)
    assert book.refused(going) == ["K24"], "he has not signed"
    book.record(SignPledge(on=book.today, sort=PledgeKind.LEAVING, **about))
    book.record(going)
    assert missing() == []
    (seen,) = rows(book, LEAVINGS)
    assert (seen.state, seen.cooling_until) == (LeavingState.COOLING, months_after(going.on, 12))
    assert holds_together(book)


def test_a_leaver_with_three_loans_and_a_stick_clears_them_one_by_one(book: Book) -> None:
    body = numbered(book, AddBody(on=book.today, name="示例保密委员会", tier=Tier.LEADING))
    seat = TakeSeat(on=book.today, person=WANG, seat=Seat.MEMBER, body=body, basis="示委1号")
    book.record(seat)
    papers = book.record(register(book.today, scope=(WANG,))).acts[0].copies  # type: ignore[attr-defined]
    disk = register(
        book.today,
        doc_number="示办发〔2026〕9号",
        title="示例数据",
        copy_nos="",
        count=1,
        carrier=Carrier.USB,
        pages=None,
        scope=(WANG, ZHAO),
    )
    (stick,) = book.record(disk).acts[0].copies  # type: ignore[attr-defined]
    given = Distribute(
        on=book.today, copies=(stick,), to=WANG, purpose="承办", place=CABINET, form_no="签1"
    )
    book.record(given)
    for paper in papers:
        lent = {"due": book.today + timedelta(5), "approved_by": "示例领导"}
        book.record(Lend(on=book.today, copy=paper, to=WANG, **lent))
    book.record(OpenLeaving(on=book.today, person=WANG, way=LeavingWay.TRANSFER))
    (seen,) = rows(book, LEAVINGS)
    assert (seen.papers, seen.media, seen.undone) == (3, 1, 5)
    going = {"person": WANG, "reason": "示例公司", "keys": "无", "rights": "无"}
    papers_signed = {"talked_on": book.today, "talker": "示例赵", "pledged_on": book.today}
    leave = LeavePost(on=book.today, **going, **papers_signed)

    def held() -> dict[Held, int]:
        return {row.held: row.count for row in rows(book, GATE, person=WANG) if row.count}

    assert held() == {Held.IN_HAND: 3, Held.KEPT: 1, Held.SEAT: 1, Held.TALK: 1, Held.PLEDGE: 1}
    assert book.refused(leave) == ["K24"]
    for paper in papers:
        book.record(GiveBack(on=book.today, copy=paper))
    assert Held.IN_HAND not in held()
    assert book.refused(leave) == ["K24"], "the stick is still his"
    onward = Distribute(
        on=book.today, copies=(stick,), to=ZHAO, purpose="承办", place=CABINET, form_no="签2"
    )
    book.record(onward)
    assert book.refused(leave) == ["K24"], "so is the seat"
    book.record(LeaveSeat(on=book.today, person=WANG, why="调离"))
    assert held() == {Held.TALK: 1, Held.PLEDGE: 1}, "what is signed with the leaving itself"
    book.record(leave)
    (seen,) = rows(book, LEAVINGS)
    assert (seen.undone, seen.cooling_until) == (0, months_after(leave.on, 36))
    assert rows(book, GATE, person=WANG)[0].count == 0
    assert "V01" in book.refused(Nominate(on=book.today, person=WANG, post=1))
    assert holds_together(book)


WORKBOOK = f"""涉密人员登记表,,,,,,,,
姓名,性别,出生年月,身份证号,所属部门,职务,涉密等级,学历,确定为涉密人员时间,承诺书签订时间,复审日期,备注
𬭼小例,女,1949.12,{NUMBER},办公室,科员,重要涉密人员,研究生,2019.7,2025-11-03,2024年5月6日,
示例卫,男,1980.1,110105194912310021,财务处,处长,核心,大学,2020.4,2025.6,,
示例蒋,男,,{NUMBER},人事处,科员,一般,,,,,借调
,,,,,,,,,,,小计
"""


def test_a_usual_workbook_of_persons_brings_what_it_says_of_them(
    book: Book, tmp_path: Path
) -> None:
    file = tmp_path / "人员.csv"
    file.write_text(WORKBOOK, encoding="gb18030")
    dry = take_over(book.vault, file, PEOPLE_REGISTER, place=CABINET, dry_run=True)
    assert [row.row for row in dry.book.rejected] == [5], "the same number twice"
    assert any("校验位" in one.text and one.row == 4 for one in dry.book.problems)
    assert rows(book, PEOPLE, Filter("name", ("示例卫",))) == ()
    take_over(book.vault, file, PEOPLE_REGISTER, place=CABINET)
    (first,) = rows(book, PERSONNEL, Filter("name", ("𬭼小例",)))
    assert (first.born_on, first.since, first.education) == ("1949-12", "2019-07", "研究生")
    assert (first.pledged_on, first.reviewed_on) == (date(2025, 11, 3), date(2024, 5, 6))
    assert first.id_number == "1101**********002X"
    (second,) = rows(book, PERSONNEL, Filter("name", ("示例卫",)))
    assert second.pledged_on is None, "a month is no day"
    assert {row.name for row in rows(book, EXPIRING)} == set()
    book.clock.forward(days=240)
    assert [row.name for row in rows(book, EXPIRING, Filter("lapse", (Lapse.PLEDGE,)))] == [
        "𬭼小例"
    ]
    assert holds_together(book)
