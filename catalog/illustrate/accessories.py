"""Small things worn: belts, watches, sunglasses, scarves, hats."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

import math

from catalog.illustrate.fabric import Look, folds, metal, panel, sheen
from catalog.illustrate.palette import METALS, darker, ink, lighter
from catalog.illustrate.svg import Sheet, curve, ellipse, taper

__all__ = ["belt", "cap", "hat", "scarf", "sunglasses", "watch"]


def belt(s: Sheet, look: Look) -> None:
    """Rolled up and standing on its edge; `buckle` gold or silver, `closure` frame or plate."""
    with s.group(transform="translate(6 -20) scale(1.16)"):
        s.ground(4, 124, 218, 30)
        _coil(s, look)
        _belt_front(s, look)
        _buckle(s, look)


def _coil(s: Sheet, look: Look) -> None:
    rough = lighter(darker(look.ink, 0.3), 0.12)
    back = curve("-196,-58! -180,-104 -60,-138 60,-136 170,-112 206,-58! 206,10 206,40! 170,0 60,-30 -60,-30 -180,0 -196,40!")
    panel(s, back, look, colour=rough, plain=True, material="suede")
    inner = curve("-150,-36! -120,-84 -20,-104 60,-102 140,-86 168,-44! 168,20 168,54! 140,10 60,-8 -20,-8 -120,10 -150,60!")
    panel(s, inner, look, colour=darker(rough, 0.2), plain=True, material="suede")


def _belt_front(s: Sheet, look: Look) -> None:
    d = curve("-200,-60! -180,-14 -70,16 60,16 172,-8 208,-62! 210,-20 208,52! 176,102 60,128 -70,126 -184,96 -200,46!")
    panel(s, d, look)
    thread = lighter(look.ink, 0.5)
    s.stitch(curve("-186,-26 -70,28 60,28 174,2 202,-34", close=False), thread, 2, opacity=0.85)
    s.stitch(curve("-186,82 -70,114 60,116 174,90 202,60", close=False), thread, 2, opacity=0.85)
    sheen(s, "-120,10 20,40 150,20", 16, opacity=0.4, blur=5)
    for i in range(5):
        x = 30 + i * 32
        s.path(ellipse(x, 70 - i * i * 2.2 + 2, 4.5, 5.5), darker(look.ink, 0.75))


def _buckle(s: Sheet, look: Look) -> None:
    name = look["buckle"]
    outer = "-206,-44! -190,-52 -70,-14 -56,0! -52,60 -58,134! -74,144 -188,116 -204,100! -210,30 "
    hole = "-180,-12! -84,16! -84,104! -180,78!"
    s.soft(curve(outer), "#000000", 6, opacity=0.4, transform="translate(5 9)")
    if look["closure"] == "plate":
        metal(s, curve(outer), name)
        s.line(curve("-186,-22! -78,10! -80,114! -186,86!"), darker(METALS[name], 0.45), 2, opacity=0.6)
    else:
        metal(s, curve(outer) + curve(hole), name)
        metal(s, curve("-196,30! -190,24 -64,56 -60,62! -64,70 -190,40!"), name)
    keeper = curve("-30,4! -4,8! -4,138! -30,136!")
    panel(s, keeper, look, colour=darker(look.ink, 0.12), plain=True)


def watch(s: Sheet, look: Look) -> None:
    """`strap` leather, metal or fabric in the main colour; `face` round or square; second colour is the dial."""
    s.ground(0, 340, 70, 8)
    for top in (True, False):
        _watch_strap(s, look, -1 if top else 1)
    case = ellipse(0, 0, 142, 142) if look["face"] == "round" else curve(_square(134))
    crown = curve("136,-16! 162,-14! 162,14! 136,16!")
    metal(s, crown, look["case"])
    s.soft(case, "#000000", 10, opacity=0.35, transform="translate(6 10)")
    metal(s, case, look["case"], contour=2)
    rim = ellipse(0, 0, 122, 122) if look["face"] == "round" else curve(_square(114))
    s.line(rim, darker(METALS[look["case"]], 0.5), 5)
    _dial(s, look, rim)


def _square(half: int) -> str:
    inner = half - 26
    return (f"-{half},-{inner} -{inner},-{half} {inner},-{half} {half},-{inner} {half},{inner} {inner},{half} "
            f"-{inner},{half} -{half},{inner}")  # fmt: skip


def _watch_strap(s: Sheet, look: Look, way: int) -> None:
    with s.group(transform=f"scale(1 {way})"):
        d = curve("-84,90! -78,200 -66,330! -50,348 50,348 66,330! 78,200 84,90!")
        if look["strap"] == "metal":
            _links(s, look, d)
            return
        panel(s, d, look, material="canvas" if look["strap"] == "fabric" else "leather")
        if look["strap"] == "fabric":
            s.path(curve("-27,90! -22,348! 22,348! 27,90!"), look.trim, opacity=0.9, clip_path=s.clip(d))
        else:
            s.stitch(curve("-74,120 -68,210 -56,326 0,336 56,326 68,210 74,120", close=False), lighter(look.ink, 0.55), 2)
            sheen(s, "-46,120 -42,210 -38,310", 20, opacity=0.3, blur=6)


def _links(s: Sheet, look: Look, d: str) -> None:
    base = look.ink
    bands = [(0, darker(base, 0.5), 1), (0.2, lighter(base, 0.6), 1), (0.5, base, 1), (0.8, darker(base, 0.25), 1)]
    s.path(d, s.linear([*bands, (1, darker(base, 0.6), 1)]))
    with s.group(clip_path=s.clip(d)):
        for y in range(150, 350, 26):
            s.line(f"M-90,{y}L90,{y}", darker(base, 0.65), 2.6)
            s.line(f"M-90,{y + 3}L90,{y + 3}", lighter(base, 0.8), 1.6, opacity=0.8)
        for x in (-34, 34):
            s.line(f"M{x},90L{x * 0.8},350", darker(base, 0.6), 2.4)
    s.line(d, darker(base, 0.7), 1.6)


def _dial(s: Sheet, look: Look, rim: str) -> None:
    face = ink(look.second) if look.second else "#f6f3ec"
    s.path(rim, s.radial([(0, lighter(face, 0.25), 1), (1, darker(face, 0.18), 1)], 0.4, 0.35, 0.75))
    mark = "#f4efe4" if sum(int(face[i : i + 2], 16) for i in (1, 3, 5)) < 420 else "#3a342e"
    for hour in range(12):
        long = 22 if hour % 3 == 0 else 12
        s.line(f"M0,-{106 - long}L0,-106", mark, 5.0 if long > 20 else 3.0, transform=f"rotate({hour * 30})")
    for angle, length, width in ((-56, 58, 6.5), (62, 84, 4.5)):
        s.line(f"M0,10L0,-{length}", mark, width, transform=f"rotate({angle})")
    s.line("M0,22L0,-90", METALS["gold"], 1.8, transform="rotate(196)")
    s.path(ellipse(0, 0, 6, 6), mark)
    with s.group(clip_path=s.clip(rim)):
        s.path(curve("-130,20! 20,-130! 70,-130! -130,70!"), "#ffffff", opacity=0.16)


_FRAMES = {
    "round": "-34,-4 -60,-62 -122,-86 -184,-62 -210,-4 -184,54 -122,78 -60,54",
    "square": "-206,-76! -120,-84 -36,-74! -30,-20 -44,52! -70,70 -180,70 -204,50! -216,-10",
    "aviator": "-206,-74 -120,-82 -42,-70 -30,-36 -56,40 -110,92 -168,84 -208,20 -220,-40",
    "cat-eye": "-238,-104! -150,-88 -44,-66! -32,-20 -60,46 -116,62 -176,54 -214,-10",
}


def sunglasses(s: Sheet, look: Look) -> None:
    """`frame` round, square, aviator or cat-eye in the main colour; `lens` smoke, brown, green or blue."""
    s.ground(0, 104, 236, 9)
    with s.group(transform="translate(0 -10) scale(1.16)"):
        for side in (-1, 1):
            temple = curve("206,-60 198,-112 176,-150 146,-152 130,-122", close=False, flip=side)
            for colour, width in ((darker(look.ink, 0.6), 13.0), (darker(look.ink, 0.2), 9.0)):
                s.line(temple, colour, width)
        for side in (-1, 1):
            _lens(s, look, curve(_FRAMES[look["frame"]], flip=-side), side)
        _bridge(s, look)


def _lens(s: Sheet, look: Look, d: str, side: int) -> None:
    tint = {"smoke": "#33343b", "brown": "#5b3a28", "green": "#2f4a3c", "blue": "#2d4a74"}[look["lens"]]
    thin = look["frame"] == "aviator"
    s.path(d, s.linear([(0, darker(tint, 0.3), 0.97), (0.55, tint, 0.93), (1, lighter(tint, 0.45), 0.84)], 0, 0, 0.2, 1))
    with s.group(clip_path=s.clip(d)):
        s.path(
            curve("-190,80! -120,-100! -84,-100! -154,80!" if side < 0 else "60,80! 130,-100! 166,-100! 96,80!"),
            "#ffffff",
            opacity=0.13,
        )
    for colour, width, dy in ((darker(look.ink, 0.6), 15, 0), (look.ink, 12, 0), (lighter(look.ink, 0.6), 2.6, -2)):
        s.line(d, colour, width * (0.62 if thin else 1.25), transform=f"translate(0 {dy})", opacity=0.55 if dy else 1)


def _bridge(s: Sheet, look: Look) -> None:
    arcs = ["-38,-26 0,-46 38,-26"] + (["-44,-70 0,-78 44,-70"] if look["frame"] == "aviator" else [])
    for spec in arcs:
        for colour, width in ((darker(look.ink, 0.6), 13.0), (look.ink, 9.5)):
            s.line(curve(spec, close=False), colour, width * (0.7 if len(arcs) > 1 else 1.1))
    for side in (-1, 1):
        metal(s, ellipse(side * 204, -58, 5, 3.5), "gold", contour=0.8)


def scarf(s: Sheet, look: Look) -> None:
    """Looped once, both ends hanging; `ends` fringe or plain."""
    tails = (
        ("-10,-120! 60,-40 96,80 118,262! 60,280 2,276! 6,120 -40,-60", 1),
        ("20,-130! -30,-40 -84,80 -128,222! -76,250 -16,246! 4,120 60,-50", -1),
    )
    for spec, side in tails:
        d = curve(spec)
        if look["ends"] == "fringe":
            _fringe(s, look, side)
        panel(s, d, look, angle=-side * 14)
        lines = (
            f"{side * 10},-100 {side * 50},60 {side * 64},240",
            f"{side * 34},-60 {side * 78},100 {side * 98},230",
            f"{side * 2},-40 {side * 22},120 {side * 30},250",
        )
        folds(s, d, look.ink, [(spec, 20) for spec in lines], strength=0.42)
    _loop(s, look)


def _fringe(s: Sheet, look: Look, side: int) -> None:
    (x1, y1), (x2, y2) = ((4, 270), (116, 258)) if side > 0 else ((-20, 240), (-126, 218))
    for i in range(16):
        x, y = x1 + (x2 - x1) * i / 15, y1 + (y2 - y1) * i / 15 + 8 * math.sin(math.pi * i / 15)
        d = f"M{x:.1f},{y:.1f}L{x + side * 5 + (i % 3) * 2:.1f},{y + 52 + (i % 2) * 5:.1f}"
        s.line(d, darker(look.ink, 0.5), 6.0)
        s.line(d, look.trim if look.second and i % 2 else look.ink, 4.0)


def _loop(s: Sheet, look: Look) -> None:
    ring = curve("-150,-210 -110,-290 0,-318 110,-290 150,-210 130,-130 60,-80 0,-70 -60,-80 -130,-130")
    hole = curve("-74,-216 -50,-262 0,-276 50,-262 74,-216 50,-176 0,-164 -50,-176")
    panel(s, ring, look, angle=35)
    lines = (
        "-136,-200 -100,-120 0,-92 96,-124",
        "-116,-230 -86,-150 0,-118 84,-150",
        "132,-220 104,-130 20,-100",
        "-110,-270 -20,-306 90,-280",
        "-92,-240 -20,-290 80,-262",
    )
    folds(s, ring, look.ink, [(spec, 20) for spec in lines], strength=0.5)
    panel(s, hole, look, colour=darker(look.ink, 0.6), plain=True)
    knot = curve("-46,-128 0,-140 50,-122 62,-66 36,-34 -30,-34 -60,-72")
    panel(s, knot, look, angle=-40)
    folds(s, knot, look.ink, [("-40,-110 -6,-84 -10,-40", 16), ("36,-116 20,-80 30,-44", 16)], strength=0.5)


def hat(s: Sheet, look: Look) -> None:
    """A brimmed hat; `brim` wide or narrow, second colour on the band."""
    wide = look["brim"] == "wide"
    reach, dip = (270, 72) if wide else (206, 56)
    s.ground(0, 128 + dip * 0.4, reach * 0.95, 20)
    brim = curve(
        f"-{reach},84 -{reach * 0.62:.0f},{88 - dip} 0,{84 - dip} {reach * 0.62:.0f},{88 - dip} {reach},84 {reach * 0.66:.0f},{96 + dip * 0.8:.0f} 0,{112 + dip} -{reach * 0.66:.0f},{96 + dip * 0.8:.0f}"
    )
    panel(s, brim, look)
    s.stitch(
        curve(
            f"-{reach - 14},88 -{reach * 0.64:.0f},{88 + dip * 0.8:.0f} 0,{100 + dip} {reach * 0.64:.0f},{88 + dip * 0.8:.0f} {reach - 14},88",
            close=False,
        ),
        darker(look.ink, 0.5),
        1.6,
        opacity=0.6,
    )
    s.soft(ellipse(6, 96, 152, 42), darker(look.ink, 0.85), 12, opacity=0.45)
    crown = curve("-136,88! -136,0 -118,-92 -78,-146 -30,-140 0,-128 34,-142 80,-146 118,-90 136,0 136,88! 90,116 0,126 -90,116")
    panel(s, crown, look)
    folds(
        s,
        crown,
        look.ink,
        [("-20,-136 0,-70 -10,-10", 34), ("70,-140 84,-80 80,-20", 20), ("-84,-136 -92,-70 -96,-10", 18)],
        strength=0.3,
    )
    band = curve("-137,40! -80,70 0,80 80,70 137,40! 138,68 136,92! 90,118 0,128 -90,118 -136,92!")
    panel(s, band, look, colour=look.trim if look.second else darker(look.ink, 0.5), plain=True, material="satin")
    bow = curve("96,58! 122,44 140,40! 142,86! 124,98 100,108!")
    panel(s, bow, look, colour=darker(look.trim if look.second else darker(look.ink, 0.5), 0.2), plain=True, material="satin")


def cap(s: Sheet, look: Look) -> None:
    """A six-panel cap seen from the front left; second colour on the peak."""
    s.ground(-10, 150, 200, 14)
    crown = curve("-140,96! -160,20 -130,-90 -40,-152 60,-156 150,-104 196,0 196,110! 120,128 0,120")
    panel(s, crown, look)
    for spec in ("20,-158 -60,-80 -66,98", "20,-158 100,-60 108,122", "20,-158 -120,-110 -152,20", "20,-158 160,-110 194,40"):
        with s.group(clip_path=s.clip(crown)):
            s.line(curve(spec, close=False), darker(look.ink, 0.6), 2, opacity=0.5)
            s.stitch(curve(spec, close=False), lighter(look.ink, 0.4), 1.4, opacity=0.6, transform="translate(5 1)")
    panel(s, ellipse(22, -158, 15, 8), look, plain=True)
    for x, y in ((-96, -60), (64, -86), (146, -50)):
        s.path(ellipse(x, y, 6, 7), darker(look.ink, 0.6))
    peak = curve("-146,78! -60,72 60,96 112,124! 60,160 -60,182 -170,176 -232,150! -226,112 -190,88")
    with s.group(clip_path=s.clip(crown)):
        s.soft(peak, "#000000", 7, opacity=0.3, transform="translate(4 -6)")
    panel(s, peak, look, colour=look.trim if look.second else "", plain=bool(look.second))
    for i in range(4):
        s.stitch(
            curve(
                f"-{216 - i * 14},{144 - i * 12} -{150 - i * 8},{166 - i * 14} -50,{172 - i * 15} {70 - i * 2},{146 - i * 9}",
                close=False,
            ),
            darker(look.trim, 0.45),
            1.4,
            opacity=0.6,
        )
    s.path(taper("-210,120 -150,96 -60,100", 12), "#ffffff", opacity=0.18)
