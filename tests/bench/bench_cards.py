"""Sixty cards: how long the browser takes for a frame while they are scrolled and while a turn changes them.

    python -m tests.bench.bench_cards [--catalog sample] [--cards 60] [--turns 10] [--json]

Over a real catalogue with its own pictures, at 1280x800. Scrolled: by the mouse's wheel, down and up again. A turn: from the
moment its words are sent until half a second after it is painted. A frame is what lies between two calls of
`requestAnimationFrame`, 16.7 ms at best: what else the machine does counts. Busy: processor time of the page's main thread
(`Performance.getMetrics`, thread ticks), a second of scrolling and a turn: what else the machine does hardly counts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence

import numpy as np

from demo import ui
from demo.assistant import Assistant, Settings
from tests.browser.running import CHROMIUM, FLAGS, free_port
from tests.browser.visitor import DESK, Visitor

TURNS = ("number 7", "number 31", "show me dresses", "the cheapest", "like this but in black")
STEP_PX, STEPS = 120, 40   # of the wheel
SMOOTH_MS = 34.0           # two frames of 60 a second
NOTE = """() => {
    window.frames = [];
    let before = performance.now();
    const tick = (now) => (frames.push(now - before), before = now, requestAnimationFrame(tick));
    requestAnimationFrame(tick);
}"""


class Thread:
    """The processor time of the page's main thread."""

    def __init__(self, page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy_ms(self) -> float:
        """Since the page was opened."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(each["value"] for each in metrics if each["name"] == "ThreadTime")


def scrolled(page, thread: Thread) -> dict:
    """Frames while the window is scrolled down and up."""
    page.mouse.move(300, 400)
    page.evaluate("frames.length = 0")
    busy_ms, began = thread.busy_ms(), time.perf_counter()
    for way in (STEP_PX, -STEP_PX):
        for _ in range(STEPS):
            page.mouse.wheel(0, way)
            page.wait_for_timeout(30)
    took_s = time.perf_counter() - began
    return told(page.evaluate("frames.slice()")) | {"busy_ms_a_second": round((thread.busy_ms() - busy_ms) / took_s, 1)}


def turned(visitor: Visitor, thread: Thread, turns: int) -> dict:
    """Frames around the turns."""
    frames, busy = [], []
    for at in range(turns):
        visitor.page.evaluate("frames.length = 0")
        before_ms = thread.busy_ms()
        visitor.say(TURNS[at % len(TURNS)])
        visitor.page.wait_for_timeout(500)
        frames += visitor.page.evaluate("frames.slice()")
        busy.append(thread.busy_ms() - before_ms)
    return told(frames) | {"busy_ms_p50": round(float(np.median(busy)), 1), "busy_ms_most": round(max(busy), 1)}


def told(frames: Sequence[float]) -> dict:
    """n, p50, p95, the longest, and the share of frames over 34 ms."""
    return {"n": len(frames), "p50_ms": round(float(np.median(frames)), 1), "p95_ms": round(float(np.percentile(frames, 95)), 1),
            "most_ms": round(max(frames), 1), "late": round(float(np.mean(np.array(frames) > SMOOTH_MS)), 3)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", default="sample")
    parser.add_argument("--cards", type=int, default=60)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    shop = Assistant.load(Settings(catalog=options.catalog, speech="off", page=options.cards))
    server = ui.launch(ui.build(lambda: shop), lambda: shop, host="127.0.0.1", port=free_port())
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            visitor = Visitor(browser.new_page(viewport=DESK), server.local_url)
            assert visitor.page.locator(".card").count() == options.cards
            visitor.page.evaluate(NOTE)
            thread = Thread(visitor.page)
            found = {"load": round(os.getloadavg()[0], 1), "scrolled, pictures arriving": scrolled(visitor.page, thread),
                     "scrolled again": scrolled(visitor.page, thread), "turns": turned(visitor, thread, options.turns)}
            browser.close()
    finally:
        server.close()
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
