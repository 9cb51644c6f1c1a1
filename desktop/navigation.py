"""From page to page: the rail, the tabs behind its entries, and what is to do on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.look import Look
from desktop.pages.kind import PageKind
from desktop.widgets.rail import Rail
from desktop.widgets.tabs import Tabs


@dataclass(frozen=True)
class Stop:
    """A page: its name, how the rail and its tab call it, and the page it stands behind.

    The page that leads a group may give the rail a name for all of them.
    """

    name: str
    title: str
    icon: str
    under: str = ""
    tab: str = ""
    group: str = ""


def stop_of(kind: PageKind) -> Stop:
    """Return where a register stands."""
    return Stop(kind.name, kind.title, kind.icon, kind.under, kind.tab, kind.group)


class Navigation(QObject):
    """The rail shows one entry for each group of pages; the tabs show the group.

    Where a role may not use the page that leads a group, the first of the others leads it.
    """

    opened = Signal(str)

    def __init__(self, look: Look, stops: Iterable[Stop], parent: QObject) -> None:
        super().__init__(parent)
        self.rail, self.tabs = Rail(look), Tabs(look)
        self._behind: dict[str, list[Stop]] = {}
        self._leader: dict[str, str] = {}
        self._at: dict[str, str] = {}  # the tab shown last, by entry of the rail
        self._group(list(stops))
        for leader, group in self._behind.items():
            self.rail.add(leader, group[0].group or group[0].title, group[0].icon)
        self.rail.opened.connect(lambda name: self.opened.emit(self._at.get(name, name)))
        self.tabs.opened.connect(self.opened)

    def _group(self, stops: list[Stop]) -> None:
        heads = {stop.name for stop in stops if not stop.under}
        for stop in stops:
            wanted = stop.under or stop.name
            if wanted not in heads and wanted not in self._leader:
                self._leader[wanted] = stop.name  # it leads what it would stand behind
            leader = wanted if wanted in heads else self._leader[wanted]
            self._leader[stop.name] = leader
        for head in (stop for stop in stops if self._leader[stop.name] == stop.name):
            behind = (stop for stop in stops if self._leader[stop.name] == head.name)
            self._behind[head.name] = [head, *(stop for stop in behind if stop is not head)]

    @property
    def entries(self) -> tuple[str, ...]:
        """The pages that the rail names, from the top."""
        return tuple(self._behind)

    def titles(self) -> tuple[tuple[str, str], ...]:
        """Return name and title of every page, as somebody looks for it."""
        return tuple((stop.name, stop.title) for group in self._behind.values() for stop in group)

    def show_page(self, name: str) -> None:
        """Mark a page as shown."""
        leader = self._leader[name]
        self._at[leader] = name
        self.rail.show_page(leader)
        group = self._behind[leader]
        self.tabs.offer([(stop.name, stop.tab or stop.title) for stop in group], name)

    def entry(self, number: int) -> None:
        """Open an entry of the rail by its place."""
        if number < len(self._behind):
            self.rail.opened.emit(self.entries[number])

    def step(self, name: str, by: int) -> None:
        """Open the tab beside a page."""
        group = [stop.name for stop in self._behind[self._leader[name]]]
        if len(group) > 1:
            self.opened.emit(group[(group.index(name) + by) % len(group)])

    def show_counts(self, counts: Mapping[str, tuple[int, bool]]) -> None:
        """Show what is to do; an entry of the rail sums up what stands behind it."""
        summed: dict[str, tuple[int, bool]] = {}
        for name, (amount, grave) in counts.items():
            leader = self._leader.get(name, name)
            so_far, was_grave = summed.get(leader, (0, False))
            if grave == was_grave or not so_far:
                summed[leader] = so_far + amount, grave
            elif grave:  # where something is grave, the grave alone is counted
                summed[leader] = amount, True
        self.rail.show_counts(summed)
        self.tabs.show_counts(counts)
