"""How long `python app.py` takes: until the page answers, until the shop behind it does, and in processor time.

    python tests/bench/bench_startup.py [--runs 3] [app.py's own options]
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=LONGEST_S).status == 200
    except urllib.error.HTTPError as error:
        return error.code == 404  # an unknown picture: the shop has been asked
    except OSError:
        return False


def seconds_until(url: str, started: float) -> float:
    while not answers(url):
        if time.perf_counter() - started > LONGEST_S:
            raise SystemExit(f"{url} did not answer within {LONGEST_S} s")
        time.sleep(0.05)
    return round(time.perf_counter() - started, 2)


def start_once(options: list[str]) -> dict[str, float]:
    port = free_port()
    started, before = time.perf_counter(), os.times()
    app = subprocess.Popen([sys.executable, "app.py", "--port", str(port), *options], cwd=ROOT)
    try:
        page_s = seconds_until(f"http://127.0.0.1:{port}/", started)
        shop_s = seconds_until(f"http://127.0.0.1:{port}/picture/-", started)
    finally:
        app.terminate()
        app.wait()
    spent = os.times()
    cpu = spent.children_user + spent.children_system - before.children_user - before.children_system
    return {"page_s": page_s, "shop_s": shop_s, "cpu_s": round(cpu, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    known, options = parser.parse_known_args()
    for _ in range(known.runs):
        print(json.dumps(start_once(options) | {"load": round(os.getloadavg()[0], 1)}), flush=True)


if __name__ == "__main__":
    main()
