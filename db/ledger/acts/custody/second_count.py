"""绝密 is counted twice: the second time by another person who does not see the first result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.ledger.acts.custody.access import called
from db.ledger.beliefs import Person, Stocktake
from db.ledger.fitness import fit_refusals
from db.ledger.known import Known
from db.ledger.rules import V33, Refusal, refuse
from db.ledger.stocktaking import Sighting, agree
from db.ledger.values import Level

Pair = tuple[Sighting | None, Sighting | None]


def twice_counted(known: Known, stocktake: Stocktake) -> dict[int, Pair]:
    """Return what both counts say of each 绝密 copy on the list or in the cabinet."""
    if not stocktake.top_secret:
        return {}
    seen: tuple[dict[int, Sighting], dict[int, Sighting]] = ({}, {})
    for one in known.sightings.get(stocktake.id, ()):
        if one.copy:
            seen[one.turn - 1][one.copy] = one
    listed = [line.copy for line in known.lines_counted(stocktake.id)]
    copies = dict.fromkeys((*listed, *seen[0], *seen[1]))
    grave = (copy for copy in copies if known.copy(copy).level is Level.TOP_SECRET)
    return {copy: (seen[0].get(copy), seen[1].get(copy)) for copy in grave}


def counting_refusals(
    known: Known, stocktake: Stocktake, person: int, turn: int
) -> Iterator[Refusal]:
    """Whoever has counted in one turn does not count in the other."""
    if turn == 2 and not stocktake.top_secret:
        yield refuse(V33, what="应点清单里没有绝密，不必点")
    if person in known.counters.get((stocktake.id, 3 - turn), ()):
        name = _names(known, [person])
        has = "已点过第一遍，不能再点第二遍" if turn == 2 else "已点第二遍，不能再点第一遍"
        yield refuse(V33, what=f"{name}{has}")
    for one in known.those(Person, [person] if turn == 2 else []):
        yield from fit_refusals(one, known.today, "复点")


def closing_refusals(known: Known, stocktake: Stocktake) -> Iterator[Refusal]:
    """The second count was made, its counter signs, and both say the same."""
    if not stocktake.top_secret:
        return
    counters = known.counters.get((stocktake.id, 2), frozenset())
    if not counters:
        yield refuse(V33, what=f"{stocktake.top_secret}份绝密还没有点第二遍")
        return
    here = {known.operator.person, known.second.person if known.second else 0}
    if not here & counters and known.second is not None:
        yield refuse(V33, what=f"收盘须由点第二遍的{_names(known, counters)}确认")
    apart = [copy for copy, pair in twice_counted(known, stocktake).items() if not agree(*pair)]
    if apart:
        rest = "等" if len(apart) > 5 else ""
        which = "、".join(called(known.copy(copy)) for copy in apart[:5]) + rest
        yield refuse(V33, what=f"两遍不一致{len(apart)}份（{which}），须重点")


def _names(known: Known, persons: Iterable[int]) -> str:
    return "、".join(person.name for person in known.those(Person, sorted(persons)))
