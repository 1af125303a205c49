"""Belts and scarves."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

import math

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import FINISHES, cast, crease, gloss, polished, spot, surface
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["belt", "belt_close", "scarf"]

_TALL = 92  # a belt's breadth as drawn


def _arc(rx: float, ry: float, start: float, end: float, *, y: float = 0, x: float = 0) -> str:
    """Points along an ellipse between two angles in degrees, 0 at the right and 90 towards the viewer."""
    steps = max(4, round(abs(end - start) / 15))
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    words = [f"{x + rx * math.cos(a):.1f},{y + ry * math.sin(a):.1f}" for a in angles]
    return " ".join([words[0] + "!", *words[1:-1], words[-1] + "!"])


def belt(s: Sheet, look: Look) -> None:
    """Rolled up and standing on its edge; `buckle` square, round or plate, in `metal` gold or silver."""
    s.ground(4, 150, 262, 32)
    with s.group(transform="translate(0 -6)"):
        _belt_inside(s, look)
        front = curve(f"{_arc(262, 84, 180, 0, y=-30)} {_arc(262, 84, 0, 180, y=_TALL - 30)}")
        surface(s, front, look, form="round", depth=1.1)
        s.line(curve(_arc(261, 84, 180, 0, y=-28), close=False), lighter(look.ink, 0.3), 3, opacity=0.55)
        _belt_thread(s, look)
        gloss(s, look, [(_arc(254, 84, 158, 84, y=4).replace("!", ""), 15.0)], clip=front)
        _belt_tip(s, look)
        with s.group(transform="translate(-64 92) rotate(2)"):
            _buckle(s, look)


def _belt_inside(s: Sheet, look: Look) -> None:
    lining = lighter(darker(ink("camel"), 0.25), 0.1) if look.material != "canvas" else darker(look.ink, 0.3)
    back = curve(f"{_arc(262, 84, 180, 360, y=-30)} {_arc(256, 80, 360, 180, y=_TALL - 34)}")
    surface(s, back, look, colour=darker(lining, 0.12), plain=True, material="suede", form="round")
    inner = curve(f"{_arc(240, 68, 186, 354, y=-26)} {_arc(236, 66, 354, 186, y=_TALL - 40)}")
    surface(s, inner, look, colour=darker(lining, 0.34), plain=True, material="suede", form="round")
    s.line(curve(_arc(262, 84, 180, 360, y=-30), close=False), darker(look.ink, 0.3), 5)
    s.line(curve(_arc(240, 68, 186, 354, y=-26), close=False), darker(look.ink, 0.45), 4.5)
    spot(s, 0, 40, 240, 62, "#120a06", 0.5)


def _belt_thread(s: Sheet, look: Look) -> None:
    if look.material == "canvas":
        for y in (2, 32):
            s.line(
                curve(_arc(261, 84, 178, 2, y=y), close=False),
                lighter(look.trim, 0.05) if look.second else lighter(look.ink, 0.5),
                9,
            )
        return
    thread = lighter(look.ink, 0.5)
    for y in (-16, _TALL - 45):
        s.stitch(curve(_arc(261, 84, 178, 2, y=y), close=False), thread, 2, opacity=0.8)


def _belt_tip(s: Sheet, look: Look) -> None:
    """The loose end over the front, with its holes, and the keeper that holds it."""
    tip = curve("-40,52! 40,58! 130,44 196,20! 214,52 202,92! 140,132 40,150! -40,146!")
    cast(s, tip, dx=3, dy=6, blur=5, opacity=0.42)
    surface(s, tip, look, colour=lighter(look.ink, 0.05), form="flat")
    if look.material == "leather":
        s.stitch(
            curve("-30,64! 40,68! 130,55 188,34! 200,54 194,82! 136,122 40,139! -30,136!", close=False),
            lighter(look.ink, 0.5),
            1.9,
            opacity=0.8,
        )
    for i in range(5):
        x, y = 12 + i * 36, 103 - i * i * 2.1
        s.path(ellipse(x, y, 5, 5.6), darker(look.ink, 0.85))
        s.path(ellipse(x + 0.8, y + 1.4, 5, 5.6), stroke=lighter(look.ink, 0.5), stroke_width=1, opacity=0.5)
    keeper = curve("44,46! 74,46! 76,158! 46,160!")
    cast(s, keeper, dx=3, dy=4, blur=3, opacity=0.4)
    surface(s, keeper, look, colour=darker(look.ink, 0.12), plain=True, form="flat")


def _buckle(s: Sheet, look: Look) -> None:
    name = look["metal"]
    outer, hole = {
        "square": ("-66,-68! 62,-68! 68,0 62,68! -66,68! -70,0", "-46,-48! 42,-48! 46,0 42,48! -46,48! -48,0"),
        "round": ("-74,0 -52,-58 0,-76 52,-58 74,0 52,58 0,76 -52,58", "-50,0 -36,-38 0,-52 36,-38 50,0 36,38 0,52 -36,38"),
        "plate": ("-84,-56! -72,-62 0,-64 72,-62! 80,-56 84,0 80,56! 72,62 0,64 -72,62! -80,56 -84,0", ""),
    }[look["buckle"]]
    cast(s, curve(outer), dx=5, dy=9, blur=6, opacity=0.45)
    if not hole:
        polished(s, curve(outer), name, contour=1.8)
        s.line(curve("-66,-44! 66,-44! 70,0 66,44! -66,44! -70,0"), darker(METALS[name], 0.5), 2.4, opacity=0.6)
        s.line(curve("-64,-42! 64,-42! 68,0 64,44! -64,44! -68,0"), lighter(METALS[name], 0.8), 1.4, opacity=0.7)
        return
    window = curve(hole)
    surface(s, window, look, colour=darker(look.ink, 0.16), plain=True, form="flat")
    s.path(window, s.linear([(0, "#000000", 0.5), (0.3, "#000000", 0.1), (1, "#000000", 0)], 0, 0, 0.3, 1))
    polished(s, curve(outer) + window, name, contour=1.8)
    polished(s, curve("-70,-7! 0,-8 58,-6! 66,0 58,7! 0,9 -70,8!"), name, turn=2)


def belt_close(s: Sheet, look: Look) -> None:
    """The buckle from near, the strap fastened through it."""
    with s.group(transform="scale(1.5)"):
        s.soft(curve("-230,-58! 230,-58! 230,74! -230,74!"), "#3a2c22", 9, opacity=0.4, transform="translate(4 10)")
        strap = curve("-236,-58! 240,-58! 240,58! -236,58!")
        surface(s, strap, look, form="flat", depth=0.8)
        s.path(
            strap,
            s.linear([(0, "#000000", 0.3), (0.16, "#ffffff", 0.16), (0.4, "#ffffff", 0.05), (1, "#000000", 0.32)], 0, 0, 0, 1),
        )
        if look.material == "canvas":
            for y in (-18, 18):
                s.line(f"M-234,{y}H238", look.trim if look.second else lighter(look.ink, 0.5), 12)
        else:
            for y in (-46, 46):
                s.stitch(f"M-230,{y}H234", lighter(look.ink, 0.5), 2.2, opacity=0.85)
        for x in (94, 136, 178):
            s.path(ellipse(x, 0, 6.5, 7), darker(look.ink, 0.85))
        if FINISHES[look.material].gloss:
            gloss(s, look, [("-220,-34 0,-38 220,-34", 14.0)], clip=strap)
        keeper = curve("88,-68! 122,-68! 122,70! 88,70!")
        keeper = curve("-150,-66! -118,-66! -118,66! -150,66!") if look["buckle"] == "plate" else keeper
        cast(s, keeper, dx=3, dy=4, blur=4, opacity=0.4)
        surface(s, keeper, look, colour=darker(look.ink, 0.1), plain=True, form="flat")
        with s.group(transform="scale(1.22)"):
            _buckle(s, look)


def scarf(s: Sheet, look: Look) -> None:
    """Worn round an invisible neck, both ends hanging; `ends` fringed or plain."""
    with s.group(transform="translate(0 8)"):
        everything = curve("-166,-230 -80,-350 80,-350 166,-230 150,-110 124,40! 146,300! -30,320! -140,280! -120,40! -160,-120")
        s.soft(everything, "#3a2c22", 16, opacity=0.3, transform="translate(12 18)")
        inside = curve("-140,-240 -100,-318 0,-346 100,-318 140,-240 120,-120! 0,-80 -120,-120!")
        surface(s, inside, look, colour=darker(look.ink, 0.5), plain=look.pattern == "solid", form="hollow")
        _tail(s, look, "-96,-150! 10,-140! 4,20 -14,150 -30,262! -84,272 -146,252! -130,100 -112,-20", -1)
        _tail(s, look, "-8,-150! 112,-150! 118,0 132,150 146,292! 84,310 14,300! 12,150 2,0", 1)
        _cowl(s, look)


def _tail(s: Sheet, look: Look, spec: str, side: int) -> None:
    d = curve(spec)
    if look["ends"] == "fringed":
        _fringe(s, look, side)
    if side > 0:
        cast(s, d, dx=-6, dy=4, blur=8, opacity=0.34)
    surface(s, d, look, angle=-4 * side, form="flat", depth=0.8)
    x = 66 if side > 0 else -62
    lines = [
        (f"{x + o},-130 {x + o * 1.1 + 2 * side:.0f},40 {x + o * 1.35 + 14 * side:.0f},280", 19.0) for o in (-34, -8, 20, 42)
    ]
    crease(s, d, look.ink, lines, strength=0.36)
    if look["ends"] != "fringed":
        hem = "-134,236 -86,254 -34,246" if side < 0 else "18,284 84,294 140,276"
        s.line(curve(hem, close=False), darker(look.ink, 0.6), 2, opacity=0.5)
    gloss(s, look, [(f"{x - 20},-100 {x - 18},60 {x - 14},230", 14.0)], clip=d)


def _fringe(s: Sheet, look: Look, side: int) -> None:
    (x1, y1), (x2, y2) = ((18, 300), (144, 290)) if side > 0 else ((-142, 252), (-32, 262))
    for i in range(19):
        x, y = x1 + (x2 - x1) * i / 18, y1 + (y2 - y1) * i / 18 + 7 * math.sin(math.pi * i / 18)
        d = f"M{x:.1f},{y - 6:.1f}Q{x + (i % 3) - 1:.1f},{y + 26:.1f} {x + side * 3 + (i % 3) * 2 - 2:.1f},{y + 50 + (i % 2) * 6:.1f}"
        s.line(d, darker(look.ink, 0.55), 6.0)
        s.line(d, look.trim if look.second and i % 2 else look.ink, 4.2)


def _cowl(s: Sheet, look: Look) -> None:
    """Two turns of cloth across the front, the upper one over the lower."""
    turns = (
        ("-150,-214! -120,-130 -50,-92 10,-86 70,-92 128,-128 152,-206! 170,-150 150,-70 90,-26 10,-14 -80,-26 -146,-74 -168,-150", 5),
        ("-134,-250! -106,-170 -40,-128 20,-126 84,-134 122,-186 136,-256! 164,-220 158,-136 104,-84 20,-66 -70,-78 -140,-126 -160,-206", -6),
    )  # fmt: skip
    rolls = (
        [("-160,-130 -100,-54 10,-38 110,-54", 17.0), ("150,-130 100,-66 10,-56 -70,-66", 12.0)],
        [
            ("-152,-200 -100,-110 20,-92 120,-114", 19.0),
            ("-140,-226 -80,-142 20,-122 100,-146", 14.0),
            ("150,-200 110,-128 30,-106", 14.0),
        ],
    )
    for (spec, angle), folds in zip(turns, rolls, strict=True):
        d = curve(spec)
        cast(s, d, dx=0, dy=9, blur=8, opacity=0.42)
        surface(s, d, look, angle=angle)
        crease(s, d, look.ink, folds, strength=0.5)
        gloss(s, look, [("-130,-150 -60,-90 40,-80", 16.0)], clip=d)
    for side in (-1, 1):
        side_roll = curve("124,-312! 152,-280 166,-224 154,-180! 132,-210 128,-250 92,-318", flip=side)
        surface(s, side_roll, look, angle=-30 * side, depth=0.9)
