"""A 涉密人员台账 kept by hand: persons are read one by one and never merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.ledger.identity_numbers import number_problem, tidy_number
from db.ledger.values import Grade
from desktop.exchange.headings import PEOPLE
from desktop.exchange.legacy import LegacyBook, Problem, Reading, read_lines
from desktop.exchange.read_workbook import Sheet
from desktop.exchange.tables import Found, find_tables

REGULAR = "正式"
_EMPLOYMENTS = ("借调", "跟班学习", "挂职", "聘用")
_OFF_POST = re.compile("离岗|离职|退休|调出|调离|辞职|去世|脱密期|不在岗")
_NOT_OFF_POST = re.compile("未离岗|拟离岗|在岗")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*月?(?:\s*[./-]?\s*(\d{1,2})\s*日?)?")


@dataclass(frozen=True)
class LegacyPerson:
    """One person as the register has him; days are as exact as they were written."""

    row: int
    sheet: str
    name: str
    sex: str
    department: str
    post: str
    grade: Grade | None
    employment: str
    on_post: bool
    left_post: str
    phone: str
    id_number: str
    political: str
    cleared_on: str
    pledge_on: str
    reviewed_on: str
    born_on: str
    ethnicity: str
    education: str
    rank: str
    title: str
    remark: str
    as_typed: dict[str, str]


def read_people(sheets: Sequence[Sheet]) -> LegacyBook[LegacyPerson]:
    """Read a whole register of cleared persons."""
    return people_of(find_tables(sheets, PEOPLE))


def people_of(found: Found) -> LegacyBook[LegacyPerson]:
    """Read the rows that were found in a register of cleared persons."""
    accepted, rejected, problems = read_lines(found, _person)
    return LegacyBook(
        kind=PEOPLE,
        rows_seen=len(found.lines),
        accepted=tuple(accepted),
        rejected=tuple(rejected),
        problems=(*problems, *_namesakes(accepted)),
        title=found.above,
        passed_over=found.passed_over,
        unread_sheets=found.unread_sheets,
        unread_columns=found.unread_columns,
    )


def _person(row: Reading) -> LegacyPerson:
    line = row.line
    name = "".join(line.text("name").split()) if not line.text("name").isascii() else ""
    if not name:
        row.refuse("name", "没有姓名。")
    remark, state = line.text("remark"), line.text("state")
    off_post = _off_post(state) or _off_post(remark)
    return LegacyPerson(
        row=line.row,
        sheet=line.sheet,
        name=name,
        sex=line.text("sex"),
        department=line.text("department"),
        post=line.text("post"),
        grade=_grade(row),
        employment=_employment(line.text("employment"), remark),
        on_post=not off_post,
        left_post=_month(remark) if off_post else "",
        phone=line.text("phone"),
        id_number=_number(row),
        political=line.text("political"),
        cleared_on=row.partial("cleared_on", "cleared_on"),
        pledge_on=row.partial("pledge_on", "pledge_on"),
        reviewed_on=row.partial("reviewed_on", "reviewed_on"),
        born_on=row.partial("born_on", "born_on"),
        ethnicity=line.text("ethnicity"),
        education=line.text("education"),
        rank=line.text("rank"),
        title=line.text("title"),
        remark=remark,
        as_typed=line.as_typed,
    )


def _number(row: Reading) -> str:
    """Read an identity number; one that cannot be right is taken as it is, and told."""
    number = tidy_number(row.line.text("id_number"))
    if why := number_problem(number):
        row.note("id_number", f"身份证号{why}，请对照证件核对。")
    return number


def _off_post(text: str) -> bool:
    return text == "否" or bool(_OFF_POST.search(text) and not _NOT_OFF_POST.search(text))


def _month(remark: str) -> str:
    """Return the month or day named in a remark such as 2024年3月离岗."""
    found = _MONTH.search(remark)
    if found is None or not 1 <= int(found[2]) <= 12:
        return ""
    return "-".join(
        part if len(part) > 1 else f"0{part}" for part in found.groups() if part is not None
    )


def _grade(row: Reading) -> Grade | None:
    """Read 核心, 重要, 一般, with or without 涉密人员 behind; another word is told, not guessed."""
    text = row.line.text("grade")
    for grade in Grade:
        if grade.word in text:
            return grade
    if text and text not in ("无", "非涉密", "非涉密人员", "-", "—", "/"):
        row.note("grade", f"涉密等级“{text[:20]}”无法识别，只能是核心、重要或一般。")
    return None


def _employment(stated: str, remark: str) -> str:
    for kind in _EMPLOYMENTS:
        if kind in stated or kind in remark:
            return kind
    return stated or REGULAR


def _namesakes(people: Iterable[LegacyPerson]) -> Iterator[Problem]:
    """Yield each person whose name another row bears too: is it one person or two?"""
    kept = list(people)
    counts = Counter(person.name for person in kept)
    first: dict[str, int] = {}
    for person in kept:
        other = first.setdefault(person.name, person.row)
        if counts[person.name] > 1 and other != person.row:
            text = f"与第{other}行同名，请确认是否同一人；程序不会自动合并。"
            yield Problem(person.row, "name", text, person.sheet)
