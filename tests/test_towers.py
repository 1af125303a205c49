"""Towers: which weights are shared, and what an untrained one begins as."""

import math

import pytest
import torch
from torch import nn

from models.towers import Adapter, Look, VisualTowers, ask


@pytest.fixture
def look():
    """Two channels, no tail, and a projection that leaves things as they are."""
    torch.manual_seed(0)
    project = nn.Linear(2, 2, bias=False)
    nn.init.eye_(project.weight)
    return Look(nn.Sequential(), project, channels=2, width=2, hidden=8)


MAPS = torch.tensor([[[[1.0, 5.0]], [[8.0, 0.0]]]])   # (1, 2, 1, 2): one place is (1, 8), the other (5, 0)


def test_an_adapter_begins_as_the_vectors_it_changes():
    vectors = nn.functional.normalize(torch.randn(5, 4, generator=torch.Generator().manual_seed(0)), dim=-1)
    adapter = Adapter(4, 8)
    assert torch.allclose(adapter(vectors), vectors, atol=1e-6)
    nn.init.constant_(adapter.more[-1].bias, 1.0)
    assert torch.allclose(adapter(vectors).norm(dim=1), torch.ones(5)) and not torch.allclose(adapter(vectors), vectors, atol=0.1)


def test_a_look_begins_as_the_projected_mean(look):
    assert torch.allclose(look(MAPS), torch.tensor([[0.6, 0.8]]))   # of (3, 4)


def test_a_look_may_weigh_one_place_above_the_others(look):
    with torch.no_grad():
        look.weigh.weight[0, 0] = 100.0
    assert torch.allclose(look(MAPS), torch.tensor([[1.0, 0.0]]))


def test_the_shoppers_picture_and_the_products_go_through_one_encoder_titles_and_words_through_another(look):
    towers = VisualTowers(look, 2, 8, math.log(7))
    texts = torch.tensor([[0.0, 1.0]])
    assert torch.allclose(towers.see(MAPS), look(MAPS)) and torch.allclose(towers.read(texts), texts)
    assert {name.split(".")[0] for name, _ in towers.named_parameters()} == {"look", "text", "logit_scale"}
    assert towers.scale.item() == pytest.approx(7) and VisualTowers(look, 2, 8, 9.0).scale.item() == pytest.approx(100)


def test_a_picture_and_words_are_one_query_by_their_weight():
    picture, words = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]])
    assert torch.equal(ask(picture, words, 0), picture) and torch.equal(ask(picture, words, 1), words)
    assert torch.allclose(ask(picture, words, 0.2), torch.tensor([[0.8, 0.2]]) / 0.68 ** 0.5)
