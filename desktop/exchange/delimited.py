"""Comma- or tab-separated text, in the encodings that offices really save it in."""

from __future__ import annotations

import csv
from io import StringIO

from db.ledger.trouble import Unusable

_SEPARATORS = ",\t;，"


def read_delimited(data: bytes) -> list[list[str]]:
    """Return the cells of a .csv file in UTF-8 or UTF-16 (by its mark) or GB 18030."""
    text = _decoded(data)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error:
        raise Unusable("这个文本文件不是规范的.csv表格。", "请用表格软件另存后再试。") from None


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise _not_text()
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text()


def _not_text() -> Unusable:
    return Unusable("无法识别文本的编码，这不是.csv表格。", "请用表格软件另存为“CSV UTF-8”后再试。")


def _separator(text: str) -> str:
    """Return the separator that most of the first lines have most often."""
    head = text[:20_000].splitlines()[:30]
    counts = {mark: sum(line.count(mark) for line in head) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda mark: counts[mark])
    return best if counts[best] else ","
