"""Dresses and skirts, from the front and from behind."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import SIDES, Crease, cast, cloth, creases, fit, glow, piece, seam, topstitch
from catalog.illustrate.craft.fabric import Look, button
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, sym

__all__ = ["dress", "dress_back", "skirt", "skirt_back"]

_HEMS = {"mini": 104.0, "knee-length": 208.0, "midi": 318.0, "maxi": 420.0}


def dress(s: Sheet, look: Look) -> None:
    """Fitted bodice, swinging skirt; `length`, `sleeve` (sleeveless, straps, short, long), `neckline`; `style` wrap crosses over."""
    _dress(s, look)


def dress_back(s: Sheet, look: Look) -> None:
    """The same from behind, with its zip."""
    _dress(s, look, back=True)


def _dress(s: Sheet, look: Look, *, back: bool = False) -> None:
    hem = _HEMS[look["length"]]
    width = 112 + (hem + 98) * 0.2
    reach = {"long": 186.0, "short": 170.0}.get(look["sleeve"], 104.0)
    with s.group(transform=fit(-334, hem + 24, max(width + 16, reach))):
        if not back:
            _inner(s, look)
        _sleeve(s, look)
        _swing(s, look, "0,-98 40,-99 68,-102!", 68, width, -98, hem)
        if look["sleeve"] == "straps":
            _straps(s, look, back)
        _bodice(s, look, back)
        if look["style"] == "wrap" and not back:
            _wrap(s, look, width, hem)
        elif back:
            _back_zip(s, look, -180 if look["sleeve"] == "straps" else -300, 0)
        _sash(s, look)


def _inner(s: Sheet, look: Look) -> None:
    inside = darker(look.ink, 0.42)
    spec = (
        "0,-216 44,-226 86,-222! 80,-170 0,-160"
        if look["sleeve"] == "straps"
        else "0,-334 34,-332 56,-322! 60,-256 40,-190 0,-170"
    )
    piece(s, sym(spec), look, colour=inside, plain=True, depth=0.8)
    if look["sleeve"] != "straps":
        s.path(curve("-11,-322! 11,-322! 11,-309! -11,-309!"), "#f1ece1", opacity=0.9)


def _sleeve(s: Sheet, look: Look) -> None:
    spec = {
        "short": "84,-312 112,-302 138,-280 156,-242 164,-206! 142,-190 116,-190! 102,-220 92,-256",
        "long": "84,-312 112,-302 136,-280 150,-230 158,-160 164,-116 172,-50 182,26! 162,36 142,34! 134,-30 128,-90 112,-170 92,-256",
    }.get(look["sleeve"])
    short = (("112,-214 130,-232 158,-240", 13), ("118,-292 130,-262 134,-226", 14))
    long = (
        *short,
        ("122,-130 140,-146 158,-148", 13),
        ("160,-112 146,-98 130,-98", 13),
        ("170,-60 156,-44 138,-30", 12),
        ("140,14 158,6 178,14", 9),
    )
    for side in SIDES if spec else ():
        with cloth(s, curve(spec, flip=side), look, angle=-side * 14, size=0.85):
            glow(s, side * 112, -120, 28, 150, darker(look.ink, 0.85), 0.34)
            creases(s, look, long if look["sleeve"] == "long" else short, side=side)
        edge = "144,27 162,30 180,19" if look["sleeve"] == "long" else "117,-197 141,-197 162,-212"
        topstitch(s, look, edge, side=side)


def _straps(s: Sheet, look: Look, back: bool) -> None:
    low = -196 if back else -240
    for side in SIDES:
        d = curve(f"52,-332 62,-290 64,{low}", close=False, flip=side)
        if not back:
            rear = curve("52,-332 44,-290 46,-216", close=False, flip=side)
            s.line(rear, darker(look.ink, 0.6), 8)
            s.line(rear, darker(look.ink, 0.28), 6)
        s.line(d, darker(look.ink, 0.55), 9)
        s.line(d, look.ink, 6.8)
        s.line(d, lighter(look.ink, 0.6), 1.6, opacity=0.5)


_THROATS = {
    "v-neck": "0,-196! 26,-262 46,-324!",
    "round": "0,-272 24,-282 42,-306 48,-325!",
    "square": "0,-254 50,-254! 54,-323!",
    "halter": "0,-318 26,-322!",
    "boat": "0,-304 40,-308 66,-322!",
}


def _bodice_half(look: Look, back: bool) -> str:
    low = "84,-150 69,-101! 36,-97 0,-96"
    if look["sleeve"] == "straps":
        return f"0,-188 60,-194 98,-200! {low}" if back else f"0,-222! 18,-244 46,-252 72,-242! 90,-226 99,-198! {low}"
    throat = "0,-314 30,-318 47,-326!" if back else _THROATS[look["neckline"]]
    if look["neckline"] == "halter":
        throat = "0,-326 30,-324!" if back else throat
        return f"{throat} 44,-280 66,-232 98,-206! {low}"
    return f"{throat} 78,-318 110,-306! 98,-270 95,-244 103,-214! {low}"


def _bodice(s: Sheet, look: Look, back: bool) -> None:
    d = sym(_bodice_half(look, back))
    with cloth(s, d, look, size=0.85):
        if not back:
            glow(s, -44, -206, 44, 48, lighter(look.ink, 0.85), 0.26)
            glow(s, 46, -204, 40, 46, lighter(look.ink, 0.85), 0.14)
            glow(s, 0, -176, 22, 60, darker(look.ink, 0.85), 0.2)
        darts = (("-98,-200 -74,-184 -52,-186", 13), ("-90,-172 -66,-148 -56,-100", 15), ("98,-200 78,-182 54,-184", 13),
                 ("88,-170 70,-146 58,-100", 15), ("-26,-160 -20,-130 -24,-94", 12), ("28,-156 24,-128 28,-94", 12))  # fmt: skip
        creases(s, look, darts)
    if look["neckline"] in _THROATS and look["style"] != "wrap":
        throat = "0,-314 30,-318 47,-326" if back else _THROATS[look["neckline"]]
        for side in SIDES:
            topstitch(s, look, throat, side=side, opacity=0.5)
    if look["sleeve"] in ("short", "long"):
        for side in SIDES:
            seam(s, look, "109,-305 98,-270 95,-244 102,-216", side=side)


def _swing(s: Sheet, look: Look, top: str, waist: float, width: float, up: float, hem: float) -> None:
    """A skirt that falls in flutes: a dark inside at the hem, then the outside with its folds."""
    far = sym(f"0,{hem - 40} {width * 0.7:.0f},{hem - 40} {width - 4:.0f},{hem - 2}! {width * 0.5:.0f},{hem + 9} 0,{hem + 9}")
    s.path(far, darker(look.ink, 0.6))
    long = hem - up
    side = f"{waist + (width - waist) * 0.24 + 4:.0f},{up + long * 0.18:.0f} {waist + (width - waist) * 0.6 + 2:.0f},{up + long * 0.54:.0f}"
    d = sym(f"{top} {side} {width:.0f},{hem}! {_flutes(width, hem)}")
    with cloth(s, d, look, waved=True, size=0.85 if look.kind == "Dress" else 1):
        glow(s, -width * 0.3, (up + hem) / 2, width * 0.5, (hem - up) * 0.5, lighter(look.ink, 0.85), 0.14)
        creases(s, look, _fluting(waist, width, up, hem))
    s.line(curve(f"{-width + 3:.0f},{hem - 8} {_mirror_flutes(width, hem - 10)} {width - 3:.0f},{hem - 8}", close=False), darker(look.ink, 0.5), 1.2,
           opacity=0.4)  # fmt: skip


_WAVES = ((0.84, 11), (0.62, 3), (0.4, 15), (0.2, 6))  # share of the half width, how much lower the hem hangs


def _flutes(width: float, hem: float) -> str:
    return " ".join(f"{width * share:.0f},{hem + drop + 6 * (1 - share):.0f}" for share, drop in _WAVES) + f" 0,{hem + 18:.0f}"


def _mirror_flutes(width: float, hem: float) -> str:
    half = [(width * share, hem + drop + 6 * (1 - share)) for share, drop in _WAVES]
    both = [(-x, y) for x, y in half] + [(0.0, hem + 18)] + half[::-1]
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in both)


def _fluting(waist: float, width: float, up: float, hem: float) -> list[Crease]:
    folds = []
    for share, size, start in (
        (-0.74, 30, 0.1),
        (-0.5, 24, 0.02),
        (-0.3, 38, 0.16),
        (-0.06, 24, 0.04),
        (0.14, 36, 0.2),
        (0.4, 28, 0.04),
        (0.62, 40, 0.1),
        (0.86, 24, 0.3),
    ):
        top, low = share * waist, share * width
        y = up + 4 + start * (hem - up)
        x = top + (low - top) * start
        mid = (x + low) / 2 - (low - x) * 0.06
        folds.append((f"{x:.0f},{y:.0f} {mid:.0f},{(y + hem) / 2:.0f} {low:.0f},{hem + 60:.0f}", size * width / 160))
    return folds


def _wrap(s: Sheet, look: Look, width: float, hem: float) -> None:
    edge = "-46,-322 -10,-230 62,-112"
    cast(s, curve("-26,-280 -4,-220 62,-112", close=False), dx=-3, dy=4, spread=9, opacity=0.4)
    seam(s, look, edge, width=2, opacity=0.7)
    topstitch(s, look, "-52,-322 -16,-226 58,-104", opacity=0.5)
    low = f"58,-88 66,40 {width * 0.2:.0f},{hem * 0.62:.0f} {-width * 0.1:.0f},{hem + 14}"
    cast(s, curve(low, close=False), dx=-4, dy=2, spread=12, opacity=0.4)
    seam(s, look, low, width=2, opacity=0.65)
    for spec in ("60,-98 84,-50 80,10 90,44!", "60,-98 66,-40 58,0 60,26!"):
        d = curve(spec, close=False)
        cast(s, d, dx=2, dy=4, spread=12, opacity=0.3)
        s.line(d, darker(look.ink, 0.5), 11)
        s.line(d, look.ink, 9)
        s.line(d, lighter(look.ink, 0.6), 2, opacity=0.4)


def _back_zip(s: Sheet, look: Look, up: float, low: float) -> None:
    seam(s, look, f"0,{up} 0,{low}", width=2.4, opacity=0.75)
    topstitch(s, look, f"-6,{up} -6,{low}", opacity=0.4)
    s.line(f"M0,{up}V{up + 13}", METALS["silver"], 4)


def _sash(s: Sheet, look: Look) -> None:
    d = sym("0,-108 40,-109 70,-112! 73,-100 72,-88! 40,-84 0,-83")
    tone = look.trim if look.second and look.pattern == "solid" else darker(look.ink, 0.1)
    piece(s, d, look, colour=tone, plain=True, depth=0.8)
    if look["style"] == "wrap":
        piece(s, curve("50,-112 66,-116 74,-104 70,-88 54,-86 48,-98"), look, colour=tone, plain=True)


_SKIRT_HEMS = {"mini": -10.0, "knee-length": 110.0, "midi": 230.0, "maxi": 330.0}


def skirt(s: Sheet, look: Look) -> None:
    """`shape` flared, pleated, pencil or wrap; `length` mini, knee-length, midi or maxi."""
    _skirt(s, look)


def skirt_back(s: Sheet, look: Look) -> None:
    """The same from behind, with its zip; the pencil skirt has a vent."""
    _skirt(s, look, back=True)


def _skirt(s: Sheet, look: Look, *, back: bool = False) -> None:
    hem, shape = _SKIRT_HEMS[look["length"]], look["shape"]
    width = {"flared": 176 + hem * 0.16, "pleated": 164 + hem * 0.15, "pencil": 124 - hem * 0.05, "wrap": 134 + hem * 0.11}[shape]
    with s.group(transform=fit(-242, hem + 24, max(width, 130) + 8, most=1.5)):
        if not back:
            piece(s, curve("-84,-238! 0,-250 84,-238! 0,-216"), look, colour=darker(look.ink, 0.45), plain=True)
        if shape == "flared":
            _swing(s, look, "0,-200 50,-201 86,-205!", 86, width, -200, hem)
        else:
            {"pleated": _pleats, "pencil": _pencil, "wrap": _wrapped}[shape](s, look, width, hem, back)
        _band(s, look)
        if back:
            seam(s, look, "0,-236 0,-60", width=2.4, opacity=0.75)
            s.line("M0,-226V-212", METALS["silver"], 4)
        elif shape in ("pencil", "wrap"):
            button(
                s,
                58 if shape == "wrap" else 0,
                -216,
                METALS["gold"] if look.material in ("denim", "leather") else darker(look.ink, 0.3),
                7,
            )


def _band(s: Sheet, look: Look) -> None:
    d = sym("0,-230 46,-231 84,-238! 88,-214 88,-201! 46,-193 0,-191")
    cast(s, curve("-88,-201 -46,-193 0,-191 46,-193 88,-201", close=False), dy=2, spread=7, opacity=0.3)
    with cloth(s, d, look, depth=0.6, size=0.9):
        topstitch(s, look, "-87,-207 -46,-199 0,-197 46,-199 87,-207")


def _pleats(s: Sheet, look: Look, width: float, hem: float, back: bool) -> None:
    count = 13
    low = " ".join(
        f"{width * (1 - 2 * i / (2 * count)):.0f},{hem + (13 if i % 2 else 3) + 10 * i / count:.0f}!" for i in range(1, count)
    )
    d = sym(f"0,-200 50,-201 86,-205! {96 + (width - 86) * 0.2:.0f},-120 {width},{hem}! {low} 0,{hem + 14}!")
    with cloth(s, d, look):
        dark, bright = darker(look.ink, 0.8), lighter(look.ink, 0.8)
        for i in range(-count, count, 2):
            top, bottom, step = i * 86 / count, i * width / count, width / count
            left = curve(f"{top:.1f},-200! {bottom:.1f},{hem + 40}! {bottom + step:.1f},{hem + 40}! {top + 6.6:.1f},-200!")
            s.path(left, s.along([(0, dark, 0.42), (1, dark, 0.04)], bottom, 0, bottom + step, 0))
            ridge = curve(f"{top:.1f},-200! {bottom:.1f},{hem + 40}! {bottom - step * 0.45:.1f},{hem + 40}! {top - 3:.1f},-200!")
            s.path(ridge, bright, opacity=0.4 if look.material == "satin" else 0.16)


def _pencil(s: Sheet, look: Look, width: float, hem: float, back: bool) -> None:
    d = sym(f"0,-200 50,-201 86,-205! 106,-150 120,-90 124,-30 {width},{hem}! {width * 0.5:.0f},{hem + 9} 0,{hem + 10}")
    with cloth(s, d, look):
        glow(s, -40, -70, 50, 110, lighter(look.ink, 0.85), 0.22)
        specs = [
            ("-118,-120 -76,-104 -34,-106", 15),
            ("120,-104 84,-92 40,-96", 14),
            ("-122,-60 -92,-30 -80,30", 16),
            ("118,-50 92,-10 86,40", 16),
        ]
        creases(s, look, [*specs, (f"-30,-60 -36,20 -32,{hem}", 22), (f"36,-40 40,20 36,{hem}", 22)])
        for x in (-46, 46):
            seam(s, look, f"{x},-198 {x * 1.1},-150", opacity=0.5)
        topstitch(s, look, f"{-width},{hem - 12} 0,{hem - 2} {width},{hem - 12}")
    if back:
        s.path(curve(f"0,{hem - 84}! 9,{hem + 12}! -9,{hem + 12}!"), darker(look.ink, 0.6))
        seam(s, look, f"0,-60 0,{hem - 84}", width=2)


def _wrapped(s: Sheet, look: Look, width: float, hem: float, back: bool) -> None:
    d = sym(
        f"0,-200 50,-201 86,-205! 104,-150 {104 + (width - 104) * 0.5:.0f},{-150 + (hem + 150) * 0.45:.0f} {width},{hem}! {width * 0.5:.0f},{hem + 12} 0,{hem + 14}"
    )
    s.path(d, darker(look.ink, 0.6), transform="translate(0 4)")
    with cloth(s, d, look):
        creases(
            s,
            look,
            [
                ("56,-196 10,-120 -60,-20", 20),
                (f"58,-190 30,-60 -20,{hem}", 26),
                (f"60,-186 70,-40 84,{hem + 30}", 26),
                (f"-70,-160 -90,0 -96,{hem + 30}", 24),
            ],
        )
    if back:
        return
    edge = f"58,-194 70,-80 56,{hem * 0.5:.0f} 8,{hem + 13}"
    cast(s, curve(edge, close=False), dx=4, dy=2, spread=12, opacity=0.4)
    seam(s, look, edge, width=2, opacity=0.7)
    topstitch(s, look, f"52,-194 64,-80 50,{hem * 0.5:.0f} 2,{hem + 13}", opacity=0.5)
