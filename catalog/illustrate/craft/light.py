"""How matter takes the light: pieces shaded by their form and their finish, with as few filters as may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.illustrate.craft.fabric import Look, print_fill, weave
from catalog.illustrate.craft.palette import METALS, darker, lighter, mix
from catalog.illustrate.craft.svg import Sheet, Stops, curve, ellipse, taper

__all__ = ["FINISHES", "cast", "chain", "crease", "cylinder", "gloss", "polished", "ring", "seam", "spot", "surface", "tube"]


@dataclass(frozen=True)
class Finish:
    """How a material answers light, each 0 to 1."""

    shade: float  # how dark the side away from the light gets
    light: float  # the broad soft light on the near side
    gloss: float = 0.0  # the hard highlight
    weave: str = ""  # the texture drawn over the colour


FINISHES: dict[str, Finish] = {
    "cotton": Finish(0.42, 0.20),
    "linen": Finish(0.40, 0.18, 0, "canvas"),
    "canvas": Finish(0.40, 0.16, 0, "canvas"),
    "wool": Finish(0.46, 0.16, 0, "felt"),
    "felt": Finish(0.40, 0.12, 0, "felt"),
    "silk": Finish(0.44, 0.40, 0.35),
    "satin": Finish(0.46, 0.44, 0.45),
    "velvet": Finish(0.58, 0.30, 0, "felt"),
    "leather": Finish(0.52, 0.30, 0.42, "grain"),
    "patent leather": Finish(0.58, 0.26, 0.95),
    "suede": Finish(0.40, 0.10, 0, "nap"),
    "denim": Finish(0.46, 0.20, 0, "twill"),
    "nylon": Finish(0.46, 0.28, 0.25),
    "neoprene": Finish(0.42, 0.20, 0.10, "felt"),
    "acetate": Finish(0.46, 0.34, 0.80),
    "straw": Finish(0.44, 0.20, 0, "straw"),
    "ceramic": Finish(0.50, 0.40, 0.75),
    "stoneware": Finish(0.50, 0.18, 0.0, "speckle"),
    "enamel": Finish(0.46, 0.36, 0.60),
    "glass": Finish(0.36, 0.40, 0.90),
    "wood": Finish(0.46, 0.24, 0.20),
    "metal": Finish(0.60, 0.50, 0.80),
}


def surface(
    s: Sheet, d: str, look: Look, *, colour: str = "", material: str = "", plain: bool = False, form: str = "puffed",
    angle: float = 0, size: float = 1, depth: float = 1, painted: bool = False,
) -> None:  # fmt: skip
    """Paints one piece: colour, print, texture, then light by its `form` (puffed, round, flat or hollow).

    `plain` leaves the print out; `angle` and `size` turn and scale it; `depth` scales the shading; on what is
    `painted` already only the light falls.
    """
    base = colour or look.ink
    finish = FINISHES[material or look.material]
    if not painted:
        s.path(d, base)
    if not plain and not painted and look.pattern != "solid":
        s.path(d, print_fill(s, look, angle=angle, size=size))
    if finish.weave:
        s.path(d, weave(s, finish.weave, base))
    for fill in _LIGHTS[form](s, darker(base, 0.8), lighter(base, 0.92), finish.shade * depth, finish.light * depth):
        s.path(d, fill)
    if form != "hollow":
        for fill in _character(s, material or look.material, darker(base, 0.8), lighter(base, 0.92), depth):
            s.path(d, fill)
    s.line(d, darker(base, 0.66), 1.6, opacity=0.55)


def _character(s: Sheet, material: str, dark: str, bright: str, depth: float) -> list[str]:
    """What tells one material from the next at a glance: the lit rim of velvet, the bands of satin, patent's mirror."""
    if material == "velvet":
        rim = [(0, bright, 0.26 * depth), (0.1, bright, 0.1 * depth), (0.22, bright, 0)]
        both = [*rim, *((1 - at, colour, share) for at, colour, share in reversed(rim))]
        return [s.linear(both), s.linear(rim, 0, 0, 0, 1)]
    if material in ("satin", "silk"):
        bands = [(0.06, 0), (0.2, 0.5), (0.3, 0.06), (0.52, 0), (0.62, 0.4), (0.72, 0.04), (0.9, 0)]
        shade = [(0.3, dark, 0), (0.44, dark, 0.26), (0.54, dark, 0), (0.74, dark, 0), (0.88, dark, 0.3), (1, dark, 0.1)]
        return [s.linear([(at, bright, share * depth) for at, share in bands], 0, 0, 1, 0.4), s.linear(shade, 0, 0, 1, 0.4)]
    if material == "patent leather":
        bands = [(0.12, 0), (0.15, 0.5), (0.27, 0.22), (0.285, 0), (0.6, 0), (0.615, 0.2), (0.68, 0.1), (0.69, 0)]
        return [s.linear([(at, "#ffffff", share) for at, share in bands], 0, 0, 1, 0.55)]
    if material == "leather":
        bands = [(0.05, 0), (0.2, 0.3), (0.36, 0), (0.62, 0), (0.72, 0.12), (0.8, 0)]
        return [s.linear([(at, bright, share * depth) for at, share in bands], 0, 0, 1, 0.45)]
    return []


def _puffed(s: Sheet, dark: str, bright: str, shade: float, light: float) -> list[str]:
    return [
        s.radial([(0.5, dark, 0), (0.8, dark, shade * 0.34), (1, dark, shade)], 0.44, 0.40, 0.68),
        s.radial([(0, bright, light), (0.5, bright, light * 0.5), (1, bright, 0)], 0.32, 0.24, 0.5),
        s.linear([(0, bright, light * 0.45), (0.1, bright, 0), (0.68, dark, 0), (1, dark, shade * 0.6)], 0, 0, 0, 1),
    ]


def _cylindrical(s: Sheet, dark: str, bright: str, shade: float, light: float) -> list[str]:
    return [
        s.linear(_turned(dark, bright, shade, light)),
        s.linear([(0, bright, light * 0.2), (0.3, bright, 0), (0.6, dark, 0), (1, dark, shade * 0.4)], 0, 0, 0, 1),
    ]


def _turned(dark: str, bright: str, shade: float, light: float) -> Stops:
    """Across a cylinder lit from the left, with light thrown back on its far side."""
    return [
        (0, dark, shade * 0.75), (0.1, dark, shade * 0.28), (0.2, dark, 0), (0.22, bright, light * 0.6), (0.3, bright, light),
        (0.42, bright, light * 0.3), (0.5, bright, 0), (0.52, dark, 0), (0.76, dark, shade * 0.5), (0.93, dark, shade),
        (1, dark, shade * 0.7),
    ]  # fmt: skip


def _flat(s: Sheet, dark: str, bright: str, shade: float, light: float) -> list[str]:
    return [
        s.linear([(0, bright, light * 0.7), (0.4, bright, 0), (0.55, dark, 0), (1, dark, shade * 0.55)], 0, 0, 0.75, 1),
        s.linear([(0, dark, shade * 0.3), (0.06, dark, 0), (0.93, dark, 0), (1, dark, shade * 0.5)]),
    ]


def _hollow(s: Sheet, dark: str, bright: str, shade: float, light: float) -> list[str]:
    """Looking into something: dark under the near lip, lit on the far side."""
    return [s.linear([(0, dark, min(1.0, shade * 1.5)), (0.7, dark, shade * 0.6), (1, dark, shade * 0.2)], 0, 0, 0.25, 1)]


_LIGHTS = {"puffed": _puffed, "round": _cylindrical, "flat": _flat, "hollow": _hollow}


def spot(s: Sheet, cx: float, cy: float, rx: float, ry: float, colour: str, opacity: float, **values: object) -> None:
    """A patch of light or dark that fades to nothing, without a filter."""
    fade = [(0, colour, opacity), (0.45, colour, opacity * 0.6), (0.75, colour, opacity * 0.18), (1, colour, 0)]
    s.path(ellipse(cx, cy, rx, ry), s.radial(fade), **values)


def cast(s: Sheet, d: str, *, dx: float = 5, dy: float = 9, blur: float = 6, opacity: float = 0.34) -> None:
    """The soft shadow that a piece throws on what lies behind it."""
    s.soft(d, "#24160f", blur, opacity=opacity, transform=f"translate({dx:g} {dy:g})")


def crease(s: Sheet, clip: str, colour: str, specs: Iterable[tuple[str, float]], *, strength: float = 0.3) -> None:
    """Soft folds inside the outline `clip`, each with a lit ridge beside it: two filters for all of them."""
    specs = list(specs)
    blur = max(2.0, sum(width for _, width in specs) / len(specs) / 4)
    with s.group(clip_path=s.clip(clip)):
        s.soft("".join(taper(spec, width) for spec, width in specs), darker(colour, 0.8), blur, opacity=strength)
        ridges = "".join(taper(spec, width * 0.8, shift=-width * 0.66) for spec, width in specs)
        s.soft(ridges, lighter(colour, 0.8), blur, opacity=strength * 0.7)


def gloss(
    s: Sheet, look: Look, specs: Iterable[tuple[str, float]], *, material: str = "", clip: str = "", boost: float = 1
) -> None:
    """The highlights of a glossy finish along the points; nothing on a matt one, crisp on patent and glaze."""
    shine = min(1.0, FINISHES[material or look.material].gloss * boost)
    if shine < 0.05:
        return
    with s.group(**({"clip_path": s.clip(clip)} if clip else {})):
        d = "".join(taper(spec, width) for spec, width in specs)
        s.soft(d, "#ffffff", 7 - 5.4 * shine, opacity=0.25 + 0.5 * shine)


def seam(s: Sheet, spec: str, colour: str, *, stitched: bool = True, close: bool = False, width: float = 1.9) -> None:
    """A row of stitches pressed into the surface; without stitches only the groove."""
    d = curve(spec, close=close)
    s.line(d, darker(colour, 0.7), width + 1.4, opacity=0.28)
    if stitched:
        s.stitch(d, mix(colour, "#fff3dc" if _dim(colour) else "#3a2a20", 0.5), width, opacity=0.85)


def _dim(colour: str) -> bool:
    return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < 420


def tube(s: Sheet, spec: str, colour: str, width: float, *, shine: float = 0.4, close: bool = False) -> None:
    """A cord, strap edge-on or rod along the points: dark rim, body, a lit line on its upper left."""
    d = curve(spec, close=close)
    off = width * 0.13
    s.line(d, darker(colour, 0.68), width)
    s.line(d, darker(colour, 0.24), width - 2.4)
    s.line(d, colour, width * 0.66, transform=f"translate({-off * 0.7:.2f} {-off * 0.7:.2f})")
    s.line(d, lighter(colour, 0.55), width * 0.2, transform=f"translate({-off * 1.3:.2f} {-off * 1.3:.2f})", opacity=shine)


def cylinder(s: Sheet, d: str, colour: str, *, shade: float = 0.55, light: float = 0.4) -> None:
    """A turned piece lit from the left: a leg, a stem, a barrel."""
    s.path(d, colour)
    s.path(d, s.linear(_turned(darker(colour, 0.85), lighter(colour, 0.95), shade, light)))
    s.line(d, darker(colour, 0.7), 1.3, opacity=0.6)


def polished(s: Sheet, d: str, name: str, *, contour: float = 1.3, turn: float = 0) -> None:
    """Polished metal: bands of sky and floor in `METALS[name]`, along the box's diagonal or, turned, across."""
    base = METALS[name]
    bands = [
        (0.0, lighter(base, 0.35), 1.0), (0.16, lighter(base, 0.85), 1.0), (0.34, base, 1.0), (0.5, darker(base, 0.42), 1.0),
        (0.6, darker(base, 0.15), 1.0), (0.76, lighter(base, 0.55), 1.0), (1.0, darker(base, 0.3), 1.0),
    ]  # fmt: skip
    x2, y2 = ((0.55, 1.0), (1.0, 0.0), (0.0, 1.0))[int(turn)]
    s.path(d, s.linear(bands, 0, 0, x2, y2), fill_rule="evenodd")
    s.line(d, darker(base, 0.68), contour, opacity=0.75)


def ring(s: Sheet, cx: float, cy: float, r: float, name: str, *, thick: float = 6, squash: float = 1) -> None:
    """A metal ring, as holds a strap."""
    s.path(ellipse(cx + 2, cy + 4, r, r * squash), stroke="#24160f", stroke_width=thick, opacity=0.25)
    polished(
        s,
        ellipse(cx, cy, r + thick / 2, (r + thick / 2) * squash) + ellipse(cx, cy, r - thick / 2, (r - thick / 2) * squash),
        name,
    )


def chain(s: Sheet, spec: str, name: str, *, width: float = 13, links: float = 20) -> None:
    """A curb chain along the points: links seen flat and edge-on by turns."""
    base, d = METALS[name], curve(spec, close=False)
    flat, gap = links * 0.62, links * 0.38
    s.path(d, stroke=darker(base, 0.62), stroke_width=width * 0.55)
    for colour, share, dash in (
        (darker(base, 0.66), 1.0, flat + 2.6),
        (base, 0.78, flat),
        (lighter(base, 0.8), 0.36, flat * 0.66),
    ):
        shift = -(flat - dash) / 2
        s.path(
            d, stroke=colour, stroke_width=width * share, stroke_linecap="round", stroke_dashoffset=shift,
            stroke_dasharray=f"{max(dash - width * share, 0.4):.1f} {links - max(dash - width * share, 0.4):.1f}",
        )  # fmt: skip
    s.path(
        d,
        stroke=darker(base, 0.5),
        stroke_width=width * 0.3,
        stroke_dasharray=f"{gap:.1f} {flat:.1f}",
        stroke_dashoffset=-flat,
        opacity=0.5,
    )
