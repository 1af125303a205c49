"""Linear classifiers on the vectors of pictures and words that exist in training only.

What words for a detail ("a leather strap", "a chain strap") and pictures of it have in common is learnt slowly where both
begin alike: each waits for the other to differ. A classifier a question, whose answers are vectors of their own from the
start, makes both tell them apart, along the same directions.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F

from models.captions import Label

__all__ = ["DetailHeads"]


class DetailHeads(torch.nn.Module):
    """For each kind and detail ("strap" of "handbag") with two values or more among `labels`, which one is it?"""

    def __init__(self, labels: Sequence[Label], dim: int) -> None:
        super().__init__()
        values: dict[tuple[str, str], set[str]] = {}
        for label in labels:
            for name, value in label.details.items():
                values.setdefault((label.kind, name), set()).add(value)
        self.questions: dict[tuple[str, str], tuple[int, list[str]]] = {}
        size = 0
        for question, found in sorted(values.items()):
            if len(found) > 1:
                self.questions[question] = (size, sorted(found))
                size += len(found)
        self.gain = dim ** 0.5   # unit rows -> rows whose entries are about 1
        self.answers = torch.nn.Linear(dim, max(1, size))

    def forward(self, vectors: torch.Tensor, labels: Sequence[Label]) -> torch.Tensor:
        """vectors: (n, d) unit rows, of pictures or of words; labels: n. The mean cross-entropy over the vectors a question is
        asked of, and then over the questions; 0 where there are none."""
        asked: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for row, label in enumerate(labels):
            for name, value in label.details.items():
                question = (label.kind, name)
                if question in self.questions:
                    asked.setdefault(question, []).append((row, self.questions[question][1].index(value)))
        if not asked:
            return 0 * vectors.sum()
        logits = self.answers(self.gain * vectors)
        losses = []
        for question, pairs in asked.items():
            start, found = self.questions[question]
            rows, targets = torch.tensor(pairs, device=logits.device).T
            losses.append(F.cross_entropy(logits[rows, start:start + len(found)], targets))
        return torch.stack(losses).mean()
