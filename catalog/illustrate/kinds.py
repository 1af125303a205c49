"""All that the boutique sells, kind by kind, and the attributes its catalogue has columns for."""

from __future__ import annotations

from catalog.illustrate.household import HOUSEHOLD
from catalog.illustrate.kind import CALM, Kind
from catalog.illustrate.wardrobe import WARDROBE

__all__ = ["ATTRIBUTES", "CALM", "KINDS", "Kind"]

ATTRIBUTES = (
    "colour", "second_colour", "pattern", "material", "gender", "length", "sleeve", "neckline", "heel", "strap", "closure",
    "fit", "shape", "style", "cut", "sole", "height", "frame", "lens", "face", "case", "buckle", "metal", "stone", "brim",
    "edge", "ends", "shade", "base", "legs", "handle",
)  # fmt: skip
KINDS: dict[str, Kind] = WARDROBE | HOUSEHOLD
