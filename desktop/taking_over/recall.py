"""Match an issuer's 清退目录 with the ledger and list what is here as a clearing batch."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.acts.ending.clearing import ListClearing
from db.ledger.values import State
from db.vault import Vault
from db.views.copies import CopyRow
from desktop.exchange.legacy import LegacyBook, Problem
from desktop.exchange.mapping import summary
from desktop.exchange.recall_list import RecallLine
from desktop.taking_over.book import Source, TakenOver, settle
from desktop.taking_over.copies_at_hand import CopiesAtHand

NOT_HERE = "台账中没有此份。"


def take_recall(vault: Vault, source: Source, book: LegacyBook[RecallLine]) -> TakenOver:
    """List the matched living copies; name what is not here and what is gone already."""
    at_hand = CopiesAtHand(vault, (line.doc_number.text for line in book.accepted))
    found: dict[int, CopyRow] = {}
    matched, problems, foreign = 0, [], []
    for line in book.accepted:
        wanted = _wanted(at_hand, line)
        if not line.copy_nos and wanted[0][1] is not None:
            text = f"没有份号，台账中此件{len(wanted)}份全部列入，请核对份数。"
            problems.append(Problem(line.row, "copy_no", text, line.sheet))
        for copy_no, copy in wanted:
            if copy is None:
                foreign.append(f"{line.doc_number.text or line.title} {_called(copy_no)}".strip())
                problems.append(Problem(line.row, "copy_no", NOT_HERE, line.sheet))
                continue
            matched += 1
            if copy.id in found:
                problems.append(Problem(line.row, "copy_no", "清退目录中重复。", line.sheet))
            elif copy.state.closed or copy.state is State.PENDING_RETURN:
                text = f"{_called(copy_no) or '无份号的一份'}{copy.state.word}，不再列入。"
                problems.append(Problem(line.row, "copy_no", text, line.sheet))
            else:
                found[copy.id] = copy
    listing = [_listing(vault, source, book, tuple(found), tuple(foreign))] if found else []
    noted = replace(book, problems=(*book.problems, *problems))
    done = settle(vault, source, noted, [], listing)
    figures = summary(done.book) | {"rows": book.rows_seen}
    figures |= {"matched": matched, "foreign": len(foreign)}
    read = replace(done.book, accepted=book.accepted)
    return TakenOver(book.kind, figures, read, done.recorded, (), _notes(len(found), foreign))


def _wanted(at_hand: CopiesAtHand, line: RecallLine) -> list[tuple[str, CopyRow | None]]:
    """Pair what a line calls back with the copies here; without 份号 it means all of them."""
    number, title = line.doc_number.text, line.title
    if line.copy_nos:
        return [(copy_no, at_hand.find(number, copy_no, title)) for copy_no in line.copy_nos]
    every = at_hand.every(number, title)
    return [(row.copy_no, row) for row in every] or [("", None)]


def _called(copy_no: str) -> str:
    return f"第{copy_no}号" if copy_no else ""


def _listing(
    vault: Vault,
    source: Source,
    book: LegacyBook[RecallLine],
    copies: tuple[int, ...],
    foreign: tuple[str, ...],
) -> ListClearing:
    issuers = dict.fromkeys(line.issuer for line in book.accepted if line.issuer)
    return ListClearing(
        on=vault.today,
        issuer="、".join(issuers) or "制发机关",
        notice=book.title or source.path.name,
        copies=copies,
        foreign=foreign,
        workbook=source.path.name,
    )


def _notes(listed: int, foreign: list[str]) -> tuple[str, ...]:
    notes = [f"列入清退{listed}份。"] if listed else []
    if foreign:
        notes.append(f"不在册{len(foreign)}份：{'、'.join(foreign[:10])}。")
    return tuple(notes)
