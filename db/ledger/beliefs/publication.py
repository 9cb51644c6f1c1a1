"""信息公开保密审查: what is to be made public is reviewed first, item by item (F39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Level


class Verdict(Enum):
    """What a review comes to."""

    PUBLIC = "PUBLIC"
    AMENDED = "AMENDED"
    NOT_PUBLIC = "NOT_PUBLIC"

    @property
    def word(self) -> str:
        """The conclusion in Chinese."""
        return {"PUBLIC": "不涉密可公开", "AMENDED": "修改后公开", "NOT_PUBLIC": "不得公开"}[
            self.value
        ]


class PublicationState(Enum):
    """How far something that is to be made public has come."""

    WAITING = "WAITING"
    CONCLUDED = "CONCLUDED"
    PUBLISHED = "PUBLISHED"

    @property
    def word(self) -> str:
        """The state in Chinese."""
        return {"WAITING": "待审查", "CONCLUDED": "已审查", "PUBLISHED": "已公开"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Publication(Belief):
    """One item to be made public: its source documents, the review, the day and the place.

    `published_on` may come before the verdict: what was published unreviewed is told as it was.
    """

    table = "publication"
    word = "信息公开审查"
    id: int
    number: str
    applicant: int
    content: str
    purpose: str
    documents: tuple[int, ...]
    asked_on: date
    state: PublicationState = PublicationState.WAITING
    verdict: Verdict | None = None
    level: Level | None = None  # of what was found secret in it
    changes: str = ""
    department_opinion: str = ""
    office_opinion: str = ""
    expert_opinion: str = ""
    committee_opinion: str = ""
    reviewer: int | None = None
    concluded_on: date | None = None
    published_on: date | None = None
    where_to: str = ""
