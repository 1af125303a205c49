"""Each loss against a plain reference, written from its formula one element at a time."""

import math

import numpy as np
import pytest
import torch

from models.encoder import unit
from models.losses import contrastive, naming, on_screen


@pytest.fixture
def vectors():
    rng = np.random.default_rng(0)
    return tuple(torch.tensor(unit(rng.normal(size=(5, 3)))) for _ in range(2))


def plain_contrastive(images, texts, scale, positives, ignored):
    total = 0.0
    for rows, columns, fits, unknown in ((images, texts, positives, ignored), (texts, images, positives.T, ignored.T)):
        for i in range(len(rows)):
            logits = [scale * float(rows[i] @ column) for column in columns]
            norm = math.log(sum(math.exp(value) for j, value in enumerate(logits) if not unknown[i, j]))
            good = [j for j in range(len(columns)) if fits[i, j]]
            total -= sum(logits[j] - norm for j in good) / len(good) / len(rows) / 2
    return total


def test_contrastive_with_several_right_answers_and_unknown_ones(vectors):
    images, texts = vectors
    positives, ignored = torch.eye(5, dtype=torch.bool), torch.zeros(5, 5, dtype=torch.bool)
    positives[0, 3] = positives[3, 0] = True
    expected = plain_contrastive(images, texts, 7.0, positives, ignored)
    assert contrastive(images, texts, torch.tensor(7.0), positives).item() == pytest.approx(expected, rel=1e-5)
    ignored[1, 2] = ignored[4, 0] = True
    expected = plain_contrastive(images, texts, 7.0, positives, ignored)
    assert contrastive(images, texts, torch.tensor(7.0), positives, ignored).item() == pytest.approx(expected, rel=1e-5)


def test_contrastive_with_one_right_answer_is_clips(vectors):
    images, texts = vectors
    logits, labels = 7.0 * images @ texts.T, torch.arange(5)
    clip = (torch.nn.functional.cross_entropy(logits, labels) + torch.nn.functional.cross_entropy(logits.T, labels)) / 2
    assert contrastive(images, texts, torch.tensor(7.0), torch.eye(5, dtype=torch.bool)).item() == pytest.approx(clip.item())


def test_on_screen_is_the_cross_entropy_over_the_shown_both_ways(vectors):
    images, texts = vectors
    positives = torch.eye(5, dtype=torch.bool)
    positives[1, 0] = True
    negatives = ~positives
    negatives[2, 0] = negatives[:, 4] = False  # unknown for text 0; nothing clashes with text 4
    logits, total = (7.0 * images @ texts.T).tolist(), 0.0
    for j in range(5):
        good, bad = [i for i in range(5) if positives[i, j]], [i for i in range(5) if negatives[i, j]]
        for sign, alone, others in ((1, good, bad), (-1, bad, good)):
            for i in alone:
                shown = [sign * logits[k][j] for k in (i, *others)]
                total -= (shown[0] - math.log(sum(math.exp(value) for value in shown))) / len(alone) / 5 / 2
    assert on_screen(images, texts, torch.tensor(7.0), positives, negatives).item() == pytest.approx(total, rel=1e-4)


def test_naming_is_the_cross_entropy_over_the_answers_of_each_question(vectors):
    images, texts = vectors
    questions = torch.tensor([0, 0, 1, 1, 1])
    positives = torch.tensor([[1, 0, 1, 1, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 1], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]]).bool()
    negatives = ~positives
    negatives[1, 2:] = False  # nothing known of picture 1 for the second question
    negatives[0, 1] = False   # ... and nothing to tell apart for picture 0 in the first
    logits, terms = (7.0 * images @ texts.T).tolist(), []
    for question in (0, 1):
        for i in range(5):
            good, bad = ([j for j in range(5) if questions[j] == question and known[i, j]] for known in (positives, negatives))
            if good and bad:
                weights = [math.exp(logits[i][j]) for j in good + bad]
                terms.append(-math.log(sum(weights[:len(good)]) / sum(weights)))
    assert len(terms) == 6
    loss = naming(images, texts, torch.tensor(7.0), positives, negatives, questions)
    assert loss.item() == pytest.approx(sum(terms) / 6, rel=1e-4)
    assert naming(images, texts, torch.tensor(7.0), positives, positives & ~positives, questions).item() == 0
