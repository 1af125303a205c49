"""A matching head beside the encoder: how well each shown item looks like what is said of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from catalog.pictures import open_picture
from catalog.search import Catalogue
from models.rerank import Reranker, said_of

__all__ = ["Looks"]


class Looks:
    """What a head sees of items is kept, the last `kept` of them: a page is seen once, whoever asks about it."""

    def __init__(self, catalogue: Catalogue, reranker: Reranker, *, kept: int = 20_000):
        self._catalogue, self._reranker, self._kept = catalogue, reranker, kept
        self._seen: OrderedDict[str, object] = OrderedDict()

    def over(self, catalogue: Catalogue) -> Looks:
        """The same head over another catalogue's pictures."""
        return Looks(catalogue, self._reranker, kept=self._kept)

    def of(self, description: str, excluded: Sequence[str], ids: Sequence[str]) -> np.ndarray:
        """(c,) float32 log-odds that each of these items is meant by the description and by what it is not."""
        from models.fusion import stack_views

        return self._reranker.log_odds(said_of(description, excluded), stack_views([self._views(item) for item in ids]))

    def _views(self, item: str):
        if item not in self._seen:
            picture = open_picture(self._catalogue.store.picture(item).picture)
            self._seen[item] = self._reranker.see([picture])
            while len(self._seen) > self._kept:
                self._seen.popitem(last=False)
        return self._seen[item]
