"""Trains the combiner on swaps: python -m models.train_combiner --catalog NAME [--encoder NAME] [--out FILE] [--steps N].

The pictures' vectors are those of the catalogue, the swaps those of `models.swaps` among the product families that the
encoder was trained on; `python -m models.evaluate composition --held-out --method all` measures it on the others. A step
ranks, for each of its swaps, a random part of the catalogue: items of the kind that have the value asked for come first,
those that are alike in all else before the others.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.captions import Label, held_out
from models.combiner import HIDDEN, Combiner, inputs_of
from models.command import OneLineParser, positive
from models.composition import compose_query, phrase
from models.encoder import COMPACT, Encoder, load_encoder
from models.evaluate import load_goods
from models.swaps import FIELDS, Swap, alike, known, make_swaps
from models.words import singular
from models.wrapped import Remembering

__all__ = ["Examples", "examples_of", "main", "train"]

BATCH = 256            # swaps a step
GALLERY = 1024         # items ranked besides one right answer for each swap
SHARPNESS = 25.0       # of the softmax over the gallery, as in models.selection
LEARNING_RATE = 2e-3
DECAY = 0.05
ALIKE = 3.0            # an item that is alike in all else counts so many times one that only has the kind and the value
SWAPS_A_FIELD = 6000


@dataclass(frozen=True)
class Examples:
    """Swaps as arrays: row i of `given` (m, 4 d) and `query` (m, d) is swap i."""

    swaps: list[Swap]
    given: np.ndarray
    query: np.ndarray


def examples_of(labels: Sequence[Label], vectors: np.ndarray, encoder: Encoder, *, a_field: int = SWAPS_A_FIELD,
                seed: int = 1) -> Examples:
    """Up to `a_field` swaps of each field."""
    made = [swap for field in FIELDS for swap in make_swaps(labels, field, a_field, seed=seed)]
    remembered = Remembering(encoder)
    given, query = [], []
    for swap in made:
        new, old, kind = swap.words(swap.new), swap.words(swap.old), singular(labels[swap.row].kind)
        picture = vectors[swap.row]
        wanted, taken = remembered.texts([phrase(new, kind), phrase(old, kind)])
        query.append(compose_query(remembered, picture=picture, plus=(new,), minus=(old,), kind=kind))
        given.append(inputs_of(picture, wanted, taken, query[-1]))
    return Examples(made, np.stack(given), np.stack(query))


class _Judge:
    """How right an item is for a swap: 0, 1 for kind and value, ALIKE where all else is alike too; -1 where nobody knows."""

    def __init__(self, labels: Sequence[Label]):
        self._kinds = _numbered([label.kind for label in labels])
        self._values = {field: [known(label, field) for label in labels] for field in FIELDS}
        self._known = {field: np.array([bool(value) for value in values]) for field, values in self._values.items()}
        self._numbers = {field: _numbered(values) for field, values in self._values.items()}
        self._rest = {field: _numbered([alike(label, field) for label in labels]) for field in FIELDS}
        self._number_of = {field: dict(zip(values, self._numbers[field].tolist(), strict=True))
                           for field, values in self._values.items()}

    def right(self, swap: Swap, rows: np.ndarray) -> np.ndarray:
        """(r,) of these rows."""
        numbers, rest = self._numbers[swap.field][rows], self._rest[swap.field]
        good = (self._kinds[rows] == self._kinds[swap.row]) & (numbers == self._number_of[swap.field][swap.new])
        worth = good * np.where(rest[rows] == rest[swap.row], ALIKE, 1.0) * (rows != swap.row)
        return np.where(self._known[swap.field][rows], worth, -1.0)

    def answers(self, swap: Swap) -> np.ndarray:
        """Rows that are right, those alike in all else where there are any."""
        rows = np.flatnonzero(self._kinds == self._kinds[swap.row])
        right = self.right(swap, rows)
        return rows[right == right.max()] if right.max() > 0 else rows[:0]


def _numbered(words: Sequence[str]) -> np.ndarray:
    """Words -> (n,) a number for each different one."""
    return np.unique(words, return_inverse=True)[1]


def _batches(examples: Examples, judge: _Judge, count: int, steps: int, rng: random.Random) -> Iterator[tuple]:
    """(numbers of the swaps, rows of the gallery, (swaps, gallery) how right)."""
    answers = [judge.answers(swap) for swap in tqdm(examples.swaps, desc="answers", leave=False)]
    usable = [number for number, rows in enumerate(answers) if len(rows)]
    for _ in range(steps):
        numbers = rng.sample(usable, min(BATCH, len(usable)))
        rows = {rng.randrange(count) for _ in range(GALLERY)} | {int(rng.choice(answers[number])) for number in numbers}
        gallery = np.array(sorted(rows))
        yield numbers, gallery, np.stack([judge.right(examples.swaps[number], gallery) for number in numbers])


def train(labels: Sequence[Label], vectors: np.ndarray, encoder: Encoder, *, steps: int, a_field: int = SWAPS_A_FIELD,
          seed: int = 1) -> Combiner:
    """A combiner for this encoder, from a catalogue's labels and vectors (n, d)."""
    import torch

    torch.manual_seed(seed)
    examples, judge = examples_of(labels, vectors, encoder, a_field=a_field, seed=seed), _Judge(labels)
    enter = torch.nn.Linear(examples.given.shape[1], HIDDEN)
    leave = torch.nn.Linear(HIDDEN, vectors.shape[1], bias=False)
    torch.nn.init.zeros_(leave.weight)      # untrained, it is the arithmetic
    parameters = [*enter.parameters(), *leave.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps)
    given, query, pictures = (torch.from_numpy(each) for each in (examples.given, examples.query, vectors))
    batches = _batches(examples, judge, len(labels), steps, random.Random(seed))
    for numbers, gallery, right in tqdm(batches, total=steps, desc="combiner"):
        drop = torch.nn.functional.dropout(given[numbers], 0.1)
        changed = torch.nn.functional.normalize(query[numbers] + leave(torch.relu(enter(drop))), dim=1)     # (B, d)
        wanted = torch.from_numpy(right).float()                                                           # (B, G)
        scores = (SHARPNESS * changed @ pictures[gallery].T).masked_fill(wanted < 0, -1e4)
        share = wanted.clamp(min=0)
        loss = -(share / share.sum(1, keepdim=True) * scores.log_softmax(1)).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    weights = {"in.weight": enter.weight, "in.bias": enter.bias, "out.weight": leave.weight}
    return Combiner({name: value.detach().numpy() for name, value in weights.items()}, encoder.name)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's first lines."""
    parser = OneLineParser(prog="python -m models.train_combiner", description=__doc__,
                           formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalog", required=True, metavar="NAME|PATH")
    parser.add_argument("--encoder", default="compact", metavar="NAME")
    parser.add_argument("--out", type=Path, default=COMPACT / "combiner.safetensors", metavar="FILE")
    parser.add_argument("--steps", type=positive, default=600)
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    try:
        encoder = load_encoder(options.encoder)
        goods = load_goods(options.catalog, encoder)
        seen = goods.take([row for row, label in enumerate(goods.labels) if not held_out(label.title)])
        combiner = train(seen.labels, seen.vectors, encoder, steps=options.steps)
    except ValueError as error:   # the named errors of the encoder and the catalogue
        print(error, file=sys.stderr)
        return 2
    combiner.save(options.out)
    print(json.dumps({"out": str(options.out), "encoder": combiner.encoder, "bytes": options.out.stat().st_size,
                      "steps": options.steps, "seconds": round(time.perf_counter() - began, 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
