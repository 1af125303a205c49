"""Hats and caps."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, crease, gloss, seam, spot, surface
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym

__all__ = ["cap", "cap_back", "hat"]


def hat(s: Sheet, look: Look) -> None:
    """`style` fedora with a wide or narrow `brim`, bucket or beanie."""
    {"fedora": _fedora, "bucket": _bucket, "beanie": _beanie}[look["style"]](s, look)


def _fedora(s: Sheet, look: Look) -> None:
    wide = look["brim"] == "wide"
    reach, dip = (294, 80) if wide else (216, 58)
    s.ground(0, 118 + dip * 0.75, reach * 0.94, 22)
    under = curve(
        f"-{reach},74! -{reach * 0.5:.0f},{128 + dip * 0.7:.0f} 0,{136 + dip * 0.86:.0f} {reach * 0.5:.0f},{128 + dip * 0.7:.0f} {reach},74! 0,90"
    )
    surface(s, under, look, colour=darker(look.ink, 0.45), plain=True, form="flat")
    brim = curve(
        f"-{reach},72 -{reach * 0.66:.0f},{78 - dip} 0,{72 - dip} {reach * 0.66:.0f},{78 - dip} {reach},72 "
        f"{reach * 0.64:.0f},{88 + dip * 0.84:.0f} 0,{116 + dip * 0.82:.0f} -{reach * 0.64:.0f},{88 + dip * 0.84:.0f}"
    )
    surface(s, brim, look)
    rim = f"-{reach - 12},78 -{reach * 0.62:.0f},{82 + dip * 0.8:.0f} 0,{106 + dip * 0.8:.0f} {reach * 0.62:.0f},{82 + dip * 0.8:.0f} {reach - 12},78"
    seam(s, rim, look.ink, stitched=look.material != "straw")
    spot(s, 10, 104, 190, 50, darker(look.ink, 0.9), 0.62)
    crown = curve(
        "-140,84! -142,0 -126,-104 -88,-164 -40,-160 0,-146 40,-160 88,-164 126,-104 142,0 140,84! 92,114 0,124 -92,114"
    )
    surface(s, crown, look)
    crease(
        s,
        crown,
        look.ink,
        [("-8,-150 2,-96 0,-30", 44.0), ("84,-156 96,-90 84,-30", 24.0), ("-92,-150 -104,-90 -92,-30", 22.0)],
        strength=0.36,
    )
    spot(s, -60, -70, 50, 80, "#ffffff", 0.2)
    _band(s, look)


def _band(s: Sheet, look: Look) -> None:
    tone = look.trim if look.second else darker(look.ink, 0.55)
    band = curve("-142,30! -90,62 0,72 90,62 142,30! 143,60 141,86! 92,116 0,127 -92,116 -141,86!")
    surface(s, band, look, colour=tone, plain=True, material="satin", form="round")
    for x, y in ((92, 56), (104, 52)):
        s.line(f"M{x},{y}L{x + 4},{y + 54}", darker(tone, 0.6), 2, opacity=0.5)
    bow = curve("88,44! 118,34 148,24! 152,84! 124,104 92,112!")
    cast(s, bow, dx=-3, dy=4, blur=4)
    surface(s, bow, look, colour=darker(tone, 0.08), plain=True, material="satin", form="flat")
    crease(s, bow, tone, [("96,52 120,66 146,60", 10.0), ("94,98 120,82 148,80", 10.0)], strength=0.4)


def _bucket(s: Sheet, look: Look) -> None:
    s.ground(0, 176, 226, 18)
    inside = curve("-226,150 -120,108 0,100 120,108 226,150! 120,196 0,204 -120,196")
    surface(s, inside, look, colour=darker(look.ink, 0.55), plain=True, form="hollow")
    brim = curve("-148,0! -80,30 0,38 80,30 148,0! 190,64 242,148! 224,172 130,200 0,208 -130,200 -224,172 -242,148! -190,64")
    surface(s, brim, look, angle=0)
    for i, share in enumerate((0.22, 0.42, 0.62, 0.82)):
        reach, drop = 150 + 84 * share, 148 * share
        seam(
            s,
            f"-{reach:.0f},{drop + 6:.0f} -{reach * 0.56:.0f},{44 + drop * 1.06:.0f} 0,{46 + drop * 1.1:.0f} {reach * 0.56:.0f},{44 + drop * 1.06:.0f} {reach:.0f},{drop + 6:.0f}",
            look.ink,
            width=1.5 + 0.1 * i,
        )
    spot(s, 0, 40, 170, 44, darker(look.ink, 0.9), 0.5)
    crown = curve(
        "-150,6! -146,-70 -134,-150! -110,-176 -50,-190 0,-193 50,-190 110,-176 134,-150! 146,-70 150,6! 84,36 0,44 -84,36"
    )
    surface(s, crown, look)
    crease(s, crown, look.ink, [("-60,-150 -70,-80 -60,0", 24.0), ("90,-150 84,-70 96,10", 26.0)], strength=0.24)
    seam(s, "-136,-142 -70,-118 0,-112 70,-118 136,-142", look.ink)
    seam(s, "-2,-190 -30,-150 -38,-118", look.ink, stitched=False)
    for x in (96, 116):
        s.path(ellipse(x, -50, 5.5, 6), METALS["silver"])
        s.path(ellipse(x, -50, 2.6, 3), "#26262a")


def _beanie(s: Sheet, look: Look) -> None:
    s.ground(0, 178, 190, 16)
    tone = look.trim if look.second and look.pattern == "solid" else look.ink
    crown = curve("-176,80! -180,-20 -150,-120 -90,-180 0,-202 90,-180 150,-120 180,-20 176,80!")
    surface(s, crown, look, material="wool")
    for x in range(-160, 170, 20):
        top = -190 + (x / 170) ** 2 * 70
        spec = f"{x * 0.5:.0f},{top:.0f} {x * 0.92:.0f},-90 {x},80"
        s.line(curve(spec, close=False), darker(look.ink, 0.7), 5, opacity=0.26)
        s.line(curve(spec, close=False), lighter(look.ink, 0.7), 3, opacity=0.2, transform="translate(-6 0)")
    cuff = curve("-188,44! -100,62 0,68 100,62 188,44! 196,110 186,164! 100,184 0,190 -100,184 -186,164! -196,110")
    cast(s, cuff, dx=0, dy=-5, blur=6, opacity=0.36)
    surface(s, cuff, look, colour=tone, plain=tone != look.ink, material="wool")
    for x in range(-176, 186, 17):
        rise = 10 * (1 - (x / 186) ** 2)
        s.line(f"M{x},{56 + rise:.0f}L{x * 1.01:.0f},{164 + 2 * rise:.0f}", darker(tone, 0.7), 5, opacity=0.28)
        s.line(f"M{x - 6},{56 + rise:.0f}L{x * 1.01 - 6:.0f},{164 + 2 * rise:.0f}", lighter(tone, 0.7), 3, opacity=0.22)
    label = curve("70,112! 122,108! 124,142! 72,146!")
    surface(s, label, look, colour="#8a5a34", plain=True, material="leather", form="flat")


_DOME = "-186,84! -192,10 -170,-84 -110,-150 0,-176 110,-150 170,-84 192,10 186,84!"


def cap(s: Sheet, look: Look) -> None:
    """A six-panel cap from the front; `brim` curved or flat, in the second colour."""
    s.ground(0, 176, 216, 15)
    dome = curve(_DOME + " 100,60 0,50 -100,60")
    surface(s, dome, look, size=0.9)
    crease(s, dome, look.ink, [("-150,-40 -130,20 -140,70", 26.0), ("150,-50 136,10 146,70", 26.0)], strength=0.26)
    for side in (-1, 1):
        seam(s, " ".join(f"{side * x},{y}" for x, y in ((2, -174), (66, -130), (104, -40), (112, 56))), look.ink)
        s.path(ellipse(side * 56, -84, 6, 7), darker(look.ink, 0.7))
        s.line(ellipse(side * 56, -84, 6, 7), lighter(look.ink, 0.3), 1.6, opacity=0.6)
    seam(s, "0,-174 0,-60 0,48", look.ink, stitched=False)
    s.path(ellipse(0, -178, 18, 9), s.radial([(0, lighter(look.ink, 0.4), 1), (1, darker(look.ink, 0.4), 1)], 0.4, 0.3, 0.8))
    _badge(s, look)
    _peak(s, look)


def _badge(s: Sheet, look: Look) -> None:
    tone = look.trim if look.second else lighter(look.ink, 0.6)
    star = "M0,-36L9.3,-11.9L34.2,-11.1L14.4,4.2L21.2,29.1L0,14.8L-21.2,29.1L-14.4,4.2L-34.2,-11.1L-9.3,-11.9Z"
    s.path(star, darker(look.ink, 0.6), opacity=0.4, transform="translate(2 -35)")
    s.path(star, tone, transform="translate(0 -38)")
    s.stitch(star, darker(tone, 0.35), 1.4, transform="translate(0 -38) scale(0.84)", opacity=0.7)


def _peak(s: Sheet, look: Look) -> None:
    tone = look.trim if look.second else darker(look.ink, 0.06)
    if look["brim"] == "flat":
        outer = "-190,76! -110,52 0,44 110,52 190,76! 226,120 240,150! 236,162 222,164! 110,172 0,174 -110,172 -222,164! -236,162 -240,150! -226,120"
        rows = [
            f"-{226 - 7 * i},{152 - 15 * i} -110,{160 - 17 * i} 0,{162 - 17 * i} 110,{160 - 17 * i} {226 - 7 * i},{152 - 15 * i}"
            for i in range(4)
        ]
    else:
        outer = "-188,80! -110,50 0,40 110,50 188,80! 216,120 220,158! 214,178 196,180! 110,186 0,188 -110,186 -196,180! -214,178 -220,158! -216,120"
        rows = [
            f"-{204 - 6 * i},{160 - 18 * i} -110,{172 - 24 * i} 0,{176 - 26 * i} 110,{172 - 24 * i} {204 - 6 * i},{160 - 18 * i}"
            for i in range(4)
        ]
    d = curve(outer)
    cast(s, d, dx=0, dy=-4, blur=7, opacity=0.42)
    surface(s, d, look, colour=tone, plain=True, form="round" if look["brim"] == "curved" else "flat")
    for spec in rows:
        seam(s, spec, tone, width=1.5)
    if look["brim"] == "curved":
        lip = curve("-214,172! -110,184 0,186 110,184 214,172! 150,194 80,178 0,172 -80,178 -150,194")
        s.path(lip, darker(tone, 0.6), opacity=0.85)
    gloss(s, look, [("-150,70 0,54 120,66", 10.0)], clip=d)


def cap_back(s: Sheet, look: Look) -> None:
    """From behind: the arched opening and the strap that sets the size."""
    s.ground(0, 130, 196, 14)
    dome = sym("0,-176 110,-150 170,-84 192,10 186,96! 150,116 100,124! 96,60 60,22 0,10")
    hole = sym("0,2 66,16 104,60 106,128! 60,134 0,136")
    surface(s, hole, look, colour=darker(look.ink, 0.66), plain=True, form="hollow")
    surface(s, dome, look, size=0.9)
    for side in (-1, 1):
        seam(s, " ".join(f"{side * x},{y}" for x, y in ((2, -174), (76, -120), (128, -30), (138, 108))), look.ink)
        s.path(ellipse(side * 62, -76, 6, 7), darker(look.ink, 0.7))
    seam(s, "0,-174 0,-80 0,6", look.ink)
    seam(s, "-104,118 -96,56 -58,14 0,0 58,14 96,56 104,118", look.ink)
    strap = sym("0,94 60,94 108,90! 110,108 108,128! 60,132 0,132")
    surface(s, strap, look, colour=look.trim if look.second else darker(look.ink, 0.14), plain=True, form="flat")
    seam(s, "-100,98 0,101 100,98", look.trim if look.second else look.ink)
    buckle = curve("-26,86! 26,86! 26,138! -26,138!") + curve("-15,98! 15,98! 15,126! -15,126!")
    s.path(buckle, s.linear([(0, "#f6f6f6", 1), (0.5, "#a9adb4", 1), (1, "#6e737a", 1)], 0, 0, 0.6, 1), fill_rule="evenodd")
    s.line(buckle, "#55585e", 1.2)
    s.path(ellipse(0, -178, 18, 9), s.radial([(0, lighter(look.ink, 0.4), 1), (1, darker(look.ink, 0.4), 1)], 0.4, 0.3, 0.8))
