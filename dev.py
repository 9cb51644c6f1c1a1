#!/usr/bin/env python3
"""One front door for developers: python3 dev.py run | test | check | lint | night | build.

Standard library only, and syntax that an old Python can read, so that it can at least say that it
is too old. It looks for the system libraries Qt wants, makes .venv from the hashed lock file, and
starts the program or its tests in there. On Windows (py dev.py …) there is nothing to install but
the packages.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import itertools
import os
import secrets
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements-dev.lock"
SUPPORTED = ((3, 11), (3, 13))
FINISHED, FRESH = "finished", 7 * 24 * 3600
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# What the Qt wheel loads from the system, and the Debian package that brings it. None of these
# comes with another one of them.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class Stopped(Exception):
    """It cannot go on, and this is the sentence for the person at the keyboard."""


def step(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Show a command and run it; `Stopped` if it fails."""
    words = [str(word) for word in command]
    print("+", *words, flush=True)
    if subprocess.run(words, cwd=ROOT, env=env, check=False).returncode:
        raise Stopped(
            f"这一步没有成功：{' '.join(words)}\n请看上面的输出；多半是网络、软件源或权限的问题。"
        )


# The system ------------------------------------------------------------------------------------


def missing_packages() -> list[str]:
    """Return the Debian packages this machine lacks."""
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None:  # Debian splits it out
        missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if shutil.which("apt-get") and not CERTIFICATES.exists():
        missing.append("ca-certificates")
    return missing


def missing_for_building() -> list[str]:
    """Return the Debian packages that only PyInstaller needs: a shared Python, strip, objdump."""
    missing = [] if shutil.which("strip") and shutil.which("objdump") else ["binutils"]
    library = sysconfig.get_config_var("INSTSONAME") or ""
    beside = Path(sysconfig.get_config_var("LIBDIR") or "") / library
    if ".so" in library and not (_loads(library) or beside.is_file()):
        missing.append(f"libpython{sys.version_info[0]}.{sys.version_info[1]}")
    return missing


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> None:
    """Install system packages if we may; otherwise name them and stop."""
    become_root = _way_to_root()
    if become_root is None or not shutil.which("apt-get"):
        raise Stopped(
            "缺少系统软件包，请由管理员安装后再试：\n"
            f"    apt-get install --no-install-recommends {' '.join(packages)}"
        )
    # Through env, because sudo would drop a variable set for it.
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    step(*apt, "update")
    step(*apt, "install", "-y", "--no-install-recommends", *packages)


def _way_to_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    # Without a terminal sudo could only wait for a password that nobody types.
    silent = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo"] if silent.returncode == 0 or sys.stdin.isatty() else None


# The environment -------------------------------------------------------------------------------


def make_environment() -> None:
    """Make .venv as the lock file says, unless it is that already."""
    stamp = VENV / ".made-from"
    # Not sys.version: the package manager may have upgraded the patch build a moment ago.
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info[:3]}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    step(sys.executable, "-m", "venv", "--clear", VENV)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    step(*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCK)
    stamp.write_text(wanted, encoding="utf-8")


def in_environment(*arguments: str) -> int:
    """Run a module of the environment in the project's folder and return its exit code."""
    env = dict(os.environ, PYTHONUTF8="1")
    if arguments[0] == "pytest":  # no window pops up while somebody works
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([str(PYTHON), "-m", *arguments], cwd=ROOT, env=env)


# The commands ----------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Open the window on the demo ledger, which is made if there is none of these days.

    Without a display: make the demo ledger and take the sample register over into a second one.
    Other arguments than none go to the program as they are.
    """
    if arguments:
        return in_environment("desktop", *arguments)
    display = _has_display()
    folder = _earlier_demo() if display else None
    if folder is None:
        folder = _free_folder()
        answer = in_environment("desktop", "demo", "--dir", str(folder)) or _taken_over(folder)
        if answer:
            return answer
        (folder / FINISHED).touch()
    if not display:
        print("这里没有显示器，不打开窗口。")
        return 0
    way = ("--ledger", str(folder / "ledger"), "--password-file", str(folder / "password.txt"))
    return in_environment("desktop", "window", *way)


def _earlier_demo() -> Path | None:
    """Return the last demo that was finished, unless its story ended too long ago."""
    made = {path.parent: path.stat().st_mtime for path in ROOT.glob(f"run/demo*/{FINISHED}")}
    folder = max(made, key=made.__getitem__, default=None)
    return folder if folder and 0 <= time.time() - made[folder] < FRESH else None


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def _taken_over(folder: Path) -> int:
    """Do the main job on real input: an old register becomes a ledger, printed and verified."""
    ledger, sample = folder / "taken-over", ROOT / "tests" / "samples" / "receipts.xlsx"
    password = ("--password-file", str(folder / "password.txt"))
    unit = ("--unit", "示例机关", "--officer", "示例保密员", "--small-unit")
    way = ("--ledger", str(ledger), *password)
    register = str(folder / "taken-over-F01.pdf")
    given, own = folder / "first-password.txt", folder / "witness-password.txt"
    given.write_text(f"{secrets.token_urlsafe(9)}\n", encoding="utf-8")
    own.write_text(f"{secrets.token_urlsafe(9)}\n", encoding="utf-8")
    witness = ("--name", "示例见证人")
    changed = ("--old-password-file", str(given), "--new-password-file", str(own))
    second = ("--second", "示例见证人", "--second-password-file", str(own))
    steps = (
        ("init", str(ledger), *unit, *password),
        ("import", str(sample), *way),
        ("witness", "add", *witness, "--new-password-file", str(given), *way),
        ("witness", "password", *witness, *changed, *way),
        ("print", "F01", "-o", register, *second, *way),  # it lists 绝密: before two persons
        ("verify", "--full", *way),
    )
    print(f"\n接收旧账演示：{sample.name}")
    for step in steps:
        answer = in_environment("desktop", *step)
        if answer:
            return answer
    print(f"\n台账、口令和全部表式都在：{folder}")
    return 0


def _free_folder() -> Path:
    # A ledger is never made where one is already; an earlier demo stays as it was left.
    names = ("demo" if number == 1 else f"demo-{number}" for number in itertools.count(1))
    return next(ROOT / "run" / name for name in names if not (ROOT / "run" / name).exists())


def test(arguments: list[str]) -> int:
    """Run the tests; what follows goes to pytest."""
    return in_environment("pytest", *(arguments or _on_all_cores()))


def night(arguments: list[str]) -> int:
    """Run what takes long: a thousand crashes, large ledgers."""
    return in_environment(
        "pytest", "-m", "night", "--timeout=7200", *(arguments or _on_all_cores())
    )


def build(arguments: list[str]) -> int:
    """Make dist/zhuance, the folder that starts without Python, and try what was made."""
    missing = missing_for_building() if sys.platform.startswith("linux") else []
    if missing:
        install(missing)
    made = in_environment("PyInstaller", "--noconfirm", "--log-level=WARN", "build.spec")
    tried = ("-m", "built", "tests/journeys/test_built.py")
    return made or in_environment("pytest", *tried, *arguments)


def lint(_arguments: list[str]) -> int:
    """Check format, style and types, and tell all that is wrong, not the first only."""
    sources = ["db", "desktop", "tests", "dev.py", "build.spec"]
    answers = [
        in_environment("ruff", "format", "--check", *sources),
        in_environment("ruff", "check", "--quiet", *sources),
        in_environment("mypy"),
    ]
    return int(any(answers))


def check(arguments: list[str]) -> int:
    """Check everything: format, style, types, tests."""
    untidy = lint([])
    return test(arguments) or untidy


def _on_all_cores() -> list[str]:
    return ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]


COMMANDS = {
    "run": (run, "打开窗口；没有演示台账时先做一本（放在 run/demo）。没有显示器时只做台账"),
    "test": (test, "运行测试，其后的参数交给 pytest"),
    "check": (check, "格式、规范、类型、测试，一次查完"),
    "lint": (lint, "只查格式、规范、类型"),
    "night": (night, "运行耗时的测试（上千次断电、大台账）"),
    "build": (build, "做出不需要 Python 的程序文件夹 dist/zhuance，并试用一遍"),
}


def main(arguments: list[str]) -> int:
    """Prepare the machine, then do what was asked."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="专册的开发入口。首次运行会准备系统库和 .venv。",
        epilog="\n".join(f"  {name:6}{text}" for name, (_, text) in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, nargs="?", help="见下")
    asked = parser.parse_args(arguments[:1]).command
    if asked is None:
        parser.print_help()
        return 2
    try:
        first, last = SUPPORTED
        if not first <= sys.version_info[:2] <= last:
            raise Stopped(f"需要 Python 3.11 至 3.13，当前是 {sys.version.split()[0]}。")
        missing = missing_packages() if sys.platform.startswith("linux") else []
        if missing:
            install(missing)
        make_environment()
        command, _ = COMMANDS[asked]
        return command(arguments[1:])
    except Stopped as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
