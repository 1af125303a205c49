"""A cross-modal matching head: does this text mean this picture, and which of the shown ones does it mean?

After ALBEF (Li et al. 2021): a picture tower and a text tower whose vectors can be compared by themselves, and above them
an encoder in which the text's tokens look at the picture's places. The towers are those of an open_clip local-dir; the
picture tower begins at feature maps kept from an earlier stage of its trunk (`models.papers.features`), so that a
catalogue's pictures are seen once.

Small parts first: a block, the cross encoder, the set of shown items, the towers, the model. Then what training needs
besides: hard negatives, masked words, the momentum copy.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

__all__ = ["DualModel", "Fusion", "FusionModel", "Momentum", "Text", "Towers", "Views", "hard_negatives", "mask_words",
           "split_trunk", "stack_views"]


@dataclass(frozen=True)
class Views:
    """Pictures as the tower sees them: places (n, p, c) and unit vectors (n, d)."""

    places: torch.Tensor
    vectors: torch.Tensor

    def take(self, rows: torch.Tensor) -> Views:
        return Views(self.places[rows], self.vectors[rows])


def stack_views(views: Sequence[Views]) -> Views:
    """Several as one, in their order."""
    return Views(torch.cat([each.places for each in views]), torch.cat([each.vectors for each in views]))


@dataclass(frozen=True)
class Text:
    """Texts as the tower reads them: states (m, t, w), unit vectors (m, d) and which states are words (m, t) bool."""

    states: torch.Tensor
    vectors: torch.Tensor
    words: torch.Tensor

    def take(self, rows: torch.Tensor) -> Text:
        return Text(self.states[rows], self.vectors[rows], self.words[rows])

    @property
    def last(self) -> torch.Tensor:
        """(m,) int64: the end token's place."""
        return self.words.sum(1) - 1


class Attention(nn.Module):
    """Multi-head attention of queries (n, t, w) over keys (n, s, c)."""

    def __init__(self, width: int, heads: int, keys_width: int):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.keys = nn.Linear(keys_width, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: torch.Tensor, over: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """mask: (n, s) bool, True where there is something to look at."""
        n, t, w = x.shape
        q = self.query(x).view(n, t, self.heads, -1).transpose(1, 2)  # (n, h, t, w/h)
        k, v = self.keys(over).view(n, -1, 2, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)  # (n, h, s, w/h)
        seen = mask[:, None, None, :] if mask is not None else None
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        return self.out(y.transpose(1, 2).reshape(n, t, w))


class Block(nn.Module):
    """Tokens look at each other, at the picture where there is one, and then each thinks by itself."""

    def __init__(self, width: int, heads: int, picture_width: int = 0):
        super().__init__()
        self.among = Attention(width, heads, width)
        self.across = Attention(width, heads, picture_width) if picture_width else None
        self.think = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))

    def forward(self, x: torch.Tensor, mask: torch.Tensor, places: torch.Tensor | None = None,
                only: torch.Tensor | None = None) -> torch.Tensor:
        """(n, t, w) -> (n, t, w). only: (n,) int64, the one token of each text whose state is wanted: (n, 1, w), the same as
        in the whole for a fraction of the work."""
        y = self.norms[0](x)
        asking = y
        if only is not None:
            own = torch.arange(len(x)), only
            x, asking = x[own][:, None], y[own][:, None]
        x = x + self.among(asking, y, mask)
        if self.across is not None:
            x = x + self.across(self.norms[1](x), places)
        return x + self.think(self.norms[2](x))


class Fusion(nn.Module):
    """The cross encoder and its three heads: matching (one pair), choice (the pairs of a shown set), masked words."""

    def __init__(self, width: int, heads: int, layers: int, picture_width: int, vocabulary: int):
        super().__init__()
        self.picture_norm = nn.LayerNorm(picture_width)
        self.blocks = nn.ModuleList(Block(width, heads, picture_width) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.match = nn.Linear(width, 1)
        self.beside = Block(width, heads)
        self.choose = nn.Linear(width, 1)
        self.word = nn.Linear(width, vocabulary)
        nn.init.zeros_(self.choose.weight)  # a choice begins as the matching scores side by side
        nn.init.zeros_(self.choose.bias)

    def forward(self, text: Text, places: torch.Tensor, only: torch.Tensor | None = None) -> torch.Tensor:
        """n texts, each with its picture's places (n, p, c) -> the tokens' joint states (n, t, w); (n, 1, w) where `only` (n,)
        says which token of each is wanted."""
        x, places = text.states, self.picture_norm(places)
        *before, last = self.blocks
        for block in before:
            x = block(x, text.words, places)
        return self.norm(last(x, text.words, places, only))

    def pairs(self, text: Text, places: torch.Tensor) -> torch.Tensor:
        """A text and a picture as one vector: the end token's joint state, (n, w)."""
        return self(text, places, text.last)[:, 0]

    def matching(self, pairs: torch.Tensor) -> torch.Tensor:
        """Log-odds (n,) that each pair (n, w) belongs together."""
        return self.match(pairs).squeeze(-1)

    def choice(self, pairs: torch.Tensor, shown: torch.Tensor) -> torch.Tensor:
        """Scores (n, c) of the c shown items, each pair (n, c, w) seen beside the set's others.

        shown: (n, c) bool, False where a set has fewer than c items: nothing looks there, and `models.losses.shown_choice`
        leaves those scores out. No place has a weight of its own, so any number of items in any order will do.
        """
        beside = self.beside(pairs, shown)
        return self.matching(pairs) + self.choose(beside).squeeze(-1)


HEADS = ("global_pool", "head", "fc", "classifier")   # what timm calls the parts that pool, and perhaps project


def split_trunk(model: nn.Module, stage: str) -> tuple[nn.Sequential, nn.Sequential]:
    """An open_clip model's timm trunk up to and with `stage` (s1 to s4 of a RegNet), and what follows up to the pooling.

    Raises ValueError for a stage that the trunk has not.
    """
    children = {name: child for name, child in model.visual.trunk.named_children() if name not in HEADS}
    names = list(children)
    if stage not in children:
        raise ValueError(f"stage {stage!r} is none of the trunk's; allowed: {', '.join(names)}")
    cut = names.index(stage) + 1
    return nn.Sequential(*(children[name] for name in names[:cut])), nn.Sequential(*(children[name] for name in names[cut:]))


class Towers(nn.Module):
    """The two towers of an open_clip model, the picture tower from the feature maps after `stage` of its trunk on."""

    def __init__(self, model: nn.Module, stage: str):
        super().__init__()
        self.tail = split_trunk(model, stage)[1]
        self.project = model.visual.head
        self.text = model.text
        self.logit_scale = model.logit_scale

    @property
    def scale(self) -> torch.Tensor:
        """1 / temperature, at most 100 as in CLIP."""
        return self.logit_scale.clamp(0, math.log(100)).exp()

    def see(self, maps: torch.Tensor) -> Views:
        """Feature maps (n, c, h, w) after the stage -> what they show."""
        maps = self.tail(maps)
        places = maps.flatten(2).transpose(1, 2)  # (n, p, c)
        return Views(places, F.normalize(self.project(places.mean(1)), dim=-1))

    def words(self, ids: torch.Tensor) -> torch.Tensor:
        """(m, t) bool: the places up to and with the end token."""
        ends = ids == self.text.eos_id
        return ends.int().cumsum(1) - ends.int() == 0

    def read(self, ids: torch.Tensor, masked: torch.Tensor | None = None) -> Text:
        """Token ids (m, t), padded behind the end token. masked: ids to read in their place."""
        tower, length = self.text, ids.shape[1]
        x = tower.token_embedding(ids if masked is None else masked) + tower.positional_embedding[:length]
        x = tower.ln_final(tower.transformer(x, attn_mask=tower.attn_mask[:length, :length]))  # (m, t, w)
        words = self.words(ids)
        last = x[torch.arange(len(ids)), words.sum(1) - 1]
        return Text(x, F.normalize(last @ tower.text_projection, dim=-1), words)


    def likeness(self, text: Text, views: Views, shown: torch.Tensor) -> torch.Tensor:
        """Scaled dot products (n, c) of n texts with their c shown items; 0 where nothing is shown. As `FusionModel.scores`."""
        rows = shown.nonzero()[:, 0]
        result = text.vectors.new_zeros(shown.shape)
        result[shown] = self.scale * (text.vectors[rows] * views.vectors).sum(1)
        return result


class DualModel(nn.Module):
    """Two towers and nothing above them: the score of an item is a scaled dot product."""

    def __init__(self, towers: Towers):
        super().__init__()
        self.towers = towers

    def scores(self, text: Text, views: Views, shown: torch.Tensor, *, choice: bool) -> torch.Tensor:
        """As `FusionModel.scores`; `choice` makes no difference."""
        return self.towers.likeness(text, views, shown)


class FusionModel(nn.Module):
    """Towers and the encoder above them."""

    def __init__(self, towers: Towers, *, layers: int, heads: int):
        super().__init__()
        self.towers = towers
        vocabulary, width = towers.text.token_embedding.weight.shape
        self.fusion = Fusion(width, heads, layers, towers.project.proj.in_features, vocabulary)

    def scores(self, text: Text, views: Views, shown: torch.Tensor, *, choice: bool) -> torch.Tensor:
        """n texts, each with its c shown items -> scores (n, c), of the set where `choice`, else of each pair alone.

        To either the towers' own scaled dot product is added, as BLIP (Li et al. 2022) does where it ranks: what the two
        towers know need not be learnt again above them.

        shown: (n, c) bool. views: the items shown, in the order of `shown`'s True places. Scores where nothing is shown
        are those of a pair of zeros: `shown` says which to leave out.
        """
        rows = shown.nonzero()[:, 0]
        pairs = self.fusion.pairs(text.take(rows), views.places)  # (shown, w)
        sets = pairs.new_zeros(*shown.shape, pairs.shape[-1])
        sets[shown] = pairs
        fused = self.fusion.choice(sets, shown) if choice else self.fusion.matching(sets)
        return fused + self.towers.likeness(text, views, shown)


# ---- what training needs besides ------------------------------------------------------------------------------------

def hard_negatives(similarity: torch.Tensor, allowed: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """For each row of similarity (n, m) one column drawn by the softmax of the row, among those allowed: (n,) int64.

    allowed: (n, m) bool, False for pairs that belong together or may. A row in which nothing is allowed gives -1.
    """
    odds = similarity.detach().masked_fill(~allowed, -torch.inf)
    some = allowed.any(1)
    weights = torch.where(some[:, None], odds, torch.zeros_like(odds)).softmax(1)
    drawn = torch.multinomial(weights, 1, generator=generator)[:, 0]
    return torch.where(some, drawn, torch.full_like(drawn, -1))


def mask_words(ids: torch.Tensor, words: torch.Tensor, share: float, *, pad: int = 0,
               generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """BERT's masking (Devlin et al. 2019): of the words (the end token is none) a share is to be told from the rest.

    ids: (m, t) int64. words: (m, t) bool, up to and with the end token. Of those masked 80 % become `pad`, which stands
    nowhere else before the end, 10 % a word from elsewhere in the batch, 10 % stay. Returns (ids to read (m, t), masked
    (m, t) bool).
    """
    behind = words.roll(-1, 1)
    behind[:, -1] = False
    told = words & behind
    masked = (torch.rand(ids.shape, generator=generator) < share) & told
    if not masked.any():
        return ids, masked
    draw = torch.rand(ids.shape, generator=generator)
    others = ids[told][torch.randint(int(told.sum()), ids.shape, generator=generator)]
    instead = torch.where(draw < 0.8, torch.full_like(ids, pad), torch.where(draw < 0.9, others, ids))
    return torch.where(masked, instead, ids), masked


class Momentum:
    """A copy of a model that follows it slowly and tells what else might be right (ALBEF, section 3.3)."""

    def __init__(self, model: nn.Module, decay: float):
        self.decay = decay
        self.model = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def follow(self, model: nn.Module) -> None:
        """copy <- decay * copy + (1 - decay) * model; counters and running means are taken over."""
        for old, new in zip(self.model.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - self.decay)
        for old, new in zip(self.model.buffers(), model.buffers(), strict=True):
            old.copy_(new)
