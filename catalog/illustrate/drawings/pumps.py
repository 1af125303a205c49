"""Heels and sandals in profile and from above."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import cast, cloth, glow, piece, topstitch
from catalog.illustrate.craft.fabric import Look, metal, panel, sheen
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.shoe_stage import from_above, pair, pitched
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, points

__all__ = ["heels", "heels_above", "sandals", "sandals_above"]

_LIFT = {"stiletto": 0.0, "block": 22.0, "kitten": 78.0}  # how much lower the heel seat sits


def heels(s: Sheet, look: Look) -> None:
    """Pumps; `heel` stiletto, block or kitten; `closure` slip-on, slingback or ankle strap."""
    with s.group(transform=f"translate(4 {10 - _LIFT[look['heel']] * 0.3:.0f}) scale(1.12)"):
        pair(s, look, _pump, floor=142, back=(52, -84))


def _pump(s: Sheet, look: Look) -> None:
    low = _LIFT[look["heel"]]
    _heel_post(s, look, low)
    rear = f"88,{-10 + low * 0.65:.0f}! 92,{20 + low * 0.5:.0f}" if look["closure"] == "slingback" else ""
    behind = rear or f"72,{-16 + low * 0.62:.0f} 136,{-84 + low} 192,{-130 + low}! 150,{-30 + low}"
    lining = curve(f"-96,50! -44,44 6,{34 + low * 0.15:.0f} {behind} 40,80 -70,84")
    panel(s, lining, look, colour="#d9bf9f", plain=True, material="cotton")
    d = curve(
        f"-238,132! -214,104 -168,76 -96,50! -62,74 -10,{76 + low * 0.1:.0f} 66,{26 + low * 0.6:.0f} 132,{-46 + low} "
        f"192,{-130 + low}! 214,{-100 + low} 214,{-56 + low} 200,{-16 + low}! 168,{-4 + low} 110,{42 + low * 0.6:.0f} "
        f"40,{104 + low * 0.2:.0f} -20,132 -90,138!"
    )
    if look["closure"] == "slingback":
        seat = f"206,{-50 + low}! 214,{-40 + low} 204,{-14 + low} 168,{-4 + low}! 110,{42 + low * 0.6:.0f} 60,{92 + low * 0.25:.0f}! 60,{80 + low * 0.25:.0f}! 140,{-6 + low * 0.9:.0f}"
        panel(s, curve(seat), look, colour="#d9bf9f", plain=True, material="cotton")
        d = curve(
            f"-238,132! -214,104 -168,76 -96,50! -62,74 -10,{76 + low * 0.1:.0f} 50,{40 + low * 0.5:.0f} 96,{-4 + low * 0.7:.0f}! "
            f"100,{30 + low * 0.6:.0f} 84,{74 + low * 0.4:.0f}! 40,{104 + low * 0.2:.0f} -20,132 -90,138!"
        )
    panel(s, d, look)
    gloss = 0.75 if look.material in ("leather", "satin") else 0.25
    sheen(s, "-206,106 -160,84 -112,74", 13, opacity=gloss)
    if look["closure"] != "slingback":
        sheen(s, f"60,{48 + low * 0.6:.0f} 120,{-10 + low} 176,{-86 + low}", 12, opacity=gloss * 0.75, blur=4)
    sole = curve(
        f"-240,131! -160,139 -80,140 -20,134 44,{106 + low * 0.2:.0f} 112,{44 + low * 0.6:.0f} 166,{-2 + low}", close=False
    )
    s.line(sole, darker(look.ink, 0.7), 6)
    if look["closure"] == "ankle strap":
        _ankle_strap(s, look, low)
    elif look["closure"] == "slingback":
        _slingback(s, look, low)


def _heel_post(s: Sheet, look: Look, low: float) -> None:
    foot = {"stiletto": (192, 204), "block": (140, 204), "kitten": (186, 200)}[look["heel"]]
    front = 132 if look["heel"] == "block" else 156
    d = curve(
        f"208,{-40 + low}! 209,{10 + low * 0.6:.0f} {foot[1]},140! {foot[0]},140! {foot[0] - 4},{60 + low * 0.4:.0f} {front},{8 + low}!"
    )
    panel(s, d, look, colour=darker(look.ink, 0.16), plain=True)
    s.line(f"M{foot[0]},141L{foot[1]},141", darker(look.ink, 0.75), 5)


def _ankle_strap(s: Sheet, look: Look, low: float) -> None:
    top = -150.0 + low
    far = curve(f"194,{top} 160,{top - 20} 104,{top - 14} 76,{top + 6}", close=False)
    near = curve(f"200,{top + 6} 166,{top + 24} 112,{top + 26} 76,{top + 8}", close=False)
    s.line(far, darker(look.ink, 0.6), 10)
    stay = curve(f"186,{-118 + low}! 214,{-92 + low}! 207,{-126 + low} 204,{top - 4}! 188,{top}!")
    piece(s, stay, look, depth=0.6)
    for tone, wide in ((darker(look.ink, 0.55), 12.5), (look.ink, 10.0), (lighter(look.ink, 0.55), 2.0)):
        s.line(near, tone, wide)
    metal(s, _frame(122, top + 24, 12, 12, 1), "gold")


def _slingback(s: Sheet, look: Look, low: float) -> None:
    far = f"40,{20 + low * 0.5:.0f} 110,{-60 + low * 0.85:.0f} 168,{-98 + low} 212,{-86 + low}"
    s.path(curve(far, close=False), stroke=darker(look.ink, 0.55), stroke_width=10)
    near = f"88,{16 + low * 0.6:.0f} 124,{-30 + low * 0.8:.0f} 168,{-70 + low} 212,{-82 + low}"
    _cord(s, look, near, 12.5)
    metal(s, _frame(128, -40 + low * 0.82, 11, 11, 6), "gold")


def heels_above(s: Sheet, look: Look) -> None:
    """The pair from above."""
    from_above(s, look, _pump_above)


def _pump_above(s: Sheet, look: Look) -> None:
    outline = curve(
        "0,-240! 22,-206 52,-140 66,-90 60,-10 46,90 44,170 26,214 0,222 -26,214 -44,170 -44,90 -54,-10 -58,-90 -44,-140 -18,-206"
    )
    with cloth(s, outline, look):
        glow(s, -14, -160, 26, 50, "#ffffff", 0.5 if look.material != "suede" else 0.15)
    hole = curve("0,-112 36,-96 48,-40 38,60 34,160 20,196 0,202 -20,196 -34,160 -36,60 -44,-40 -34,-96")
    with cloth(s, hole, look, colour="#dcc3a2", plain=True, material="cotton"):
        glow(s, 0, -90, 44, 40, "#3a2416", 0.55)
        glow(s, 0, 120, 26, 40, "#fff6e6", 0.5)
        topstitch(s, look, "-24,60 -22,150 0,186 22,150 24,60", thread="#a98b66", opacity=0.5)
    s.path(curve("-16,140! 16,140! 16,158! -16,158!"), "#b99a6c", opacity=0.6)
    if look["closure"] in ("ankle strap", "slingback"):
        y = 78 if look["closure"] == "ankle strap" else 206
        _band(s, look, f"-46,{y + 10} -16,{y - 8} 20,{y - 8} 50,{y + 10}", 13)
        metal(s, curve(f"44,{y - 2}! 60,{y + 2}! 58,{y + 22}! 42,{y + 18}!"), "gold")


def _laid(s: Sheet, look: Look, spec: str, width: float) -> None:
    """A flat strap across a footbed, cut off at its edges."""
    pts = points(spec)
    tall = abs(pts[-1][1] - pts[0][1]) > abs(pts[-1][0] - pts[0][0])
    dx, dy = (width / 2, 0) if tall else (0, width / 2)
    near = [f"{x + dx:.0f},{y + dy:.0f}" for x, y, _ in pts]
    far = [f"{x - dx:.0f},{y - dy:.0f}" for x, y, _ in reversed(pts)]
    for row in (near, far):
        row[0], row[-1] = row[0] + "!", row[-1] + "!"
    d = curve(" ".join(near + far))
    cast(s, curve(" ".join(word.rstrip("!") for word in near), close=False), dx=2, dy=4, spread=10, opacity=0.4)
    with cloth(s, d, look):
        x, y, _ = pts[len(pts) // 2]
        glow(s, x - 14, y, width, width * 0.4, "#ffffff", {"leather": 0.42, "satin": 0.5}.get(look.material, 0.14))


def _band(s: Sheet, look: Look, spec: str, width: float) -> None:
    d = curve(spec, close=False)
    cast(s, d, dx=2, dy=5, spread=width + 4, opacity=0.35)
    for tone, wide in ((darker(look.ink, 0.55), width), (look.ink, width - 2.6), (lighter(look.ink, 0.5), width * 0.2)):
        s.line(d, tone, wide, opacity=1.0 if wide > width * 0.3 else 0.6)


def sandals(s: Sheet, look: Look) -> None:
    """`style` slide, two-strap, ankle-strap, gladiator or thong; `heel` flat, block or wedge."""
    lift = _RISE[look["heel"]]
    with s.group(transform=f"translate(-4 {lift * 0.3 - 60:.0f}) scale(1.16)"):
        pair(s, look, _sandal, floor=176, back=(48, -88))


_RISE = {"flat": 0.0, "block": 84.0, "wedge": 74.0}
_BANDS = {  # per style, the near side of each strap, from its foot in front over the top to its foot behind
    "slide": ("-164,141! -156,96 -130,70 -78,50 -24,48 4,82 14,128!",),
    "two-strap": ("-182,142! -174,106 -152,86 -112,74 -84,82 -70,104 -66,140!", "-44,137! -38,86 -20,58 18,42 48,48 66,74 72,124!"),
    "ankle-strap": ("-176,142! -168,108 -146,88 -112,80 -90,96 -84,141!",),
    "gladiator": (),
    "thong": (),
}  # fmt: skip
_CAGE = (  # a gladiator's bands: from the footbed's edge to the strap along the instep
    "-152,143 -150,116 -132,88", "-96,142 -92,104 -68,64", "-36,138 -30,86 -4,36", "40,128 46,66 62,-4",
)  # fmt: skip


def _sandal(s: Sheet, look: Look) -> None:
    lift = _RISE[look["heel"]]
    style = look["style"]
    if style in ("ankle-strap", "gladiator"):
        _counter(s, look, lift)
    _footbed(s, look, lift)
    if style == "thong":
        _thong(s, look, lift)
    for spec in _BANDS[style]:
        _strap(s, look, pitched(spec, lift), buckle=style == "two-strap")
    if style == "gladiator":
        for spec in (*_CAGE, "-140,92 -80,66 0,24 70,-36"):
            _cord(s, look, pitched(spec, lift), 18)
    if style in ("ankle-strap", "gladiator"):
        _ankle(s, look, lift)


def _footbed(s: Sheet, look: Look, lift: float) -> None:
    cork = look["style"] == "two-strap" or look["heel"] == "wedge"
    sole = "#b98a58" if cork else darker("#6e4730", 0.3)
    if look["heel"] == "wedge":
        d = curve(
            pitched("-214,142! -120,150 0,150 100,140 206,124!", lift)
            + " 212,100 210,150 206,178! 80,180 -60,180 -196,178! -216,168"
        )
        with cloth(s, d, look, colour=sole, plain=True, material="canvas"):
            for y in (160, 146, 128, 106):
                s.line(curve(f"-150,{y + 14} 0,{y + 8} 206,{y}", close=False), darker(sole, 0.4), 1.6, opacity=0.35)
    else:
        if lift:
            _post(s, look, lift)
        thick = 14 if lift else 22
        low = pitched(f"206,{124 + thick} 100,{146 + thick} 0,{154 + thick} -120,{154 + thick} -206,{150 + thick}", lift)
        d = curve(pitched("-216,140! -120,150 0,150 100,140 208,122!", lift) + " " + low)
        piece(s, d, look, colour=sole, plain=True, material="canvas" if cork else "leather")
    bed = curve(
        pitched(
            "-218,142 -204,120 -150,110 -70,112 20,112 110,100 180,92 212,106! 210,124! 100,140 0,150 -120,151 -196,150", lift
        )
    )
    inner = "#dcc09a" if look.colour not in ("tan", "camel", "beige", "ivory") else "#c9a67c"
    with cloth(s, bed, look, colour=inner, plain=True, material="suede"):
        topstitch(s, look, pitched("-206,140 -190,126 -70,120 20,120 110,108 196,102", lift), thread="#8d6b47", opacity=0.55)
        glow(s, 130, 110 - lift, 60, 22, "#fff4e0", 0.4)


def _post(s: Sheet, look: Look, lift: float) -> None:
    d = curve(f"206,{124 - lift}! 210,{150 - lift * 0.4:.0f} 204,178! 132,178! 124,{150 - lift * 0.3:.0f} 104,{146 - lift}!")
    piece(s, d, look, colour=darker(look.ink, 0.12), plain=True)
    s.line("M133,179L203,179", darker(look.ink, 0.75), 5)


def _strap(s: Sheet, look: Look, spec: str, *, buckle: bool) -> None:
    d, words = curve(spec), [word.rstrip("!") for word in spec.split()]
    s.path(d, darker("#6e4730", 0.5), opacity=0.4, transform="translate(7 2)")
    with cloth(s, d, look):
        x, y = (float(v) for v in words[len(words) // 2].split(","))
        glow(s, x - 14, y + 30, 30, 26, "#ffffff", {"leather": 0.42, "satin": 0.5}.get(look.material, 0.14))
        topstitch(s, look, _inset(words, 6), opacity=0.55)
    if buckle:
        x, y = x + 4, y + 34
        metal(s, _frame(x, y, 15, 14, 4), "gold")
        s.line(f"M{x},{y - 9}L{x + 2},{y + 9}", METALS["gold"], 3)


def _cord(s: Sheet, look: Look, spec: str, width: float) -> None:
    """A narrow strap as seen from its side."""
    d = curve(spec, close=False)
    for tone, wide in ((darker(look.ink, 0.55), width), (look.ink, width - 2.6)):
        s.path(d, stroke=tone, stroke_width=wide, stroke_linejoin="round")
    s.path(d, stroke=lighter(look.ink, 0.6), stroke_width=width * 0.26, opacity=0.4 if look.material != "suede" else 0.15)


def _inset(words: list[str], by: float) -> str:
    """The strap's outline, drawn in a little."""
    pts = [tuple(float(v) for v in word.split(",")) for word in words]
    cx = sum(x for x, _ in pts) / len(pts)
    return " ".join(f"{x + (by if x < cx else -by):.0f},{y + by:.0f}" for x, y in pts[:-1])


def _frame(x: float, y: float, half: float, high: float, tilt: float) -> str:
    """A buckle's frame with its opening."""
    out = ""
    for share in (1.0, 0.55):
        w, h, t = half * share, high * share, tilt * share
        around = [(x - w, y - h + t), (x + w, y - h - t), (x + w, y + h - t), (x - w, y + h + t)]
        out += curve(" ".join(f"{a:.1f},{b:.1f}!" for a, b in (around if share == 1 else around[::-1])))
    return out


def _counter(s: Sheet, look: Look, lift: float) -> None:
    d = curve(pitched("206,112! 214,60 206,4 196,-30! 176,-34! 160,40 118,104!", lift))
    with cloth(s, d, look):
        topstitch(s, look, pitched("200,106 207,60 200,6 192,-24", lift))


def _ankle(s: Sheet, look: Look, lift: float) -> None:
    y = -34 - lift
    far = curve(f"192,{y} 150,{y - 24} 90,{y - 16} 62,{y + 4}", close=False)
    near = curve(f"194,{y + 2} 160,{y + 22} 100,{y + 26} 62,{y + 6}", close=False)
    s.line(far, darker(look.ink, 0.55), 13)
    for tone, wide in ((darker(look.ink, 0.55), 15.0), (look.ink, 12.0), (lighter(look.ink, 0.5), 2.5)):
        s.line(near, tone, wide)
    metal(
        s,
        curve(f"104,{y + 14}! 130,{y + 12}! 131,{y + 38}! 104,{y + 38}!")
        + curve(f"110,{y + 20}! 110,{y + 32}! 125,{y + 32}! 124,{y + 18}!"),
        "gold",
    )


def _thong(s: Sheet, look: Look, lift: float) -> None:
    for spec, tone in (("-118,112 -60,70 10,60 74,104", darker(look.ink, 0.3)), ("-122,114 -70,80 0,84 66,140", look.ink)):
        d = curve(pitched(spec, lift), close=False)
        cast(s, d, dx=4, dy=7, spread=16, opacity=0.35)
        s.line(d, darker(tone, 0.5), 17)
        s.line(d, tone, 14)
        s.line(d, lighter(tone, 0.6), 3, opacity=0.6)
    s.path(ellipse(-120, 114, 8, 7), darker(look.ink, 0.5))
    metal(s, ellipse(-96, 90, 9, 9), "gold")


def sandals_above(s: Sheet, look: Look) -> None:
    """The pair from above."""
    from_above(s, look, _sandal_above)


_BED = "6,-236 50,-214 72,-150 70,-80 54,10 52,120 50,180 30,222 0,230 -30,222 -48,180 -48,120 -42,10 -56,-80 -58,-150 -36,-214"
_ACROSS = {  # per style, each strap from above: its middle line and how wide it is
    "slide": (("-57,-66 -20,-88 40,-92 70,-80", 92),),
    "two-strap": (("-59,-112 -20,-128 40,-130 72,-120", 42), ("-52,-8 -14,-24 30,-26 60,-16", 44)),
    "ankle-strap": (("-60,-122 -20,-140 40,-142 73,-130", 30), ("-50,112 -14,90 24,90 54,110", 16), ("-47,192 0,214 48,192", 24)),
    "gladiator": (("-60,-132 -20,-148 40,-150 73,-138", 20), ("-57,-72 -20,-88 36,-90 70,-80", 20), ("-50,-8 -14,-22 26,-24 60,-14", 20),
                  ("-50,104 -14,84 24,84 54,102", 16), ("-47,192 0,214 48,192", 24), ("10,-150 9,-60 8,84", 16)),
    "thong": (("-6,-168 -40,-100 -53,-6", 17), ("-6,-168 36,-110 58,-6", 17)),
}  # fmt: skip


def _sandal_above(s: Sheet, look: Look) -> None:
    sole = "#b98a58" if look["style"] == "two-strap" or look["heel"] == "wedge" else darker("#6e4730", 0.3)
    s.path(curve(_BED), darker(sole, 0.2), transform="translate(0 6)")
    inner = "#dcc09a" if look.colour not in ("tan", "camel", "beige", "ivory") else "#c9a67c"
    with cloth(s, curve(_BED), look, colour=inner, plain=True, material="suede"):
        glow(s, 4, 160, 36, 50, "#fff4e0", 0.4)
        glow(s, 8, -130, 46, 60, "#fff4e0", 0.3)
    topstitch(
        s,
        look,
        "6,-226 44,-206 63,-150 61,-80 46,10 44,120 42,178 26,212 0,220 -26,212 -40,178 -40,120 -34,10 -47,-80 -49,-150 -30,-206 6,-226",
        thread="#8d6b47",
    )
    for spec, width in _ACROSS[look["style"]]:
        _laid(s, look, spec, width)
    if look["style"] == "two-strap":
        for x, y in ((46, -126), (36, -22)):
            metal(s, _frame(x, y, 13, 15, -1), "gold")
    elif look["style"] in ("ankle-strap", "gladiator"):
        metal(s, curve("40,88! 60,94! 56,118! 36,112!"), "gold")
