"""What the fallback should go by: python -m tests.bench.bench_fallback [--encoder NAME].

Each utterance that it learns from is judged by all the others (left out one at a time): by the nearest one in the encoder's
space, by the nearest in letters and words, and by ridge regression on the latter. For each bound: how many guesses of a
command (neither a search, nor a pick, nor nothing) are followed, and the share of them that is right. So far the held-out
splits play no part. Then the proof of its use: on each split of which it has seen nothing, how many utterances are
understood with it and without it, those that it won and lost, how likely that is by chance (a sign test), and how many of the
split's sentences are, word for word, among those it learnt from: short ones come to anybody.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from math import comb

import numpy as np

from demo.dialogue import cleaned, parse
from demo.evaluate_dialogue import OPEN, SPLITS, Labelled, read_screens, read_utterances, shop_of, taught
from demo.fallback import Ridge, delexicalised, features
from demo.states import Session, Vocabulary
from models.encoder import load_encoder, unit

BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NO_COMMAND = ("search", "select", "none", "none/refused", "none/thanks")


def nearest(vectors: np.ndarray, names: Sequence[str]) -> list[tuple[str, float]]:
    """For each row the intent of the nearest other one, and how near it is."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1)
    return [(names[best], float(near[row, best])) for row, best in enumerate(near.argmax(axis=1))]


def use(rows: Sequence[Labelled], screens: dict[str, Session], vocabulary: Vocabulary) -> dict:
    """With and without the fallback, on these rows."""
    silent = replace(vocabulary, guess=lambda said, read="": "")
    pairs = [tuple(parse(row.text, screens[row.context], words).name == row.intent for words in (vocabulary, silent))
             for row in rows]
    won, lost = pairs.count((True, False)), pairs.count((False, True))
    chance = sum(comb(won + lost, k) for k in range(max(won, lost), won + lost + 1)) / 2 ** (won + lost)
    return {"n": len(rows), "with": sum(one for one, _ in pairs), "without": sum(other for _, other in pairs), "won": won,
            "lost": lost, "by_chance": round(min(2 * chance, 1.0), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--encoder", default="compact")
    options = parser.parse_args()
    items, screens = read_screens()
    labelled = read_utterances()
    said = sorted(set(taught(labelled)))
    names = [name for name, _ in said]
    with shop_of(items) as vocabulary:
        def read(text: str) -> str:
            return delexicalised(cleaned(text, vocabulary), vocabulary)

        words = [read(text) for _, text in said]
        unseen = {split: [row for row in labelled if row.split == split] for split in SPLITS if split not in OPEN}
        used = {split: use(rows, screens, vocabulary) | {"among_those_learnt": sum(read(row.text) in set(words) for row in rows)}
                for split, rows in unseen.items()}
    ridge = Ridge.fit(list(zip(names, words, strict=True)))
    regressed = [(ridge.names[int(scores.argmax())], float(scores.max())) for scores in ridge.left_out]
    vectors = [ridge.vector(features(each)) for each in words]
    methods = {"nearest, encoder": nearest(load_encoder(options.encoder).texts([text.lower() for _, text in said]), names),
               "nearest, letters and words": nearest(unit(np.stack(vectors)), names), "ridge, letters and words": regressed}
    for method, guesses in methods.items():
        for bound in BOUNDS:
            followed = [name == own for (name, score), own in zip(guesses, names, strict=True)
                        if name not in NO_COMMAND and score >= bound]
            print(json.dumps({"method": method, "bound": bound, "followed": len(followed),
                              "right": round(float(np.mean(followed or [1])), 3)}))
    print(json.dumps({"unseen": used}))


if __name__ == "__main__":
    main()
