"""Losses: functions of vectors and targets that know nothing of the training loop."""

from __future__ import annotations

import torch
import torch.nn.functional as F

__all__ = ["contrastive", "distilled_contrastive", "masked_words", "matching", "naming", "nt_xent", "on_screen", "relaxed",
           "shown_choice", "taught", "weighted_contrastive"]


def contrastive(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, positives: torch.Tensor,
                ignored: torch.Tensor | None = None) -> torch.Tensor:
    """Symmetric contrastive loss with several right answers a row.

    CLIP's loss (Radford et al. 2021, figure 3) is the case `positives` = identity. Here a caption such as "the red
    one" fits every red product of the batch, so the target of a row is uniform over all pairs that fit.

    images: (n, d) unit rows. texts: (m, d) unit rows. scale: scalar, 1 / temperature.
    positives: (n, m) bool, True where text j describes image i; a row or column without one has no part in the mean.
    ignored: (n, m) bool, pairs of which it is not known; they are left out of the softmax. Disjoint from `positives`.
    Returns a scalar: the mean of the two cross-entropies.
    """
    logits = scale * images @ texts.T  # (n, m)
    if ignored is not None:
        logits = logits.masked_fill(ignored, -1e4)
    fits = positives.to(logits.dtype)

    def mean(dim: int) -> torch.Tensor:
        right = fits.sum(dim)
        return -(fits * F.log_softmax(logits, dim)).sum(dim)[right > 0].div(right[right > 0]).mean()

    return (mean(1) + mean(0)) / 2


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


def naming(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, positives: torch.Tensor, negatives: torch.Tensor,
           questions: torch.Tensor) -> torch.Tensor:
    """Naming an attribute of a picture: the answers that fit against the question's others ("which colour?").

    The image-to-text half of UniCL (Yang et al. 2022, equation 2) with the labels of one attribute at a time as its texts;
    what is not known to fit or to clash (a navy thing for "blue") is left out of the softmax.

    images: (n, d) unit rows. texts: (m, d) unit rows. scale: scalar. positives, negatives: (n, m) bool, disjoint.
    questions: (m,) int64 in 0..q-1, the question that each text answers.
    Returns a scalar: the mean of -log p(an answer that fits) over the images of which a question has both answers that fit
    and answers that do not, and then over these questions, so that a rare one ("which strap?") counts as much as a colour;
    0 where there are none.
    """
    logits = scale * images @ texts.T  # (n, m)
    each = []
    for question in range(int(questions.max()) + 1):
        columns = questions == question
        fits, clashes = positives[:, columns], negatives[:, columns]
        asked = fits.any(1) & clashes.any(1)
        if asked.any():
            right, wrong = (logits[:, columns].masked_fill(~answers, -1e4)[asked].logsumexp(1) for answers in (fits, clashes))
            each.append(F.softplus(wrong - right).mean())
    return torch.stack(each).mean() if each else 0 * logits.sum()


def taught(words: torch.Tensor, anchors: torch.Tensor, scale: float, targets: torch.Tensor) -> torch.Tensor:
    """Distillation of similarities (Hinton et al. 2015, with SEED's [Fang et al. 2021, equation 4] anchors as the classes): the
    cross-entropy of a student's softmax over the anchors from its teacher's.

    words: (n, d) unit rows. anchors: (m, d) unit rows, which get no gradient: the words are to go where the anchors are.
    scale: 1 / the student's temperature. targets: (n, m), rows sum to 1. Returns a scalar, the mean over words.
    """
    return -(targets * F.log_softmax(scale * words @ anchors.detach().T, dim=1)).sum(1).mean()


# ---- Wanigasekara et al. 2023, and ALBEF (Li et al. 2021), which it fine-tunes -------------------------------------------

def weighted_contrastive(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, weight: float) -> torch.Tensor:
    """Equations 1 to 3: weight * (image i to its text among the batch) + (1 - weight) * (text i to its image).

    images, texts: (n, d) unit rows, row i of each a pair. scale: scalar, 1 / temperature. weight: lambda, 0 to 1.
    """
    logits = scale * images @ texts.T  # (n, n)
    own = torch.arange(len(logits), device=logits.device)
    return weight * F.cross_entropy(logits, own) + (1 - weight) * F.cross_entropy(logits.T, own)


def distilled_contrastive(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, by_image: torch.Tensor,
                          by_text: torch.Tensor, alpha: float) -> torch.Tensor:
    """ITC with momentum distillation (ALBEF, equation 6): the target is (1 - alpha) * the pair itself + alpha * what the
    momentum model thinks.

    images, texts: (n, d) unit rows. by_image, by_text: (n, n) the momentum model's probabilities of each text for an image
    (rows sum to 1), and of each image for a text. Returns a scalar: the mean of both directions.
    """
    logits = scale * images @ texts.T  # (n, n)
    own = torch.eye(len(logits), dtype=logits.dtype, device=logits.device)
    losses = [-(((1 - alpha) * own + alpha * soft) * F.log_softmax(scores, dim=1)).sum(1).mean()
              for scores, soft in ((logits, by_image), (logits.T, by_text))]
    return (losses[0] + losses[1]) / 2


def matching(log_odds: torch.Tensor, belongs: torch.Tensor) -> torch.Tensor:
    """ITM: cross-entropy of "these two belong together". log_odds: (n,). belongs: (n,) bool. Returns the mean."""
    return F.binary_cross_entropy_with_logits(log_odds, belongs.to(log_odds.dtype))


def masked_words(logits: torch.Tensor, words: torch.Tensor, soft: torch.Tensor, alpha: float) -> torch.Tensor:
    """MLM with momentum distillation (ALBEF, equation 7): target (1 - alpha) * the word itself + alpha * soft.

    logits: (k, vocabulary) for the k masked places. words: (k,) int64. soft: (k, vocabulary), the momentum model's
    probabilities. Returns the mean; 0 where nothing was masked.
    """
    if not len(words):
        return logits.sum() * 0
    log_p = F.log_softmax(logits, dim=1)
    return -((1 - alpha) * log_p.gather(1, words[:, None])[:, 0] + alpha * (soft * log_p).sum(1)).mean()


def shown_choice(scores: torch.Tensor, shown: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Task 3, equation 5: cross-entropy of the target among the C items shown, C from set to set another.

    scores: (n, c). shown: (n, c) bool, False where a set has fewer than c items. target: (n,) int64, a shown place.
    """
    return F.cross_entropy(scores.masked_fill(~shown, -torch.inf), target)


def nt_xent(queries: torch.Tensor, products: torch.Tensor, temperature: float,
            ignored: torch.Tensor | None = None) -> torch.Tensor:
    """NT-Xent (Chen et al. 2020, equation 1) from queries to products: product i is bought after query i; the others of the
    batch, and those that were seen and not bought, which stand behind the bought ones, are its negatives.

    queries: (n, d) unit rows. products: (m, d) unit rows, m >= n. ignored: (n, m) bool, pairs left out of the softmax: what
    the query's shopper bought besides; never on the diagonal.
    Returns a scalar: the mean of -log softmax(q_i . p_j / temperature) at j = i.
    """
    logits = queries @ products.T / temperature  # (n, m)
    if ignored is not None:
        logits = logits.masked_fill(ignored, -1e4)
    return F.cross_entropy(logits, torch.arange(len(queries), device=logits.device))


def relaxed(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, acceptable: torch.Tensor,
            alpha: float) -> torch.Tensor:
    """CLIP's loss with relaxed labels (Morais et al. 2022): the Kullback-Leibler divergence of the softmax from a target that
    leaves `1 - alpha` of each row's mass on the real pair and shares `alpha` among the other acceptable pairs; all of it
    stays on the real pair where there are none. Both ways, averaged; with alpha = 0 it is CLIP's own loss.

    images, texts: (n, d) unit rows, row i of both one real pair. scale: scalar, 1 / temperature.
    acceptable: (n, n) bool, symmetric: views of one product, or products of one taxonomy path; the diagonal is not read.
    Returns a scalar: the mean over rows of sum_j t_ij (log t_ij - log softmax_ij).
    """
    itself = torch.eye(len(images), dtype=torch.bool, device=images.device)
    others = (acceptable & ~itself).to(images.dtype)
    shared = alpha * others / others.sum(1, keepdim=True).clamp(min=1)
    target = shared + torch.diag(1 - shared.sum(1))  # (n, n), rows sum to 1
    logits = scale * images @ texts.T
    return sum(F.kl_div(F.log_softmax(one, dim=1), target, reduction="batchmean") for one in (logits, logits.T)) / 2
