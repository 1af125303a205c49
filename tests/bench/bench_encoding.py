"""How fast pictures and texts become vectors: python -m tests.bench.bench_encoding [--encoder NAME] [--source SOURCE].

Prints one line of JSON: the median milliseconds of one text and of one picture, the encoder's own speed on pictures that
are decoded already, and the speed of encoding a catalogue, where decoding and SQLite stand beside it; their ratio is
the share of the encoder's speed that the catalogue gets.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import time
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from catalog.importers import Row, open_source
from catalog.ingest import encode_missing
from catalog.store import Store
from models.encoder import load_encoder

TEXTS = ("the blue one", "red running shoes for women", "the bag with the leather strap", "something for a summer wedding")
BATCH = 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--source", default="assets/sample/catalogue.csv", help="as `catalog import` takes (the sample)")
    parser.add_argument("--count", type=int, default=2000, help="pictures at most")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    encoder = load_encoder(options.encoder)
    rows = list(islice((row for row in open_source(options.source).rows if isinstance(row, Row)), options.count))
    pictures = [Image.open(io.BytesIO(row.views[0].picture)).convert("RGB") for row in rows]
    own, whole = [], []
    for _ in range(options.rounds):  # by turns, so that both meet the same machine
        own.append(_own_speed(encoder, pictures))
        whole.append(_catalogue_speed(encoder, rows))
    print(json.dumps({
        "encoder": encoder.name, "pictures": len(pictures), "text_ms_p50": _median_ms(lambda n: encoder.texts([TEXTS[n % 4]])),
        "picture_ms_p50": _median_ms(lambda n: encoder.images([pictures[n % len(pictures)]])),
        "encoder_pictures_s": round(float(np.median(own)), 1), "catalogue_pictures_s": round(float(np.median(whole)), 1),
        "share": round(float(np.median(np.array(whole) / np.array(own))), 3)}))


def _own_speed(encoder, pictures: list[Image.Image]) -> float:
    began = time.perf_counter()
    for start in range(0, len(pictures), BATCH):
        encoder.images(pictures[start:start + BATCH])
    return len(pictures) / (time.perf_counter() - began)


def _catalogue_speed(encoder, rows: list[Row]) -> float:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "bench") as store:
        store.add([(row.item, row.views[:1]) for row in rows])
        began = time.perf_counter()
        made = encode_missing(store, encoder, batch=BATCH, progress=False)
        return made / (time.perf_counter() - began)


def _median_ms(call, rounds: int = 60) -> float:
    times = []
    for n in range(rounds):
        began = time.perf_counter()
        call(n)
        times.append(1000 * (time.perf_counter() - began))
    return round(float(np.median(times[5:])), 2)


if __name__ == "__main__":
    main()
