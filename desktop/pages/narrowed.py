"""What narrows a register: a chip, words, what is typed under the headings; saved under a name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from db.store.reading import Filter, Question
from desktop.drawer import Drawer
from desktop.look import Look
from desktop.pages.arranging import Arranging
from desktop.pages.counting import Asked
from desktop.pages.filter_chips import FilterChips
from desktop.pages.handed import chip_from, kept_from
from desktop.pages.kind import Chip, PageKind
from desktop.pages.saved_filters import SavedFilter, SavedFilters
from desktop.widgets.filter_header import FilterHeader


class Narrowed(QObject):
    """Knows what the page asks; its chips and headings change it."""

    changed = Signal()
    saved = Signal()  # another filter is saved: the chips are to be counted
    begun = Signal()  # another chip: the first row is the one to look at

    def __init__(
        self, kind: PageKind, look: Look, drawer: Drawer, header: FilterHeader, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kind, self._header = kind, header
        self.chip = kind.chips[0]
        self.words = self._handed = self._name = ""
        self.given: Mapping[str, object] = {}
        """What the views themselves ask for, such as a person and a day."""
        self.also: tuple[Filter, ...] = ()
        """What narrows whatever chip is chosen."""
        self.arranging: Arranging | None = None
        self._filters = SavedFilters(kind, drawer)
        self.chips = FilterChips(kind.chips, look, self._filters.problem)
        self.chips.chosen.connect(self.choose)
        self.chips.opened.connect(self._open)
        self.chips.named.connect(self._save)
        self.chips.renewed.connect(self._save)
        self.chips.renamed.connect(self._rename)
        self.chips.removed.connect(self._remove)
        self.chips.unsought.connect(lambda: self.search(""))
        header.changed.connect(self.changed)
        self._show_saved()

    # -- what is asked -------------------------------------------------------------------

    @property
    def sort(self) -> tuple[str, bool] | None:
        """The heading by which the rows are sorted."""
        return self.arranging.sort() if self.arranging is not None else None

    def asked(self) -> Asked:
        """Return the view and the question the page asks at present."""
        order = (self.sort,) if self.sort is not None else self._kind.order
        filters = (*self.also, *self.chip.filters, *self._header.filters())
        view = self.chip.view or self._kind.view
        return view, Question(filters=filters, words=self.words, order=order, given=self.given)

    def behind(self) -> list[Asked]:
        """Return what each chip asks."""
        view = self._kind.view
        chips = (one.chip for one in self.chips.all)
        return [
            (
                chip.view or view,
                Question((*self.also, *chip.filters), chip.words, given=self.given),
            )
            for chip in chips
        ]

    @property
    def within(self) -> int | None:
        """Of how many rows those on the screen were found, if they were."""
        if not self.found:
            return None
        return next((one.count for one in self.chips.all if one.chip is self.chip), None)

    @property
    def found(self) -> bool:
        """Whether more than a chip narrows the page."""
        return bool(self.words or self._header.typed())

    def offer_to_save(self) -> None:
        """A filter can be saved as soon as it says more than a chip does."""
        self.chips.show_words(self.words)
        order = self._kind.order[0] if self._kind.order else None
        more = bool(self._handed) or self.found or self.sort != order
        self.chips.may_save(may=more and not self.chip.given)

    # -- changing it ---------------------------------------------------------------------

    def choose(self, chip: Chip, handed: str = "") -> None:
        """Narrow by a chip; what a saved filter had put under the headings goes with it."""
        if self._name:
            self.words = ""
            self._header.clear()
        self.chip, self._handed, self._name = chip, handed, ""
        self.chips.mark(chip, handed=handed)
        self.begun.emit()
        self.changed.emit()

    def hand_over(self, chip: Chip) -> None:
        """Show what another page or the search box wishes, and nothing else."""
        self.words = ""
        self._header.clear()
        self.choose(chip, handed=chip.label)

    def search(self, words: str) -> None:
        """Narrow by words of title, number, issuer or pinyin initials."""
        self.words = words
        self.changed.emit()

    def widen(self) -> None:
        """Take away what was typed or, if nothing was, go back to the first chip."""
        found, self.words = self.found, ""
        self._header.clear()
        if found and not self._name:
            self.changed.emit()
        else:
            self.choose(self._kind.chips[0])

    # -- saved filters -------------------------------------------------------------------

    def _show_saved(self) -> None:
        self.chips.show_saved([self._as_chip(one) for one in self._filters.all])

    def _began_with(self, saved: SavedFilter) -> Chip:
        """Return the chip a saved filter began with: one of the page, or what was handed over."""
        handed = chip_from(saved.handed, self._kind, self._header.today())
        return handed or next(chip for chip in self._kind.chips if chip.label == saved.chip)

    def _as_chip(self, saved: SavedFilter) -> Chip:
        chip = self._began_with(saved)
        typed: tuple[Filter, ...] = self._header.conditions(saved.typed)
        return Chip(saved.name, (*chip.filters, *typed), chip.view, words=saved.words)

    def _save(self, name: str) -> None:
        typed = self._header.typed()
        own = any(self.chip is chip for chip in self._kind.chips)
        handed = None if own else kept_from(self.chip, self._header.today())
        saved = SavedFilter(name, self.chip.label, typed, self.words, self.sort, handed)
        self._filters.put(saved)
        self._handed = ""
        self._changed(name)

    def _open(self, name: str) -> None:
        saved = next(one for one in self._filters.all if one.name == name)
        self.chip = self._began_with(saved)
        self._handed, self._name, self.words = "", name, saved.words
        self._header.fill(saved.typed)
        if self.arranging is not None:
            self.arranging.sort_by(saved.sort)
        self.chips.mark(None, saved=name)
        self.begun.emit()
        self.changed.emit()

    def _rename(self, name: str, new: str) -> None:
        self._filters.rename(name, new)
        self._changed(new if self._name == name else self._name)

    def _remove(self, name: str) -> None:
        self._filters.remove(name)
        self._changed("" if self._name == name else self._name)

    def _changed(self, name: str) -> None:
        self._name = name
        self._show_saved()
        self.chips.mark(self.chip, name, self._handed)
        self.saved.emit()
