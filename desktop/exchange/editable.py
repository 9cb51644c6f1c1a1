"""The tables of resources/ that a unit may edit: a slip of the pen is told with its place."""

from __future__ import annotations

import tomllib
from typing import Any

from db.ledger.trouble import Unusable
from desktop.assets import read_toml


def editable_table(name: str) -> dict[str, Any]:
    """Return an editable table; raise `Unusable` if it cannot be read any more."""
    try:
        return read_toml(name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as slip:
        raise slip_in(name, str(slip)) from None


def slip_in(name: str, what: str) -> Unusable:
    """Say where an editable table is wrong."""
    return Unusable(f"对照表{name}写得不对（{what}）。", "请对照文件开头的说明改正。")
