"""What the demo's office classifies itself: proposed, decided, sent, given out, changed."""

from __future__ import annotations

from datetime import date, timedelta

from db.ledger.acts.custody.distribute import Distribute
from db.ledger.acts.documents.change_mark import ConfirmExpiry, ProposeChange
from db.ledger.acts.documents.classify import ProposeMark
from db.ledger.acts.documents.decide import DecideMark
from db.ledger.acts.documents.remark import Remark
from db.ledger.acts.documents.review import CloseReview, KeepMark, OpenReview
from db.ledger.acts.ending.dispatch import DispatchCopies, DispatchReceipt
from db.store.reading import Filter, Question
from db.views.mark_reviews import MARK_REVIEW_LINES
from desktop.demonstration.needs import (
    CABINET,
    DECIDER,
    DRAFTER,
    OFFICER,
    SECOND,
    Office,
    made,
)

_REASONS = ("事项未公开，仍须保密", "工作仍在进行，敏感程度未变")


def classify(office: Office, day: date) -> None:
    """A document of the unit's own: proposed, decided, given out and sent; later changed."""
    words = office.world.words
    subject = office.world.dice.choice(words["subjects"])
    own = ProposeMark(
        on=day,
        title=f"关于{subject}的请示",
        doc_number=f"示委办〔{day.year}〕{office.done['拟定密级'] + 1}号",
        marking="机密★10年",
        basis="《示例工作国家秘密范围的规定》第3条第2项",
        reason="第二部分具体数据和第四部分工作安排",
        drafter=DRAFTER,
        count=6,
        pages=9,
        custodian=OFFICER,
        place=CABINET,
        scope=(DRAFTER, SECOND),
    )
    proposed = office.do(own)
    change, copies = made(proposed, "change"), made(proposed, "copies")
    if change is None or copies is None:
        return
    if office.do(DecideMark(on=day, change=change, decided_by=DECIDER)) is None:
        return
    _send(office, day, copies)
    if office.done["拟定密级"] % 3 == 0:
        _change(office, day, made(proposed, "document"), copies[4:])


def review(office: Office, day: date, *, finish: bool) -> None:
    """What the office has classified is looked at, once a year; at the end half of it is."""
    if office.do(OpenReview(on=day)) is None:
        return
    rows = office.vault.ask(MARK_REVIEW_LINES, Question(filters=(Filter("going_on", (1,)),))).rows
    for row in rows if finish else rows[: len(rows) // 2]:
        reason = _REASONS[row.position % len(_REASONS)]
        kept = KeepMark(on=day, document=row.document, decided_by=DECIDER, reason=reason)
        if office.do(kept) is None:
            which = row.document
            office.do(ConfirmExpiry(on=day, document=which, checked=True, checked_by="示例周宁"))
    if finish:
        office.do(CloseReview(on=day))


def _send(office: Office, day: date, copies: tuple[int, ...]) -> None:
    number = office.done["外发"] + 1
    sent = DispatchCopies(
        on=day,
        copies=copies[:2],
        addressee=office.world.dice.choice(office.world.words["issuers"])["name"],
        channel="机要交通",
        approved_by=office.world.words["leaders"][0],
        packet_no=f"示机{number:04d}",
        senders=(OFFICER, SECOND),
        reason="报送请示",
    )
    dispatch = made(office.do(sent), "dispatch")
    if dispatch is not None:
        receipt = DispatchReceipt(
            on=day, dispatch=dispatch, receipt_no=f"收{number:04d}", received_by="示例收"
        )
        office.plan(day + timedelta(days=4), receipt)
    given = Distribute(
        on=day,
        copies=copies[2:4],
        to=DRAFTER,
        purpose="处室留存承办",
        place=CABINET,
        form_no=f"签{number:03d}",
    )
    office.do(given)


def _change(office: Office, day: date, document: int, copies: tuple[int, ...]) -> None:
    """The mark is lowered soon after, and the copies at hand are re-marked."""
    lower = ProposeChange(
        on=day,
        document=document,
        marking="秘密★5年",
        basis="示例工作保密范围调整",
        reason="主要内容已经公开部署，敏感程度降低",
        drafter=DRAFTER,
    )
    change = made(office.do(lower), "change")
    if change is None:
        return
    if office.do(DecideMark(on=day, change=change, decided_by=DECIDER)) is not None:
        office.do(Remark(on=day, change=change, copies=copies, done_by="示例周宁"))
