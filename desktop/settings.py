"""Where the program keeps what is not the ledger's: the user's state folder.

Outside the ledger stand the heads and, in one small file, window geometry, theme and the last
folder; nothing of what a ledger holds.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from db.ledger.trouble import Trouble
from db.store.files import replace_file

STATE_VARIABLE = "ZHUANCE_STATE"
SCHEMES = ("light", "dark", "contrast")
SCALES = (1.0, 1.35, 1.5)

_FILE = "desk.json"
_MOST_BYTES = 1 << 16


def state_folder() -> Path:
    """Return the folder for heads and window geometry; never inside a ledger."""
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "zhuance"
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "zhuance"


@dataclass(frozen=True)
class Preferences:
    """How this person's desk looks on this machine, and where the last ledger lies."""

    last_folder: str = ""
    geometry: str = ""
    scheme: str = "light"
    scale: float = 1.0

    @property
    def folder(self) -> Path | None:
        """The last ledger's folder, if it is still there."""
        path = Path(self.last_folder) if self.last_folder else None
        return path if path is not None and path.is_dir() else None


def preferences() -> Preferences:
    """Return what was kept; what cannot be read or makes no sense is as if never kept."""
    try:
        with (state_folder() / _FILE).open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    usual = Preferences()
    sound = {
        each.name: kept[each.name]
        for each in fields(Preferences)
        if isinstance(kept.get(each.name), type(getattr(usual, each.name)))
    }
    found = replace(usual, **sound)
    scheme = found.scheme if found.scheme in SCHEMES else usual.scheme
    return replace(found, scheme=scheme, scale=found.scale if found.scale in SCALES else 1.0)


def keep(**changed: Any) -> Preferences:
    """Keep some of it; a state folder that cannot be written costs nobody the day's work."""
    new = replace(preferences(), **changed)
    with suppress(Trouble, OSError):
        state_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(state_folder() / _FILE, json.dumps(asdict(new), ensure_ascii=False).encode())
    return new
