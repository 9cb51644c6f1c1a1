"""装袋、封签、残留: which copies lie in which bag, and do the seals arrive that left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from db.ledger.beliefs import BatchLine
from db.ledger.known import Known
from db.ledger.rules import K16, V01, Refusal, refuse, warn

_BAG = re.compile(r"(?P<bag>.*?\S)[\s|｜:：]+(?P<copies>[0-9]{1,5})\s*份?")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def read_bags(typed: Sequence[str]) -> list[tuple[str, int]]:
    """Return each bag's number and how many copies lie in it; 0 where that cannot be read."""
    found = ((line, _BAG.fullmatch(line.strip().translate(_WIDE))) for line in typed)
    return [(one["bag"], int(one["copies"])) if one else (line.strip(), 0) for line, one in found]


def bag_refusals(typed: Sequence[str], scanned: Sequence[int]) -> Iterator[Refusal]:
    """Every bag has a number of its own, and the bags hold what was scanned, no more, no less."""
    bags = read_bags(typed)
    for bag, copies in bags:
        if not copies:
            problem = f"“{bag[:20]}”应写为 袋号 份数，如 F-0071 4"
            yield refuse(V01, field="bags", label="装袋", problem=problem)
            return
    names = [bag for bag, _ in bags]
    if len(set(names)) < len(names):
        yield refuse(V01, field="bags", label="装袋", problem="袋号重复")
    inside = sum(copies for _, copies in bags)
    if bags and inside != len(scanned):
        yield refuse(K16, field="bags", what=f"各袋共{inside}份，清点{len(scanned)}份")


def bagged(
    known: Known, batch: int, typed: Sequence[str], scanned: Sequence[int]
) -> Iterator[BatchLine]:
    """Yield the lines with their bags: the first bag takes what was scanned first."""
    names = [bag for bag, copies in read_bags(typed) for _ in range(copies)]
    for copy, bag in zip(scanned, names, strict=False):
        line = known.find(BatchLine, batch, copy)
        if line is not None:
            yield replace(line, bag=bag)


def seal_refusals(left: str, seen: str) -> Iterator[Refusal]:
    """The seals that were seen at the plant are those under which the bags left."""
    if seen.strip() and _seals(left) != _seals(seen):
        what = f"封签不符，送出{left.strip() or '没有登记'}，到场{seen.strip()}"
        yield warn(K16, field="seals_seen", what=what)


def _seals(typed: str) -> set[str]:
    parts: Iterable[str] = re.split(r"[\s、，,；;]+", typed.strip())
    return {part.upper() for part in parts if part}


def residue_refusals(checked: bool, where: str) -> Iterator[Refusal]:
    """Nothing is called destroyed before somebody has looked for what was left behind."""
    if not checked:
        yield refuse(K16, field="residue_checked", what=f"尚未检查{where}有无残留")
