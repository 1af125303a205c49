"""Earrings and necklaces, laid before a pale wall."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

import math

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import chain, polished
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["earrings", "necklace"]

# A stone's colour in the palette; a pearl or a crystal has its own.
STONES = {
    "pearl": "#f1e8da",
    "crystal": "#dfe9ee",
    "ruby": "#b8173a",
    "emerald": "#118a55",
    "sapphire": "#2346a8",
    "amethyst": "#7d4bb0",
    "turquoise": "#3fb6b4",
    "onyx": "#22222a",
}


def earrings(s: Sheet, look: Look) -> None:
    """A pair; `shape` hoop, stud or drop, the metal in the main colour, `stone` or none."""
    for side, lift in ((-1, -18), (1, 26)):
        with s.group(
            transform=f"translate({side * 146} {lift}) rotate({side * 5}) scale({1.0 if look['shape'] == 'hoop' else 1.14})"
        ):
            {"hoop": _hoop, "stud": _stud, "drop": _drop}[look["shape"]](s, look)


def necklace(s: Sheet, look: Look) -> None:
    """`style` pendant, pearls or chain, hung as round a neck."""
    {"pendant": _pendant, "pearls": _pearls, "chain": _links}[look["style"]](s, look)


def _shade(s: Sheet, d: str, *, width: float = 0, dx: float = 10, dy: float = 15, opacity: float = 0.3) -> None:
    if width:
        s.soft(d, "none", 7, stroke="#3a2c22", stroke_width=width, opacity=opacity, transform=f"translate({dx} {dy})")
    else:
        s.soft(d, "#3a2c22", 7, opacity=opacity, transform=f"translate({dx} {dy})")


def _hoop(s: Sheet, look: Look) -> None:
    metal = METALS[look.colour]
    d = ellipse(0, 30, 112, 122)
    _shade(s, d, width=20)
    for colour, width in ((darker(metal, 0.66), 24.0), (darker(metal, 0.3), 21.0)):
        s.path(d, stroke=colour, stroke_width=width)
    sweep = [
        (0, lighter(metal, 0.2), 1),
        (0.3, lighter(metal, 0.75), 1),
        (0.5, metal, 1),
        (0.75, darker(metal, 0.4), 1),
        (1, lighter(metal, 0.4), 1),
    ]
    s.path(d, stroke=s.linear(sweep, 0, 0, 1, 1), stroke_width=17)
    s.path(
        ellipse(-2, 28, 114, 124),
        stroke=s.linear([(0, "#ffffff", 0.95), (0.4, "#ffffff", 0.1), (1, "#ffffff", 0)], 0, 0, 0.8, 1),
        stroke_width=4,
    )
    polished(s, curve("-8,-112! 8,-112! 8,-84! -8,-84!"), look.colour)
    polished(s, ellipse(0, -98, 12, 7), look.colour)
    if look["stone"]:
        for turn in range(-64, 65, 16):
            x, y = 112 * math.sin(math.radians(turn)), 30 + 122 * math.cos(math.radians(turn))
            _gem(s, x, y, 14, look)


def _stud(s: Sheet, look: Look) -> None:
    r = 84
    _shade(s, ellipse(0, 0, r + 10, r + 10))
    if not look["stone"]:
        _ball(s, 0, 0, r, METALS[look.colour])
        return
    polished(s, ellipse(0, 0, r + 13, r + 13), look.colour)
    s.path(ellipse(0, 0, r + 4, r + 4), darker(METALS[look.colour], 0.55))
    _gem(s, 0, 0, r + 2, look)
    for turn in range(30, 390, 60):
        x, y = (r + 3) * math.cos(math.radians(turn)), (r + 3) * math.sin(math.radians(turn))
        _ball(s, x, y, 10, METALS[look.colour])


def _drop(s: Sheet, look: Look) -> None:
    metal = look.colour
    hook = "4,-96 6,-150 -16,-178 -42,-160 -44,-120"
    _shade(s, curve("0,-30 66,70 74,130 0,200 -74,130 -66,70"))
    for tone, width in ((darker(METALS[metal], 0.6), 9.0), (METALS[metal], 6.6), (lighter(METALS[metal], 0.8), 2.2)):
        s.line(curve(hook, close=False), tone, width)
    _ball(s, 4, -84, 18, METALS[metal])
    s.line("M4,-66V-44", darker(METALS[metal], 0.4), 5)
    polished(s, curve("-12,-52 4,-60 20,-52 24,-34! -16,-34!"), metal)
    pear = curve("4,-42! 40,20 78,86 82,134 52,190 4,206 -44,190 -74,134 -70,86 -32,20")
    if not look["stone"]:
        polished(s, pear, metal)
        s.path(curve("-38,60 -54,110 -34,160 -24,110"), "#ffffff", opacity=0.6)
        return
    polished(s, pear, metal)
    inner = curve("4,-14! 36,40 64,92 68,134 42,180 4,192 -34,180 -60,134 -56,92 -28,40")
    _stone_body(s, inner, look["stone"])
    if look["stone"] not in ("pearl", "turquoise", "onyx"):
        _facets(s, inner, 4, 112, STONES[look["stone"]])
    s.path(curve("-30,60 -46,104 -34,142 -20,104"), "#ffffff", opacity=0.55)


def _ball(s: Sheet, x: float, y: float, r: float, colour: str) -> None:
    d = ellipse(x, y, r, r)
    tones = [
        (0, "#ffffff", 1),
        (0.18, lighter(colour, 0.7), 1),
        (0.5, colour, 1),
        (0.86, darker(colour, 0.55), 1),
        (1, darker(colour, 0.3), 1),
    ]
    s.path(d, s.radial(tones, 0.36, 0.30, 0.72))
    s.line(d, darker(colour, 0.7), 1.1, opacity=0.6)


def _pearl(s: Sheet, x: float, y: float, r: float, colour: str) -> None:
    d = ellipse(x, y, r, r)
    deep = darker(colour, 0.5)
    s.path(
        d,
        s.radial(
            [(0, "#ffffff", 1), (0.3, lighter(colour, 0.4), 1), (0.66, colour, 1), (0.92, deep, 1), (1, darker(colour, 0.26), 1)],
            0.37,
            0.32,
            0.7,
        ),
    )
    s.line(d, darker(colour, 0.6), 1.0, opacity=0.5)


def _stone_body(s: Sheet, d: str, stone: str) -> None:
    base = STONES[stone]
    s.path(d, s.radial([(0, lighter(base, 0.62), 1), (0.4, base, 1), (1, darker(base, 0.55), 1)], 0.36, 0.30, 0.8))
    s.line(d, darker(base, 0.72), 1.2, opacity=0.7)


def _gem(s: Sheet, x: float, y: float, r: float, look: Look) -> None:
    stone = look["stone"]
    if stone == "pearl":
        _pearl(s, x, y, r, STONES[stone])
        return
    d = ellipse(x, y, r, r)
    _stone_body(s, d, stone)
    if r > 24 and stone not in ("turquoise", "onyx"):
        _facets(s, d, x, y, STONES[stone], r)
    s.path(ellipse(x - r * 0.34, y - r * 0.38, r * 0.26, r * 0.17), "#ffffff", opacity=0.75)


def _facets(s: Sheet, clip: str, x: float, y: float, colour: str, r: float = 86) -> None:
    """A brilliant's table and the facets round it, light and dark by turns."""
    with s.group(clip_path=s.clip(clip)):
        for i in range(16):
            a, b = math.radians(22.5 * i), math.radians(22.5 * (i + 1))
            d = f"M{x:.1f},{y:.1f}L{x + 1.5 * r * math.cos(a):.1f},{y + 1.5 * r * math.sin(a):.1f}L{x + 1.5 * r * math.cos(b):.1f},{y + 1.5 * r * math.sin(b):.1f}Z"
            s.path(d, lighter(colour, 0.7) if i % 3 == 0 else darker(colour, 0.6), opacity=0.34 if i % 2 else 0.2)
        table = "".join(
            f"{'L' if i else 'M'}{x + 0.52 * r * math.cos(math.radians(45 * i + 22)):.1f},{y + 0.52 * r * math.sin(math.radians(45 * i + 22)):.1f}"
            for i in range(8)
        )
        s.path(
            table + "Z",
            s.linear([(0, lighter(colour, 0.85), 0.85), (0.5, colour, 0.5), (1, darker(colour, 0.3), 0.6)], 0, 0, 1, 1),
        )
        s.line(table + "Z", lighter(colour, 0.7), 1.4, opacity=0.7)


def _neck(width: float, top: float, bottom: float, *, point: float = 0) -> list[tuple[float, float]]:
    """Points along a chain laid out closed, from the clasp at its top round and back; `point` draws its foot to a V."""
    out = []
    for i in range(121):
        t = 2 * math.pi * i / 120
        low = (1 - math.cos(t)) / 2  # 0 at the clasp, 1 at the foot
        out.append((-width * math.sin(t) * (1 + 0.10 * math.cos(t)) * (1 - point * low**3), top + (bottom - top) * low))
    return out


def _spec(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _pendant(s: Sheet, look: Look) -> None:
    metal, line = look.colour, _neck(176, -350, 112, point=0.45)
    spec = _spec(line[::3])
    _shade(s, curve(spec, close=False), width=6, dx=7, dy=10, opacity=0.24)
    chain(s, spec, metal, width=8, links=11)
    _clasp(s, -350, metal)
    _ball(s, 0, 116, 9, METALS[metal])
    if look["stone"] == "pearl":
        _shade(s, ellipse(0, 218, 72, 72))
        _pearl(s, 0, 218, 74, STONES["pearl"])
        polished(s, curve("0,116! 16,130 34,148 40,158! 0,150 -40,158! -34,148 -16,130"), metal)
        return
    outer, inner, (middle, reach) = _PENDANTS[look["shape"]]
    _shade(s, curve(outer))
    polished(s, curve(outer), metal)
    if not look["stone"]:
        s.line(curve(inner), darker(METALS[metal], 0.5), 2, opacity=0.7)
        s.path(curve(f"-30,{middle - 30} -40,{middle} -28,{middle + 26} -18,{middle}"), "#ffffff", opacity=0.5)
        return
    _stone_body(s, curve(inner), look["stone"])
    if look["stone"] not in ("turquoise", "onyx"):
        _facets(s, curve(inner), 0, middle, STONES[look["stone"]], reach)
    s.path(curve(f"-24,{middle - 36} -36,{middle - 6} -26,{middle + 20} -14,{middle - 6}"), "#ffffff", opacity=0.6)


_PENDANTS = {  # metal, stone, and the height and reach of its facets
    "drop": (
        "0,120! 36,172 66,226 60,278 0,314 -60,278 -66,226 -36,172",
        "0,146! 30,188 52,230 47,268 0,298 -47,268 -52,230 -30,188",
        (236, 62),
    ),
    "round": (
        "0,122 58,146 82,204 58,262 0,286 -58,262 -82,204 -58,146",
        "0,140 46,158 64,204 46,250 0,268 -46,250 -64,204 -46,158",
        (204, 66),
    ),
    "heart": (
        "0,154! 20,126 56,118 88,146 88,192 56,242 0,292! -56,242 -88,192 -88,146 -56,118 -20,126",
        "0,180! 20,148 52,142 72,164 68,194 44,232 0,270! -44,232 -68,194 -72,164 -52,142 -20,148",
        (196, 74),
    ),
}


def _pearls(s: Sheet, look: Look) -> None:
    line = _neck(212, -300, 262)
    _shade(s, curve(_spec(line[::3]), close=False), width=26, dx=9, dy=14, opacity=0.28)
    colour, at = ink(look.colour), 0.0
    walked = _walk(line)
    while at < walked[-1][0]:
        x, y = _place(walked, at)
        r = 13 + 10 * math.sin(math.pi * at / walked[-1][0])
        _pearl(s, x, y, r, colour)
        at += 1.96 * r
    _clasp(s, -300, "gold")


def _clasp(s: Sheet, y: float, metal: str) -> None:
    polished(s, ellipse(0, y, 17, 10), metal)


def _walk(line: list[tuple[float, float]]) -> list[tuple[float, float, float]]:
    """The points with how far along the line each lies."""
    out, far = [(0.0, *line[0])], 0.0
    for (ax, ay), (bx, by) in zip(line, line[1:], strict=False):
        far += math.hypot(bx - ax, by - ay)
        out.append((far, bx, by))
    return out


def _place(walked: list[tuple[float, float, float]], at: float) -> tuple[float, float]:
    i = next(i for i, (far, _, _) in enumerate(walked) if far >= at) or 1
    (f, x, y), (g, u, v) = walked[i - 1], walked[i]
    t = (at - f) / (g - f or 1)
    return x + (u - x) * t, y + (v - y) * t


def _links(s: Sheet, look: Look) -> None:
    """Broad oval links, each through the next."""
    line = _neck(214, -310, 270)
    _shade(s, curve(_spec(line[::3]), close=False), width=24, dx=9, dy=14, opacity=0.28)
    base, walked, at, i = METALS[look.colour], _walk(line), 14.0, 0
    while at < walked[-1][0]:
        (x, y), (u, v) = _place(walked, max(at - 8, 0.5)), _place(walked, min(at + 8, walked[-1][0]))
        turn = math.degrees(math.atan2(v - y, u - x))
        with s.group(transform=f"translate({(x + u) / 2:.1f} {(y + v) / 2:.1f}) rotate({turn:.1f})"):
            d = ellipse(0, 0, 23, 14.5 if i % 2 == 0 else 6)
            for tone, width in ((darker(base, 0.75), 10.5), (darker(base, 0.1), 7.2), (lighter(base, 0.85), 2.2)):
                s.path(d, stroke=tone, stroke_width=width)
        at, i = at + 30, i + 1
    _clasp(s, -310, look.colour)
