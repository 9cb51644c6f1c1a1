"""The card beside a register: of a copy or of a person, as the page's kind says."""

from __future__ import annotations

from typing import Any, TypeAlias

from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.session import Session
from desktop.widgets.copy_card import CopyCard
from desktop.widgets.person_card import PersonCard

Card: TypeAlias = CopyCard | PersonCard


def card_of(kind: PageKind, session: Session, look: Look) -> Card | None:
    """Return the card that belongs to a register, if one does."""
    if kind.copy_of is not None:
        return CopyCard(session, look)
    if kind.person_of is not None:
        return PersonCard(session, look)
    return None


def shown_by(kind: PageKind, row: Any) -> int | None:
    """Return whose card a row shows."""
    of = kind.copy_of or kind.person_of
    return of(row) if of is not None else None


def show(card: Card, number: int) -> None:
    """Show what has this number; 0 shows an empty card."""
    if isinstance(card, CopyCard):
        card.show_copy(number)
    else:
        card.show_person(number)
