"""Clutches and wallets."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, chain, crease, gloss, polished, ring, seam, spot, surface, tube
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym
from catalog.illustrate.drawings.bags import lock, zip_line, zip_pull

__all__ = ["clutch", "clutch_back", "wallet", "wallet_open"]

_POUCH = {
    "flap": "0,-120 180,-122 252,-116! 264,0 262,128! 254,146 238,149! 120,153 0,153",
    "zip": "0,-122 190,-124 250,-116! 262,0 258,132! 248,150 230,153! 110,157 0,157",
    "clasp": "0,-112 150,-114 214,-106! 262,-20 268,70 240,140! 120,160 0,161",
}


def clutch(s: Sheet, look: Look) -> None:
    """`closure` flap, zip or clasp; `strap` chain, wrist or none."""
    d = _pouch(s, look)
    {"flap": _envelope, "zip": _zip_top, "clasp": _kiss_lock}[look["closure"]](s, look, d)


def clutch_back(s: Sheet, look: Look) -> None:
    """From behind: no closure, a slip pocket."""
    d = _pouch(s, look)
    if look["closure"] == "clasp":
        _bar(s)
    gloss(s, look, [("-200,-100 -60,-108 110,-104", 14.0)], clip=d)
    seam(s, "-180,10! -176,-44! 176,-44! 180,10!", look.ink)
    s.line("M-176,-48H176", darker(look.ink, 0.75), 3, opacity=0.5)


def _pouch(s: Sheet, look: Look) -> str:
    s.ground(0, 150, 250, 14)
    d = sym(_POUCH[look["closure"]])
    if look["strap"] == "chain":
        side, top = (206, -126) if look["closure"] == "clasp" else (240, -112)
        chain(
            s,
            f"-{side},{top} -{side - 40},{top - 110} -60,{top - 196} 30,{top - 200} {side - 50},{top - 120} {side},{top}",
            "gold",
            width=15,
            links=27,
        )
    if look["strap"] == "wrist":
        tube(s, "238,-96 300,-70 304,30 284,120 268,150 262,90 268,-20 240,-92", darker(look.ink, 0.12), 15, shine=0.4)
    surface(s, d, look, size=1.1)
    crease(s, d, look.ink, [("-240,40 -200,90 -206,150", 26.0), ("236,30 206,90 210,150", 26.0)], strength=0.24)
    seam(s, "-246,110 -240,136 -120,143 120,143 240,136 246,110", look.ink)
    gloss(s, look, [("-246,-60 -250,20 -244,110", 14.0), ("-160,136 0,142 120,138", 7.0)], clip=d)
    if look["strap"] == "wrist":
        ring(s, 240, -96, 13, "gold", thick=5)
    return d


def _envelope(s: Sheet, look: Look, _: str) -> None:
    flap = sym("0,-124 180,-126 254,-120! 262,-96 252,-80! 130,10 40,62 0,74")
    cast(s, flap, dx=2, dy=9, blur=8, opacity=0.42)
    surface(s, flap, look, size=1.1, angle=3)
    seam(s, "-240,-76 -130,0 -36,50 0,60 36,50 130,0 240,-76", look.ink)
    gloss(s, look, [("-226,-108 -80,-116 90,-112", 13.0), ("-200,-80 -130,-20 -60,24", 12.0)], clip=flap)
    lock(s, 0, 44, size=0.95)


def _zip_top(s: Sheet, look: Look, d: str) -> None:
    gloss(s, look, [("-200,-76 -60,-84 110,-80", 18.0), ("-120,-40 0,0 60,70", 20.0)], clip=d)
    spot(s, -90, -30, 150, 80, "#ffffff", 0.14)
    zip_line(s, "-244,-104 0,-109 244,-104", look.ink, width=14)
    zip_pull(s, -232, -102, darker(look.ink, 0.15), turn=14, long=54)
    if look.second and look.pattern == "solid":
        band = sym("0,30 150,30 261,26! 262,84! 150,90 0,90")
        surface(s, band, look, colour=look.trim, plain=True, form="flat")
        seam(s, "-256,36 0,40 256,36", look.trim)


def _bar(s: Sheet) -> None:
    bar = sym("0,-136 150,-138 214,-128! 226,-112 222,-96! 150,-104 0,-103")
    cast(s, bar, dx=1, dy=6, blur=4, opacity=0.4)
    polished(s, bar, "gold", turn=2)


def _kiss_lock(s: Sheet, look: Look, d: str) -> None:
    pleats = [(f"{x * 0.78:.0f},-98 {x},-30 {x * 1.12:.0f},90", 20.0) for x in (-190, -136, -84, -34, 20, 74, 130, 188)]
    crease(s, d, look.ink, pleats, strength=0.46)
    gloss(s, look, [("-150,-90 -190,-20 -206,60", 16.0), ("20,-96 30,-20 30,60", 12.0)], clip=d)
    _bar(s)
    for x in (-14, 14):
        ball = ellipse(x, -148, 17, 17)
        s.path(
            ball, s.radial([(0, "#fffaf0", 1), (0.35, METALS["gold"], 1), (1, darker(METALS["gold"], 0.55), 1)], 0.36, 0.32, 0.7)
        )
        s.line(ball, darker(METALS["gold"], 0.7), 1.1, opacity=0.7)


def wallet(s: Sheet, look: Look) -> None:
    """`style` bifold or continental; `closure` fold, zip or clasp."""
    if look["style"] == "bifold":
        _bifold(s, look)
    else:
        _continental(s, look)


def _bifold(s: Sheet, look: Look) -> None:
    s.ground(6, 166, 220, 14)
    behind = curve("-196,-150! -20,-160 236,-176! 244,-160 236,140! 228,156 212,158! -180,160!")
    surface(s, behind, look, colour=darker(look.ink, 0.16), plain=look.pattern == "solid", form="flat")
    inside = curve("-190,-136! 226,-160! 226,-132! -180,-112!")
    surface(s, inside, look, colour=darker(look.trim if look.second else look.ink, 0.42), plain=True, form="hollow")
    front = curve(
        "-214,-132! -200,-140 -186,-141! 150,-132 206,-126! 218,-118 218,-104! 222,20 214,148! 208,164 190,166! 0,170 -190,166! -210,160 -214,146! -220,0"
    )
    cast(s, front, dx=5, dy=-3, blur=6, opacity=0.45)
    surface(s, front, look, size=0.9, form="flat")
    spot(s, -70, -50, 170, 100, "#ffffff", 0.17)
    spine = curve("-216,-132! -190,-140! -186,0 -190,166! -212,160! -220,0")
    s.path(spine, s.linear([(0, "#000000", 0.22), (0.5, "#ffffff", 0.16), (1, "#000000", 0.16)]))
    seam(s, "-176,-126! 196,-114! 206,10 198,150! -176,154!", look.ink, close=True)
    gloss(s, look, [("-150,-110 -20,-116 110,-108", 14.0), ("-186,-90 -192,0 -186,120", 9.0)], clip=front)
    polished(
        s,
        curve("150,112! 184,112! 184,132! 150,132!"),
        "gold" if look.colour not in ("black", "navy", "grey", "charcoal") else "silver",
        contour=1,
    )


def _continental(s: Sheet, look: Look) -> None:
    s.ground(0, 142, 258, 14)
    behind = curve("-252,-122! 258,-132! 274,-110 272,120 256,140! -240,142!")
    surface(s, behind, look, colour=darker(look.ink, 0.34), plain=True, form="flat")
    d = curve(
        "-262,-108! -250,-128 -232,-130! 0,-134 236,-128! 254,-124 260,-106! 264,0 258,118! 252,138 232,142! 0,146 -232,142! -254,138 -260,118! -266,0"
    )
    surface(s, d, look, size=0.95)
    gloss(s, look, [("-210,-112 -60,-120 120,-114", 14.0), ("-240,-60 -246,20 -240,100", 10.0)], clip=d)
    if look["closure"] == "zip":
        zip_line(s, "-246,118 -254,0 -246,-104 -226,-120 0,-124 226,-120 246,-104 252,0", look.ink, width=12)
        zip_pull(s, 252, -6, darker(look.ink, 0.15), turn=4, long=54)
        seam(s, "-224,112 -228,0 -218,-96 0,-102 218,-96 226,0 222,112 0,120", look.ink, close=True)
        return
    flap = curve(
        "-263,-108! -250,-130 -232,-132! 0,-136 236,-130! 254,-126 262,-106! 265,-60 262,-8! 120,10 0,12 -120,10 -263,-8!"
    )
    cast(s, flap, dx=2, dy=7, blur=6, opacity=0.4)
    surface(s, flap, look, size=0.95)
    seam(s, "-252,-18 -120,-2 0,0 120,-2 252,-18", look.ink)
    gloss(s, look, [("-210,-114 -60,-122 120,-116", 13.0)], clip=flap)
    tab = curve("-44,-60! 44,-60! 46,30! 0,56 -46,30!")
    cast(s, tab, dx=2, dy=6, blur=5, opacity=0.36)
    surface(s, tab, look, colour=darker(look.ink, 0.1), plain=True, form="flat")
    lock(s, 0, 6, size=0.8)


def wallet_open(s: Sheet, look: Look) -> None:
    """Lying open: the card slots, a few cards and the notes."""
    s.ground(0, 178, 270, 12)
    rim = curve(
        "-280,-150! -270,-164 -250,-166! 250,-166! 270,-164 280,-150! 282,0 280,150! 270,170 250,172! -250,172! -270,170 -280,150! -282,0"
    )
    surface(s, rim, look, form="flat")
    lining = look.trim if look.second else darker(look.ink, 0.12)
    for i, tone in enumerate(("#d8cfae", "#c9c3a0")):
        note = curve(f"-240,{-186 + 8 * i}! 244,{-190 + 10 * i}! 244,-100! -240,-100!")
        s.path(note, s.linear([(0, lighter(tone, 0.4), 1), (1, darker(tone, 0.12), 1)], 0, 0, 1, 1))
        s.line(note, darker(tone, 0.5), 1.2, opacity=0.6)
    panel = curve("-262,-142! 262,-142! 264,154! -264,154!")
    surface(s, panel, look, colour=lining, plain=True, form="flat")
    for side in (-1, 1):
        for i, card in enumerate(("#c9d3dc", "#e6c9a8", "#b8c7b0")):
            y = -104 + i * 62
            d = curve(f"36,{y - 28}! 236,{y - 28}! 240,{y + 40}! 32,{y + 40}!", flip=side)
            if (i + (side > 0)) % 3 != 2:
                s.path(d, s.linear([(0, lighter(card, 0.5), 1), (1, darker(card, 0.1), 1)], 0, 0, 1, 1))
            slot = curve(f"24,{y - 4}! 252,{y - 4}! 252,{y + 70}! 24,{y + 70}!", flip=side)
            cast(s, slot, dx=0, dy=-3, blur=2.5, opacity=0.26)
            surface(s, slot, look, colour=lighter(lining, 0.05), plain=True, form="flat", depth=0.6)
    fold = curve("-9,-166! 9,-166! 10,172! -10,172!")
    s.path(fold, s.linear([(0, "#000000", 0.3), (0.45, "#ffffff", 0.14), (1, "#000000", 0.34)]))
    seam(s, "-268,-150! 268,-150! 270,160! -270,160!", look.ink, close=True)
    spot(s, -120, -60, 150, 90, "#ffffff", 0.1)
    polished(s, ellipse(246, 140, 6, 6), "gold")
    s.path(ellipse(246, 140, 2, 2), darker(ink("brown"), 0.4))
