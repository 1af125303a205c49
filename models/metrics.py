"""Metrics as functions of arrays, each tested against small literal cases."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

__all__ = ["best_ranks", "calibration_error", "first_relevant", "precision_at", "retrieval_figures", "right_of_surest", "wilson"]


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share, `right` of n (Wilson 1927); (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    share = right / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def best_ranks(queries: np.ndarray, gallery: np.ndarray, answers: Sequence[int], chunk: int = 512) -> np.ndarray:
    """(n,) int64: the 0-based rank of each query's one answer by dot product; ties count against it.

    queries: (n, d), gallery: (m, d), answers: n rows of the gallery. Computed `chunk` queries at a time.
    """
    answers = np.asarray(answers)
    ranks = np.empty(len(queries), dtype=np.int64)
    for start in range(0, len(queries), chunk):
        scores = queries[start:start + chunk] @ gallery.T  # (chunk, m)
        own = scores[np.arange(len(scores)), answers[start:start + chunk]]
        ranks[start:start + chunk] = (scores >= own[:, None]).sum(1) - 1
    return ranks


def retrieval_figures(ranks: np.ndarray) -> dict[str, float]:
    """Recall at 1 and at 10 and the mean reciprocal rank of 0-based ranks."""
    if not len(ranks):
        return {"r1": 0.0, "r10": 0.0, "mrr": 0.0}
    return {"r1": float((ranks < 1).mean()), "r10": float((ranks < 10).mean()), "mrr": float((1 / (ranks + 1)).mean())}


def precision_at(relevant: Sequence[bool], k: int) -> float:
    """Share of the first k results that are relevant; results that are missing count as wrong."""
    return sum(relevant[:k]) / k


def first_relevant(relevant: Sequence[bool]) -> float:
    """Reciprocal rank of the first relevant result; 0 where there is none."""
    return next((1 / rank for rank, good in enumerate(relevant, 1) if good), 0.0)


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """Expected calibration error (Guo et al. 2017, equation 3): how far confidence is from accuracy, over bins of equal
    width weighted by how many answers fall into them.

    confidence: n probabilities of the answers given. right: whether each was right. 0 for n = 0.
    """
    confidence, right = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    places = np.clip((confidence * bins).astype(int), 0, bins - 1)
    gaps = [abs((confidence[places == place] - right[places == place]).sum()) for place in range(bins)]
    return float(sum(gaps) / max(len(right), 1))


def right_of_surest(confidence: Sequence[float], right: Sequence[bool], share: float = 0.9) -> float:
    """Accuracy over the `share` of the answers that are surest: what remains when the rest is asked about instead."""
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")[:math.ceil(share * len(right))]
    return float(np.asarray(right, dtype=float)[order].mean()) if len(order) else 0.0
