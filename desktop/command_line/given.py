"""What is handed over as JSON: from a file or from standard input, never on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from db.ledger.trouble import Unusable
from desktop.command_line.unlocking import standard_input

MOST_INPUT = 64 * 1024 * 1024


def read_json(source: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON file or of standard input; `Unusable` for anything else."""
    try:
        data = _input(source)
        if len(data) > MOST_INPUT:
            raise Unusable("JSON 过大。", "请分几次办理。")
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except OSError:
        raise Unusable(f"文件「{Path(source).name}」不能读取。", "请检查路径。") from None
    except (ValueError, RecursionError):
        raise Unusable("不是有效的 JSON。", "应为一个对象，或对象的数组，UTF-8 编码。") from None
    many = found if isinstance(found, list) else [found]
    if not many or not all(isinstance(each, dict) for each in many):
        raise Unusable("JSON 应为一个对象，或对象的数组。")
    return many


def _input(source: str) -> bytes:
    if source == "-":
        return standard_input(MOST_INPUT + 1)
    with Path(source).open("rb") as file:
        return file.read(MOST_INPUT + 1)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unusable("JSON 里同一栏目写了两次。", "请每个栏目只写一次。")
    return found
