"""The shipped encoder's vectors of every product, computed once: what is frozen in the tables that train towers and heads.

Files lie in `folder` under the weights' fingerprint, so that another encoder's are made anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from tqdm import tqdm

from models.batches import Products, augment, normalise, shrink
from models.encoder import COMPACT, LOCAL_DIR, fingerprint, unit
from models.papers.features import RECIPE, load_dual
from models.recipe import Recipe, load_recipe
from models.text_length import encode_cut

__all__ = ["picture_vectors", "text_vectors"]

BATCH = 256
TEXTS = 1024
FEW = 200


def picture_vectors(products: Products, folder: Path, *, view: int = 0, recipe: Recipe | None = None) -> np.ndarray:
    """(n, d) float32 unit rows: view 0 is the photograph; each other number another flip, zoom, shift and light of it, as
    in training, drawn with that number as the seed."""
    recipe = recipe or load_recipe(RECIPE)
    return _kept(folder, f"pictures-{view}-{len(products.labels)}", lambda: _pictures(products, view, recipe))


def text_vectors(texts: Sequence[str], folder: Path) -> np.ndarray:
    """(n, d) float32 unit rows, by the encoder's own text tower; a few texts are not kept."""
    if len(texts) < FEW:
        return _texts(texts)
    return _kept(folder, f"texts-{crc32(chr(10).join(texts).encode()):08x}-{len(texts)}", lambda: _texts(texts))


_dual = cache(load_dual)


def _kept(folder: Path, name: str, make: Callable[[], np.ndarray]) -> np.ndarray:
    """The array of this name, made and written unless an earlier run did; whole or not at all."""
    mark = fingerprint(f"{LOCAL_DIR}{COMPACT}").lstrip("@")
    file = folder / f"{mark}-{name}.npy"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".tmp.npy")
        np.save(fresh, make())
        fresh.replace(file)
    return np.load(file)


@torch.inference_mode()
def _pictures(products: Products, view: int, recipe: Recipe) -> np.ndarray:
    model, size = _dual()[0], recipe.preprocess["size"]
    noise, vectors = torch.Generator().manual_seed(view), []
    for start in tqdm(range(0, len(products.labels), BATCH), desc=f"view {view}", file=sys.stderr):
        pixels = products.pixels[start:start + BATCH]
        images = augment(pixels, size, recipe.augment, noise) if view else shrink(pixels, size)
        vectors.append(model.encode_image(normalise(images, recipe)).numpy())
    return unit(np.concatenate(vectors))


@torch.inference_mode()
def _texts(texts: Sequence[str]) -> np.ndarray:
    model, tokenizer = _dual()
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}   # each different text once
    different = list(rows)
    parts = [encode_cut(model, tokenizer(different[start:start + TEXTS]), parts=8).numpy()
             for start in tqdm(range(0, len(different), TEXTS), desc="texts", file=sys.stderr, disable=len(texts) < FEW)]
    return unit(np.concatenate(parts))[[rows[text] for text in texts]]
