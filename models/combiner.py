"""A learned change of a picture by words: what the arithmetic of `models.composition` gives, and a small net's correction.

CLIP4Cir (Baldrati et al. 2022) learns the whole function; here the arithmetic's query goes in with the picture and the
phrases, and the net only says what to add to it, so that an untrained one is the arithmetic. `python -m
models.train_combiner` trains it on swaps in a minute or two. A file belongs to one encoder, by its fingerprint.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.composition import compose_query, phrase
from models.encoder import Encoder, unit

__all__ = ["HIDDEN", "BadCombiner", "Combiner", "inputs_of"]

HIDDEN = 128


class BadCombiner(ValueError):
    """The file is no combiner, or one of another encoder."""


def inputs_of(picture: np.ndarray, wanted: np.ndarray, taken: np.ndarray, query: np.ndarray) -> np.ndarray:
    """What the net reads: (..., d) unit rows of the picture, both phrases and the arithmetic's query -> (..., 4 d)."""
    return np.concatenate([picture, wanted, taken, query], axis=-1)


class Combiner:
    """Four vectors -> HIDDEN rectified units -> what is added to the arithmetic's query."""

    def __init__(self, weights: Mapping[str, np.ndarray], encoder: str):
        self.encoder = encoder
        self._weights = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> Combiner:
        """Raises BadCombiner where the file cannot be read or was trained on other vectors."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(str(path), framework="numpy") as file:
                name = (file.metadata() or {}).get("encoder", "")
                weights = {key: file.get_tensor(key) for key in ("in.weight", "in.bias", "out.weight")}
        except (OSError, SafetensorError) as error:
            raise BadCombiner(f"{path} is no combiner ({error}); train one with python -m models.train_combiner") from error
        if name != encoder.name:
            raise BadCombiner(f"{path} is a combiner of {name!r}, the encoder is {encoder.name!r}; train it again with "
                              "python -m models.train_combiner")
        return cls(weights, name)

    def save(self, path: Path) -> None:
        """As 16-bit floats, with the encoder's name in the file's header."""
        from safetensors.numpy import save_file

        save_file({name: value.astype(np.float16) for name, value in self._weights.items()}, str(path), {"encoder": self.encoder})

    def __call__(self, picture: np.ndarray, wanted: np.ndarray, taken: np.ndarray, query: np.ndarray) -> np.ndarray:
        """(..., d) unit rows each -> the changed query, (..., d) unit rows."""
        given = inputs_of(picture, wanted, taken, query)
        hidden = np.maximum(given @ self._weights["in.weight"].T + self._weights["in.bias"], 0)
        return unit(query + hidden @ self._weights["out.weight"].T)

    def swap(self, encoder: Encoder, picture: np.ndarray, new: str, old: str, kind: str) -> np.ndarray:
        """A method of `models.swaps`: the picture with `new` in the place of `old`, (d,)."""
        wanted, taken = encoder.texts([phrase(new, kind), phrase(old, kind)])
        return self(picture, wanted, taken, compose_query(encoder, picture=picture, plus=(new,), minus=(old,), kind=kind))
