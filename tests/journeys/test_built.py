"""The built program alone, without Python: the main job by its commands, and its window opens.

`python3 dev.py build` makes dist/zhuance and runs this.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.pages.catalogue import REGISTERS
from desktop.settings import STATE_VARIABLE
from tests.journeys.desk import OFFICER, PASSWORD, REGISTER, ROOT, Answer
from tests.printing.reading import texts

pytestmark = [pytest.mark.built, pytest.mark.xdist_group("built")]

FOLDER = ROOT / "dist" / "zhuance"
PROGRAM = FOLDER / ("zhuance.exe" if os.name == "nt" else "zhuance")
MOST = 220_000_000
"""Bytes of the folder; 195 MB when this was written."""
KEPT_OF_THE_SYSTEM = ("SystemRoot", "TEMP", "HOME", "LANG")


@dataclass(frozen=True)
class Machine:
    """A PC on which nothing is installed but the built folder."""

    home: Path

    def run(self, *words: str | Path, given: object = None, display: bool = True) -> Answer:
        """Run the built program in a bare environment."""
        env = {name: os.environ[name] for name in KEPT_OF_THE_SYSTEM if name in os.environ}
        env |= {"PATH": os.defpath, STATE_VARIABLE: str(self.home / "state")}
        if display:
            env["QT_QPA_PLATFORM"] = "offscreen"
        done = subprocess.run(
            [PROGRAM, *map(str, words)],
            input=json.dumps(given).encode() if given is not None else b"",
            capture_output=True,
            check=False,
            cwd=self.home,
            env=env,
            timeout=240,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def done(self, *words: str | Path, given: object = None) -> str:
        """Run a command on the ledger that must succeed; return what it answered."""
        way = ("--ledger", self.home / "台账", "--password-file", self.home / "口令")
        answer = self.run(*words, *way, given=given)
        assert answer.code == 0, (words, answer.out, answer.err)
        return answer.out


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    if not PROGRAM.exists():
        pytest.fail("not built yet: python3 dev.py build")
    home = tmp_path_factory.mktemp("built")
    (home / "口令").write_text(f"{PASSWORD}\n", encoding="utf-8")
    made = Machine(home)
    named = ("--unit", "示例机关", "--officer", OFFICER, "--small-unit")
    answer = made.run("init", home / "台账", *named, "--password-file", home / "口令")
    assert answer.code == 0, answer.err
    return made


def test_the_main_job_is_done_by_the_built_program(machine: Machine) -> None:
    machine.done("import", REGISTER)
    machine.done("act", "add_place", given={"name": "示例柜"})
    places = json.loads(machine.done("list", "journal", "--format", "json"))
    assert "add_place" in {row["kind"] for row in places}
    sheet = machine.home / "收文登记簿.pdf"
    first, own = machine.home / "首次口令", machine.home / "见证口令"
    first.write_text("首次口令2026\n", encoding="utf-8")
    own.write_text("见证口令2026\n", encoding="utf-8")
    witness = ("--name", "示例见证人")
    changed = ("--old-password-file", first, "--new-password-file", own)
    machine.done("witness", "add", *witness, "--new-password-file", first)
    machine.done("witness", "password", *witness, *changed)
    second = ("--second", "示例见证人", "--second-password-file", own)
    machine.done("print", "F01", *second, "-o", sheet)
    assert "收文登记簿" in texts(sheet.read_bytes())[0]
    machine.done("export", "copies", "-o", machine.home / "在册份.xlsx")
    machine.done("backup", machine.home / "备份.zcb")
    machine.done("verify", "--full")


def test_its_window_opens_and_paints_every_page(machine: Machine) -> None:
    told = machine.done("window", "--check")
    painted = {line.partition("：")[0] for line in told.splitlines() if line.endswith("毫秒")}
    titles = {kind.title for kind in REGISTERS if kind.name in ("receipts", "copies", "loans")}
    assert painted >= {"窗口", "今日", "系统"} | titles
    machine.done("verify")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_it_says_so(machine: Machine) -> None:
    answer = machine.run(display=False)
    assert answer.code == 5
    assert "没有显示器" in answer.err


def test_it_is_small_and_brings_nothing_that_talks_to_a_network() -> None:
    files = [file for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink()]
    assert sum(file.stat().st_size for file in files) < MOST
    words = ("Network", "libssl", "_ssl", "cups", "avahi", "gnutls", "qvnc", "tuio", "qgtk")
    assert [file.name for file in files if any(word in file.name for word in words)] == []


@pytest.mark.skipif(shutil.which("ldd") is None, reason="asks the loader of Linux")
def test_nothing_it_loads_on_a_desktop_is_missing() -> None:
    plugins = FOLDER / "_internal" / "PySide6" / "Qt" / "plugins"
    for plugin in ("platforms/libqxcb.so", "platforminputcontexts/libibus*.so", "*/libqsvg*.so"):
        (file, *_) = plugins.glob(plugin)
        told = subprocess.run(["ldd", file], capture_output=True, check=True, text=True).stdout
        assert "not found" not in told, (plugin, told)
