"""What a trunk sees of every product, computed once: heads and towers then train in minutes on two cores.

A trunk is the picture tower of an open_clip local-dir (the shipped encoder's, or one made by `models.train`) up to one of
its stages. Its feature maps are kept in `folder`, in float16, under the weights' fingerprint.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from tqdm import tqdm

from models.batches import Products, normalise, prepare, shrink
from models.captions import Label, family, held_out
from models.encoder import COMPACT, LOCAL_DIR, fingerprint, import_open_clip
from models.fusion import split_trunk
from models.recipe import Recipe, load_recipe
from models.train import photographs

__all__ = ["DEV", "RECIPE", "TEST", "TRAIN", "Features", "feature_maps", "load_dual", "products_of", "split_of", "split_rows"]

RECIPE = Path(__file__).resolve().parent.parent / "recipes" / "compact.toml"
TRAIN, DEV, TEST = "train", "dev", "test"
DEV_PER_MILLE = 100
BATCH = 256


@dataclass(frozen=True)
class Features:
    """Row i of `maps` (n, channels, height, width) float16 is what the trunk makes of the product `labels[i]`."""

    maps: np.ndarray
    labels: list[Label]


def split_of(title: str) -> str:
    """TEST for the tenth of product families that the shipped encoder never saw, DEV for another tenth, or TRAIN."""
    if held_out(title):
        return TEST
    return DEV if crc32(f"dev {family(title)}".encode()) % 1000 < DEV_PER_MILLE else TRAIN


def split_rows(labels: list[Label]) -> dict[str, np.ndarray]:
    """Row numbers of each split, ascending."""
    splits = np.array([split_of(label.title) for label in labels])
    return {name: np.flatnonzero(splits == name) for name in (TRAIN, DEV, TEST)}


def products_of(source: str, folder: Path, recipe: Recipe | None = None) -> Products:
    """All products of SOURCE, decoded into `folder` unless an earlier run did."""
    return prepare(photographs(source), folder, recipe or load_recipe(RECIPE))


def load_dual(model_folder: Path = COMPACT):
    """(open_clip model in evaluation mode on the CPU, tokenizer) of a local-dir."""
    open_clip = import_open_clip()
    name = f"{LOCAL_DIR}{model_folder}"
    model, _ = open_clip.create_model_from_pretrained(name, device="cpu")
    return model.float().eval(), open_clip.get_tokenizer(name)


def feature_maps(products: Products, folder: Path, *, model_folder: Path = COMPACT, stage: str = "s4",
                 size: tuple[int, int] = (80, 64), mirrored: bool = False, recipe: Recipe | None = None) -> Features:
    """The maps after `stage` (a child of the timm trunk: s1 to s4) of every product, at `size` (height, width) pixels.

    (n, 368, 3, 2) for s4 and (n, 152, 5, 4) for s3 of regnetx_002 at 80x64; about 40 s for 40,000 products on two cores,
    and nothing for a later call with the same `folder`. mirrored: the pictures flipped left to right.
    """
    mark = fingerprint(f"{LOCAL_DIR}{model_folder}").lstrip("@")
    file = folder / f"{mark}-{stage}-{size[0]}x{size[1]}{'-mirrored' if mirrored else ''}.npy"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        trunk = split_trunk(load_dual(model_folder)[0], stage)[0]
        maps = _compute(products, trunk, size, mirrored, recipe or load_recipe(RECIPE))
        fresh = file.with_suffix(".tmp.npy")
        np.save(fresh, maps)
        fresh.replace(file)
    return Features(np.load(file, mmap_mode="r"), products.labels)


@torch.inference_mode()
def _compute(products: Products, trunk: torch.nn.Module, size: tuple[int, int], mirrored: bool, recipe: Recipe) -> np.ndarray:
    maps: list[np.ndarray] = []
    for start in tqdm(range(0, len(products.labels), BATCH), desc="features", file=sys.stderr):
        images = shrink(np.array(products.pixels[start:start + BATCH]), size)  # a copy: torch warns of read-only memory
        maps.append(trunk(normalise(images.flip(3) if mirrored else images, recipe)).half().numpy())
    return np.concatenate(maps)
