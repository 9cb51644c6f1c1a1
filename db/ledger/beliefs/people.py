"""Who and where: the unit, departments, persons, places, accounts, witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.ledger.beliefs.belief import Belief
from db.ledger.values import Grade, Level, Role


@dataclass(frozen=True, kw_only=True)
class Unit(Belief):
    """The unit that owns the ledger; there is exactly one (id 1)."""

    table = "unit"
    word = "单位"
    id: int = 1
    name: str
    ceiling: Level
    small: bool


@dataclass(frozen=True, kw_only=True)
class Department(Belief):
    """内设机构 / 处室; one that was closed may have gone into another that is still there."""

    table = "department"
    word = "部门"
    id: int
    name: str
    active: bool = True
    names: int = 0
    closed_on: date | None = None
    successor: int | None = None


@dataclass(frozen=True, kw_only=True)
class FormerName(Belief):
    """A name that a department had until it was renamed."""

    table = "former_name"
    word = "部门原名"
    key = ("department", "number")
    department: int
    number: int
    name: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Belonging(Belief):
    """A time that is over, in which one person belonged to one department."""

    table = "belonging"
    word = "部门归属"
    key = ("person", "number")
    person: int
    number: int
    department: int
    until: date


@dataclass(frozen=True, kw_only=True)
class Person(Belief):
    """A person named in the ledger.  Unverified (待核) if only a register's word names him.

    Review, training, pledge and filings are the latest on record; the 脱密期 begins when he leaves.
    """

    table = "person"
    word = "人员"
    id: int
    name: str
    department: int | None = None
    post: str = ""
    grade: Grade | None = None
    employment: str = "正式"
    on_post: bool = True
    unverified: bool = False
    reviewed_on: date | None = None
    trained_on: date | None = None
    pledged_on: date | None = None
    left_on: date | None = None
    cooling_until: date | None = None
    filed_on: date | None = None
    border_filed_on: date | None = None
    rooms: int = 0


@dataclass(frozen=True, kw_only=True)
class Particulars(Belief):
    """What a registration form asks about a person; the identity number is masked wherever read."""

    table = "particulars"
    word = "人员信息"
    key = ("person",)
    person: int
    id_number: str = ""
    sex: str = ""
    born_on: str = ""  # a day, or the month that a register gives: 1990-07
    ethnicity: str = ""
    politics: str = ""
    education: str = ""
    position: str = ""
    rank: str = ""
    title: str = ""
    phone: str = ""
    started_work: str = ""
    abroad: str = ""  # another nationality, residence abroad
    sender: str = ""
    cleared_on: str = ""  # since when an old register has him as cleared
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Place(Belief):
    """存放处: a cabinet, a room; `reading` marks a designated reading place (K06).

    `rated` is the highest level its cabinet is fit for, None as long as nobody said so.
    """

    table = "place"
    word = "存放处"
    id: int
    name: str
    reading: bool = False
    active: bool = True
    rated: Level | None = None


@dataclass(frozen=True, kw_only=True)
class Account(Belief):
    """Who can unlock the ledger; `public_key` is the hex Ed25519 key that answers for him."""

    table = "account"
    word = "账户"
    id: int
    name: str
    person: int
    roles: tuple[Role, ...]
    public_key: str
    granted: bool = True  # the security administrator gave the roles that were asked for
    own: bool = True  # the password is the owner's own choice
    locked: bool = False
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Witness(Belief):
    """Who can confirm an act in another's session and open nothing (见证)."""

    table = "witness"
    word = "见证人"
    id: int
    name: str
    person: int
    public_key: str
    sealed: str
    granted: bool = True
    own: bool = True
    locked: bool = False
    active: bool = True
