"""What taking a workbook over comes to, and the one way all kinds go through.

Read, turn into acts, preview, part the rows (taken, already there, refused),
record the taken ones with the note of the workbook in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from db.ledger.act import Act
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.rules import Refusal, Refused
from db.vault import Recorded, Vault
from desktop.exchange.legacy import LegacyBook, Problem, Rejected
from desktop.exchange.write_workbook import rejected_workbook
from desktop.progress import Progress


class Row(Protocol):
    """What every legacy row has."""

    @property
    def row(self) -> int:
        """Its row in the sheet."""
        ...

    @property
    def sheet(self) -> str:
        """Its sheet."""
        ...

    @property
    def as_typed(self) -> dict[str, str]:
        """The row as it was typed."""
        ...


@dataclass(frozen=True)
class Source:
    """Where the rows come from and how they are to be taken."""

    path: Path
    digest: str
    dry_run: bool
    place: int
    same: frozenset[str] = frozenset()
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True)
class TakenOver:
    """What a workbook came to: figures, problems, and the rows given back."""

    kind: str
    figures: dict[str, Any]
    book: LegacyBook[Any]
    recorded: Recorded | None
    already: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rejected_workbook(self) -> bytes:
        """The rows that were not taken, as typed, with their reasons."""
        return rejected_workbook(self.book)


@dataclass(frozen=True)
class Settled:
    """The rows after judging: what is left of the book, and what was recorded."""

    book: LegacyBook[Any]
    recorded: Recorded | None
    already: tuple[int, ...]


def settle(
    vault: Vault,
    source: Source,
    book: LegacyBook[Any],
    pairs: Sequence[tuple[Row, Act]],
    extra: Sequence[Act] = (),
    reasons: Mapping[str, str] | None = None,
) -> Settled:
    """Judge all rows; record the good ones with the workbook's note, or only say what would be."""
    header = TakeOver(
        on=vault.today,
        workbook=source.path.name,
        digest=source.digest,
        of_kind=book.kind,
        rows=len(book.accepted) + len(book.rejected),
        accepted=len(pairs),
        holes=book.holes,
    )
    source.progress.stage("逐条检查")
    refusals = vault.preview(header, *(act for _, act in pairs))
    if refusals[0]:
        raise Refused(*refusals[0])
    kept, already, rejected, problems = _parted(pairs, refusals[1:])
    recorded = None
    if (kept or extra) and not source.dry_run:
        accepted = (
            len(kept) if pairs else len(book.accepted)
        )  # a list's lines make one act together
        acts = [replace(header, accepted=accepted), *(act for _, act in kept), *extra]
        source.progress.commit("入账")
        recorded = vault.record(*acts, reasons=reasons)
    settled = replace(
        book,
        accepted=tuple(row for row, _ in kept),
        rejected=tuple(sorted((*book.rejected, *rejected), key=_place)),
        problems=tuple(sorted((*book.problems, *problems), key=_place)),
    )
    return Settled(settled, recorded, already)


def _parted(
    pairs: Sequence[tuple[Row, Act]], refusals: Sequence[list[Refusal]]
) -> tuple[list[tuple[Row, Act]], tuple[int, ...], list[Rejected], list[Problem]]:
    """Part the rows: to be taken, already there (K34), and refused by another rule."""
    kept: list[tuple[Row, Act]] = []
    already: list[int] = []
    rejected: list[Rejected] = []
    problems: list[Problem] = []
    for (row, act), found in zip(pairs, refusals, strict=True):
        if not found:
            kept.append((row, act))
            continue
        if any(refusal.rule.number == "K34" for refusal in found):
            already.append(row.row)
        rejected.append(given_back(row, *(str(refusal) for refusal in found)))
        problems += [
            Problem(row.row, refusal.field or "row", str(refusal), row.sheet) for refusal in found
        ]
    return kept, tuple(already), rejected, problems


def _place(one: Rejected | Problem) -> tuple[str, int]:
    return one.sheet, one.row


def given_back(row: Row, *reasons: str) -> Rejected:
    """Return a row as typed, with the reasons why it was not taken."""
    return Rejected(row.row, row.sheet, row.as_typed, reasons)
