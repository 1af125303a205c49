"""Mugs, vases and lamps, standing on a table."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import cylinder, gloss, polished, seam, spot, surface
from catalog.illustrate.craft.palette import METALS, darker, ink, lighter
from catalog.illustrate.craft.svg import Sheet, curve, ellipse, sym

__all__ = ["lamp", "lamp_lit", "mug", "vase"]


def mug(s: Sheet, look: Look) -> None:
    """`handle` round or square; prints wrap the body, a second colour without print lines the inside."""
    s.ground(-10, 206, 200, 22)
    _mug_handle(s, look)
    x = -34
    d = curve(
        f"{x - 178},-166! {x - 176},0 {x - 170},120 {x - 146},184! {x - 80},208 {x + 80},208 {x + 146},184! {x + 170},120 {x + 176},0 {x + 178},-166! {x + 100},-132 {x - 100},-132"
    )
    _thrown(s, look, d, x, 184, 30)
    spot(s, x, 196, 150, 30, "#120a06", 0.3)
    gloss(
        s,
        look,
        [(f"{x - 132},-112 {x - 134},10 {x - 118},140", 30.0), (f"{x + 140},-100 {x + 140},0 {x + 126},110", 9.0)],
        clip=d,
    )
    rim, hole = ellipse(x, -166, 178, 42), ellipse(x, -163, 164, 34)
    edge = darker(look.trim, 0.1) if look.material == "enamel" else lighter(look.ink, 0.18)
    surface(s, rim, look, colour=edge, plain=True, form="flat", depth=0.7)
    inside = look.trim if look.second and look.pattern == "solid" else "#f6f1e7"
    s.path(hole, s.linear([(0, darker(inside, 0.62), 1), (0.5, darker(inside, 0.26), 1), (1, lighter(inside, 0.15), 1)]))
    s.path(hole, s.linear([(0, "#000000", 0.22), (0.6, "#000000", 0)], 0, 0, 0, 1))
    s.line(ellipse(x, -166, 173, 39), "#ffffff", 2, opacity=0.5)


def _thrown(s: Sheet, look: Look, d: str, x: float, half: float, sag: float) -> None:
    """A body turned on the wheel; stripes run round it and so bend towards the viewer."""
    if look.pattern != "striped":
        surface(s, d, look, size=1.2, form="round")
        return
    s.path(d, look.ink)
    with s.group(clip_path=s.clip(d)):
        for y in range(-320, 320, 46):
            ring = f"{x - half},{y - sag * 0.5:.0f} {x - half * 0.6:.0f},{y + sag * 0.5:.0f} {x},{y + sag} {x + half * 0.6:.0f},{y + sag * 0.5:.0f} {x + half},{y - sag * 0.5:.0f}"
            s.path(curve(ring, close=False), stroke=look.trim, stroke_width=19)
    surface(s, d, look, form="round", painted=True)


def _mug_handle(s: Sheet, look: Look) -> None:
    ring = {
        "round": "126,-98 186,-124 246,-96 268,-14 242,70 186,110 118,108",
        "square": "126,-104! 232,-112! 256,-96 258,-80! 256,70! 250,92 228,98! 118,96!",
    }[look["handle"]]
    d, base = curve(ring, close=False), look.ink
    for colour, width in ((darker(base, 0.68), 43.0), (darker(base, 0.34), 40.0), (base, 27.0)):
        s.line(d, colour, width)
    s.line(d, lighter(base, 0.35), 14, transform="translate(-4 -6)", opacity=0.7)
    s.line(d, "#ffffff", 5, transform="translate(-8 -10)", opacity=0.55 if look.material != "stoneware" else 0.15)
    spot(s, 126, 6, 46, 130, "#120a06", 0.36)


_VASES = {  # half an outline, and the mouth's half width and height
    "bottle": ("0,-290 34,-292 50,-282! 36,-232 36,-150 60,-90 130,-10 168,96 160,210 112,286! 50,296 0,296", 50, -283),
    "round": ("0,-190 66,-192 92,-180! 84,-150 116,-116 190,-30 214,76 186,196 112,284! 60,294 0,294", 92, -181),
    "cylinder": ("0,-276 96,-278 128,-264! 118,-180 122,0 126,180 112,284! 60,296 0,296", 128, -266),
    "amphora": ("0,-290 54,-292 76,-280! 56,-240 54,-190 92,-150 170,-80 176,20 120,170 78,286! 40,295 0,295", 76, -281),
}


def vase(s: Sheet, look: Look) -> None:
    """`shape` bottle, round, cylinder or amphora, the last with two handles."""
    half, rx, top = _VASES[look["shape"]]
    s.ground(0, 288, 138, 18)
    if look["shape"] == "amphora":
        for side in (-1, 1):
            _ear(s, look, side)
    d = sym(half)
    if look.material == "glass":
        _blown(s, look, d)
    else:
        _thrown(s, look, d, 0, 216, 26)
        spot(s, 20, 250, 150, 60, "#120a06", 0.24)
    _dip(s, look, d)
    low = {
        "bottle": "-100,60 -128,120 -112,220",
        "round": "-140,-10 -170,70 -142,180",
        "cylinder": "-84,-200 -92,0 -86,200",
        "amphora": "-110,-90 -130,-20 -90,110",
    }
    neck = {
        "bottle": "-20,-250 -20,-190 -28,-140",
        "round": "-66,-168 -60,-150 -78,-124",
        "cylinder": "90,-180 94,0 92,170",
        "amphora": "-36,-250 -34,-210 -44,-180",
    }
    gloss(s, look, [(low[look["shape"]], 30.0), (neck[look["shape"]], 11.0)], clip=d)
    surface(s, ellipse(0, top, rx, rx * 0.2 + 4), look, colour=lighter(look.ink, 0.15), plain=True, form="flat", depth=0.6)
    mouth = ellipse(0, top + 2, rx - 9, rx * 0.16 + 1)
    s.path(
        mouth,
        s.linear([(0, darker(look.ink, 0.85), 1), (1, darker(look.ink, 0.45), 1)], 0, 0, 0.3, 1),
        opacity=0.55 if look.material == "glass" else 1,
    )


def _ear(s: Sheet, look: Look, side: int) -> None:
    spec = " ".join(f"{side * x},{y}" for x, y in ((58, -226), (120, -238), (158, -190), (150, -110), (132, -86)))
    d = curve(spec, close=False)
    for colour, width in ((darker(look.ink, 0.68), 25.0), (darker(look.ink, 0.3), 22.0), (look.ink, 14.0)):
        s.line(d, colour, width)
    s.line(d, lighter(look.ink, 0.6), 4, transform="translate(-4 -4)", opacity=0.6)


def _blown(s: Sheet, look: Look, d: str) -> None:
    """Glass: the wall shows through, darker where it is seen edge-on."""
    tone = look.ink
    s.path(
        d,
        s.linear(
            [
                (0, darker(tone, 0.35), 0.92),
                (0.16, tone, 0.6),
                (0.5, lighter(tone, 0.4), 0.42),
                (0.84, tone, 0.62),
                (1, darker(tone, 0.45), 0.94),
            ]
        ),
    )
    s.path(d, s.linear([(0, "#ffffff", 0.2), (0.4, "#ffffff", 0.02), (0.8, tone, 0.2), (1, darker(tone, 0.4), 0.7)], 0, 0, 0, 1))
    s.line(d, darker(tone, 0.5), 2.4, opacity=0.7)
    spot(s, 30, 240, 90, 34, "#ffffff", 0.5)


def _dip(s: Sheet, look: Look, d: str) -> None:
    """A second glaze that the foot was dipped in."""
    if not look.second or look.pattern != "solid":
        return
    with s.group(clip_path=s.clip(d)):
        s.path(curve("-260,126! -120,140 -40,120 60,138 150,120 260,132! 260,320! -260,320!"), look.trim)
        s.line(curve("-260,126! -120,140 -40,120 60,138 150,120 260,132!", close=False), lighter(look.trim, 0.4), 3, opacity=0.5)
        dark = darker(look.trim, 0.85)
        shade = [
            (0, dark, 0.4),
            (0.18, dark, 0),
            (0.3, "#ffffff", 0.24),
            (0.45, "#ffffff", 0),
            (0.7, dark, 0.16),
            (1, dark, 0.56),
        ]
        s.path(d, s.linear(shade), opacity=0.8)


_SHADES = {
    "cone": ("0,-330 60,-329 96,-322! 150,-170 200,-40! 100,-18 0,-12", 200, 96, -323),
    "drum": ("0,-300 110,-297 182,-284! 190,-160 194,-44! 90,-22 0,-17", 194, 182, -286),
    "dome": ("0,-318 84,-312 160,-240 198,-130 206,-44! 110,-20 0,-14", 206, 0, 0),
    "pleated": ("0,-322 70,-320 116,-312! 152,-180 204,-40! 100,-16 0,-10", 204, 116, -313),
}


def lamp(s: Sheet, look: Look) -> None:
    """A table lamp; `shade` cone, drum, dome or pleated in the main colour, `base` ceramic, brass or wood."""
    _lamp(s, look, lit=False)


def lamp_lit(s: Sheet, look: Look) -> None:
    """The same lamp in the evening, switched on."""
    s.path("M-420,-500H420V500H-420Z", "#3b2a2b", opacity=0.66)
    spot(s, 0, -110, 420, 430, "#ffd98f", 0.75)
    _lamp(s, look, lit=True)


def _lamp(s: Sheet, look: Look, *, lit: bool) -> None:
    half, reach, mouth, top = _SHADES[look["shade"]]
    s.ground(0, 334, 128, 16)
    {"ceramic": _ceramic_base, "brass": _brass_base, "wood": _wood_base}[look["base"]](s, look)
    d = sym(half)
    surface(s, d, look, material="linen", form="round", depth=0.35 if lit else 0.85)
    if look["shade"] == "pleated":
        _pleats(s, look)
    if mouth:
        s.path(ellipse(0, top, mouth, mouth * 0.09 + 2), darker(look.ink, 0.4), opacity=0.7)
        s.line(curve(f"-{mouth},{top} 0,{top + mouth * 0.11:.0f} {mouth},{top}", close=False), lighter(look.ink, 0.3), 4)
    if lit:
        s.path(d, s.radial([(0, "#fff6d8", 0.95), (0.5, "#ffe3a0", 0.6), (1, "#ffc96b", 0.12)], 0.5, 0.62, 0.62))
    else:
        spot(s, -10, -120, 150, 120, "#fff3d2", 0.4)
    lip = f"-{reach},-42 -{reach * 0.52:.0f},-20 0,-13 {reach * 0.52:.0f},-20 {reach},-42"
    s.line(curve(lip, close=False), darker(look.ink, 0.35), 8, opacity=0.8)
    s.line(curve(lip, close=False), lighter(look.ink, 0.25), 3, transform="translate(0 -3)", opacity=0.7)
    s.line("M112,-14C114,20 112,50 112,74", "#a8925c", 2.6)
    polished(s, ellipse(112, 82, 6, 9), "brass")


def _pleats(s: Sheet, look: Look) -> None:
    for i in range(-9, 10):
        top, foot = i * 12.4, i * 21.6
        s.line(f"M{top:.1f},-314L{foot:.1f},{-14 - abs(i) * 2.6:.1f}", darker(look.ink, 0.7), 4, opacity=0.26)
        s.line(f"M{top - 4:.1f},-314L{foot - 7:.1f},{-14 - abs(i) * 2.6:.1f}", lighter(look.ink, 0.8), 4, opacity=0.34)


def _ceramic_base(s: Sheet, look: Look) -> None:
    tone = look.trim if look.second else ink("terracotta")
    cylinder(s, curve("-11,-40! 11,-40! 11,60! -11,60!"), METALS["brass"])
    body = sym("0,48 30,50 40,60! 60,84 118,140 132,210 104,276 64,310! 30,316 0,316")
    surface(s, body, look, colour=tone, plain=True, material="ceramic", form="round")
    gloss(s, look, [("-78,130 -102,190 -84,262", 24.0), ("96,170 104,210 90,256", 8.0)], material="ceramic", clip=body)
    foot = sym("0,304 60,304 86,314! 92,326 88,334! 40,340 0,341")
    cylinder(s, foot, METALS["brass"])


def _brass_base(s: Sheet, look: Look) -> None:
    cylinder(s, curve("-8,-40! 8,-40! 8,310! -8,310!"), METALS["brass"], light=0.8)
    for y, r in ((60, 18), (290, 22)):
        s.path(
            ellipse(0, y, r, r * 0.6),
            s.radial([(0, "#fff6da", 1), (0.5, METALS["brass"], 1), (1, darker(METALS["brass"], 0.5), 1)], 0.36, 0.3, 0.8),
        )
    foot = sym("0,296 60,300 116,316! 122,328 116,337! 60,344 0,345")
    polished(s, foot, "brass", turn=1)


def _wood_base(s: Sheet, look: Look) -> None:
    tone = "#a9743f"
    cylinder(s, curve("-9,-40! 9,-40! 9,60! -9,60!"), METALS["brass"])
    for spec in (
        "0,50 24,52 34,62! 30,80 34,96 0,100",
        "0,92 40,96 70,150 56,214 30,240 0,244",
        "0,232 26,236 44,256 40,280 0,286",
    ):
        surface(s, sym(spec), look, colour=tone, plain=True, material="wood", form="round")
    foot = sym("0,276 60,278 96,300 112,326! 108,338 60,343 0,344")
    surface(s, foot, look, colour=tone, plain=True, material="wood", form="round")
    seam(s, "-96,312 0,322 96,312", tone, stitched=False)
