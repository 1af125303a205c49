"""Shoppers' snapshots made from shop photographs: the product cut out, bent, turned and set down somewhere else.

Everything in a snapshot is from real photographs: the product, the things strewn about it, the people behind it, and the
walls, floors and cloths, which are swatches of other products, enlarged. Over it come the light of the place and what a
phone's camera does. Nothing of the shop's picture is kept as it was; what stays the same is the side that it shows.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from models.captions import Label

__all__ = ["SETTINGS", "Pose", "Street", "cut_out", "snapshots", "warp"]

# What a recipe's [street] says: shares are of the frame, chances 0 to 1.
SETTINGS = frozenset("frame fill tilt perspective bend outside strewn in_front bystander light cast gamma blur noise "
                     "quality".split())
GROUND = 18              # how far from the border's colour what is still background may be, of 255
SHARE = (0.04, 0.9)      # of the picture that a cut-out takes, or it is no cut-out
CELLS = 4                # of the mesh that bends a picture, each way
PEOPLE = 600             # cut-outs of people to choose from
BESIDE = 1500            # products to choose from for what lies about, of all that may


# ---- cutting out ----------------------------------------------------------------------------------------------------------

def cut_out(pixels: np.ndarray) -> Image.Image:
    """(h, w, 3) uint8 -> RGBA, transparent where one sees the ground from an edge, trimmed to what is left.

    A picture with no plain ground, or with nothing on it, stays whole: a print on paper, as it were.
    """
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    close = np.abs(pixels.astype(np.int16) - np.median(border, axis=0).astype(np.int16)) <= GROUND
    near = close[..., 0] & close[..., 1] & close[..., 2]
    ground = near & _seen_from_an_edge(near)
    if not SHARE[0] <= 1 - ground.mean() <= SHARE[1]:
        return Image.fromarray(pixels).convert("RGBA")
    mask = Image.fromarray(np.where(ground, 0, 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(3))
    box = mask.getbbox()
    picture = Image.fromarray(pixels)
    picture.putalpha(mask.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.BoxBlur(1)))  # no rim of the old ground
    return picture.crop(box) if box else picture


def _seen_from_an_edge(clear: np.ndarray) -> np.ndarray:
    """(h, w) bool: a straight look along a row or a column from the picture's edge gets there."""
    looks = [np.logical_and.accumulate(turned, axis=axis) for axis in (0, 1) for turned in (clear, np.flip(clear, axis))]
    return looks[0] | np.flip(looks[1], 0) | looks[2] | np.flip(looks[3], 1)


# ---- setting down ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Pose:
    """How a cut-out lies in the frame: its middle and height in pixels, degrees turned, how its plane leans, how it bends."""

    middle: tuple[float, float]
    height: float
    turn: float = 0.0
    lean: tuple[float, float] = (0.0, 0.0)   # share by which the far side shrinks
    bend: tuple[float, float] = (0.0, 0.0)   # of the height: waves along x and along y
    phase: float = 0.0


def warp(picture: Image.Image, frame: tuple[int, int], pose: Pose) -> Image.Image:
    """An RGBA picture -> the frame (height, width) with it in that pose, transparent elsewhere."""
    height, width = frame
    cells = CELLS if any(pose.bend) else 1
    xs, ys = (np.linspace(0, side, cells + 1).round().astype(int) for side in (width, height))
    from_x, from_y = _source(*np.meshgrid(xs, ys), picture.size, pose)  # (cells + 1, cells + 1)
    mesh = []
    for i in range(cells):
        for j in range(cells):
            corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))  # PIL's order: down the left, up the right
            quad = [float(value) for corner in corners for value in (from_x[corner], from_y[corner])]
            mesh.append(((int(xs[j]), int(ys[i]), int(xs[j + 1]), int(ys[i + 1])), quad))
    return picture.transform((width, height), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _source(x: np.ndarray, y: np.ndarray, size: tuple[int, int], pose: Pose) -> tuple[np.ndarray, np.ndarray]:
    """Where in the picture each point of the frame comes from."""
    angle, scale = np.deg2rad(pose.turn), size[1] / pose.height
    x, y = x - pose.middle[0], y - pose.middle[1]
    x, y = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    depth = np.maximum(1 - (pose.lean[0] * x + pose.lean[1] * y) * 2 / pose.height, 0.3)
    x, y = x / depth, y / depth
    wave = 2 * np.pi / pose.height
    x, y = (x + pose.bend[0] * pose.height * np.sin(wave * y + pose.phase),
            y + pose.bend[1] * pose.height * np.sin(wave * x + 2 * pose.phase))
    return x * scale + size[0] / 2, y * scale + size[1] / 2


def _lay(scene: Image.Image, thing: Image.Image, rng: random.Random, blur: float = 0.0) -> None:
    """Pastes an RGBA frame onto the scene, with the shadow it throws."""
    if blur:
        thing = thing.filter(ImageFilter.BoxBlur(blur))
    darkness = Image.new("L", scene.size, rng.randint(50, 150))
    shadow = ImageChops.multiply(thing.getchannel("A"), darkness).filter(ImageFilter.BoxBlur(rng.uniform(1, 4)))
    scene.paste((12, 10, 10), (round(rng.uniform(-4, 4)), round(rng.uniform(0, 5))), shadow)
    scene.paste(thing, (0, 0), thing)


# ---- the scene ------------------------------------------------------------------------------------------------------------

class Street:
    """Snapshots of products, by the recipe's [street]. What else is in a picture is drawn from the rows of `around`.

    A snapshot depends on (seed, row, view) alone.
    """

    def __init__(self, pixels: np.ndarray, labels: Sequence[Label], around: Sequence[int], settings: Mapping, seed: int):
        self.pixels, self.settings, self.seed = pixels, settings, seed
        self.frame: tuple[int, int] = tuple(settings["frame"])
        self.grid = np.mgrid[-1:1:self.frame[0] * 1j, -1:1:self.frame[1] * 1j].astype(np.float32)
        self.grain = np.random.default_rng(seed).standard_normal((2 * self.frame[0], 2 * self.frame[1], 3), dtype=np.float32)
        mixed = random.Random(seed).sample(list(around), len(around))
        self.around = mixed[:BESIDE]
        self.people = _people(pixels, [row for row in mixed if labels[row].category == "apparel"], PEOPLE)
        self.cut = lru_cache(maxsize=4 * BESIDE)(lambda row: cut_out(np.asarray(pixels[row])))

    def picture(self, row: int, view: int = 0) -> np.ndarray:
        """(h, w, 3) uint8: the view-th snapshot of a product."""
        rng = random.Random(f"{self.seed}:{row}:{view}")
        scene = self._place(rng)
        if self.people and rng.random() < self.settings["bystander"]:
            _lay(scene, self._somewhere(rng.choice(self.people), rng, (0.6, 1.3)), rng, rng.uniform(0.5, 2))
        for _ in range(rng.randint(*self.settings["strewn"])):
            _lay(scene, self._somewhere(rng.choice(self.around), rng, (0.25, 0.6)), rng, rng.choice((0, 0, 0.8)))
        _lay(scene, self._product(row, rng), rng)
        if rng.random() < self.settings["in_front"]:
            _lay(scene, self._at_the_edge(rng.choice(self.around), rng), rng, rng.choice((0, 1.5)))
        return self._photographed(scene, rng)

    def mark(self, rows: Sequence[int], view: int) -> str:
        """8 hex digits of all that these snapshots depend on, besides the photographs."""
        facts = (dict(self.settings), self.seed, self.around, [int(row) for row in rows], view)
        return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:8]

    def _product(self, row: int, rng: random.Random) -> Image.Image:
        height, width = self.frame
        cut, s = self.cut(row), self.settings
        tall = min(rng.uniform(*s["fill"]) * height, 0.95 * width * cut.height / cut.width)  # a wide thing fills the width
        wide, out = tall * cut.width / cut.height, s["outside"]
        roam_x, roam_y = (max(0, (side - own) / 2) + out * own for side, own in ((width, wide), (height, tall)))
        middle = (width / 2 + rng.triangular(-roam_x, roam_x), height / 2 + rng.triangular(-roam_y, roam_y))  # it is aimed at
        lean, bend = (tuple(rng.uniform(-s[name], s[name]) for _ in range(2)) for name in ("perspective", "bend"))
        return warp(cut, self.frame, Pose(middle, tall, rng.gauss(0, s["tilt"] / 2), lean, bend, rng.uniform(0, 6.3)))

    def _somewhere(self, row: int, rng: random.Random, tall: tuple[float, float]) -> Image.Image:
        height, width = self.frame
        middle = (rng.uniform(0, width), rng.uniform(0.1, 1) * height)
        turn = rng.gauss(0, 5) if row in self.people else rng.uniform(-70, 70)
        return warp(self.cut(row), self.frame, Pose(middle, rng.uniform(*tall) * height, turn))

    def _at_the_edge(self, row: int, rng: random.Random) -> Image.Image:
        """Something nearer to the camera, most of it out of the frame."""
        height, width = self.frame
        middle = rng.choice(((rng.uniform(-0.12, 0), rng.random()), (rng.uniform(1, 1.12), rng.random()), (rng.random(), 1.1)))
        return warp(self.cut(row), self.frame, Pose((middle[0] * width, middle[1] * height), rng.uniform(0.4, 0.7) * height,
                                                    rng.uniform(-90, 90)))

    def _place(self, rng: random.Random) -> Image.Image:
        """A wall above a floor, or one cloth, table or wall all over."""
        scene = self._swatch(rng, rng.uniform(0, 0.3))
        if rng.random() < 0.5:
            horizon = round(rng.uniform(0.35, 0.8) * self.frame[0])
            scene.paste(self._swatch(rng, rng.uniform(0.4, 0.8)).crop((0, horizon, *self.frame[::-1])), (0, horizon))
        return scene.filter(ImageFilter.BoxBlur(rng.uniform(0, 1.5)))

    def _swatch(self, rng: random.Random, lean: float) -> Image.Image:
        """A piece out of the middle of a product, laid mirror to mirror without a seam, enlarged, and leaning back."""
        pixels = np.asarray(self.pixels[rng.choice(self.around)])
        side = rng.randint(10, 30)
        top, left = (rng.randint(size // 4, max(size // 4, 3 * size // 4 - side)) for size in pixels.shape[:2])
        piece = pixels[top:top + side, left:left + side]
        piece = np.concatenate([piece, piece[:, ::-1]], axis=1)
        dull = (0.75 * piece + 0.25 * piece.mean((0, 1)) * rng.uniform(0.5, 1.2)).clip(0, 255).astype(np.uint8)
        height, width = self.frame
        pose = Pose((width / 2, height / 2), rng.uniform(2.2, 5) * height, rng.uniform(-30, 30), (0, lean))
        swatch = Image.fromarray(np.tile(np.concatenate([dull, dull[::-1]]), (4, 4, 1))).convert("RGBA")
        ground = Image.new("RGB", (width, height), tuple(int(value) for value in dull.mean((0, 1))))
        laid = warp(swatch, self.frame, pose)
        ground.paste(laid, (0, 0), laid)
        return ground

    def _photographed(self, scene: Image.Image, rng: random.Random) -> np.ndarray:
        """The light of the place, then the camera: blur, noise, compression."""
        s, (height, width) = self.settings, self.frame
        image = np.asarray(scene.filter(ImageFilter.GaussianBlur(rng.uniform(*s["blur"]))), dtype=np.float32)
        cast = np.exp([rng.gauss(0, s["cast"]) for _ in range(3)]).astype(np.float32)
        top, left = rng.randrange(height), rng.randrange(width)
        grain = self.grain[top:top + height, left:left + width] * np.float32(rng.uniform(0, s["noise"]))
        image = (image * (self._light(rng)[:, :, None] * cast) + grain).clip(0, 255).astype(np.uint8)
        gamma = (255 * (np.arange(256) / 255) ** np.exp(rng.gauss(0, s["gamma"]))).astype(np.uint8)
        file = io.BytesIO()
        Image.fromarray(gamma[image]).save(file, "JPEG", quality=rng.randint(*s["quality"]))
        return np.asarray(Image.open(file))

    def _light(self, rng: random.Random) -> np.ndarray:
        """(h, w) float32: brighter on one side, darker in the corners, and at times in the shadow of something."""
        y, x = self.grid
        angle, strength = rng.uniform(0, 6.3), self.settings["light"]
        along = np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y
        light = np.exp(rng.gauss(0, strength / 2) + rng.uniform(0, strength) * along - 0.2 * strength * (x * x + y * y))
        if rng.random() < 0.3:
            light *= 1 - rng.uniform(0.2, 0.5) / (1 + np.exp(-12 * (along - rng.uniform(-0.6, 0.6))))
        return light


def _people(pixels: np.ndarray, rows: Sequence[int], count: int) -> list[int]:
    """The first `count` of the rows whose picture shows somebody: skin in the upper third, where a face is."""
    found: list[int] = []
    for row in rows:
        upper = np.asarray(pixels[row][:len(pixels[row]) // 3], dtype=np.int16)
        red, green, blue = upper[..., 0], upper[..., 1], upper[..., 2]
        skin = (red > 95) & (green > 40) & (blue > 20) & (red > green + 15) & (green > blue) & (red - blue > 25) & (red < 245)
        if 0.05 < skin.mean() < 0.3:
            found.append(row)
        if len(found) == count:
            break
    return found


# ---- many of them -----------------------------------------------------------------------------------------------------------

def snapshots(street: Street, rows: Sequence[int], view: int, folder: Path) -> np.ndarray:
    """(n, h, w, 3) uint8: a snapshot of each row, kept in `folder` as soon as all of them are made."""
    file = folder / f"{street.mark(rows, view)}.npy"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".tmp.npy")
        np.save(fresh, np.stack([street.picture(int(row), view) for row in rows]))
        fresh.replace(file)
    return np.load(file, mmap_mode="r")
