"""The large ledger is a real one: it verifies in full and has the shape it promises."""

from __future__ import annotations

from pathlib import Path

from tests.bench.generate import COPIES, DOCUMENTS, ENTRIES, generate
from tests.bench.plain import Written, twin


def test_a_small_one_verifies_in_full(tmp_path: Path) -> None:
    scale = 0.0005
    with generate(tmp_path, scale) as vault:
        assert vault.prove(full=True).breaks == ()
        counts = {
            table: vault._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("document", "copy", "entry")
        }
        assert counts["document"] == DOCUMENTS * scale
        assert 0.7 < counts["copy"] / (COPIES * scale) < 1.3
        assert 0.9 < counts["entry"] / (ENTRIES * scale) < 1.2


def test_the_yardstick_holds_the_same_rows(tmp_path: Path) -> None:
    with generate(tmp_path, 0.0001) as vault:
        plain = twin(vault, tmp_path / "plain.db")
        for table in ("entry", "field", "copy", "document"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert plain.execute(sql).fetchall() == vault._connection.execute(sql).fetchall()
        assert Written(vault).rows() == []
        plain.close()
