"""What this process must not leave behind: readable files, core dumps, a look into its memory."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def harden() -> None:
    """Make new files the owner's only, and forbid core dumps and tracing where the system can."""
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _forbid_tracing()


def _forbid_tracing() -> None:
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return  # a C library without prctl: the limit on core dumps still holds
    prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
