"""How sure a selection should be: python -m tests.bench.bench_selection --catalog NAME [--words].

Sweeps the sharpness that turns cosines into probabilities (and, with --words, the weight of the items' own words) over
instances of held-out products; for each setting the log loss, the accuracy, and what the MARGIN answers and gets right.
"""

from __future__ import annotations

import argparse
import json

import numpy as np

from models import selection
from models.captions import held_out
from models.encoder import load_encoder
from models.evaluate import load_goods
from models.instances import make_instances
from models.utterance import description_of


class Remembering:
    """An encoder that encodes each text once: the sweep asks for the same ones again and again."""

    def __init__(self, encoder) -> None:
        self.known: dict[str, np.ndarray] = {}
        self.encoder = encoder

    def texts(self, texts) -> np.ndarray:
        for text in texts:
            if text not in self.known:
                self.known[text] = self.encoder.texts([text])[0]
        return np.stack([self.known[text] for text in texts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--words", action="store_true")
    options = parser.parse_args()
    encoder = load_encoder("compact")
    goods = load_goods(options.catalog, encoder)
    goods = goods.take([row for row, label in enumerate(goods.labels) if held_out(label.title)])
    remembering = Remembering(encoder)
    made = make_instances(goods.labels, options.count, seed=7)  # not the instances that `evaluate` reports
    for sharpness in (10, 15, 20, 25, 30, 40):
        for weight in (2.0, 4.0, 6.0) if options.words else (0.0,):
            selection.SHARPNESS, selection.WORD_WEIGHT = float(sharpness), weight
            loss, right, sure = [], [], []
            for instance in made:
                rows = list(instance.shown)
                description, excluded = description_of(instance.utterance)
                words = [goods.words[row] for row in rows] if options.words else None
                chosen = selection.select(remembering, goods.vectors[rows], description, excluded=excluded, words=words)
                loss.append(-np.log(max(chosen.probabilities[rows.index(instance.target)], 1e-9)))
                right.append(rows[chosen.best] == instance.target)
                sure.append(chosen.margin >= selection.MARGIN)
            right, sure = np.array(right), np.array(sure)
            print(json.dumps({"sharpness": sharpness, "word_weight": weight, "log_loss": round(float(np.mean(loss)), 4),
                              "accuracy": round(float(right.mean()), 4), "answered": round(float(sure.mean()), 4),
                              "right_of_answered": round(float(right[sure].mean()), 4)}))


if __name__ == "__main__":
    main()
