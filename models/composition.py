"""Picture and words -> one query vector, by arithmetic on unit vectors.

Morais et al. 2022 (*Say Yes To The Fetch*, section 5): this dress, minus "black", plus "red". A bare word's vector
points at all that photographs with that word have in common, so words are made phrases about the item's own kind
first ("red dress" - "black dress"): what the phrases share cancels out, and the kind stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.encoder import Encoder, unit

__all__ = ["NothingToCompose", "PICTURE_WEIGHT", "compose_query", "phrase"]

PICTURE_WEIGHT = 1.0
WORD_WEIGHT = 1.0


class NothingToCompose(ValueError):
    """Neither a picture nor a word to make a query from."""


def phrase(word: str, kind: str = "") -> str:
    """"red" about a "dress" -> "red dress"; a word that names the kind already stays as it is."""
    return word if not kind or kind in word.split() else f"{word} {kind}"


def compose_query(encoder: Encoder, *, picture: np.ndarray | None = None, text: str = "", plus: Sequence[str] = (),
                  minus: Sequence[str] = (), kind: str = "") -> np.ndarray:
    """One unit query vector (d,) float32: picture + text + each plus - each minus, normalised.

    picture: (d,) unit vector of the image to start from, or None. kind: what the picture shows ("dress"), if known;
    the words are read as phrases about it. Where words are only added or only taken away, the phrase about the bare
    kind stands on the other side, so that a change stays a change and does not pull towards text as such.

    Raises `NothingToCompose` when everything is empty.
    """
    if picture is None and not (text or plus or minus):
        raise NothingToCompose("a query needs a picture, a text, or words to add or take away; all were empty")
    added, taken = [phrase(word, kind) for word in plus], [phrase(word, kind) for word in minus]
    if picture is not None and kind and len(added) != len(taken):
        fewer = added if len(added) < len(taken) else taken
        fewer.extend([kind] * abs(len(added) - len(taken)))
    said = ([text] if text else []) + added + taken
    vectors = encoder.texts(said)  # (words, d)
    signs = np.array([1.0] * (len(said) - len(taken)) + [-1.0] * len(taken), dtype=np.float32)
    query = WORD_WEIGHT * signs @ vectors if len(said) else np.zeros(encoder.dim, dtype=np.float32)
    if picture is not None:
        query = query + PICTURE_WEIGHT * picture
    return unit(query)
