"""A window that a test has closed is really gone before the next one begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Qt deletes later, in an event loop; between tests is none, windows would pile up."""
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
