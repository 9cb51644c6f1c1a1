"""演示台账: two lively years of 示例市委办公室, made through acts only.

The same seed on the same day gives the same contents; only keys differ.
"""

from desktop.demonstration.making import demonstrate

__all__ = ["demonstrate"]
