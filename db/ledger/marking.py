"""密级★期限: read the mark on a carrier and write it back.

`parse_marking` answers a `Marking` or a `MarkingProblem`, never an exception:
a mark that cannot be accepted is an ordinary thing in a legacy register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.ledger.terms import LONG_TERM, UNMARKED, Term, TermKind, add_months, last_secret_day
from db.ledger.values import Level

__all__ = [
    "CAPS",
    "LONG_TERM",
    "UNMARKED",
    "Caution",
    "Marking",
    "MarkingProblem",
    "ProblemKind",
    "Term",
    "TermKind",
    "is_over_cap",
    "last_secret_day",
    "parse_marking",
]

STAR = "★"
CAPS: Mapping[Level, int] = {Level.TOP_SECRET: 30, Level.SECRET: 20, Level.CONFIDENTIAL: 10}
"""The longest term of each level in years (law of 2024, art. 20)."""


class Caution(Enum):
    """What is worth saying about a mark that is nevertheless accepted."""

    OVER_CAP = "保密期限超过该密级的最长期限，须有另行规定作依据。"
    LONG_TERM = "“长期”是例外写法，须有依据。"
    DEFAULTED = "未标明保密期限，按该密级的最长期限计算。"
    IRREGULAR = "标志写法不规范，已按规范写法识别。"

    @property
    def sentence(self) -> str:
        """The sentence a person reads."""
        return self.value


@dataclass(frozen=True)
class Marking:
    """An accepted mark: what it says (`level`, `term`) and what was typed (`raw`)."""

    level: Level
    term: Term
    raw: str
    irregular: bool = False
    starred: bool = True

    @property
    def defaulted(self) -> bool:
        """Whether no term is marked, so that the cap of the level is applied."""
        return self.term.kind is TermKind.UNMARKED

    @property
    def text(self) -> str:
        """The mark in its normal form: 机密★10年; 机密★ or 机密 where no term is marked."""
        star = STAR if self.starred or not self.defaulted else ""
        return f"{self.level.word}{star}{self.term.text}"

    def capped_term(self, caps: Mapping[Level, int] = CAPS) -> Term:
        """The term to count with: as marked, or the cap of the level."""
        return Term.years(caps[self.level]) if self.defaulted else self.term

    def cautions(
        self, issued: date | None = None, caps: Mapping[Level, int] = CAPS
    ) -> tuple[Caution, ...]:
        """What is to be said about this mark; empty if it is simply right."""
        said = (
            (Caution.OVER_CAP, is_over_cap(self, issued, caps)),
            (Caution.LONG_TERM, self.term.kind is TermKind.LONG),
            (Caution.DEFAULTED, self.defaulted),
            (Caution.IRREGULAR, self.irregular),
        )
        return tuple(caution for caution, holds in said if holds)


class ProblemKind(Enum):
    """Why a mark was not accepted."""

    NOT_SECRET = "not_secret"  # noqa: S105 - a kind of document, no password
    UNACCEPTABLE = "unacceptable"
    ASK = "ask"  # a person may settle it in a dialog; an import rejects it


@dataclass(frozen=True)
class MarkingProblem:
    """A mark that is not accepted, with the sentence to show."""

    kind: ProblemKind
    sentence: str
    raw: str = ""


def is_over_cap(
    marking: Marking, issued: date | None = None, caps: Mapping[Level, int] = CAPS
) -> bool:
    """Whether the term is longer than its level allows.

    A date can only be judged against the day of issue; without it, it is not over.
    """
    cap = caps[marking.level]
    match marking.term.kind:
        case TermKind.YEARS:
            return marking.term.count > cap
        case TermKind.MONTHS:
            return marking.term.count > 12 * cap
        case TermKind.UNTIL:
            until = marking.term.until
            return issued is not None and until is not None and until > add_months(issued, 12 * cap)
        case TermKind.LONG | TermKind.CONDITION | TermKind.UNMARKED:
            return False


# Reading ---------------------------------------------------------------------

_FOLDED = str.maketrans(
    "０１２３４５６７８９*＊☆✩✪⭐⭑⋆∗﹡絕絶機長個級",
    "0123456789" + STAR * 10 + "绝绝机长个级",
)
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_MARK = re.compile(f"(绝密|机密|秘密)(级?)(?:({STAR}+)(.*)|(.+))?")
_NOT_SECRET = re.compile(
    "(?:工作秘密|商业秘密|内部|公开|普通|平件|非密|非涉密|无|无密级|不涉密)(?:文件|资料|件|级)*|[-—－/／]*"
)
_STARRED_OTHER = re.compile(f"(?:工作秘密|商业秘密|内部|公开|普通|非密|无)[级件]*{STAR}.*")
_NUMERAL = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
_YEARS = re.compile(f"({_NUMERAL})年")
_MONTHS = re.compile(f"({_NUMERAL})个月")
_MIXED = re.compile(f"(?:{_NUMERAL})年(?:半|零?(?:{_NUMERAL})个月)")
_DATE = re.compile("(至|到)?([0-9]{4})([年./-])([0-9]{1,2})(?:月|[./-])?(?:([0-9]{1,2})日?)?(止)?")
_SPAN_OF_TIME = re.compile(f"(?:{_NUMERAL}|半)(?:年|个月|月|日|天|周)")
_WORDS = {"": UNMARKED, "长期": LONG_TERM, "半年": Term.months(6)}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


class _Unreadable(Exception):
    """Inside the parser only: a problem on its way to `parse_marking`."""

    def __init__(self, sentence: str, kind: ProblemKind = ProblemKind.UNACCEPTABLE) -> None:
        super().__init__(sentence)
        self.problem_kind = kind


def parse_marking(raw: str) -> Marking | MarkingProblem:
    """Read a mark as typed or as printed; forgiving in form, strict in meaning."""
    folded = _INVISIBLE.sub("", raw).translate(_FOLDED)
    try:
        return _read(raw, folded)
    except _Unreadable as unreadable:
        return MarkingProblem(unreadable.problem_kind, str(unreadable), raw)


def _read(raw: str, folded: str) -> Marking:
    if _NOT_SECRET.fullmatch(folded):
        work = "；工作秘密另册登记，本程序没有这一册" if "工作秘密" in folded else ""
        raise _Unreadable(f"非国家秘密，不入本台账{work}。", ProblemKind.NOT_SECRET)
    if _STARRED_OTHER.fullmatch(folded):
        raise _Unreadable("★只用于绝密、机密、秘密三级，非国家秘密，不入本台账。")
    found = _MARK.fullmatch(folded)
    if found is None:
        raise _Unreadable(f"密级“{_short(raw)}”无法识别，只能是绝密、机密或秘密。")
    level, suffix, star, starred_term, bare_term = found.groups()
    written = starred_term or bare_term or ""
    if bare_term is not None:
        written = bare_term.strip("()（）[]〔〕")
    term = _read_term(written, _short(raw), starred=star is not None)
    marking = Marking(Level.from_word(level), term, raw, starred=star is not None)
    irregular = raw.strip() != marking.text or bool(suffix) or star is None or _beyond_a_year(term)
    return Marking(marking.level, term, raw, irregular, star is not None)


def _beyond_a_year(term: Term) -> bool:
    return term.kind is TermKind.MONTHS and term.count > 12


def _read_term(written: str, raw: str, *, starred: bool) -> Term:
    if written in _WORDS:
        return _WORDS[written]
    if years := _YEARS.fullmatch(written):
        return Term.years(_count(years[1], f"“{raw}”的年数不对，应为1年至99年。"))
    if months := _MONTHS.fullmatch(written):
        return _read_months(_count(months[1], f"“{raw}”的月数不对，应为1个月至11个月。"), raw)
    if _MIXED.fullmatch(written):
        raise _Unreadable(
            f"“{raw}”把年和月混写：满一年的期限应以年为单位，请核对原件后改正。", ProblemKind.ASK
        )
    if ending := _DATE.fullmatch(written):
        return _read_date(ending, raw)
    return _read_condition(written, raw, starred=starred)


def _read_months(count: int, raw: str) -> Term:
    if count % 12 == 0:
        raise _Unreadable(f"“{raw}”不规范：满一年的保密期限应以年为单位。")
    return Term.months(count)


def _read_date(ending: re.Match[str], raw: str) -> Term:
    year, month, day = ending[2], ending[4], ending[5]
    try:
        return Term.ending(int(year), int(month), int(day) if day else None)
    except ValueError:
        raise _Unreadable(f"“{raw}”中的解密时间不存在。") from None


def _read_condition(written: str, raw: str, *, starred: bool) -> Term:
    words = sum(letter.isalpha() for letter in written)
    if not starred or STAR in written or words < 2 or _SPAN_OF_TIME.match(written):
        raise _Unreadable(f"“{raw}”的保密期限无法识别。")
    if not 2 <= len(written) <= 40:
        raise _Unreadable("解密条件应为2至40个字。")
    return Term(TermKind.CONDITION, condition=written)


def _count(numeral: str, sentence: str) -> int:
    """Read Arabic or Chinese digits from 1 to 99."""
    count = int(numeral) if numeral.isdecimal() else _chinese_count(numeral)
    if not 1 <= count <= 99:
        raise _Unreadable(sentence)
    return count


def _chinese_count(numeral: str) -> int:
    """Read 一 to 九十九; 0 for anything else, such as 一二."""
    tens, ten, ones = numeral.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.get(tens, 0 if tens else 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)


def _short(raw: str) -> str:
    """What to quote of a cell in a sentence."""
    text = " ".join(raw.split())
    return text if len(text) <= 20 else text[:20] + "…"
