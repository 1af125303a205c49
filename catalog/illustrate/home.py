"""Things for the house, standing on a floor."""

from __future__ import annotations

from catalog.illustrate.fabric import Look, button, folds, metal, panel, sheen
from catalog.illustrate.palette import darker, ink, lighter
from catalog.illustrate.svg import Sheet, curve, ellipse, sym

__all__ = ["chair", "cushion", "lamp", "mug", "vase"]


def mug(s: Sheet, look: Look) -> None:
    """`handle` round or square; prints wrap the body."""
    s.ground(-20, 176, 176, 20)
    ring = {"round": "120,-86 206,-104 240,-10 198,84 112,92", "square": "120,-96 212,-98 228,-70 226,50 206,76 112,80"}[
        look["handle"]
    ]
    for colour, width in ((darker(look.ink, 0.6), 39.0), (darker(look.ink, 0.1), 36.0), (lighter(look.ink, 0.55), 8.0)):
        s.line(curve(ring, close=False), colour, width)
    d = curve("-164,-150! -162,0 -156,120 -132,176! -80,192 40,192 92,176! 116,120 122,0 124,-150! 60,-120 -100,-120")
    panel(s, d, look, size=1.25)
    s.path(d, s.linear([(0, "#000000", 0.12), (0.2, "#ffffff", 0.2), (0.45, "#ffffff", 0), (1, "#000000", 0.24)]))
    rim, hole = ellipse(-20, -150, 144, 34), ellipse(-20, -148, 132, 28)
    panel(s, rim, look, colour=lighter(look.ink, 0.25), plain=True, depth=0.5)
    inside = look.trim if look.second and look.pattern == "solid" else "#f3eee4"
    s.path(hole, s.linear([(0, darker(inside, 0.5), 1), (0.6, darker(inside, 0.2), 1), (1, lighter(inside, 0.3), 1)]))
    sheen(s, "-128,-96 -130,0 -116,120", 24, opacity=0.55, blur=5)
    sheen(s, "92,-90 94,0 82,110", 10, opacity=0.25, blur=4)


def vase(s: Sheet, look: Look) -> None:
    """`shape` bottle, round or tall; a matt or glossy glaze."""
    half = {
        "bottle": "0,-250 34,-252 46,-244! 34,-190 34,-110 84,-30 150,80 146,200 92,270! 40,278 0,278",
        "round": "0,-150 56,-152 82,-142! 74,-110 110,-80 184,10 182,150 104,252! 50,262 0,262",
        "tall": "0,-260 80,-262 110,-250! 96,-180 118,-40 124,80 104,200 84,272! 40,280 0,280",
    }[look["shape"]]
    rx, top = {"bottle": (46, -245), "round": (82, -143), "tall": (110, -252)}[look["shape"]]
    s.ground(0, 272, 130, 18)
    d = sym(half)
    panel(s, d, look, size=1.2)
    s.path(d, s.linear([(0, "#000000", 0.16), (0.26, "#ffffff", 0.22), (0.5, "#ffffff", 0), (1, "#000000", 0.3)]))
    panel(s, ellipse(0, top, rx, rx * 0.2 + 3), look, colour=lighter(look.ink, 0.2), plain=True, depth=0.5)
    s.path(ellipse(0, top + 1, rx * 0.84, rx * 0.15 + 2), darker(look.ink, 0.68))
    low = {"bottle": "-100,60 -116,120 -104,200", "round": "-128,20 -150,90 -120,180", "tall": "-72,-160 -92,0 -80,180"}
    sheen(s, low[look["shape"]], 22, opacity=0.5, blur=6)
    if look.second and look.pattern == "solid":
        with s.group(clip_path=s.clip(d)):
            s.soft(curve("-200,190! -60,206 60,184 200,200! 200,300! -200,300!"), look.trim, 4, opacity=0.9)


def lamp(s: Sheet, look: Look) -> None:
    """A table lamp: shade in the main colour, base in the second; `shade` cone, drum or dome."""
    s.ground(0, 316, 112, 14)
    s.soft(ellipse(0, -20, 190, 120), "#ffdf9e", 40, opacity=0.4)
    base = ink(look.second) if look.second else "#b98a4f"
    stem = sym("0,-60 9,-60! 9,60! 34,100 70,170 66,250 40,284! 20,290 0,290")
    panel(s, stem, look, colour=base, plain=True, material="ceramic")
    foot = sym("0,284 60,284 96,300! 100,312 94,320! 50,326 0,327")
    panel(s, foot, look, colour=darker(base, 0.15), plain=True, material="ceramic")
    sheen(s, "-34,140 -44,200 -28,262", 14, opacity=0.6, blur=4)
    half = {
        "cone": "0,-296 60,-294 92,-284! 140,-140 190,-30! 100,-6 0,0",
        "drum": "0,-280 100,-276 166,-264! 170,-150 174,-30! 90,-8 0,-4",
        "dome": "0,-290 70,-282 140,-220 178,-120 186,-30! 100,-8 0,-2",
    }[look["shade"]]
    d = sym(half)
    panel(s, d, look, material="linen")
    with s.group(clip_path=s.clip(d)):
        s.soft(ellipse(0, -40, 130, 110), "#fff0c8", 30, opacity=0.42)
    edge = {"cone": 190, "drum": 174, "dome": 186}[look["shade"]]
    s.line(
        curve(f"-{edge},-30 -{edge * 0.52:.0f},-8 0,-2 {edge * 0.52:.0f},-8 {edge},-30", close=False),
        darker(look.ink, 0.3),
        5,
        opacity=0.7,
    )
    s.line(curve("96,-4 98,40 96,70", close=False), "#9a8a6a", 2.4)
    metal(s, ellipse(96, 76, 5, 8))


def chair(s: Sheet, look: Look) -> None:
    """`style` armchair, dining or tub; upholstery in the main colour, legs of wood."""
    s.ground(0, 306, 214, 22)
    _chair_legs(s, look, ink(look.second) if look.second else "#a9743f")
    if look["style"] == "dining":
        _dining(s, look)
    else:
        _armchair(s, look, tub=look["style"] == "tub")


def _chair_legs(s: Sheet, look: Look, wood: str) -> None:
    spread, top = (124, 90) if look["style"] == "dining" else (150, 170)
    for side in (-1, 1):
        rear = curve(f"{spread - 36},{top}! {spread - 16},{top}! {spread - 12},272! {spread - 24},272!", flip=side)
        panel(s, rear, look, colour=darker(wood, 0.3), plain=True, material="cotton")
        front = curve(f"{spread - 6},{top}! {spread + 24},{top}! {spread + 22},308! {spread + 8},308!", flip=side)
        panel(s, front, look, colour=wood, plain=True, material="cotton")


def _dining(s: Sheet, look: Look) -> None:
    back = sym("0,-300 70,-298 118,-280 134,-230 128,-60 116,44! 60,52 0,54")
    panel(s, back, look)
    folds(
        s,
        back,
        look.ink,
        [("-90,-250 -84,-130 -90,20", 22), ("86,-240 80,-110 90,20", 22), ("-2,-290 4,-130 -4,40", 16)],
        strength=0.22,
    )
    s.stitch(
        curve("-114,40 -122,-220 -70,-284 0,-288 70,-284 122,-220 114,40", close=False), darker(look.ink, 0.5), 1.7, opacity=0.6
    )
    seat = sym("0,30 90,32 132,44! 160,90 166,128 156,150! 80,164 0,166")
    s.soft(seat, "#000000", 8, opacity=0.3, transform="translate(0 -8)")
    panel(s, seat, look)
    s.line(curve("-162,122 -80,138 0,141 80,138 162,122", close=False), darker(look.ink, 0.55), 2.4, opacity=0.6)


def _armchair(s: Sheet, look: Look, *, tub: bool) -> None:
    back = (
        sym("0,-250 110,-246 176,-200 196,-90 196,120! 90,130 0,130")
        if tub
        else sym("0,-290 80,-288 140,-268 154,-200 150,0 146,110! 60,120 0,120")
    )
    panel(s, back, look)
    if not tub:
        for x, y in ((-64, -190), (0, -196), (64, -190), (-34, -120), (34, -120), (-64, -50), (0, -50), (64, -50)):
            s.soft(ellipse(x, y + 3, 15, 11), darker(look.ink, 0.8), 6, opacity=0.5)
            button(s, x, y, darker(look.ink, 0.1), 5.5)
    else:
        folds(s, back, look.ink, [(f"{x},-236 {x * 1.05:.0f},-90 {x},60", 20.0) for x in (-120, -60, 0, 60, 120)], strength=0.34)
    cushion = sym("0,24 110,26 146,40! 152,70 148,112! 80,124 0,125")
    s.soft(cushion, "#000000", 9, opacity=0.35, transform="translate(0 -10)")
    panel(s, cushion, look)
    front = sym("0,112 110,110 160,106! 162,150 156,196! 80,206 0,207")
    panel(s, front, look, colour=darker(look.ink, 0.08))
    for side in (-1, 1):
        high = -110 if tub else -30
        arm = curve(
            f"142,{high + 30} 150,{high - 6} 188,{high - 16} 218,{high + 10} 220,120 208,204! 150,206! 146,100", flip=side
        )
        s.soft(arm, "#000000", 7, opacity=0.25, transform=f"translate({-4 * side} 4)")
        panel(s, arm, look)


def cushion(s: Sheet, look: Look) -> None:
    """A square cushion; `edge` piped, tasselled or plain."""
    s.ground(0, 236, 196, 16)
    if look["edge"] == "tasselled":
        for x, y, turn in ((-214, -216, 135), (214, -216, 225), (-216, 222, 45), (216, 222, -45)):
            _tassel(s, look, x, y, turn)
    d = sym("0,-206 110,-214 214,-226! 208,-110 196,0 206,116 220,232! 110,220 0,214")
    panel(s, d, look)
    tucks = [
        ("-206,-216 -150,-160 -90,-130", 24),
        ("206,-216 150,-160 96,-120", 24),
        ("-206,222 -150,160 -96,130", 24),
        ("208,222 150,168 100,130", 26),
        ("-190,-40 -150,-10 -120,40", 22),
        ("180,20 150,60 120,80", 22),
    ]
    folds(s, d, look.ink, tucks, strength=0.34)
    with s.group(clip_path=s.clip(d)):
        s.soft(ellipse(-46, -60, 96, 84), lighter(look.ink, 0.8), 30, opacity=0.26)
    if look["edge"] == "piped":
        s.line(d, darker(look.trim, 0.5), 8.5)
        s.line(d, look.trim, 6)
        s.line(d, lighter(look.trim, 0.5), 1.6, opacity=0.6)


def _tassel(s: Sheet, look: Look, x: int, y: int, turn: int) -> None:
    with s.group(transform=f"translate({x} {y}) rotate({turn})"):
        for i in range(-3, 4):
            s.line(f"M0,0L{i * 5},46", darker(look.trim, 0.25 if i % 2 else 0), 4.5)
        s.path(ellipse(0, 8, 9, 8), darker(look.trim, 0.2))
