"""A matching head beside the encoder: how well each shown item looks like what is said of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

import numpy as np

from catalog.pictures import open_picture
from catalog.search import Catalogue
from models.rerank import Reranker, judge

__all__ = ["Looks"]


class Looks:
    """What a head sees of items is kept, the last `kept` of them: a page is seen once, whoever asks about it.

    One serves all visitors; pages that were just shown are seen `ahead` of the question, beside the conversation.
    """

    def __init__(self, catalogue: Catalogue, reranker: Reranker, *, kept: int = 20_000):
        self._catalogue, self._reranker, self._kept = catalogue, reranker, kept
        self._seen: OrderedDict[str, object] = OrderedDict()
        self._lock = Lock()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="looks")

    def over(self, catalogue: Catalogue) -> Looks:
        """The same head over another catalogue's pictures."""
        return Looks(catalogue, self._reranker, kept=self._kept)

    def of(self, description: str, excluded: Sequence[str], ids: Sequence[str]) -> np.ndarray:
        """(c,) float32 log-odds that each of these items is meant by the description and by what it is not."""
        from models.fusion import stack_views

        shown = stack_views(self._views(ids))
        return judge(lambda said: self._reranker.log_odds(said, shown), description, excluded)

    def ahead(self, ids: Sequence[str]) -> Future:
        """Sees these items by and by, so that `of` need not wait for it."""
        return self._beside.submit(self._views, ids)

    def _views(self, ids: Sequence[str]) -> list:
        with self._lock:
            new = [item for item in dict.fromkeys(ids) if item not in self._seen]
            if new:
                seen = self._reranker.see([open_picture(self._catalogue.store.picture(item).picture) for item in new])
                self._seen |= {item: seen.take([row]) for row, item in enumerate(new)}
            views = [self._seen[item] for item in ids]
            while len(self._seen) > self._kept:
                self._seen.popitem(last=False)
            return views
