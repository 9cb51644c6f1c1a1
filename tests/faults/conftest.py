"""Faults happen to the ledgers that journeys start from."""

from __future__ import annotations

from tests.journeys.conftest import desk, empty, taken_over

__all__ = ["desk", "empty", "taken_over"]
