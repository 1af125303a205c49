"""What a training step is made of: pictures decoded once, varied anew each time, and what is said of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

from models.captions import FIT, Label, Phrase, answers, phrase_for, relations, title_caption
from models.encoder import flatten, import_open_clip
from models.recipe import Recipe

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Captions", "Products", "augment", "batches", "captions_of", "in_groups", "normalise", "prepare", "shrink"]


@dataclass(frozen=True)
class Products:
    """Pictures (n, h, w, 3) uint8 and what is known of each."""

    pixels: np.ndarray
    labels: list[Label]

    def take(self, rows: np.ndarray) -> Products:
        return Products(self.pixels[rows], [self.labels[row] for row in rows])

    def __add__(self, other: Products) -> Products:
        return Products(np.concatenate([self.pixels, other.pixels]), self.labels + other.labels)


def prepare(pictures: Iterator[tuple[Image.Image, Label]], folder: Path, recipe: Recipe) -> Products:
    """Decodes pictures into `folder` unless an earlier run did, and reads them back as an array on disk."""
    labels_file, pixels_file = folder / "labels.jsonl", folder / "pixels.npy"
    if not labels_file.is_file():  # written last: its presence says that the pictures are whole
        folder.mkdir(parents=True, exist_ok=True)
        resize = _resizer(recipe)
        labels, pixels = [], []
        for picture, label in pictures:
            labels.append(label)
            pixels.append(resize(picture))
        np.save(pixels_file, np.stack(pixels))
        labels_file.write_text("".join(json.dumps(asdict(label)) + "\n" for label in labels))
    labels = [Label(**json.loads(line)) for line in labels_file.read_text().splitlines()]
    return Products(np.load(pixels_file, mmap_mode="r"), labels)


def _resizer(recipe: Recipe):
    """The encoder's own preprocessing up to the array, so that training and use see the same pixels."""
    import_open_clip()
    from open_clip.transform import PreprocessCfg, image_transform_v2

    steps = image_transform_v2(PreprocessCfg(**recipe.preprocess), is_train=False).transforms
    geometry = [step for step in steps if type(step).__name__ in ("ResizeKeepRatio", "CenterCropOrPad")]

    def resize(picture):
        picture = flatten(picture)
        for step in geometry:
            picture = step(picture)
        return np.asarray(picture, dtype=np.uint8)

    return resize


def augment(pixels: np.ndarray, size: Sequence[int], settings: dict, rng: torch.Generator) -> torch.Tensor:
    """(n, h, w, 3) uint8 -> (n, 3, *size) float32 in [0, 1], each flipped, zoomed, shifted and lit at random.

    What comes in from outside the frame is white, as around products in shop pictures. Colours keep their hue.
    """
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    n = len(images)

    def uniform(low: float, high: float) -> torch.Tensor:
        return torch.rand(n, generator=rng) * (high - low) + low

    zoom = uniform(*settings["zoom"])
    mirror = 1 - 2 * (torch.rand(n, generator=rng) < settings["flip"]).float()
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 1, 1] = mirror / zoom, 1 / zoom
    theta[:, :, 2] = torch.stack([uniform(-2 * settings["shift"], 2 * settings["shift"]) for _ in range(2)], 1)
    grid = F.affine_grid(theta, [n, 3, *size], align_corners=False)
    images = 1 - F.grid_sample(1 - images, grid, padding_mode="zeros", align_corners=False)
    light = 1 + uniform(-settings["brightness"], settings["brightness"])
    contrast = 1 + uniform(-settings["contrast"], settings["contrast"])
    return (((images - 0.5) * contrast[:, None, None, None] + 0.5) * light[:, None, None, None]).clamp(0, 1)


def shrink(pixels: np.ndarray, size: Sequence[int]) -> torch.Tensor:
    """(n, h, w, 3) uint8 -> (n, 3, *size) float32 in [0, 1]."""
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    return images if tuple(size) == images.shape[2:] else F.interpolate(images, tuple(size), mode="area")


def normalise(images: torch.Tensor, recipe: Recipe) -> torch.Tensor:
    """(n, 3, h, w) in [0, 1] -> the same, centred as the recipe's preprocessing says, channels last in memory."""
    mean, std = (torch.tensor(recipe.preprocess[name]).view(3, 1, 1) for name in ("mean", "std"))
    return ((images - mean) / std).contiguous(memory_format=torch.channels_last)


def batches(labels: Sequence[Label], recipe: Recipe, epoch: int, photographed: int) -> Iterator[np.ndarray]:
    """Row numbers of each batch, shuffled by (seed, epoch); the incomplete last batch is left out.

    labels: of the photographed products, and then of the drawn ones. Where a stage shows a share of the photographs, each
    epoch draws another.

    A batch is made of groups of `recipe.group` products of one kind: look-alikes are the negatives worth having.
    """
    rng = np.random.default_rng([recipe.seed, epoch])
    shown = rng.permutation(photographed)[:recipe.shown(recipe.stage(epoch), photographed)[0]]
    order = in_groups(labels, np.array([*shown, *range(photographed, len(labels))]), recipe.group, rng)
    for start in range(0, len(order) - recipe.batch_size + 1, recipe.batch_size):
        yield np.sort(order[start:start + recipe.batch_size])


def in_groups(labels: Sequence[Label], rows: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """The rows in a random order in which up to `size` products of one kind stand together."""
    by_kind: dict[str, list[int]] = {}
    for row in rng.permutation(rows).tolist():
        by_kind.setdefault(labels[row].kind, []).append(row)
    groups = [same[start:start + size] for same in by_kind.values() for start in range(0, len(same), size)]
    return np.array([row for group in rng.permutation(len(groups)).tolist() for row in groups[group]])


@dataclass(frozen=True)
class Captions:
    """What is said of n products: n titles, p phrases for each, and m answers to the questions that can be asked of them."""

    texts: list[str]          # n + p n + m, p n rounded
    same_title: torch.Tensor  # (n, n) bool: title j describes product i
    phrases: np.ndarray       # (n, p n) int8, `relation`s of product i and phrase j
    answers: np.ndarray       # (n, m) int8, of product i and answer j
    questions: torch.Tensor   # (m,) int64, the question that each answer belongs to
    answered: list[Label]     # m: of each answer a product that has nothing but the detail it names


def captions_of(labels: Sequence[Label], rng: random.Random, *, phrases: float, asked: bool) -> Captions:
    """A title and `phrases` phrases for each, and, if `asked`, the answers of all. Half a phrase each: one for half of them."""
    titles = [title_caption(label.title, rng) for label in labels]
    everyone = range(len(labels))
    described = [*everyone] * int(phrases) + sorted(rng.sample(everyone, round(phrases % 1 * len(labels))))
    said = [phrase_for(labels[row], rng) for row in described]
    fits = relations(said, labels)
    fits[described, range(len(said))] = FIT
    given = answers(labels, rng) if asked else []
    named = [phrase for question in given for phrase in question]
    questions = torch.tensor([number for number, question in enumerate(given) for _ in question])
    texts = titles + [phrase.text for phrase in (*said, *named)]
    return Captions(texts, same_title(labels), fits, relations(named, labels), questions, [*map(_detail_alone, named)])


def _detail_alone(phrase: Phrase) -> Label:
    stated = {name: own for name, _, own in phrase.states}
    kind = stated.pop("kind", "")
    return Label(phrase.text, kind=kind, details=stated if kind else {})


def same_title(labels: Sequence[Label]) -> torch.Tensor:
    """(n, n) bool: a title describes the products that bear it."""
    numbers: dict[str, int] = {}
    codes = torch.tensor([numbers.setdefault(label.title.lower(), len(numbers)) for label in labels])
    return codes[:, None] == codes[None, :]
