"""A large ledger, fast: real acts with their real effects, links and seals, written in bulk.

Nothing is judged, and one signature stands for many acts; everything else is as the program
writes it, so the ledger verifies in full.  At scale 1 it has 300,000 documents with 1,000,000
copies and 4,000,000 entries.

    python -m tests.bench.generate FOLDER [scale]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from db.ledger.act import Act, effects_of
from db.ledger.acts.custody.circulate import CirculateBack, CirculateOut
from db.ledger.acts.custody.extend import Extend
from db.ledger.acts.custody.give_back import GiveBack
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.ending.approving import ApproveBatch
from db.ledger.acts.ending.destroying import DestroyInHouse
from db.ledger.acts.ending.destruction import ListDestruction
from db.ledger.acts.equipment.devices import AddDevice
from db.ledger.acts.intake.open_row import OpenRow
from db.ledger.acts.intake.register import Register
from db.ledger.acts.people.training import AttendTraining, PlanTraining
from db.ledger.acts.setup.add_person import AddPerson
from db.ledger.acts.setup.add_place import AddPlace
from db.ledger.beliefs import Belief, Copy, Person
from db.ledger.beliefs.equipment import DeviceKind
from db.ledger.beliefs.training import TrainingKind
from db.ledger.known import ALWAYS, Known
from db.ledger.values import Grade, Level, State
from db.store import journal, recording, standing
from db.vault import Cost, Plan, Vault

DOCUMENTS, COPIES, ENTRIES = 300_000, 1_000_000, 4_000_000
PASSWORD = "示例口令2026"
EAST = timezone(timedelta(hours=8))
BEGIN = datetime(2016, 1, 4, 9, 0, tzinfo=EAST)
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=EAST)
CHUNK = 400  # documents with all their movements, in one transaction
PEOPLE, PLACES, DEVICES = 120, 30, 60
BURNT = 40  # copies of a chunk that are destroyed at its end

_ISSUERS = [f"示例{place}{office}" for place in ("省委", "省", "市委", "市") for office in (
    "办公厅", "组织部", "财政厅", "应急管理厅", "保密局", "机要局", "发展改革委", "统计局"
)]  # fmt: skip
_VERBS = ("关于做好", "关于印发", "转发关于", "关于征求", "关于开展")
_SUBJECTS = (
    *("食品安全法", "未成年人网络保护条例", "档案法实施办法", "危险化学品安全管理条例"),
    *("个人所得税法", "退役军人安置条例", "海关总署规章", "水污染防治法", "统计法", "城乡规划法"),
)
_ENDS = ("实施准备工作的通知", "修订意见的函", "有关问题的意见", "专项检查的通知", "执行情况的通报")
_MARKS = ("秘密★5年", "秘密★10年", "机密★10年", "机密★20年", "绝密★30年")
_CLOSED = (State.DESTROYED, State.RETURNED, State.ARCHIVED)


@dataclass
class _Writer:
    """Gathers acts and their effects, and writes them in bulk."""

    vault: Vault
    known: Known
    drafts: list[journal.Draft] = field(default_factory=list)
    changes: recording.Changes = field(default_factory=dict)
    written: int = 0

    def take(self, act: Act, at: datetime) -> Act:
        """Complete an act, note its effects and its entry."""
        done = act.completed(self.known)
        names: dict[str, None] = {}
        for belief in effects_of(done, self.known):
            place = (type(belief), belief.identity())
            now: Belief | None = self.known.find(type(belief), *belief.identity())
            before = self.changes[place][0] if place in self.changes else now
            after = standing.merged(now, belief)
            self.changes[place] = (before, after)
            self.known.put(after)
            if belief.subject:
                names[belief.subject_name()] = None
        desk = recording.Desk(
            self.vault.operator, at, done.on, self.known.policy, self.known.calendar
        )
        self.drafts.append(recording._draft(done, desk, ",".join(names)))
        return done

    def flush(self) -> None:
        """Write what was gathered in one transaction, under one signature."""
        connection = self.vault._connection
        connection.execute("BEGIN IMMEDIATE")
        first = journal.tip(connection)[0] + 1
        journal.append(connection, self.drafts)
        standing.apply(connection, self.changes.values())
        journal.seal(connection, first, (self.vault._opened.signer,))
        connection.execute("COMMIT")
        self.written += len(self.drafts)
        self.drafts.clear()
        self.changes.clear()


def generate(folder: Path, scale: float = 0.01, seed: int = 1) -> Vault:
    """Make the ledger in `folder` and return it unlocked."""
    dice = random.Random(seed)
    clock = [BEGIN]
    vault, _ = Vault.create(
        folder / "ledger",
        Plan("示例单位", "示例李", PASSWORD),
        clock=lambda: clock[0],
        state_dir=folder / "state",
        cost=Cost(1, 64, 1),
    )
    day = BEGIN.date()
    people = [
        AddPerson(on=day, name=f"示例{number:03d}", grade=Grade.IMPORTANT)
        for number in range(PEOPLE)
    ]
    vault.record(*people, *(AddPlace(on=day, name=f"{number}号柜") for number in range(PLACES)))
    vault.record(*_devices(day))
    writer = _Writer(vault, _fresh(vault))
    documents = max(1, int(DOCUMENTS * scale))
    movements = int((ENTRIES - DOCUMENTS) * scale)
    moved = 0
    for first in range(0, documents, CHUNK):
        last = min(first + CHUNK, documents)
        share = movements * last // documents - moved
        moved += _chunk(writer, dice, range(first, last), documents, share)
        before, clock[0] = clock[0], _moment(last / documents)
        writer.flush()
        if clock[0].year > before.year:
            _train(vault, clock[0].date())
        writer.known = _fresh(vault)
    clock[0] = NOW
    vault._mark(at_once=True)
    return vault


def _devices(day: date) -> list[AddDevice]:
    return [
        AddDevice(
            on=day,
            number=f"SB-{number:03d}",
            name="台式计算机",
            model="示例T1",
            sort=DeviceKind.COMPUTER,
            level=Level.SECRET,
            custodian=number % PEOPLE + 1,
            place="办公室",
            serial=f"SN{number:06d}",
        )
        for number in range(DEVICES)
    ]


def _train(vault: Vault, day: date) -> None:
    """Hold one session a year, for all but every tenth."""
    everybody = tuple(range(1, PEOPLE + 1))
    plan = PlanTraining(
        on=day,
        topic="保密法学习",
        sort=TrainingKind.ON_POST,
        lecturer="示例讲",
        hours="4",
        persons=everybody,
    )
    (planned,) = vault.record(plan).acts
    assert isinstance(planned, PlanTraining)
    training = planned.training or 0
    vault.record(AttendTraining(on=day, training=training, absent=everybody[::10], why="出差"))


def _fresh(vault: Vault) -> Known:
    """Return a `Known` with what every act looks at."""
    known = vault._desk().known()
    for kind in ALWAYS:
        for belief in standing.where(vault._connection, kind):
            known.put(belief)
    for person in standing.where(vault._connection, Person):
        known.put(person)
    return known


def _moment(part: float) -> datetime:
    span = (NOW - timedelta(days=20) - BEGIN) / timedelta(seconds=1)
    return BEGIN + timedelta(seconds=int(span * part))


def _chunk(
    writer: _Writer, dice: random.Random, numbers: range, documents: int, movements: int
) -> int:
    """Enter some documents, then move their copies about; return the number of movements."""
    copies: list[int] = []
    for number in numbers:
        at = _moment(number / documents)
        act = (
            _row(dice, number, at.date()) if number % 10 < 3 else _receipt(dice, number, at.date())
        )
        done = writer.take(act, at)
        if not (isinstance(done, OpenRow) and done.state.closed):
            copies += getattr(done, "copies", ())
    at = _moment(numbers.stop / documents)
    done_so_far = 0
    for act in _movements(writer, dice, copies, at.date()):
        if done_so_far == movements:
            break
        writer.take(act, at)
        done_so_far += 1
    _burn(writer, [copy for copy in copies if copy % 10 == 0][:BURNT], at)
    return done_so_far


def _burn(writer: _Writer, copies: list[int], at: datetime) -> None:
    """List some copies for destruction, approve it and see them go."""
    here = tuple(one for one in copies if writer.known.get(Copy, one).state is State.IN_STOCK)
    if not here:
        return
    day = at.date()
    listing = ListDestruction(on=day, copies=here, reason="期满", in_house=True)
    listed = writer.take(listing, at)
    batch = getattr(listed, "batch", 0)
    writer.take(ApproveBatch(on=day, batch=batch, approved_by="领导"), at)
    done = DestroyInHouse(
        on=day,
        batch=batch,
        machine="碎纸机",
        supervisors=(1, 2),
        scanned=here,
        residue_checked=True,
    )
    writer.take(done, at)


def _movements(writer: _Writer, dice: random.Random, copies: list[int], day: date) -> Iterator[Act]:
    """Circulate, lend, extend and give back; now and then a copy stays out."""
    while copies:
        copy = dice.choice(copies)
        if writer.known.get(Copy, copy).state is not State.IN_STOCK:
            continue
        reader = dice.randint(2, PEOPLE)
        due = day + timedelta(days=20)
        if dice.random() < 0.3:
            yield CirculateOut(on=day, copy=copy, to=reader, approved_by="领导")
            yield CirculateBack(on=day, copy=copy)
            continue
        yield Lend(on=day, copy=copy, to=reader, approved_by="领导", due=due)
        if dice.random() < 0.003:
            copies.remove(copy)
            continue
        yield Extend(on=day, copy=copy, due=due + timedelta(days=5), approved_by="领导")
        yield GiveBack(on=day, copy=copy)


def _words(dice: random.Random, number: int) -> dict[str, str]:
    issuer = _ISSUERS[number % len(_ISSUERS)]
    about = f"《{dice.choice(_SUBJECTS)}》"
    return {
        "issuer": issuer,
        "doc_number": f"示{issuer[2:4]}发〔{2016 + number % 10}〕{number}号",
        "title": f"{dice.choice(_VERBS)}{about}{dice.choice(_ENDS)}（{number}）",
        "marking": dice.choices(_MARKS, (30, 30, 25, 10, 5))[0],
    }


def _copies(dice: random.Random) -> int:
    return dice.choices((1, 2, 3, 5, 10), (30, 20, 25, 17, 8))[0]


def _receipt(dice: random.Random, number: int, day: date) -> Register:
    first = number * 13 % 900_000 + 1
    return Register(
        **_words(dice, number),
        on=day,
        copy_nos=f"{first:06d}-{first + _copies(dice) - 1:06d}",
        pages=dice.randint(2, 60),
        counted=True,
        channel="机要交换",
        signed_by=1,
        also_signed=2,
        custodian=1,
        place=dice.randint(1, PLACES),
        department="机要室",
    )


def _row(dice: random.Random, number: int, day: date) -> OpenRow:
    words, count = _words(dice, number), _copies(dice)
    nos = tuple(f"{(number * 17 + index) % 999_999 + 1:06d}" for index in range(count))
    return OpenRow(
        **words,
        on=day,
        row=number,
        as_typed={"文号": words["doc_number"], "标题": words["title"], "密级": words["marking"]},
        nos=nos,
        count=count,
        pages=dice.randint(2, 60),
        received_on=day,
        receipt_no=f"{number}",
        state=dice.choices((State.IN_STOCK, *_CLOSED), (2, 3, 3, 2))[0],
        custodian=1,
        place=dice.randint(1, PLACES),
    )


if __name__ == "__main__":
    made = generate(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.01)
    print(f"{journal.tip(made._connection)[0]} entries")
    made.lock()
