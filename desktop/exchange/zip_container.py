"""Look into a zipped workbook before anything parses it, and hand on only what was looked at.

The copy that is handed on is what this module itself unpacked and checked: a parser that reads
zip headers in another way than we do can find nothing else in it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from db.ledger.trouble import Unusable

MOST_MEMBERS = 2_000
MOST_BYTES = 400 * 1024 * 1024
MOST_RATIO = 200  # an honest sheet packs to a tenth, a very repetitive one to a hundredth
MOST_ROWS = 210_000
MOST_COLUMNS = 60
_SMALL = 1024 * 1024  # below this, no ratio does harm

_MANIFEST = "META-INF/manifest.xml"
_BOMB = "文件压缩得异常（解开后过大），不予打开。"
_ADVICE = "请在表格软件中打开原文件，另存为新的.xlsx文件后再试。"
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAR_ROW = rb"(?:2[1-9][0-9]{4}|[3-9][0-9]{5}|[0-9]{7,})"
_FAR_COLUMN = rb"(?:[A-Za-z]{3,}|[C-Zc-z][A-Za-z]|[Bb][I-Zi-z])"
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"'](?:"
    + _FAR_COLUMN
    + rb"[0-9]+|[A-Za-z]{1,2}"
    + _FAR_ROW
    + rb")[\"'][^<>]*(?<!/)>(?!\s*</)"
)
_FAR_UNPLACED_ROW = re.compile(
    rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"']" + _FAR_ROW + rb"[\"'][^<>]*(?<!/)>\s*"
    rb"<(?:\w+:)?c(?![^<>]*\br\s*=)[^<>]*(?<!/)>(?!\s*</)"
)

_UNNAMED_CELL = re.compile(rb"<(?:\w+:)?c(?:\s(?![^<>]*\br\s*=)[^<>]*)?>")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")


class Verified(NamedTuple):
    """A workbook whose members were unpacked and found harmless."""

    file: BytesIO
    names: frozenset[str]


def verified_copy(data: bytes) -> Verified:
    """Return the XML members of a zipped workbook, unpacked and checked; or raise `Unusable`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _copy(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise Unusable("文件已损坏，不是完整的工作簿。", _ADVICE) from None
    except RuntimeError:  # how zipfile says that a member wants a password
        raise _locked() from None


def _locked() -> Unusable:
    return Unusable("工作簿设有打开密码。", "请去掉密码后再导入。")


def _copy(archive: zipfile.ZipFile) -> Verified:
    members = [member for member in archive.infolist() if _wanted(member.filename)]
    _check_declared(archive.infolist(), members)
    copy = BytesIO()
    left = MOST_BYTES
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as out:
        for member in sorted(members, key=lambda one: one.filename != _MANIFEST):
            body = _unpack(archive, member, left)
            left -= len(body)
            _check_xml(member.filename, body)
            out.writestr(member.filename, body)
    copy.seek(0)
    return Verified(copy, frozenset(member.filename for member in members))


def _wanted(name: str) -> bool:
    return name == "mimetype" or name.lower().endswith((".xml", ".rels"))


def _check_declared(every: list[zipfile.ZipInfo], members: list[zipfile.ZipInfo]) -> None:
    if len(every) > MOST_MEMBERS or len({member.filename for member in every}) < len(every):
        raise Unusable("文件的内部结构异常，不予打开。", _ADVICE)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise Unusable(_BOMB, _ADVICE)
    for member in members:
        if member.file_size > _SMALL and member.file_size > MOST_RATIO * member.compress_size:
            raise Unusable(_BOMB, _ADVICE)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    with archive.open(member) as stream:
        body = stream.read(min(left, member.file_size) + 1)
    if len(body) > min(left, member.file_size):
        raise Unusable(_BOMB, _ADVICE)
    return body


def _check_xml(name: str, body: bytes) -> None:
    if name == _MANIFEST and b"encryption-data" in body:
        raise _locked()
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or body[:1] == b"\0":
        raise Unusable("文件的内部编码异常，不予打开。", _ADVICE)
    if _ENTITY.search(body):
        raise Unusable("文件里有实体定义（XML炸弹的手法），不予打开。", _ADVICE)
    if name.startswith("xl/worksheets/") or name.endswith("sheet.xml"):
        if _FAR_CELL.search(body) or _FAR_UNPLACED_ROW.search(body) or _long_row(body):
            raise too_large()
    elif name == "content.xml":
        _check_extent(body)


def _long_row(body: bytes) -> bool:
    """Whether cells that are placed by counting go on too far; few programs write such."""
    if not _UNNAMED_CELL.search(body):
        return False
    return any(len(_CELL.findall(row)) > MOST_COLUMNS for row in _ROW.split(body))


def too_large() -> Unusable:
    """Say that a sheet goes beyond what a register can be."""
    return Unusable(
        f"表格过大：最多{MOST_ROWS // 10_000}万行、{MOST_COLUMNS}列。",
        "请分成几个文件，或删去远处的多余内容后再试。",
    )


class _Extent:
    """How far the filled cells of an OpenDocument sheet reach, repeats counted."""

    def __init__(self) -> None:
        self.rows = self.width = self.column = self.filled = self.repeat = 0
        self.last_row = 0
        self.span = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table":
            self.rows = 0
        elif name == "table-row":
            self.repeat = _repeats(attributes, "rows")
            self.column = self.filled = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.column += _repeats(attributes, "columns")
            if any("value" in key or "formula" in key for key in attributes):
                self.filled = self.column
        elif name == "p":
            self.filled = self.column

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "table-row":
            return
        self.rows += self.repeat
        if self.filled > MOST_COLUMNS or (self.filled and self.rows > MOST_ROWS):
            raise too_large()


def _repeats(attributes: dict[str, str], what: str) -> int:
    for key, value in attributes.items():
        if key.endswith(f"number-{what}-repeated"):
            return int(value) if value.isdecimal() and len(value) < 9 else 10**9
    return 1


def _check_extent(body: bytes) -> None:
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        raise Unusable("文件已损坏，不是完整的工作簿。", _ADVICE) from None
