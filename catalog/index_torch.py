"""Exact nearest neighbours through torch, for catalogues that live on a CUDA device."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.index import RowIndex

__all__ = ["TorchIndex"]


class TorchIndex(RowIndex):
    """Every row compared, by one matrix product on ``device``."""

    def __init__(self, encoder: str, ids: Sequence[str], matrix: np.ndarray, *, device: str = "cuda") -> None:
        super().__init__(encoder, ids, matrix)
        import torch

        self.device = torch.device(device)
        self._matrix = torch.tensor(matrix, dtype=torch.float32, device=self.device)  # (n, d)

    def _best(
        self, queries: np.ndarray, depth: int, rows: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        import torch

        with torch.inference_mode():
            wanted = torch.from_numpy(queries).to(self.device)
            if rows is None:
                scores, found = (wanted @ self._matrix.T).topk(depth)
                return scores.cpu().numpy(), found.cpu().numpy()
            chosen = torch.from_numpy(rows).to(self.device)
            scores, found = (wanted @ self._matrix[chosen].T).topk(depth)
            return scores.cpu().numpy(), rows[found.cpu().numpy()]
