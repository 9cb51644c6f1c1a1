"""类别: one of the catalogue of violations, under its heading."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.dialogs.form.asked import Asked
from desktop.dialogs.form.editors.options import ListEditor
from desktop.look import Look
from desktop.unit_policy import catalogue


class CategoryEditor(ListEditor):
    """The catalogue as a list; typing goes to what begins so."""

    short = False

    def __init__(self, asked: Asked, look: Look, parent: QWidget | None = None) -> None:
        options = [(one, one, f"{heading}　{one}") for one, heading in catalogue().items()]
        super().__init__(asked, look, options, parent)
        self.box.setMaxVisibleItems(16)
