"""Wrist watches, laid flat."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, gloss, polished, surface
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["watch", "watch_back"]


def watch(s: Sheet, look: Look) -> None:
    """`strap` leather, metal or fabric in the main colour; `face` round, square or oval; second colour is the dial."""
    with s.group(transform="scale(0.97)"):
        _shadow(s, look)
        for way in (-1, 1):
            _strap(s, look, way)
        _case(s, look)
        s.path(_outline(look, 134), darker(METALS[look["case"]], 0.6))
        _dial(s, look, _outline(look, 126))


def watch_back(s: Sheet, look: Look) -> None:
    """From behind: the lining of the strap, the screwed case back and the clasp."""
    with s.group(transform="scale(0.97)"):
        _shadow(s, look)
        for way in (-1, 1):
            _strap(s, look, way, behind=True)
        _case(s, look)
        back = _outline(look, 124)
        s.path(back, s.linear([(0, "#f4f5f6", 1), (0.35, "#b9bdc3", 1), (0.55, "#8d9299", 1), (1, "#d9dce0", 1)], 0, 0, 0.8, 1))
        s.line(back, "#5d6168", 2)
        s.line(_outline(look, 96), "#6a6e75", 2, opacity=0.7)
        s.path(_outline(look, 74), s.radial([(0, "#eceef0", 1), (1, "#a4a8af", 1)], 0.4, 0.35, 0.7))
        for turn in range(0, 360, 60):
            s.path(curve("-8,-120! 8,-120! 8,-108! -8,-108!"), "#5d6168", transform=f"rotate({turn})", opacity=0.6)
        for y in (-16, 4, 24):
            s.line(f"M-34,{y}H34", "#7b8087", 4, opacity=0.55, stroke_dasharray="9 6")


def _shadow(s: Sheet, look: Look) -> None:
    d = curve("-80,-374! 80,-374! 92,-150 150,0 92,150 80,374! -80,374! -92,150 -150,0 -92,-150")
    s.soft(d, "#3a2c22", 15, opacity=0.36, transform="translate(13 17)")


def _outline(look: Look, half: float) -> str:
    if look["face"] == "round":
        return ellipse(0, 0, half, half)
    if look["face"] == "oval":
        return ellipse(0, 0, half * 0.84, half * 1.12)
    inner = half * 0.78
    near = half * 0.94
    return curve(
        f"-{near:.0f},-{inner:.0f} -{inner:.0f},-{near:.0f} {inner:.0f},-{near:.0f} {near:.0f},-{inner:.0f} "
        f"{near:.0f},{inner:.0f} {inner:.0f},{near:.0f} -{inner:.0f},{near:.0f} -{near:.0f},{inner:.0f}"
    )


def _case(s: Sheet, look: Look) -> None:
    name = look["case"]
    for side in (-1, 1):
        for way in (-1, 1):
            lug = curve(f"74,{way * 96}! 98,{way * 90}! 98,{way * 158}! 82,{way * 164}!", flip=side)
            polished(s, lug, name, turn=1)
    wide = 0.84 if look["face"] == "oval" else 0.94 if look["face"] == "square" else 1
    x = 146 * wide
    polished(s, curve(f"{x - 8},-19! {x + 18},-19! {x + 18},19! {x - 8},19!"), name, turn=2)
    for y in range(-15, 16, 6):
        s.line(f"M{x + 3},{y}H{x + 17}", darker(METALS[name], 0.6), 1.6, opacity=0.7)
    body = _outline(look, 150)
    cast(s, body, dx=6, dy=11, blur=9, opacity=0.42)
    polished(s, body, name, contour=2)
    s.line(_outline(look, 142), lighter(METALS[name], 0.85), 2.2, opacity=0.8)


def _strap(s: Sheet, look: Look, way: int, *, behind: bool = False) -> None:
    with s.group(transform=f"scale(1 {way})"):
        if look["strap"] == "metal":
            _links(s, look)
            return
        long = 386 if way > 0 else 372
        d = curve(
            f"-82,112! -78,210 -68,{long - 18}! -56,{long} -30,{long + 6} 0,{long + 7} 30,{long + 6} 56,{long} 68,{long - 18}! 78,210 82,112!"
        )
        material = "canvas" if look["strap"] == "fabric" else "leather"
        lining = lighter(ink("tan"), 0.25) if look["strap"] == "leather" else darker(look.ink, 0.12)
        surface(s, d, look, colour=lining if behind else "", plain=True, material="suede" if behind else material, form="round")
        if look["strap"] == "fabric":
            s.path(
                curve(f"-26,112! -23,{long - 6}! 23,{long - 6}! 26,112!"),
                look.trim if look.second else lighter(look.ink, 0.5),
                opacity=0.9,
            )
        elif not behind:
            s.stitch(
                curve(f"-72,124 -68,210 -57,{long - 20} 0,{long - 5} 57,{long - 20} 68,210 72,124", close=False),
                lighter(look.ink, 0.55),
                2.2,
            )
            gloss(s, look, [(f"-44,130 -40,230 -36,{long - 30}", 20.0)], clip=d)
        if way > 0:
            for y in (220, 256, 292, 328):
                s.path(ellipse(0, y, 5, 5.6), darker(look.ink, 0.82))
        else:
            _tang(s, look, long)


def _tang(s: Sheet, look: Look, long: float) -> None:
    """The buckle at the strap's upper end, and the keeper below it."""
    keeper = curve("-72,262! 72,262! 71,288! -71,288!")
    if look["strap"] == "leather":
        cast(s, keeper, dx=2, dy=-4, blur=3, opacity=0.34)
        surface(s, keeper, look, colour=darker(look.ink, 0.14), plain=True, material="leather", form="round")
    frame = curve(f"-78,{long - 22}! 78,{long - 22}! 78,{long + 14}! -78,{long + 14}!") + curve(
        f"-62,{long - 12}! 62,{long - 12}! 62,{long + 2}! -62,{long + 2}!"
    )
    polished(s, frame, look["case"], turn=1)


def _links(s: Sheet, look: Look) -> None:
    base = METALS.get(look.colour, look.ink)
    bands = [
        (0, darker(base, 0.55), 1), (0.14, lighter(base, 0.5), 1), (0.3, base, 1), (0.33, darker(base, 0.5), 1), (0.36, lighter(base, 0.85), 1),
        (0.5, lighter(base, 0.35), 1), (0.64, darker(base, 0.2), 1), (0.67, darker(base, 0.6), 1), (0.7, lighter(base, 0.4), 1),
        (0.88, darker(base, 0.25), 1), (1, darker(base, 0.6), 1),
    ]  # fmt: skip
    for i in range(11):
        y, half = 116 + i * 24, 84 - i * 1.7
        d = curve(f"-{half},{y}! {half},{y}! {half - 1},{y + 23}! -{half - 1},{y + 23}!")
        s.path(d, s.linear(bands))
        s.line(f"M-{half},{y + 23}H{half}", darker(base, 0.78), 2.6)
        s.line(f"M-{half - 3},{y + 3}H{half - 3}", lighter(base, 0.9), 2, opacity=0.7)


def _dial(s: Sheet, look: Look, rim: str) -> None:
    face = ink(look.second) if look.second else "#f6f3ec"
    s.path(rim, s.radial([(0, lighter(face, 0.22), 1), (1, darker(face, 0.2), 1)], 0.4, 0.35, 0.75))
    mark = "#f7f1e4" if sum(int(face[i : i + 2], 16) for i in (1, 3, 5)) < 420 else "#3a342e"
    wide, high = {"round": (1, 1), "oval": (0.84, 1.12), "square": (0.9, 0.9)}[look["face"]]
    with s.group(transform=f"scale({wide} {high})"):
        for minute in range(0, 360, 6):
            if minute % 30:
                s.line("M0,-116V-110", mark, 1.4, transform=f"rotate({minute})", opacity=0.7)
        for hour in range(12):
            long = 26 if hour % 3 == 0 else 15
            s.line(f"M0,-{116 - long}V-114", mark, 6.0 if long > 20 else 3.6, transform=f"rotate({hour * 30})")
    date = curve("58,-13! 88,-13! 88,13! 58,13!")
    s.path(date, "#fbfaf7")
    s.line(date, darker(face, 0.5), 1.6)
    s.line("M73,-7V8", "#2c2a2a", 3)
    hand = METALS[look["case"]] if mark == "#3a342e" else lighter(METALS[look["case"]], 0.6)
    for angle, length, width in ((-56, 62, 9), (62, 94, 6.5)):
        s.line(f"M2,12L2,-{length}", "#000000", width, transform=f"rotate({angle}) translate(3 3)", opacity=0.22)
        s.line(f"M0,12L0,-{length}", darker(hand, 0.5), width, transform=f"rotate({angle})")
        s.line(f"M0,10L0,-{length - 2}", hand, width * 0.45, transform=f"rotate({angle})")
    s.line("M0,26V-100", "#c2453a" if look.second != "red" else "#f4efe4", 2.2, transform="rotate(196)")
    polished(s, ellipse(0, 0, 7, 7), look["case"])
    s.path(rim, s.linear([(0, "#ffffff", 0.42), (0.34, "#ffffff", 0.1), (0.345, "#ffffff", 0), (1, "#ffffff", 0)], 0, 0, 0.8, 1))
    s.line(rim, "#000000", 5, opacity=0.18)
