"""A window that a test has closed is really gone before the next one begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Qt deletes later, in an event loop; between tests there is none, and windows would pile up.

    A desk that was closed has told the application to end: until it ran and ended once more, no
    event loop would wait for anything.
    """
    yield
    application = QCoreApplication.instance()
    if application is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTimer.singleShot(0, lambda: application.exit(0))
        application.exec()
