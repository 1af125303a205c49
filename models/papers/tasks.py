"""The tasks of visual item selection: what a recipe trains, on what, with which losses, and how it is scored.

CLIP-like models are `fusion.DualModel`s, ALBEF-like ones `fusion.FusionModel`s; both have `.towers` and `.scores`, so one
loop trains and one function measures either.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from models.captions import CLASH, Label, Phrase, relations
from models.fusion import FusionModel, Momentum, Text, Views, hard_negatives, mask_words, stack_views
from models.losses import distilled_contrastive, masked_words, matching, shown_choice, weighted_contrastive
from models.papers.loop import fit, read_recipe
from models.papers.referring import Referred
from models.recipe import BadRecipe

__all__ = ["Material", "SelectionRecipe", "Task", "batches", "choose", "clashing", "latency", "load_selection_recipe", "look",
           "train_task"]

AHEAD = 256   # instances scored at once
WINDOW = 16   # batches among which texts are sorted by length


@dataclass(frozen=True)
class Task:
    """One fine-tuning. `start` names the task whose weights it begins with, "" the titles' alone."""

    name: str
    start: str
    texts: str                  # "titles" or "utterances"
    epochs: float
    batch_size: int
    learning_rate: float
    tail: bool                  # whether the picture tower learns too
    losses: dict[str, float]    # weights of the sum: contrastive, itc, itm, mlm, choice

    @property
    def sets(self) -> bool:
        """Does it look at all items shown, or at the target only?"""
        return "choice" in self.losses


@dataclass(frozen=True)
class SelectionRecipe:
    """A recipe's settings, as named in models/recipes/item_selection_*.toml."""

    seed: int
    start: str                  # "shipped": the shipped encoder's towers; "titles": towers that have read titles and no phrases
    stage: str                  # of the trunk, up to which maps are kept
    mirrored: bool              # whether pictures are seen mirrored too
    warmup_share: float
    weight_decay: float
    loss: dict[str, float]      # lambda; and for ALBEF alpha, momentum, masked_share
    fusion: dict[str, int]      # layers and heads; {} for CLIP
    tasks: list[Task]


def load_selection_recipe(path: Path) -> SelectionRecipe:
    """Reads a TOML recipe. Raises `BadRecipe` with the settings that are missing or unknown."""
    recipe = read_recipe(path, SelectionRecipe)
    try:
        return replace(recipe, tasks=[Task(**task) for task in recipe.tasks])
    except TypeError as error:
        raise BadRecipe(f"recipe {path}: a task is not as it should be: {error}") from error


# ---- batches --------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Material:
    """What all tasks share: the trunk's maps of every product, plain and mirrored (n, c, h, w) float16, and its label."""

    plain: torch.Tensor
    mirrored: torch.Tensor
    labels: Sequence[Label]
    tokenizer: Callable

    def maps(self, rows: Sequence[int], generator: torch.Generator | None = None) -> torch.Tensor:
        """(len(rows), c, h, w) float32, each mirrored or not at random where there is a generator."""
        rows = torch.as_tensor(rows)
        maps = self.plain[rows]
        if generator is not None:
            flip = torch.rand(len(rows), generator=generator) < 0.5
            maps[flip] = self.mirrored[rows[flip]]
        return maps.float()

    def ids(self, texts: Sequence[str]) -> torch.Tensor:
        """Token ids (m, t), as long as the longest text."""
        ids = self.tokenizer(list(texts))
        return ids[:, :int((ids != 0).sum(1).max())]


@dataclass(frozen=True)
class Batch:
    """n texts and their shown items: `maps` and `views` are in the order of `shown`'s True places."""

    ids: torch.Tensor           # (n, t)
    maps: torch.Tensor          # (items, c, h, w)
    shown: torch.Tensor         # (n, c) bool
    target: torch.Tensor        # (n,) int64, a shown place
    clash: torch.Tensor         # (n, n) bool: text j is plainly wrong of target i

    @property
    def own(self) -> torch.Tensor:
        """(n,) int64: each target's row among the items."""
        before = self.shown.sum(1).cumsum(0) - self.shown.sum(1)
        return before + self.target


def make_batch(instances: Sequence[Referred], material: Material, *, sets: bool, generator: torch.Generator) -> Batch:
    """Whole sets, or the targets alone."""
    items = [instance.shown if sets else (instance.target,) for instance in instances]
    widest = max(map(len, items))
    shown = torch.tensor([[place < len(each) for place in range(widest)] for each in items])
    target = torch.tensor([each.index(instance.target) for each, instance in zip(items, instances, strict=True)])
    labels = [material.labels[instance.target] for instance in instances]
    return Batch(material.ids([instance.phrase.text for instance in instances]),
                 material.maps([row for each in items for row in each], generator), shown, target,
                 torch.from_numpy(clashing([instance.phrase for instance in instances], labels)))


def clashing(phrases: Sequence[Phrase], labels: Sequence[Label]) -> np.ndarray:
    """(labels, phrases) bool: the phrase is plainly wrong of the product. "Not black" is wrong of what is black."""
    plain = relations([Phrase("", tuple(state for state in phrase.states if state[0] != "not_colour")) for phrase in phrases],
                      labels) == CLASH
    for column, phrase in enumerate(phrases):
        for name, said, _ in phrase.states:
            if name == "not_colour":
                plain[:, column] = [label.colour == said for label in labels]
    return plain


def batches(lengths: Sequence[int], size: int, seed: int) -> Iterator[np.ndarray]:
    """Row numbers of each batch, without end: shuffled anew each time through, the incomplete last batch left out. Among
    every WINDOW batches texts of like length (`lengths`, in any unit) stand together, so that little is padded."""
    rng = np.random.default_rng(seed)
    lengths = np.asarray(lengths)
    while True:
        order = rng.permutation(len(lengths))[:max(len(lengths) // size, 1) * size]
        for start in range(0, len(order), WINDOW * size):
            some = order[start:start + WINDOW * size]
            some = some[np.argsort(lengths[some], kind="stable")]
            yield from (some[place:place + size] for place in rng.permutation(range(0, len(some), size)))


# ---- training -------------------------------------------------------------------------------------------------------

def train_task(model: nn.Module, task: Task, instances: Sequence[Referred], material: Material, recipe: SelectionRecipe) -> None:
    """Trains the model in place."""
    torch.manual_seed(recipe.seed)
    generator = torch.Generator().manual_seed(recipe.seed)
    momentum = Momentum(model.eval(), recipe.loss["momentum"]) if {"itc", "mlm"} & set(task.losses) else None
    model.train()
    model.requires_grad_(True)
    model.towers.tail.train(task.tail)
    model.towers.tail.requires_grad_(task.tail)

    def losses(chosen: Sequence[Referred]) -> dict[str, torch.Tensor]:
        if momentum:
            momentum.follow(model)
        batch = make_batch(chosen, material, sets=task.sets, generator=generator)
        return losses_of(model, batch, task, recipe, momentum, generator)

    steps = max(1, int(task.epochs * len(instances) / task.batch_size))
    order = batches([len(instance.phrase.text) for instance in instances], task.batch_size, recipe.seed)
    fit(model, ([instances[row] for row in rows] for rows in order), losses, steps=steps, weights=task.losses, name=task.name,
        learning_rate=task.learning_rate, warmup_share=recipe.warmup_share, weight_decay=recipe.weight_decay)
    model.eval()


def losses_of(model: nn.Module, batch: Batch, task: Task, recipe: SelectionRecipe, momentum: Momentum | None,
              generator: torch.Generator) -> dict[str, torch.Tensor]:
    """The task's losses, unweighted."""
    towers, settings = model.towers, recipe.loss
    text, views = towers.read(batch.ids), towers.see(batch.maps)
    own = views.take(batch.own)
    parts = {}
    if "contrastive" in task.losses:
        parts["contrastive"] = weighted_contrastive(own.vectors, text.vectors, towers.scale, settings["lambda"])
    if momentum is not None:
        with torch.no_grad():
            slow_text = momentum.model.towers.read(batch.ids)
            slow_own = momentum.model.towers.see(batch.maps[batch.own])
    if "itc" in task.losses:
        similar = momentum.model.towers.scale * slow_own.vectors @ slow_text.vectors.T
        parts["itc"] = distilled_contrastive(own.vectors, text.vectors, towers.scale, similar.softmax(1), similar.T.softmax(1),
                                             settings["alpha"])
    if "itm" in task.losses:
        parts["itm"] = _itm(model, text, own, batch.clash, generator)
    if "mlm" in task.losses:
        parts["mlm"] = _mlm(model, momentum.model, batch, own, slow_own, settings, generator)
    if "choice" in task.losses:
        parts["choice"] = shown_choice(model.scores(text, views, batch.shown, choice=True), batch.shown, batch.target)
    return parts


def _itm(model: FusionModel, text: Text, own: Views, clash: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Each pair, each text with a hard picture and each picture with a hard text."""
    similar = model.towers.scale * own.vectors @ text.vectors.T  # (n pictures, n texts)
    texts, pictures = hard_negatives(similar, clash, generator), hard_negatives(similar.T, clash.T, generator)
    itself = torch.arange(len(similar))
    pairs = [(itself, itself), (texts[texts >= 0], itself[texts >= 0]), (itself[pictures >= 0], pictures[pictures >= 0])]
    said, seen = (torch.cat(rows) for rows in zip(*pairs, strict=True))
    log_odds = model.fusion.matching(model.fusion.pairs(text.take(said), own.places[seen]))
    return matching(log_odds, torch.arange(len(said)) < len(itself))


def _mlm(model: FusionModel, slow: FusionModel, batch: Batch, own: Views, slow_own: Views, settings: dict,
         generator: torch.Generator) -> torch.Tensor:
    ids, masked = mask_words(batch.ids, model.towers.words(batch.ids), settings["masked_share"], generator=generator)
    states = model.fusion(model.towers.read(batch.ids, ids), own.places)
    with torch.no_grad():
        soft = slow.fusion.word(slow.fusion(slow.towers.read(batch.ids, ids), slow_own.places)[masked]).softmax(1)
    return masked_words(model.fusion.word(states[masked]), batch.ids[masked], soft, settings["alpha"])


# ---- measuring ------------------------------------------------------------------------------------------------------

@torch.inference_mode()
def look(model: nn.Module, material: Material, rows: Sequence[int]) -> Views:
    """What the picture tower sees of these products: made once, as a shop would, before anyone asks."""
    rows = list(rows)
    return stack_views([model.towers.see(material.maps(rows[start:start + AHEAD])) for start in range(0, len(rows), AHEAD)])


@torch.inference_mode()
def choose(model: nn.Module, instances: Sequence[Referred], views: Views, places: dict[int, int], material: Material, *,
           choice: bool) -> list[np.ndarray]:
    """For each instance the probability of each item shown, (c,) float32. places: row of a product -> row of `views`."""
    result = []
    for start in range(0, len(instances), AHEAD):
        some = instances[start:start + AHEAD]
        shown = torch.tensor([[place < len(one.shown) for place in range(max(len(each.shown) for each in some))] for one in some])
        rows = torch.tensor([places[row] for one in some for row in one.shown])
        text = model.towers.read(material.ids([one.phrase.text for one in some]))
        scores = model.scores(text, views.take(rows), shown, choice=choice).masked_fill(~shown, -torch.inf)
        result += [odds[own].numpy() for odds, own in zip(scores.softmax(1), shown, strict=True)]
    return result


def latency(model: nn.Module, instances: Sequence[Referred], views: Views, places: dict[int, int], material: Material, *,
            choice: bool) -> np.ndarray:
    """Milliseconds from the words to the chosen item, one instance at a time, what is shown seen beforehand."""
    taken = []
    for instance in instances:
        began = time.perf_counter()
        choose(model, [instance], views, places, material, choice=choice)
        taken.append(1000 * (time.perf_counter() - began))
    return np.array(taken)
