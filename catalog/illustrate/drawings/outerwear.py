"""Jackets and coats, from the front and from behind."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import SIDES, THREAD, cast, cloth, creases, fit, glow, piece, seam, topstitch
from catalog.illustrate.craft.fabric import Look, button, metal, rib, zipper
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, sym
from catalog.illustrate.craft.torso import SLEEVES, back_neck, body, cuff_rib, hem_rib, shoulder, sleeves, torso

__all__ = ["coat", "coat_back", "jacket", "jacket_back"]


def jacket(s: Sheet, look: Look) -> None:
    """`style` bomber (zip, ribbed), blazer (lapels), biker (slanted zip) or trucker (denim, buttons)."""
    _JACKETS[look["style"]](s, look, False)


def jacket_back(s: Sheet, look: Look) -> None:
    """The same from behind."""
    _JACKETS[look["style"]](s, look, True)


def _bomber(s: Sheet, look: Look, back: bool) -> None:
    trim = look.trim if look.second else darker(look.ink, 0.12)
    with s.group(transform=fit(-302, 256, 250)):
        if not back:
            back_neck(s, look)
        sleeves(s, look, "knit")
        torso(s, look, body(216, waist=150, width=150, throat="0,-258 34,-262" if back else "0,-232 34,-246"), back=back)
        hem_rib(s, look, 212, 148, colour=trim)
        cuff_rib(s, look, at=222, colour=trim)
        _knit_collar(s, look, trim, back)
        if back:
            return
        shoulder(s, look)
        cast(s, curve("0,-226 0,250", close=False), dx=1, dy=0, spread=22, opacity=0.3)
        zipper(s, "0,-232 0,252", look.ink, teeth="gold" if look.material == "leather" else "silver", width=14)
        for side in SIDES:
            topstitch(s, look, "12,-228 12,206", side=side)
            _welt(s, look, "62,150! 96,70! 106,74! 72,154!", side)
        s.line("M0,-220V-196", METALS["gold" if look.material == "leather" else "silver"], 5)


def _knit_collar(s: Sheet, look: Look, trim: str, back: bool) -> None:
    spec = (
        "0,-306 36,-302 64,-288! 72,-268 70,-256! 36,-246 0,-244"
        if back
        else "0,-250 30,-262 56,-290 68,-284! 74,-262 70,-246! 34,-222 0,-210"
    )
    d = sym(spec)
    cast(s, d, dy=4, spread=10, opacity=0.3)
    rib(s, d, look, [f"{x},-310 {x * 0.9:.0f},-208" for x in range(-72, 76, 7)], colour=trim)


def _welt(s: Sheet, look: Look, spec: str, side: int) -> None:
    d = curve(spec, flip=side)
    cast(s, d, dx=1, dy=3, spread=8, opacity=0.35)
    piece(s, d, look, depth=0.6, plain=True)


def _blazer(s: Sheet, look: Look, back: bool) -> None:
    with s.group(transform=fit(-300, 282, 244)):
        _tailored(s, look, 262, back)
        if back:
            seam(s, look, "0,-250 0,150", width=2)
            seam(s, look, "0,150 0,268", width=3, opacity=0.8)
            return
        for y in (52, 120):
            cast(s, curve(f"6,{y} 7,{y + 1}", close=False), dx=1, dy=3, spread=18, opacity=0.4)
            button(s, 6, y, _horn(look), 9)


def _horn(look: Look) -> str:
    return look.trim if look.second else darker(look.ink, 0.5)


def _tailored(
    s: Sheet, look: Look, hem: float, back: bool, *, sleeve: str = "wide", waist: float = 140, lapel: float = 30
) -> None:
    """Two fronts that cross below notched lapels, or one back; `lapel` is where they meet."""
    width = 150 + max(0.0, hem - 262) * 0.14
    if not back:
        back_neck(s, look)
    sleeves(s, look, sleeve)
    if look["style"] in ("blazer", "overcoat"):
        _cuff_buttons(s, look)
    if back:
        torso(s, look, body(hem, waist=waist, width=width, throat="0,-262 34,-268"), back=True)
        _turned_collar(s, look)
        return
    lining = curve(f"-60,-272! 0,-286 60,-272! 36,-100 6,{lapel}! -36,-100")
    piece(s, lining, look, colour=darker(look.ink, 0.46), plain=True)
    s.path(curve("-15,-262! 15,-262! 15,-244! -15,-244!"), "#f1ece1", opacity=0.9)
    for side in (-1, 1):
        _front(s, look, side, hem, width, waist, lapel)
    for side in SIDES:
        _flap(s, look, side, 104 if hem < 280 else 130)
    s.path(curve("66,-92! 112,-100! 114,-88! 68,-80!"), darker(look.ink, 0.28))
    seam(s, look, "68,-80! 114,-88!", opacity=0.6)


def _front(s: Sheet, look: Look, side: int, hem: float, width: float, waist: float, lapel: float) -> None:
    # one front reaches past the middle; the right one, painted last, laps over the left
    d = curve(
        f"60,-272! 104,-256 142,-240! 136,-204 133,-168 136,-130 149,-92! {waist + 4},-36 {waist},30 {(waist + width) / 2 + 2:.0f},{hem - 90:.0f} "
        f"{width},{hem}! {width * 0.66:.0f},{hem + 12} {width * 0.3:.0f},{hem + 10} 0,{hem - 2}! -12,{hem - 30} -14,{lapel + 60} "
        f"-10,{lapel}! 24,-90 50,-210", flip=side,
    )  # fmt: skip
    cast(
        s,
        curve(f"-12,{hem - 30} -14,{lapel + 60} -10,{lapel}", close=False, flip=side),
        dx=-side * 2,
        dy=2,
        spread=12,
        opacity=0.35,
    )
    with cloth(s, d, look, angle=-side * 1):
        glow(s, side * 74, -90, 60, 100, lighter(look.ink, 0.85), 0.15)
        glow(s, side * 150, 40, 44, 150, darker(look.ink, 0.85), 0.25)
        folds = (("148,-92 112,-96 84,-76", 20), ("144,-60 112,-20 96,44", 22), ("140,30 104,44 60,36", 16),
                 (f"104,100 96,{hem - 70:.0f} 108,{hem + 40:.0f}", 26), (f"50,110 44,{hem - 60:.0f} 52,{hem + 40:.0f}", 24))  # fmt: skip
        creases(s, look, folds, side=side, strength=0.8)
        seam(s, look, "92,-92 84,0 90,100", side=side, opacity=0.35)
    seam(s, look, "142,-239 136,-204 133,-168 136,-130 148,-94", side=side)
    seam(s, look, "62,-262 100,-248 140,-236", side=side, opacity=0.35)
    _lapel(s, look, side, lapel)


def _lapel(s: Sheet, look: Look, side: int, low: float) -> None:
    d = curve(f"48,-282! 66,-240 80,-222! 116,-206! 112,-160 76,-60 -6,{low}! 14,-90 38,-200", flip=side)
    cast(s, curve(f"116,-204! 112,-160 76,-60 -4,{low}", close=False, flip=side), dx=side * 3, dy=4, spread=13, opacity=0.4)
    with cloth(s, d, look, colour=lighter(look.ink, 0.05), angle=side * 18, depth=0.6):
        creases(s, look, ((f"30,-190 16,-90 0,{low - 10}", 12),), side=side, strength=0.7)
    topstitch(s, look, f"110,-202! 106,-160 71,-62 -2,{low - 12}", side=side, opacity=0.4)
    collar = curve("44,-300 62,-296! 78,-262 106,-234! 96,-218 80,-212! 60,-232 44,-262", flip=side)
    cast(s, curve("106,-232 96,-216 80,-210", close=False, flip=side), dx=side * 2, dy=4, spread=9, opacity=0.4)
    piece(s, collar, look, colour=lighter(look.ink, 0.03), angle=side * 40, depth=0.6)


def _turned_collar(s: Sheet, look: Look) -> None:
    d = sym("0,-302 34,-300 60,-288! 80,-262 88,-242! 44,-236 0,-234")
    cast(s, d, dy=5, spread=10)
    piece(s, d, look, depth=0.8)


def _flap(s: Sheet, look: Look, side: int, y: float) -> None:
    d = curve(f"54,{y + 8}! 118,{y}! 121,{y + 26}! 56,{y + 34}!", flip=side)
    cast(s, d, dx=1, dy=4, spread=8, opacity=0.35)
    piece(s, d, look, depth=0.6)


def _cuff_buttons(s: Sheet, look: Look) -> None:
    for side in SIDES:
        for y in (180, 197, 214):
            button(s, side * (194 + (y - 180) * 0.06), y, _horn(look), 4.6)


def _biker(s: Sheet, look: Look, back: bool) -> None:
    with s.group(transform=fit(-300, 236, 248)):
        if not back:
            back_neck(s, look)
        sleeves(s, look, "long")
        torso(s, look, body(218, waist=142, width=144, throat="0,-258 34,-262" if back else "0,-150! 34,-240"), back=back)
        for side in SIDES:
            zipper(s, f"{side * 198},236 {side * 190},150", look.ink, width=8)
            seam(s, look, "134,-150 100,-150 60,-160" if back else "140,-150 110,-170 70,-176", side=side, opacity=0.5)
        _belt_hem(s, look)
        if back:
            seam(s, look, "-134,-150 0,-164 134,-150", width=2)
            _turned_collar(s, look)
            return
        shoulder(s, look)
        for side in SIDES:
            _wing(s, look, side)
        cast(s, curve("42,-90 24,40 14,206", close=False), dx=2, dy=2, spread=22, opacity=0.4)
        zipper(s, "58,-130 30,20 18,214", look.ink, width=14)
        zipper(s, "-60,150 -104,112", look.ink, width=10)
        zipper(s, "72,150 116,112", look.ink, width=10)
        zipper(s, "-64,-24 -112,-52", look.ink, width=9)


def _wing(s: Sheet, look: Look, side: int) -> None:
    low = (62, -110) if side > 0 else (-20, -30)
    d = curve(
        f"46,-290! 66,-276 84,-242! 74,-222! 122,-186! {abs(low[0]) + 34},{low[1] - 40} {low[0] * side},{low[1] + 40}! 10,-120 40,-210",
        flip=side,
    )
    cast(s, d, dx=side * 3, dy=5, spread=12, opacity=0.35)
    with cloth(s, d, look, colour=lighter(look.ink, 0.06), depth=0.7):
        creases(s, look, (("60,-220 66,-170 50,-110", 12),), side=side)
    seam(s, look, "74,-222 56,-228 40,-244", side=side, width=2)
    metal(s, _dot(side * 108, -186, 3.6), "silver")
    metal(s, _dot(side * 66, -268, 3.6), "silver")


def _dot(x: float, y: float, r: float) -> str:
    return curve(f"{x - r},{y} {x},{y - r} {x + r},{y} {x},{y + r}")


def _belt_hem(s: Sheet, look: Look) -> None:
    d = sym("0,204 80,204 143,196! 145,214 144,228! 80,236 0,236")
    cast(s, curve("-143,198 -80,205 0,206 80,205 143,198", close=False), dy=-2, spread=7, opacity=0.25)
    with cloth(s, d, look, depth=0.7):
        topstitch(s, look, "-142,203 0,211 142,203")
        topstitch(s, look, "-142,223 0,230 142,223")


def _trucker(s: Sheet, look: Look, back: bool) -> None:
    with s.group(transform=fit(-302, 256, 250)):
        if not back:
            back_neck(s, look)
        sleeves(s, look, "wide")
        torso(
            s,
            look,
            body(222, waist=144, width=142, throat="0,-258 34,-262" if back else "0,-236 34,-248"),
            back=back,
            strength=0.8,
        )
        for cx, cy, rx, ry in ((-60, -60, 60, 120), (66, -60, 56, 110), (-196, -60, 26, 120), (196, -60, 26, 120)):
            glow(s, cx, cy, rx, ry, lighter(look.ink, 0.8), 0.3)
        _band_hem(s, look)
        seams = ("60,-136 48,40 42,214", "112,-130 90,40 70,214")
        for side in SIDES:
            for spec in seams:
                seam(s, look, spec, side=side, width=2)
                topstitch(s, look, spec.replace("60,", "64,").replace("112,", "116,"), side=side, thread=THREAD, opacity=0.85)
            _denim_cuff(s, look, side)
        for y in (-140, -135):
            topstitch(s, look, f"-134,{y} 0,{y - (8 if back else 0)} 134,{y}", thread=THREAD, opacity=0.85)
        seam(s, look, f"-134,-144 0,{-152 if back else -144} 134,-144", width=2)
        if back:
            _turned_collar(s, look)
            return
        _trucker_front(s, look)


def _trucker_front(s: Sheet, look: Look) -> None:
    d = curve("-15,-236! 15,-236! 15,226! -15,226!")
    cast(s, curve("15,-236 15,226", close=False), dx=1, dy=0, spread=9, opacity=0.3)
    with cloth(s, d, look, depth=0.35):
        for x in (-11, 11):
            topstitch(s, look, f"{x},-236 {x},226", thread=THREAD, opacity=0.85)
    for side in SIDES:
        flap = curve("42,-140! 118,-140! 116,-112! 80,-96! 44,-112!", flip=side)
        cast(s, flap, dx=1, dy=4, spread=9, opacity=0.4)
        with cloth(s, flap, look, depth=0.5):
            topstitch(s, look, "47,-136! 48,-115! 80,-101! 112,-115! 113,-136!", side=side, thread=THREAD, opacity=0.85)
        button(s, side * 80, -112, METALS["bronze"], 6.5)
        leaf = curve("56,-292! 74,-276 92,-232! 70,-206 42,-192! 20,-220 4,-240! 30,-256 48,-274", flip=side)
        cast(s, curve("90,-228 70,-204 42,-190! 20,-218", close=False, flip=side), dx=2 * side, dy=4, spread=14, opacity=0.4)
        with cloth(s, leaf, look, depth=0.6):
            topstitch(s, look, "86,-232 66,-210 43,-199! 24,-222 10,-238", side=side, thread=THREAD, opacity=0.85)
    for y in range(-196, 230, 70):
        button(s, 0, y, METALS["bronze"], 7)


def _band_hem(s: Sheet, look: Look) -> None:
    d = sym("0,216 80,216 141,208! 140,232 138,248! 80,256 0,256")
    cast(s, curve("-141,210 -80,217 0,218 80,217 141,210", close=False), dy=-2, spread=7, opacity=0.25)
    with cloth(s, d, look, depth=0.7):
        topstitch(s, look, "-138,214 0,223 138,214", thread=THREAD, opacity=0.85)
        topstitch(s, look, "-138,242 0,250 138,242", thread=THREAD, opacity=0.85)


def _denim_cuff(s: Sheet, look: Look, side: int) -> None:
    d = curve("184,214! 216,222 249,206! 251,240! 218,254 187,250!", flip=side)
    cast(s, d, dx=0, dy=-2, spread=7, opacity=0.25)
    with cloth(s, d, look, depth=0.8):
        topstitch(s, look, "186,220 216,228 249,212", side=side, thread=THREAD, opacity=0.85)
    button(s, side * 200, 232, METALS["bronze"], 6)


_JACKETS = {"bomber": _bomber, "blazer": _blazer, "biker": _biker, "trucker": _trucker}

_HEMS = {"hip-length": 262.0, "knee-length": 350.0, "midi": 500.0}


def coat(s: Sheet, look: Look) -> None:
    """`style` overcoat (buttons), wrap (tie belt), trench (double-breasted, buckle) or puffer (zip); `length` hip, knee or midi."""
    _coat(s, look, False)


def coat_back(s: Sheet, look: Look) -> None:
    """The same from behind."""
    _coat(s, look, True)


def _coat(s: Sheet, look: Look, back: bool) -> None:
    hem = _HEMS[look["length"]]
    with s.group(transform=fit(-334 if look["style"] == "puffer" else -304, hem + 18, 252)):
        {"overcoat": _overcoat, "wrap": _wrap, "trench": _trench, "puffer": _puffer}[look["style"]](s, look, hem, back)


def _vent(s: Sheet, look: Look, hem: float) -> None:
    seam(s, look, f"0,-236 0,{hem - 130}", width=2)
    seam(s, look, f"0,{hem - 130} 0,{hem + 4}", width=3.2, opacity=0.8)


def _overcoat(s: Sheet, look: Look, hem: float, back: bool) -> None:
    _tailored(s, look, hem, back, waist=148, lapel=-10)
    if back:
        _vent(s, look, hem)
        return
    for y in (10, 82, 154):
        cast(s, curve(f"8,{y} 9,{y + 1}", close=False), dx=1, dy=3, spread=20, opacity=0.4)
        button(s, 8, y, _horn(look), 10)


def _wrap(s: Sheet, look: Look, hem: float, back: bool) -> None:
    _tailored(s, look, hem, back, waist=136, lapel=40)
    _tie(s, look, back)
    if back:
        _vent(s, look, hem)


def _tie(s: Sheet, look: Look, back: bool) -> None:
    d = sym("0,22 70,20 138,12! 140,30 140,44! 70,54 0,56")
    cast(s, d, dx=0, dy=5, spread=12, opacity=0.35)
    with cloth(s, d, look, depth=0.7):
        creases(s, look, (("-120,30 -60,42 -10,36", 8), ("120,34 70,42 24,44", 8)))
    if back:
        return
    for spec in ("14,44! 40,46! 52,150 46,214! 14,216! 22,140", "-4,44! 18,44! 8,130 -8,186! -36,178! -16,110"):
        end = curve(spec)
        cast(s, end, dx=3, dy=5, spread=12, opacity=0.35)
        with cloth(s, end, look, depth=0.8):
            creases(
                s,
                look,
                ((" ".join(p.rstrip("!") for p in (spec.split()[0], spec.split()[2], spec.split()[3])), 9),),
                strength=0.7,
            )
    knot = curve("-16,18 8,12 30,18 32,40 26,58 4,60 -18,54 -20,34")
    cast(s, knot, dx=1, dy=4, spread=9, opacity=0.35)
    with cloth(s, knot, look):
        creases(s, look, (("-8,20 6,34 -6,54", 8), ("22,20 14,38 24,54", 8)))


def _trench(s: Sheet, look: Look, hem: float, back: bool) -> None:
    _tailored(s, look, hem, back, waist=136, lapel=-40)
    for side in SIDES:
        _epaulette(s, look, side)
        _cuff_strap(s, look, side)
    if back:
        cape = sym("0,-236 70,-232 134,-222! 133,-160 138,-110! 80,-92 0,-86")
        cast(s, cape, dy=5, spread=10)
        with cloth(s, cape, look, depth=0.5):
            topstitch(s, look, "-136,-116 -80,-98 0,-92 80,-98 136,-116")
        _turned_collar(s, look)
        _vent(s, look, hem)
    else:
        for y in (-30, 96):
            for x in (-52, 62):
                button(s, x, y, _horn(look), 9)
    d = sym("0,18 70,16 140,8! 142,28 142,42! 70,52 0,54")
    cast(s, d, dx=0, dy=5, spread=12, opacity=0.35)
    with cloth(s, d, look, depth=0.7):
        topstitch(s, look, "-138,14 0,24 138,14")
        topstitch(s, look, "-138,36 0,47 138,36")
    if not back:
        buckle = curve("-22,8! 30,8! 30,64! -22,64!") + curve("-13,17! -13,55! 21,55! 21,17!")
        metal(s, buckle, "bronze")
        s.line("M4,18V54", METALS["bronze"], 5)


def _epaulette(s: Sheet, look: Look, side: int) -> None:
    d = curve("78,-262! 144,-238! 150,-226 140,-218! 74,-242!", flip=side)
    cast(s, d, dx=0, dy=3, spread=7, opacity=0.35)
    piece(s, d, look, depth=0.5)
    button(s, side * 88, -248, _horn(look), 4.6)


def _cuff_strap(s: Sheet, look: Look, side: int) -> None:
    d = curve("177,176! 212,184 247,170! 249,190! 214,204 180,196!", flip=side)
    cast(s, d, dx=0, dy=3, spread=7, opacity=0.35)
    with cloth(s, d, look, depth=0.7):
        topstitch(s, look, "179,181 213,189 247,176", side=side)
    s.path(curve("200,178! 216,180! 216,206! 200,204!", flip=side), stroke=METALS["bronze"], stroke_width=4)


def _puffer(s: Sheet, look: Look, hem: float, back: bool) -> None:
    _puffed_sleeves(s, look)
    width = 158 + max(0.0, hem - 262) * 0.05
    half = body(hem, waist=156, width=width, throat="0,-262 34,-268")
    d = sym(half)
    with cloth(s, d, look):
        glow(s, -50, -60, 90, 200, lighter(look.ink, 0.85), 0.2)
        _quilt(s, look, d, -214, hem, 166)
    for side in SIDES:
        seam(s, look, "142,-239 136,-204 133,-168 136,-130 148,-94", side=side)
    collar = sym("0,-332 44,-328 70,-312! 82,-274 84,-246! 40,-232 0,-228")
    cast(s, collar, dy=5, spread=12)
    with cloth(s, collar, look):
        _tube(s, look, -324, -280, 80)
        _tube(s, look, -280, -232, 86)
    if not back:
        s.path(sym("0,-332 44,-328 68,-314! 40,-300 0,-297"), darker(look.ink, 0.5))
        cast(s, curve(f"0,-300 0,{hem}", close=False), dx=1, dy=0, spread=22, opacity=0.3)
        zipper(s, f"0,-300 0,{hem + 6}", look.ink, width=14)
        s.line("M0,-286V-258", METALS["silver"], 5)
        for side in SIDES:
            _welt(s, look, "74,112! 100,40! 110,44! 84,116!", side)


def _quilt(s: Sheet, look: Look, d: str, top: float, hem: float, half: float) -> None:
    rows = round((hem - top) / 56)
    step = (hem - top) / rows
    for i in range(rows):
        _tube(s, look, top + i * step, top + (i + 1) * step, half)


def _tube(s: Sheet, look: Look, top: float, low: float, half: float) -> None:
    """One quilted row: lit above, dark towards the seam, puckered along it."""
    dark, bright = darker(look.ink, 0.85), lighter(look.ink, 0.85)
    stops = [(0, dark, 0.34), (0.1, dark, 0.05), (0.3, bright, 0.34), (0.55, bright, 0.02), (0.75, dark, 0.08), (1, dark, 0.5)]
    row = curve(f"{-half},{top + 4}! 0,{top + 9} {half},{top + 4}! {half},{low + 4}! 0,{low + 9} {-half},{low + 4}!")
    s.path(row, s.along(stops, 0, top + 7, 0, low + 7))
    x = -half + 9
    while x < half:
        s.line(curve(f"{x:.0f},{low + 5} {x + 3:.0f},{low - 4} {x + 2:.0f},{low - 13}", close=False), dark, 2.4, opacity=0.18)
        s.line(
            curve(f"{x + 7:.0f},{low + 9} {x + 5:.0f},{low + 17} {x + 8:.0f},{low + 23}", close=False), dark, 2.2, opacity=0.14
        )
        x += 21


def _puffed_sleeves(s: Sheet, look: Look) -> None:
    dark, bright = darker(look.ink, 0.85), lighter(look.ink, 0.85)
    for side in SIDES:
        with cloth(s, curve(SLEEVES["knit"], flip=side), look):
            glow(s, side * 146, 20, 34, 200, dark, 0.4)
            for i in range(8):
                y = -176 + i * 56
                inner, outer = 124 + i * 8, 206 + i * 8
                low = f"{inner},{y + 14} {(inner + outer) / 2},{y + 10} {outer},{y - 6}"
                mid = f"{inner},{y + 44} {(inner + outer) / 2},{y + 40} {outer},{y + 24}"
                for spec, tone, wide, opacity in (
                    (low, dark, 22, 0.12),
                    (low, dark, 11, 0.2),
                    (low, dark, 3, 0.5),
                    (mid, bright, 26, 0.07),
                    (mid, bright, 13, 0.08),
                ):
                    s.path(curve(spec, close=False, flip=side), stroke=tone, stroke_width=wide, opacity=opacity)
