"""What a picker offers beside the papers: sessions of training, and the rest about people."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.beliefs import Belief, Training
from db.store.reading import Question, Test
from db.views.training import TRAININGS, TrainingRow
from desktop.dialogs.form.picking import Choices, joined, where


def _trainings(typed: str) -> list[Question]:
    latest = (("held_on", True),)
    if not typed:
        return [Question(order=latest)]
    names = ("number", "topic")
    return [replace(where(name, typed, Test.LOOKED_UP), order=latest) for name in names]


def _training(row: TrainingRow) -> str:
    return joined(row.number, row.held_on.isoformat(), row.kind.word, row.topic)


BESIDE: dict[type[Belief], Choices] = {
    Training: Choices(TRAININGS, _trainings, _training, "编号或主题，按↓列出最近的"),
}
