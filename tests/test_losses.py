"""Each loss against a plain reference, written from its formula one element at a time."""

import math

import numpy as np
import pytest
import torch

from models.encoder import unit
from models.losses import (
    contrastive,
    distilled_contrastive,
    masked_words,
    matching,
    naming,
    nt_xent,
    on_screen,
    relaxed,
    shown_choice,
    taught,
    weighted_contrastive,
)


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
    logits, terms = (7.0 * images @ texts.T).tolist(), ([], [])
    for question in (0, 1):
        for i in range(5):
            good, bad = ([j for j in range(5) if questions[j] == question and known[i, j]] for known in (positives, negatives))
            if good and bad:
                weights = [math.exp(logits[i][j]) for j in good + bad]
                terms[question].append(-math.log(sum(weights[:len(good)]) / sum(weights)))
    assert [len(each) for each in terms] == [3, 3]
    loss = naming(images, texts, torch.tensor(7.0), positives, negatives, questions)
    assert loss.item() == pytest.approx(np.mean([np.mean(each) for each in terms]), rel=1e-4)
    assert naming(images, texts, torch.tensor(7.0), positives, positives & ~positives, questions).item() == 0  # nothing clashes


def minus_log_share(values, place):
    """-log of the softmax's share of one value among all."""
    return -values[place] + math.log(sum(math.exp(value) for value in values))


def test_weighted_contrastive_is_equations_1_to_3(vectors):
    images, texts = vectors
    by_image = sum(minus_log_share([7 * float(images[i] @ texts[j]) for j in range(5)], i) for i in range(5)) / 5
    by_text = sum(minus_log_share([7 * float(images[i] @ texts[j]) for i in range(5)], j) for j in range(5)) / 5
    for weight in (0.0, 0.25, 1.0):
        loss = weighted_contrastive(images, texts, torch.tensor(7.0), weight).item()
        assert loss == pytest.approx(weight * by_image + (1 - weight) * by_text, rel=1e-5)


def test_distilled_contrastive_mixes_the_pair_itself_with_the_momentum_models_opinion(vectors):
    images, texts = vectors
    rng = np.random.default_rng(1)
    by_image, by_text = (torch.tensor(rng.dirichlet(np.ones(5), 5), dtype=torch.float32) for _ in range(2))
    total = 0.0
    for rows, columns, soft in ((images, texts, by_image), (texts, images, by_text)):
        for i in range(5):
            logits = [7 * float(rows[i] @ column) for column in columns]
            total += sum(((0.6 if i == j else 0.0) + 0.4 * float(soft[i, j])) * minus_log_share(logits, j) for j in range(5)) / 10
    loss = distilled_contrastive(images, texts, torch.tensor(7.0), by_image, by_text, 0.4)
    assert loss.item() == pytest.approx(total, rel=1e-5)
    plain = distilled_contrastive(images, texts, torch.tensor(7.0), by_image, by_text, 0.0).item()
    assert plain == pytest.approx(weighted_contrastive(images, texts, torch.tensor(7.0), 0.5).item(), rel=1e-6)


def test_matching_is_the_cross_entropy_of_two_classes():
    log_odds, belongs = [2.0, -1.0, 0.5], [True, False, False]
    total = sum(-math.log(1 / (1 + math.exp(-odds)) if good else 1 / (1 + math.exp(odds)))
                for odds, good in zip(log_odds, belongs, strict=True)) / 3
    assert matching(torch.tensor(log_odds), torch.tensor(belongs)).item() == pytest.approx(total, rel=1e-6)


def test_masked_words_mixes_the_word_itself_with_the_momentum_models_opinion():
    logits, soft = torch.tensor([[1.0, 2.0, 0.0], [0.0, 0.0, 3.0]]), torch.tensor([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])
    words, total = [1, 0], 0.0
    for place in range(2):
        for word in range(3):
            target = (0.6 if word == words[place] else 0.0) + 0.4 * float(soft[place, word])
            total += target * minus_log_share(logits[place].tolist(), word) / 2
    assert masked_words(logits, torch.tensor(words), soft, 0.4).item() == pytest.approx(total, rel=1e-6)
    assert masked_words(logits[:0], torch.tensor([], dtype=torch.int64), soft[:0], 0.4).item() == 0


def test_shown_choice_is_equation_5_over_the_items_that_are_there():
    scores = torch.tensor([[1.0, 2.0, 3.0, 50.0], [0.5, 0.0, -1.0, 2.0]])
    shown = torch.tensor([[True, True, True, False], [True] * 4])
    total = (minus_log_share([1.0, 2.0, 3.0], 1) + minus_log_share([0.5, 0.0, -1.0, 2.0], 0)) / 2
    assert shown_choice(scores, shown, torch.tensor([1, 0])).item() == pytest.approx(total, rel=1e-6)


def test_nt_xent_takes_the_batchs_other_products_and_the_seen_ones_as_negatives(vectors):
    queries, products = vectors[0][:3], vectors[1]   # two products stand behind the bought ones
    logits = [[float(query @ product) / 0.2 for product in products] for query in queries]
    total = sum(minus_log_share(logits[i], i) for i in range(3)) / 3
    assert nt_xent(queries, products, 0.2).item() == pytest.approx(total, rel=1e-5)
    ignored = torch.zeros(3, 5, dtype=torch.bool)
    ignored[0, 4] = ignored[2, 1] = True   # bought besides
    total = minus_log_share(logits[0][:4], 0) + minus_log_share(logits[1], 1)
    total += minus_log_share([logits[2][j] for j in (0, 2, 3, 4)], 1)
    assert nt_xent(queries, products, 0.2, ignored).item() == pytest.approx(total / 3, rel=1e-5)


def test_relaxed_is_the_divergence_from_labels_shared_with_acceptable_pairs(vectors):
    images, texts = vectors
    acceptable = torch.zeros(5, 5, dtype=torch.bool)
    for i, j in ((0, 1), (0, 2), (1, 2), (3, 3)):
        acceptable[i, j] = acceptable[j, i] = True
    total = 0.0
    for rows, columns in ((images, texts), (texts, images)):
        for i in range(5):
            logits = [7 * float(rows[i] @ column) for column in columns]
            others = [j for j in range(5) if acceptable[i, j] and j != i]
            target = {i: 0.75, **{j: 0.25 / len(others) for j in others}} if others else {i: 1.0}
            total += sum(share * (math.log(share) + minus_log_share(logits, j)) for j, share in target.items()) / 10
    assert relaxed(images, texts, torch.tensor(7.0), acceptable, 0.25).item() == pytest.approx(total, rel=1e-4)


def test_unrelaxed_labels_are_clips(vectors):
    images, texts = vectors
    clip = weighted_contrastive(images, texts, torch.tensor(7.0), 0.5).item()
    everything = torch.ones(5, 5, dtype=torch.bool)
    assert relaxed(images, texts, torch.tensor(7.0), everything, 0.0).item() == pytest.approx(clip, rel=1e-5)


def test_a_text_that_fits_nothing_has_no_part_in_the_contrastive_loss(vectors):
    images, texts = vectors
    images, texts = images[:2], texts[:3]
    positives = torch.tensor([[True, False, False], [False, True, False]])
    ignored = torch.zeros_like(positives)
    logits = 5 * images @ texts.T
    by_image = -(logits.log_softmax(1)[[0, 1], [0, 1]]).mean()
    by_text = -(logits.log_softmax(0)[[0, 1], [0, 1]]).mean()
    loss = contrastive(images, texts, torch.tensor(5.0), positives, ignored)
    assert loss.item() == pytest.approx(float(by_image + by_text) / 2, rel=1e-5)


def test_taught_is_the_cross_entropy_from_the_teacher_and_leaves_the_anchors():
    words = torch.nn.functional.normalize(torch.tensor([[1.0, 0.2], [0.1, 1.0]]), dim=1).requires_grad_()
    anchors = torch.eye(2).requires_grad_()
    targets = torch.tensor([[0.9, 0.1], [0.3, 0.7]])
    expected = 0.0
    for word, target in zip(words.tolist(), targets.tolist(), strict=True):
        total = sum(math.exp(3 * value) for value in word)
        expected -= sum(share * math.log(math.exp(3 * value) / total) for share, value in zip(target, word, strict=True)) / 2
    loss = taught(words, anchors, 3.0, targets)
    assert loss.item() == pytest.approx(expected, rel=1e-5)
    loss.backward()
    assert anchors.grad is None and words.grad.abs().sum() > 0
