"""Where both models start: a dual encoder that has read nothing but titles (the stand-in for the papers' web pairs).

The shipped encoder would be no honest start: its training chose among items on screen already. This one has the same
towers and sees the same photographs, of the TRAIN families only, each with its own title.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from models.batches import Products, augment, normalise, same_title
from models.captions import title_caption
from models.local_dir import build, save_weights, write_config
from models.losses import contrastive
from models.papers.features import RECIPE
from models.papers.loop import fit
from models.recipe import Recipe, load_recipe
from models.text_length import encode_cut

__all__ = ["TitlesRecipe", "pretrain", "towers_of"]


@dataclass(frozen=True)
class TitlesRecipe:
    """models/recipes/item_selection_titles.toml."""

    seed: int
    epochs: float
    size: list[int]             # of the pictures, height and width
    batch_size: int
    learning_rate: float
    warmup_share: float
    weight_decay: float
    towers: dict[str, int]      # what differs from compact.toml's text tower; {} for nothing
    augment: dict


def towers_of(recipe: TitlesRecipe) -> Recipe:
    """compact.toml's towers, tokenizer and preprocessing, for pictures of this size."""
    own = load_recipe(RECIPE)
    model = own.model | {"vision_cfg": own.model["vision_cfg"] | {"image_size": recipe.size},
                         "text_cfg": own.model["text_cfg"] | recipe.towers}
    return replace(own, model=model, preprocess=own.preprocess | {"size": recipe.size},
                   tokenizer=own.tokenizer | {"vocab_size": model["text_cfg"]["vocab_size"]})


def pretrain(recipe: TitlesRecipe, products: Products, folder: Path) -> Path:
    """Trains on all of `products` unless an earlier run did; the open_clip local-dir `folder`."""
    if (folder / "open_clip_model.safetensors").is_file():
        return folder
    torch.manual_seed(recipe.seed)
    towers = towers_of(recipe)
    write_config(towers, folder, products.labels)
    model, tokenizer = build(folder, "cpu")
    model.train()

    def losses_of(rows: np.ndarray) -> dict[str, torch.Tensor]:
        rng = random.Random(f"{recipe.seed}:{rows.tobytes()}")
        labels = [products.labels[row] for row in rows]
        noise = torch.Generator().manual_seed(rng.getrandbits(32))
        images = normalise(augment(products.pixels[rows], recipe.size, recipe.augment, noise), towers)
        pictures = model.encode_image(images, normalize=True)
        ids = tokenizer([title_caption(label.title, rng) for label in labels])
        texts = F.normalize(encode_cut(model, ids, parts=4), dim=-1)
        return {"title": contrastive(pictures, texts, model.logit_scale.clamp(0, math.log(100)).exp(), same_title(labels))}

    steps = int(recipe.epochs * len(products.labels) / recipe.batch_size)
    fit(model, _batches(len(products.labels), recipe), losses_of, steps=steps, weights={"title": 1.0}, name="titles",
        learning_rate=recipe.learning_rate, warmup_share=recipe.warmup_share, weight_decay=recipe.weight_decay,
        checkpoint=folder / "checkpoint.pt")
    save_weights(model, folder)
    return folder


def _batches(count: int, recipe: TitlesRecipe) -> Iterator[np.ndarray]:
    """Row numbers, without end, shuffled anew each time through."""
    rng = np.random.default_rng(recipe.seed)
    while True:
        order = rng.permutation(count)
        for start in range(0, max(count - recipe.batch_size, 0) + 1, recipe.batch_size):
            yield np.sort(order[start:start + recipe.batch_size])
