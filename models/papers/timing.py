"""How long a table takes from scratch, though a run may be stopped and find its work done the next time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["spent", "timed"]


@contextmanager
def timed(out: Path, name: str) -> Iterator[None]:
    """Keeps a step's longest time, by the clock and of the processors, in `out`/seconds: a later run finds its work done."""
    began, computed = time.perf_counter(), time.process_time()
    yield
    took = {"clock": time.perf_counter() - began, "processors": time.process_time() - computed}
    file = out / "seconds" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(file.read_text()) if file.is_file() else took
    file.write_text(json.dumps(max(known, took, key=lambda each: each["processors"])) + "\n")


def spent(out: Path, by: str = "clock") -> float:
    """Seconds of all steps together. by: "clock" or "processors"."""
    return sum(json.loads(file.read_text())[by] for file in (out / "seconds").glob("*.json"))
