"""Where the program keeps what is not the ledger's: the user's state folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

STATE_VARIABLE = "ZHUANCE_STATE"


def state_folder() -> Path:
    """Return the folder for heads and window geometry; never inside a ledger."""
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "zhuance"
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "zhuance"
