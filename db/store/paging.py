"""Order and place: how one page of a large register is found.

What is empty stands last, whichever way a column is sorted.  A place is the cells of the last row
in that order, so the next page begins right after it and nothing is counted off.
"""

from __future__ import annotations

from collections.abc import Sequence

Order = tuple[tuple[str, bool], ...]  # (column, descending); the key stands last


def ordering(order: Order, nulls: frozenset[str]) -> str:
    """Return the ORDER BY, in words for which an index can be used both ways."""
    # To SQLite nothing is less than anything, so it stands last already in a descending order.
    return ", ".join(
        f"{name} DESC" if down else f"{name}{' NULLS LAST' if name in nulls else ''}"
        for name, down in order
    )


def beyond(
    order: Order, after: Sequence[object], nulls: frozenset[str]
) -> tuple[str, dict[str, object]]:
    """Return the condition of everything after a place: equal so far, then beyond."""
    values: dict[str, object] = {}
    arms, equal = [], []
    for index, ((name, down), value) in enumerate(zip(order, after, strict=True)):
        mark = f":after{index}"
        if value is None:
            equal.append(f"{name} IS NULL")
            continue
        values[mark[1:]] = value
        step = f"{name} {'<' if down else '>'} {mark}"
        if name in nulls:
            step = f"({step} OR {name} IS NULL)"
        arms.append(" AND ".join([*equal, step]))
        equal.append(f"{name} = {mark}")
    condition = " OR ".join(f"({arm})" for arm in arms) or "0"
    first, down = order[0]
    if len(order) > 1 and first not in nulls:
        # Said once more without OR, so that an index is entered at the place.
        condition = f"{first} {'<=' if down else '>='} :after0 AND ({condition})"
    return condition, values


def query(
    names: str, source: str, condition: str, order_by: str, *, limit: int | None, key: str | None
) -> str:
    """Return the SELECT of some rows.

    With a key the rows are chosen first, by the columns of condition and order alone; only what
    is on the page is then looked up whole.
    """
    selected = f"FROM ({source}) AS asked{condition} ORDER BY {order_by}"
    if limit is None:
        return f"SELECT {names} {selected}"
    if key is None:
        return f"SELECT {names} {selected} LIMIT {limit}"
    chosen = f"SELECT {key} {selected} LIMIT {limit}"
    return f"SELECT {names} FROM ({source}) AS asked WHERE {key} IN ({chosen}) ORDER BY {order_by}"
