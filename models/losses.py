"""Losses: functions of vectors and targets that know nothing of the training loop."""

from __future__ import annotations

import torch
import torch.nn.functional as F

__all__ = ["contrastive"]


def contrastive(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, positives: torch.Tensor) -> torch.Tensor:
    """Symmetric contrastive loss with several right answers a row.

    CLIP's loss (Radford et al. 2021, figure 3) is the case `positives` = identity. Here a caption such as "the red
    one" fits every red product of the batch, so the target of a row is uniform over all pairs that fit.

    images: (n, d) unit rows. texts: (m, d) unit rows. scale: scalar, 1 / temperature.
    positives: (n, m) bool, True where text j describes image i; every row and column has at least one True.
    Returns a scalar: the mean of the two cross-entropies.
    """
    logits = scale * images @ texts.T  # (n, m)
    fits = positives.to(logits.dtype)
    by_image = -(fits / fits.sum(1, keepdim=True) * F.log_softmax(logits, dim=1)).sum(1).mean()
    by_text = -(fits / fits.sum(0, keepdim=True) * F.log_softmax(logits, dim=0)).sum(0).mean()
    return (by_image + by_text) / 2
