"""Reading a form file so that each mistake is told by file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.ledger.trouble import Unusable

_KINDS = {str: "文字", int: "整数", float: "数", bool: "true 或 false", list: "列表", object: "值"}

Keys = Mapping[str, type]


class FormMistake(Unusable):
    """A form file cannot be used as it stands."""

    def __init__(self, path: Path, line: int, key: str, what: str) -> None:
        where = f"表样 {path.name} 第{line}行" + (f"“{key}”" if key else "")
        super().__init__(f"{where}：{what}。", "请改正后重试，其他表样不受影响。")
        self.path, self.line, self.key = path, line, key


class FormFile:
    """The values of one form file, checked as they are taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise FormMistake(path, line, "", "不是 UTF-8 编码的文字") from error
        self._lines = text.splitlines()
        try:
            self._values: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else len(self._lines)
            raise FormMistake(path, line, "", "不合 TOML 的写法") from error

    def top(self, keys: Keys, tables: Mapping[str, Keys]) -> dict[str, Any]:
        """Return the keys outside all tables; a table that is not in `tables` is a mistake."""
        for name in self._values:
            if name not in keys and name not in tables:
                raise self.mistake(name, _unknown([*keys, *tables]))
        return self._checked({k: v for k, v in self._values.items() if k in keys}, keys, "", 0)

    def table(self, name: str, keys: Keys) -> dict[str, Any] | None:
        """Return a single [table], or None if there is none."""
        if name not in self._values:
            return None
        return self._checked(self._values[name], keys, name, 0)

    def tables(self, name: str, keys: Keys) -> list[dict[str, Any]]:
        """Return all [[tables]] of one name in their order."""
        found = self._values.get(name, [])
        if not isinstance(found, list):
            raise self.mistake(name, f"应当写成 [[{name}]]")
        return [self._checked(one, keys, name, number) for number, one in enumerate(found)]

    def width(self, width: object, table: str, number: int) -> tuple[float, float]:
        """Return millimetres and weight: 18 is a width, "2*" a share of what is left."""
        if isinstance(width, str) and (share := re.fullmatch(r"(\d+(?:\.\d+)?)?\*", width)):
            return 0.0, float(share[1] or 1)
        if isinstance(width, int | float) and not isinstance(width, bool) and 4 <= width <= 250:
            return float(width), 0.0
        what = '应当是 4 到 250 之间的毫米数，或如 "2*" 的份额'
        raise self.mistake("width", what, table, number)

    def mistake(self, key: str, what: str, table: str = "", number: int = 0) -> FormMistake:
        """Return the mistake at a key of the file, or of its `number`-th table of that name."""
        return FormMistake(self.path, self.line_of(key, table, number), key, what)

    def line_of(self, key: str, table: str = "", number: int = 0) -> int:
        """Return the line of a key, or where its table begins if it is not there."""
        inside, seen, start = not table, -1, 1
        for count, line in enumerate(self._lines, 1):
            if header := re.match(r"\s*\[+\s*([\w.]+)\s*\]+", line):
                seen += header[1] == table
                inside = header[1] == table and seen == number
                if inside or (not table and header[1] == key):
                    start = count
            elif inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return count
        return start

    def _checked(self, values: Any, keys: Keys, table: str, number: int) -> dict[str, Any]:
        if not isinstance(values, dict):
            raise self.mistake(table, f"应当写成 [{table}] 下的若干项")
        for key, value in values.items():
            if key not in keys:
                raise self.mistake(key, _unknown(keys), table, number)
            if not _fits(value, keys[key]):
                raise self.mistake(key, f"应当是{_KINDS[keys[key]]}", table, number)
        return values


def strings(value: object) -> bool:
    """Tell whether a value is a list of texts, none of them empty."""
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _fits(value: object, kind: type) -> bool:
    if isinstance(value, bool) and kind is not object:
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _unknown(keys: Any) -> str:
    return "没有这一项，可用的有：" + "、".join(keys)
