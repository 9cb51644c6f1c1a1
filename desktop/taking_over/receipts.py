"""Take an old receipt register over: every row becomes a 期初建账."""

from __future__ import annotations

from collections import Counter

from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.numbering import parse_receipt_no
from db.vault import Vault
from desktop.exchange.legacy import LegacyBook
from desktop.exchange.legacy_receipts import LegacyReceipt
from desktop.exchange.mapping import summary
from desktop.taking_over.book import Source, TakenOver, settle


def take_receipts(vault: Vault, source: Source, book: LegacyBook[LegacyReceipt]) -> TakenOver:
    """Take the rows over; closed copies become history, everything living is 待核."""
    pairs = [(receipt, _act(vault, source, receipt)) for receipt in book.accepted]
    done = settle(vault, source, book, pairs)
    return TakenOver(
        book.kind, summary(done.book), done.book, done.recorded, done.already, _notes(done.book)
    )


def _act(vault: Vault, source: Source, receipt: LegacyReceipt) -> OpenRow:
    number = parse_receipt_no(receipt.receipt_no)
    outcome = receipt.outcome
    return OpenRow(
        on=vault.today,
        workbook=source.path.name,
        row=receipt.row,
        as_typed=receipt.as_typed,
        issuer=receipt.issuer,
        doc_number=receipt.doc_number.text,
        title=receipt.title,
        marking=receipt.marking.raw,
        nos=receipt.copy_nos,
        count=receipt.copies,
        pages=receipt.pages,
        carrier=receipt.carrier,
        received_on=receipt.received_on,
        receipt_no=receipt.receipt_no,
        series=number.series,
        year=number.year or (receipt.received_on.year if receipt.received_on else None),
        number=number.number,
        attachments=receipt.attachments,
        urgency=receipt.urgency,
        channel=f"{receipt.channel} {receipt.packet_no}".strip(),
        department=receipt.department,
        signed_by=receipt.signed_by,
        remark=receipt.remark,
        state=outcome.state,
        retained=outcome.retained,
        closed_on=outcome.on,
        holder_name=outcome.person or "",
        custodian=vault.operator.person,
        place=source.place,
    )


def _notes(book: LegacyBook[LegacyReceipt]) -> tuple[str, ...]:
    """Say what an officer should know before he goes on."""
    unclear = Counter(receipt.outcome.understood for receipt in book.accepted)[False]
    notes = []
    if unclear:
        notes.append(f"备注看不懂的{unclear}行按“在库、待核”入账。")
    if book.holes:
        notes.append(f"收文号有缺号{len(book.holes)}处：{'、'.join(book.holes[:10])}。")
    if book.accepted:
        notes.append("全部入账内容为“待核”，盘点核对后解除。")
    return tuple(notes)
