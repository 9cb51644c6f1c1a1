"""Which column is what: headings as offices write them, by the table in resources/headings.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from desktop.exchange.editable import editable_table, slip_in
from desktop.exchange.read_workbook import Cell, Row

RECEIPTS, LOANS, PEOPLE, RECALL = "receipts", "loans", "people", "recall"

# A kind may be meant if each of its groups has at least one column. A loan register also names
# documents, and a recall list is what names documents and nothing else; the most columns decide.
NEEDS: dict[str, tuple[frozenset[str], ...]] = {
    LOANS: (frozenset({"borrower"}), frozenset({"title", "doc_number"})),
    PEOPLE: (frozenset({"name"}), frozenset({"grade", "post", "cleared_on", "pledge_on"})),
    RECEIPTS: (
        frozenset({"title", "doc_number"}),
        frozenset({"marking"}),
        frozenset({"received_on", "signed_by", "department", "pages"}),
    ),
    RECALL: (
        frozenset({"title", "doc_number"}),
        frozenset({"copy_nos", "copies", "copy_first"}),
    ),
}

# How many of these groups a register cannot do without; the others only tell the kinds apart.
_VITAL = {LOANS: 2, PEOPLE: 1, RECEIPTS: 2, RECALL: 1}

_TITLES = {
    LOANS: ("借阅", "借用"),
    PEOPLE: ("人员",),
    RECEIPTS: ("收文", "来文登记"),
    RECALL: ("清退", "退文", "清缴"),
}

_IN_BRACKETS = re.compile(r"[（(\[【〔].*?[）)\]】〕]")
_NOISE = re.compile(r"[\s*＊:：、/／·.。]+")
_LONGEST = 24


@dataclass(frozen=True)
class Heading:
    """The heading of a table: which column holds which field, and what each is called."""

    kind: str
    columns: dict[str, int]
    names: tuple[str, ...]
    height: int = 1

    def changed(self, columns: Mapping[str, str]) -> Heading:
        """Return the heading as a person reads it: names of columns, each with its field or ''.

        A field that he gave to one column is taken from the other that had it.
        """
        said = {name: field for name, field in columns.items() if name in self.names}
        if not said:
            return self
        places = {name: place for place, name in enumerate(self.names)}
        touched, given = {places[name] for name in said}, set(said.values())
        kept = {
            field: place
            for field, place in self.columns.items()
            if place not in touched and field not in given
        }
        new = {field: places[name] for name, field in said.items() if field}
        return replace(self, columns=kept | new)


def heading_chosen(row: Row, kind: str) -> Heading:
    """Return a row that a person calls the heading, with the columns that are known."""
    labels = _labels(row)
    return Heading(kind, _columns(kind, [(name,) for name in labels]), _unique(labels))


def fields_of(kind: str) -> dict[str, str]:
    """Return the fields that a kind of register may have, each as a person calls it."""
    return {field: words[0] for field, words in _table(kind).items() if words}


def lacking(heading: Heading) -> tuple[str, ...]:
    """Return what a register of this kind cannot do without and the heading does not have."""
    called = fields_of(heading.kind)
    return tuple(
        "或".join(called[field] for field in called if field in group)
        for group in NEEDS[heading.kind][: _VITAL[heading.kind]]
        if not group & heading.columns.keys()
    )


def _table(kind: str) -> dict[str, list[str]]:
    try:
        return {
            field: list(words) for field, words in editable_table("headings.toml")[kind].items()
        }
    except (KeyError, TypeError, AttributeError) as slip:
        raise slip_in("headings.toml", str(slip)) from None


@cache
def words_of(kind: str) -> dict[str, str]:
    """Return the folded headings of a kind of register, each with its field."""
    try:
        return {_fold(word): field for field, words in _table(kind).items() for word in words}
    except (KeyError, TypeError, AttributeError) as slip:
        raise slip_in("headings.toml", str(slip)) from None


@cache
def every_word() -> frozenset[str]:
    """Return all headings known of any kind, for a quick look at a row."""
    return frozenset(word for kind in NEEDS for word in words_of(kind))


def _fold(text: str) -> str:
    return _NOISE.sub("", text)


def heading_at(
    rows: Sequence[Row], index: int, kinds: Sequence[str], above: str = ""
) -> Heading | None:
    """Return the heading that begins in this row (of one or two lines), if there is one.

    `above` is what stands over it: a title that names a kind of register speaks for that kind.
    """
    upper = _labels(rows[index])
    if not _promising(upper):
        return None
    below = rows[index + 1] if index + 1 < len(rows) else ()
    candidates = [found for kind in kinds if (found := _heading(kind, upper, below))]
    return max(candidates, key=lambda found: _weight(found, above), default=None)


def _weight(heading: Heading, above: str) -> int:
    named = any(word in above for word in _TITLES[heading.kind])
    return len(heading.columns) + (3 if named else 0)


def _heading(kind: str, upper: list[str], below: Row) -> Heading | None:
    ways = _joined(upper, below)
    single = _columns(kind, [(name,) for name in upper])
    double = _columns(kind, ways)
    longer = len(double) - len(single)
    if _enough(kind, double) and (longer > 0 or (longer == 0 and _continues(upper, below))):
        return Heading(kind, double, _unique([names[0] for names in ways]), height=2)
    return Heading(kind, single, _unique(upper)) if _enough(kind, single) else None


def _continues(upper: list[str], below: Row) -> bool:
    """Whether the second line mostly repeats the first, as merged headings do."""
    lower = [label for label in _labels(below) if label]
    return 2 * sum(label in upper for label in lower) > len(lower)


def _labels(row: Row) -> list[str]:
    """Return a row as possible headings; what is no short text counts as empty."""
    return [_fold(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else "" for cell in row]


def _promising(labels: list[str]) -> bool:
    """Whether enough different short labels stand here for a heading at all."""
    known = every_word()
    hits = sum(
        label in known or _IN_BRACKETS.sub("", label) in known or len(label) <= 4
        for label in set(labels)
        if label
    )
    return hits >= 2 and len(set(labels) - {""}) >= 3


def _joined(upper: list[str], below: Row) -> list[tuple[str, ...]]:
    """Return for each column the ways to read a heading of two lines; empty if it is none.

    A blank above belongs to the label on its left, as in merged cells that were saved as text.
    """
    if not below or any(cell is not None and not isinstance(cell, str) for cell in below):
        return []
    lower = _labels(below)
    if not any(label and label != upper[place] for place, label in enumerate(lower[: len(upper)])):
        return []
    ways: list[tuple[str, ...]] = []
    above = ""
    for place, own in enumerate(upper):
        under = lower[place] if place < len(lower) else ""
        above = own or (above if under else "")
        if not under or under == above:
            ways.append((above if own else under,))
        else:
            ways.append((above + under, under))
    return ways


def _columns(kind: str, ways: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Return the column of each field; exact headings go before those that only end alike."""
    words = words_of(kind)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for read in (_exact, _without_brackets, _by_ending):
        for place, names in enumerate(ways):
            if place in taken:
                continue
            field = next((hit for name in names if (hit := read(name, words))), None)
            if field is not None and field not in found:
                found[field] = place
                taken.add(place)
    return found


def _exact(name: str, words: dict[str, str]) -> str | None:
    return words.get(name)


def _without_brackets(name: str, words: dict[str, str]) -> str | None:
    return words.get(_IN_BRACKETS.sub("", name))


def _by_ending(name: str, words: dict[str, str]) -> str | None:
    """Read 本次清退文件标题 as 文件标题: a Chinese heading has its noun at the end."""
    plain = _IN_BRACKETS.sub("", name)
    endings = (plain[start:] for start in range(1, len(plain) - 2))
    return next((words[ending] for ending in endings if ending in words), None)


def _enough(kind: str, columns: dict[str, int]) -> bool:
    return len(columns) >= 3 and all(group & columns.keys() for group in NEEDS[kind])


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Name every column, so that a row as typed can be told back."""
    unique: list[str] = []
    for place, name in enumerate(names):
        own = name or f"第{place + 1}列"
        unique.append(own if own not in unique else f"{own}（第{place + 1}列）")
    return tuple(unique)


def cell_text(cell: Cell) -> str:
    """Write a cell as a person would see it: 1.0 is 1, a day is 2024-01-03."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, (int, float)):
        return str(cell)
    return str(cell).removesuffix(" 00:00:00")


_COUNT = re.compile(r"(?:共|约)?([0-9]{1,6})(?:\.0+)?\s*(?:份|页|件|套|本|册|张|个|P|p)?")
_CHINESE = {word: count for count, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_CHINESE |= {word: count for count, word in enumerate("壹贰叁肆伍陆柒捌玖拾", start=1)}
_CHINESE_COUNT = re.compile("([一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾])[份页件套本册张]?")


def count_in(text: str) -> int | None:
    """Read 3, 3份, 三份; None for anything else."""
    if found := _COUNT.fullmatch(text):
        return int(found[1])
    if spelled := _CHINESE_COUNT.fullmatch(text):
        return _CHINESE[spelled[1]]
    return None
