"""How a fault is told on the command line: one exit code, one sentence, nothing else."""

from __future__ import annotations

from tests.journeys.desk import Answer

ASKING = (["list", "copies"], ["verify", "--full"], ["act", "add_place"])
PLACE = {"name": "二号柜"}


def told(answer: Answer, code: int, *words: str) -> None:
    """Expect one exit code, one short piece of Chinese on stderr, and nothing on stdout."""
    assert answer.code == code, (answer.code, answer.err)
    assert answer.out == ""
    assert any(word in answer.err for word in words), answer.err
    assert answer.err.count("\n") == 1
    assert answer.err.rstrip().endswith("。")
    assert "Error" not in answer.err
