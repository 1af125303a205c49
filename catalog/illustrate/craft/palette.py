"""Fashion colours by the names shoppers use, and the little arithmetic shading needs."""

from __future__ import annotations

__all__ = ["COLOURS", "METALS", "darker", "hexa", "ink", "lighter", "mix"]

COLOURS: dict[str, str] = {
    "black": "#232327", "white": "#fafaf8", "ivory": "#f3e6c3", "beige": "#d3c2a8", "grey": "#9da1a7",
    "charcoal": "#535861", "silver": "#c6c9ce", "navy": "#1f2f56", "blue": "#2f63bd", "light blue": "#9fc6ea",
    "denim blue": "#4f7099", "teal": "#16797d", "turquoise": "#45bdbb", "mint": "#a6dfc4", "green": "#2f8a4a",
    "sage": "#a0b192", "olive": "#6f7238", "yellow": "#f5d142", "mustard": "#c98f1f", "gold": "#d6ae56",
    "orange": "#ea7d27", "peach": "#f8bd98", "coral": "#f4705f", "red": "#c8202f", "burgundy": "#6c1f33",
    "pink": "#ee8fb0", "fuchsia": "#cb2f86", "blush": "#f0c9c6", "plum": "#532a58", "purple": "#7a49a5",
    "lilac": "#bfa4dc", "brown": "#65402a", "tan": "#a9673a", "camel": "#c9a06a", "terracotta": "#b8593f",
    "rose gold": "#d8a08c",
}  # fmt: skip
METALS = {
    "gold": "#d9b25f", "silver": "#c9ccd2", "bronze": "#a97b4f", "rose gold": "#dfa48e", "brass": "#c8a04c", "black": "#3b3b40",
}  # fmt: skip

_NIGHT, _DAY = "#1b1426", "#fffdf8"  # what shadows and highlights lean towards


def ink(name: str) -> str:
    """The "#rrggbb" of a colour name; KeyError for a name the palette lacks."""
    return COLOURS[name]


def channels(colour: str) -> tuple[int, ...]:
    """Red, green and blue, 0 to 255, of "#rrggbb"."""
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def hexa(rgb: tuple[float, ...]) -> str:
    """ "#rrggbb" of three channels, 0 to 255."""
    return "#" + "".join(f"{round(min(255.0, max(0.0, c))):02x}" for c in rgb)


def mix(one: str, other: str, share: float) -> str:
    """`one` moved by `share` (0 to 1) of the way to `other`."""
    return hexa(tuple(a + (b - a) * share for a, b in zip(channels(one), channels(other), strict=True)))


def darker(colour: str, share: float = 0.5) -> str:
    """The colour in shadow."""
    return mix(colour, _NIGHT, share)


def lighter(colour: str, share: float = 0.5) -> str:
    """The colour in light."""
    return mix(colour, _DAY, share)
