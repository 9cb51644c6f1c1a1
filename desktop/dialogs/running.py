"""What a page is given to have work done: words to show, the job, and who hears of its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Run(Protocol):
    """Run a job on the writer's thread, one at a time."""

    def __call__(
        self,
        words: str,
        job: Callable[[], Any],
        then: Callable[[Any], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Show `words` while it runs; then call `then(result)` or `otherwise(error)`."""
        ...
