"""How sure a selection should be: python -m tests.bench.bench_selection --catalog NAME [--words].

Sweeps the sharpness that turns cosines into probabilities (and, with --words, the weight of the items' own words) over
instances of held-out products; for each setting the log loss, the accuracy, what the MARGIN answers and gets right, the
expected calibration error, and the accuracy over the 90 % that are surest.
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
from models.metrics import calibration_error, right_of_surest
from models.utterance import description_of
from models.wrapped import Remembering


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--all", action="store_true", help="all products, not only those of families held out of training")
    parser.add_argument("--sharpness", type=float, nargs="+", default=(10, 15, 20, 25, 30, 40))
    parser.add_argument("--word-weight", type=float, nargs="+", default=(2, 4, 6))
    options = parser.parse_args()
    encoder = load_encoder("compact")
    goods = load_goods(options.catalog, encoder)
    unseen = [row for row, label in enumerate(goods.labels) if held_out(label.title)]
    goods = goods if options.all else goods.take(unseen)
    remembering = Remembering(encoder)
    made = make_instances(goods.labels, options.count, seed=7)  # not the instances that `evaluate` reports
    for sharpness in options.sharpness:
        for weight in options.word_weight if options.words else (0.0,):
            selection.SHARPNESS, selection.WORD_WEIGHT = sharpness, weight
            figures = _figures(goods, remembering, made, options.words)
            print(json.dumps({"sharpness": sharpness, "word_weight": weight} | figures))


def _figures(goods, encoder, made, with_words: bool) -> dict:
    loss, right, margins, confidence = [], [], [], []
    for instance in made:
        rows = list(instance.shown)
        description, excluded = description_of(instance.utterance)
        words = [goods.words[row] for row in rows] if with_words else None
        chosen = selection.select(encoder, goods.vectors[rows], description, excluded=excluded, words=words)
        loss.append(-np.log(max(chosen.probabilities[rows.index(instance.target)], 1e-9)))
        right.append(rows[chosen.best] == instance.target)
        margins.append(chosen.margin)
        confidence.append(chosen.probabilities[chosen.best])
    right, sure = np.array(right), np.array(margins) >= selection.MARGIN
    figures = {"log_loss": np.mean(loss), "accuracy": right.mean(),
               "answered": sure.mean(), "right_of_answered": right[sure].mean(),
               "ece": calibration_error(confidence, right), "at_90": right_of_surest(margins, right)}
    return {name: round(float(value), 4) for name, value in figures.items()}


if __name__ == "__main__":
    main()
