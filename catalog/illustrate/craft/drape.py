"""How cloth falls: cut pieces with soft sides, creases with a lit ridge, glints, seams and cast shadows.

Everything here is gradients and thin strokes; a blur filter would cost as much as a whole garment.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from catalog.illustrate.craft.fabric import FINISH, Look, cover, printing, weave
from catalog.illustrate.craft.palette import channels, darker, lighter
from catalog.illustrate.craft.svg import Sheet, box, curve, ellipse, points, taper

__all__ = ["SIDES", "THREAD", "cast", "cloth", "creases", "fit", "flip", "glow", "piece", "seam", "topstitch"]

SIDES = (-1, 1)
THREAD = "#d9a152"  # what denim is sewn with
_SHINE = {"satin": 1.0, "silk": 0.85, "leather": 0.95, "nylon": 0.75, "velvet": 0.8, "denim": 0.4}

Crease = tuple[str, float]  # points along the valley, width in drawing units


def flip(spec: str, side: float) -> str:
    """The points of `spec`, mirrored where `side` is -1."""
    return " ".join(f"{side * float(x):g},{y}" for x, y in (word.split(",") for word in spec.split()))


def fit(top: float, bottom: float, half: float, *, most: float = 1.34) -> str:
    """A transform that centres what lies between `top` and `bottom`, `half` wide to each side, and fills the picture."""
    size = min(most, 690 / (bottom - top), 284 / half)
    return f"scale({size:.3f}) translate(0 {-(top + bottom) / 2:.1f})"


@contextmanager
def cloth(
    s: Sheet, d: str, look: Look, *, colour: str = "", plain: bool = False, angle: float = 0, size: float = 1,
    material: str = "", depth: float = 1, waved: bool = False,
) -> Iterator[None]:  # fmt: skip
    """Paints a cut piece; what is painted inside the block is clipped to it and lies under its edge shading.

    `plain` leaves the print out; `angle` and `size` turn and scale it; `waved` lets stripes sag; `depth` scales
    the shading.
    """
    base = colour or look.ink
    edge, light, texture = FINISH[material or look.material]
    s.path(d, base)
    with s.group(clip_path=s.clip(d)):
        if not plain and look.pattern != "solid":
            if look.pattern == "striped":
                cover(s, box(d, 0), _stripes(s, look, angle, size, waved))
            else:
                printing(s, d, look, angle, size, waved=False)
        if texture:
            cover(s, box(d, 0), _knitting(s, base) if texture == "knit" else weave(s, texture, base))
        yield
        _shade(s, d, base, edge * depth, light * depth)
    s.line(d, darker(base, 0.6), 1.2, opacity=0.5)


def _stripes(s: Sheet, look: Look, angle: float, size: float, waved: bool) -> str:
    """Stripes on one tile as wide as any piece, so that no join shows; `waved` lets them sag as cloth does that hangs."""
    dip = 5 if waved else 0
    wave = "".join(
        f"M{x},7C{x + 51},{7 - dip} {x + 101},{7 - dip} {x + 152},7S{x + 253},{7 + dip} {x + 305},7"
        f"V22C{x + 253},{22 + dip} {x + 203},{22 + dip} {x + 152},22S{x + 51},{22 - dip} {x},22Z"
        for x in range(0, 1216, 304)
    )
    turn = f"rotate({angle:g}) scale({size:g}) translate(-608 0)"
    inner = f'<path d="{wave}" fill="{look.trim}"/>'
    return s.define("pattern", inner, width=1216, height=38, patternUnits="userSpaceOnUse", patternTransform=turn)


def piece(
    s: Sheet, d: str, look: Look, *, colour: str = "", plain: bool = False, angle: float = 0, material: str = "", depth: float = 1
) -> None:
    """A cut piece with nothing painted on it; the options are those of `cloth`."""
    with cloth(s, d, look, colour=colour, plain=plain, angle=angle, material=material, depth=depth):
        pass


def _knitting(s: Sheet, base: str) -> str:
    """Stitches large enough to be seen as such, faint enough to compress."""
    inner = f'<path d="M1,1L7,8L13,1" stroke="{darker(base, 0.7)}" stroke-opacity=".15" stroke-width="2.2" fill="none"/>'
    return s.define("pattern", inner, width=14, height=10, patternUnits="userSpaceOnUse")


def _shade(s: Sheet, d: str, base: str, edge: float, light: float) -> None:
    dark, bright = darker(base, 0.8), lighter(base, 0.9)
    across = [(0, dark, edge * 0.5), (0.12, dark, edge * 0.08), (0.2, bright, 0), (0.34, bright, light * 0.8), (0.52, bright, 0),
              (0.62, dark, 0), (0.86, dark, edge * 0.26), (1, dark, edge * 0.9)]  # fmt: skip
    s.path(d, s.linear(across, 0, 0, 1, 0.06))
    s.path(d, s.linear([(0, bright, light * 0.35), (0.25, bright, 0), (0.7, dark, 0), (1, dark, edge * 0.42)], 0, 0, 0, 1))
    for width, share in ((34, 0.1), (22, 0.12), (12, 0.14), (5, 0.2)):
        s.path(d, stroke=dark, stroke_width=width, opacity=edge * share)


def _darkness(colour: str) -> float:
    red, green, blue = channels(colour)
    return 1 - (0.3 * red + 0.59 * green + 0.11 * blue) / 255


def creases(s: Sheet, look: Look, specs: Iterable[Crease], *, side: float = 1, strength: float = 1, colour: str = "") -> None:
    """Folds along points, mirrored where `side` is -1: valleys, soft towards the shade, and ridges that catch the light."""
    base, shine = colour or look.ink, _SHINE.get(look.material, 0.15)
    night = _darkness(base)
    dark = strength * (0.15 + 0.13 * night)
    lit = strength * (0.12 + 0.13 * night + (0.36 - 0.2 * night) * shine)
    lines = [(flip(spec, side), width) for spec, width in specs]
    layers = [
        (darker(base, 0.8), dark, 0.5, 1.25),
        (darker(base, 0.86), dark, 0.16, 0.5),
        (lighter(base, 0.78 - 0.22 * night), lit, -0.42, 0.7),
    ]
    paths = [("".join(_sliver(spec, width, shift, wide) for spec, width in lines), *tone) for *tone, shift, wide in layers]
    blur = '<feGaussianBlur stdDeviation="2.2"/>'
    with s.group(filter=s.define("filter", blur, **box(paths[0][0] + paths[2][0], 7))):
        for d, tone, opacity in paths:
            s.path(d, tone, opacity=opacity)


def _sliver(spec: str, width: float, shift: float, wide: float) -> str:
    """A leaf along the points, moved sideways by `shift` widths: positive to the right, or down."""
    pts = points(spec)
    (ax, ay, _), (bx, by, _) = pts[0], pts[-1]
    length = math.hypot(bx - ax, by - ay) or 1
    nx, ny = (by - ay) / length, -(bx - ax) / length
    reach = width * shift * (1 if nx + 0.8 * ny > 0 else -1)
    return taper(" ".join(f"{x + nx * reach:.1f},{y + ny * reach:.1f}" for x, y, _ in pts), width * wide)


def glow(s: Sheet, cx: float, cy: float, rx: float, ry: float, colour: str, opacity: float, *, turn: float = 0) -> None:
    """A soft round patch of colour: a worn thigh, a chest in the light, a hollow in shade."""
    fill = s.radial([(0, colour, opacity), (0.45, colour, opacity * 0.62), (1, colour, 0)])
    s.path(ellipse(cx, cy, rx, ry), fill, **({"transform": f"rotate({turn:g} {cx:g} {cy:g})"} if turn else {}))


def cast(s: Sheet, d: str, *, dx: float = 2, dy: float = 5, spread: float = 10, opacity: float = 0.3) -> None:
    """The shadow a piece throws on the cloth beneath: strokes that thin out, not a blur."""
    with s.group(transform=f"translate({dx:g} {dy:g})"):
        for share in (1.0, 0.66, 0.33):
            s.line(d, "#120c18", spread * share, opacity=opacity * 0.3)


def seam(
    s: Sheet, look: Look, spec: str, *, side: float = 1, width: float = 1.6, opacity: float = 0.55, colour: str = ""
) -> None:
    """A seam: a dark groove with a lit edge below it."""
    base = colour or look.ink
    d = curve(spec, close=False, flip=side)
    s.line(d, lighter(base, 0.6), width, opacity=opacity * 0.4, transform="translate(1.6 1.4)")
    s.line(d, darker(base, 0.66), width, opacity=opacity)


def topstitch(
    s: Sheet, look: Look, spec: str, *, side: float = 1, thread: str = "", width: float = 1.3, opacity: float = 0.6
) -> None:
    """A row of small stitches, in `thread`, or gold on denim and tone in tone elsewhere."""
    d = curve(spec, close=False, flip=side)
    s.line(
        d,
        thread or (THREAD if look.material == "denim" else darker(look.ink, 0.5)),
        width,
        stroke_dasharray="4.2 2.6",
        opacity=opacity,
    )
