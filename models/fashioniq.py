"""FashionIQ (Wu et al. 2021): a picture and how the wanted one differs from it -> the wanted one, from the data set's own files.

    captions/cap.CATEGORY.SPLIT.json        [{"candidate": id, "target": id, "captions": ["is red", "has long sleeves"]}, ...]
    image_splits/split.CATEGORY.SPLIT.json  [id, ...], the gallery of that category
    images/ID.jpg                           or .jpeg, .png, .webp

The protocol is the usual one: both captions are read as one, every picture of the split is in the gallery, the one started
from among them, and recall at 10 and at 50 is taken for each category and averaged. Pictures that are not there (the data
set comes as links, many of them dead) are left out of the gallery, and queries about them are counted as skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.composition import compose_query
from models.encoder import Encoder, unit
from models.metrics import best_ranks, wilson

__all__ = ["CATEGORIES", "METHODS", "SPLITS", "BadFolder", "Pair", "fashioniq", "read_split"]

CATEGORIES = {"dress": "dress", "shirt": "shirt", "toptee": "top"}   # and what the words are about
SPLITS = ("val", "train")
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
BATCH = 64

METHODS: Mapping[str, Callable[[Encoder, np.ndarray, str, str], np.ndarray]] = {
    "difference": lambda encoder, picture, words, kind: compose_query(encoder, picture=picture, plus=(words,), kind=kind),
    "text": lambda encoder, picture, words, kind: encoder.texts([words])[0],
    "picture": lambda encoder, picture, words, kind: picture,
    "sum": lambda encoder, picture, words, kind: unit(picture + encoder.texts([words])[0]),
}


class BadFolder(ValueError):
    """The folder does not hold FashionIQ's files."""


@dataclass(frozen=True)
class Pair:
    """Ids of the picture started from and of the one wanted, and how they differ in words."""

    candidate: str
    target: str
    words: str


def read_split(folder: Path, category: str, split: str) -> tuple[list[Pair], list[str]]:
    """The queries of a category, and the ids of its gallery. Raises BadFolder."""
    pairs = _read(folder / "captions" / f"cap.{category}.{split}.json")
    gallery = _read(folder / "image_splits" / f"split.{category}.{split}.json")
    try:
        return [Pair(str(pair["candidate"]), str(pair["target"]), _words(pair["captions"])) for pair in pairs], [
            str(each) for each in gallery]
    except (KeyError, TypeError) as error:
        raise BadFolder(f"cap.{category}.{split}.json: {type(error).__name__} {error}; each query has candidate, target and "
                        "captions") from error


def _read(path: Path) -> list:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFolder(f"{path}: {error}; FashionIQ's folder holds captions/cap.CATEGORY.SPLIT.json, "
                        "image_splits/split.CATEGORY.SPLIT.json and images/") from error
    if not isinstance(read, list):
        raise BadFolder(f"{path} holds a {type(read).__name__}; it is a list in FashionIQ")
    return read


def _words(captions: Sequence[str]) -> str:
    """("Is red.", "has long sleeves ") -> "is red and has long sleeves"."""
    return " and ".join(caption.strip(" .,").lower() for caption in captions if caption.strip(" .,"))


def _vectors(encoder: Encoder, paths: Sequence[Path]) -> np.ndarray:
    """(n, d) of these pictures, a batch at a time."""
    from PIL import Image
    from tqdm import tqdm

    rows = [np.zeros((0, encoder.dim), dtype=np.float32)]
    for start in tqdm(range(0, len(paths), BATCH), desc="pictures", unit="batch", leave=False):
        opened = []
        for path in paths[start:start + BATCH]:
            with Image.open(path) as picture:
                opened.append(picture.convert("RGB"))
        rows.append(encoder.images(opened))
    return np.concatenate(rows)


def fashioniq(folder: Path, encoder: Encoder, *, split: str = "val", categories: Iterable[str] = CATEGORIES,
              method: str = "difference") -> dict:
    """{category: {"n", "gallery", "skipped", "r10", "r10_ci95", "r50", "r50_ci95"}, "mean": {"r10", "r50"}}.

    method: one of METHODS; "difference" is the shop's. Raises BadFolder where files are missing or none of a category's
    pictures is there, OSError for one that cannot be read.
    """
    figures = {category: _category(folder, encoder, category, split, method) for category in categories}
    mean = {name: float(np.mean([each[name] for each in figures.values()])) for name in ("r10", "r50")}
    return {**figures, "mean": mean}


def _category(folder: Path, encoder: Encoder, category: str, split: str, method: str) -> dict:
    pairs, names = read_split(folder, category, split)
    found = {name: path for name in dict.fromkeys(names) if (path := _picture(folder / "images", name))}
    asked = [pair for pair in pairs if pair.candidate in found and pair.target in found]
    if not asked:
        raise BadFolder(f"{folder / 'images'} has no pair of pictures of {category} {split}; they are called ID.jpg, ID.jpeg, "
                        "ID.png or ID.webp")
    rows = {name: row for row, name in enumerate(found)}
    vectors = _vectors(encoder, list(found.values()))
    compose = METHODS[method]
    queries = np.stack([compose(encoder, vectors[rows[pair.candidate]], pair.words, CATEGORIES[category]) for pair in asked])
    ranks = best_ranks(queries, vectors, [rows[pair.target] for pair in asked])
    figures = {"n": len(asked), "gallery": len(found), "skipped": len(pairs) - len(asked)}
    for k in (10, 50):
        right = int((ranks < k).sum())
        figures |= {f"r{k}": right / len(asked), f"r{k}_ci95": list(wilson(right, len(asked)))}
    return figures


def _picture(folder: Path, name: str) -> Path | None:
    return next((path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)
