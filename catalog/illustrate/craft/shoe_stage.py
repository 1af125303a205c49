"""How shoes stand: a pair in profile, toes to the left, or a pair seen from above."""

from __future__ import annotations

from collections.abc import Callable

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.svg import Sheet, curve, points

__all__ = ["from_above", "pair", "pitched"]

Draw = Callable[[Sheet, Look], None]


def pair(s: Sheet, look: Look, one: Draw, *, floor: float, back: tuple[float, float]) -> None:
    """Draws the far shoe, its haze, and the near shoe. `back` moves the far one."""
    s.ground(back[0] + 4, floor + back[1], 196, 12)
    with s.group(transform=f"translate({back[0]} {back[1]}) scale(0.97)"):
        one(s, look)
    s.ground(-6, floor, 214, 14)
    with s.group(transform="translate(-14 0)"):
        one(s, look)


def pitched(spec: str, lift: float) -> str:
    """The points of a flat shoe's outline with the heel `lift` higher, the foot sloping between ball and heel."""
    words = []
    for x, y, corner in points(spec):
        share = min(1.0, max(0.0, (x + 90) / 190))
        words.append(f"{x:g},{y - lift * share * share * (3 - 2 * share):.1f}{'!' if corner else ''}")
    return " ".join(words)


def from_above(s: Sheet, look: Look, one: Draw) -> None:
    """A pair side by side, toes up; `one` draws a right shoe about 150 wide and 500 high around the origin."""
    for side in (-1, 1):
        with s.group(transform=f"translate({side * 112} 0) rotate({side * 5}) scale({side * 1.12} 1.12)"):
            shape = curve("0,-238 60,-190 78,-90 62,60 60,200 0,240 -58,200 -56,60 -66,-90 -46,-190")
            s.soft(shape, "#3a2c22", 12, opacity=0.34, transform="translate(6 10)")
            one(s, look)
