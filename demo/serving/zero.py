"""A card that is lent for a while, as ZeroGPU Spaces do: pictures by the dozen go there, all else stays on the processor.

The package `spaces` is there on such a Space, must be imported before torch and gradio, and wants one function that it
may run with the card at hand. Elsewhere nothing of this happens.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from models.encoder import Encoder
from models.wrapped import Wrapped

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

__all__ = ["Borrowing", "is_lent"]

log = logging.getLogger(__name__)

BORROWED_S = 60     # for one batch; a larger claim waits longer
FEW = 16            # so few pictures are looked at sooner than a card is borrowed


def is_lent() -> bool:
    """Is this a ZeroGPU Space?"""
    return os.environ.get("SPACES_ZERO_GPU", "").lower() in ("1", "t", "true") and importlib.util.find_spec("spaces") is not None


def _look(name: str, pictures: Sequence[Image.Image]) -> np.ndarray:
    """Runs in a process that has the card, which keeps its own copy of the encoder."""
    return _encoder_on_card(name).images(pictures)


@cache
def _encoder_on_card(name: str) -> Encoder:
    from models.encoder import load_encoder

    return load_encoder(name, device="cuda")


if is_lent():
    import spaces

    look = spaces.GPU(_look, duration=BORROWED_S)
else:
    look = _look


class Borrowing(Wrapped):
    """An encoder on the processor that looks at many pictures on the lent card; when none can be had, it looks itself.

    name: what `load_encoder` is to load on the card.
    """

    def __init__(self, encoder: Encoder, name: str) -> None:
        super().__init__(encoder)
        self._loaded_by, self._lent = name, True

    def images(self, pictures: Sequence[Image.Image]) -> np.ndarray:
        if self._lent and len(pictures) >= FEW:
            try:
                return look(self._loaded_by, pictures)
            except Exception:  # no quota, no card, a lost worker: the processor is slower, and there
                log.warning("no card could be borrowed; the processor looks at the pictures", exc_info=True)
                self._lent = False
        return super().images(pictures)
