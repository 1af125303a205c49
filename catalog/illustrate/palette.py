"""Fashion colours by the names shoppers use, and the little arithmetic shading needs."""

from __future__ import annotations

__all__ = ["COLOURS", "METALS", "darker", "hexa", "ink", "lighter", "mix"]

COLOURS: dict[str, str] = {
    "black": "#2a2a2e", "white": "#f7f7f5", "ivory": "#efe5cc", "beige": "#dac6a6", "cream": "#f3ead6",
    "grey": "#a0a3a8", "charcoal": "#4b4f57", "silver": "#c6c9ce", "navy": "#233358", "blue": "#3a6dbd",
    "light blue": "#a3c6e8", "denim blue": "#4f7099", "teal": "#1f7f82", "turquoise": "#4bb9b8",
    "green": "#3c8a53", "sage": "#a4b597", "olive": "#75773f", "yellow": "#f1cd45", "mustard": "#cf9a2e",
    "gold": "#cfa650", "orange": "#e8812f", "coral": "#f2786a", "red": "#c92c3a", "burgundy": "#712538",
    "pink": "#ec93b0", "blush": "#eec6c2", "purple": "#74479a", "lilac": "#bfa6d8", "brown": "#6e4730",
    "tan": "#bd8450", "camel": "#c49a68", "terracotta": "#bd6549",
}  # fmt: skip
METALS = {"gold": "#d9b25f", "silver": "#c9ccd2", "bronze": "#a97b4f"}

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
