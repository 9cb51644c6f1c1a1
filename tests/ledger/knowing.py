"""What an act may look at, filled by hand: no file, no query."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from db.ledger.act import Act
from db.ledger.beliefs import (
    Belief,
    Copy,
    Counter,
    Department,
    Document,
    Loan,
    Person,
    Place,
    ScopeMember,
    Unit,
)
from db.ledger.judging import judged
from db.ledger.known import Known, Operator, Past, Second
from db.ledger.values import Grade, Level, LoanKind, Origin, Role, State
from tests.book import CABINET, LI, OFFICE, QIAN, READING_ROOM, ROOM, TODAY, WANG, ZHAO, ZHOU

KEEPER = Operator(account=1, person=LI, name="示例李", roles=frozenset({Role.CUSTODIAN}))
ADMIN = Operator(account=2, person=ZHAO, name="示例赵", roles=frozenset({Role.SYS_ADMIN}))
BY_WITNESS = Second(kind="witness", id=1, person=ZHOU, name="示例周")
REGISTERED = date(2026, 3, 2)

COPY = Copy(
    id=1,
    document=1,
    receipt=1,
    copy_no="000120",
    level=Level.SECRET,
    origin=Origin.RECEIVED,
    state=State.IN_STOCK,
    custodian=LI,
    place=ROOM,
    pages=8,
    entered_on=REGISTERED,
    moved_on=REGISTERED,
)
DOCUMENT = Document(
    id=1,
    direction="收文",
    title="关于示例工作的通知",
    doc_number="示办发〔2026〕7号",
    issuer="示例办",
    level=Level.SECRET,
    marking="机密★10年",
    marking_raw="机密★10年",
    irregular=False,
    term="10年",
    issued_on=date(2026, 3, 1),
    last_secret_day=date(2036, 2, 29),
    pages=8,
)
LOAN = Loan(
    id=1,
    copy=1,
    document=1,
    borrower=WANG,
    kind=LoanKind.TAKE_OUT,
    lent_on=REGISTERED,
    due=date(2026, 3, 12),
    approved_by="示例赵",
)
LENT = replace(COPY, state=State.ON_LOAN, holder=WANG, loan=1, due=LOAN.due)
WANG_MAY_KNOW = ScopeMember(document=1, kind="person", member=WANG, since=REGISTERED)
PEOPLE = (
    Person(id=LI, name="示例李", department=OFFICE, grade=Grade.CORE),
    Person(id=WANG, name="示例王", department=OFFICE, grade=Grade.CORE),
    Person(id=ZHAO, name="示例赵", department=2, grade=Grade.IMPORTANT),
    Person(id=ZHOU, name="示例周", department=OFFICE, grade=Grade.GENERAL),
    Person(id=QIAN, name="示例钱"),
)
PLACES = (
    Place(id=ROOM, name="保密室"),
    Place(id=READING_ROOM, name="阅文室", reading=True),
    Place(id=CABINET, name="2号柜"),
)


def known(*beliefs: Belief, **at: Any) -> Known:
    """Return a unit with its people and places, and whatever a test adds."""
    desk: dict[str, Any] = {"now": "2026-03-04T18:00:00+08:00", "today": TODAY, "operator": KEEPER}
    made = Known(**(desk | at))
    made.seq = 50
    used = ("copy", "document", "receipt", "loan", "person", "place", "department", "account")
    furniture = (
        *(Counter(series=series, last=20) for series in used),
        Unit(name="示例单位", ceiling=Level.TOP_SECRET, small=True),
        Department(id=OFFICE, name="办公室"),
        Department(id=2, name="财务处"),
    )
    for belief in (*furniture, *PEOPLE, *PLACES, *beliefs):
        made.put(belief)
    return made


def with_copy(copy: Copy = COPY, *more: Belief, **at: Any) -> Known:
    """Return a unit with one 机密 document that 示例王 may know, and one copy of it."""
    return known(DOCUMENT, WANG_MAY_KNOW, copy, *more, **at)


def broken(act: Act, at: Known) -> list[str]:
    """Return the rules an act would break once the program has filled it in: K10, or K10? if a
    reason would let it pass."""
    refusals = judged(act.completed(at), at)
    return sorted({r.rule.number + ("" if r.block else "?") for r in refusals})


def past(**given: Any) -> Past:
    """Return an entry that its own officer may still take back alone."""
    fresh: dict[str, Any] = {
        "seq": 9,
        "kind": "lend",
        "title": "借出",
        "account": KEEPER.account,
        "recorded_on": TODAY,
        "reversible": True,
        "reversed_by": None,
        "later": (),
        "left_the_desk": False,
    }
    return Past(**(fresh | given))
