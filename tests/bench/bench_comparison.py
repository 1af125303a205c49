"""By how much looking at the set beats a dot product: python -m tests.bench.bench_comparison --catalog NAME [--count N].

Sets of 3 to 6 products of one kind, held out of training, whose colours' lightness is known; the one meant is the darkest
(or the lightest) by at least GAP of CIE L*. And sets of one formal product among casual or sports ones of its kind, or
the other way round. Pixels only. For each method the share of sets in which it picks the one meant:

`set-aware`: models.comparison.compare. `dot product, as said`: the nearest to "the darkest one". `dot product, as a
phrase`: the nearest to "dark dress".

With --grid, how much a standard deviation is worth in log-odds as the picture shows it (SEEN) and as the shop states it
(STATED): the share of right picks, the log loss and the calibration error for each setting, over sets of products that
training saw (--held-out: of those it did not see), in three shops: one that states nothing, one that states the
attribute of half its items, and one that states it of all; a tenth of what is stated is another item's. Were all
stated and true, the picture could only be in the way.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from models import comparison
from models.captions import held_out
from models.comparison import compare, lightness
from models.encoder import load_encoder
from models.evaluate import Goods, load_goods
from models.metrics import calibration_error, wilson
from models.wrapped import Remembering

GAP = 12.0
SHOPS, WRONG = (0.0, 0.5, 1.0), 0.1    # of --grid: the share of items that state the attribute, and of those that state another's
SEEN, STATED = (0.25, 0.4, 0.5, 0.6, 0.75, 1.0), (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
ATTRIBUTES = {"darkness": "colour", "formality": "usage"}
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


def partly_stated(goods: Goods, scale: str, rows: Sequence[int], share: float, rng: random.Random) -> list[dict[str, str]]:
    """What a careless shop says of these items."""
    name = ATTRIBUTES[scale]

    def value(row: int) -> str:
        return getattr(goods.labels[row], name)

    told = [rng.random() < share for _ in rows]
    return [{name: value(rng.choice(rows) if rng.random() < WRONG else row)} if known else {}
            for row, known in zip(rows, told, strict=True)]


def grid(goods: Goods, encoder, count: int, seen: Sequence[float], stated: Sequence[float]) -> None:
    """Prints a line for each shop and setting, over all four utterances."""
    drawn = [(scale, highest, kind, rows) for scale, highest in SAID
             for kind, rows in sets_of(goods, scale, highest, count, random.Random(11))]
    for share in SHOPS:
        rng = random.Random(13)
        told = [partly_stated(goods, scale, rows, share, rng) for scale, _, _, rows in drawn]
        for comparison.SEEN in seen:
            for comparison.STATED in stated if share else stated[:1]:
                chosen = [compare(encoder, scale, goods.vectors[rows], highest=highest, kind=kind, facts=facts)
                          for (scale, highest, kind, rows), facts in zip(drawn, told, strict=True)]
                right = [selection.best == 0 for selection in chosen]
                sure = [float(selection.probabilities[selection.best]) for selection in chosen]
                loss = -np.log(np.maximum([selection.probabilities[0] for selection in chosen], 1e-9))
                print(json.dumps({"stating": share, "seen": comparison.SEEN, "stated": comparison.STATED if share else None,
                                  "n": len(right), "right": round(float(np.mean(right)), 3),
                                  "ci95": [round(bound, 3) for bound in wilson(sum(right), len(right))],
                                  "log_loss": round(float(loss.mean()), 4), "ece": round(calibration_error(sure, right), 3)}))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="all products, not only those of families held out of training")
    parser.add_argument("--grid", action="store_true", help="settings of SEEN and STATED; see above")
    parser.add_argument("--held-out", action="store_true", help="--grid: families that training never saw")
    parser.add_argument("--seen", type=float, nargs="+", default=SEEN, metavar="W")
    parser.add_argument("--stated", type=float, nargs="+", default=STATED, metavar="W")
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    goods = load_goods(options.catalog, encoder)
    if not options.all:
        unseen = options.held_out or not options.grid
        goods = goods.take([row for row, label in enumerate(goods.labels) if held_out(label.title) == unseen])
    remembering = Remembering(encoder)
    if options.grid:
        grid(goods, remembering, options.count, options.seen, options.stated)
        return
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
