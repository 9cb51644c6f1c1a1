"""Sizes as habits: a function of 40 lines, a module of 300, a class of 15 public methods.

What is larger is usually two things. Where it is not, it stands below with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.sources import PROJECT, Source, our_sources, sources_in

FUNCTION, MODULE, METHODS = 40, 300, 15

# "db/ledger/act.py" or "db/ledger/act.py: Act.refusals" -> why it may be as large as it is.
EXCEPTIONS: dict[str, str] = {
    "db/ledger/acts/__init__.py": "the list of all acts in menu order: two lines for each",
    "db/vault.py: Vault": "the one door: everything the desk may do with the book stands in it",
    "db/ledger/known.py: Known": "one finder per kind of belief: rules read as sentences",
}


def oversized(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Yield the name of everything too large, and how large it is."""
    for source in sources:
        lines = len(source.text.splitlines())
        if lines > MODULE:
            yield source.name, f"{lines} lines, a module has at most {MODULE}"
        yield from _within(source.tree, f"{source.name}: ")


def _within(node: ast.AST, before: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        name = before
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{before}{child.name}."
            lines = (child.end_lineno or child.lineno) - child.lineno + 1
            if lines > FUNCTION:
                yield name.rstrip("."), f"{lines} lines, a function has at most {FUNCTION}"
        elif isinstance(child, ast.ClassDef):
            name = f"{before}{child.name}."
            public = [method for method in _methods(child) if not method.startswith("_")]
            if len(public) > METHODS:
                yield name.rstrip("."), f"{len(public)} public methods, at most {METHODS}"
        yield from _within(child, name)


def _methods(node: ast.ClassDef) -> Iterator[str]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
            yield member.name


def test_nothing_is_too_large() -> None:
    found = dict(oversized([*our_sources(), *sources_in(PROJECT, "dev.py")]))
    unnamed = {name: size for name, size in found.items() if name not in EXCEPTIONS}
    assert unnamed == {}


def test_no_exception_has_outlived_its_reason() -> None:
    assert set(EXCEPTIONS) <= {name for name, _ in oversized(our_sources())}
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pass\n" * 301, "db/clerk.py"),
        ("class Clerk:\n    def file(self):\n" + "        pass\n" * 40, "db/clerk.py: Clerk.file"),
        ("def file():\n    def inner():\n" + "        pass\n" * 40, "db/clerk.py: file.inner"),
        (
            "class Clerk:\n" + "".join(f"    def do{n}(self): ...\n" for n in range(16)),
            "db/clerk.py: Clerk",
        ),
    ],
)
def test_the_measure_can_fail(text: str, name: str) -> None:
    assert name in dict(oversized([Source("db/clerk.py", text)]))


def test_the_measure_lets_the_largest_pass() -> None:
    methods = "".join(f"    def do{n}(self): ...\n" for n in range(15))
    text = "def file():\n" + "    pass\n" * 39 + "class Clerk:\n" + methods
    assert list(oversized([Source("db/clerk.py", text)])) == []
