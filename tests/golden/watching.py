"""What is done about people and places beside the papers, for the story: trained, and the rest."""

from __future__ import annotations

from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.people.training_after import MakeUpTraining, ScoreTraining
from db.ledger.beliefs.training import TrainingKind
from tests.book import OFFICE, ZHAO, Book


def watch_over(book: Book) -> None:
    """Do everything once."""
    _train(book)


def _train(book: Book) -> None:
    day = book.today
    called = PlanTraining(
        on=day,
        topic="保密法规",
        sort=TrainingKind.ON_POST,
        lecturer="示例讲师",
        hours="1.5",
        departments=(OFFICE,),
        persons=(ZHAO,),
    )
    training = book.record(called).acts[0].training  # type: ignore[attr-defined]
    book.record(AttendTraining(on=day, training=training, absent=(ZHAO,), why="出差"))
    book.record(ScoreTraining(on=day, training=training, scores=("示例王 95",)))
    book.record(MakeUpTraining(on=day, training=training, persons=(ZHAO,), how="看录像"))
