"""The classifiers that only training has."""

import math

import pytest
import torch

from models.captions import Label
from models.heads import DetailHeads

BAGS = [Label("A", kind="bag", details={"strap": "chain", "size": "big"}),
        Label("B", kind="bag", details={"strap": "leather", "size": "big"}),
        Label("C", kind="belt", details={"strap": "leather"}), Label("D", kind="watch", colour="red")]


def test_a_question_has_two_answers_or_more():
    assert DetailHeads(BAGS, 4).questions == {("bag", "strap"): (0, ["chain", "leather"])}


def test_the_loss_is_the_cross_entropy_over_the_answers_of_the_kind():
    heads = DetailHeads(BAGS, 4)
    heads.load_state_dict({"answers.weight": torch.tensor([[1.0, 0, 0, 0], [0, 1.0, 0, 0]]), "answers.bias": torch.zeros(2)})
    vectors = torch.eye(4)
    # rows are doubled (the root of 4): the chain bag has logits (2, 0), the leather bag (0, 2), and nobody asks the others
    assert heads(vectors, BAGS).item() == pytest.approx(math.log(1 + math.exp(-2)))
    assert heads(vectors[[1, 0, 2, 3]], BAGS).item() == pytest.approx(math.log(1 + math.exp(2)))
    assert heads(vectors, [Label("E", kind="hat")] * 4).item() == 0
