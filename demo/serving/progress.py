"""How far something long has come, told to the terminal and to whoever asks.

The page is up before the shop behind it. Until then it may ask `GET /progress`, which answers with `Progress.as_dict()`:
`{"state": "working", "what": "looking at the pictures", "done": 320, "total": 792, "why": ""}`. `state` is `working`,
`done` or `failed`; `total` is null where nobody knows it yet, and then a bar has no end; `why` says why it failed.
`GET /catalogue?session=TOKEN` answers with the same object for a visitor's own catalogue while it is taken in.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.wrapped import Wrapped

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from models.encoder import Encoder

__all__ = ["Counted", "Progress"]


class Progress:
    """Written by the thread that works, read by any. steps: how many `step`s there will be, for a bar in the terminal
    (standard error); 0 for no bar."""

    def __init__(self, *, steps: int = 0) -> None:
        self._lock = threading.Lock()
        self._state, self._what, self._why = "working", "", ""
        self._done, self._total = 0, None
        self._steps, self._begun, self._began_s = steps, 0, time.monotonic()

    def step(self, what: str, total: int | None = None) -> None:
        """Something new begins: "looking at the pictures", of which there are `total`."""
        with self._lock:
            self._what, self._done, self._total = what, 0, total
            self._begun = min(self._begun + 1, self._steps)
            self._tell(self._begun, what)

    def advance(self, count: int = 1) -> None:
        with self._lock:
            self._done += count

    def finish(self, what: str = "") -> None:
        self._end("done", what, "")

    def fail(self, why: str) -> None:
        self._end("failed", self._what, why)

    def _end(self, state: str, what: str, why: str) -> None:
        with self._lock:
            self._state, self._what, self._why = state, what, why
            if state == "done":
                self._tell(self._steps, f"{what}, after {time.monotonic() - self._began_s:.1f} s")

    def _tell(self, begun: int, what: str) -> None:
        """A line with a bar; the counted steps have bars of their own, which stay whole below it."""
        if self._steps:
            print(f"[{'#' * begun:-<{self._steps}}] {what}", file=sys.stderr, flush=True)

    @property
    def working(self) -> bool:
        return self._state == "working"

    def as_dict(self) -> dict:
        """`{"state", "what", "done", "total", "why"}`, ready for JSON."""
        with self._lock:
            return {"state": self._state, "what": self._what, "done": self._done, "total": self._total, "why": self._why}


class Counted(Wrapped):
    """An encoder whose pictures are counted as it makes vectors of them. missing: asked for the total when it begins."""

    def __init__(self, encoder: Encoder, progress: Progress, missing: Callable[[], int | None] = lambda: None) -> None:
        super().__init__(encoder)
        self._progress, self._missing, self._begun = progress, missing, False

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        if not self._begun:
            self._begun = True
            self._progress.step("looking at the pictures", self._missing())
        vectors = super().images(pictures)
        self._progress.advance(len(pictures))
        return vectors
