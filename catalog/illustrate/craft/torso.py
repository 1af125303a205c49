"""What all tops share: torso, sleeves, the inside of the neck, collars, ribbing; drawn from the throat at -268 downwards."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import SIDES, cast, cloth, creases, glow, seam, topstitch
from catalog.illustrate.craft.fabric import Look, rib
from catalog.illustrate.craft.palette import darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, sym

__all__ = [
    "SLEEVES",
    "back_neck",
    "body",
    "cuff_rib",
    "hem_rib",
    "hem_stitch",
    "neck_band",
    "neckline",
    "shoulder",
    "sleeves",
    "torso",
    "torso_folds",
]

# Outlines of the right sleeve, painted before the torso covers its inner end.
SLEEVES = {
    "short": "94,-222 142,-240 168,-226 192,-188 213,-136 231,-88! 202,-66 168,-56! 150,-84 128,-140 122,-190",
    "long": "94,-222 142,-240 168,-226 188,-184 200,-112 209,-40 213,4 222,70 232,150 239,226! 214,238 189,236! 183,160 172,70 "
            "166,10 156,-50 128,-120 122,-190",
    "balloon": "94,-222 142,-240 174,-226 204,-176 220,-100 236,-10 252,80 254,150 238,196! 214,208 190,204! 170,160 160,80 "
               "158,0 152,-60 128,-120 122,-190",
    "knit": "94,-222 142,-240 170,-226 190,-186 204,-112 213,-40 218,10 228,80 240,150 248,186 243,216! 216,230 189,227! 180,160 168,70 "
            "162,10 152,-50 126,-120 120,-190",
    "wide": "94,-222 142,-240 170,-226 192,-184 206,-112 216,-40 222,10 232,80 244,160 252,232! 220,248 184,246! 178,160 168,70 "
            "162,10 152,-50 126,-120 120,-190",
}  # fmt: skip

_UPPER_ARM = (
    ("152,-112 172,-138 202,-150", 17), ("156,-84 180,-104 214,-108", 18), ("152,-214 170,-180 178,-130", 20),
)  # fmt: skip
_ARM = (
    *_UPPER_ARM,
    ("160,-40 182,-60 206,-66", 15), ("216,-2 196,18 170,22", 19), ("219,30 206,56 180,70", 15), ("180,128 202,100 230,90", 17),
    ("240,176 214,186 190,216", 16),
)  # fmt: skip
_FOLDS = {"short": _UPPER_ARM, "long": _ARM, "wide": _ARM, "knit": _ARM, "balloon": (
    *_UPPER_ARM, ("198,204 206,140 196,40", 26), ("222,200 236,130 222,20", 28), ("242,192 248,130 238,60", 18),
    ("184,200 176,130 166,60", 18), ("208,204 220,172 224,130", 12),
)}  # fmt: skip


def body(hem: float, *, waist: float = 141, width: float = 150, throat: str = "0,-232 34,-244") -> str:
    """Half a torso: `throat` to the shoulder, armhole, a waist, a hem `width` to each side at `hem`."""
    return (
        f"{throat} 60,-272! 104,-256 142,-240! 136,-204 133,-168 136,-130 149,-92! {waist + 4},-36 {waist},30 "
        f"{(waist + width) / 2 + 2:.0f},{hem - 90:.0f} {width},{hem}! {width * 0.66:.0f},{hem + 8} {width * 0.3:.0f},{hem + 8} 0,{hem + 7}"
    )


def neckline(look: Look, *, back: bool = False) -> str:
    """The throat part of an outline, as `body` takes it."""
    if back:
        return "0,-258 36,-262"
    shapes = {"v-neck": "0,-158! 26,-206", "scoop neck": "0,-186 36,-204 52,-240"}
    return shapes.get(look["neckline"], "0,-228 34,-240")


def back_neck(s: Sheet, look: Look, *, colour: str = "") -> None:
    """The inside of the back, seen through the neck hole, with its label."""
    inside = colour or darker(look.ink, 0.4)
    d = curve("-62,-270! -34,-284 0,-287 34,-284 62,-270! 54,-200 0,-140 -54,-200")
    with cloth(s, d, look, colour=inside, plain=True, depth=0.7):
        s.line(curve("-58,-262 0,-274 58,-262", close=False), darker(inside, 0.4), 2, opacity=0.6)
    s.path(curve("-14,-266! 14,-266! 14,-250! -14,-250!"), "#f1ece1", opacity=0.9)
    s.line("M-8,-258H8", "#b9ad9c", 1.6)


def sleeves(s: Sheet, look: Look, shape: str, *, angle: float = 13, material: str = "", strength: float = 0.85) -> None:
    """Both sleeves in one of the `SLEEVES`, in the torso's shade where they hang beside it."""
    for side in SIDES:
        d = curve(SLEEVES[shape], flip=side)
        with cloth(s, d, look, angle=-side * angle, material=material):
            glow(s, side * 146, 20, 34, 200, darker(look.ink, 0.85), 0.34)
            creases(s, look, _FOLDS[shape], side=side, strength=strength)


def torso(s: Sheet, look: Look, half: str, *, material: str = "", strength: float = 1, back: bool = False) -> str:
    """The body's front or back with its folds; answers the outline."""
    d = sym(half)
    with cloth(s, d, look, material=material, waved=True):
        torso_folds(s, look, strength=strength, back=back)
    for side in SIDES:
        seam(s, look, "142,-239 136,-204 133,-168 136,-130 148,-94", side=side)
    return d


def torso_folds(s: Sheet, look: Look, *, strength: float = 1, back: bool = False) -> None:
    """Drag from the armpits, a hollow between chest and waist, drape towards the hem."""
    bright, dark = lighter(look.ink, 0.85), darker(look.ink, 0.85)
    glow(s, -58, -130, 80, 92, bright, 0.2)
    glow(s, 66, -126, 70, 88, bright, 0.11)
    glow(s, 0, -30, 150, 70, dark, 0.13)
    for side in SIDES:
        glow(s, side * 150, 50, 46, 150, dark, 0.22)
        glow(s, side * 140, -118, 34, 60, dark, 0.2)
    creases(s, look, _BACK_FOLDS if back else _FRONT_FOLDS, strength=strength)


_FRONT_FOLDS = (
    ("-150,-96 -112,-112 -62,-106", 22), ("-147,-70 -104,-44 -74,6", 26), ("-142,-34 -122,40 -128,110", 20),
    ("150,-94 116,-104 76,-94", 20), ("146,-66 112,-30 92,30", 26), ("142,10 108,40 60,44", 18),
    ("-140,72 -96,96 -40,92", 20), ("-92,70 -104,170 -92,280", 34), ("-34,90 -24,180 -38,280", 26),
    ("46,60 36,160 50,280", 34), ("112,70 98,170 112,280", 28), ("-120,-206 -100,-176 -92,-130", 16), ("120,-200 104,-170 98,-134", 15),
)  # fmt: skip
_BACK_FOLDS = (
    ("-148,-90 -108,-104 -50,-94", 22), ("-144,-58 -100,-40 -50,-44", 22), ("148,-88 112,-96 60,-84", 20), ("144,-54 106,-32 70,20", 24),
    ("-24,-190 -14,-90 -30,20", 28), ("28,-170 22,-70 34,30", 24), ("-90,40 -100,160 -88,280", 34), ("10,60 2,160 14,280", 30),
    ("90,40 82,160 98,280", 32), ("-136,50 -96,66 -46,58", 18),
)  # fmt: skip


def neck_band(s: Sheet, look: Look, spec: str, *, width: float = 15, colour: str = "", ribbed: bool = True) -> None:
    """A knitted or bound edge along the neck, `width` thick."""
    base, d = colour or darker(look.ink, 0.06), curve(spec, close=False)
    s.path(d, stroke=darker(base, 0.8), stroke_width=width + 7, opacity=0.14, transform="translate(1 3)")
    for tone, wide, opacity in (
        (darker(base, 0.55), width + 2, 0.9),
        (base, width, 1.0),
        (lighter(base, 0.6), width * 0.3, 0.28),
    ):
        s.path(d, stroke=tone, stroke_width=wide, opacity=opacity)
    if ribbed:
        s.path(d, stroke=darker(base, 0.6), stroke_width=width, stroke_dasharray="1.2 3.4", opacity=0.28)


def hem_rib(s: Sheet, look: Look, hem: float, half: float, *, colour: str = "", high: float = 40) -> None:
    """A ribbed hem that draws the body in."""
    d = sym(f"0,{hem} {half * 0.6:.0f},{hem} {half},{hem - 6}! {half - 3},{hem + high * 0.5:.0f} {half - 10},{hem + high - 6}! "
            f"{half * 0.5:.0f},{hem + high + 2} 0,{hem + high + 3}")  # fmt: skip
    cast(s, d, dx=0, dy=-3, spread=8, opacity=0.22)
    x = int(half)
    rib(s, d, look, [f"{i},{hem - 6} {i * 0.97:.0f},{hem + high + 4}" for i in range(-x + 4, x, 7)], colour=colour)


def cuff_rib(s: Sheet, look: Look, *, colour: str = "", at: float = 222) -> None:
    """Ribbed cuffs below long sleeves."""
    for side in SIDES:
        d = curve(
            f"186,{at}! 212,{at + 2} 240,{at - 12}! 242,{at + 12} 238,{at + 30}! 214,{at + 40} 192,{at + 38}! 188,{at + 18}",
            flip=side,
        )
        rib(s, d, look, [f"{side * x},{at - 10} {side * (x + 2)},{at + 42}" for x in range(190, 242, 7)], colour=colour)


def hem_stitch(s: Sheet, look: Look, hem: float, half: float) -> None:
    """Two rows above the hem."""
    for up in (10, 15):
        topstitch(
            s,
            look,
            f"{-half + 3},{hem - up} {-half * 0.5},{hem - up + 8} 0,{hem - up + 8} {half * 0.5},{hem - up + 8} {half - 3},{hem - up}",
        )


def shoulder(s: Sheet, look: Look) -> None:
    """The shoulder seam, a little to the front."""
    for side in SIDES:
        seam(s, look, "62,-262 100,-246 141,-230", side=side, opacity=0.4)
