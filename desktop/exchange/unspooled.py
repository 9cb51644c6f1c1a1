"""openpyxl for everything but the sheets, which are in the archive already.

The one module that reaches into openpyxl; a test watches that nothing else appears on the disk.
"""

from __future__ import annotations

from typing import Any
from zipfile import ZipFile

from openpyxl.packaging.relationship import RelationshipList
from openpyxl.writer.excel import ExcelWriter


def finish(book: Any, archive: ZipFile) -> None:
    """Add to the archive whatever else makes a workbook of its sheets."""
    _Remainder(book, archive).write_data()


class _Remainder(ExcelWriter):  # type: ignore[misc]  # openpyxl ships no types
    def write_worksheet(self, ws: Any) -> None:
        """The sheet itself is in its place already; only what refers to it is missing."""
        ws._drawing = None
        ws._rels = RelationshipList()
        self.manifest.append(ws)
