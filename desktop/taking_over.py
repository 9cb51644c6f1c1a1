"""Take an old register over: read, preview, reject what cannot be, record the rest at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db.ledger.act import Act
from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.acts.intake.take_over import TakeOver
from db.ledger.numbering import parse_receipt_no
from db.ledger.rules import V01, Refusal, Refused, refuse
from db.vault import Recorded, Vault, digest_of
from desktop.exchange.legacy import LegacyBook, Problem, Rejected
from desktop.exchange.legacy_receipts import LegacyReceipt
from desktop.exchange.mapping import read_book, summary
from desktop.exchange.read_workbook import read_sheets
from desktop.exchange.write_workbook import rejected_workbook


@dataclass(frozen=True)
class TakenOver:
    """What a workbook came to: figures, problems, and the rows given back."""

    kind: str
    figures: dict[str, Any]
    book: LegacyBook[Any]
    recorded: Recorded | None
    already: tuple[int, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def rejected_workbook(self) -> bytes:
        """The rows that were not taken, as typed, with their reasons."""
        return rejected_workbook(self.book)


def take_over(
    vault: Vault, path: Path, kind: str, *, place: int, dry_run: bool = False
) -> TakenOver:
    """Take a workbook over, all accepted rows in one transaction; or only say what would happen."""
    digest = digest_of(path.read_bytes())
    book: LegacyBook[Any] = read_book(read_sheets(path), kind)
    if book.kind != "receipts":
        raise Refused(refuse(V01, label="工作簿", problem=f"暂不能接收这种登记簿（{book.kind}）"))
    return _receipts(vault, path, digest, book, place=place, dry_run=dry_run)


def _receipts(
    vault: Vault,
    path: Path,
    digest: str,
    book: LegacyBook[LegacyReceipt],
    *,
    place: int,
    dry_run: bool,
) -> TakenOver:
    rows = [_act(vault, path, receipt, place) for receipt in book.accepted]
    header = TakeOver(
        on=vault.today,
        workbook=path.name,
        digest=digest,
        of_kind=book.kind,
        rows=len(book.accepted) + len(book.rejected),
        accepted=len(book.accepted),
        holes=book.holes,
    )
    refusals = vault.preview(header, *rows)
    if refusals[0]:
        raise Refused(*refusals[0])
    kept, already, rejected, problems = _sorted(book, rows, refusals[1:])
    settled = replace(
        book,
        accepted=tuple(receipt for receipt, _ in kept),
        rejected=(*book.rejected, *rejected),
        problems=(*book.problems, *problems),
    )
    recorded = None
    if kept and not dry_run:
        acts: list[Act] = [replace(header, accepted=len(kept)), *(act for _, act in kept)]
        recorded = vault.record(*acts)
    figures = summary(settled)
    return TakenOver(book.kind, figures, settled, recorded, already, _notes(settled))


def _sorted(
    book: LegacyBook[LegacyReceipt], rows: list[OpenRow], refusals: list[list[Refusal]]
) -> tuple[list[tuple[LegacyReceipt, OpenRow]], tuple[int, ...], list[Rejected], list[Problem]]:
    """Part the rows: to be taken, already there (K34), and refused by another rule."""
    kept, already, rejected, problems = [], [], [], []
    for receipt, row, found in zip(book.accepted, rows, refusals, strict=True):
        if not found:
            kept.append((receipt, row))
            continue
        reasons = tuple(str(refusal) for refusal in found)
        if any(refusal.rule.number == "K34" for refusal in found):
            already.append(receipt.row)
        rejected.append(Rejected(receipt.row, receipt.sheet, receipt.as_typed, reasons))
        problems += [
            Problem(receipt.row, refusal.field or "row", str(refusal), receipt.sheet)
            for refusal in found
        ]
    return kept, tuple(already), rejected, problems


def _act(vault: Vault, path: Path, receipt: LegacyReceipt, place: int) -> OpenRow:
    number = parse_receipt_no(receipt.receipt_no)
    outcome = receipt.outcome
    packet = f"{receipt.channel} {receipt.packet_no}".strip()
    return OpenRow(
        on=vault.today,
        workbook=path.name,
        row=receipt.row,
        as_typed=receipt.as_typed,
        issuer=receipt.issuer,
        doc_number=receipt.doc_number.text,
        title=receipt.title,
        marking=receipt.marking.raw,
        nos=receipt.copy_nos,
        count=receipt.copies,
        pages=receipt.pages,
        received_on=receipt.received_on,
        receipt_no=receipt.receipt_no,
        series=number.series,
        year=number.year or (receipt.received_on.year if receipt.received_on else None),
        number=number.number,
        attachments=receipt.attachments,
        urgency=receipt.urgency,
        channel=packet,
        department=receipt.department,
        signed_by=receipt.signed_by,
        remark=receipt.remark,
        state=outcome.state,
        retained=outcome.retained,
        closed_on=outcome.on,
        holder_name=outcome.person or "",
        custodian=vault.operator.person,
        place=place,
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
