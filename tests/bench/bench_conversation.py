"""How long a typed turn takes: python -m tests.bench.bench_conversation --catalog NAME [--rounds N] [--encoder NAME].

Ten turns, of which each round changes the words, through Assistant.reply; milliseconds by stage, p50 and p95.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import time

import numpy as np

from demo.assistant import Assistant, Settings, Turn

KINDS = ("dresses", "running shoes", "handbags", "watches", "t-shirts", "sunglasses", "jeans", "backpacks")
COLOURS = ("red", "blue", "black", "green", "pink", "brown")


def turns(rng: random.Random) -> list[str]:
    """A shopper's ten turns: each kind of work that a turn can cause."""
    kind, colour, other = rng.choice(KINDS), *rng.sample(COLOURS, 2)
    return [f"show me {colour} {kind}", f"the {colour} one", f"like this but in {other}", "number two",
            "compare the first and the third",
            "what colour is it?", "add it to my cart", "more", f"the one that is not {other}", "back"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", required=True)
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    began = time.perf_counter()
    assistant = Assistant.load(Settings(catalog=options.catalog, encoder=options.encoder, speech="off"))
    load_s = time.perf_counter() - began
    rng, totals, intents = random.Random(0), [], {}
    stages: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        session = assistant.open()
        for text in turns(rng):
            reply = assistant.reply(Turn(text=text, session=session))
            session = reply.session
            totals.append(reply.ms["total"])
            intents[reply.intent] = intents.get(reply.intent, 0) + 1
            for stage, ms in reply.ms.items():
                stages.setdefault(stage, []).append(ms)
    print(json.dumps({
        "catalog": options.catalog, "items": assistant.count, "turns": len(totals), "load_s": round(load_s, 1),
        "ms_p50": round(float(np.percentile(totals, 50)), 1), "ms_p95": round(float(np.percentile(totals, 95)), 1),
        "ms_max": round(max(totals), 1), "ms_p95_by_stage": {s: round(float(np.percentile(v, 95)), 1) for s, v in stages.items()},
        "intents": intents, "machine": f"{platform.machine()}, {platform.python_version()}"}, indent=1))


if __name__ == "__main__":
    main()
