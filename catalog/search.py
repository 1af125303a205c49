"""One catalogue as one encoder sees it: what the words say and what the pictures show, fused."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from catalog.filters import Filter
from catalog.index import VectorIndex, build_index
from catalog.items import EncoderMismatch, Hits
from catalog.store import Store

__all__ = ["LEXICAL_WEIGHT", "Catalogue", "check_vectors"]

LEXICAL_WEIGHT = 0.5  # what a perfect match of the words adds to a cosine
_CANDIDATES = 200  # how deep each side is asked beyond what is wanted, so that the other can lift it


class Catalogue:
    """A :class:`Store` joined to the index of one encoder; read-only, safe to share."""

    def __init__(self, store: Store, encoder_name: str, dim: int, *, device: str = "auto") -> None:
        """Builds the index in memory from the store's vectors.

        Raises:
            EncoderMismatch: the store has no vectors of that encoder, not of every view, or of
                another length.
        """
        check_vectors(store, encoder_name, dim)
        self.store = store
        self.index: VectorIndex = build_index(encoder_name, *store.vectors(encoder_name), device=device)

    def search(
        self,
        *,
        vector: np.ndarray | None = None,
        text: str = "",
        k: int,
        filters: Sequence[Filter] = (),
        exclude: Collection[str] = (),
        words_weight: float = 1.0,
    ) -> Hits:
        """The ``k`` best items by their pictures, their words or both.

        With both, a score is the cosine of ``vector`` plus ``LEXICAL_WEIGHT`` (times ``words_weight``)
        times the item's BM25 as a share of the best there is (0 to 1); candidates are the best by either, and each gets
        both terms. Words alone score by that share; with neither, items come in the catalogue's own
        order and score 0.

        Args:
            vector: ``(d,)`` float32 unit row of the index's encoder.
            text: the words as typed; any text will do.
            filters: conditions every hit meets.
            exclude: ids that are not to come back.

        Raises:
            BadFilter: a filter names a field no item has.
            EncoderMismatch: ``vector`` is not ``d`` long.
        """
        depth = k + len(exclude)
        if vector is None:
            hits = self._by_words(text, depth, filters)
        else:
            hits = self._fused(vector, text, depth, filters, LEXICAL_WEIGHT * words_weight)
        gone = frozenset(exclude)
        return Hits.of([(item_id, score) for item_id, score in hits if item_id not in gone][: max(k, 0)])

    def vector_of(self, item_id: str) -> np.ndarray:
        """The row ``(d,)`` of an item's first view; raises :class:`UnknownItem`."""
        return self.store.vector(self.index.encoder, item_id)

    def views_of(self, item_id: str) -> np.ndarray:
        """The rows ``(views, d)`` of all its views, in their order; raises :class:`UnknownItem`."""
        count = len(self.store.alts([item_id])[item_id])
        return np.stack([self.store.vector(self.index.encoder, item_id, position) for position in range(count)])

    def _by_words(self, text: str, k: int, filters: Sequence[Filter]) -> Hits:
        if not text.strip():
            return Hits.of([(item_id, 0.0) for item_id in self.store.select(filters, limit=k)])
        return _shares(self.store.match(text, k, filters=filters))

    def _fused(self, vector: np.ndarray, text: str, k: int, filters: Sequence[Filter], words_weight: float) -> Hits:
        queries = np.asarray(vector, dtype=np.float32)[None]  # (1, d)
        among = self.store.select(filters) if filters else None
        seen = self.index.search(queries, k + _CANDIDATES, among=among)[0]
        said = self.store.match(text, k + _CANDIDATES, filters=filters)
        if not len(said):
            return Hits(seen.ids[:k], seen.scores[:k])
        cosines = dict(seen)
        unseen = [item_id for item_id in said.ids if item_id not in cosines]
        cosines |= dict(self.index.search(queries, len(unseen), among=unseen)[0])
        bm25 = dict(said)
        unsaid = [item_id for item_id in cosines if item_id not in bm25]
        bm25 |= dict(self.store.match(text, len(unsaid), among=unsaid))
        weight = words_weight / max(bm25.values())
        fused = [(item_id, cosine + weight * bm25.get(item_id, 0.0)) for item_id, cosine in cosines.items()]
        return Hits.of(sorted(fused, key=lambda pair: -pair[1])[:k])


def _shares(said: Hits) -> Hits:
    return Hits(said.ids, said.scores / said.scores[0]) if len(said) else said


def check_vectors(store: Store, encoder_name: str, dim: int) -> None:
    """Raises :class:`EncoderMismatch` unless the store has that encoder's vector, ``dim`` long, of every view."""
    held = store.encoders().get(encoder_name)
    advice = "run its python -m catalog import again with that --encoder"
    if held is None:
        there = ", ".join(store.encoders()) or "no encoder"
        raise EncoderMismatch(f"{store.name} has vectors of {there}, none of {encoder_name!r}: {advice}")
    if held["dim"] != dim:
        raise EncoderMismatch(
            f"{store.name} has vectors of {held['dim']} numbers by {encoder_name!r}, which now makes {dim}: "
            f"remove the catalogue and import it again"
        )
    missing = len(store.missing(encoder_name))
    if missing:
        raise EncoderMismatch(f"{store.name} lacks {missing} vectors of {encoder_name!r}: {advice}")
