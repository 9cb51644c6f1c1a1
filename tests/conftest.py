"""What all tests share: no window pops up while somebody works; the table of defects is printed."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what answers each defect, if that was among what was tested."""
    reports = (one for found in terminalreporter.stats.values() for one in found)
    if any("journeys/test_defects.py" in getattr(one, "nodeid", "") for one in reports):
        from tests.journeys.defects import table

        terminalreporter.section("what answers the fifty defects")
        for line in table():
            terminalreporter.write_line(line)
