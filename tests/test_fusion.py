"""The matching head: what it may not depend on, what it can learn, and its hard negatives and masks by hand."""

import pytest
import torch
from torch import nn

from models.fusion import Fusion, FusionModel, Momentum, Text, Towers, Views, hard_negatives, mask_words
from models.losses import shown_choice

WIDTH, PLACES, CHANNELS, END = 16, 4, 6, 1


class TextTower(nn.Module):
    """open_clip's text tower as far as `Towers` reads it; its transformer adds to each token the mean of those before."""

    eos_id = END

    def __init__(self):
        super().__init__()
        self.token_embedding = nn.Embedding(20, WIDTH)
        self.positional_embedding = nn.Parameter(torch.randn(8, WIDTH))
        self.ln_final = nn.LayerNorm(WIDTH)
        self.text_projection = nn.Parameter(torch.randn(WIDTH, 5))
        self.register_buffer("attn_mask", torch.full((8, 8), -torch.inf).triu(1))

    def transformer(self, x, attn_mask):
        return x + attn_mask.exp() @ x / attn_mask.exp().sum(1, keepdim=True)


@pytest.fixture
def model():
    """Towers over maps (n, 3, 2, 2) after "early", and two layers of fusion."""
    torch.manual_seed(0)
    trunk = nn.Sequential()
    for name, part in (("early", nn.Identity()), ("late", nn.Conv2d(3, CHANNELS, 1)), ("head", nn.Identity())):
        trunk.add_module(name, part)
    dual = nn.Module()
    dual.visual = nn.Module()
    dual.visual.trunk, dual.visual.head = trunk, nn.Sequential()
    dual.visual.head.add_module("proj", nn.Linear(CHANNELS, 5, bias=False))
    dual.text, dual.logit_scale = TextTower(), nn.Parameter(torch.tensor(2.0))
    return FusionModel(Towers(dual, "early"), layers=2, heads=2).eval()


IDS = torch.tensor([[5, 6, END, 0, 0], [7, 8, 9, 5, END]])


def test_what_stands_behind_the_end_of_a_text_changes_nothing(model):
    text, short = model.towers.read(IDS), model.towers.read(IDS[:1, :3])
    assert text.words.tolist() == [[True, True, True, False, False], [True] * 5] and text.last.tolist() == [2, 4]
    torch.testing.assert_close(text.vectors[:1], short.vectors)
    places = torch.randn(2, PLACES, CHANNELS)
    torch.testing.assert_close(model.fusion.pairs(text, places)[:1], model.fusion.pairs(short, places[:1]))


def test_one_tokens_state_is_the_same_as_in_the_whole(model):
    text, places = model.towers.read(IDS), torch.randn(2, PLACES, CHANNELS)
    whole = model.fusion(text, places)
    assert whole.shape == (2, 5, WIDTH)
    torch.testing.assert_close(model.fusion.pairs(text, places), torch.stack([whole[0, 2], whole[1, 4]]))


def test_a_picture_and_a_text_are_unit_vectors_of_one_space(model):
    views, text = model.towers.see(torch.randn(3, 3, 2, 2)), model.towers.read(IDS)
    assert views.places.shape == (3, PLACES, CHANNELS) and views.vectors.shape == (3, 5) and text.vectors.shape == (2, 5)
    for vectors in (views.vectors, text.vectors):
        torch.testing.assert_close(vectors.norm(dim=1), torch.ones(len(vectors)))


@pytest.mark.parametrize("choice", [False, True])
def test_sets_of_three_to_six_are_scored_alike_alone_and_beside_longer_ones(model, choice):
    nn.init.normal_(model.fusion.choose.weight)
    shown = torch.tensor([[True] * 3 + [False] * 3, [True] * 6])
    views, text = model.towers.see(torch.randn(9, 3, 2, 2)), model.towers.read(IDS)
    both = model.scores(text, views, shown, choice=choice)
    alone = model.scores(text.take(torch.tensor([0])), views.take(torch.arange(3)), shown[:1, :3], choice=choice)
    torch.testing.assert_close(both[:1, :3], alone)


def test_a_choice_follows_the_items_wherever_they_stand(model):
    nn.init.normal_(model.fusion.choose.weight)
    views, text, shown = model.towers.see(torch.randn(5, 3, 2, 2)), model.towers.read(IDS[:1]), torch.ones(1, 5, dtype=torch.bool)
    order = torch.tensor([3, 0, 4, 1, 2])
    scores, moved = (model.scores(text, each, shown, choice=True) for each in (views, views.take(order)))
    torch.testing.assert_close(moved, scores[:, order])


def test_a_choice_begins_as_the_matching_scores_and_looks_at_the_others_once_it_has_learnt(model):
    views, text, shown = model.towers.see(torch.randn(4, 3, 2, 2)), model.towers.read(IDS[:1]), torch.ones(1, 4, dtype=torch.bool)
    torch.testing.assert_close(model.scores(text, views, shown, choice=True), model.scores(text, views, shown, choice=False))
    nn.init.normal_(model.fusion.choose.weight)
    other = Views(views.places.clone(), views.vectors)
    other.places[3] = torch.randn(PLACES, CHANNELS)
    first, second = (model.scores(text, each, shown, choice=True)[0, 0] for each in (views, other))
    assert abs(first - second) > 1e-4


@pytest.mark.parametrize("choice", [False, True])
def test_what_the_towers_know_need_not_be_learnt_above_them(model, choice):
    views, text, shown = model.towers.see(torch.randn(4, 3, 2, 2)), model.towers.read(IDS[:1]), torch.ones(1, 4, dtype=torch.bool)
    nn.init.zeros_(model.fusion.match.weight)
    scores = model.scores(text, views, shown, choice=choice) - model.fusion.match.bias
    torch.testing.assert_close(scores[0], torch.tensor(2.0).exp() * views.vectors @ text.vectors[0])


def test_it_learns_which_word_goes_with_which_picture():
    """Words 2 and 3 mean the first and the second of two pictures: no sum of a word's and a picture's own scores says that."""
    torch.manual_seed(0)
    fusion = Fusion(WIDTH, 2, 1, CHANNELS, 20)
    words, pictures = torch.randn(2, 1, WIDTH), torch.randn(2, PLACES, CHANNELS)
    text = Text(words, words[:, 0], torch.ones(2, 1, dtype=torch.bool)).take(torch.tensor([0, 0, 1, 1]))
    optimizer = torch.optim.Adam(fusion.parameters(), 1e-2)
    for _ in range(60):
        scores = fusion.matching(fusion.pairs(text, pictures.repeat(2, 1, 1))).view(2, 2)
        loss = shown_choice(scores, torch.ones(2, 2, dtype=torch.bool), torch.tensor([0, 1]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.05


def test_hard_negatives_are_drawn_from_the_similar_ones_that_are_allowed():
    similarity = torch.tensor([[9.0, 8.0, -20.0], [0.0, 0.0, 0.0], [5.0, 5.0, 5.0]])
    allowed = torch.tensor([[False, True, True], [True, False, True], [False, False, False]])
    generator = torch.Generator().manual_seed(0)
    drawn = torch.stack([hard_negatives(similarity, allowed, generator) for _ in range(100)])
    assert set(drawn[:, 0].tolist()) == {1} and set(drawn[:, 2].tolist()) == {-1}
    assert 30 < (drawn[:, 1] == 0).sum() < 70 and set(drawn[:, 1].tolist()) == {0, 2}


def test_words_are_masked_but_never_the_end_or_what_follows():
    ids = torch.tensor([[5, 6, 7, END, 0, 0]]).repeat(2000, 1)
    words = torch.tensor([[True, True, True, True, False, False]]).repeat(2000, 1)
    read, masked = mask_words(ids, words, 0.3, generator=torch.Generator().manual_seed(0))
    assert not masked[:, 3:].any() and torch.equal(read[~masked], ids[~masked])
    assert masked[:, :3].float().mean().item() == pytest.approx(0.3, abs=0.02)
    assert (read[masked] == 0).float().mean().item() == pytest.approx(0.8, abs=0.03)
    assert set(read[masked].tolist()) == {0, 5, 6, 7}
    ends = torch.full((2, 3), END)
    assert mask_words(ends, ends == END, 0.0, generator=torch.Generator())[1].sum() == 0


def test_the_momentum_copy_follows_slowly():
    layer = nn.Linear(1, 1, bias=False)
    nn.init.constant_(layer.weight, 1.0)
    slow = Momentum(layer, 0.9)
    nn.init.constant_(layer.weight, 2.0)
    slow.follow(layer)
    assert slow.model.weight.item() == pytest.approx(1.1) and not slow.model.weight.requires_grad
