"""What in the program answers each of fifty defects: read from `defects.toml`, and looked up."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.ledger.acts import ACTS
from db.ledger.citing import citations
from db.ledger.policy import Policy
from db.ledger.rules import RULES
from db.views import VIEWS
from db.views.today import Matter
from desktop.printing.form import load_form
from tests.architecture.sources import PROJECT

TABLE = Path(__file__).with_name("defects.toml")
WORDS = {act.kind: act.word for act in ACTS}
NUMBERS = {rule.number for rule in RULES}
CITED = citations(ACTS)
VERDICTS = ("answered", "in part", "not yet")
SEEN_TO = {"K12", "K18"}  # by what the acts are: there is none that could break them


@dataclass(frozen=True)
class Defect:
    """One defect, what answers it, and what is not there yet."""

    number: str
    defect: str
    answers: tuple[str, ...]
    lacks: str = ""

    def named(self, kind: str) -> list[str]:
        """Return the names of one kind among the answers."""
        pairs = (answer.split(" ", 1) for answer in self.answers)
        return [name for what, name in pairs if what == kind]

    @property
    def verdict(self) -> str:
        if not self.lacks:
            return "answered"
        return "in part" if self.answers else "not yet"

    def line(self) -> str:
        """Tell it in one line of the table."""
        said = "、".join(WORDS.get(name, name) for name in self.named("act"))
        others = " ".join(
            f"今日{Matter[name].word}" if kind == "today" else name
            for kind, name in (answer.split(" ", 1) for answer in self.answers)
            if kind != "act"
        )
        waits = f"  not yet: {self.lacks}" if self.lacks else ""
        return (
            f"{self.number} {self.defect}: {' '.join(filter(None, (said, others))) or '—'}{waits}"
        )


def defects() -> list[Defect]:
    """Return the table in order."""
    entries = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [
        Defect(number, entry["defect"], tuple(entry["answers"]), entry.get("lacks", ""))
        for number, entry in entries.items()
    ]


def _form(name: str) -> bool:
    return (PROJECT / f"resources/forms/{name}.toml").exists() and load_form(name).id == name


THERE: Mapping[str, Callable[[str], bool]] = {
    "act": WORDS.__contains__,
    "rule": NUMBERS.__contains__,
    "view": VIEWS.__contains__,
    "form": _form,
    "today": Matter.__members__.__contains__,
    "policy": Policy.__dataclass_fields__.__contains__,
}


def is_there(answer: str) -> bool:
    """Tell whether the program has what an answer names."""
    kind, _, name = answer.partition(" ")
    return kind in THERE and THERE[kind](name)


def is_judged(defect: Defect, rule: str) -> bool:
    """Tell whether one of the defect's own acts is judged by a rule that is named with them."""
    if rule in SEEN_TO:
        return True
    judged = {act.kind for act in CITED[rule].acts}
    return CITED[rule].every or bool(judged & set(defect.named("act")))


def table() -> list[str]:
    """Return the table as the tests print it."""
    found = defects()
    counted = {word: sum(one.verdict == word for one in found) for word in VERDICTS}
    return [*(one.line() for one in found), ", ".join(f"{n} {word}" for word, n in counted.items())]
