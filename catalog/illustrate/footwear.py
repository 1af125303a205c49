"""Shoes in profile, toes to the left, the second of the pair behind the first."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from collections.abc import Callable

from catalog.illustrate.fabric import Look, folds, metal, panel, sheen, zipper
from catalog.illustrate.palette import darker, ink, lighter
from catalog.illustrate.svg import Sheet, curve, ellipse

__all__ = ["boots", "heels", "sneakers"]


def _pair(s: Sheet, look: Look, one: Callable[[Sheet, Look], None], *, floor: float, back: tuple[float, float]) -> None:
    """Draws the far shoe, its haze, and the near shoe. `back` moves the far one."""
    s.ground(back[0] + 4, floor + back[1], 196, 12)
    with s.group(transform=f"translate({back[0]} {back[1]}) scale(0.97)"):
        one(s, look)
    s.ground(-6, floor, 214, 14)
    with s.group(transform="translate(-14 0)"):
        one(s, look)


def sneakers(s: Sheet, look: Look) -> None:
    """Lace-up trainers; `cut` low-top or high-top, second colour on the side stripe and heel."""
    with s.group(transform="translate(-4 10) scale(1.14)"):
        _pair(s, look, _sneaker, floor=122, back=(44, -92))


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
    folds(s, upper, look.ink, [("-150,0 -124,20 -112,48", 12), ("-112,-20 -92,8 -86,36", 10)], strength=0.24)


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


_LIFT = {"stiletto": 0.0, "block": 22.0, "kitten": 78.0}  # how much lower the heel seat sits


def heels(s: Sheet, look: Look) -> None:
    """Pumps; `heel` stiletto, block or kitten; `closure` slip-on or ankle strap."""
    with s.group(transform=f"translate(4 {10 - _LIFT[look['heel']] * 0.3:.0f}) scale(1.12)"):
        _pair(s, look, _pump, floor=142, back=(52, -84))


def _pump(s: Sheet, look: Look) -> None:
    low = _LIFT[look["heel"]]
    _heel_post(s, look, low)
    lining = curve(
        f"-96,50! -44,44 6,{34 + low * 0.15:.0f} 72,{-16 + low * 0.62:.0f} 136,{-84 + low} 192,{-130 + low}! 150,{-30 + low} 40,80 -70,84"
    )
    panel(s, lining, look, colour="#d9bf9f", plain=True, material="cotton")
    d = curve(
        f"-238,132! -214,104 -168,76 -96,50! -62,74 -10,{76 + low * 0.1:.0f} 66,{26 + low * 0.6:.0f} 132,{-46 + low} "
        f"192,{-130 + low}! 214,{-100 + low} 214,{-56 + low} 200,{-16 + low}! 168,{-4 + low} 110,{42 + low * 0.6:.0f} "
        f"40,{104 + low * 0.2:.0f} -20,132 -90,138!"
    )
    panel(s, d, look)
    gloss = 0.75 if look.material in ("leather", "satin") else 0.25
    sheen(s, "-206,106 -160,84 -112,74", 13, opacity=gloss)
    sheen(s, f"60,{48 + low * 0.6:.0f} 120,{-10 + low} 176,{-86 + low}", 12, opacity=gloss * 0.75, blur=4)
    sole = curve(
        f"-240,131! -160,139 -80,140 -20,134 44,{106 + low * 0.2:.0f} 112,{44 + low * 0.6:.0f} 166,{-2 + low}", close=False
    )
    s.line(sole, darker(look.ink, 0.7), 6)
    if look["closure"] == "ankle strap":
        _ankle_strap(s, look, low)


def _heel_post(s: Sheet, look: Look, low: float) -> None:
    foot = {"stiletto": (192, 204), "block": (140, 204), "kitten": (186, 200)}[look["heel"]]
    front = 132 if look["heel"] == "block" else 156
    d = curve(
        f"208,{-40 + low}! 209,{10 + low * 0.6:.0f} {foot[1]},140! {foot[0]},140! {foot[0] - 4},{60 + low * 0.4:.0f} {front},{8 + low}!"
    )
    panel(s, d, look, colour=darker(look.ink, 0.16), plain=True)
    s.line(f"M{foot[0]},141L{foot[1]},141", darker(look.ink, 0.75), 5)


def _ankle_strap(s: Sheet, look: Look, low: float) -> None:
    top = -152 + low
    s.line(curve(f"202,{-112 + low} 200,{top}", close=False), darker(look.ink, 0.3), 12)
    for colour, width in ((darker(look.ink, 0.55), 12.0), (look.ink, 9.0)):
        s.line(ellipse(138, top, 62, 17), colour, width)
    metal(s, curve(f"92,{top + 6}! 114,{top + 9}! 113,{top + 27}! 91,{top + 24}!"), "gold")


def boots(s: Sheet, look: Look) -> None:
    """`height` ankle or knee; `closure` elastic, zip or laces; `heel` flat or block."""
    tall = look["height"] == "knee"
    with s.group(transform="translate(20 -40) scale(1.02)" if tall else "translate(0 -40) scale(1.24)"):
        _pair(s, look, _boot, floor=262 if tall else 202, back=(58, -44))


def _boot(s: Sheet, look: Look) -> None:
    tall = look["height"] == "knee"
    with s.group(transform=f"translate(0 {60 if tall else 0})"):
        _boot_body(s, look, -330 if tall else -80)


def _boot_body(s: Sheet, look: Look, top: int) -> None:
    _boot_sole(s, look)
    mouth = curve(f"-14,{top}! 60,{top - 16} 150,{top - 6}! 150,{top + 30} 0,{top + 30}")
    panel(s, mouth, look, colour=darker(look.ink, 0.5), plain=True)
    calf = f"-20,{top + 130}" if top < -200 else f"-16,{top + 60}"
    back = f"166,{top + 120} 142,20" if top < -200 else f"152,{top + 60}"
    d = curve(
        f"-206,186! -214,150 -186,116 -130,100 -70,78 -30,40 {calf} -14,{top}! 60,{top + 14} 150,{top - 4}! {back} 146,84 164,126 164,152! 70,158! -30,182 -130,186"
    )
    panel(s, d, look)
    creases = [
        ("-80,88 -30,80 30,50", 18),
        ("-50,60 0,44 40,14", 14),
        ("130,60 90,80 60,84", 14),
        ("-176,130 -150,150 -146,176", 14),
    ]
    folds(s, d, look.ink, creases, strength=0.3)
    sheen(s, f"14,{top + 30} 22,{top / 2 + 10:.0f} 10,40", 16, opacity=0.3 if look.material == "leather" else 0.12, blur=5)
    sheen(s, "-192,138 -164,116 -126,110", 12, opacity=0.5 if look.material == "leather" else 0.15)
    _boot_closure(s, look, top)
    s.stitch(curve(f"-8,{top + 18} 60,{top + 30} 148,{top + 14}", close=False), darker(look.ink, 0.55), 1.6, opacity=0.7)


def _boot_sole(s: Sheet, look: Look) -> None:
    base = darker(ink("brown"), 0.55) if look.colour != "black" else "#17171a"
    block = look["heel"] == "block"
    heel = curve(
        "70,162! 166,160! 170,184 168,208! 82,208! 78,184" if block else "60,168! 166,160! 168,184 166,206! 40,206! 30,190"
    )
    panel(s, heel, look, colour=base, plain=True)
    d = curve("-212,182! -40,184 20,176 70,158! 166,152! 168,166! 76,174 24,192 -40,205 -196,206! -217,199")
    panel(s, d, look, colour=base, plain=True)


def _boot_closure(s: Sheet, look: Look, top: int) -> None:
    if look["closure"] == "elastic":
        d = curve(f"44,{top + 8}! 106,{top + 8}! 98,{top + 80} 80,{top + 142}! 60,{top + 80}")
        panel(s, d, look, colour=darker(look.ink, 0.35), plain=True, material="canvas")
        for i in range(5):
            s.line(f"M{54 + i * 11},{top + 12}L{66 + i * 5},{top + 108}", darker(look.ink, 0.75), 1.5, opacity=0.6)
        s.line(curve(f"92,{top + 2} 92,{top - 26} 112,{top - 26} 114,{top + 2}", close=False), darker(look.ink, 0.3), 7)
    elif look["closure"] == "zip":
        zipper(s, f"74,{top + 12} 82,{top / 2 + 50:.0f} 76,150", look.ink, teeth="gold", width=9)
        metal(s, ellipse(74, top + 26, 5, 9))
    else:
        for i in range(6):
            y = top + 24 + i * (150 - 24 - top - 70) / 6
            x = -8 - max(0, y - 20) * 0.5
            s.line(
                curve(f"{x - 4:.0f},{y + 6:.0f} {x + 16:.0f},{y - 4:.0f} {x + 42:.0f},{y + 12:.0f}", close=False),
                darker(look.ink, 0.7),
                7,
            )
            s.line(
                curve(f"{x - 4:.0f},{y + 6:.0f} {x + 16:.0f},{y - 4:.0f} {x + 42:.0f},{y + 12:.0f}", close=False), "#c9a25e", 4.5
            )
