"""Losses: functions of vectors and targets that know nothing of the training loop."""

from __future__ import annotations

import torch
import torch.nn.functional as F

__all__ = ["contrastive", "on_screen"]


def contrastive(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, positives: torch.Tensor,
                ignored: torch.Tensor | None = None) -> torch.Tensor:
    """Symmetric contrastive loss with several right answers a row.

    CLIP's loss (Radford et al. 2021, figure 3) is the case `positives` = identity. Here a caption such as "the red
    one" fits every red product of the batch, so the target of a row is uniform over all pairs that fit.

    images: (n, d) unit rows. texts: (m, d) unit rows. scale: scalar, 1 / temperature.
    positives: (n, m) bool, True where text j describes image i; every row and column has at least one True.
    ignored: (n, m) bool, pairs of which it is not known; they are left out of the softmax. Disjoint from `positives`.
    Returns a scalar: the mean of the two cross-entropies.
    """
    logits = scale * images @ texts.T  # (n, m)
    if ignored is not None:
        logits = logits.masked_fill(ignored, -1e4)
    fits = positives.to(logits.dtype)
    by_image = -(fits / fits.sum(1, keepdim=True) * F.log_softmax(logits, dim=1)).sum(1).mean()
    by_text = -(fits / fits.sum(0, keepdim=True) * F.log_softmax(logits, dim=0)).sum(0).mean()
    return (by_image + by_text) / 2


def on_screen(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, positives: torch.Tensor,
              negatives: torch.Tensor) -> torch.Tensor:
    """Choosing the one that fits among those that do not, and the one that does not among those that do.

    The cross-entropy over the shown items of Wanigasekara et al. 2023 (Task 3), with all that clashes with the words as
    the items shown: for each text j, each fitting image i stands alone against all clashing ones, and, for "the one that
    is not red", each clashing image alone against all fitting ones.

    images: (n, d) unit rows. texts: (m, d) unit rows. scale: scalar. positives, negatives: (n, m) bool, disjoint.
    Returns a scalar: the mean over the pairs of both kinds, each text counting the same.
    """
    logits = scale * images @ texts.T  # (n, m)
    rivals = logits.masked_fill(~negatives, -1e4).logsumexp(0)  # (m,)
    allies = (-logits).masked_fill(~positives, -1e4).logsumexp(0)
    chosen = F.softplus(rivals - logits) * positives / positives.sum(0).clamp(min=1)
    left_out = F.softplus(allies + logits) * negatives / negatives.sum(0).clamp(min=1)
    return (chosen.sum(0) + left_out.sum(0)).mean() / 2
