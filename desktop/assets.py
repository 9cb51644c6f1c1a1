"""The only reader of resources/: from the source tree and from a built program alike."""

from __future__ import annotations

import lzma
import sys
import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from db.ledger.trouble import Unusable

# PyInstaller says where it put the data; from source, it lies beside this package.
_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder in resources/; raise `Unusable` if it is gone."""
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise Unusable(f"程序缺少自带文件：{'/'.join(parts)}。", "请重新安装程序。")
    return path


def read_text(*parts: str) -> str:
    """Return a text file of resources/."""
    return resource(*parts).read_text(encoding="utf-8")


def read_toml(*parts: str) -> dict[str, Any]:
    """Return a TOML file of resources/ as plain values; each call gives fresh ones."""
    return tomllib.loads(read_text(*parts))


def font_bytes(name: str) -> BytesIO | Path:
    """Return what ReportLab's `TTFont` and Qt can open for a font of ours.

    Song, SongBold, Hei and Kai are files. Rare is packed: it is unpacked in memory, once, when a
    character outside Song occurs; no font is ever unpacked to the disk.
    """
    if name == "Rare":
        return BytesIO(_rare())
    return resource("fonts", f"{name}.ttf")


@cache
def _rare() -> bytes:
    return lzma.decompress(resource("fonts", "Rare.ttf.xz").read_bytes())
