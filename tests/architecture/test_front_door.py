"""dev.py: what it says when it cannot go on, and what it hands to whom."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

import dev


def test_without_root_the_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "_way_to_root", lambda: None)
    with pytest.raises(dev.Stopped, match=r"管理员.*\n.* libgl1 libegl1"):
        dev.install(["libgl1", "libegl1"])


def test_a_library_that_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "LIBRARIES", {"libnever-there.so.9": "libnever9"})
    assert "libnever9" in dev.missing_packages()


def test_a_python_it_does_not_know_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "SUPPORTED", ((3, 98), (3, 99)))
    assert dev.main(["test"]) == 1
    assert "需要 Python" in capsys.readouterr().err


def test_a_step_that_fails_stops_with_a_sentence() -> None:
    with pytest.raises(dev.Stopped, match="这一步没有成功"):
        dev.step(sys.executable, "-c", "raise SystemExit(3)")


@pytest.mark.parametrize("stale", [False, True])
def test_the_environment_is_made_again_only_if_the_lock_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, stale: bool
) -> None:
    python, lock = tmp_path / "python", tmp_path / "lock"
    python.touch()
    lock.write_text("one==1 --hash=sha256:00", encoding="utf-8")
    digest = hashlib.sha256(b"another" if stale else lock.read_bytes()).hexdigest()
    (tmp_path / ".made-from").write_text(f"{digest} {sys.version_info[:3]}", encoding="utf-8")
    steps: list[tuple[object, ...]] = []
    for name, value in {"VENV": tmp_path, "PYTHON": python, "LOCK": lock}.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev, "step", lambda *words: steps.append(words))
    dev.make_environment()
    assert [bool("--require-hashes" in words) for words in steps] == ([False, True] * stale)


@pytest.mark.parametrize(
    ("asked", "handed_on"),
    [
        (["test", "tests/ledger", "-k", "name"], ("pytest", "tests/ledger", "-k", "name")),
        (["night", "-x"], ("pytest", "-m", "night", "--timeout=7200", "-x")),
        (["run", "list", "copies"], ("desktop", "list", "copies")),
    ],
)
def test_the_rest_of_the_line_is_handed_on(
    monkeypatch: pytest.MonkeyPatch, asked: list[str], handed_on: tuple[str, ...]
) -> None:
    ran: list[tuple[str, ...]] = []

    def note(*words: str) -> int:
        ran.append(words)
        return 5

    monkeypatch.setattr(dev, "missing_packages", list)
    monkeypatch.setattr(dev, "make_environment", lambda: None)
    monkeypatch.setattr(dev, "in_environment", note)
    assert dev.main(asked) == 5
    assert ran == [handed_on]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, ...]]:
    """What `dev.py run` would start, each of it doing nothing."""
    started: list[tuple[str, ...]] = []

    def note(*words: str) -> int:
        started.append(words)
        if words[1] == "demo":
            Path(words[-1]).mkdir(parents=True)
        return 0

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "in_environment", note)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return started


def test_each_demo_gets_a_folder_of_its_own(ran: list[tuple[str, ...]]) -> None:
    for _ in range(3):
        dev.run([])
    folders = [Path(words[-1]).name for words in ran if words[1] == "demo"]
    assert folders == ["demo", "demo-2", "demo-3"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_the_window_opens_on_the_demo_only_where_there_is_a_display(
    ran: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert dev.run([]) == 0
    assert "window" not in [words[1] for words in ran]
    assert "没有显示器" in capsys.readouterr().out
    monkeypatch.setenv("DISPLAY", ":7")
    dev.run([])
    way = dict(zip(ran[-1][2::2], ran[-1][3::2], strict=True))
    assert ran[-1][1] == "window"
    assert [Path(place).name for place in way.values()] == ["ledger", "password.txt"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
@pytest.mark.parametrize(("days", "makes"), [(None, True), (2, False), (8, True)])
def test_the_window_opens_on_a_demo_of_these_days_or_on_a_new_one(
    ran: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, days: int | None, *, makes: bool
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    (dev.ROOT / "run" / "demo").mkdir(parents=True)
    if days is not None:
        finished = dev.ROOT / "run" / "demo" / dev.FINISHED
        finished.touch()
        then = finished.stat().st_mtime - days * 24 * 3600
        os.utime(finished, (then, then))
    dev.run([])
    assert [words[1] for words in ran].count("demo") == makes
    folder = "demo-2" if makes else "demo"
    assert ran[-1][1:4] == ("window", "--ledger", str(dev.ROOT / "run" / folder / "ledger"))


def test_the_built_program_is_tried_only_if_it_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(*words: str) -> int:
        asked.append(words[0])
        return broken if words[0] == "PyInstaller" else 3

    monkeypatch.setattr(dev, "missing_for_building", list)
    monkeypatch.setattr(dev, "in_environment", note)
    broken = 1
    assert dev.build([]) == 1
    broken = 0
    assert dev.build([]) == 3
    assert asked == ["PyInstaller", "PyInstaller", "pytest"]


def test_a_python_without_a_shared_library_is_told_before_building(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = {"INSTSONAME": "libpython9.99.so.1.0", "LIBDIR": "/nowhere"}
    monkeypatch.setattr("dev.sysconfig.get_config_var", wanted.get)
    monkeypatch.setattr("dev.shutil.which", lambda _: None)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert dev.missing_for_building() == ["binutils", f"libpython{version}"]
