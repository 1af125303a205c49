"""Clothes, drawn as on an invisible mannequin, lit from the upper left."""

from __future__ import annotations

from catalog.illustrate.fabric import Look, button, folds, panel, rib, sheen, zipper
from catalog.illustrate.palette import METALS, darker, lighter
from catalog.illustrate.svg import Sheet, curve, ellipse, sym, taper

__all__ = ["dress", "hoodie", "jacket", "jeans", "shirt", "skirt", "sweater", "t_shirt", "trousers"]

_SIDES = (-1, 1)
_TEE = "104,-250 134,-243 155,-231 186,-204 214,-150 232,-92! 204,-72 172,-58! 152,-82 134,-120 124,-180"
_LONG = "104,-250 134,-243 156,-231 186,-192 210,-60 232,176! 206,190 182,188! 168,60 146,-50 132,-110 122,-180"


def _body(neck: float, hem: float, width: float = 140) -> str:
    """Half a torso from the throat at depth `neck` to a hem at `hem`, `width` being half the hem."""
    throat = f"0,{neck} 26,{neck - 8} 46,{neck - 34 if neck < -180 else neck - 60} 60,-274!"
    return (
        f"{throat} 100,-260 130,-249! 140,-226 141,-190 138,-150 141,-104! 134,-20 134,70 {width},{hem}! 70,{hem + 8} 0,{hem + 9}"
    )


def _back_neck(s: Sheet, look: Look) -> None:
    inside = darker(look.ink, 0.42)
    d = curve("-62,-274! -30,-284 0,-286 30,-284 62,-274! 52,-190 0,-150 -52,-190")
    panel(s, d, look, colour=inside, plain=True, depth=0.8)
    s.path(curve("-13,-268! 13,-268! 13,-252! -13,-252!"), "#f2ede2", opacity=0.85)


def _sleeves(s: Sheet, look: Look, spec: str, *, angle: float = 24, material: str = "") -> None:
    creases = (("150,-215 176,-160 190,-110", 18.0), ("140,-130 168,-112 196,-100", 14.0))
    long = ("158,-60 184,-30 206,-28", 13.0), ("168,20 190,44 214,40", 14.0), ("176,90 196,110 222,104", 12.0)
    for side in _SIDES:
        d = curve(spec, flip=side)
        panel(s, d, look, angle=-side * angle, material=material)
        specs = [*creases, *(long if spec == _LONG else ())]
        flipped = [(" ".join(_flip(p, side) for p in f.split()), w) for f, w in specs]
        folds(s, d, look.ink, flipped)


def _flip(point: str, side: int) -> str:
    x, y = point.split(",")
    return f"{side * float(x):g},{y}"


_TORSO_FOLDS = (
    ("-136,-106 -96,-70 -74,-10", 24.0), ("136,-106 100,-74 80,-14", 24.0), ("-92,40 -84,140 -96,256", 30.0),
    ("66,10 58,120 74,258", 34.0), ("-20,120 -14,190 -22,262", 22.0), ("-128,-20 -100,20 -96,60", 16.0),
    ("116,90 104,160 112,250", 20.0),
)  # fmt: skip


def t_shirt(s: Sheet, look: Look) -> None:
    """Crew or V neck, short or long sleeves."""
    vee = look["neckline"] == "v-neck"
    neck = -158 if vee else -222
    _back_neck(s, look)
    long = look["sleeve"] == "long"
    _sleeves(s, look, _LONG if long else _TEE)
    d = sym(_vee(_body(neck, 262)) if vee else _body(neck, 262))
    panel(s, d, look)
    folds(s, d, look.ink, _TORSO_FOLDS)
    _collar_band(s, look, neck, vee)
    _hem_stitches(s, look, "-136,250 -70,258 0,259 70,258 136,250")
    for side in _SIDES:
        cuff = "190,176 206,178 226,166" if long else "176,-72 202,-84 226,-104"
        s.stitch(curve(cuff, close=False, flip=side), darker(look.ink, 0.5), 1.5, opacity=0.6)
        s.line(
            curve("132,-247 140,-226 141,-190 138,-150 140,-106", close=False, flip=side),
            darker(look.ink, 0.6),
            1.8,
            opacity=0.45,
        )


def _vee(half: str) -> str:
    """The same half torso with a pointed throat."""
    words = half.split()
    return " ".join([words[0] + "!", "34,-214", *words[3:]])


def _collar_band(s: Sheet, look: Look, neck: float, vee: bool) -> None:
    base = darker(look.ink, 0.07)
    band = f"-60,-274 -38,-216 0,{neck}! 38,-216 60,-274" if vee else f"-60,-274 -46,{neck - 30} 0,{neck} 46,{neck - 30} 60,-274"
    d = curve(band, close=False)
    for colour, width, opacity in ((darker(base, 0.55), 16.0, 0.8), (base, 13.5, 1.0), (lighter(base, 0.5), 3.0, 0.35)):
        s.path(d, stroke=colour, stroke_width=width, opacity=opacity)


def _hem_stitches(s: Sheet, look: Look, spec: str) -> None:
    s.stitch(curve(spec, close=False), darker(look.ink, 0.5), 1.5, opacity=0.55)


def shirt(s: Sheet, look: Look) -> None:
    """A buttoned shirt with a collar; `sleeve` long or short."""
    long = look["sleeve"] != "short"
    _back_neck(s, look)
    _sleeves(s, look, _LONG if long else _TEE)
    if long:
        _cuffs(s, look)
    d = sym(
        "0,-226 40,-262 62,-276! 100,-261 130,-249! 140,-226 141,-190 138,-150 141,-104! 132,-20 132,80 142,222! 96,262 0,272"
    )
    panel(s, d, look)
    folds(s, d, look.ink, _TORSO_FOLDS)
    placket = curve("-15,-232! 15,-232! 16,270! -16,270!")
    panel(s, placket, look, depth=0.35)
    for dx in (-11, 11):
        s.stitch(f"M{dx},-222V268", darker(look.ink, 0.45), 1.3, opacity=0.5)
    for y in range(-176, 262, 66):
        button(s, 0, y, lighter(look.ink, 0.75) if look.colour not in ("white", "ivory") else "#d9cfbd", 5.5)
    _pocket(s, look)
    _point_collar(s, look)


def _cuffs(s: Sheet, look: Look) -> None:
    for side in _SIDES:
        d = curve("180,168! 206,172 231,154! 238,206! 210,216 184,214!", flip=side)
        panel(s, d, look, angle=-side * 24)
        s.stitch(curve("184,178 208,181 230,166", close=False, flip=side), darker(look.ink, 0.45), 1.3, opacity=0.6)
        button(s, side * 198, 194, lighter(look.ink, 0.7), 4.5)


def _pocket(s: Sheet, look: Look) -> None:
    d = curve("44,-128! 108,-130! 106,-62! 76,-48! 46,-60!")
    panel(s, d, look, depth=0.4)
    s.stitch(curve("48,-112! 104,-114!", close=False), darker(look.ink, 0.45), 1.3, opacity=0.6)


def _point_collar(s: Sheet, look: Look) -> None:
    stand = curve("-62,-278! 0,-252 62,-278! 50,-232 0,-222 -50,-232")
    panel(s, stand, look, colour=darker(look.ink, 0.2), plain=True)
    for side in _SIDES:
        leaf = curve("60,-284! 74,-262 88,-222! 66,-196 44,-180! 24,-214 2,-234! 34,-252", flip=side)
        s.soft(leaf, "#000000", 5, opacity=0.28, transform=f"translate({2 * side} 6)")
        panel(s, leaf, look, angle=side * 35, depth=0.6)
        s.stitch(curve("80,-222 46,-190 10,-232", close=False, flip=side), darker(look.ink, 0.45), 1.2, opacity=0.5)


def sweater(s: Sheet, look: Look) -> None:
    """A knit with ribbed hem and cuffs; `neckline` crew or turtleneck."""
    _back_neck(s, look)
    _sleeves(s, look, _LONG, material="knit")
    d = sym(_body(-226, 236, 132))
    panel(s, d, look, material="knit")
    folds(s, d, look.ink, _TORSO_FOLDS)
    _ribbing(s, look)
    if look["neckline"] == "turtleneck":
        tube = sym("0,-318 40,-316 58,-308! 60,-280 64,-252! 40,-226 0,-218")
        rib(s, tube, look, [f"{x},-316 {x * 1.06},-270 {x * 1.1},-218" for x in range(-54, 60, 9)])
        s.line(curve("-59,-288 0,-272 59,-288", close=False), darker(look.ink, 0.7), 3.0, opacity=0.45)
    else:
        _collar_band(s, look, -226, False)


def _ribbing(s: Sheet, look: Look, colour: str = "") -> None:
    hem = sym("0,240 70,239 133,232! 130,262 122,276! 60,284 0,285")
    rib(s, hem, look, [f"{x},236 {x * 0.94},286" for x in range(-128, 132, 9)], colour=colour)
    for side in _SIDES:
        cuff = curve("178,172! 206,176 234,160! 236,186 230,210! 208,218 188,214! 182,196", flip=side)
        grooves = [f"{side * x},{168} {side * (x + 3)},216" for x in range(184, 236, 8)]
        rib(s, cuff, look, grooves, colour=colour)


def hoodie(s: Sheet, look: Look) -> None:
    """A hooded sweatshirt; `closure` pullover or zip."""
    hood = sym("0,-346 62,-340 100,-300 106,-250! 84,-214 0,-190")
    panel(s, hood, look)
    inside = curve("-70,-268! -56,-314 0,-326 56,-314 70,-268! 46,-206 0,-178 -46,-206")
    panel(s, inside, look, colour=darker(look.ink, 0.5), plain=True)
    _sleeves(s, look, _LONG)
    d = sym(
        "0,-172 40,-200 84,-266! 112,-256 134,-246! 143,-226 144,-190 140,-150 143,-104! 138,-20 138,70 136,238! 70,246 0,246"
    )
    panel(s, d, look)
    folds(s, d, look.ink, _TORSO_FOLDS)
    for side in _SIDES:
        lip = curve("70,-276! 104,-290 112,-262 86,-214 40,-182 2,-164! 4,-186 44,-222 62,-262", flip=side)
        panel(s, lip, look, depth=0.8)
    _kangaroo(s, look)
    _ribbing(s, look)
    if look["closure"] == "zip":
        zipper(s, "0,-168 0,284", look.ink, width=11)
    _strings(s, look)


def _kangaroo(s: Sheet, look: Look) -> None:
    d = sym("0,88 62,88! 84,130 108,178! 108,236! 60,240 0,240")
    s.soft(d, "#000000", 6, opacity=0.22)
    panel(s, d, look, depth=0.5)
    for side in _SIDES:
        s.stitch(curve("57,96 78,138 101,180", close=False, flip=side), darker(look.ink, 0.5), 1.5, opacity=0.7)


def _strings(s: Sheet, look: Look) -> None:
    cord = lighter(look.ink, 0.75) if look.colour != "white" else "#d8d2c6"
    for side, end in ((-1, -62), (1, -44)):
        d = curve(f"28,-186 34,-150 30,-110 34,{end}", close=False, flip=side)
        s.soft(d, "none", 2, stroke="#000000", stroke_width=6, opacity=0.25, transform="translate(3 4)")
        s.line(d, darker(cord, 0.3), 6.5)
        s.line(d, cord, 4.5)
        s.line(curve(f"34,{end} 34,{end + 14}", close=False, flip=side), METALS["silver"], 6.0)


def jacket(s: Sheet, look: Look) -> None:
    """`closure` zip: a bomber with ribbed hem; `closure` buttons: a blazer with lapels."""
    (_blazer if look["closure"] == "buttons" else _bomber)(s, look)


def _bomber(s: Sheet, look: Look) -> None:
    trim = look.trim
    _back_neck(s, look)
    _sleeves(s, look, _LONG)
    d = sym(
        "0,-236 40,-250 66,-270! 104,-259 132,-247! 143,-226 146,-190 142,-150 146,-104! 148,-20 150,90 136,238! 70,246 0,246"
    )
    panel(s, d, look)
    folds(s, d, look.ink, [*_TORSO_FOLDS, ("-120,200 -112,220 -116,242", 18.0), ("30,206 34,226 30,244", 16.0)])
    if look.material == "leather":
        sheen(s, "-112,-200 -104,-90 -112,40", 14, opacity=0.3, blur=5)
        sheen(s, "44,-190 50,-80 42,60", 10, opacity=0.22, blur=5)
    _ribbing(s, look, trim)
    collar = sym("0,-258 34,-268 58,-284 70,-278! 74,-258 70,-244! 36,-222 0,-212")
    rib(s, collar, look, [f"{x},-296 {x * 0.85},-210" for x in range(-72, 76, 8)], colour=trim)
    zipper(s, "0,-214 0,284", look.ink, teeth="gold" if look.material == "leather" else "silver", width=13)
    for side in _SIDES:
        zipper(s, f"{side * 54},146 {side * 84},78", look.ink, width=8)


def _blazer(s: Sheet, look: Look) -> None:
    _back_neck(s, look)
    _sleeves(s, look, _LONG)
    _cuff_buttons(s, look)
    lining = curve("-60,-274! 0,-250 60,-274! 30,-100 4,30! -30,-100")
    panel(s, lining, look, colour=lighter(darker(look.ink, 0.35), 0.25), plain=True)
    for side, hem in ((1, 262), (-1, 262)):
        d = curve(
            f"62,-276! 104,-260 136,-247! 146,-222 146,-190 140,-150 142,-104! 124,0 130,90 148,{hem}! "
            f"90,{hem + 16} 30,{hem + 6} -8,{hem - 24}! -10,140 -6,32! 30,-100 50,-220", flip=side,
        )  # fmt: skip
        s.soft(d, "#000000", 5, opacity=0.2)
        panel(s, d, look)
        creases = ["134,-106 102,-70 84,-10", "112,60 108,160 122,256", "60,60 52,160 60,262"]
        folds(
            s, d, look.ink, [(" ".join(_flip(p, side) for p in f.split()), w) for f, w in zip(creases, (22, 22, 26), strict=True)]
        )
        _lapel(s, look, side)
        flap = curve("52,112! 116,104! 120,132! 54,140!", flip=side)
        panel(s, flap, look, depth=0.7)
    for y in (48, 118):
        button(s, 4, y, darker(look.ink, 0.45) if look.second == "" else look.trim, 8)


def _lapel(s: Sheet, look: Look, side: int) -> None:
    d = curve("50,-284! 70,-274 76,-240! 92,-226! 84,-206! 108,-198! 84,-100 -2,36! 18,-90 40,-200", flip=side)
    s.soft(d, "#000000", 5, opacity=0.3, transform=f"translate({side * 3} 5)")
    panel(s, d, look, colour=lighter(look.ink, 0.05), angle=side * 20, depth=0.6)
    s.line(curve("84,-206 58,-214 38,-236", close=False, flip=side), darker(look.ink, 0.65), 1.8, opacity=0.6)


def _cuff_buttons(s: Sheet, look: Look) -> None:
    for side in _SIDES:
        for y in (140, 156, 172):
            button(s, side * (188 + (y - 140) * 0.08), y, darker(look.ink, 0.45), 4.5)


_SKIRT_HEM = {"mini": 112.0, "knee-length": 214.0, "midi": 296.0, "maxi": 352.0}


def dress(s: Sheet, look: Look) -> None:
    """Fitted bodice over a flared skirt; `length`, `sleeve` (sleeveless, straps, short, long) and `neckline`."""
    with s.group(transform=_hang(_SKIRT_HEM[look["length"]])):
        _dress(s, look, _SKIRT_HEM[look["length"]])


def _hang(hem: float) -> str:
    """Centres what hangs from -330 down to `hem`, and lets short pieces fill the picture."""
    size = min(1.22, 660 / (hem + 336))
    return f"scale({size:.3f}) translate(0 {(330 - hem) / 2:.1f})"


def _dress(s: Sheet, look: Look, hem: float) -> None:
    straps = look["sleeve"] == "straps"
    if not straps:
        d = curve("-57,-321! 0,-332 57,-321! 60,-256 0,-180 -60,-256")
        panel(s, d, look, colour=darker(look.ink, 0.42), plain=True)
        _dress_sleeves(s, look)
    width = 134 + (hem - 96) * 0.2
    skirt = sym(f"0,-104 40,-104 73,-102! 94,-52 {width * 0.8:.0f},{hem * 0.42:.0f} {width:.0f},{hem}! {_wave(width, hem)}")
    panel(s, skirt, look)
    _skirt_folds(s, look, skirt, width, hem, -100)
    if straps:
        for side in _SIDES:
            loop = curve("62,-238 63,-290 54,-326 44,-290 48,-214", close=False, flip=side)
            s.line(loop, darker(look.ink, 0.55), 9.0)
            s.line(loop, look.ink, 6.5)
        back = sym("0,-214 40,-222 80,-216! 80,-180 0,-170")
        panel(s, back, look, colour=darker(look.ink, 0.42), plain=True)
    bodice = sym(_bodice(look["neckline"], straps))
    panel(s, bodice, look)
    darts = (("-92,-206 -66,-180 -48,-108", 14.0), ("92,-206 66,-180 48,-108", 14.0), ("-20,-150 -14,-130 -18,-100", 10.0))
    folds(s, bodice, look.ink, darts)
    _sash(s, look)


def _bodice(neckline: str, straps: bool) -> str:
    if straps:
        return "0,-222! 34,-246 64,-240! 84,-222 96,-196! 84,-150 72,-100! 36,-94 0,-93"
    throat = {"v-neck": "0,-204! 30,-268 46,-324!", "round": "0,-266 32,-282 48,-324!", "square": "0,-262 52,-262! 56,-322!"}
    return f"{throat[neckline]} 76,-314 104,-302! 92,-262 92,-240 102,-214! 86,-156 72,-100! 36,-94 0,-93"


def _dress_sleeves(s: Sheet, look: Look) -> None:
    spec = {
        "short": "80,-312 106,-302! 138,-286 162,-244 166,-206! 142,-190 116,-188! 100,-214 90,-250",
        "long": "80,-312 106,-302! 142,-270 158,-160 172,-24! 152,-12 134,-14! 122,-110 104,-190 90,-250",
    }.get(look["sleeve"])
    for side in _SIDES if spec else ():
        d = curve(spec, flip=side)
        panel(s, d, look, angle=-side * 20)
        folds(s, d, look.ink, [(f"{side * 112},-290 {side * 128},-250 {side * 130},-200", 14.0)])


def _wave(width: float, hem: float, count: int = 5) -> str:
    """The right half of a hem that rises and falls with the folds, from the side to the centre."""
    return " ".join(
        f"{width * (1 - (i + 1) / count):.1f},{hem + (18 if i % 2 == 0 else 4) + 8 * (i + 1) / count:.1f}" for i in range(count)
    )


def _skirt_folds(s: Sheet, look: Look, clip: str, width: float, hem: float, waist: float) -> None:
    specs = []
    for share, size in ((-0.82, 26), (-0.5, 34), (-0.2, 22), (0.12, 36), (0.46, 26), (0.76, 34)):
        top, low = share * 58, share * width
        specs.append((f"{top:.0f},{waist} {(top * 0.45 + low * 0.55):.0f},{(waist + hem) / 2:.0f} {low:.0f},{hem + 26}", size))
    folds(s, clip, look.ink, specs, strength=0.42)


def _sash(s: Sheet, look: Look) -> None:
    d = sym("0,-112 40,-112 72,-110! 74,-100 74,-90! 36,-84 0,-83")
    panel(s, d, look, colour=look.trim if look.second and look.pattern == "solid" else darker(look.ink, 0.12), plain=True)


def skirt(s: Sheet, look: Look) -> None:
    """`shape` flared, pleated or pencil; `length` mini, knee-length or midi."""
    hem = {"mini": 20.0, "knee-length": 130.0, "midi": 240.0}[look["length"]]
    size = min(1.3, 580 / (hem + 250))
    with s.group(transform=f"scale({size:.3f}) translate(0 {(230 - hem) / 2:.1f})"):
        _skirt(s, look, hem)


def _skirt(s: Sheet, look: Look, hem: float) -> None:
    style = look["shape"]
    width = {"flared": 150 + hem * 0.22, "pleated": 140 + hem * 0.2, "pencil": 128 - hem * 0.08}[style]
    edge = f"{width:.0f},{hem}! 60,{hem + 9} 0,{hem + 10}" if style == "pencil" else f"{width:.0f},{hem}! {_wave(width, hem)}"
    d = sym(f"0,-206 50,-206 86,-204! {98 + width * 0.13:.0f},-120 {40 + width * 0.66:.0f},{hem * 0.4 - 50:.0f} {edge}")
    panel(s, d, look)
    if style == "pleated":
        _pleats(s, look, d, width, hem)
    elif style == "pencil":
        folds(s, d, look.ink, [("-70,-190 -86,-80 -80,60", 26), ("40,-60 46,60 40,240", 24), ("-110,-120 -60,-108 -20,-116", 12)])
    else:
        _skirt_folds(s, look, d, width, hem, -200)
    band = sym("0,-232 46,-232 84,-228! 88,-214 88,-198! 46,-192 0,-191")
    panel(s, band, look, colour=darker(look.ink, 0.08), plain=True)
    s.stitch(curve("-84,-203 0,-197 84,-203", close=False), darker(look.ink, 0.5), 1.4, opacity=0.6)
    button(s, 0, -212, METALS["gold"] if look.material in ("denim", "leather") else darker(look.ink, 0.3), 6)


def _pleats(s: Sheet, look: Look, clip: str, width: float, hem: float) -> None:
    with s.group(clip_path=s.clip(clip)):
        for i in range(-6, 7):
            top, low = i * 13.5, i * width / 6.2
            shade = f"{top:.0f},-200! {low:.0f},{hem + 30}! {low + width / 9:.0f},{hem + 30}! {top + 5:.0f},-200!"
            s.path(curve(shade), s.linear([(0, darker(look.ink, 0.75), 0.5), (1, darker(look.ink, 0.75), 0)]))
            s.line(curve(f"{top:.0f},-200 {low:.0f},{hem + 30}", close=False), darker(look.ink, 0.7), 1.6, opacity=0.5)


def trousers(s: Sheet, look: Look) -> None:
    """Front view; `fit` slim, straight or wide."""
    _legs(s, look)
    for side in _SIDES:
        crease = curve("64,-170 68,0 " + f"{_cuff(look) - 40},300", close=False, flip=side)
        s.line(crease, lighter(look.ink, 0.6), 2.5, opacity=0.25)
        s.line(curve("58,-262 80,-228 98,-190", close=False, flip=side), darker(look.ink, 0.65), 2.2, opacity=0.7)


def jeans(s: Sheet, look: Look) -> None:
    """Denim with worn thighs, rivets and gold stitching."""
    _legs(s, look)
    thread = "#d8a04c"
    for side in _SIDES:
        s.soft(ellipse(side * 66, -60, 26, 120), lighter(look.ink, 0.6), 16, opacity=0.32)
        scoop = curve("48,-262 60,-214 106,-206", close=False, flip=side)
        s.line(scoop, darker(look.ink, 0.7), 2.2, opacity=0.8)
        s.stitch(scoop, thread, transform=f"translate({-side * 2} 6)")
        s.stitch(curve(f"118,-200 122,-60 {_cuff(look) + 29},150 {_cuff(look) + 33},310", close=False, flip=side), thread, 1.6)
        s.path(ellipse(side * 100, -212, 3.6, 3.6), METALS["bronze"])
        s.stitch(curve(f"{_cuff(look) - 35},318 {_cuff(look)},322 {_cuff(look) + 36},317", close=False, flip=side), thread, 1.6)
    s.stitch(curve("20,-262 22,-196 0,-158", close=False), thread)
    s.stitch(curve("-108,-268 0,-262 108,-268", close=False), thread, 1.6)


def _cuff(look: Look) -> float:
    """Where a leg's middle stands at the ankle."""
    return {"slim": 86.0, "straight": 96.0, "wide": 112.0}[look["fit"]]


def _legs(s: Sheet, look: Look) -> None:
    mid, half = _cuff(look), {"slim": 37, "straight": 48, "wide": 74}[look["fit"]]
    waist = curve("-108,-288! 0,-298 108,-288! 60,-262 0,-256 -60,-262")
    panel(s, waist, look, colour=darker(look.ink, 0.5), plain=True)
    for side in _SIDES:
        d = curve(
            f"0,-278! 60,-280 108,-288! 124,-230 130,-160 {132 + half * 0.1:.0f},-80 {mid + half * 0.9:.0f},120 "
            f"{mid + half},330! {mid},338 {mid - half},332! {mid - half * 0.92:.0f},120 16,-60 0,-128!", flip=side,
        )  # fmt: skip
        panel(s, d, look)
        specs = ["4,-128 40,-142 84,-176", "10,-100 44,-92 92,-104", f"{mid - half},100 {mid},112 {mid + half * 0.8:.0f},96",
                 f"{mid + half * 0.7:.0f},270 {mid},286 {mid - half * 0.9:.0f},276"]  # fmt: skip
        folds(s, d, look.ink, [(" ".join(_flip(p, side) for p in f.split()), 15) for f in specs], strength=0.26)
        with s.group(clip_path=s.clip(d)):
            s.soft(taper("0,-140 18,20 40,240", 40, flip=side), darker(look.ink, 0.8), 9, opacity=0.25)
    _waistband(s, look)


def _waistband(s: Sheet, look: Look) -> None:
    band = curve("-108,-290! -50,-276 0,-274 50,-276 108,-290! 112,-268 113,-258! 50,-246 0,-244 -50,-246 -113,-258!")
    panel(s, band, look, depth=0.7)
    s.line(curve("0,-246 2,-180 0,-128", close=False), darker(look.ink, 0.7), 2.0, opacity=0.7)
    s.line(curve("18,-246 20,-190 2,-158", close=False), darker(look.ink, 0.6), 1.5, opacity=0.5)
    for x in (-74, 74):
        panel(s, curve(f"{x - 6},-290! {x + 6},-290! {x + 6},-242! {x - 6},-242!"), look, depth=0.6, plain=True)
    button(s, 6, -260, METALS["bronze"] if look.kind == "Jeans" else darker(look.ink, 0.4), 7)
