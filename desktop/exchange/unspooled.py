"""openpyxl without its temporary files: a sheet is written straight into the packed file.

The one module that reaches into openpyxl; a test watches that nothing else appears on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from zipfile import ZipFile

from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


@contextmanager
def written_into(archive: ZipFile, sheet: Any, number: int) -> Iterator[None]:
    """While this lasts, what is appended to a write-only sheet goes into its place in the zip.

    Everything above the rows (widths, frozen heading) must be set before.
    """
    with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as place:
        sheet._writer = WorksheetWriter(sheet, out=place)
        sheet._writer.write_top()
        try:
            yield
        except BaseException:
            # openpyxl's generators must end while there is still something to write to.
            with suppress(Exception):
                sheet.close()
            raise
        sheet.close()


def finish(book: Any, archive: ZipFile) -> None:
    """Add to the archive whatever else makes a workbook of its sheets."""
    _Remainder(book, archive).write_data()


class _Remainder(ExcelWriter):  # type: ignore[misc]  # openpyxl ships no types
    def write_worksheet(self, ws: Any) -> None:
        """The sheet itself is in its place already; only what refers to it is missing."""
        ws._drawing = None
        ws._rels = ws._writer._rels
        self.manifest.append(ws)


def style_of(cell: Any) -> Any:
    """Return what a cell looks like, to be shared by the other cells of its column."""
    return cell._style


def set_style(cell: Any, style: Any) -> None:
    """Give a cell a shared look; it must not be changed afterwards."""
    cell._style = style
