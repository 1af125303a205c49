"""Bags, standing on the floor and facing the shopper."""

from __future__ import annotations

from catalog.illustrate.fabric import Look, button, folds, metal, panel, sheen, zipper
from catalog.illustrate.palette import METALS, darker, ink, lighter
from catalog.illustrate.svg import Sheet, curve, ellipse, sym

__all__ = ["backpack", "handbag", "tote"]


def handbag(s: Sheet, look: Look) -> None:
    """`strap` leather, chain or fabric; `closure` flap, zip or clasp."""
    s.ground(0, 270, 222)
    _strap(s, look)
    side = sym("0,-52 120,-54 166,-48! 186,20 206,150 212,236! 206,262 186,270! 90,275 0,276")
    panel(s, side, look)
    folds(s, side, look.ink, [("-150,180 -120,230 -130,272", 20), ("150,160 132,220 140,272", 20)], strength=0.2)
    s.stitch(curve("-190,246 -180,258 0,264 180,258 190,246", close=False), darker(look.ink, 0.45), 1.6, opacity=0.7)
    {"flap": _flap, "zip": _zip_top, "clasp": _clasp}[look["closure"]](s, look)
    sheen(s, "-176,10 -190,110 -196,210", 12, opacity=0.4, blur=5)


def _strap(s: Sheet, look: Look) -> None:
    arc = "-146,-30 -138,-150 -84,-262 0,-296 84,-262 138,-150 146,-30"
    d = curve(arc, close=False)
    if look["strap"] == "chain":
        _chain(s)
    elif look["strap"] == "fabric":
        band = ink(look.second) if look.second else lighter(look.ink, 0.5)
        for colour, width in ((darker(band, 0.5), 33.0), (band, 30.0), (darker(band, 0.45), 11.0), (lighter(band, 0.45), 6.0)):
            s.line(d, colour, width)
        s.path(d, stroke=darker(band, 0.6), stroke_width=30, stroke_dasharray="1.2 5", opacity=0.35)
    else:
        leather = ink("tan") if look.colour != "tan" else ink("brown")
        for colour, width in ((darker(leather, 0.6), 21.0), (leather, 18.0), (lighter(leather, 0.45), 5.0)):
            s.line(d, colour, width)
        for dx in (-6, 6):
            s.stitch(curve(arc, close=False), "#f0dcb8", 1.4, transform=f"translate({dx} 4) scale(0.985)")
    for x in (-146, 146):
        metal(s, ellipse(x, -34, 15, 15) + ellipse(x, -34, 9, 9))


def _chain(s: Sheet) -> None:
    gold = METALS["gold"]
    d = curve("-146,-30 -138,-150 -84,-262 0,-296 84,-262 138,-150 146,-30", close=False)
    s.path(d, stroke=darker(gold, 0.62), stroke_width=15, stroke_dasharray="17 5")
    s.path(d, stroke=gold, stroke_width=11, stroke_dasharray="14 8", stroke_dashoffset=-1.5)
    s.path(d, stroke="#f7f4ee", stroke_width=3.6, stroke_dasharray="7 15", stroke_dashoffset=-5)
    s.path(d, stroke=darker(gold, 0.3), stroke_width=4, stroke_dasharray="9 13", stroke_dashoffset=-15)


def _flap(s: Sheet, look: Look) -> None:
    d = sym("0,-62 120,-64 170,-54! 186,0 180,60! 120,124 50,146 0,148")
    s.soft(d, "#000000", 9, opacity=0.34, transform="translate(3 10)")
    panel(s, d, look)
    s.stitch(curve("-172,56 -116,112 -48,133 0,136 48,133 116,112 172,56", close=False), darker(look.ink, 0.45), 1.6, opacity=0.8)
    sheen(s, "-150,-34 -80,-46 20,-46", 13, opacity=0.45, blur=4)
    _lock(s, 126)


def _lock(s: Sheet, y: float) -> None:
    plate = curve(f"-24,{y - 16}! 24,{y - 16}! 24,{y + 18}! 0,{y + 26} -24,{y + 18}!")
    s.soft(plate, "#000000", 4, opacity=0.4, transform="translate(2 5)")
    metal(s, plate)
    metal(s, ellipse(0, y + 3, 9, 9))


def _zip_top(s: Sheet, look: Look) -> None:
    top = sym("0,-66 120,-68 166,-58! 170,-44 172,-28! 100,-22 0,-21")
    panel(s, top, look, depth=0.8)
    zipper(s, "-156,-44 0,-42 156,-44", look.ink, teeth="gold", width=12)
    pocket = sym("0,70 110,70 140,76! 146,150 146,214! 80,222 0,223")
    panel(s, pocket, look, depth=0.5)
    zipper(s, "-112,96 0,94 112,96", look.ink, teeth="gold", width=9)
    pull = curve("-160,-44 -176,-10 -168,22", close=False)
    s.line(pull, darker(look.ink, 0.4), 7)
    metal(s, ellipse(-160, -42, 7, 7))


def _clasp(s: Sheet, look: Look) -> None:
    frame = sym("0,-66 110,-70 168,-58! 174,-40 170,-26! 100,-34 0,-30")
    metal(s, frame)
    for x in (-9, 9):
        metal(s, ellipse(x, -76, 12, 12))
    gathers = [(f"{x * 0.8:.0f},-28 {x},60 {x * 1.15:.0f},200", 22.0) for x in (-120, -64, 0, 64, 120)]
    body = sym("0,-30 120,-32 166,-28! 186,20 206,150 212,236! 186,270 0,276")
    folds(s, body, look.ink, gathers, strength=0.34)


def tote(s: Sheet, look: Look) -> None:
    """An open shopper with two handles."""
    s.ground(0, 290, 212)
    _tote_handle(s, look, "-96,-60 -92,-190 -50,-288 0,-300 50,-288 92,-190 96,-60", darker(look.ink, 0.3))
    mouth = sym("0,-86 140,-92 206,-84! 196,-50 0,-44")
    panel(s, mouth, look, colour=darker(look.ink, 0.5), plain=True)
    d = sym("0,-64 120,-68 208,-86! 204,60 190,220 184,276! 170,290 0,292")
    panel(s, d, look)
    creases = [
        ("-190,-60 -150,60 -158,240", 30),
        ("180,-50 140,90 150,280", 32),
        ("-60,120 -20,220 -40,290", 30),
        ("90,0 60,120 80,260", 22),
    ]
    folds(s, d, look.ink, creases, strength=0.26)
    s.stitch(curve("-203,-66 -120,-48 0,-45 120,-48 203,-66", close=False), darker(look.ink, 0.5), 1.6, opacity=0.7)
    _tote_handle(s, look, "-100,30 -98,-120 -56,-236 0,-252 56,-236 98,-120 100,30", look.ink)
    for x in (-100, 100):
        s.stitch(curve(f"{x - 8},-30! {x + 8},-30! {x + 8},24! {x - 8},24!"), darker(look.ink, 0.55), 1.4, opacity=0.8)


def _tote_handle(s: Sheet, look: Look, spec: str, colour: str) -> None:
    handle = look.trim if look.second and look.pattern == "solid" else colour
    d = curve(spec, close=False)
    s.soft(d, "none", 4, stroke="#000000", stroke_width=20, opacity=0.2, transform="translate(4 6)")
    for tone, width in ((darker(handle, 0.55), 23.0), (handle, 20.0), (lighter(handle, 0.35), 4.0)):
        s.line(d, tone, width)


def backpack(s: Sheet, look: Look) -> None:
    """A rounded rucksack with a front pocket; second colour on the pocket."""
    s.ground(0, 292, 190)
    for side in (-1, 1):
        strap = curve("110,-190 196,-120 214,20 202,160 160,250", close=False, flip=side)
        for colour, width in ((darker(look.ink, 0.7), 33.0), (darker(look.ink, 0.32), 29.0), (look.ink, 10.0)):
            s.line(strap, colour, width)
    loop = curve("-44,-262 -40,-324 0,-338 40,-324 44,-262", close=False)
    for colour, width in ((darker(look.trim, 0.6), 21.0), (look.trim, 17.0)):
        s.line(loop, colour, width)
    d = sym("0,-286 90,-280 148,-226 170,-120 178,60 184,220! 180,270 150,290! 80,295 0,295")
    panel(s, d, look)
    folds(s, d, look.ink, [("-150,-80 -120,-20 -128,60", 26), ("150,-120 124,-40 130,30", 24)], strength=0.3)
    zipper(s, "-164,10 -150,-150 -96,-238 0,-252 96,-238 150,-150 164,10", look.ink, width=13)
    _front_pocket(s, look)
    metal(s, ellipse(-164, 12, 6, 11), "silver")
    sheen(s, "-140,-150 -120,-220 -60,-262", 16, opacity=0.3, blur=6)


def _front_pocket(s: Sheet, look: Look) -> None:
    d = sym("0,28 100,28 136,40! 150,120 152,230! 146,262 120,268! 60,272 0,272")
    s.soft(d, "#000000", 8, opacity=0.34, transform="translate(3 6)")
    panel(s, d, look, colour=look.trim if look.second else "", plain=bool(look.second) and look.pattern == "solid")
    zipper(s, "-122,84 0,74 122,84", look.trim, width=12)
    metal(s, curve("-128,84! -112,84! -110,118! -130,118!"), "silver")
    patch = curve("-34,-76! 34,-76! 34,-30! -34,-30!")
    panel(s, patch, look, colour=ink("tan"), plain=True, material="leather", depth=0.6)
    s.stitch(curve("-29,-71! 29,-71! 29,-35! -29,-35!"), "#f0dcb8", 1.4)
    button(s, 0, -53, METALS["bronze"], 5)
