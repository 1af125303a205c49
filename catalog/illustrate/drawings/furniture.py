"""Chairs and sofas."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, crease, cylinder, gloss, polished, seam, spot, surface
from catalog.illustrate.craft.palette import darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym

__all__ = ["chair", "chair_back", "sofa", "sofa_side"]

SIDES = (-1, 1)
WOODS = {"oak": "#bd8c53", "walnut": "#6b4429"}


def _leg(s: Sheet, look: Look, spec: str, *, far: bool = False) -> None:
    d, legs = curve(spec), look["legs"]
    if legs in WOODS:
        cylinder(s, d, darker(WOODS[legs], 0.36 if far else 0))
    else:
        polished(s, d, "brass" if legs == "brass" else "black", turn=1)
        if far:
            s.path(d, "#120a06", opacity=0.4)


def _pad(s: Sheet, d: str, look: Look, *, colour: str = "", lift: float = 8, depth: float = 1) -> None:
    """An upholstered piece above what lies behind it, with a welt round its edge."""
    if lift:
        cast(s, d, dx=1, dy=lift, blur=8, opacity=0.38)
    surface(s, d, look, colour=colour, depth=depth, angle=90)
    s.line(d, darker(colour or look.ink, 0.5), 4.6, opacity=0.55)
    s.line(d, lighter(colour or look.ink, 0.35), 1.8, opacity=0.5, transform="translate(-0.8 -1)")


def _tuft(s: Sheet, look: Look, spots: list[tuple[float, float]], *, size: float = 1) -> None:
    """Deep buttons, each in its own hollow."""
    for x, y in spots:
        spot(s, x, y + 3, 36 * size, 30 * size, darker(look.ink, 0.9), 0.62)
        spot(s, x - 24 * size, y - 24 * size, 30 * size, 22 * size, lighter(look.ink, 0.8), 0.28)
        button = ellipse(x, y, 7.5 * size, 7 * size)
        s.path(button, s.radial([(0, lighter(look.ink, 0.4), 1), (1, darker(look.ink, 0.45), 1)], 0.36, 0.3, 0.8))


def chair(s: Sheet, look: Look) -> None:
    """`style` armchair, dining, tub or wingback; `legs` oak, walnut, brass or black."""
    s.ground(0, 322, 250, 22)
    {"armchair": _armchair, "dining": _dining, "tub": _tub, "wingback": _wingback}[look["style"]](s, look)


def _four_legs(s: Sheet, look: Look, spread: float, top: float) -> None:
    for side in SIDES:
        rear = (spread - 34, top), (spread - 14, top), (spread - 6, 292), (spread - 18, 292)
        _leg(s, look, " ".join(f"{side * x},{y}!" for x, y in rear), far=True)
        front = (spread - 14, top), (spread + 16, top), (spread + 22, 326), (spread + 8, 326)
        _leg(s, look, " ".join(f"{side * x},{y}!" for x, y in front))


def _dining(s: Sheet, look: Look) -> None:
    for side in SIDES:
        post = (98, -40), (118, -40), (128, 120), (112, 120)
        _leg(s, look, " ".join(f"{side * x},{y}!" for x, y in post), far=True)
    _four_legs(s, look, 140, 110)
    back = sym("0,-346 84,-342 138,-316 152,-250 140,-90 124,-2! 64,12 0,14")
    _pad(s, back, look, lift=0)
    crease(
        s,
        back,
        look.ink,
        [("-96,-290 -92,-150 -84,-10", 22.0), ("96,-280 90,-150 80,-10", 24.0), ("-30,-330 -20,-200 -26,0", 16.0)],
        strength=0.18,
    )
    seam(s, "-118,-20 -138,-240 -120,-304 -70,-326 0,-330 70,-326 120,-304 138,-240 118,-20", look.ink)
    seat = sym("0,36 110,38 150,50! 180,98 188,128! 182,150 168,158! 90,172 0,174")
    _pad(s, seat, look)
    front = sym("0,118 110,114 186,110! 188,130 180,154! 90,176 0,178")
    s.path(
        front,
        s.linear(
            [(0, darker(look.ink, 0.85), 0), (0.5, darker(look.ink, 0.85), 0.22), (1, darker(look.ink, 0.85), 0.4)], 0, 0, 0, 1
        ),
    )
    seam(s, "-182,120 -90,132 0,134 90,132 182,120", look.ink, stitched=False)
    gloss(s, look, [("-112,-270 -118,-150 -104,-30", 16.0), ("-140,70 -40,56 80,60", 14.0)])


def _seat_and_front(s: Sheet, look: Look, half: float, top: float) -> None:
    front = sym(
        f"0,{top + 70} {half - 30},{top + 70} {half},{top + 66}! {half + 4},{top + 130} {half},{top + 164}! {half / 2:.0f},{top + 172} 0,{top + 173}"
    )
    surface(s, front, look, angle=90, colour=darker(look.ink, 0.12), depth=1.1)
    seam(s, f"-{half - 6},{top + 148} 0,{top + 156} {half - 6},{top + 148}", look.ink, stitched=False)
    cushion = sym(
        f"0,{top - 4} {half - 40},{top - 2} {half - 4},{top + 14}! {half + 3},{top + 48} {half - 4},{top + 84}! {half / 2:.0f},{top + 98} 0,{top + 99}"
    )
    _pad(s, cushion, look)
    seam(
        s,
        f"-{half - 8},{top + 30} -{half / 2:.0f},{top + 40} 0,{top + 42} {half / 2:.0f},{top + 40} {half - 8},{top + 30}",
        look.ink,
        stitched=False,
    )
    spot(s, -half * 0.3, top + 18, half * 0.6, 26, lighter(look.ink, 0.9), 0.3)


def _arm(s: Sheet, look: Look, inner: float, outer: float, top: float, foot: float, *, roll: float = 0) -> None:
    for side in SIDES:
        d = curve(
            f"{inner},{top + 30}! {inner + 6},{top + 2} {(inner + outer) / 2:.0f},{top - 14} {outer - 6 + roll},{top + 4} {outer + roll},{top + 40} {outer + 2},{foot - 90} {outer - 6},{foot}! {inner + 6},{foot + 3}!",
            flip=side,
        )
        cast(s, d, dx=-5 * side, dy=4, blur=8, opacity=0.36)
        _pad(s, d, look, lift=0)
        spot(s, side * (inner + outer) / 2 - 6, top + 26, (outer - inner) * 0.42, 26, lighter(look.ink, 0.9), 0.34)


def _armchair(s: Sheet, look: Look) -> None:
    _four_legs(s, look, 172, 196)
    back = sym("0,-322 100,-320 160,-300! 178,-270 180,-200 172,30! 80,44 0,46")
    _pad(s, back, look, lift=0)
    _tuft(s, look, [(-92, -230), (0, -236), (92, -230), (-46, -150), (46, -150), (-92, -72), (0, -72), (92, -72)])
    _seat_and_front(s, look, 158, 44)
    _arm(s, look, 146, 236, -56, 214)
    gloss(s, look, [("-130,-296 -20,-304 100,-298", 12.0), ("-214,-20 -220,80 -214,180", 12.0)])


def _tub(s: Sheet, look: Look) -> None:
    _four_legs(s, look, 160, 196)
    shell = sym("0,-250 130,-244 210,-196 242,-110 246,40 230,208! 110,222 0,223")
    _pad(s, shell, look, lift=0, colour=darker(look.ink, 0.06))
    inside = sym("0,-214 108,-210 170,-170 190,-80 186,100! 90,120 0,121")
    surface(s, inside, look, angle=90, depth=1.2)
    channels = [(f"{x * 0.86:.0f},-204 {x},-60 {x * 1.04:.0f},80", 18.0) for x in (-148, -100, -50, 0, 50, 100, 148)]
    crease(s, inside, look.ink, channels, strength=0.5)
    _seat_and_front(s, look, 178, 50)
    gloss(s, look, [("-160,-216 -20,-238 120,-226", 14.0)])


def _wingback(s: Sheet, look: Look) -> None:
    _four_legs(s, look, 172, 196)
    back = sym("0,-366 70,-362 130,-342! 150,-300 154,-180 148,40! 70,52 0,54")
    _pad(s, back, look, lift=0)
    crease(
        s,
        back,
        look.ink,
        [("-100,-320 -94,-150 -100,20", 22.0), ("90,-320 84,-150 96,20", 24.0), ("-6,-350 2,-160 -4,30", 18.0)],
        strength=0.2,
    )
    for side in SIDES:
        wing = curve("112,-350! 150,-352 186,-326 200,-262 206,-150 196,-40! 150,-30! 142,-160 140,-270", flip=side)
        cast(s, wing, dx=-6 * side, dy=5, blur=8, opacity=0.4)
        _pad(s, wing, look, lift=0, colour=darker(look.ink, 0.04))
    _seat_and_front(s, look, 158, 44)
    _arm(s, look, 146, 234, -50, 214, roll=10)
    gloss(s, look, [("-90,-346 -10,-354 70,-348", 12.0), ("-214,-10 -220,80 -212,180", 12.0)])


def chair_back(s: Sheet, look: Look) -> None:
    """From behind: the plain outside of the back."""
    s.ground(0, 322, 240, 22)
    dining = look["style"] == "dining"
    _four_legs(s, look, 140 if dining else 166, 110 if dining else 196)
    if dining:
        seat = sym("0,60 110,62 170,72! 184,110 180,150! 90,166 0,167")
        surface(s, seat, look, angle=90, colour=darker(look.ink, 0.2), plain=True)
    half = {
        "dining": "0,-346 84,-342 138,-316 152,-250 142,-60 132,90! 66,104 0,106",
        "armchair": "0,-322 100,-320 160,-300! 182,-268 190,-160 196,60 192,206! 90,220 0,221",
        "tub": "0,-250 130,-244 210,-196 242,-110 246,40 230,208! 110,222 0,223",
        "wingback": "0,-366 80,-362 146,-340! 190,-300 204,-180 200,60 192,206! 90,220 0,221",
    }[look["style"]]
    if look["style"] in ("armchair", "wingback"):
        _arm(s, look, 160, 238, -50, 208)
    d = sym(half)
    _pad(s, d, look, lift=0)
    foot = 90 if dining else 190
    seam(s, f"-{120 if dining else 176},{foot - 6} 0,{foot + 6} {120 if dining else 176},{foot - 6}", look.ink)
    with s.group(clip_path=s.clip(d)):
        for x in (-58, 58) if not dining else (0,):
            seam(s, f"{x},-380 {x * 1.04:.0f},-100 {x * 1.08:.0f},{foot - 2}", look.ink, stitched=False)
    gloss(s, look, [("-120,-260 -134,-100 -136,60", 18.0)], clip=d)


def sofa(s: Sheet, look: Look) -> None:
    """`style` two-seat, three-seat or chesterfield; `legs` oak, walnut, brass or black."""
    s.ground(0, 196, 306, 18)
    for side in SIDES:
        for x, far in ((228, True), (262, False)):
            foot = 186 if far else 204
            _leg(
                s,
                look,
                f"{side * (x - 12)},140! {side * (x + 12)},140! {side * (x + 6)},{foot}! {side * (x - 6)},{foot}!",
                far=far,
            )
    if look["style"] == "chesterfield":
        _chesterfield(s, look)
    else:
        _plain_sofa(s, look, 2 if look["style"] == "two-seat" else 3)


def _base(s: Sheet, look: Look) -> None:
    rail = sym("0,88 150,88 264,84! 268,120 262,154! 130,162 0,162")
    surface(s, rail, look, angle=90, colour=darker(look.ink, 0.16), depth=1.1)
    seam(s, "-256,146 0,152 256,146", look.ink, stitched=False)


def _plain_sofa(s: Sheet, look: Look, seats: int) -> None:
    frame = sym("0,-150 160,-150 240,-142! 262,-120 266,-40 262,130! 130,138 0,138")
    surface(s, frame, look, angle=90, colour=darker(look.ink, 0.14))
    _base(s, look)
    wide = 472 / seats
    for i in range(seats):
        mid = -236 + wide * (i + 0.5)
        h = wide / 2 - 1.5
        back = curve(
            f"{mid - h:.0f},-132 {mid - h + 10:.0f},-150 {mid:.0f},-160 {mid + h - 10:.0f},-150 {mid + h:.0f},-132 {mid + h + 2:.0f},-40 {mid + h:.0f},36! {mid:.0f},44 {mid - h:.0f},36! {mid - h - 2:.0f},-40"
        )
        _pad(s, back, look, lift=5)
        crease(
            s,
            back,
            look.ink,
            [
                (f"{mid - h * 0.6:.0f},-130 {mid - h * 0.5:.0f},-60 {mid - h * 0.62:.0f},20", 18.0),
                (f"{mid + h * 0.7:.0f},-120 {mid + h * 0.56:.0f},-50 {mid + h * 0.66:.0f},24", 18.0),
            ],
            strength=0.2,
        )
    for i in range(seats):
        mid = -236 + wide * (i + 0.5)
        h = wide / 2 - 1
        seat = curve(
            f"{mid - h:.0f},30 {mid - h + 8:.0f},20 {mid:.0f},16 {mid + h - 8:.0f},20 {mid + h:.0f},30 {mid + h + 3:.0f},64 {mid + h:.0f},96! {mid:.0f},108 {mid - h:.0f},96! {mid - h - 3:.0f},64"
        )
        _pad(s, seat, look, lift=6)
        seam(s, f"{mid - h + 4:.0f},46 {mid:.0f},54 {mid + h - 4:.0f},46", look.ink, stitched=False)
        spot(s, mid - h * 0.2, 32, h * 0.7, 16, lighter(look.ink, 0.9), 0.34)
    _arm(s, look, 226, 300, -44, 164)
    gloss(s, look, [("-200,-136 -120,-148 -50,-140", 9.0), ("-284,0 -288,70 -284,140", 10.0)])


def _chesterfield(s: Sheet, look: Look) -> None:
    back = sym("0,-140 160,-140 270,-136! 290,-116 286,-92 270,-84! 266,20 262,110! 130,118 0,118")
    _pad(s, back, look, lift=0)
    roll = sym("0,-150 160,-150 274,-146! 298,-126 296,-104 276,-94! 140,-96 0,-96")
    _pad(s, roll, look, lift=6)
    rows = [(float(x), -62.0) for x in range(-210, 211, 70)] + [(float(x), -16.0) for x in range(-175, 176, 70)]
    _tuft(s, look, rows, size=0.92)
    _base(s, look)
    seat = sym("0,22 130,22 216,30! 224,62 218,98! 110,110 0,110")
    _pad(s, seat, look)
    for x in (-74, 74):
        seam(s, f"{x},24 {x * 1.02:.0f},60 {x},108", look.ink, stitched=False)
    spot(s, -60, 36, 150, 18, lighter(look.ink, 0.9), 0.34)
    for side in SIDES:
        arm = curve("218,-90! 226,-130 262,-148 300,-136 314,-104 302,-72 286,-62! 288,60 282,160! 228,162! 222,40", flip=side)
        cast(s, arm, dx=-5 * side, dy=5, blur=8, opacity=0.4)
        _pad(s, arm, look, lift=0)
        scroll = ellipse(side * 268, -104, 26, 26)
        s.line(scroll, darker(look.ink, 0.6), 3, opacity=0.6)
        s.line(ellipse(side * 268, -104, 13, 13), darker(look.ink, 0.6), 2.4, opacity=0.5)
        for y in range(-50, 150, 20):
            polished(s, ellipse(side * 278, y, 3.6, 3.6), "brass", contour=0.7)
    gloss(s, look, [("-230,-134 -60,-142 140,-136", 12.0), ("-250,-20 -256,60 -250,140", 10.0)])


def sofa_side(s: Sheet, look: Look) -> None:
    """From its left end: the arm, the slope of the back, the seat's edge."""
    s.ground(0, 238, 238, 20)
    for x in (-176, 168):
        _leg(s, look, f"{x - 13},180! {x + 13},180! {x + 7},248! {x - 7},248!")
    back = curve("90,-190! 120,-214 176,-212 204,-190! 214,-60 206,190! 60,190! 70,20")
    _pad(s, back, look, lift=0, colour=darker(look.ink, 0.08))
    seat = curve("-214,14 -204,-6 -180,-12! 110,-14! 110,70! -190,74! -214,60")
    _pad(s, seat, look, lift=0)
    rolled = look["style"] == "chesterfield"
    arm = (
        curve("-206,-60! -196,-106 -140,-116 120,-110 150,-96! 156,40 150,190! -196,192! -202,60")
        if not rolled
        else curve("-214,-150! -190,-186 -120,-192 130,-186 160,-160! 156,40 150,190! -196,192! -198,0")
    )
    cast(s, arm, dx=4, dy=6, blur=9, opacity=0.4)
    _pad(s, arm, look, lift=0)
    seam(s, "-190,172 0,178 146,172", look.ink)
    seam(s, f"-196,{-120 if rolled else -54} 0,{-112 if rolled else -58} 148,{-118 if rolled else -52}", look.ink)
    spot(s, -60, -80 if not rolled else -150, 130, 30, lighter(look.ink, 0.9), 0.34)
    crease(s, arm, look.ink, [("-120,-30 -100,60 -124,160", 26.0), ("80,-20 96,70 76,160", 28.0)], strength=0.16)
    gloss(s, look, [("-160,-88 -40,-100 90,-96", 14.0)], clip=arm)
