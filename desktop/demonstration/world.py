"""The fictional world of the demo: its words, its clock, its dice."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from desktop.assets import read_toml

MARKS = ("机密★10年", "机密★20年", "秘密★5年", "秘密★10年", "秘密★6个月")
HOW_OFTEN = (10, 6, 8, 5, 1)
TOP = "绝密★30年"


@dataclass
class Clock:
    """A clock that goes where the story goes, a little at every look."""

    zone: tzinfo | None
    moment: datetime = field(init=False)

    def go(self, day: date) -> None:
        """Begin a day's entries in the afternoon, when its papers have come back."""
        self.moment = datetime.combine(day, time(15, 30), self.zone)

    def now(self) -> datetime:
        """Look at the clock."""
        self.moment += timedelta(seconds=10)
        return self.moment


_DISCS = 0.03  # of what arrives


@dataclass(frozen=True)
class Paper:
    """A document that arrives."""

    issuer: str
    series: str
    doc_number: str
    title: str
    marking: str
    copy_nos: str
    pages: int | None  # None: a disc
    must_return: bool


class World:
    """Words and dice; everything random comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 — a story, not a secret
        self.words: dict[str, Any] = read_toml("demo.toml")
        self._numbers: dict[tuple[str, int], int] = {}

    def people(self, count: int) -> list[str]:
        """Return different fictional names."""
        pairs = [f"示例{s}{g}" for s in self.words["surnames"] for g in self.words["given"]]
        return self.dice.sample(pairs, count)

    def paper(self, year: int) -> Paper:
        """Return a document with a fresh number."""
        dice, issuer = self.dice, self.dice.choice(self.words["issuers"])
        key = (issuer["short"], year)
        self._numbers[key] = self._numbers.get(key, 0) + dice.randint(1, 3)
        subject = dice.choice(self.words["subjects"])
        top = dice.random() < 0.05
        first, count = dice.randint(1, 900), dice.choice((1, 1, 2, 2, 3, 3, 4, 5))
        copies = 1 if top else count
        disc = dice.random() < _DISCS
        last = f"-{first + copies - 1:06d}" if copies > 1 else ""
        return Paper(
            issuer=issuer["name"],
            series=issuer["series"],
            doc_number=f"{issuer['short']}〔{year}〕{self._numbers[key]}号",
            title=dice.choice(self.words["discs" if disc else "forms"]).format(subject=subject),
            marking=TOP if top else dice.choices(MARKS, HOW_OFTEN)[0],
            copy_nos=f"{first:06d}{last}",
            pages=None if disc else dice.randint(2, 36),
            must_return=dice.random() < 0.5 and issuer is self.words["issuers"][0],
        )
