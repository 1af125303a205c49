"""Handbags and totes, standing on the floor and facing the shopper."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cast, chain, crease, gloss, polished, ring, seam, spot, surface, tube
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym

__all__ = ["cord", "flat_strap", "handbag", "handbag_back", "lock", "pin_buckle", "tote", "tote_side", "zip_line"]

SIDES = (-1, 1)


def zip_line(s: Sheet, spec: str, tape: str, *, metal: str = "gold", width: float = 12) -> None:
    """A zip sewn in along the points: a sunk tape, two rows of teeth, a groove of light."""
    d = curve(spec, close=False)
    s.line(d, darker(tape, 0.72), width + 5, opacity=0.5)
    s.line(d, darker(tape, 0.45), width)
    base = METALS[metal]
    s.path(d, stroke=darker(base, 0.35), stroke_width=width * 0.52)
    s.path(d, stroke=lighter(base, 0.5), stroke_width=width * 0.5, stroke_dasharray="2.6 2.4")


def zip_pull(s: Sheet, x: float, y: float, colour: str, *, metal: str = "gold", turn: float = 0, long: float = 44) -> None:
    """A slider with a leather tag."""
    with s.group(transform=f"translate({x:g} {y:g}) rotate({turn:g})"):
        s.path(curve(f"-8,8! 8,8! 9,{long + 8} 0,{long + 14} -9,{long + 8}"), "#24160f", opacity=0.3, transform="translate(4 5)")
        polished(s, curve("-8,-8! 8,-8! 6,8 0,11 -6,8"), metal)
        tag = curve(f"-6,12! 6,12! 9,{long} 0,{long + 8} -9,{long}")
        s.path(tag, s.linear([(0, lighter(colour, 0.2), 1), (1, darker(colour, 0.4), 1)]))
        s.line(tag, darker(colour, 0.65), 1.2, opacity=0.7)


def flat_strap(s: Sheet, spec: str, colour: str, width: float) -> None:
    """A leather strap along the points: painted edges, a row of stitches on each side, a sheen down the middle."""
    d = curve(spec, close=False)
    bright = sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) > 330
    s.line(d, darker(colour, 0.72), width + 1.5)
    s.line(d, darker(colour, 0.18), width - 2)
    s.path(d, stroke=darker(colour, 0.6) if bright else lighter(colour, 0.6), stroke_width=width * 0.74, stroke_dasharray="5.5 4")
    s.path(d, stroke=colour, stroke_width=width * 0.6)
    s.line(d, lighter(colour, 0.5), width * 0.2, transform=f"translate({-width * 0.1:.1f} {-width * 0.1:.1f})", opacity=0.4)


def webbing(s: Sheet, spec: str, colour: str, stripe: str, width: float) -> None:
    """A woven strap with a stripe down its middle."""
    d = curve(spec, close=False)
    s.line(d, darker(colour, 0.6), width + 3)
    s.line(d, colour, width)
    s.line(d, stripe, width * 0.36)
    s.path(d, stroke=darker(colour, 0.7), stroke_width=width, stroke_dasharray="1 3", opacity=0.16)


def lock(s: Sheet, x: float, y: float, *, metal: str = "gold", size: float = 1) -> None:
    """A turn-lock on its plate."""
    with s.group(transform=f"translate({x:g} {y:g}) scale({size:g})"):
        plate = curve("-34,-18! 34,-18! 37,0 34,20! 0,26 -34,20! -37,0")
        cast(s, plate, dx=2, dy=6, blur=4, opacity=0.45)
        polished(s, plate, metal)
        polished(s, curve("-11,-12 0,-15 11,-12 14,0 11,14 0,17 -11,14 -14,0"), metal)
        s.line("M0,-8V9", darker(METALS[metal], 0.6), 3.4)


def pin_buckle(s: Sheet, x: float, y: float, *, metal: str = "gold", size: float = 1) -> None:
    """A frame buckle with its pin, upright."""
    with s.group(transform=f"translate({x:g} {y:g}) scale({size:g})"):
        frame = curve("-24,-20! 24,-20! 27,0 24,20! -24,20! -27,0") + curve("-15,-11! 15,-11! 15,11! -15,11!")
        s.path(curve("-24,-20! 24,-20! 24,20! -24,20!"), "#24160f", opacity=0.28, transform="translate(3 5)")
        polished(s, frame, metal)
        polished(s, curve("-3.5,-18! 3.5,-18! 3,20! -3,20!"), metal, turn=1)


def cord(s: Sheet, spec: str, colour: str, width: float = 9) -> None:
    """A twisted cord."""
    tube(s, spec, colour, width, shine=0.5)
    s.path(curve(spec, close=False), stroke=darker(colour, 0.6), stroke_width=width * 0.8, stroke_dasharray="1.4 5", opacity=0.4)


_BODIES = {  # half outlines of the front
    "flap": "0,-66 130,-68 182,-60! 204,20 224,160 230,250! 222,280 196,288! 90,293 0,294",
    "buckle": "0,-66 130,-68 190,-60! 206,20 220,160 224,250! 218,280 192,288! 90,293 0,294",
    "zip": "0,-74 120,-76 176,-66! 208,0 232,150 240,246! 232,278 204,288! 90,294 0,295",
    "clasp": "0,-60 90,-62 132,-56! 196,10 236,130 226,230! 190,288 100,296 0,297",
    "drawstring": "0,-96 70,-98 128,-90! 150,-40 166,80 174,240! 166,280 140,292! 70,299 0,300",
}
_STRAP_AT = {"flap": (158, -92), "buckle": (152, -92), "zip": (140, -98), "clasp": (112, -88), "drawstring": (124, -106)}


def handbag(s: Sheet, look: Look) -> None:
    """`strap` leather, chain or fabric; `closure` flap, zip, clasp, buckle or drawstring."""
    _carcass(s, look)
    _CLOSURES[look["closure"]](s, look)


def handbag_back(s: Sheet, look: Look) -> None:
    """The same bag from behind: no closure but a slip pocket."""
    _carcass(s, look)
    if look["closure"] == "drawstring":
        _drawn(s, look)
    elif look["closure"] == "clasp":
        _frame(s, look)
    else:
        band = sym("0,-72 130,-74 180,-64! 188,-30 190,-24! 100,-16 0,-15")
        surface(s, band, look, form="flat", depth=0.7)
    pocket = sym("0,70 90,68 140,62! 146,140 146,224! 138,238 120,242! 60,247 0,248")
    cast(s, pocket, dx=1, dy=3, blur=3, opacity=0.3)
    surface(s, pocket, look, form="flat", depth=0.8)
    seam(s, "-134,76 -136,220 -112,232 0,237 112,232 136,220 134,76", look.ink)
    seam(s, "-134,80 0,86 134,80", look.ink)


def _carcass(s: Sheet, look: Look) -> None:
    """Shadow, strap, gussets and front, all that every closure shares."""
    shape = look["closure"]
    s.ground(0, 286, 224)
    _strap(s, look)
    if shape in ("flap", "buckle", "zip"):
        for side in SIDES:
            gusset = curve("170,-46! 200,-40 236,60 250,200 246,268! 226,286 204,286!", flip=side)
            surface(s, gusset, look, colour=darker(look.ink, 0.3), plain=True, form="flat", depth=1.2)
    front = sym(_BODIES[shape])
    surface(s, front, look, size=1.1)
    creases = [("-196,150 -168,220 -176,288", 24.0), ("190,130 176,210 184,286", 26.0), ("-60,250 0,262 70,250", 12.0)]
    crease(s, front, look.ink, creases, strength=0.22)
    if shape != "drawstring":
        seam(
            s,
            "-214,236 -206,262 -180,272 0,279 180,272 206,262 214,236"
            if shape != "clasp"
            else "-190,262 -90,284 0,286 90,284 190,262",
            look.ink,
        )
    gloss(s, look, [("-190,10 -206,110 -212,230", 18.0), ("-120,270 0,276 100,270", 8.0)], clip=front)


def _strap(s: Sheet, look: Look) -> None:
    x, y = _STRAP_AT[look["closure"]]
    arc = f"-{x},{y - 12} -{x - 14},{y - 120} -{x * 0.5:.0f},{y - 222} 0,{y - 256} {x * 0.5:.0f},{y - 222} {x - 14},{y - 120} {x},{y - 12}"
    if look["strap"] == "chain":
        chain(s, arc, "gold", width=19, links=34)
    elif look["strap"] == "fabric":
        band = ink(look.second) if look.second else lighter(look.ink, 0.55)
        webbing(s, arc, band, lighter(band, 0.75) if look.second not in ("white", "ivory") else look.ink, 34)
    else:
        flat_strap(s, arc, ink("tan") if look.colour not in ("tan", "camel", "brown") else darker(ink("brown"), 0.35), 23)
    for side in SIDES:
        tab = curve(f"{side * x - 13},{y - 2}! {side * x + 13},{y - 2}! {side * x + 15},{y + 44}! {side * x - 15},{y + 44}!")
        surface(s, tab, look, colour=darker(look.ink, 0.1), plain=True, form="flat")
        ring(s, side * x, y - 8, 15, "gold", thick=6)


def _flap(s: Sheet, look: Look) -> None:
    d = sym("0,-80 130,-82 190,-70! 204,-20 206,60! 150,132 60,160 0,162")
    cast(s, d, dx=3, dy=10, blur=8, opacity=0.4)
    surface(s, d, look, size=1.1, angle=4)
    seam(s, "-196,58 -140,120 -56,147 0,149 56,147 140,120 196,58", look.ink)
    gloss(s, look, [("-174,-52 -60,-64 80,-58", 15.0), ("-184,-30 -190,20 -182,56", 10.0)], clip=d)
    lock(s, 0, 134)


def _buckled(s: Sheet, look: Look) -> None:
    d = sym("0,-80 130,-82 194,-70! 206,-30 206,40! 196,64 180,68! 90,76 0,77")
    cast(s, d, dx=3, dy=9, blur=7, opacity=0.4)
    surface(s, d, look, size=1.1)
    seam(s, "-196,40 -188,54 -90,64 0,66 90,64 188,54 196,40", look.ink)
    gloss(s, look, [("-174,-54 -60,-66 80,-60", 14.0)], clip=d)
    for x in (-108, 108):
        tail = curve(f"{x - 20},-84! {x + 20},-84! {x + 20},160! {x},182 {x - 20},160!")
        cast(s, tail, dx=3, dy=6, blur=5, opacity=0.35)
        surface(s, tail, look, colour=darker(look.ink, 0.14), plain=True, form="flat")
        seam(s, f"{x - 14},-76! {x - 14},156! {x},172 {x + 14},156! {x + 14},-76!", look.ink)
        pin_buckle(s, x, 96, size=1.15)
        for y in (132, 150):
            s.path(ellipse(x, y, 3, 3.4), darker(look.ink, 0.8))


def _zipped(s: Sheet, look: Look) -> None:
    top = sym("0,-86 120,-88 178,-76! 190,-56 194,-40! 100,-28 0,-26")
    cast(s, top, dx=0, dy=7, blur=5, opacity=0.34)
    surface(s, top, look, form="flat", depth=0.8)
    zip_line(s, "-166,-58 0,-56 166,-58", look.ink, width=15)
    pocket = sym("0,84 120,82 160,90! 172,160 172,228! 164,246 144,250! 80,256 0,257")
    cast(s, pocket, dx=2, dy=4, blur=4, opacity=0.3)
    surface(s, pocket, look, depth=0.8)
    seam(s, "-150,100 -160,224 -140,238 0,245 140,238 160,224 150,100", look.ink)
    zip_line(s, "-136,104 0,101 136,104", look.ink, width=10)
    gloss(s, look, [("-150,-72 -40,-78 70,-76", 8.0), ("-140,120 -148,170 -146,220", 12.0)])
    zip_pull(s, -150, -50, look.ink, turn=12, long=58)
    zip_pull(s, 124, 110, look.ink, turn=-8, long=34)


def _frame(s: Sheet, look: Look) -> None:
    body = sym(_BODIES["clasp"])
    pleats = [(f"{x * 0.6:.0f},-40 {x * 0.94:.0f},40 {x * 1.1:.0f},200", 22.0) for x in (-190, -130, -70, -20, 30, 84, 140, 196)]
    crease(s, body, look.ink, pleats, strength=0.42)
    bar = sym("0,-84 80,-86 132,-76! 144,-56 138,-36! 70,-46 0,-46")
    cast(s, bar, dx=1, dy=6, blur=4, opacity=0.4)
    polished(s, bar, "gold", turn=2)


def _clasped(s: Sheet, look: Look) -> None:
    _frame(s, look)
    for x in (-14, 14):
        s.path(
            ellipse(x, -96, 17, 17),
            s.radial([(0, "#fffaf0", 1), (0.35, METALS["gold"], 1), (1, darker(METALS["gold"], 0.55), 1)], 0.36, 0.32, 0.7),
        )
        s.line(ellipse(x, -96, 17, 17), darker(METALS["gold"], 0.7), 1.1, opacity=0.7)


def _drawn(s: Sheet, look: Look) -> None:
    body = sym(_BODIES["drawstring"])
    mouth = sym("0,-112 80,-116 134,-104! 140,-92 128,-84! 60,-74 0,-72")
    surface(s, mouth, look, colour=darker(look.ink, 0.35), plain=True, form="hollow")
    gathers = [(f"{x},-92 {x * 0.96:.0f},-30 {x * 1.1:.0f},60", 15.0) for x in range(-126, 140, 28)]
    crease(s, body, look.ink, gathers, strength=0.42)
    base = sym("0,216 110,214 172,208! 176,250 168,282! 150,294 70,300 0,301")
    surface(s, base, look, colour=darker(look.ink, 0.22), plain=True)
    seam(s, "-166,220 0,228 166,220", darker(look.ink, 0.22))


def _tied(s: Sheet, look: Look) -> None:
    _drawn(s, look)
    tone = ink("tan") if look.colour not in ("tan", "camel", "brown") else darker(ink("brown"), 0.3)
    for x in range(-120, 130, 40):
        ring(s, x, -44 + 6 * (1 - (x / 120) ** 2), 7, "gold", thick=4)
        cord(s, f"{x - 18},-44 {x},-39 {x + 18},-44", tone, 7)
    for spec in ("-6,-38 -34,20 -30,86", "6,-38 26,30 34,100"):
        cord(s, spec, tone, 8)
    for x, y in ((-30, 88), (34, 102)):
        knob = curve(f"{x - 9},{y}! {x + 9},{y}! {x + 11},{y + 30} {x},{y + 36} {x - 11},{y + 30}")
        cast(s, knob, dx=3, dy=4, blur=3)
        surface(s, knob, look, colour=tone, plain=True, form="round")


_CLOSURES = {"flap": _flap, "buckle": _buckled, "zip": _zipped, "clasp": _clasped, "drawstring": _tied}


def tote(s: Sheet, look: Look) -> None:
    """An open shopper; `handle` leather, rope or fabric, in the second colour where there is no print."""
    s.ground(0, 292, 232)
    _tote_handle(s, look, "-92,-70 -90,-190 -54,-300 0,-324 54,-300 90,-190 92,-70", back=True)
    mouth = sym("0,-104 150,-110 228,-100! 214,-62 0,-50")
    surface(s, mouth, look, colour=darker(look.ink, 0.4), plain=True, form="hollow")
    d = sym("0,-72 130,-78 230,-100! 226,40 214,210 206,268! 196,290 176,294! 80,300 0,301")
    surface(s, d, look, size=1.15)
    folds = [
        ("-206,-70 -166,70 -176,270", 32.0),
        ("204,-60 160,90 176,280", 34.0),
        ("-70,120 -30,220 -50,300", 30.0),
        ("92,10 64,130 86,270", 24.0),
    ]
    crease(s, d, look.ink, folds, strength=0.26 if look.material != "straw" else 0.16)
    hem = curve("-230,-100! -130,-78 0,-72 130,-78 230,-100! 229,-76! 130,-52 0,-46 -130,-52 -229,-76!")
    surface(s, hem, look, depth=0.4, form="flat", colour=darker(look.ink, 0.06), plain=look.pattern == "solid")
    seam(s, "-227,-78 -130,-56 0,-50 130,-56 227,-78", look.ink)
    gloss(s, look, [("-190,-40 -196,100 -182,250", 22.0)], clip=d)
    _tote_handle(s, look, "-104,40 -104,-110 -62,-240 0,-264 62,-240 104,-110 104,40")
    _tote_ends(s, look)


def _handle_colour(look: Look) -> str:
    if look.second and look.pattern == "solid":
        return ink(look.second)
    return {"leather": ink("tan"), "rope": "#e3d3b2", "fabric": look.trim}[look["handle"]]


def _tote_handle(s: Sheet, look: Look, spec: str, *, back: bool = False) -> None:
    colour = darker(_handle_colour(look), 0.22 if back else 0)
    if not back:
        s.soft(curve(spec, close=False), "none", 5, stroke="#24160f", stroke_width=20, opacity=0.26, transform="translate(6 7)")
    if look["handle"] == "rope":
        tube(s, spec, colour, 21, shine=0.5)
        s.path(curve(spec, close=False), stroke=darker(colour, 0.6), stroke_width=15, stroke_dasharray="2 9", opacity=0.5)
    elif look["handle"] == "fabric":
        webbing(s, spec, colour, lighter(colour, 0.25), 30)
    else:
        flat_strap(s, spec, colour, 22)


def _tote_ends(s: Sheet, look: Look) -> None:
    tone = _handle_colour(look)
    for x in (-104, 104):
        if look["handle"] == "rope":
            ring(s, x, 8, 15, "gold", thick=7)
            knot = ellipse(x, 34, 15, 17)
            s.path(knot, s.radial([(0, lighter(tone, 0.4), 1), (1, darker(tone, 0.4), 1)], 0.35, 0.3, 0.8))
        else:
            patch = curve(f"{x - 19},-10! {x + 19},-10! {x + 19},50! {x},64 {x - 19},50!")
            surface(
                s,
                patch,
                look,
                colour=tone,
                plain=True,
                material="leather" if look["handle"] == "leather" else "canvas",
                form="flat",
            )
            seam(s, f"{x - 13},-4! {x + 13},-4! {x + 13},46! {x},56 {x - 13},46!", tone, close=True)
            if look["handle"] == "leather":
                for y in (6, 40):
                    s.path(
                        ellipse(x, y, 4, 4), s.radial([(0, "#fff6e0", 1), (1, darker(METALS["gold"], 0.3), 1)], 0.35, 0.3, 0.8)
                    )


def tote_side(s: Sheet, look: Look) -> None:
    """The shopper from its side: a deep gusset, pinched at the top."""
    s.ground(0, 292, 150)
    _tote_handle(s, look, "-8,-60 -14,-190 -8,-300 4,-318 14,-300 10,-190 2,-60", back=True)
    _tote_handle(s, look, "14,-40 26,-180 24,-290 34,-306 42,-286 36,-160 26,-40")
    d = curve("-40,-92! 0,-84 50,-94! 74,60 112,200 126,276! 118,296 96,299 0,302 -96,299 -118,296 -126,276! -100,160 -62,20!")
    surface(s, d, look, size=1.15)
    crease(
        s,
        d,
        look.ink,
        [("4,-80 2,60 -6,150", 40.0), ("-6,150 -50,230 -110,280", 26.0), ("-2,150 50,230 112,280", 26.0)],
        strength=0.4,
    )
    seam(s, "-38,-80 0,-72 50,-82", look.ink)
    seam(s, "-112,270 0,280 112,270", look.ink)
    spot(s, -60, 140, 40, 130, "#ffffff", 0.16)
