"""The source files under test, read once: text, syntax tree, and every import in them."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("db", "desktop")


@dataclass(frozen=True)
class Source:
    """One Python file, named from the root of its project: `db/vault.py`."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def folder(self) -> str:
        """The folder it lies in: `db/ledger`."""
        return self.name.rpartition("/")[0]

    @property
    def module(self) -> str:
        """Its dotted name; a package is named without `__init__`."""
        return self.name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @cached_property
    def code(self) -> str:
        """The text with comments and docstrings blanked; lines stay where they were."""
        lines = self.text.splitlines(keepends=True)
        for first, start, last, end in (*self._comments(), *self._docstrings()):
            for row in range(first, last + 1):
                line = lines[row - 1]
                left = start if row == first else 0
                right = end if row == last else len(line.rstrip("\n"))
                lines[row - 1] = line[:left] + " " * (right - left) + line[right:]
        return "".join(lines)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of everything imported, late and type-only imports too."""
        package = (
            self.module if self.name.endswith("__init__.py") else self.module.rpartition(".")[0]
        )
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                start = ".".join([*(above if node.level else []), *filter(None, [node.module])])
                yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)

    def _comments(self) -> Iterator[tuple[int, int, int, int]]:
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield (*token.start, *token.end)

    def _docstrings(self) -> Iterator[tuple[int, int, int, int]]:
        homes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        for node in ast.walk(self.tree):
            if not isinstance(node, homes) or ast.get_docstring(node, clean=False) is None:
                continue
            text = node.body[0]
            first = self.text.splitlines()[text.lineno - 1].encode()[: text.col_offset].decode()
            last = self.text.splitlines()[(text.end_lineno or 0) - 1].encode()
            yield (
                text.lineno,
                len(first),
                text.end_lineno or 0,
                len(last[: text.end_col_offset].decode()),
            )


def sources_in(project: Path, *starts: str) -> list[Source]:
    """Return the Python files of these folders, or single files, of a project."""
    found: list[Path] = []
    for start in starts:
        place = project / start
        found += sorted(place.rglob("*.py")) if place.is_dir() else [place]
    return [
        Source(path.relative_to(project).as_posix(), path.read_text(encoding="utf-8"))
        for path in found
    ]


@cache
def our_sources() -> list[Source]:
    """Return the program's files."""
    return sources_in(PROJECT, *ROOMS)
