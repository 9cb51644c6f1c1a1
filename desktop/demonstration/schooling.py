"""培训 in the demo's office: a session each spring and autumn, signed in, made up for, examined.

Without dice: who is away and with what score comes from the day, and the rest of the story stays.
"""

from __future__ import annotations

from datetime import date, timedelta

from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import MakeUpTraining, ScoreTraining
from db.ledger.beliefs.training import TrainingKind
from db.store.reading import Filter, Question
from db.views.people import PEOPLE
from desktop.demonstration.office import Office

_SESSIONS = {
    3: (TrainingKind.ON_POST, "保密法和实施条例学习", "3"),
    9: (TrainingKind.WARNING, "典型泄密案例警示教育", "1.5"),
}
_FROM = 10  # day of the month
_MAKE_UP = timedelta(20)


class Schooling:
    """Who was away makes up for it three weeks later."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._held: set[tuple[int, int]] = set()

    def go_on(self, day: date) -> None:
        """Hold the session of the season, once."""
        if day.month in _SESSIONS and day.day >= _FROM and (day.year, day.month) not in self._held:
            self._held.add((day.year, day.month))
            self._hold(day)

    def _hold(self, day: date) -> None:
        kind, topic, hours = _SESSIONS[day.month]
        many = len(self._office.world.words["departments"])
        plan = PlanTraining(
            on=day,
            at="14:30",
            topic=topic,
            sort=kind,
            lecturer=self._office.world.words["second"],
            hours=hours,
            place="三楼会议室",
            departments=tuple(range(1, many + 1)),
        )
        recorded = self._office.do(plan)
        if recorded is None:
            return
        (act,) = recorded.acts
        assert isinstance(act, PlanTraining)
        training = act.training or 0
        away = act.listed[day.year % 5 :: 17][:3]
        came = AttendTraining(on=day, training=training, absent=away, why="出差")
        self._office.do(came)
        self._office.do(self._examined(day, training, tuple(set(act.listed) - set(away))))
        later = day + _MAKE_UP
        make_up = MakeUpTraining(
            on=later, training=training, persons=away[:2], how="看录像并自学，由保密办测试"
        )
        self._office.plan(later, make_up)

    def _examined(self, day: date, training: int, came: tuple[int, ...]) -> ScoreTraining:
        """Whoever came sat a test; in the order of the list, as the sheet has it."""
        only = Question(filters=(Filter("id", came),), limit=len(came))
        rows = self._office.vault.ask(PEOPLE, only).rows
        scores = tuple(f"{row.name} {78 + (7 * row.id + day.year) % 23}" for row in rows)
        return ScoreTraining(on=day, training=training, scores=scores)
