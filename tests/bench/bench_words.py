"""Do words that no title has land where they should? python -m tests.bench.bench_words --catalog NAME [--encoder NAME].

For each word the share of its ten best held-out pictures that are of a kind or colour it may mean, beside the same for
the catalogue's own word; and whether any training title has the word.
"""

from __future__ import annotations

import argparse
import json

import numpy as np

from models.captions import held_out
from models.encoder import load_encoder
from models.evaluate import load_goods

# word -> (field, what it may mean in the catalogue of real products, the catalogue's own word)
WORDS = {
    "crimson": ("colour", {"red", "maroon"}, "red"), "scarlet": ("colour", {"red"}, "red"),
    "azure": ("colour", {"blue", "turquoise blue"}, "blue"), "fuchsia": ("colour", {"pink", "magenta"}, "pink"),
    "trainers": ("kind", {"sports shoes", "casual shoes"}, "sports shoes"),
    "purse": ("kind", {"handbags", "wallets"}, "handbags"),
    "spectacles": ("kind", {"sunglasses"}, "sunglasses"), "jumper": ("kind", {"sweaters", "sweatshirts"}, "sweaters"),
    "timepiece": ("kind", {"watches"}, "watches"), "rucksack": ("kind", {"backpacks"}, "backpacks"),
    "frock": ("kind", {"dresses"}, "dresses"), "necktie": ("kind", {"ties"}, "ties"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--encoder", default="compact")
    options = parser.parse_args()
    encoder = load_encoder(options.encoder)
    goods = load_goods(options.catalog, encoder)
    titles = " ".join(label.title.lower() for label in goods.labels if not held_out(label.title)).split()
    unseen = goods.take([row for row, label in enumerate(goods.labels) if held_out(label.title)])
    for word, (field, meant, own) in WORDS.items():
        shares = []
        for text in (word, own):
            best = np.argsort(-(unseen.vectors @ encoder.texts([f"the {text} one" if field == "colour" else text])[0]))[:10]
            shares.append(float(np.mean([getattr(unseen.labels[row], field) in meant for row in best])))
        print(json.dumps({"word": word, "in_titles": titles.count(word), "p10": shares[0], "own_word": own,
                          "own_p10": shares[1]}))


if __name__ == "__main__":
    main()
