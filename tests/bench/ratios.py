"""What the program takes for its work, against the plainest way to do the same, in one run."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection

import openpyxl

from db.ledger.act import effects_of
from db.ledger.acts.custody.lend import Lend
from db.ledger.acts.custody.stocktaking import OpenStocktake
from db.ledger.columns import columns_of
from db.ledger.values import State
from db.store import journal, proof, recording, replay, standing
from db.store.loading import load
from db.store.reading import Filter, Question, Test
from db.vault import Vault
from db.views.copies import COPIES
from db.views.documents import DOCUMENTS
from db.views.stocktakes import COUNTING
from desktop.exchange.write_workbook import export_rows
from desktop.taking_over import take_over
from tests.bench import bench_f01, desk
from tests.bench.plain import Written, twin
from tests.exchange.making import xlsx

F01_ROWS = 6000
IMPORT_ROWS = 2000
EXPECTED = 20_000
REASONS = {"K10": "批准", "V03": "待核", "V09": "补录"}


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    ours: str
    yardstick: str = ""
    ratio: float | None = None
    target: float | None = None


def took(work: Callable[[], object], times: int = 5) -> float:
    """Return the fewest seconds a piece of work took; others on the machine only add to it."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def against(
    ours: Callable[[], object], theirs: Callable[[], object], times: int = 15
) -> tuple[float, float]:
    """Return what both took at least, measured in turns, so that a busy disk meets both."""
    found = [(took(ours, 1), took(theirs, 1)) for _ in range(times)]
    return min(mine for mine, _ in found), min(others for _, others in found)


def worked(work: Callable[[], object]) -> float:
    """Return the seconds of this process that one long piece of work took."""
    began = time.process_time()
    work()
    return time.process_time() - began


def figures(vault: Vault, folder: Path) -> Iterator[Figure]:
    """Measure everything, the quick things first."""
    plain = twin(vault, folder / "plain.db")
    yield from _pages(vault, plain)
    yield from _search(vault, plain)
    yield from _desk_questions(vault, plain)
    yield from _append(vault, plain)
    yield from _counting(vault, plain)
    yield from _proof(vault)
    yield from _files(vault)
    yield from _import(vault, folder)
    plain.close()


def figures_of_the_desk(folder: Path) -> Iterator[Figure]:
    """Measure the window on a locked ledger: until it stands, then each page."""
    stood, pages = desk.pages(folder)
    bare = desk.bare(folder / "plain.db")
    yield Figure(
        "start to the first painted page", f"{stood:.1f} s", f"{bare:.1f} s bare", bare / stood
    )
    for title, took_ms in pages.items():
        if title != "窗口":
            yield Figure(f"page {title}, answered and painted", f"{took_ms} ms")


def _desk_questions(vault: Vault, plain: Connection) -> Iterator[Figure]:
    """What an officer does on the page of copies: type, sort, scroll, look at a card."""
    at_hand = Filter("state", tuple(state for state in State if not state.closed))
    middle = vault._connection.execute("SELECT max(id) / 2 FROM copy").fetchone()[0]
    inner = "state NOT IN ('DESTROYED', 'RETURNED', 'ARCHIVED', 'LOST')"
    for what, question, where in (
        (
            "typed under 标题: 食品",
            Question(filters=(at_hand, Filter("title", ("食品",), Test.LOOKED_UP))),
            f"{inner} AND title LIKE '%食品%' ORDER BY id",
        ),
        (
            "typed under 份号: 0123",
            Question(filters=(at_hand, Filter("copy_no", ("0123",), Test.LOOKED_UP))),
            f"{inner} AND copy_no LIKE '%0123%' ORDER BY id",
        ),
        (
            "sorted by 变动日期, newest first",
            Question(filters=(at_hand,), order=(("moved_on", True),)),
            f"{inner} ORDER BY moved_on DESC",
        ),
        (
            "scrolled on, in the middle",
            Question(filters=(at_hand,), after=(middle,)),
            f"{inner} AND id > {middle} ORDER BY id",
        ),
    ):
        asked = dataclasses.replace(question, limit=200)
        sql = f"SELECT * FROM ({COPIES.sql}) WHERE {where} LIMIT 200"
        ours, theirs = against(
            lambda asked=asked: vault.ask(COPIES, asked),
            lambda sql=sql: plain.execute(sql).fetchall(),
            5,
        )
        yield Figure(what, f"{ours * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", theirs / ours)


def _counting(vault: Vault, plain: Connection) -> Iterator[Figure]:
    """A stock-take: from the scan to the sealed answer, and the amounts beside it."""
    act = OpenStocktake(on=vault.today, reason="量速度", sample=EXPECTED, seed="1")
    began = time.perf_counter()
    (done,) = vault.record(act).acts
    opened = time.perf_counter() - began
    assert isinstance(done, OpenStocktake)
    number, copies = done.stocktake or 0, iter(done.copies)
    expected = len(done.copies)
    yield Figure(f"stock-take of {expected:,} copies, list frozen", f"{opened:.2f} s")
    plain.execute("CREATE TABLE seen (copy INTEGER PRIMARY KEY, at TEXT)")

    def noted() -> None:
        plain.execute("BEGIN IMMEDIATE")
        found = plain.execute("SELECT max(copy) FROM seen").fetchone()[0] or 0
        plain.execute("INSERT INTO seen VALUES (?, 'now')", (found + 1,))
        plain.execute("COMMIT")

    ours, theirs = against(lambda: vault.counting.scan(number, f"Z{next(copies)}"), noted, 50)
    what = f"scan to sealed answer, {expected:,} expected"
    yield Figure(what, f"{ours * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", theirs / ours)
    digits = took(lambda: vault.counting.scan(number, "7"), 5)
    yield Figure(f"last digits among {expected:,}", f"{digits * 1e3:.1f} ms")
    asked = Question(given={"stocktake": number})
    with vault.snapshot() as book:
        tallied = took(lambda: book.tally(COUNTING, asked, "bucket"), 3)
    yield Figure(f"amounts by result of {expected:,}", f"{tallied * 1e3:.0f} ms")
    newest = Question(given=asked.given, order=(("seen_at", True),), limit=200)
    shown = took(lambda: vault.ask(COUNTING, newest), 3)
    yield Figure(f"latest 200 scans of {expected:,}", f"{shown * 1e3:.0f} ms")


# -- reading ------------------------------------------------------------------------------------


_PLAIN_PAGE = f"SELECT * FROM ({COPIES.sql}) WHERE id > ? ORDER BY id LIMIT 200"
_PLAIN_FILTERED = (
    f"SELECT * FROM ({COPIES.sql}) WHERE state = 'IN_STOCK' AND level = 2 AND id > ?"
    " ORDER BY id LIMIT 200"
)


def _pages(vault: Vault, plain: Connection) -> Iterator[Figure]:
    (last,) = vault._connection.execute("SELECT max(id) FROM copy").fetchone()
    middle = last // 2
    for what, filters, sql in (
        ("page of 200 copies, in the middle", (), _PLAIN_PAGE),
        (
            "page of 200, 机密 in stock",
            (Filter("state", (State.IN_STOCK,)), Filter("level", ("机密",))),
            _PLAIN_FILTERED,
        ),
    ):
        question = Question(filters=filters, after=(middle,), limit=200)
        ours, theirs = against(
            lambda question=question: vault.ask(COPIES, question),
            lambda sql=sql: plain.execute(sql, (middle,)).fetchall(),
        )
        yield Figure(what, f"{ours * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", theirs / ours)


def _search(vault: Vault, plain: Connection) -> Iterator[Figure]:
    for word in ("食品", "（77"):
        question = Question(words=word, limit=200)
        sql = f"SELECT * FROM ({DOCUMENTS.sql}) WHERE title LIKE ? ORDER BY id LIMIT 200"
        ours, theirs = against(
            lambda question=question: vault.ask(DOCUMENTS, question),
            lambda sql=sql, word=word: plain.execute(sql, (f"%{word}%",)).fetchall(),
            7,
        )
        what = f"search of two characters {word}"
        yield Figure(what, f"{ours * 1e3:.1f} ms", f"{theirs * 1e3:.1f} ms", theirs / ours)


# -- writing ------------------------------------------------------------------------------------


def _append(vault: Vault, plain: Connection) -> Iterator[Figure]:
    loans = _lawful(vault)
    written = Written(vault)
    vault.record(loans[0], reasons=REASONS)
    rows = written.rows()
    waiting = iter(loans[1:16])
    # The bare writing: links, seal, beliefs; without loading, judging and heads.
    ready = iter([_ready(vault, loan) for loan in loans[16:31]])
    bare, insert = against(lambda: _written(vault, *next(ready)), lambda: _inserted(plain, rows))
    whole, again = against(
        lambda: vault.record(next(waiting), reasons=REASONS), lambda: _inserted(plain, rows)
    )
    insert = min(insert, again)
    said = f"{insert * 1e3:.1f} ms"
    number = sum(len(each) for _, each in rows)
    what = f"append: {number} rows, linked and sealed"
    yield Figure(what, f"{bare * 1e3:.1f} ms", said, insert / bare, 0.75)
    what = "the whole act: load, judge, append, head"
    yield Figure(what, f"{whole * 1e3:.1f} ms", said, insert / whole)


def _lawful(vault: Vault) -> list[Lend]:
    """Return loans of copies at rest, to somebody who may know the document."""
    found = vault._connection.execute(
        "SELECT min(copy.id), scope_member.member FROM copy"
        " JOIN scope_member ON scope_member.document = copy.document"
        " WHERE copy.state = 'IN_STOCK' AND copy.level < 3 GROUP BY copy.document LIMIT 31"
    )
    today = vault.today
    return [Lend(on=today, copy=copy, to=to, approved_by="领导") for copy, to in found]


def _inserted(plain: Connection, rows: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    for sql, each in rows:
        plain.executemany(sql, each)
    plain.execute("COMMIT")


Ready = tuple[list[journal.Draft], recording.Changes]


def _ready(vault: Vault, act: Lend) -> Ready:
    """Complete an act and work its effects out, so that only the writing is left."""
    known = vault._desk().known()
    load(vault._connection, known, act.needs())
    done = act.completed(known)
    changes: recording.Changes = {}
    for belief in effects_of(done, known):
        before = known.find(type(belief), *belief.identity())
        changes[type(belief), belief.identity()] = (before, belief)
    return [recording._draft(done, vault._desk(), f"copy:{act.copy}")], changes


def _written(vault: Vault, drafts: list[journal.Draft], changes: recording.Changes) -> None:
    connection = vault._connection
    connection.execute("BEGIN IMMEDIATE")
    first = journal.tip(connection)[0] + 1
    journal.append(connection, drafts)
    standing.apply(connection, changes.values())
    journal.seal(connection, first, (vault._opened.signer,))
    connection.execute("COMMIT")


def _import(vault: Vault, folder: Path) -> Iterator[Figure]:
    headings = ["收文号", "收文日期", "来文机关", "文号", "标题", "密级", "份号", "份数", "备注"]
    new, _ = journal.tip(vault._connection)  # a ledger that was kept has taken others already
    rows = [
        [f"旧-{n}", "2025-01-03", "示例局", f"旧发〔{new}〕{n}号", f"第{n}件", "秘密★5年", n, 1, ""]
        for n in range(1, IMPORT_ROWS + 1)
    ]
    path = folder / "register.xlsx"
    path.write_bytes(xlsx([headings, *rows]))
    ours = worked(lambda: take_over(vault, path, "receipts", place=1))
    bare = worked(lambda: list(openpyxl.load_workbook(path, read_only=True).active.values))  # type: ignore[union-attr]
    path.unlink()
    said = f"{IMPORT_ROWS / bare:.0f} read"
    yield Figure("import of an old register", f"{IMPORT_ROWS / ours:.0f} rows/s", said)


# -- proof ----------------------------------------------------------------------------------------


def _proof(vault: Vault) -> Iterator[Figure]:
    connection = vault._connection
    (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    for what, work in (
        ("links verified", lambda: proof.first_broken_link(connection)),
        ("contents verified", lambda: proof.first_broken_body(connection)),
        ("rebuilt from the journal", lambda: replay.rebuilt(connection).close()),
        ("verified in full", lambda: vault.prove(full=True)),
    ):
        yield Figure(what, f"{count / worked(work):,.0f} entries/s")


# -- paper and files ----------------------------------------------------------------------------


def _files(vault: Vault) -> Iterator[Figure]:
    rows = list(bench_f01.many(F01_ROWS))
    for work in (bench_f01.ours, bench_f01.long_table):
        work(rows[:50])
    mine = bench_f01.seconds(bench_f01.ours, rows)
    theirs = bench_f01.seconds(bench_f01.long_table, rows)
    yield Figure(
        "F01 against LongTable",
        f"{F01_ROWS / mine:.0f} rows/s",
        f"{F01_ROWS / theirs:.0f} rows/s",
        theirs / mine,
        bench_f01.TARGET,
    )
    copies = vault.ask(COPIES, Question(limit=5000)).rows
    columns = columns_of(COPIES.row)
    ours = took(lambda: export_rows(columns, copies, "在册份", BytesIO()), 3)
    bare = took(lambda: _bare(copies, [each.field for each in columns if not each.hidden]), 3)
    yield Figure(
        "export against bare openpyxl",
        f"{len(copies) / ours:.0f} rows/s",
        f"{len(copies) / bare:.0f} rows/s",
        bare / ours,
    )


def _bare(rows: tuple[object, ...], names: list[str]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        values = (getattr(row, name) for name in names)
        sheet.append([getattr(value, "word", value) for value in values])
    book.save(BytesIO())
