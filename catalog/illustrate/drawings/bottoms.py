"""Trousers, jeans and shorts, from the front and from behind."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import SIDES, THREAD, cast, cloth, creases, fit, glow, piece, seam, topstitch
from catalog.illustrate.craft.fabric import Look, button, rib
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["jeans", "jeans_back", "shorts", "shorts_back", "trousers", "trousers_back"]

# The right leg from the waist down the outside, round the hem, up the inside to the crotch.
_LEGS = {
    "slim": "0,-318! 54,-322 103,-332! 122,-276 130,-206 124,-120 107,-10 97,90 92,190 84,338! 60,345 38,342! 36,190 30,80 15,-60 0,-148!",
    "straight": "0,-318! 54,-322 103,-332! 122,-276 132,-206 137,-120 137,0 138,130 139,338! 86,347 32,342! 28,150 20,40 10,-60 0,-146!",
    "wide": "0,-318! 54,-322 103,-332! 122,-276 134,-206 144,-120 158,20 172,180 182,336! 100,350 17,342! 18,190 16,60 10,-60 0,-142!",
}


def trousers(s: Sheet, look: Look) -> None:
    """Pressed trousers; `fit` slim, straight or wide."""
    _trousers(s, look)


def trousers_back(s: Sheet, look: Look) -> None:
    """The same from behind: two jetted pockets."""
    _trousers(s, look, back=True)


def _trousers(s: Sheet, look: Look, *, back: bool = False) -> None:
    with s.group(transform=fit(-338, 350, 186, most=1.06)):
        if not back:
            _inside(s, look)
        _legs(s, look, back=back)
        middle = {"slim": 61, "straight": 86, "wide": 98}[look["fit"]]
        for side in SIDES:
            press = f"70,-230 72,-60 {middle},330" if back else f"56,-286 70,-60 {middle},338"
            s.line(curve(press, close=False, flip=side), lighter(look.ink, 0.7), 2.6, opacity=0.4)
            s.line(curve(press, close=False, flip=side), darker(look.ink, 0.7), 1.2, opacity=0.35, transform="translate(2 0)")
            if back:
                seam(s, look, "36,-226! 92,-232!", side=side, width=3, opacity=0.7)
                button(s, side * 64, -216, darker(look.ink, 0.35), 4.5)
            else:
                seam(s, look, "76,-300 92,-264 116,-226", side=side, width=2)
                topstitch(s, look, "70,-300 87,-261 114,-220", side=side)
        _waist(s, look, back=back, snap=darker(look.ink, 0.4))


def jeans(s: Sheet, look: Look) -> None:
    """Denim with worn thighs, rivets and gold stitching; `fit` slim, straight or wide."""
    _jeans(s, look)


def jeans_back(s: Sheet, look: Look) -> None:
    """The same from behind: yoke, two patch pockets and a leather label."""
    _jeans(s, look, back=True)


def _jeans(s: Sheet, look: Look, *, back: bool = False) -> None:
    with s.group(transform=fit(-338, 350, 186, most=1.06)):
        if not back:
            _inside(s, look)
        _legs(s, look, back=back, worn=True)
        hem, inner = {"slim": (84, 38), "straight": (139, 32), "wide": (182, 17)}[look["fit"]]
        outer = {"slim": "119,-276 126,-206 119,-120 102,-10 92,90", "straight": "119,-276 128,-206 132,-120 132,0 133,130",
                 "wide": "119,-276 130,-206 140,-120 153,20 167,180"}[look["fit"]]  # fmt: skip
        for side in SIDES:
            topstitch(s, look, outer, side=side, thread=THREAD, opacity=0.75)
            topstitch(s, look, f"{inner},326 {(hem + inner) / 2},331 {hem},322", side=side, thread=THREAD, width=1.6, opacity=0.9)
            (_patch_pocket if back else _scoop)(s, look, side)
        if back:
            _denim_yoke(s, look)
        _waist(s, look, back=back, snap=METALS["bronze"], thread=THREAD)


def shorts(s: Sheet, look: Look) -> None:
    """`length` mini or knee-length; `fit` slim, straight or wide; `style` chino, drawstring or five-pocket."""
    _shorts(s, look)


def shorts_back(s: Sheet, look: Look) -> None:
    """The same from behind."""
    _shorts(s, look, back=True)


def _shorts(s: Sheet, look: Look, *, back: bool = False) -> None:
    hem = {"mini": -40.0, "knee-length": 70.0}[look["length"]]
    half = {"slim": 124.0, "straight": 142.0, "wide": 168.0}[look["fit"]] + (hem + 40) * 0.06
    denim = look.material == "denim"
    spec = (
        f"0,-318! 54,-322 103,-332! 119,-276 127,-216 {126 + (half - 126) * 0.4:.0f},-140 {half},{hem}! {half * 0.6:.0f},{hem + 15} 12,{hem + 14}! "
        f"10,{(hem - 146) / 2:.0f} 0,-146!"
    )
    with s.group(transform=fit(-338, hem + 22, half + 8, most=1.36)):
        if not back:
            _inside(s, look)
        _legs(s, look, back=back, worn=denim, spec=spec, hem=hem)
        thread = THREAD if denim else ""
        for side in SIDES:
            for up in (12, 17):
                low = f"12,{hem + 14 - up} {half * 0.6:.0f},{hem + 15 - up} {half},{hem - up}"
                topstitch(s, look, low, side=side, thread=thread, opacity=0.8)
            if denim or back:
                (_patch_pocket if back else _scoop)(s, look, side, thread=thread)
            else:
                seam(s, look, "76,-300 92,-264 120,-226", side=side, width=2)
                topstitch(s, look, "70,-300 87,-261 117,-220", side=side)
        if look["style"] == "drawstring":
            _elastic(s, look, back)
        else:
            _waist(s, look, back=back, snap=METALS["bronze"] if denim else darker(look.ink, 0.4), thread=thread)


def _inside(s: Sheet, look: Look) -> None:
    d = curve("-103,-333! 0,-344 103,-333! 60,-312 0,-306 -60,-312")
    piece(s, d, look, colour=darker(look.ink, 0.45), plain=True)
    s.path(curve("-14,-338! 14,-338! 14,-326! -14,-326!"), "#efe9dd", opacity=0.9)


_WHISKERS = (("6,-146 44,-176 98,-186", 15), ("8,-132 46,-148 104,-146", 15), ("12,-112 50,-112 104,-100", 13))
_KNEES = {
    "slim": (
        ("34,96 62,84 104,88", 13),
        ("100,114 68,118 36,128", 13),
        ("38,286 64,276 94,284", 12),
        ("92,308 64,312 38,322", 12),
    ),
    "straight": (
        ("30,100 70,116 118,100", 14),
        ("122,60 84,84 40,86", 14),
        ("40,290 80,302 122,288", 15),
        ("122,312 90,322 44,322", 12),
    ),
    "wide": (("60,-90 48,100 46,350", 30), ("116,-80 134,120 142,350", 34), ("90,40 92,200 96,350", 26)),
}


def _legs(s: Sheet, look: Look, *, back: bool, worn: bool = False, spec: str = "", hem: float = 340) -> None:
    fold = () if spec else _KNEES[look["fit"]]
    for side in SIDES:
        d = curve(spec or _LEGS[look["fit"]], flip=side)
        if hem < 200:  # the inside of the far hem shows below shorts
            inside = curve(spec, flip=side)
            s.path(inside, darker(look.ink, 0.62), transform="translate(0 5)")
        turn = 90 if look.pattern == "striped" else 0
        with cloth(s, d, look, angle=turn - side * 3, size=0.55 if turn else 0.8):
            if worn:
                _wear(s, look, side, hem)
            glow(s, side * 4, -60, 40, 150, darker(look.ink, 0.85), 0.4)
            if back:
                creases(s, look, (("8,-130 40,-118 92,-128", 18), ("10,-108 44,-96 100,-100", 14), *fold), side=side)
            else:
                creases(s, look, (*_WHISKERS, *fold), side=side, strength=0.85)
            if spec:
                creases(
                    s,
                    look,
                    ((f"50,-150 44,-80 40,{hem + 20}", 24), (f"100,-140 108,-80 112,{hem + 20}", 26)),
                    side=side,
                    strength=0.8,
                )
    seam(s, look, "0,-314 1,-230 0,-146", width=2, opacity=0.7)


def _wear(s: Sheet, look: Look, side: int, hem: float) -> None:
    pale = lighter(look.ink, 0.78)
    for cx, cy, rx, ry, opacity in ((68, -70, 46, 150, 0.5), (68, 120, 34, 90, 0.26), (80, -250, 40, 50, 0.14)):
        if cy < hem:
            glow(s, side * cx, cy, rx, ry, pale, opacity)
    for x, y in ((60, -166), (66, -136), (70, -108)):
        s.line(curve(f"{x - 34},{y + 12} {x},{y} {x + 34},{y - 4}", close=False, flip=side), pale, 4, opacity=0.22)


def _scoop(s: Sheet, look: Look, side: int, *, thread: str = THREAD) -> None:
    spec = "52,-302 62,-262 86,-246 117,-244"
    watch = curve("70,-266! 104,-262! 104,-236! 72,-238!", flip=side) if side > 0 else ""
    if watch:
        topstitch(s, look, "64,-262! 112,-258!", thread=thread, opacity=0.8)
    seam(s, look, spec, side=side, width=2.4, opacity=0.8)
    topstitch(s, look, "48,-302 58,-258 84,-240 118,-238", side=side, thread=thread, width=1.5, opacity=0.9)
    for x, y in ((55, -290), (112, -244)):
        s.path(ellipse(side * x, y, 3.4, 3.4), METALS["bronze"])
        s.path(ellipse(side * x - 1, y - 1, 1.2, 1.2), "#ffe9c9")


def _patch_pocket(s: Sheet, look: Look, side: int, *, thread: str = THREAD) -> None:
    d = curve("24,-246! 100,-256! 106,-172! 70,-148! 32,-162!", flip=side)
    cast(s, d, dx=1, dy=3, spread=7, opacity=0.3)
    with cloth(s, d, look, depth=0.5):
        topstitch(s, look, "24,-234! 100,-244!", side=side, thread=thread, opacity=0.9)
        topstitch(s, look, "28,-244! 36,-166! 70,-153! 102,-175! 97,-254!", side=side, thread=thread, opacity=0.9)
        topstitch(s, look, "32,-206 50,-186 66,-200 82,-192 102,-214", side=side, thread=thread, opacity=0.6)


def _denim_yoke(s: Sheet, look: Look) -> None:
    for side in SIDES:
        seam(s, look, "0,-268 60,-284 122,-290", side=side, width=2)
        topstitch(s, look, "0,-263 60,-279 122,-285", side=side, thread=THREAD, opacity=0.9)


def _waist(s: Sheet, look: Look, *, back: bool, snap: str, thread: str = "") -> None:
    rise = 9 if back else 0
    band = curve(
        f"-104,-334! -50,{-322 - rise} 0,{-319 - rise} 50,{-322 - rise} 104,-334! 110,-302! 54,-291 0,-288 -54,-291 -110,-302!"
    )
    cast(s, curve("-110,-302 -54,-291 0,-288 54,-291 110,-302", close=False), dy=2, spread=7, opacity=0.3)
    with cloth(s, band, look, depth=0.6, angle=90 if look.pattern == "striped" else 0, size=0.55):
        topstitch(s, look, "-108,-307 -54,-296 0,-293 54,-296 108,-307", thread=thread, opacity=0.8)
    for x in (-92, -46, 46, 92) if not back else (-80, 0, 80):
        y = -326 + abs(x) * -0.06
        loop = curve(f"{x - 5},{y}! {x + 5},{y}! {x + 5},{y + 44}! {x - 5},{y + 44}!")
        cast(s, loop, dx=1, dy=2, spread=5, opacity=0.25)
        with cloth(s, loop, look, depth=0.6, plain=True):
            topstitch(s, look, f"{x - 2.5},{y + 2} {x - 2.5},{y + 42}", thread=thread, opacity=0.7)
    if back:
        if thread:
            s.path(curve("44,-322! 82,-328! 84,-304! 46,-299!"), "#a5713f")
        return
    seam(s, look, "20,-290 22,-214 18,-186 0,-162", opacity=0.4)
    topstitch(s, look, "22,-290 24,-214 20,-182 2,-156", thread=thread, opacity=0.85)
    button(s, 4, -305, snap, 8)


def _elastic(s: Sheet, look: Look, back: bool) -> None:
    rise = 6 if back else 0
    band = curve(
        f"-104,-334! -50,{-324 - rise} 0,{-321 - rise} 50,{-324 - rise} 104,-334! 108,-298! 54,-286 0,-283 -54,-286 -108,-298!"
    )
    rib(s, band, look, [f"{x},-340 {x * 1.02:.0f},-280" for x in range(-102, 106, 7)], colour=darker(look.ink, 0.05))
    if back:
        return
    cord = "#f6f2e8" if look.colour not in ("white", "ivory", "cream") else darker(look.ink, 0.25)
    for side, low in ((-1, -216), (1, -200)):
        d = curve(f"6,-302 22,-276 20,-240 26,{low}", close=False, flip=side)
        cast(s, d, dx=2, dy=4, spread=8, opacity=0.35)
        s.line(d, darker(cord, 0.35), 6.5)
        s.line(d, cord, 4.6)
    for side in SIDES:
        loop = curve("2,-302 24,-320 40,-306 26,-292", flip=side)
        s.line(loop, darker(cord, 0.35), 6)
        s.line(loop, cord, 4.2)
