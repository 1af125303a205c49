"""Sunglasses."""

from __future__ import annotations

from catalog.illustrate.craft.fabric import Look
from catalog.illustrate.craft.light import polished
from catalog.illustrate.craft.palette import METALS, darker, lighter, mix
from catalog.illustrate.craft.svg import Sheet, curve, ellipse

__all__ = ["sunglasses", "sunglasses_side"]

# The right lens, outline and then what is drawn of the frame's corner beyond it.
_FRAMES = {
    "round": "34,-4 52,-64 122,-92 196,-66 220,-4 194,62 122,88 54,58",
    "square": "38,-74! 50,-84 130,-88 210,-82! 224,-74 226,-60! 222,10 206,60! 196,78 180,82! 120,86 66,78! 48,70 42,52! 34,-10",
    "aviator": "40,-70! 60,-84 140,-88 214,-78! 230,-64 230,-40! 222,30 180,86 126,98 76,74 44,20 34,-30",
    "cat-eye": "36,-60! 60,-78 150,-92 250,-116! 258,-104 246,-60! 232,10 190,66 128,80 66,58 40,10",
}
_TINTS = {"smoke": "#2c2d35", "brown": "#5f3520", "green": "#24503c", "blue": "#244f8f", "pink": "#b8506f"}


def sunglasses(s: Sheet, look: Look) -> None:
    """`frame` round, square, aviator or cat-eye in the main colour; `lens` smoke, brown, green, blue or pink."""
    s.ground(0, 124, 262, 10)
    with s.group(transform=f"translate(0 -4) scale({1.12 if look['frame'] == 'cat-eye' else 1.24})"):
        for side in (-1, 1):
            _temple(s, look, side)
        for side in (-1, 1):
            with s.group(transform=f"translate({-13 * side} 0)"):
                _lens(s, look, side)
        _bridge(s, look)


def _thin(look: Look) -> bool:
    return look.material == "metal"


def _frame_line(s: Sheet, d: str, look: Look, width: float, *, shade: float = 0) -> None:
    base = darker(METALS.get(look.colour, look.ink) if _thin(look) else look.ink, shade)
    s.line(d, darker(base, 0.7), width)
    s.line(d, darker(base, 0.12), width - 2.6)
    s.line(d, base, width * 0.6, transform=f"translate({-width * 0.07:.1f} {-width * 0.09:.1f})")
    s.line(d, lighter(base, 0.8), width * 0.16, transform=f"translate({-width * 0.15:.1f} {-width * 0.2:.1f})", opacity=0.75)


def _temple(s: Sheet, look: Look, side: int) -> None:
    x, y = {"round": (206, -20), "square": (212, -62), "aviator": (216, -54), "cat-eye": (238, -98)}[look["frame"]]
    arm = " ".join(
        f"{side * u},{v}" for u, v in ((x, y), (x - 14, y - 34), (x - 54, y - 62), (x - 104, y - 66), (x - 128, y - 44))
    )
    _frame_line(s, curve(arm, close=False), look, 8 if _thin(look) else 14, shade=0.3)


def _lens(s: Sheet, look: Look, side: int) -> None:
    d, tint = curve(_FRAMES[look["frame"]], flip=side), _TINTS[look["lens"]]
    s.path(d, s.linear([(0, darker(tint, 0.35), 0.98), (0.5, tint, 0.94), (1, lighter(tint, 0.4), 0.86)], 0, 0, 0.15, 1))
    with s.group(clip_path=s.clip(d)):
        left = 60 if side > 0 else -196
        for x, width, opacity in ((left, 44, 0.16), (left + 58, 16, 0.11)):
            s.path(f"M{x},100L{x + 70},-120H{x + 70 + width}L{x + width},100Z", "#ffffff", opacity=opacity)
        s.path(d, s.linear([(0, "#000000", 0.34), (0.25, "#000000", 0)], 0, 0, 0, 1))
    _frame_line(s, d, look, 8.5 if _thin(look) else 20)


def _bridge(s: Sheet, look: Look) -> None:
    arcs = ["-27,-22 -14,-38 0,-42 14,-38 27,-22"]
    if look["frame"] == "aviator":
        arcs = ["-27,-38 0,-48 27,-38", "-46,-78 0,-86 46,-78"]
    for spec in arcs:
        _frame_line(s, curve(spec, close=False), look, 8 if _thin(look) else 17)
    for side in (-1, 1):
        pad = curve("24,2 17,20 12,40 18,44 27,24", flip=side)
        s.path(pad, mix(look.ink, "#ffffff", 0.55), opacity=0.7)
        if not _thin(look):
            x, y = {"round": (214, -34), "square": (218, -70), "cat-eye": (240, -102)}.get(look["frame"], (222, -66))
            polished(s, ellipse(side * (x - 13), y, 6, 3.6), "gold", contour=0.8)


def sunglasses_side(s: Sheet, look: Look) -> None:
    """From the side: one lens foreshortened, the temple straight and then hooked down."""
    s.ground(10, 116, 250, 10)
    thin = _thin(look)
    with s.group(transform="translate(26 0) scale(1.02)"):
        far = "-170,-66 -60,-80 90,-70 150,-54 186,-10 196,44"
        _frame_line(s, curve(far, close=False), look, 8 if thin else 14, shade=0.45)
        with s.group(transform="translate(-146 4) skewY(-5) scale(0.62 1)"):
            _lens(s, look, -1)
        near = "-276,-52 -150,-66 40,-64 150,-56 200,-16 222,62 226,98"
        _frame_line(s, curve(near, close=False), look, 9 if thin else 21)
        if thin:
            s.line(curve("180,-34 214,10 226,96", close=False), "#2b2b30", 13)
        else:
            for x in (-262, -246):
                s.path(ellipse(x, -60, 3, 3), METALS["gold"])
