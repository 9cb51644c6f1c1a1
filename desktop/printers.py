"""The printers of this machine, and the way a PDF goes to one: from memory, never by a file.

On Linux the bytes go to `lp` on its standard input, no shell between; Qt's own printing would
spool the pages in clear and look for printers over the network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from db.ledger.trouble import Unusable
from desktop.print_order import Printer, PrintOrder

_PATIENCE = 20
_LONGEST = 300
_NAME = re.compile(r"[^\s\-/#][^\s/#]*")
_NOT_SENT = "没有打印，也没有入账。"


def printers() -> list[Printer]:
    """Return the printers there are, the usual one first; `Unusable` if none can be asked for."""
    if sys.platform == "win32":
        from desktop import windows_printer

        return windows_printer.printers()
    return _listed(_ask("-e"), _ask("-d"), _ask("-p"))


def send(pdf: bytes, order: PrintOrder, title: str) -> None:
    """Hand a PDF to a printer; `Unusable` if it did not take it. `title` names the form only."""
    if sys.platform == "win32":
        from desktop import windows_printer

        windows_printer.send(pdf, order, title)
        return
    done = _run("lp", *_options(order, title), data=pdf, patience=_LONGEST, so=_NOT_SENT)
    if done.returncode:
        raise _refused(order.printer, done.stderr.decode("utf-8", "replace"))


def _options(order: PrintOrder, title: str) -> list[str]:
    if not _NAME.fullmatch(order.printer):
        raise Unusable("打印机的名称不能用。" + _NOT_SENT, "请另选一台打印机。")
    options = ["-d", order.printer, "-n", str(order.copies), "-t", title]
    options += ["-o", f"sides={order.sides.value}"]
    if order.ranges:
        options += ["-P", order.ranges]
    return [*options, "-"]


def _refused(printer: str, said: str) -> Unusable:
    """Say in words what lp says in English."""
    reasons: tuple[tuple[str, str], ...] = (
        (r"not accepting|rejecting", f"打印机「{printer}」已停止接收。"),
        (r"does not exist|unknown|not found|destination", f"没有打印机「{printer}」。"),
        (r"refused|No such file|scheduler|connect|server", "本机的打印服务没有运行。"),
        (r"denied|not allowed|authori[sz]", f"这个用户不能使用打印机「{printer}」。"),
    )
    told = next(
        (words for pattern, words in reasons if re.search(pattern, said, re.IGNORECASE)),
        f"打印机「{printer}」没有接收。",
    )
    return Unusable(told + _NOT_SENT, "请检查打印机是否开机、有纸、可用，再重新打印。")


def _listed(names: str, usual: str, states: str) -> list[Printer]:
    """Read what lpstat told; an old one knows no -e."""
    known = names.split() or re.findall(r"^printer (\S+)", states, re.MULTILINE)
    stopped = set(re.findall(r"^printer (\S+) disabled", states, re.MULTILINE))
    found = re.search(r"destination: (\S+)", usual)
    first = found[1] if found else ""
    sound = [name for name in dict.fromkeys(known) if _NAME.fullmatch(name)]
    every = [Printer(name, name == first, name in stopped) for name in sound]
    return sorted(every, key=lambda printer: not printer.usual)


def _ask(what: str) -> str:
    return _run("lpstat", what, patience=_PATIENCE).stdout.decode("utf-8", "replace")


def _run(
    program: str, *words: str, data: bytes = b"", patience: float, so: str = ""
) -> subprocess.CompletedProcess[bytes]:
    path = shutil.which(program)
    if path is None:
        raise Unusable(f"本机没有打印服务（CUPS）。{so}", "请由系统管理员安装并添加打印机。")
    try:
        return subprocess.run(  # noqa: S603 — no shell, and the printer's name was checked
            [path, *words],
            input=data,
            capture_output=True,
            timeout=patience,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        lost = "无法确定是否已经送出，没有入账。" if so else ""
        advice = "请先查看打印队列，取消其中未完成的任务，再重新打印。"
        raise Unusable(f"打印服务没有回答。{lost}", advice) from None
    except OSError:
        raise Unusable(f"打印服务不能启动。{so}", "请联系系统管理员。") from None
