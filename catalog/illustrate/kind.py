"""What a kind of product is, and the choices that several kinds share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.svg import Sheet

__all__ = ["CALM", "HIDES", "PRINTS", "Draw", "Kind", "Options"]

CALM = (
    "black", "white", "ivory", "beige", "grey", "charcoal", "navy", "blue", "light blue", "teal", "turquoise", "mint", "sage",
    "olive", "green", "yellow", "mustard", "orange", "peach", "coral", "red", "burgundy", "pink", "fuchsia", "blush", "lilac",
    "purple", "plum", "camel", "brown", "terracotta",
)  # fmt: skip
HIDES = (
    "black", "brown", "tan", "camel", "burgundy", "navy", "red", "pink", "green", "ivory", "mustard", "teal", "olive", "grey",
)  # fmt: skip
PRINTS = (
    "solid", "solid", "solid", "striped", "checked", "polka dot", "floral", "star print", "heart print", "leaf print",
)  # fmt: skip

Draw = Callable[[Sheet, Look], None]
Options = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Kind:
    """A kind of product: where it hangs in the shop, how it is drawn and what may vary."""

    branch: str  # the first two levels of the taxonomy path
    draw: Draw
    price: tuple[int, int]  # dollars
    note: str  # the description's last sentence
    variants: tuple[Options, ...]  # each a set of choices that go together
    lead: tuple[str, ...] = ()  # attributes named before the noun, and after it with "with"
    tail: tuple[str, ...] = ()
    colours: tuple[str, ...] = CALM
    patterns: tuple[str, ...] = ("solid",)
    genders: tuple[str, ...] = ("women", "men", "unisex")
    trim: str = ""  # the part that has the second colour where there is no print, "" for none
    floats: bool = False  # hangs before the wall instead of standing on the floor
    back: Draw | None = None  # the second view: a garment from behind, a shoe from above; None for none
