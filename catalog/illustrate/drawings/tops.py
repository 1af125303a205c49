"""T-shirts, shirts, blouses, sweaters and hoodies, from the front and from behind."""

# ruff: noqa: E501 -- an outline reads best on one line

from __future__ import annotations

from catalog.illustrate.craft.drape import SIDES, cast, cloth, creases, fit, glow, piece, seam, topstitch
from catalog.illustrate.craft.fabric import Look, button, rib, zipper
from catalog.illustrate.craft.palette import METALS, darker, lighter
from catalog.illustrate.craft.svg import Sheet, curve, sym
from catalog.illustrate.craft.torso import (
    back_neck,
    body,
    cuff_rib,
    hem_rib,
    hem_stitch,
    neck_band,
    neckline,
    shoulder,
    sleeves,
    torso,
)

__all__ = [
    "blouse",
    "blouse_back",
    "hoodie",
    "hoodie_back",
    "shirt",
    "shirt_back",
    "sweater",
    "sweater_back",
    "t_shirt",
    "t_shirt_back",
]


def t_shirt(s: Sheet, look: Look) -> None:
    """`neckline` crew neck, v-neck or scoop; `sleeve` short or long."""
    _t_shirt(s, look)


def t_shirt_back(s: Sheet, look: Look) -> None:
    """The same from behind."""
    _t_shirt(s, look, back=True)


def _t_shirt(s: Sheet, look: Look, *, back: bool = False) -> None:
    long = look["sleeve"] == "long"
    with s.group(transform=fit(-290, 258, 242)):
        if not back:
            back_neck(s, look)
        sleeves(s, look, "long" if long else "short")
        throat = neckline(look, back=back)
        torso(s, look, body(236, throat=throat), back=back)
        shoulder(s, look)
        hem_stitch(s, look, 236, 150)
        _neck(s, look, back)
        for side in SIDES:
            for up in (10, 15):
                cuff = f"{190 - up * 0.1},{236 - up} 214,{238 - up} {239 - up * 0.1},{226 - up}"
                topstitch(
                    s,
                    look,
                    cuff if long else f"{168 - up * 0.5},{-56 - up} {200 - up * 0.5},{-68 - up} {231 - up * 0.5},{-90 - up}",
                    side=side,
                )


_NECKS = {
    "crew": "-60,-271 -50,-246 -26,-230 0,-227 26,-230 50,-246 60,-271",
    "v-neck": "-60,-271 -28,-208 0,-156! 28,-208 60,-271",
    "scoop neck": "-60,-271 -53,-226 -32,-192 0,-184 32,-192 53,-226 60,-271",
    "back": "-60,-270 -34,-262 0,-258 34,-262 60,-270",
}


def _neck(s: Sheet, look: Look, back: bool, *, width: float = 15) -> None:
    spec = _NECKS["back"] if back else _NECKS.get(look["neckline"], _NECKS["crew"])
    neck_band(s, look, spec, width=width)


def shirt(s: Sheet, look: Look) -> None:
    """A buttoned shirt with collar, placket and chest pocket; `sleeve` long or short."""
    _shirt(s, look)


def shirt_back(s: Sheet, look: Look) -> None:
    """The same from behind: yoke, box pleat and locker loop."""
    _shirt(s, look, back=True)


_TAIL = "0,-236 34,-248 60,-272! 104,-256 142,-240! 136,-204 133,-168 136,-130 149,-92! 146,-30 143,40 148,130 152,196! 124,240 70,262 0,268"


def _shirt(s: Sheet, look: Look, *, back: bool = False) -> None:
    long = look["sleeve"] != "short"
    with s.group(transform=fit(-300, 272, 244)):
        if not back:
            back_neck(s, look)
        sleeves(s, look, "long" if long else "short")
        (_cuffs if long else _turn_ups)(s, look)
        torso(s, look, _TAIL.replace("0,-236 34,-248", "0,-262 34,-266") if back else _TAIL, back=back)
        topstitch(s, look, "-148,190 -120,232 -68,254 0,260 68,254 120,232 148,190")
        if back:
            _yoke(s, look)
            return
        shoulder(s, look)
        _placket(s, look)
        _pocket(s, look)
        _point_collar(s, look)


def _cuffs(s: Sheet, look: Look) -> None:
    for side in SIDES:
        d = curve("187,212! 212,216 240,203! 246,250! 218,264 191,262!", flip=side)
        cast(s, d, dx=0, dy=-2, spread=8)
        with cloth(s, d, look, angle=-side * 13):
            topstitch(s, look, "190,219 214,222 240,210", side=side)
            topstitch(s, look, "194,256 218,258 243,245", side=side)
        button(s, side * 203, 238, _pearl(look), 4.5)


def _turn_ups(s: Sheet, look: Look) -> None:
    for side in SIDES:
        seam(s, look, "160,-72 194,-82 224,-106", side=side)


def _pearl(look: Look) -> str:
    if look.material == "denim":
        return METALS["bronze"]
    return lighter(look.ink, 0.78) if look.colour not in ("white", "ivory", "cream") else "#ddd3c2"


def _placket(s: Sheet, look: Look) -> None:
    d = curve("-16,-236! 16,-236! 17,267! -17,267!")
    cast(s, curve("17,-230 18,100 18,266", close=False), dx=1, dy=0, spread=8, opacity=0.3)
    with cloth(s, d, look, depth=0.3):
        for x in (-12, 12):
            topstitch(s, look, f"{x},-232 {x},266")
    for y in range(-186, 250, 66):
        s.line(f"M0,{y - 8}V{y + 8}", darker(look.ink, 0.5), 1.4, opacity=0.6)
        button(s, 0, y, _pearl(look), 6)


def _pocket(s: Sheet, look: Look) -> None:
    d = curve("46,-136! 112,-138! 111,-62! 79,-46! 47,-60!")
    cast(s, d, dx=1, dy=3, spread=6, opacity=0.22)
    with cloth(s, d, look, depth=0.35):
        topstitch(s, look, "46,-120! 112,-122!")
        topstitch(s, look, "50,-134! 51,-63! 79,-51! 107,-65! 108,-134!")


def _point_collar(s: Sheet, look: Look) -> None:
    stand = curve("-61,-278! -20,-252 0,-250 20,-252 61,-278! 46,-236 14,-222! -14,-222! -46,-236")
    piece(s, stand, look, colour=darker(look.ink, 0.16), plain=True, depth=0.6)
    rim = curve("-64,-290 -34,-303 0,-306 34,-303 64,-290! 62,-272! 34,-284 0,-287 -34,-284 -62,-272!")
    piece(s, rim, look, depth=0.5)
    for side in SIDES:
        leaf = curve("58,-296! 74,-282 92,-236! 72,-206 46,-186! 24,-216 4,-240! 30,-256 50,-276", flip=side)
        edge = curve("88,-232 72,-206 46,-186! 24,-216", close=False, flip=side)
        cast(s, edge, dx=2 * side, dy=4, spread=14, opacity=0.4)
        with cloth(s, leaf, look, angle=side * 40, depth=0.55):
            topstitch(s, look, "86,-236 68,-211 46,-193! 27,-219 10,-238", side=side)
    button(s, 0, -230, _pearl(look), 5)


def _yoke(s: Sheet, look: Look) -> None:
    seam(s, look, "-136,-178 -60,-190 0,-192 60,-190 136,-178", width=2)
    topstitch(s, look, "-136,-173 -60,-185 0,-187 60,-185 136,-173")
    for x in (-13, 13):
        seam(s, look, f"{x},-190 {x * 1.1},-80 {x * 1.6},60", opacity=0.4)
    s.line(curve("-8,-192 -7,-214 7,-214 8,-192", close=False), darker(look.ink, 0.5), 5)
    d = sym("0,-306 34,-303 62,-290! 84,-262 90,-240! 44,-252 0,-254")
    cast(s, d, dy=6, spread=12)
    with cloth(s, d, look, depth=0.7):
        topstitch(s, look, "-86,-245 -44,-258 0,-260 44,-258 86,-245")


def blouse(s: Sheet, look: Look) -> None:
    """Soft and drapey; `neckline` bow neck, v-neck or round neck; `sleeve` sleeveless, short or long (gathered at the wrist)."""
    _blouse(s, look)


def blouse_back(s: Sheet, look: Look) -> None:
    """The same from behind, with a keyhole at the neck."""
    _blouse(s, look, back=True)


_DRAPES = (
    ("-84,-210 -96,-100 -112,20", 24), ("-40,-180 -52,-40 -66,110", 26), ("84,-206 92,-80 104,40", 24), ("36,-170 46,-20 60,120", 26),
    ("-100,60 -112,140 -108,220", 26), ("-30,80 -30,160 -36,226", 24), ("26,90 24,160 30,226", 22), ("96,70 100,150 104,220", 26),
    ("0,-100 4,0 -4,90", 20),
)  # fmt: skip


def _blouse(s: Sheet, look: Look, *, back: bool = False) -> None:
    sleeve = {"long": "balloon", "short": "short"}.get(look["sleeve"], "")
    vee = look["neckline"] == "v-neck"
    throat = "0,-256 36,-262" if back else "0,-150! 20,-196" if vee else "0,-214 34,-228"
    with s.group(transform=fit(-294, 256, 246 if sleeve else 190)):
        if not back:
            back_neck(s, look)
        if sleeve:
            sleeves(s, look, sleeve, strength=1.1)
            _gathers(s, look, sleeve)
        half = body(232, waist=132, width=158, throat=throat)
        if not sleeve:
            half = half.replace("104,-256 142,-240! 136,-204 133,-168 136,-130", "92,-258 122,-245! 118,-206 117,-168 126,-124")
        with cloth(s, sym(half), look, waved=True):
            glow(s, -54, -110, 80, 110, lighter(look.ink, 0.85), 0.2)
            glow(s, 0, -10, 150, 70, darker(look.ink, 0.85), 0.12)
            creases(s, look, _DRAPES)
        edge = "142,-239 136,-204 133,-168 136,-130 148,-94" if sleeve else "121,-244 117,-206 116,-168 125,-124 147,-94"
        for side in SIDES:
            seam(s, look, edge, side=side)
        topstitch(s, look, "-155,224 -80,233 0,232 80,233 155,224")
        _blouse_neck(s, look, back)


def _gathers(s: Sheet, look: Look, sleeve: str) -> None:
    for side in SIDES:
        if sleeve == "balloon":
            d = curve("190,200! 214,206 239,192! 242,222! 218,236 194,233!", flip=side)
            with cloth(s, d, look, angle=-side * 13, depth=0.8):
                topstitch(s, look, "192,207 215,212 240,199", side=side)
            button(s, side * 204, 218, _pearl(look), 4)
            for x in range(194, 240, 6):
                seam(
                    s,
                    look,
                    f"{x},{203 - (x - 190) * 0.12:.0f} {x + 1},{186 - (x - 190) * 0.3:.0f}",
                    side=side,
                    width=1.1,
                    opacity=0.4,
                )
        else:
            seam(s, look, "163,-66 198,-77 227,-98", side=side)


def _blouse_neck(s: Sheet, look: Look, back: bool) -> None:
    if back:
        neck_band(s, look, _NECKS["back"], width=9, ribbed=False)
        s.path(curve("0,-250! 10,-226 6,-200 0,-194 -6,-200 -10,-226"), darker(look.ink, 0.6))
        button(s, 0, -250, _pearl(look), 5)
        return
    if look["neckline"] == "v-neck":
        neck_band(s, look, "-60,-270 -24,-202 0,-150! 24,-202 60,-270", width=9, ribbed=False)
        seam(s, look, "0,-146 0,-60 0,228", width=1.8)
        for y in range(-132, 220, 44):
            button(s, 8, y, _pearl(look), 4.5)
    else:
        neck_band(
            s,
            look,
            "-60,-270 -46,-236 -24,-217 0,-212 24,-217 46,-236 60,-270",
            width=12 if look["neckline"] == "bow neck" else 9,
            ribbed=False,
        )
    if look["neckline"] == "bow neck":
        _bow(s, look)


def _bow(s: Sheet, look: Look) -> None:
    for side, low in ((-1, -10), (1, 18)):
        tail = curve(f"2,-206! 18,-196 40,-120 46,{low}! 30,{low + 12} 14,{low + 2}! 14,-110 -4,-190", flip=side)
        cast(s, tail, dx=3, dy=5, spread=10)
        with cloth(s, tail, look, angle=side * 12, depth=0.8):
            creases(s, look, [(f"8,-190 22,-110 28,{low}", 10)], side=side)
    for side in SIDES:
        loop = curve("2,-210! 30,-240 66,-246 80,-226 78,-192 50,-180 24,-192", flip=side)
        cast(s, loop, dx=2, dy=6, spread=12)
        with cloth(s, loop, look, angle=side * 60):
            creases(s, look, [("6,-208 34,-218 60,-222", 10), ("8,-202 34,-200 58,-196", 9)], side=side)
    with cloth(s, curve("-15,-222 0,-226 15,-222 17,-204 14,-188 0,-184 -14,-188 -17,-204"), look):
        creases(s, look, [("-4,-220 -2,-204 -5,-190", 6)])


def sweater(s: Sheet, look: Look) -> None:
    """A knit with ribbed hem and cuffs; `neckline` crew neck, v-neck or turtleneck."""
    _sweater(s, look)


def sweater_back(s: Sheet, look: Look) -> None:
    """The same from behind."""
    _sweater(s, look, back=True)


def _sweater(s: Sheet, look: Look, *, back: bool = False) -> None:
    tall = look["neckline"] == "turtleneck"
    with s.group(transform=fit(-330 if tall else -292, 262, 246)):
        if not back and not tall:
            back_neck(s, look)
        sleeves(s, look, "knit", material="knit", strength=0.7)
        throat = neckline(look, back=back)
        torso(s, look, body(222, waist=146, width=144, throat=throat), material="knit", strength=0.65, back=back)
        hem_rib(s, look, 216, 143)
        cuff_rib(s, look, at=224)
        if tall:
            _turtleneck(s, look)
        else:
            _neck(s, look, back, width=22)


def _turtleneck(s: Sheet, look: Look) -> None:
    low = sym("0,-300 40,-298 58,-292! 62,-268 68,-246! 40,-222 0,-214")
    cast(s, low, dy=6, spread=14)
    rib(s, low, look, [f"{x},-300 {x * 1.12:.0f},-214" for x in range(-56, 60, 7)])
    fold = sym("0,-328 38,-326 56,-319! 62,-298 66,-272! 40,-256 0,-250")
    cast(s, fold, dy=4, spread=10)
    rib(s, fold, look, [f"{x},-330 {x * 1.1:.0f},-250" for x in range(-56, 60, 7)])
    s.path(sym("0,-328 38,-326 55,-319! 36,-312 0,-310"), darker(look.ink, 0.55))


def hoodie(s: Sheet, look: Look) -> None:
    """A hooded sweatshirt; `closure` pullover or zip."""
    with s.group(transform=fit(-352, 262, 248)):
        _hood(s, look)
        sleeves(s, look, "knit")
        throat = "0,-176 36,-204 66,-246"
        torso(s, look, body(222, waist=148, width=146, throat=throat).replace("60,-272! 104,-256", "88,-262! 112,-252"))
        _kangaroo(s, look)
        hem_rib(s, look, 216, 145)
        cuff_rib(s, look, at=224)
        if look["closure"] == "zip":
            cast(s, curve("0,-170 0,256", close=False), dx=1, dy=0, spread=18, opacity=0.25)
            zipper(s, "0,-172 0,258", look.ink, width=12)
            s.line("M0,-160V-136", METALS["silver"], 4)
        _lips(s, look)
        _strings(s, look)


def hoodie_back(s: Sheet, look: Look) -> None:
    """The same from behind, the hood lying on the shoulders."""
    with s.group(transform=fit(-352, 262, 248)):
        sleeves(s, look, "knit")
        torso(s, look, body(222, waist=148, width=146, throat="0,-258 36,-262"), back=True)
        hem_rib(s, look, 216, 145)
        cuff_rib(s, look, at=224)
        d = sym("0,-340 50,-334 88,-300 108,-256! 92,-200 48,-150 0,-128")
        cast(s, d, dy=8, spread=20)
        with cloth(s, d, look):
            creases(
                s, look, [("-60,-300 -76,-240 -40,-170", 22), ("56,-300 70,-240 40,-174", 20), ("-20,-320 -10,-250 -18,-180", 18)]
            )
        seam(s, look, "0,-338 0,-230 0,-130", width=2)


def _hood(s: Sheet, look: Look) -> None:
    outer = sym("0,-348 50,-344 92,-312 106,-262! 88,-216 0,-180")
    with cloth(s, outer, look):
        creases(s, look, [("-70,-330 -92,-290 -94,-250", 16), ("70,-328 90,-290 92,-250", 14)])
    inside = curve("-72,-262! -66,-304 -36,-328 0,-331 36,-328 66,-304 72,-262! 48,-206 0,-172 -48,-206")
    with cloth(s, inside, look, colour=darker(look.ink, 0.42), plain=True):
        seam(s, look, "0,-330 0,-260 0,-190", colour=darker(look.ink, 0.5))
        glow(s, 0, -200, 70, 60, "#000000", 0.4)
    s.path(curve("-14,-262! 14,-262! 14,-246! -14,-246!"), "#f1ece1", opacity=0.9)


def _lips(s: Sheet, look: Look) -> None:
    for side in SIDES:
        lip = curve("72,-306! 100,-300 112,-262 92,-216 48,-180 2,-164! 4,-190 40,-220 60,-258 66,-290", flip=side)
        cast(s, curve("110,-250 92,-214 48,-178 2,-162", close=False, flip=side), dx=side * 2, dy=4, spread=14)
        with cloth(s, lip, look, depth=0.8):
            creases(s, look, [("92,-284 94,-244 70,-210", 12), ("60,-214 36,-196 14,-184", 9)], side=side)
        topstitch(s, look, "66,-292 56,-256 36,-222 6,-194", side=side)


def _kangaroo(s: Sheet, look: Look) -> None:
    d = sym("0,86 66,86! 88,128 112,172! 112,222! 60,224 0,224")
    cast(s, d, dx=1, dy=3, spread=9)
    with cloth(s, d, look, depth=0.5):
        creases(s, look, [("-90,200 -40,186 0,190", 12), ("30,120 40,160 36,210", 14)])
        topstitch(s, look, "-108,93! 108,93!")
    for side in SIDES:
        topstitch(s, look, "61,92 83,132 106,174", side=side, width=1.6)


def _strings(s: Sheet, look: Look) -> None:
    cord = lighter(look.ink, 0.75) if look.colour not in ("white", "ivory") else "#d8d2c6"
    for side, end in ((-1, -58), (1, -40)):
        spec = f"30,-192 35,-150 31,-110 34,{end}"
        d = curve(spec, close=False, flip=side)
        cast(s, d, dx=3, dy=4, spread=8, opacity=0.4)
        s.line(d, darker(cord, 0.3), 6.5)
        s.line(d, cord, 4.5)
        s.line(curve(f"34,{end} 34,{end + 15}", close=False, flip=side), METALS["silver"], 6)
