"""盘点单: the stock-takes; Enter or a double click on one goes on counting it."""

from __future__ import annotations

from desktop.pages.kind import Chip
from desktop.pages.register_page import RegisterPage
from desktop.pages.stocktaking import COUNTING_PAGE


class StocktakesPage(RegisterPage):
    """The list of stock-takes, from which one goes to the lines of one."""

    def _open_card(self, _: object) -> None:
        row = self.chosen()
        if row is not None:
            self.opened.emit(COUNTING_PAGE.name, Chip(row.number, given={"stocktake": row.id}))
