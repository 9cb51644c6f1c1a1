"""定期审核: own secrets are listed once a year; each is kept, or its mark is decided anew.

To change, extend or lift a mark is proposed and decided as ever: the line is answered by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from db.ledger.act import Act, Names, Phase, act, asked, reckoned
from db.ledger.acts.custody.access import filled_refusals
from db.ledger.acts.documents import marks
from db.ledger.beliefs import (
    Appointment,
    Belief,
    Document,
    MarkChange,
    MarkReview,
    MarkReviewLine,
    Person,
)
from db.ledger.beliefs.marks import Duty
from db.ledger.beliefs.reviews import Verdict, verdict_of
from db.ledger.known import Known, Needs, needs
from db.ledger.masks import MARK_REVIEWS
from db.ledger.numbered import Numbered
from db.ledger.rules import V01, V36, Refusal, refuse
from db.ledger.values import Role

_OWN = "内部产生"


def _with_open(wanted: Needs) -> Needs:
    """Ask for the review that is going on."""
    wanted.alike.add((MarkReview, "open", True))
    return wanted


def _going_on(known: Known) -> MarkReview | None:
    return next((one for one in known.all(MarkReview) if one.open), None)


@act("open_review", "开始定期审核", Phase.MARKING, Role.CUSTODIAN)
class OpenReview(Numbered):
    """List what the unit has classified and not declassified, as the book has it at this moment."""

    numbered_in = MARK_REVIEWS
    reversible = False

    review: int | None = reckoned("审核", series="mark_review", default=None)
    documents: tuple[int, ...] = reckoned("应审核", refers=Document, default=())

    def needs(self) -> Needs:
        """All that is the unit's own, and the review that is going on."""
        wanted = _with_open(Needs())
        wanted.alike.add((Document, "direction", _OWN))
        return wanted

    def completed(self, known: Known) -> OpenReview:
        """Freeze the list: what ends first comes first, what ends on no day last."""
        if self.review is not None:
            return self
        own = [one for one in known.all(Document) if one.direction == _OWN]
        secret = [one for one in own if one.declassified_on is None]
        secret.sort(key=lambda one: (str(one.last_secret_day or "9"), one.id))
        documents = tuple(one.id for one in secret)
        return replace(self, review=known.take("mark_review"), documents=documents).with_number(
            known
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """One at a time, by the book as it stands today, with something to look at."""
        running = _going_on(known)
        if running is not None:
            yield refuse(V36, what=f"{running.number}还没有办结")
        if self.on != known.today:
            yield refuse(V01, field="on", label="日期", problem="清单按现在的账，只能是今天")
        if not self.documents:
            yield refuse(V36, what="没有本单位定密、尚未解密的文件")

    def effects(self, known: Known) -> Iterator[Belief]:
        """The review and its lines."""
        number = self.review or 0
        for position, document in enumerate(self.documents, 1):
            yield MarkReviewLine(review=number, document=document, position=position)
        yield MarkReview(
            id=number, number=self.text, opened_on=self.on, documents=len(self.documents)
        )
        yield self.number_used

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}，应审核{len(self.documents)}件"


@act(
    "keep_mark",
    "审核维持",
    Phase.MARKING,
    Role.CUSTODIAN,
    Role.SECRECY_OFFICE_HEAD,
    Role.LEADER,
)
class KeepMark(Act):
    """Note that a 定密责任人 has looked at one document and leaves its mark as it is, and why."""

    document: int = asked("文件", refers=Document)
    decided_by: int = asked("定密责任人", refers=Person)
    reason: str = asked("理由", "如 事项未公开，仍须保密")
    review: int | None = reckoned("审核", default=None)
    decider: str = reckoned("定密责任人姓名", default="")

    def needs(self) -> Needs:
        """The document with what was decided about it, the line that waits, who decides."""
        wanted = _with_open(needs((Document, self.document), (Person, self.decided_by)))
        wanted.keys.add((Appointment, (self.decided_by, Duty.CLASSIFY)))
        wanted.alike.add((MarkReviewLine, "document", self.document))
        wanted.alike.add((MarkChange, "document", self.document))
        return wanted

    def completed(self, known: Known) -> KeepMark:
        """Say which review it is, and who decided."""
        running = _going_on(known)
        found = running and known.find(MarkReviewLine, running.id, self.document)
        return replace(
            self,
            review=self.review or (found.review if found else None),
            decider=marks.name_of(known, self.decided_by),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """On the list, still secret, its term not over, nothing proposed; decided by whom may."""
        document = known.document(self.document)
        if self.review is None:
            yield refuse(V36, field="document", what="此件不在正在进行的审核清单上")
            return
        opened = known.get(MarkReview, self.review).opened_on
        if not opened <= self.on <= known.today:
            problem = f"应在{opened}开始审核以后，不晚于今天"
            yield refuse(V01, field="on", label="日期", problem=problem)
        ended = document.last_secret_day
        if document.declassified_on is not None:
            problem = f"已于{document.declassified_on}解密"
            yield refuse(V01, field="document", label="文件", problem=problem)
        elif ended is not None and ended < self.on:
            problem = f"保密期限已于{ended}届满，请办期满解密"
            yield refuse(V01, field="document", label="文件", problem=problem)
        yield from marks.pending_refusals(known, self.document)
        yield from marks.decider_refusals(known, self.decided_by, document.level)
        yield from filled_refusals(("reason", "理由", self.reason))

    def effects(self, known: Known) -> Iterator[Belief]:
        """The line is answered; the mark is what it was."""
        yield from known.those(Document, [self.document])
        line = known.find(MarkReviewLine, self.review, self.document)
        if line is not None:
            yield replace(
                line,
                verdict=Verdict.KEEP,
                reason=self.reason,
                decided_by=self.decider,
                decided_on=self.on,
            )

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return (
            f"定期审核：{names.document(self.document)}经{self.decider}维持原定密级，{self.reason}"
        )


@act("close_review", "办结定期审核", Phase.MARKING, Role.CUSTODIAN)
class CloseReview(Act):
    """Close the review: every line was kept, or answered by a decision about its mark."""

    reversible = False

    review: int | None = reckoned("审核", default=None)
    text: str = reckoned("编号", default="")
    answered: tuple[int, ...] = reckoned("已有决定", default=())
    verdicts: tuple[Verdict, ...] = reckoned("决定", default=())
    changes: tuple[int, ...] = reckoned("定密事项", default=())
    open_lines: tuple[int, ...] = reckoned("未审核", default=())

    def needs(self) -> Needs:
        """The review that is going on, with its lines and what was decided meanwhile."""
        return _with_open(Needs())

    def completed(self, known: Known) -> CloseReview:
        """Take for each line the last decision since the review began."""
        running = _going_on(known)
        if running is None or self.review is not None:
            return self
        answers: dict[int, tuple[Verdict, int]] = {}
        for change in sorted(known.all(MarkChange), key=lambda one: one.id):
            verdict = verdict_of(change)
            if verdict and change.decided_on and change.decided_on >= running.opened_on:
                answers[change.document] = (verdict, change.id)
        lines = [one for one in known.all(MarkReviewLine) if one.review == running.id]
        lines.sort(key=lambda one: one.position)
        told = [one.document for one in lines if one.document in answers]
        waiting = (one.document for one in lines if one.verdict is None)
        return replace(
            self,
            review=running.id,
            text=running.number,
            answered=tuple(told),
            verdicts=tuple(answers[one][0] for one in told),
            changes=tuple(answers[one][1] for one in told),
            open_lines=tuple(one for one in waiting if one not in answers),
        )

    def refusals(self, known: Known) -> Iterator[Refusal]:
        """No line is open."""
        if self.review is None:
            yield refuse(V36, what="没有正在进行的审核")
        elif self.on != known.today:
            yield refuse(V01, field="on", label="日期", problem="只能是今天")
        if self.open_lines:
            yield refuse(
                V36, what=f"还有{len(self.open_lines)}件没有维持，也没有审定变更、延长或解密"
            )

    def effects(self, known: Known) -> Iterator[Belief]:
        """The answers that decisions gave, and the end of the review."""
        number = self.review or 0
        rows = zip(self.answered, self.verdicts, self.changes, strict=True)
        for document, verdict, change in rows:
            line = known.find(MarkReviewLine, number, document)
            if line is not None:
                yield replace(line, verdict=verdict, change=change)
        for review in known.those(MarkReview, [number]):
            yield replace(review, open=False, closed_on=self.on)

    def sentence(self, names: Names) -> str:
        """Tell the act in one line."""
        return f"{self.text}办结，其中{len(self.answered)}件另有决定"
