"""Reading a print back as a person or a program would, with the renderer of the preview."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page without line ends and spaces, in the order it was drawn."""
    found = []
    with opened(pdf) as document:
        for number in range(len(document)):
            page = document[number].get_textpage()
            found.append("".join(page.get_text_range().split()))
    return found


def boxes(pdf: bytes, number: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return each visible character of a page with its box: left, bottom, right, top."""
    found = []
    with opened(pdf) as document:
        page = document[number].get_textpage()
        high = 0
        for place in range(page.count_chars()):
            unit = raw.FPDFText_GetUnicode(page.raw, place)
            if 0xD800 <= unit < 0xDC00:  # beyond the BMP the renderer counts two for one
                high = unit
                continue
            if 0xDC00 <= unit < 0xE000:
                unit = 0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00
            if chr(unit).strip():
                found.append((chr(unit), page.get_charbox(place)))
    return found


def grey(pdf: bytes, number: int, scale: float) -> list[list[int]]:
    """Return a page as rows of grey values from the top."""
    with opened(pdf) as document:
        image = document[number].render(scale=scale, grayscale=True).to_pil()
        width, data = image.width, image.tobytes()
        return [list(data[start : start + width]) for start in range(0, len(data), width)]


def beyond_the_margins(
    pdf: bytes, pages: int, *, portrait: bool
) -> list[tuple[int, str, tuple[float, float, float, float]]]:
    """Return every character outside the margins of an A4 page: page, character, box in mm."""
    wide, high = (210, 297) if portrait else (297, 210)
    found = []
    for number in range(pages):
        for character, (left, bottom, right, top) in boxes(pdf, number):
            sides = left > 24 * MM and right < (wide - 19.5) * MM
            if not (sides and bottom > 10 * MM and top < (high - 10) * MM):
                box = (left / MM, bottom / MM, right / MM, top / MM)
                found.append((number, character, box))
    return found
