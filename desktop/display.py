"""Whether there is a screen to open a window on; asked before Qt, which would just abort."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

NO_DISPLAY = "这里没有显示器，不能打开窗口。命令行用法请看 zhuance --help。"

_SAYS_SO = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Return whether a window can be opened; on Linux only if the session names a display."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in _SAYS_SO)
