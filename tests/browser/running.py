"""The app and the browser, started for tests, benchmarks and the README's recording."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["CHROMIUM", "FLAGS", "NotOpened", "free_port", "running_app"]

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
STARTED_WITHIN_S = 600


class NotOpened(RuntimeError):
    """app.py ended, or did not answer in time; the text says which."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_app(home: Path, *options: str) -> Iterator[str]:
    """The URL of `python app.py` with this VITRINE_HOME, the shop behind it open. Its log is home/app.log."""
    port = free_port()
    environment = {**os.environ, "VITRINE_HOME": str(home), "GRADIO_TEMP_DIR": str(home / "uploads")}
    with open(home / "app.log", "w") as log:
        app = subprocess.Popen([sys.executable, "app.py", "--port", str(port), *options], cwd=ROOT, env=environment,
                               stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/picture/-", app)
        yield f"http://127.0.0.1:{port}/"
    finally:
        app.terminate()
        app.wait()


def _wait_for(url: str, app: subprocess.Popen) -> None:
    started = time.monotonic()
    while time.monotonic() - started < STARTED_WITHIN_S and app.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=STARTED_WITHIN_S)
        except urllib.error.HTTPError:
            return  # an unknown picture: the shop behind the page has been asked
        except OSError:
            time.sleep(0.1)
    raise NotOpened(f"app.py did not open within {STARTED_WITHIN_S} s: exit status {app.poll()}")
