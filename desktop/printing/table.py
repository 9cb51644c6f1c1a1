"""Tables: how wide the columns are, and rows turned into cells of set lines.

A record may take two printed lines under a two-line heading; each printed line is a `Tier` with
columns of its own.  Columns of numbers, dates, markings and names are as wide as what stands in
them, measured on the first rows; the others get the width they ask for, or share what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from db.ledger.columns import Column, Kind, columns_of
from desktop.printing.cells import words
from desktop.printing.form import Form, FormColumn
from desktop.printing.form_file import FormMistake
from desktop.printing.record import Record, cell_height
from desktop.printing.sheet import MM
from desktop.printing.type import EMPTY, Block, Style, Typesetter

NUMBER = "#"  # stands for the number of the line
SAMPLE = 1000  # rows looked at to find the widths
PADDING = 1.2 * MM
_STRETCH = 1.3  # beyond what the form asks for
_NEARLY_ALL = 0.95  # a freak value must not take the room of all the others
_SHORT = 20
_LEAST_OF_TEXT = 0.8  # of what the form asks for
_NARROWEST_SHARE = 22 * MM
_PLENTY, _AIR = 78 * MM, 2.4 * MM


@dataclass(frozen=True)
class Room:
    """Where a table goes and by what it is set; `year` is the book's own, see `FormColumn.date`."""

    left: float
    right: float
    year: int | None
    setter: Typesetter


@dataclass(frozen=True)
class Part:
    """One field of a column: how to get it and how to set it."""

    get: Callable[[object], object] | None  # None: the number of the line
    style: Style

    def words(self, row: object, number: int, year: int | None) -> str:
        """Return what the field says."""
        return str(number) if self.get is None else words(self.get(row), year)


@dataclass(frozen=True)
class Placed:
    """A column in its place."""

    left: float
    width: float
    heading: Block
    parts: tuple[Part, ...]
    align: str
    year: int | None
    over: Block = EMPTY  # the heading above those of its neighbours and itself

    def cell(self, row: object, number: int, setter: Typesetter) -> tuple[str, Block]:
        """Return what the cell says, and that set in lines."""
        room = self.width - 2 * PADDING
        if len(self.parts) == 1:
            part = self.parts[0]
            text = part.words(row, number, self.year)
            return text, setter.block(text, room, part.style)
        texts = [part.words(row, number, self.year) for part in self.parts]
        lines = [
            line
            for text, part in zip(texts, self.parts, strict=True)
            for line in setter.block(text, room, part.style).lines
        ]
        return "\n".join(filter(None, texts)), Block(tuple(lines))


Tier = tuple[Placed, ...]


@dataclass(frozen=True)
class Table:
    """The columns of a form for one row type."""

    tiers: tuple[Tier, ...]
    setter: Typesetter
    least: float = 0.0  # height of a printed line
    fields: frozenset[str] = frozenset()  # of the view, empty if it is not known
    years: Mapping[str, int | None] = field(default_factory=dict)  # what a field is said without

    def record(self, row: object, number: int = 0) -> Record:
        """Set a row, the `number`-th of the print."""
        tiers, texts = [], []
        for tier in self.tiers:
            cells = [column.cell(row, number, self.setter) for column in tier]
            blocks = tuple([block for _, block in cells])
            tiers.append((blocks, max(cell_height(blocks), self.least)))
            texts += [text for text, _ in cells]
        return Record(tuple(tiers), tuple(texts), row)

    def headings(self) -> list[tuple[Tier, float]]:
        """Return the tiers with the height of their headings."""
        return [
            (tier, max(cell_height([one.heading]) + over_height(one) for one in tier) + 2)
            for tier in self.tiers
        ]


def over_height(column: Placed) -> float:
    """Return how high the heading above a column's own is."""
    return cell_height([column.over]) if column.over.lines else 0.0


# Columns -------------------------------------------------------------------


def table_of(form: Form, row_type: type | None, sample: Sequence[object], room: Room) -> Table:
    """Place a form's columns, measured on these rows."""
    known = {column.field: column for column in columns_of(row_type)} if row_type else {}
    tiers = []
    for line in sorted({column.line for column in form.columns}):
        drafts = [
            _Draft(form, column, known, room) for column in form.columns if column.line == line
        ]
        tiers.append(_place(drafts, sample, room))
    dated = (column for column in form.columns if column.date == "day")
    years = {name: room.year for column in dated for name in column.fields}
    return Table(tuple(tiers), room.setter, form.row * MM, frozenset(known), years)


class _Draft:
    """A column that is still looking for its width."""

    def __init__(
        self, form: Form, column: FormColumn, known: Mapping[str, Column], room: Room
    ) -> None:
        self.column = column
        self._setter = room.setter
        self._year = room.year if column.date == "day" else None
        kinds = [_kind(form, column, field, known) for field in column.fields]
        self.texts = Kind.TEXT in kinds and column.atom is None
        self._align = column.align or ("left" if self.texts else "centre")
        self._parts = tuple(
            Part(None if field == NUMBER else attrgetter(field), _style(form, column, kind))
            for field, kind in zip(column.fields, kinds, strict=True)
        )
        self._heading = column.heading or "\n".join(
            known[field].heading if field in known else field for field in column.fields
        )
        self._heading_style = Style("Hei", max(form.size, 9), 7.5)

    def needs(self, sample: Sequence[object]) -> float:
        """Return the width of the heading and of the widest thing that must not break."""
        found = 0.0
        if not self.texts:
            found = self._setter.block(self._heading, 1000, self._heading_style).width
        for part in self._parts:
            if part.style.atom and sample:
                found = max(found, self._atoms(part, sample))
        return found + 2 * PADDING + 0.2

    def _atoms(self, part: Part, sample: Sequence[object]) -> float:
        """Return a width in which nearly all atoms stand whole, and all at least in good parts."""
        known: dict[str, tuple[float, float]] = {}
        room = self.column.width * MM - 2 * PADDING
        whole, parted = [], 0.0
        for number, row in enumerate(sample, 1):
            text = part.words(row, number, self._year)
            if text not in known:
                unbroken, members, worst = self._setter.pieces(text, part.style)
                # What fits unbroken into the width that the form asks for, shall stay so; what
                # breaks takes all of it.
                known[text] = (unbroken if unbroken <= room else max(members, room), worst)
            whole.append(known[text][0])
            parted = max(parted, known[text][1])
        whole.sort()
        # On a short list each one counts; on a long one a freak does not.
        last = len(whole) - 1
        nearly_all = whole[int(last * _NEARLY_ALL) if last > _SHORT else last]
        fits = nearly_all <= self.column.width * _STRETCH * MM - 2 * PADDING
        return max(nearly_all, parted) if fits else parted

    def placed(self, left: float, width: float) -> Placed:
        """Return the column in its place."""
        heading = self._setter.block(self._heading, width - 2, self._heading_style)
        over = self._setter.block(self.column.over, 1000, self._heading_style)
        return Placed(left, width, heading, self._parts, self._align, self._year, over)


def _kind(form: Form, column: FormColumn, field: str, known: Mapping[str, Column]) -> Kind:
    if field == NUMBER:
        return Kind.COUNT
    if not known:
        return Kind.TEXT
    if field not in known:
        what = f"“{form.view}”没有字段 {field}，可用的有：" + "、".join(known)
        raise FormMistake(form.path, column.at, "field", what)
    return known[field].kind


def _style(form: Form, column: FormColumn, kind: Kind) -> Style:
    atom = kind is not Kind.TEXT if column.atom is None else column.atom
    return Style("Song", form.size, form.least, atom)


def _place(drafts: list[_Draft], sample: Sequence[object], room: Room) -> Tier:
    widths = [_width(draft, sample) for draft in drafts]
    shares = [draft.column.weight for draft in drafts]
    whole = room.right - room.left
    lacking = _NARROWEST_SHARE * sum(map(bool, shares)) - (whole - sum(widths))
    if lacking > 0:
        widths = _given_way(drafts, widths, sample, lacking)
    free = whole - sum(widths)
    if any(shares):
        # Where the texts have plenty, everything else gets a little air.
        aired = [bool(draft.column.width and draft.column.fields) for draft in drafts]
        air = (free - _PLENTY * sum(map(bool, shares))) / max(sum(aired), 1)
        air = min(max(air, 0.0), _AIR)
        widths = [w + air * one for w, one in zip(widths, aired, strict=True)]
        free = whole - sum(widths)
        widths = [w or free * share / sum(shares) for w, share in zip(widths, shares, strict=True)]
    else:
        widths = [width * whole / sum(widths) for width in widths]
    placed, left = [], room.left
    for draft, width in zip(drafts, widths, strict=True):
        placed.append(draft.placed(left, width))
        left += width
    return tuple(placed)


def _given_way(
    drafts: list[_Draft], widths: list[float], sample: Sequence[object], lacking: float
) -> list[float]:
    """Take from the columns of texts what is lacking, or else go back to what the form asks for."""
    least = [
        min(max(width * _LEAST_OF_TEXT, draft.needs(sample)), width) if draft.texts else width
        for draft, width in zip(drafts, widths, strict=True)
    ]
    spare = sum(widths) - sum(least)
    if spare < lacking:
        return [draft.column.width * MM for draft in drafts]
    part = lacking / spare
    return [width - part * (width - to) for width, to in zip(widths, least, strict=True)]


def _width(draft: _Draft, sample: Sequence[object]) -> float:
    asked = draft.column.width * MM
    if not asked:
        return 0.0
    if not draft.column.fields:
        return asked  # room for ink
    needed = min(draft.needs(sample), asked * _STRETCH)
    return max(asked, needed) if draft.texts or not sample else needed
