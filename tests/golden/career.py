"""A career for the story: an attached person's way to a post and on it; another's leaving."""

from __future__ import annotations

from datetime import date

from db.ledger.act import Act
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
from db.ledger.acts.people.on_post import EndPost, Regrade, ResumePost, SuspendPost
from db.ledger.acts.people.open_leaving import CancelLeaving, OpenLeaving
from db.ledger.acts.people.posts import AddPost, ChangePost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs.clearance import FilingKind, LeavingWay, PledgeKind, ReviewKind
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.values import Grade
from tests.book import OFFICE, Book

NUMBER = "11010519491231002X"
_BY = {"approved_by": "示例委员会"}
_HR = {"reviewer": "示例人事处"}


def serve(book: Book) -> None:
    """Bodies and posts; then two careers on them."""
    day = book.today
    body = _number(book, AddBody(on=day, name="示例保密委员会", tier=Tier.LEADING))
    posts = [
        _number(
            book,
            AddPost(
                on=day,
                code=f"SM-0{place}",
                name=name,
                department=OFFICE,
                category="涉密载体收发",
                grade=grade,
                **_BY,
            ),
        )
        for place, (name, grade) in enumerate(
            (("示例机要岗", Grade.GENERAL), ("示例文稿岗", Grade.IMPORTANT)), 1
        )
    ]
    change = ChangePost(on=day, post=posts[0], duty="收发", reason="细化职责", **_BY)
    book.record(change)
    named = AddPerson(on=day, name="示例尤", department=OFFICE, employment="借调")
    _attached(book, _number(book, named), posts)
    member = _number(book, AddPerson(on=day, name="示例何", department=OFFICE))
    book.record(
        TakeSeat(on=day, person=member, seat=Seat.MEMBER, body=body, basis="示委1号"),
        LeaveSeat(on=day, person=member, why="调整"),
    )
    until = date(2026, 12, 1)
    book.record(
        TakeSeat(on=day, person=member, seat=Seat.MEMBER, body=body, basis="示委2号", until=until)
    )


def _attached(book: Book, person: int, posts: list[int]) -> None:
    """Described, reviewed, trained, pledged, on two posts; suspended, regraded, filed."""
    day, about = book.today, {"on": book.today, "person": person}
    book.record(DescribePerson(id_number=NUMBER, sex="男", born_on="1949.12", **about))
    book.record(NoteStep(step="原单位审查意见", done_by="示例厅", **about))
    for post in posts:
        book.record(Nominate(post=post, **about))
        book.record(SendForReview(post=post, **about, **_HR))
        book.record(ConcludeReview(sort=ReviewKind.ENTRY, post=post, **about, **_HR))
    book.record(Qualify(trained_on=day, **about))
    book.record(SignPledge(sort=PledgeKind.ENTRY, kept_at="人员档案", **about))
    for post in posts:
        book.record(TakePost(post=post, **about, **_BY))
    book.record(SuspendPost(post=posts[0], reason="外出学习", **about, **_BY))
    book.record(ResumePost(post=posts[0], reason="学习结束", **about, **_BY))
    higher = {"sort": ReviewKind.REGRADE, "grade": Grade.CORE}
    book.record(ConcludeReview(**higher, **about, **_HR))
    book.record(Regrade(post=posts[1], to_grade=Grade.CORE, reason="职责变化", **about, **_BY))
    book.record(EndPost(post=posts[0], reason="只任文稿岗", **about))
    book.record(
        FilePersons(on=day, persons=(person,), sort=FilingKind.ANNUAL, year=day.year, filed_to="局")
    )
    _leave(book, person)


def _leave(book: Book, person: int) -> None:
    """He stays after all, then goes; entrusted, asked after, and not to be released yet."""
    about = {"on": book.today, "person": person}
    book.record(OpenLeaving(way=LeavingWay.RETURN, **about))
    book.record(CancelLeaving(reason="延长借调", **about))
    talk = {"talked_on": book.today, "talker": "示例赵"}
    book.record(OpenLeaving(way=LeavingWay.RETURN, destination="示例厅", **about, **talk))
    book.record(SignPledge(sort=PledgeKind.LEAVING, **about))
    book.record(LeavePost(reason="借调期满", keys="交示例李", rights="无", **about))
    book.record(EntrustCooling(entrusted_to="示例厅", letter_no="委1", **about))
    book.record(EntrustReceipt(receipt_no="回1", **about))
    book.record(ContactLeaver(how="电话", made_by="示例李", finding="遵守规定", **about))


def release(book: Book, name: str = "示例孙") -> None:
    """Release whoever's 脱密期 is over by now."""
    (person,) = book.connection.execute("SELECT id FROM person WHERE name = ?", (name,)).fetchone()
    book.record(ReleaseLeaver(on=book.today, person=person, told="当面告知"))


def _number(book: Book, made: Act) -> int:
    number: int = book.record(made).acts[0].number  # type: ignore[attr-defined]
    return number
