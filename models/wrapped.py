"""Encoders around another encoder, which add one thing to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.encoder import Encoder

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Remembering", "Wrapped"]


class Wrapped:
    """An encoder that does as the one within; what a subclass does not say again is that one's."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def dim(self) -> int:
        return self.encoder.dim

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        return self.encoder.images(pictures)

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        return self.encoder.texts(texts)


class Remembering(Wrapped):
    """An encoder that makes the vector of a text once, and keeps the last `kept` of them; for any thread.

    What a conversation says again (a query's next page, its terms weighed anew) costs no encoding.
    """

    def __init__(self, encoder: Encoder, *, kept: int = 4096) -> None:
        super().__init__(encoder)
        self._kept = kept
        self._made: OrderedDict[str, np.ndarray] = OrderedDict()   # the last used is last

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        found = {text: self._made.pop(text, None) for text in dict.fromkeys(texts)}
        new = [text for text, row in found.items() if row is None]
        found |= dict(zip(new, self.encoder.texts(new), strict=True)) if new else {}
        self._made.update(found)
        while len(self._made) > self._kept:
            self._made.popitem(last=False)
        return np.stack([found[text] for text in texts]) if texts else np.zeros((0, self.dim), dtype=np.float32)
