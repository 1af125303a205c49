"""What the fallback should go by: python -m tests.bench.bench_fallback [--encoder NAME].

Each utterance of the open split is judged by all the others (left out one at a time): by the nearest example in the
encoder's space, by the nearest in letters and words, and by ridge regression on the latter. For each bound: how many
guesses of a command (neither a search, nor a pick, nor nothing) are followed, and the share of them that is right. Last,
what comes of those that reach the fallback, which no rule takes and which name nothing that the shop knows. So far the
held-out splits play no part. Then the proof of its use: on the splits of which it has seen nothing, how many utterances are
understood with it and without it, those that it won and lost, and how likely that is by chance (a sign test).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from math import comb

import numpy as np

from demo.dialogue import parse
from demo.evaluate_dialogue import OPEN, Labelled, read_screens, read_utterances, shop_of
from demo.fallback import CERTAIN, SEARCHED, Fallback, Ridge, delexicalised, features
from demo.states import Session, Vocabulary
from models.encoder import load_encoder, unit
from models.utterance import clean

BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NO_COMMAND = ("search", "select", "none")


def reaching(rows: Sequence[Labelled], screens: dict[str, Session], vocabulary: Vocabulary) -> list[int]:
    """The rows of which a guess is asked and that name no goods."""
    found: set[int] = set()
    fallback = Fallback(vocabulary, stocked=lambda word: False)
    for row, labelled in enumerate(rows):
        def guess(said: str, row: int = row) -> str:
            found.update([row] * fallback.takes(said))
            return ""

        parse(labelled.text, screens[labelled.context], replace(vocabulary, guess=guess))
    return sorted(found)


def nearest(vectors: np.ndarray, names: Sequence[str]) -> list[tuple[str, float]]:
    """For each row the intent of the nearest other one, and how near it is."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1)
    return [(names[best], float(near[row, best])) for row, best in enumerate(near.argmax(axis=1))]


def use(rows: Sequence[Labelled], screens: dict[str, Session], vocabulary: Vocabulary) -> dict:
    """With and without the fallback, on these rows."""
    silent = replace(vocabulary, guess=lambda said: "")
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
    rows = [row for row in labelled if row.split in OPEN and not row.then and clean(row.text)]
    names = [row.intent for row in rows]
    with shop_of(items) as vocabulary:
        words = [delexicalised(clean(vocabulary.correct(row.text)), vocabulary) for row in rows]
        reached = reaching(rows, screens, vocabulary)
        used = use([row for row in labelled if row.split not in OPEN], screens, vocabulary)
    ridge = Ridge(list(zip(names, words, strict=True)))
    regressed = [(ridge.names[int(scores.argmax())], float(scores.max())) for scores in ridge.left_out]
    methods = {"nearest, encoder": nearest(load_encoder(options.encoder).texts([row.text.lower() for row in rows]), names),
               "nearest, letters and words": nearest(unit(np.stack([ridge.vector(features(each)) for each in words])), names),
               "ridge, letters and words": regressed}
    for method, guesses in methods.items():
        for bound in BOUNDS:
            followed = [name == own for (name, score), own in zip(guesses, names,
                                                                  strict=True) if name not in NO_COMMAND and score >= bound]
            print(json.dumps({"method": method, "bound": bound, "followed": len(followed),
                              "right": round(float(np.mean(followed or [1])), 3)}))
    settled = [name if score >= (SEARCHED if name == "search" else CERTAIN) else "none" for name, score in regressed]
    print(json.dumps({"reached": len(reached), "right_as_shipped": sum(settled[row] == names[row] for row in reached),
                      "right_if_always_searched": sum(names[row] == "search" for row in reached)}))
    print(json.dumps({"unseen": used}))


if __name__ == "__main__":
    main()
