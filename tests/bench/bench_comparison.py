"""By how much looking at the set beats a dot product: python -m tests.bench.bench_comparison --catalog NAME [--count N].

Sets of 3 to 6 products of one kind, held out of training, whose colours' lightness is known; the one meant is the darkest
(or the lightest) by at least GAP of CIE L*. And sets of one formal product among casual or sports ones of its kind, or
the other way round. Pixels only. For each method the share of sets in which it picks the one meant:

`set-aware`: models.comparison.compare. `dot product, as said`: the nearest to "the darkest one". `dot product, as a
phrase`: the nearest to "dark dress".
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from models.captions import held_out
from models.comparison import compare, lightness
from models.encoder import load_encoder
from models.evaluate import Goods, load_goods
from models.wrapped import Remembering

GAP = 12.0
SAID = {("darkness", True): ("the darkest one", "dark"), ("darkness", False): ("the lightest one", "light"),
        ("formality", True): ("the most formal one", "formal"), ("formality", False): ("the most casual one", "casual")}


def sets_of(goods: Goods, scale: str, highest: bool, count: int, rng: random.Random) -> Iterator[tuple[str, list[int]]]:
    """(kind, rows): the one meant is the first row."""
    degrees = [_degree(scale, label) for label in goods.labels]
    kinds: dict[str, list[int]] = defaultdict(list)
    for row, label in enumerate(goods.labels):
        if label.kind and degrees[row] is not None:
            kinds[label.kind].append(row)
    kinds = {kind: rows for kind, rows in kinds.items() if len(rows) >= 6}
    made = 0
    for _ in range(100 * count):
        if made >= count or not kinds:
            return
        kind = rng.choice(sorted(kinds))
        rows = sorted(rng.sample(kinds[kind], rng.randint(3, 6)), key=lambda row: degrees[row], reverse=highest)
        if abs(degrees[rows[0]] - degrees[rows[1]]) >= GAP:
            made += 1
            yield kind, rows


def _degree(scale: str, label) -> float | None:
    if scale == "formality":
        return {"formal": 100.0, "casual": 0.0, "sports": 0.0}.get(label.usage)
    light = lightness(label.colour)
    return None if light is None else -light


def picks(encoder, scale: str, highest: bool, kind: str, pictures: np.ndarray) -> Mapping[str, int]:
    said, word = SAID[scale, highest]
    as_said, phrase = encoder.texts([said])[0], encoder.texts([f"{word} {kind}"])[0]
    return {"set-aware": compare(encoder, scale, pictures, highest=highest, kind=kind).best,
            "dot product, as said": int((pictures @ as_said).argmax()),
            "dot product, as a phrase": int((pictures @ phrase).argmax())}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="all products, not only those of families held out of training")
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    goods = load_goods(options.catalog, encoder)
    if not options.all:
        goods = goods.take([row for row, label in enumerate(goods.labels) if held_out(label.title)])
    remembering = Remembering(encoder)
    for scale, highest in SAID:
        right: dict[str, list[bool]] = defaultdict(list)
        for kind, rows in sets_of(goods, scale, highest, options.count, random.Random(7)):
            for method, best in picks(remembering, scale, highest, kind, goods.vectors[rows]).items():
                right[method].append(best == 0)
        n = len(right["set-aware"])
        if not n:
            continue   # the catalogue does not state it
        print(json.dumps({"utterance": SAID[scale, highest][0], "n": n, **{method: round(float(np.mean(hits)), 3) for method,
                                                                           hits in right.items()}}))


if __name__ == "__main__":
    main()
