"""Backpacks and laptop cases."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from dataclasses import replace

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, crease, gloss, polished, ring, seam, spot, surface, tube
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter, mix
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym
from catalog.illustrate.drawings.bags import cord, flat_strap, pin_buckle, webbing, zip_line, zip_pull

__all__ = ["backpack", "backpack_back", "laptop_case", "laptop_case_open"]

SIDES = (-1, 1)
_PACK = "0,-296 90,-292 156,-254 190,-160 200,0 206,180 206,250! 198,284 166,300! 80,306 0,307"


def backpack(s: Sheet, look: Look) -> None:
    """A rucksack; `closure` zip, buckle or drawstring; the pocket in the second colour."""
    s.ground(0, 296, 206)
    _straps_behind(s, look)
    _grab_loop(s, look)
    for side in SIDES:
        pouch = curve("176,60! 214,64 232,110 234,230 222,280! 190,292!", flip=side)
        surface(s, pouch, look, colour=darker(look.ink, 0.28), plain=True, form="flat")
        s.line(curve("180,64 210,70 230,110", close=False, flip=side), darker(look.trim, 0.1), 7)
    d = sym(_PACK)
    surface(s, d, look, size=1.1)
    crease(
        s,
        d,
        look.ink,
        [("-176,-60 -140,0 -150,90", 26.0), ("178,-100 148,-20 158,60", 26.0), ("-80,-270 -20,-250 60,-268", 14.0)],
        strength=0.3,
    )
    _front_pocket(s, look)
    {"zip": _pack_zip, "buckle": _pack_flap, "drawstring": _pack_flap}[look["closure"]](s, look)
    gloss(s, look, [("-172,-130 -140,-230 -80,-274", 18.0), ("-190,40 -194,140 -186,240", 12.0)], clip=d)


def _straps_behind(s: Sheet, look: Look) -> None:
    for side in SIDES:
        spec = " ".join(f"{side * x},{y}" for x, y in ((150, -250), (204, -176), (236, -40), (242, 90), (222, 210), (180, 284)))
        d = curve(spec, close=False)
        s.line(d, darker(look.ink, 0.78), 32)
        s.line(d, darker(look.ink, 0.36), 28)
        s.line(d, darker(look.ink, 0.1), 15, transform=f"translate({-4 * side} -2)")
        s.stitch(d, lighter(look.ink, 0.3), 1.6, opacity=0.55, transform=f"translate({4 * side} 0)")


def _grab_loop(s: Sheet, look: Look) -> None:
    tube(
        s,
        "-44,-280 -44,-334 -24,-352 0,-355 24,-352 44,-334 44,-280",
        look.trim if look.second else darker(look.ink, 0.2),
        22,
        shine=0.3,
    )


def _front_pocket(s: Sheet, look: Look) -> None:
    d = sym("0,34 110,32 148,44! 166,110 172,220! 170,268 146,286! 70,292 0,293")
    own = bool(look.second) and look.pattern == "solid"
    tone = look.trim if own else look.ink
    cast(s, d, dx=3, dy=6, blur=7, opacity=0.42)
    surface(s, d, look, colour=tone, plain=own, size=1.1)
    crease(s, d, tone, [("-150,200 -110,232 -104,286", 18.0), ("150,190 118,240 124,286", 18.0)], strength=0.24)
    zip_line(s, "-136,92 -60,82 0,80 60,82 136,92", tone, metal="silver", width=12)
    zip_pull(s, -128, 94, darker(tone, 0.2), metal="silver", turn=6, long=36)
    seam(s, "-156,110 -162,256 -138,274 0,281 138,274 162,256 156,110", tone)


def _patch(s: Sheet, look: Look) -> None:
    d = curve("-40,-92! 40,-92! 42,-48! -42,-48!")
    surface(s, d, look, colour=ink("tan"), plain=True, material="leather", form="flat", depth=0.7)
    seam(s, "-34,-86! 34,-86! 36,-54! -36,-54!", ink("tan"), close=True, width=1.5)
    s.line("M-17,-66L-6,-78L3,-68L10,-76L18,-64", darker(ink("tan"), 0.55), 3, opacity=0.8)


def _pack_zip(s: Sheet, look: Look) -> None:
    zip_line(
        s, "-184,20 -178,-120 -142,-218 -80,-254 0,-261 80,-254 142,-218 178,-120 184,20", look.ink, metal="silver", width=14
    )
    zip_pull(s, -182, 8, darker(look.ink, 0.2), metal="silver", long=44)
    zip_pull(s, 30, -262, darker(look.ink, 0.2), metal="silver", turn=10, long=40)
    _patch(s, look)


def _pack_flap(s: Sheet, look: Look) -> None:
    drawn = look["closure"] == "drawstring"
    if drawn:
        neck = sym("0,-190 110,-186 176,-170! 186,-110 188,-60! 90,-44 0,-42")
        surface(s, neck, look, colour=darker(look.ink, 0.08))
        crease(s, neck, look.ink, [(f"{x},-184 {x * 0.97:.0f},-120 {x},-48", 15.0) for x in range(-150, 160, 30)], strength=0.46)
        cord(s, "-180,-130 -60,-112 0,-110 60,-112 180,-130", ink("ivory"), 8)
        for spec, knob in (("-6,-108 -34,-60 -26,-14", -26), ("8,-108 30,-66 34,-4", 34)):
            cord(s, spec, ink("ivory"), 7)
            s.path(ellipse(knob, -8, 8, 13), darker(ink("tan"), 0.2))
    reach = -170 if drawn else 2
    d = sym(
        f"0,-306 100,-302 168,-262 204,-176! 212,{min(reach - 60, -190) if drawn else -60} 196,{reach - 20}! 130,{reach + 22} 0,{reach + 28}"
    )
    cast(s, d, dx=2, dy=10, blur=8, opacity=0.42)
    surface(s, d, look, size=1.1)
    seam(s, f"-192,{reach - 26} -126,{reach + 10} 0,{reach + 16} 126,{reach + 10} 192,{reach - 26}", look.ink)
    if drawn:
        return
    tone = ink("tan") if look.colour not in ("tan", "camel", "brown", "mustard") else darker(ink("brown"), 0.2)
    for x in (-92, 92):
        tail = curve(f"{x - 19},-120! {x + 19},-120! {x + 19},118! {x},138 {x - 19},118!")
        cast(s, tail, dx=3, dy=5, blur=4, opacity=0.36)
        surface(s, tail, look, colour=tone, plain=True, material="leather", form="flat")
        seam(s, f"{x - 13},-112! {x - 13},112! {x},126 {x + 13},112! {x + 13},-112!", tone)
        pin_buckle(s, x, 58, metal="brass", size=1.1)


def backpack_back(s: Sheet, look: Look) -> None:
    """The side that is worn: a padded panel and two shoulder straps."""
    s.ground(0, 296, 206)
    _grab_loop(s, look)
    d = sym(_PACK)
    surface(s, d, look, colour=darker(look.ink, 0.12), plain=True)
    pad = sym("0,-236 80,-232 130,-190 152,-60 160,120 154,220! 80,250 0,253")
    surface(s, pad, look, colour=darker(look.ink, 0.34), plain=True, material="canvas")
    for y in (-96, 40, 160):
        spec = f"-146,{y} 0,{y + 16} 146,{y}"
        s.line(curve(spec, close=False), darker(look.ink, 0.75), 5, opacity=0.5)
        s.line(curve(spec, close=False), lighter(look.ink, 0.2), 2, transform="translate(0 4)", opacity=0.3)
    for side in SIDES:
        _shoulder_strap(s, look, side)


def _shoulder_strap(s: Sheet, look: Look, side: int) -> None:
    web = f"{side * 128},60 {side * 176},170 {side * 180},272"
    s.line(curve(web, close=False), darker(look.ink, 0.75), 21)
    s.line(curve(web, close=False), darker(look.trim, 0.1), 17)
    d = curve("24,-262! 66,-268! 116,-210 152,-96 152,20 140,84! 100,80! 104,10 104,-80 74,-180", flip=side)
    cast(s, d, dx=4 * side + 3, dy=9, blur=7, opacity=0.5)
    surface(s, d, look, colour=lighter(look.ink, 0.04), plain=True)
    seam(s, " ".join(f"{side * x},{y}" for x, y in ((64, -256), (104, -200), (138, -96), (139, 20), (130, 74))), look.ink)
    seam(s, " ".join(f"{side * x},{y}" for x, y in ((36, -252), (84, -180), (116, -80), (115, 10), (110, 72))), look.ink)
    slider = curve("100,66! 152,72! 148,104! 100,98!", flip=side)
    s.path(slider, "#2b2b30")
    s.line(slider, "#77777e", 1.6)


_CASE = "0,-176 190,-178 246,-172! 262,-160 266,-140! 270,0 266,150! 262,174 240,182! 120,187 0,187"


def laptop_case(s: Sheet, look: Look) -> None:
    """`closure` zip or flap; `handle` leather or none."""
    _case(s, look)
    if look["closure"] == "zip":
        _case_pocket(s, look)
        zip_line(s, "-262,-110 -256,-156 -236,-167 0,-170 236,-167 256,-156 262,-110", look.ink, metal="silver", width=14)
        zip_pull(s, 258, -122, darker(look.trim, 0.1), metal="silver", long=52)
    else:
        _case_flap(s, look)


def _case(s: Sheet, look: Look) -> None:
    s.ground(0, 196, 266, 14)
    if look["handle"]:
        tone = ink("tan") if look.colour not in ("tan", "camel", "brown") else darker(ink("brown"), 0.3)
        flat_strap(s, "-96,-168 -92,-232 -66,-262 0,-268 66,-262 92,-232 96,-168", tone, 27)
    thick = curve("-246,-166! 240,-176! 274,-150 280,0 276,164 250,192! -240,194! -262,180", close=True)
    surface(s, thick, look, colour=darker(look.ink, 0.4), plain=True, form="flat")
    d = sym(_CASE)
    surface(s, d, look, size=1.1, form="flat")
    crease(
        s,
        d,
        look.ink,
        [("-240,60 -200,110 -196,180", 30.0), ("120,-150 160,-60 150,30", 40.0), ("-120,-120 -80,-20 -110,70", 40.0)],
        strength=0.14,
    )
    spot(s, -110, -60, 170, 110, "#ffffff", 0.16)
    seam(s, "-250,130 -246,160 -232,171 0,176 232,171 246,160 250,130", look.ink)
    gloss(s, look, [("-246,-120 -252,0 -246,130", 12.0)], clip=d)


def _case_pocket(s: Sheet, look: Look) -> None:
    own = bool(look.second) and look.pattern == "solid"
    tone = look.trim if own else look.ink
    pocket = sym("0,-18 190,-18 248,-16! 254,80 246,160! 238,172 224,174! 110,180 0,180")
    cast(s, pocket, dx=0, dy=-3, blur=5, opacity=0.3)
    surface(s, pocket, look, colour=tone, plain=own, form="flat", size=1.1)
    seam(s, "-244,-4 0,-5 244,-4", tone)
    patch = curve("148,112! 212,112! 212,146! 148,146!")
    surface(s, patch, look, colour=ink("tan"), plain=True, material="leather", form="flat")
    s.line("M164,131L176,122L184,130L196,124", darker(ink("tan"), 0.55), 2.6, opacity=0.8)


def _case_flap(s: Sheet, look: Look) -> None:
    own = bool(look.second) and look.pattern == "solid"
    tone = look.trim if own else darker(look.ink, 0.06)
    flap = sym("0,-180 190,-182 248,-175! 268,-150 268,-20! 262,14 236,22! 120,30 0,30")
    cast(s, flap, dx=2, dy=9, blur=7, opacity=0.4)
    surface(s, flap, look, colour=tone, plain=own, form="flat", size=1.1)
    seam(s, "-256,-30 -250,4 -232,11 0,18 232,11 250,4 256,-30", tone)
    gloss(s, look, [("-240,-150 -100,-166 60,-160", 10.0)], clip=flap)
    strap = curve("-30,-60! 30,-60! 32,60! 0,78 -32,60!")
    cast(s, strap, dx=3, dy=6, blur=5, opacity=0.36)
    surface(
        s,
        strap,
        look,
        colour=ink("tan") if look.colour not in ("tan", "camel", "brown") else darker(ink("brown"), 0.3),
        plain=True,
        material="leather",
        form="flat",
    )
    ring(s, 0, 44, 9, "brass", thick=5)
    s.path(ellipse(0, 44, 5, 5), lighter(METALS["brass"], 0.4))


def laptop_case_open(s: Sheet, look: Look) -> None:
    """The case with a laptop half drawn out of it."""
    slab = curve("-222,-290! 222,-290! 236,-276 238,-100! -238,-100! -236,-276")
    s.path(slab, s.linear([(0, "#e4e6e9", 1), (0.5, "#c3c6cb", 1), (1, "#a9adb4", 1)], 0, 0, 0.6, 1))
    s.line(slab, "#7c8087", 2)
    s.line("M-224,-286H224", "#ffffff", 2.4, opacity=0.8)
    s.path(ellipse(0, -226, 16, 16), mix("#c3c6cb", "#ffffff", 0.6), opacity=0.9)
    _case(s, replace(look, shape=()))
    mouth = curve("-250,-176! 250,-176! 256,-164 250,-154! 0,-150 -250,-154! -256,-164")
    surface(s, mouth, look, colour=darker(look.trim if look.second else look.ink, 0.5), plain=True, form="hollow")
    lip = curve("-262,-150! 0,-146 262,-150! 262,-132! 0,-128 -262,-132!")
    surface(s, lip, look, colour=darker(look.ink, 0.12), plain=True, form="flat")
    seam(s, "-256,-138 0,-134 256,-138", look.ink)
    polished(s, ellipse(-240, -142, 7, 7), "silver")
    webbing(s, "226,-20 262,-18", darker(look.trim, 0.1), lighter(look.trim, 0.3), 26)
