"""Find the tables in the sheets of a register, and their data rows among everything else.

Registers have a title above, headings of two lines, headings again on every page, subtotals,
blank rows, a note and signatures below.  What is passed over is counted and can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.ledger.trouble import Unusable
from desktop.exchange.headings import (
    NEEDS,
    Heading,
    cell_text,
    count_in,
    heading_at,
    heading_chosen,
    lacking,
)
from desktop.exchange.read_workbook import Cell, Row, Sheet

AUTO = "auto"

_TOTAL = re.compile(
    r".{0,8}(?:小计|合计|总计|累计|共计|承前页|过次页|接上页|转下页|以下空白|本页完)[:：]?.{0,12}"
)
_BROKEN = re.compile("(?<=[\u2e80-\U0003ffff])\n+(?=[\u2e80-\U0003ffff])")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?度?")
_DITTO = frozenset({"同上", "〃", "″", "''", '"', "”"})
_NEVER_DITTO = ("receipt_no", "seq", "copy_nos", "copy_first", "copy_last", "name")
_WORDS_OF_A_ROW = (
    "title",
    "doc_number",
    "marking",
    "copy_nos",
    "copy_first",
    "borrower",
    "name",
    "grade",
)


@dataclass(frozen=True)
class Line:
    """One data row under its heading: `row` is the number that the spreadsheet shows."""

    sheet: str
    row: int
    heading: Heading
    cells: Row
    typed: Row
    year: int | None = None
    spanned: frozenset[str] = frozenset()

    def cell(self, name: str) -> Cell:
        """Return the cell of a field, or None if the register has no such column."""
        place = self.heading.columns.get(name)
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def text(self, name: str) -> str:
        """Return the cell of a field as text."""
        return cell_text(self.cell(name)).replace("\n", " ")

    def unbroken(self, name: str) -> str:
        """Return a text that may be broken into lines in its cell as one line."""
        return _BROKEN.sub("", cell_text(self.cell(name))).replace("\n", " ")

    @property
    def as_typed(self) -> dict[str, str]:
        """The whole row as it stands, by the register's own headings."""
        pairs = zip(self.heading.names, self.typed, strict=False)
        return {name: cell_text(cell) for name, cell in pairs if cell is not None}


@dataclass(frozen=True)
class Said:
    """What a person says about a workbook; what he leaves out is found.

    `columns` gives names of columns, each with its field, or '' if it is not to be read;
    `heading` is the sheet and the row (as the spreadsheet counts) that the headings stand in.
    """

    kind: str = AUTO
    columns: Mapping[str, str] = field(default_factory=dict)
    heading: tuple[str, int] | None = None


@dataclass(frozen=True)
class Place:
    """Where a heading was found, and what it says."""

    sheet: str
    row: int
    heading: Heading


@dataclass(frozen=True)
class Found:
    """What a workbook holds: one kind of register, its rows, and what was passed over."""

    kind: str
    lines: tuple[Line, ...]
    above: str
    passed_over: tuple[tuple[str, int, str], ...]
    unread_sheets: tuple[str, ...]
    unread_columns: tuple[str, ...]
    places: tuple[Place, ...] = ()


def find_tables(sheets: Sequence[Sheet], kind: str = AUTO, said: Said | None = None) -> Found:
    """Return the rows of the register in these sheets; raise `Unusable` if there is none."""
    said = said or Said(kind)
    kinds = tuple(NEEDS) if said.kind == AUTO else (said.kind,)
    readers = [_Reader(sheet, kinds, said) for sheet in sheets if not sheet.hidden and sheet.rows]
    for reader in readers:
        reader.read()
    held = [reader for reader in readers if reader.heading is not None]
    if not held:
        raise Unusable(
            "没有找到能识别的表头。",
            "请检查文件是否选对；表头写法特殊的，可在headings.toml里补充后再试。",
        )
    main = max(held, key=lambda reader: (reader.chosen, len(reader.lines))).kind
    chosen = [reader for reader in held if reader.kind == main]
    _refuse_lacking(chosen)
    unread = [sheet.name for sheet in sheets if sheet.hidden]
    unread += [reader.sheet.name for reader in readers if reader not in chosen]
    return Found(
        main,
        tuple(line for reader in chosen for line in reader.lines),
        chosen[0].above,
        tuple(passed for reader in chosen for passed in reader.passed_over),
        tuple(unread),
        tuple(dict.fromkeys(name for reader in chosen for name in _unread(reader.heading))),
        tuple(place for reader in chosen for place in reader.places),
    )


def _refuse_lacking(readers: Sequence[_Reader]) -> None:
    """Raise `Unusable` if a person's mapping leaves a register without what it needs."""
    for reader in readers:
        missing = lacking(reader.heading) if reader.heading is not None else ()
        if missing:
            raise Unusable(
                f"对照表里还缺：{'；'.join(missing)}。", "请给相应的列选定栏目，或另选表头行。"
            )


def _unread(heading: Heading | None) -> list[str]:
    """Return the headings of columns that no field was found for."""
    if heading is None:
        return []
    taken = set(heading.columns.values())
    return [name for place, name in enumerate(heading.names) if place not in taken]


@dataclass
class _Reader:
    """Goes down one sheet once."""

    sheet: Sheet
    kinds: tuple[str, ...]
    said: Said
    heading: Heading | None = None
    above: str = ""
    year: int | None = None
    lines: list[Line] = field(default_factory=list)
    passed_over: list[tuple[str, int, str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    _first_labels: frozenset[Cell] = frozenset()
    _first_row: Row = ()
    _before: Row = ()

    @property
    def kind(self) -> str:
        return self.heading.kind if self.heading else ""

    @property
    def chosen(self) -> bool:
        return self.said.heading is not None and self.said.heading[0] == self.sheet.name

    def read(self) -> None:
        self.year = _year_in(self.sheet.name)
        skip = 0
        for index, row in enumerate(self.sheet.rows):
            if skip:
                skip -= 1
            elif any(cell is not None for cell in row):
                skip = self._row(index, row)

    def _row(self, index: int, row: Row) -> int:
        """Deal with one row; return how many rows after it belong to it."""
        if self._may_be_heading(row):
            heading = self._heading(index, row)
            if heading is not None:
                self._begin(heading.changed(self.said.columns), row, index)
                return heading.height - 1
        if self.heading is None:
            self._title(row)
        elif why := _no_data(row, self.heading):
            self.passed_over.append((self.sheet.name, index + 1, why))
        else:
            self.lines.append(self._line(index, row, self.heading))
        return 0

    def _heading(self, index: int, row: Row) -> Heading | None:
        """Return the heading in this row: where a person says it is, or where one is known."""
        chosen = self.said.heading
        if chosen is None or self.sheet.name != chosen[0]:
            return heading_at(self.sheet.rows, index, self.kinds, self.above + self.sheet.name)
        again = self.heading is not None and row == self._first_row
        if index + 1 != chosen[1] and not again:
            return None
        read = [heading_chosen(row, kind) for kind in self.kinds]
        return max(read, key=lambda heading: len(heading.columns))

    def _may_be_heading(self, row: Row) -> bool:
        """Tell cheaply, since a register may have 200,000 rows; later headings repeat the first."""
        if self.heading is None:
            return True
        return sum(isinstance(cell, str) and cell in self._first_labels for cell in row) >= 3

    def _begin(self, heading: Heading, row: Row, index: int) -> None:
        self.places.append(Place(self.sheet.name, index + 1, heading))
        if self.heading is None:
            self._first_row = row
            self.kinds = (heading.kind,)
            self._first_labels = frozenset(cell for cell in row if isinstance(cell, str))
        self.heading = heading

    def _title(self, row: Row) -> None:
        text = " ".join(dict.fromkeys(cell_text(cell) for cell in row if cell is not None))
        self.above = f"{self.above}\n{text}" if self.above else text
        self.year = _year_in(text) or self.year

    def _line(self, index: int, row: Row, heading: Heading) -> Line:
        places = self.sheet.spanned
        spanned = frozenset(
            name for name, place in heading.columns.items() if places and (index, place) in places
        )
        self._before = self._spelled_out(row, heading)
        return Line(self.sheet.name, index + 1, heading, self._before, row, self.year, spanned)

    def _spelled_out(self, row: Row, heading: Heading) -> Row:
        """Put what stands above in place of 同上; never for what must differ from row to row."""
        if not any(cell in _DITTO for cell in row if isinstance(cell, str)):
            return row
        own = {heading.columns.get(name) for name in _NEVER_DITTO}
        above = self._before
        return tuple(
            above[place] if cell in _DITTO and place not in own and place < len(above) else cell
            for place, cell in enumerate(row)
        )


def _year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _no_data(row: Row, heading: Heading) -> str:
    """Say why a row under the heading is none of its data; empty if it is data."""
    texts = [cell_text(cell) for cell in row if cell is not None]
    different = list(dict.fromkeys(texts))
    told = (heading.columns.get(name, len(row)) for name in _WORDS_OF_A_ROW)
    spoken = {cell_text(row[place]) for place in told if place < len(row)} - {""}
    total = next((text for text in different[:2] if _TOTAL.fullmatch(text)), None)
    if total and all(text == total or count_in(text) is not None for text in spoken):
        return total
    if len(different) == 1 and (len(texts) > 1 or not spoken or len(different[0]) > 40):
        return different[0]
    signed = any("：" in text or ":" in text for text in different)
    if not spoken and (signed or len(texts) < 3):
        return " ".join(different)
    if len(spoken) == 1 and all(_is_signature(text) for text in different):
        return " ".join(different)
    return ""


def _is_signature(text: str) -> bool:
    return "：" in text or ":" in text or not text.strip("_＿ ")
