"""The shipped shop, kind by kind.

A line is colour/second/pattern/material and then the kind's attributes; "_" stands for a space. Lines that
stand together are look-alikes: they differ in one thing, so that a reference to it has exactly one answer.
"""

from __future__ import annotations

from catalog.illustrate.curated_household import HOUSEHOLD_LINES
from catalog.illustrate.curated_wardrobe import WARDROBE_LINES

__all__ = ["CURATED"]

CURATED: dict[str, str] = WARDROBE_LINES | HOUSEHOLD_LINES
