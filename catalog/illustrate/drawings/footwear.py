"""Sneakers and boots in profile and from above."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import cast, cloth, creases, glow, piece, seam, topstitch
from catalog.illustrate.craft.fabric import Look, metal, panel, zipper
from catalog.illustrate.craft.palette import darker, lighter
from catalog.illustrate.craft.shoe_stage import from_above, pair, pitched
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["boots", "boots_above", "sneakers", "sneakers_above"]


def sneakers(s: Sheet, look: Look) -> None:
    """Lace-up trainers; `cut` low-top or high-top, second colour on the side stripe and heel."""
    with s.group(transform="translate(-4 10) scale(1.14)"):
        pair(s, look, _sneaker, floor=122, back=(44, -92))


def _sneaker(s: Sheet, look: Look) -> None:
    high = look["cut"] == "high-top"
    rise = -74 if high else 14
    tongue = curve(f"-60,-40 -44,{-98 + rise}! -24,{-116 + rise} 6,{-108 + rise}! 26,-50 0,-20")
    panel(s, tongue, look, colour=lighter(look.ink, 0.12), plain=True)
    inside = curve(f"-8,{-90 + rise}! 60,{-78 + rise} 172,{-98 + rise}! 150,-30 20,-30")
    panel(s, inside, look, colour=darker(look.ink, 0.55), plain=True)
    upper = curve(
        f"-236,86! -238,62 -216,42 -166,26 -104,2 -52,-38 {-22 if high else -14},{-92 + rise}! 40,{-70 + rise * 0.9:.0f} "
        f"104,{-62 + rise} 150,{-86 + rise} 178,{-98 + rise}! 183,{-70 + rise * 0.5:.0f} 192,0 204,84!"
    )
    panel(s, upper, look)
    _sneaker_panels(s, look, upper, rise)
    _laces(s, look, rise)
    _rubber(s, look)


def _sneaker_panels(s: Sheet, look: Look, upper: str, rise: int) -> None:
    seam, trim = darker(look.ink, 0.5), look.trim
    with s.group(clip_path=s.clip(upper)):
        toe = curve("-240,90! -244,24 -200,20 -160,22! -146,44 -140,90!")
        panel(s, toe, look, colour=lighter(look.ink, 0.08), plain=True, depth=0.6)
        s.stitch(curve("-154,20 -140,44 -134,88", close=False), seam)
        heel = curve(f"170,{-60 + rise * 0.6:.0f}! 230,{-64 + rise * 0.6:.0f}! 220,90! 112,90! 116,46 142,0")
        panel(s, heel, look, colour=trim, plain=True, depth=0.8)
        s.stitch(curve(f"118,88 123,48 148,4 174,{-52 + rise * 0.6:.0f}", close=False), darker(trim, 0.5))
        stay = curve(f"-112,-6! -10,{-106 + rise}! 28,{-82 + rise}! 24,-44 -16,2 -74,30 -110,20")
        panel(s, stay, look, colour=lighter(look.ink, 0.05), plain=True, depth=0.7)
        s.stitch(curve(f"20,{-78 + rise} 16,-44 -20,-4 -74,23", close=False), seam)
        wave = curve("-58,66! 0,58 62,22 100,-34! 114,-24 118,-12! 80,48 20,80 -38,86!")
        panel(s, wave, look, colour=trim, plain=True, depth=0.5)
        s.line(
            curve(f"-6,{-80 + rise} 60,{-58 + rise} 110,{-54 + rise} 174,{-86 + rise}", close=False),
            darker(look.ink, 0.4),
            3,
            opacity=0.5,
        )
        creases(s, look, (("-150,0 -124,20 -112,48", 12), ("-112,-20 -92,8 -86,36", 10)), strength=0.7)


def _laces(s: Sheet, look: Look, rise: int) -> None:
    lace = "#faf8f3" if look.colour not in ("white", "ivory", "cream") else "#ded8cc"
    count = 5 if rise < 0 else 4
    for i in range(count + 1):
        share = i / count
        x, y = -96 + 86 * share, 0 + (-86 + rise) * share
        d = curve(f"{x - 15:.1f},{y - 10:.1f} {x + 8:.1f},{y - 8:.1f} {x + 27:.1f},{y + 13:.1f}", close=False)
        s.line(d, darker(lace, 0.45), 9.5)
        s.line(d, lace, 7.0)


def _rubber(s: Sheet, look: Look) -> None:
    sole = "#f4f1ea" if look["sole"] != "gum" else "#b98149"
    d = curve("-242,72! -200,86 -80,90 80,86 208,74! 218,88 214,112! 190,121 -190,124 -224,117! -246,96")
    panel(s, d, look, colour=sole, plain=True, material="nylon", depth=0.8)
    s.line(curve("-238,106 -100,110 80,108 213,102", close=False), darker(sole, 0.4), 2.4, opacity=0.55)
    s.stitch(curve("-230,84 -100,95 80,92 208,80", close=False), darker(sole, 0.4), 1.6, opacity=0.6)


def sneakers_above(s: Sheet, look: Look) -> None:
    """The pair from above."""
    from_above(s, look, _sneaker_above)


def _sneaker_above(s: Sheet, look: Look) -> None:
    rubber = "#f4f1ea" if look["sole"] != "gum" else "#b98149"
    piece(
        s,
        curve("4,-240 54,-218 78,-150 74,-80 60,20 62,140 54,204 0,230 -54,204 -58,140 -52,20 -62,-80 -64,-150 -44,-218"),
        look,
        colour=rubber,
        plain=True,
        material="nylon",
    )
    upper = curve("4,-222 44,-202 64,-146 62,-80 52,20 54,136 46,190 0,214 -46,190 -50,136 -44,20 -52,-80 -50,-146 -34,-202")
    with cloth(s, upper, look):
        with cloth(
            s, curve("-60,-150! 4,-132 70,-150! 60,-240 -50,-240"), look, colour=lighter(look.ink, 0.1), plain=True, depth=0.6
        ):
            glow(s, -8, -188, 30, 30, "#ffffff", 0.35)
        topstitch(s, look, "-56,-144 4,-125 66,-144")
        for side in (-1, 1):
            stripe = curve("40,-90! 70,-70 64,-20 60,10! 40,0 36,-50", flip=side)
            piece(s, stripe, look, colour=look.trim, plain=True, depth=0.5)
        piece(s, curve("-60,150! 0,176 60,150! 60,230 -60,230"), look, colour=look.trim, plain=True, depth=0.7)
    with cloth(s, curve("0,30 30,44 42,100 36,160 0,190 -34,160 -40,100 -28,44"), look, colour=darker(look.ink, 0.5), plain=True):
        glow(s, 0, 130, 32, 52, "#efe6d6", 0.75)
    piece(
        s,
        curve("-24,-100! 4,-106 32,-100! 34,0 30,70! 2,84 -28,70! -30,0"),
        look,
        colour=lighter(look.ink, 0.14),
        plain=True,
        depth=0.8,
    )
    lace = "#faf8f3" if look.colour not in ("white", "ivory", "cream") else "#ded8cc"
    for y in range(-92, 52, 26 if look["cut"] == "low-top" else 20):
        d = curve(f"-34,{y + 8} 2,{y - 3} 40,{y + 8}", close=False)
        s.line(d, darker(lace, 0.45), 10)
        s.line(d, lace, 7.5)


def boots(s: Sheet, look: Look) -> None:
    """`height` ankle or knee; `closure` elastic, zip or laces; `heel` flat or block."""
    tall = look["height"] == "knee"
    with s.group(transform="translate(20 20) scale(1.02)" if tall else "translate(2 -96) scale(1.22)"):
        pair(s, look, _boot, floor=262 if tall else 202, back=(60, -42))


def _boot(s: Sheet, look: Look) -> None:
    tall, lift = look["height"] == "knee", _RISE[look["heel"]]
    with s.group(transform=f"translate(0 {60 if tall else 0})"):
        _boot_sole(s, look, lift)
        _boot_upper(s, look, -296 if tall else -62, lift)


_RISE = {"flat": 0.0, "block": 44.0}


def _boot_upper(s: Sheet, look: Look, top: float, lift: float) -> None:
    tall, y = top < -200, top - lift
    mouth = curve(f"-2,{y}! 50,{y - 17} 120,{y - 18} 152,{y - 6}! 130,{y + 24} 30,{y + 26}")
    with cloth(s, mouth, look, colour=darker(look.ink, 0.5), plain=True):
        s.path(ellipse(90, y - 2, 14, 8), "#efe6d6", opacity=0.8)
    foot = "-206,184 -216,166 -212,142 -190,122 -150,108 -100,92 -52,66 -22,32 -8,-4"
    shaft = f"-6,{top + 200:.0f} -12,{top + 90:.0f} -4,{top}!" if tall else f"-2,{top + 40:.0f} -2,{top}!"
    back = f"168,{top + 90:.0f} 150,{top + 210:.0f} 140,10" if tall else f"152,{top + 40:.0f} 146,10"
    d = curve(
        f"{pitched(foot, lift)} {pitched(shaft, lift)} 60,{y + 15} 152,{y - 6}! {pitched(back, lift)} {pitched('148,64 164,112 168,160! 60,168 -30,180 -130,186', lift)}"
    )
    with cloth(s, d, look):
        _boot_light(s, look, top, lift)
        _boot_seams(s, look, lift)
        if look["closure"] == "elastic":
            _gore(s, look, top, lift)
    topstitch(s, look, f"0,{y + 10} 60,{y + 25} 150,{y + 5}")
    _boot_closure(s, look, top, lift)


def _boot_light(s: Sheet, look: Look, top: float, lift: float) -> None:
    shiny = look.material == "leather"
    glow(s, 34, (top - lift) / 2 - 20, 26, (30 - top) / 2 + 40, "#ffffff", 0.3 if shiny else 0.14)
    glow(s, -160, 136, 44, 20, "#ffffff", 0.5 if shiny else 0.18, turn=-22)
    glow(s, 140, 110 - lift, 26, 50, "#ffffff", 0.2 if shiny else 0.08)
    glow(s, 100, 60 - lift, 60, 90, darker(look.ink, 0.85), 0.25)
    specs = (
        ("-60,72 -10,56 50,34", 16),
        ("-36,46 6,32 60,8", 15),
        ("-84,92 -44,104 -20,126", 13),
        ("136,30 100,46 62,44", 13),
        ("130,0 96,12 70,8", 11),
    )
    creases(s, look, [(pitched(spec, lift), width) for spec, width in specs], strength=0.9)
    if top < -200:
        folds = (("150,-120 100,-104 60,-112", 16), ("-4,-60 40,-72 90,-66", 15), ("140,-40 96,-24 50,-30", 16))
        creases(s, look, [(pitched(spec, lift), width) for spec, width in folds], strength=0.8)


def _boot_seams(s: Sheet, look: Look, lift: float) -> None:
    if look["closure"] == "laces":
        seam(s, look, pitched("-150,106 -128,132 -126,186", lift), width=2)
        topstitch(s, look, pitched("-144,104 -121,132 -119,186", lift))
        seam(s, look, pitched("24,-60 32,20 10,80 -40,110 -120,130", lift), width=2)
        topstitch(s, look, pitched("30,-60 38,22 15,86 -38,117 -119,137", lift))
    seam(s, look, pitched("96,168 100,110 126,70 150,58", lift), width=2)
    topstitch(s, look, pitched("102,168 106,114 130,76 152,64", lift))


def _boot_sole(s: Sheet, look: Look, lift: float) -> None:
    base = "#17171a" if look.colour in ("black", "navy", "charcoal") else darker("#6e4730", 0.5)
    heel = (
        f"96,{170 - lift}! 168,{158 - lift}! 170,180 164,206! 96,206! 92,186"
        if lift
        else "64,170! 168,158! 172,182 168,206! 58,206! 56,186"
    )
    with cloth(s, curve(heel), look, colour=base, plain=True, material="leather"):
        for y in range(184 - int(lift), 204, 11):
            s.line(f"M60,{y}H170", lighter(base, 0.3), 1.2, opacity=0.4)
    thick = 10 if lift else 18
    low = pitched(f"170,{160 + thick} 70,{170 + thick} 0,{182 + thick} -120,{188 + thick} -200,{186 + thick}", lift)
    d = curve(f"{pitched('-216,178! -120,186 -30,182 60,170 170,156!', lift)} {low} -218,192")
    piece(s, d, look, colour=base, plain=True, material="leather")
    topstitch(s, look, pitched("-212,180 -120,188 -30,184 60,172 168,160", lift), thread="#c9a25e", opacity=0.7)


def _gore(s: Sheet, look: Look, top: float, lift: float) -> None:
    y = top - lift
    d = curve(f"40,{y - 10}! 112,{y - 10}! 108,{y + 70} 84,{y + 122}! 66,{y + 120}! 46,{y + 70}")
    with cloth(s, d, look, colour=darker(look.ink, 0.4), plain=True, material="canvas"):
        for i in range(8):
            s.line(f"M{46 + i * 9},{y}L{58 + i * 5},{y + 124}", lighter(look.ink, 0.3), 1.4, opacity=0.3)
    topstitch(s, look, f"34,{y + 6} 40,{y + 72} 62,{y + 127} 88,{y + 128} 114,{y + 72} 118,{y + 4}")


def _boot_closure(s: Sheet, look: Look, top: float, lift: float) -> None:
    y = top - lift
    if look["closure"] == "elastic":
        s.line(curve(f"140,{y + 14} 138,{y - 24} 154,{y - 26} 158,{y + 8}", close=False), darker(look.ink, 0.35), 8)
    elif look["closure"] == "zip":
        low = 110.0 if top < -200 else 96.0
        zipper(s, pitched(f"70,{top + 16:.0f} 84,{(top + low) / 2:.0f} 74,{low}", lift), look.ink, teeth="gold", width=10)
        metal(s, ellipse(71, y + 28, 5, 11))
    else:
        _boot_laces(s, look, top, lift)


def _boot_laces(s: Sheet, look: Look, top: float, lift: float) -> None:
    lace = "#e9dcc0" if look.colour in ("tan", "camel", "brown", "mustard") else darker(look.ink, 0.45)
    edge = [(-78, 84), (-50, 66), (-28, 42), (-14, 14), (-8, -16), (-4, top + 12)]
    rows = [(x, y) for x, y in edge if y > top]
    tongue = curve(pitched(f"-6,{top + 6} -22,{top - 22} 10,{top - 34} 34,{top - 18}! 36,{top + 20}", lift))
    piece(s, tongue, look, colour=lighter(look.ink, 0.06))
    for x, y in rows:
        d = curve(pitched(f"{x - 5},{y - 3} {x + 14},{y - 7} {x + 36},{y + 8}", lift), close=False)
        cast(s, d, dx=1, dy=3, spread=8, opacity=0.4)
        s.line(d, darker(lace, 0.5), 7.5)
        s.line(d, lighter(lace, 0.1), 5.2)
        ex, ey = (float(v) for v in pitched(f"{x + 36},{y + 8}", lift).split(","))
        metal(s, ellipse(ex, ey, 4.5, 4.5), "bronze")
    x, y = 14.0, top + 14 - lift
    for spec in (
        f"{x},{y} {x - 44},{y - 20} {x - 52},{y + 8} {x - 6},{y + 6}",
        f"{x},{y} {x + 30},{y - 24} {x + 54},{y - 4} {x + 8},{y + 8}",
        f"{x},{y} {x - 14},{y + 34} {x - 4},{y + 60}",
        f"{x},{y} {x + 22},{y + 30} {x + 26},{y + 52}",
    ):
        d = curve(spec, close=False)
        s.line(d, darker(lace, 0.5), 6)
        s.line(d, lighter(lace, 0.1), 4)


def boots_above(s: Sheet, look: Look) -> None:
    """The pair from above."""
    from_above(s, look, _boot_above)


def _boot_above(s: Sheet, look: Look) -> None:
    base = "#17171a" if look.colour in ("black", "navy", "charcoal") else darker("#6e4730", 0.5)
    piece(
        s,
        curve("4,-240 52,-220 74,-150 72,-80 58,20 60,140 54,204 0,228 -52,204 -56,140 -50,20 -60,-80 -60,-150 -42,-220"),
        look,
        colour=base,
        plain=True,
    )
    with cloth(
        s, curve("4,-230 46,-210 66,-150 64,-80 54,20 56,140 50,196 0,218 -48,196 -52,140 -46,20 -52,-80 -52,-150 -36,-210"), look
    ):
        glow(s, -14, -160, 34, 60, "#ffffff", 0.42 if look.material == "leather" else 0.15)
        creases(s, look, (("-50,-60 0,-76 60,-62", 15), ("-46,-30 4,-44 56,-30", 14)))
        if look["closure"] == "laces":
            seam(s, look, "-52,-140 0,-120 64,-140", width=2)
    if look["closure"] == "laces":
        for y in range(-84, 50, 26):
            s.line(curve(f"-28,{y + 6} 2,{y - 4} 34,{y + 6}", close=False), darker(look.ink, 0.6), 8)
            s.line(
                curve(f"-28,{y + 6} 2,{y - 4} 34,{y + 6}", close=False), "#d9c9a6" if look.colour != "black" else "#55555c", 5.5
            )
    with cloth(s, ellipse(2, 118, 58, 88), look):
        topstitch(s, look, "-48,118 2,40 52,118 2,196 -48,118", opacity=0.5)
    with cloth(s, ellipse(2, 118, 46, 74), look, colour=darker(look.ink, 0.55), plain=True):
        glow(s, 2, 150, 36, 44, "#e2cba8", 0.7)
    for side in (-1, 1) if look["closure"] == "elastic" else ():
        s.path(curve(f"{2 + side * 44},80 {2 + side * 60},118 {2 + side * 44},156 {2 + side * 52},118"), darker(look.ink, 0.3))
    if look["closure"] == "zip":
        zipper(s, "-50,150 -52,100 -44,70", look.ink, teeth="gold", width=9)
