"""What all tests share: no window pops up while somebody works; the table of defects is printed."""

from __future__ import annotations

import os

import pytest

from db.store import cipher

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# To lock and wipe every piece of memory takes three quarters of what a test takes, and changes no
# answer. Programs that tests start do it; `test_memory_is_locked_and_wiped` looks whether they do.
cipher.FIXED["cipher_memory_security"] = "0"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what answers each defect, if that was among what was tested."""
    reports = (one for found in terminalreporter.stats.values() for one in found)
    if any("journeys/test_defects.py" in getattr(one, "nodeid", "") for one in reports):
        from tests.journeys.defects import table

        terminalreporter.section("what answers the fifty defects")
        for line in table():
            terminalreporter.write_line(line)
