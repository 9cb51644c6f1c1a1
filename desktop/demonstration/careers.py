"""涉密人员 in the demo: bodies and posts, pledges each year, careers begun, one that ended.

Without dice, as the training is: whose review lapses comes from the numbers of the persons.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from db.ledger.acts.people.bodies import AddBody, TakeSeat
from db.ledger.acts.people.conclude_review import ConcludeReview
from db.ledger.acts.people.describe_person import DescribePerson
from db.ledger.acts.people.filing import FilePersons, NoteStep
from db.ledger.acts.people.leave_post import LeavePost
from db.ledger.acts.people.nominate import Nominate, SendForReview
from db.ledger.acts.people.open_leaving import OpenLeaving
from db.ledger.acts.people.posts import AddPost
from db.ledger.acts.people.qualify import Qualify
from db.ledger.acts.people.sign_pledge import SignPledge
from db.ledger.acts.people.take_post import TakePost
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.beliefs.clearance import FilingKind, LeavingWay, PledgeKind, ReviewKind
from db.ledger.beliefs.organisation import Seat, Tier
from db.ledger.values import Grade
from desktop.demonstration.office import Office

_FIRST, _LAST = 3, 60
_CLEARED = range(_FIRST, _LAST + 1)
_CORE = [number for number in _CLEARED if number % 4 == 1]
_POSTS = (
    ("机要收发岗", "涉密载体收发", Grade.CORE),
    ("文稿起草岗", "涉密文稿起草", Grade.IMPORTANT),
    ("会务保障岗", "涉密会议保障", Grade.GENERAL),
    ("信息系统管理岗", "涉密信息系统管理", Grade.IMPORTANT),
)
_BY: dict[str, Any] = {"approved_by": "示例保密委员会"}
_HR: dict[str, Any] = {"reviewer": "示例组织人事处"}


def careers(office: Office, day: date, number: int, of: int) -> None:
    """Do what this day of the story is for, if it is one of the three."""
    if number == 0:
        _fix_posts(office, day)
    elif number == of // 2:
        _renew(office, day, but=0)
    elif number == of - 30:
        _renew(office, day, but=3)
        _come_and_go(office, day)


def _fix_posts(office: Office, day: date) -> None:
    """The first day: bodies with their seats, posts, and what is on record of everybody."""
    leading = AddBody(on=day, name="示例保密委员会", tier=Tier.LEADING, basis="示办〔2023〕1号")
    office.do(leading)
    office.do(AddBody(on=day, name="示例保密办", tier=Tier.OFFICE, basis="示办〔2023〕1号"))
    paper: dict[str, Any] = {"basis": "示保委〔2024〕1号"}
    until = day.replace(year=day.year + 3, day=min(day.day, 28))
    seats = (Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER, Seat.MEMBER)
    for person, seat in enumerate(seats, 10):
        office.do(TakeSeat(on=day, person=person, seat=seat, body=1, until=until, **paper))
    office.do(TakeSeat(on=day, person=14, seat=Seat.OFFICE_HEAD, body=2, **paper))
    for department in range(1, len(office.world.words["departments"])):
        seat, term = Seat.DEPT_OFFICER, day + timedelta(760 + 9 * department)
        whom: dict[str, Any] = {"person": 20 + department, "department": department}
        office.do(TakeSeat(on=day, seat=seat, until=term, **whom, **paper))
    for number, (name, category, grade) in enumerate(_POSTS, 1):
        post: dict[str, Any] = {
            "code": f"SM-{number:02}",
            "name": name,
            "category": category,
            "grade": grade,
        }
        office.do(AddPost(on=day, department=number, duty="按岗位说明书", **post, **_BY))
    for person in _CLEARED:
        reviewed = day - timedelta(person * 17 % 330)
        known: dict[str, Any] = {"reviewed_on": reviewed, "trained_on": reviewed, "pledged_on": day}
        office.do(Qualify(on=day, person=person, **known))
    for person, place in ((5, 1), (6, 2), (7, 4)):
        _onto(office, day, person, place)


def _onto(office: Office, day: date, person: int, post: int) -> None:
    about: dict[str, Any] = {"on": day, "person": person}
    office.do(Nominate(post=post, **about))
    office.do(SendForReview(**about, **_HR))
    office.do(ConcludeReview(sort=ReviewKind.ENTRY, **about, **_HR))
    office.do(Qualify(trained_on=day, **about))
    office.do(SignPledge(sort=PledgeKind.ENTRY, kept_at="个人保密档案", **about))
    office.do(TakePost(**about, **_BY))


def _renew(office: Office, day: date, *, but: int) -> None:
    """Once a year: all but a few sign again, core persons are reviewed, the list is filed."""
    for person in _CLEARED[: len(_CLEARED) - but]:
        office.do(SignPledge(on=day, person=person, sort=PledgeKind.YEARLY, kept_at="个人保密档案"))
    for person in _CORE[: len(_CORE) - but]:
        office.do(ConcludeReview(on=day, person=person, sort=ReviewKind.AGAIN, **_HR))
    filed: dict[str, Any] = {
        "sort": FilingKind.ANNUAL,
        "year": day.year,
        "filed_to": "示例市保密局",
    }
    office.do(FilePersons(on=day, persons=tuple(_CLEARED), **filed))


def _come_and_go(office: Office, day: date) -> None:
    """In the last weeks: one has left and is in his 脱密期, one is about to, one is to come."""
    _left(office, day)
    away: dict[str, Any] = {"person": 19, "way": LeavingWay.TRANSFER, "destination": "示例市图书馆"}
    office.do(OpenLeaving(on=day, reason="工作需要", **away))
    come = AddPerson(on=day, name="示例高䶮", department=2, employment="跟班学习")
    if (person := _numbered(office, come)) is not None:
        office.do(Nominate(on=day, person=person, post=3))
        office.do(SendForReview(on=day, person=person, **_HR))


def _left(office: Office, day: date) -> None:
    named = AddPerson(on=day, name="示例田𬭼", department=3, employment="借调", grade=Grade.GENERAL)
    person = _numbered(office, named)
    if person is None:
        return
    about: dict[str, Any] = {"on": day, "person": person}
    told: dict[str, Any] = {
        "sex": "女",
        "born_on": "1990.7",
        "politics": "中共党员",
        "education": "研究生",
    }
    office.do(DescribePerson(position="一级主任科员", sender="示例省厅", **told, **about))
    office.do(NoteStep(step="原单位审查意见", done_by="示例省厅", **about))
    talk: dict[str, Any] = {"talked_on": day, "talker": office.world.words["second"]}
    office.do(OpenLeaving(way=LeavingWay.RETURN, destination="示例省厅", **talk, **about))
    office.do(SignPledge(sort=PledgeKind.LEAVING, **about))
    office.do(LeavePost(reason="借调期满", keys="交机要室", rights="信息处取消", **about))


def _numbered(office: Office, act: AddPerson) -> int | None:
    recorded = office.do(act)
    if recorded is None:
        return None
    (done,) = recorded.acts
    assert isinstance(done, AddPerson)
    return done.number
