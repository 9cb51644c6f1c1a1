"""Which papers a page prints: its registers whole, and forms about one of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing import load_form


@dataclass(frozen=True)
class RowPaper:
    """A form about one row: the field by which it is found, and the row's own name for that."""

    form: str
    field: str = "id"
    given: str = "id"
    several: bool = False  # about all chosen rows, not one


_OF_DOCUMENT = tuple(RowPaper(form, "document", "document") for form in ("F06", "F04", "F08"))
OF_ROW: dict[str, tuple[RowPaper, ...]] = {
    "packets": (RowPaper("F02"),),
    "receipts": _OF_DOCUMENT,
    "knowledge": (
        RowPaper("F08", "document", "document"),
        RowPaper("F08A", "person_id", "person_id"),
    ),
    "people": (RowPaper("E04"), RowPaper("F08A", "person_id")),
    "copies": (RowPaper("E03"), *_OF_DOCUMENT, RowPaper("F41", several=True)),
    "documents": (
        *(RowPaper(one.form, "document", "id") for one in _OF_DOCUMENT),
        RowPaper("F41", "document", "id", several=True),
    ),
    "findings": (RowPaper("F37A"),),
    "incidents": (RowPaper("F38"),),
    "receptions": (RowPaper("E05"),),
    "draws": (RowPaper("E01", "sample", "sample"),),
    "trips": (RowPaper("F17"),),
    "reproductions": (RowPaper("F10"), RowPaper("F12")),
    "marks": (RowPaper("F29"), RowPaper("F30")),
    "publications": (RowPaper("F39"),),
    "mark_reviews": (RowPaper("F30A", given="review"),),
    "loans": (RowPaper("F09"),),
    "hops": (RowPaper("F07", "document", "document"),),
    "clearing": (RowPaper("F18"),),
    "recall": (RowPaper("F18", "id", "batch"),),
    "destruction": (RowPaper("F19"), RowPaper("F20")),
    "stocktakes": (RowPaper("F35"), RowPaper("F35A")),
    "counting": (RowPaper("F35", given="stocktake"), RowPaper("F35A", given="stocktake")),
    "archiving": (RowPaper("Z14", "closing_ref", "filed_as"),),
    "trainings": (RowPaper("F34A", "training"),),
    "attendances": (RowPaper("F34A", "training", "training"),),
    "travels": (RowPaper("F27"),),
    "conferences": (RowPaper("F32"), RowPaper("F33")),
    "sites": (RowPaper("F31"), RowPaper("F31B")),
    "inspection": tuple(
        RowPaper(form, "sheet", "sheet") for form in ("F36", "F36A", "F36B", "F36C", "F36D")
    ),
    "check_sheets": tuple(
        RowPaper(form, "sheet", "id") for form in ("F36", "F36A", "F36B", "F36C", "F36D")
    ),
    "check_rounds": (RowPaper("F36G", "round", "id"),),
    "check_ranks": (RowPaper("F36G", "round", "round"),),
    "personnel": (RowPaper("F26"), RowPaper("Z15", "person", "id")),
    "clearances": (RowPaper("F23"), RowPaper("F24"), RowPaper("Z15", "person", "person")),
    "leavings": (RowPaper("F25"), RowPaper("F26A"), RowPaper("F28")),
    "filed": (RowPaper("Z14", "closing_ref", "closing_ref"),),
}
WHOLE: dict[str, tuple[str, ...]] = {
    "packets": ("F02",),
    "receipts": ("F01A",),
    "copies": ("F14", "F15"),
    "offers": ("F05",),
    "dispatches": ("F03", "F05"),
    "reproductions": ("F11",),
    "holdings": ("F13A",),
    "sites": ("F31A",),
}


SHELF = "prints"
"""The page on which every form is found, with what it is for."""


def has_papers(page: str) -> bool:
    """Return whether a page prints more than its own form."""
    return page in OF_ROW or page in WHOLE or page == SHELF


def chosen_on(form: str) -> str:
    """Return the page on which the one thing is chosen that a form is about; '' if it is whole."""
    if load_form(form).family == "register":
        return ""
    pages = (page for page, papers in OF_ROW.items() if form in {one.form for one in papers})
    return next(pages, "")
