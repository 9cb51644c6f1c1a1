"""From what a field holds to the editor that fills it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QWidget

from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.category import CategoryEditor
from desktop.dialogs.form.editors.days import DayEditor, HourEditor
from desktop.dialogs.form.editors.editor import Editor
from desktop.dialogs.form.editors.numbers import CopyNumbersEditor, MarkingEditor, NumberEditor
from desktop.dialogs.form.editors.options import (
    MOST_SEGMENTS,
    ListEditor,
    Option,
    SegmentsEditor,
    YesNoEditor,
)
from desktop.dialogs.form.editors.picker import Picker
from desktop.dialogs.form.editors.text import (
    LinesEditor,
    PairsEditor,
    SentencesEditor,
    TextEditor,
    WordsEditor,
)
from desktop.look import Look
from desktop.session import Session

_BY_NAME: dict[str, Callable[[Asked, Look, QWidget], Editor]] = {
    "at": HourEditor,
    "told_at": HourEditor,
    "marking": MarkingEditor,
    "copy_nos": CopyNumbersEditor,
    "title": SentencesEditor,
    "category": CategoryEditor,
    "description": SentencesEditor,
    "measures": SentencesEditor,
    "requirement": SentencesEditor,
    "reason": SentencesEditor,
    "why": SentencesEditor,
    "cause": SentencesEditor,
    "circumstances": SentencesEditor,
    "wording": SentencesEditor,
    "scope_wording": SentencesEditor,
    "reasons": LinesEditor,
    "called": LinesEditor,
    "wrong": LinesEditor,
    "bags": LinesEditor,
}


def make_editor(asked: Asked, session: Session, look: Look, parent: QWidget) -> Editor:
    """Return the editor of a field."""
    if asked.refers is not None:
        return Picker(asked, look, session, parent)
    if options := _options(asked):
        few = len(options) <= MOST_SEGMENTS
        return (SegmentsEditor if few else ListEditor)(asked, look, options, parent)
    if asked.holds is bool:
        return YesNoEditor(asked, look, parent)
    if asked.holds is date:
        return DayEditor(asked, look, session.today, parent)
    if asked.holds is int:
        return NumberEditor(asked, look, parent)
    if asked.holds is dict:
        return PairsEditor(asked, look, parent)
    usual = WordsEditor if asked.many else TextEditor
    return _BY_NAME.get(asked.name, usual)(asked, look, parent)


def _options(asked: Asked) -> list[Option]:
    if asked.among is not None:
        return [(key, key, word) for key, word in asked.among.items()]
    if issubclass(asked.holds, Enum):
        return [(one.name, one, getattr(one, "word", one.name)) for one in asked.holds]
    return []
