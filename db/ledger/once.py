"""`functools.cache` with the function's own signature.

The type checker denies that classes are hashable (it matches the protocol against
their instances), so a cache over classes needs this one cast.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Work a function out once for every argument."""
    return cast("Callable[P, R]", cache(function))
