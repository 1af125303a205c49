"""Marqo's public fashion benchmark on this data set ("KAGL"), and the published rows that ours stands beside.

Tasks and metrics follow marqo-FashionCLIP's evaluation: text -> product (each title one query, its own product right),
and category, sub-category and colour -> product (each distinct value one query, every product of that label right);
recall at 1 and 10 and mean reciprocal rank for titles, precision at 1 and 10 and MRR for labels.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np

from models.captions import Label
from models.metrics import best_ranks, first_relevant, precision_at, retrieval_figures

__all__ = ["DIFFERENCES", "PUBLISHED", "kagl", "table"]

LABEL_TASKS = ("category", "sub_category", "colour")
DEPTH = 1000  # ranks looked at for the first relevant product
TITLES = 2000

# marqo-FashionCLIP's README, 2024: 44,434 items, 2,000 titles, 7 categories, 45 sub-categories, 46 colours.
PUBLISHED = {
    "Marqo-FashionSigLIP": {
        "text": (0.179, 0.489, 0.293), "sub_category": (0.711, 0.687, 0.756), "colour": (0.587, 0.502, 0.664)},
    "FashionCLIP 2.0": {
        "text": (0.122, 0.404, 0.217), "sub_category": (0.571, 0.600, 0.627), "colour": (0.413, 0.443, 0.518)},
}
DIFFERENCES = (
    "Theirs: zero-shot models of 150 to 203 M parameters; product vector 0.9 picture + 0.1 title; gallery of 44,434.",
    "Ours: trained on this source's other products; product vector the picture alone; the gallery is the catalogue given.",
    "Category queries and labels of products that training saw are in the gallery unless --held-out is given.",
)

Encode = Callable[[Sequence[str]], np.ndarray]


def kagl(labels: Sequence[Label], vectors: np.ndarray, encode: Encode, *, titles: Sequence[int] | None = None) -> dict:
    """All four tasks, product vectors being pictures alone.

    labels: n. vectors: (n, d) float32 unit rows. encode: texts -> unit rows. titles: rows whose titles are the queries
    of the text task; 2,000 drawn with a fixed seed where there are more.
    """
    rows = sorted(random.Random(0).sample(list(titles), TITLES)) if titles and len(titles) > TITLES else list(titles or ())
    figures: dict = {}
    if rows:
        found = retrieval_figures(best_ranks(encode([labels[row].title.lower() for row in rows]), vectors, rows))
        figures["text"] = {**found, "queries": len(rows)}
    return figures | {field: _label_task([getattr(label, field) for label in labels], vectors, encode) for field in LABEL_TASKS}


def _label_task(labels: Sequence[str], vectors: np.ndarray, encode: Encode) -> dict:
    values = np.array(labels)
    queries = sorted(set(values.tolist()) - {""})
    if not queries:
        return {"p1": 0.0, "p10": 0.0, "mrr": 0.0, "queries": 0}
    scores = encode(queries) @ vectors.T  # (queries, n)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    relevant = [(values[rows] == query).tolist() for query, rows in zip(queries, order, strict=True)]
    return {"p1": float(np.mean([precision_at(row, 1) for row in relevant])),
            "p10": float(np.mean([precision_at(row, 10) for row in relevant])),
            "mrr": float(np.mean([first_relevant(row) for row in relevant])), "queries": len(queries)}


def table(figures: dict, name: str, gallery: int) -> str:
    """Our row above the published ones, with what differs between them, as lines of text."""
    head = f"{'':24}{'text R@1  R@10   MRR':>24}{'sub-cat. P@1  P@10   MRR':>28}{'colour P@1  P@10   MRR':>28}"
    own = {task: tuple(figures[task][metric] for metric in metrics) if task in figures else None
           for task, metrics in (("text", ("r1", "r10", "mrr")), ("sub_category", ("p1", "p10", "mrr")),
                                 ("colour", ("p1", "p10", "mrr")))}
    rows = [f"{label:24}" + "".join(f"{_three(row.get(task)):>{width}}" for task, width in
                                    (("text", 24), ("sub_category", 28), ("colour", 28)))
            for label, row in ((f"{name} ({gallery:,})", own), *PUBLISHED.items())]
    return "\n".join([head, *rows, "", *DIFFERENCES])


def _three(values: tuple[float, float, float] | None) -> str:
    return "  ".join(f"{value:.3f}" for value in values) if values else "-"
