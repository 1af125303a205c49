"""Does a matching head choose better than the shop does without it? python -m tests.bench.bench_rerank HEAD --catalog NAME.

Held-out products (--all: of every family, for goods that training has not seen), instances of `models.instances`: with --seed 0
those that `evaluate selection` reports, with another number such as weights may be chosen by. The accuracy of the shop's own
choice (its encoder's cosines), of the head's, and of both added up, pictures alone and with the items' own words, each beside
the shop's own as a paired difference; and milliseconds for one choice of the head's, with the pictures to be seen first and
with what they show kept.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Iterable
from functools import partial

import numpy as np
from PIL import Image

from catalog.store import open_catalogue
from models.captions import held_out
from models.encoder import load_encoder
from models.evaluate import Goods, load_goods
from models.instances import Instance, make_instances
from models.metrics import wilson
from models.papers.tables import bootstrap
from models.rerank import judge, load_reranker
from models.selection import select
from models.utterance import description_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("head")
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    encoder, reranker, store = load_encoder("compact"), load_reranker(options.head), open_catalogue(options.catalog)
    goods = load_goods(options.catalog, encoder)
    if not options.all:
        goods = goods.take([row for row, label in enumerate(goods.labels) if held_out(label.title)])
    made = make_instances(goods.labels, options.count, seed=options.seed)
    pictures = {item: Image.open(io.BytesIO(store.picture(item).picture)) for item in goods.ids}

    def shown(instance: Instance) -> list[Image.Image]:
        return [pictures[goods.ids[row]] for row in instance.shown]

    seeing, choosing, odds = [], [], []
    for instance in made:
        began = time.perf_counter()
        views = reranker.see(shown(instance))
        seen = time.perf_counter()
        odds.append(judge(partial(reranker.log_odds, shown=views), *description_of(instance.utterance)))
        seeing.append(1000 * (seen - began))
        choosing.append(1000 * (time.perf_counter() - seen))
    own = {words: [_own(goods, encoder, instance, words) for instance in made] for words in (False, True)}
    for words, scores in own.items():
        shop = _right(made, (parts["picture"] + parts["words"] for parts in scores))
        for name, weights in (("shop", (1, 0)), ("head", (0, 1)), ("both", (0.5, 0.5)), ("sum", (1, 1))):
            right = _right(made, (weights[0] * parts["picture"] + weights[1] * look + parts["words"]
                                  for parts, look in zip(scores, odds, strict=True)))
            gain = right - shop
            kinds = {kind: round(float(right[[each.kind == kind for each in made]].mean()), 3)
                     for kind in dict.fromkeys(each.kind for each in made)}
            print(json.dumps({"words": words, "look": name, "accuracy": round(right.mean(), 4), "n": len(made),
                              "ci95": [round(bound, 4) for bound in wilson(int(right.sum()), len(made))],
                              "gain": round(gain.mean(), 4), "gain_ci95": [round(bound, 4) for bound in bootstrap(gain)],
                              "by_kind": kinds}))
    print(json.dumps({f"{name}_ms_p{share}": round(float(np.percentile(ms, share)), 1)
                      for name, ms in (("seeing", seeing), ("choosing", choosing)) for share in (50, 95)}))


def _right(made: list[Instance], scores: Iterable[np.ndarray]) -> np.ndarray:
    """(n,) 0 or 1: is the best of each the one that is meant?"""
    return np.array([float(each.shown[int(total.argmax())] == each.target) for each, total in zip(made, scores, strict=True)])


def _own(goods: Goods, encoder, instance: Instance, words: bool) -> dict[str, np.ndarray]:
    """What speaks for each item in the shop's own choice, in log-odds."""
    description, excluded = description_of(instance.utterance)
    rows = list(instance.shown)
    chosen = select(encoder, goods.vectors[rows], description, excluded=excluded,
                    words=[goods.words[row] for row in rows] if words else None)
    return dict(chosen.sources)


if __name__ == "__main__":
    main()
