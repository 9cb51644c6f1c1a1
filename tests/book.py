"""A small ledger for tests: real files, a cheap key derivation, a clock that is handed in.

It is made once per process and copied, because most tests want the same beginning: 示例李 keeps the
books of a small unit, 示例王 and 示例赵 may borrow, 示例周 is the witness, 示例钱 has no grade.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from db.ledger.act import Act
from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.acts.intake.register import Register
from db.ledger.acts.setup.add_department import AddDepartment
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.values import Grade, Level, Role
from db.store import reading, replay, settling
from db.store.keyring import open_slot
from db.vault import Confirmation, Cost, Founded, Plan, Recorded, Vault
from db.views.timeline import JOURNAL, EntryRow

TINY = Cost(1, 64, 1)
PASSWORD = "示例口令第一二三四"
WITNESS, WITNESS_PASSWORD = "示例周", "见证口令第一二三"
FIRST = "首次口令第一二三"
UNIT, OFFICER = "示例单位", "示例李"
START = datetime(2026, 3, 4, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = START.date()

# The numbers that the beginning gives.
LI, WANG, ZHAO, ZHOU, QIAN = 1, 2, 3, 4, 5
OFFICE, FINANCE = 1, 2
ROOM, READING_ROOM, CABINET = 1, 2, 3


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: int) -> None:
        self.now += timedelta(**by)


@dataclass
class Book:
    """An unlocked ledger with everything a test needs to go on."""

    folder: Path
    state: Path
    clock: Clock
    vault: Vault
    founded: Founded | None = None
    _confirmed: dict[tuple[str, datetime], Confirmation] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.clock.now.date()

    @property
    def connection(self) -> Any:
        return self.vault._connection

    def record(
        self,
        *acts: Act,
        second: Confirmation | None = None,
        reasons: Mapping[str, str] | None = None,
    ) -> Recorded:
        return self.vault.record(*acts, second=second, reasons=reasons)

    def refused(self, *acts: Act, second: Confirmation | None = None) -> list[str]:
        """Return the numbers of the rules these acts would break, in order."""
        previewed = self.vault.preview(*acts, second=second)
        return sorted({refusal.rule.number for each in previewed for refusal in each})

    def second(self, name: str = WITNESS, password: str = WITNESS_PASSWORD) -> Confirmation:
        """Let the second person confirm; what he confirmed at another time counts no more."""
        at = name, self.clock.now
        if at not in self._confirmed:
            self._confirmed[at] = self.vault.confirm(name, password)
        return self._confirmed[at]

    def witness(self, name: str, person: int, password: str) -> None:
        """Make somebody a witness who has chosen his own password."""
        second = self.second() if name != WITNESS else None
        self.vault.accounts.add_witness(name, person, FIRST, TINY, second=second)
        self.vault.accounts.witness_password(name, FIRST, password, TINY)

    def account(self, name: str, person: int, *roles: Role, password: str) -> None:
        """Give somebody an account and let him choose his own password; then sit down again."""
        self.vault.accounts.add(name, person, roles, FIRST, TINY, second=self.second())
        self.reopen(FIRST, name)
        self.vault.accounts.change_password(password, TINY)
        self.reopen()

    def dump(self) -> str:
        return replay.dump_digest(self.connection)

    def reopen(self, password: str = PASSWORD, account: str | None = OFFICER) -> Vault:
        """Lock it and unlock it again."""
        self.vault.lock()
        self._confirmed.clear()
        self.vault = unlocked(self.folder, self.state, self.clock, password, account)
        return self.vault

    def close(self) -> Path:
        self.vault.lock()
        return self.folder


def unlocked(
    folder: Path,
    state: Path,
    clock: Clock,
    password: str = PASSWORD,
    account: str | None = OFFICER,
    *,
    write: bool = True,
) -> Vault:
    return Vault.unlock(folder, account, password, clock=clock, state_dir=state, write=write)


def new_book(at: Path, **plan: Any) -> Book:
    """Make an empty ledger, as the program makes one."""
    clock = Clock()
    wanted = replace(Plan(UNIT, OFFICER, PASSWORD), **plan)
    vault, founded = Vault.create(
        at / "ledger", wanted, clock=clock, state_dir=at / "state", cost=TINY
    )
    return Book(at / "ledger", at / "state", clock, vault, founded)


def furnish(book: Book) -> None:
    """Add departments, persons, places and the witness."""
    on = book.today
    book.record(
        AddDepartment(on=on, name="办公室"),
        AddDepartment(on=on, name="财务处"),
        AddPerson(on=on, name="示例王", department=OFFICE, grade=Grade.CORE),
        AddPerson(on=on, name="示例赵", department=FINANCE, grade=Grade.IMPORTANT),
        AddPerson(on=on, name=WITNESS, department=OFFICE, grade=Grade.GENERAL),
        AddPerson(on=on, name="示例钱"),
        AddPlace(on=on, name="阅文室", reading=True),
        AddPlace(on=on, name="2号柜"),
    )
    book.witness(WITNESS, ZHOU, WITNESS_PASSWORD)


@cache
def _template() -> Path:
    at = Path(tempfile.mkdtemp(prefix="zhuance-test-"))
    atexit.register(shutil.rmtree, at, ignore_errors=True)
    book = new_book(at)
    furnish(book)
    book.close()
    return at


def a_book(at: Path, *, furnished: bool = True, **plan: Any) -> Book:
    """Return a ledger that is ready for its first documents."""
    if plan or not furnished:
        book = new_book(at, **plan)
        if furnished:
            furnish(book)
        return book
    shutil.copytree(_template(), at, dirs_exist_ok=True)
    clock = Clock()
    return Book(at / "ledger", at / "state", clock, unlocked(at / "ledger", at / "state", clock))


def journal(vault: Vault) -> tuple[EntryRow, ...]:
    """Return all entries in order, the auditor's too."""
    everybody = reading.Asker(frozenset(Role))
    return reading.page(vault._connection, JOURNAL, reading.Question(), everybody).rows


def master_key(book: Book, password: str = PASSWORD, account: str = OFFICER) -> bytes:
    """Return what everybody with a password can have: the key of the file."""
    return opened_keys(book.folder, password, account).master_key


def opened_keys(folder: Path, password: str = PASSWORD, account: str = OFFICER) -> Any:
    return open_slot(settling.read_keyring(folder / "keyring"), account, password)


# -- acts that are lawful as they stand ----------------------------------------------


def register(on: date = TODAY, **given: Any) -> Register:
    """Return a lawful registration: one document, three copies, in the cabinet of the room."""
    lawful: dict[str, Any] = {
        "issuer": "示例办",
        "doc_number": "示办发〔2026〕7号",
        "title": "关于示例工作的通知",
        "marking": "机密★10年",
        "copy_nos": "000120-000122",
        "pages": 8,
        "issued_on": date(2026, 3, 1),
        "counted": True,
        "signed_by": LI,
        "custodian": LI,
        "place": ROOM,
    }
    return Register(on=on, **(lawful | given))


def open_row(on: date = TODAY, **given: Any) -> OpenRow:
    """Return a lawful row of an old register."""
    lawful: dict[str, Any] = {
        "workbook": "旧账.xlsx",
        "row": 3,
        "as_typed": {"收文号": "12", "文件标题": "旧通知"},
        "issuer": "示例局",
        "doc_number": "示局〔2024〕12号",
        "title": "旧通知",
        "marking": "秘密★5年",
        "nos": ("000031",),
        "count": 1,
        "receipt_no": "12",
        "received_on": date(2024, 5, 6),
        "custodian": LI,
        "place": ROOM,
    }
    return OpenRow(on=on, **(lawful | given))


def leaves(on: date = TODAY) -> dict[str, Any]:
    """Return what is noted of somebody who leaves properly."""
    noted = {"talked_on": on, "talker": "示例周", "pledged_on": on}
    return {"reason": "调离", **noted, "keys": "交示例李", "rights": "无"}


LEVELS = {Level.TOP_SECRET: "绝密★30年", Level.SECRET: "机密★10年", Level.CONFIDENTIAL: "秘密★5年"}
