"""按键卡: the keys of the window on one sheet, to be pinned up beside the screen."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from desktop.printing.pdf import PdfFile
from desktop.printing.sheet import MM, Sheet
from desktop.printing.type import Typesetter

_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_LEFT, _RIGHT, _SECOND = 30 * MM, 180 * MM, 78 * MM
_STEP = 8.5 * MM

Keys = Sequence[tuple[str, str]]


def draw_key_card(parts: Sequence[tuple[str, Keys]]) -> bytes:
    """Return the card as a PDF: each part with its title, each key with what it does."""
    out, setter, sheet = BytesIO(), Typesetter(), Sheet()
    file = PdfFile(out, _WIDTH, _HEIGHT, "按键卡")
    title = setter.line("专册　按键卡", "SongBold", 20)
    sheet.line(_LEFT, _HEIGHT - 36 * MM, title, "centre", _RIGHT - _LEFT)
    y = _HEIGHT - 52 * MM
    for name, keys in parts:
        sheet.line(_LEFT, y, setter.line(name, "Hei", 13))
        sheet.rule(_LEFT, y - 2.5 * MM, _RIGHT, y - 2.5 * MM)
        y -= _STEP + 1 * MM
        for key, does in keys:
            sheet.line(_LEFT, y, setter.line(key, "Hei", 12))
            sheet.line(_SECOND, y, setter.line(does, "Song", 12))
            y -= _STEP
        y -= _STEP / 2
    file.put_page(sheet.operators())
    file.close(setter.embed(file), {})
    return out.getvalue()
