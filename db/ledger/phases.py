"""Where acts stand in the menu."""

from __future__ import annotations

from enum import Enum


class Phase(Enum):
    """Where an act stands in the menu."""

    SETUP = "建账"
    INTAKE = "收文"
    CUSTODY = "借阅保管"
    MARKING = "定密"
    ENDING = "清退销毁"
    CHECKS = "自查整改"
    CORRECTION = "更正"
    PROGRAM = "系统"
