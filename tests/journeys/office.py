"""An office for journeys: people, places, two witnesses, and a clock that the test moves.

示例市委办公室 in March 2025. 示例李 keeps the books; 示例甲 to 示例戊 read, 示例己 is outside every
scope; 示例王 and 示例辛 can confirm on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.exchange.making import xlsx
from tests.journeys.desk import OFFICER, Answer, Desk, confirming, founded, with_witness

BEIJING = timezone(timedelta(hours=8))
READERS = ("示例甲", "示例乙", "示例丙", "示例丁", "示例戊")
OUTSIDER, LEADER, PLACE = "示例己", "示例主任", "1号柜2层"
OTHER_WITNESS, OTHER_PASSWORD = "示例辛", "第三口令2025"
ISSUER, NUMBER = "示例省委办公厅", "示办发〔2025〕7号"


@dataclass
class Watch:
    """The one clock, moved by hand; a look takes a second."""

    moment: datetime = datetime(2025, 3, 3, 9, 0, tzinfo=BEIJING)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def at(self, moment: str) -> None:
        """Set it, e.g. `2025-03-04 14:00`."""
        self.moment = datetime.fromisoformat(moment).replace(tzinfo=BEIJING)


@dataclass
class Office:
    """A desk at a time of its own."""

    desk: Desk
    watch: Watch
    second: list[str]
    more: list[str] = field(default_factory=list)  # e.g. --day, after a long pause

    @property
    def today(self) -> date:
        return self.watch.moment.date()

    def act(self, kind: str, *second: str, **given: Any) -> Answer:
        """Ask for an act; `second` are the options of whoever confirms."""
        return self.desk.act(kind, given, *second, *self.more)

    def acted(self, kind: str, *second: str, **given: Any) -> dict[str, Any]:
        """Record an act that must succeed; return what the program filled in."""
        answer = self.act(kind, *second, **given)
        assert answer.code == 0, answer.err
        made: dict[str, Any] = answer.json["acts"][0] | {"entry": answer.json["first"]}
        return made

    def refused(self, kind: str, *second: str, **given: Any) -> dict[str, str]:
        """Expect a refusal that changes nothing; return sentence by rule."""
        before = self.desk.digest()
        answer = self.act(kind, *second, **given)
        assert self.desk.digest() == before
        return told(answer)

    def scan(self, batch: str, *copies: str, afresh: bool = False) -> Answer:
        """Scan copies, one line each."""
        words = ["scan", batch, *(["--afresh"] if afresh else []), *self.more]
        return self.desk.run(*words, given="\n".join(copies).encode())

    def other_witness(self) -> list[str]:
        """Return the options by which the second witness confirms."""
        secret = str(self.desk.secret(OTHER_PASSWORD))
        return ["--second", OTHER_WITNESS, "--second-password-file", secret]

    def copies(self, number: str = NUMBER) -> dict[str, dict[str, Any]]:
        """Return the copies of a document by their 份号."""
        return {row["copy_no"]: row for row in self.desk.rows("copies", f"doc_number={number}")}

    def states(self, number: str = NUMBER) -> list[str]:
        return [row["state"] for _, row in sorted(self.copies(number).items())]

    def batch(self, number: str) -> dict[str, Any]:
        (row,) = self.desk.rows("batches", f"number={number}")
        return row

    def lines(self, number: str) -> dict[str, str]:
        """Return how far each copy of a batch has come, by 份号."""
        rows = self.desk.rows("batch_lines", f"number={number}")
        return {row["copy_no"]: row["line_state"] for row in rows}

    def sound(self) -> bool:
        """Verify everything, and compare the state with a rebuild."""
        proved = self.desk.run("verify", "--full")
        rebuilt = self.desk.run("rebuild", "--check")
        assert (proved.code, rebuilt.code) == (0, 0), proved.err + rebuilt.err
        return True

    def register(self, copy_nos: str = "000120-000122", **given: Any) -> dict[str, Any]:
        """Register a lawful document; the second person signs for it on paper."""
        lawful: dict[str, Any] = {
            "issuer": ISSUER,
            "doc_number": NUMBER,
            "title": "关于示例工作的通知",
            "marking": "机密★10年",
            "copy_nos": copy_nos,
            "pages": 8,
            "issued_on": "2025-03-01",
            "counted": True,
            "signed_by": OFFICER,
            "custodian": OFFICER,
            "place": PLACE,
        }
        return self.acted("register", **(lawful | given))

    def workbook(self, name: str, *rows: list[object]) -> Path:
        """Write a workbook of plain rows."""
        path = self.desk.home / name
        path.write_bytes(xlsx(rows))
        return path


def told(answer: Answer) -> dict[str, str]:
    """Return the sentences of a refusal by rule number; nothing is on standard output."""
    assert (answer.code, answer.out) == (1, ""), (answer.code, answer.out, answer.err)
    return {line.split()[0]: line.partition(" ")[2] for line in answer.err.splitlines()}


def copy(number: str, document: str = NUMBER) -> str:
    return f"{document}/{number}"


@contextmanager
def in_memory() -> Iterator[Path]:
    """Lend a folder in memory where there is one: hundreds of commits then cost no disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="zhuance-", dir=memory if memory.is_dir() else None) as home:
        yield Path(home)


def furnished(home: Path, watch: Watch) -> Office:
    """Make the office; the clock of the program must be the watch already."""
    desk = founded(home)
    office = Office(desk, watch, with_witness(desk))
    confirming(desk, OTHER_WITNESS, OTHER_PASSWORD, *office.second)
    desk.acted("add_department", [{"name": "示例一处"}, {"name": "示例二处"}])
    places = [{"name": PLACE}, {"name": "2号柜"}, {"name": "阅文室", "reading": True}]
    desk.acted("add_place", places)
    people = [*READERS, OUTSIDER, LEADER, "示例庚"]
    person = {"grade": "important", "department": "示例一处"}
    desk.acted("add_person", [person | {"name": name} for name in people])
    return office
