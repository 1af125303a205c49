"""What the page costs: seconds until it can be used, milliseconds from a reply to its paint, bytes a turn.

    python -m tests.bench.bench_page [--url URL] [--opens 5] [--rounds 3] [--json]

Without --url it starts the app over the sample, in an empty VITRINE_HOME. Opened: from the address to cards, pictures and an
input that takes words, in a browser that has nothing cached. Painted: from the moment the reply's bytes are in the page to
the first frame that shows it. Bytes: all that goes over the wire in a turn, pictures included.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from tests.browser.running import CHROMIUM, FLAGS, running_app
from tests.browser.visitor import DESK, Visitor

TURNS = ("red dresses", "the cheapest", "like this but in black", "more", "handbags", "number 2", "add it to my cart",
         "compare the first and the second", "only leather", "back", "shoes under 100", "the black one")
READY = ("document.querySelector('.card') && !document.querySelector('.composer input[type=text]').disabled "
         "&& [...document.querySelectorAll('.card img')].slice(0, 6).every(img => img.complete)")
# Notes when bytes arrive, by fetch or by an event stream; and then when the frame after `vitrine.ended` has been drawn.
NOTE = """
    window.arrived = 0; window.painted = [];
    const read = ReadableStreamDefaultReader.prototype.read;
    ReadableStreamDefaultReader.prototype.read = async function () {
        const chunk = await read.call(this);
        window.arrived = performance.now();
        return chunk;
    };
    const Source = window.EventSource;
    window.EventSource = class extends Source {
        constructor(...all) {
            super(...all);
            this.addEventListener("message", () => (window.arrived = performance.now()));
        }
    };
"""
NOTE_PAINTS = """() => {
    const ended = vitrine.ended;
    vitrine.ended = () => {
        const arrived = window.arrived;
        ended();
        requestAnimationFrame(() => setTimeout(() => painted.push(performance.now() - arrived)));
    };
}"""


def opened_s(browser, url: str) -> float:
    """Seconds until the page can be used, nothing cached."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(READY, timeout=120_000)
    took = time.perf_counter() - began
    context.close()
    return took


def turns(browser, url: str, rounds: int) -> tuple[list[float], list[int]]:
    """Of every typed turn the milliseconds from reply to paint, and the bytes on the wire."""
    context = browser.new_context(viewport=DESK)
    context.add_init_script(NOTE)
    page = context.new_page()
    visitor, sent = Visitor(page, url), []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: sent.append(event["encodedDataLength"]))
    page.evaluate(NOTE_PAINTS)
    weights = []
    for words in TURNS * rounds:
        sent.clear()
        visitor.say(words)
        page.wait_for_function("[...document.querySelectorAll('img')].every(img => img.complete)")
        weights.append(sum(sent))
    page.wait_for_function("count => painted.length >= count", arg=len(weights))
    painted = page.evaluate("painted")
    context.close()
    return painted, weights


def report(opens: Sequence[float], painted: Sequence[float], weights: Sequence[int]) -> dict:
    return {"opened_s": {"n": len(opens), "p50": round(float(np.median(opens)), 2), "most": round(max(opens), 2), "goal": 2.0},
            "painted_ms": {"n": len(painted), "p50": round(float(np.median(painted)), 1),
                           "p95": round(float(np.percentile(painted, 95)), 1), "most": round(max(painted), 1), "goal_p95": 150.0},
            "bytes": {"n": len(weights), "mean": round(float(np.mean(weights))), "most": max(weights), "goal": 300_000}}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a page that is open already")
    parser.add_argument("--opens", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3, help=f"times {len(TURNS)} turns")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        url = options.url or stack.enter_context(running_app(Path(stack.enter_context(tempfile.TemporaryDirectory())),
                                                             "--speech", "offline"))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opens = [opened_s(browser, url) for _ in range(options.opens)]
        found = report(opens, *turns(browser, url, options.rounds))
        browser.close()
    lines = [f"{name}: " + ", ".join(f"{key} {value}" for key, value in each.items()) for name, each in found.items()]
    print(json.dumps(found) if options.json else "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
