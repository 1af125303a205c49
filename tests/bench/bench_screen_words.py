"""How long a new screen's words take to enter the offline recogniser: python -m tests.bench.bench_screen_words [--screens N].

Prints one JSON object: milliseconds of processor and of wall clock, p50 and p95 over N screens of six titles of the sample, each
with a word that no screen before it had.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path

import numpy as np

from models.speech.sphinx import SphinxRecogniser

SAMPLE = Path(__file__).resolve().parent.parent.parent / "assets" / "sample" / "catalogue.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screens", type=int, default=40)
    screens = parser.parse_args().screens
    titles = [row["title"] for row in csv.DictReader(SAMPLE.open(encoding="utf-8"))]
    recogniser = SphinxRecogniser()
    spent, took = [], []
    for number in range(screens):
        shown = [titles[(6 * number + place) % len(titles)] for place in range(6)]
        began, clock = time.process_time(), time.perf_counter()
        recogniser._model_for([*shown, f"zorb{chr(97 + number % 26)}{chr(97 + number // 26)}y lamp"])
        spent.append(1000 * (time.process_time() - began))
        took.append(1000 * (time.perf_counter() - clock))
    shares = {name: [round(float(np.percentile(values, q)), 1) for q in (50, 95)] for name, values in
              (("processor_ms_p50_p95", spent), ("clock_ms_p50_p95", took))}
    print(json.dumps({"screens": screens, **shares}))


if __name__ == "__main__":
    main()
