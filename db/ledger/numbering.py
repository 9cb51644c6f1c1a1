"""文号, 份号 and 收文号: what people type, brought to the one form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

MOST_COPIES = 10_000
"""The most copies one entry may name; more is surely a slip of the keyboard."""

_OPENING = "〔[［【〖(（〈<＜《{｛⟨"
_CLOSING = "〕]］】〗)）〉>＞》}｝⟩"
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = re.compile(f"[{re.escape(_OPENING)}]([0-9]{{4}})(年?)[{re.escape(_CLOSING)}]")
_SERIAL = re.compile("(第?)(0*)([1-9][0-9]*)(号?)")
_ORDER = re.compile(".*令第[1-9][0-9]*号")  # an order of government bears no year


@dataclass(frozen=True)
class DocNumber:
    """发文字号: the comparable `text`, what was typed, and what was wrong with that."""

    text: str
    raw: str
    irregular: bool = False
    changed: bool = False

    def __bool__(self) -> bool:
        """Whether there is a number at all; drafts and telegrams may have none."""
        return bool(self.text)


def normalise_doc_number(raw: str) -> DocNumber:
    """Bring a 文号 to 代字〔四位年〕序号号; what cannot be understood stays as typed."""
    typed = raw.strip()
    tight = "".join(typed.split()).translate(_WIDE_DIGITS)
    year = _YEAR.search(tight)
    if year is None:
        return DocNumber(typed, raw, irregular=bool(typed) and not _ORDER.fullmatch(tight))
    head = f"{tight[: year.start()]}〔{year[1]}〕"
    serial = _SERIAL.fullmatch(tight[year.end() :])
    if serial is None:
        text, irregular = head + tight[year.end() :], True
    else:
        text = f"{head}{serial[3]}号"
        irregular = bool(serial[1] or serial[2] or not serial[4])
    if year[2] or year.start() == 0:
        irregular = True
    return DocNumber(text, raw, irregular, changed=text != raw)


class CopyNoProblem(ValueError):
    """份号 that cannot be read; `sentence` says why, in Chinese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_RANGE = re.compile(r"\s*(?:[-‐‑‒–—―−－~～〜∼]+|至|到)\s*")
_BETWEEN = re.compile(r"[\s、,，;；]+")
_ONE = re.compile("第?([0-9]+)号?")
_REPRODUCTION = re.compile("第?([0-9]+)-[Ff]([0-9]{1,3})号?")


def parse_copy_nos(raw: str) -> tuple[str, ...]:
    """Read 份号 as typed (one, ranges, lists) into six-digit numbers in the order given."""
    text = _RANGE.sub("-", raw.strip().translate(_WIDE_DIGITS))
    numbers: dict[str, None] = {}
    for part in filter(None, _BETWEEN.split(text)):
        for number in _part(part):
            if number in numbers:
                raise CopyNoProblem(f"份号{number}重复。")
            numbers[number] = None
        if len(numbers) > MOST_COPIES:
            raise _too_many()
    return tuple(numbers)


# What readers may send around a code: the stars of Code 39, the name of the symbology (AIM).
_AROUND = re.compile(r"(?:\][A-Za-z][0-9])?\*?(.*?)\*?", re.DOTALL)
_OF_ANOTHER_HOUSE = re.compile(r"[0-9]{7,}|[0-9]{6}[-－ ][0-9]")


def bare_code(scanned: str) -> str:
    """Return what a reader read, without what it may send around it."""
    found = _AROUND.fullmatch(scanned.strip().translate(_WIDE_DIGITS))
    return found[1].strip() if found else scanned


def is_foreign_code(scanned: str) -> bool:
    """Whether this is a code of another house: with a check digit it would mean another copy."""
    return _OF_ANOTHER_HOUSE.fullmatch(scanned) is not None


_OWN = re.compile(r"[Zz]0*([1-9][0-9]{0,11})(?:-([0-9]))?")


class CheckProblem(CopyNoProblem):
    """A label that was read wrongly: its check digit does not belong to its number."""


def own_code(copy: int) -> str:
    """Return the ledger's own number of a copy as it stands on its label: Z000412-8."""
    return f"Z{copy:06d}-{_check_digit(str(copy))}"


def own_copy(typed: str) -> int | None:
    """Return the copy that an own number names, typed or scanned; None if it is none.

    Raise `CheckProblem` where the check digit says that it was not read as it was printed.
    """
    found = _OWN.fullmatch(typed.strip().translate(_WIDE_DIGITS))
    if found is None:
        return None
    if found[2] and found[2] != _check_digit(found[1]):
        raise CheckProblem("标签的校验位不符，没有读对，请再扫一次。")
    return int(found[1])


def _check_digit(digits: str) -> str:
    """Return the check digit of ISO 7064, MOD 11,10: it finds every single wrong digit."""
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def _part(part: str) -> Iterator[str]:
    if made := _REPRODUCTION.fullmatch(part):
        return iter((f"{_six_digits(made[1])}-F{int(made[2]):02d}",))
    ends = part.split("-")
    if len(ends) > 2:
        raise CopyNoProblem(f"份号“{_short(part)}”无法识别。")
    first = _six_digits(ends[0])
    last = first if len(ends) == 1 else _end_of_range(first, ends[0], ends[1])
    if int(last) < int(first):
        raise CopyNoProblem(f"份号“{_short(part)}”起止颠倒。")
    if int(last) - int(first) >= MOST_COPIES:
        raise _too_many()
    return (f"{number:06d}" for number in range(int(first), int(last) + 1))


def _end_of_range(first: str, typed_first: str, typed_last: str) -> str:
    """Read the end of a range; one shorter than its start shares the start's leading digits."""
    last = _six_digits(typed_last)
    start, end = _digits(typed_first), _digits(typed_last)
    if len(end) >= len(start):
        return last
    return first[: 6 - len(end)] + end


def _digits(typed: str) -> str:
    found = _ONE.fullmatch(typed)
    return found[1] if found else ""


def _six_digits(typed: str) -> str:
    digits = _digits(typed)
    if not digits:
        raise CopyNoProblem(f"份号“{_short(typed)}”不是数字。")
    significant = digits.lstrip("0")
    if not significant:
        raise CopyNoProblem("份号从000001开始，没有000000号。")
    if len(significant) > 6:
        raise CopyNoProblem(f"份号“{_short(typed)}”超过六位数字。")
    return significant.zfill(6)


def _too_many() -> CopyNoProblem:
    return CopyNoProblem(f"一次最多登记{MOST_COPIES}份，请核对份号起止。")


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


def copy_ranges(numbers: Iterable[str]) -> str:
    """Write 份号 in short: 000120-000122、000125. Numbers of another form stand as they are."""
    plain: set[str] = set()
    other: set[str] = set()
    for number in numbers:
        (plain if re.fullmatch("[0-9]{6}", number) else other).add(number)
    runs: list[list[int]] = []
    for value in sorted(map(int, plain)):
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    written = [
        f"{first:06d}" if first == last else f"{first:06d}-{last:06d}" for first, last in runs
    ]
    return "、".join([*written, *sorted(other)])


class ReceiptNo(NamedTuple):
    """收文号 in its parts: 机2024-001 is series 机, year 2024, number 1."""

    series: str
    year: int | None
    number: int | None


_RECEIPT = re.compile(
    r"(?P<series>.*?)(?<![0-9])"
    rf"(?:[{re.escape(_OPENING)}]?(?P<year>(?:19|20)[0-9]{{2}})年?[{re.escape(_CLOSING)}]?[-‐–—－/.]?)?"
    r"[-－]?(?:第|№|No\.?)?(?P<number>[0-9]{1,6})号?"
)


def parse_receipt_no(raw: str) -> ReceiptNo:
    """Take a receipt number apart; what is not understood stays whole in `series`."""
    tight = "".join(raw.split()).translate(_WIDE_DIGITS)
    found = _RECEIPT.fullmatch(tight)
    if found is None:
        return ReceiptNo(raw.strip(), None, None)
    year = int(found["year"]) if found["year"] else None
    return ReceiptNo(found["series"].rstrip("-－"), year, int(found["number"]))
