"""What self-inspection takes: all evidence of one year and of ten, freezing it, opening the rows.

The yardstick is the same SELECTs in plain sqlite3, counted and thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from sqlite3 import Connection, connect

from db.ledger.acts.checks.freeze_round import FreezeRound
from db.ledger.acts.checks.open_round import OpenRound
from db.ledger.rules import V60
from db.store.gathering import gathered
from db.store.reading import Filter, Question
from db.vault import Vault
from db.views.evidence import EVIDENCE, EVIDENCE_ROWS, KEPT_ROWS
from desktop.unit_policy import unit_policy
from tests.bench.plain import the_rest, twin
from tests.bench.ratios import Figure, worked

SPANS = {"one year": 1, "ten years": 10}


def figures(vault: Vault, folder: Path) -> Iterator[Figure]:
    """Measure the questions first, then a round, which asks them once more and keeps them."""
    path = folder / "plain.db"
    plain = connect(path, isolation_level=None) if path.exists() else twin(vault, path)
    the_rest(vault, plain)
    vault._policy = unit_policy()
    for words, years in SPANS.items():
        given = _given(vault, years)
        ours = _worked(lambda given=given: _gather(vault, given), 2)
        theirs = _worked(lambda given=given: _counted(plain, given), 2)
        what = f"all evidence of {words}, {len(EVIDENCE)} questions"
        yield Figure(what, f"{ours:.2f} s", f"{theirs:.2f} s", theirs / ours)
    yield from _rows(vault, plain, _given(vault, 10))
    plain.close()
    yield from _round(vault)


def _given(vault: Vault, years: int) -> dict[str, object]:
    last = vault.today.year - 1
    period = {"first": f"{last - years + 1}-01-01", "last": f"{last}-12-31"}
    return {**unit_policy().given, **period, "today": vault.today.isoformat()}


def _gather(vault: Vault, given: dict[str, object]) -> None:
    for sql in EVIDENCE.values():
        gathered(vault._connection, sql, given)


def _counted(plain: Connection, given: dict[str, object]) -> list[tuple[int, int]]:
    return [plain.execute(_COUNT.format(sql), given).fetchone() for sql in EVIDENCE.values()]


_COUNT = "SELECT count(*), sum(why <> '') FROM ({})"


def _rows(vault: Vault, plain: Connection, given: dict[str, object]) -> Iterator[Figure]:
    """Open the question with the most rows, and the one with the most troubles."""
    counts = dict(zip(EVIDENCE, _counted(plain, given), strict=True))
    most = max(counts, key=lambda name: counts[name][0])
    worst = max(counts, key=lambda name: counts[name][1] or 0)
    for name, filters in ((most, ()), (worst, (Filter("troubled", (True,)),))):
        asked = Question(filters, given={**given, "evidence": name}, limit=200)
        sql = f"SELECT * FROM ({EVIDENCE_ROWS.select(asked.given)})"
        where = " WHERE troubled = 1" if filters else ""
        sql += f"{where} ORDER BY troubled DESC, day, kind, id LIMIT 200"
        ours = _worked(lambda asked=asked: vault.ask(EVIDENCE_ROWS, asked), 3)
        theirs = _worked(lambda sql=sql, asked=asked: plain.execute(sql, asked.given).fetchall(), 3)
        amount = counts[name][1 if filters else 0]
        what = f"first page of {amount:,} {'troubled ' if filters else ''}rows, {name}"
        yield Figure(what, f"{ours * 1e3:.0f} ms", f"{theirs * 1e3:.0f} ms", theirs / ours)


def _round(vault: Vault) -> Iterator[Figure]:
    """Freeze ten years, and open the rows that were kept."""
    last = vault.today.year - 1
    opening = OpenRound(on=vault.today, since=date(last - 9, 1, 1), until=date(last, 12, 31))
    (opened,) = vault.record(opening, reasons={V60.number: "量速度"}).acts
    assert isinstance(opened, OpenRound)
    act = FreezeRound(on=vault.today, round=opened.round or 0)
    frozen = _worked(lambda: vault.record(act))
    evidence, kept = vault._connection.execute(
        "SELECT evidence, max(troubles) FROM check_evidence WHERE round = ?", (opened.round,)
    ).fetchone()
    (total,) = vault._connection.execute(
        "SELECT sum(troubles) FROM check_evidence WHERE round = ?", (opened.round,)
    ).fetchone()
    yield Figure(f"round of ten years frozen, {total:,} rows kept", f"{frozen:.2f} s")
    asked = Question(given={"round": opened.round, "evidence": evidence}, limit=200)
    shown = _worked(lambda: vault.ask(KEPT_ROWS, asked), 2)
    yield Figure(f"first page of {kept:,} rows kept, {evidence}", f"{shown * 1e3:.0f} ms")


def _worked(work: Callable[[], object], times: int = 1) -> float:
    """Return the fewest seconds that this process worked; it is long, and others work too."""
    return min(worked(work) for _ in range(times))
