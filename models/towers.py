"""Towers that train in minutes on two cores, and what joins them: text from letter n-grams, pictures as frozen vectors."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

__all__ = ["Adapter", "Bags", "FourTowers", "Fusion", "GramTower", "Look", "TextTowers", "ThreeTowers", "VisualTowers", "ask",
           "bags_of", "grams"]

GRAM = 3   # letters


@lru_cache(maxsize=1 << 17)
def grams(word: str, buckets: int) -> tuple[int, ...]:
    """A word and its letter n-grams, "^" and "$" at its ends, hashed to 0..buckets-1: a slip leaves most of them as they were."""
    marked = f"^{word}$"
    parts = [marked, *(marked[at:at + GRAM] for at in range(len(marked) - GRAM + 1))]
    return tuple(crc32(part.encode()) % buckets for part in parts)


@dataclass(frozen=True)
class Bags:
    """Hashed n-grams of many texts: text i has `ids[starts[i]:starts[i + 1]]`. starts: (n + 1,) int64."""

    ids: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """(ids, offsets) of some texts, as nn.EmbeddingBag takes them."""
        parts = [self.ids[self.starts[row]:self.starts[row + 1]] for row in rows]
        offsets = np.cumsum([0, *map(len, parts)])[:-1]
        return torch.from_numpy(np.concatenate(parts)), torch.from_numpy(offsets)


def bags_of(texts: Sequence[str], buckets: int) -> Bags:
    """Texts -> their bags; a text without a letter or digit is an empty bag, whose vector is the tower's bias."""
    bags = [[part for word in re.findall(r"[a-z0-9]+", text.lower()) for part in grams(word, buckets)] for text in texts]
    return Bags(np.array([part for bag in bags for part in bag], dtype=np.int64), np.cumsum([0, *map(len, bags)]))


class GramTower(nn.Module):
    """A text as the mean of its n-grams' vectors, and what a small MLP adds to it. (ids, offsets) -> (n, width) unit rows."""

    def __init__(self, buckets: int, width: int):
        super().__init__()
        self.bag = nn.EmbeddingBag(buckets, width, mode="mean", sparse=True)   # a step touches a few thousand rows
        nn.init.normal_(self.bag.weight, std=width ** -0.5)
        self.more = _mlp(width, 2 * width, width)

    def forward(self, bags: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        means = self.bag(*bags)  # (n, width)
        return F.normalize(means + self.more(means), dim=-1)


class Fusion(nn.Module):
    """Two unit vectors, end to end, and what an MLP adds to `kept` first numbers of that. (n, a), (n, b) -> (n, kept) unit rows.

    It begins as the plain concatenation, or, where only the first vector is kept, as that vector.
    """

    def __init__(self, first: int, second: int, hidden: int, kept: int):
        super().__init__()
        self.kept = kept
        self.more = _mlp(first + second, hidden, kept)
        nn.init.zeros_(self.more[-1].weight)

    def forward(self, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        both = torch.cat([first, second], dim=-1)  # (n, first + second)
        return F.normalize(both[:, :self.kept] + self.more(both), dim=-1)


class Adapter(nn.Module):
    """A frozen unit vector and what an MLP adds to it; begins as that vector. (n, width) -> (n, width) unit rows."""

    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.more = _mlp(width, hidden, width)
        nn.init.zeros_(self.more[-1].weight)

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        return F.normalize(vectors + self.more(vectors), dim=-1)


def _mlp(wide_in: int, hidden: int, wide_out: int) -> nn.Sequential:
    layers = nn.Sequential(nn.Linear(wide_in, hidden), nn.GELU(), nn.Linear(hidden, wide_out))
    nn.init.zeros_(layers[-1].bias)
    return layers


class TextTowers(nn.Module):
    """The bi-encoder: one tower for queries and product texts; pictures are not looked at."""

    def __init__(self, text: GramTower):
        super().__init__()
        self.text = text

    def queries(self, bags: tuple[torch.Tensor, torch.Tensor], seen: torch.Tensor) -> torch.Tensor:
        """(ids, offsets) and the frozen encoder's vectors (n, v) of the same texts -> (n, d) unit rows."""
        return self.text(bags)

    def products(self, bags: tuple[torch.Tensor, torch.Tensor], pictures: torch.Tensor) -> torch.Tensor:
        """(ids, offsets) of the products' texts and the frozen encoder's picture vectors (n, v) -> (n, d) unit rows."""
        return self.text(bags)


class ThreeTowers(TextTowers):
    """3tMM: query text against product text and picture, fused into the query's own space."""

    def __init__(self, text: GramTower, width: int, seen: int, hidden: int):
        super().__init__(text)
        self.fuse_product = Fusion(width, seen, hidden, width)

    def products(self, bags: tuple[torch.Tensor, torch.Tensor], pictures: torch.Tensor) -> torch.Tensor:
        return self.fuse_product(self.text(bags), pictures)


class FourTowers(ThreeTowers):
    """4tMM: the query through the text tower and the frozen encoder's, the product through the text tower and the frozen
    encoder's picture tower; each side fused. d = width + seen; untrained fusions are the plain concatenation."""

    def __init__(self, text: GramTower, width: int, seen: int, hidden: int):
        super().__init__(text, width, seen, hidden)
        self.fuse_query = Fusion(width, seen, hidden, width + seen)
        self.fuse_product = Fusion(width, seen, hidden, width + seen)

    def queries(self, bags: tuple[torch.Tensor, torch.Tensor], seen: torch.Tensor) -> torch.Tensor:
        return self.fuse_query(self.text(bags), seen)


class Look(nn.Module):
    """A trunk's maps of a picture -> a unit vector: what remains of the trunk, the places weighed, the projection and what an
    MLP adds to it. Begins as the plain mean and projection, so as the encoder that `tail` and `project` come from."""

    def __init__(self, tail: nn.Module, project: nn.Module, channels: int, width: int, hidden: int):
        super().__init__()
        self.tail, self.project = tail, project
        self.weigh = nn.Linear(channels, 1)
        nn.init.zeros_(self.weigh.weight)
        self.norm = nn.LayerNorm(2 * channels)
        self.more = _mlp(2 * channels, hidden, width)
        nn.init.zeros_(self.more[-1].weight)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        places = self.tail(maps).flatten(2).transpose(1, 2)  # (n, p, c)
        looked = (self.weigh(places).softmax(1) * places).sum(1)
        both = torch.cat([looked, places.amax(1)], dim=1)  # (n, 2 c)
        return F.normalize(self.project(looked) + self.more(self.norm(both)), dim=-1)


class VisualTowers(nn.Module):
    """Street to shop (Zhu et al. 2024). One picture encoder sees the shopper's picture and the product's; one text encoder
    reads the product's title and, the fourth tower, the shopper's few words. Image-only matching leaves the text aside.

    Texts come as a frozen encoder's unit vectors (n, width), which an adapter changes. logit_scale: log(1 / temperature).
    """

    def __init__(self, look: Look, width: int, hidden: int, logit_scale: float):
        super().__init__()
        self.look = look
        self.text = Adapter(width, hidden)
        self.logit_scale = nn.Parameter(torch.tensor(float(logit_scale)))

    @property
    def scale(self) -> torch.Tensor:
        """1 / temperature, at most 100 as in CLIP."""
        return self.logit_scale.clamp(max=math.log(100)).exp()

    def see(self, maps: torch.Tensor) -> torch.Tensor:
        """The trunk's maps of pictures, the shopper's or the products' (n, c, h, w) -> (n, width) unit rows."""
        return self.look(maps)

    def read(self, texts: torch.Tensor) -> torch.Tensor:
        """The frozen vectors of titles or of a shopper's words (n, width) -> (n, width) unit rows."""
        return self.text(texts)


def ask(pictures: torch.Tensor, words: torch.Tensor, weight: float) -> torch.Tensor:
    """A picture and words beside it as one query, (1 - weight) picture + weight words: (n, d) unit rows each -> (n, d) unit
    rows."""
    return F.normalize((1 - weight) * pictures + weight * words, dim=-1)
