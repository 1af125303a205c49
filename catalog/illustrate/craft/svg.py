"""SVG text from small parts: a sheet that collects shapes, curves through points, the page around them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["HEIGHT", "SHOP", "WIDTH", "Scene", "Sheet", "attributes", "box", "curve", "ellipse", "page", "points", "sym", "taper"]

WIDTH, HEIGHT = 640, 800  # pixels of a picture; drawings use the centre as origin

Point = tuple[float, float, bool]  # x, y, and whether the outline has a corner here
Stops = list[tuple[float, str, float]]  # offset 0..1, colour, opacity 0..1


def number(value: object) -> str:
    """An attribute's text; floats keep two decimals so that the bytes are stable."""
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(**values: object) -> str:
    """` stroke-width="3"` from `stroke_width=3`."""
    return "".join(f' {k.strip("_").replace("_", "-")}="{number(v)}"' for k, v in values.items())


class Sheet:
    """Collects shapes in painting order, and the gradients, clips and filters they refer to."""

    def __init__(self) -> None:
        self._defs: dict[tuple[str, str, str], str] = {}
        self._body: list[str] = []

    def define(self, tag: str, inner: str = "", **values: object) -> str:
        """`url(#...)` of a definition; the same definition asked for twice is kept once."""
        name = self._defs.setdefault((tag, attributes(**values), inner), f"d{len(self._defs)}")
        return f"url(#{name})"

    def linear(self, stops: Stops, x1: float = 0, y1: float = 0, x2: float = 1, y2: float = 0) -> str:
        """A gradient across the box of the shape it fills (0 to 1 both ways)."""
        return self.define("linearGradient", _stops(stops), x1=x1, y1=y1, x2=x2, y2=y2)

    def radial(self, stops: Stops, cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        """A round gradient inside the box of the shape it fills."""
        return self.define("radialGradient", _stops(stops), cx=cx, cy=cy, r=r)

    def along(self, stops: Stops, x1: float, y1: float, x2: float, y2: float) -> str:
        """A gradient between two points of the drawing, whatever shape it fills."""
        ends = {"x1": float(x1), "y1": float(y1), "x2": float(x2), "y2": float(y2)}
        return self.define("linearGradient", _stops(stops), gradientUnits="userSpaceOnUse", **ends)

    def soft(self, d: str, fill: str, blur: float, **values: object) -> None:
        """Paints a path blurred by `blur` drawing units, its filter no larger than it must be."""
        inner = f'<feGaussianBlur stdDeviation="{number(float(blur))}"/>'
        with self.group(filter=self.define("filter", inner, **box(d, 3 * blur + values.get("stroke_width", 0) / 2))):
            self.path(d, fill, **values)

    def clip(self, d: str) -> str:
        """A clip that keeps what lies inside the path."""
        return self.define("clipPath", f'<path d="{d}"/>')

    def add(self, markup: str) -> None:
        """Paints markup over what is there."""
        self._body.append(markup)

    def path(self, d: str, fill: str = "none", **values: object) -> None:
        """Paints one path."""
        if "opacity" in values and (fill == "none" or "stroke" not in values):  # a plain opacity would cost a layer
            values["stroke_opacity" if fill == "none" else "fill_opacity"] = values.pop("opacity")
        self.add(f'<path d="{d}" fill="{fill}"{attributes(**values)}/>')

    def line(self, d: str, colour: str, width: float = 2.0, **values: object) -> None:
        """Strokes a path with round ends."""
        self.path(d, stroke=colour, stroke_width=width, stroke_linecap="round", stroke_linejoin="round", **values)

    def stitch(self, d: str, colour: str, width: float = 1.8, **values: object) -> None:
        """A row of stitches along a path."""
        self.line(d, colour, width, stroke_dasharray="6 4.5", **values)

    @contextmanager
    def group(self, **values: object) -> Iterator[None]:
        """What is painted inside shares a transform, a clip, an opacity or a filter."""
        self.add(f"<g{attributes(**values)}>")
        yield
        self.add("</g>")

    def ground(self, cx: float, y: float, rx: float, ry: float = 16.0) -> None:
        """A soft contact shadow on the floor: a broad one and a narrow dark one."""
        for grow, blur, opacity in ((1.12, 16, 0.22), (0.98, 6, 0.34)):
            shape = ellipse(cx + 8, y, rx * grow, ry * grow)
            self.soft(shape, "#3a2c22", blur, opacity=opacity)

    def defs(self) -> str:
        """The definitions as markup."""
        return "".join(f'<{tag} id="{n}"{a}>{inner}</{tag}>' for (tag, a, inner), n in self._defs.items())

    def body(self) -> str:
        """The shapes as markup."""
        return "".join(self._body)


def _stops(stops: Stops) -> str:
    return "".join(f"<stop{attributes(offset=o, stop_color=c, stop_opacity=a)}/>" for o, c, a in stops)


def points(spec: str, flip: float = 1) -> list[Point]:
    """Reads "x,y x,y! ..." where "!" marks a corner; `flip=-1` mirrors left and right."""
    out = []
    for word in spec.split():
        x, y = word.rstrip("!").split(",")
        out.append((flip * float(x), float(y), word.endswith("!")))
    return out


def curve(spec: str, *, close: bool = True, flip: float = 1) -> str:
    """A smooth path through the points of `spec`, sharp where a point ends in "!"."""
    return _through(points(spec, flip), close)


def sym(spec: str) -> str:
    """A closed symmetric outline from its right half, given from top centre to bottom centre."""
    half = points(spec)
    return _through(half + [(-x, y, c) for x, y, c in reversed(half) if x], True)


def taper(spec: str, width: float, *, flip: float = 1, shift: float = 0) -> str:
    """A sliver along the points, `width` wide in the middle and pointed at both ends: a fold or a sheen."""
    spine = [(x + shift, y, corner) for x, y, corner in points(spec, flip)]
    sides: tuple[list[Point], list[Point]] = ([], [])
    for i, (x, y, _) in enumerate(spine):
        (ax, ay, _), (bx, by, _) = spine[max(i - 1, 0)], spine[min(i + 1, len(spine) - 1)]
        reach = width / 2 * math.sin(math.pi * i / (len(spine) - 1)) / (math.hypot(bx - ax, by - ay) or 1)
        for side, sign in zip(sides, (1, -1), strict=True):
            side.append((x - sign * (by - ay) * reach, y + sign * (bx - ax) * reach, i in (0, len(spine) - 1)))
    return _through(sides[0] + sides[1][-2:0:-1], True)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    """An ellipse as a path, so that it can be clipped, shaded and stroked like any other outline."""
    x, y = 0.5523 * rx, 0.5523 * ry  # a Bezier quarter of a circle
    turns = [(-rx, -y, -x, -ry, 0, -ry), (x, -ry, rx, -y, rx, 0), (rx, y, x, ry, 0, ry), (-x, ry, -rx, y, -rx, 0)]
    start = f"M{number(float(cx - rx))},{number(float(cy))}"
    return start + "".join(f"C{' '.join(number(float(v + (cy if i % 2 else cx))) for i, v in enumerate(t))}" for t in turns) + "Z"


def box(d: str, margin: float) -> dict[str, object]:
    """A filter's region: the box of a path's points with a margin around it."""
    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", d)]
    x, y = min(numbers[::2]) - margin, min(numbers[1::2]) - margin
    width, height = max(numbers[::2]) + margin - x, max(numbers[1::2]) + margin - y
    return {"filterUnits": "userSpaceOnUse", **_SRGB, "x": x, "y": y, "width": width, "height": height}


_SRGB = {"color_interpolation_filters": "sRGB"}


def _through(pts: list[Point], close: bool) -> str:
    count = len(pts)
    out = [f"M{number(pts[0][0])},{number(pts[0][1])}"]
    for i in range(count if close else count - 1):
        start, end = pts[i], pts[(i + 1) % count]
        x1, y1 = _handle(pts, i, end, close, 1)
        x2, y2 = _handle(pts, (i + 1) % count, start, close, -1)
        out.append("C" + " ".join(number(float(v)) for v in (x1, y1, x2, y2, end[0], end[1])))
    return "".join(out) + ("Z" if close else "")


def _handle(pts: list[Point], i: int, toward: Point, close: bool, sign: int) -> tuple[float, float]:
    x, y, corner = pts[i]
    length = math.hypot(toward[0] - x, toward[1] - y)
    if corner or (not close and i in (0, len(pts) - 1)):
        return x + (toward[0] - x) / 3, y + (toward[1] - y) / 3
    (ax, ay, _), (bx, by, _) = pts[i - 1], pts[(i + 1) % len(pts)]
    reach = sign * 0.39 * length / (math.hypot(bx - ax, by - ay) or 1)
    return x + (bx - ax) * reach, y + (by - ay) * reach


@dataclass(frozen=True)
class Scene:
    """How the picture is taken: a plain calm wall for the shop, anything for training."""

    top: str = "#faf7f2"  # background colours, above and below
    bottom: str = "#f1ebe2"
    scale: float = 1.0
    rotation: float = 0.0  # degrees
    light: float = 0.0  # -1 dim to 1 bright


SHOP = Scene()


def page(sheet: Sheet, *, floats: bool, scene: Scene = SHOP) -> str:
    """The whole picture as SVG text. `floats`: the item hangs before the wall and throws its shadow on it."""
    shadow = sheet.define("filter", _drop(4, 6, 5, 0.20) + _drop(10, 20, 20, 0.18), **_SRGB) if floats else ""
    wall = sheet.linear([(0, scene.top, 1), (1, scene.bottom, 1)], 0, 0, 0, 1)
    glow = sheet.radial([(0, "#ffffff", 0.75), (1, "#ffffff", 0)], 0.42, 0.36, 0.6)
    place = f"translate(320 400) rotate({number(scene.rotation)}) scale({number(scene.scale)})"
    veil = ("#ffffff" if scene.light > 0 else "#000000", 0.25 * abs(scene.light))
    frame = f'width="{WIDTH}" height="{HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<defs>{sheet.defs()}</defs>"
        f'<rect {frame} fill="{wall}"/><rect {frame} fill="{glow}"/>'
        f"<g{attributes(transform=place, **({'filter': shadow} if shadow else {}))}>{sheet.body()}</g>"
        + (f'<rect {frame} fill="{veil[0]}" opacity="{number(veil[1])}"/>' if scene.light else "")
        + "</svg>\n"
    )


def _drop(dx: int, dy: int, deviation: int, opacity: float) -> str:
    where = f'dx="{dx}" dy="{dy}" stdDeviation="{deviation}"'
    return f'<feDropShadow {where} flood-color="#46362a" flood-opacity="{opacity}"/>'
