"""What we stand on is pinned, hashed, and named without an address; the front door stands alone."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from tests.architecture.sources import PROJECT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def _read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def _pins(text: str) -> set[str]:
    """Return `name==version` of each line that has one, in one spelling."""
    return {
        f"{name.lower().replace('_', '-')}=={version}"
        for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = _read(lock)
    assert "://" not in text
    assert not re.search(
        r"^\s*--?(?:i|f|index-url|extra-index-url|find-links)\b", text, re.MULTILINE
    )
    packages = re.split(r"^(?=[\w])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in package for package in packages)


def test_every_dependency_is_locked_as_pinned() -> None:
    wanted = tomllib.loads(_read("pyproject.toml"))["project"]["dependencies"]
    assert all("==" in requirement for requirement in wanted)
    assert _pins("\n".join(wanted)) <= _pins(_read("requirements.lock"))


def test_the_program_and_its_tests_stand_on_the_same_versions() -> None:
    assert _pins(_read("requirements.lock")) <= _pins(_read("requirements-dev.lock"))


def test_every_dependency_has_its_reason_beside_it() -> None:
    _, _, block = _read("pyproject.toml").partition("\ndependencies = [\n")
    block = block.partition("\n]")[0]
    before = ""
    for line in block.splitlines():
        same = line.partition("==")[0] == before.partition("==")[0]
        assert line.lstrip().startswith("#") or before.lstrip().startswith("#") or same, line
        before = line


def test_an_old_python_can_read_the_front_door() -> None:
    """So that it can say it is too old instead of showing a syntax error."""
    ast.parse(_read("dev.py"), feature_version=(3, 7))
