"""Cushions and bed linen."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from math import cos, pi, sin

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, crease, gloss, seam, spot, surface
from catalog.illustrate.craft.palette import darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym

__all__ = ["bed_sheet", "bed_sheet_folded", "cushion"]

_CUSHIONS = {
    "square": "0,-216 124,-226 240,-244! 232,-120 218,0 228,126 242,248! 124,236 0,228",
    "rectangular": "0,-142 150,-150 284,-164! 274,-76 264,4 272,90 286,168! 150,158 0,152",
}
_CORNERS = {"square": (236, -240, 244), "rectangular": (280, -160, 164), "round": (0, 0, 0)}


def cushion(s: Sheet, look: Look) -> None:
    """`shape` square, rectangular or round; `edge` piped, tasselled, fringed or plain."""
    shape = look["shape"]
    x, top, foot = _CORNERS[shape]
    s.ground(0, {"square": 244, "rectangular": 164, "round": 238}[shape], 150 if shape == "round" else x - 20, 18)
    d = ellipse(0, 0, 240, 238) if shape == "round" else sym(_CUSHIONS[shape])
    if look["edge"] == "tasselled" and shape != "round":
        for side in (-1, 1):
            _tassel(s, look, side * x, top, -45 * side + 180)
            _tassel(s, look, side * x, foot - 4, -45 * side)
    if look["edge"] == "fringed":
        _fringe(s, look, d)
    surface(s, d, look, size=1.1)
    crease(s, d, look.ink, _round_tucks() if shape == "round" else _corner_tucks(x, top, foot), strength=0.34)
    spot(
        s,
        -60,
        (top + foot) / 2 - 60,
        150 if shape != "round" else 120,
        110,
        lighter(look.ink, 0.92),
        0.4 if look.material != "linen" else 0.28,
    )
    spot(s, 90, (top + foot) / 2 + 120, 170, 70, darker(look.ink, 0.9), 0.22)
    gloss(
        s,
        look,
        [
            (
                f"-{max(x, 200) * 0.6:.0f},{(top + foot) / 2 - 90:.0f} -40,{(top + foot) / 2 - 130:.0f} 80,{(top + foot) / 2 - 110:.0f}",
                34.0,
            )
        ],
        clip=d,
    )
    if look["edge"] == "piped":
        for colour, width in ((darker(look.trim, 0.6), 11.0), (look.trim, 8.0)):
            s.line(d, colour, width)
        s.line(d, lighter(look.trim, 0.6), 2, opacity=0.7, transform="translate(-1 -1.5)")
    if shape == "round":
        s.path(ellipse(0, 0, 19, 18), s.radial([(0, lighter(look.trim, 0.4), 1), (1, darker(look.trim, 0.4), 1)], 0.36, 0.3, 0.8))


def _corner_tucks(x: float, top: float, foot: float) -> list[tuple[str, float]]:
    tucks = []
    for side in (-1, 1):
        for y, way in ((top, 1), (foot, -1)):
            tucks.append(
                (f"{side * (x - 8)},{y + 8 * way} {side * (x - 66)},{y + 44 * way} {side * (x - 130)},{y + 62 * way}", 24.0)
            )
            tucks.append(
                (f"{side * (x - 10)},{y + 14 * way} {side * (x - 44)},{y + 70 * way} {side * (x - 62)},{y + 126 * way}", 22.0)
            )
    return tucks


def _round_tucks() -> list[tuple[str, float]]:
    rays = [(cos(pi * i / 9), sin(pi * i / 9)) for i in range(18)]
    return [
        (f"{20 * c:.0f},{20 * n:.0f} {90 * c + 8 * n:.0f},{90 * n - 8 * c:.0f} {196 * c:.0f},{196 * n:.0f}", 20.0)
        for c, n in rays
    ]


def _fringe(s: Sheet, look: Look, d: str) -> None:
    s.path(d, stroke=darker(look.trim, 0.4), stroke_width=44, stroke_dasharray="3 4.6", opacity=0.9)
    s.path(d, stroke=look.trim, stroke_width=40, stroke_dasharray="2.4 5.2")


def _tassel(s: Sheet, look: Look, x: float, y: float, turn: float) -> None:
    with s.group(transform=f"translate({x:g} {y:g}) rotate({turn:g})"):
        for i in range(-4, 5):
            s.line(f"M0,6Q{i * 3.4},24 {i * 4.6},56", darker(look.trim, 0.3 if i % 2 else 0.05), 4.6)
        s.path(ellipse(0, 12, 11, 9), s.radial([(0, lighter(look.trim, 0.3), 1), (1, darker(look.trim, 0.4), 1)], 0.36, 0.3, 0.8))


def _second(look: Look) -> str:
    """The pillowcases' colour: the second one of a plain set, unless that is its piping's; the main one of a printed set."""
    return look.trim if look.second and look.pattern == "solid" and look["edge"] != "piped" else look.ink


def bed_sheet(s: Sheet, look: Look) -> None:
    """A made bed from its foot; `edge` plain, piped or scalloped on pillowcases and turned-down hem."""
    s.ground(0, 290, 300, 20)
    _headboard(s)
    for x, turn in ((-116, -2), (120, 2)):
        _pillow(s, look, x, turn)
    top = curve("-226,-62! 0,-70 226,-62! 262,60 288,166! 150,186 0,190 -150,186 -288,166! -262,60")
    surface(s, top, look, angle=0, size=1.05, form="flat")
    rumple = [
        ("-150,-20 -110,60 -130,170", 34.0),
        ("60,-10 40,80 70,184", 36.0),
        ("170,0 190,80 180,170", 30.0),
        ("-40,40 0,80 70,90", 24.0),
    ]
    crease(s, top, look.ink, rumple, strength=0.24)
    spot(s, -90, 40, 170, 90, lighter(look.ink, 0.95), 0.4)
    drop = curve("-288,160! -150,184 0,188 150,184 288,160! 296,220 298,286! 150,300 0,302 -150,300 -298,286! -296,220")
    surface(s, drop, look, size=1.05, form="flat", colour=darker(look.ink, 0.05))
    falls = [(f"{x},190 {x * 1.02:.0f},240 {x * 1.05:.0f},300", 18.0) for x in (-250, -190, -110, -50, 30, 90, 170, 240)]
    crease(s, drop, look.ink, falls, strength=0.36)
    s.path(
        drop,
        s.linear(
            [(0, darker(look.ink, 0.85), 0.3), (0.3, darker(look.ink, 0.85), 0.08), (1, darker(look.ink, 0.85), 0.3)], 0, 0, 0, 1
        ),
    )
    _turned_down(s, look)
    gloss(s, look, [("-230,10 -250,80 -262,150", 16.0)], clip=top)


def _headboard(s: Sheet) -> None:
    board = curve("-262,-250! -250,-268 -230,-272! 230,-272! 250,-268 262,-250! 266,40! -266,40!")
    s.path(board, s.linear([(0, "#c9a577", 1), (0.5, "#b48c5c", 1), (1, "#8e6a42", 1)], 0, 0, 0.4, 1))
    for y in (-210, -150, -90):
        s.line(f"M-258,{y}H258", "#6d4f30", 2, opacity=0.35)
    s.line(board, "#5a4128", 2, opacity=0.6)


def _pillow(s: Sheet, look: Look, x: float, turn: float) -> None:
    own, plain = _second(look), look.pattern == "solid"
    with s.group(transform=f"translate({x} -116) rotate({turn})"):
        d = curve("-116,-74! -60,-90 0,-92 60,-90 116,-74! 108,-20 108,30 118,70! 60,80 0,82 -60,80 -118,70! -108,30 -108,-20")
        cast(s, d, dx=4, dy=8, blur=9, opacity=0.38)
        if look["edge"] == "scalloped":
            s.path(d, stroke=darker(own, 0.12), stroke_width=30, stroke_dasharray="0.1 28", stroke_linecap="round")
        surface(s, d, look, colour=own, plain=plain, size=0.8)
        crease(
            s,
            d,
            own,
            [
                ("-108,-66 -70,-46 -40,-40", 16.0),
                ("108,-66 70,-44 36,-40", 16.0),
                ("-110,62 -70,40 -40,36", 16.0),
                ("110,62 72,40 40,36", 16.0),
            ],
            strength=0.32,
        )
        spot(s, -20, -24, 84, 46, lighter(own, 0.95), 0.46)
        if look["edge"] == "piped":
            s.line(d, darker(_piping(look), 0.2), 9)
            s.line(d, _piping(look), 6.5)
        else:
            seam(s, "-102,-62 0,-78 102,-62 94,0 104,60 0,70 -104,60 -94,0", own, close=True, stitched=False, width=1.2)


def _piping(look: Look) -> str:
    return look.trim if look.second else darker(look.ink, 0.55)


def _turned_down(s: Sheet, look: Look) -> None:
    own, plain = _second(look), look.pattern == "solid"
    band = curve("-228,-72! -120,-60 0,-56 120,-60 228,-72! 240,-36 250,0! 120,14 0,17 -120,14 -250,0! -240,-36")
    cast(s, band, dx=0, dy=8, blur=7, opacity=0.36)
    if look["edge"] == "scalloped":
        s.path(
            curve("-248,2 -120,16 0,19 120,16 248,2", close=False),
            stroke=darker(own, 0.1),
            stroke_width=36,
            stroke_dasharray="0.1 35",
            stroke_linecap="round",
        )
    surface(s, band, look, colour=lighter(own, 0.12), plain=plain, form="flat", size=1.05, angle=180)
    if look["edge"] == "piped":
        s.line(curve("-248,-2 -120,12 0,15 120,12 248,-2", close=False), _piping(look), 8)
    else:
        seam(s, "-244,-12 -120,2 0,5 120,2 244,-12", own)
    crease(s, band, own, [("-140,-58 -130,-30 -146,8", 14.0), ("90,-58 100,-30 86,10", 14.0)], strength=0.26)


def bed_sheet_folded(s: Sheet, look: Look) -> None:
    """The set as it is sold: sheets and pillowcases folded into a stack and tied with a ribbon."""
    s.ground(0, 200, 262, 20)
    own, plain = _second(look), look.pattern == "solid"
    layers = ((110, 84, False), (44, 66, False), (-6, 50, True), (-52, 46, True))
    for i, (y, high, pillow) in enumerate(layers):
        tone = own if pillow else look.ink
        half = 246 - 7 * i
        d = curve(
            f"-{half},{y}! -{half + 16},{y + high / 2:.0f} -{half},{y + high}! 0,{y + high + 7} {half - 6},{y + high}! {half + 6},{y + high / 2:.0f} {half - 6},{y}! 0,{y - 5}"
        )
        surface(s, d, look, colour=tone, plain=plain and pillow, form="flat", size=0.9)
        s.path(d, s.linear([(0, lighter(tone, 0.9), 0.3), (0.4, "#000000", 0), (1, darker(tone, 0.85), 0.42)], 0, 0, 0, 1))
        for share in (0.36, 0.68):
            s.line(
                curve(
                    f"-{half},{y + high * share:.0f} 0,{y + high * share + 5:.0f} {half - 8},{y + high * share:.0f}", close=False
                ),
                darker(tone, 0.7),
                2.4,
                opacity=0.4,
            )
    lid = curve("-222,-52! -150,-96 -130,-102! 176,-102! 196,-90 219,-52! 0,-46")
    surface(s, lid, look, colour=own, plain=plain, form="flat", size=0.8)
    ribbon = look.trim if look.second else darker(look.ink, 0.4)
    for d in (curve("-26,-102! 22,-102! 30,-48! 30,196! -32,198! -32,-48!"),):
        surface(s, d, look, colour=ribbon, plain=True, material="satin", form="flat")
    for side in (-1, 1):
        bow = curve("0,-76! 40,-128 96,-130 104,-100 70,-72", flip=side)
        cast(s, bow, dx=2, dy=6, blur=5)
        surface(s, bow, look, colour=ribbon, plain=True, material="satin")
        tail = curve("0,-76! 30,-40 58,0 84,10! 60,30! 20,-20", flip=side)
        surface(s, tail, look, colour=darker(ribbon, 0.1), plain=True, material="satin", form="flat")
    surface(s, ellipse(0, -78, 17, 15), look, colour=ribbon, plain=True, material="satin")
