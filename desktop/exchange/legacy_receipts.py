"""A 收文登记簿 kept by hand: each row as it was typed and as it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from db.ledger.marking import Marking
from db.ledger.numbering import DocNumber, normalise_doc_number, parse_receipt_no
from db.ledger.values import Carrier
from desktop.exchange.headings import RECEIPTS
from desktop.exchange.legacy import LegacyBook, Problem, Reading, Rejected, read_lines
from desktop.exchange.read_workbook import Sheet
from desktop.exchange.remarks import Outcome, read_remark
from desktop.exchange.tables import Found, Line, find_tables

_MOST_HOLES = 500
_LONGEST_TITLE = 500


@dataclass(frozen=True)
class LegacyReceipt:
    """One row of the register; several rows may be one document (`document_key`)."""

    row: int
    sheet: str
    receipt_no: str
    received_on: date | None
    issuer: str
    doc_number: DocNumber
    title: str
    marking: Marking
    copy_nos: tuple[str, ...]
    copies: int
    pages: int | None
    carrier: Carrier
    attachments: str
    urgency: str
    channel: str
    packet_no: str
    department: str
    signed_by: str
    remark: str
    outcome: Outcome
    as_typed: dict[str, str]

    @property
    def document_key(self) -> str:
        """The same for rows of one document: issuer and number; a row without number is alone."""
        if self.doc_number:
            return f"{self.issuer}\n{self.doc_number.text}"
        return f"{self.issuer}\n{self.title}\n{self.sheet}\n{self.row}"


def read_receipts(sheets: Sequence[Sheet]) -> LegacyBook[LegacyReceipt]:
    """Read a whole register of receipts."""
    return receipts_of(find_tables(sheets, RECEIPTS))


def receipts_of(found: Found) -> LegacyBook[LegacyReceipt]:
    """Read the rows that were found in a register of receipts."""
    read, rejected, problems = read_lines(found, _receipt)
    accepted, twice, more = _without_overlaps(read)
    problems += more
    return LegacyBook(
        kind=RECEIPTS,
        rows_seen=len(found.lines),
        accepted=tuple(accepted),
        rejected=tuple(sorted(rejected + twice, key=lambda one: (one.sheet, one.row))),
        problems=(*problems, *_contradictions(accepted)),
        title=found.above,
        holes=_holes(found.lines),
        passed_over=found.passed_over,
        unread_sheets=found.unread_sheets,
        unread_columns=found.unread_columns,
    )


def _receipt(row: Reading) -> LegacyReceipt | None:
    line = row.line
    marking = row.marking()
    copy_nos = row.copy_nos()
    copies = row.copies(copy_nos) if not row.reasons else 1
    title = line.unbroken("title")
    if not title:
        row.refuse("title", "没有文件标题。")
    elif len(title) > _LONGEST_TITLE:
        row.refuse("title", f"文件标题超过{_LONGEST_TITLE}字。")
    received = row.day("received_on", "received_on")
    if marking is None:
        return None
    return LegacyReceipt(
        row=line.row,
        sheet=line.sheet,
        receipt_no=line.text("receipt_no"),
        received_on=received,
        issuer=" ".join(line.text("issuer").split()),
        doc_number=normalise_doc_number(line.text("doc_number")),
        title=title,
        marking=marking,
        copy_nos=copy_nos,
        copies=copies,
        pages=row.whole("pages", "pages"),
        carrier=_carrier(row),
        attachments=line.text("attachments"),
        urgency=line.text("urgency"),
        channel=line.text("channel"),
        packet_no=line.text("packet_no"),
        department=line.text("department"),
        signed_by=line.text("signed_by"),
        remark="；".join(filter(None, (line.text("result"), line.text("remark")))),
        outcome=_outcome(line, received),
        as_typed=line.as_typed,
    )


# Other words of old registers; a longer one stands before what it contains.
_CARRIERS = {
    "纸": Carrier.PAPER,
    "文件": Carrier.PAPER,
    "移动硬盘": Carrier.PORTABLE_DISK,
    "光碟": Carrier.OPTICAL,
    "CD": Carrier.OPTICAL,
    "DVD": Carrier.OPTICAL,
    "优盘": Carrier.USB,
    "USB": Carrier.USB,
    "TF卡": Carrier.CARD,
    "SD卡": Carrier.CARD,
}


def _carrier(row: Reading) -> Carrier:
    """Read what the row's copies are made of; nothing said is paper, as every old register is."""
    text = row.line.text("carrier")
    known = _CARRIERS | {carrier.word: carrier for carrier in Carrier}
    for word, carrier in known.items():
        if word in text.upper():
            return carrier
    if not text:
        return Carrier.PAPER
    row.note("carrier", f"载体“{text[:20]}”无法识别，按“其他”登记。")
    return Carrier.OTHER


def _outcome(line: Line, received: date | None) -> Outcome:
    """Ask 处理结果 first, if the register has it; then 备注."""
    for name in ("result", "remark"):
        told = read_remark(line.text(name), received, line.year)
        if line.text(name) and told.understood:
            return told
    return read_remark(line.text("result") or line.text("remark"), received, line.year)


def _without_overlaps(
    receipts: Iterable[LegacyReceipt],
) -> tuple[list[LegacyReceipt], list[Rejected], list[Problem]]:
    """Set aside rows whose 份号 another row of the same document already has (K34).

    A number may come again after its first copy has left for good; that is only noted.
    """
    kept: list[LegacyReceipt] = []
    twice: list[Rejected] = []
    problems: list[Problem] = []
    holders: dict[tuple[str, str], LegacyReceipt] = {}
    for receipt in receipts:
        keys = [(receipt.document_key, number) for number in receipt.copy_nos]
        earlier = [(holders[key], key[1]) for key in keys if key in holders]
        if earlier:
            other, number = earlier[0]
            living = not receipt.outcome.state.closed and not other.outcome.state.closed
            text = f"份号{number}与第{other.row}行重复（同一文号）。"
            problems.append(Problem(receipt.row, "copy_no", text, receipt.sheet))
            if living:
                twice.append(Rejected(receipt.row, receipt.sheet, receipt.as_typed, (text,)))
                continue
        holders.update(dict.fromkeys(keys, receipt))
        kept.append(receipt)
    return kept, twice, problems


def _contradictions(receipts: Iterable[LegacyReceipt]) -> Iterator[Problem]:
    """Yield rows of one document that do not tell the same title or mark."""
    first: dict[str, LegacyReceipt] = {}
    for receipt in receipts:
        other = first.setdefault(receipt.document_key, receipt)
        if other is receipt:
            continue
        if receipt.title != other.title:
            text = f"与第{other.row}行是同一文号，标题却不同。"
            yield Problem(receipt.row, "title", text, receipt.sheet)
        if (receipt.marking.level, receipt.marking.term) != (
            other.marking.level,
            other.marking.term,
        ):
            text = f"与第{other.row}行是同一文号，密级或保密期限却不同。"
            yield Problem(receipt.row, "marking", text, receipt.sheet)


Series = tuple[str, int | None]


def _holes(lines: Iterable[Line]) -> tuple[str, ...]:
    """List the missing numbers of each series and year, runs in short; nothing is filled.

    A bare 4 between 机2024-003 and 机2024-005 belongs to their series.
    """
    numbers = [
        (parsed, parsed.year or line.year)
        for line in lines
        if (parsed := parse_receipt_no(line.text("receipt_no"))).number
    ]
    named = Counter((parsed.series, year) for parsed, year in numbers if parsed.series)
    main: dict[int | None, Series] = {}
    for key, _ in named.most_common():
        main.setdefault(key[1], key)
        main.setdefault(None, key)
    used: dict[Series, set[int]] = {}
    names: dict[Series, str] = {}
    for parsed, year in sorted(numbers, key=lambda one: not one[0].series):
        key = (parsed.series, year) if parsed.series else main.get(year, ("", year))
        names.setdefault(key, f"{parsed.series}{parsed.year}-" if parsed.year else parsed.series)
        used.setdefault(key, set()).add(parsed.number or 0)
    return tuple(hole for key in used for hole in _missing(names[key], sorted(used[key])))


def _missing(name: str, used: list[int]) -> Iterator[str]:
    gaps = [(a + 1, b - 1) for a, b in pairwise(used) if b > a + 1]
    for first, last in gaps[:_MOST_HOLES]:
        yield f"{name}{first:03d}" if first == last else f"{name}{first:03d}至{name}{last:03d}"
