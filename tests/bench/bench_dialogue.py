"""How well and how fast words are understood: python -m tests.bench.bench_dialogue.

The figures of `python -m demo.evaluate_dialogue` for both splits, and the processor's milliseconds that one utterance takes.
"""

from __future__ import annotations

import json
import time

import numpy as np

from demo.dialogue import parse
from demo.evaluate_dialogue import evaluate, read_screens, read_utterances, shop_of


def main() -> None:
    items, screens = read_screens()
    rows = read_utterances()
    with shop_of(items) as vocabulary:
        figures, _ = evaluate(rows, screens, vocabulary)   # compiles the patterns on the way
        took = []
        for row in rows:
            began = time.thread_time()   # the processor's time: the machine may be busy
            parse(row.text, screens[row.context], vocabulary)
            took.append(1000 * (time.thread_time() - began))
    print(json.dumps({split: groups["all"] for split, groups in figures.items()} | {
        "cpu_ms_p50": round(float(np.percentile(took, 50)), 2), "cpu_ms_p95": round(float(np.percentile(took, 95)), 2)},
        indent=1))


if __name__ == "__main__":
    main()
