"""Take an old lending register over: every row becomes a 期初借阅."""

from __future__ import annotations

from dataclasses import replace

from db.ledger.act import Act
from db.ledger.acts.intake.open_loan import OpenLoan
from db.vault import Vault
from desktop.exchange.legacy import LegacyBook, Problem
from desktop.exchange.legacy_loans import LegacyLoan
from desktop.exchange.mapping import summary
from desktop.taking_over.book import Row, Source, TakenOver, given_back, settle
from desktop.taking_over.copies_at_hand import CopiesAtHand

NOT_THERE = "台账中没有此份，请先接收收文登记簿。"


def take_loans(vault: Vault, source: Source, book: LegacyBook[LegacyLoan]) -> TakenOver:
    """Take the rows over; a row whose copy is not in the ledger comes back."""
    at_hand = CopiesAtHand(vault.ask, (loan.doc_number.text for loan in book.accepted))
    pairs: list[tuple[Row, Act]] = []
    strange: list[LegacyLoan] = []
    for loan in book.accepted:
        acts = _acts(vault, source, at_hand, loan)
        if acts:
            pairs += [(loan, act) for act in acts]
        else:
            strange.append(loan)
    unmatched = replace(
        book,
        accepted=tuple(loan for loan in book.accepted if loan not in strange),
        rejected=(*book.rejected, *(given_back(loan, NOT_THERE) for loan in strange)),
        problems=(
            *book.problems,
            *(Problem(loan.row, "copy_no", NOT_THERE, loan.sheet) for loan in strange),
        ),
    )
    done = settle(vault, source, unmatched, pairs)
    figures = summary(done.book) | {"unmatched": len(strange)}
    return TakenOver(book.kind, figures, done.book, done.recorded, done.already, ())


def _acts(vault: Vault, source: Source, at_hand: CopiesAtHand, loan: LegacyLoan) -> list[OpenLoan]:
    """Return one act for each copy of the row; none if one of them is not there."""
    copies = [
        at_hand.find(loan.doc_number.text, copy_no, loan.title)
        for copy_no in loan.copy_nos or ("",)
    ]
    found = [copy for copy in copies if copy is not None]
    if len(found) != len(copies):
        return []
    return [
        OpenLoan(
            on=vault.today,
            workbook=source.path.name,
            row=loan.row,
            as_typed=loan.as_typed,
            copy=copy.id,
            borrower_name=loan.borrower,
            approved_by=loan.approver,
            lent_on=loan.lent_on,
            due=loan.due_on,
            returned=loan.returned,
            returned_on=loan.returned_on,
            remark=loan.remark,
        )
        for copy in found
    ]
