"""A row set in lines, and cut into pieces where it is higher than a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.printing.sheet import MM
from desktop.printing.type import Block

_UPRIGHT = 1.1 * MM  # above and below the lines of a cell


@dataclass(frozen=True, slots=True)
class Record:
    """One row set: the cells of each tier, how high the tiers are, and what it says."""

    tiers: tuple[tuple[tuple[Block, ...], float], ...]
    texts: tuple[str, ...]
    row: object
    begins: bool = True  # False for the rest of a row that was longer than a page

    @property
    def height(self) -> float:
        """All tiers together."""
        return sum(height for _, height in self.tiers)


def cell_height(blocks: Sequence[Block]) -> float:
    """Return how high a row of these cells is."""
    return max((block.height for block in blocks), default=0.0) + 2 * _UPRIGHT


def split(record: Record, room: float) -> Iterator[Record]:
    """Yield a record in pieces none of which is higher than the room."""
    share = room / len(record.tiers) - 2 * _UPRIGHT
    rest = [list(blocks) for blocks, _ in record.tiers]
    begins = True
    while any(block.lines for blocks in rest for block in blocks):
        tiers = []
        for blocks in rest:
            heads = tuple(lines_within(block, share) for block in blocks)
            tiers.append((heads, cell_height(heads)))
            blocks[:] = [
                Block(block.lines[len(head.lines) :])
                for block, head in zip(blocks, heads, strict=True)
            ]
        texts = tuple(
            "".join(line.text for line in head.lines) for heads, _ in tiers for head in heads
        )
        yield Record(tuple(tiers), texts, record.row, begins)
        begins = False


def lines_within(block: Block, room: float) -> Block:
    """Return as many lines of a block as fit, but one at least."""
    taken = 0.0
    for count, line in enumerate(block.lines):
        taken += line.leading
        if taken > room:
            return Block(block.lines[: max(count, 1)])
    return block
