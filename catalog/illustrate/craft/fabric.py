"""What things are made of: a look's parameters, prints, weaves, and panels shaded as if they had volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.illustrate.craft.palette import METALS, darker, ink, lighter, mix
from catalog.illustrate.craft.svg import Sheet, attributes, box, curve, ellipse, taper

__all__ = [
    "FINISH",
    "Look",
    "button",
    "cover",
    "metal",
    "panel",
    "print_fill",
    "printing",
    "rib",
    "sheen",
    "weave",
    "zipper",
]


@dataclass(frozen=True)
class Look:
    """All that decides a drawing. `shape` holds the kind's own attributes as sorted pairs."""

    kind: str
    colour: str
    second: str = ""  # the print's or the trim's colour name
    pattern: str = "solid"
    material: str = "cotton"
    shape: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        return dict(self.shape).get(name, "")

    @property
    def ink(self) -> str:
        """The main colour, "#rrggbb"."""
        return ink(self.colour)

    @property
    def trim(self) -> str:
        """The second colour, or the main one a little darker."""
        return ink(self.second) if self.second else darker(self.ink, 0.18)


# material: strength of edge shadow, strength of light, weave drawn over the colour
FINISH = {
    "cotton": (0.34, 0.16, ""),
    "linen": (0.32, 0.14, "canvas"),
    "canvas": (0.32, 0.12, "canvas"),
    "wool": (0.40, 0.12, "felt"),
    "knit": (0.40, 0.12, "knit"),
    "denim": (0.44, 0.20, "twill"),
    "silk": (0.36, 0.42, ""),
    "satin": (0.36, 0.46, ""),
    "leather": (0.48, 0.34, "grain"),
    "suede": (0.42, 0.10, "grain"),
    "nylon": (0.40, 0.30, ""),
    "acetate": (0.40, 0.30, ""),
    "straw": (0.36, 0.14, "straw"),
    "ceramic": (0.42, 0.50, ""),
    "metal": (0.50, 0.60, ""),
    "velvet": (0.50, 0.20, ""),
    "glass": (0.40, 0.55, ""),
}


def panel(
    s: Sheet, d: str, look: Look, *, colour: str = "", plain: bool = False, angle: float = 0, size: float = 1,
    depth: float = 1, material: str = "",
) -> None:  # fmt: skip
    """Paints one piece of cloth, leather or glaze: colour, print, weave, roundness, dark edges, contour.

    `plain` leaves the print out; `angle` and `size` turn and scale it; `depth` scales all shading.
    """
    base = colour or look.ink
    edge, light, texture = FINISH[material or look.material]
    s.path(d, base)
    with s.group(clip_path=s.clip(d)):
        if not plain and look.pattern != "solid":
            printing(s, d, look, angle, size)
        if texture:
            cover(s, box(d, 0), weave(s, texture, base))
        _round(s, d, base, edge * depth, light * depth)
    s.line(d, darker(base, 0.62), 1.5, opacity=0.5)


def _round(s: Sheet, d: str, base: str, edge: float, light: float) -> None:
    dark, bright = darker(base, 0.78), lighter(base, 0.9)
    s.path(d, s.linear([(0, dark, edge * 0.45), (0.16, dark, 0), (0.6, dark, 0), (1, dark, edge)], 0, 0, 1, 0.12))
    s.path(d, s.linear([(0.08, bright, 0), (0.32, bright, light), (0.56, bright, 0)], 0, 0, 1, 0.22))
    s.path(d, s.linear([(0, dark, 0), (0.6, dark, 0), (1, dark, edge * 0.5)], 0, 0, 0, 1))
    s.soft(d, "none", 8, stroke=dark, stroke_width=22, opacity=edge * 0.7)


def sheen(s: Sheet, spec: str, width: float, *, opacity: float = 0.5, blur: float = 2.5) -> None:
    """A highlight sliver, for leather, glaze, glass and metal."""
    s.soft(taper(spec, width), "#ffffff", blur, opacity=opacity)


def rib(s: Sheet, d: str, look: Look, lines: Iterable[str], *, colour: str = "") -> None:
    """A knitted band: the outline `d` with a groove along each of `lines`."""
    base = colour or darker(look.ink, 0.1)
    panel(s, d, look, colour=base, plain=True, depth=0.7)
    with s.group(clip_path=s.clip(d)):
        for spec in lines:
            s.line(curve(spec, close=False), darker(base, 0.6), 2.0, opacity=0.4)


def metal(s: Sheet, d: str, name: str = "gold", *, contour: float = 1.4) -> None:
    """A polished metal piece."""
    base = METALS[name]
    bands = [(0, darker(base, 0.25), 1), (0.28, lighter(base, 0.7), 1), (0.5, base, 1), (0.78, darker(base, 0.4), 1)]
    s.path(d, s.linear([*bands, (1, lighter(base, 0.3), 1)], 0, 0, 0.7, 1), fill_rule="evenodd")
    s.line(d, darker(base, 0.65), contour, opacity=0.7)


def button(s: Sheet, x: float, y: float, colour: str, r: float = 6) -> None:
    """A sewn button."""
    s.path(ellipse(x + 1, y + 2, r + 0.8, r + 0.8), "#000000", opacity=0.25)
    s.path(ellipse(x, y, r, r), s.radial([(0, lighter(colour, 0.5), 1), (1, darker(colour, 0.15), 1)], 0.35, 0.3, 0.8))
    s.line(ellipse(x, y, r, r), darker(colour, 0.6), 1.0, opacity=0.7)
    for dx in (-1.8, 1.8):
        s.path(ellipse(x + dx, y, 0.9, 0.9), darker(colour, 0.7))


def zipper(s: Sheet, spec: str, tape: str, *, teeth: str = "silver", width: float = 9) -> None:
    """A zip along the points: tape, then teeth."""
    d = curve(spec, close=False)
    s.path(d, stroke=darker(tape, 0.35), stroke_width=width)
    s.path(d, stroke=METALS[teeth], stroke_width=width * 0.5, stroke_dasharray="2.6 2.2")


def printing(s: Sheet, d: str, look: Look, angle: float = 0, size: float = 1, *, waved: bool = True) -> None:
    """Paints the look's print over the outline's box; `waved` (it takes a filter) lets it lie like cloth."""
    if waved:
        _drape(s, d, _print(s, look, angle, size))
    else:
        cover(s, box(d, 8), _print(s, look, angle, size))


def _drape(s: Sheet, d: str, fill: str) -> None:
    """Paints the print over the outline's box, waved a little so that it lies like cloth."""
    noise = '<feTurbulence type="fractalNoise" baseFrequency="0.006" numOctaves="1" seed="4"/>'
    move = '<feDisplacementMap in="SourceGraphic" scale="6" xChannelSelector="R" yChannelSelector="G"/>'
    area = box(d, 8)
    with s.group(filter=s.define("filter", noise + move, **area)):
        cover(s, area, fill)


def cover(s: Sheet, area: dict[str, object], fill: str) -> None:
    """Fills the rectangle of `area` (what `box` gives)."""
    s.add(f"<rect{attributes(**{k: area[k] for k in ('x', 'y', 'width', 'height')}, fill=fill)}/>")


def _print(s: Sheet, look: Look, angle: float, size: float) -> str:
    side, inner = _PRINTS[look.pattern](look.trim, look.ink)
    turn = f"rotate({angle:g}) scale({size:g})"
    return s.define("pattern", inner, width=side, height=side, patternUnits="userSpaceOnUse", patternTransform=turn)


def _striped(trim: str, base: str) -> tuple[int, str]:
    return 38, f'<rect width="38" height="15" y="6" fill="{trim}"/>'


def _dotted(trim: str, base: str) -> tuple[int, str]:
    return 46, "".join(f'<circle cx="{c}" cy="{c}" r="7.5" fill="{trim}"/>' for c in (11.5, 34.5))


def _checked(trim: str, base: str) -> tuple[int, str]:
    broad = '<rect width="60" height="16" y="10"/><rect width="16" height="60" x="10"/>'
    thin = '<rect width="60" height="2" y="45"/><rect width="2" height="60" x="45"/>'
    return 60, f'<g fill="{trim}" opacity="0.62">{broad}</g><g fill="{lighter(trim, 0.5)}">{thin}</g>'


def _floral(trim: str, base: str) -> tuple[int, str]:
    spots = ((30, 32, 0, 1.0), (98, 22, 40, 0.72), (72, 84, 15, 1.1), (14, 96, 60, 0.7), (118, 108, 25, 0.82))
    return 132, "".join(_flower(trim, *spot) for spot in spots)


def _flower(trim: str, x: int, y: int, turn: int, size: float) -> str:
    leaf = '<path d="M8,10C16,12 26,20 28,30C16,28 8,20 8,10Z" fill="#6f8a63"/>'
    leaf += '<path d="M-8,10C-18,8 -26,14 -30,24C-18,26 -10,20 -8,10Z" fill="#83a077"/>'
    petal = f'<ellipse cy="-9.5" rx="6.6" ry="9.5" fill="{{}}" stroke="{darker(trim, 0.35)}" stroke-width="0.6"/>'
    petals = "".join(f'<g transform="rotate({72 * i})">{petal.format(lighter(trim, 0.22 if i % 2 else 0))}</g>' for i in range(5))
    heart = f'<circle r="4.6" fill="{mix(trim, "#f2c64b", 0.8)}"/>'
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({size})">{leaf}{petals}{heart}</g>'


def _motif(shape: str) -> Callable[[str, str], tuple[int, str]]:
    """A printed motif, scattered upright and tilted; `shape` is a path about 30 across, its centre the origin."""

    def tile(trim: str, base: str) -> tuple[int, str]:
        spots = ((26, 28, -12, 0.9), (80, 30, 14, 0.62), (52, 80, 8, 0.75), (102, 86, -20, 1.0))
        marks = "".join(
            f'<path d="{shape}" fill="{trim}" transform="translate({x} {y}) rotate({turn}) scale({size})"/>'
            for x, y, turn, size in spots
        )
        return 124, marks

    return tile


_STAR = "M0,-17L4.4,-5.6L16.2,-5.3L6.8,2L10,13.8L0,7L-10,13.8L-6.8,2L-16.2,-5.3L-4.4,-5.6Z"
_HEART = "M0,15C-22,0 -18,-15 -8,-15C-4,-15 -1,-13 0,-9C1,-13 4,-15 8,-15C18,-15 22,0 0,15Z"
_LEAF = "M0,-18C13,-8 13,8 1,15L1,20L-1,20L-1,15C-13,8 -13,-8 0,-18Z"
_PRINTS = {
    "striped": _striped,
    "polka dot": _dotted,
    "checked": _checked,
    "floral": _floral,
    "star print": _motif(_STAR),
    "heart print": _motif(_HEART),
    "leaf print": _motif(_LEAF),
}


def print_fill(s: Sheet, look: Look, *, angle: float = 0, size: float = 1) -> str:
    """A fill with the look's print, turned and scaled; it lies flat, unlike that of `panel`."""
    return _print(s, look, angle, size)


def weave(s: Sheet, name: str, base: str) -> str:
    """A fine tile over the colour: what wool, denim, canvas, straw or leather show up close."""
    dark, bright = darker(base, 0.7), lighter(base, 0.7)
    width, height, inner = {
        "knit": (10, 8, '<path d="M0,0L5,5L10,0" stroke="{d}" opacity=".2" stroke-width="1.5"/>'
                        '<path d="M0,3L5,8L10,3" stroke="{b}" opacity=".16" stroke-width="1.5"/>'),
        "felt": (5, 5, '<path d="M0,1l3,2M2,4l2,-1" stroke="{d}" opacity=".12"/>'),
        "speckle": (53, 47, '<g fill="{d}" opacity=".5"><circle cx="8" cy="9" r="1.7"/><circle cx="27" cy="5" r="1"/>'
                            '<circle cx="44" cy="14" r="2.1"/>'
                            '<circle cx="16" cy="25" r="1.1"/><circle cx="35" cy="29" r="1.6"/><circle cx="6" cy="40" r="1.3"/>'
                            '<circle cx="24" cy="41" r="2"/><circle cx="47" cy="40" r="1.1"/></g>'),
        "nap": (43, 37, '<path d="M3,5l5,2M17,3l3,6M31,8l7,1M8,16l2,5M24,14l6,3M38,20l3,5M4,28l6,1M18,26l2,6M30,30l6,3"'
                        ' stroke="{d}" opacity=".13" stroke-width="2.2"/>'
                        '<path d="M10,9l5,3M25,5l4,2M2,19l4,3M16,18l5,-1M33,17l3,5M11,31l5,2M25,33l3,2M39,31l3,3"'
                        ' stroke="{b}" opacity=".16" stroke-width="2.2"/>'),
        "twill": (7, 7, '<path d="M-1,8L8,-1M-4,4L4,-4M3,11L11,3" stroke="{b}" opacity=".22"/>'),
        "canvas": (6, 6, '<path d="M0,1.5H6M1.5,0V6" stroke="{d}" opacity=".13"/>'
                         '<path d="M0,4.5H6M4.5,0V6" stroke="{b}" opacity=".16"/>'),
        "straw": (16, 10, '<path d="M0,5Q4,-1 8,5T16,5" stroke="{d}" opacity=".42" stroke-width="2"/>'
                          '<path d="M0,10Q4,4 8,10T16,10" stroke="{b}" opacity=".4" stroke-width="2"/>'),
        "grain": (9, 9, '<path d="M1,2q2,2 4,0M5,7q2,-2 4,0" stroke="{d}" opacity=".12"/>'),
    }[name]  # fmt: skip
    inner = f'<g fill="none">{inner.format(d=dark, b=bright)}</g>'
    return s.define("pattern", inner, width=width, height=height, patternUnits="userSpaceOnUse")
