"""Exact nearest neighbours over one encoder's rows: the protocol, and FAISS on the CPU."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np

from catalog.items import EncoderMismatch, Hits

__all__ = ["ExactIndex", "RowIndex", "VectorIndex", "build_index"]


class VectorIndex(Protocol):
    """Search over the views of a catalogue; built from the store, and rebuildable from it.

    ``encoder``, ``dim`` and ``count`` (view rows) say whose vectors it holds.
    """

    encoder: str
    dim: int
    count: int

    def search(self, queries: np.ndarray, k: int, *, among: Collection[str] | None = None) -> list[Hits]:
        """One :class:`Hits` a query row: the ``k`` items of highest cosine, each by its best view.

        Args:
            queries: ``(n, d)`` float32 unit rows.
            k: how many items a query; fewer come back where there are fewer.
            among: search only these ids; ids the index does not hold are no error.

        Raises:
            EncoderMismatch: the queries are not ``d`` wide.
        """
        ...


class RowIndex:
    """What exact indexes share: row numbers stay in here, item ids go out.

    A backend says how to find the best rows in :meth:`_best`.
    """

    def __init__(self, encoder: str, ids: Sequence[str], matrix: np.ndarray) -> None:
        """``ids[i]`` is the item of ``matrix[i]``, ``(n, d)`` float32; an item has a row a view."""
        if matrix.ndim != 2 or len(ids) != len(matrix):
            raise EncoderMismatch(
                f"{len(ids)} ids came with a matrix of shape {matrix.shape}: give one row (d,) an id"
            )
        self.encoder = encoder
        self.count, self.dim = matrix.shape
        self._ids = list(ids)
        self._rows: dict[str, list[int]] = {}
        for row, item_id in enumerate(ids):
            self._rows.setdefault(item_id, []).append(row)
        self._most_views = max(map(len, self._rows.values()), default=1)

    def search(self, queries: np.ndarray, k: int, *, among: Collection[str] | None = None) -> list[Hits]:
        """See :meth:`VectorIndex.search`."""
        if queries.ndim != 2 or queries.shape[1] != self.dim:
            raise EncoderMismatch(
                f"queries of shape {queries.shape} came to an index of {self.encoder!r}: give (n, {self.dim})"
            )
        rows = None if among is None else self._rows_of(among)
        available = self.count if rows is None else len(rows)
        # the best k * most_views rows are sure to hold the best k items
        depth = min(max(k, 0) * self._most_views, available)
        if depth == 0:
            return [Hits.of([]) for _ in queries]
        scores, found = self._best(np.ascontiguousarray(queries, dtype=np.float32), depth, rows)
        return [self._hits(s, r, k) for s, r in zip(scores, found, strict=True)]

    def _rows_of(self, among: Collection[str]) -> np.ndarray:
        rows = [row for item_id in dict.fromkeys(among) for row in self._rows.get(item_id, ())]
        return np.sort(np.asarray(rows, dtype=np.int64))

    def _hits(self, scores: np.ndarray, rows: np.ndarray, k: int) -> Hits:
        best: dict[str, float] = {}
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
            best.setdefault(self._ids[row], score)  # rows come best first
            if len(best) == k:
                break
        return Hits.of(list(best.items()))

    def _best(
        self, queries: np.ndarray, depth: int, rows: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Scores and row numbers, both ``(n, depth)``, best first, out of ``rows`` or of all."""
        raise NotImplementedError


class ExactIndex(RowIndex):
    """Every row compared, by FAISS on the CPU."""

    def __init__(self, encoder: str, ids: Sequence[str], matrix: np.ndarray) -> None:
        super().__init__(encoder, ids, matrix)
        import faiss

        self._flat = faiss.IndexFlatIP(self.dim)
        self._flat.add(np.ascontiguousarray(matrix, dtype=np.float32))

    def _best(
        self, queries: np.ndarray, depth: int, rows: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        if rows is None:
            return self._flat.search(queries, depth)
        import faiss

        chosen = np.zeros(self.count, dtype=bool)
        chosen[rows] = True
        bits = np.packbits(chosen, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)
        return self._flat.search(queries, depth, params=faiss.SearchParameters(sel=selector))


def build_index(
    encoder_name: str, ids: Sequence[str], matrix: np.ndarray, *, device: str = "auto"
) -> VectorIndex:
    """The exact index for ``device``: ``"cpu"`` is FAISS, ``"cuda"`` torch, ``"auto"`` what is there."""
    if device == "cpu" or (device == "auto" and not _cuda()):
        return ExactIndex(encoder_name, ids, matrix)
    from catalog.index_torch import TorchIndex

    return TorchIndex(encoder_name, ids, matrix, device="cuda" if device == "auto" else device)


def _cuda() -> bool:
    import torch

    return torch.cuda.is_available()
